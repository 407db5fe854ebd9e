//! The age v1 format (C2SP age.md), as far as Bellrope writes and reads it.
//!
//! In scope: headers in the general grammar; the hybrid `mlkem768x25519` stanza and the `scrypt`
//! stanza with one work factor; the header MAC; the STREAM payload, chunk by chunk.
//! Out of scope: X25519, tagged and plugin stanzas, armour, GREASE, files with several recipients.
//! What a letter, a reply or a parcel must look like is said there: they admit one stanza only.
//!
//! # Wire format
//!
//! ```text
//! file    = header ‖ nonce (16) ‖ chunks
//! header  = "age-encryption.org/v1" LF  stanza…  "--- " MAC (43 base64) LF
//! chunk   = at most 65,536 bytes of ciphertext ‖ tag (16)
//! ```
//!
//! A header with one hybrid stanza has 1,627 bytes, one with one `scrypt` stanza 150:
//!
//! ```
//! use bellrope_protocol::age::{HYBRID_HEADER_LEN, PASSPHRASE_HEADER_LEN};
//! let version = "age-encryption.org/v1\n".len();
//! let mac = "--- ".len() + 43 + 1;
//! assert_eq!(version + "-> mlkem768x25519 ".len() + 1_494 + 1 + 43 + 1 + mac, HYBRID_HEADER_LEN);
//! assert_eq!(version + "-> scrypt ".len() + 22 + " 10\n".len() + 43 + 1 + mac, PASSPHRASE_HEADER_LEN);
//! ```

mod file_key;
pub mod header;
mod hybrid;
mod passphrase;
mod plaintext;
mod single_chunk;
pub mod stream;

pub use self::{
    file_key::FileKey,
    header::{Header, Stanza},
    hybrid::{Identity, KeyError, Recipient},
    passphrase::Passphrase,
    plaintext::Plaintext,
};
pub(crate) use self::{
    hybrid::{HybridFormError, check_hybrid_header},
    passphrase::is_passphrase_header,
    single_chunk::{open_single_chunk, seal_single_chunk},
};

use thiserror::Error;

/// Length of a header with one hybrid stanza, in bytes.
pub const HYBRID_HEADER_LEN: usize = 1_627;
/// Length of a header with one `scrypt` stanza of work factor 2^10, in bytes.
pub const PASSPHRASE_HEADER_LEN: usize = 150;

/// Why a stanza gives no file key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnwrapError {
    /// A stanza of another type; age says to ignore it.
    #[error("stanza of another type")]
    OtherType,
    /// A stanza of this type that no key opens: arguments, lengths or a low-order share.
    #[error("malformed stanza")]
    Malformed,
    /// Well-formed, and sealed to another key or changed.
    #[error("stanza does not open with this key")]
    NotForUs,
}
