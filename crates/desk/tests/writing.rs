//! Notes, tasks, drafts and templates: what stays with the team, and what goes out after two acts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_casework::template::{Field, TemplateKind, Value};
use bellrope_casework::vocabulary::Word as _;
use bellrope_desk::case::{
    self, CaseNumber, CaseView, DraftError, NewTask, ReplyError, TaskEnd, TaskError, TaskSort,
};
use bellrope_desk::configuration::{self, Part};
use bellrope_desk::{reply_batch, trail};
use bellrope_protocol::time::Day;

use support::{DAY, World, a_reported_world};

const NOTE: &str = "Jansen belde: de beheerder heet Pietersen.";

impl World {
    fn view(&self, number: &CaseNumber) -> CaseView {
        case::show(&self.vault, number).unwrap()
    }

    fn note(&mut self, number: &CaseNumber, text: &str) {
        case::add_note(&mut self.vault, number, text, self.now, &mut self.rng).unwrap();
    }

    fn draft(
        &mut self,
        number: &CaseNumber,
        kind: TemplateKind,
        values: &[(Field, Value)],
    ) -> Result<String, DraftError> {
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        let rendered = case::draft_from(vault, number, kind, values, self.now, rng)?;
        Ok(rendered.text)
    }

    fn send(&mut self, number: &CaseNumber, kind: TemplateKind) -> Result<case::Sent, ReplyError> {
        case::send(&mut self.vault, number, Some(kind), self.now, &mut self.rng)
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn note_stays_with_the_team() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    world.note(&number, NOTE);
    assert_eq!(reply_batch::waiting(&world.vault).unwrap(), 0);
    world.pass(DAY);
    world.export();
    let texts = reporter.read(&world.relay).texts();
    assert!(texts.is_empty());
    let view = world.view(&number);
    assert_eq!(view.notes[0].text, NOTE);
    assert_eq!(view.notes[0].by, world.vault.me().unwrap());
    let trail = trail::export(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert!(trail.contains("note-added") && !trail.contains("Pietersen"));
}

#[test]
fn tasks_of_all_cases_are_listed_by_day_without_words() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let day = |label: &str| label.parse::<Day>().unwrap();
    for (sort, due, text) in [
        (TaskSort::Interview, day("2026-12-10"), "Pietersen horen"),
        (TaskSort::Contact, day("2026-12-01"), ""),
    ] {
        let task = NewTask { sort, due, text };
        case::set_task(&mut world.vault, &number, task, world.now, &mut world.rng).unwrap();
    }
    let tasks = case::tasks(&world.vault).unwrap();
    let numbers: Vec<usize> = tasks.iter().map(|task| task.number).collect();
    assert_eq!(numbers, [2, 1]);
    assert!(tasks.iter().all(|task| task.text.is_empty()));
    let mut end = |task, end| {
        case::end_task(
            &mut world.vault,
            &number,
            task,
            end,
            world.now,
            &mut world.rng,
        )
    };
    end(1, TaskEnd::Skipped).unwrap();
    for task in [0, 1, 3] {
        let refused = end(task, TaskEnd::Done).unwrap_err();
        assert!(matches!(refused, TaskError::NoTask { .. }), "{refused}");
    }
    assert_eq!(case::tasks(&world.vault).unwrap().len(), 1);
    let view = world.view(&number);
    assert_eq!(view.tasks[0].text, "Pietersen horen");
    assert!(matches!(view.tasks[0].end, Some((TaskEnd::Skipped, _))));
}

#[test]
fn acknowledgement_is_drafted_at_import_from_its_template() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let view = world.view(&number);
    let [draft] = view.drafts.as_slice() else {
        panic!("one draft");
    };
    assert_eq!(draft.kind, Some(TemplateKind::Acknowledgement));
    assert!(draft.text.starts_with(&format!(
        "Dank u wel voor uw melding. Wij hebben die op 23 november 2026 gekregen. Het nummer is \
         {number}."
    )));
    assert!(
        draft
            .text
            .contains("Heeft u nu hulp nodig? Bij gevaar: bel 112.")
    );
    assert!(!draft.text.contains('{') && !draft.text.contains(".."));
    world.acknowledge(&number).unwrap();
    world.pass(DAY);
    world.export();
    assert_eq!(reporter.read(&world.relay).texts()[0].text, draft.text);
}

#[test]
fn own_wording_counts_from_the_next_draft() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let toml = "[[template]]\nkind = \"aftercare\"\nlang = \"nl\"\nversion = 2\n\
                text = \"Het is nu {months} geleden. Gaat het goed met u? Vertel het ons.\"\n";
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    configuration::configure(vault, Part::Templates, toml, world.now, rng).unwrap();
    let refused = configuration::configure(vault, Part::Templates, "text = 1", world.now, rng);
    assert!(refused.is_err());
    let months = [(Field::Months, Value::Months(3))];
    let drafted = world.draft(&number, TemplateKind::Aftercare, &months);
    assert_eq!(
        drafted.unwrap(),
        "Het is nu 3 maanden geleden. Gaat het goed met u? Vertel het ons."
    );
    let trail = trail::export(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert_eq!(trail.matches("\"act\":\"configured\"").count(), 1);
}

#[test]
fn request_waits_for_the_reporter_and_interim_does_not() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing]);
    let steps = [
        (Field::StepDone, text("wij lazen alles")),
        (Field::StepNext, text("wij bellen")),
    ];
    world.draft(&number, TemplateKind::Interim, &steps).unwrap();
    let question = [
        (Field::Question, text("Wanneer was dat?")),
        (Field::AnswerBy, Value::Day("2026-12-14".parse().unwrap())),
    ];
    world
        .draft(&number, TemplateKind::Request, &question)
        .unwrap();
    assert_eq!(world.view(&number).drafts.len(), 2 + 1);
    world.send(&number, TemplateKind::Interim).unwrap();
    assert_eq!(world.view(&number).summary.status, Status::Assessing);
    let preview = case::preview(&world.vault, &number, Some(TemplateKind::Request)).unwrap();
    assert_eq!(preview.moves_to, Some(Status::WaitingForReporter));
    world.send(&number, TemplateKind::Request).unwrap();
    let view = world.view(&number);
    assert_eq!(view.summary.status, Status::WaitingForReporter);
    let refused = world.send(&number, TemplateKind::Request).unwrap_err();
    assert!(matches!(refused, ReplyError::NoDraft { .. }), "{refused}");
}

#[test]
fn feedback_needs_both_its_parts_and_no_other_text_is_feedback() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing, Status::Handling]);
    let halves = [
        (Field::Assessment, text("er is iets mis")),
        (Field::Reason, text("zo is het")),
        (Field::Ground, Value::LeftOut),
    ];
    let refused = world.draft(&number, TemplateKind::Feedback, &halves);
    let Err(DraftError::Fields(missing)) = refused else {
        panic!("it was drafted");
    };
    assert_eq!(missing.fields, [Field::FollowUp]);
    let feedback = Some(TemplateKind::Feedback);
    let refused = case::draft_free(
        &mut world.vault,
        &number,
        feedback,
        "Het is klaar.",
        world.now,
        &mut world.rng,
    );
    assert!(matches!(refused, Err(DraftError::Feedback)));
    // Everything else may be sent, and the clock runs on.
    for kind in TemplateKind::ALL.iter().filter(|kind| !kind.is_feedback()) {
        let (vault, rng) = (&mut world.vault, &mut world.rng);
        case::draft_free(
            vault,
            &number,
            Some(*kind),
            "Wij zijn bezig.",
            world.now,
            rng,
        )
        .unwrap();
        let before = world.view(&number).fed_back;
        world.send(&number, *kind).unwrap();
        assert_eq!(
            (before, world.view(&number).fed_back),
            (None, None),
            "{kind}"
        );
        if world.view(&number).summary.status != Status::Handling {
            world.go(&number, &[Status::Handling]);
        }
    }
    world.give_feedback(&number);
    let view = world.view(&number);
    assert_eq!(view.fed_back.unwrap().to_string(), "2026-11-23");
    assert_eq!(view.summary.status, Status::FeedbackGiven);
}

#[test]
fn feedback_on_a_case_that_nobody_handles_is_refused_and_stays_a_draft() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let values = [
        (Field::Assessment, text("er is iets mis")),
        (Field::FollowUp, text("het wordt hersteld")),
        (Field::Reason, text("zo is het")),
        (Field::Ground, Value::LeftOut),
    ];
    world
        .draft(&number, TemplateKind::Feedback, &values)
        .unwrap();
    let refused = world.send(&number, TemplateKind::Feedback).unwrap_err();
    assert!(matches!(refused, ReplyError::Move(_)), "{refused}");
    assert_eq!(reply_batch::waiting(&world.vault).unwrap(), 0);
    assert_eq!(world.view(&number).drafts.len(), 2);
}
