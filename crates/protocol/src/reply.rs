//! The reply: one age passphrase file of exactly 4,096 bytes.

use rand_core::CryptoRng;
use thiserror::Error;

use crate::{
    age::{Passphrase, Plaintext},
    limit::{REPLY_LEN, REPLY_PLAINTEXT_LEN},
};

/// Seals a padded plaintext under the case's reply passphrase.
pub fn seal(
    _plaintext: &[u8; REPLY_PLAINTEXT_LEN],
    _passphrase: &Passphrase,
    _rng: &mut impl CryptoRng,
) -> Box<[u8; REPLY_LEN]> {
    todo!()
}

/// Opens one reply with the case's reply passphrase.
///
/// # Errors
///
/// [`OpenError::WrongLength`] before any cryptography; [`OpenError::NotForUs`] for everything after.
pub fn open(
    _passphrase: &Passphrase,
    _reply: &[u8],
) -> Result<Plaintext<REPLY_PLAINTEXT_LEN>, OpenError> {
    todo!()
}

/// Checks everything of a reply that can be checked without its passphrase.
///
/// # Errors
///
/// [`FormError`], by variant.
pub fn check_form(_reply: &[u8]) -> Result<&[u8; REPLY_LEN], FormError> {
    todo!()
}

/// Why a reply does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Not the length of a reply.
    #[error("reply is {len} bytes, expected 4096")]
    WrongLength {
        /// Its length, in bytes.
        len: usize,
    },
    /// Anything else: not of the form, of another case, or changed.
    #[error("reply does not open with this passphrase")]
    NotForUs,
}

/// Why something is not a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FormError {
    /// Not the length of a reply.
    #[error("reply is {len} bytes, expected 4096")]
    WrongLength {
        /// Its length, in bytes.
        len: usize,
    },
    /// The header is not the one canonical header with one scrypt stanza of work factor 2^10.
    #[error("reply header is not canonical")]
    Header,
}
