//! The check itself: each part in turn, then whether every byte was booked.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::body::Bodies;
use super::database::DatabaseError;
use super::folder::{Found, Item, Listing, Oddity, Unfinished, list};
use super::job::{self, BodyKind, Outcome};
use super::ledger::{Class, Ledger};
use super::note::Signers;
use super::paper::{ConfiguredDesk, is_key, read_configuration, read_public};
use super::record::{self, Records};
use super::rows::Database;
use super::slot::Slots;
use super::statistic::Battery;
use super::{kind, remains};
use crate::finding::{Check, Kind};

/// The greatest length of a small file, in bytes.
const SMALL: u64 = 1 << 20;
/// What such a check can never prove, by text id.
const LIMITS: [&str; 5] = [
    "limit-store-encrypted",
    "limit-store-keys",
    "limit-store-disk",
    "limit-store-times",
    "limit-store-bookkeeping",
];

/// Checks a relay's folder.
#[must_use]
pub fn run(folder: &Path) -> Check {
    let mut check = Check::new("store");
    LIMITS.iter().for_each(|limit| check.limit(limit));
    match list(folder) {
        Ok(listing) => {
            let mut audit = Audit::new(&mut check, &listing);
            audit.all();
        }
        Err(error) => check.could_not(folder.display(), error),
    }
    check
}

struct Audit<'a> {
    check: &'a mut Check,
    listing: &'a Listing,
    battery: Battery,
    ledger: Ledger,
    configured: Vec<ConfiguredDesk>,
}

impl<'a> Audit<'a> {
    fn new(check: &'a mut Check, listing: &'a Listing) -> Self {
        let bytes = listing.files.iter().map(|file| file.len).sum();
        Self {
            check,
            listing,
            battery: Battery::for_run(bytes),
            ledger: Ledger::default(),
            configured: Vec::new(),
        }
    }

    fn all(&mut self) {
        self.unknown_files();
        self.private_files();
        let read = self.signers().map(|signers| (self.open(&signers), signers));
        match read {
            Some((Some(database), signers)) => {
                self.oddities(database.header.unclean);
                self.inside(database, signers);
            }
            _ => self.oddities(false),
        }
        self.balance();
    }

    fn find(&mut self, kind: &'static Kind, place: &str, expected: &str, found: impl ToString) {
        self.check.find(kind, place, expected, found.to_string());
    }

    /// Names files that have no business here.
    fn unknown_files(&mut self) {
        for file in &self.listing.files {
            if file.item.is_none() {
                let found = format!("{} bytes", file.len);
                self.find(&kind::FILE, &file.name, "no such file", found);
            }
        }
    }

    fn oddities(&mut self, unclean: bool) {
        for (name, oddity) in &self.listing.oddities {
            match oddity {
                Oddity::Kind => {
                    self.find(&kind::FILE, name, "a file or folder of a relay", "another")
                }
                Oddity::Links(links) => {
                    self.find(
                        &kind::FILE,
                        name,
                        "a file with one name",
                        format!("{links} names"),
                    );
                }
                Oddity::Mode(mode) => {
                    let found = format!("mode {mode:03o}");
                    self.find(&kind::MODE, name, "readable by its owner only", found);
                }
                Oddity::Attributes(count) => {
                    self.find(&kind::ATTRIBUTE, name, "no extended attributes", count);
                }
                // A relay that is killed has had no time to blur it.
                Oddity::Time(time) if unclean && name == "slots" => {
                    self.check
                        .fact("slots last written (killed relay), Unix second", time);
                }
                Oddity::Time(time) => {
                    self.find(&kind::TIME, name, "modification time 0", format!("{time}"));
                }
            }
        }
        if !self.listing.keeps_times {
            let needs = "a copy that keeps times: `cp -a`, `tar`, `rsync -a`";
            self.check.left_out("modification times of files", needs);
        }
    }

    /// Measures the files that hold secrets, and reads the configuration.
    fn private_files(&mut self) {
        let listing = self.listing;
        for file in &listing.files {
            let class = match file.item {
                Some(Item::Key) => Class::Keys,
                Some(Item::Configuration | Item::Unfinished(Unfinished::Configuration)) => {
                    Class::Configuration
                }
                _ => continue,
            };
            let Some(bytes) = self.small(file) else {
                continue;
            };
            let fits = match class {
                Class::Keys => is_key(&bytes),
                _ => match read_configuration(&bytes) {
                    Some(desks) => {
                        if file.item == Some(Item::Configuration) {
                            self.configured = desks;
                        }
                        true
                    }
                    None => false,
                },
            };
            if !fits {
                let expected = match class {
                    Class::Keys => "32 bytes in base64 and a line feed",
                    _ => "a configuration",
                };
                self.find(&kind::KEY, &file.name, expected, "something else");
            }
            let class = if fits { class } else { Class::Unknown };
            self.ledger.add(class, file.len);
        }
    }

    /// Reads a small file whole.
    fn small(&mut self, file: &Found) -> Option<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(Vec::new());
        let read = File::open(&file.path).and_then(|open| open.take(SMALL).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.check.could_not(&file.name, error);
            return None;
        }
        Some(bytes)
    }

    fn item(&self, item: &Item) -> Option<&'a Found> {
        let files = &self.listing.files;
        files.iter().find(|file| file.item.as_ref() == Some(item))
    }

    /// Reads `relay.pub`, without which no signature can be checked.
    fn signers(&mut self) -> Option<Signers> {
        let Some(file) = self.item(&Item::Public) else {
            self.find(
                &kind::KEY,
                "relay.pub",
                "the relay's public keys",
                "no file",
            );
            return None;
        };
        let bytes = self.small(file)?;
        let signers = read_public(&bytes);
        match signers {
            Some(_) => self.ledger.add(Class::Public, file.len),
            None => {
                let expected = "the relay's public keys as it writes them";
                self.find(&kind::KEY, &file.name, expected, "something else");
            }
        }
        if let Some(unfinished) = self.item(&Item::Unfinished(Unfinished::Public)) {
            let bytes = self.small(unfinished)?;
            let whole = self.small(file)?;
            let class = match whole.starts_with(&bytes) {
                true => Class::Leftovers,
                false => Class::Unknown,
            };
            self.ledger.add(class, unfinished.len);
        }
        signers
    }

    fn open(&mut self, signers: &Signers) -> Option<Database> {
        let Some(file) = self.item(&Item::Database) else {
            self.find(&kind::DATABASE, "relay.redb", "the database", "no file");
            return None;
        };
        let mut ledger = Ledger::default();
        let opened = File::open(&file.path)
            .map_err(DatabaseError::from)
            .and_then(|open| Database::open(open, file.len, &mut ledger));
        match opened {
            Ok(mut database) => {
                self.ledger.merge(&ledger);
                self.ledger
                    .add(Class::Header, super::database::PAGE_LEN as u64);
                for fault in std::mem::take(&mut database.faults) {
                    self.broken(&fault);
                }
                self.check.fact("relay host", &signers.host);
                self.check
                    .fact("length of an epoch, in seconds", signers.epoch_secs);
                Some(database)
            }
            Err(error) => {
                self.broken(&error);
                None
            }
        }
    }

    fn broken(&mut self, error: &DatabaseError) {
        match error {
            DatabaseError::Io(error) => self.check.could_not("relay.redb", error),
            DatabaseError::Broken {
                place,
                expected,
                found,
            } => self.check.find(&kind::DATABASE, place, expected, found),
        }
    }

    /// Everything that needs the database: rows, free pages, logs, bodies.
    fn inside(&mut self, mut database: Database, mut signers: Signers) {
        let records = record::complete(&mut signers, &mut database)
            .and_then(|()| record::check(&mut database, &signers));
        let records = match records {
            Ok(records) => records,
            Err(error) => return self.broken(&error),
        };
        for fault in &records.faults {
            self.find(&kind::ROW, &fault.place, fault.expected, "another");
        }
        self.fingerprints(&signers, &records);
        let examined = remains::examine(&mut database, &signers, &self.battery, &mut self.ledger);
        match examined {
            Ok(unexplained) => {
                for place in unexplained {
                    let name = format!("relay.redb at {}", place.offset);
                    let expected = "zeros, older rows or hashes";
                    let found = format!("{} bytes: {}", place.len, place.found);
                    self.find(&kind::REMAINS, &name, expected, found);
                }
            }
            Err(error) => self.broken(&error),
        }
        self.slack();
        self.bodies(&database, &signers, &records);
    }

    /// Books the zeros in used pages: what the database has and nothing else has booked.
    fn slack(&mut self) {
        let classes = [
            Class::Header,
            Class::Rows,
            Class::Bookkeeping,
            Class::Empty,
            Class::OldRows,
            Class::OldBookkeeping,
            Class::Random,
        ];
        let booked: u64 = classes.iter().map(|class| self.ledger.of(*class)).sum();
        let unexplained = self.ledger.of(Class::Unknown);
        let len = self.item(&Item::Database).map_or(0, |file| file.len);
        let Some(rest) = len.checked_sub(booked + unexplained.min(len - booked.min(len))) else {
            return self.find(&kind::BYTES, "relay.redb", "each byte once", "some twice");
        };
        self.ledger.add(Class::Slack, rest);
    }

    /// Holds the configuration's fingerprints against those of the cards.
    fn fingerprints(&mut self, signers: &Signers, records: &Records) {
        for (number, desk) in &signers.desks {
            let configured = self
                .configured
                .iter()
                .find(|one| one.desk == desk.name.as_str());
            let named = records.fingerprints.get(number);
            if let (Some(configured), Some(named)) = (configured, named)
                && configured.fingerprint != *named
            {
                let place = format!("cards of desk {}", desk.name);
                let expected = configured.fingerprint.clone();
                self.find(&kind::ROW, &place, &expected, named);
            }
        }
    }

    fn bodies(&mut self, database: &Database, signers: &Signers, records: &Records) {
        let slots = Slots {
            desks: signers.desks.keys().copied().collect(),
            epoch_secs: signers.epoch_secs,
        };
        let mut bodies = Bodies {
            check: &mut *self.check,
            listing: self.listing,
            database,
            signers,
            records,
            counts: BTreeMap::new(),
        };
        let (done, outcome) = job::run(self.battery, &slots, |send| bodies.feed(send));
        let counts = bodies.counts;
        if let Err(error) = done {
            self.broken(&error);
        }
        for (what, count) in counts {
            self.check.fact(what, count);
        }
        self.outcome(&outcome);
    }

    fn outcome(&mut self, outcome: &Outcome) {
        for fault in &outcome.faults {
            let kind = match fault.kind {
                BodyKind::Letter => &kind::LETTER,
                BodyKind::Reply => &kind::REPLY,
                BodyKind::Hash => &kind::BODY,
                BodyKind::Plain => &kind::PLAIN,
                BodyKind::Slot => &kind::SLOT,
                BodyKind::Block => &kind::BLOCK,
                BodyKind::Io => {
                    self.check.could_not(&fault.place, &fault.found);
                    continue;
                }
            };
            self.check
                .find(kind, &fault.place, &fault.expected, &fault.found);
        }
        self.ledger.merge(&outcome.ledger);
        self.check.fact("bodies read", outcome.bodies);
        self.check
            .fact("letters that wait in slots", outcome.waiting);
    }

    /// Holds what was booked against what is there, and reports the table.
    fn balance(&mut self) {
        let total: u64 = self.listing.files.iter().map(|file| file.len).sum();
        let booked = self.ledger.total();
        if booked > total {
            self.find(&kind::BYTES, "all files", &total.to_string(), booked);
        }
        self.ledger
            .add(Class::Unknown, total.saturating_sub(booked));
        if self.ledger.of(Class::Unknown) > 0 && self.check.findings.is_empty() {
            let found = format!("{} bytes that are not", self.ledger.of(Class::Unknown));
            self.find(&kind::BYTES, "all files", "every byte accounted for", found);
        }
        self.check.fact("files", self.listing.files.len());
        self.check.fact("bytes", total);
        for class in Class::ALL {
            let bytes = self.ledger.of(class);
            if bytes > 0 || class == Class::Unknown {
                self.check.fact(
                    format!("bytes: {class}"),
                    format!("{bytes} ({})", share(bytes, total)),
                );
            }
        }
    }
}

/// Writes a share in per cent with three decimals.
fn share(part: u64, whole: u64) -> String {
    let thousandths = u128::from(part) * 100_000 / u128::from(whole.max(1));
    format!("{}.{:03} %", thousandths / 1_000, thousandths % 1_000)
}

/// Opens a file for workers.
pub(super) fn open(path: &Path) -> io::Result<std::sync::Arc<File>> {
    debug_assert!(fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file()));
    File::open(path).map(std::sync::Arc::new)
}
