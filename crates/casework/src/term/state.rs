//! How a term stands.

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::vocabulary::words;

words! {
    /// What a term is about.
    pub enum TermKind: "term" {
        Acknowledgement = "acknowledgement", "Ontvangstbevestiging", "Acknowledgement";
        Feedback = "feedback", "Terugkoppeling", "Feedback";
        Complaint = "complaint", "Afhandeling klacht", "Handling of a complaint";
        Authority = "authority", "Terugkoppeling Huis of bevoegde autoriteit", "Feedback of the Huis or an authority";
        Advice = "advice", "Advies", "Advice";
        Privacy = "privacy", "AVG-verzoek", "GDPR request";
        OwnAcknowledgement = "own-acknowledgement", "Ontvangstbevestiging (eigen belofte)", "Acknowledgement (own promise)";
        Interim = "interim", "Tussenbericht (eigen belofte)", "Interim message (own promise)";
        Aftercare = "aftercare", "Nazorg", "Aftercare";
        Task = "task", "Taak", "Task";
        Retention = "retention", "Einde bewaartermijn", "End of retention";
    }
}

impl TermKind {
    /// Says whether the law sets the term: then nothing suspends it.
    #[must_use]
    pub const fn is_of_law(self) -> bool {
        matches!(
            self,
            Self::Acknowledgement
                | Self::Feedback
                | Self::Complaint
                | Self::Authority
                | Self::Privacy
        )
    }
}

/// One term of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What it is about.
    pub kind: TermKind,
    /// Its last day.
    pub due: Day,
    /// The day on which it was met.
    pub done: Option<Day>,
    /// The day from which it need not be met any more: the case was withdrawn, merged, or
    /// suspended where that suspends the term.
    pub stopped: Option<Day>,
}

/// How a term stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not met, and this many days are left; 0 on the last day.
    Open {
        /// Days left.
        days: u32,
    },
    /// Not met, and over for this many days.
    Overdue {
        /// Days since the last day.
        days: u32,
    },
    /// Met in time.
    Kept,
    /// Met this many days too late.
    Late {
        /// Days after the last day.
        days: u32,
    },
    /// Need not be met any more.
    Stopped,
}

impl Term {
    /// Begins a term that is neither met nor stopped.
    #[must_use]
    pub const fn open(kind: TermKind, due: Day) -> Self {
        Self {
            kind,
            due,
            done: None,
            stopped: None,
        }
    }

    /// Returns how the term stands on a day. What was met counts as met, also if the case was
    /// stopped later, and whatever was stopped first stays stopped.
    #[must_use]
    pub fn state(&self, today: Day) -> State {
        let stopped_first = match (self.done, self.stopped) {
            (Some(done), Some(stopped)) => stopped < done,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        match self.done {
            _ if stopped_first => State::Stopped,
            Some(done) if done <= self.due => State::Kept,
            Some(done) => State::Late {
                days: done.days_since(self.due),
            },
            None if today <= self.due => State::Open {
                days: self.due.days_since(today),
            },
            None => State::Overdue {
                days: today.days_since(self.due),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(label: &str) -> Day {
        label.parse().unwrap()
    }

    #[test]
    fn state_is_that_of_the_table() {
        let term = |done: Option<&str>, stopped: Option<&str>| Term {
            kind: TermKind::Acknowledgement,
            due: day("2026-12-01"),
            done: done.map(day),
            stopped: stopped.map(day),
        };
        for (term, today, state) in [
            (term(None, None), "2026-11-24", State::Open { days: 7 }),
            (term(None, None), "2026-12-01", State::Open { days: 0 }),
            (term(None, None), "2026-12-02", State::Overdue { days: 1 }),
            (term(Some("2026-12-01"), None), "2027-01-01", State::Kept),
            (
                term(Some("2026-12-03"), None),
                "2027-01-01",
                State::Late { days: 2 },
            ),
            (term(None, Some("2026-11-26")), "2027-01-01", State::Stopped),
            (
                term(Some("2026-11-25"), Some("2026-11-26")),
                "2027-01-01",
                State::Kept,
            ),
            (
                term(Some("2026-11-26"), Some("2026-11-26")),
                "2027-01-01",
                State::Kept,
            ),
            (
                term(Some("2026-11-27"), Some("2026-11-26")),
                "2027-01-01",
                State::Stopped,
            ),
        ] {
            assert_eq!(term.state(day(today)), state);
        }
    }

    proptest! {
        #[test]
        fn open_term_counts_down_and_then_up(due in 0..200_000_u32, today in 0..200_000_u32) {
            let term = Term::open(TermKind::Feedback, Day::MIN.plus(due));
            match term.state(Day::MIN.plus(today)) {
                State::Open { days } => prop_assert_eq!(today + days, due),
                State::Overdue { days } => {
                    prop_assert!(days > 0);
                    prop_assert_eq!(due + days, today);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
