//! PNG, animated or not.
//!
//! In scope: chunks. Kept: what decoding needs, the three plain colour chunks, and the orientation.
//! Dropped: text, times, profiles (named by whoever made them), resolution, unknown chunks, everything
//! behind the end. Checksums are written afresh. Out of scope: the compressed picture itself.
//!
//! Source: W3C PNG Specification (Third Edition) §5, §11, §12.

use crate::bytes::{be32, piece, position, text};
use crate::crc::crc32;
use crate::exif::Orientation;
use crate::finding::{Findings, What};
use crate::inflate;
use crate::outcome::{CleanError, Cleaned, Scan};
use crate::{exif, icc, xmp};

const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The longest compressed text that is unpacked to be shown, in bytes.
const LONGEST: usize = 1 << 20;

/// Walks over the chunks.
pub(crate) fn scan(file: &[u8], found: &mut Findings) -> Scan {
    let mut out = MAGIC.to_vec();
    let mut at = MAGIC.len();
    let (mut has_data, mut turned) = (false, Orientation::default());
    loop {
        let (name, value) = chunk(file, at).ok_or(CleanError::Malformed)?;
        if at == MAGIC.len() && name != b"IHDR" {
            return Err(CleanError::Malformed);
        }
        at += 12 + value.len();
        match name {
            b"IEND" => break,
            b"eXIf" => turned = exif::read(value, found),
            b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"sBIT"
            | b"bKGD" | b"hIST" | b"cICP" | b"acTL" | b"fcTL" | b"fdAT" => {
                has_data |= name == b"IDAT";
                write(&mut out, name, value)?;
            }
            _ => note(name, value, found),
        }
    }
    if !has_data {
        return Err(CleanError::Malformed);
    }
    if let Some(block) = turned.block() {
        write(&mut out, b"eXIf", &block)?;
    }
    write(&mut out, b"IEND", b"")?;
    let rest = &file[at..];
    if !rest.is_empty() {
        found.add(What::Embedded, &format!("{} bytes", rest.len()));
    }
    Ok(Cleaned::whole(out))
}

/// ```text
/// length of the value 4 ‖ name 4 ‖ value ‖ CRC-32 of name and value 4
/// ```
fn chunk(file: &[u8], at: usize) -> Option<(&[u8; 4], &[u8])> {
    let len = position(be32(file, at)?)?;
    let name = piece(file, at + 4, 4)?.first_chunk()?;
    let value = piece(file, at + 8, len)?;
    piece(file, at + 8 + len, 4)?;
    Some((name, value))
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], value: &[u8]) -> Result<(), CleanError> {
    let len = u32::try_from(value.len()).map_err(|_| CleanError::Malformed)?;
    out.extend(len.to_be_bytes());
    out.extend(name);
    out.extend(value);
    out.extend(crc32(&[name, value]).to_be_bytes());
    Ok(())
}

/// Notes a chunk that is dropped.
fn note(name: &[u8; 4], value: &[u8], found: &mut Findings) {
    let label = text(name);
    match name {
        b"tEXt" => note_text(value, |rest| Some(rest.to_vec()), found),
        b"zTXt" => note_text(value, |rest| unpacked(rest.get(1..)?), found),
        b"iTXt" => note_text(value, international, found),
        b"tIME" => found.add_or(What::Time, &time(value).unwrap_or_default(), &label),
        b"caBX" => found.add(What::History, "C2PA"),
        b"iCCP" => match split(value) {
            Some((_, [_, packed @ ..])) => {
                icc::read(&unpacked(packed).unwrap_or_default(), found);
            }
            _ => found.add(What::Colour, "ICC"),
        },
        _ => found.add_or(What::Other, &label, "PNG"),
    }
}

fn split(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = value.iter().position(|byte| *byte == 0)?;
    Some((&value[..end], &value[end + 1..]))
}

fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    inflate::zlib(packed, LONGEST).ok()
}

/// Compression flag 1 ‖ method 1 ‖ language, 0 ‖ translated keyword, 0 ‖ text.
fn international(rest: &[u8]) -> Option<Vec<u8>> {
    let (is_packed, rest) = (*rest.first()? == 1, rest.get(2..)?);
    let (_, words) = split(split(rest)?.1)?;
    if is_packed {
        unpacked(words)
    } else {
        Some(words.to_vec())
    }
}

/// Notes a keyword with its text; several keywords have a meaning (§11.3.3.2 and common use).
fn note_text(value: &[u8], read: impl FnOnce(&[u8]) -> Option<Vec<u8>>, found: &mut Findings) {
    let (key, rest) = split(value).unwrap_or((value, b""));
    let words = read(rest).unwrap_or_default();
    let key = text(key);
    let what = match key.as_str() {
        "XML:com.adobe.xmp" => return xmp::read(&words, found),
        "Author" | "Copyright" => What::Author,
        "Title" => What::Title,
        "Software" => What::Software,
        "Creation Time" | "date:create" | "date:modify" | "date:timestamp" => What::Time,
        "Source" => What::Device,
        "Thumb::URI" => What::Path,
        _ => What::Comment,
    };
    found.add_or(what, &text(&words), &key);
    if key.is_empty() {
        found.add(What::Other, "PNG text");
    }
}

fn time(value: &[u8]) -> Option<String> {
    let [y0, y1, month, day, hour, minute, second] = *value.first_chunk()?;
    let year = u16::from_be_bytes([y0, y1]);
    Some(format!(
        "{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        for (name, value) in chunks {
            write(&mut file, name, value).unwrap();
        }
        file
    }

    #[test]
    fn scan_keeps_the_picture_only() {
        let header: (&[u8; 4], &[u8]) = (b"IHDR", &[0; 13]);
        let dirty = [
            file(&[
                header,
                (b"tEXt", b"Author\0Jan"),
                (b"pHYs", &[0; 9]),
                (b"IDAT", b"x"),
                (b"IEND", b""),
            ]),
            b"behind".to_vec(),
        ]
        .concat();
        let mut found = Findings::default();
        let cleaned = scan(&dirty, &mut found).unwrap();
        assert_eq!(
            cleaned.bytes,
            file(&[header, (b"IDAT", b"x"), (b"IEND", b"")])
        );
        let values: Vec<String> = found.into_list().into_iter().map(|f| f.value).collect();
        assert_eq!(values, ["Jan", "pHYs", "6 bytes"]);
    }

    #[test]
    fn scan_refuses_a_cut_picture() {
        let whole = file(&[(b"IHDR", &[0; 13]), (b"IDAT", b"x"), (b"IEND", b"")]);
        for len in MAGIC.len()..whole.len() {
            let scanned = scan(&whole[..len], &mut Findings::default());
            assert_eq!(scanned, Err(CleanError::Malformed), "{len}");
        }
    }
}
