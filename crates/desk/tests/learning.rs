//! What the organisation learns: learning points apart from cases, measures, the yearly evaluation.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeSet;

use bellrope_casework::learning::{Evaluation, EvaluationError, MeasureKind, MeasureMoveError};
use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, MeasureState, OrganisationalMeasure};
use bellrope_desk::learning::{self, LearningError, Learnt, MeasureCount, MeasureWords, NewPoint};
use bellrope_desk::person::Role;
use bellrope_desk::right::RightError;
use bellrope_desk::vault::VaultError;
use bellrope_figures::fact::CountedList;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};

use support::{DAY, World, a_reported_world, his, passphrase};

const LEARNT: &str = "De uitgifte van sleutels hoort op papier.";

fn a_point(text: &str) -> NewPoint<'_> {
    NewPoint {
        category: Some(Category::Zs1),
        part: "",
        text,
        looked: false,
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn a_measure(title: &str, target: &str) -> MeasureWords {
    MeasureWords {
        kind: MeasureKind::Organisational(OrganisationalMeasure::Process),
        title: title.to_owned(),
        owner: "hoofd logistiek".to_owned(),
        budget: "1.4.200".to_owned(),
        initiative: "Sleutelplan".to_owned(),
        start: None,
        target: day(target),
        points: BTreeSet::new(),
    }
}

fn note(world: &mut World, words: &MeasureWords) -> Result<u32, LearningError> {
    learning::note_measure(&mut world.vault, words, false, world.now, &mut world.rng)
}

fn go(
    world: &mut World,
    number: u32,
    to: MeasureState,
    why: Option<&str>,
) -> Result<(), LearningError> {
    let why = why.map(|text| Reason::parse(text).unwrap());
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    learning::move_measure(vault, number, to, why.as_ref(), false, world.now, rng)
}

#[test]
fn closed_case_is_asked_until_somebody_answers() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    assert_eq!(
        learning::unanswered(&world.vault.read().unwrap()).unwrap(),
        []
    );
    world.acknowledge(&number).unwrap();
    world.go(&number, &[Status::Assessing, Status::Concluded]);
    let asked = learning::unanswered(&world.vault.read().unwrap()).unwrap();
    assert_eq!(asked, std::slice::from_ref(&number));
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    assert_eq!(
        learning::answer(vault, &number, None, world.now, rng).unwrap(),
        None
    );
    let reading = world.vault.read().unwrap();
    assert_eq!(learning::unanswered(&reading).unwrap(), []);
    let (learnt, points) = learning::answered(&reading, &number).unwrap();
    assert_eq!((learnt, points.len()), (Some(Learnt::Nothing), 0));
    drop(reading);
    // A point can be made later.
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let made = learning::answer(vault, &number, Some(&a_point(LEARNT)), world.now, rng);
    let made = made.unwrap().unwrap();
    let (learnt, points) = learning::answered(&world.vault.read().unwrap(), &number).unwrap();
    assert_eq!(learnt, Some(Learnt::Point));
    assert_eq!(
        (points[0].number, points[0].now().text.as_str()),
        (made, LEARNT)
    );
}

#[test]
fn point_says_nothing_of_its_case_outside_it() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let made = learning::answer(vault, &number, Some(&a_point(LEARNT)), world.now, rng);
    let made = made.unwrap().unwrap();
    let point = learning::point(&world.vault.read().unwrap(), made).unwrap();
    // Neither who nor when: beside the trail that would say which case.
    assert_eq!(point.now().written, None);
    assert!(
        !serde_json::to_string(&point)
            .unwrap()
            .contains(number.as_str())
    );
    let trail = world.entries();
    let entry = trail
        .iter()
        .find(|it| it.entry.act == Act::LearningAnswered)
        .unwrap();
    assert_eq!(entry.entry.number(Key::Item), None);
    assert!(trail.iter().all(|it| it.entry.act != Act::LearningNoted));
    // Somebody who does not read the case reads the point, and not where it came from.
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let world = world.sit_down(&his());
    let reading = world.vault.read().unwrap();
    assert_eq!(learning::points(&reading).unwrap(), [point]);
    let closed = learning::answered(&reading, &number);
    assert!(matches!(
        closed,
        Err(LearningError::Vault(VaultError::Closed { .. }))
    ));
}

#[test]
fn point_is_worded_anew_and_the_old_words_stay() {
    let (mut world, _) = a_reported_world();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let number = learning::note_point(vault, &a_point(LEARNT), world.now, rng).unwrap();
    let better = "Leg uitgifte van sleutels vast, en controleer dat ieder kwartaal.";
    learning::change_point(vault, number, &a_point(better), world.now + DAY, rng).unwrap();
    let point = learning::point(&world.vault.read().unwrap(), number).unwrap();
    assert_eq!(point.now().text, better);
    assert_eq!(point.before().len(), 1);
    assert_eq!(point.before()[0].text, LEARNT);
    assert_eq!(point.year, 2026);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let absent = learning::change_point(vault, 7, &a_point(better), world.now, rng);
    assert!(matches!(absent, Err(LearningError::NoPoint { number: 7 })));
}

#[test]
fn names_are_warned_of_and_a_person_decides() {
    let (mut world, _) = a_reported_world();
    let text = "De sleutels van Jan de Vries liggen open.";
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let refused = learning::note_point(vault, &a_point(text), world.now, rng).unwrap_err();
    let LearningError::Named { words } = &refused else {
        panic!("{refused}");
    };
    assert!(words.iter().any(|words| words.contains("Vries")));
    // Neither text shows them: an error may be logged.
    assert!(!format!("{refused} {refused:?}").contains("Vries"));
    assert!(learning::points(&vault.read().unwrap()).unwrap().is_empty());
    let looked = NewPoint {
        looked: true,
        ..a_point(text)
    };
    learning::note_point(vault, &looked, world.now, rng).unwrap();
    let empty = learning::note_point(vault, &a_point("  "), world.now, rng);
    assert!(matches!(empty, Err(LearningError::Empty)));
    let long = "a".repeat(2_001);
    let long = learning::note_point(vault, &a_point(&long), world.now, rng);
    assert!(matches!(
        long,
        Err(LearningError::TooLong {
            len: 2_001,
            most: 2_000
        })
    ));
    // Whose job something is, is a function.
    let mut words = a_measure("Sleutelkast", "2027-03-01");
    words.owner = "sergeant Bakker".to_owned();
    let refused = note(&mut world, &words);
    assert!(matches!(refused, Err(LearningError::Named { .. })));
}

#[test]
fn measure_goes_from_proposed_to_evaluated_with_its_effect() {
    use MeasureState::{Decided, Done, Evaluated, InProgress};
    let (mut world, _) = a_reported_world();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let point = learning::note_point(vault, &a_point(LEARNT), world.now, rng).unwrap();
    let mut words = a_measure("Sleutelkast met uitgifteboek", "2027-03-01");
    words.points.insert(point);
    let number = note(&mut world, &words).unwrap();
    let skipped = go(&mut world, number, Done, None).unwrap_err();
    assert!(matches!(
        skipped,
        LearningError::Move(MeasureMoveError::NotAllowed { .. })
    ));
    for state in [Decided, InProgress, Done] {
        go(&mut world, number, state, None).unwrap();
        world.now += DAY;
    }
    let silent = go(&mut world, number, Evaluated, None).unwrap_err();
    assert!(matches!(
        silent,
        LearningError::Move(MeasureMoveError::NoWords { .. })
    ));
    go(
        &mut world,
        number,
        Evaluated,
        Some("Er raakte niets meer weg."),
    )
    .unwrap();
    let measure = learning::measure(&world.vault.read().unwrap(), number).unwrap();
    let effect = measure.course.effect().map(Reason::as_str);
    assert_eq!(effect, Some("Er raakte niets meer weg."));
    assert_eq!(measure.words(), &words);
    assert_eq!(measure.course.steps().count(), 5);
    let moved = world
        .entries()
        .iter()
        .filter(|it| it.entry.act == Act::MeasureMoved)
        .count();
    assert_eq!(moved, 4);
}

#[test]
fn measure_is_refused_that_ends_before_it_begins_or_comes_of_nothing() {
    let (mut world, _) = a_reported_world();
    let mut words = a_measure("Sleutelkast", "2027-03-01");
    words.start = Some(day("2027-03-02"));
    let backwards = note(&mut world, &words);
    assert!(matches!(backwards, Err(LearningError::Backwards)));
    words.start = Some(day("2027-03-01"));
    words.points.insert(123_456);
    let of_nothing = note(&mut world, &words);
    assert!(matches!(
        of_nothing,
        Err(LearningError::NoPoint { number: 123_456 })
    ));
    words.points.clear();
    let number = note(&mut world, &words).unwrap();
    assert_eq!(number, 1);
    words.target = day("2027-06-01");
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    learning::change_measure(vault, number, &words, false, world.now, rng).unwrap();
    let measure = learning::measure(&world.vault.read().unwrap(), number).unwrap();
    let before: Vec<Day> = measure.before().map(|(_, _, words)| words.target).collect();
    assert_eq!(before, [day("2027-03-01")]);
}

#[test]
fn caseworker_reads_measures_and_does_not_write_them() {
    let (mut world, _) = a_reported_world();
    note(&mut world, &a_measure("Sleutelkast", "2027-03-01")).unwrap();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let mut world = world.sit_down(&his());
    let refused = note(&mut world, &a_measure("Cursus", "2027-03-01"));
    assert!(matches!(
        refused,
        Err(LearningError::Right(RightError::Missing { .. }))
    ));
    assert_eq!(
        learning::measures(&world.vault.read().unwrap())
            .unwrap()
            .len(),
        1
    );
    let world = world.sit_down(&passphrase());
    assert_eq!(
        learning::measures(&world.vault.read().unwrap())
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn counts_are_those_of_the_end_of_the_year() {
    use MeasureState::{Decided, Proposed};
    let (mut world, _) = a_reported_world();
    let kind = MeasureKind::Organisational(OrganisationalMeasure::Process);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    learning::note_point(vault, &a_point(LEARNT), world.now, rng).unwrap();
    note(&mut world, &a_measure("Sleutelkast", "2026-12-15")).unwrap();
    let second = note(&mut world, &a_measure("Uitgifteboek", "2027-12-15")).unwrap();
    // Decided in the year after.
    world.now += 60 * DAY;
    go(&mut world, second, Decided, None).unwrap();
    let reading = world.vault.read().unwrap();
    let of_2026 = learning::measure_counts(&reading, 2026, world.now).unwrap();
    let count = |state, count| MeasureCount { kind, state, count };
    assert_eq!(of_2026.measures, [count(Proposed, 2)]);
    assert_eq!(of_2026.overdue, 1);
    assert_eq!(of_2026.points.values().sum::<u64>(), 1);
    let of_2027 = learning::measure_counts(&reading, 2027, world.now).unwrap();
    assert_eq!(of_2027.measures, [count(Proposed, 1), count(Decided, 1)]);
    assert_eq!(of_2027.points.values().sum::<u64>(), 0);
    let of_2025 = learning::measure_counts(&reading, 2025, world.now).unwrap();
    assert!(of_2025.measures.is_empty() && of_2025.overdue == 0);
}

#[test]
fn figures_take_points_and_measures_in_sum() {
    use MeasureState::{Decided, InProgress};
    let (mut world, _) = a_reported_world();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let point = learning::note_point(vault, &a_point(LEARNT), world.now, rng).unwrap();
    learning::note_point(vault, &a_point(LEARNT), world.now, rng).unwrap();
    let mut words = a_measure("Sleutelkast", "2027-03-01");
    words.points.insert(point);
    let first = note(&mut world, &words).unwrap();
    words.kind = MeasureKind::of_code("transfer").unwrap();
    let second = note(&mut world, &words).unwrap();
    go(&mut world, first, Decided, None).unwrap();
    go(&mut world, second, Decided, None).unwrap();
    world.now += 60 * DAY;
    go(&mut world, first, InProgress, None).unwrap();
    let facts = bellrope_desk::figures::facts(&world.vault.read().unwrap(), world.now).unwrap();
    let counted: Vec<(CountedList, u16, &str, u32)> = facts
        .counted
        .iter()
        .map(|it| (it.list, it.year, it.code.as_str(), it.count))
        .collect();
    assert_eq!(
        counted,
        [
            // Measures towards persons stand in a table of their own.
            (CountedList::MeasureKinds, 2026, "process", 1),
            (CountedList::MeasureStates, 2026, "decided", 2),
            (CountedList::MeasureStates, 2027, "decided", 1),
            (CountedList::MeasureStates, 2027, "in-progress", 1),
            (CountedList::LearningPoints, 2026, "none", 1),
            (CountedList::LearningPoints, 2026, "under-way", 1),
            (CountedList::MeasureTerms, 2026, "in-time", 2),
            (CountedList::MeasureTerms, 2027, "in-time", 2),
        ]
    );
    let days: Vec<Day> = facts
        .personal_measures
        .iter()
        .map(|(_, day)| *day)
        .collect();
    assert_eq!(days, [day("2026-11-23")]);
    assert!(facts.diversity.is_empty());
}

#[test]
fn evaluation_is_written_once_a_year_and_changed() {
    let (mut world, _) = a_reported_world();
    let mut evaluation = Evaluation::blank(2026);
    evaluation.phases[0].text = "Alle termijnen zijn gehaald, zie {T7}.".to_owned();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    learning::write_evaluation(vault, &evaluation, false, world.now, rng).unwrap();
    evaluation.phases[0].changed = "Vorig jaar haalden wij er drie niet.".to_owned();
    learning::write_evaluation(vault, &evaluation, false, world.now + DAY, rng).unwrap();
    let written = learning::evaluation(&vault.read().unwrap(), 2026)
        .unwrap()
        .unwrap();
    assert_eq!(written.evaluation, evaluation);
    assert_eq!(written.versions, 2);
    assert!(
        learning::evaluation(&vault.read().unwrap(), 2025)
            .unwrap()
            .is_none()
    );
    evaluation.changes = "Zie {T99}.".to_owned();
    let refused = learning::write_evaluation(vault, &evaluation, false, world.now, rng);
    let no_table = EvaluationError::NoTable { number: 99 };
    assert!(matches!(refused, Err(LearningError::Evaluation(err)) if err == no_table));
    assert_eq!(
        learning::evaluations(&vault.read().unwrap()).unwrap().len(),
        1
    );
}
