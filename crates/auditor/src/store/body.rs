//! Reads the logs in order and hands the bodies of their batches to the workers, then everything
//! else that is in files: blocks, slots, leftovers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::sync::Arc;

use bellrope_protocol::base::DeskName;
use bellrope_protocol::limit::{LETTER_LEN, REPLY_LEN};
use sha2::{Digest as _, Sha256};

use super::audit::open;
use super::database::DatabaseError;
use super::folder::{BatchFile, Found, Item, Listing, Unfinished};
use super::job::{self, Draft, Job, LETTERS};
use super::kind;
use super::log::{LogFault, LogReader};
use super::note::{Batch, Signers};
use super::record::Records;
use super::rows::Database;
use super::slot::SLOT_LEN;
use super::table::{BATCHES, CARD_LOG, CARDS, INTAKE, LogId, PRUNED, REPLIES};
use crate::finding::Check;

/// The part of the check that feeds the workers.
pub(super) struct Bodies<'a> {
    pub(super) check: &'a mut Check,
    pub(super) listing: &'a Listing,
    pub(super) database: &'a Database,
    pub(super) signers: &'a Signers,
    pub(super) records: &'a Records,
    pub(super) counts: BTreeMap<&'static str, u64>,
}

type Send<'s> = &'s mut dyn FnMut(Job);

impl<'a> Bodies<'a> {
    /// Feeds everything.
    pub(super) fn feed(&mut self, send: Send<'_>) -> Result<(), DatabaseError> {
        self.count("rows in the database", self.records.rows);
        let logs: Vec<LogId> = self.records.heads.keys().copied().collect();
        for log in logs {
            match log.kind {
                CARD_LOG => self.read_cards(log)?,
                _ => self.read_log(log, send)?,
            }
        }
        self.orphans();
        self.other_files(send);
        Ok(())
    }

    fn count(&mut self, what: &'static str, more: u64) {
        *self.counts.entry(what).or_default() += more;
    }

    fn faults(&mut self, faults: Vec<LogFault>) {
        for fault in faults {
            let kind = if fault.order {
                &kind::ORDER
            } else {
                &kind::LOG
            };
            self.check
                .find(kind, fault.place, fault.expected, fault.found);
        }
    }

    fn reader(&self, log: LogId) -> LogReader<'a> {
        let head = self.records.heads[&log];
        let wanted = self.records.roots.get(&log).cloned();
        LogReader::new(
            self.database,
            self.signers,
            log,
            head,
            wanted.unwrap_or_default(),
        )
    }

    fn tiles_of(&self, log: LogId) -> u64 {
        self.records.tiles.get(&log).copied().unwrap_or_default()
    }

    /// Holds each card against its entry.
    fn read_cards(&mut self, log: LogId) -> Result<(), DatabaseError> {
        let mut reader = self.reader(log);
        let tree = self.database.tree(&CARDS);
        let mut serial = 0;
        let mut wrong = Vec::new();
        while let Some(entry) = reader.read_entry()? {
            serial += 1;
            let key = [&log.desk.to_le_bytes()[..], &u64::to_le_bytes(serial)].concat();
            let card = tree.find(&self.database.pages, &key)?;
            let is_card = card.is_some_and(|card| Sha256::digest(&card)[..] == entry.body);
            let on_grid = u64::from(entry.epoch).is_multiple_of(self.signers.epoch_secs.into());
            if !is_card || entry.tag != [0; 16] || !on_grid {
                wrong.push(serial);
            }
        }
        let stored = self.tiles_of(log);
        let faults = reader.finish(stored)?;
        self.faults(faults);
        for serial in wrong {
            let place = format!("card log of desk {}, card {serial}", log.desk);
            self.check
                .find(&kind::LOG, place, "the card of its entry", "another");
        }
        let cards = self
            .records
            .cards
            .get(&log.desk)
            .copied()
            .unwrap_or_default();
        if cards != serial {
            let place = format!("cards of desk {}", log.desk);
            self.check
                .find(&kind::LOG, place, format!("{serial} cards"), cards);
        }
        self.count("cards", cards);
        Ok(())
    }

    /// Reads a log batch by batch, and sends the bodies that are there.
    fn read_log(&mut self, log: LogId, send: Send<'_>) -> Result<(), DatabaseError> {
        let batches = self.records.batches.get(&log).copied().unwrap_or_default();
        let pruned = self.records.pruned.get(&log).copied().unwrap_or_default();
        let mut reader = self.reader(log);
        let database = self.database;
        let mut last_epoch = None;
        for number in 0..batches {
            let value = database
                .tree(&BATCHES)
                .find(&database.pages, &log.numbered(number))?;
            let note = value.and_then(|value| self.signers.batch(log, &value));
            // A note that is not one was found among the rows.
            let Some(batch) = note else { break };
            if last_epoch.is_some_and(|last| last >= batch.epoch) {
                self.check.find(
                    &kind::LOG,
                    format!("{} log of desk {}, batch {number}", log.name(), log.desk),
                    "a later epoch than the batch before",
                    batch.epoch,
                );
            }
            last_epoch = Some(batch.epoch);
            if number < pruned {
                self.check_pruned(log, &batch)?;
                reader.read_batch(&batch, |_| {})?;
            } else {
                let mut sender = self.sender(log, &batch);
                reader.read_batch(&batch, |entry| {
                    if let Some(sender) = &mut sender {
                        sender.add(entry.body, send);
                    }
                })?;
                if let Some(mut sender) = sender {
                    sender.flush(send);
                }
            }
        }
        let entries = reader.tree().size();
        let stored = self.tiles_of(log);
        let faults = reader.finish(stored)?;
        self.faults(faults);
        let (what, noted, gone) = match log.kind {
            INTAKE => (
                "entries of letters",
                "batches of letters",
                "of them pruned (letters)",
            ),
            _ => (
                "entries of replies",
                "batches of replies",
                "of them pruned (replies)",
            ),
        };
        self.count(what, entries);
        self.count(noted, batches);
        self.count(gone, pruned);
        if pruned > batches {
            let place = format!("{} log of desk {}, pruned notes", log.name(), log.desk);
            self.check
                .find(&kind::LOG, place, format!("at most {batches}"), pruned);
        }
        Ok(())
    }

    /// Holds a pruned note against the note of its batch.
    fn check_pruned(&mut self, log: LogId, batch: &Batch) -> Result<(), DatabaseError> {
        let key = log.numbered(batch.number);
        let value = self
            .database
            .tree(&PRUNED)
            .find(&self.database.pages, &key)?;
        let note = value.and_then(|value| self.signers.pruned(log, &value));
        let fits = note.is_some_and(|note| note.first == batch.first && note.count == batch.count);
        if !fits {
            let place = format!(
                "{} log of desk {}, pruned note {}",
                log.name(),
                log.desk,
                batch.number
            );
            self.check
                .find(&kind::LOG, place, "the entries of its batch", "others");
        }
        Ok(())
    }

    /// Finds the file of a batch; `None` if it is missing or of another length, which is found.
    fn sender(&mut self, log: LogId, batch: &Batch) -> Option<Sender> {
        let desk = self.signers.desks.get(&log.desk)?.name.clone();
        let name = format!("desks/{desk}/{}/batch/{}", log.name(), batch.number);
        let unit = if log.kind == INTAKE {
            LETTER_LEN
        } else {
            REPLY_LEN
        };
        let item = Item::Batch(BatchFile {
            desk,
            log: log.kind,
            number: batch.number,
        });
        let place = self
            .listing
            .files
            .binary_search_by(|file| file.name.as_str().cmp(&name));
        let file = place.ok().map(|at| &self.listing.files[at]);
        let Some(file) = file.filter(|file| file.item == Some(item)) else {
            self.check.find(
                &kind::MISSING,
                name,
                format!("{} bodies", batch.count),
                "no file",
            );
            return None;
        };
        let expected = u64::from(batch.count) * unit as u64;
        if file.len != expected {
            let found = format!("{} bytes", file.len);
            self.check
                .find(&kind::LENGTH, name, format!("{expected} bytes"), found);
            return None;
        }
        let open = self.open(file)?;
        Some(Sender {
            log: log.kind,
            file: open,
            name,
            first: 0,
            hashes: Vec::with_capacity(LETTERS),
        })
    }

    fn open(&mut self, file: &Found) -> Option<Arc<File>> {
        match open(&file.path) {
            Ok(open) => Some(open),
            Err(error) => {
                self.check.could_not(&file.name, error);
                None
            }
        }
    }

    /// Names the logs of desks that have notes or tiles but no checkpoint.
    fn orphans(&mut self) {
        let logs: BTreeSet<LogId> = [
            &self.records.batches,
            &self.records.pruned,
            &self.records.tiles,
        ]
        .into_iter()
        .flat_map(|counts| counts.keys().copied())
        .collect();
        for log in logs {
            if !self.records.heads.contains_key(&log) {
                let place = format!("{} log of desk {}", log.name(), log.desk);
                self.check.find(&kind::LOG, place, "a checkpoint", "none");
            }
        }
    }

    fn number(&self, name: &DeskName) -> Option<u32> {
        let mut desks = self.signers.desks.iter();
        desks
            .find(|(_, desk)| desk.name == *name)
            .map(|(number, _)| *number)
    }

    fn other_files(&mut self, send: Send<'_>) {
        let mut blocks = BTreeSet::new();
        for file in &self.listing.files {
            match &file.item {
                Some(Item::Batch(batch)) => self.unnamed_batch(file, batch, send),
                Some(Item::Block { desk, epoch }) => {
                    let address = file.name.rsplit('/').next().unwrap_or_default();
                    let is_new = blocks.insert((desk.clone(), address.to_owned()));
                    self.block(file, desk, *epoch, is_new, send);
                }
                Some(Item::Slots) => self.slots(file, send),
                Some(Item::Unfinished(unfinished)) => self.unfinished(file, *unfinished, send),
                _ => {}
            }
        }
    }

    /// A batch that no note names any more, or not yet.
    fn unnamed_batch(&mut self, file: &Found, batch: &BatchFile, send: Send<'_>) {
        let (log, draft) = match batch.log {
            INTAKE => (INTAKE, Draft::Letters),
            _ => (REPLIES, Draft::Replies),
        };
        let Some(desk) = self.number(&batch.desk) else {
            self.check
                .find(&kind::FILE, &file.name, "a desk of this relay", "another");
            return;
        };
        let log = LogId { desk, kind: log };
        let batches = self.records.batches.get(&log).copied().unwrap_or_default();
        let pruned = self.records.pruned.get(&log).copied().unwrap_or_default();
        if (pruned..batches).contains(&batch.number) {
            return;
        }
        let mended = batch.number == batches || batch.number + 1 == pruned;
        if !self.database.header.unclean || !mended {
            let expected = "a batch that a note names and no other says is gone";
            self.check
                .find(&kind::LEFTOVER, &file.name, expected, "another");
        }
        let (path, name) = (file.path.clone(), file.name.clone());
        send(Job::Leftover { path, name, draft });
    }

    fn block(&mut self, file: &Found, desk: &DeskName, epoch: u32, is_new: bool, send: Send<'_>) {
        self.count("blocks", 1);
        let known = self.number(desk);
        let in_log = |desk: u32| {
            let log = LogId { desk, kind: INTAKE };
            let newest = self.records.pruned.get(&log).copied()?.checked_sub(1)?;
            let tree = self.database.tree(&BATCHES);
            let note = tree
                .find(&self.database.pages, &log.numbered(newest))
                .ok()??;
            Some(self.signers.batch(log, &note)?.epoch)
        };
        let gone_up_to = known.and_then(in_log).unwrap_or_default();
        let fault = if known.is_none() {
            Some("one of a desk that is not here")
        } else if !epoch.is_multiple_of(self.signers.epoch_secs) {
            Some("a second that ends no epoch")
        } else if u64::from(epoch) <= gone_up_to && !self.database.header.unclean {
            Some("an epoch whose letters are gone")
        } else if !is_new {
            Some("the same address in two epochs")
        } else {
            None
        };
        if let Some(found) = fault {
            self.check
                .find(&kind::BLOCK, &file.name, "a block of its epoch", found);
        }
        let (path, name) = (file.path.clone(), file.name.clone());
        send(Job::Block { path, name });
    }

    fn slots(&mut self, file: &Found, send: Send<'_>) {
        let Some(open) = self.open(file) else { return };
        let count = file.len / SLOT_LEN as u64;
        let rest = file.len % SLOT_LEN as u64;
        self.count("slots", count);
        if rest != 0 {
            let found = format!("{rest} bytes more");
            self.check.find(
                &kind::LENGTH,
                &file.name,
                "whole slots of 16384 bytes",
                found,
            );
        }
        let step = LETTERS;
        for first in (0..count).step_by(step) {
            let left = usize::try_from(count - first).unwrap_or(step);
            send(Job::Slots {
                file: Arc::clone(&open),
                first,
                count: left.min(step),
            });
        }
    }

    /// What a relay leaves when it is killed, and sweeps away when it starts.
    fn unfinished(&mut self, file: &Found, unfinished: Unfinished, send: Send<'_>) {
        let expected = match unfinished {
            Unfinished::Configuration => "no unfinished configuration",
            _ if self.database.header.unclean => "",
            _ => "no unfinished file after an orderly stop",
        };
        if !expected.is_empty() {
            let found = format!("{} bytes", file.len);
            self.check
                .find(&kind::LEFTOVER, &file.name, expected, found);
        }
        let draft = match unfinished {
            Unfinished::Letters => Draft::Letters,
            Unfinished::Replies => Draft::Replies,
            Unfinished::Block => Draft::Block,
            Unfinished::Slots => Draft::Slots,
            Unfinished::Configuration | Unfinished::Public => return,
        };
        let (path, name) = (file.path.clone(), file.name.clone());
        send(Job::Leftover { path, name, draft });
    }
}

/// Collects the hashes of a batch and sends them in jobs.
struct Sender {
    log: u8,
    file: Arc<File>,
    name: String,
    first: usize,
    hashes: Vec<[u8; 32]>,
}

impl Sender {
    fn add(&mut self, hash: [u8; 32], send: Send<'_>) {
        self.hashes.push(hash);
        if self.hashes.len() == LETTERS {
            self.flush(send);
        }
    }

    fn flush(&mut self, send: Send<'_>) {
        if self.hashes.is_empty() {
            return;
        }
        let count = self.hashes.len();
        let bodies = job::Bodies {
            file: Arc::clone(&self.file),
            name: self.name.clone(),
            first: self.first,
            hashes: std::mem::replace(&mut self.hashes, Vec::with_capacity(LETTERS)),
        };
        self.first += count;
        send(match self.log {
            INTAKE => Job::Letters(bodies),
            _ => Job::Replies(bodies),
        });
    }
}
