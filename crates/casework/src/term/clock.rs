//! The law's clocks besides those of a report (R080).

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use super::promise::Span;
use super::state::TermKind;
use super::{acknowledge_by, feedback_by};

/// Weeks that a complaint may be adjourned without the complainant's consent (Awb 9:11).
pub const ADJOURNMENT_MAX_WEEKS: u32 = 4;
/// Weeks for a complaint that the organisation handles itself (Awb 9:11).
const COMPLAINT_WEEKS: u32 = 6;
/// Weeks for a complaint that a committee handles (Awb 9:11 with chapter 9.1.3).
const COMMITTEE_WEEKS: u32 = 10;
/// Months in which an external authority gives feedback (Directive, article 11(2)(d)).
const AUTHORITY_MONTHS: u32 = 3;
/// The same in justified cases.
const AUTHORITY_LONG_MONTHS: u32 = 6;
/// Months for a request under the GDPR (article 12(3)).
const PRIVACY_MONTHS: u32 = 1;
/// Months by which that may be extended.
const PRIVACY_EXTENSION_MONTHS: u32 = 2;

/// A clock: what runs from a day, and for how long.
///
/// The *Algemene termijnenwet* would give the desk another day or two where a term ends in a
/// weekend; no clock here takes them, so the day shown is never too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Clock {
    /// Receipt must be acknowledged: from the day of receipt.
    Acknowledgement,
    /// There must be feedback: from the day of receipt.
    Feedback {
        /// The day on which receipt was acknowledged.
        acknowledged: Option<Day>,
    },
    /// A complaint must be handled: from the day on which it was received.
    Complaint {
        /// Whether a committee, such as the COG, handles it.
        by_committee: bool,
        /// Weeks by which it was adjourned; more than [`ADJOURNMENT_MAX_WEEKS`] count as these.
        adjourned_weeks: u32,
        /// A later day to which the complainant agreed.
        agreed_until: Option<Day>,
    },
    /// The *Huis voor Klokkenluiders* or another authority must give feedback: from its own
    /// acknowledgement.
    Authority {
        /// Whether it said why it needs six months.
        justified: bool,
    },
    /// Advice was promised: from the day of the question.
    Advice {
        /// Within which time.
        within: Span,
    },
    /// A request under the GDPR must be answered: from the day on which it was received.
    Privacy {
        /// Whether the requester was told of an extension.
        extended: bool,
    },
}

impl Clock {
    /// Returns the last day of the term that began on a day.
    #[must_use]
    pub fn due(self, start: Day) -> Day {
        match self {
            Self::Acknowledgement => acknowledge_by(start),
            Self::Feedback { acknowledged } => feedback_by(start, acknowledged),
            Self::Complaint {
                by_committee,
                adjourned_weeks,
                agreed_until,
            } => {
                let weeks = if by_committee {
                    COMMITTEE_WEEKS
                } else {
                    COMPLAINT_WEEKS
                };
                let weeks = weeks + adjourned_weeks.min(ADJOURNMENT_MAX_WEEKS);
                let due = start.plus(7 * weeks);
                agreed_until.map_or(due, |agreed| agreed.max(due))
            }
            Self::Authority { justified } => start.plus_months(if justified {
                AUTHORITY_LONG_MONTHS
            } else {
                AUTHORITY_MONTHS
            }),
            Self::Advice { within } => within.from(start),
            Self::Privacy { extended } => {
                let more = if extended {
                    PRIVACY_EXTENSION_MONTHS
                } else {
                    0
                };
                start.plus_months(PRIVACY_MONTHS + more)
            }
        }
    }

    /// Returns what the term is called.
    #[must_use]
    pub const fn kind(self) -> TermKind {
        match self {
            Self::Acknowledgement => TermKind::Acknowledgement,
            Self::Feedback { .. } => TermKind::Feedback,
            Self::Complaint { .. } => TermKind::Complaint,
            Self::Authority { .. } => TermKind::Authority,
            Self::Advice { .. } => TermKind::Advice,
            Self::Privacy { .. } => TermKind::Privacy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(label: &str) -> Day {
        label.parse().unwrap()
    }

    const fn complaint(by_committee: bool, adjourned_weeks: u32) -> Clock {
        Clock::Complaint {
            by_committee,
            adjourned_weeks,
            agreed_until: None,
        }
    }

    #[test]
    fn due_is_that_of_the_table() {
        // R080, one line for each kind; the first two are the examples of R075 and R076.
        let within = Span::WorkingDays(5);
        let acknowledged = Some(day("2026-11-30"));
        let feedback = |acknowledged| Clock::Feedback { acknowledged };
        for (clock, start, due) in [
            (Clock::Acknowledgement, "2026-11-24", "2026-12-01"),
            (feedback(acknowledged), "2026-11-24", "2027-02-28"),
            (feedback(None), "2026-11-24", "2027-03-01"),
            (complaint(false, 0), "2026-11-24", "2027-01-05"),
            (complaint(false, 4), "2026-11-24", "2027-02-02"),
            (complaint(true, 0), "2026-11-24", "2027-02-02"),
            (complaint(true, 4), "2026-11-24", "2027-03-02"),
            (complaint(true, 9), "2026-11-24", "2027-03-02"),
            (
                Clock::Authority { justified: false },
                "2026-11-30",
                "2027-02-28",
            ),
            (
                Clock::Authority { justified: true },
                "2026-08-31",
                "2027-02-28",
            ),
            (Clock::Advice { within }, "2026-12-24", "2027-01-04"),
            (
                Clock::Privacy { extended: false },
                "2027-01-31",
                "2027-02-28",
            ),
            (
                Clock::Privacy { extended: true },
                "2027-01-31",
                "2027-04-30",
            ),
        ] {
            assert_eq!(clock.due(day(start)), day(due), "{clock:?}");
        }
    }

    #[test]
    fn agreed_day_only_lengthens() {
        let with = |label| Clock::Complaint {
            by_committee: true,
            adjourned_weeks: 0,
            agreed_until: Some(day(label)),
        };
        let start = day("2026-11-24");
        assert_eq!(with("2027-06-01").due(start), day("2027-06-01"));
        assert_eq!(with("2026-12-01").due(start), day("2027-02-02"));
    }

    #[test]
    fn clock_is_stored_by_its_kind() {
        let text = serde_json::to_string(&complaint(true, 4)).unwrap();
        assert_eq!(
            text,
            r#"{"kind":"complaint","by_committee":true,"adjourned_weeks":4,"agreed_until":null}"#
        );
        assert_eq!(
            serde_json::from_str::<Clock>(&text).unwrap(),
            complaint(true, 4)
        );
    }
}
