//! Deflate (RFC 1951) and zlib (RFC 1950), each with a bound on what comes out.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

use crate::outcome::CleanError;

/// What is packed here is packed at this level, always: the same bytes in, the same bytes out.
const LEVEL: u8 = 6;

/// Unpacks a deflate stream to at most `limit` bytes.
pub(crate) fn raw(packed: &[u8], limit: usize) -> Result<Vec<u8>, CleanError> {
    decompress_to_vec_with_limit(packed, limit).map_err(|err| fault(&err))
}

/// Unpacks a zlib stream to at most `limit` bytes.
pub(crate) fn zlib(packed: &[u8], limit: usize) -> Result<Vec<u8>, CleanError> {
    decompress_to_vec_zlib_with_limit(packed, limit).map_err(|err| fault(&err))
}

/// Packs into a deflate stream.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, LEVEL)
}

fn fault(err: &DecompressError) -> CleanError {
    match err.status {
        TINFLStatus::HasMoreOutput => CleanError::TooLarge,
        _ => CleanError::Malformed,
    }
}
