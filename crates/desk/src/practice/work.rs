//! What the team does: each step by the functions that a caseworker's hands would use.

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Status, is_allowed};
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_casework::triage::{Completeness, Conflict, Danger, Detriment, Triage};
use bellrope_casework::vocabulary::{
    Category, CategorySet, Misstand, MisstandGround, Outcome, Risk, Urgency,
};
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

use super::PracticeError;
use super::course::{Fate, HOUR, Step, office};
use super::desk_words::{DELETION, NOTES, SPAM, UNITS, reasons};
use super::story::{Words, draw_category, pick, words};
use super::year::{Due, Year};
use crate::case::{self, CaseNumber, Judgement, MoveToError, Moving, Register, Reply};
use crate::proposal::{self, ProposalError, ProposalId, Proposed};
use crate::retention::{Deletion, RetentionError};
use crate::term;
use crate::trail;
use crate::vault::VaultError;

impl Year<'_> {
    /// Takes a step, unless the case went another way since it was planned.
    pub(super) fn take(&mut self, due: &Due, number: &CaseNumber) -> Result<(), PracticeError> {
        let line = self.line(number)?;
        let list = words(self.dossiers[due.dossier].lang);
        let (is_first, can_be_told) = (line.acknowledged.is_none(), line.can_be_told());
        let status = line.status();
        let is_closed = matches!(status, Status::Concluded | Status::Aftercare);
        let goes_on = status.is_open() || status.is_handled();
        match due.step {
            Step::Go(to) if is_allowed(status, to) => self.go(due, number, to, list),
            Step::Approve => self.approve(due, number, status),
            Step::Delete if status == Status::Concluded => self.delete(due, number),
            Step::Care(months) => self.care(due, number, months),
            Step::EndTask(task) => self.end_task(due, number, task),
            _ if !can_be_told => Ok(()),
            // Who writes after the end gets an answer too.
            Step::Answer if is_closed => self.write_to(due, number, list.replies),
            _ if !goes_on => Ok(()),
            // Whatever is sent first acknowledges: the draft says it best.
            Step::Acknowledge | Step::Ask | Step::Answer | Step::Tell if is_first => {
                self.acknowledge(due, number)
            }
            Step::Ask => self.ask(due, number, list),
            Step::Answer => self.write_to(due, number, list.replies),
            Step::Tell => self.write_to(due, number, list.progress),
            Step::GiveFeedback if status.is_handled() => self.give_feedback(due, number, list),
            Step::GiveFeedback => self.write_to(due, number, list.feedback),
            Step::Announce => self.announce(due, number, list),
            Step::HandOver => self.hand_over(due, number, list),
            // To read it is all that it takes.
            Step::Read | Step::Acknowledge | Step::Go(_) | Step::Delete => Ok(()),
        }
    }

    pub(super) fn line(&self, number: &CaseNumber) -> Result<Register, VaultError> {
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

    fn ask(&mut self, due: &Due, number: &CaseNumber, list: &Words) -> Result<(), PracticeError> {
        self.dossiers[due.dossier].is_asked = true;
        self.write_to(due, number, list.questions)
    }

    /// Drafts a text from its template and sends it.
    pub(super) fn send_from(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        kind: TemplateKind,
        values: &[(Field, Value)],
    ) -> Result<(), PracticeError> {
        case::draft_from(&mut self.vault, number, kind, values, due.at, self.rng)?;
        case::send(&mut self.vault, number, Some(kind), due.at, self.rng)?;
        self.count.acts += 2;
        Ok(())
    }

    /// Gives feedback with both its parts (R077).
    fn give_feedback(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let text = |text: &str| Value::Text(text.to_owned());
        let outcome = self.dossiers[due.dossier].fate.outcome;
        let (next, ground) = if outcome == Outcome::OutsideScope {
            (list.follow_up_elsewhere, list.ground_elsewhere)
        } else {
            let next = pick(list.follow_up_steps, self.rng);
            (next, pick(list.grounds, self.rng))
        };
        let values = [
            (Field::Assessment, text(list.assessments.of(outcome))),
            (Field::FollowUp, text(next)),
            (Field::Reason, text(ground)),
            (Field::Ground, Value::LeftOut),
        ];
        self.send_from(due, number, TemplateKind::Feedback, &values)
    }

    /// Moves a case, with what belongs to the move.
    pub(super) fn go(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        to: Status,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let fate = self.dossiers[due.dossier].fate;
        let why = if fate.is_spam { SPAM } else { reasons(to) };
        let reason = reason(why, self.rng)?;
        match to {
            Status::Concluded | Status::Withdrawn => {
                self.wind_up(due, number, to, &reason, list)?
            }
            Status::Referred => self.write_referral(due, number, list)?,
            _ => {}
        }
        let moved = case::move_to(&mut self.vault, number, to, Some(&reason), due.at, self.rng);
        match moved {
            Ok(Moving::Done(_)) if to == Status::Concluded => self.plan_care(due),
            Ok(Moving::Done(_)) => {}
            Ok(Moving::Waits(id)) => self.wait_for_second(due, id, to),
            // Too few may read this one: it waits until somebody is given access.
            Err(MoveToError::Proposal(err)) if matches!(*err, ProposalError::NoSecond { .. }) => {
                return Ok(());
            }
            Err(err) => return Err(err.into()),
        }
        self.count.acts += 1;
        match to {
            Status::Assessing => self.triage(due, number, &reason),
            Status::Handling | Status::Investigating => self.note(due, number),
            _ => Ok(()),
        }
    }

    /// Judges what came of a case, and tells its reporter that it is closed.
    fn wind_up(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        to: Status,
        reason: &Reason,
        list: &Words,
    ) -> Result<(), PracticeError> {
        let line = self.line(number)?;
        let fate = self.dossiers[due.dossier].fate;
        let outcome = match to {
            Status::Withdrawn => Outcome::Withdrawn,
            _ => fate.outcome,
        };
        let mut judgements = vec![Judgement::Outcome(outcome)];
        // Whatever was left open is judged at the end.
        if line.class.misstand.current() == Some(&Misstand::NotYet) {
            judgements.push(Judgement::Misstand(Misstand::No));
        }
        self.judge(due, number, &judgements, reason)?;
        if to == Status::Withdrawn || fate.is_spam || !line.can_be_told() {
            return Ok(());
        }
        let until = term::local_day(due.at).plus_months(12);
        let values = [
            (Field::LearningPoint, Value::LeftOut),
            (Field::MessagesUntil, Value::Day(until)),
            (Field::Appeal, Value::Text(list.appeal.to_owned())),
        ];
        self.send_from(due, number, TemplateKind::Closure, &values)
    }

    /// Lets a second person look at it within the next days.
    pub(super) fn wait_for_second(&mut self, due: &Due, id: ProposalId, to: Status) {
        self.dossiers[due.dossier].proposed = Some((id, to));
        let later = due.at + self.rng.random_range(1..30) * HOUR;
        let at = office(later, self.rng);
        self.add(due.dossier, at, Step::Approve);
    }

    /// Proposes to delete a case whose term is over (R152), as the coordinator.
    fn delete(&mut self, due: &Due, number: &CaseNumber) -> Result<(), PracticeError> {
        self.sit_down(0);
        // The end of a term is noticed by whoever opens the vault.
        trail::note_opened(&mut self.vault, due.at, self.rng)?;
        let number = number.clone();
        let why = reason(DELETION, self.rng)?;
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
    ) -> Result<(), PracticeError> {
        let dossier = &self.dossiers[due.dossier];
        let main = dossier
            .reporter
            .as_ref()
            .map_or(Category::Xx, |it| it.category);
        let triage = draw_triage(main, &dossier.fate, self.rng);
        case::triage(
            &mut self.vault,
            number,
            &triage,
            Some(reason),
            due.at,
            self.rng,
        )?;
        let Some((unit, part)) = UNITS.choose(self.rng) else {
            return Ok(());
        };
        case::set_unit(&mut self.vault, number, unit, due.at, self.rng)?;
        self.count.acts += 2;
        let part = Judgement::Part(Some(part.parse()?));
        self.judge(due, number, &[part], reason)
    }

    fn note(&mut self, due: &Due, number: &CaseNumber) -> Result<(), PracticeError> {
        if self.rng.random_bool(0.5) {
            let text = pick(NOTES, self.rng);
            case::add_note(&mut self.vault, number, text, due.at, self.rng)?;
            self.count.acts += 1;
        }
        if self.rng.random_bool(0.25) {
            self.set_task(due, number)?;
        }
        Ok(())
    }

    fn judge(
        &mut self,
        due: &Due,
        number: &CaseNumber,
        judgements: &[Judgement],
        reason: &Reason,
    ) -> Result<(), PracticeError> {
        case::classify(
            &mut self.vault,
            number,
            judgements,
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
        match proposal::approve_any(&mut self.vault, id, None, due.at, self.rng) {
            // A letter came meanwhile, or somebody read one.
            Err(ProposalError::Stale) => return Ok(()),
            approved => approved?,
        }
        self.count.acts += 1;
        match to {
            Status::Destroyed => {
                let dossier = &mut self.dossiers[due.dossier];
                dossier.number = None;
                dossier.is_gone = true;
            }
            Status::Concluded => self.plan_care(due),
            _ => {}
        }
        Ok(())
    }
}

pub(super) fn reason(list: &[&'static str], rng: &mut StdRng) -> Result<Reason, VaultError> {
    // A sentence: never empty and never too long.
    let damaged = |_| VaultError::Damaged { part: "practice" };
    Reason::parse(pick(list, rng)).map_err(damaged)
}

fn draw_triage(main: Category, fate: &Fate, rng: &mut StdRng) -> Triage {
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
        route: Some(fate.route),
    }
}

fn pick_one<T: Copy>(all: &[T], or: T, rng: &mut StdRng) -> T {
    all.choose(rng).copied().unwrap_or(or)
}
