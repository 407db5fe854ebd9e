//! One log, as a set of members gives it.

use std::collections::BTreeMap;

use bellrope_protocol::note::SignedNote;
use bellrope_transparency::checkpoint::{ParseCheckpointError, SignedCheckpoint};
use bellrope_transparency::entry::{Entry, ParseBundleError, parse_bundle};
use bellrope_transparency::log_note::{Page, PageError};
use bellrope_transparency::tile::{
    Layer, TILE_WIDTH, Tile, TileReadError, TileReader, tiles_for_prefix,
};
use bellrope_transparency::tree::{Frontier, Hash, SuffixError, TreeHead, verify_suffix};

use crate::member::{Log, Member};
use crate::reader::{ReadError, UnverifiedBundle};

/// Something that has members: a bundle, or what is about to become one.
pub trait Members {
    /// Reads a member's body whole; `None` if there is no such member.
    ///
    /// # Errors
    ///
    /// [`ReadError`] if it is there and cannot be read.
    fn read(&self, member: Member) -> Result<Option<Vec<u8>>, ReadError>;

    /// Lists the members in ascending order.
    fn members(&self) -> impl Iterator<Item = Member> + '_;
}

impl Members for UnverifiedBundle {
    fn read(&self, member: Member) -> Result<Option<Vec<u8>>, ReadError> {
        Self::read(self, member)
    }

    fn members(&self) -> impl Iterator<Item = Member> + '_ {
        Self::members(self)
    }
}

impl Members for BTreeMap<Member, Vec<u8>> {
    fn read(&self, member: Member) -> Result<Option<Vec<u8>>, ReadError> {
        Ok(self.get(&member).cloned())
    }

    fn members(&self) -> impl Iterator<Item = Member> + '_ {
        self.keys().copied()
    }
}

/// One log among members: parsed, and held against a root that the caller trusts. Signatures
/// and what the log means are the caller's.
#[derive(Debug)]
pub struct LogView<'a, M> {
    members: &'a M,
    log: Log,
}

/// Notes of consecutive pages, none of them verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// The number that the first note must have: 256 × its page.
    pub first_number: u64,
    /// The notes, in order.
    pub notes: Vec<SignedNote>,
}

/// Which pages to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// Batch notes of the intake log, reply notes of the reply log.
    Batches,
    /// Pruned notes of the intake log.
    Pruned,
}

/// The entries of a log from some point to its end, as the root proves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Index of the first entry, a multiple of 256.
    pub start: u64,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The log's frontier at `start`.
    pub before: Frontier,
    /// The log's frontier at its end.
    pub frontier: Frontier,
}

impl<'a, M: Members> LogView<'a, M> {
    /// Looks at one log.
    pub fn new(members: &'a M, log: Log) -> Self {
        Self { members, log }
    }

    /// Parses the checkpoint, whose signature is not verified.
    ///
    /// # Errors
    ///
    /// [`ViewError::Missing`], [`ViewError::Checkpoint`], [`ViewError::Read`].
    pub fn checkpoint(&self) -> Result<SignedCheckpoint, ViewError> {
        let log = self.log;
        let bytes = self.need(Member::Checkpoint { log })?;
        SignedCheckpoint::parse(&bytes).map_err(|source| ViewError::Checkpoint { log, source })
    }

    /// Reads all entries from the first that is there to the end of the log, and proves by the
    /// tiles before them that they are just those of `head`.
    ///
    /// # Errors
    ///
    /// [`ViewError::Missing`] for the first entry bundle or tile that is not there,
    /// [`ViewError::Entries`], [`ViewError::Tiles`], [`ViewError::Root`], [`ViewError::Read`].
    ///
    /// Spec: docs/protocol.md §11.3, §14.
    pub fn window(&self, head: &TreeHead) -> Result<Window, ViewError> {
        let start = self
            .start()
            .unwrap_or(floor(head.size))
            .min(floor(head.size));
        let entries = self.entries(start, head.size)?;
        let before = self.frontier(start, head.size)?;
        let leaves: Vec<Hash> = entries.iter().map(Entry::leaf_hash).collect();
        let log = self.log;
        let frontier = verify_suffix(head, start, before.peaks(), leaves)
            .map_err(|source| ViewError::Root { log, source })?;
        Ok(Window {
            start,
            entries,
            before,
            frontier,
        })
    }

    /// Reads notes from all pages that are there, which must follow each other; all but the last
    /// must be full. Empty if there is none.
    ///
    /// # Errors
    ///
    /// [`ViewError::Page`], [`ViewError::Gap`], [`ViewError::Read`].
    pub fn notes(&self, kind: NoteKind) -> Result<Notes, ViewError> {
        let mut notes = Vec::new();
        let mut first_number = None;
        for (page, member) in self.pages(kind) {
            let number = page * u64::from(TILE_WIDTH);
            let first = *first_number.get_or_insert(number);
            if number != first + notes.len() as u64 {
                return Err(ViewError::Gap { member });
            }
            let bytes = self.need(member)?;
            let page = Page::parse(&bytes).map_err(|source| ViewError::Page { member, source })?;
            notes.extend(page.into_notes());
        }
        Ok(Notes {
            first_number: first_number.unwrap_or(0),
            notes,
        })
    }

    fn pages(&self, kind: NoteKind) -> impl Iterator<Item = (u64, Member)> + '_ {
        let log = self.log;
        self.members.members().filter_map(move |member| {
            let page = match (kind, log, member) {
                (NoteKind::Batches, Log::Replies, Member::ReplyNotes { page })
                | (NoteKind::Batches, Log::Intake, Member::BatchNotes { page })
                | (NoteKind::Pruned, Log::Intake, Member::PrunedNotes { page }) => page,
                _ => return None,
            };
            Some((page, member))
        })
    }

    /// Returns the index of the first entry that is there.
    fn start(&self) -> Option<u64> {
        self.members.members().find_map(|member| match member {
            Member::Tile { log, tile } if log == self.log && tile.layer() == Layer::Entries => {
                Some(tile.index() * u64::from(TILE_WIDTH))
            }
            _ => None,
        })
    }

    fn entries(&self, start: u64, size: u64) -> Result<Vec<Entry>, ViewError> {
        let mut entries = Vec::new();
        // One after the other: a size that is a lie ends at the first bundle that is missing.
        for index in start / u64::from(TILE_WIDTH).. {
            let Some(tile) = Tile::in_log(Layer::Entries, index, size) else {
                break;
            };
            let member = self.tile(tile);
            let parsed = parse_bundle(&self.need(member)?, tile.width())
                .map_err(|source| ViewError::Entries { member, source })?;
            entries.extend(parsed);
        }
        Ok(entries)
    }

    fn frontier(&self, start: u64, size: u64) -> Result<Frontier, ViewError> {
        let mut tiles = BTreeMap::new();
        for tile in tiles_for_prefix(start, size) {
            tiles.insert(tile, self.need(self.tile(tile))?);
        }
        let reader = TileReader::new(size, |tile: &Tile| tiles.get(tile).ok_or(NotListed));
        let log = self.log;
        Frontier::read(&reader, start).map_err(|source| ViewError::Tiles { log, source })
    }

    fn tile(&self, tile: Tile) -> Member {
        Member::Tile {
            log: self.log,
            tile,
        }
    }

    fn need(&self, member: Member) -> Result<Vec<u8>, ViewError> {
        self.members
            .read(member)?
            .ok_or(ViewError::Missing { member })
    }
}

/// Returns the index at which the entry bundle of an entry begins.
fn floor(index: u64) -> u64 {
    index - index % u64::from(TILE_WIDTH)
}

/// A tile is needed that the log's geometry did not list: a defect, not an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("tile is not among those that the log's size calls for")]
pub struct NotListed;

/// Why members do not make a log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ViewError {
    /// A member could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A member that the log needs is not there.
    #[error("{member} is missing")]
    Missing {
        /// The member.
        member: Member,
    },
    /// The checkpoint is malformed.
    #[error("checkpoint of the {log} log is malformed")]
    Checkpoint {
        /// The log.
        log: Log,
        /// What is wrong with it.
        source: ParseCheckpointError,
    },
    /// An entry bundle is malformed.
    #[error("{member} is malformed")]
    Entries {
        /// The entry bundle.
        member: Member,
        /// What is wrong with it.
        source: ParseBundleError,
    },
    /// A hash tile is malformed.
    #[error("tiles of the {log} log are malformed")]
    Tiles {
        /// The log.
        log: Log,
        /// What is wrong with them.
        source: TileReadError<NotListed>,
    },
    /// Entries and tiles do not give the root.
    #[error("entries of the {log} log are not those of its checkpoint")]
    Root {
        /// The log.
        log: Log,
        /// What does not fit.
        source: SuffixError,
    },
    /// A page of notes is malformed.
    #[error("{member} is malformed")]
    Page {
        /// The page.
        member: Member,
        /// What is wrong with it.
        source: PageError,
    },
    /// A page does not follow the one before, or the one before is not full.
    #[error("{member} does not follow the page before it")]
    Gap {
        /// The page.
        member: Member,
    },
}
