//! Tests of push keys that were replaced: what each still vouches for, to the last number.

use bellrope_protocol::card::Ed25519PublicKey;
use bellrope_protocol::note::{KeyName, NoteSignature, SignerKey, VerifyNoteError};

use super::*;
use crate::log_note::{Board, ConfirmNote, LogNote, LogNoteError, RepliesNote};
use crate::tree::Hash;

const BASE: &str = "relay.example/v1/desks/mid";
const NEWEST: u8 = 3;
const STRANGER: u8 = 9;

fn name(role: &str) -> KeyName {
    KeyName::new(format!("{BASE}/{role}")).unwrap()
}

fn push(seed: u8) -> SignerKey {
    SignerKey::from_seed(name("push"), &[seed; 32])
}

fn earlier(seed: u8, [batches, confirmed, boards]: [u64; 3]) -> EarlierPush {
    EarlierPush {
        push: Ed25519PublicKey::of(&push(seed)),
        batches,
        confirmed,
        boards,
    }
}

/// Push keys 1 and 2 were replaced.
fn keys() -> NoteKeys {
    let replaced = [earlier(2, [7, 480, 2]), earlier(1, [3, 16, 0])];
    NoteKeys::from(push(NEWEST).verifier()).with_earlier(&replaced)
}

fn replies(number: u64) -> RepliesNote {
    RepliesNote {
        origin: name("replies"),
        number,
        day: "2026-11-23".parse().unwrap(),
        first: number,
        count: 16,
        root: Hash::EMPTY,
    }
}

fn confirm(size: u64) -> ConfirmNote {
    ConfirmNote {
        origin: name("intake"),
        size,
        root: Hash::EMPTY,
    }
}

fn board(number: u64) -> Board {
    Board {
        origin: name("board"),
        number,
        day: "2026-11-23".parse().unwrap(),
        previous: (number > 0).then_some(Hash::EMPTY),
        lines: Vec::new(),
    }
}

/// Asserts which of the keys 1, 2 and 3 may sign a note.
#[track_caller]
fn assert_signers<N: LogNote + PartialEq + std::fmt::Debug>(note: &N, expected: [bool; 3]) {
    for (seed, is_right) in (1..=NEWEST).zip(expected) {
        let read = N::verify_by(note.sign(&push(seed)).unwrap(), &keys());
        match (read, is_right) {
            (Ok(read), true) => assert_eq!(read, *note, "key {seed}"),
            (Err(LogNoteError::Replaced), false) => {}
            (read, _) => panic!("key {seed}: {read:?}"),
        }
    }
    let foreign = N::verify_by(note.sign(&push(STRANGER)).unwrap(), &keys());
    assert_eq!(foreign, Err(VerifyNoteError::NotSigned.into()));
}

#[test]
fn replaced_keys_sign_the_batches_that_there_were() {
    assert_signers(&replies(0), [true, true, true]);
    assert_signers(&replies(2), [true, true, true]);
    assert_signers(&replies(3), [false, true, true]);
    assert_signers(&replies(6), [false, true, true]);
    assert_signers(&replies(7), [false, false, true]);
    assert_signers(&replies(u64::MAX), [false, false, true]);
}

#[test]
fn replaced_keys_confirm_what_they_confirmed() {
    assert_signers(&confirm(16), [true, true, true]);
    assert_signers(&confirm(17), [false, true, true]);
    assert_signers(&confirm(480), [false, true, true]);
    assert_signers(&confirm(481), [false, false, true]);
}

#[test]
fn replaced_keys_sign_the_boards_that_there_were() {
    assert_signers(&board(0), [false, true, true]);
    assert_signers(&board(1), [false, true, true]);
    assert_signers(&board(2), [false, false, true]);
}

#[test]
fn verify_by_refuses_a_changed_note_of_a_replaced_key() {
    let signed = replies(0).sign(&push(1)).unwrap().to_string();
    let changed = signed.replace("\n16\n", "\n32\n");
    let refused = RepliesNote::open_by(changed.as_bytes(), &keys());
    assert!(matches!(
        refused,
        Err(LogNoteError::Note(VerifyNoteError::Refused { .. }))
    ));
}

#[test]
fn verify_by_goes_by_the_newest_key_that_signed() {
    let by = |seed: u8| replies(9).sign(&push(seed)).unwrap();
    let mut note = by(1);
    let newest: NoteSignature = by(NEWEST).signatures()[0].clone();
    note.add(newest).unwrap();
    assert_eq!(RepliesNote::verify_by(note, &keys()), Ok(replies(9)));
}

#[test]
fn log_keys_have_no_earlier_ones() {
    let log = SignerKey::from_seed(name("intake"), &[1; 32]);
    let note = crate::log_note::BatchNote {
        origin: name("intake"),
        number: 0,
        epoch: 1_795_392_000,
        first: 0,
        count: 16,
        root: Hash::EMPTY,
    };
    let keys = NoteKeys::from(log.verifier());
    let signed = note.sign(&log).unwrap();
    assert_eq!(LogNote::verify_by(signed, &keys), Ok(note));
}
