//! The key card: the signed list of a desk's current public keys.
//!
//! In scope: the card's types and form, signing it, K1, K2, K5 and K6. Out of scope: the card log
//! (K3, K4), which the reporter's side verifies with [`VerifiedCard::hash`] and the serial.
//!
//! # Wire format
//!
//! A signed note by the desk's root (name `base/root`), at most 65,536 bytes:
//!
//! ```text
//! bellrope/1 card
//! <one JSON object>
//! ```
//!
//! What was read is a [`SignedCard`] and tells nothing; [`SignedCard::verify`] against what the
//! reader has pinned makes it a [`VerifiedCard`].
//!
//! Spec: docs/protocol.md §4.

mod form;
mod key;
mod signed;
mod succession;
#[cfg(test)]
mod tests;
mod wire;

pub use form::FormError;
pub use key::Ed25519PublicKey;
pub use signed::{
    CARD_MAX_LEN, ExpiredError, ParseCardError, Pin, SignCardError, SignedCard, VerifiedCard,
    VerifyCardError,
};
pub(crate) use succession::follow;
pub use succession::{SuccessionError, sign_succession};
pub(crate) use wire::founding;
pub use wire::{
    Card, DeskNames, EarlierPush, EndedLog, IntakeRecipient, NextCount, RelayKeys, ReplyCount,
    Windows, WitnessPolicy, Work,
};
