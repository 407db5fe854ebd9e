//! The bytes of an entry bundle, whatever the entries hold.

use super::path::TILE_WIDTH;

/// Writes an entry bundle: each entry behind its length as u16.
///
/// # Errors
///
/// [`EntryBundleError::Width`] for none or more than 256 entries,
/// [`EntryBundleError::TooLong`] for an entry above 65,535 bytes.
pub fn write_entries<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, EntryBundleError> {
    if entries.is_empty() || entries.len() > usize::from(TILE_WIDTH) {
        return Err(EntryBundleError::Width {
            count: entries.len(),
        });
    }
    let mut bytes = Vec::new();
    for (position, entry) in entries.iter().map(AsRef::as_ref).enumerate() {
        let len = u16::try_from(entry.len()).map_err(|_| EntryBundleError::TooLong {
            position,
            len: entry.len(),
        })?;
        bytes.extend_from_slice(&len.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// Parses an entry bundle of exactly `width` entries.
///
/// # Errors
///
/// [`EntryBundleError::Truncated`] if the bytes end before, [`EntryBundleError::Trailing`] if
/// they go on.
pub fn parse_entries(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, EntryBundleError> {
    let mut entries = Vec::with_capacity(width.min(TILE_WIDTH).into());
    let mut rest = bytes;
    for position in 0..usize::from(width) {
        let truncated = EntryBundleError::Truncated { position };
        let (len, after) = rest.split_first_chunk::<2>().ok_or(truncated)?;
        let (entry, after) = after
            .split_at_checked(u16::from_be_bytes(*len).into())
            .ok_or(truncated)?;
        entries.push(entry);
        rest = after;
    }
    if !rest.is_empty() {
        return Err(EntryBundleError::Trailing {
            len: rest.len(),
            width,
        });
    }
    Ok(entries)
}

/// Why bytes or entries are not an entry bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryBundleError {
    /// There are no entries, or too many for one bundle.
    #[error("entry bundle of {count} entries, expected 1 to {TILE_WIDTH}")]
    Width {
        /// Their number.
        count: usize,
    },
    /// An entry does not fit its length field.
    #[error("entry {position} is {len} bytes, at most 65535 are allowed")]
    TooLong {
        /// Its position in the bundle, from 0.
        position: usize,
        /// Its length, in bytes.
        len: usize,
    },
    /// The bytes end within an entry or before it.
    #[error("entry bundle ends within entry {position}")]
    Truncated {
        /// The entry's position in the bundle, from 0.
        position: usize,
    },
    /// The bytes go on after the last entry.
    #[error("entry bundle goes on for {len} bytes after {width} entries")]
    Trailing {
        /// How many bytes are left.
        len: usize,
        /// The number of entries.
        width: u16,
    },
}
