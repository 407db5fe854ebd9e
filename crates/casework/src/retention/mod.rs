//! Retention: how long a case is kept after it ended, and what holds its destruction up (R152).
//!
//! In scope: the table of terms, legal holds, how a case stands on a day. Out of scope: destroying,
//! which is the desk's and takes two people ([`crate::status::demand`]).
//!
//! **The terms of the table are proposals, to be confirmed with the selectielijst** of the
//! organisation; a configuration replaces them.

mod hold;
mod table;

pub use hold::{Hold, HoldError, Holds, Lifted};
pub use table::{Row, Subject, TableError, Terms};

use bellrope_protocol::time::Day;

/// What a case is like, as far as its retention depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// What it counts as; `None` while no outcome is noted.
    pub subject: Option<Subject>,
    /// The day on which it was concluded or withdrawn last; `None` while it is open.
    pub ended: Option<Day>,
    /// A day before which it is needed all the same: the last moment of aftercare, the end of a
    /// case that it is linked to.
    pub needed_until: Option<Day>,
    /// Whether a legal hold is on.
    pub is_held: bool,
    /// Whether a letter waits to be read.
    pub has_unread: bool,
}

/// How a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is open: its term has not begun.
    Open,
    /// It ended without an outcome: its term is not known.
    NoOutcome,
    /// It is kept.
    Kept {
        /// Its last day.
        until: Day,
    },
    /// It is kept, and the end is near.
    Ending {
        /// Its last day.
        until: Day,
        /// Days left; 0 on the last day.
        days: u32,
    },
    /// A legal hold keeps it, whatever its term.
    Held {
        /// The last day that it would have without the hold.
        until: Day,
    },
    /// Its term is over, and a letter waits to be read first.
    Unread {
        /// Its last day.
        until: Day,
    },
    /// Its term is over: two people may destroy it.
    Over {
        /// Its last day.
        until: Day,
    },
}

impl State {
    /// Says whether the case may be destroyed.
    #[must_use]
    pub const fn may_be_destroyed(self) -> bool {
        matches!(self, Self::Over { .. })
    }
}

impl Terms {
    /// Returns how a case stands on a day.
    #[must_use]
    pub fn state(&self, kept: &Kept, today: Day) -> State {
        let Some(ended) = kept.ended else {
            return State::Open;
        };
        let Some(subject) = kept.subject else {
            return State::NoOutcome;
        };
        let term = self.of(subject).from(ended);
        let until = kept.needed_until.map_or(term, |day| day.max(term));
        let days = until.days_since(today);
        if kept.is_held {
            State::Held { until }
        } else if today > until {
            if kept.has_unread {
                State::Unread { until }
            } else {
                State::Over { until }
            }
        } else if days <= self.warning_days() {
            State::Ending { until, days }
        } else {
            State::Kept { until }
        }
    }
}

#[cfg(test)]
mod tests;
