//! The history of a case: every status that it had, who moved it, and why.

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use super::{Demand, Handling, MoveError, Status, demand};
use crate::reason::Reason;
use crate::vocabulary::Route;

/// Who looked at a move besides the one who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Eyes<P> {
    /// Nobody.
    #[default]
    One,
    /// This second person agreed.
    Two(P),
    /// Nobody could: the desk has one person only, and the trail says so.
    Alone,
}

/// One status of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step<P> {
    /// The status from here on.
    pub status: Status,
    /// The day of the move, as the desk's clock had it.
    pub day: Day,
    /// Who made it; `None` if the desk itself did, as at import.
    pub by: Option<P>,
    /// Who looked at it too.
    pub eyes: Eyes<P>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// A move that somebody wants to make.
#[derive(Debug, Clone)]
pub struct Stepping<P> {
    /// The move as it will stand in the history.
    pub step: Step<P>,
    /// The route that the case has by now.
    pub route: Option<Route>,
}

/// Every status of a case, oldest first: at least one, and the last one counts.
///
/// Moves are checked when they are made, not when a history is read: a later version with another
/// table must still open the cases of this one. Days may go backwards, for clocks can; the order
/// of the steps is what counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "Vec<Step<P>>",
    into = "Vec<Step<P>>",
    bound(
        serialize = "P: Clone + Serialize",
        deserialize = "P: Deserialize<'de>"
    )
)]
pub struct History<P> {
    first: Step<P>,
    rest: Vec<Step<P>>,
}

impl<P> History<P> {
    /// Begins the history of a case that came on a day: received by the desk itself, or entered by
    /// a person.
    #[must_use]
    pub const fn begin(day: Day, by: Option<P>) -> Self {
        let first = Step {
            status: Status::Received,
            day,
            by,
            eyes: Eyes::One,
            reason: None,
        };
        Self {
            first,
            rest: Vec::new(),
        }
    }

    /// Returns the status that counts.
    #[must_use]
    pub fn status(&self) -> Status {
        self.last().status
    }

    /// Returns the last step.
    #[must_use]
    pub fn last(&self) -> &Step<P> {
        self.rest.last().unwrap_or(&self.first)
    }

    /// Returns every step, oldest first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step<P>> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Returns the day on which the case last came into a status.
    #[must_use]
    pub fn day_of(&self, status: Status) -> Option<Day> {
        let mut steps = self.steps().rev();
        steps
            .find(|step| step.status == status)
            .map(|step| step.day)
    }

    /// Says whether the case was under investigation since it was opened, or reopened last.
    #[must_use]
    pub fn was_investigated(&self) -> bool {
        let of_now = self.steps().rev();
        of_now
            .take_while(|step| step.status != Status::Reopened)
            .any(|step| step.status == Status::Investigating)
    }
}

impl<P: PartialEq> History<P> {
    /// Makes a move.
    ///
    /// # Errors
    ///
    /// [`MoveError`], by variant; the history is as before.
    pub fn go(&mut self, stepping: Stepping<P>) -> Result<(), MoveError> {
        self.go_with(stepping, Demand::default())
    }

    /// Makes a move of which more is demanded than by its kind, such as by gaps in the dossier
    /// ([`crate::completeness`]).
    ///
    /// # Errors
    ///
    /// [`MoveError`], by variant; the history is as before.
    pub fn go_with(&mut self, stepping: Stepping<P>, also: Demand) -> Result<(), MoveError> {
        let Stepping { step, route } = stepping;
        let (from, to) = (self.status(), step.status);
        let handling = Handling {
            investigated: self.was_investigated(),
            route,
        };
        let demand = demand(from, to, handling)?.and(also);
        if demand.reason && step.reason.is_none() {
            return Err(MoveError::NoReason { from, to });
        }
        if demand.four_eyes && step.eyes == Eyes::One {
            return Err(MoveError::NoSecond { from, to });
        }
        if let (Some(by), Eyes::Two(second)) = (&step.by, &step.eyes)
            && by == second
        {
            return Err(MoveError::SamePerson { from, to });
        }
        self.rest.push(step);
        Ok(())
    }
}

impl<P> TryFrom<Vec<Step<P>>> for History<P> {
    type Error = &'static str;

    fn try_from(steps: Vec<Step<P>>) -> Result<Self, Self::Error> {
        let mut steps = steps.into_iter();
        let first = steps.next().ok_or("history is empty")?;
        Ok(Self {
            first,
            rest: steps.collect(),
        })
    }
}

impl<P> From<History<P>> for Vec<Step<P>> {
    fn from(history: History<P>) -> Self {
        let mut steps = vec![history.first];
        steps.extend(history.rest);
        steps
    }
}
