//! Why a proposal is not made, approved or carried out.

use std::error::Error;
use std::fmt;

use crate::right::{Right, RightError};
use crate::said::{Said, Say};
use crate::vault::VaultError;

use super::rule::REASON_MAX_CHARS;
use super::store::State;

/// An error of a plan, which knows what is said of it.
pub trait PlanFault: Error + Say + Send + Sync + 'static {}

impl<E: Error + Say + Send + Sync + 'static> PlanFault for E {}

/// The error of some plan.
#[derive(Debug)]
pub struct PlanError(Box<dyn PlanFault>);

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for PlanError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// Why a proposal is not made, approved or carried out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProposalError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
    /// The plan cannot be done.
    #[error(transparent)]
    Plan(PlanError),
    /// There is no such proposal.
    #[error("there is no such proposal")]
    Absent,
    /// The proposal is of another kind, or of one that this program does not know.
    #[error("the proposal is of another kind")]
    Kind,
    /// It was decided, has ended, or waits for something else.
    #[error("the proposal is {}", state.code())]
    Closed {
        /// What became of it.
        state: State,
    },
    /// Nobody approves what they proposed.
    #[error("the second person must be another than the first")]
    Same,
    /// Only whoever proposed it withdraws it or carries it out.
    #[error("somebody else proposed it")]
    Other,
    /// Nobody is a second for what is about themself.
    #[error("it is about the person who would approve it")]
    About,
    /// The person is kept from the case.
    #[error("the second person is kept from the case")]
    Barred,
    /// Only a reader of the case who declared no interest can judge it.
    #[error("the second person does not read the case")]
    NotReader,
    /// Nobody on the team may be the second.
    #[error("nobody else on the team may approve it")]
    NoSecond {
        /// What it takes.
        right: Right,
    },
    /// What it rests on has changed.
    #[error("what the proposal rests on has changed")]
    Stale,
    /// It has no reason.
    #[error("a proposal needs a reason")]
    NoReason,
    /// The reason is too long.
    #[error("reason is {chars} characters, at most {REASON_MAX_CHARS} are allowed")]
    LongReason {
        /// Its length, in characters.
        chars: usize,
    },
    /// There is no such case, or it was deleted.
    #[error("there is no such case")]
    NoCase,
}

impl From<RightError> for ProposalError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl ProposalError {
    /// Wraps the error of a plan.
    pub(crate) fn plan(err: impl PlanFault) -> Self {
        Self::Plan(PlanError(Box::new(err)))
    }

    /// Returns the error of a plan, if it is one of this type.
    #[must_use]
    pub fn of_plan<E: PlanFault>(&self) -> Option<&E> {
        match self {
            Self::Plan(err) => (err.0.as_ref() as &(dyn Error + 'static)).downcast_ref(),
            _ => None,
        }
    }

    /// Says that somebody cannot be the second.
    pub(super) fn is_about_second(&self) -> bool {
        matches!(
            self,
            Self::Same | Self::About | Self::Barred | Self::NotReader | Self::Right(_)
        )
    }
}

impl Say for RightError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Missing { right } => Said::refused("err-right")
                .hint("rec-right")
                .value("right", right.code()),
            Self::Statement { due } => Said::refused("err-statement")
                .hint("rec-statement")
                .value("day", due),
        }
    }
}

impl Say for ProposalError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Plan(err) => err.0.said(),
            Self::Absent => Said::refused("err-no-proposal").hint("rec-no-proposal"),
            Self::Kind => Said::refused("err-proposal-kind"),
            Self::Closed { state } => {
                Said::refused("err-proposal-closed").value("state", state.code())
            }
            Self::Same => Said::refused("err-second-same").hint("rec-second"),
            Self::Other => Said::refused("err-proposal-other"),
            Self::About => Said::refused("err-second-about").hint("rec-second"),
            Self::Barred => Said::refused("err-second-barred").hint("rec-second"),
            Self::NotReader => Said::refused("err-second-reader").hint("rec-second"),
            Self::NoSecond { right } => Said::refused("err-no-second")
                .hint("rec-no-second")
                .value("right", right.code()),
            Self::Stale => Said::refused("err-proposal-stale").hint("rec-proposal-stale"),
            Self::NoReason => Said::refused("err-no-reason"),
            Self::LongReason { chars } => Said::refused("err-long-reason")
                .value("chars", chars)
                .value("most", REASON_MAX_CHARS),
            Self::NoCase => Said::refused("err-case-gone"),
        }
    }
}
