//! What belongs to others: told to the reporter first, checked, then referred or handed over by two.

use std::collections::BTreeMap;

use bellrope_casework::reidentification::{Answer, Question, Verdict};
use bellrope_casework::status::{Status, is_allowed};
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_casework::vocabulary::Word as _;
use rand::RngExt as _;

use super::PracticeError;
use super::desk_words::HANDED_OVER;
use super::story::{Elsewhere, Words, pick};
use super::work::reason;
use super::year::{Due, Year};
use crate::case::{self, CaseNumber, MoveToError, Moving};
use crate::proposal::ProposalError;
use crate::sharing;
use crate::term;

impl Year<'_> {
    fn elsewhere(&self, due: &Due, list: &Words) -> Elsewhere {
        let body = self.dossiers[due.dossier].fate.body;
        let found = list.elsewhere.iter().find(|it| it.body == body);
        found.copied().unwrap_or(list.elsewhere[0])
    }

    /// Tells the reporter who can help better (R109).
    pub(super) fn write_referral(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let Elsewhere {
            name,
            offers,
            contact,
            ..
        } = self.elsewhere(due, list);
        let values = [
            (Field::Body, Value::Text(name.to_owned())),
            (Field::Offers, Value::Text(offers.to_owned())),
            (Field::Contact, Value::Text(contact.to_owned())),
        ];
        self.send_from(due, number, TemplateKind::Referral, &values)
    }

    /// Tells the reporter that the case is going to be handed over, and until when to object.
    pub(super) fn announce(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let body = self.elsewhere(due, list).name.to_owned();
        let object_by = term::local_day(due.at).plus(14);
        let values = [
            (Field::Body, Value::Text(body)),
            (Field::Reason, Value::Text(list.transfer_reason.to_owned())),
            (Field::Part, Value::Text(list.transfer_part.to_owned())),
            (Field::ObjectBy, Value::Day(object_by)),
        ];
        self.send_from(due, number, TemplateKind::PlannedTransfer, &values)
    }

    /// Proposes to hand a case over, once two people found that what goes gives nobody away; else the
    /// desk handles it itself.
    pub(super) fn hand_over(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let status = self.line(number)?.status();
        if !is_allowed(status, Status::Transferred) {
            return Ok(());
        }
        if !self.check_sharing(due, number)? {
            return self.go(due, number, Status::Handling, list);
        }
        let fate = self.dossiers[due.dossier].fate;
        let why = reason(super::desk_words::HAND_OVER, self.rng)?;
        let body = fate.body;
        match case::hand_over(&mut self.vault, number, body, &why, due.at, self.rng) {
            Ok(Moving::Waits(id)) => self.wait_for_second(due, id, Status::Transferred),
            Ok(Moving::Done(_)) => {}
            // Too few may read this one: it waits until somebody is given access.
            Err(MoveToError::Proposal(err)) if matches!(*err, ProposalError::NoSecond { .. }) => {
                return Ok(());
            }
            Err(err) => return Err(err.into()),
        }
        self.count.acts += 1;
        Ok(())
    }

    /// Asks two people whether a text gives the reporter away (R121); one in eight has a doubt.
    fn check_sharing(&mut self, due: &Due, number: &CaseNumber) -> Result<bool, PracticeError> {
        let handler = self.dossiers[due.dossier].handler;
        let Some(second) = self.another_reader(handler, number)? else {
            return Ok(false);
        };
        let text = pick(HANDED_OVER, self.rng);
        let doubt = self.rng.random_bool(0.125);
        let mut passed = false;
        for (place, doubts) in [(second, doubt), (handler, false)] {
            self.sit_at(place, due, number)?;
            let answer = |question: &Question| match *question {
                Question::UniqueFacts if doubts => (Question::UniqueFacts, Answer::Risk),
                other => (other, Answer::Safe),
            };
            let answers: BTreeMap<_, _> = Question::ALL.iter().map(answer).collect();
            let bytes = text.as_bytes();
            let said = sharing::review(&mut self.vault, number, bytes, answers, due.at, self.rng)?;
            passed = matches!(said, Verdict::MayBeShared);
            self.count.acts += 1;
        }
        Ok(passed)
    }
}
