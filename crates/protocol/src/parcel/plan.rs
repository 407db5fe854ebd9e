//! How long a parcel of a given content is.

use thiserror::Error;

use crate::{
    age::{
        HYBRID_HEADER_LEN,
        stream::{NONCE_LEN, SEALED_CHUNK_LEN, TAG_LEN},
    },
    limit::{BLOCK_LEN, PARCEL_MAX_BLOCKS},
};

/// The most content that a parcel holds, in bytes: what 4,096 blocks leave of 1 GiB.
pub const MAX_CONTENT_LEN: u64 = plaintext_len(PARCEL_MAX_BLOCKS);

/// How long a parcel of a given content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParcelPlan {
    content_len: u64,
    blocks: u32,
}

impl ParcelPlan {
    /// Finds the smallest power of two of blocks that holds `content_len` bytes.
    ///
    /// # Errors
    ///
    /// [`PlanError::TooLong`] above [`MAX_CONTENT_LEN`].
    ///
    /// Spec: docs/protocol.md §10, step P2.
    pub fn new(content_len: u64) -> Result<Self, PlanError> {
        (0..=PARCEL_MAX_BLOCKS.ilog2())
            .map(|power| 1 << power)
            .find(|blocks| content_len <= plaintext_len(*blocks))
            .map(|blocks| Self {
                content_len,
                blocks,
            })
            .ok_or(PlanError::TooLong {
                len: content_len,
                max: MAX_CONTENT_LEN,
            })
    }

    /// Returns the length of the content, in bytes, without padding.
    pub fn content_len(&self) -> u64 {
        self.content_len
    }

    /// Returns the number of blocks, a power of two up to 4,096.
    pub fn blocks(&self) -> u32 {
        self.blocks
    }

    /// Returns the length of what is sealed, in bytes: the content and its zero padding.
    pub fn plaintext_len(&self) -> u64 {
        plaintext_len(self.blocks)
    }

    /// Returns the length of the whole age file, in bytes: blocks × 262,144.
    pub fn file_len(&self) -> u64 {
        file_len(self.blocks)
    }
}

/// Why no parcel can hold this content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The content is longer than the longest parcel holds.
    #[error("parcel content is {len} bytes, at most {max}")]
    TooLong {
        /// Length of the content, in bytes.
        len: u64,
        /// The most that a parcel holds, in bytes.
        max: u64,
    },
}

const fn file_len(blocks: u32) -> u64 {
    blocks as u64 * BLOCK_LEN as u64
}

/// The plaintext that fills a file of `blocks` blocks to the last byte.
pub(super) const fn plaintext_len(blocks: u32) -> u64 {
    let sealed_len = file_len(blocks) - (HYBRID_HEADER_LEN + NONCE_LEN) as u64;
    sealed_len - sealed_len.div_ceil(SEALED_CHUNK_LEN as u64) * TAG_LEN as u64
}
