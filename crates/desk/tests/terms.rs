//! The board of terms: what is due over all cases, from the register alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_casework::template::TemplateKind;
use bellrope_casework::term::{Clock, Group, TermKind};
use bellrope_casework::vocabulary::{ContactKind, Lang};
use bellrope_desk::case::{self, CaseNumber, ClockError, Judgement, NewTask, Reply, TaskSort};
use bellrope_desk::configuration::{self, Part};
use bellrope_desk::person::Role;
use bellrope_desk::terms::{self, Scope};
use bellrope_desk::vault::Passphrase;
use bellrope_protocol::time::Day;
use zeroize::Zeroizing;

use support::{DAY, World, a_reported_world};

impl World {
    /// The board, a line for each term.
    fn terms(&self, scope: Scope) -> Vec<String> {
        let rows = terms::board(&self.vault, scope, self.now).unwrap();
        let line =
            |(group, row): &terms::Row| format!("{group} {} {}", row.term.kind, row.term.due);
        rows.iter().map(line).collect()
    }

    fn promise(&mut self, toml: &str) {
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        configuration::configure(vault, Part::Promises, toml, self.now, rng).unwrap();
    }

    fn write(&mut self, number: &CaseNumber) {
        let text = "Wij zijn nog bezig.";
        let reply = Reply { number, text };
        case::reply(&mut self.vault, reply, self.now, &mut self.rng).unwrap();
    }
}

fn day(label: &str) -> Day {
    label.parse().unwrap()
}

#[test]
fn new_case_has_the_terms_of_the_law() {
    // Received on Monday 23 November 2026 (R075, R076).
    let (mut world, _) = a_reported_world();
    assert_eq!(
        world.terms(Scope::Team),
        [
            "within-7 acknowledgement 2026-11-30",
            "later feedback 2027-02-28"
        ]
    );
    world.pass(8 * DAY);
    assert_eq!(
        world.terms(Scope::Team)[0],
        "overdue acknowledgement 2026-11-30"
    );
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    assert_eq!(world.terms(Scope::Team), ["later feedback 2027-02-28"]);
}

#[test]
fn only_feedback_stops_the_clock_of_feedback() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing, Status::Handling]);
    world.write(&number);
    let feedback = |world: &World| {
        let rows = terms::board(&world.vault, Scope::Team, world.now).unwrap();
        rows.iter()
            .any(|(_, row)| row.term.kind == TermKind::Feedback)
    };
    assert!(feedback(&world));
    world.give_feedback(&number);
    assert!(!feedback(&world));
    let terms = terms::of_case(&world.vault, &number).unwrap();
    let kept = terms.iter().find(|it| it.kind == TermKind::Feedback);
    assert_eq!(kept.unwrap().done, Some(day("2026-11-23")));
}

#[test]
fn own_promises_are_measured_and_rest_while_a_case_is_suspended() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.promise("acknowledge = { working-days = 2 }\ninterim_weeks = 4\n");
    assert_eq!(
        world.terms(Scope::Team)[0],
        "within-3 own-acknowledgement 2026-11-25"
    );
    world.acknowledge(&number).unwrap();
    world.go(&number, &[Status::Assessing, Status::Handling]);
    let interim = |world: &World| {
        let lines = world.terms(Scope::Team);
        lines.into_iter().find(|line| line.contains("interim"))
    };
    assert_eq!(interim(&world).unwrap(), "within-30 interim 2026-12-21");
    world.pass(14 * DAY);
    world.write(&number);
    assert_eq!(interim(&world).unwrap(), "within-30 interim 2027-01-04");
    world.go(&number, &[Status::OnHold]);
    assert_eq!(interim(&world), None);
    assert_eq!(world.terms(Scope::Team), ["later feedback 2027-02-23"]);
}

#[test]
fn clocks_tasks_and_kinds_stand_on_the_board() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let (now, clock) = (
        world.now,
        Clock::Complaint {
            by_committee: true,
            adjourned_weeks: 0,
            agreed_until: None,
        },
    );
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let due = case::set_clock(vault, &number, clock, day("2026-11-23"), now, rng);
    assert_eq!(due.unwrap(), day("2027-02-01"));
    let refused = case::set_clock(
        vault,
        &number,
        Clock::Acknowledgement,
        day("2026-11-23"),
        now,
        rng,
    );
    assert!(matches!(refused, Err(ClockError::EveryCase)));
    let task = NewTask {
        sort: TaskSort::Contact,
        due: day("2026-11-24"),
        text: "bellen",
    };
    case::set_task(vault, &number, task, now, rng).unwrap();
    let advice = [Judgement::Kind(ContactKind::Advice)];
    case::classify(vault, &number, &advice, None, now, rng).unwrap();
    let lines = world.terms(Scope::Team);
    for line in [
        "within-3 task 2026-11-24",
        "within-15 advice 2026-12-07",
        "later complaint 2027-02-01",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line}: {lines:?}");
    }
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::meet_clock(vault, &number, now, rng).unwrap();
    let again = case::meet_clock(vault, &number, now, rng);
    assert!(matches!(again, Err(ClockError::None)));
    assert!(
        !world
            .terms(Scope::Team)
            .iter()
            .any(|it| it.contains("complaint"))
    );
}

#[test]
fn own_terms_are_those_of_cases_that_are_open_to_me() {
    let (mut world, _) = a_reported_world();
    let his = Passphrase::new(Zeroizing::new("elf blauwe tegels in de regen".to_owned()));
    world.add("Bram Kuiper", Role::Caseworker, &his);
    assert_eq!(world.terms(Scope::Own), world.terms(Scope::Team));
    let world = world.sit_down(&his);
    assert!(world.terms(Scope::Own).is_empty());
    assert_eq!(world.terms(Scope::Team).len(), 2);
}

#[test]
fn calendar_has_numbers_and_terms_and_the_same_events_again() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let calendar = |world: &mut World| {
        let (vault, rng) = (&mut world.vault, &mut world.rng);
        terms::calendar(vault, Scope::Own, Lang::Dutch, world.now, rng).unwrap()
    };
    let first = calendar(&mut world);
    assert_eq!(first.matches("BEGIN:VEVENT").count(), 2);
    assert!(first.contains(&format!("SUMMARY:{number}: Terugkoppeling")));
    assert!(!first.contains("sleutels") && !first.contains("Zakelijke"));
    let uids = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("UID:"));
        lines.map(str::to_owned).collect()
    };
    world.acknowledge(&number).unwrap();
    let second = calendar(&mut world);
    assert_eq!(uids(&second), [uids(&first)[1].clone()]);
    let entries = world.entries();
    let exports = entries
        .iter()
        .filter(|it| it.entry.act.code() == "calendar-exported");
    assert_eq!(exports.count(), 2);
}

#[test]
fn closing_plans_aftercare_and_a_moment_that_is_skipped_stays_visible() {
    use bellrope_casework::aftercare::Standing;
    use bellrope_casework::reason::Reason;
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing, Status::Concluded]);
    let due: Vec<String> = world.terms(Scope::Team);
    assert_eq!(
        due,
        [
            "within-30 aftercare 2026-12-23",
            "later aftercare 2027-02-23",
            "later aftercare 2027-05-23",
            "later aftercare 2027-11-23",
        ]
    );
    let why = Reason::parse("de melder vroeg om rust").unwrap();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::note_aftercare(vault, &number, 1, Some(&why), world.now, rng).unwrap();
    let twice = case::note_aftercare(vault, &number, 1, None, world.now, rng);
    assert!(twice.is_err());
    assert!(case::note_aftercare(vault, &number, 2, None, world.now, rng).is_err());
    // Asking by letter notes the moment that is due.
    world.pass(95 * DAY);
    let months = [(
        bellrope_casework::template::Field::Months,
        bellrope_casework::template::Value::Months(3),
    )];
    let kind = TemplateKind::Aftercare;
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::draft_from(vault, &number, kind, &months, world.now, rng).unwrap();
    case::send(vault, &number, Some(kind), world.now, rng).unwrap();
    world.pass(120 * DAY);
    let moments = case::aftercare(&world.vault, &number, world.now).unwrap();
    let standing: Vec<Standing> = moments.iter().map(|(_, standing)| *standing).collect();
    assert_eq!(
        standing,
        [
            Standing::Skipped,
            Standing::Done,
            Standing::Due,
            Standing::Planned
        ]
    );
    let rows = terms::board(&world.vault, Scope::Team, world.now).unwrap();
    assert_eq!(rows[0].0, Group::Overdue);
    // Reopening ends them.
    world.go(&number, &[Status::Reopened]);
    assert!(
        case::aftercare(&world.vault, &number, world.now)
            .unwrap()
            .is_empty()
    );
}
