//! Sealing: at the end of an epoch the waiting letters of a desk become a batch of its intake
//! log, among covers, sorted by body hash.
//!
//! Spec: docs/protocol.md §12.2.

use std::io;

use bellrope_protocol::age::Recipient;
use bellrope_protocol::content;
use bellrope_protocol::letter;
use bellrope_protocol::limit::LETTER_LEN;
use bellrope_protocol::tag::Tag;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, LogNote as _, LogNoteError};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use crate::card::CurrentCard;
use crate::desk::Desk;
use crate::durable::Draft;
use crate::health::Part;
use crate::log::{LogError, root_of_entries};
use crate::relay::Relay;
use crate::slot::{Logged, Medium as _, QueueError, SLOT_LEN, Taken, letter_of};
use crate::store::{LogKind, NoteKind, Numbered, StoreError};

/// A batch is a multiple of this many letters, covers included.
const MULTIPLE: usize = 16;
/// One in this many draws ends the geometric distribution: its mean is 15.
const COVER_ODDS: u32 = 16;

/// What a sealing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// A batch was added.
    Batch {
        /// Its number.
        number: u64,
        /// How many entries it has, covers included.
        count: u32,
    },
    /// The epoch was sealed before.
    Already,
    /// The desk has no card yet.
    NoCard,
}

/// One letter of a batch.
struct Item {
    entry: Entry,
    body: Body,
}

enum Body {
    Slot(u32),
    Cover(Box<[u8; LETTER_LEN]>),
}

/// Seals the letters of a desk whose epoch ends at or before `epoch`.
///
/// # Errors
///
/// [`SealError`]; whatever was done can be done again, and every waiting letter still waits.
pub fn seal(relay: &Relay, desk: &Desk, epoch: u32) -> Result<Sealed, SealError> {
    let Some(card) = desk.card() else {
        return Ok(Sealed::NoCard);
    };
    let _changing = desk.change();
    if reconcile(relay, desk, Some(epoch))? {
        return Ok(Sealed::Already);
    }
    relay.epochs.close(epoch);
    let mut rng = relay.fork_rng();
    // spec: §12.2 S1
    let mut taken = relay.queue.take(desk.number, epoch)?;
    taken.retain(|taken| is_intact(relay, taken));
    let covers = draw_covers(taken.len(), &mut rng);
    let mut items: Vec<Item> = taken.iter().map(Item::waiting).collect();
    // spec: §12.2 S2
    let recipient = card.recipient_at(epoch).ok_or(SealError::NoRecipient)?;
    items.extend((0..covers).map(|_| Item::cover(recipient, epoch, &mut rng)));
    // spec: §12.2 S3
    items.sort_unstable_by_key(|item| item.entry.body);
    commit(relay, desk, &card, epoch, &items)
}

/// Says whether a slot still holds its letter. One that the disk has spoilt must not keep all the
/// others from being logged: it stays, in case it can be read later, and health says so.
fn is_intact(relay: &Relay, taken: &Taken) -> bool {
    let mut slot = Box::new([0; SLOT_LEN]);
    let mut letter = Box::new([0; LETTER_LEN]);
    let read = relay.slots.read(taken.position, &mut slot);
    letter_of(&slot, &mut letter);
    let intact = read.is_ok() && Sha256::digest(letter.as_slice())[..] == taken.body;
    if !intact {
        let text = format!("slot {} no longer holds its letter", taken.position);
        relay.health.fail(Part::Spoilt, text);
    }
    intact
}

/// Draws how many covers go with `letters` letters: at least a geometric number of mean 15, and
/// so many that the total is a positive multiple of 16.
fn draw_covers(letters: usize, rng: &mut StdRng) -> usize {
    let mut least = 0;
    while rng.random_range(0..COVER_ODDS) != 0 {
        least += 1;
    }
    (letters + least).max(1).next_multiple_of(MULTIPLE) - letters
}

impl Item {
    fn waiting(taken: &Taken) -> Self {
        Self {
            entry: Entry {
                epoch: taken.epoch,
                body: taken.body,
                tag: taken.tag,
            },
            body: Body::Slot(taken.position),
        }
    }

    fn cover(recipient: &Recipient, epoch: u32, rng: &mut StdRng) -> Self {
        let letter = letter::seal(
            content::encode_cover_letter(rng).expose_secret(),
            recipient,
            rng,
        );
        let body = Sha256::digest(letter.as_slice()).into();
        let tag = Tag::random(rng).to_bytes();
        Self {
            entry: Entry { epoch, body, tag },
            body: Body::Cover(letter),
        }
    }
}

/// Writes the bodies, then everything else in one commit, then wipes the slots.
fn commit(
    relay: &Relay,
    desk: &Desk,
    card: &CurrentCard,
    epoch: u32,
    items: &[Item],
) -> Result<Sealed, SealError> {
    let log = relay.log(desk, LogKind::Intake);
    let number = relay.store.note_count(log.id, NoteKind::Batch)?;
    // spec: §12.2 S4
    write_bodies(relay, desk, number, items)?;
    // spec: §12.2 S5
    let entries: Vec<Entry> = items.iter().map(|item| item.entry).collect();
    let mut growth = log.grow(&entries)?;
    let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let note = BatchNote {
        origin: log.origin().clone(),
        number,
        epoch,
        first: growth.from,
        count,
        root: root_of_entries(&entries),
    };
    growth.batch = Some(Numbered {
        number,
        value: note.sign(log.key)?.to_string(),
    });
    let first = growth.from;
    relay.store.append(&[growth])?;
    relay.witnesses.ring();
    relay.space.add_bodies(u64::from(count) * LETTER_LEN as u64);
    settle(relay, desk, card, first, &entries)?;
    Ok(Sealed::Batch { number, count })
}

fn write_bodies(relay: &Relay, desk: &Desk, number: u64, items: &[Item]) -> Result<(), SealError> {
    let path = relay.folder.batch(&desk.name, LogKind::Intake, number);
    let mut draft = Draft::begin(&path)?;
    let mut slot = Box::new([0; SLOT_LEN]);
    let mut letter = Box::new([0; LETTER_LEN]);
    for item in items {
        match &item.body {
            Body::Cover(letter) => draft.write(letter.as_slice())?,
            Body::Slot(position) => {
                relay.slots.read(*position, &mut slot)?;
                letter_of(&slot, &mut letter);
                // What the disk gives back must be what was promised.
                if Sha256::digest(letter.as_slice())[..] != item.entry.body {
                    return Err(SealError::Slot {
                        position: *position,
                    });
                }
                draft.write(letter.as_slice())?;
            }
        }
    }
    Ok(draft.finish()?)
}

/// Wipes the slots of logged letters.
fn settle(
    relay: &Relay,
    desk: &Desk,
    card: &CurrentCard,
    first: u64,
    entries: &[Entry],
) -> Result<(), SealError> {
    let logged = (first..)
        .zip(entries)
        .map(|(index, entry)| Logged {
            body: entry.body,
            index,
        })
        .collect();
    let window = relay.window_start(desk, card)?;
    // spec: §12.2 S6
    Ok(relay.queue.settle(desk.number, logged, window)?)
}

/// Wipes what the newest batch has logged but left in its slots: after a crash, or when a commit
/// took place although it said it had not. Answers whether `epoch` is sealed already.
///
/// # Errors
///
/// [`SealError`], by variant.
pub fn reconcile(relay: &Relay, desk: &Desk, epoch: Option<u32>) -> Result<bool, SealError> {
    let Some(card) = desk.card() else {
        return Ok(false);
    };
    let Some(newest) = relay.newest_batch(desk)? else {
        return Ok(false);
    };
    relay.epochs.close(newest.epoch);
    let end = newest.first + u64::from(newest.count);
    let entries = relay
        .log(desk, LogKind::Intake)
        .entries(newest.first, end)?;
    settle(relay, desk, &card, newest.first, &entries)?;
    Ok(epoch.is_some_and(|epoch| newest.epoch >= epoch))
}

/// Why an epoch is not sealed yet. It will be tried again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The log cannot be read or added to.
    #[error("cannot add to the intake log")]
    Log(#[from] LogError),
    /// The database failed.
    #[error("cannot commit a batch")]
    Store(#[from] StoreError),
    /// The bodies cannot be written.
    #[error("cannot write the bodies of a batch")]
    Write(#[from] io::Error),
    /// A slot no longer holds its letter.
    #[error("slot {position} no longer holds its letter")]
    Slot {
        /// The slot.
        position: u32,
    },
    /// The card lists no intake key at all.
    #[error("card lists no intake key")]
    NoRecipient,
    /// The batch note cannot be signed.
    #[error("cannot sign the batch note")]
    Note(#[from] LogNoteError),
    /// The slot writer has stopped.
    #[error("cannot reach the slots")]
    Queue(#[from] QueueError),
}

/// Makes the generator of one sealing.
pub(crate) fn fork(rng: &mut StdRng) -> StdRng {
    StdRng::from_rng(rng)
}

#[cfg(test)]
mod tests;
