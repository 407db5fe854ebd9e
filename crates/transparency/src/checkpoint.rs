//! The checkpoint: what the relay signs of a log (C2SP tlog-checkpoint).
//!
//! # Wire format
//!
//! ```text
//! origin⏎ size⏎ root in base64⏎ [extension lines⏎]      as the text of a signed note
//! ```
//!
//! Ours have no extension lines; those of others are kept, for signatures cover them. The name of
//! the log key is the origin, always.

use std::fmt;

use bellrope_protocol::note::{
    Algorithm, KeyName, KeyNameError, LineError, Lines, NoteSignature, ParseNoteError, SignedNote,
    SignerKey, TextError, VerifierKey, VerifyNoteError,
};

use crate::tree::{Hash, TreeHead};

#[cfg(test)]
mod tests;

/// Greatest length of a checkpoint with all its signatures, in bytes.
pub const CHECKPOINT_MAX_LEN: usize = 65_536;

/// Origin, size and root of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: KeyName,
    head: TreeHead,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// Makes a checkpoint without extension lines.
    #[must_use]
    pub fn new(origin: KeyName, head: TreeHead) -> Self {
        Self {
            origin,
            head,
            extensions: Vec::new(),
        }
    }

    /// Parses the text of a checkpoint, without signatures.
    ///
    /// # Errors
    ///
    /// [`ParseCheckpointError::Line`], [`ParseCheckpointError::Origin`] for an origin that is no
    /// key name.
    pub fn parse_text(text: &str) -> Result<Self, ParseCheckpointError> {
        let mut lines = Lines::bare(text);
        let origin = KeyName::new(lines.text("origin")?)?;
        let head = TreeHead {
            size: lines.decimal("size")?,
            root: Hash::from_bytes(lines.base64("root")?),
        };
        let mut extensions = Vec::new();
        while !lines.is_empty() {
            extensions.push(lines.text("extension")?.to_owned());
        }
        Ok(Self {
            origin,
            head,
            extensions,
        })
    }

    /// Returns the origin: which log this is.
    #[must_use]
    pub fn origin(&self) -> &KeyName {
        &self.origin
    }

    /// Returns size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.head
    }

    /// Returns the extension lines, without their line feeds.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// Signs the checkpoint with the key of its log.
    ///
    /// # Errors
    ///
    /// [`SignCheckpointError::Origin`] if the key's name is not the origin,
    /// [`SignCheckpointError::Text`] for extension lines that no note can have.
    pub fn sign(&self, key: &SignerKey) -> Result<SignedCheckpoint, SignCheckpointError> {
        if key.name() != &self.origin {
            return Err(SignCheckpointError::Origin {
                origin: self.origin.clone(),
                name: key.name().clone(),
            });
        }
        Ok(SignedCheckpoint {
            note: SignedNote::sign(self.to_string(), key)?,
            checkpoint: self.clone(),
        })
    }
}

impl fmt::Display for Checkpoint {
    /// Writes the text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TreeHead { size, root } = self.head;
        write!(f, "{}\n{size}\n{root}\n", self.origin)?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A well-formed checkpoint with signatures, none of them verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    note: SignedNote,
    checkpoint: Checkpoint,
}

impl SignedCheckpoint {
    /// Parses a signed checkpoint of at most [`CHECKPOINT_MAX_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`ParseCheckpointError`], by the first rule that does not hold.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseCheckpointError> {
        let note = SignedNote::parse(bytes, CHECKPOINT_MAX_LEN)?;
        let checkpoint = Checkpoint::parse_text(note.unverified_text())?;
        Ok(Self { note, checkpoint })
    }

    /// Returns the origin that it claims: to choose the key, not to believe.
    #[must_use]
    pub fn unverified_origin(&self) -> &KeyName {
        &self.checkpoint.origin
    }

    /// Returns the size and root that it claims: to find out what to ask for, not to believe.
    #[must_use]
    pub fn unverified_head(&self) -> TreeHead {
        self.checkpoint.head
    }

    /// Verifies the log's signature. Cosignatures are the [`Policy`](crate::cosignature::Policy)'s.
    ///
    /// # Errors
    ///
    /// [`VerifyCheckpointError::Key`] if the key is not a plain Ed25519 one,
    /// [`VerifyCheckpointError::Origin`] if its name is not the origin,
    /// [`VerifyCheckpointError::Note`] if its signature is missing or wrong.
    pub fn verify(self, log: &VerifierKey) -> Result<VerifiedCheckpoint, VerifyCheckpointError> {
        if log.algorithm() != Algorithm::Ed25519 {
            return Err(VerifyCheckpointError::Key);
        }
        if &self.checkpoint.origin != log.name() {
            return Err(VerifyCheckpointError::Origin {
                found: self.checkpoint.origin,
                expected: log.name().clone(),
            });
        }
        let note = self.note.verify(std::slice::from_ref(log))?.into_signed();
        Ok(VerifiedCheckpoint {
            note,
            checkpoint: self.checkpoint,
        })
    }
}

impl fmt::Display for SignedCheckpoint {
    /// Writes the checkpoint as it is stored and served.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// A checkpoint that its log has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCheckpoint {
    note: SignedNote,
    checkpoint: Checkpoint,
}

impl VerifiedCheckpoint {
    /// Returns the origin: which log this is.
    #[must_use]
    pub fn origin(&self) -> &KeyName {
        &self.checkpoint.origin
    }

    /// Returns size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.checkpoint.head
    }

    /// Returns the checkpoint without signatures.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Returns the note with all its signatures, verified or not.
    #[must_use]
    pub fn as_signed(&self) -> &SignedNote {
        &self.note
    }

    /// Adds a cosignature, which is not verified here.
    ///
    /// # Errors
    ///
    /// [`ParseNoteError::TooManySignatures`] when the note is full.
    pub fn add(&mut self, cosignature: NoteSignature) -> Result<(), ParseNoteError> {
        self.note.add(cosignature)
    }
}

impl fmt::Display for VerifiedCheckpoint {
    /// Writes the checkpoint as it is stored and served.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// Why a checkpoint cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignCheckpointError {
    /// The key is that of another log.
    #[error("log {origin} cannot be signed by key {name}")]
    Origin {
        /// The origin of the checkpoint.
        origin: KeyName,
        /// The name of the key.
        name: KeyName,
    },
    /// The text cannot be that of a note.
    #[error("checkpoint has a malformed text")]
    Text(#[from] TextError),
}

/// Why bytes are not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseCheckpointError {
    /// It is not a signed note.
    #[error("checkpoint is not a signed note")]
    Note(#[from] ParseNoteError),
    /// A line is not what it must be.
    #[error("checkpoint has a malformed line")]
    Line(#[from] LineError),
    /// The origin cannot be the name of a key.
    #[error("checkpoint has no valid origin")]
    Origin(#[from] KeyNameError),
}

/// Why a checkpoint is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyCheckpointError {
    /// The key is that of a cosigner.
    #[error("key of a cosigner cannot sign a log")]
    Key,
    /// The checkpoint is of another log.
    #[error("checkpoint is of log {found}, expected {expected}")]
    Origin {
        /// Its origin.
        found: KeyName,
        /// The origin asked for.
        expected: KeyName,
    },
    /// The log's signature is missing or wrong.
    #[error("checkpoint is not signed by its log")]
    Note(#[from] VerifyNoteError),
}
