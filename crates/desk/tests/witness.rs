//! Witnesses in the desk's cards: named at founding, added and taken out later.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod support;

use bellrope_desk::card::{self, RotateError, RotateOptions};
use bellrope_desk::witness::{WitnessChange, WitnessChangeError};
use bellrope_protocol::note::{CosignerKey, KeyName, VerifierKey};

use support::World;

fn witness(seed: u8) -> VerifierKey {
    let name = KeyName::new(format!("witness.example/{seed}")).unwrap();
    CosignerKey::from_seed(name, &[seed; 32]).verifier()
}

fn options(witnesses: WitnessChange) -> RotateOptions {
    RotateOptions {
        witnesses,
        ..RotateOptions::default()
    }
}

#[test]
fn rotate_names_witnesses_in_the_next_card_and_keeps_them() {
    let mut world = World::new();
    let change = WitnessChange {
        add: vec![witness(1), witness(2)],
        quorum: Some(2),
        ..WitnessChange::default()
    };
    let rotated = card::rotate(
        &mut world.vault,
        &options(change),
        world.now,
        &mut world.rng,
    );
    let rotated = rotated.unwrap();
    assert!(rotated.is_new);
    assert_eq!(rotated.witnesses.keys, [witness(1), witness(2)]);
    assert_eq!(rotated.witnesses.quorum, 2);

    // Nothing else to do: the card, and its witnesses, stay.
    let again = card::rotate(
        &mut world.vault,
        &RotateOptions::default(),
        world.now,
        &mut world.rng,
    );
    let again = again.unwrap();
    assert!(!again.is_new);
    assert_eq!(again.witnesses, rotated.witnesses);
}

#[test]
fn rotate_refuses_a_quorum_that_cannot_be_and_makes_no_card() {
    let mut world = World::new();
    let change = WitnessChange {
        add: vec![witness(1)],
        quorum: Some(2),
        ..WitnessChange::default()
    };
    let refused = card::rotate(
        &mut world.vault,
        &options(change),
        world.now,
        &mut world.rng,
    );
    assert!(matches!(
        refused,
        Err(RotateError::Witnesses(WitnessChangeError::Policy(_)))
    ));
    let next = card::rotate(
        &mut world.vault,
        &RotateOptions::default(),
        world.now,
        &mut world.rng,
    );
    assert_eq!(next.unwrap().serial, 1);
}
