//! The window of a log: what was fetched, held against the checkpoint, the notes and the card.
//!
//! Spec: docs/protocol.md §8, §11.3.

use std::collections::BTreeMap;

use bellrope_protocol::card::Card;
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::Day;
use bellrope_transparency::checkpoint::VerifiedCheckpoint;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{Batch, BatchNote, RepliesNote};
use bellrope_transparency::tree::{Hash, root_of};

use super::error::LogFault;

/// The bodies of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// As they came.
    Whole(Vec<u8>),
    /// The relay says that they were pruned.
    Pruned,
}

/// A log whose window was held against its checkpoint.
pub(super) struct LogWindow<N> {
    pub(super) checkpoint: VerifiedCheckpoint,
    /// Index of the first entry.
    pub(super) start: u64,
    /// The roots of the complete subtrees before it, largest first.
    pub(super) prefix: Vec<Hash>,
    /// All entries from there on.
    pub(super) entries: Vec<Entry>,
    /// The notes that were fetched, ascending.
    pub(super) notes: Vec<N>,
    /// Bodies by batch, for logs whose bodies are fetched; hashes are verified.
    pub(super) bodies: BTreeMap<u64, Body>,
}

impl<N: Rooted> LogWindow<N> {
    /// Returns the entries of one batch, if they lie in the window.
    pub(super) fn entries_of(&self, note: &N) -> Option<&[Entry]> {
        let begin = usize::try_from(note.first().checked_sub(self.start)?).ok()?;
        let count = usize::try_from(note.count()).ok()?;
        self.entries.get(begin..begin.checked_add(count)?)
    }

    pub(super) fn check_batches(&self) -> Result<(), LogFault> {
        for pair in self.notes.windows(2) {
            if let [note, next] = pair {
                check_order(note, next)?;
            }
        }
        for note in &self.notes {
            let Some(entries) = self.entries_of(note) else {
                continue;
            };
            if root_of(entries.iter().map(Entry::leaf_hash)) != note.root() {
                return Err(LogFault::BatchRoot {
                    batch: note.number(),
                });
            }
        }
        Ok(())
    }
}

/// Checks that a note follows another, of the batch before or of an earlier page.
// spec: §11.3
fn check_order<N: Rooted>(note: &N, next: &N) -> Result<(), LogFault> {
    let batch = next.number();
    let is_adjacent = note.number().checked_add(1) == Some(batch);
    let begins_well = match is_adjacent {
        true => next.first() == note.end(),
        false => next.first() >= note.end(),
    };
    if !begins_well {
        return Err(LogFault::Contiguous { batch });
    }
    if batch <= note.number() || next.end_secs() <= note.end_secs() {
        return Err(LogFault::Order { batch });
    }
    Ok(())
}

impl LogWindow<RepliesNote> {
    /// Holds the counts of the window against the card's.
    // spec: §8 days, §11.3
    pub(super) fn check_counts(&self, card: &Card) -> Result<(), LogFault> {
        let window = self.notes.iter();
        for note in window.filter(|note| self.bodies.contains_key(&note.number)) {
            let (count, expected) = (note.count, card.replies.count_on(note.day));
            // An earlier card may have had a lower count, never a higher one.
            let is_right = match is_told_by(card, note.day) {
                true => count == expected,
                false => count.is_power_of_two() && count <= expected,
            };
            if !is_right {
                return Err(LogFault::Count {
                    batch: note.number,
                    count,
                    expected,
                });
            }
        }
        Ok(())
    }

    /// Holds the bodies against their entries.
    pub(super) fn check_bodies(&self) -> Result<(), LogFault> {
        for note in &self.notes {
            let Some(Body::Whole(bodies)) = self.bodies.get(&note.number()) else {
                continue;
            };
            let entries = self.entries_of(note).unwrap_or_default();
            if bodies.len() != body_len(note.count()) {
                return Err(LogFault::BodyLength {
                    batch: note.number(),
                    len: bodies.len(),
                    expected: body_len(note.count()),
                });
            }
            for ((index, entry), body) in (note.first..).zip(entries).zip(bodies.chunks(REPLY_LEN))
            {
                if body_hash(body) != entry.body {
                    return Err(LogFault::BodyAltered { entry: index });
                }
                if u64::from(entry.epoch) != note.day.end_secs() {
                    return Err(LogFault::Epoch { entry: index });
                }
            }
        }
        Ok(())
    }
}

/// Says whether the card itself tells the count of a day: a change is announced in it before its day.
fn is_told_by(card: &Card, day: Day) -> bool {
    let changed = card.replies.next.is_some_and(|next| day >= next.from);
    changed || day >= Day::of(card.made)
}

/// A batch note that says the root of its entries and when its epoch or day ends.
pub(super) trait Rooted: Batch {
    fn root(&self) -> Hash;
    /// The end, in Unix seconds.
    fn end_secs(&self) -> u64;
}

impl Rooted for BatchNote {
    fn root(&self) -> Hash {
        self.root
    }

    fn end_secs(&self) -> u64 {
        self.epoch.into()
    }
}

impl Rooted for RepliesNote {
    fn root(&self) -> Hash {
        self.root
    }

    fn end_secs(&self) -> u64 {
        self.day.end_secs()
    }
}

/// Returns the length of the bodies of a batch of replies.
pub(super) fn body_len(count: u32) -> usize {
    usize::try_from(count).map_or(usize::MAX, |count| count.saturating_mul(REPLY_LEN))
}
