//! What goes into a batch: the queue of what people wrote, receipts that are due, covers.

use bellrope_protocol::age::Passphrase;
use bellrope_protocol::content::{ReplyContent, StatusCode, TextPart, encode_cover_reply};
use bellrope_protocol::key::{CaseKeys, FoundingRoot};
use bellrope_protocol::limit::{REPLY_LEN, REPLY_MAX_RECEIPTS, REPLY_PLAINTEXT_LEN};
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::tag::{Tag, body_hash};
use bellrope_protocol::time::Day;
use rand::seq::SliceRandom as _;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{BatchError, Counter};
use crate::bytes::Bytes;
use crate::case::{CaseNumber, Channel, OpenCase, status_of};
use crate::key::Desk;
use crate::practice;
use crate::vault::{Change, Record, Records, Vault, VaultError};

/// That something of a conversation waits for a batch.
#[derive(Serialize, Deserialize)]
struct Queued {
    seq: u64,
    number: CaseNumber,
    item: u32,
}

impl Record for Queued {
    const TABLE: &'static str = "queue";
}

/// What waits, sealed under what the case's slot gives: whoever makes a batch may not read the
/// case.
#[derive(Serialize, Deserialize)]
pub(crate) struct Outgoing {
    /// A part of a text.
    pub(crate) text: Option<TextPart>,
    /// Whether it tells the status.
    pub(crate) with_status: bool,
    /// The status that it tells whatever the case's is by then: that of the text it goes with.
    #[serde(default)]
    pub(crate) status: Option<String>,
}

impl Outgoing {
    /// Tells the status that the case has on the day of the batch.
    pub(crate) fn status() -> Self {
        Self {
            text: None,
            with_status: true,
            status: None,
        }
    }
}

impl Record for Outgoing {
    const TABLE: &'static str = "outgoing";
}

/// Puts something of an item into the queue, behind all others.
pub(crate) fn enqueue(
    change: &Change<'_>,
    case: &OpenCase,
    item: u32,
    outgoing: &Outgoing,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut counter: Counter = change.find("queue")?.unwrap_or_default();
    let queued = Queued {
        seq: counter.next,
        number: case.number().clone(),
        item,
    };
    let name = queued.seq.to_be_bytes();
    change.put(name, &queued, rng)?;
    change.put_under(case.team(), name, outgoing, rng)?;
    counter.next += 1;
    change.put("queue", &counter, rng)
}

/// Counts what waits in the queue.
///
/// # Errors
///
/// [`VaultError`].
pub fn waiting(vault: &Vault) -> Result<usize, VaultError> {
    replies_waiting(&vault.read()?)
}

/// Counts the cases that have receipts waiting.
pub(super) fn receipts_waiting(records: &impl Records) -> Result<usize, VaultError> {
    Ok(records.all::<Receipts>()?.len())
}

/// Counts what people wrote and no batch has taken yet.
pub(super) fn replies_waiting(records: &impl Records) -> Result<usize, VaultError> {
    Ok(records.all::<Queued>()?.len())
}

/// Lists the items of a case that wait, each as often as it has parts in the queue.
pub(crate) fn waiting_of(
    records: &impl Records,
    number: &CaseNumber,
) -> Result<Vec<u32>, VaultError> {
    let queue: Vec<Queued> = records.all()?;
    let ours = queue.into_iter().filter(|it| it.number == *number);
    Ok(ours.map(|it| it.item).collect())
}

/// Says whether the last of a case in the queue that tells a status will tell the one that the case
/// has then.
pub(crate) fn tells_status(records: &impl Records, case: &OpenCase) -> Result<bool, VaultError> {
    let mut queue: Vec<Queued> = records.all()?;
    queue.retain(|queued| queued.number == *case.number());
    queue.sort_by_key(|queued| queued.seq);
    for queued in queue.iter().rev() {
        let name = queued.seq.to_be_bytes();
        let outgoing: Option<Outgoing> = records.find_under(case.team(), name)?;
        if let Some(outgoing) = outgoing.filter(|it| it.with_status) {
            return Ok(outgoing.status.is_none());
        }
    }
    Ok(false)
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

/// Forgets what a reporter was to be told of letters: the case is about to be deleted.
pub(crate) fn forget_receipts(change: &Change<'_>, number: &CaseNumber) -> Result<(), VaultError> {
    change.remove::<Receipts>(number.as_str())
}

/// One place of a batch.
pub(super) struct Place {
    pub(super) tag: Tag,
    pub(super) reply: Box<[u8; REPLY_LEN]>,
}

/// The places of a batch, in the order in which they are published.
pub(super) struct Filled {
    pub(super) places: Vec<Place>,
    /// Places that say something.
    pub(super) used: u32,
}

/// Fills the places of a day's batch: what people wrote first, then receipts, then covers; shuffled.
// spec: §8, Days
pub(super) fn fill(
    change: &Change<'_>,
    day: Day,
    count: u32,
    rng: &mut impl CryptoRng,
) -> Result<Filled, BatchError> {
    let room = usize::try_from(count).unwrap_or(usize::MAX);
    let press = Press::of(change)?;
    let mut filling = Filling {
        change,
        founding: Desk::load(change)?.founding(),
        press,
        day,
        room,
        places: Vec::with_capacity(room),
    };
    filling.take_queue(rng)?;
    filling.take_receipts(rng)?;
    let mut places = filling.places;
    let used = u32::try_from(places.len()).unwrap_or(u32::MAX);
    while places.len() < room {
        places.push(press.cover(rng));
    }
    places.shuffle(rng);
    Ok(Filled { places, used })
}

/// What makes replies of plaintexts.
#[derive(Clone, Copy)]
enum Press {
    /// Seals them.
    Seal,
    /// Makes noise of the same length: there is nobody who could read a reply of a practice vault,
    /// and a year of batches would take minutes.
    Noise,
}

impl Press {
    fn of(records: &impl Records) -> Result<Self, VaultError> {
        let is_practice = practice::is_practice(records)?;
        Ok(if is_practice { Self::Noise } else { Self::Seal })
    }

    fn reply(
        self,
        plaintext: &SecretBytes<REPLY_PLAINTEXT_LEN>,
        passphrase: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Box<[u8; REPLY_LEN]> {
        match self {
            Self::Seal => {
                bellrope_protocol::reply::seal(plaintext.expose_secret(), passphrase, rng)
            }
            Self::Noise => {
                let mut noise = Box::new([0; REPLY_LEN]);
                rng.fill_bytes(noise.as_mut());
                noise
            }
        }
    }

    /// Makes a cover reply: nobody will know its passphrase.
    fn cover(self, rng: &mut impl CryptoRng) -> Place {
        let key = SecretBytes::<32>::generate(rng);
        let passphrase = Passphrase::from_key(key.expose_secret());
        Place {
            tag: Tag::random(rng),
            reply: self.reply(&encode_cover_reply(), &passphrase, rng),
        }
    }
}

/// A batch while it is being filled.
struct Filling<'c, 'v> {
    change: &'c Change<'v>,
    founding: FoundingRoot,
    press: Press,
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
            let name = queued.seq.to_be_bytes();
            self.change.remove::<Queued>(name)?;
            self.change.remove::<Outgoing>(name)?;
        }
        Ok(())
    }

    fn take_queued(&mut self, queued: &Queued, rng: &mut impl CryptoRng) -> Result<(), BatchError> {
        // A case whose key was destroyed meanwhile has nothing to say any more.
        let Some(case) = OpenCase::find(self.change, &queued.number)? else {
            return Ok(());
        };
        let damaged = VaultError::Damaged {
            part: Outgoing::TABLE,
        };
        let outgoing: Option<Outgoing> = self
            .change
            .find_under(case.team(), queued.seq.to_be_bytes())?;
        let outgoing = outgoing.ok_or(damaged)?;
        let mut channel = case.channel(self.change)?;
        let Some(keys) = channel.keys(self.change, &self.founding)? else {
            return Ok(());
        };
        let mut content = self.begin(&channel, &keys);
        content.text = outgoing.text;
        content.status = outgoing.with_status.then(|| status_of(&case.register));
        if let (Some(status), Some(code)) = (&mut content.status, outgoing.status) {
            status.code = StatusCode::from(code);
        }
        self.add_receipts(&queued.number, &mut content, rng)?;
        self.seal(&case, &mut channel, &keys, &content, rng)
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
            let mut channel = case.channel(self.change)?;
            let Some(keys) = channel.keys(self.change, &self.founding)? else {
                continue;
            };
            let mut content = self.begin(&channel, &keys);
            content.status = Some(status_of(&case.register));
            self.add_receipts(&receipts.number, &mut content, rng)?;
            self.seal(&case, &mut channel, &keys, &content, rng)?;
        }
        Ok(())
    }

    fn begin(&self, channel: &Channel, keys: &CaseKeys) -> ReplyContent {
        let prev = channel.prev.map(|hash| hash.0);
        ReplyContent::new(keys.handle(), channel.replies + 1, prev, self.day)
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
        channel: &mut Channel,
        keys: &CaseKeys,
        content: &ReplyContent,
        rng: &mut impl CryptoRng,
    ) -> Result<(), BatchError> {
        let plaintext = content.encode()?;
        let passphrase = keys.reply_passphrase();
        let reply = self.press.reply(&plaintext, passphrase, rng);
        let hash = body_hash(reply.as_slice());
        channel.replies = content.n;
        channel.prev = Some(Bytes(hash));
        channel.told.note(content);
        case.put_channel(self.change, channel, rng)?;
        self.places.push(Place {
            tag: keys.reply_tag(&hash),
            reply,
        });
        Ok(())
    }
}
