//! Parcels: the attachments of one letter, sealed as blocks of one length.

use std::{fmt, str::FromStr};

use rand_core::CryptoRng;
use thiserror::Error;

use crate::{age::Identity, encoding::EncodingError, limit::BLOCK_LEN};

/// How long a parcel of a given content will be.
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
    /// [`PlanError::TooLong`] above 1,073,478,101 bytes.
    pub fn new(_content_len: u64) -> Result<Self, PlanError> {
        todo!()
    }

    /// Returns the number of blocks.
    pub fn blocks(&self) -> u32 {
        self.blocks
    }

    /// Returns the length of the content, in bytes, without padding.
    pub fn content_len(&self) -> u64 {
        self.content_len
    }

    /// Returns the length of what is sealed, in bytes, zero padding included.
    pub fn plaintext_len(&self) -> u64 {
        todo!()
    }

    /// Returns the length of the whole age file, in bytes.
    pub fn file_len(&self) -> u64 {
        todo!()
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

/// Where the relay keeps one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockAddress([u8; 16]);

impl BlockAddress {
    /// Takes the 16 bytes of an address.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the 16 bytes of this address.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for BlockAddress {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

impl FromStr for BlockAddress {
    type Err = EncodingError;

    fn from_str(_hex: &str) -> Result<Self, EncodingError> {
        todo!()
    }
}

/// What opens one parcel: travels inside the letter.
pub struct ParcelKey {
    _identity: Identity,
}

impl ParcelKey {
    /// Takes the four parts of a key as a letter carries them.
    ///
    /// # Errors
    ///
    /// [`KeyError::Blocks`] when `blocks` is no power of two or above 4,096.
    pub fn from_parts(
        _identity: Identity,
        _seed: &[u8; 32],
        _blocks: u32,
        _sha256: [u8; 32],
    ) -> Result<Self, KeyError> {
        todo!()
    }

    /// Returns the age identity of the parcel.
    pub fn identity(&self) -> &Identity {
        todo!()
    }

    /// Returns the seed of the block addresses.
    pub fn expose_seed(&self) -> &[u8; 32] {
        todo!()
    }

    /// Returns the number of blocks.
    pub fn blocks(&self) -> u32 {
        todo!()
    }

    /// Returns the SHA-256 of the whole age file.
    pub fn sha256(&self) -> &[u8; 32] {
        todo!()
    }

    /// Returns the addresses of all blocks, in order.
    pub fn addresses(&self) -> impl Iterator<Item = BlockAddress> + '_ {
        (0..self.blocks()).map(|_| todo!())
    }
}

/// Why a letter's parcel key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The number of blocks is no power of two from 1 to 4,096.
    #[error("parcel of {blocks} blocks, expected a power of two up to 4096")]
    Blocks {
        /// The number that was given.
        blocks: u32,
    },
}

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

/// Seals one parcel, block by block, in constant memory.
///
/// `push` all of the content, then `pad` until it returns `None`, then `finish`.
pub struct ParcelSealer {}

impl ParcelSealer {
    /// Begins a parcel under a fresh identity and a fresh seed.
    pub fn new(_plan: ParcelPlan, _rng: &mut impl CryptoRng) -> Self {
        todo!()
    }

    /// Takes bytes from the front of `content` until a block is full or `content` is empty.
    ///
    /// Call it again with the same slice until it returns `None`.
    ///
    /// # Errors
    ///
    /// [`SealError::TooMuch`] when more is pushed than planned.
    pub fn push(&mut self, _content: &mut &[u8]) -> Result<Option<Block<'_>>, SealError> {
        todo!()
    }

    /// Returns the next block of padding, or `None` when the parcel is complete.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLittle`] when less was pushed than planned.
    pub fn pad(&mut self) -> Result<Option<Block<'_>>, SealError> {
        todo!()
    }

    /// Returns the key of the finished parcel.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLittle`] or [`SealError::Unfinished`] when blocks are still to come.
    pub fn finish(self) -> Result<ParcelKey, SealError> {
        todo!()
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
    /// Blocks are still to be taken with `pad`.
    #[error("{taken} of {blocks} blocks taken")]
    Unfinished {
        /// Blocks taken so far.
        taken: u32,
        /// Blocks of the whole parcel.
        blocks: u32,
    },
}

/// Opens one parcel, block by block, in constant memory.
pub struct ParcelOpener {}

impl ParcelOpener {
    /// Begins to open the parcel of `key`.
    pub fn new(_key: &ParcelKey) -> Self {
        todo!()
    }

    /// Takes the next block and returns the plaintext that it completes, at most
    /// `BLOCK_LEN` + 65,536 bytes. The zero padding of the parcel is part of it.
    ///
    /// What is returned is authenticated up to there; only `finish` says that it is whole.
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant. After an error the opener refuses every further block.
    pub fn push(&mut self, _block: &[u8]) -> Result<&[u8], OpenError> {
        todo!()
    }

    /// Confirms that the parcel was whole: every block, the last chunk, the SHA-256.
    ///
    /// # Errors
    ///
    /// [`OpenError::Truncated`] when blocks are missing; [`OpenError::Damaged`] for the SHA-256.
    pub fn finish(self) -> Result<(), OpenError> {
        todo!()
    }
}

/// Why a parcel does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// A block has another length than every block.
    #[error("block is {len} bytes, expected 262144")]
    WrongLength {
        /// Its length, in bytes.
        len: usize,
    },
    /// More blocks were pushed than the parcel has.
    #[error("more than the parcel's {blocks} blocks")]
    TooMany {
        /// Blocks of the parcel.
        blocks: u32,
    },
    /// Fewer blocks were pushed than the parcel has.
    #[error("{pushed} of the parcel's {blocks} blocks")]
    Truncated {
        /// Blocks that were pushed.
        pushed: u32,
        /// Blocks of the parcel.
        blocks: u32,
    },
    /// The bytes are not what was sealed: wrong key, changed, or out of order.
    #[error("parcel does not open with its key")]
    Damaged,
}
