//! Triage, classification, hearings and the completeness of a dossier.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::completeness::RecordKind;
use bellrope_casework::hearing::{MinutesState, RecordForm};
use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Eyes, Status};
use bellrope_casework::triage::{Check, Completeness, Conflict, Danger, Detriment, Triage};
use bellrope_casework::vocabulary::{
    Category, CategorySet, ContactKind, IdentityLevel, Misstand, MisstandGround, Outcome,
    PartyRole, Risk, Route, Urgency,
};
use bellrope_desk::case::{
    self, CaseNumber, ClassifyError, HearingError, Judgement, MoveToError, NewHearing, TriageError,
};
use bellrope_protocol::content::{Behalf, LetterBody, Of, Unknown};

use support::{World, a_reported_world};

fn why() -> Reason {
    Reason::parse("zo staat het in de brief van Jansen").unwrap()
}

impl World {
    fn classify(
        &mut self,
        number: &CaseNumber,
        judgements: &[Judgement],
    ) -> Result<(), ClassifyError> {
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        case::classify(vault, number, judgements, Some(&why()), self.now, rng)
    }

    fn triage(
        &mut self,
        number: &CaseNumber,
        triage: &Triage,
        reason: Option<&Reason>,
    ) -> Result<Vec<Check>, TriageError> {
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        case::triage(vault, number, triage, reason, self.now, rng)
    }

    fn gaps(&self, number: &CaseNumber, to: Status) -> Vec<RecordKind> {
        case::passage(&self.vault, number, to).unwrap().gaps
    }

    fn heard(&mut self, number: &CaseNumber, party: PartyRole) {
        let hearing = NewHearing {
            party,
            form: RecordForm::Minutes,
            consent: None,
            text: "Jansen zei niets te weten.",
        };
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        let at = case::add_hearing(vault, number, hearing, self.now, rng).unwrap();
        let sent = MinutesState::Sent;
        case::go_on_hearing(vault, number, at, sent, None, self.now, rng).unwrap();
    }
}

fn complete() -> Triage {
    Triage {
        danger: Some(Danger::No),
        category: Some(CategorySet::new(Category::Zs2, [Category::Og4])),
        misstand: Some(Misstand::Yes(MisstandGround::PublicInterest)),
        completeness: Some(Completeness::Enough),
        conflict: Some(Conflict::None),
        detriment: Some(Detriment::Feared),
        retaliation: Some(Risk::High),
        urgency: Some(Urgency::High),
        route: Some(Route::FactFinding),
    }
}

#[test]
fn import_takes_what_the_report_says_of_itself() {
    let mut world = World::new();
    let reporter = world.reporter();
    let mut content = reporter.report(support::STORY, &mut world.rng);
    let LetterBody::Report(report) = &mut content.body else {
        panic!("a report");
    };
    report.kinds = vec!["ZS3".to_owned(), "OG1".to_owned(), "PS".to_owned()];
    report.behalf = Some(Behalf {
        of: Of::Another,
        consent: None,
        unknown: Unknown::new(),
    });
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let number = world.only_case();
    let class = case::show(&world.vault, &number).unwrap().classification;
    let set = CategorySet::new(Category::Zs3, [Category::Og1]);
    assert_eq!(class.categories[0].what, set);
    assert_eq!(class.categories[0].by, None);
    assert_eq!(class.kind[0].what, ContactKind::Report);
    assert_eq!(class.identity[0].what, IdentityLevel::Anonymous);
    assert!(class.on_behalf);
    // Of these words, the list shows the main category only.
    let summary = &case::summaries(&world.vault).unwrap()[0];
    assert_eq!(summary.category, Some(Category::Zs3));
}

#[test]
fn flag_keeps_its_history_with_days_and_reasons() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let yes = Misstand::Yes(MisstandGround::UnionLaw);
    for flag in [Misstand::NotYet, yes, Misstand::No] {
        world
            .classify(&number, &[Judgement::Misstand(flag)])
            .unwrap();
        world.pass(support::DAY);
    }
    let class = case::show(&world.vault, &number).unwrap().classification;
    let flags: Vec<Misstand> = class.misstand.iter().map(|it| it.what).collect();
    assert_eq!(flags, [Misstand::NotYet, yes, Misstand::No]);
    let days: Vec<String> = class.misstand.iter().map(|it| it.day.to_string()).collect();
    assert_eq!(days, ["2026-11-23", "2026-11-24", "2026-11-25"]);
    assert!(class.misstand.iter().all(|it| it.reason == Some(why())));
    let told: Vec<String> = world
        .entries()
        .iter()
        .filter_map(|it| {
            it.entry
                .value(bellrope_trail::Key::Misstand)
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(told, ["not-yet", "union-law", "no"]);
}

#[test]
fn flag_route_and_outcome_need_a_reason() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    for judgement in [
        Judgement::Misstand(Misstand::No),
        Judgement::Route(Route::Advice),
        Judgement::Outcome(Outcome::NotFound),
    ] {
        let (vault, rng) = (&mut world.vault, &mut world.rng);
        let all = [Judgement::Urgency(Urgency::Low), judgement];
        let refused = case::classify(vault, &number, &all, None, world.now, rng);
        assert!(matches!(refused, Err(ClassifyError::NoReason)));
    }
    let class = case::show(&world.vault, &number).unwrap().classification;
    assert!(class.urgency.is_empty());
}

#[test]
fn unit_is_content() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::set_unit(vault, &number, "13 Lichte Brigade", world.now, rng).unwrap();
    let class = case::show(vault, &number).unwrap().classification;
    assert_eq!(class.unit.as_deref(), Some("13 Lichte Brigade"));
    let refused = case::set_unit(vault, &number, &"x".repeat(401), world.now, rng);
    assert!(matches!(
        refused,
        Err(ClassifyError::UnitTooLong { len: 401 })
    ));
}

#[test]
fn triage_is_kept_as_far_as_it_is_and_noted_when_it_is_complete() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let half = Triage {
        danger: Some(Danger::Yes),
        ..Triage::default()
    };
    let missing = world.triage(&number, &half, None).unwrap();
    assert_eq!(missing.len(), 8);
    let view = case::triage_of(&world.vault, &number).unwrap();
    assert_eq!(
        (view.given, view.proposal.urgency),
        (half, Urgency::Immediate)
    );
    assert!(
        world
            .gaps(&number, Status::Handling)
            .contains(&RecordKind::Triage)
    );

    let refused = world.triage(&number, &complete(), None);
    assert!(matches!(refused, Err(TriageError::NoReason)));
    assert!(
        world
            .triage(&number, &complete(), Some(&why()))
            .unwrap()
            .is_empty()
    );
    assert!(
        !world
            .gaps(&number, Status::Handling)
            .contains(&RecordKind::Triage)
    );
    let class = case::show(&world.vault, &number).unwrap().classification;
    assert_eq!(class.route.last().unwrap().what, Route::FactFinding);
    assert_eq!(class.urgency.last().unwrap().what, Urgency::High);
    assert_eq!(class.categories.last().unwrap().what.main(), Category::Zs2);
}

#[test]
fn triage_of_somebody_with_an_interest_is_not_complete() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let interested = Triage {
        conflict: Some(Conflict::Some),
        ..complete()
    };
    world.triage(&number, &interested, None).unwrap();
    assert!(
        world
            .gaps(&number, Status::Handling)
            .contains(&RecordKind::Triage)
    );
}

#[test]
fn hearings_go_from_concept_to_agreed_and_a_recording_needs_consent() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let recording = NewHearing {
        party: PartyRole::Reporter,
        form: RecordForm::Recording,
        consent: None,
        text: "",
    };
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let refused = case::add_hearing(vault, &number, recording, world.now, rng);
    assert!(matches!(refused, Err(HearingError::Minutes(_))));
    world.heard(&number, PartyRole::Reporter);
    let go = |world: &mut World, state, correction: Option<&Reason>| {
        let (vault, rng) = (&mut world.vault, &mut world.rng);
        case::go_on_hearing(vault, &number, 1, state, correction, world.now, rng)
    };
    assert!(go(&mut world, MinutesState::Corrected, None).is_err());
    go(&mut world, MinutesState::Corrected, Some(&why())).unwrap();
    go(&mut world, MinutesState::Agreed, None).unwrap();
    assert!(go(&mut world, MinutesState::Sent, None).is_err());
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.hearings[0].minutes.state(), MinutesState::Agreed);
    assert_eq!(view.hearings[0].minutes.steps().len(), 4);
}

/// R105: closing with a gap takes a reason and a second reader; without one it takes neither.
#[test]
fn case_that_lacks_nothing_is_closed_by_one_person() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    world.triage(&number, &complete(), Some(&why())).unwrap();
    world.go(
        &number,
        &[Status::Assessing, Status::Handling, Status::Investigating],
    );
    world.heard(&number, PartyRole::Reporter);
    world.heard(&number, PartyRole::Accused);
    world.give_feedback(&number);
    let gaps = world.gaps(&number, Status::Concluded);
    assert_eq!(gaps, [RecordKind::Outcome, RecordKind::ClosingLetter]);
    let found = [Judgement::Outcome(Outcome::PartlyFound)];
    world.classify(&number, &found).unwrap();
    let closure = Some(bellrope_casework::template::TemplateKind::Closure);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::draft_free(
        vault,
        &number,
        closure,
        "Wij sluiten uw melding.",
        world.now,
        rng,
    )
    .unwrap();
    case::send(vault, &number, closure, world.now, rng).unwrap();
    assert!(world.gaps(&number, Status::Concluded).is_empty());
    world.go(&number, &[Status::Concluded]);
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.history.last().unwrap().eyes, Eyes::One);
}

#[test]
fn nothing_is_transferred_before_it_was_checked_for_what_gives_the_reporter_away() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing]);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let to = Status::Transferred;
    let refused = case::move_to(vault, &number, to, Some(&why()), world.now, rng);
    assert!(matches!(refused, Err(MoveToError::Unchecked)));
}
