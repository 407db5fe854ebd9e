//! How long a member may be.

use bellrope_protocol::limit::{BLOCK_LEN, ENTRY_LEN, LETTER_LEN, REPLY_LEN, TAG_LEN};
use bellrope_transparency::checkpoint::CHECKPOINT_MAX_LEN;
use bellrope_transparency::log_note::{BOARD_MAX_LEN, LOG_NOTE_MAX_LEN, PAGE_NOTES};
use bellrope_transparency::tile::Layer;
use bellrope_transparency::tree::Hash;

use crate::member::Member;

/// Most members of a bundle: a bound on the memory of its index.
pub const MAX_MEMBERS: usize = 1 << 20;

/// Greatest length of a card (docs/protocol.md §4), in bytes.
const CARD_MAX_LEN: u64 = 65_536;
/// Most letters of a batch: 4 GiB, which a ustar header can still say.
const BATCH_MAX_LETTERS: u64 = 1 << 18;
/// Most replies of a day.
const DAY_MAX_REPLIES: u64 = 1 << 14;
/// Length of an entry in an entry bundle, in bytes: u16 length ‖ entry.
const BUNDLED_ENTRY_LEN: u64 = 2 + ENTRY_LEN as u64;

/// The lengths that a member may have, in bytes: from `min` to `max`, in steps of `step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Least length.
    pub min: u64,
    /// Greatest length.
    pub max: u64,
    /// The length is a multiple of this.
    pub step: u64,
}

impl Limit {
    const fn exactly(len: u64) -> Self {
        Self {
            min: len,
            max: len,
            step: 1,
        }
    }

    const fn at_most(max: u64) -> Self {
        Self {
            min: 1,
            max,
            step: 1,
        }
    }

    /// Says whether a length is within the limit.
    #[must_use]
    pub const fn admits(self, len: u64) -> bool {
        len >= self.min && len <= self.max && len.is_multiple_of(self.step)
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self { min, max, .. } if min == max => write!(f, "{max}"),
            Self { min, max, step: 1 } => write!(f, "{min} to {max}"),
            Self { min, max, step } => write!(f, "{min} to {max} in steps of {step}"),
        }
    }
}

impl Member {
    /// Returns the lengths that the member may have (docs/protocol.md §2, §11.2, §12.5).
    #[must_use]
    pub fn limit(self) -> Limit {
        match self {
            Self::Card { .. } | Self::PostCard { .. } => Limit::at_most(CARD_MAX_LEN),
            Self::Checkpoint { .. } => Limit::at_most(CHECKPOINT_MAX_LEN as u64),
            Self::Confirm | Self::PostConfirm => Limit::at_most(LOG_NOTE_MAX_LEN as u64),
            Self::Board | Self::PostBoard => Limit::at_most(BOARD_MAX_LEN as u64),
            Self::ReplyNotes { .. } | Self::BatchNotes { .. } | Self::PrunedNotes { .. } => {
                Limit::at_most(PAGE_NOTES * LOG_NOTE_MAX_LEN as u64)
            }
            Self::Tile { tile, .. } => {
                let len = match tile.layer() {
                    Layer::Hashes(_) => Hash::LEN as u64,
                    Layer::Entries => BUNDLED_ENTRY_LEN,
                };
                Limit::exactly(u64::from(tile.width()) * len)
            }
            // Batches are multiples of 16 letters (§2).
            Self::Batch { .. } => Limit {
                min: 16 * LETTER_LEN as u64,
                max: BATCH_MAX_LETTERS * LETTER_LEN as u64,
                step: 16 * LETTER_LEN as u64,
            },
            Self::Block { .. } => Limit::exactly(BLOCK_LEN as u64),
            Self::PostReplies { .. } => Limit {
                min: 4,
                max: 4 + LOG_NOTE_MAX_LEN as u64 + DAY_MAX_REPLIES * (TAG_LEN + REPLY_LEN) as u64,
                step: 1,
            },
        }
    }
}
