//! The members of a bundle: a closed grammar, as a type.

use std::cmp::Ordering;
use std::fmt;

use bellrope_protocol::time::Day;
use bellrope_transparency::tile::{TILE_WIDTH, Tile};
use bellrope_transparency::tree::MAX_SIZE;

/// A log of a desk, in the order in which bundles carry them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// Key cards.
    Cards,
    /// Replies, from the desk.
    Replies,
    /// Letters, to the desk.
    Intake,
}

impl Log {
    /// Every log, in order.
    pub const ALL: [Self; 3] = [Self::Cards, Self::Replies, Self::Intake];

    /// Returns the log's name in paths and origins.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Replies => "replies",
            Self::Intake => "intake",
        }
    }

    /// Returns the log's place among the parts of a bundle.
    const fn rank(self) -> u8 {
        match self {
            Self::Cards => 0,
            Self::Replies => 1,
            Self::Intake => 2,
        }
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which way a bundle crosses the air gap. No bundle goes both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the relay to the desk.
    Inward,
    /// From the desk to the relay.
    Outward,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Inward => "from relay to desk",
            Self::Outward => "from desk to relay",
        })
    }
}

/// A member of a bundle, by its path after `v1/desks/<desk>/`.
///
/// Ordered as bundles carry them: inward the card log, the reply log, the intake log, then
/// blocks; outward cards, replies by day, then the rest. Within a log the checkpoint comes first
/// and bodies last; numbers ascend.
///
/// Spec: docs/protocol.md §14.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// `<log>/checkpoint`: the newest signed checkpoint.
    Checkpoint {
        /// The log.
        log: Log,
    },
    /// `cards/<serial>`: a signed card.
    Card {
        /// Its serial, from 1.
        serial: u64,
    },
    /// `replies/batches/<page>`: up to 256 of the desk's reply notes.
    ReplyNotes {
        /// The page, from 0.
        page: u64,
    },
    /// `intake/batches/<page>`: up to 256 of the relay's batch notes.
    BatchNotes {
        /// The page, from 0.
        page: u64,
    },
    /// `intake/pruned/<page>`: up to 256 pruned notes, which say why bodies are missing.
    PrunedNotes {
        /// The page, from 0.
        page: u64,
    },
    /// `<log>/tile/…`: a hash tile or an entry bundle.
    Tile {
        /// The log.
        log: Log,
        /// Which one.
        tile: Tile,
    },
    /// `confirm`: the desk's newest published confirmation.
    Confirm,
    /// `board`: the desk's newest published board.
    Board,
    /// `intake/batch/<number>`: the letters of a batch, in entry order.
    Batch {
        /// The batch, from 0.
        number: u64,
    },
    /// `blocks/<address>`: one block of a parcel.
    Block {
        /// Its address, in the path as 32 lower-case hex digits.
        address: [u8; 16],
    },
    /// `post/cards/<serial>`: a signed card to be logged.
    PostCard {
        /// Its serial, from 1.
        serial: u64,
    },
    /// `post/replies/<day>`: a day's reply note and replies.
    PostReplies {
        /// The day.
        day: Day,
    },
    /// `post/confirm`: a confirmation to be published.
    PostConfirm,
    /// `post/board`: a board to be published.
    PostBoard,
}

impl Member {
    /// Returns which way the member crosses the air gap.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::PostCard { .. }
            | Self::PostReplies { .. }
            | Self::PostConfirm
            | Self::PostBoard => Direction::Outward,
            _ => Direction::Inward,
        }
    }

    /// Says whether its numbers are such as a path can have: serials begin at 1, and no log has
    /// more than [`MAX_SIZE`] entries.
    pub(crate) fn is_valid(self) -> bool {
        match self {
            Self::Card { serial } | Self::PostCard { serial } => serial > 0,
            Self::Tile { tile, .. } => tile.index() < MAX_SIZE / u64::from(TILE_WIDTH),
            _ => true,
        }
    }

    fn position(self) -> Position {
        let at = |part, kind, number| Position {
            part,
            kind,
            tile: None,
            day: None,
            number,
        };
        match self {
            Self::Checkpoint { log } => at(log.rank(), 0, 0),
            Self::Card { serial } => at(Log::Cards.rank(), 1, serial.into()),
            Self::ReplyNotes { page } => at(Log::Replies.rank(), 1, page.into()),
            Self::BatchNotes { page } => at(Log::Intake.rank(), 1, page.into()),
            Self::PrunedNotes { page } => at(Log::Intake.rank(), 2, page.into()),
            Self::Tile { log, tile } => Position {
                tile: Some(tile),
                ..at(log.rank(), 3, 0)
            },
            Self::Confirm => at(Log::Intake.rank(), 4, 0),
            Self::Board => at(Log::Intake.rank(), 4, 1),
            Self::Batch { number } => at(Log::Intake.rank(), 5, number.into()),
            Self::Block { address } => at(3, 0, u128::from_be_bytes(address)),
            Self::PostCard { serial } => at(4, 0, serial.into()),
            Self::PostReplies { day } => Position {
                day: Some(day),
                ..at(4, 1, 0)
            },
            Self::PostConfirm => at(4, 2, 0),
            Self::PostBoard => at(4, 3, 0),
        }
    }
}

/// What orders members, most significant first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    part: u8,
    kind: u8,
    tile: Option<Tile>,
    day: Option<Day>,
    number: u128,
}

impl Ord for Member {
    fn cmp(&self, other: &Self) -> Ordering {
        self.position().cmp(&other.position())
    }
}

impl PartialOrd for Member {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
