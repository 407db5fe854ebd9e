//! Every new letter is read once, on every core: held against its entry (B7), then opened with
//! the key of its week first.

use std::io::Read as _;
use std::sync::{Mutex, PoisonError};

use bellrope_bundle::{Body, Member, ReadError, UnverifiedBundle};
use bellrope_protocol::content::{LetterPlaintext, ParseLetterError};
use bellrope_protocol::letter;
use bellrope_protocol::limit::{LETTER_LEN, LETTER_PLAINTEXT_LEN};
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::week;
use bellrope_transparency::entry::Entry;

use super::ImportError;
use super::verify::IntakeBatch;
use crate::key::WeeklyKey;

/// Letters that a thread takes at once: 256 KiB, which stay in its cache.
const CHUNK: usize = 16;

/// What came out of the letters.
#[derive(Default)]
pub(super) struct Scanned {
    /// Letters that say something, in log order.
    pub(super) opened: Vec<Opened>,
    pub(super) covers: u64,
    pub(super) unopened: u64,
    pub(super) lost: u64,
}

impl Scanned {
    fn add(&mut self, other: Self) {
        self.opened.extend(other.opened);
        self.covers += other.covers;
        self.unopened += other.unopened;
        self.lost += other.lost;
    }
}

/// A letter that opened and is no cover.
pub(super) struct Opened {
    pub(super) index: u64,
    pub(super) epoch: u32,
    pub(super) hash: [u8; 32],
    pub(super) tag: Tag,
    pub(super) said: Said,
}

/// What an opened letter is.
pub(super) enum Said {
    /// A letter of ours, or a raw one.
    Letter(Box<LetterPlaintext>),
    /// It begins like one of ours and is none; kept whole.
    Malformed(SecretBytes<LETTER_PLAINTEXT_LEN>),
}

/// Opens all letters of the batches. Covers are dropped at once, so memory stays flat.
pub(super) fn scan(
    bundle: &UnverifiedBundle,
    batches: &[IntakeBatch],
    keys: &[WeeklyKey],
) -> Result<Scanned, ImportError> {
    let source = Mutex::new(Source {
        bundle,
        batches: batches.iter(),
        current: None,
    });
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut scanned = Scanned {
        lost: lost(batches),
        ..Scanned::default()
    };
    let parts: Vec<Result<Scanned, ImportError>> = std::thread::scope(|scope| {
        let run = || scope.spawn(|| work(&source, keys));
        let threads: Vec<_> = (0..threads).map(|_| run()).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or(Err(ImportError::Thread))
        };
        threads.into_iter().map(join).collect()
    });
    for part in in_order(parts)? {
        scanned.add(part);
    }
    scanned.opened.sort_by_key(|opened| opened.index);
    Ok(scanned)
}

/// Unless all threads are content, returns the error of the first letter in log order: chunks are
/// handed out in order, and every one before it was looked at.
fn in_order(parts: Vec<Result<Scanned, ImportError>>) -> Result<Vec<Scanned>, ImportError> {
    let mut scanned = Vec::new();
    let mut first: Option<ImportError> = None;
    for part in parts {
        match (part, &first) {
            (Ok(part), _) => scanned.push(part),
            (Err(err), Some(other)) if index_of(&err) >= index_of(other) => {}
            (Err(err), _) => first = Some(err),
        }
    }
    first.map_or(Ok(scanned), Err)
}

fn index_of(err: &ImportError) -> u64 {
    match err {
        ImportError::ChangedLetter { index } => *index,
        _ => u64::MAX,
    }
}

fn lost(batches: &[IntakeBatch]) -> u64 {
    let pruned = batches.iter().filter(|batch| batch.is_pruned);
    pruned.map(|batch| u64::from(batch.note.count)).sum()
}

/// Hands out letters, chunk by chunk, in log order.
struct Source<'a> {
    bundle: &'a UnverifiedBundle,
    batches: std::slice::Iter<'a, IntakeBatch>,
    current: Option<Current<'a>>,
}

struct Current<'a> {
    body: Body<'a>,
    member: Member,
    entries: &'a [Entry],
    first: u64,
}

/// Letters one after the other, and their entries.
struct Chunk<'a> {
    first: u64,
    entries: &'a [Entry],
    member: Member,
    body: Body<'a>,
}

impl<'a> Source<'a> {
    fn next(&mut self) -> Option<Chunk<'a>> {
        while self.current.as_ref().is_none_or(|it| it.entries.is_empty()) {
            let batch = self.batches.next()?;
            let member = Member::Batch {
                number: batch.note.number,
            };
            self.current = self.bundle.body(member).map(|body| Current {
                body,
                member,
                entries: &batch.entries,
                first: batch.note.first,
            });
        }
        self.current.as_mut().map(Current::take)
    }
}

impl<'a> Current<'a> {
    fn take(&mut self) -> Chunk<'a> {
        let (entries, rest) = self.entries.split_at(self.entries.len().min(CHUNK));
        let first = self.first;
        self.entries = rest;
        self.first += entries.len() as u64;
        Chunk {
            first,
            entries,
            member: self.member,
            body: self.body.part((entries.len() * LETTER_LEN) as u64),
        }
    }
}

fn work(source: &Mutex<Source<'_>>, keys: &[WeeklyKey]) -> Result<Scanned, ImportError> {
    let mut scanned = Scanned::default();
    let mut room = vec![0; CHUNK * LETTER_LEN];
    loop {
        // Only the handing out is one by one: each thread reads its own letters.
        let next = source.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some(mut chunk) = next else {
            return Ok(scanned);
        };
        let bytes = &mut room[..chunk.entries.len() * LETTER_LEN];
        let member = chunk.member;
        chunk
            .body
            .read_exact(bytes)
            .map_err(|source| ReadError { member, source })?;
        let letters = bytes.chunks_exact(LETTER_LEN).zip(chunk.entries);
        for (index, (letter, entry)) in (chunk.first..).zip(letters) {
            look(index, letter, entry, keys, &mut scanned)?;
        }
    }
}

fn look(
    index: u64,
    letter: &[u8],
    entry: &Entry,
    keys: &[WeeklyKey],
    scanned: &mut Scanned,
) -> Result<(), ImportError> {
    // spec: §14 B7
    if body_hash(letter) != entry.body {
        return Err(ImportError::ChangedLetter { index });
    }
    // spec: §5.4 O1
    let Some(plaintext) = open(letter, entry.epoch, keys) else {
        scanned.unopened += 1;
        return Ok(());
    };
    let said = match LetterPlaintext::parse(plaintext.expose_secret()) {
        // spec: §5.4 O4
        Ok(LetterPlaintext::Cover) => {
            scanned.covers += 1;
            return Ok(());
        }
        Ok(letter) => Said::Letter(Box::new(letter)),
        Err(ParseLetterError::FirstLine | ParseLetterError::Padding | _) => {
            Said::Malformed(SecretBytes::new(plaintext.expose_secret()))
        }
    };
    scanned.opened.push(Opened {
        index,
        epoch: entry.epoch,
        hash: entry.body,
        tag: Tag::from_bytes(entry.tag),
        said,
    });
    Ok(())
}

fn open(
    bytes: &[u8],
    epoch: u32,
    keys: &[WeeklyKey],
) -> Option<bellrope_protocol::age::Plaintext<LETTER_PLAINTEXT_LEN>> {
    // The epoch's last second: its end may be the beginning of the next week.
    let of_epoch = week(u64::from(epoch).saturating_sub(1));
    let first = keys.iter().filter(|key| key.week == of_epoch);
    let others = keys.iter().filter(|key| key.week != of_epoch);
    first
        .chain(others)
        .find_map(|key| letter::open(&key.identity, bytes).ok())
}
