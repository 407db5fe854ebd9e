//! Whether a dossier has the records that a move needs (R105), and what a gap costs.

use std::collections::BTreeSet;

use bellrope_casework::completeness::{self, Facts, Passage, RecordKind};
use bellrope_casework::status::Status;
use bellrope_casework::template::TemplateKind;

use super::{CaseNumber, MoveToError, Register};
use crate::vault::Vault;

impl Register {
    /// Lists the records that the dossier has.
    fn records(&self) -> BTreeSet<RecordKind> {
        let sent = |kinds: [TemplateKind; 2]| {
            let mut sent = self.course.sent.iter();
            sent.any(|(kind, _)| kinds.contains(kind))
        };
        let class = &self.class;
        let closed = [TemplateKind::Closure, TemplateKind::NotTakenUp];
        let consulted = [TemplateKind::Referral, TemplateKind::PlannedTransfer];
        let records = [
            (RecordKind::Acknowledgement, self.acknowledged.is_some()),
            (RecordKind::Triage, self.triaged.is_some()),
            (RecordKind::Decision, class.route.current().is_some()),
            (RecordKind::Hearing, self.both_heard),
            (RecordKind::Feedback, self.course.feedback.is_some()),
            (RecordKind::Outcome, class.outcome.current().is_some()),
            (RecordKind::ClosingLetter, sent(closed)),
            (RecordKind::Consultation, sent(consulted)),
            (RecordKind::Reidentification, self.sharing_checked.is_some()),
        ];
        let there = records.into_iter().filter(|(_, is_there)| *is_there);
        there.map(|(record, _)| record).collect()
    }

    /// Checks the dossier before a move.
    pub(crate) fn passage(&self, to: Status) -> Passage {
        let facts = Facts {
            can_be_told: self.can_be_told(),
            route: self.class.route.current().copied(),
            outcome: self.class.outcome.current().copied(),
        };
        completeness::check(to, facts, &self.records())
    }
}

/// Names the records that a case lacks for a move, and what that costs.
///
/// # Errors
///
/// [`MoveToError::Absent`], [`MoveToError::Vault`].
pub fn passage(vault: &Vault, number: &CaseNumber, to: Status) -> Result<Passage, MoveToError> {
    let line = Register::find(&vault.read()?, number)?;
    let line = line.ok_or_else(|| MoveToError::Absent {
        number: number.clone(),
    })?;
    Ok(line.passage(to))
}
