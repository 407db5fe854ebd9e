//! Where an auditor reads from. Every source answers the same questions under the relay's own
//! paths (docs/protocol.md §13), so a check never knows whether it reads from a relay, from a copy
//! of its store, or from a bundle.
//!
//! Nothing that a source says is believed: it has bytes, checks have keys.

mod bundle;
mod files;
mod live;
mod page;
mod store;

use std::fmt;
use std::io::{self, Read};

use bellrope_bundle::Log;
use bellrope_protocol::base::DeskName;
use bellrope_protocol::card::CARD_MAX_LEN;
use bellrope_protocol::limit::{BLOCK_LEN, ENTRY_LEN};
use bellrope_transparency::checkpoint::CHECKPOINT_MAX_LEN;
use bellrope_transparency::log_note::{BOARD_MAX_LEN, LOG_NOTE_MAX_LEN, PAGE_NOTES};
use bellrope_transparency::tile::{Layer, TILE_WIDTH, Tile};
use bellrope_transparency::tree::Hash;

pub use bundle::{BundleSource, OpenBundleError};
pub use files::FileSource;
pub(crate) use live::check_url;
pub use live::{LiveSource, OpenLiveError};
pub use page::{Answer, Ask, FetchError, LivePages, Pages};
pub use store::{OpenStoreError, StoreSource};

/// What can be asked for of a desk. Its text form is the relay's URL path after
/// `v1/desks/<desk>/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// The newest checkpoint of a log.
    Checkpoint {
        /// The log.
        log: Log,
    },
    /// A hash tile or an entry bundle, in the width that it has in the log of the checkpoint.
    Tile {
        /// The log.
        log: Log,
        /// Which one.
        tile: Tile,
    },
    /// A signed card.
    Card {
        /// Its serial, from 1.
        serial: u64,
    },
    /// A page of batch notes.
    Notes {
        /// The log: intake or replies.
        log: Log,
        /// The page, from 0.
        page: u64,
    },
    /// A page of pruned notes.
    Pruned {
        /// The log: intake or replies.
        log: Log,
        /// The page, from 0.
        page: u64,
    },
    /// The desk's newest published confirmation.
    Confirm,
    /// The desk's newest published board.
    Board,
    /// A board by its number.
    PastBoard {
        /// The number, from 0.
        number: u64,
    },
    /// The bodies of a batch, in entry order.
    Batch {
        /// The log: intake or replies.
        log: Log,
        /// The number of the batch, from 0.
        number: u64,
    },
    /// A block.
    Block {
        /// Its address.
        address: [u8; 16],
    },
}

impl Item {
    /// Returns the greatest length that is read, in bytes; bodies of a batch are streamed and
    /// have none.
    #[must_use]
    pub fn max_len(self) -> u64 {
        let len = match self {
            Self::Checkpoint { .. } => CHECKPOINT_MAX_LEN,
            Self::Card { .. } => CARD_MAX_LEN,
            Self::Confirm => LOG_NOTE_MAX_LEN,
            Self::Block { .. } => BLOCK_LEN,
            Self::Tile { tile, .. } => match tile.layer() {
                Layer::Entries => usize::from(TILE_WIDTH) * (2 + ENTRY_LEN),
                Layer::Hashes(_) => usize::from(TILE_WIDTH) * Hash::LEN,
            },
            Self::Notes { .. } | Self::Pruned { .. } => {
                return PAGE_NOTES * LOG_NOTE_MAX_LEN as u64;
            }
            Self::Board | Self::PastBoard { .. } => return BOARD_MAX_LEN as u64,
            Self::Batch { .. } => return u64::MAX,
        };
        len as u64
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint { log } => write!(f, "{log}/checkpoint"),
            Self::Tile { log, tile } => write!(f, "{log}/{tile}"),
            Self::Card { serial } => write!(f, "cards/{serial}"),
            Self::Notes { log, page } => write!(f, "{log}/batches/{page}"),
            Self::Pruned { log, page } => write!(f, "{log}/pruned/{page}"),
            Self::Confirm => f.write_str("confirm"),
            Self::Board => f.write_str("board"),
            Self::PastBoard { number } => write!(f, "board/{number}"),
            Self::Batch { log, number } => write!(f, "{log}/batch/{number}"),
            Self::Block { address } => write!(f, "blocks/{:032x}", u128::from_be_bytes(*address)),
        }
    }
}

/// What a source has of an item.
pub enum Found<'a> {
    /// Its bytes.
    Body(Box<dyn Read + Send + 'a>),
    /// Nothing.
    Absent,
    /// The source says that it was deleted.
    Gone,
    /// It is there, or not, for those with a token only.
    Withheld,
}

impl fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Body(_) => "Body { .. }",
            Self::Absent => "Absent",
            Self::Gone => "Gone",
            Self::Withheld => "Withheld",
        })
    }
}

/// Which bodies of a log a source should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bodies {
    /// None: an anonymous reader is given no letters.
    None,
    /// Those that it has; that one is absent says nothing.
    Some,
    /// All that were not pruned: one that is absent is lost.
    All,
}

/// A confirmation, and when the relay accepted it as far as the source knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The signed note as it stands.
    pub note: Vec<u8>,
    /// The end of the epoch in which the relay accepted it, in Unix seconds; only a store tells.
    pub accepted: Option<u64>,
}

/// Something to read from. Used by several threads at once.
pub trait Source: Sync {
    /// Returns what it is, for the report: `relay https://…`, `store /mnt/copy`.
    fn name(&self) -> String;

    /// Opens an item.
    ///
    /// # Errors
    ///
    /// [`SourceError`] if it cannot be known whether it is there. That something is not there is
    /// no error.
    fn open(&self, desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError>;

    /// Says which bodies of a log the source should have.
    fn bodies(&self, desk: &DeskName, log: Log) -> Bodies;

    /// Says whether what it shows may grow while it is read, as a running relay does.
    fn grows(&self) -> bool {
        false
    }

    /// Says whether the source has the notes about deletion in a log, if there are any.
    fn tells_pruning(&self, _desk: &DeskName, _log: Log) -> bool {
        true
    }

    /// Lists the confirmations by size: all that are stored, or the newest alone.
    ///
    /// # Errors
    ///
    /// As [`Source::open`].
    fn confirms(&self, desk: &DeskName) -> Result<Vec<Confirmed>, SourceError> {
        let newest = self.read(desk, Item::Confirm)?;
        let confirmed = |note| Confirmed {
            note,
            accepted: None,
        };
        Ok(newest.map(confirmed).into_iter().collect())
    }

    /// Reads an item whole; `None` if it is not there, for whatever reason.
    ///
    /// # Errors
    ///
    /// [`SourceError::TooLong`] above [`Item::max_len`]; as [`Source::open`] else.
    fn read(&self, desk: &DeskName, item: Item) -> Result<Option<Vec<u8>>, SourceError> {
        let Found::Body(body) = self.open(desk, item)? else {
            return Ok(None);
        };
        let max = item.max_len();
        let mut bytes = Vec::new();
        // One byte more than there may be, so that a longer body is seen.
        body.take(max.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|source| SourceError::Read {
                what: item.to_string(),
                source,
            })?;
        if bytes.len() as u64 > max {
            return Err(SourceError::TooLong {
                what: item.to_string(),
                max,
            });
        }
        Ok(Some(bytes))
    }
}

/// Why a source cannot be read. It says nothing about what is there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The relay cannot be reached.
    #[error("cannot reach the relay for {what}")]
    Unreachable {
        /// The item.
        what: String,
        /// Why not.
        source: Box<ureq::Error>,
    },
    /// The relay answers with a status that says neither that it is there nor that it is not.
    #[error("relay answers {status} for {what}")]
    Status {
        /// The item.
        what: String,
        /// The HTTP status.
        status: u16,
    },
    /// A file, a bundle or a connection breaks off.
    #[error("cannot read {what}")]
    Read {
        /// The item.
        what: String,
        /// Why not.
        source: io::Error,
    },
    /// A bundle carries a part of the logs, and this is not in it.
    #[error("{what} is not in the bundle, which need not carry it")]
    LeftOut {
        /// The item.
        what: String,
    },
    /// It is longer than any such item is.
    #[error("{what} is longer than {max} bytes")]
    TooLong {
        /// The item.
        what: String,
        /// Greatest length, in bytes.
        max: u64,
    },
    /// The store of a relay cannot be read.
    #[error("cannot read {what} in the store")]
    Store {
        /// The item.
        what: String,
        /// Why not.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
