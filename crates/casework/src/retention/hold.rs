//! Legal holds: a case is kept whatever its term, until somebody lifts the hold.

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::reason::Reason;

/// One hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold<P> {
    /// Who put it on.
    pub by: P,
    /// When.
    pub day: Day,
    /// Why, such as a lawsuit.
    pub reason: Reason,
    /// The day on which somebody should ask whether it is still needed; the hold stays on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Day>,
    /// How it ended.
    #[serde(default = "on", skip_serializing_if = "Option::is_none")]
    lifted: Option<Lifted<P>>,
}

const fn on<P>() -> Option<Lifted<P>> {
    None
}

/// How a hold ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted<P> {
    /// Who lifted it.
    pub by: P,
    /// When.
    pub day: Day,
    /// Why.
    pub reason: Reason,
}

/// Every hold of a case, oldest first; at most one is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holds<P>(Vec<Hold<P>>);

impl<P> Default for Holds<P> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<P> Hold<P> {
    /// Makes a hold without a day of review.
    #[must_use]
    pub const fn new(by: P, day: Day, reason: Reason) -> Self {
        Self {
            by,
            day,
            reason,
            review: None,
            lifted: None,
        }
    }

    /// Returns how the hold ended, if it did.
    #[must_use]
    pub const fn lifted(&self) -> Option<&Lifted<P>> {
        self.lifted.as_ref()
    }
}

impl<P> Holds<P> {
    /// Returns the hold that is on.
    #[must_use]
    pub fn current(&self) -> Option<&Hold<P>> {
        self.0.last().filter(|hold| hold.lifted.is_none())
    }

    /// Returns every hold, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Hold<P>] {
        &self.0
    }

    /// Puts a hold on.
    ///
    /// # Errors
    ///
    /// [`HoldError::Held`] if one is on.
    pub fn put(&mut self, hold: Hold<P>) -> Result<(), HoldError> {
        if self.current().is_some() {
            return Err(HoldError::Held);
        }
        self.0.push(hold);
        Ok(())
    }

    /// Lifts the hold that is on.
    ///
    /// # Errors
    ///
    /// [`HoldError::NotHeld`] if none is on.
    pub fn lift(&mut self, lifted: Lifted<P>) -> Result<(), HoldError> {
        let last = self.0.last_mut().filter(|hold| hold.lifted.is_none());
        let hold = last.ok_or(HoldError::NotHeld)?;
        hold.lifted = Some(lifted);
        Ok(())
    }
}

/// Why a hold stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HoldError {
    /// A hold is on.
    #[error("a legal hold is on")]
    Held,
    /// No hold is on.
    #[error("no legal hold is on")]
    NotHeld,
}
