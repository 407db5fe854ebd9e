//! Sealing a parcel, block by block.

use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    address::{BlockAddress, Seed},
    key::ParcelKey,
    plan::ParcelPlan,
};
use crate::{
    age::{
        FileKey, Identity,
        stream::{CHUNK_LEN, Encryptor, Position, SEALED_CHUNK_LEN},
    },
    limit::BLOCK_LEN,
};

/// One sealed block.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its place in the parcel, from 0.
    pub index: u32,
    /// Where the relay keeps it.
    pub address: BlockAddress,
    /// Its bytes.
    pub bytes: &'a [u8; BLOCK_LEN],
}

/// Seals one parcel, block by block, in constant memory: 328 KiB whatever the length.
///
/// [`push`](Self::push) all of the content, then [`pad`](Self::pad) until it returns `None`, then
/// [`finish`](Self::finish). Randomness is drawn once, in [`new`](Self::new).
///
/// Spec: docs/protocol.md §10, steps P2–P4.
pub struct ParcelSealer {
    plan: ParcelPlan,
    identity: Identity,
    seed: Seed,
    encryptor: Encryptor,
    /// Over everything that is sealed, chunk by chunk while it is in the cache.
    hash: Sha256,
    /// `BUFFER_LEN` bytes: sealed ones, then the plaintext of the chunk that is being filled.
    buffer: Zeroizing<Vec<u8>>,
    /// How much of the buffer is sealed.
    sealed: usize,
    /// How much of the buffer behind that is plaintext.
    open: usize,
    /// How much plaintext was taken, content and padding.
    taken: u64,
    /// The next block.
    index: u32,
    /// Whether the block at the front of the buffer was given out.
    given: bool,
}

/// Room for a block and the chunk that reaches over its end.
const BUFFER_LEN: usize = BLOCK_LEN + SEALED_CHUNK_LEN;

impl ParcelSealer {
    /// Begins a parcel under a fresh identity, a fresh seed and a fresh file key.
    pub fn new(plan: ParcelPlan, rng: &mut impl CryptoRng) -> Self {
        let identity = Identity::generate(rng);
        let mut seed = Seed(Box::new([0; 32]));
        rng.fill_bytes(&mut *seed.0);
        let file_key = FileKey::generate(rng);
        let header = identity.recipient().write_header(&file_key, rng);
        let (encryptor, nonce) = Encryptor::begin(&file_key, rng);

        let mut buffer = Zeroizing::new(vec![0; BUFFER_LEN]);
        let (header_part, rest) = buffer.split_at_mut(header.len());
        header_part.copy_from_slice(&header);
        rest[..nonce.len()].copy_from_slice(&nonce);
        Self {
            plan,
            identity,
            seed,
            encryptor,
            hash: Sha256::new().chain_update(&header).chain_update(nonce),
            buffer,
            sealed: header.len() + nonce.len(),
            open: 0,
            taken: 0,
            index: 0,
            given: false,
        }
    }

    /// Takes bytes from the front of `content` until a block is full or `content` is empty.
    ///
    /// Call it again with the same slice until it returns `None`; then with the next slice.
    ///
    /// # Errors
    ///
    /// [`SealError::TooMuch`] when more is pushed than planned.
    pub fn push(&mut self, content: &mut &[u8]) -> Result<Option<Block<'_>>, SealError> {
        let planned = self.plan.content_len();
        if content.len() as u64 > planned.saturating_sub(self.taken) {
            return Err(SealError::TooMuch { planned });
        }
        self.drop_given();
        while self.sealed < BLOCK_LEN && !content.is_empty() {
            let (now, later) = content.split_at(self.room().min(content.len()));
            self.fill_chunk(now.len(), |chunk| chunk.copy_from_slice(now));
            *content = later;
        }
        Ok(self.full_block())
    }

    /// Returns the next block of padding, or `None` when the parcel is complete.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLittle`] when less was pushed than planned.
    pub fn pad(&mut self) -> Result<Option<Block<'_>>, SealError> {
        self.check_content()?;
        self.drop_given();
        while self.sealed < BLOCK_LEN && self.taken < self.plan.plaintext_len() {
            self.fill_chunk(self.room(), |chunk| chunk.fill(0));
        }
        Ok(self.full_block())
    }

    /// Returns the key of the finished parcel.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLittle`], or [`SealError::Unfinished`] when blocks are still to come.
    pub fn finish(self) -> Result<ParcelKey, SealError> {
        self.check_content()?;
        let blocks = self.plan.blocks();
        if self.index != blocks {
            return Err(SealError::Unfinished {
                taken: self.index,
                blocks,
            });
        }
        let sha256 = self.hash.finalize().into();
        #[expect(clippy::expect_used, reason = "a plan has a valid number of blocks")]
        let key = ParcelKey::from_parts(self.identity, &self.seed.0, blocks, sha256)
            .expect("valid number of blocks");
        Ok(key)
    }

    fn check_content(&self) -> Result<(), SealError> {
        let planned = self.plan.content_len();
        if self.taken < planned {
            return Err(SealError::TooLittle {
                len: self.taken,
                planned,
            });
        }
        Ok(())
    }

    /// What the chunk that is being filled, or the plaintext as a whole, still takes.
    fn room(&self) -> usize {
        let chunk = CHUNK_LEN - self.open;
        let whole = self.plan.plaintext_len() - self.taken;
        usize::try_from(whole).map_or(chunk, |whole| whole.min(chunk))
    }

    /// Writes the next `len` bytes of plaintext and seals their chunk when it is complete.
    fn fill_chunk(&mut self, len: usize, write: impl FnOnce(&mut [u8])) {
        let (chunk, behind) = self.buffer[self.sealed..].split_at_mut(self.open + len);
        write(&mut chunk[self.open..]);
        self.open += len;
        self.taken += len as u64;
        let position = if self.taken == self.plan.plaintext_len() {
            Position::Last
        } else if self.open == CHUNK_LEN {
            Position::Inner
        } else {
            return;
        };
        #[expect(clippy::expect_used, reason = "`room` keeps chunks within the rules")]
        let tag = self
            .encryptor
            .seal(chunk, position)
            .expect("chunk is within the rules");
        behind[..tag.len()].copy_from_slice(&tag);
        self.hash.update(&*chunk);
        self.hash.update(tag);
        self.sealed += self.open + tag.len();
        self.open = 0;
    }

    /// Gives out the block at the front of the buffer once it is full.
    fn full_block(&mut self) -> Option<Block<'_>> {
        if self.sealed < BLOCK_LEN {
            return None;
        }
        let bytes = self.buffer.first_chunk()?;
        let index = self.index;
        self.index += 1;
        self.given = true;
        Some(Block {
            index,
            address: self.seed.address(index),
            bytes,
        })
    }

    /// Moves what reaches over the end of a block that was given out to the front.
    fn drop_given(&mut self) {
        if self.given {
            self.buffer.copy_within(BLOCK_LEN..self.sealed, 0);
            self.sealed -= BLOCK_LEN;
            self.given = false;
        }
    }
}

impl fmt::Debug for ParcelSealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParcelSealer").finish_non_exhaustive()
    }
}

/// Why a parcel cannot be sealed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// More content was pushed than planned.
    #[error("more than the planned {planned} bytes of parcel content")]
    TooMuch {
        /// The planned length, in bytes.
        planned: u64,
    },
    /// Less content was pushed than planned.
    #[error("{len} bytes of parcel content, planned {planned}")]
    TooLittle {
        /// What was pushed, in bytes.
        len: u64,
        /// The planned length, in bytes.
        planned: u64,
    },
    /// Blocks are still to be taken with [`ParcelSealer::pad`].
    #[error("{taken} of {blocks} blocks taken")]
    Unfinished {
        /// Blocks taken so far.
        taken: u32,
        /// Blocks of the whole parcel.
        blocks: u32,
    },
}
