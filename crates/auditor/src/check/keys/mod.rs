//! The desk's cards and keys: the chain of cards, the weekly keys, keys that must differ, the
//! relay's public keys, and a folder that must hold public keys only.
//!
//! It reads every card from the first to the newest, and holds each against the card log, against
//! the pin, and against the cards before it.

mod card;
mod folder;
mod history;

use bellrope_protocol::base::Host;
use bellrope_protocol::card::Ed25519PublicKey;
use serde::Deserialize;

use super::{Subject, Trusted};
use crate::finding::{Check, Kind};

pub use folder::check_folder;

/// A card that the card log has an entry for is not to be had.
pub static CARD_MISSING: Kind = Kind::new("keys-card-missing");
/// A card is not the one that its entry in the card log names.
pub static CARD_HASH: Kind = Kind::new("keys-card-hash");
/// A card is malformed, or not signed by the pinned desk.
pub static CARD_SIGNATURE: Kind = Kind::new("keys-card-signature");
/// A card has another serial than its place in the card log.
pub static SERIAL: Kind = Kind::new("keys-serial");
/// A card says that it is older than the one before.
pub static MADE: Kind = Kind::new("keys-made");
/// The card that the auditor was given is not among those logged.
pub static PINNED: Kind = Kind::new("keys-pinned");
/// There was a time without a valid card.
pub static GAP: Kind = Kind::new("keys-gap");
/// The newest card has expired.
pub static EXPIRED: Kind = Kind::new("keys-expired");
/// Fewer than two weekly keys are left.
pub static WEEKS_FEW: Kind = Kind::new("keys-weeks-few");
/// Two cards name different keys for one week.
pub static WEEK_CHANGED: Kind = Kind::new("keys-week-changed");
/// A key that was left behind, or is another's, is used again.
pub static REPEATED: Kind = Kind::new("keys-repeated");
/// One key serves two purposes.
pub static SHARED: Kind = Kind::new("keys-shared");
/// A number that names one authentication key names another later.
pub static AUTHENTICATION: Kind = Kind::new("keys-authentication");
/// A card does not hand on the push keys of the one before, and what each had signed.
pub static PUSH: Kind = Kind::new("keys-push");
/// The number of replies a day was lowered, or raised without notice.
pub static REPLY_COUNT: Kind = Kind::new("keys-reply-count");
/// A card names other relay keys than the one before.
pub static RELAY_CHANGED: Kind = Kind::new("keys-relay-changed");
/// The relay's published keys are not those of the card.
pub static RELAY: Kind = Kind::new("keys-relay");
/// A file could hold a private key.
pub static PRIVATE: Kind = Kind::new("keys-private");
/// A file in the folder of public keys is no public key.
pub static NOT_PUBLIC: Kind = Kind::new("keys-not-public");
/// A published fingerprint is not that of the desk.
pub static FINGERPRINT: Kind = Kind::new("keys-fingerprint");

/// What this check can find.
pub const KINDS: &[&Kind] = &[
    &CARD_MISSING,
    &CARD_HASH,
    &CARD_SIGNATURE,
    &SERIAL,
    &MADE,
    &PINNED,
    &GAP,
    &EXPIRED,
    &WEEKS_FEW,
    &WEEK_CHANGED,
    &REPEATED,
    &SHARED,
    &AUTHENTICATION,
    &PUSH,
    &REPLY_COUNT,
    &RELAY_CHANGED,
    &RELAY,
    &PRIVATE,
    &NOT_PUBLIC,
    &FINGERPRINT,
];

/// What a relay's `relay.pub` says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelayPublic {
    /// The relay's canonical host.
    pub host: Host,
    /// The key of the logs.
    pub log: Ed25519PublicKey,
    /// The key of receipts.
    pub receipt: Ed25519PublicKey,
    /// Length of an epoch, in seconds.
    pub epoch_secs: u32,
}

/// The check, and what it found to be trustworthy.
#[derive(Debug)]
pub struct Keys {
    /// The check.
    pub check: Check,
    /// The desk, unless no card of it verifies.
    pub trusted: Option<Trusted>,
}

/// Checks the cards of a desk.
#[must_use]
pub fn run(subject: &Subject<'_>) -> Keys {
    let mut check = Check::new("keys");
    check.limit("limit-keys-holder");
    check.limit("limit-keys-fingerprint");
    let trusted = card::read(subject, &mut check);
    Keys { check, trusted }
}

/// Holds what the relay's `relay.pub` says against the newest card.
pub fn check_relay(trusted: &Trusted, relay: &RelayPublic, check: &mut Check) {
    let card = &trusted.newest;
    let mut hold = |what: &str, expected: String, found: String| {
        if expected != found {
            check.find(&RELAY, format!("relay.pub, {what}"), expected, found);
        }
    };
    hold("host", card.host.to_string(), relay.host.to_string());
    hold("log key", shown(&card.relay.log), shown(&relay.log));
    hold(
        "receipt key",
        shown(&card.relay.receipt),
        shown(&relay.receipt),
    );
    let (expected, found) = (card.relay.epoch_secs, relay.epoch_secs);
    hold("epoch_secs", expected.to_string(), found.to_string());
}

/// Writes a public key as `relay.pub` does.
fn shown(key: &Ed25519PublicKey) -> String {
    bellrope_protocol::encoding::encode_base64(key.as_bytes())
}
