//! Opening a parcel, block by block.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{key::ParcelKey, plan::plaintext_len};
use crate::{
    age::{
        HYBRID_HEADER_LEN,
        stream::{CHUNK_LEN, Decryptor, NONCE_LEN, Position, SEALED_CHUNK_LEN, TAG_LEN},
    },
    limit::BLOCK_LEN,
};

/// Opens one parcel, block by block, in constant memory: 384 KiB whatever the length.
///
/// Spec: docs/protocol.md §10, step P6.
pub struct ParcelOpener<'a> {
    key: &'a ParcelKey,
    /// `None` before the first block.
    decryptor: Option<Decryptor>,
    hash: Sha256,
    /// The beginning of a chunk whose end is in the next block.
    begun: Vec<u8>,
    /// Room for the plaintext of one block and of the chunk that was begun before it.
    opened: Zeroizing<Vec<u8>>,
    /// How much plaintext is still to come.
    to_come: u64,
    /// How many blocks were pushed.
    pushed: u32,
    damaged: bool,
}

impl<'a> ParcelOpener<'a> {
    /// Begins to open the parcel of `key`.
    pub fn new(key: &'a ParcelKey) -> Self {
        Self {
            key,
            decryptor: None,
            hash: Sha256::new(),
            begun: Vec::with_capacity(SEALED_CHUNK_LEN),
            opened: Zeroizing::new(vec![0; CHUNK_LEN + BLOCK_LEN]),
            to_come: plaintext_len(key.blocks()),
            pushed: 0,
            damaged: false,
        }
    }

    /// Takes the next block and returns the plaintext that it completes, at most
    /// [`BLOCK_LEN`] bytes and a chunk. The zero padding of the parcel is part of it.
    ///
    /// What is returned was sealed to this parcel, in this order; that nothing is missing behind it
    /// and that the file is the one the letter named, only [`finish`](Self::finish) says.
    ///
    /// # Errors
    ///
    /// [`OpenError::WrongLength`] and [`OpenError::TooMany`], after which the right block may still
    /// come; [`OpenError::Damaged`], after which every further block is refused.
    pub fn push(&mut self, block: &[u8]) -> Result<&[u8], OpenError> {
        let block: &[u8; BLOCK_LEN] = block
            .try_into()
            .map_err(|_| OpenError::WrongLength { len: block.len() })?;
        if self.damaged {
            return Err(OpenError::Damaged);
        }
        if self.pushed == self.key.blocks() {
            return Err(OpenError::TooMany {
                blocks: self.pushed,
            });
        }
        self.pushed += 1;
        self.hash.update(block);
        let len = self.open_block(block);
        self.damaged = len.is_err();
        len.map(|len| &self.opened[..len])
    }

    /// Confirms that the parcel was whole: every block, the last chunk, the SHA-256.
    ///
    /// # Errors
    ///
    /// [`OpenError::Truncated`] when blocks are missing; [`OpenError::Damaged`] when one did not
    /// open or the SHA-256 is another.
    pub fn finish(self) -> Result<(), OpenError> {
        if self.damaged {
            return Err(OpenError::Damaged);
        }
        if self.pushed != self.key.blocks() {
            return Err(OpenError::Truncated {
                pushed: self.pushed,
                blocks: self.key.blocks(),
            });
        }
        let sha256: [u8; 32] = self.hash.finalize().into();
        let same: bool = sha256.ct_eq(self.key.sha256()).into();
        if self.to_come != 0 || !same {
            return Err(OpenError::Damaged);
        }
        Ok(())
    }

    /// Decrypts every chunk that ends in `block` and returns the length of their plaintext.
    fn open_block(&mut self, block: &[u8; BLOCK_LEN]) -> Result<usize, OpenError> {
        let mut rest = block.as_slice();
        let mut decryptor = match self.decryptor.take() {
            Some(decryptor) => decryptor,
            None => self.open_header(&mut rest)?,
        };
        let mut opened = 0;
        while let Some(next) = self.next_chunk() {
            let missing = next.len + TAG_LEN - self.begun.len();
            let Some((end, behind)) = rest.split_at_checked(missing) else {
                self.begun.extend_from_slice(rest);
                break;
            };
            rest = behind;
            let sealed = if self.begun.is_empty() {
                end
            } else {
                self.begun.extend_from_slice(end);
                &self.begun
            };
            let plaintext = &mut self.opened[opened..][..next.len];
            decryptor
                .open_to(sealed, plaintext, next.position)
                .map_err(|_| OpenError::Damaged)?;
            self.begun.clear();
            self.to_come -= next.len as u64;
            opened += next.len;
        }
        self.decryptor = Some(decryptor);
        Ok(opened)
    }

    /// Says how long the next chunk is and whether it is the last; `None` behind the last.
    fn next_chunk(&self) -> Option<NextChunk> {
        let len = usize::try_from(self.to_come).unwrap_or(usize::MAX);
        (len > 0).then(|| NextChunk {
            len: len.min(CHUNK_LEN),
            position: if len > CHUNK_LEN {
                Position::Inner
            } else {
                Position::Last
            },
        })
    }

    /// Reads header and nonce at the front of the first block.
    fn open_header(&self, block: &mut &[u8]) -> Result<Decryptor, OpenError> {
        let file_key = self
            .key
            .identity()
            .open_header(block)
            .map_err(|_| OpenError::Damaged)?;
        let (nonce, rest) = block[HYBRID_HEADER_LEN..]
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(OpenError::Damaged)?;
        *block = rest;
        Ok(Decryptor::new(&file_key, nonce))
    }
}

struct NextChunk {
    len: usize,
    position: Position,
}

impl fmt::Debug for ParcelOpener<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParcelOpener").finish_non_exhaustive()
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
