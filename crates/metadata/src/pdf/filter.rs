//! The one filter that structures are packed with: Flate, with PNG predictors.
//!
//! Source: ISO 32000-2 §7.4.4.

use super::object::{Entry, Object, get};
use crate::inflate;
use crate::outcome::CleanError;

/// Unpacks a stream that has no filter or Flate only.
pub(super) fn unpack(entries: &[Entry], bytes: &[u8], limit: usize) -> Result<Vec<u8>, CleanError> {
    let bytes = match names(entries).as_slice() {
        [] => return Ok(bytes.to_vec()),
        [b"FlateDecode"] => inflate::zlib(bytes, limit)?,
        _ => return Err(CleanError::Malformed),
    };
    match get(entries, b"DecodeParms") {
        None | Some(Object::Null) => Ok(bytes),
        Some(Object::Array(items)) if items.len() == 1 => unpredicted(&items[0], bytes),
        Some(parameters) => unpredicted(parameters, bytes),
    }
}

/// Names the filters of a stream; an unreadable list counts as a filter that is not known.
pub(super) fn names(entries: &[Entry]) -> Vec<&[u8]> {
    match get(entries, b"Filter") {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Name(name)) => vec![name],
        Some(Object::Array(items)) => items
            .iter()
            .map(|item| item.name().unwrap_or(b"?"))
            .collect(),
        Some(_) => vec![b"?"],
    }
}

fn unpredicted(parameters: &Object, bytes: Vec<u8>) -> Result<Vec<u8>, CleanError> {
    let number = |key: &[u8], default| parameters.get(key).map_or(Some(default), Object::count);
    let number = |key, default| number(key, default).ok_or(CleanError::Malformed);
    if number(b"Predictor", 1)? < 2 {
        return Ok(bytes);
    }
    let is_plain = number(b"Colors", 1)? == 1 && number(b"BitsPerComponent", 8)? == 8;
    let width = number(b"Columns", 1)?;
    if number(b"Predictor", 1)? < 10 || !is_plain || width == 0 || width > 4096 {
        return Err(CleanError::Malformed);
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; width];
    for row in bytes.chunks_exact(width + 1) {
        let row = png_row(row[0], &row[1..], &above)?;
        out.extend(&row);
        above = row;
    }
    Ok(out)
}

/// Undoes one row's PNG filter, for pixels of one byte (PNG §9.2).
fn png_row(filter: u8, row: &[u8], above: &[u8]) -> Result<Vec<u8>, CleanError> {
    let mut out: Vec<u8> = Vec::with_capacity(row.len());
    for (index, byte) in row.iter().enumerate() {
        let up = above[index];
        let (left, corner) = match index {
            0 => (0, 0),
            index => (out[index - 1], above[index - 1]),
        };
        let predicted = match filter {
            0 => 0,
            1 => left,
            2 => up,
            3 => u8::midpoint(left, up),
            4 => paeth(left, up, corner),
            _ => return Err(CleanError::Malformed),
        };
        out.push(byte.wrapping_add(predicted));
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
