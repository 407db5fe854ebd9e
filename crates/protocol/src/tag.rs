//! Tags: how the two sides of a case find their entries in a public log.
//!
//! A tag is random to everyone else. The keys that make it are in [`crate::key::CaseKeys`].
//!
//! Spec: docs/protocol.md §9, D15, D16.

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use crate::encoding::{EncodingError, decode_hex_array, encode_hex};
use crate::limit::TAG_LEN;

/// The 16 public bytes that stand beside a body's hash in a log entry. Written as 32 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag([u8; TAG_LEN]);

impl Tag {
    /// The tag of every entry of a card log.
    pub const ZERO: Self = Self([0; TAG_LEN]);

    /// Takes the bytes of a tag.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; TAG_LEN]) -> Self {
        Self(bytes)
    }

    /// Draws the tag of a cover letter or a cover reply.
    #[must_use]
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; TAG_LEN];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; TAG_LEN] {
        &self.0
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; TAG_LEN] {
        self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_hex(&self.0))
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({self})")
    }
}

impl FromStr for Tag {
    type Err = EncodingError;

    /// Parses 32 lower-case hex digits.
    fn from_str(hex: &str) -> Result<Self, Self::Err> {
        decode_hex_array(hex).map(Self)
    }
}

/// Hashes a letter, reply or card as its log entry does: SHA-256 of the whole.
#[must_use]
pub fn body_hash(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_returns_from_its_digits() {
        let tag = Tag::from_bytes(*b"\x00\x01\x02\x03456789abcdef");
        assert_eq!(tag.to_string(), "00010203343536373839616263646566");
        assert_eq!(tag.to_string().parse(), Ok(tag));
    }

    #[test]
    fn parse_refuses_other_spellings() {
        let upper = "0001020334353637383961626364656F";
        assert_eq!(upper.parse::<Tag>(), Err(EncodingError::Hex));
        let wrong = EncodingError::Length {
            len: 15,
            expected: 16,
        };
        assert_eq!("00".repeat(15).parse::<Tag>(), Err(wrong));
    }
}
