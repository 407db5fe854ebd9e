//! One log of a desk: what is fetched of it, in which order, and what must hold of it.
//!
//! Everything that is asked follows from the checkpoint and the batch notes, which are the same for
//! everybody; nothing follows from a case code.

use bellrope_protocol::base::DeskName;
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::note::{SignedNote, VerifierKey};
use bellrope_transparency::checkpoint::{CHECKPOINT_MAX_LEN, SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::log_note::{
    LOG_NOTE_MAX_LEN, NoteKeys, PAGE_NOTES, Page, page_of, verify_run,
};
use bellrope_transparency::tile::{
    TILE_WIDTH, Tile, TileReader, bundles_of_window, tiles_for_prefix,
};
use bellrope_transparency::tree::{Frontier, Hash, verify_suffix};
use std::collections::{BTreeMap, VecDeque};

use super::error::{LogError, LogFault};
use super::window::{Body, LogWindow, Rooted, body_len};
use crate::request::{Request, Response};

/// Most entries of a window that are downloaded: 444 MB of entries, far above any real log.
const WINDOW_MAX_ENTRIES: u64 = 1 << 23;
/// Most bytes of reply bodies that are downloaded and held: 546 a day for 120 days.
const BODIES_MAX_LEN: u64 = 1 << 28;
/// Length of a hash in a tile, in bytes.
const HASH_LEN: u64 = 32;

/// What to fetch of a log.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The log's name: `replies`, `intake`.
    pub(super) log: &'static str,
    /// The desk.
    pub(super) desk: DeskName,
    /// The log's key, named by its origin.
    pub(super) key: VerifierKey,
    /// The keys of the batch notes.
    pub(super) note_keys: NoteKeys,
    /// Batches of the window, counted back from the newest.
    pub(super) window: u64,
    /// Whether every page of the window is fetched, or only the newest and that of its beginning.
    pub(super) every_page: bool,
    /// Whether the bodies are fetched too.
    pub(super) bodies: bool,
}

/// One thing to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Checkpoint,
    NewestPage,
    Page(u64),
    Tile(Tile),
    Entries(Tile),
    Body(u64),
}

/// A log that is being fetched.
pub(super) struct LogDownload<N> {
    plan: Plan,
    queue: VecDeque<Item>,
    checkpoint: Option<VerifiedCheckpoint>,
    /// Notes by page; those of the newest page end where the checkpoint does.
    pages: BTreeMap<u64, Vec<N>>,
    newest: Option<u64>,
    start: u64,
    tiles: BTreeMap<Tile, Vec<u8>>,
    entries: Vec<Entry>,
    bodies: BTreeMap<u64, Body>,
}

impl<N: Rooted> LogDownload<N> {
    pub(super) fn new(plan: Plan) -> Self {
        Self {
            plan,
            queue: VecDeque::from([Item::Checkpoint, Item::NewestPage]),
            checkpoint: None,
            pages: BTreeMap::new(),
            newest: None,
            start: 0,
            tiles: BTreeMap::new(),
            entries: Vec::new(),
            bodies: BTreeMap::new(),
        }
    }

    /// Begins again, as a whole.
    pub(super) fn restart(&mut self) {
        *self = Self::new(self.plan.clone());
    }

    /// Returns how many requests are known to be left.
    pub(super) fn left(&self) -> usize {
        self.queue.len()
    }

    /// Returns how many bytes those requests bring, as far as that is known before.
    pub(super) fn bytes_left(&self) -> u64 {
        let len = |item: &Item| match *item {
            Item::Tile(tile) => u64::from(tile.width()) * HASH_LEN,
            Item::Entries(tile) => u64::from(tile.width()) * (2 + Entry::LEN as u64),
            Item::Body(number) => self.note(number).map_or(0, |note| body_len(note.count())) as u64,
            Item::Checkpoint | Item::NewestPage | Item::Page(_) => 0,
        };
        self.queue.iter().map(len).sum()
    }

    /// Returns the next request, or `None` when all is there.
    pub(super) fn request(&self) -> Option<Request> {
        let log = self.plan.log;
        let (path, max_len) = match *self.queue.front()? {
            Item::Checkpoint => (format!("{log}/checkpoint"), CHECKPOINT_MAX_LEN),
            Item::NewestPage => (format!("{log}/batches"), PAGE_MAX_LEN),
            Item::Page(page) => (format!("{log}/batches/{page}"), PAGE_MAX_LEN),
            Item::Tile(tile) | Item::Entries(tile) => (format!("{log}/{tile}"), TILE_MAX_LEN),
            Item::Body(number) => {
                let len = self.note(number).map_or(0, |note| body_len(note.count()));
                (format!("{log}/batch/{number}"), len)
            }
        };
        Some(Request::get_of_desk(&self.plan.desk, &path, max_len))
    }

    /// Takes the answer to the last request.
    pub(super) fn answer(&mut self, response: Response) -> Result<(), LogError> {
        let Some(item) = self.queue.front().copied() else {
            return Err(self.error(LogFault::NotAsked));
        };
        self.take(item, response)
            .map_err(|fault| self.error(fault))?;
        self.queue.pop_front();
        if item == Item::NewestPage {
            self.plan_pages();
        }
        if self.queue.is_empty() && self.is_before_window(item) {
            self.plan_window().map_err(|fault| self.error(fault))?;
        }
        Ok(())
    }

    fn error(&self, fault: LogFault) -> LogError {
        LogError {
            log: self.plan.log,
            fault,
        }
    }

    fn is_before_window(&self, item: Item) -> bool {
        matches!(item, Item::NewestPage | Item::Page(_))
    }

    fn take(&mut self, item: Item, response: Response) -> Result<(), LogFault> {
        match (item, response.status) {
            (Item::Body(number), 410) => {
                self.bodies.insert(number, Body::Pruned);
                return Ok(());
            }
            (Item::Body(number), 404) => return Err(LogFault::BodyMissing { batch: number }),
            // A log without batches has no page.
            (Item::NewestPage, 404) if self.size() == 0 => return Ok(()),
            (Item::Tile(_) | Item::Entries(_), 404) => return Err(LogFault::Moved),
            _ => {}
        }
        let body = response.into_body()?;
        match item {
            Item::Checkpoint => self.take_checkpoint(&body),
            Item::NewestPage => self.take_newest_page(&body),
            Item::Page(page) => self.take_page(page, &body),
            Item::Tile(tile) => {
                self.tiles.insert(tile, body);
                Ok(())
            }
            Item::Entries(tile) => {
                self.entries.extend(parse_bundle(&body, tile.width())?);
                Ok(())
            }
            Item::Body(number) => {
                self.bodies.insert(number, Body::Whole(body));
                Ok(())
            }
        }
    }

    fn take_checkpoint(&mut self, body: &[u8]) -> Result<(), LogFault> {
        let checkpoint = SignedCheckpoint::parse(body)?.verify(&self.plan.key)?;
        self.checkpoint = Some(checkpoint);
        Ok(())
    }

    fn size(&self) -> u64 {
        self.checkpoint.as_ref().map_or(0, |c| c.head().size)
    }

    fn take_newest_page(&mut self, body: &[u8]) -> Result<(), LogFault> {
        let notes = Page::parse(body)?.into_notes();
        let Some(first) = notes.first() else {
            return if self.size() == 0 {
                Ok(())
            } else {
                Err(LogFault::Moved)
            };
        };
        let number = N::verify_by(first.clone(), &self.plan.note_keys)?.number();
        if number % PAGE_NOTES != 0 {
            return Err(LogFault::PageBegin { number });
        }
        let mut run = self.run(notes, number)?;
        // Sealed after the checkpoint was fetched: not part of what was asked for.
        let size = self.size();
        run.retain(|note| note.end() <= size);
        match run.last() {
            Some(last) if last.end() == size => self.newest = Some(last.number()),
            None if size == 0 => return Ok(()),
            _ => return Err(LogFault::Moved),
        }
        self.pages.insert(page_of(number), run);
        Ok(())
    }

    fn take_page(&mut self, page: u64, body: &[u8]) -> Result<(), LogFault> {
        let notes = Page::parse(body)?.into_notes();
        let run = self.run(notes, page * PAGE_NOTES)?;
        if run.len() as u64 != PAGE_NOTES {
            return Err(LogFault::PageShort {
                page,
                notes: run.len(),
            });
        }
        self.pages.insert(page, run);
        Ok(())
    }

    fn run(&self, notes: Vec<SignedNote>, first: u64) -> Result<Vec<N>, LogFault> {
        Ok(verify_run(notes, &self.plan.note_keys, first)?)
    }

    /// Returns the number of the window's first batch.
    // spec: §11.3
    fn first_batch(&self) -> Option<u64> {
        Some(
            self.newest?
                .saturating_add(1)
                .saturating_sub(self.plan.window.max(1)),
        )
    }

    fn plan_pages(&mut self) {
        let (Some(first), Some(newest)) = (self.first_batch(), self.newest) else {
            return;
        };
        let pages = page_of(first)..page_of(newest);
        let wanted = if self.plan.every_page { usize::MAX } else { 1 };
        self.queue.extend(pages.take(wanted).map(Item::Page));
    }

    fn plan_window(&mut self) -> Result<(), LogFault> {
        let (Some(first), Some(newest)) = (self.first_batch(), self.newest) else {
            return Ok(());
        };
        let begin = self.note(first).ok_or(LogFault::Moved)?.first();
        let width = u64::from(TILE_WIDTH);
        let size = self.size();
        self.start = begin / width * width;
        let entries = size.saturating_sub(self.start);
        if begin >= size || entries > WINDOW_MAX_ENTRIES {
            return Err(LogFault::WindowLength { entries });
        }
        let tiles = tiles_for_prefix(self.start, size);
        self.queue.extend(tiles.into_iter().map(Item::Tile));
        let bundles = bundles_of_window(self.start, size);
        self.queue.extend(bundles.into_iter().map(Item::Entries));
        if self.plan.bodies {
            self.check_bodies_len(first)?;
            self.queue.extend((first..=newest).map(Item::Body));
        }
        Ok(())
    }

    /// Refuses, before they are fetched, more bodies than are held.
    fn check_bodies_len(&self, first: u64) -> Result<(), LogFault> {
        let window = self.pages.values().flatten();
        let replies: u64 = window
            .filter(|note| note.number() >= first)
            .map(|note| u64::from(note.count()))
            .sum();
        let len = replies.saturating_mul(REPLY_LEN as u64);
        if len > BODIES_MAX_LEN {
            return Err(LogFault::BodiesLength {
                len,
                max: BODIES_MAX_LEN,
            });
        }
        Ok(())
    }

    fn note(&self, number: u64) -> Option<&N> {
        let position = usize::try_from(number % PAGE_NOTES).ok()?;
        self.pages.get(&page_of(number))?.get(position)
    }

    /// Holds everything that was fetched against the checkpoint.
    pub(super) fn verify(self) -> Result<LogWindow<N>, LogError> {
        let log = self.plan.log;
        self.into_window().map_err(|fault| LogError { log, fault })
    }

    fn into_window(mut self) -> Result<LogWindow<N>, LogFault> {
        let checkpoint = self.checkpoint.take().ok_or(LogFault::NotAsked)?;
        let prefix = self.check_suffix(&checkpoint)?;
        let window = LogWindow {
            checkpoint,
            start: self.start,
            prefix,
            entries: self.entries,
            notes: self.pages.into_values().flatten().collect(),
            bodies: self.bodies,
        };
        window.check_batches()?;
        Ok(window)
    }

    /// Holds entries and subtrees before them against the root; returns the subtrees.
    // spec: §15, suffix to the root
    fn check_suffix(&self, checkpoint: &VerifiedCheckpoint) -> Result<Vec<Hash>, LogFault> {
        let head = checkpoint.head();
        let reader = TileReader::new(head.size, |tile: &Tile| {
            self.tiles.get(tile).ok_or(LogFault::NotAsked)
        });
        let prefix = Frontier::read(&reader, self.start).map_err(|_| LogFault::Tile)?;
        let leaves = self.entries.iter().map(Entry::leaf_hash);
        verify_suffix(&head, self.start, prefix.peaks(), leaves)?;
        Ok(prefix.peaks().to_vec())
    }
}

/// Greatest length of a page, in bytes.
const PAGE_MAX_LEN: usize = 256 * LOG_NOTE_MAX_LEN;
/// Greatest length of a tile or of an entry bundle, in bytes: 256 entries with their lengths.
const TILE_MAX_LEN: usize = 256 * (2 + Entry::LEN);
