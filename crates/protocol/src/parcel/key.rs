//! What opens a parcel.

use std::fmt;

use thiserror::Error;

use super::address::{BlockAddress, Seed};
use crate::{age::Identity, limit::PARCEL_MAX_BLOCKS};

/// What opens one parcel; travels inside the letter. Its secrets are wiped on drop, never printed.
pub struct ParcelKey {
    identity: Identity,
    seed: Seed,
    blocks: u32,
    sha256: [u8; 32],
}

impl ParcelKey {
    /// Takes the four parts of a key as a letter carries them.
    ///
    /// # Errors
    ///
    /// [`KeyError::Blocks`] when `blocks` is no power of two or above 4,096.
    pub fn from_parts(
        identity: Identity,
        seed: &[u8; 32],
        blocks: u32,
        sha256: [u8; 32],
    ) -> Result<Self, KeyError> {
        if !blocks.is_power_of_two() || blocks > PARCEL_MAX_BLOCKS {
            return Err(KeyError::Blocks { blocks });
        }
        Ok(Self {
            identity,
            seed: Seed(Box::new(*seed)),
            blocks,
            sha256,
        })
    }

    /// Returns the age identity of the parcel.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Returns the seed of the block addresses.
    pub fn expose_seed(&self) -> &[u8; 32] {
        &self.seed.0
    }

    /// Returns the number of blocks, a power of two up to 4,096.
    pub fn blocks(&self) -> u32 {
        self.blocks
    }

    /// Returns the SHA-256 of the whole age file.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Derives the addresses of all blocks, in order.
    pub fn addresses(&self) -> impl Iterator<Item = BlockAddress> + '_ {
        (0..self.blocks).map(|index| self.seed.address(index))
    }
}

impl fmt::Debug for ParcelKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParcelKey").finish_non_exhaustive()
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
