//! Why a desk's logs or its card are not to be trusted, or could not be fetched.

use bellrope_protocol::card::{ExpiredError, ParseCardError, VerifyCardError};
use bellrope_protocol::key::Fingerprint;
use bellrope_transparency::checkpoint::{ParseCheckpointError, VerifyCheckpointError};
use bellrope_transparency::cosignature::{CosignatureError, PolicyError};
use bellrope_transparency::entry::ParseBundleError;
use bellrope_transparency::log_note::{LogNoteError, PageError, RunError};
use bellrope_transparency::tree::SuffixError;

use crate::request::StatusError;

/// Why a view of a desk cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ViewError {
    /// The relay's list of desks cannot be read.
    #[error("list of desks cannot be used")]
    Desks(#[from] DesksError),
    /// The key card is refused, or could not be fetched.
    #[error("key card is refused")]
    Card(#[from] CardError),
    /// A log is refused, or could not be fetched.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The relay answered with another status than 200 or 404.
    #[error("cannot fetch what the desk has published")]
    Published(#[from] StatusError),
    /// An answer came that no request was made for.
    #[error("answer without a request")]
    NotAsked,
    /// The view was asked for before everything was fetched.
    #[error("{left} requests are still to be made")]
    Unfinished {
        /// How many are known to be left.
        left: usize,
    },
}

/// Why the relay's list of desks is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DesksError {
    /// The relay answered with another status than 200.
    #[error("cannot fetch the list of desks")]
    Status(#[from] StatusError),
    /// The list is malformed.
    #[error("list of desks is malformed")]
    Malformed,
    /// No desk of the list has the fingerprint that was asked for.
    #[error("relay knows no desk with this fingerprint, of {count}")]
    Absent {
        /// How many desks it has.
        count: usize,
    },
}

/// Why a key card is refused (docs/protocol.md §4, K1–K6).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// The relay answered with another status than 200.
    #[error("cannot fetch the card log")]
    Status(#[from] StatusError),
    /// The desk has not published a card yet.
    #[error("card log is empty")]
    None,
    /// It is no card.
    #[error("card is malformed")]
    Malformed(#[from] ParseCardError),
    /// K1, K2, K6: not signed by a root that the founding root leads to, for another relay or desk
    /// than the pinned, or older than the one that the reporter has.
    #[error("card is not the pinned desk's")]
    Card(#[from] VerifyCardError),
    /// K2: it is the card of another desk than the one that was asked for.
    #[error("card is of the desk {found}, expected {expected}")]
    Swapped {
        /// The fingerprint of the card's founding root.
        found: Fingerprint,
        /// The fingerprint that was pinned.
        expected: Fingerprint,
    },
    /// K3: the checkpoint of the card log is malformed.
    #[error("checkpoint of the card log is malformed")]
    Checkpoint(#[from] ParseCheckpointError),
    /// K3: the card's log key did not sign the checkpoint of the card log.
    #[error("checkpoint of the card log is not signed by the card's log key")]
    Unsigned(#[from] VerifyCheckpointError),
    /// K3: a cosignature is wrong.
    #[error("checkpoint of the card log has a wrong cosignature")]
    Cosignature(#[from] CosignatureError),
    /// K3: fewer witnesses than the card's quorum cosigned.
    #[error("card log has {count} cosignatures, the card asks for {quorum}")]
    Witnesses {
        /// How many witnesses cosigned.
        count: usize,
        /// How many must.
        quorum: u32,
    },
    /// K4: the entries of the card log are malformed.
    #[error("card log is malformed")]
    Entries(#[from] ParseBundleError),
    /// K4: the entries do not lead to the checkpoint's root.
    #[error("card log does not lead to its root")]
    Root(#[from] SuffixError),
    /// K4: the card is not the newest one of its log.
    #[error("card with serial {serial} is not the last of the {size} in the card log")]
    Unlogged {
        /// The card's serial.
        serial: u64,
        /// The size of the card log.
        size: u64,
    },
    /// K4: the card log is longer than any desk's could be.
    #[error("card log has {size} entries, at most {max} are read")]
    TooMany {
        /// The size of the card log.
        size: u64,
        /// The most that is read.
        max: u64,
    },
    /// K5: the card has expired by the time of the log.
    #[error("card has expired")]
    Expired(#[from] ExpiredError),
    /// The card's witnesses make no policy.
    #[error("card's witnesses make no policy")]
    Policy(#[from] PolicyError),
}

/// Why a log is refused, or could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("log {log} is refused")]
pub struct LogError {
    /// The log: `replies` or `intake`.
    pub log: &'static str,
    /// Why.
    #[source]
    pub fault: LogFault,
}

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogFault {
    /// The relay answered with a status that the protocol does not give.
    #[error("cannot fetch it")]
    Status(#[from] StatusError),
    /// The log grew or changed while it was fetched, again and again.
    #[error("it does not hold still: notes, tiles and checkpoint do not belong together")]
    Moved,
    /// The checkpoint is malformed.
    #[error("checkpoint is malformed")]
    Checkpoint(#[from] ParseCheckpointError),
    /// The checkpoint is not signed by the log key of the card.
    #[error("checkpoint is not signed by the log key of the card")]
    Unsigned(#[from] VerifyCheckpointError),
    /// A cosignature is wrong.
    #[error("checkpoint has a wrong cosignature")]
    Cosignature(#[from] CosignatureError),
    /// A page of notes is malformed.
    #[error("page of batch notes is malformed")]
    Page(#[from] PageError),
    /// A note is malformed or not signed by the right key.
    #[error("batch note is refused")]
    Note(#[from] LogNoteError),
    /// Notes do not follow one another.
    #[error("batch notes do not follow one another")]
    Run(#[from] RunError),
    /// A page does not begin with a multiple of 256.
    #[error("newest page begins with batch {number}, which is not a multiple of 256")]
    PageBegin {
        /// The number of its first batch.
        number: u64,
    },
    /// A page that must be full is not.
    #[error("page {page} has {notes} notes, expected 256")]
    PageShort {
        /// The page.
        page: u64,
        /// Its notes.
        notes: usize,
    },
    /// A batch does not begin where the one before it ends, or begins before an earlier one ends.
    #[error("batch {batch} does not begin where the one before it ends")]
    Contiguous {
        /// The batch.
        batch: u64,
    },
    /// A batch is not later than the one before it.
    #[error("batch {batch} is not later than the one before it")]
    Order {
        /// The batch.
        batch: u64,
    },
    /// A batch of replies has another count than the card says of its day.
    #[error("batch {batch} has {count} replies, the card says {expected}")]
    Count {
        /// The batch.
        batch: u64,
        /// Its count.
        count: u32,
        /// The card's; for a day before the card was made, the most that it can have been.
        expected: u32,
    },
    /// The replies of the window are more than are held.
    #[error("replies are {len} bytes, at most {max} are held")]
    BodiesLength {
        /// Their length, in bytes.
        len: u64,
        /// The most that is held, in bytes.
        max: u64,
    },
    /// The window is empty or longer than is read.
    #[error("window has {entries} entries")]
    WindowLength {
        /// Its length in entries.
        entries: u64,
    },
    /// An entry bundle is malformed.
    #[error("entries are malformed")]
    Entries(#[from] ParseBundleError),
    /// A tile is malformed or missing.
    #[error("tile before the window is malformed or missing")]
    Tile,
    /// The entries are not those of the checkpoint: something was changed, left out or added.
    #[error("entries do not lead to the root of the checkpoint")]
    Suffix(#[from] SuffixError),
    /// A batch note has another root than its entries.
    #[error("entries of batch {batch} are not those of its note")]
    BatchRoot {
        /// The batch.
        batch: u64,
    },
    /// The replies of a batch that must still be there are missing.
    #[error("bodies of batch {batch} are missing")]
    BodyMissing {
        /// The batch.
        batch: u64,
    },
    /// The replies of a batch have the wrong length.
    #[error("bodies of batch {batch} are {len} bytes, expected {expected}")]
    BodyLength {
        /// The batch.
        batch: u64,
        /// Their length, in bytes.
        len: usize,
        /// The length they must have, in bytes.
        expected: usize,
    },
    /// A reply is not the one that was logged.
    #[error("body of entry {entry} is not the one that was logged")]
    BodyAltered {
        /// The entry.
        entry: u64,
    },
    /// An entry carries another day than its batch.
    #[error("entry {entry} carries another time than its batch")]
    Epoch {
        /// The entry.
        entry: u64,
    },
    /// The desk confirmed another log than the one that is shown, or more of it.
    #[error("desk has confirmed {size} entries, and not those of this log")]
    Confirmed {
        /// The size that it confirmed.
        size: u64,
    },
    /// An answer came that nothing was asked for.
    #[error("answer without a request")]
    NotAsked,
}

/// Why nothing is to be sent on the strength of this view (docs/protocol.md §11.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FreshnessError {
    /// The log lies further back than the card allows: it stands still, or the clock is wrong.
    #[error(
        "log is of {log_time}, the clock says {now}: the log stands still or the clock is wrong"
    )]
    Stale {
        /// The log time, in Unix seconds.
        log_time: u64,
        /// The device's clock, in Unix seconds.
        now: u64,
    },
    /// The log lies more than a day ahead of the clock.
    #[error("log is of {log_time}, the clock says {now}: the clock is wrong")]
    Ahead {
        /// The log time, in Unix seconds.
        log_time: u64,
        /// The device's clock, in Unix seconds.
        now: u64,
    },
    /// Too few witnesses cosigned recently enough.
    #[error("{count} witnesses cosigned within the time that the card asks for, it wants {quorum}")]
    Witnesses {
        /// How many did.
        count: usize,
        /// How many must.
        quorum: u32,
    },
}
