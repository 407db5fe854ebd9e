//! Pictures inside: JPEG and JPEG 2000 carry metadata of their own.
//!
//! Source: ISO 32000-2 §7.4.8, §7.4.9; ITU-T T.800 annex I (boxes).

use super::filter;
use super::object::Entry;
use crate::bytes::{be32, piece, position, text};
use crate::finding::{Findings, What};
use crate::outcome::{Remains, Why};
use crate::xmp;

/// Beginning of a JPEG 2000 file: its signature box.
const JP2: &[u8] = b"\0\0\0\x0cjP  \r\n\x87\n";

/// Cleans the bytes of a stream if they are a picture.
pub(super) fn clean(
    entries: &[Entry],
    bytes: Vec<u8>,
    remains: &mut Remains,
    found: &mut Findings,
) -> Vec<u8> {
    match filter::names(entries).as_slice() {
        [b"DCTDecode"] => match crate::clean_inner(&bytes, found) {
            Some(cleaned) => cleaned.bytes,
            None => unopened(bytes, remains, found),
        },
        [b"JPXDecode"] if bytes.starts_with(JP2) => match jp2(&bytes, found) {
            Some(cleaned) => cleaned,
            None => unopened(bytes, remains, found),
        },
        [_, .., b"DCTDecode" | b"JPXDecode"] => unopened(bytes, remains, found),
        _ => bytes,
    }
}

fn unopened(bytes: Vec<u8>, remains: &mut Remains, found: &mut Findings) -> Vec<u8> {
    found.add(What::Embedded, "JPEG");
    remains.add(What::Embedded, Why::Unopened);
    bytes
}

/// Drops the boxes that describe; the others know no offsets.
fn jp2(bytes: &[u8], found: &mut Findings) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let size = position(be32(bytes, at)?)?;
        let size = match size {
            0 => bytes.len() - at,
            1 => position(crate::bytes::be64(bytes, at + 8)?)?,
            size => size,
        };
        let atom = piece(bytes, at, size).filter(|atom| atom.len() >= 8)?;
        let name = &atom[4..8];
        match name {
            b"xml " => xmp::read(&atom[8..], found),
            b"uuid" => xmp::read(atom.get(24..).unwrap_or_default(), found),
            b"uinf" | b"jp2i" => found.add(What::Other, &text(name)),
            _ => out.extend(atom),
        }
        at += size;
    }
    Some(out)
}
