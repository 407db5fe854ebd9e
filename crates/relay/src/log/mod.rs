//! The logs: what a batch adds to one, and what is read back from it.
//!
//! In scope: entries, tiles, checkpoints of a desk's three logs. Out of scope: which entries.

use bellrope_protocol::note::{KeyName, Lines, SignedNote, SignerKey};
use bellrope_transparency::checkpoint::{Checkpoint, SignCheckpointError};
use bellrope_transparency::entry::{Entry, ParseBundleError, write_bundle};
use bellrope_transparency::log_note::{LOG_NOTE_MAX_LEN, LogNote};
use bellrope_transparency::tile::{
    Edge, EdgeError, EntryBundleError, Layer, TILE_WIDTH, Tile, TileBytesError, TileReadError,
    TileReader, WrittenTile, bundles_of_growth, bundles_of_window,
};
use bellrope_transparency::tree::{
    ConsistencyProof, Frontier, FrontierError, Hash, MakeProofError, TreeHead, root_of,
};

use crate::store::{Growth, Head, LogId, Store, StoreError};

/// Length of one entry in its bundle, in bytes: behind its length as u16.
pub(crate) const BUNDLED_ENTRY_LEN: usize = 2 + Entry::LEN;
/// Length of a hash in a tile, in bytes.
const HASH_LEN: usize = Hash::LEN;

/// One log with its key, on a store.
pub struct Log<'a> {
    /// Where it is stored.
    pub store: &'a dyn Store,
    /// Which one it is.
    pub id: LogId,
    /// The log key under the log's origin.
    pub key: &'a SignerKey,
}

impl Log<'_> {
    /// Returns the origin.
    #[must_use]
    pub fn origin(&self) -> &KeyName {
        self.key.name()
    }

    /// Returns the number of entries.
    ///
    /// # Errors
    ///
    /// [`LogError::Store`].
    pub fn size(&self) -> Result<u64, LogError> {
        Ok(self.store.head(self.id)?.map_or(0, |head| head.size))
    }

    /// Works out what appending `entries` writes. Nothing is stored yet.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    pub fn grow(&self, entries: &[Entry]) -> Result<Growth, LogError> {
        let from = self.size()?;
        let mut edge = Edge::read(from, |tile| self.fetch(tile)).map_err(LogError::Edge)?;
        let mut tiles = edge.append(entries.iter().map(Entry::leaf_hash));
        tiles.extend(self.grow_bundles(from, entries)?);
        let head = edge.frontier()?.head();
        Ok(Growth {
            log: self.id,
            from,
            head: self.sign(head)?,
            tiles,
            batch: None,
            card: None,
        })
    }

    /// Signs the checkpoint of a tree.
    fn sign(&self, head: TreeHead) -> Result<Head, LogError> {
        let checkpoint = Checkpoint::new(self.origin().clone(), head).sign(self.key)?;
        Ok(Head {
            size: head.size,
            checkpoint: checkpoint.to_string(),
        })
    }

    /// Writes the entry bundles that change, each whole.
    fn grow_bundles(&self, from: u64, entries: &[Entry]) -> Result<Vec<WrittenTile>, LogError> {
        let to = from + entries.len() as u64;
        // The bundle that was partial begins with what it holds already.
        let before = from % u64::from(TILE_WIDTH);
        let mut all = self.entries(from - before, from)?;
        all.extend_from_slice(entries);
        bundles_of_growth(from, to)
            .into_iter()
            .zip(all.chunks(TILE_WIDTH.into()))
            .map(|(tile, entries)| {
                Ok(WrittenTile {
                    tile,
                    bytes: write_bundle(entries)?,
                })
            })
            .collect()
    }

    /// Reads the entries from `start` up to but not including `end`.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant; [`LogError::Fetch`] if the log is shorter.
    pub fn entries(&self, start: u64, end: u64) -> Result<Vec<Entry>, LogError> {
        let mut entries = Vec::new();
        if start >= end {
            return Ok(entries);
        }
        for bundle in bundles_of_window(start, end) {
            let bytes = self.fetch(&bundle)?;
            let parsed = bellrope_transparency::entry::parse_bundle(&bytes, bundle.width())?;
            let first = bundle.index() * u64::from(TILE_WIDTH);
            entries.extend(
                (first..)
                    .zip(parsed)
                    .filter(|(index, _)| (start..end).contains(index))
                    .map(|(_, entry)| entry),
            );
        }
        Ok(entries)
    }

    /// Returns the root that the log had at `size`; `None` if it is shorter.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    pub fn root_at(&self, size: u64) -> Result<Option<Hash>, LogError> {
        let now = self.size()?;
        if size > now {
            return Ok(None);
        }
        let reader = TileReader::new(now, |tile: &Tile| self.fetch(tile));
        let frontier = Frontier::read(&reader, size).map_err(LogError::Tile)?;
        Ok(Some(frontier.root()))
    }

    /// Makes the proof that the log of `new` entries begins with that of `old`; `None` if that is
    /// no question.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Option<ConsistencyProof>, LogError> {
        let reader = TileReader::new(new, |tile: &Tile| self.fetch(tile));
        match ConsistencyProof::make(&reader, old, new) {
            Ok(proof) => Ok(Some(proof)),
            Err(MakeProofError::Read(source)) => Err(LogError::Tile(source)),
            Err(_) => Ok(None),
        }
    }

    fn fetch(&self, tile: &Tile) -> Result<Vec<u8>, FetchError> {
        tile_bytes(self.store, self.id, tile)?.ok_or(FetchError::Missing { tile: *tile })
    }
}

/// Returns the root over just these entries.
#[must_use]
pub fn root_of_entries(entries: &[Entry]) -> Hash {
    root_of(entries.iter().map(Entry::leaf_hash))
}

/// Reads a log note from the store. It was verified, or signed, when it went in.
///
/// # Errors
///
/// [`LogError::Stored`] if it is not such a note.
pub fn read_stored<N: LogNote>(note: &str) -> Result<N, LogError> {
    let read = || {
        let note = SignedNote::parse(note.as_bytes(), LOG_NOTE_MAX_LEN).ok()?;
        let mut lines = Lines::open(note.unverified_text(), N::KIND).ok()?;
        N::read(&mut lines).ok()
    };
    read().ok_or(LogError::Stored { kind: N::KIND })
}

/// Reads a tile or bundle of exactly the width asked for; a wider one begins with it.
///
/// # Errors
///
/// [`StoreError`] when the database fails. `None` if the log has not grown that far.
pub fn tile_bytes(
    store: &dyn Store,
    log: LogId,
    tile: &Tile,
) -> Result<Option<Vec<u8>>, StoreError> {
    let unit = match tile.layer() {
        Layer::Hashes(_) => HASH_LEN,
        Layer::Entries => BUNDLED_ENTRY_LEN,
    };
    let len = unit * usize::from(tile.width());
    let stored = store.tile(log, tile.layer(), tile.index())?;
    Ok(stored.and_then(|mut bytes| {
        let wide_enough = bytes.len() >= len;
        bytes.truncate(len);
        wide_enough.then_some(bytes)
    }))
}

/// Why a stored tile cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The database failed.
    #[error("cannot read a tile")]
    Store(#[from] StoreError),
    /// It is not there, although the log is long enough.
    #[error("{tile} is missing")]
    Missing {
        /// The tile.
        tile: Tile,
    },
}

/// Why a log cannot be read or added to: the machine or the store is at fault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The database failed.
    #[error("cannot read the log")]
    Store(#[from] StoreError),
    /// A tile cannot be had.
    #[error("cannot read a tile of the log")]
    Fetch(#[from] FetchError),
    /// The right edge cannot be read.
    #[error("cannot read the edge of the log")]
    Edge(#[source] EdgeError<FetchError>),
    /// A stored tile is not what it must be.
    #[error("cannot read the tree of the log")]
    Tile(#[source] TileReadError<FetchError>),
    /// A stored bundle is malformed.
    #[error("stored entry bundle is malformed")]
    Bundle(#[from] ParseBundleError),
    /// A stored tile is malformed.
    #[error("stored tile is malformed")]
    Hashes(#[from] TileBytesError),
    /// A bundle cannot be written.
    #[error("cannot write an entry bundle")]
    Write(#[from] EntryBundleError),
    /// The log has outgrown its format.
    #[error("log is too large")]
    Size(#[from] FrontierError),
    /// The checkpoint cannot be signed.
    #[error("cannot sign the checkpoint")]
    Sign(#[from] SignCheckpointError),
    /// A stored note is not what it must be.
    #[error("stored {kind} note is malformed")]
    Stored {
        /// The kind of note.
        kind: &'static str,
    },
}
