//! A desk's founding root and its fingerprint.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::encoding::{decode_hex_array, encode_hex};

/// The Ed25519 public key that a desk was founded with. Public; every later card names it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FoundingRoot([u8; 32]);

impl FoundingRoot {
    /// Takes the 32 bytes of the key.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the 32 bytes of the key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Hashes the root into what people compare and programs pin.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        // spec: §1.1 D2
        let digest: [u8; 32] = Sha256::new()
            .chain_update(b"bellrope/1 root")
            .chain_update(self.0)
            .finalize()
            .into();
        let mut short = [0; Fingerprint::LEN];
        short.copy_from_slice(&digest[..Fingerprint::LEN]);
        Fingerprint(short)
    }
}

impl fmt::Debug for FoundingRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FoundingRoot({})", encode_hex(&self.0))
    }
}

/// What names a desk for ever: 40 hex digits, written in ten groups of four.
///
/// 160 bits, so that nobody finds a second root for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; Self::LEN]);

impl Fingerprint {
    /// Length of a fingerprint, in bytes.
    pub const LEN: usize = 20;

    /// Takes the 20 bytes of a fingerprint.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Returns the 20 bytes of the fingerprint.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    /// Writes ten groups of four digits, with spaces between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, pair) in self.0.chunks(2).enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{}", encode_hex(pair))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    /// Parses 40 hex digits of either case, with white space anywhere.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text
            .chars()
            .filter(|char| !char.is_whitespace())
            .map(|char| char.to_ascii_lowercase())
            .collect();
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(ParseFingerprintError::Digit);
        }
        decode_hex_array(&digits)
            .map(Self)
            .map_err(|_| ParseFingerprintError::Length { len: digits.len() })
    }
}

/// Why a text is not a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseFingerprintError {
    /// Something is neither a hex digit nor white space.
    #[error("fingerprint has a character that is no hex digit")]
    Digit,
    /// There are too few or too many digits.
    #[error("fingerprint has {len} hex digits, expected 40")]
    Length {
        /// Their number.
        len: usize,
    },
}
