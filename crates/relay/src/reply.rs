//! Reply batches: what a desk posts for one day.
//!
//! # Wire format
//!
//! ```text
//! length of the note u32 ‖ note ‖ count × (tag 16 ‖ reply 4,096)
//! ```
//!
//! Spec: docs/protocol.md §12.5 R1.

use std::io;

use bellrope_protocol::limit::{REPLY_LEN, TAG_LEN};
use bellrope_protocol::note::{Day, ParseNoteError, SignedNote};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{LOG_NOTE_MAX_LEN, LogNote as _, LogNoteError, RepliesNote};
use sha2::{Digest as _, Sha256};

use crate::desk::Desk;
use crate::durable::Draft;
use crate::log::{LogError, read_stored, root_of_entries};
use crate::post::Posted;
use crate::relay::Relay;
use crate::store::{LogKind, NoteKind, Numbered, StoreError};

/// Length of one reply behind its tag, in bytes.
const ITEM_LEN: usize = TAG_LEN + REPLY_LEN;

/// Returns the greatest length of a reply post, in bytes, for a day of `count` replies.
#[must_use]
pub fn max_len(count: u32) -> usize {
    4 + LOG_NOTE_MAX_LEN + ITEM_LEN * usize::try_from(count).unwrap_or(0)
}

/// Accepts a day's replies at `now` (Unix seconds). Blocks the thread.
///
/// # Errors
///
/// [`ReplyError`], by variant; nothing is published then.
pub fn accept(relay: &Relay, desk: &Desk, post: &[u8], now: u64) -> Result<Posted, ReplyError> {
    let card = desk.card().ok_or(ReplyError::NoCard)?;
    let _changing = desk.change();
    let post = Post::parse(post)?;
    let note_text = post.note.to_string();
    let note = RepliesNote::verify_by(post.note.clone(), card.push_keys())?;
    let log = relay.log(desk, LogKind::Replies);
    let next = relay.store.note_count(log.id, NoteKind::Batch)?;
    if note.number < next {
        let stored = relay
            .store
            .notes(log.id, NoteKind::Batch, note.number..note.number + 1)?;
        return match stored.first() {
            Some(stored) if *stored == note_text => Ok(Posted::Again),
            _ => Err(ReplyError::Stale),
        };
    }
    let entries = post.entries(&note);
    let size = log.size()?;
    let day_before = last_day(relay, desk, next)?;
    check(
        &note,
        &entries,
        &Expected {
            next,
            size,
            day_before,
            count: card.replies_on(note.day),
            now,
        },
    )?;
    if !relay.space.admits_replies() {
        return Err(ReplyError::Full);
    }
    publish(relay, desk, &post, note, note_text, &entries)?;
    Ok(Posted::New)
}

/// What a post must agree with.
struct Expected {
    next: u64,
    size: u64,
    day_before: Option<Day>,
    count: u32,
    now: u64,
}

fn check(note: &RepliesNote, entries: &[Entry], expected: &Expected) -> Result<(), ReplyError> {
    if note.number != expected.next || note.first != expected.size {
        return Err(ReplyError::Gap);
    }
    let tomorrow = Day::of(expected.now).plus(1);
    if expected.day_before.is_some_and(|last| note.day <= last) || note.day > tomorrow {
        return Err(ReplyError::Day);
    }
    if note.count != expected.count || entries.len() != expected.count as usize {
        return Err(ReplyError::Count {
            count: note.count,
            expected: expected.count,
        });
    }
    if root_of_entries(entries) != note.root {
        return Err(ReplyError::Root);
    }
    Ok(())
}

fn last_day(relay: &Relay, desk: &Desk, next: u64) -> Result<Option<Day>, ReplyError> {
    let log = relay.log(desk, LogKind::Replies);
    let Some(last) = next.checked_sub(1) else {
        return Ok(None);
    };
    let notes = relay.store.notes(log.id, NoteKind::Batch, last..next)?;
    let note = notes
        .first()
        .map(|note| read_stored::<RepliesNote>(note))
        .transpose()?;
    Ok(note.map(|note| note.day))
}

/// Writes the bodies, then everything else in one commit.
fn publish(
    relay: &Relay,
    desk: &Desk,
    post: &Post<'_>,
    note: RepliesNote,
    value: String,
    entries: &[Entry],
) -> Result<(), ReplyError> {
    let path = relay
        .folder
        .batch(&desk.name, LogKind::Replies, note.number);
    let mut draft = Draft::begin(&path)?;
    for item in post.items {
        draft.write(&item[TAG_LEN..])?;
    }
    draft.finish()?;
    let mut growth = relay.log(desk, LogKind::Replies).grow(entries)?;
    growth.batch = Some(Numbered {
        number: note.number,
        value,
    });
    relay.store.append(&[growth])?;
    relay.witnesses.ring();
    relay.space.add_bodies((REPLY_LEN * entries.len()) as u64);
    Ok(())
}

/// The parts of a post.
struct Post<'a> {
    note: SignedNote,
    items: &'a [[u8; ITEM_LEN]],
}

impl<'a> Post<'a> {
    fn parse(post: &'a [u8]) -> Result<Self, ReplyError> {
        let (len, rest) = post.split_first_chunk::<4>().ok_or(ReplyError::Form)?;
        let len = usize::try_from(u32::from_be_bytes(*len)).map_err(|_| ReplyError::Form)?;
        let (note, rest) = rest.split_at_checked(len).ok_or(ReplyError::Form)?;
        let (items, trailing) = rest.as_chunks::<ITEM_LEN>();
        if !trailing.is_empty() {
            return Err(ReplyError::Form);
        }
        let note = SignedNote::parse(note, LOG_NOTE_MAX_LEN)?;
        Ok(Self { note, items })
    }

    fn entries(&self, note: &RepliesNote) -> Vec<Entry> {
        // spec: §11.2, the end of the day
        let epoch = u32::try_from(note.day.end_secs()).unwrap_or(u32::MAX);
        self.items
            .iter()
            .filter_map(|item| {
                let (tag, reply) = item.split_first_chunk::<TAG_LEN>()?;
                Some(Entry {
                    epoch,
                    body: Sha256::digest(reply).into(),
                    tag: *tag,
                })
            })
            .collect()
    }
}

/// Why a day's replies are not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The desk has no card yet.
    #[error("desk has no card yet")]
    NoCard,
    /// The post does not have the parts that it must have.
    #[error("reply post is malformed")]
    Form,
    /// The note is malformed.
    #[error("note of the reply post is malformed")]
    Parse(#[from] ParseNoteError),
    /// The note is not the push key's.
    #[error("note of the reply post is not signed by the push key")]
    Note(#[from] LogNoteError),
    /// A batch of this number was published, and it was another one.
    #[error("another batch of this number was published")]
    Stale,
    /// The batch is not the next one.
    #[error("reply batch is not the next one")]
    Gap,
    /// The day is not after the last one, or after tomorrow.
    #[error("day of the reply batch is out of order")]
    Day,
    /// The number of replies is not the card's.
    #[error("reply batch has {count} replies, expected {expected}")]
    Count {
        /// Their number.
        count: u32,
        /// The card's number for that day.
        expected: u32,
    },
    /// The root of the note is not that of the replies.
    #[error("root of the reply batch does not fit its replies")]
    Root,
    /// There is no room.
    #[error("no room for a reply batch")]
    Full,
    /// The log cannot be read or added to.
    #[error("cannot add to the reply log")]
    Log(#[from] LogError),
    /// The database failed.
    #[error("cannot commit a reply batch")]
    Store(#[from] StoreError),
    /// The bodies cannot be written.
    #[error("cannot write the bodies of a reply batch")]
    Write(#[from] io::Error),
}
