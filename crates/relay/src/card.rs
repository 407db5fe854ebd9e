//! Key cards as the relay needs them: accepting one, and what the current one says.
//!
//! Spec: docs/protocol.md §4, §12.5 R3.

use bellrope_protocol::age::Recipient;
use bellrope_protocol::card::{
    Card, Ed25519PublicKey, ParseCardError, Pin, SignedCard, VerifiedCard, VerifyCardError,
    WitnessPolicy,
};
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::tag::Tag;
use bellrope_protocol::time::{Day, week};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::NoteKeys;

use crate::desk::Desk;
use crate::key::DeskKeys;
use crate::log::LogError;
use crate::post::Posted;
use crate::relay::Relay;
use crate::store::{Growth, LogId, LogKind, Numbered, Store, StoreError};

/// The card that holds now: the newest that was accepted.
#[derive(Debug)]
pub struct CurrentCard {
    card: Card,
    push: NoteKeys,
}

impl CurrentCard {
    fn new(card: &Card) -> Self {
        Self {
            push: NoteKeys::push(card),
            card: card.clone(),
        }
    }

    /// Reads the newest stored card of a desk, which `pin` and `keys` must still fit.
    ///
    /// # Errors
    ///
    /// [`CardError`]: the configuration names another root or the relay has other keys.
    pub(crate) fn load(
        store: &dyn Store,
        desk: u32,
        pin: &Pin,
        relay: &RelaySide<'_>,
    ) -> Result<Option<Self>, CardError> {
        let log = LogId {
            desk,
            kind: LogKind::Cards,
        };
        let Some(head) = store.head(log)?.filter(|head| head.size > 0) else {
            return Ok(None);
        };
        let bytes = store
            .card(desk, head.size)?
            .ok_or(CardError::Missing { serial: head.size })?;
        let card = SignedCard::parse(&bytes)?.verify(pin)?;
        relay.check(card.card())?;
        Ok(Some(Self::new(card.card())))
    }

    /// Returns the serial.
    #[must_use]
    pub fn serial(&self) -> u64 {
        self.card.serial
    }

    /// Returns the keys of reply batches, confirmations and boards.
    #[must_use]
    pub fn push_keys(&self) -> &NoteKeys {
        &self.push
    }

    /// Returns which witnesses readers ask for, how many and how recent.
    #[must_use]
    pub fn witnesses(&self) -> &WitnessPolicy {
        &self.card.witnesses
    }

    /// Returns how far back readers look in the intake log, in days.
    #[must_use]
    pub fn intake_days(&self) -> u64 {
        self.card.windows.intake_days.into()
    }

    /// Returns how far back readers look in the reply log, in days.
    #[must_use]
    pub fn replies_days(&self) -> u64 {
        self.card.windows.replies_days.into()
    }

    /// Returns how many replies the batch of a day has.
    #[must_use]
    pub fn replies_on(&self, day: Day) -> u32 {
        self.card.replies.count_on(day)
    }

    /// Returns the greatest number of replies that any day may have.
    #[must_use]
    pub fn most_replies(&self) -> u32 {
        let later = self.card.replies.next.map_or(0, |next| next.count);
        self.card.replies.count.max(later)
    }

    /// Returns the recipient of covers in the epoch that ends at `epoch`: that of its week, or
    /// the last one listed if the card has run out, since an epoch is sealed whatever happens.
    #[must_use]
    pub fn recipient_at(&self, epoch: u32) -> Option<&Recipient> {
        let listed = self.card.recipient_at(u64::from(epoch.saturating_sub(1)));
        listed
            .or(self.card.intake.last())
            .map(|intake| &intake.recipient)
    }

    /// Returns how many weeks after the one of `now` the card still lists.
    #[must_use]
    pub fn weeks_left(&self, now: u64) -> usize {
        let this = week(now);
        self.card
            .intake
            .iter()
            .filter(|intake| intake.week > this)
            .count()
    }
}

/// What a card must say of this relay.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RelaySide<'a> {
    pub(crate) keys: &'a DeskKeys,
    pub(crate) epoch_secs: u32,
}

impl RelaySide<'_> {
    fn check(&self, card: &Card) -> Result<(), CardError> {
        let log = Ed25519PublicKey::of(&self.keys.intake);
        let receipt = Ed25519PublicKey::of(&self.keys.receipt);
        if card.relay.log != log || card.relay.receipt != receipt {
            return Err(CardError::RelayKeys);
        }
        if card.relay.epoch_secs != self.epoch_secs {
            return Err(CardError::Epoch {
                card: card.relay.epoch_secs,
                relay: self.epoch_secs,
            });
        }
        Ok(())
    }
}

/// Returns what is pinned of a desk.
#[must_use]
pub(crate) fn pin(
    base: &bellrope_protocol::base::Base,
    fingerprint: [u8; Fingerprint::LEN],
) -> Pin {
    Pin {
        host: Some(base.host.clone()),
        desk: Some(base.desk.clone()),
        ..Pin::new(Fingerprint::from_bytes(fingerprint))
    }
}

/// Accepts a card at `now` (Unix seconds) and logs it at once. Blocks the thread.
///
/// # Errors
///
/// [`CardError`], by variant; nothing changes then.
pub fn accept(relay: &Relay, desk: &Desk, post: &[u8], now: u64) -> Result<Posted, CardError> {
    let card = SignedCard::parse(post)?.verify(&desk.pin)?;
    let side = RelaySide {
        keys: &desk.keys,
        epoch_secs: relay.config.epoch_secs,
    };
    side.check(card.card())?;
    let _changing = desk.change();
    let serial = card.card().serial;
    let size = relay.log(desk, LogKind::Cards).size()?;
    if serial <= size {
        return match relay.store.card(desk.number, serial)? {
            Some(stored) if stored == card.as_bytes() => Ok(Posted::Again),
            _ => Err(CardError::Stale { serial, size }),
        };
    }
    if serial != size + 1 {
        return Err(CardError::Stale { serial, size });
    }
    // spec: §11.1 N2
    if let Some(before) = desk.card()
        && !card.card().hands_on_push_keys(&before.card)
    {
        return Err(CardError::EarlierPush);
    }
    check_witnesses(relay, &card.card().witnesses)?;
    let growths = growths(relay, desk, &card, now)?;
    if card.card().witnesses.quorum > 0 {
        // spec: §12.6 W6
        relay.hold_published(desk)?;
    }
    relay.store.append(&growths)?;
    desk.set_card(CurrentCard::new(card.card()));
    relay.witnesses.ring();
    Ok(Posted::New)
}

/// Checks that we ask enough of the card's witnesses: readers would never see the card otherwise.
// spec: §12.6 W1
fn check_witnesses(relay: &Relay, policy: &WitnessPolicy) -> Result<(), CardError> {
    let asked = relay.config.witness_keys();
    let known = policy.keys.iter().filter(|key| asked.contains(key)).count();
    let quorum = usize::try_from(policy.quorum).unwrap_or(usize::MAX);
    if known < quorum {
        return Err(CardError::Witnesses {
            quorum: policy.quorum,
            known,
        });
    }
    Ok(())
}

/// Works out what a card adds: its entry, and with the first card the empty logs of letters and
/// replies, so that readers find a checkpoint from the beginning.
fn growths(
    relay: &Relay,
    desk: &Desk,
    card: &VerifiedCard,
    now: u64,
) -> Result<Vec<Growth>, CardError> {
    let entry = Entry {
        epoch: relay.epochs.current(now),
        body: card.hash(),
        tag: Tag::ZERO.to_bytes(),
    };
    let mut growth = relay.log(desk, LogKind::Cards).grow(&[entry])?;
    growth.card = Some(Numbered {
        number: card.card().serial,
        value: card.as_bytes().to_vec(),
    });
    let mut growths = vec![growth];
    for kind in [LogKind::Intake, LogKind::Replies] {
        let log = relay.log(desk, kind);
        if relay.store.head(log.id)?.is_none() {
            growths.push(log.grow(&[])?);
        }
    }
    Ok(growths)
}

/// Why a card is not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// It is not a card.
    #[error("card is malformed")]
    Parse(#[from] ParseCardError),
    /// It is not the configured desk's.
    #[error("card is not the configured desk's")]
    Verify(#[from] VerifyCardError),
    /// It names other relay keys than ours.
    #[error("card names other relay keys than ours")]
    RelayKeys,
    /// It names another epoch than ours.
    #[error("card names epochs of {card} seconds, ours have {relay}")]
    Epoch {
        /// The card's epoch, in seconds.
        card: u32,
        /// Ours, in seconds.
        relay: u32,
    },
    /// It asks for witnesses that our configuration does not name.
    #[error("card asks for {quorum} of its witnesses, relay.toml names {known} of them")]
    Witnesses {
        /// How many must cosign.
        quorum: u32,
        /// How many of the card's witnesses are configured.
        known: usize,
    },
    /// It does not list the push keys before its own: readers could not verify what is published.
    #[error("card does not list the push keys of the card before")]
    EarlierPush,
    /// It is not the next one.
    #[error("card has serial {serial}, {size} are logged")]
    Stale {
        /// Its serial.
        serial: u64,
        /// Size of the card log.
        size: u64,
    },
    /// A logged card is not stored.
    #[error("card {serial} is missing from the store")]
    Missing {
        /// Its serial.
        serial: u64,
    },
    /// The log cannot be read or added to.
    #[error("cannot add to the card log")]
    Log(#[from] LogError),
    /// The database failed.
    #[error("cannot commit a card")]
    Store(#[from] StoreError),
}
