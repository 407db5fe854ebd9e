//! The letter: one age file of exactly 16,384 bytes with one hybrid stanza.

use rand_core::CryptoRng;
use thiserror::Error;

use crate::{
    age::{Identity, Plaintext, Recipient},
    limit::{LETTER_LEN, LETTER_PLAINTEXT_LEN},
};

/// Seals a padded plaintext to a desk's intake key.
pub fn seal(
    _plaintext: &[u8; LETTER_PLAINTEXT_LEN],
    _recipient: &Recipient,
    _rng: &mut impl CryptoRng,
) -> Box<[u8; LETTER_LEN]> {
    todo!()
}

/// Opens one letter with a desk's intake key; works for raw letters made by stock age too.
///
/// # Errors
///
/// [`OpenError::WrongLength`] before any cryptography; [`OpenError::NotForUs`] for everything after.
pub fn open(
    _identity: &Identity,
    _letter: &[u8],
) -> Result<Plaintext<LETTER_PLAINTEXT_LEN>, OpenError> {
    todo!()
}

/// Checks everything of a letter that can be checked without a key.
///
/// # Errors
///
/// [`FormError`], by variant.
pub fn check_form(_letter: &[u8]) -> Result<&[u8; LETTER_LEN], FormError> {
    todo!()
}

/// Why a letter does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Not the length of a letter.
    #[error("letter is {len} bytes, expected 16384")]
    WrongLength {
        /// Its length, in bytes.
        len: usize,
    },
    /// Anything else: not of the form, sealed to another key, or changed.
    #[error("letter does not open with this key")]
    NotForUs,
}

/// Why something is not a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FormError {
    /// Not the length of a letter.
    #[error("letter is {len} bytes, expected 16384")]
    WrongLength {
        /// Its length, in bytes.
        len: usize,
    },
    /// The header is not the one canonical header with one hybrid stanza.
    #[error("letter header is not canonical")]
    Header,
    /// The X25519 share is a point of low order, which every key would refuse.
    #[error("letter has an X25519 share of low order")]
    LowOrder,
}
