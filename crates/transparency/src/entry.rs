//! The log entry: what one leaf of a log holds.
//!
//! # Wire format
//!
//! ```text
//! version 1 ‖ epoch u32 ‖ SHA-256 of the body 32 ‖ tag 16  =  53 bytes
//! ```
//!
//! The body itself, a letter, reply or card, stays outside the log, so that it can be deleted
//! without touching a proof.

use bellrope_protocol::limit::{ENTRY_LEN, TAG_LEN};

use crate::tile::{EntryBundleError, parse_entries, write_entries};
use crate::tree::Hash;

#[cfg(test)]
mod tests;

/// The first byte of every entry.
const VERSION: u8 = 1;

/// One entry of a log.
///
/// Spec: docs/protocol.md §11.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Unix second at which the epoch of the entry ends.
    pub epoch: u32,
    /// SHA-256 of the body.
    pub body: [u8; 32],
    /// The tag: random to everyone but the two sides of the case; zeros in a card log.
    pub tag: [u8; TAG_LEN],
}

impl Entry {
    /// Length of every entry, in bytes.
    pub const LEN: usize = ENTRY_LEN;

    /// Writes the entry, exactly [`Entry::LEN`] bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [VERSION; Self::LEN];
        bytes[1..5].copy_from_slice(&self.epoch.to_be_bytes());
        bytes[5..37].copy_from_slice(&self.body);
        bytes[37..].copy_from_slice(&self.tag);
        bytes
    }

    /// Parses an entry of exactly [`Entry::LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`EntryError::Length`], [`EntryError::Version`].
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        let wrong_length = EntryError::Length { len: bytes.len() };
        if bytes.len() != Self::LEN {
            return Err(wrong_length);
        }
        let parts = bytes
            .split_first()
            .and_then(|(version, rest)| Some((version, rest.split_first_chunk::<4>()?)))
            .and_then(|(version, (epoch, rest))| {
                Some((version, epoch, rest.split_first_chunk::<32>()?))
            });
        let Some((&version, epoch, (body, tag))) = parts else {
            return Err(wrong_length);
        };
        if version != VERSION {
            return Err(EntryError::Version { version });
        }
        Ok(Self {
            epoch: u32::from_be_bytes(*epoch),
            body: *body,
            tag: tag.try_into().map_err(|_| wrong_length)?,
        })
    }

    /// Hashes the entry as a leaf of its log (RFC 6962 §2.1).
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        Hash::of_leaf(&self.to_bytes())
    }
}

/// Writes the entry bundle of at most 256 entries.
///
/// # Errors
///
/// [`EntryBundleError::Width`] for none or more than 256.
pub fn write_bundle(entries: &[Entry]) -> Result<Vec<u8>, EntryBundleError> {
    let entries: Vec<_> = entries.iter().map(Entry::to_bytes).collect();
    write_entries(&entries)
}

/// Parses an entry bundle of exactly `width` entries of ours.
///
/// # Errors
///
/// [`ParseBundleError::Bundle`] if the bundle is malformed, [`ParseBundleError::Entry`] for the
/// first entry that is.
pub fn parse_bundle(bytes: &[u8], width: u16) -> Result<Vec<Entry>, ParseBundleError> {
    parse_entries(bytes, width)?
        .into_iter()
        .enumerate()
        .map(|(position, entry)| {
            Entry::parse(entry).map_err(|source| ParseBundleError::Entry { position, source })
        })
        .collect()
}

/// Why bytes are not an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// The entry has another length.
    #[error("entry is {len} bytes, expected {ENTRY_LEN}")]
    Length {
        /// Its length, in bytes.
        len: usize,
    },
    /// The entry is of a version that we do not know.
    #[error("entry has version {version}, expected {VERSION}")]
    Version {
        /// Its version byte.
        version: u8,
    },
}

/// Why bytes are not a bundle of entries of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseBundleError {
    /// The bundle is malformed.
    #[error("entry bundle is malformed")]
    Bundle(#[from] EntryBundleError),
    /// An entry in it is malformed.
    #[error("entry {position} of the bundle is malformed")]
    Entry {
        /// Its position in the bundle, from 0.
        position: usize,
        /// What is wrong with it.
        source: EntryError,
    },
}
