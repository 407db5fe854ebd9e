//! Signing a card, and verifying one against what is pinned.

use thiserror::Error;

use super::form::FormError;
use super::succession::{SuccessionError, follow};
use super::wire::Card;
use crate::base::{DeskName, Host};
use crate::json;
use crate::key::Fingerprint;
use crate::note::{
    LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey, TextError, VerifyNoteError,
};
use crate::tag::body_hash;

/// What begins the first line, after `bellrope/1 `.
const KIND: &str = "card";
/// Greatest length of a signed card, in bytes.
pub const CARD_MAX_LEN: usize = 65_536;

/// What a reader knows of a desk before it has seen a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The fingerprint of the desk's founding root.
    pub fingerprint: Fingerprint,
    /// The relay's canonical host, if pinned or asked for.
    pub host: Option<Host>,
    /// The desk's short name, if pinned or asked for.
    pub desk: Option<DeskName>,
    /// The serial of a card file that the reader was given; 0 without one.
    pub least_serial: u64,
    /// The succession of that card file, with which every later card's begins: a root that it has
    /// left behind signs nothing any more.
    pub succession: Vec<String>,
}

impl Pin {
    /// Pins a fingerprint and nothing else.
    #[must_use]
    pub fn new(fingerprint: Fingerprint) -> Self {
        Self {
            fingerprint,
            host: None,
            desk: None,
            least_serial: 0,
            succession: Vec::new(),
        }
    }

    /// Pins what a card file says that the reader was given and trusts: the desk, the host, the
    /// lowest serial and the roots so far. The file itself must be verified first.
    #[must_use]
    pub fn of(card: &VerifiedCard) -> Self {
        Self {
            fingerprint: card.card.founding.fingerprint(),
            host: Some(card.card.host.clone()),
            desk: Some(card.card.desk.clone()),
            least_serial: card.card.serial,
            succession: card.card.succession.clone(),
        }
    }
}

/// A card as it came, verified by no one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCard {
    bytes: Vec<u8>,
    note: SignedNote,
    card: Card,
}

impl SignedCard {
    /// Signs a card with its root, whose name must be `base/root`.
    ///
    /// # Errors
    ///
    /// [`SignCardError`], by variant.
    pub fn sign(card: Card, root: &SignerKey) -> Result<Self, SignCardError> {
        card.check()?;
        if root.verifier() != card.root_verifier() {
            return Err(SignCardError::Root);
        }
        let mut object = Vec::with_capacity(json::len(&card));
        json::write(&card, &mut object);
        let text = NoteText::new(KIND).field(String::from_utf8_lossy(&object));
        let note = SignedNote::sign(text, root)?;
        let bytes = note.to_string().into_bytes();
        if bytes.len() > CARD_MAX_LEN {
            return Err(SignCardError::TooLong { len: bytes.len() });
        }
        Ok(Self { bytes, note, card })
    }

    /// Reads a signed card, of which nothing is believed yet.
    ///
    /// # Errors
    ///
    /// [`ParseCardError`], by variant.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseCardError> {
        let note = SignedNote::parse(bytes, CARD_MAX_LEN)?;
        let mut lines = Lines::open(note.unverified_text(), KIND)?;
        let object = lines.text("card")?;
        lines.end()?;
        let card: Card = json::from_line(object.as_bytes())?;
        card.check()?;
        Ok(Self {
            bytes: bytes.to_vec(),
            note,
            card,
        })
    }

    /// Verifies the card against what is pinned: all of §4 that needs neither log nor clock.
    ///
    /// # Errors
    ///
    /// [`VerifyCardError`], by variant.
    ///
    /// Spec: docs/protocol.md §4, K1, K2, K6.
    pub fn verify(self, pin: &Pin) -> Result<VerifiedCard, VerifyCardError> {
        let card = self.card;
        // spec: §4 K2
        if card.founding.fingerprint() != pin.fingerprint {
            return Err(VerifyCardError::Fingerprint);
        }
        if pin.host.as_ref().is_some_and(|host| *host != card.host) {
            return Err(VerifyCardError::Host);
        }
        if pin.desk.as_ref().is_some_and(|desk| *desk != card.desk) {
            return Err(VerifyCardError::Desk);
        }
        // spec: §4 K1
        if follow(&card.base(), &card.founding, &card.succession)? != card.root {
            return Err(VerifyCardError::Root);
        }
        self.note.verify(&[card.root_verifier()])?;
        // spec: §4 K6
        if card.serial < pin.least_serial {
            return Err(VerifyCardError::Serial {
                serial: card.serial,
                least: pin.least_serial,
            });
        }
        if !card.succession.starts_with(&pin.succession) {
            return Err(VerifyCardError::Succeeded);
        }
        Ok(VerifiedCard {
            bytes: self.bytes,
            card,
        })
    }

    /// Returns the signed card as it is stored and sent.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Hashes the signed card as its entry in the card log does.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        body_hash(&self.bytes)
    }

    /// Returns the card before anyone has vouched for it: to find out what to pin or to say what a
    /// relay claims, never to believe it.
    #[must_use]
    pub fn unverified_card(&self) -> &Card {
        &self.card
    }
}

/// A card that the pinned desk signed. Whether it is the newest, the card log tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCard {
    bytes: Vec<u8>,
    card: Card,
}

impl VerifiedCard {
    /// Returns what the card says.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Returns the signed card as it is stored and sent.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Hashes the signed card as its entry in the card log does.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        body_hash(&self.bytes)
    }

    /// Checks that the card may still be used at a log time (Unix seconds).
    ///
    /// # Errors
    ///
    /// [`ExpiredError`] with both times.
    // spec: §4 K5
    pub fn check_unexpired(&self, log_time: u64) -> Result<(), ExpiredError> {
        if log_time > self.card.not_after {
            return Err(ExpiredError {
                not_after: self.card.not_after,
                log_time,
            });
        }
        Ok(())
    }
}

/// A card that may no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("card was valid until {not_after}, the log is at {log_time}")]
pub struct ExpiredError {
    /// Until when it was valid, in Unix seconds.
    pub not_after: u64,
    /// The log time, in Unix seconds.
    pub log_time: u64,
}

/// Why a card is not signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignCardError {
    /// A rule of the form is broken.
    #[error("card breaks a rule of its form")]
    Form(#[from] FormError),
    /// The signing key is not the card's root, or has another name.
    #[error("card names another root than the key that is to sign it")]
    Root,
    /// The text cannot stand in a note.
    #[error("card cannot stand in a note")]
    Text(#[from] TextError),
    /// The signed card is too long.
    #[error("card is {len} bytes, at most {CARD_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}

/// Why bytes are not a card.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseCardError {
    /// The bytes are not a signed note, or too long.
    #[error("card is not a signed note")]
    Note(#[from] ParseNoteError),
    /// The text does not have exactly the two lines of a card.
    #[error("card does not have the two lines of one")]
    Text(#[from] LineError),
    /// The object is not JSON of a card: malformed, a member missing, repeated or no key.
    #[error("card is malformed at byte {position} of its object")]
    Object {
        /// Byte of the object at which reading stopped, from 1; 0 if it is about the whole.
        position: usize,
    },
    /// A rule of the form is broken.
    #[error("card breaks a rule of its form")]
    Form(#[from] FormError),
}

impl From<json::JsonError> for ParseCardError {
    fn from(err: json::JsonError) -> Self {
        Self::Object {
            position: err.position,
        }
    }
}

/// Why a card is not the pinned desk's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyCardError {
    /// The founding root has another fingerprint: this is another desk.
    #[error("card is of a desk with another fingerprint")]
    Fingerprint,
    /// The card is for another relay.
    #[error("card is for another host")]
    Host,
    /// The card is for another desk of the relay.
    #[error("card is for another desk name")]
    Desk,
    /// The succession is broken.
    #[error("card has a broken succession of roots")]
    Succession(#[from] SuccessionError),
    /// The succession is whole and ends at another root.
    #[error("card has a root that its succession does not lead to")]
    Root,
    /// The root did not sign it.
    #[error("card is not signed by its root")]
    Signature(#[from] VerifyNoteError),
    /// The reader was given a later card.
    #[error("card has serial {serial}, expected {least} or more")]
    Serial {
        /// Its serial.
        serial: u64,
        /// The lowest serial that is accepted.
        least: u64,
    },
    /// The reader was given a card whose succession this one does not go on with: the root that
    /// signed it was succeeded, or another one was named in its place.
    #[error("card does not go on with the succession of roots that is known")]
    Succeeded,
}
