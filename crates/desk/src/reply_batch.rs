//! Reply batches: one for every calendar day, always of the card's count, so that neither a
//! quiet day nor a busy one shows.

use bellrope_bundle::Log;
use bellrope_protocol::age::Passphrase;
use bellrope_protocol::card::Card;
use bellrope_protocol::content::{EncodeReplyError, ReplyContent, encode_cover_reply};
use bellrope_protocol::key::{CaseKeys, FoundingRoot};
use bellrope_protocol::limit::{REPLY_LEN, REPLY_MAX_RECEIPTS};
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::Day;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{LogNote as _, LogNoteError, RepliesNote};
use bellrope_transparency::tree::root_of;
use rand::seq::SliceRandom as _;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::{Blob, Bytes};
use crate::card;
use crate::case::{CaseFile, CaseNumber, Item, OpenCase, status_of};
use crate::key::{self, Desk, Role};
use crate::log_state::{LogState, Progress};
use crate::vault::{Change, Record, Records, Vault, VaultError};

/// Most days that batches are made for at once, counted from the last batch or the last bundle:
/// a clock that runs ahead would fill days that the relay will not take for months.
pub const MAX_DAYS: u32 = 92;

/// Something of a conversation that waits for a batch.
#[derive(Serialize, Deserialize)]
struct Queued {
    seq: u64,
    number: CaseNumber,
    item: u32,
    part: u32,
}

impl Record for Queued {
    const TABLE: &'static str = "queue";
}

#[derive(Default, Serialize, Deserialize)]
struct Counter {
    next: u64,
}

impl Record for Counter {
    const TABLE: &'static str = "counters";
}

/// Puts a part of an item into the queue, behind all others.
pub(crate) fn enqueue(
    change: &Change<'_>,
    number: &CaseNumber,
    item: u32,
    part: u32,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut counter: Counter = change.find("queue")?.unwrap_or_default();
    let queued = Queued {
        seq: counter.next,
        number: number.clone(),
        item,
        part,
    };
    change.put(queued.seq.to_be_bytes(), &queued, rng)?;
    counter.next += 1;
    change.put("queue", &counter, rng)
}

/// Counts what waits in the queue.
///
/// # Errors
///
/// [`VaultError`].
pub fn waiting(vault: &Vault) -> Result<usize, VaultError> {
    Ok(vault.read()?.all::<Queued>()?.len())
}

/// Letters of a case whose receipt the reporter has not been told yet.
#[derive(Serialize, Deserialize)]
struct Receipts {
    number: CaseNumber,
    /// Epoch of the oldest of them.
    since: u32,
    hashes: Vec<Bytes<32>>,
}

impl Record for Receipts {
    const TABLE: &'static str = "receipts";
}

/// Notes that a letter of a case was imported: the end-to-end acknowledgement goes out with a
/// batch without anyone thinking of it.
pub(crate) fn add_receipt(
    change: &Change<'_>,
    number: &CaseNumber,
    epoch: u32,
    hash: [u8; 32],
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let found: Option<Receipts> = change.find(number.as_str())?;
    let mut receipts = found.unwrap_or_else(|| Receipts {
        number: number.clone(),
        since: epoch,
        hashes: Vec::new(),
    });
    receipts.since = receipts.since.min(epoch);
    receipts.hashes.push(Bytes(hash));
    change.put(number.as_str(), &receipts, rng)
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
        made.push(vault.change(|change| make(change, day, rng))?);
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

/// One place of a batch.
struct Place {
    tag: Tag,
    reply: Box<[u8; REPLY_LEN]>,
}

fn make(change: &Change<'_>, day: Day, rng: &mut impl CryptoRng) -> Result<MadeBatch, BatchError> {
    let card = card::newest(change)?;
    let founding = Desk::load(change)?.founding();
    let count = card.replies.count_on(day);
    let room = usize::try_from(count).unwrap_or(usize::MAX);
    let mut filling = Filling {
        change,
        founding,
        day,
        room,
        places: Vec::with_capacity(room),
    };
    filling.take_queue(rng)?;
    filling.take_receipts(rng)?;
    let mut places = filling.places;
    let used = u32::try_from(places.len()).unwrap_or(u32::MAX);
    while places.len() < room {
        places.push(cover(rng));
    }
    places.shuffle(rng);
    let push = key::signer(change, &card.base(), Role::Push)?;
    store_places(change, &card, &push, day, &places, rng)?;
    Ok(MadeBatch { day, used, count })
}

/// Makes a cover reply: nobody will know its passphrase.
fn cover(rng: &mut impl CryptoRng) -> Place {
    let key = SecretBytes::<32>::generate(rng);
    let passphrase = Passphrase::from_key(key.expose_secret());
    let plaintext = encode_cover_reply();
    Place {
        tag: Tag::random(rng),
        reply: bellrope_protocol::reply::seal(plaintext.expose_secret(), &passphrase, rng),
    }
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

/// A batch while it is being filled.
struct Filling<'c, 'v> {
    change: &'c Change<'v>,
    founding: FoundingRoot,
    day: Day,
    room: usize,
    places: Vec<Place>,
}

impl Filling<'_, '_> {
    /// Takes what people wrote, first come first served.
    fn take_queue(&mut self, rng: &mut impl CryptoRng) -> Result<(), BatchError> {
        let mut queue: Vec<Queued> = self.change.all()?;
        queue.sort_by_key(|queued| queued.seq);
        for queued in queue {
            if self.places.len() == self.room {
                break;
            }
            self.take_queued(&queued, rng)?;
            self.change.remove::<Queued>(queued.seq.to_be_bytes())?;
        }
        Ok(())
    }

    fn take_queued(&mut self, queued: &Queued, rng: &mut impl CryptoRng) -> Result<(), BatchError> {
        // A case whose key was destroyed meanwhile has nothing to say any more.
        let Some(case) = OpenCase::find(self.change, &queued.number)? else {
            return Ok(());
        };
        let mut file = case.file(self.change)?;
        let mut item = case.item(self.change, queued.item)?;
        let Some(keys) = file.keys(self.change, &self.founding)? else {
            return Ok(());
        };
        let mut content = self.begin(&file, &keys);
        match &mut item {
            Item::Reply {
                parts,
                with_status,
                sent,
                ..
            } => {
                content.text = parts.get(queued.part as usize).cloned();
                content.status = (*with_status && queued.part == 0).then(|| status_of(&file));
                *sent += 1;
            }
            Item::Status { .. } => content.status = Some(status_of(&file)),
            Item::Letter { .. } | Item::Raw { .. } => return Ok(()),
        }
        self.add_receipts(&queued.number, &mut content, rng)?;
        case.put_item(self.change, queued.item, &item, rng)?;
        self.seal(&case, &mut file, &keys, &content, rng)
    }

    /// Takes receipts into the spare places, oldest due first.
    fn take_receipts(&mut self, rng: &mut impl CryptoRng) -> Result<(), BatchError> {
        let mut due: Vec<Receipts> = self.change.all()?;
        due.sort_by_key(|receipts| receipts.since);
        for receipts in due {
            if self.places.len() == self.room {
                break;
            }
            let Some(case) = OpenCase::find(self.change, &receipts.number)? else {
                self.change.remove::<Receipts>(receipts.number.as_str())?;
                continue;
            };
            let mut file = case.file(self.change)?;
            let Some(keys) = file.keys(self.change, &self.founding)? else {
                continue;
            };
            let mut content = self.begin(&file, &keys);
            content.status = Some(status_of(&file));
            self.add_receipts(&receipts.number, &mut content, rng)?;
            self.seal(&case, &mut file, &keys, &content, rng)?;
        }
        Ok(())
    }

    fn begin(&self, file: &CaseFile, keys: &CaseKeys) -> ReplyContent {
        let prev = file.prev.map(|hash| hash.0);
        ReplyContent::new(keys.handle(), file.replies + 1, prev, self.day)
    }

    /// Fills what is left of a reply with receipts of its case.
    fn add_receipts(
        &self,
        number: &CaseNumber,
        content: &mut ReplyContent,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let Some(mut receipts) = self.change.find::<Receipts>(number.as_str())? else {
            return Ok(());
        };
        while content.receipts.len() < REPLY_MAX_RECEIPTS && !receipts.hashes.is_empty() {
            content.receipts.push(receipts.hashes[0].0);
            if content.json_len() > bellrope_protocol::content::REPLY_JSON_MAX_LEN {
                content.receipts.pop();
                break;
            }
            receipts.hashes.remove(0);
        }
        if receipts.hashes.is_empty() {
            return self.change.remove::<Receipts>(number.as_str());
        }
        self.change.put(number.as_str(), &receipts, rng)
    }

    fn seal(
        &mut self,
        case: &OpenCase,
        file: &mut CaseFile,
        keys: &CaseKeys,
        content: &ReplyContent,
        rng: &mut impl CryptoRng,
    ) -> Result<(), BatchError> {
        let plaintext = content.encode()?;
        let passphrase = keys.reply_passphrase();
        let reply = bellrope_protocol::reply::seal(plaintext.expose_secret(), passphrase, rng);
        let hash = body_hash(reply.as_slice());
        file.replies = content.n;
        file.prev = Some(Bytes(hash));
        file.told.note(content);
        case.put_file(self.change, file, rng)?;
        self.places.push(Place {
            tag: keys.reply_tag(&hash),
            reply,
        });
        Ok(())
    }
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
