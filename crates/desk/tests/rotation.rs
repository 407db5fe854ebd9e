//! A change of the push key in the middle of a story: what is published, what is under way, what a
//! restored vault no longer has. Once the next import after it was refused, and a batch that was on
//! its way stood in the way of all that followed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_desk::card::RotateOptions;
use bellrope_desk::export::{self, ExportError};
use bellrope_desk::import::ImportError;
use bellrope_desk::reply_batch::BatchError;
use bellrope_protocol::note::SignerKey;
use bellrope_transparency::log_note::{ConfirmNote, LogNote as _};

use support::{DAY, World, a_reported_world};

fn push() -> RotateOptions {
    RotateOptions {
        push: true,
        ..RotateOptions::default()
    }
}

/// A world whose relay has a confirmation under the first push key.
fn a_confirmed_world() -> World {
    let (mut world, _) = a_reported_world();
    world.backup("een.age");
    world.pass(DAY);
    assert_eq!(world.export().confirms, Some(16));
    world
}

#[test]
fn import_goes_on_when_the_push_key_is_replaced() {
    let mut world = a_confirmed_world();
    for round in 1..4 {
        world.rotate(push());
        world.pass(DAY);
        world.export();
        assert_eq!(world.card().earlier.len(), round);
        world.seal();
        assert_eq!(world.import().covers, 16);
    }
    // The confirmation of the first key is still the published one.
    let confirm = world.relay.confirm.clone().unwrap();
    assert_eq!(confirm.0, 16);
    let newest = world.card().push_verifier();
    assert!(ConfirmNote::open(&confirm.1, &newest).is_err());
    world.backup("twee.age");
    world.pass(DAY);
    assert_eq!(world.export().confirms, Some(64));
    world.seal();
    world.import();
}

#[test]
fn card_says_what_the_replaced_key_signed() {
    let mut world = a_confirmed_world();
    let first = world.card().push;
    world.seal();
    world.import();
    // Backed up, so that an export may have confirmed it.
    world.backup("twee.age");
    world.rotate(push());
    world.pass(DAY);
    world.export();
    let [earlier] = world.card().earlier[..] else {
        panic!("one earlier key");
    };
    assert_eq!(earlier.push, first);
    assert_ne!(world.card().push, first);
    // The batches of the first two days were made; that of the third bears the new key.
    assert_eq!((earlier.batches, earlier.confirmed), (2, 32));
    assert_eq!(earlier.boards, 0);
    assert_eq!(world.relay.days.len(), 3);
}

#[test]
fn batch_that_was_under_way_is_published_after_the_card() {
    let mut world = World::new();
    // A day is made and its stick lost; then the key is replaced.
    world.pass(DAY);
    let lost = world.path("kwijt.bundle");
    export::export(&mut world.vault, &lost, world.now, &mut world.rng).unwrap();
    world.rotate(push());
    world.pass(DAY);
    let exported = world.export();
    assert_eq!((exported.cards, exported.days.len()), (1, 3));
    assert_eq!(world.relay.days.len(), 3);
    world.seal();
    world.import();
    world.pass(DAY);
    assert_eq!(world.export().days.len(), 1);
}

#[test]
fn import_refuses_a_confirmation_of_a_key_that_no_card_names() {
    let mut world = a_confirmed_world();
    let (size, ours) = world.relay.confirm.clone().unwrap();
    let note = ConfirmNote::open(&ours, &world.card().push_verifier()).unwrap();
    let stranger = SignerKey::from_seed(world.card().base().push_key_name(), &[5; 32]);
    let forged = note.sign(&stranger).unwrap().to_string().into_bytes();
    world.rotate(push());
    world.pass(DAY);
    world.export();
    world.relay.confirm = Some((size, forged));
    world.seal();
    let path = world.bundle();
    let refused = world.try_import(&path).unwrap_err();
    assert!(matches!(refused, ImportError::ForeignConfirm), "{refused}");
}

#[test]
fn restored_desk_replaces_the_keys_that_its_backup_does_not_have() {
    let (mut world, mut reporter) = a_reported_world();
    world.backup("kopie.age");
    // After the backup: other keys, twice, replies under them, and a confirmation.
    for _ in 0..2 {
        world.rotate(RotateOptions {
            authentication: true,
            ..push()
        });
        world.pass(DAY);
        world.export();
    }
    assert_eq!(world.relay.cards.len(), 3);
    world.restore("kopie.age");
    world.seal();
    world.import();

    // It knows its cards and batches again, and that it cannot sign.
    let path = world.path("nee.bundle");
    world.pass(DAY);
    let refused = export::export(&mut world.vault, &path, world.now, &mut world.rng).unwrap_err();
    assert!(
        matches!(refused, ExportError::Batch(BatchError::PushKey)),
        "{refused}"
    );
    let rotation = world.rotate(RotateOptions::default());
    assert_eq!((rotation.is_new, rotation.serial), (true, 4));
    world.export();
    let card = world.card();
    assert_eq!((card.earlier.len(), card.authentication.len()), (3, 4));

    // Old cases and new ones go on.
    reporter.see(&card);
    let content = reporter.message("Nog iets", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    let newcomer = world.reporter();
    let content = newcomer.report("Tweede", &mut world.rng);
    newcomer.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.unverified), (2, 0));
    // What is held is not replaced again.
    assert!(!world.rotate(RotateOptions::default()).is_new);
}
