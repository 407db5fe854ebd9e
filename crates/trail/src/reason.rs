//! Reasons in somebody's own words: the trail has their hash, the case has the words and the salt.
//!
//! So whoever is shown the case can check that the reason was not changed afterwards, and nobody can
//! find out from the trail alone what it was, not even by guessing.

use std::fmt;

use bellrope_protocol::encoding::encode_hex;
use sha2::{Digest as _, Sha256};

/// Length of a salt, in bytes. Drawn anew for each reason, kept in the case beside it.
pub const SALT_LEN: usize = 32;

const LABEL: &[u8] = b"bellrope/1 trail reason\0";

/// The hash of a reason; prints as the value of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReasonHash([u8; 32]);

impl fmt::Display for ReasonHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_hex(&self.0))
    }
}

/// Hashes a reason: SHA-256("bellrope/1 trail reason" ‖ 0 ‖ salt ‖ text).
// spec: docs/trail.md §3 E5
#[must_use]
pub fn hash(salt: &[u8; SALT_LEN], text: &str) -> ReasonHash {
    let hash = Sha256::new().chain_update(LABEL).chain_update(salt);
    ReasonHash(hash.chain_update(text).finalize().into())
}
