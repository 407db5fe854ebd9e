//! The payload: chunks of 64 KiB under ChaCha20-Poly1305, in the STREAM manner.
//!
//! Both sides take one chunk at a time, in place, so that memory is theirs to bound. The rules of
//! C2SP age.md are kept here: every chunk but the last is full, the last is empty only when the
//! payload is, nothing follows the last. That a last chunk came at all is the caller's to require;
//! letters, replies and parcels know their length.

use std::fmt;

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _, aead::inout::InOutBuf};
use rand_core::CryptoRng;
use thiserror::Error;

use super::FileKey;

/// Length of the nonce before the first chunk, in bytes.
pub const NONCE_LEN: usize = 16;
/// Length of a full chunk of plaintext, in bytes.
pub const CHUNK_LEN: usize = 65_536;
/// Length of the tag behind every chunk, in bytes.
pub const TAG_LEN: usize = 16;
/// Length of a full chunk and its tag, in bytes.
pub const SEALED_CHUNK_LEN: usize = CHUNK_LEN + TAG_LEN;

/// Where in the payload a chunk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Full, and another follows.
    Inner,
    /// Nothing follows.
    Last,
}

/// Encrypts the chunks of one payload, in order.
pub struct Encryptor(Chunks);

impl Encryptor {
    /// Draws the nonce of a new file and begins its payload.
    pub fn begin(file_key: &FileKey, rng: &mut impl CryptoRng) -> (Self, [u8; NONCE_LEN]) {
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        (Self(Chunks::new(file_key, &nonce)), nonce)
    }

    /// Encrypts the next chunk in place and returns its tag.
    ///
    /// # Errors
    ///
    /// [`ChunkRule`], by variant; nothing is encrypted then.
    pub fn seal(
        &mut self,
        chunk: &mut [u8],
        position: Position,
    ) -> Result<[u8; TAG_LEN], ChunkRule> {
        let nonce = self.0.next_nonce(chunk.len(), position)?;
        #[expect(
            clippy::expect_used,
            reason = "ChaCha20-Poly1305 fails above 256 GiB only"
        )]
        let tag = self
            .0
            .cipher
            .encrypt_inout_detached(&nonce.into(), &[], chunk.into())
            .expect("chunk is short");
        Ok(tag.into())
    }
}

/// Decrypts the chunks of one payload, in order.
pub struct Decryptor(Chunks);

impl Decryptor {
    /// Begins the payload of the file with this key and nonce.
    pub fn new(file_key: &FileKey, nonce: &[u8; NONCE_LEN]) -> Self {
        Self(Chunks::new(file_key, nonce))
    }

    /// Decrypts the next chunk in place.
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant; the chunk is unchanged then.
    pub fn open(
        &mut self,
        chunk: &mut [u8],
        tag: &[u8; TAG_LEN],
        position: Position,
    ) -> Result<(), OpenError> {
        self.open_between(chunk.into(), tag, position)
    }

    /// Decrypts the next chunk, `sealed` with its tag at the end, to `plaintext`: spares a copy.
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant; `plaintext` is unchanged then.
    pub fn open_to(
        &mut self,
        sealed: &[u8],
        plaintext: &mut [u8],
        position: Position,
    ) -> Result<(), OpenError> {
        let (chunk, tag) = sealed.split_last_chunk().ok_or(OpenError::Damaged)?;
        let between = InOutBuf::new(chunk, plaintext).map_err(|_| OpenError::Damaged)?;
        self.open_between(between, tag, position)
    }

    fn open_between(
        &mut self,
        chunk: InOutBuf<'_, '_, u8>,
        tag: &[u8; TAG_LEN],
        position: Position,
    ) -> Result<(), OpenError> {
        let nonce = self
            .0
            .next_nonce(chunk.len(), position)
            .map_err(OpenError::Rule)?;
        self.0
            .cipher
            .decrypt_inout_detached(&nonce.into(), &[], chunk, tag.into())
            .map_err(|_| OpenError::Damaged)
    }
}

/// Why a chunk is not decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The chunk breaks a rule of the format.
    #[error("payload is not well-formed")]
    Rule(#[source] ChunkRule),
    /// Not what was sealed at this place: wrong key, changed, or moved.
    #[error("chunk does not open")]
    Damaged,
}

/// The rules of the format that a chunk can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChunkRule {
    /// A chunk before the last is not full.
    #[error("inner chunk of {len} bytes, expected 65536")]
    Inner {
        /// Its length, in bytes.
        len: usize,
    },
    /// The last chunk is too long, or empty and not the only one.
    #[error("last chunk of {len} bytes, expected 1 to 65536")]
    Last {
        /// Its length, in bytes.
        len: usize,
    },
    /// The last chunk was there already.
    #[error("chunk after the last")]
    AfterLast,
}

/// The payload key and how many chunks there were.
struct Chunks {
    cipher: ChaCha20Poly1305,
    count: u64,
    ended: bool,
}

impl Chunks {
    fn new(file_key: &FileKey, nonce: &[u8; NONCE_LEN]) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new((&*file_key.payload_key(nonce)).into()),
            count: 0,
            ended: false,
        }
    }

    /// Checks the rules, then counts: 11 bytes of big-endian count and one for the last chunk.
    fn next_nonce(&mut self, len: usize, position: Position) -> Result<[u8; 12], ChunkRule> {
        match position {
            _ if self.ended => return Err(ChunkRule::AfterLast),
            Position::Inner if len != CHUNK_LEN => return Err(ChunkRule::Inner { len }),
            Position::Last if len > CHUNK_LEN || (len == 0 && self.count != 0) => {
                return Err(ChunkRule::Last { len });
            }
            _ => {}
        }
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.count.to_be_bytes());
        nonce[11] = u8::from(position == Position::Last);
        self.ended = position == Position::Last;
        // 2^64 chunks never come: they are 10^24 bytes.
        self.count += 1;
        Ok(nonce)
    }
}

impl fmt::Debug for Encryptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encryptor").finish_non_exhaustive()
    }
}

impl fmt::Debug for Decryptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decryptor").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
