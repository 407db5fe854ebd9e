//! Why a bundle is refused.

use bellrope_bundle::{Log, OpenError, ReadError, ViewError};
use bellrope_protocol::card::ParseCardError;
use bellrope_transparency::checkpoint::{ParseCheckpointError, VerifyCheckpointError};
use bellrope_transparency::cosignature::{CosignatureError, PolicyError};
use bellrope_transparency::log_note::{LogNoteError, RunError};

use crate::vault::VaultError;

/// Why a bundle was not imported; nothing was changed. Numbers of entries count from 0.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// B1: the archive is not well-formed.
    #[error("the bundle is not well-formed")]
    Open(#[from] OpenError),
    /// A member cannot be read: the medium, or a file that changed meanwhile.
    #[error("the bundle cannot be read")]
    Read(#[from] ReadError),
    /// The bundle is one that the desk wrote.
    #[error("the bundle goes from desk to relay")]
    Outward,
    /// The vault is for practice, the bundle is not.
    #[error("the vault is for practice, the bundle of a real desk")]
    RealBundle,
    /// The bundle is for practice, the vault is not.
    #[error("the bundle is for practice, the vault of a real desk")]
    PracticeBundle,
    /// The bundle is of another desk of the relay.
    #[error("the bundle is of desk {found}, expected {expected}")]
    OtherDesk {
        /// The desk in its paths.
        found: String,
        /// This desk.
        expected: String,
    },
    /// B2: the bundle has a card that this desk did not make.
    #[error("card {serial} is not one that this desk made")]
    ForeignCard {
        /// Its serial.
        serial: u64,
    },
    /// B3: a checkpoint is missing although the log was seen before.
    #[error("the checkpoint of the {log} log is missing")]
    NoCheckpoint {
        /// The log.
        log: Log,
    },
    /// B3: a checkpoint is malformed.
    #[error("the checkpoint of the {log} log is malformed")]
    Checkpoint {
        /// The log.
        log: Log,
        /// The cause.
        source: ParseCheckpointError,
    },
    /// B3: a checkpoint is not signed by its log.
    #[error("the checkpoint of the {log} log is not signed by the relay")]
    Unsigned {
        /// The log.
        log: Log,
        /// The cause.
        source: VerifyCheckpointError,
    },
    /// B3: a witness's cosignature is wrong.
    #[error("the checkpoint of the {log} log has a wrong cosignature")]
    Cosignature {
        /// The log.
        log: Log,
        /// The cause.
        source: CosignatureError,
    },
    /// The card's witness policy cannot be used: a defect.
    #[error("the card's witness policy cannot be used")]
    Policy(#[from] PolicyError),
    /// B3: too few witnesses cosigned recently.
    #[error("the {log} log has {count} recent cosignatures, expected {quorum}")]
    Witnesses {
        /// The log.
        log: Log,
        /// Cosignatures that count.
        count: usize,
        /// Cosignatures that the card asks for.
        quorum: u32,
    },
    /// B4: the log is smaller than what the desk saw.
    #[error("rollback: the {log} log has {size} entries, the desk has seen {seen}")]
    Rollback {
        /// The log.
        log: Log,
        /// Its size now.
        size: u64,
        /// The size that the desk saw.
        seen: u64,
    },
    /// B4: the log is not the one that the desk saw.
    #[error("fork: the {log} log at {size} entries does not continue the one that the desk saw")]
    Fork {
        /// The log.
        log: Log,
        /// The size at which the roots differ.
        size: u64,
    },
    /// B4: entries are missing between what the desk saw and the checkpoint.
    #[error("entries of the {log} log are missing from number {first} on")]
    MissingEntries {
        /// The log.
        log: Log,
        /// The first that is missing.
        first: u64,
    },
    /// B4, B6: what the bundle says of a log is missing, malformed or contradicts itself.
    #[error("what the bundle says of a log does not hold")]
    View(#[from] ViewError),
    /// B5: the reply log has something that this desk did not make.
    #[error("reply {index} in the log is not one that this desk made")]
    ForeignReply {
        /// Its index.
        index: u64,
    },
    /// B6: notes are missing, or not contiguous.
    #[error("the notes of the intake log do not make a row")]
    Notes {
        /// The cause.
        source: RunError,
    },
    /// B6: a batch is missing its note, or its note does not fit the log.
    #[error("the note of batch {number} of the {log} log is missing or does not fit the log")]
    BatchNote {
        /// The log.
        log: Log,
        /// The batch.
        number: u64,
    },
    /// B6: a pruned note is not the relay's.
    #[error("a note on deleted letters is not the relay's")]
    PrunedNote(#[from] LogNoteError),
    /// B7: the letters of a batch are not there.
    #[error("letters {first} to {last} are missing (batch {number})")]
    MissingLetters {
        /// The batch.
        number: u64,
        /// Its first entry.
        first: u64,
        /// Its last entry.
        last: u64,
    },
    /// B7: a batch has another length than its letters together.
    #[error("batch {number} is {len} bytes, expected {expected}")]
    BatchLength {
        /// The batch.
        number: u64,
        /// Its length, in bytes.
        len: u64,
        /// The length of its letters together.
        expected: u64,
    },
    /// B7: a letter is not the one that was logged.
    #[error("letter {index} is not the one that was logged")]
    ChangedLetter {
        /// Its index in the intake log.
        index: u64,
    },
    /// The published confirmation is not this desk's.
    #[error("the published confirmation is not this desk's")]
    ForeignConfirm,
    /// The published board is not one that this desk made.
    #[error("the published board is not one that this desk made")]
    ForeignBoard,
    /// A card of this desk that was adopted is malformed.
    #[error("card {serial} is malformed")]
    Card {
        /// Its serial.
        serial: u64,
        /// The cause.
        source: ParseCardError,
    },
    /// A block cannot be written.
    #[error("cannot keep a block")]
    Block {
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// A thread of the scan died: a defect.
    #[error("a thread that opens letters died")]
    Thread,
}

impl ImportError {
    /// Says whether the relay, or who stands for it, contradicts what it said before.
    #[must_use]
    pub fn is_contradiction(&self) -> bool {
        matches!(
            self,
            Self::Rollback { .. }
                | Self::Fork { .. }
                | Self::ForeignCard { .. }
                | Self::ForeignReply { .. }
                | Self::ForeignConfirm
                | Self::ForeignBoard
        )
    }
}
