//! What a reporter can show: a proof of a letter (docs/protocol.md §11.7), which needs nothing but
//! the desk's fingerprint, and a receipt, the relay's promise, which needs the log.

use std::collections::HashMap;

use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::body_hash;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::letter_proof::{LetterProof, ProvenLetter};

use super::log::{Logged, is_late, log_by};
use super::{Subject, Trusted};
use crate::finding::{Check, Kind, said};

/// A file is neither a proof nor a receipt.
pub static FORM: Kind = Kind::new("receipt-form");
/// A proof does not hold.
pub static PROOF: Kind = Kind::new("receipt-proof");
/// A receipt is not signed by the desk's relay.
pub static SIGNATURE: Kind = Kind::new("receipt-signature");
/// A promise was kept, and later than promised.
pub static LATE: Kind = Kind::new("receipt-late");
/// A promise is overdue and not kept.
pub static BROKEN: Kind = Kind::new("receipt-broken");
/// The letter handed in is not the one that the file is about.
pub static LETTER: Kind = Kind::new("receipt-letter");

/// What this check can find.
pub const KINDS: &[&Kind] = &[&FORM, &PROOF, &SIGNATURE, &LATE, &BROKEN, &LETTER];

/// What begins the first line of a receipt and of a proof.
const RECEIPT: &[u8] = b"bellrope/1 receipt\n";
const PROOF_HEADER: &[u8] = b"c2sp.org/tlog-proof@v1\n";

/// A file that a reporter handed in.
#[derive(Debug, Clone)]
pub struct HandedIn {
    /// What it is called in the report: its place on the command line, not its name, which may
    /// say something.
    pub place: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl HandedIn {
    /// Says whether it wants the log to be looked up.
    #[must_use]
    pub fn is_receipt(&self) -> bool {
        self.bytes.starts_with(RECEIPT)
    }
}

/// Where an entry is in the log.
#[derive(Debug, Clone, Copy)]
struct Place {
    index: u64,
    /// As [`Logged::sealed`].
    sealed: Option<u64>,
}

/// Receipts that were verified, while the check of the logs hands out every entry.
#[derive(Debug, Default)]
pub struct Promises {
    promised: Vec<(String, Receipt)>,
    /// Where each entry that was promised is, once it was seen.
    found: HashMap<[u8; Entry::LEN], Option<Place>>,
    /// The end of the newest epoch that is logged, in Unix seconds.
    until: u64,
}

/// Begins the check: proofs at once, receipts as far as their signatures.
pub fn begin(
    files: &[HandedIn],
    letter: Option<&[u8]>,
    fingerprint: Fingerprint,
    trusted: Option<&Trusted>,
    check: &mut Check,
) -> Promises {
    for limit in ["contact", "time", "content"] {
        check.limit(&format!("limit-receipt-{limit}"));
    }
    let mut promises = Promises::default();
    for file in files {
        let hash = if file.is_receipt() {
            promises.take(file, trusted, check)
        } else if file.bytes.starts_with(PROOF_HEADER) {
            prove(file, fingerprint, check)
        } else {
            let expected = "a proof that bellrope prove wrote, or a receipt";
            check.find(&FORM, &file.place, expected, "another file");
            None
        };
        if let (Some(letter), Some(hash)) = (letter, hash)
            && body_hash(letter) != hash
        {
            check.find(
                &LETTER,
                &file.place,
                "the letter that was handed in",
                "another",
            );
        }
    }
    promises
}

/// Verifies a proof under the pinned fingerprint; returns the letter's hash.
fn prove(file: &HandedIn, fingerprint: Fingerprint, check: &mut Check) -> Option<[u8; 32]> {
    let expected = "a proof that holds under the desk's fingerprint";
    let proof = match LetterProof::parse(&file.bytes) {
        Ok(proof) => proof,
        Err(err) => {
            check.find(&PROOF, &file.place, expected, said(&err));
            return None;
        }
    };
    match proof.verify(fingerprint) {
        Ok(proven) => {
            say_proven(&file.place, &proven, check);
            Some(proven.entry.body)
        }
        Err(err) => {
            check.find(&PROOF, &file.place, expected, said(&err));
            None
        }
    }
}

fn say_proven(place: &str, proven: &ProvenLetter, check: &mut Check) {
    let mut fact = |what: &str, value: String| check.fact(format!("{place}: {what}"), value);
    let base = proven.card.base();
    fact("desk", format!("{} ({base})", proven.card.names.en));
    fact("SHA-256 of the letter", encode_hex(&proven.entry.body));
    let (index, size) = (proven.index, proven.size);
    fact("entry", format!("{index} of {size} in the intake log"));
    fact("logged on, by the relay's word", proven.day().to_string());
    match proven.witnesses.first() {
        Some(seen) => fact(
            "seen by a witness",
            format!("{} at Unix second {}", seen.witness, seen.time),
        ),
        None => fact("seen by a witness", "none".to_owned()),
    }
    let confirmed = match proven.confirmed {
        Some(size) => format!("yes: everything below {size}"),
        None => "not in this file".to_owned(),
    };
    fact("the desk confirmed it", confirmed);
}

impl Promises {
    fn take(
        &mut self,
        file: &HandedIn,
        trusted: Option<&Trusted>,
        check: &mut Check,
    ) -> Option<[u8; 32]> {
        let Some(trusted) = trusted else {
            check.could_not(
                &file.place,
                "a receipt needs a card of the desk that verifies",
            );
            return None;
        };
        let key = trusted.newest.receipt_verifier();
        match Receipt::open(&file.bytes, &key, &trusted.base) {
            Ok(receipt) => {
                let body = receipt.body;
                self.found.insert(entry_of(&receipt).to_bytes(), None);
                self.promised.push((file.place.clone(), receipt));
                Some(body)
            }
            Err(err) => {
                let expected = "a receipt that the desk's relay signed";
                check.find(&SIGNATURE, &file.place, expected, said(&err));
                None
            }
        }
    }

    /// Says whether there is anything to look up.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.promised.is_empty()
    }

    /// Looks at an entry of the intake log.
    pub fn see(&mut self, logged: Logged<'_>) {
        let Logged { entry, sealed, .. } = logged;
        self.until = self.until.max(sealed.unwrap_or(entry.epoch.into()));
        if let Some(found) = self.found.get_mut(&entry.to_bytes()) {
            found.get_or_insert(Place {
                index: logged.index,
                sealed,
            });
        }
    }

    /// Judges every promise, once the whole log was seen (`is_whole`).
    // spec: §2 "receipt's promise", §12.1 A4, §12.6
    pub fn judge(
        self,
        subject: &Subject<'_>,
        trusted: &Trusted,
        is_whole: bool,
        check: &mut Check,
    ) {
        let mut judge = Judge {
            subject,
            epoch_secs: trusted.newest.relay.epoch_secs.into(),
            until: self.until,
            is_whole,
            check,
        };
        for (place, receipt) in &self.promised {
            let entry = entry_of(receipt).to_bytes();
            match self.found.get(&entry).copied().flatten() {
                Some(found) => judge.logged(place, receipt, found),
                None => judge.missing(place, receipt),
            }
        }
    }
}

/// What a promise is held against.
struct Judge<'a> {
    subject: &'a Subject<'a>,
    epoch_secs: u64,
    /// The end of the newest epoch that is logged, in Unix seconds.
    until: u64,
    is_whole: bool,
    check: &'a mut Check,
}

impl Judge<'_> {
    fn say(&mut self, place: &str, verdict: String) {
        self.check.fact(format!("{place}: promise"), verdict);
    }

    /// The entry is there: kept, or kept late.
    fn logged(&mut self, place: &str, receipt: &Receipt, found: Place) {
        let (index, by) = (found.index, log_by(receipt.epoch.into(), self.epoch_secs));
        match found.sealed {
            Some(sealed) if is_late(sealed, by) => {
                self.say(place, format!("kept late, entry {index}"));
                let (expected, found) = (format!("logged by {by}"), format!("logged at {sealed}"));
                self.check.find(&LATE, place, expected, found);
            }
            Some(_) => self.say(place, format!("kept, entry {index}")),
            None => {
                self.say(place, format!("kept, entry {index}; no note says when"));
            }
        }
    }

    /// The entry is not there: not yet due, broken, or nobody can say.
    fn missing(&mut self, place: &str, receipt: &Receipt) {
        let due = u64::from(receipt.epoch) + 2 * self.epoch_secs;
        let until = self.until;
        if !self.is_whole {
            let why = "the intake log could not be read whole (see log)";
            self.check.could_not(place, why);
        } else if until < due && self.subject.now <= due {
            self.say(place, format!("not yet due: until Unix second {due}"));
        } else if until < due && !self.subject.source.grows() {
            let why = format!("what you have ends at {until}, before the promise was due at {due}");
            self.check.could_not(place, why);
        } else {
            self.say(place, "broken".to_owned());
            let expected = format!("the promised entry in the log by {due}");
            let found = format!("no such entry in the log up to {until}");
            self.check.find(&BROKEN, place, expected, found);
        }
    }
}

fn entry_of(receipt: &Receipt) -> Entry {
    Entry {
        epoch: receipt.epoch,
        body: receipt.body,
        tag: receipt.tag.to_bytes(),
    }
}
