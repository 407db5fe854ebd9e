//! The slot file: letters that wait for the end of their epoch (docs/protocol.md §12.1).
//!
//! # Wire format
//!
//! ```text
//! tag 16 ‖ epoch u32 ‖ desk number u32 ‖ hash 23 ‖ letter without its fixed bytes 16,337
//!   = 16,384 bytes
//! ```

use std::collections::BTreeSet;

use bellrope_protocol::limit::{LETTER_LEN, TAG_LEN};
use sha2::{Digest as _, Sha256};

/// Length of a slot, in bytes.
pub const SLOT_LEN: usize = 16_384;
/// Offset of the hash.
const HASH_AT: usize = TAG_LEN + 8;
/// Offset of the letter without its fixed bytes.
const LETTER_AT: usize = HASH_AT + 23;
/// Fixed bytes of a letter's header, each with the length of what follows.
const PIECES: [(&[u8], usize); 4] = [
    (b"age-encryption.org/v1\n-> mlkem768x25519 ", 1_494),
    (b"\n", 43),
    (b"\n--- ", 43),
    (b"\n", 14_757),
];

/// What slots are held against.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    /// The numbers of the desks.
    pub desks: BTreeSet<u32>,
    /// Length of an epoch, in seconds.
    pub epoch_secs: u32,
}

/// What a slot holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotRead {
    /// No letter.
    Free,
    /// A letter.
    Used(Box<[u8; LETTER_LEN]>),
    /// A letter with a label that cannot be.
    Odd(String),
}

impl Slots {
    /// Reads a slot. A hash alone tells whether there is a letter in it.
    #[must_use]
    pub fn read(&self, slot: &[u8; SLOT_LEN]) -> SlotRead {
        let (label, short) = slot.split_at(LETTER_AT);
        let letter = lengthen(short);
        let (tag_epoch_desk, hash) = label.split_at(HASH_AT);
        let found = Sha256::new()
            .chain_update(&letter[..])
            .chain_update(tag_epoch_desk)
            .finalize();
        if found[..hash.len()] != *hash {
            return SlotRead::Free;
        }
        let number = |at: usize| {
            let bytes = tag_epoch_desk[at..].first_chunk().copied();
            u32::from_be_bytes(bytes.unwrap_or_default())
        };
        let (epoch, desk) = (number(TAG_LEN), number(TAG_LEN + 4));
        if !self.desks.contains(&desk) {
            return SlotRead::Odd(format!("one of desk number {desk}"));
        }
        if !epoch.is_multiple_of(self.epoch_secs.max(1)) {
            return SlotRead::Odd(format!("one of epoch {epoch}, which is the end of none"));
        }
        SlotRead::Used(letter)
    }
}

/// Puts the fixed bytes of a letter back.
fn lengthen(short: &[u8]) -> Box<[u8; LETTER_LEN]> {
    let mut letter = Box::new([0; LETTER_LEN]);
    let (mut from, mut at) = (short, 0);
    for (fixed, len) in PIECES {
        let (piece, rest) = from.split_at(len);
        letter[at..at + fixed.len()].copy_from_slice(fixed);
        at += fixed.len();
        letter[at..at + len].copy_from_slice(piece);
        at += len;
        from = rest;
    }
    letter
}
