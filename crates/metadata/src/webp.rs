//! WebP, still or animated.
//!
//! In scope: RIFF chunks, also inside animation frames. Kept: picture, transparency, animation, and the
//! orientation. Dropped: Exif, XMP, profiles, unknown chunks, everything behind the end. Flags and
//! sizes are written afresh. Out of scope: the compressed picture itself.
//!
//! Source: RFC 9649 §2.

use crate::bytes::{le32, piece, position, text};
use crate::exif::Orientation;
use crate::finding::{Findings, What};
use crate::outcome::{CleanError, Cleaned, Scan};
use crate::{exif, icc, xmp};

/// Flags of `VP8X` (§2.7): animation, Exif, transparency.
const ANIMATED: u8 = 0x02;
const EXIF: u8 = 0x08;
const ALPHA: u8 = 0x10;
/// Length of an animation frame's own fields, before its chunks (§2.7.1.1).
const FRAME_LEN: usize = 16;

/// Walks over the chunks.
pub(crate) fn scan(file: &[u8], found: &mut Findings) -> Scan {
    let len = le32(file, 4)
        .and_then(position)
        .ok_or(CleanError::Malformed)?;
    let body = piece(file, 8, len).ok_or(CleanError::Malformed)?;
    let rest = &file[8 + len..];
    if rest.iter().any(|byte| *byte != 0) {
        found.add(What::Embedded, &format!("{} bytes", rest.len()));
    }
    let mut kept = Kept::default();
    each(&body[4..], |name, value| kept.chunk(name, value, found))?;
    if !kept.has_picture {
        return Err(CleanError::Malformed);
    }
    kept.assemble().map(Cleaned::whole)
}

/// Calls for each chunk: name 4 ‖ length 4 ‖ value, padded to even.
fn each(
    mut chunks: &[u8],
    mut take: impl FnMut(&[u8; 4], &[u8]) -> Result<(), CleanError>,
) -> Result<(), CleanError> {
    while !chunks.is_empty() {
        let name = chunks.first_chunk().ok_or(CleanError::Malformed)?;
        let len = le32(chunks, 4).and_then(position);
        let len = len.ok_or(CleanError::Malformed)?;
        take(name, piece(chunks, 8, len).ok_or(CleanError::Malformed)?)?;
        // The padding of the last chunk may be missing.
        let end = (8 + len).next_multiple_of(2).min(chunks.len());
        chunks = &chunks[end..];
    }
    Ok(())
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], value: &[u8]) -> Result<(), CleanError> {
    let len = u32::try_from(value.len()).map_err(|_| CleanError::Malformed)?;
    out.extend(name);
    out.extend(len.to_le_bytes());
    out.extend(value);
    if value.len() % 2 == 1 {
        out.push(0);
    }
    Ok(())
}

#[derive(Default)]
struct Kept {
    /// Flags and canvas of `VP8X`.
    extended: Option<[u8; 10]>,
    chunks: Vec<u8>,
    turned: Orientation,
    has_picture: bool,
}

impl Kept {
    fn chunk(
        &mut self,
        name: &[u8; 4],
        value: &[u8],
        found: &mut Findings,
    ) -> Result<(), CleanError> {
        match name {
            b"VP8X" => {
                let fields: &[u8; 10] = value.first_chunk().ok_or(CleanError::Malformed)?;
                self.extended.get_or_insert(*fields);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => {
                self.has_picture |= name.starts_with(b"VP8");
                write(&mut self.chunks, name, value)?;
            }
            b"ANMF" => {
                self.has_picture = true;
                write(&mut self.chunks, name, &frame(value, found)?)?;
            }
            b"EXIF" => {
                // Some writers put the name that JPEG has before it.
                let block = value.strip_prefix(b"Exif\0\0").unwrap_or(value);
                self.turned = exif::read(block, found);
            }
            b"XMP " => xmp::read(value, found),
            b"ICCP" => icc::read(value, found),
            name => note(name, found),
        }
        Ok(())
    }

    fn assemble(self) -> Result<Vec<u8>, CleanError> {
        let mut body = b"WEBP".to_vec();
        let block = self.turned.block().filter(|_| self.extended.is_some());
        if let Some(mut fields) = self.extended {
            let exif = if block.is_some() { EXIF } else { 0 };
            fields[0] = fields[0] & (ANIMATED | ALPHA) | exif;
            fields[1..4].fill(0);
            write(&mut body, b"VP8X", &fields)?;
        }
        body.extend(self.chunks);
        if let Some(block) = block {
            write(&mut body, b"EXIF", &block)?;
        }
        let mut out = Vec::with_capacity(body.len() + 8);
        write(&mut out, b"RIFF", &body)?;
        Ok(out)
    }
}

/// Cleans an animation frame, which has chunks of its own.
fn frame(value: &[u8], found: &mut Findings) -> Result<Vec<u8>, CleanError> {
    let fields = piece(value, 0, FRAME_LEN).ok_or(CleanError::Malformed)?;
    let mut out = fields.to_vec();
    each(&value[FRAME_LEN..], |name, value| match name {
        b"VP8 " | b"VP8L" | b"ALPH" => write(&mut out, name, value),
        name => {
            note(name, found);
            Ok(())
        }
    })?;
    Ok(out)
}

fn note(name: &[u8; 4], found: &mut Findings) {
    found.add_or(What::Other, &text(name), "WebP");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut body = b"WEBP".to_vec();
        for (name, value) in chunks {
            write(&mut body, name, value).unwrap();
        }
        let mut file = Vec::new();
        write(&mut file, b"RIFF", &body).unwrap();
        file
    }

    #[test]
    fn scan_keeps_the_picture_and_clears_the_flags() {
        let dirty = file(&[
            (b"VP8X", b"\x3c\x01\0\0\x07\0\0\x07\0\0"),
            (b"ICCP", b"profile"),
            (b"VP8 ", b"pixel"),
            (b"EXIF", b"who"),
            (b"XMP ", b"when"),
            (b"abcd", b"?"),
        ]);
        let mut found = Findings::default();
        let cleaned = scan(&dirty, &mut found).unwrap();
        let clean = file(&[
            (b"VP8X", b"\x10\0\0\0\x07\0\0\x07\0\0"),
            (b"VP8 ", b"pixel"),
        ]);
        assert_eq!(cleaned.bytes, clean);
        assert_eq!(found.into_list().len(), 4);
    }

    #[test]
    fn scan_cleans_frames_of_an_animation() {
        let inner = |more: &[u8]| [&[0; 16][..], b"VP8L\x02\0\0\0px", more].concat();
        let dirty = file(&[(b"ANIM", &[0; 6]), (b"ANMF", &inner(b"note\x02\0\0\0Jo"))]);
        let cleaned = scan(&dirty, &mut Findings::default()).unwrap();
        assert_eq!(
            cleaned.bytes,
            file(&[(b"ANIM", &[0; 6]), (b"ANMF", &inner(b""))])
        );
    }
}
