//! Why a case is not held, released or deleted.

use bellrope_casework::reason::ReasonError;

use crate::case::CaseNumber;
use crate::right::RightError;
use crate::said::{Said, Say};
use crate::vault::VaultError;

/// Why a case is not held, released or deleted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RetentionError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
    /// There is no such case, or it was deleted.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// There is no reason, or it is too long.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// A hold is on.
    #[error("the case is held")]
    Held,
    /// No hold is on.
    #[error("the case is not held")]
    NotHeld,
    /// Its term is not over, or it is open, or no outcome was noted.
    #[error("the retention of the case is not over")]
    NotDue,
    /// A letter came that nobody has read.
    #[error("a letter of the case waits to be read")]
    Unread,
    /// Something waits for a batch.
    #[error("something for the reporter waits for a batch")]
    Waiting,
}

impl From<RightError> for RetentionError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl Say for RetentionError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Absent { number } => Said::no_case(number.as_str()),
            Self::Reason(_) => Said::refused("err-reason"),
            Self::Held => Said::refused("err-held").hint("rec-held"),
            Self::NotHeld => Said::refused("err-not-held"),
            Self::NotDue => Said::refused("err-not-due").hint("rec-not-due"),
            Self::Unread => Said::refused("err-unread").hint("rec-unread"),
            Self::Waiting => Said::refused("err-outgoing").hint("rec-outgoing"),
        }
    }
}
