//! Reading across a change of the push key: what the old key signed stays readable, and whoever
//! has it signs nothing new. Once it was not so: one `rotate --push`, and every reader took every
//! earlier reply for forged, for as long as it lay in the window.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

mod support;

use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::Day;
use bellrope_reporter::mailbox::OwnLetter;
use bellrope_reporter::prove::prove;
use bellrope_reporter::view::{BoardRefusal, LogFault, PublishedBoard, ViewError};
use bellrope_transparency::log_note::{LogNoteError, RunError};

use support::World;

fn day(number: u32) -> Day {
    "2026-11-23".parse::<Day>().unwrap().plus(number)
}

/// A desk with two days of replies, a confirmation and a board.
fn a_world(seed: u64) -> World {
    let mut world = World::new(seed);
    world.publish_day(day(0), Vec::new());
    world.publish_day(day(1), Vec::new());
    world.seal_epoch();
    world.publish_confirm();
    world.publish_board(day(1), Vec::new());
    world
}

/// Lets whoever has `key` publish something in the desk's name.
fn with_key(world: &mut World, key: SignerKey, publish: impl FnOnce(&mut World)) {
    let ours = std::mem::replace(&mut world.push, key);
    publish(world);
    world.push = ours;
}

#[test]
fn everything_stays_readable_when_the_push_key_is_replaced() {
    let mut world = a_world(1);
    for (round, seed) in (2..).zip([21, 22, 23]) {
        world.replace_push(seed);
        let view = world.view();
        assert_eq!(view.replies().count(), 16 * round);
        assert!(matches!(view.board(), PublishedBoard::Signed(_)));
        world.publish_day(day(u32::try_from(round).unwrap()), Vec::new());
        assert_eq!(world.view().replies().count(), 16 * (round + 1));
    }
    world.seal_epoch();
    world.publish_confirm();
    world.publish_board(day(4), Vec::new());
    assert_eq!(world.view().replies_until(), Some(day(4)));
}

#[test]
fn replaced_key_adds_no_batch() {
    let mut world = a_world(2);
    let old = world.replace_push(21);
    with_key(&mut world, old, |world| {
        world.publish_day(day(2), Vec::new());
    });
    let refused = world.download(world.pin()).1.unwrap_err();
    let ViewError::Log(refused) = refused else {
        panic!("{refused}");
    };
    let expected = RunError::Note {
        number: 2,
        source: LogNoteError::Replaced,
    };
    assert_eq!(refused.fault, LogFault::from(expected));
}

#[test]
fn replaced_key_confirms_nothing_new() {
    let mut world = a_world(3);
    let before = world.intake.head().size;
    let old = world.replace_push(21);
    assert_eq!(confirmed(&mut world, 0), Some(before));
    world.seal_epoch();
    with_key(&mut world, old, World::publish_confirm);
    // It says nothing, as if the desk had confirmed nothing.
    assert_eq!(confirmed(&mut world, before), None);
    assert_eq!(confirmed(&mut world, 0), None);
    world.publish_confirm();
    let now = world.intake.head().size;
    assert_eq!(confirmed(&mut world, before), Some(now));
}

/// Proves that an entry is in the log; returns the size that the desk has confirmed with it.
fn confirmed(world: &mut World, entry: u64) -> Option<u64> {
    let view = world.view();
    let logged = view.intake().find(|logged| logged.index == entry).unwrap();
    let letter = OwnLetter {
        entry,
        epoch: logged.entry.epoch,
        body: logged.entry.body,
        held: false,
    };
    let proof = prove(&view, &letter).unwrap();
    proof.verify(view.fingerprint()).unwrap().confirmed
}

#[test]
fn replaced_key_publishes_no_first_board() {
    let mut world = World::new(4);
    let old = world.replace_push(21);
    with_key(&mut world, old, |world| {
        world.publish_board(day(1), Vec::new());
    });
    let view = world.view();
    let refused = PublishedBoard::Refused(BoardRefusal::Note(LogNoteError::Replaced));
    assert_eq!(view.board(), &refused);
}
