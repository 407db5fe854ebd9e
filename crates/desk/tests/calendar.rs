//! The calendar of terms: numbers and days, and nothing else (R078).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::vocabulary::Lang;
use bellrope_desk::terms::{self, CalendarError, Scope};
use bellrope_trail::{Act, Key};

use support::{World, a_reported_world};

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
fn calendar_file_holds_numbers_and_terms_and_nothing_else() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let to = world.path("termijnen.ics");
    let before = world.entries().len();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let events =
        terms::export_calendar(vault, Scope::Own, Lang::Dutch, &to, world.now, rng).unwrap();
    assert_eq!(events, 2);
    let text = std::fs::read_to_string(&to).unwrap();
    let summaries: Vec<&str> = text
        .lines()
        .filter(|it| it.starts_with("SUMMARY"))
        .collect();
    assert_eq!(
        summaries,
        [
            format!("SUMMARY:{number}: Ontvangstbevestiging"),
            format!("SUMMARY:{number}: Terugkoppeling"),
        ]
    );
    for line in text.lines() {
        let name = line.split([':', ';']).next().unwrap();
        let known = [
            "BEGIN", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS",
            "TRANSP", "END",
        ];
        assert!(known.contains(&name), "{line}");
    }
    // The moment of writing is that of a day.
    assert!(text.contains("DTSTAMP:20261123T000000Z"));
    let last = world.entries().split_off(before);
    let exported: Vec<_> = last
        .iter()
        .filter(|it| it.entry.act == Act::CalendarExported)
        .collect();
    assert_eq!(exported.len(), 1);
    assert_eq!(exported[0].entry.number(Key::Count), Some(2));
    assert!(exported[0].entry.value(Key::File).is_some());
}

#[test]
fn calendar_that_cannot_be_written_leaves_nothing_and_stands_nowhere() {
    let (mut world, _) = a_reported_world();
    let before = world.entries().len();
    let to = world.path("weg").join("termijnen.ics");
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let refused = terms::export_calendar(vault, Scope::Own, Lang::Dutch, &to, world.now, rng);
    assert!(matches!(refused, Err(CalendarError::Write(_))));
    let acts = world.acts_since(before);
    assert!(!acts.contains(&Act::CalendarExported), "{acts:?}");
}
