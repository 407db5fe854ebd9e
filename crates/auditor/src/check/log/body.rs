//! Bodies of batches, where the source has them: each is held against its entry.
//!
//! They are read in order, a piece at a time, and hashed on all cores while what follows is read.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::mpsc::{Receiver, sync_channel};

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

/// Pieces that are hashed while others are read. One number for all machines: findings come in
/// the same order everywhere. Of letters a piece is 4 MiB at most.
const IN_WORK: usize = 8;

/// The bodies of the batches of one log.
pub(super) struct Bodies<'a> {
    subject: &'a Subject<'a>,
    log: Log,
    /// Length of each body, in bytes.
    len: usize,
    has: source::Bodies,
    /// The bodies of the batch that is being read.
    open: Option<Box<dyn Read + Send + 'a>>,
    /// Pieces in work, the first of which is the next to be reported.
    pieces: VecDeque<Piece>,
    /// Buffers of pieces that are done.
    buffers: Vec<Vec<u8>>,
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
            pieces: VecDeque::new(),
            buffers: Vec::new(),
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
        let mut buffer = self.buffers.pop().unwrap_or_default();
        buffer.resize(entries.len() * self.len, 0);
        if let Err(err) = body.read_exact(&mut buffer) {
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
        let hashes = entries.iter().map(|entry| entry.body).collect();
        self.pieces
            .push_back(Piece::begin(batch.number, first, buffer, hashes, self.len));
        self.held += entries.len() as u64;
        while self.pieces.len() > IN_WORK {
            self.settle(check);
        }
    }

    /// Waits for the first piece in work and reports what is wrong in it.
    fn settle(&mut self, check: &mut Check) {
        let Some(piece) = self.pieces.pop_front() else {
            return;
        };
        let (number, first) = (piece.batch, piece.first);
        let Ok(done) = piece.done.recv() else {
            return check.could_not(
                format!("{}, bodies of batch {number} from entry {first}", self.log),
                "their hashing broke off",
            );
        };
        self.buffers.push(done.buffer);
        for position in done.wrong {
            let index = first + position as u64;
            let place = format!("{}, entry {index} of batch {number}", self.log);
            check.find(&BODY, place, "the body that the entry names", "another");
        }
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

    pub(super) fn finish(&mut self, check: &mut Check) {
        while !self.pieces.is_empty() {
            self.settle(check);
        }
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

/// Bodies that follow each other in a batch, while they are hashed.
struct Piece {
    batch: u64,
    /// Index of the entry of the first of them.
    first: u64,
    done: Receiver<Done>,
}

/// What came of a piece.
struct Done {
    buffer: Vec<u8>,
    /// Positions of the bodies that are not those of their entries.
    wrong: Vec<usize>,
}

impl Piece {
    /// Begins to hash bodies of `len` bytes on whichever core is idle.
    fn begin(batch: u64, first: u64, buffer: Vec<u8>, hashes: Vec<[u8; 32]>, len: usize) -> Self {
        let (sender, done) = sync_channel(1);
        rayon::spawn(move || {
            let wrong = buffer
                .par_chunks_exact(len)
                .zip(&hashes)
                .enumerate()
                .filter(|(_, (body, hash))| Sha256::digest(body)[..] != **hash)
                .map(|(position, _)| position)
                .collect();
            // Nobody waits any more only if the check has ended.
            drop(sender.send(Done { buffer, wrong }));
        });
        Self { batch, first, done }
    }
}
