//! Base64, hex and Bech32 as the protocol uses them: one accepted spelling for each value.
//!
//! In scope: encodings of public values and of secrets on their way into or out of a letter.
//! Out of scope: constant time. Whoever decodes a secret does so on their own device.

use std::ops::RangeInclusive;

use base64::{Engine as _, engine::general_purpose};
use bech32::{
    Bech32, ByteIterExt as _, Checksum, Fe32IterExt as _, Hrp, primitives::decode::CheckedHrpstring,
};
use thiserror::Error;
use zeroize::Zeroizing;

/// Writes standard base64 with padding (RFC 4648 §4).
pub fn encode_base64(bytes: &[u8]) -> String {
    general_purpose::STANDARD.encode(bytes)
}

/// Reads standard base64 with padding; only the canonical spelling.
///
/// # Errors
///
/// [`EncodingError::Base64`] for a character, a padding or trailing bits that are not canonical.
pub fn decode_base64(text: &str) -> Result<Vec<u8>, EncodingError> {
    general_purpose::STANDARD
        .decode(text)
        .map_err(|_| EncodingError::Base64)
}

/// Reads standard base64 with padding of exactly `N` bytes.
///
/// # Errors
///
/// [`EncodingError::Base64`] as [`decode_base64`]; [`EncodingError::Length`] for another length.
pub fn decode_base64_array<const N: usize>(text: &str) -> Result<[u8; N], EncodingError> {
    exactly(&Zeroizing::new(decode_base64(text)?))
}

/// Writes base64 without padding, as age headers do.
pub fn encode_base64_unpadded(bytes: &[u8]) -> String {
    general_purpose::STANDARD_NO_PAD.encode(bytes)
}

/// Reads base64 without padding; only the canonical spelling.
///
/// # Errors
///
/// [`EncodingError::Base64`] for a character, a padding or trailing bits that are not canonical.
pub fn decode_base64_unpadded(text: impl AsRef<[u8]>) -> Result<Vec<u8>, EncodingError> {
    general_purpose::STANDARD_NO_PAD
        .decode(text)
        .map_err(|_| EncodingError::Base64)
}

/// Reads base64 without padding of exactly `N` bytes, without allocating.
///
/// # Errors
///
/// [`EncodingError::Base64`] as [`decode_base64_unpadded`]; [`EncodingError::Length`] for another
/// length.
pub fn decode_base64_unpadded_array<const N: usize>(
    text: impl AsRef<[u8]>,
) -> Result<[u8; N], EncodingError> {
    let text = text.as_ref();
    let len = base64::decoded_len_estimate(text.len());
    if text.len() != base64::encoded_len(N, false).unwrap_or(usize::MAX) {
        return Err(EncodingError::Length { len, expected: N });
    }
    let mut bytes = [0; N];
    general_purpose::STANDARD_NO_PAD
        .decode_slice_unchecked(text, &mut bytes)
        .map_err(|_| EncodingError::Base64)?;
    Ok(bytes)
}

/// Writes lower-case hex.
pub fn encode_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

/// Reads lower-case hex.
///
/// # Errors
///
/// [`EncodingError::Hex`] for an odd number of digits or anything but `0-9a-f`.
pub fn decode_hex(text: &str) -> Result<Vec<u8>, EncodingError> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return Err(EncodingError::Hex);
    }
    pairs
        .iter()
        .map(|[high, low]| Ok(nibble(*high)? << 4 | nibble(*low)?))
        .collect()
}

/// Reads lower-case hex of exactly `N` bytes.
///
/// # Errors
///
/// [`EncodingError::Hex`] as [`decode_hex`]; [`EncodingError::Length`] for another length.
pub fn decode_hex_array<const N: usize>(text: &str) -> Result<[u8; N], EncodingError> {
    exactly(&Zeroizing::new(decode_hex(text)?))
}

/// Writes Bech32 (BIP 173) of any length, in the case of its human-readable part.
pub fn encode_bech32(kind: &str, bytes: &[u8]) -> String {
    let hrp = Hrp::parse_unchecked(kind);
    let chars = bytes
        .iter()
        .copied()
        .bytes_to_fes()
        .with_checksum::<LongBech32>(&hrp)
        .chars();
    if kind.bytes().any(|byte| byte.is_ascii_uppercase()) {
        chars.map(|char| char.to_ascii_uppercase()).collect()
    } else {
        chars.collect()
    }
}

/// Reads Bech32 of any length with the human-readable part `kind`, in the case of `kind`.
///
/// # Errors
///
/// [`EncodingError::Bech32`] for a wrong character, case, checksum or padding;
/// [`EncodingError::Bech32Kind`] for another human-readable part.
pub fn decode_bech32(kind: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, EncodingError> {
    let parsed = CheckedHrpstring::new::<LongBech32>(text).map_err(|_| EncodingError::Bech32)?;
    if parsed.hrp() != Hrp::parse_unchecked(kind) {
        return Err(EncodingError::Bech32Kind);
    }
    let bytes = Zeroizing::new(parsed.byte_iter().collect::<Vec<u8>>());
    // Leftover bits and the case are not checked above: only one text stands for these bytes.
    let canonical = Zeroizing::new(encode_bech32(kind, &bytes));
    if *canonical == text {
        Ok(bytes)
    } else {
        Err(EncodingError::Bech32)
    }
}

/// Why a text is not the encoding of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncodingError {
    /// Not canonical base64.
    #[error("not canonical base64")]
    Base64,
    /// Not lower-case hex.
    #[error("not lower-case hex")]
    Hex,
    /// Not Bech32: a character, mixed case, the separator or the checksum.
    #[error("not bech32 or mistyped")]
    Bech32,
    /// Bech32 of something else: another human-readable part.
    #[error("bech32 of another kind")]
    Bech32Kind,
    /// The value has another length.
    #[error("value is {len} bytes, expected {expected}")]
    Length {
        /// Its length, in bytes.
        len: usize,
        /// The length it must have, in bytes.
        expected: usize,
    },
}

/// Bech32 without its limit of 1,023 characters, as age uses it.
enum LongBech32 {}

impl Checksum for LongBech32 {
    type MidstateRepr = <Bech32 as Checksum>::MidstateRepr;
    type CorrectionField = <Bech32 as Checksum>::CorrectionField;
    const ROOT_GENERATOR: Self::CorrectionField = Bech32::ROOT_GENERATOR;
    const ROOT_EXPONENTS: RangeInclusive<usize> = Bech32::ROOT_EXPONENTS;
    const CODE_LENGTH: usize = usize::MAX;
    const CHECKSUM_LENGTH: usize = Bech32::CHECKSUM_LENGTH;
    const GENERATOR_SH: [Self::MidstateRepr; 5] = Bech32::GENERATOR_SH;
    const TARGET_RESIDUE: Self::MidstateRepr = Bech32::TARGET_RESIDUE;
}

fn nibble(digit: u8) -> Result<u8, EncodingError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(EncodingError::Hex),
    }
}

fn exactly<const N: usize>(bytes: &[u8]) -> Result<[u8; N], EncodingError> {
    bytes.try_into().map_err(|_| EncodingError::Length {
        len: bytes.len(),
        expected: N,
    })
}

#[cfg(test)]
mod tests;
