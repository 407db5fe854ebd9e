//! The chain: each entry is hashed over the one before, and signed.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::encoding::{decode_base64_array, encode_base64};
use bellrope_protocol::note::{KeyName, NoteText, SignedNote, SignerKey, TextError, VerifierKey};
use sha2::{Digest as _, Sha256};

use crate::entry::{Entry, EntryError, Recorded};
use crate::head::Head;
use crate::line::{self, LineError};

/// What is hashed before each entry.
const LABEL: &[u8] = b"bellrope/1 trail entry\0";
/// What begins the text that is signed for each entry, after `bellrope/1 `.
const KIND: &str = "trail-entry";

/// The end of a trail: how many entries it has, and the hash of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The number of entries.
    pub size: u64,
    /// The hash of the last entry; zeros if there is none.
    pub hash: [u8; 32],
}

impl Chain {
    /// A trail without entries.
    pub const EMPTY: Self = Self {
        size: 0,
        hash: [0; 32],
    };

    /// Returns the end of the trail whose last entry this is.
    #[must_use]
    pub fn after(last: &SignedEntry) -> Self {
        Self {
            size: last.recorded.number,
            hash: last.hash,
        }
    }

    /// Numbers, chains and signs an entry, and moves on to behind it.
    ///
    /// The name of the signer is the trail's origin, [`Base::trail_key_name`]. If what the entry is
    /// written with fails, this chain is to be thrown away with it.
    ///
    /// # Errors
    ///
    /// [`AppendError::Entry`] if the entry breaks a rule, [`AppendError::Full`] after 2^64 − 1.
    ///
    /// [`Base::trail_key_name`]: bellrope_protocol::base::Base::trail_key_name
    // spec: docs/trail.md §4
    pub fn append(
        &mut self,
        entry: &Entry,
        signer: &SignerKey,
    ) -> Result<SignedEntry, AppendError> {
        entry.check()?;
        let number = self.size.checked_add(1).ok_or(AppendError::Full)?;
        let line = line::write(number, entry);
        let hash = next_hash(&self.hash, &line);
        let signature = signer.sign(&signed_text(signer.name(), number, &hash));
        let signed = SignedEntry {
            hash,
            signature: signature.bytes().to_vec(),
            line,
            recorded: Recorded {
                number,
                entry: entry.clone(),
            },
        };
        *self = Self::after(&signed);
        Ok(signed)
    }

    /// Signs how far the trail goes, for the export and for an auditor to keep.
    ///
    /// # Errors
    ///
    /// [`TextError`], which no key name causes.
    pub fn head(&self, now: u64, signer: &SignerKey) -> Result<SignedNote, TextError> {
        Head {
            origin: signer.name().clone(),
            chain: *self,
            at: now,
        }
        .sign(signer)
    }
}

/// An entry in its place with its hash and signature, none of it verified: what the desk keeps, one
/// record each. Its text form is one line of an exported trail, without the line feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedEntry {
    hash: [u8; 32],
    signature: Vec<u8>,
    line: String,
    recorded: Recorded,
}

impl SignedEntry {
    /// Returns what it says, which only a verified trail proves. Enough for whoever reads it from a
    /// vault of their own.
    #[must_use]
    pub fn unverified(&self) -> &Recorded {
        &self.recorded
    }

    /// Returns the hash that it claims.
    #[must_use]
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// Says whether its hash follows from the one before.
    pub(crate) fn follows(&self, before: &[u8; 32]) -> bool {
        next_hash(before, &self.line) == self.hash
    }

    /// Says whether the trail's key signed it.
    pub(crate) fn is_signed_by(&self, key: &VerifierKey) -> bool {
        let text = signed_text(key.name(), self.recorded.number, &self.hash);
        key.verify_bare(&text, &self.signature).is_ok()
    }

    pub(crate) fn into_recorded(self) -> Recorded {
        self.recorded
    }
}

impl fmt::Display for SignedEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = encode_base64(&self.hash);
        write!(f, "{hash} {} {}", encode_base64(&self.signature), self.line)
    }
}

impl FromStr for SignedEntry {
    type Err = ParseEntryError;

    fn from_str(text: &str) -> Result<Self, ParseEntryError> {
        let mut parts = text.splitn(3, ' ');
        let (Some(hash), Some(signature), Some(line)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(ParseEntryError::Parts);
        };
        let signature: [u8; 64] =
            decode_base64_array(signature).map_err(|_| ParseEntryError::Signature)?;
        Ok(Self {
            hash: decode_base64_array(hash).map_err(|_| ParseEntryError::Hash)?,
            signature: signature.to_vec(),
            recorded: line::read(line)?,
            line: line.to_owned(),
        })
    }
}

/// hash_n = SHA-256("bellrope/1 trail entry" ‖ 0 ‖ hash_(n−1) ‖ line).
// spec: docs/trail.md §4 C1
fn next_hash(before: &[u8; 32], line: &str) -> [u8; 32] {
    let hash = Sha256::new().chain_update(LABEL).chain_update(before);
    hash.chain_update(line).finalize().into()
}

// spec: docs/trail.md §4 C2
fn signed_text(origin: &KeyName, number: u64, hash: &[u8; 32]) -> String {
    let text = NoteText::new(KIND).field(origin);
    text.field(number).base64(hash).into()
}

/// Why an entry cannot be appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// The entry breaks a rule.
    #[error("act cannot be entered in the trail")]
    Entry(#[from] EntryError),
    /// The numbers are used up.
    #[error("trail has as many entries as it can number")]
    Full,
}

/// Why a text is not a signed entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseEntryError {
    /// It has not three parts, separated by spaces.
    #[error("entry is not hash, signature and line")]
    Parts,
    /// The first part is not 32 bytes in base64.
    #[error("hash of an entry is not 32 bytes in base64")]
    Hash,
    /// The second part is not 64 bytes in base64.
    #[error("signature of an entry is not 64 bytes in base64")]
    Signature,
    /// The third part is not the line of an entry.
    #[error("entry has a malformed line")]
    Line(#[from] LineError),
}
