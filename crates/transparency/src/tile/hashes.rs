//! The bytes of a hash tile.

use crate::tree::Hash;

/// Writes the bytes of a hash tile.
#[must_use]
pub fn write_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes
        .iter()
        .flat_map(|hash| hash.as_bytes())
        .copied()
        .collect()
}

/// Parses a hash tile of exactly `width` hashes.
///
/// # Errors
///
/// [`TileBytesError`] for any other length.
pub fn parse_hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileBytesError> {
    let (hashes, trailing) = bytes.as_chunks::<{ Hash::LEN }>();
    if !trailing.is_empty() || hashes.len() != usize::from(width) {
        return Err(TileBytesError {
            len: bytes.len(),
            width,
        });
    }
    Ok(hashes.iter().map(|hash| Hash::from_bytes(*hash)).collect())
}

/// A hash tile that does not have the length of its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("tile is {len} bytes, expected {} for width {width}", usize::from(*width) * Hash::LEN)]
pub struct TileBytesError {
    /// Its length, in bytes.
    pub len: usize,
    /// The width that it should have, in hashes.
    pub width: u16,
}
