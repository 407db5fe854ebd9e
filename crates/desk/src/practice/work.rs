//! What the team does: each step by the functions that a caseworker's hands would use.

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Status, is_allowed};
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_casework::triage::{Completeness, Conflict, Danger, Detriment, Triage};
use bellrope_casework::vocabulary::{
    Category, CategorySet, Misstand, MisstandGround, Outcome, Risk, Route, Urgency,
};
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

use super::PracticeError;
use super::course::Step;
use super::story::{Words, draw_category, pick, words};
use super::year::{Due, Year};
use crate::case::{self, CaseNumber, Judgement, MoveToError, Moving, Register, Reply};
use crate::proposal::{self, ProposalError, ProposalId, Proposed};
use crate::retention::{Deletion, RetentionError};
use crate::trail;
use crate::vault::VaultError;

const HOUR: u64 = 3_600;

impl Year<'_> {
    /// Takes a step, unless the case went another way since it was planned.
    pub(super) fn take(&mut self, due: &Due, number: &CaseNumber) -> Result<(), PracticeError> {
        let line = self.line(number)?;
        let list = words(self.dossiers[due.dossier].lang);
        let (is_first, can_be_told) = (line.acknowledged.is_none(), line.can_be_told());
        let status = line.status();
        match due.step {
            Step::Go(to) if is_allowed(status, to) => self.go(due, number, to, list),
            Step::Approve => self.approve(due, number, status),
            Step::Delete if status == Status::Concluded => self.delete(due, number, list),
            _ if !status.is_open() && !status.is_handled() || !can_be_told => Ok(()),
            // Whatever is sent first acknowledges: the draft says it best.
            Step::Acknowledge | Step::Write if is_first => self.acknowledge(due, number),
            Step::GiveFeedback if status.is_handled() => self.give_feedback(due, number, list),
            Step::GiveFeedback => self.write_to(due, number, list.feedback),
            Step::Write => self.write_to(due, number, list.replies),
            Step::Acknowledge | Step::Go(_) | Step::Delete => Ok(()),
        }
    }

    fn line(&self, number: &CaseNumber) -> Result<Register, VaultError> {
        let found = Register::find(&self.vault.read()?, number)?;
        found.ok_or(VaultError::Damaged { part: "register" })
    }

    fn acknowledge(&mut self, due: &Due, number: &CaseNumber) -> Result<(), PracticeError> {
        let kind = Some(TemplateKind::Acknowledgement);
        case::send(&mut self.vault, number, kind, due.at, self.rng)?;
        self.count.acts += 1;
        Ok(())
    }

    fn write_to(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        texts: &[&'static str],
    ) -> Result<(), PracticeError> {
        let text = pick(texts, self.rng);
        case::reply(&mut self.vault, Reply { number, text }, due.at, self.rng)?;
        self.count.acts += 1;
        Ok(())
    }

    /// Gives feedback with both its parts (R077).
    fn give_feedback(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let text = |all, rng: &mut StdRng| Value::Text(pick(all, rng).to_owned());
        let values = [
            (Field::Assessment, text(list.assessments, self.rng)),
            (Field::FollowUp, text(list.follow_up_steps, self.rng)),
            (Field::Reason, text(list.grounds, self.rng)),
            (Field::Ground, Value::LeftOut),
        ];
        let kind = TemplateKind::Feedback;
        case::draft_from(&mut self.vault, number, kind, &values, due.at, self.rng)?;
        case::send(&mut self.vault, number, Some(kind), due.at, self.rng)?;
        self.count.acts += 2;
        Ok(())
    }

    /// Moves a case, with what belongs to the move.
    fn go(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        to: Status,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let reason = reason(list, self.rng)?;
        if matches!(to, Status::Concluded | Status::Withdrawn) {
            let is_spam = self.dossiers[due.dossier].is_spam;
            let outcome = draw_outcome(to, is_spam, self.rng);
            self.judge(due, number, Judgement::Outcome(outcome), &reason)?;
        }
        let moved = case::move_to(&mut self.vault, number, to, Some(&reason), due.at, self.rng);
        match moved {
            Ok(Moving::Done(_)) => {}
            Ok(Moving::Waits(id)) => self.wait_for_second(due, id, to),
            // Nothing of it may be shared yet: the desk handles it itself.
            Err(MoveToError::Unchecked) => return self.go(due, number, Status::Handling, list),
            // Too few may read this one: it waits until somebody is given access.
            Err(MoveToError::Proposal(err)) if matches!(*err, ProposalError::NoSecond { .. }) => {
                return Ok(());
            }
            Err(err) => return Err(err.into()),
        }
        self.count.acts += 1;
        match to {
            Status::Assessing => self.triage(due, number, &reason, list),
            Status::Handling | Status::Investigating => self.note(due, number, list),
            _ => Ok(()),
        }
    }

    /// Lets a second person look at it within the next days.
    fn wait_for_second(&mut self, due: &Due, id: ProposalId, to: Status) {
        self.dossiers[due.dossier].proposed = Some((id, to));
        let later = self.rng.random_range(1..30) * HOUR;
        self.add(due.dossier, due.at + later, Step::Approve);
    }

    /// Proposes to delete a case whose term is over (R152), as the coordinator.
    fn delete(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        list: &Words,
    ) -> Result<(), PracticeError> {
        self.sit_down(0);
        // The end of a term is noticed by whoever opens the vault.
        trail::note_opened(&mut self.vault, due.at, self.rng)?;
        let number = number.clone();
        let why = reason(list, self.rng)?;
        let plan = Deletion { number };
        match proposal::propose(&mut self.vault, &plan, why.as_str(), due.at, self.rng) {
            Ok(Proposed::Waits(id)) => self.wait_for_second(due, id, Status::Destroyed),
            Ok(Proposed::Done(..)) => {}
            // A letter came after its end, or its term is longer after all.
            Err(err) if err.of_plan::<RetentionError>().is_some() => return Ok(()),
            Err(err) => return Err(err.into()),
        }
        self.count.acts += 1;
        Ok(())
    }

    /// Answers the ten checks, as far as there is no doubt.
    fn triage(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        reason: &Reason,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let reporter = self.dossiers[due.dossier].reporter.as_ref();
        let main = reporter.map_or(Category::Xx, |it| it.category);
        let triage = draw_triage(main, self.rng);
        case::triage(
            &mut self.vault,
            number,
            &triage,
            Some(reason),
            due.at,
            self.rng,
        )?;
        let unit = pick(list.units, self.rng);
        case::set_unit(&mut self.vault, number, unit, due.at, self.rng)?;
        self.count.acts += 2;
        Ok(())
    }

    fn note(&mut self, due: &Due, number: &CaseNumber, list: &Words) -> Result<(), PracticeError> {
        if self.rng.random_bool(0.5) {
            let text = pick(list.notes, self.rng);
            case::add_note(&mut self.vault, number, text, due.at, self.rng)?;
            self.count.acts += 1;
        }
        Ok(())
    }

    fn judge(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        judgement: Judgement,
        reason: &Reason,
    ) -> Result<(), PracticeError> {
        let judgements = [judgement];
        case::classify(
            &mut self.vault,
            number,
            &judgements,
            Some(reason),
            due.at,
            self.rng,
        )?;
        self.count.acts += 1;
        Ok(())
    }

    /// Approves what waits for a second person, as one of those who may.
    fn approve(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        status: Status,
    ) -> Result<(), PracticeError> {
        let Some((id, to)) = self.dossiers[due.dossier].proposed.take() else {
            return Ok(());
        };
        if !is_allowed(status, to) {
            // The case went another way meanwhile.
            proposal::withdraw(&mut self.vault, id, due.at, self.rng)?;
            return Ok(());
        }
        let reading = self.vault.read()?;
        let proposal = proposal::find(&reading, id, due.at)?;
        let seconds = proposal::seconds(&reading, &proposal, due.at)?;
        drop(reading);
        let is_second = |place: &usize| {
            let person = self.places[*place].person;
            person.is_some_and(|person| seconds.contains(&person))
        };
        let Some(second) = (0..self.places.len()).find(is_second) else {
            return Ok(());
        };
        self.sit_at(second, due, number)?;
        proposal::approve_any(&mut self.vault, id, None, due.at, self.rng)?;
        self.count.acts += 1;
        if to == Status::Destroyed {
            self.dossiers[due.dossier].number = None;
        }
        Ok(())
    }
}

fn reason(list: &Words, rng: &mut StdRng) -> Result<Reason, VaultError> {
    // A sentence: never empty and never too long.
    let damaged = |_| VaultError::Damaged { part: "practice" };
    Reason::parse(pick(list.reasons, rng)).map_err(damaged)
}

fn draw_triage(main: Category, rng: &mut StdRng) -> Triage {
    let others = rng.random_bool(0.2).then(|| draw_category(rng));
    let misstand = match rng.random_range(0..20) {
        0 => Misstand::Yes(MisstandGround::PublicInterest),
        1..6 => Misstand::NotYet,
        _ => Misstand::No,
    };
    let mut choose = |all: &[Urgency]| all.choose(rng).copied().unwrap_or(Urgency::Normal);
    let urgency = choose(&[
        Urgency::Normal,
        Urgency::Normal,
        Urgency::Low,
        Urgency::High,
    ]);
    Triage {
        danger: Some(Danger::No),
        category: Some(CategorySet::new(main, others)),
        misstand: Some(misstand),
        completeness: Some(Completeness::Enough),
        conflict: Some(Conflict::None),
        detriment: Some(pick_one(
            &[Detriment::None, Detriment::Feared],
            Detriment::None,
            rng,
        )),
        retaliation: Some(pick_one(
            &[Risk::Low, Risk::Low, Risk::Medium],
            Risk::Low,
            rng,
        )),
        urgency: Some(urgency),
        route: Some(draw_route(rng)),
    }
}

fn draw_route(rng: &mut StdRng) -> Route {
    let routes = [
        Route::Advice,
        Route::Conversation,
        Route::Conversation,
        Route::Mediation,
        Route::Preliminary,
        Route::Preliminary,
        Route::FactFinding,
        Route::Person,
        Route::Organisation,
        Route::Registered,
    ];
    pick_one(&routes, Route::Conversation, rng)
}

fn draw_outcome(to: Status, is_spam: bool, rng: &mut StdRng) -> Outcome {
    if to == Status::Withdrawn {
        return Outcome::Withdrawn;
    }
    if is_spam {
        return Outcome::Spam;
    }
    let outcomes = [
        Outcome::Found,
        Outcome::Found,
        Outcome::PartlyFound,
        Outcome::PartlyFound,
        Outcome::NotFound,
        Outcome::NotEstablished,
        Outcome::TooLittle,
        Outcome::OutsideScope,
    ];
    pick_one(&outcomes, Outcome::NotEstablished, rng)
}

fn pick_one<T: Copy>(all: &[T], or: T, rng: &mut StdRng) -> T {
    all.choose(rng).copied().unwrap_or(or)
}
