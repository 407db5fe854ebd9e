//! Reply batches: one for every calendar day, always of the card's count, so that neither a
//! quiet day nor a busy one shows.

mod fill;
mod outlook;

use bellrope_bundle::Log;
use bellrope_protocol::card::Card;
use bellrope_protocol::content::EncodeReplyError;
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{LogNote as _, LogNoteError, RepliesNote};
use bellrope_transparency::tree::root_of;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::Blob;
use crate::card;
use crate::key::{self, Role};
use crate::log_state::{LogState, Progress};
use crate::trail;
use crate::vault::{Change, Record, Records, Vault, VaultError};
pub use fill::waiting;
use fill::{Filled, Place};
pub(crate) use fill::{Outgoing, add_receipt, enqueue, forget_receipts, tells_status, waiting_of};
pub use outlook::{Outlook, latest_days, outlook};

/// Most days that batches are made for at once, counted from the last batch or the last bundle:
/// a clock that runs ahead would fill days that the relay will not take for months.
pub const MAX_DAYS: u32 = 92;

#[derive(Default, Serialize, Deserialize)]
struct Counter {
    next: u64,
}

impl Record for Counter {
    const TABLE: &'static str = "counters";
}

/// A batch that was made.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Batch {
    pub(crate) number: u64,
    pub(crate) day: Day,
    pub(crate) first: u64,
    pub(crate) count: u32,
    /// The signed note.
    pub(crate) note: String,
    entries: Blob,
}

impl Record for Batch {
    const TABLE: &'static str = "batches";
}

impl Batch {
    /// Adopts a batch that was published under the desk's signature and forgotten since.
    pub(crate) fn adopt(note: &RepliesNote, signed: String, entries: &[Entry]) -> Self {
        Self {
            number: note.number,
            day: note.day,
            first: note.first,
            count: note.count,
            note: signed,
            entries: to_blob(entries),
        }
    }

    pub(crate) fn entries(&self) -> Result<Vec<Entry>, VaultError> {
        let damaged = |_| VaultError::Damaged { part: Self::TABLE };
        self.entries
            .0
            .chunks(Entry::LEN)
            .map(|bytes| Entry::parse(bytes).map_err(damaged))
            .collect()
    }

    /// Returns the index after its last entry.
    pub(crate) fn end(&self) -> u64 {
        self.first + u64::from(self.count)
    }
}

fn to_blob(entries: &[Entry]) -> Blob {
    Blob::new(entries.iter().flat_map(Entry::to_bytes).collect())
}

/// The body of a batch's POST, until the batch is seen published.
#[derive(Serialize, Deserialize)]
struct Post {
    body: Blob,
}

impl Record for Post {
    const TABLE: &'static str = "batch-posts";
}

/// The number of batches made.
pub(crate) fn count(records: &impl Records) -> Result<u64, VaultError> {
    let counter: Option<Counter> = records.find("batches")?;
    Ok(counter.unwrap_or_default().next)
}

/// Finds the batch of a number.
pub(crate) fn find(records: &impl Records, number: u64) -> Result<Option<Batch>, VaultError> {
    records.find(number.to_be_bytes())
}

/// Finds the body of a batch's POST.
pub(crate) fn post(records: &impl Records, number: u64) -> Result<Option<Vec<u8>>, VaultError> {
    let found: Option<Post> = records.find(number.to_be_bytes())?;
    Ok(found.map(|post| post.body.0.to_vec()))
}

/// Forgets the body of a batch that was published.
pub(crate) fn forget_post(change: &Change<'_>, number: u64) -> Result<(), VaultError> {
    change.remove::<Post>(number.to_be_bytes())
}

/// Stores a batch as the last one.
pub(crate) fn store(
    change: &Change<'_>,
    batch: &Batch,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    change.put(batch.number.to_be_bytes(), batch, rng)?;
    let counter = Counter {
        next: batch.number + 1,
    };
    change.put("batches", &counter, rng)
}

fn last(records: &impl Records) -> Result<Option<Batch>, VaultError> {
    match count(records)?.checked_sub(1) {
        Some(number) => find(records, number),
        None => Ok(None),
    }
}

/// Returns the day of the last batch that is known to be published.
pub(crate) fn last_published(records: &impl Records) -> Result<Option<Day>, VaultError> {
    let published = Progress::load(records)?.batches_published;
    match published.checked_sub(1) {
        Some(number) => Ok(find(records, number)?.map(|batch| batch.day)),
        None => Ok(None),
    }
}

/// What a batch holds, for the caseworker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeBatch {
    /// The day.
    pub day: Day,
    /// Places that say something.
    pub used: u32,
    /// All places.
    pub count: u32,
}

/// Makes the batches that are due: one for every day after the last up to today; the first time
/// after the first import, today's only. Each is a change of its own.
///
/// # Errors
///
/// [`BatchError`], by variant. Batches that were made before an error stay made.
///
/// Spec: docs/protocol.md §8, "Days".
pub fn make_due(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vec<MadeBatch>, BatchError> {
    let reading = vault.read()?;
    if Progress::load(&reading)?.restored {
        return Err(BatchError::Restored);
    }
    if !key::holds_push(&reading, &card::newest(&reading)?)? {
        return Err(BatchError::PushKey);
    }
    drop(reading);
    let today = Day::of(now);
    let mut made = Vec::new();
    while let Some(day) = next_due(&vault.read()?, today)? {
        made.push(vault.change(|change| make(change, day, now, rng))?);
    }
    Ok(made)
}

/// Finds the next day that has no batch yet, up to today.
fn next_due(records: &impl Records, today: Day) -> Result<Option<Day>, BatchError> {
    let Some(last) = last(records)? else {
        // Before the first bundle there is no case to answer, and the founding's export, which
        // only brings the card, would use up the first day.
        let begun = !LogState::load(records, Log::Cards)?.checkpoint.is_empty();
        return Ok(begun.then_some(today));
    };
    if today < last.day {
        return Err(BatchError::ClockBack {
            today,
            last: last.day,
        });
    }
    let seen = Day::of(Progress::load(records)?.log_time).max(last.day);
    if today > seen.plus(MAX_DAYS) {
        return Err(BatchError::ClockAhead { today, last: seen });
    }
    Ok((last.day < today).then(|| last.day.next()))
}

fn make(
    change: &Change<'_>,
    day: Day,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<MadeBatch, BatchError> {
    let card = card::newest(change)?;
    let count = card.replies.count_on(day);
    let Filled { places, used } = fill::fill(change, day, count, rng)?;
    let push = key::signer(change, &card.base(), Role::Push)?;
    store_places(change, &card, &push, day, &places, rng)?;
    let entry = trail::entry(change, now, Act::RepliesBatched)
        .with(Key::Day, day)
        .with(Key::Count, count);
    trail::append(change, &entry, rng)?;
    Ok(MadeBatch { day, used, count })
}

fn store_places(
    change: &Change<'_>,
    card: &Card,
    push: &SignerKey,
    day: Day,
    places: &[Place],
    rng: &mut impl CryptoRng,
) -> Result<(), BatchError> {
    let epoch = u32::try_from(day.end_secs()).unwrap_or(u32::MAX);
    let entry = |place: &Place| Entry {
        epoch,
        body: body_hash(place.reply.as_slice()),
        tag: place.tag.to_bytes(),
    };
    let entries: Vec<Entry> = places.iter().map(entry).collect();
    let before = last(change)?;
    let note = RepliesNote {
        origin: KeyName::new(card.base().replies()).map_err(|_| BatchError::Origin)?,
        number: before.as_ref().map_or(0, |batch| batch.number + 1),
        day,
        first: before.as_ref().map_or(0, Batch::end),
        count: u32::try_from(places.len()).unwrap_or(u32::MAX),
        root: root_of(entries.iter().map(Entry::leaf_hash)),
    };
    let signed = note.sign(push)?.to_string();
    let post = Post {
        body: Blob::new(post_body(&signed, places)),
    };
    change.put(note.number.to_be_bytes(), &post, rng)?;
    store(change, &Batch::adopt(&note, signed, &entries), rng)?;
    Ok(())
}

/// Writes the body of a POST (docs/protocol.md §12.5, R1).
fn post_body(note: &str, places: &[Place]) -> Vec<u8> {
    let len = u32::try_from(note.len()).unwrap_or(u32::MAX);
    let mut body = len.to_be_bytes().to_vec();
    body.extend_from_slice(note.as_bytes());
    for place in places {
        body.extend_from_slice(place.tag.as_bytes());
        body.extend_from_slice(place.reply.as_slice());
    }
    body
}

/// Why a batch was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The vault was restored and does not know yet what the relay has of it.
    #[error("the vault was restored and has not imported a bundle since")]
    Restored,
    /// The vault was restored from before the push key was replaced.
    #[error("the push key of the newest card is not in the vault")]
    PushKey,
    /// The clock stands before the last batch.
    #[error("the clock says {today}, before the last batch of {last}")]
    ClockBack {
        /// The day by the clock.
        today: Day,
        /// The day of the last batch.
        last: Day,
    },
    /// The clock runs far ahead of everything the desk has seen.
    #[error("the clock says {today}, more than {MAX_DAYS} days after {last}")]
    ClockAhead {
        /// The day by the clock.
        today: Day,
        /// The last day that the desk knows of.
        last: Day,
    },
    /// A reply does not fit: a defect, for texts are split before.
    #[error("cannot write a reply")]
    Reply(#[from] EncodeReplyError),
    /// The note cannot be signed: a defect.
    #[error("cannot sign the note of a batch")]
    Note(#[from] LogNoteError),
    /// The origin is no key name: a defect.
    #[error("the reply log has no valid origin")]
    Origin,
}
