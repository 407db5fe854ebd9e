//! Verifier keys and the identifiers of keys.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::name::{KeyName, KeyNameError};
use super::signature::{NoteSignature, SignatureRefused};

/// Length of the encoded material of a verifier key, in bytes: type 1 ‖ public key 32.
const MATERIAL_LEN: usize = 1 + 32;

/// What a key's signatures sign, and their type byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Type `0x01`: an Ed25519 signature of the note text.
    Ed25519,
    /// Type `0x04`: a witness's timestamped cosignature of a checkpoint (`cosignature/v1`).
    CosignatureV1,
}

impl Algorithm {
    /// Returns the type byte that enters the key id.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0x01 => Some(Self::Ed25519),
            0x04 => Some(Self::CosignatureV1),
            _ => None,
        }
    }
}

/// The short identifier of a key: SHA-256(name ‖ `0x0A` ‖ type ‖ public key)\[..4\].
///
/// It tells keys apart; it does not authenticate. Written as 8 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    /// Takes the four bytes as they stand in a signature.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// Returns the four bytes, big-endian as in a signature.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 4] {
        self.0
    }

    // spec: C2SP signed-note, "Signatures", key ID
    pub(super) fn derive(name: &KeyName, algorithm: Algorithm, public: &[u8; 32]) -> Self {
        let digest = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', algorithm.byte()])
            .chain_update(public)
            .finalize();
        let [a, b, c, d, ..] = <[u8; 32]>::from(digest);
        Self([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// A public key that verifies signatures under one name and one algorithm.
///
/// Its text form is the C2SP *vkey*, `name+hex(key id)+base64(type ‖ public key)`, through
/// [`fmt::Display`] and [`FromStr`].
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    algorithm: Algorithm,
    id: KeyId,
    key: VerifyingKey,
}

impl VerifierKey {
    /// Makes a verifier key from its parts; the key id follows from them.
    ///
    /// # Errors
    ///
    /// [`VerifierKeyError::Point`] if `public` is no point of the curve or one of small order.
    pub fn new(
        name: KeyName,
        algorithm: Algorithm,
        public: &[u8; 32],
    ) -> Result<Self, VerifierKeyError> {
        let key = VerifyingKey::from_bytes(public).map_err(|_| VerifierKeyError::Point)?;
        if key.is_weak() {
            return Err(VerifierKeyError::Point);
        }
        Ok(Self::from_key(name, algorithm, key))
    }

    pub(super) fn from_key(name: KeyName, algorithm: Algorithm, key: VerifyingKey) -> Self {
        let id = KeyId::derive(&name, algorithm, key.as_bytes());
        Self {
            name,
            algorithm,
            id,
            key,
        }
    }

    /// Returns the name under which this key signs.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Returns the key id that its signatures carry.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Returns what its signatures sign.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Returns the 32-byte Ed25519 public key (RFC 8032 encoding).
    #[must_use]
    pub fn public(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Says whether a signature claims this key: same name and same key id.
    #[must_use]
    pub fn matches(&self, signature: &NoteSignature) -> bool {
        self.id == signature.id() && &self.name == signature.name()
    }

    /// Verifies one signature of `text` and returns its timestamp, which only cosignatures have
    /// (Unix seconds).
    ///
    /// Strict Ed25519: malleable signatures and points of small order are refused.
    ///
    /// # Errors
    ///
    /// [`SignatureRefused`], without a reason: another key's signature, a wrong length, a
    /// timestamp above 2^63 − 1 and a wrong signature are one and the same.
    pub fn verify(
        &self,
        text: &str,
        signature: &NoteSignature,
    ) -> Result<Option<u64>, SignatureRefused> {
        if !self.matches(signature) {
            return Err(SignatureRefused);
        }
        match self.algorithm {
            Algorithm::Ed25519 => self
                .verify_message(text.as_bytes(), signature.bytes())
                .map(|()| None),
            Algorithm::CosignatureV1 => self.verify_cosignature(text, signature.bytes()).map(Some),
        }
    }

    /// Verifies an Ed25519 signature of `text` that came without its signature line.
    ///
    /// # Errors
    ///
    /// [`SignatureRefused`], without a reason; always for the key of a cosigner.
    pub fn verify_bare(&self, text: &str, signature: &[u8]) -> Result<(), SignatureRefused> {
        match self.algorithm {
            Algorithm::Ed25519 => self.verify_message(text.as_bytes(), signature),
            Algorithm::CosignatureV1 => Err(SignatureRefused),
        }
    }

    fn verify_message(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureRefused> {
        let signature = Signature::from_slice(signature).map_err(|_| SignatureRefused)?;
        self.key
            .verify_strict(message, &signature)
            .map_err(|_| SignatureRefused)
    }

    // spec: C2SP tlog-cosignature, "Format" and "Ed25519 signed message"
    fn verify_cosignature(&self, text: &str, bytes: &[u8]) -> Result<u64, SignatureRefused> {
        let (timestamp, signature) = bytes.split_first_chunk::<8>().ok_or(SignatureRefused)?;
        let timestamp = u64::from_be_bytes(*timestamp);
        if timestamp > MAX_TIMESTAMP {
            return Err(SignatureRefused);
        }
        self.verify_message(cosigned_message(text, timestamp).as_bytes(), signature)?;
        Ok(timestamp)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut material = [self.algorithm.byte(); MATERIAL_LEN];
        material[1..].copy_from_slice(self.public());
        write!(f, "{}+{}+{}", self.name, self.id, STANDARD.encode(material))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = VerifierKeyError;

    /// Parses a vkey. The key id must be the recommended hash of the rest.
    fn from_str(vkey: &str) -> Result<Self, Self::Err> {
        // A name has no `+`; the base64 of the key may.
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(material)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(VerifierKeyError::Parts);
        };
        let name = KeyName::new(name)?;
        let material = STANDARD
            .decode(material)
            .map_err(|_| VerifierKeyError::Base64)?;
        let (&algorithm, public) = material.split_first().ok_or(VerifierKeyError::Base64)?;
        let algorithm = Algorithm::from_byte(algorithm)
            .ok_or(VerifierKeyError::Algorithm { byte: algorithm })?;
        let public = public.try_into().map_err(|_| VerifierKeyError::Length {
            len: material.len(),
        })?;
        let key = Self::new(name, algorithm, public)?;
        if id != key.id.to_string() {
            return Err(VerifierKeyError::Id {
                expected: key.id.to_string(),
            });
        }
        Ok(key)
    }
}

/// Why a text is not a verifier key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifierKeyError {
    /// The text does not have the three parts name, key id and key.
    #[error("verifier key is not name+id+key")]
    Parts,
    /// The first part is no key name.
    #[error("verifier key has no valid name")]
    Name(#[from] KeyNameError),
    /// The third part is not canonical base64, or empty.
    #[error("verifier key is not base64")]
    Base64,
    /// The type byte is not one that we verify.
    #[error("verifier key has type {byte:#04x}, expected 0x01 or 0x04")]
    Algorithm {
        /// The type byte.
        byte: u8,
    },
    /// The key has the wrong length.
    #[error("verifier key is {len} bytes, expected {MATERIAL_LEN}")]
    Length {
        /// Its length with the type byte, in bytes.
        len: usize,
    },
    /// The public key is not a point that may verify anything.
    #[error("verifier key is not a usable Ed25519 point")]
    Point,
    /// The key id is not the hash of name, type and key.
    #[error("verifier key has the wrong id, expected {expected}")]
    Id {
        /// The id that follows from name, type and key.
        expected: String,
    },
}

/// Greatest timestamp of a cosignature, in Unix seconds.
pub(super) const MAX_TIMESTAMP: u64 = i64::MAX.unsigned_abs();

/// Writes what a cosigner signs: two lines before the note text.
pub(super) fn cosigned_message(text: &str, timestamp: u64) -> String {
    format!("cosignature/v1\ntime {timestamp}\n{text}")
}
