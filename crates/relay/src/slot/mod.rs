//! Letters that wait for the end of their epoch: a preallocated file of slots.
//!
//! Each letter overwrites a random free slot, and free slots hold random bytes, so that neither
//! order nor number of letters can be read from the file. One thread writes: whatever letters
//! have queued go out together, with one fdatasync, and only then are they answered.
//!
//! In scope: the file, the queue, the state in memory. Out of scope: when to seal, receipts.
//!
//! # Wire format
//!
//! ```text
//! tag 16 ‖ epoch u32 ‖ desk number u32 ‖ hash 23 ‖ letter without its fixed bytes 16,337
//!   = 16,384 bytes
//! ```
//!
//! Every letter has the same 47 bytes of header text in the same places (§5.3 F2), so the label
//! takes their room: a slot is four pages, aligned, and one write to the disk
//! (docs/decisions/007-slots-of-four-pages.md). The hash is the beginning of SHA-256 over letter
//! ‖ tag ‖ epoch ‖ desk number.
//!
//! Spec: docs/protocol.md §12.1.

mod compact;
mod file;
mod queue;
mod seen;
mod syncer;
mod waiting;
mod writer;

pub use file::{Medium, SlotFile};
pub use queue::{
    Answer, Entered, Letter, Logged, Post, Queue, QueueError, Refusal, TagRule, Taken,
};
pub use seen::Seen;
pub use syncer::Syncer;
pub use writer::{Lookup, Start};

use bellrope_protocol::limit::{LETTER_LEN, TAG_LEN};
use sha2::{Digest as _, Sha256};

/// Length of a slot, in bytes: four pages.
pub const SLOT_LEN: usize = 16_384;
/// Offset of the epoch.
const EPOCH_AT: usize = TAG_LEN;
/// Offset of the desk number.
const DESK_AT: usize = EPOCH_AT + 4;
/// Offset of the hash.
const HASH_AT: usize = DESK_AT + 4;
/// Length of the hash: enough that no random bytes pass for a letter.
const HASH_LEN: usize = 23;
/// Offset of the letter without its fixed bytes.
const LETTER_AT: usize = HASH_AT + HASH_LEN;

/// What a slot says of its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The desk's number in this relay's store.
    pub desk: u32,
    /// The end of the epoch that the receipt promised.
    pub epoch: u32,
    /// The letter's tag.
    pub tag: [u8; TAG_LEN],
}

/// SHA-256 over the letter, not yet finished: it gives the body hash and the slot's hash with
/// one pass over the 16 KiB.
#[derive(Clone)]
pub struct LetterHash(Sha256);

impl LetterHash {
    /// Hashes a letter.
    #[must_use]
    pub fn of(letter: &[u8; LETTER_LEN]) -> Self {
        Self(Sha256::new().chain_update(letter))
    }

    /// Returns the body hash: SHA-256 of the letter.
    #[must_use]
    pub fn body(&self) -> [u8; 32] {
        self.0.clone().finalize().into()
    }

    fn slot(&self, label: &Label) -> [u8; HASH_LEN] {
        let hash: [u8; 32] = self
            .0
            .clone()
            .chain_update(label.tag)
            .chain_update(label.epoch.to_be_bytes())
            .chain_update(label.desk.to_be_bytes())
            .finalize()
            .into();
        *hash.first_chunk().unwrap_or(&[0; HASH_LEN])
    }
}

/// Writes a slot. `None` if the letter does not have its fixed bytes, which the form rules out.
fn write_slot(
    slot: &mut [u8; SLOT_LEN],
    letter: &[u8; LETTER_LEN],
    hash: &LetterHash,
    label: &Label,
) -> Option<()> {
    slot[..EPOCH_AT].copy_from_slice(&label.tag);
    slot[EPOCH_AT..DESK_AT].copy_from_slice(&label.epoch.to_be_bytes());
    slot[DESK_AT..HASH_AT].copy_from_slice(&label.desk.to_be_bytes());
    slot[HASH_AT..LETTER_AT].copy_from_slice(&hash.slot(label));
    compact::shorten(letter, &mut slot[LETTER_AT..])
}

/// Rebuilds the letter of a slot.
pub(crate) fn letter_of(slot: &[u8; SLOT_LEN], letter: &mut [u8; LETTER_LEN]) {
    compact::lengthen(&slot[LETTER_AT..], letter);
}

/// A slot that holds a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    label: Label,
    body: [u8; 32],
}

/// Reads a slot; `None` if it is free, which the hash alone tells.
fn read_slot(slot: &[u8; SLOT_LEN]) -> Option<Found> {
    let mut letter = Box::new([0; LETTER_LEN]);
    letter_of(slot, &mut letter);
    let label = Label {
        tag: slot[..EPOCH_AT].try_into().ok()?,
        epoch: u32::from_be_bytes(slot[EPOCH_AT..DESK_AT].try_into().ok()?),
        desk: u32::from_be_bytes(slot[DESK_AT..HASH_AT].try_into().ok()?),
    };
    let hash = LetterHash::of(&letter);
    let is_letter = hash.slot(&label) == slot[HASH_AT..LETTER_AT];
    is_letter.then(|| Found {
        label,
        body: hash.body(),
    })
}

#[cfg(test)]
mod tests;
