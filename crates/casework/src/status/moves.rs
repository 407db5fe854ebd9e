//! Which moves are allowed, and what a move demands of who makes it.

use thiserror::Error;

use super::Status;
use crate::vocabulary::Route;

use Status::{
    Acknowledged, Aftercare, Assessing, Concluded, Destroyed, FeedbackGiven,
    Handling as InHandling, Investigating, OnHold, Received, Referred, Reopened, Transferred,
    WaitingForOthers, WaitingForReporter, Withdrawn,
};

/// Where an allowed move comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It stands in the table of requirements 17.3.
    Table,
    /// The table calls its moves the core; without this one a case could not go on. The reason for
    /// each is in docs/casework.md.
    Needed,
}

/// Returns the statuses that may follow, in the order in which people see them.
#[must_use]
pub const fn moves_from(status: Status) -> &'static [Status] {
    match status {
        Received => &[Acknowledged, Assessing, Withdrawn],
        Acknowledged => &[Assessing, Withdrawn],
        Assessing => &[
            WaitingForReporter,
            InHandling,
            Referred,
            Transferred,
            Concluded,
            Withdrawn,
        ],
        WaitingForReporter => &[Assessing, InHandling, Withdrawn],
        WaitingForOthers | Investigating | OnHold => &[InHandling, FeedbackGiven, Withdrawn],
        InHandling => &[
            WaitingForReporter,
            WaitingForOthers,
            Investigating,
            OnHold,
            Referred,
            Transferred,
            FeedbackGiven,
            Withdrawn,
        ],
        Referred | Transferred => &[FeedbackGiven],
        FeedbackGiven => &[InHandling, FeedbackGiven, Concluded, Withdrawn],
        Concluded => &[Aftercare, Reopened, Destroyed],
        Aftercare => &[Reopened, Destroyed],
        Reopened => &[Assessing, Withdrawn],
        Withdrawn => &[Reopened, Destroyed],
        Destroyed => &[],
    }
}

/// Says whether a move is allowed at all.
#[must_use]
pub fn is_allowed(from: Status, to: Status) -> bool {
    moves_from(from).contains(&to)
}

/// Says where an allowed move comes from; `None` for one that is not allowed.
#[must_use]
pub fn source_of_move(from: Status, to: Status) -> Option<Source> {
    let needed = matches!(
        (from, to),
        (Received | WaitingForReporter, Assessing)
            | (InHandling, Referred | Transferred)
            | (FeedbackGiven, InHandling)
            | (Concluded | Withdrawn, Destroyed)
            | (Withdrawn, Reopened)
    );
    is_allowed(from, to).then_some(if needed {
        Source::Needed
    } else {
        Source::Table
    })
}

/// What was done about a case since it was opened or reopened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Handling {
    /// Whether it was under investigation.
    pub investigated: bool,
    /// The route that was chosen.
    pub route: Option<Route>,
}

impl Handling {
    /// Says whether closing now would be closing without investigation, or without a route that
    /// leads anywhere.
    #[must_use]
    pub const fn is_shelving(self) -> bool {
        !self.investigated || matches!(self.route, None | Some(Route::Registered))
    }
}

/// What a move demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Demand {
    /// A reason in words.
    pub reason: bool,
    /// A second person (R090).
    pub four_eyes: bool,
}

impl Demand {
    /// Returns what both demand.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            reason: self.reason || other.reason,
            four_eyes: self.four_eyes || other.four_eyes,
        }
    }
}

/// Returns what a move demands.
///
/// A second person is demanded for closing without investigation, for referral and transfer, and
/// for destruction (R090); a reason for these, for every closing, and wherever the ordinary course
/// is left.
///
/// # Errors
///
/// [`MoveError::NotAllowed`] if the table has no such move.
pub fn demand(from: Status, to: Status, handling: Handling) -> Result<Demand, MoveError> {
    if !is_allowed(from, to) {
        return Err(MoveError::NotAllowed { from, to });
    }
    let four_eyes = match to {
        Referred | Transferred | Destroyed => true,
        Concluded => handling.is_shelving(),
        _ => false,
    };
    let leaves_the_course = match to {
        Concluded | OnHold | Reopened | Withdrawn => true,
        Assessing => from == Received,
        _ => false,
    };
    Ok(Demand {
        reason: four_eyes || leaves_the_course,
        four_eyes,
    })
}

/// Why a move was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MoveError {
    /// The table has no such move.
    #[error("a case cannot go from {from} to {to}")]
    NotAllowed {
        /// The status that the case has.
        from: Status,
        /// The status that was asked for.
        to: Status,
    },
    /// A reason is missing.
    #[error("going from {from} to {to} needs a reason")]
    NoReason {
        /// The status that the case has.
        from: Status,
        /// The status that was asked for.
        to: Status,
    },
    /// A second person is missing.
    #[error("going from {from} to {to} needs a second person")]
    NoSecond {
        /// The status that the case has.
        from: Status,
        /// The status that was asked for.
        to: Status,
    },
    /// The second person is the first.
    #[error("going from {from} to {to} needs a second person, not the same one twice")]
    SamePerson {
        /// The status that the case has.
        from: Status,
        /// The status that was asked for.
        to: Status,
    },
}
