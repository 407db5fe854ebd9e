//! The terms that a case has, from its days.

use bellrope_protocol::time::Day;

use super::state::{Term, TermKind};
use super::{Clock, Promises};
use crate::vocabulary::ContactKind;

/// The days of a case that its terms follow from.
#[derive(Debug, Clone, Copy)]
pub struct CaseDays<'a> {
    /// The day on which it was received.
    pub received: Day,
    /// Whether the desk can write to the reporter: not for a raw letter, nor for a sheet of paper
    /// without a sender.
    pub can_be_told: bool,
    /// What kind of contact it is.
    pub kind: ContactKind,
    /// The day on which receipt was acknowledged.
    pub acknowledged: Option<Day>,
    /// The day on which feedback was given first.
    pub feedback: Option<Day>,
    /// Every day on which the desk wrote to the reporter, ascending.
    pub told: &'a [Day],
    /// The day from which nothing is due any more: the case was withdrawn, merged or concluded.
    pub ended: Option<Day>,
    /// The day since which the case is suspended.
    pub suspended: Option<Day>,
    /// A clock of its own that somebody set, with the day it runs from, and the day it was met.
    pub clock: Option<(Clock, Day, Option<Day>)>,
}

/// Returns the terms of a case: those of the law first, then the desk's own promises.
///
/// A suspension stops the own promises only: the law's terms go on (R076), whatever the desk may
/// tell by then. Without a way to write to the reporter there is nothing to acknowledge or report
/// back.
#[must_use]
pub fn terms_of(days: &CaseDays<'_>, promises: &Promises) -> Vec<Term> {
    let mut terms = Vec::new();
    if days.can_be_told {
        terms.extend(told_terms(days, promises));
    }
    if days.kind == ContactKind::Advice {
        let clock = Clock::Advice {
            within: promises.advice,
        };
        terms.push(met(clock, days.received, days.feedback));
    }
    if let Some((clock, start, done)) = days.clock {
        terms.push(met(clock, start, done));
    }
    for term in &mut terms {
        let suspended = days.suspended.filter(|_| !term.kind.is_of_law());
        term.stopped = [days.ended, suspended].into_iter().flatten().min();
    }
    terms
}

fn told_terms(days: &CaseDays<'_>, promises: &Promises) -> Vec<Term> {
    let acknowledged = days.acknowledged;
    let acknowledgement = met(Clock::Acknowledgement, days.received, acknowledged);
    let feedback = met(
        Clock::Feedback { acknowledged },
        days.received,
        days.feedback,
    );
    let mut terms = vec![acknowledgement, feedback];
    if let Some(due) = promises.acknowledge_by(days.received) {
        terms.push(Term {
            kind: TermKind::OwnAcknowledgement,
            due,
            done: acknowledged,
            stopped: None,
        });
    }
    // Interim messages are due once the reporter knows that the desk has the report.
    if let Some(acknowledged) = acknowledged {
        terms.extend(promises.interim(acknowledged, days.told));
    }
    terms
}

fn met(clock: Clock, start: Day, done: Option<Day>) -> Term {
    Term {
        kind: clock.kind(),
        due: clock.due(start),
        done,
        stopped: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::{Span, State};

    fn day(label: &str) -> Day {
        label.parse().unwrap()
    }

    fn a_case() -> CaseDays<'static> {
        CaseDays {
            received: day("2026-11-24"),
            can_be_told: true,
            kind: ContactKind::Report,
            acknowledged: None,
            feedback: None,
            told: &[],
            ended: None,
            suspended: None,
            clock: None,
        }
    }

    fn promises() -> Promises {
        Promises {
            acknowledge: Some(Span::WorkingDays(2)),
            interim_weeks: Some(4),
            ..Promises::default()
        }
    }

    fn lines(days: &CaseDays<'_>) -> Vec<String> {
        let terms = terms_of(days, &promises());
        let line = |term: &Term| format!("{} {}", term.kind, term.due);
        terms.iter().map(line).collect()
    }

    #[test]
    fn terms_of_a_new_report_are_the_laws_and_the_own_promise() {
        assert_eq!(
            lines(&a_case()),
            [
                "acknowledgement 2026-12-01",
                "feedback 2027-03-01",
                "own-acknowledgement 2026-11-26",
            ]
        );
    }

    #[test]
    fn terms_of_an_acknowledged_report_count_from_there() {
        let told = [day("2026-11-30")];
        let days = CaseDays {
            acknowledged: Some(told[0]),
            told: &told,
            ..a_case()
        };
        let terms = terms_of(&days, &promises());
        let today = day("2026-12-01");
        let states: Vec<State> = terms.iter().map(|term| term.state(today)).collect();
        assert_eq!(terms[1].due, day("2027-02-28"));
        assert_eq!(
            states,
            [
                State::Kept,
                State::Open { days: 89 },
                State::Late { days: 4 },
                State::Open { days: 27 },
            ]
        );
    }

    #[test]
    fn suspension_stops_promises_and_no_term_of_the_law() {
        let told = [day("2026-11-24")];
        let days = CaseDays {
            acknowledged: Some(told[0]),
            told: &told,
            suspended: Some(day("2026-12-01")),
            ..a_case()
        };
        for term in terms_of(&days, &promises()) {
            let state = term.state(day("2027-06-01"));
            match term.kind {
                TermKind::Feedback => assert!(matches!(state, State::Overdue { .. })),
                TermKind::Interim => assert_eq!(state, State::Stopped),
                _ => assert_eq!(state, State::Kept),
            }
        }
    }

    #[test]
    fn end_of_a_case_stops_what_is_open() {
        let days = CaseDays {
            ended: Some(day("2026-11-25")),
            ..a_case()
        };
        for term in terms_of(&days, &promises()) {
            assert_eq!(term.state(day("2027-06-01")), State::Stopped);
        }
    }

    #[test]
    fn what_stops_a_promise_first_counts() {
        let told = [day("2026-11-24")];
        let days = CaseDays {
            acknowledged: Some(told[0]),
            told: &told,
            suspended: Some(day("2026-12-01")),
            ended: Some(day("2027-01-01")),
            ..a_case()
        };
        for term in terms_of(&days, &promises()) {
            let first = if term.kind.is_of_law() {
                days.ended
            } else {
                days.suspended
            };
            assert_eq!(term.stopped, first, "{}", term.kind);
        }
    }

    #[test]
    fn terms_follow_the_kind_of_contact() {
        let raw = CaseDays {
            can_be_told: false,
            ..a_case()
        };
        assert!(lines(&raw).is_empty());
        let advice = CaseDays {
            kind: ContactKind::Advice,
            ..a_case()
        };
        assert_eq!(lines(&advice)[3], "advice 2026-12-08");
        let clock = Clock::Complaint {
            by_committee: true,
            adjourned_weeks: 0,
            agreed_until: None,
        };
        let complaint = CaseDays {
            kind: ContactKind::Complaint,
            clock: Some((clock, day("2026-12-01"), None)),
            ..a_case()
        };
        assert_eq!(lines(&complaint)[3], "complaint 2027-02-09");
    }
}
