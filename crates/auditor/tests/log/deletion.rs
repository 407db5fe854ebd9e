//! Deletion: on the day, for a reason, with a note.

use super::*;

/// A world in which the first three batches of letters are as old as bodies may become.
fn aged() -> (World, Day) {
    let mut world = World::busy();
    let due = Day::of(u64::from(world.intake.entries[0].epoch) + 90 * DAY);
    world.now = due.start_secs() + 12 * 3_600;
    world.seal(16);
    (world, due)
}

#[test]
fn deletion_on_the_day_passes() {
    let (mut world, due) = aged();
    for _ in 0..3 {
        world.prune_intake(PruneReason::Age, due);
    }
    expect(&world, &world.files(), &[]);
    // The day has not ended: one more day is the relay's.
    let (world, _) = aged();
    expect(&world, &world.files(), &[]);
}

#[test]
fn deletion_too_early_and_too_late_is_found() {
    let (mut world, due) = aged();
    let early = Day::of(due.start_secs() - DAY);
    world.prune_intake(PruneReason::Age, early);
    expect(&world, &world.files(), &["log-pruned-early"]);

    let (mut world, due) = aged();
    world.now += 3 * DAY;
    world.seal(16);
    let kept = world.files();
    // All four old batches but the last are overdue.
    expect(&world, &kept, &["log-pruned-late"]);
    for _ in 0..3 {
        world.prune_intake(PruneReason::Age, due.plus(2));
    }
    expect(&world, &world.files(), &["log-pruned-late"]);
}

#[test]
fn deletion_after_confirmation_needs_one_and_waits_seven_days() {
    let accepted = NOON + 4 * DAY;
    let ready = |confirmed: bool, after: u64| {
        let mut world = World::busy();
        if confirmed {
            world.confirm(16, Some(accepted));
        }
        world.now = accepted + after;
        world.seal(16);
        let day = Day::of(accepted + after);
        world.prune_intake(PruneReason::Confirmed, day);
        world
    };
    let on_time = ready(true, 7 * DAY);
    expect(&on_time, &on_time.files(), &[]);
    let early = ready(true, 6 * DAY);
    expect(&early, &early.files(), &["log-pruned-early"]);
    let late = ready(true, 9 * DAY);
    expect(&late, &late.files(), &["log-pruned-late"]);
    let unconfirmed = ready(false, 7 * DAY);
    expect(&unconfirmed, &unconfirmed.files(), &["log-pruned-early"]);
}

#[test]
fn a_kept_confirmation_makes_lateness_visible_a_year_on() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        kept: Some(folder.path()),
        ..options()
    };
    let mut world = World::busy();
    world.confirm(16, None);
    assert_found(&world.check_log(&world.files(), &options), &[]);
    world.now += 9 * DAY;
    world.seal(16);
    assert_found(
        &world.check_log(&world.files(), &options),
        &["log-pruned-late"],
    );
}

#[test]
fn bodies_that_stay_in_spite_of_a_note_are_found() {
    let (mut world, due) = aged();
    let body = world.intake.bodies[0].clone().unwrap();
    world.prune_intake(PruneReason::Age, due);
    let mut files = world.files();
    files.put(
        Item::Batch {
            log: INTAKE,
            number: 0,
        },
        body,
    );
    expect(&world, &files, &["log-body-kept"]);
}

#[test]
fn notes_about_deletion_must_fit() {
    let (mut world, due) = aged();
    world.intake.batches[0].1 += 16;
    world.prune_intake(PruneReason::Age, due);
    expect(&world, &world.files(), &["log-pruned"]);

    // The second batch first.
    let (mut world, due) = aged();
    world.prune_intake(PruneReason::Age, due);
    world.prune_intake(PruneReason::Age, due);
    world.intake.pruned.remove(0);
    let check = world.check_log(&world.files(), &options());
    assert_eq!(kinds(&check), ["log-body-missing", "log-pruned"]);

    // One note too many.
    let (mut world, due) = aged();
    world.prune_intake(PruneReason::Age, due);
    let again = world.intake.pruned[0].clone();
    world.intake.pruned.push(again);
    expect(&world, &world.files(), &["log-pruned"]);
}

/// Replies whose window is two days, of which six are published.
fn windowed() -> World {
    let mut world = World::founded();
    world.card.windows.replies_days = 2;
    world.signed_cards.clear();
    world.cards.entries.clear();
    world.card.serial = 0;
    world.publish_card();
    for _ in 0..6 {
        world.publish_day();
        world.now += DAY;
    }
    world.seal(16);
    world
}

#[test]
fn replies_go_when_they_leave_the_window() {
    let first = Day::of(NOON);
    let mut world = windowed();
    for number in 0..4 {
        world.prune_replies(first.plus(number + 2));
    }
    expect(&world, &world.files(), &[]);
    let mut late = windowed();
    late.prune_replies(first.plus(2));
    expect(&late, &late.files(), &["log-pruned-late"]);
    let mut early = windowed();
    for number in 0..5 {
        early.prune_replies(first.plus(number + 2));
    }
    expect(&early, &early.files(), &["log-pruned-early"]);
    let mut early = windowed();
    for number in 0..4 {
        early.prune_replies(first.plus(number));
    }
    expect(&early, &early.files(), &["log-pruned-early"]);
}
