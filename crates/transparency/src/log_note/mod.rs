//! The notes that go with a log: batches, replies, prunings, confirmations; and the desk's board.
//!
//! Each is a signed note of a fixed number of lines (docs/protocol.md §11.1). A note comes into
//! being only through [`LogNote::verify`], by the key that must have signed it, or by hand.
//!
//! ```
//! use bellrope_protocol::note::{KeyName, SignerKey};
//! use bellrope_transparency::log_note::{ConfirmNote, LogNote as _};
//! use bellrope_transparency::tree::Hash;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let push = SignerKey::from_seed(KeyName::new("relay.example/v1/desks/mid/push")?, &[7; 32]);
//! let confirm = ConfirmNote {
//!     origin: KeyName::new("relay.example/v1/desks/mid/intake")?,
//!     size: 480,
//!     root: Hash::EMPTY,
//! };
//! let signed = confirm.sign(&push)?;
//! assert_eq!(ConfirmNote::verify(signed, &push.verifier())?, confirm);
//! # Ok(())
//! # }
//! ```

mod batch;
mod board;
mod confirm;
mod keys;
mod page;
mod pruned;
mod replies;
#[cfg(test)]
mod tests;

use bellrope_protocol::card::EarlierPush;
use bellrope_protocol::note::{
    Algorithm, KeyName, LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey,
    TextError, VerifierKey, VerifyNoteError,
};

pub use batch::BatchNote;
pub use board::{
    BOARD_MAX_LEN, BOARD_MAX_LINES, BOARD_MIN_CHANGES, Board, BoardFault, Dates, Line, Mark,
    Monday, NextError, Term, Which, acknowledge_by, feedback_by,
};
pub use confirm::ConfirmNote;
pub use keys::NoteKeys;
pub use page::{Batch, PAGE_NOTES, Page, PageError, RunError, page_of, verify_run};
pub use pruned::{PruneReason, PrunedNote};
pub use replies::RepliesNote;

/// Greatest length of one log note but a board, in bytes.
pub const LOG_NOTE_MAX_LEN: usize = 2_048;

/// Whose key signs a kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedBy {
    /// The log's own key, named by the origin.
    Log,
    /// The desk's push key, named `base/push` where the origin is `base/<log>`.
    Push,
}

/// A kind of log note: its lines and its signer.
pub trait LogNote: Sized {
    /// The kind, as the first line names it.
    const KIND: &'static str;
    /// Whose key signs it.
    const SIGNED_BY: SignedBy;
    /// Greatest length of one note, in bytes.
    const MAX_LEN: usize = LOG_NOTE_MAX_LEN;

    /// Returns the origin of the log that it is about.
    fn origin(&self) -> &KeyName;

    /// Writes its lines after the first.
    fn write(&self, text: NoteText) -> NoteText;

    /// Reads its lines after the first.
    ///
    /// # Errors
    ///
    /// [`LineError`], by line.
    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError>;

    /// Returns the text that is signed.
    fn text(&self) -> String {
        self.write(NoteText::new(Self::KIND)).into()
    }

    /// Signs it.
    ///
    /// # Errors
    ///
    /// [`LogNoteError::Signer`] for a key that does not sign this kind for this log.
    fn sign(&self, key: &SignerKey) -> Result<SignedNote, LogNoteError> {
        check_signer(Self::SIGNED_BY, self.origin(), key.name())?;
        Ok(SignedNote::sign(self.text(), key)?)
    }

    /// Verifies a note and reads it.
    ///
    /// # Errors
    ///
    /// [`LogNoteError::Note`] if the key did not sign it, [`LogNoteError::Line`] if it is of
    /// another kind or form, [`LogNoteError::Signer`] if the key does not sign this kind for the
    /// log that the note names.
    fn verify(note: SignedNote, key: &VerifierKey) -> Result<Self, LogNoteError> {
        if key.algorithm() != Algorithm::Ed25519 {
            return Err(LogNoteError::Cosigner);
        }
        let note = note.verify(std::slice::from_ref(key))?;
        let mut lines = Lines::open(note.text(), Self::KIND)?;
        let read = Self::read(&mut lines)?;
        lines.end()?;
        check_signer(Self::SIGNED_BY, read.origin(), key.name())?;
        Ok(read)
    }

    /// Parses and verifies a note of at most [`LogNote::MAX_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`LogNoteError::Parse`]; as [`LogNote::verify`] else.
    fn open(bytes: &[u8], key: &VerifierKey) -> Result<Self, LogNoteError> {
        Self::verify(SignedNote::parse(bytes, Self::MAX_LEN)?, key)
    }

    /// Says whether a push key that was replaced had signed this by then. Nothing else is signed
    /// by keys that can be replaced.
    fn is_within(&self, _signed: &EarlierPush) -> bool {
        false
    }

    /// Verifies a note by the key among `keys` that signed it, and reads it.
    ///
    /// # Errors
    ///
    /// [`LogNoteError::Replaced`] if that key had been replaced before; as [`LogNote::verify`]
    /// else.
    // spec: §11.1 N1
    fn verify_by(note: SignedNote, keys: &NoteKeys) -> Result<Self, LogNoteError> {
        let (key, bounds) = keys.claimed(&note);
        let read = Self::verify(note, key)?;
        match bounds {
            Some(signed) if !read.is_within(signed) => Err(LogNoteError::Replaced),
            _ => Ok(read),
        }
    }

    /// Parses a note of at most [`LogNote::MAX_LEN`] bytes and verifies it by the key among `keys`
    /// that signed it.
    ///
    /// # Errors
    ///
    /// [`LogNoteError::Parse`]; as [`LogNote::verify_by`] else.
    fn open_by(bytes: &[u8], keys: &NoteKeys) -> Result<Self, LogNoteError> {
        Self::verify_by(SignedNote::parse(bytes, Self::MAX_LEN)?, keys)
    }
}

/// Checks that a key of this name signs for the log of this origin.
fn check_signer(by: SignedBy, origin: &KeyName, name: &KeyName) -> Result<(), LogNoteError> {
    let fits = match by {
        SignedBy::Log => origin == name,
        SignedBy::Push => match (
            origin.as_str().rsplit_once('/'),
            name.as_str().rsplit_once('/'),
        ) {
            (Some((base, _)), Some((of, "push"))) => base == of,
            _ => false,
        },
    };
    if fits {
        return Ok(());
    }
    Err(LogNoteError::Signer {
        origin: origin.clone(),
        name: name.clone(),
    })
}

/// Reads the origin line.
fn read_origin(lines: &mut Lines<'_>) -> Result<KeyName, LineError> {
    lines.value("origin", |line| line.parse().ok())
}

/// Why a log note is not to be trusted, or cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogNoteError {
    /// It is not a signed note.
    #[error("log note is not a signed note")]
    Parse(#[from] ParseNoteError),
    /// The key is a cosigner's.
    #[error("key of a cosigner cannot sign a log note")]
    Cosigner,
    /// The signature is missing or wrong.
    #[error("log note is not signed as it must be")]
    Note(#[from] VerifyNoteError),
    /// The push key that signed it had been replaced before.
    #[error("log note is signed by a push key that had been replaced before")]
    Replaced,
    /// It is of another kind or form.
    #[error("log note is malformed")]
    Line(#[from] LineError),
    /// The key does not sign this kind of note for this log.
    #[error("key {name} does not sign this for log {origin}")]
    Signer {
        /// The origin that the note names.
        origin: KeyName,
        /// The name of the key.
        name: KeyName,
    },
    /// The text cannot be that of a note.
    #[error("log note has a malformed text")]
    Text(#[from] TextError),
}
