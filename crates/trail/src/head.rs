//! The head: how far a trail goes, signed. An auditor who keeps it sees a later trail without its
//! tail.
//!
//! ```text
//! bellrope/1 trail-head
//! <origin>
//! <number of entries>
//! <hash of the last, base64>
//! <when, Unix seconds>
//! ```

use bellrope_protocol::note::{
    KeyName, LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey, TextError,
    VerifierKey, VerifyNoteError,
};

use crate::chain::Chain;

const KIND: &str = "trail-head";
/// Greatest length of a head, in bytes.
pub(crate) const MAX_LEN: usize = 2_048;

/// How far a trail went at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which trail: the name of its key.
    pub origin: KeyName,
    /// How many entries, and the hash of the last.
    pub chain: Chain,
    /// When the head was signed, in Unix seconds by the desk's clock.
    pub at: u64,
}

impl Head {
    pub(crate) fn sign(&self, signer: &SignerKey) -> Result<SignedNote, TextError> {
        let text = NoteText::new(KIND).field(&self.origin);
        let text = text.field(self.chain.size).base64(&self.chain.hash);
        SignedNote::sign(text.field(self.at), signer)
    }

    /// Verifies a head and reads it.
    ///
    /// # Errors
    ///
    /// [`HeadError`], by variant.
    // spec: docs/trail.md §5
    pub fn verify(note: SignedNote, key: &VerifierKey) -> Result<Self, HeadError> {
        let note = note.verify(std::slice::from_ref(key))?;
        let head = Self::read(note.text())?;
        if &head.origin != key.name() {
            return Err(HeadError::Origin);
        }
        Ok(head)
    }

    /// Parses a head that somebody kept and verifies it.
    ///
    /// # Errors
    ///
    /// [`HeadError`], by variant.
    pub fn open(bytes: &[u8], key: &VerifierKey) -> Result<Self, HeadError> {
        Self::verify(SignedNote::parse(bytes, MAX_LEN)?, key)
    }

    fn read(text: &str) -> Result<Self, LineError> {
        let mut lines = Lines::open(text, KIND)?;
        let head = Self {
            origin: lines.value("origin", |line| line.parse().ok())?,
            chain: Chain {
                size: lines.decimal("size")?,
                hash: lines.base64("hash")?,
            },
            at: lines.decimal("time")?,
        };
        lines.end()?;
        Ok(head)
    }
}

/// Why a note is not the head of a trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeadError {
    /// It is not a signed note.
    #[error("head is not a signed note")]
    Parse(#[from] ParseNoteError),
    /// The trail's key did not sign it.
    #[error("head is not signed by the key of the trail")]
    Note(#[from] VerifyNoteError),
    /// It is of another kind or form.
    #[error("head is malformed")]
    Line(#[from] LineError),
    /// It names another trail than its key.
    #[error("head is of another trail")]
    Origin,
}
