//! The board of terms: what is due over all cases, from the register alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_casework::template::TemplateKind;
use bellrope_casework::term::{Clock, Group, State, TermKind};
use bellrope_casework::vocabulary::{ContactKind, Lang};
use bellrope_desk::case::{self, CaseNumber, ClockError, Judgement, NewTask, Reply, TaskSort};
use bellrope_desk::configuration::{self, ConfigureError, Part};
use bellrope_desk::person::Role;
use bellrope_desk::right::{Right, RightError};
use bellrope_desk::terms::{self, Kept, Scope, Suspended};
use bellrope_desk::vault::Passphrase;
use bellrope_protocol::time::Day;
use bellrope_trail::Act;
use zeroize::Zeroizing;

use support::{DAY, HOUR, World, a_reported_world, his};

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

/// The second at which somebody looks: noon, UTC.
fn noon(label: &str) -> u64 {
    day(label).start_secs() + 12 * HOUR
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
    // Nor does the list call it overdue once somebody goes on with it.
    world.go(&number, &[Status::Handling]);
    assert!(case::summaries(&world.vault).unwrap()[0].is_over());
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

/// A report that is received when so many days have passed.
fn a_world_reported_after(days: u64) -> (World, CaseNumber) {
    let mut world = World::new();
    world.pass(days * DAY);
    world.receive_report();
    world.import();
    let number = world.only_case();
    (world, number)
}

#[test]
fn law_s_terms_are_those_of_the_table_through_the_whole_desk() {
    // Days until receipt; days until somebody acknowledges; then the day of receipt, the last day
    // for acknowledging, the last day for feedback, and whether acknowledging was late.
    for (until, after, received, acknowledge, feedback, is_late) in [
        // The example of R076: acknowledged on the last day, and the end of February.
        (0, 7, "2026-11-23", "2026-11-30", "2027-02-28", false),
        (1, 6, "2026-11-24", "2026-12-01", "2027-02-28", false),
        (1, 0, "2026-11-24", "2026-12-01", "2027-02-24", false),
        // Who acknowledges late gains no time.
        (1, 12, "2026-11-24", "2026-12-01", "2027-03-01", true),
        (7, 0, "2026-11-30", "2026-12-07", "2027-02-28", false),
        // Over the end of a year.
        (36, 4, "2026-12-29", "2027-01-05", "2027-04-02", false),
        (36, 9, "2026-12-29", "2027-01-05", "2027-04-05", true),
    ] {
        let (mut world, number) = a_world_reported_after(until);
        let terms = terms::of_case(&world.vault, &number).unwrap();
        assert_eq!(terms[0].due, day(acknowledge), "{received} {after}");
        world.pass(after * DAY);
        world.acknowledge(&number).unwrap();
        let summary = &case::summaries(&world.vault).unwrap()[0];
        assert_eq!(summary.received, day(received), "{received} {after}");
        let terms = terms::of_case(&world.vault, &number).unwrap();
        assert_eq!(terms[0].kind, TermKind::Acknowledgement);
        let late = matches!(terms[0].state(day("2027-05-01")), State::Late { .. });
        assert_eq!(late, is_late, "{received} {after}");
        assert_eq!(terms[1].kind, TermKind::Feedback);
        assert_eq!(terms[1].due, day(feedback), "{received} {after}");
    }
}

#[test]
fn board_moves_a_term_from_group_to_group_as_the_clock_goes() {
    let (mut world, number) = a_world_reported_after(0);
    world.acknowledge(&number).unwrap();
    // Due on 2027-02-23; a clock that is set back shows what it showed then.
    for (now, group) in [
        ("2026-11-23", "later"),
        ("2027-01-23", "later"),
        ("2027-01-24", "within-30"),
        ("2027-02-08", "within-15"),
        ("2027-02-16", "within-7"),
        ("2027-02-20", "within-3"),
        ("2027-02-23", "within-3"),
        ("2027-02-24", "overdue"),
        ("2028-02-24", "overdue"),
        ("2026-12-01", "later"),
    ] {
        let rows = terms::board(&world.vault, Scope::Team, noon(now)).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].0.to_string(), group, "{now}");
    }
    // The day is the Dutch one: it begins an hour before that of UTC.
    let midnight = day("2027-02-24").start_secs();
    let group = |now| terms::board(&world.vault, Scope::Team, now).unwrap()[0].0;
    assert_eq!(group(midnight - HOUR - 1), Group::Within3);
    assert_eq!(group(midnight - HOUR), Group::Overdue);
}

#[test]
fn nothing_but_what_casework_says_stops_a_clock_of_the_law() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    world.promise("interim_weeks = 2\n");
    let due = |world: &World| {
        let terms = terms::of_case(&world.vault, &number).unwrap();
        let today = bellrope_casework::term::local_day(world.now);
        let open = terms
            .into_iter()
            .filter(|it| matches!(it.state(today), State::Open { .. } | State::Overdue { .. }));
        open.map(|it| it.kind).collect::<Vec<_>>()
    };
    world.acknowledge(&number).unwrap();
    assert_eq!(due(&world), [TermKind::Feedback, TermKind::Interim]);
    world.go(
        &number,
        &[Status::Assessing, Status::Handling, Status::OnHold],
    );
    assert_eq!(due(&world), [TermKind::Feedback]);
    let since = bellrope_casework::term::local_day(world.now);
    assert_eq!(
        terms::suspended(&world.vault, Scope::Own).unwrap(),
        [Suspended {
            number: number.clone(),
            since
        }]
    );
    // Another letter changes nothing of it.
    world.pass(DAY);
    let content = reporter.message("Er is meer.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    assert_eq!(due(&world), [TermKind::Feedback]);
    world.go(&number, &[Status::Handling]);
    assert_eq!(due(&world), [TermKind::Feedback, TermKind::Interim]);
    assert!(
        terms::suspended(&world.vault, Scope::Own)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn concluding_ends_what_is_open_and_reopening_makes_it_run_again() {
    let (mut world, number) = a_world_reported_after(0);
    world.acknowledge(&number).unwrap();
    world.go(&number, &[Status::Assessing]);
    let open = ["later feedback 2027-02-23"];
    assert_eq!(world.terms(Scope::Team), open);
    world.go(&number, &[Status::Concluded]);
    let feedback = |line: &String| line.contains("feedback");
    assert!(!world.terms(Scope::Team).iter().any(feedback));
    world.pass(100 * DAY);
    assert!(!world.terms(Scope::Team).iter().any(feedback));
    // The term is the old one: nobody wins time by closing a case for a while.
    world.go(&number, &[Status::Reopened]);
    assert_eq!(world.terms(Scope::Team), ["overdue feedback 2027-02-23"]);
}

#[test]
fn kept_counts_what_ended_in_time_and_what_did_not() {
    let (mut world, number) = a_world_reported_after(0);
    world.promise("acknowledge = { working-days = 2 }\n");
    world.pass(5 * DAY);
    world.acknowledge(&number).unwrap();
    let kept = |world: &World, from: &str, until: &str, now: &str| {
        let counts = terms::kept(&world.vault, day(from), day(until), noon(now)).unwrap();
        let line = |(kind, it): (&TermKind, &Kept)| {
            format!("{kind} {} {} {}", it.in_time, it.late, it.overdue)
        };
        counts.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        kept(&world, "2026-01-01", "2026-12-31", "2026-12-01"),
        ["acknowledgement 1 0 0", "own-acknowledgement 0 1 0"]
    );
    assert_eq!(
        kept(&world, "2026-11-23", "2026-11-23", "2027-03-01"),
        [
            "acknowledgement 1 0 0",
            "feedback 0 0 1",
            "own-acknowledgement 0 1 0"
        ]
    );
    assert!(kept(&world, "2026-11-24", "2026-12-31", "2027-03-01").is_empty());
}

#[test]
fn own_board_leaves_out_tasks_of_others_and_the_calendar_keeps_its_events() {
    let (mut world, number) = a_world_reported_after(0);
    let bram = world.add("Bram Kuiper", Role::Coordinator, &his());
    let task = |due| NewTask {
        sort: TaskSort::Other,
        due: day(due),
        text: "",
    };
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::set_task(vault, &number, task("2026-11-30"), world.now, rng).unwrap();
    let tasks = |world: &World, scope| {
        let lines = world.terms(scope);
        lines.iter().filter(|it| it.contains("task")).count()
    };
    assert_eq!(
        (tasks(&world, Scope::Own), tasks(&world, Scope::Team)),
        (1, 1)
    );
    let mut world = world.sit_down(&his());
    assert_eq!(world.vault.me().unwrap(), bram);
    assert_eq!(
        (tasks(&world, Scope::Own), tasks(&world, Scope::Team)),
        (0, 1)
    );
    // Nothing of the case is open to him, and the calendar of the team still is his to carry.
    let to = world.path("termijnen.ics");
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let written =
        terms::export_calendar(vault, Scope::Team, Lang::English, &to, world.now, rng).unwrap();
    assert_eq!(written, 3);
    let none =
        terms::export_calendar(vault, Scope::Own, Lang::English, &to, world.now, rng).unwrap();
    assert_eq!(none, 0);
    let text = std::fs::read_to_string(&to).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR") && !text.contains("VEVENT"));
}

#[test]
fn only_a_coordinator_changes_what_the_desk_promises() {
    let (mut world, _) = a_world_reported_after(0);
    world.add("Bram Kuiper", Role::Caseworker, &his());
    world.promise("acknowledge = { working-days = 2 }\n");
    let mut world = world.sit_down(&his());
    let before = world.entries().len();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let refused = configuration::configure(vault, Part::Promises, "", world.now, rng);
    let Err(ConfigureError::Right(RightError::Missing { right })) = refused else {
        panic!("a caseworker changed the promises");
    };
    assert_eq!(right, Right::Configure);
    assert!(!world.acts_since(before).contains(&Act::Configured));
    // Shorter than nothing is a slip, whoever makes it.
    let mut world = world.sit_down(&support::passphrase());
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let toml = "interim_weeks = 0\n";
    let refused = configuration::configure(vault, Part::Promises, toml, world.now, rng);
    assert!(matches!(refused, Err(ConfigureError::Promises(_))));
    let promises = configuration::promises(&world.vault.read().unwrap()).unwrap();
    assert!(promises.acknowledge.is_some());
}
