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
        let note = SignedNote::parse(note, MAX_LEN)?.verify(std::slice::from_ref(key))?;
        let receipt = Self::parse(note.text())?;
        if receipt.origin != base.intake() {
            return Err(VerifyReceiptError::Origin);
        }
        if receipt.body != *body || receipt.tag != *tag {
            return Err(VerifyReceiptError::Letter);
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
