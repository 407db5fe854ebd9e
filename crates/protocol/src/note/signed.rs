//! The note itself: parse, sign, verify, write.

use std::fmt;

use super::key::{KeyId, VerifierKey};
use super::name::KeyName;
use super::secret::SignerKey;
use super::signature::{NoteSignature, NoteSignatureError};

/// Greatest number of signatures that a note may have. The specification asks verifiers to
/// accept 16 at least and to set some limit.
pub const MAX_SIGNATURES: usize = 64;

/// A note with at least one signature, none of them verified.
///
/// Its text may be relied on only after [`SignedNote::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// Signs a text: one or more lines, the last one ended too.
    ///
    /// # Errors
    ///
    /// [`TextError::Unended`] without a final line feed, [`TextError::Control`] for a control
    /// character other than line feed.
    pub fn sign(text: impl Into<String>, key: &SignerKey) -> Result<Self, TextError> {
        let text = text.into();
        check_text(&text)?;
        let signatures = vec![key.sign(&text)];
        Ok(Self { text, signatures })
    }

    /// Parses a note of at most `max_len` bytes.
    ///
    /// # Errors
    ///
    /// [`ParseNoteError::TooLong`] before anything is looked at; every other variant names the
    /// first rule of the format that does not hold.
    ///
    /// Source: C2SP signed-note, "Format".
    pub fn parse(bytes: &[u8], max_len: usize) -> Result<Self, ParseNoteError> {
        if bytes.len() > max_len {
            return Err(ParseNoteError::TooLong {
                len: bytes.len(),
                max: max_len,
            });
        }
        let note = str::from_utf8(bytes).map_err(|err| ParseNoteError::NotUtf8 {
            position: err.valid_up_to(),
        })?;
        check_text(note)?;
        // The text keeps its own line feed; the last empty line belongs to neither part.
        let split = note.rfind("\n\n").ok_or(ParseNoteError::NoBlankLine)?;
        let (text, lines) = (&note[..=split], &note[split + 2..]);
        Ok(Self {
            text: text.to_owned(),
            signatures: parse_signatures(lines)?,
        })
    }

    /// Adds a further signature. The new one is not verified either; the same signature twice
    /// stays one.
    ///
    /// # Errors
    ///
    /// [`ParseNoteError::TooManySignatures`] when the note is full.
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), ParseNoteError> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        check_count(self.signatures.len() + 1)?;
        self.signatures.push(signature);
        Ok(())
    }

    /// Returns the text before anyone has vouched for it: to find out which keys to ask for,
    /// never to believe it.
    #[must_use]
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// Returns the signatures in the order of the note, none of them verified.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Verifies the note against the keys that the caller trusts for it.
    ///
    /// Signatures of other keys are passed over. Every signature that claims one of `keys` must
    /// hold, and there must be one at least.
    ///
    /// # Errors
    ///
    /// [`VerifyNoteError::Refused`] if a signature of a given key does not verify,
    /// [`VerifyNoteError::NotSigned`] if none of the keys signed.
    ///
    /// Source: C2SP signed-note, "Signatures".
    pub fn verify(self, keys: &[VerifierKey]) -> Result<VerifiedNote, VerifyNoteError> {
        let mut verified = Vec::new();
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| key.matches(signature)) else {
                continue;
            };
            let timestamp =
                key.verify(&self.text, signature)
                    .map_err(|_| VerifyNoteError::Refused {
                        name: key.name().clone(),
                        id: key.id(),
                    })?;
            verified.push(VerifiedSignature {
                name: key.name().clone(),
                id: key.id(),
                timestamp,
            });
        }
        if verified.is_empty() {
            return Err(VerifyNoteError::NotSigned);
        }
        Ok(VerifiedNote {
            note: self,
            verified,
        })
    }
}

impl fmt::Display for SignedNote {
    /// Writes the note as it is stored and sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// Checks what holds for every text and every note: lines, all ended, no control characters.
fn check_text(text: &str) -> Result<(), TextError> {
    if let Some(position) = text.bytes().position(|b| b < 0x20 && b != b'\n') {
        return Err(TextError::Control { position });
    }
    if !text.ends_with('\n') {
        return Err(TextError::Unended);
    }
    Ok(())
}

fn check_count(count: usize) -> Result<(), ParseNoteError> {
    if count > MAX_SIGNATURES {
        return Err(ParseNoteError::TooManySignatures { count });
    }
    Ok(())
}

fn parse_signatures(lines: &str) -> Result<Vec<NoteSignature>, ParseNoteError> {
    if lines.is_empty() {
        return Err(ParseNoteError::NoSignature);
    }
    check_count(lines.bytes().filter(|b| *b == b'\n').count())?;
    lines
        .split_terminator('\n')
        .enumerate()
        .map(|(index, line)| {
            line.parse()
                .map_err(|source| ParseNoteError::Signature { index, source })
        })
        .collect()
}

/// A note that at least one trusted key signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedNote {
    note: SignedNote,
    verified: Vec<VerifiedSignature>,
}

impl VerifiedNote {
    /// Returns the text that was signed, its final line feed included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.note.text
    }

    /// Returns the signatures that verified, in the order of the note; at least one.
    #[must_use]
    pub fn signatures(&self) -> &[VerifiedSignature] {
        &self.verified
    }

    /// Says whether this very key signed.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifierKey) -> bool {
        self.verified
            .iter()
            .any(|signature| signature.id == key.id() && &signature.name == key.name())
    }

    /// Returns the whole note, signatures of unknown keys included, to store or send it on.
    #[must_use]
    pub fn as_signed(&self) -> &SignedNote {
        &self.note
    }

    /// Gives the whole note back.
    #[must_use]
    pub fn into_signed(self) -> SignedNote {
        self.note
    }
}

/// A signature that verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// The name of the key.
    pub name: KeyName,
    /// The id of the key.
    pub id: KeyId,
    /// When a cosigner signed, in Unix seconds; `None` for a plain signature.
    pub timestamp: Option<u64>,
}

/// Why a text cannot be the text of a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// The text is empty or its last line is not ended.
    #[error("note text does not end in a line feed")]
    Unended,
    /// The text has a control character other than line feed.
    #[error("note has a control character at byte {position}")]
    Control {
        /// Byte offset of the character.
        position: usize,
    },
}

/// Why bytes are not a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseNoteError {
    /// The note is longer than the caller allows.
    #[error("note is {len} bytes, at most {max} are allowed")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
        /// The limit, in bytes.
        max: usize,
    },
    /// The note is not UTF-8.
    #[error("note is not utf-8 at byte {position}")]
    NotUtf8 {
        /// Byte offset of the first wrong byte.
        position: usize,
    },
    /// The note has a control character, or its last line is not ended.
    #[error("note is not a sequence of lines")]
    Text(#[from] TextError),
    /// No empty line separates text and signatures.
    #[error("note has no blank line before its signatures")]
    NoBlankLine,
    /// Nothing follows the empty line.
    #[error("note has no signature")]
    NoSignature,
    /// The note has more than [`MAX_SIGNATURES`].
    #[error("note has {count} signatures, at most {MAX_SIGNATURES} are allowed")]
    TooManySignatures {
        /// Their number.
        count: usize,
    },
    /// A signature line is malformed.
    #[error("note has a malformed signature line, number {index} from 0")]
    Signature {
        /// Its position among the signature lines, from 0.
        index: usize,
        /// What is wrong with it.
        source: NoteSignatureError,
    },
}

/// Why a note is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyNoteError {
    /// A signature claims a trusted key and does not verify.
    #[error("signature of {name} ({id}) does not verify")]
    Refused {
        /// The key's name.
        name: KeyName,
        /// The key's id.
        id: KeyId,
    },
    /// None of the trusted keys signed.
    #[error("note is not signed by a trusted key")]
    NotSigned,
}
