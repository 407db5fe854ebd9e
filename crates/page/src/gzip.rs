//! Files of a site in fewer bytes: over Tor each second counts.
//!
//! Compression of what is sent beside a secret can betray the secret (BREACH). A site has none: its
//! files are the same for everybody, and nothing that a visitor sends comes back in them.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use thiserror::Error;

/// Compresses bytes; the same bytes make the same result, without a time or a system in it.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    // Nothing can fail that is written to memory.
    written.unwrap_or_default()
}

/// Decompresses what came as gzip, at most `max` bytes.
///
/// # Errors
///
/// [`GunzipError`], by variant.
pub fn gunzip(bytes: &[u8], max: usize) -> Result<Vec<u8>, GunzipError> {
    let mut plain = Vec::new();
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut decoder = GzDecoder::new(bytes);
    let read = decoder.by_ref().take(limit).read_to_end(&mut plain);
    read.map_err(|_| GunzipError::Malformed)?;
    if plain.len() > max {
        return Err(GunzipError::TooLong { max });
    }
    if !decoder.into_inner().is_empty() {
        return Err(GunzipError::Malformed);
    }
    Ok(plain)
}

/// Why bytes are no gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GunzipError {
    /// Not gzip, damaged, or something follows it.
    #[error("body is not gzip")]
    Malformed,
    /// More comes out than may.
    #[error("body is more than {max} bytes when decompressed")]
    TooLong {
        /// The limit, in bytes.
        max: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gunzip_returns_what_gzip_took() {
        let bytes = b"the same for everybody ".repeat(100);
        let compressed = gzip(&bytes);
        assert!(compressed.len() < bytes.len() / 10);
        assert_eq!(compressed, gzip(&bytes));
        assert_eq!(gunzip(&compressed, bytes.len()), Ok(bytes.clone()));
        let max = bytes.len() - 1;
        assert_eq!(gunzip(&compressed, max), Err(GunzipError::TooLong { max }));
        // The header names no time and no system.
        assert_eq!(compressed[4..8], [0; 4]);
        assert_eq!(compressed[9], 255);
    }

    #[test]
    fn gunzip_refuses_damage_and_what_follows() {
        let compressed = gzip(b"x");
        assert_eq!(gunzip(b"", 9), Err(GunzipError::Malformed));
        assert_eq!(gunzip(&compressed[1..], 9), Err(GunzipError::Malformed));
        let mut further = compressed.clone();
        further.push(0);
        assert_eq!(gunzip(&further, 9), Err(GunzipError::Malformed));
        let mut damaged = compressed;
        let last = damaged.len() - 5;
        damaged[last] ^= 1;
        assert_eq!(gunzip(&damaged, 9), Err(GunzipError::Malformed));
    }
}
