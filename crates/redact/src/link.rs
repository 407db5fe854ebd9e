//! What binds a redacted text to its original (R117), without telling what was taken out.
//!
//! A plain hash of the original would: whoever guesses the name hashes the text with it. So the hash is
//! salted, and the salt stays with the original. Whoever may see the original gets both, and checks.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Length of a salt, in bytes.
pub const SALT_LEN: usize = 32;

const CONTEXT: &[u8] = b"bellrope/1 redaction original\0";

/// The salted hash of an original: 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OriginalHash([u8; 32]);

impl OriginalHash {
    /// Hashes the parts of an original, in order. Salts are drawn for one original each.
    ///
    /// SHA-256("bellrope/1 redaction original" ‖ 0 ‖ salt ‖ for each part: its length in 8 bytes, big
    /// end first ‖ part).
    #[must_use]
    pub fn of<'a>(salt: &[u8; SALT_LEN], parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        hash.update(CONTEXT);
        hash.update(salt);
        for part in parts {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// Returns its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_depends_on_salt_and_on_where_parts_end() {
        let of = |salt, parts: &[&[u8]]| OriginalHash::of(&[salt; 32], parts.iter().copied());
        assert_eq!(of(1, &[b"ab", b"c"]), of(1, &[b"ab", b"c"]));
        assert_ne!(of(1, &[b"ab", b"c"]), of(2, &[b"ab", b"c"]));
        assert_ne!(of(1, &[b"ab", b"c"]), of(1, &[b"a", b"bc"]));
        assert_ne!(of(1, &[b"a"]), of(1, &[b"a", b""]));
    }
}
