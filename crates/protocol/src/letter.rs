//! The letter: one age file of exactly 16,384 bytes with one hybrid stanza (docs/protocol.md §5).
//!
//! In scope: the envelope. All letters look alike, whatever they say.
//! Out of scope: what a letter says, its MAC and its tag, see [`crate::content`] and
//! [`crate::tag`]. The sender is **not** authenticated here: anyone can seal to a desk.
//!
//! # Wire format
//!
//! ```
//! use bellrope_protocol::{age::{HYBRID_HEADER_LEN, stream}, limit};
//! assert_eq!(
//!     HYBRID_HEADER_LEN + stream::NONCE_LEN + limit::LETTER_PLAINTEXT_LEN + stream::TAG_LEN,
//!     limit::LETTER_LEN,
//! );
//! ```
//!
//! # What can be checked without a key
//!
//! | part | bytes | can be checked |
//! |---|---|---|
//! | header text | 47 | yes: every byte of it is fixed |
//! | ML-KEM ciphertext | 1,451 base64 characters | only that it is canonical: every string is a ciphertext |
//! | X25519 share | 43 | that it is canonical and not of low order |
//! | wrapped file key, MAC | 43 + 43 | only that they are canonical |
//! | nonce, payload | 14,757 | nothing: uniform bytes |

use rand_core::CryptoRng;
use thiserror::Error;

use crate::{
    age::{self, FileKey, HYBRID_HEADER_LEN, HybridFormError, Identity, Plaintext, Recipient},
    limit::{LETTER_LEN, LETTER_PLAINTEXT_LEN},
};

/// Seals a padded plaintext to a desk's intake key.
///
/// Spec: docs/protocol.md §5.2, step L5.
pub fn seal(
    plaintext: &[u8; LETTER_PLAINTEXT_LEN],
    recipient: &Recipient,
    rng: &mut impl CryptoRng,
) -> Box<[u8; LETTER_LEN]> {
    let file_key = FileKey::generate(rng);
    let header = recipient.write_header(&file_key, rng);
    age::seal_single_chunk(&file_key, &header, plaintext, rng)
}

/// Opens one letter with a desk's intake key; raw letters made with stock age too.
///
/// `letter` must be exactly [`LETTER_LEN`] bytes. The sender is **not** authenticated.
///
/// # Errors
///
/// [`OpenError::WrongLength`] before any cryptography; [`OpenError::NotForUs`] for everything after.
///
/// Spec: docs/protocol.md §5.4, step O1.
pub fn open(
    identity: &Identity,
    letter: &[u8],
) -> Result<Plaintext<LETTER_PLAINTEXT_LEN>, OpenError> {
    let letter: &[u8; LETTER_LEN] = letter
        .try_into()
        .map_err(|_| OpenError::WrongLength { len: letter.len() })?;
    let file_key = identity
        .open_header(letter)
        .map_err(|_| OpenError::NotForUs)?;
    age::open_single_chunk(&file_key, &letter[HYBRID_HEADER_LEN..]).ok_or(OpenError::NotForUs)
}

/// Checks everything of a letter that can be checked without a key.
///
/// # Errors
///
/// [`FormError`], by variant.
///
/// Spec: docs/protocol.md §5.3, F1–F3.
pub fn check_form(letter: &[u8]) -> Result<&[u8; LETTER_LEN], FormError> {
    // spec: §5.3 F1
    let letter: &[u8; LETTER_LEN] = letter
        .try_into()
        .map_err(|_| FormError::WrongLength { len: letter.len() })?;
    // spec: §5.3 F2, F3
    match age::check_hybrid_header(letter) {
        Ok(()) => Ok(letter),
        Err(HybridFormError::Header) => Err(FormError::Header),
        Err(HybridFormError::LowOrder) => Err(FormError::LowOrder),
    }
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

#[cfg(test)]
mod tests;
