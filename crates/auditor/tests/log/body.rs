//! Letters, tags and bodies: what the entries stand for.

use super::*;

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
