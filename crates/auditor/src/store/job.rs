//! The bodies: letters, replies, blocks and slots, a piece at a time, on every core.
//!
//! A job is at most some megabytes of one file and what its bytes must be; workers take jobs from
//! a short queue, so memory does not grow with the store.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bellrope_protocol::age::{HYBRID_HEADER_LEN, PASSPHRASE_HEADER_LEN};
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN, REPLY_LEN};
use bellrope_protocol::{letter, reply};
use sha2::{Digest as _, Sha256};

use super::ledger::{Class, Ledger};
use super::slot::{SLOT_LEN, SlotRead, Slots};
use super::statistic::Battery;

/// Letters of one job: 4 MiB.
pub const LETTERS: usize = 256;
/// Jobs that wait for each worker.
const WAITING: usize = 2;

/// A piece of work.
pub enum Job {
    /// Letters of a batch.
    Letters(Bodies),
    /// Replies of a batch.
    Replies(Bodies),
    /// Some slots.
    Slots {
        /// The file.
        file: Arc<File>,
        /// The first of them.
        first: u64,
        /// How many.
        count: usize,
    },
    /// A block.
    Block {
        /// Its file.
        path: PathBuf,
        /// Its name for findings.
        name: String,
    },
    /// What a relay that was killed has left.
    Leftover {
        /// Its file.
        path: PathBuf,
        /// Its name for findings.
        name: String,
        /// What it was going to be.
        draft: Draft,
    },
}

/// What an unfinished file was going to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// Letters of a batch, the last one perhaps in part.
    Letters,
    /// Replies of a batch, the last one perhaps in part.
    Replies,
    /// A block.
    Block,
    /// Slots of random bytes.
    Slots,
}

/// Bodies that follow each other in a file, with the hashes that their entries give.
pub struct Bodies {
    /// The file.
    pub file: Arc<File>,
    /// Its name for findings.
    pub name: String,
    /// Which one in the file is the first.
    pub first: usize,
    /// Their hashes.
    pub hashes: Vec<[u8; 32]>,
}

/// What a worker found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyFault {
    /// What kind of fault.
    pub kind: BodyKind,
    /// Where.
    pub place: String,
    /// What had to be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// A kind of fault in bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// No letter.
    Letter,
    /// No reply.
    Reply,
    /// Another body than the entry says.
    Hash,
    /// Bytes that ought to look random and do not.
    Plain,
    /// A slot that holds a letter which it must not hold.
    Slot,
    /// No block.
    Block,
    /// The disk failed.
    Io,
}

/// What all workers found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is wrong.
    pub faults: Vec<BodyFault>,
    /// Where the bytes belong.
    pub ledger: Ledger,
    /// Letters that wait in slots.
    pub waiting: u64,
    /// Bodies read.
    pub bodies: u64,
}

/// The most faults kept for each worker: a ruined store must not fill the memory.
const KEPT: usize = 1_000;

/// Runs `feed` on this thread and its jobs on all cores.
pub fn run<T>(
    battery: Battery,
    slots: &Slots,
    feed: impl FnOnce(&mut dyn FnMut(Job)) -> T,
) -> (T, Outcome) {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = sync_channel(workers * WAITING);
    let receiver = Mutex::new(receiver);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| scope.spawn(|| Worker::new(battery, slots).run(&receiver)))
            .collect();
        let fed = feed_all(&sender, feed);
        drop(sender);
        let mut all = Outcome::default();
        for handle in handles {
            match handle.join() {
                Ok(outcome) => all.merge(outcome),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        (fed, all)
    })
}

fn feed_all<T>(sender: &SyncSender<Job>, feed: impl FnOnce(&mut dyn FnMut(Job)) -> T) -> T {
    // Workers end only when the queue does.
    feed(&mut |job| drop(sender.send(job)))
}

impl Outcome {
    fn merge(&mut self, other: Self) {
        self.faults.extend(other.faults);
        self.ledger.merge(&other.ledger);
        self.waiting += other.waiting;
        self.bodies += other.bodies;
    }
}

struct Worker<'a> {
    battery: Battery,
    slots: &'a Slots,
    buffer: Vec<u8>,
    outcome: Outcome,
}

impl<'a> Worker<'a> {
    fn new(battery: Battery, slots: &'a Slots) -> Self {
        Self {
            battery,
            slots,
            buffer: vec![0; LETTERS * LETTER_LEN],
            outcome: Outcome::default(),
        }
    }

    fn run(mut self, receiver: &Mutex<Receiver<Job>>) -> Outcome {
        loop {
            let job = receiver
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            match job {
                Ok(job) => self.work(job),
                Err(_) => return self.outcome,
            }
        }
    }

    fn fault(
        &mut self,
        kind: BodyKind,
        place: impl ToString,
        expected: impl ToString,
        found: impl ToString,
    ) {
        if self.outcome.faults.len() < KEPT {
            self.outcome.faults.push(BodyFault {
                kind,
                place: place.to_string(),
                expected: expected.to_string(),
                found: found.to_string(),
            });
        }
    }

    fn work(&mut self, job: Job) {
        let (name, done) = match job {
            Job::Letters(bodies) => (bodies.name.clone(), self.bodies(&bodies, LETTER_LEN)),
            Job::Replies(bodies) => (bodies.name.clone(), self.bodies(&bodies, REPLY_LEN)),
            Job::Slots { file, first, count } => {
                ("slots".to_owned(), self.read_slots(&file, first, count))
            }
            Job::Block { path, name } => {
                let done = self.block(&path, &name);
                (name, done)
            }
            Job::Leftover { path, name, draft } => {
                let done = self.leftover(&path, &name, draft);
                (name, done)
            }
        };
        if let Err(error) = done {
            self.fault(BodyKind::Io, name, "a file that can be read", error);
        }
    }

    fn bodies(&mut self, bodies: &Bodies, unit: usize) -> io::Result<()> {
        let len = bodies.hashes.len() * unit;
        let mut buffer = std::mem::take(&mut self.buffer);
        let read = bodies
            .file
            .read_exact_at(&mut buffer[..len], (bodies.first * unit) as u64);
        for (number, (body, hash)) in buffer[..len].chunks(unit).zip(&bodies.hashes).enumerate() {
            if read.is_err() {
                break;
            }
            let place = || format!("{}, at {}", bodies.name, (bodies.first + number) * unit);
            let class = self.body(body, unit, &place);
            let is_logged = Sha256::digest(body)[..] == *hash;
            if !is_logged {
                self.fault(BodyKind::Hash, place(), "the body of its entry", "another");
            }
            let class = class.filter(|_| is_logged).unwrap_or(Class::Unknown);
            self.outcome.ledger.add(class, unit as u64);
            self.outcome.bodies += 1;
        }
        self.buffer = buffer;
        read
    }

    /// Checks one body's form and looks; returns its class if both are as they must be.
    fn body(&mut self, body: &[u8], unit: usize, place: &impl Fn() -> String) -> Option<Class> {
        let (header, class, kind, form) = if unit == LETTER_LEN {
            let form = letter::check_form(body)
                .map(drop)
                .map_err(|e| e.to_string());
            (HYBRID_HEADER_LEN, Class::Letters, BodyKind::Letter, form)
        } else {
            let form = reply::check_form(body).map(drop).map_err(|e| e.to_string());
            (PASSPHRASE_HEADER_LEN, Class::Replies, BodyKind::Reply, form)
        };
        if let Err(found) = form {
            self.fault(kind, place(), "the one form", found);
            return None;
        }
        self.looks_random(&body[header..], place).then_some(class)
    }

    fn looks_random(&mut self, bytes: &[u8], place: &impl Fn() -> String) -> bool {
        match self.battery.examine(bytes) {
            None => true,
            Some(found) => {
                self.fault(BodyKind::Plain, place(), "bytes that look random", found);
                false
            }
        }
    }

    fn read_slots(&mut self, file: &File, first: u64, count: usize) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let len = count * SLOT_LEN;
        let read = file.read_exact_at(&mut buffer[..len], first * SLOT_LEN as u64);
        let (slots, _) = buffer[..len].as_chunks::<SLOT_LEN>();
        for (position, slot) in (first..).zip(slots) {
            if read.is_err() {
                break;
            }
            self.slot(position, slot);
        }
        self.buffer = buffer;
        read
    }

    fn slot(&mut self, position: u64, slot: &[u8; SLOT_LEN]) {
        let place = || format!("slots, at {}", position * SLOT_LEN as u64);
        let class = match self.slots.read(slot) {
            SlotRead::Free => self.looks_random(slot, &place).then_some(Class::FreeSlots),
            SlotRead::Used(letter) => {
                self.outcome.waiting += 1;
                self.body(&letter[..], LETTER_LEN, &place)
                    .map(|_| Class::UsedSlots)
            }
            SlotRead::Odd(found) => {
                self.fault(BodyKind::Slot, place(), "a letter of a desk here", found);
                None
            }
        };
        let class = class.unwrap_or(Class::Unknown);
        self.outcome.ledger.add(class, SLOT_LEN as u64);
    }

    fn block(&mut self, path: &Path, name: &str) -> io::Result<()> {
        let block = std::fs::read(path)?;
        let place = || name.to_owned();
        let class = if block.len() == BLOCK_LEN {
            let rest = self.after_header(&block, &place);
            rest.filter(|rest| self.looks_random(rest, &place))
                .map(|_| Class::Blocks)
        } else {
            let found = format!("{} bytes", block.len());
            self.fault(BodyKind::Block, name, format!("{BLOCK_LEN} bytes"), found);
            None
        };
        let class = class.unwrap_or(Class::Unknown);
        self.outcome.ledger.add(class, block.len() as u64);
        Ok(())
    }

    /// Takes off the header that the first block of a parcel has.
    fn after_header<'b>(
        &mut self,
        block: &'b [u8],
        place: &impl Fn() -> String,
    ) -> Option<&'b [u8]> {
        if !block.starts_with(b"age-encryption.org/") {
            return Some(block);
        }
        match letter::check_form(&block[..LETTER_LEN]) {
            Ok(_) => Some(&block[HYBRID_HEADER_LEN..]),
            Err(error) => {
                self.fault(BodyKind::Block, place(), "a canonical header", error);
                None
            }
        }
    }

    /// Reads a leftover a piece at a time.
    fn leftover(&mut self, path: &Path, name: &str, draft: Draft) -> io::Result<()> {
        let unit = match draft {
            Draft::Letters => LETTER_LEN,
            Draft::Replies => REPLY_LEN,
            Draft::Block => BLOCK_LEN,
            Draft::Slots => SLOT_LEN,
        };
        let file = File::open(path)?;
        let len = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        let mut piece = vec![0; unit];
        for start in (0..len).step_by(unit) {
            let piece = &mut piece[..unit.min(len - start)];
            file.read_exact_at(piece, start as u64)?;
            let place = || format!("{name}, at {start}");
            let fits = match draft {
                Draft::Letters | Draft::Replies if piece.len() == unit => {
                    self.body(piece, unit, &place).is_some()
                }
                Draft::Letters => self.beginning(piece, HYBRID_HEADER_LEN, &place),
                Draft::Replies => self.beginning(piece, PASSPHRASE_HEADER_LEN, &place),
                Draft::Block if piece.starts_with(b"age-encryption.org/") => {
                    self.beginning(piece, HYBRID_HEADER_LEN, &place)
                }
                Draft::Block | Draft::Slots => self.looks_random(piece, &place),
            };
            let class = if fits {
                Class::Leftovers
            } else {
                Class::Unknown
            };
            self.outcome.ledger.add(class, piece.len() as u64);
        }
        Ok(())
    }

    /// Checks the beginning of a body: text up to where its header ends, then random bytes.
    fn beginning(&mut self, piece: &[u8], header: usize, place: &impl Fn() -> String) -> bool {
        let begins = b"age-encryption.org/v1\n-> ";
        let known = begins.len().min(piece.len());
        if piece[..known] != begins[..known] {
            self.fault(
                BodyKind::Letter,
                place(),
                "the beginning of a body",
                "another",
            );
            return false;
        }
        self.looks_random(&piece[header.min(piece.len())..], place)
    }
}
