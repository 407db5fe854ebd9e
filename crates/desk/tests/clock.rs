//! A laptop's clock that is set back or forward: days of terms are the log's, nothing is destroyed
//! or gained, and the trail still verifies.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::case;
use bellrope_desk::person;
use bellrope_desk::reply_batch::{self, BatchError};
use bellrope_desk::vault::SlotKind;
use bellrope_trail::Act;

use support::practice::{acts, verified_trail};
use support::{DAY, World};

/// A year and more, either way.
const WRONG: i64 = 400 * DAY as i64;

/// A world in which a report waits on the relay.
fn a_world_with_a_report() -> World {
    let mut world = World::new();
    world.receive_report();
    world
}

/// Sets the clock of the laptop, and of nothing else.
fn set_clock(world: &mut World, by: i64) {
    world.now = world.now.checked_add_signed(by).unwrap();
}

#[test]
fn import_counts_days_by_the_log_whatever_the_clock_says() {
    let mut right = a_world_with_a_report();
    let expected = right.import();
    for wrong in [-WRONG, WRONG] {
        let mut world = a_world_with_a_report();
        let keys = world.vault.slots(SlotKind::Week).unwrap();
        set_clock(&mut world, wrong);
        let summary = world.import_only();
        assert_eq!(summary.letters, 1);
        assert_eq!(summary.new_cases[0].1, expected.new_cases[0].1);
        // A clock that runs ahead destroys no key: letters may be on their way.
        assert_eq!(summary.destroyed, 0);
        assert_eq!(world.vault.slots(SlotKind::Week).unwrap(), keys);
        let shown = case::summaries(&world.vault).unwrap().remove(0);
        let without = case::summaries(&right.vault).unwrap().remove(0);
        assert_eq!(shown.received, without.received);
        assert_eq!(shown.acknowledge_by, without.acknowledge_by);
        assert_eq!(shown.feedback_by, without.feedback_by);
    }
}

#[test]
fn a_wrong_clock_gains_no_time_for_feedback() {
    let mut right = a_world_with_a_report();
    right.import();
    let latest = case::summaries(&right.vault).unwrap()[0].feedback_by;
    for wrong in [-WRONG, WRONG] {
        let mut world = a_world_with_a_report();
        world.import();
        let number = world.only_case();
        set_clock(&mut world, wrong);
        // To a clock that runs ahead the statement has run out.
        person::accept_statement(&mut world.vault, world.now, &mut world.rng).unwrap();
        world.acknowledge(&number).unwrap();
        let shown = case::summaries(&world.vault).unwrap().remove(0);
        assert_eq!(shown.acknowledge_by, None);
        assert!(shown.feedback_by <= latest, "{}", shown.feedback_by);
    }
}

#[test]
fn the_trail_verifies_over_a_clock_that_goes_back() {
    let mut world = a_world_with_a_report();
    set_clock(&mut world, WRONG);
    world.import_only();
    set_clock(&mut world, -2 * WRONG);
    world.declare_all();
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    set_clock(&mut world, WRONG);
    let trail = verified_trail(&mut world.vault, world.now);
    let acts = acts(&trail);
    for act in [Act::BundleImported, Act::CaseOpened, Act::ReplySent] {
        assert!(acts.contains(&act), "{act:?}");
    }
}

#[test]
fn batches_go_on_once_the_clock_is_right_again() {
    let mut world = a_world_with_a_report();
    world.import();
    for wrong in [-WRONG, WRONG] {
        set_clock(&mut world, wrong);
        let refused = reply_batch::make_due(&mut world.vault, world.now, &mut world.rng);
        assert!(matches!(
            refused,
            Err(BatchError::ClockBack { .. } | BatchError::ClockAhead { .. })
        ));
        set_clock(&mut world, -wrong);
    }
    world.pass(DAY);
    let made = reply_batch::make_due(&mut world.vault, world.now, &mut world.rng).unwrap();
    assert_eq!(made.len(), 1);
}
