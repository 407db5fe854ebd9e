//! The reply: one age passphrase file of exactly 4,096 bytes (docs/protocol.md §8).
//!
//! In scope: the envelope. Only who holds the case's keys can make one that opens.
//! Out of scope: what a reply says and its tag, see [`crate::content`] and [`crate::tag`].
//!
//! # Wire format
//!
//! ```
//! use bellrope_protocol::{age::{PASSPHRASE_HEADER_LEN, stream}, limit};
//! assert_eq!(
//!     PASSPHRASE_HEADER_LEN + stream::NONCE_LEN + limit::REPLY_PLAINTEXT_LEN + stream::TAG_LEN,
//!     limit::REPLY_LEN,
//! );
//! ```

use rand_core::CryptoRng;
use thiserror::Error;

use crate::{
    age::{self, FileKey, PASSPHRASE_HEADER_LEN, Passphrase, Plaintext},
    limit::{REPLY_LEN, REPLY_PLAINTEXT_LEN},
};

/// Seals a padded plaintext under the case's reply passphrase, with a fresh salt and file key.
pub fn seal(
    plaintext: &[u8; REPLY_PLAINTEXT_LEN],
    passphrase: &Passphrase,
    rng: &mut impl CryptoRng,
) -> Box<[u8; REPLY_LEN]> {
    let file_key = FileKey::generate(rng);
    let header = passphrase.write_header(&file_key, rng);
    age::seal_single_chunk(&file_key, &header, plaintext, rng)
}

/// Opens one reply with the case's reply passphrase.
///
/// Costs one scrypt of 2^10 (about 3 ms): find replies by their tag first.
///
/// # Errors
///
/// [`OpenError::WrongLength`] before any cryptography; [`OpenError::NotForUs`] for everything after.
pub fn open(
    passphrase: &Passphrase,
    reply: &[u8],
) -> Result<Plaintext<REPLY_PLAINTEXT_LEN>, OpenError> {
    let reply: &[u8; REPLY_LEN] = reply
        .try_into()
        .map_err(|_| OpenError::WrongLength { len: reply.len() })?;
    let file_key = passphrase
        .open_header(reply)
        .map_err(|_| OpenError::NotForUs)?;
    age::open_single_chunk(&file_key, &reply[PASSPHRASE_HEADER_LEN..]).ok_or(OpenError::NotForUs)
}

/// Checks everything of a reply that can be checked without its passphrase.
///
/// # Errors
///
/// [`FormError`], by variant.
pub fn check_form(reply: &[u8]) -> Result<&[u8; REPLY_LEN], FormError> {
    let reply: &[u8; REPLY_LEN] = reply
        .try_into()
        .map_err(|_| FormError::WrongLength { len: reply.len() })?;
    if age::is_passphrase_header(reply) {
        Ok(reply)
    } else {
        Err(FormError::Header)
    }
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
    /// The header is not the one canonical header with one `scrypt` stanza of work factor 2^10.
    #[error("reply header is not canonical")]
    Header,
}

#[cfg(test)]
mod tests;
