//! Notes, epochs and days: what the log says came when.

use super::*;

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
