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

/// Opens one parcel, block by block, in constant memory: 320 KiB whatever the length.
///
/// Spec: docs/protocol.md §10, step P6.
pub struct ParcelOpener<'a> {
    key: &'a ParcelKey,
    /// `None` before the first block.
    decryptor: Option<Decryptor>,
    hash: Sha256,
    /// `BUFFER_LEN` bytes: what is left of earlier blocks, then the newest block.
    buffer: Zeroizing<Vec<u8>>,
    /// Where in the buffer what is not decrypted yet begins and ends.
    begin: usize,
    end: usize,
    /// How much plaintext is still to come.
    to_come: u64,
    /// How many blocks were pushed.
    pushed: u32,
    damaged: bool,
}

/// Room for less than a chunk and a block.
const BUFFER_LEN: usize = SEALED_CHUNK_LEN + BLOCK_LEN;

impl<'a> ParcelOpener<'a> {
    /// Begins to open the parcel of `key`.
    pub fn new(key: &'a ParcelKey) -> Self {
        Self {
            key,
            decryptor: None,
            hash: Sha256::new(),
            buffer: Zeroizing::new(vec![0; BUFFER_LEN]),
            begin: 0,
            end: 0,
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
        self.append(block);
        let opened = self.open_chunks();
        self.damaged = opened.is_err();
        opened.map(|len| &self.buffer[..len])
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

    /// Puts `block` behind what earlier blocks left, which moves to the front.
    fn append(&mut self, block: &[u8; BLOCK_LEN]) {
        self.buffer.copy_within(self.begin..self.end, 0);
        self.end -= self.begin;
        self.begin = 0;
        self.buffer[self.end..][..BLOCK_LEN].copy_from_slice(block);
        self.end += BLOCK_LEN;
    }

    /// Decrypts every complete chunk and joins the plaintexts at the front of the buffer; returns
    /// their length.
    fn open_chunks(&mut self) -> Result<usize, OpenError> {
        let mut decryptor = match self.decryptor.take() {
            Some(decryptor) => decryptor,
            None => self.open_header()?,
        };
        let mut opened = 0;
        while self.to_come > 0 {
            let len = usize::try_from(self.to_come).map_or(CHUNK_LEN, |len| len.min(CHUNK_LEN));
            let (chunk, rest) = match self.buffer[self.begin..self.end].split_at_mut_checked(len) {
                Some((chunk, rest)) if rest.len() >= TAG_LEN => (chunk, rest),
                _ => break,
            };
            self.to_come -= len as u64;
            let position = if self.to_come == 0 {
                Position::Last
            } else {
                Position::Inner
            };
            let tag = rest.first_chunk().ok_or(OpenError::Damaged)?;
            decryptor
                .open(chunk, tag, position)
                .map_err(|_| OpenError::Damaged)?;
            self.buffer
                .copy_within(self.begin..self.begin + len, opened);
            self.begin += len + TAG_LEN;
            opened += len;
        }
        self.decryptor = Some(decryptor);
        Ok(opened)
    }

    /// Reads header and nonce at the front of the first block.
    fn open_header(&mut self) -> Result<Decryptor, OpenError> {
        let file_key = self
            .key
            .identity()
            .open_header(&self.buffer[..self.end])
            .map_err(|_| OpenError::Damaged)?;
        self.begin = HYBRID_HEADER_LEN + NONCE_LEN;
        let nonce = self.buffer[HYBRID_HEADER_LEN..]
            .first_chunk()
            .ok_or(OpenError::Damaged)?;
        Ok(Decryptor::new(&file_key, nonce))
    }
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
