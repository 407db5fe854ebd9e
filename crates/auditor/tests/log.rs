//! `log`: an untouched log gives no finding, and each change gives its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says where"
)]

mod support;

use bellrope_auditor::check::log::Options;
use bellrope_auditor::finding::Outcome;
use bellrope_auditor::source::{Bodies, Item};
use bellrope_bundle::Log;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::PruneReason;
use bellrope_transparency::tile::{Layer, Tile};
use bellrope_transparency::tree::TreeHead;
use support::{DAY, Files, NOON, World, another_root, assert_found, kinds};

const INTAKE: Log = Log::Intake;

fn options() -> Options<'static> {
    Options::default()
}

#[track_caller]
fn expect(world: &World, files: &Files, expected: &[&str]) {
    assert_found(&world.check_log(files, &options()), expected);
}

fn tile(log: Log, layer: Layer, index: u64, size: usize) -> Item {
    let tile = Tile::in_log(layer, index, size as u64).unwrap();
    Item::Tile { log, tile }
}

#[test]
fn untouched_logs_pass() {
    let world = World::busy();
    let check = world.check_log(&world.files(), &options());
    assert_found(&check, &[]);
    assert_eq!(check.outcome(), Outcome::Pass);
    assert_eq!(check.pictures.len(), 3);
}

#[test]
fn a_desk_without_letters_passes() {
    let world = World::founded();
    expect(&world, &world.files(), &[]);
}

#[test]
fn a_log_of_several_levels_passes_and_each_level_is_checked() {
    let mut world = World::founded();
    for count in [40_000, 16, 30_000 / 16 * 16] {
        world.seal_entries(count);
    }
    let mut files = world.files();
    files.bodies = Bodies::None;
    expect(&world, &files, &[]);
    let size = world.intake.entries.len();
    for (level, index) in [(0, 7), (1, 0), (1, 1), (2, 0)] {
        let mut files = files.clone();
        files.get(tile(INTAKE, Layer::Hashes(level), index, size))[0] ^= 1;
        expect(&world, &files, &["log-tile"]);
    }
}

#[test]
fn a_checkpoint_of_another_key_is_found() {
    let mut world = World::busy();
    let mut files = world.files();
    let name = world.intake.key.name().clone();
    world.intake.key = SignerKey::from_seed(name, &[3; 32]);
    let forged = world.cosigned(&world.intake);
    files.put(Item::Checkpoint { log: INTAKE }, forged.into_bytes());
    expect(&world, &files, &["log-signature"]);
}

#[test]
fn a_further_line_in_a_checkpoint_is_found() {
    let mut world = World::busy();
    world.intake.extension = Some("hello".to_owned());
    expect(&world, &world.files(), &["log-extension"]);
}

#[test]
fn cosignatures_are_checked_for_truth_and_age() {
    let mut world = World::busy();
    world.appoint_witnesses(2);
    expect(&world, &world.files(), &[]);
    world.lag_secs = 8 * DAY;
    expect(&world, &world.files(), &["log-witness"]);
    world.lag_secs = 0;
    world.witnesses.pop();
    expect(&world, &world.files(), &["log-witness"]);

    let mut world = World::busy();
    world.appoint_witnesses(1);
    let mut files = world.files();
    // The cosignature of the reply log, on the checkpoint of the intake log.
    let other = world.cosigned(&world.replies);
    let checkpoint = files.get(Item::Checkpoint { log: INTAKE });
    let mut lines: Vec<String> = String::from_utf8(checkpoint.clone())
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    *lines.last_mut().unwrap() = other.lines().last().unwrap().to_owned();
    *checkpoint = format!("{}\n", lines.join("\n")).into_bytes();
    expect(&world, &files, &["log-cosignature"]);
}

#[test]
fn a_log_that_stands_still_is_found() {
    let mut world = World::busy();
    world.now += 8 * DAY;
    expect(&world, &world.files(), &["log-still"]);
}

#[test]
fn missing_and_torn_entries_are_found() {
    let world = World::busy();
    let size = world.intake.entries.len();
    let bundle = tile(INTAKE, Layer::Entries, 0, size);
    let mut files = world.files();
    files.remove(bundle);
    let check = world.check_log(&files, &options());
    assert_eq!(kinds(&check), ["log-entries"]);
    let mut files = world.files();
    files.get(bundle).pop();
    let check = world.check_log(&files, &options());
    assert_eq!(kinds(&check), ["log-entries"]);
}

#[test]
fn a_changed_entry_is_found_by_root_batch_tile_and_body() {
    let world = World::busy();
    let size = world.intake.entries.len();
    let mut files = world.files();
    // A byte of the body hash of the first entry.
    files.get(tile(INTAKE, Layer::Entries, 0, size))[2 + 1 + 4 + 5] ^= 1;
    let check = world.check_log(&files, &options());
    for kind in ["log-root", "log-tile", "log-batch-root", "log-body"] {
        assert!(kinds(&check).contains(&kind), "{:?}", kinds(&check));
    }
}

#[test]
fn a_root_over_other_entries_is_found() {
    let world = World::busy();
    let mut files = world.files();
    let head = TreeHead {
        root: another_root(),
        ..world.intake.head()
    };
    let signed = world.intake.sign(head).to_string();
    files.put(Item::Checkpoint { log: INTAKE }, signed.into_bytes());
    expect(&world, &files, &["log-root"]);
}

#[test]
fn kept_checkpoints_show_forks_and_rollbacks() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        kept: Some(folder.path()),
        ..options()
    };
    let mut world = World::busy();
    assert_found(&world.check_log(&world.files(), &options), &[]);
    let old = world.files();
    world.seal(16);
    // Grown: the kept one is a beginning of it.
    assert_found(&world.check_log(&world.files(), &options), &[]);
    // Back to the state of before.
    assert_found(&world.check_log(&old, &options), &["log-rollback"]);
    // Another history of the same length and more.
    let mut other = World::busy();
    other.intake.entries.clear();
    other.intake.notes.clear();
    other.intake.bodies.clear();
    other.intake.batches.clear();
    other.now = NOON;
    for count in [48, 16, 16, 16] {
        other.seal(count);
    }
    other.now = world.now;
    let check = other.check_log(&other.files(), &options);
    assert_found(&check, &["log-fork"]);
    // What was seen is kept, the fork too.
    let again = world.check_log(&world.files(), &options);
    assert_found(&again, &["log-fork"]);
}

#[test]
fn a_kept_file_that_is_none_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("relay.example/mid/intake");
    std::fs::create_dir_all(&part).unwrap();
    std::fs::write(part.join("1.checkpoint"), "hello").unwrap();
    let options = Options {
        kept: Some(folder.path()),
        ..options()
    };
    let world = World::busy();
    let check = world.check_log(&world.files(), &options);
    assert_eq!(check.outcome(), Outcome::CouldNotCheck);
}

#[test]
fn confirmations_must_name_a_root_that_the_log_had() {
    let mut world = World::busy();
    world.confirm(48, None);
    expect(&world, &world.files(), &[]);
    let head = world.intake.head();
    for wrong in [
        TreeHead {
            root: another_root(),
            size: 48,
        },
        TreeHead {
            size: head.size + 16,
            ..head
        },
    ] {
        let mut world = World::busy();
        world.confirm_root(wrong, None);
        expect(&world, &world.files(), &["log-confirm"]);
    }
    let mut world = World::busy();
    world.push = SignerKey::from_seed(world.base.push_key_name(), &[4; 32]);
    world.confirm(48, None);
    expect(&world, &world.files(), &["log-confirm"]);
}

#[test]
fn replaced_push_key_goes_on_vouching_and_signs_nothing_new() {
    let mut world = World::busy();
    world.confirm(48, None);
    let old = world.replace_push(4);
    world.publish_card();
    expect(&world, &world.files(), &[]);
    // Whoever has the old key, and the relay.
    world.seal(16);
    world.push = old;
    world.confirm(world.intake.entries.len(), None);
    expect(&world, &world.files(), &["log-confirm"]);
    world.confirms.pop();
    world.now += DAY;
    world.publish_day();
    let check = world.check_log(&world.files(), &options());
    assert_eq!(kinds(&check), ["log-note"]);
}

#[test]
fn notes_must_be_signed_and_follow_each_other() {
    let mut world = World::busy();
    let name = world.intake.key.name().clone();
    world.intake.key = SignerKey::from_seed(name, &[3; 32]);
    world.seal(16);
    let forged = world.intake.notes.pop().unwrap();
    let honest = World::busy();
    let mut world = World::busy();
    world.seal(16);
    *world.intake.notes.last_mut().unwrap() = forged;
    let check = world.check_log(&world.files(), &options());
    assert_eq!(kinds(&check), ["log-note"]);

    let mut world = honest;
    world.intake.notes.remove(1);
    expect(
        &world,
        &world.files(),
        &["log-batch-missing", "log-batch-order"],
    );

    let mut world = World::busy();
    world.intake.notes.swap(1, 2);
    let check = world.check_log(&world.files(), &options());
    assert_eq!(kinds(&check), ["log-batch-missing", "log-batch-order"]);
}

#[test]
fn entries_without_a_note_and_a_note_without_entries_are_found() {
    let mut world = World::busy();
    world.intake.notes.pop();
    expect(&world, &world.files(), &["log-batch-missing"]);
    let mut world = World::busy();
    let files = world.files();
    world.seal(16);
    let notes = world.files();
    let mut mixed = files;
    let item = Item::Notes {
        log: INTAKE,
        page: 0,
    };
    mixed.put(item, notes.clone().get(item).clone());
    expect(&world, &mixed, &["log-batch-missing"]);
}

#[test]
fn a_note_over_other_entries_is_found() {
    let mut world = World::busy();
    world.seal(16);
    let note = world.intake.notes.pop().unwrap();
    let mut other = World::busy();
    other.rng = rand::SeedableRng::seed_from_u64(99);
    other.seal(16);
    let foreign = other.intake.notes.pop().unwrap();
    assert_ne!(note, foreign);
    world.intake.notes.push(foreign);
    expect(&world, &world.files(), &["log-batch-root"]);
}

#[test]
fn epochs_must_increase_and_be_whole_and_past() {
    let mut world = World::busy();
    world.now -= 2 * 3_600;
    world.seal(16);
    world.now += 2 * 3_600;
    expect(&world, &world.files(), &["log-epoch"]);

    let mut world = World::busy();
    let now = world.now;
    world.now += 3 * DAY;
    world.seal(16);
    world.now = now;
    expect(&world, &world.files(), &["log-epoch"]);
}

#[test]
fn a_day_without_replies_is_found() {
    let mut world = World::busy();
    world.now += DAY;
    world.publish_day();
    expect(&world, &world.files(), &["log-day"]);
}

#[test]
fn batches_of_another_size_are_found() {
    let mut world = World::busy();
    world.seal(17);
    expect(&world, &world.files(), &["log-count"]);
    let mut world = World::busy();
    world.publish(Day::of(world.now), 32);
    expect(&world, &world.files(), &["log-count"]);
}

#[test]
fn a_higher_count_is_accepted_from_its_day_on() {
    let mut world = World::busy();
    let from = Day::of(world.now).plus(8);
    world.card.replies.next = Some(bellrope_protocol::card::NextCount { count: 32, from });
    world.publish_card();
    for _ in 0..10 {
        world.publish_day();
        world.now += DAY;
    }
    world.seal(16);
    expect(&world, &world.files(), &[]);
}

#[test]
fn entries_with_impossible_epochs_are_found() {
    for shift in [3_600, -5i64] {
        let mut world = World::busy();
        world.seal_with(16, |letters, epoch| {
            letters.sort_by_key(|(entry, _)| entry.body);
            letters[3].0.epoch = u32::try_from(i64::from(epoch) + shift).unwrap();
        });
        expect(&world, &world.files(), &["log-entry-epoch"]);
    }
    let mut world = World::busy();
    world.rotate();
    world.now -= 10 * 3_600;
    world.rotate();
    world.now += 10 * 3_600;
    let check = world.check_log(&world.files(), &options());
    assert_eq!(kinds(&check), ["log-entry-epoch"]);
}

#[test]
fn a_letter_that_was_held_back_is_found() {
    for (epochs, expected) in [(1, &[][..]), (2, &["log-late"])] {
        let mut world = World::busy();
        world.seal_with(16, |letters, epoch| {
            letters.sort_by_key(|(entry, _)| entry.body);
            letters[3].0.epoch = epoch - epochs * 3_600;
        });
        expect(&world, &world.files(), expected);
    }
}

#[test]
fn an_order_that_tells_something_is_found() {
    let mut world = World::busy();
    world.seal_with(16, |letters, _| {
        letters.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.body));
    });
    expect(&world, &world.files(), &["log-order"]);
}

#[test]
fn repeated_tags_and_bodies_are_found() {
    let mut world = World::busy();
    let tag = world.intake.entries[5].tag;
    world.seal_with(16, |letters, _| {
        letters.sort_by_key(|(entry, _)| entry.body);
        letters[3].0.tag = tag;
    });
    expect(&world, &world.files(), &["log-tag-repeated"]);

    let mut world = World::busy();
    let first = world.intake.entries[5].body;
    let letter = world.intake.bodies[0].clone().unwrap()[5 * 16_384..6 * 16_384].to_vec();
    world.seal_with(16, |letters, _| {
        letters[0].0.body = first;
        letters[0].1 = letter;
        letters.sort_by_key(|(entry, _)| entry.body);
    });
    expect(&world, &world.files(), &["log-body-repeated"]);
}

#[test]
fn a_tag_in_the_card_log_is_found() {
    let mut world = World::busy();
    world.cards.entries[0].tag = [1; 16];
    expect(&world, &world.files(), &["log-card-tag"]);
}

#[test]
fn changed_cut_and_lengthened_bodies_are_found() {
    let world = World::busy();
    for log in [Log::Intake, Log::Replies] {
        let item = Item::Batch { log, number: 1 };
        let mut changed = world.files();
        changed.get(item)[7] ^= 1;
        expect(&world, &changed, &["log-body"]);
        let mut cut = world.files();
        cut.get(item).pop();
        expect(&world, &cut, &["log-body"]);
        let mut longer = world.files();
        longer.get(item).push(0);
        expect(&world, &longer, &["log-body"]);
    }
}

#[test]
fn bodies_that_are_gone_without_a_note_are_found() {
    let world = World::busy();
    for log in [Log::Intake, Log::Replies] {
        let mut files = world.files();
        files.remove(Item::Batch { log, number: 1 });
        expect(&world, &files, &["log-body-missing"]);
        // Of a bundle or an anonymous reader nothing else is expected.
        files.bodies = Bodies::Some;
        expect(&world, &files, &[]);
    }
}

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
