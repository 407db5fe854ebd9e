//! Which records a dossier must hold before a case goes on (R105), and what a gap costs.

use std::collections::BTreeSet;

use crate::status::{Demand, Status};
use crate::vocabulary::{Outcome, Route, words};

words! {
    /// A record that a dossier may need.
    pub enum RecordKind: "record" {
        Acknowledgement = "acknowledgement", "Ontvangstbevestiging", "Acknowledgement";
        Triage = "triage", "Triage", "Triage";
        Decision = "decision", "Besluit over de route, met reden", "Decision on the route, with reason";
        Hearing = "hearing", "Verslag van hoor en wederhoor", "Record of hearing both sides";
        Feedback = "feedback", "Terugkoppeling", "Feedback";
        Outcome = "outcome", "Uitkomst, met reden", "Outcome, with reason";
        ClosingLetter = "closing-letter", "Afsluitende brief", "Closing letter";
        Consultation = "consultation", "Bericht vooraf aan de melder", "Message to the reporter beforehand";
        Reidentification = "reidentification", "Herleidbaarheidstoets", "Re-identification check";
    }
}

/// What a case is like, as far as its records depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether the desk can write to the reporter.
    pub can_be_told: bool,
    /// The route that was chosen.
    pub route: Option<Route>,
    /// The outcome.
    pub outcome: Option<Outcome>,
}

/// What the completeness check says of a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Records that are missing, in the order of the list.
    pub gaps: Vec<RecordKind>,
    /// What the gaps demand.
    pub demand: Demand,
    /// Whether a gap forbids the move, whatever the reason: nothing is shared without a
    /// re-identification check (R121).
    pub is_barred: bool,
}

/// Returns the records that a case needs before it comes into a status.
///
/// Spam needs its outcome only: nobody is thanked for it. A duplicate is handled in the other
/// case, and its reporter is told so.
#[must_use]
pub fn needed(to: Status, facts: Facts) -> Vec<RecordKind> {
    use RecordKind::{
        Acknowledgement, ClosingLetter, Consultation, Decision, Feedback, Hearing,
        Reidentification, Triage,
    };
    let mut needed: Vec<RecordKind> = match to {
        Status::Assessing | Status::WaitingForReporter => vec![Acknowledgement],
        Status::Handling
        | Status::WaitingForOthers
        | Status::Investigating
        | Status::OnHold
        | Status::FeedbackGiven => vec![Acknowledgement, Triage, Decision],
        Status::Referred => vec![Acknowledgement, Triage, Decision, Consultation],
        Status::Transferred => vec![
            Acknowledgement,
            Triage,
            Decision,
            Consultation,
            Reidentification,
        ],
        Status::Concluded => match facts.outcome {
            Some(Outcome::Spam) => vec![RecordKind::Outcome],
            Some(Outcome::Duplicate) => vec![Acknowledgement, RecordKind::Outcome, ClosingLetter],
            _ => vec![
                Acknowledgement,
                Triage,
                Decision,
                Hearing,
                Feedback,
                RecordKind::Outcome,
                ClosingLetter,
            ],
        },
        Status::Received
        | Status::Acknowledged
        | Status::Aftercare
        | Status::Reopened
        | Status::Withdrawn
        | Status::Destroyed => Vec::new(),
    };
    let to_reporter = [Acknowledgement, Feedback, ClosingLetter, Consultation];
    let investigates = facts.route.is_some_and(Route::is_investigation);
    needed.retain(|record| facts.can_be_told || !to_reporter.contains(record));
    needed.retain(|record| investigates || *record != Hearing);
    needed
}

/// Checks a dossier before a move.
///
/// A gap is named and holds nothing up while the case goes on; closing over one, and referring or
/// transferring without a message beforehand, demand a reason and a second person (R105, R109,
/// R122).
#[must_use]
pub fn check(to: Status, facts: Facts, present: &BTreeSet<RecordKind>) -> Passage {
    let needed = needed(to, facts).into_iter();
    let gaps: Vec<RecordKind> = needed.filter(|record| !present.contains(record)).collect();
    let is_barred = gaps.contains(&RecordKind::Reidentification);
    let costs = match to {
        Status::Concluded => !gaps.is_empty(),
        Status::Referred | Status::Transferred => gaps.contains(&RecordKind::Consultation),
        _ => false,
    };
    Passage {
        gaps,
        demand: Demand {
            reason: costs,
            four_eyes: costs,
        },
        is_barred,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word as _;

    fn facts() -> Facts {
        Facts {
            can_be_told: true,
            route: Some(Route::Conversation),
            outcome: None,
        }
    }

    fn line(to: Status, facts: Facts) -> String {
        let codes: Vec<&str> = needed(to, facts)
            .iter()
            .map(|record| record.as_str())
            .collect();
        codes.join(" ")
    }

    #[test]
    fn needed_is_that_of_the_table() {
        for (to, records) in [
            (Status::Received, ""),
            (Status::Acknowledged, ""),
            (Status::Assessing, "acknowledgement"),
            (Status::WaitingForReporter, "acknowledgement"),
            (Status::WaitingForOthers, "acknowledgement triage decision"),
            (Status::Handling, "acknowledgement triage decision"),
            (Status::Investigating, "acknowledgement triage decision"),
            (Status::OnHold, "acknowledgement triage decision"),
            (
                Status::Referred,
                "acknowledgement triage decision consultation",
            ),
            (
                Status::Transferred,
                "acknowledgement triage decision consultation reidentification",
            ),
            (Status::FeedbackGiven, "acknowledgement triage decision"),
            (
                Status::Concluded,
                "acknowledgement triage decision feedback outcome closing-letter",
            ),
            (Status::Aftercare, ""),
            (Status::Reopened, ""),
            (Status::Withdrawn, ""),
            (Status::Destroyed, ""),
        ] {
            assert_eq!(line(to, facts()), records, "{to}");
        }
    }

    #[test]
    fn needed_depends_on_what_the_case_is_like() {
        let silent = Facts {
            can_be_told: false,
            ..facts()
        };
        assert_eq!(line(Status::Concluded, silent), "triage decision outcome");
        assert_eq!(
            line(Status::Transferred, silent),
            "triage decision reidentification"
        );
        let investigated = Facts {
            route: Some(Route::FactFinding),
            ..facts()
        };
        assert!(line(Status::Concluded, investigated).contains("decision hearing feedback"));
        let with = |outcome| Facts {
            outcome: Some(outcome),
            ..facts()
        };
        assert_eq!(line(Status::Concluded, with(Outcome::Spam)), "outcome");
        assert_eq!(
            line(Status::Concluded, with(Outcome::Duplicate)),
            "acknowledgement outcome closing-letter"
        );
    }

    fn records(codes: &[RecordKind]) -> BTreeSet<RecordKind> {
        codes.iter().copied().collect()
    }

    #[test]
    fn closing_over_a_gap_needs_a_reason_and_a_second_person() {
        let all = records(RecordKind::ALL);
        let clear = check(Status::Concluded, facts(), &all);
        assert_eq!(clear.gaps, []);
        assert_eq!(clear.demand, Demand::default());
        for record in needed(Status::Concluded, facts()) {
            let mut present = all.clone();
            present.remove(&record);
            let passage = check(Status::Concluded, facts(), &present);
            assert_eq!(passage.gaps, [record]);
            assert!(
                passage.demand.four_eyes && passage.demand.reason,
                "{record}"
            );
            assert!(!passage.is_barred);
        }
    }

    #[test]
    fn gaps_on_the_way_are_named_and_hold_nothing_up() {
        let passage = check(Status::Handling, facts(), &records(&[RecordKind::Triage]));
        assert_eq!(
            passage.gaps,
            [RecordKind::Acknowledgement, RecordKind::Decision]
        );
        assert_eq!(passage.demand, Demand::default());
        assert!(!passage.is_barred);
    }

    #[test]
    fn transfer_is_barred_without_the_re_identification_check() {
        let mut present = records(RecordKind::ALL);
        present.remove(&RecordKind::Reidentification);
        assert!(check(Status::Transferred, facts(), &present).is_barred);
        present.insert(RecordKind::Reidentification);
        present.remove(&RecordKind::Consultation);
        for to in [Status::Referred, Status::Transferred] {
            let passage = check(to, facts(), &present);
            assert!(!passage.is_barred && passage.demand.four_eyes, "{to}");
        }
    }
}
