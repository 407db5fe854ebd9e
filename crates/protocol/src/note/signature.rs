//! One signature line of a note.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::key::KeyId;
use super::name::{KeyName, KeyNameError};

/// What begins every signature line.
const DASH: &str = "\u{2014} ";

/// One signature of a note, not verified: a name, a key id, and bytes that only the key's
/// algorithm understands.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: KeyName,
    id: KeyId,
    bytes: Vec<u8>,
}

impl NoteSignature {
    pub(super) fn from_parts(name: KeyName, id: KeyId, bytes: Vec<u8>) -> Self {
        Self { name, id, bytes }
    }

    /// Returns the name it claims.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Returns the key id it claims.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Returns the signature without the key id, at least one byte.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for NoteSignature {
    /// Writes the signature line, without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut blob = self.id.to_bytes().to_vec();
        blob.extend_from_slice(&self.bytes);
        write!(f, "{DASH}{} {}", self.name, STANDARD.encode(blob))
    }
}

impl fmt::Debug for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoteSignature")
            .field("name", &self.name)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl FromStr for NoteSignature {
    type Err = NoteSignatureError;

    /// Parses one signature line, without its line feed.
    fn from_str(line: &str) -> Result<Self, Self::Err> {
        let (name, blob) = line
            .strip_prefix(DASH)
            .and_then(|rest| rest.split_once(' '))
            .ok_or(NoteSignatureError::Form)?;
        let name = KeyName::new(name)?;
        let blob = STANDARD
            .decode(blob)
            .map_err(|_| NoteSignatureError::Base64)?;
        match blob.split_first_chunk::<4>() {
            Some((id, bytes)) if !bytes.is_empty() => Ok(Self::from_parts(
                name,
                KeyId::from_bytes(*id),
                bytes.to_vec(),
            )),
            _ => Err(NoteSignatureError::TooShort { len: blob.len() }),
        }
    }
}

/// Why a line is not a signature line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteSignatureError {
    /// The line is not em dash, space, name, space, base64.
    #[error("signature line is not dash, name and base64")]
    Form,
    /// The name is not a key name.
    #[error("signature line has no valid key name")]
    Name(#[from] KeyNameError),
    /// The last part is not canonical base64.
    #[error("signature is not base64")]
    Base64,
    /// The signature has no room for a key id and one byte.
    #[error("signature is {len} bytes, expected at least 5")]
    TooShort {
        /// Its length with the key id, in bytes.
        len: usize,
    },
}

/// A signature that does not verify. It has no reason to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("signature does not verify")]
pub struct SignatureRefused;
