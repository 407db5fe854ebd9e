//! How much is stored and how much may be: the caps, and the reserve that keeps letters flowing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bellrope_protocol::limit::LETTER_LEN;

use crate::config::Config;

/// How long a look at the disk's free space is good for.
const FRESH: Duration = Duration::from_secs(2);

/// What is stored, against what may be.
#[derive(Debug)]
pub struct Space {
    folder: PathBuf,
    max_bodies: u64,
    max_blocks: u64,
    reserve: u64,
    /// Bodies of sealed batches and of replies.
    bodies: AtomicU64,
    blocks: AtomicU64,
    /// Room that waiting letters will take at the end of the epoch, covers included, at most.
    sealing: u64,
    free: Mutex<Option<(Instant, u64)>>,
}

impl Space {
    /// Begins to count; nothing is stored yet.
    #[must_use]
    pub fn new(folder: &Path, config: &Config) -> Self {
        Self {
            folder: folder.to_owned(),
            max_bodies: config.max_body_bytes,
            max_blocks: config.max_block_bytes,
            reserve: config.reserve_bytes,
            bodies: AtomicU64::new(0),
            blocks: AtomicU64::new(0),
            sealing: u64::from(config.slots) * LETTER_LEN as u64,
            free: Mutex::new(None),
        }
    }

    /// Says whether one more letter can be taken on, to be sealed whatever else comes.
    #[must_use]
    pub fn admits_letter(&self) -> bool {
        // Every slot counts as taken, so that what is promised always fits.
        let after = self
            .bodies
            .load(Ordering::Relaxed)
            .saturating_add(self.sealing);
        after <= self.max_bodies && self.free() >= self.reserve / 2
    }

    /// Says whether bodies of replies can be stored.
    #[must_use]
    pub fn admits_replies(&self) -> bool {
        // Not held against the cap: a desk's answers are few, and must not wait for letters to go.
        self.free() >= self.reserve / 2
    }

    /// Books a block before it is written; `false` if there is no room.
    #[must_use]
    pub fn book_block(&self, len: u64) -> bool {
        if self.free() < self.reserve {
            return false;
        }
        self.blocks
            .try_update(Ordering::SeqCst, Ordering::SeqCst, |stored| {
                stored
                    .checked_add(len)
                    .filter(|after| *after <= self.max_blocks)
            })
            .is_ok()
    }

    /// Says that a block is gone, or was never written.
    pub fn drop_block(&self, len: u64) {
        self.blocks.fetch_sub(len, Ordering::SeqCst);
    }

    /// Counts a block that was found at start.
    pub fn count_block(&self, len: u64) {
        self.blocks.fetch_add(len, Ordering::SeqCst);
    }

    /// Says that bodies were stored.
    pub fn add_bodies(&self, len: u64) {
        self.bodies.fetch_add(len, Ordering::SeqCst);
    }

    /// Says that bodies are gone.
    pub fn drop_bodies(&self, len: u64) {
        self.bodies.fetch_sub(len, Ordering::SeqCst);
    }

    /// Returns the bytes of stored bodies.
    #[must_use]
    pub fn bodies(&self) -> u64 {
        self.bodies.load(Ordering::Relaxed)
    }

    /// Returns the bytes of stored blocks.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.blocks.load(Ordering::Relaxed)
    }

    /// Returns the bytes that the file system has free; none if it cannot say.
    #[must_use]
    pub fn free(&self) -> u64 {
        let mut free = self
            .free
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match *free {
            Some((when, bytes)) if when.elapsed() < FRESH => bytes,
            _ => {
                let bytes = free_bytes(&self.folder).unwrap_or(0);
                *free = Some((Instant::now(), bytes));
                bytes
            }
        }
    }
}

fn free_bytes(folder: &Path) -> io::Result<u64> {
    let stat = rustix::fs::statvfs(folder)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Adds up the lengths of the files in a folder.
///
/// # Errors
///
/// Whatever the disk answers.
pub fn bytes_in(folder: &Path) -> io::Result<u64> {
    std::fs::read_dir(folder)?.try_fold(0, |sum, entry| Ok(sum + entry?.metadata()?.len()))
}
