//! The receipt: the relay's signed promise to log a letter within two epochs.
//!
//! # Wire format
//!
//! A signed note by the relay's receipt key (name `base/receipt`):
//!
//! ```text
//! bellrope/1 receipt
//! <intake origin>
//! <SHA-256 of the letter, base64>
//! <tag, hex>
//! <epoch>
//! ```
//!
//! Spec: docs/protocol.md §11.1, §12.1 A4.

use thiserror::Error;

use crate::base::Base;
use crate::note::{
    LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey, TextError, VerifierKey,
    VerifyNoteError,
};
use crate::tag::Tag;

/// What begins the first line, after `bellrope/1 `.
const KIND: &str = "receipt";
/// Greatest length of a receipt that is read, in bytes: the longest names make about 900.
const MAX_LEN: usize = 2_048;

/// A promise to log exactly this entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Origin of the intake log.
    pub origin: String,
    /// SHA-256 of the letter.
    pub body: [u8; 32],
    /// The letter's tag.
    pub tag: Tag,
    /// Unix second at which the epoch ends that the entry will carry.
    pub epoch: u32,
}

impl Receipt {
    /// Makes the receipt of one letter.
    #[must_use]
    pub fn new(base: &Base, body: [u8; 32], tag: Tag, epoch: u32) -> Self {
        Self {
            origin: base.intake(),
            body,
            tag,
            epoch,
        }
    }

    /// Signs the receipt. The same receipt gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`TextError`] if the origin has a control character; one from [`Base`] has none.
    pub fn sign(&self, key: &SignerKey) -> Result<SignedNote, TextError> {
        let text = NoteText::new(KIND)
            .field(&self.origin)
            .base64(&self.body)
            .hex(self.tag.as_bytes())
            .field(self.epoch);
        SignedNote::sign(text, key)
    }

    /// Verifies a receipt for the letter with this hash and tag, by the relay's receipt key.
    ///
    /// The epoch is the relay's word: whether it is a plausible one is for the caller to see.
    ///
    /// # Errors
    ///
    /// [`VerifyReceiptError`], by variant.
    pub fn verify(
        note: &[u8],
        key: &VerifierKey,
        base: &Base,
        body: &[u8; 32],
        tag: &Tag,
    ) -> Result<Self, VerifyReceiptError> {
        let receipt = Self::open(note, key, base)?;
        if receipt.body != *body || receipt.tag != *tag {
            return Err(VerifyReceiptError::Letter);
        }
        Ok(receipt)
    }

    /// Verifies a receipt of whatever letter, by the relay's receipt key: for who audits promises
    /// and has no letter.
    ///
    /// # Errors
    ///
    /// As [`Receipt::verify`], but never [`VerifyReceiptError::Letter`].
    pub fn open(note: &[u8], key: &VerifierKey, base: &Base) -> Result<Self, VerifyReceiptError> {
        let note = SignedNote::parse(note, MAX_LEN)?.verify(std::slice::from_ref(key))?;
        let receipt = Self::parse(note.text())?;
        if receipt.origin != base.intake() {
            return Err(VerifyReceiptError::Origin);
        }
        Ok(receipt)
    }

    fn parse(text: &str) -> Result<Self, LineError> {
        let mut lines = Lines::open(text, KIND)?;
        let receipt = Self {
            origin: lines.text("origin")?.to_owned(),
            body: lines.base64("body hash")?,
            tag: Tag::from_bytes(lines.hex("tag")?),
            epoch: lines.decimal("epoch")?,
        };
        lines.end()?;
        Ok(receipt)
    }
}

/// Why a receipt is refused. Each is the relay's fault.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyReceiptError {
    /// The bytes are not a signed note.
    #[error("receipt is not a signed note")]
    Note(#[from] ParseNoteError),
    /// The receipt key did not sign it.
    #[error("receipt is not signed by the relay's receipt key")]
    Signature(#[from] VerifyNoteError),
    /// The text is not that of a receipt.
    #[error("receipt is malformed")]
    Text(#[from] LineError),
    /// The receipt is for another desk or relay.
    #[error("receipt is for another intake log")]
    Origin,
    /// The receipt is for another letter, or another tag.
    #[error("receipt is for another letter")]
    Letter,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_base() -> Base {
        Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
    }

    fn a_key(seed: u8) -> SignerKey {
        SignerKey::from_seed(a_base().receipt_key_name(), &[seed; 32])
    }

    fn a_receipt() -> Receipt {
        Receipt::new(&a_base(), [1; 32], Tag::from_bytes([2; 16]), 1_795_392_000)
    }

    fn verify(note: &[u8]) -> Result<Receipt, VerifyReceiptError> {
        let key = a_key(7).verifier();
        Receipt::verify(note, &key, &a_base(), &[1; 32], &Tag::from_bytes([2; 16]))
    }

    #[test]
    fn verify_accepts_what_was_signed() {
        let note = a_receipt().sign(&a_key(7)).unwrap().to_string();
        assert_eq!(verify(note.as_bytes()), Ok(a_receipt()));
        let lines: Vec<&str> = note.lines().collect();
        assert_eq!(
            lines[..5],
            [
                "bellrope/1 receipt",
                "relay.example/v1/desks/mid/intake",
                "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
                "02020202020202020202020202020202",
                "1795392000",
            ]
        );
    }

    #[test]
    fn sign_gives_the_same_bytes_again() {
        let [first, second] = [(); 2].map(|()| a_receipt().sign(&a_key(7)).unwrap().to_string());
        assert_eq!(first, second);
    }

    #[test]
    fn verify_refuses_another_letter_or_log() {
        let other = |change: fn(&mut Receipt)| {
            let mut receipt = a_receipt();
            change(&mut receipt);
            verify(receipt.sign(&a_key(7)).unwrap().to_string().as_bytes())
        };
        assert_eq!(other(|r| r.body[31] ^= 1), Err(VerifyReceiptError::Letter));
        assert_eq!(
            other(|r| r.tag = Tag::ZERO),
            Err(VerifyReceiptError::Letter)
        );
        assert_eq!(
            other(|r| r.origin.push('x')),
            Err(VerifyReceiptError::Origin)
        );
    }

    #[test]
    fn verify_refuses_every_changed_byte() {
        let note = a_receipt()
            .sign(&a_key(7))
            .unwrap()
            .to_string()
            .into_bytes();
        for position in 0..note.len() {
            let mut changed = note.clone();
            changed[position] ^= 1;
            assert!(verify(&changed).is_err(), "byte {position}");
        }
    }

    #[test]
    fn verify_refuses_another_key_and_another_kind() {
        let other = a_receipt().sign(&a_key(8)).unwrap().to_string();
        assert!(matches!(
            verify(other.as_bytes()),
            Err(VerifyReceiptError::Signature(_))
        ));
        let text = NoteText::new("confirm").field("relay.example/v1/desks/mid/intake");
        let kind = SignedNote::sign(text, &a_key(7)).unwrap().to_string();
        assert!(matches!(
            verify(kind.as_bytes()),
            Err(VerifyReceiptError::Text(_))
        ));
        assert!(matches!(
            verify(&[b'x'; 5_000]),
            Err(VerifyReceiptError::Note(_))
        ));
    }

    #[test]
    fn longest_names_fit() {
        let label = "a".repeat(63);
        let host = format!("{label}.{label}.{label}.{}", "d".repeat(8));
        let base = Base::new(host.parse().unwrap(), "d".repeat(32).parse().unwrap());
        let key = SignerKey::from_seed(base.receipt_key_name(), &[7; 32]);
        let receipt = Receipt::new(&base, [0xff; 32], Tag::ZERO, u32::MAX);
        let note = receipt.sign(&key).unwrap().to_string();
        let verified = Receipt::verify(
            note.as_bytes(),
            &key.verifier(),
            &base,
            &[0xff; 32],
            &Tag::ZERO,
        );
        assert_eq!(verified, Ok(receipt));
    }
}
