//! The desk's key cards: the first, the following ones, and the weekly keys that go with them.

use bellrope_protocol::card::{
    Card, DeskNames, EarlierPush, Ed25519PublicKey, IntakeRecipient, NextCount, RelayKeys,
    ReplyCount, SignCardError, SignedCard, Windows, WitnessPolicy,
};
use bellrope_protocol::key::AuthenticationPublicKey;
use bellrope_protocol::limit::{CARD_WEEKS, WEEK_SECS};
use bellrope_protocol::time::{Day, week};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::board;
use crate::bytes::Blob;
use crate::key::{self, Desk, Role, WeeklyKey};
use crate::log_state::Progress;
use crate::reply_batch;
use crate::trail;
use crate::vault::{Change, Record, Records, Vault, VaultError};
use crate::witness::{WitnessChange, WitnessChangeError};

/// How long a weekly key is kept after its week, in seconds (docs/protocol.md §2).
pub(crate) const GRACE_SECS: u64 = 30 * 86_400;
/// How far back readers look, in days.
const WINDOW_DAYS: u32 = 120;
/// Replies of a day at founding.
const FIRST_REPLY_COUNT: u32 = 16;
/// Most replies of a day that a desk may ask for: 4 MiB that every reader downloads daily.
pub const MAX_REPLY_COUNT: u32 = 1024;
/// Days from a card to the higher reply count that it announces: seven whole days of notice.
const NOTICE_DAYS: u32 = 8;
/// Greatest age of a cosignature to report, in seconds.
const REPORT_SECS: u64 = 7 * 86_400;
/// Greatest age of a cosignature to show "confirmed", in seconds.
const CONFIRM_SECS: u64 = 86_400;

#[derive(Serialize, Deserialize)]
struct CardRecord {
    note: Blob,
}

impl Record for CardRecord {
    const TABLE: &'static str = "cards";
}

/// Finds the signed card of a serial.
pub(crate) fn signed(records: &impl Records, serial: u64) -> Result<Option<Vec<u8>>, VaultError> {
    let found: Option<CardRecord> = records.find(serial.to_be_bytes())?;
    Ok(found.map(|record| record.note.0.to_vec()))
}

/// Stores a signed card as the newest.
pub(crate) fn store(
    change: &Change<'_>,
    card: &SignedCard,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let serial = card.unverified_card().serial;
    let note = Blob::new(card.as_bytes().to_vec());
    change.put(serial.to_be_bytes(), &CardRecord { note }, rng)?;
    let mut desk = Desk::load(change)?;
    desk.serial = serial;
    desk.store(change, rng)
}

/// Loads the newest card.
pub(crate) fn newest(records: &impl Records) -> Result<Card, VaultError> {
    let damaged = || VaultError::Damaged { part: "cards" };
    let serial = Desk::load(records)?.serial;
    let bytes = signed(records, serial)?.ok_or_else(damaged)?;
    let card = SignedCard::parse(&bytes).map_err(|_| damaged())?;
    Ok(card.unverified_card().clone())
}

/// What a relay's `relay.pub` says.
#[derive(Clone, Debug, Deserialize)]
pub struct RelayPublic {
    /// The relay's canonical host.
    pub host: bellrope_protocol::base::Host,
    /// The key of the logs.
    pub log: Ed25519PublicKey,
    /// The key of receipts.
    pub receipt: Ed25519PublicKey,
    /// Length of an epoch, in seconds.
    pub epoch_secs: u32,
}

/// Fills in the first card of a desk.
pub(crate) fn first(
    desk: &Desk,
    names: DeskNames,
    relay: &RelayPublic,
    witnesses: WitnessPolicy,
    keys: &CardKeys,
    now: u64,
) -> Card {
    Card {
        desk: desk.base().desk.clone(),
        host: desk.base().host.clone(),
        names,
        serial: 1,
        made: now,
        not_after: last_second(&keys.intake),
        founding: desk.founding(),
        root: keys.root,
        succession: Vec::new(),
        authentication: keys.authentication.clone(),
        intake: keys.intake.clone(),
        push: keys.push,
        earlier: Vec::new(),
        windows: Windows {
            replies_days: WINDOW_DAYS,
            intake_days: WINDOW_DAYS,
        },
        replies: ReplyCount {
            count: FIRST_REPLY_COUNT,
            next: None,
        },
        relay: RelayKeys {
            log: relay.log,
            receipt: relay.receipt,
            epoch_secs: relay.epoch_secs,
        },
        witnesses,
        ended: Vec::new(),
        work: None,
    }
}

/// Makes the witness policy of a first card.
///
/// # Errors
///
/// [`WitnessChangeError`], by variant.
pub(crate) fn first_witnesses(change: &WitnessChange) -> Result<WitnessPolicy, WitnessChangeError> {
    change.apply(&WitnessPolicy {
        keys: Vec::new(),
        quorum: 0,
        report_secs: REPORT_SECS,
        confirm_secs: CONFIRM_SECS,
    })
}

/// The public keys of a card.
pub(crate) struct CardKeys {
    pub(crate) root: Ed25519PublicKey,
    pub(crate) push: Ed25519PublicKey,
    pub(crate) authentication: Vec<AuthenticationPublicKey>,
    pub(crate) intake: Vec<IntakeRecipient>,
}

/// Lists the weeks of a card made at `now`: the current one and the next seven.
pub(crate) fn weeks_at(now: u64) -> Vec<u64> {
    (0..CARD_WEEKS as u64)
        .map(|i| week(now) + i * WEEK_SECS)
        .collect()
}

fn last_second(intake: &[IntakeRecipient]) -> u64 {
    intake.last().map_or(0, |last| last.week + WEEK_SECS - 1)
}

/// Picks the recipients of `weeks` from the keys held, as a card lists them.
pub(crate) fn recipients(weeks: &[u64], held: &[WeeklyKey]) -> Vec<IntakeRecipient> {
    let of = |week: &u64| held.iter().find(|key| key.week == *week);
    weeks
        .iter()
        .filter_map(of)
        .map(|key| IntakeRecipient {
            week: key.week,
            recipient: key.identity.recipient().clone(),
        })
        .collect()
}

/// What to change beyond the weekly keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RotateOptions {
    /// Replace the push key.
    pub push: bool,
    /// Add an authentication key.
    pub authentication: bool,
    /// Announce a higher number of replies a day.
    pub replies: Option<u32>,
    /// Change who must cosign.
    pub witnesses: WitnessChange,
}

impl RotateOptions {
    /// Adds the replacement of keys that the newest card names and a restored vault does not have.
    fn with_lost_keys(&self, records: &impl Records, card: &Card) -> Result<Self, VaultError> {
        let has_authentication = match card.newest_authentication() {
            Some(newest) => key::authentication(records, newest.number())?.is_some(),
            None => true,
        };
        Ok(Self {
            push: self.push || !key::holds_push(records, card)?,
            authentication: self.authentication || !has_authentication,
            ..self.clone()
        })
    }
}

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Serial of the newest card.
    pub serial: u64,
    /// Whether that card is new.
    pub is_new: bool,
    /// Last day on which the card lists a key.
    pub last_day: Day,
    /// The reply count that the card announces.
    pub next: Option<NextCount>,
    /// Who must cosign.
    pub witnesses: WitnessPolicy,
    /// Weekly keys that were destroyed.
    pub destroyed: usize,
}

/// Makes what is due: weekly keys up to seven weeks ahead, a card that lists them, new keys for those
/// that a restored vault lacks, and the destruction of weekly keys whose grace has passed.
///
/// # Errors
///
/// [`RotateError`], by variant.
pub fn rotate(
    vault: &mut Vault,
    options: &RotateOptions,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Rotation, RotateError> {
    let reading = vault.read()?;
    if Progress::load(&reading)?.restored {
        return Err(RotateError::Restored);
    }
    let card = newest(&reading)?;
    let options = &options.with_lost_keys(&reading, &card)?;
    drop(reading);
    check_clock(&card, now)?;
    check_count(&card, options.replies)?;
    options.witnesses.apply(&card.witnesses)?;
    let destroyed = destroy_due(vault, now, rng)?;
    let weeks = weeks_at(now);
    let held = key::weekly_keys(&vault.read()?)?;
    let missing = |week: &u64| !held.iter().any(|key| key.week == *week);
    let missing: Vec<u64> = weeks.iter().copied().filter(missing).collect();
    let listed = recipients(&weeks, &held);
    let is_new = listed != card.intake || *options != RotateOptions::default();
    let card = if is_new {
        key::make_week_slots(vault, &missing, rng)?;
        vault.change(|change| renew(change, card, options, &weeks, &missing, now, rng))?
    } else {
        card
    };
    Ok(Rotation {
        serial: card.serial,
        is_new,
        last_day: Day::of(card.not_after),
        next: card.replies.next,
        witnesses: card.witnesses,
        destroyed,
    })
}

fn renew(
    change: &Change<'_>,
    mut card: Card,
    options: &RotateOptions,
    weeks: &[u64],
    missing: &[u64],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Card, RotateError> {
    let base = card.base();
    key::draw_weeks(change, missing, rng)?;
    card.intake = recipients(weeks, &key::weekly_keys(change)?);
    card.not_after = last_second(&card.intake);
    if options.push {
        card.earlier.insert(0, replaced(change, card.push)?);
        card.push = Ed25519PublicKey::of(&key::draw_signer(change, &base, Role::Push, rng)?);
    }
    if options.authentication {
        let number = card.authentication.first().map_or(0, |key| key.number()) + 1;
        let key = key::draw_authentication(change, number, rng)?;
        card.authentication.insert(0, key.public());
    }
    card.replies = reply_count(change, card.replies, options.replies, now)?;
    card.witnesses = options.witnesses.apply(&card.witnesses)?;
    card.serial += 1;
    card.made = now;
    let signed = SignedCard::sign(card, &key::signer(change, &base, Role::Root)?)?;
    store(change, &signed, rng)?;
    let card = signed.unverified_card().clone();
    note_made(change, missing, card.serial, now, rng)?;
    if options.push {
        trail::append(change, &trail::entry(change, now, Act::PushReplaced), rng)?;
    }
    if options.authentication {
        let newest = card.authentication.first().map_or(0, |key| key.number());
        let entry =
            trail::entry(change, now, Act::AuthenticationReplaced).with(Key::Serial, newest);
        trail::append(change, &entry, rng)?;
    }
    Ok(card)
}

/// Enters the weekly keys and the card that were made.
pub(crate) fn note_made(
    change: &Change<'_>,
    weeks: &[u64],
    serial: u64,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    for week in weeks {
        let entry = trail::entry(change, now, Act::WeekMade).with(Key::Week, Day::of(*week));
        trail::append(change, &entry, rng)?;
    }
    let entry = trail::entry(change, now, Act::CardMade).with(Key::Serial, serial);
    trail::append(change, &entry, rng)
}

/// Says what a push key signed, now that it is replaced.
// spec: §11.1 N1
fn replaced(records: &impl Records, push: Ed25519PublicKey) -> Result<EarlierPush, VaultError> {
    let progress = Progress::load(records)?;
    let backed_up = progress.backed_up.map_or(0, |head| head.size);
    Ok(EarlierPush {
        push,
        batches: reply_batch::count(records)?,
        // An export may confirm whatever a backup has.
        confirmed: progress.confirmed.max(backed_up),
        boards: board::last(records)?.map_or(0, |last| last.number + 1),
    })
}

/// Returns the reply count of the next card. An announced count becomes the count only after a
/// batch of it was published: earlier batches may still be on their way.
fn reply_count(
    records: &impl Records,
    replies: ReplyCount,
    raise: Option<u32>,
    now: u64,
) -> Result<ReplyCount, VaultError> {
    let published = reply_batch::last_published(records)?;
    let mut count = replies;
    if let (Some(next), Some(day)) = (replies.next, published)
        && day >= next.from
    {
        count = ReplyCount {
            count: next.count,
            next: None,
        };
    }
    if let Some(raised) = raise {
        count.next = Some(NextCount {
            count: raised,
            from: Day::of(now).plus(NOTICE_DAYS),
        });
    }
    Ok(count)
}

fn check_clock(card: &Card, now: u64) -> Result<(), RotateError> {
    if week(now) < week(card.made) {
        return Err(RotateError::Clock {
            today: Day::of(now),
            made: Day::of(card.made),
        });
    }
    Ok(())
}

fn check_count(card: &Card, raise: Option<u32>) -> Result<(), RotateError> {
    let Some(count) = raise else { return Ok(()) };
    let now = card
        .replies
        .next
        .map_or(card.replies.count, |next| next.count);
    if !count.is_power_of_two() || count <= now || count > MAX_REPLY_COUNT {
        return Err(RotateError::Count { count, now });
    }
    Ok(())
}

/// Destroys the weekly keys whose week and grace lie before the log time of the last bundle
/// that was imported whole; returns how many.
///
/// # Errors
///
/// [`VaultError`].
pub(crate) fn destroy_due(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, VaultError> {
    let reading = vault.read()?;
    let log_time = Progress::load(&reading)?.log_time;
    let last = log_time.saturating_sub(WEEK_SECS + GRACE_SECS);
    let due = key::weeks_until(&reading, last)?;
    drop(reading);
    if !due.is_empty() {
        key::destroy_weeks(vault, &due, now, rng)?;
    }
    Ok(due.len())
}

/// Why keys were not rotated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RotateError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The vault was restored and does not know yet which cards the relay has.
    #[error("the vault was restored and has not imported a bundle since")]
    Restored,
    /// The clock stands before the week of the newest card.
    #[error("the clock says {today}, the newest card was made on {made}")]
    Clock {
        /// The day by the clock.
        today: Day,
        /// The day of the newest card.
        made: Day,
    },
    /// The number of replies a day cannot be announced.
    #[error("{count} replies a day is no power of two above {now} and up to {MAX_REPLY_COUNT}")]
    Count {
        /// The number asked for.
        count: u32,
        /// The number now, or announced.
        now: u32,
    },
    /// The witnesses cannot be changed so.
    #[error(transparent)]
    Witnesses(#[from] WitnessChangeError),
    /// The card cannot be signed: a defect.
    #[error("cannot sign the card")]
    Card(#[from] SignCardError),
}
