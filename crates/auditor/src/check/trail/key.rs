//! Keys: weekly ones destroyed on schedule, recovery tried every year.

use std::collections::BTreeMap;

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key, Recorded, Trail};

use super::kind::{DRILL, WEEK};
use super::{day, done, place};
use crate::finding::Check;

/// Days of a week.
const WEEK_DAYS: u32 = 7;
/// How long after its week a key is needed at least (docs/vault.md, Weekly keys), in days.
const GRACE_DAYS: u32 = 30;
/// How long after its week a key may be there at most, in days.
const ALARM_DAYS: u32 = 60;
/// How long recovery may stay untried, in days (R196).
const DRILL_DAYS: u32 = 366;

pub(super) fn ask(trail: &Trail, check: &mut Check) {
    weeks(trail, check);
    drills(trail, check);
}

fn weeks(trail: &Trail, check: &mut Check) {
    let mut there: BTreeMap<Day, String> = BTreeMap::new();
    let (mut made, mut destroyed) = (0u64, 0u64);
    for recorded in trail.entries() {
        let week = recorded.entry.value(Key::Week);
        let week = week.and_then(|week| week.parse().ok());
        match (recorded.entry.act, week) {
            (Act::WeekMade, Some(week)) => {
                made += 1;
                there.insert(week, place(recorded));
            }
            (Act::WeekDestroyed, Some(week)) => {
                destroyed += 1;
                there.remove(&week);
                hold_week(week, recorded, check);
            }
            // They are in no backup, so those of the old machine are gone.
            (Act::VaultRestored, _) => there.clear(),
            _ => {}
        }
    }
    let today = Day::of(trail.head().at);
    for (week, place) in &there {
        let last = week.plus(WEEK_DAYS + ALARM_DAYS);
        if today > last {
            let expected = format!("key of the week of {week} destroyed by {last}");
            check.find(&WEEK, place, expected, format!("still there on {today}"));
        }
    }
    check.fact("weekly keys made", made);
    check.fact("weekly keys destroyed", destroyed);
}

fn hold_week(week: Day, recorded: &Recorded, check: &mut Check) {
    let first = week.plus(WEEK_DAYS + GRACE_DAYS);
    let last = week.plus(WEEK_DAYS + ALARM_DAYS);
    let today = day(recorded);
    if today < first || today > last {
        let expected = format!("key of the week of {week} destroyed from {first} to {last}");
        check.find(&WEEK, place(recorded), expected, done(recorded));
    }
}

/// Was recovery tried within every year, from the first entry to the head?
fn drills(trail: &Trail, check: &mut Check) {
    let Some(first) = trail.entries().first() else {
        return;
    };
    let mut tried = day(first);
    let mut place_before = place(first);
    let mut count = 0u64;
    for recorded in trail.entries() {
        let entry = &recorded.entry;
        if !matches!(
            entry.act,
            Act::RecoveryMade | Act::RecoveryDrill | Act::Recovered
        ) {
            continue;
        }
        count += u64::from(entry.act == Act::RecoveryDrill);
        hold_drill(tried, day(recorded), &place_before, check);
        (tried, place_before) = (day(recorded), place(recorded));
    }
    hold_drill(tried, Day::of(trail.head().at), &place_before, check);
    check.fact("recovery drills", count);
}

fn hold_drill(tried: Day, next: Day, place: &str, check: &mut Check) {
    if next.days_since(tried) > DRILL_DAYS {
        let expected = format!("recovery made or tried by {}", tried.plus(DRILL_DAYS));
        check.find(&DRILL, place, expected, format!("nothing until {next}"));
    }
}
