//! What the relay keeps apart from bodies: logs, notes, cards. Each method is one transaction,
//! named after it, so that another database can stand behind the same trait.
//!
//! In scope: durability, all or nothing. Out of scope: what the bytes mean, signatures.

mod redb;
mod table;

use std::fmt;
use std::ops::Range;

use bellrope_protocol::base::DeskName;
use bellrope_transparency::tile::{Layer, WrittenTile};

pub use self::redb::{Make, RedbStore, Storage};

/// One of a desk's three logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogKind {
    /// Letters in.
    Intake,
    /// Replies out.
    Replies,
    /// Key cards.
    Cards,
}

impl LogKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Intake, Self::Replies, Self::Cards];

    /// Returns the name in paths and origins.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Replies => "replies",
            Self::Cards => "cards",
        }
    }

    /// Finds a log by its name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for LogKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A log of a desk, by the desk's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LogId {
    /// The desk's number.
    pub desk: u32,
    /// Which of its logs.
    pub kind: LogKind,
}

/// What is stored of a log's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// The signed checkpoint of that size.
    pub checkpoint: String,
}

/// What one commit adds to a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// The log.
    pub log: LogId,
    /// Its size before; the commit is refused if it is another by then.
    pub from: u64,
    /// Its end afterwards.
    pub head: Head,
    /// Hash tiles and entry bundles, each replacing a narrower one in its place.
    pub tiles: Vec<WrittenTile>,
    /// The note of the batch that was added.
    pub batch: Option<Numbered<String>>,
    /// The card that was added, by its serial.
    pub card: Option<Numbered<Vec<u8>>>,
}

/// Something with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<T> {
    /// The number.
    pub number: u64,
    /// The thing.
    pub value: T,
}

/// A confirmation that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredConfirm {
    /// The size that it confirms.
    pub size: u64,
    /// The Unix second of the end of the epoch in which it was accepted.
    pub accepted: u64,
    /// The signed note.
    pub note: String,
}

/// Which notes of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// One for each batch.
    Batch,
    /// One for each batch whose bodies are gone.
    Pruned,
}

/// The relay's database.
pub trait Store: Send + Sync + 'static {
    /// Returns the number of a desk; a new one for a desk not seen before.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn number_desk(&self, desk: &DeskName) -> Result<u32, StoreError>;

    /// Adds to logs, all or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Moved`] if a log has another size than expected; when the database fails,
    /// what was to be added is there or not.
    fn append(&self, growths: &[Growth]) -> Result<(), StoreError>;

    /// Returns the end of a log.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn head(&self, log: LogId) -> Result<Option<Head>, StoreError>;

    /// Returns the end of a log that was published last, with its cosignatures.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn published(&self, log: LogId) -> Result<Option<Head>, StoreError>;

    /// Publishes ends of logs with their cosignatures, all or nothing; nothing if one of them is
    /// smaller than what was published before.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn publish(&self, heads: &[(LogId, Head)]) -> Result<(), StoreError>;

    /// Returns a hash tile or entry bundle as wide as it is by now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn tile(&self, log: LogId, layer: Layer, index: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Returns the number of notes of a kind.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn note_count(&self, log: LogId, kind: NoteKind) -> Result<u64, StoreError>;

    /// Returns the notes of a range of numbers, in order; those that exist.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn notes(
        &self,
        log: LogId,
        kind: NoteKind,
        range: Range<u64>,
    ) -> Result<Vec<String>, StoreError>;

    /// Stores the note that a batch's bodies go.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn prune(&self, log: LogId, note: &Numbered<String>) -> Result<(), StoreError>;

    /// Returns the card of a serial.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn card(&self, desk: u32, serial: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Stores a confirmation.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn confirm(&self, desk: u32, confirm: &StoredConfirm) -> Result<(), StoreError>;

    /// Returns the confirmations of a desk, by size, from `size` on.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn confirms_from(&self, desk: u32, size: u64) -> Result<Vec<StoredConfirm>, StoreError>;

    /// Returns the newest confirmation of a desk.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn newest_confirm(&self, desk: u32) -> Result<Option<StoredConfirm>, StoreError>;

    /// Stores a board under its number; the same board, signed by another key, takes its place.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails; nothing is stored then.
    fn put_board(&self, desk: u32, board: &Numbered<String>) -> Result<(), StoreError>;

    /// Returns the board of a number.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn board(&self, desk: u32, number: u64) -> Result<Option<String>, StoreError>;

    /// Returns the newest board of a desk.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    fn newest_board(&self, desk: u32) -> Result<Option<Numbered<String>>, StoreError>;

    /// Makes a real commit, to find out whether the disk still takes one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it does not.
    fn probe(&self) -> Result<(), StoreError>;
}

/// Why a transaction did not take place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database failed; it is opened again before the next transaction.
    #[error("cannot commit the {transaction} transaction")]
    Failed {
        /// The transaction's name.
        transaction: &'static str,
        /// Why.
        source: Box<::redb::Error>,
    },
    /// The log is not as long as the caller thought: somebody else has added to it.
    #[error("{log} log has {size} entries, expected {expected}")]
    Moved {
        /// Which log.
        log: LogKind,
        /// Its size.
        size: u64,
        /// The size that the caller thought.
        expected: u64,
    },
}

#[cfg(test)]
mod tests;
