//! Bodies of batches, where the source has them: each is held against its entry.

use std::io::Read;

use bellrope_bundle::Log;
use bellrope_transparency::entry::Entry;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::batch::place;
use super::kind::{BODY, BODY_KEPT};
use super::notes::BatchSaid;
use crate::check::Subject;
use crate::finding::{Check, said};
use crate::source::{self, Found, Item};

/// The bodies of the batches of one log.
pub(super) struct Bodies<'a> {
    subject: &'a Subject<'a>,
    log: Log,
    /// Length of each body, in bytes.
    len: usize,
    has: source::Bodies,
    /// The bodies of the batch that is being read.
    open: Option<Box<dyn Read + Send>>,
    buffer: Vec<u8>,
    held: u64,
    withheld: bool,
}

/// What came of opening the bodies of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// They are open, or it is said in the check why not, or there is nothing to say.
    Told,
    /// They should be there and are not.
    Lost,
}

impl Opened {
    pub(super) fn is_lost(self) -> bool {
        self == Self::Lost
    }
}

impl<'a> Bodies<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, log: Log, len: usize) -> Self {
        Self {
            subject,
            log,
            len,
            has: subject.source.bodies(&subject.desk, log),
            open: None,
            buffer: Vec::new(),
            held: 0,
            withheld: false,
        }
    }

    /// Opens the bodies of a batch, which should be there (`kept`) or gone.
    pub(super) fn open(&mut self, batch: &BatchSaid, kept: bool, check: &mut Check) -> Opened {
        self.open = None;
        if self.has == source::Bodies::None {
            return Opened::Told;
        }
        let item = Item::Batch {
            log: self.log,
            number: batch.number,
        };
        match (self.subject.source.open(&self.subject.desk, item), kept) {
            (Ok(Found::Body(body)), true) => self.open = Some(body),
            (Ok(Found::Body(_)), false) => {
                let found = "bodies that are still there";
                check.find(
                    &BODY_KEPT,
                    place(self.log, batch),
                    "deleted, as its note says",
                    found,
                );
            }
            (Ok(Found::Absent | Found::Gone), true) if self.has == source::Bodies::All => {
                return Opened::Lost;
            }
            (Ok(Found::Absent | Found::Gone), _) => {}
            (Ok(Found::Withheld), _) => {
                if !self.withheld {
                    check.could_not(format!("{}: bodies", self.log), "the token is refused");
                }
                self.withheld = true;
            }
            (Err(err), _) => check.could_not(item, said(&err)),
        }
        Opened::Told
    }

    /// Holds the next bodies against their entries.
    pub(super) fn take(
        &mut self,
        batch: &BatchSaid,
        first: u64,
        entries: &[Entry],
        check: &mut Check,
    ) {
        let Some(body) = &mut self.open else { return };
        self.buffer.resize(entries.len() * self.len, 0);
        if let Err(err) = body.read_exact(&mut self.buffer) {
            self.open = None;
            let item = Item::Batch {
                log: self.log,
                number: batch.number,
            };
            if err.kind() == std::io::ErrorKind::UnexpectedEof {
                let expected = format!("{} bodies of {} bytes", batch.count, self.len);
                check.find(&BODY, place(self.log, batch), expected, "fewer bytes");
            } else {
                check.could_not(item, said(&err));
            }
            return;
        }
        let wrong: Vec<u64> = self
            .buffer
            .par_chunks_exact(self.len)
            .zip(entries)
            .enumerate()
            .filter(|(_, (body, entry))| Sha256::digest(body)[..] != entry.body)
            .map(|(position, _)| first + position as u64)
            .collect();
        for index in wrong {
            let place = format!("{}, entry {index} of batch {}", self.log, batch.number);
            check.find(&BODY, place, "the body that the entry names", "another");
        }
        self.held += entries.len() as u64;
    }

    /// Ends a batch: nothing may follow its last body.
    pub(super) fn close(&mut self, batch: &BatchSaid, check: &mut Check) {
        let Some(mut body) = self.open.take() else {
            return;
        };
        if matches!(body.read(&mut [0]), Ok(1..)) {
            let expected = format!("{} bodies of {} bytes", batch.count, self.len);
            check.find(&BODY, place(self.log, batch), expected, "more bytes");
        }
    }

    pub(super) fn finish(&self, check: &mut Check) {
        let log = self.log;
        check.fact(
            format!("{log}: bodies held against their entries"),
            self.held,
        );
        if self.has == source::Bodies::None {
            let needs = match log {
                Log::Intake => "the desk's token (--token-file) or a copy of the store",
                Log::Replies | Log::Cards => "a live relay or a copy of the store",
            };
            check.left_out(format!("{log}: bodies"), needs);
        }
    }
}
