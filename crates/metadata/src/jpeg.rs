//! JPEG.
//!
//! In scope: every variant with markers (baseline, progressive, arithmetic, lossless). Kept: frames,
//! tables, scans, and as little of JFIF, Adobe and Exif as decoding needs. Dropped: every other
//! segment, whatever stands between segments, and everything behind the end (further pictures, films).
//! Out of scope: the compressed picture itself. Colour profiles go, so colours may shift a little.
//!
//! Source: ITU-T T.81 annex B; T.871 (JFIF); CIPA DC-008 §4.5 (Exif); CIPA DC-007 (MPF).

use crate::bytes::{be16, piece};
use crate::finding::{Findings, What};
use crate::outcome::{CleanError, Cleaned, Scan};
use crate::{exif, icc, iptc, xmp};

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// What is kept, in the order in which it is written.
#[derive(Default)]
struct Kept {
    jfif: Option<[u8; 5]>,
    orientation: exif::Orientation,
    transform: Option<u8>,
    body: Vec<u8>,
    has_frame: bool,
    has_scan: bool,
}

/// Walks over the markers.
pub(crate) fn scan(file: &[u8], found: &mut Findings) -> Scan {
    let mut kept = Kept::default();
    let mut at = 2;
    while let Some((marker, next)) = next_marker(file, at) {
        match marker {
            END => {
                behind(&file[next..], found);
                break;
            }
            // Restarts outside of a scan, TEM, a second beginning: they stand alone.
            0x01 | 0xd0..=0xd8 => at = next,
            _ => at = kept.segment(file, marker, next, found)?,
        }
    }
    if !kept.has_frame || !kept.has_scan {
        return Err(CleanError::Malformed);
    }
    Ok(Cleaned::whole(kept.assemble()))
}

/// Finds the next marker at or after `at`; returns it and what follows it.
fn next_marker(file: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += file.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        at += file.get(at..)?.iter().position(|byte| *byte != 0xff)?;
        match file[at] {
            0 => at += 1,
            marker => return Some((marker, at + 1)),
        }
    }
}

/// Notes what stands behind the end; zeros are padding.
fn behind(rest: &[u8], found: &mut Findings) {
    if rest.iter().any(|byte| *byte != 0) {
        found.add(What::Embedded, &format!("{} bytes", rest.len()));
    }
}

impl Kept {
    /// Takes one segment whose length stands at `at`; returns where the next marker is looked for.
    fn segment(
        &mut self,
        file: &[u8],
        marker: u8,
        at: usize,
        found: &mut Findings,
    ) -> Result<usize, CleanError> {
        let len = be16(file, at).map_or(0, usize::from);
        let segment = piece(file, at, len).filter(|segment| segment.len() >= 2);
        let segment = segment.ok_or(CleanError::Malformed)?;
        let end = at + len;
        match marker {
            0xe0..=0xef => self.application(marker, &segment[2..], found),
            0xfe => found.add_or(What::Comment, &crate::bytes::text(&segment[2..]), "COM"),
            SCAN => {
                self.has_scan = true;
                let scan_end = end_of_scan(file, end);
                self.body.extend([0xff, SCAN]);
                self.body.extend_from_slice(&file[at..scan_end]);
                return Ok(scan_end);
            }
            // Frames, tables, restart interval, number of lines, hierarchical frames.
            0xc0..=0xc7 | 0xc9..=0xcf | 0xdb..=0xdf => {
                self.has_frame |= !matches!(marker, 0xc4 | 0xcc | 0xdb..=0xdf);
                self.body.extend([0xff, marker]);
                self.body.extend_from_slice(segment);
            }
            _ => found.add(What::Other, &format!("JPEG {marker:02X}")),
        }
        Ok(end)
    }

    fn application(&mut self, marker: u8, value: &[u8], found: &mut Findings) {
        if marker == 0xe0 && value.starts_with(b"JFIF\0") && value.len() >= 12 {
            if value.len() > 14 {
                found.add(What::Thumbnail, "JFIF");
            }
            self.jfif.get_or_insert(shape(&value[7..12]));
        } else if let (0xe1, Some(block)) = (marker, value.strip_prefix(EXIF)) {
            self.orientation = exif::read(block, found);
        } else if let (0xe1, Some(packet)) = (marker, value.strip_prefix(XMP)) {
            xmp::read(packet, found);
        } else if let (0xe2, Some(profile)) = (marker, value.strip_prefix(ICC)) {
            // Number and count of the part come first; the first part has the description.
            match profile {
                [1, _, profile @ ..] => icc::read(profile, found),
                _ => found.add(What::Colour, "ICC"),
            }
        } else if let (0xed, Some(blocks)) = (marker, value.strip_prefix(PHOTOSHOP)) {
            iptc::read(blocks, found);
        } else if marker == 0xee && value.starts_with(b"Adobe") && value.len() >= 12 {
            self.transform.get_or_insert(value[11]);
        } else {
            other(marker, value, found);
        }
    }

    fn assemble(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.body.len() + 80);
        out.extend([0xff, 0xd8]);
        if let Some(shape) = self.jfif {
            out.extend(b"\xff\xe0\0\x10JFIF\0\x01\x01");
            out.extend(shape);
            out.extend([0, 0]);
        }
        if let Some(block) = self.orientation.block() {
            out.extend(b"\xff\xe1\0\x22");
            out.extend(EXIF);
            out.extend(block);
        }
        if let Some(transform) = self.transform {
            out.extend(b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0");
            out.push(transform);
        }
        out.extend(self.body);
        out.extend([0xff, END]);
        out
    }
}

/// Unit and density of JFIF: only the shape of a pixel is kept, not what the scanner was set to.
fn shape(unit_and_density: &[u8]) -> [u8; 5] {
    match unit_and_density {
        [_, x0, x1, y0, y1] if (x0, x1) != (y0, y1) => [0, *x0, *x1, *y0, *y1],
        _ => [0, 0, 1, 0, 1],
    }
}

/// Notes a segment that is not read here, by what it is or by its own name.
fn other(marker: u8, value: &[u8], found: &mut Findings) {
    let name: Vec<u8> = value
        .iter()
        .copied()
        .take(32)
        .take_while(u8::is_ascii_graphic)
        .collect();
    let (what, name) = match name.as_slice() {
        b"JFXX" => (What::Thumbnail, "JFXX"),
        b"MPF" => (What::Embedded, "MPF"),
        b"JP" => (What::History, "C2PA"),
        name => (What::Other, std::str::from_utf8(name).unwrap_or_default()),
    };
    found.add_or(what, name, &format!("APP{}", marker & 0x0f));
}

/// Returns where the compressed bytes of a scan end: at the next marker that is no restart.
fn end_of_scan(file: &[u8], mut at: usize) -> usize {
    while let Some(step) = file[at..].iter().position(|byte| *byte == 0xff) {
        let marker = at + step;
        let run = file[marker..].iter().position(|byte| *byte != 0xff);
        let Some(run) = run else {
            return marker;
        };
        match file[marker + run] {
            0 | 0xd0..=0xd7 => at = marker + run + 1,
            _ => return marker,
        }
    }
    file.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: &[u8] =
        b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\
        \x12\xff\0\x34\xff\xd0\x56";

    fn file(segments: &[u8], end: &[u8]) -> Vec<u8> {
        [b"\xff\xd8", segments, PICTURE, end].concat()
    }

    #[test]
    fn scan_keeps_the_picture_only() {
        let dirty = file(
            b"\xff\xfe\0\x05Jan\xff\xe5\0\x07Maker junk",
            b"\xff\xd9film",
        );
        let mut found = Findings::default();
        let cleaned = scan(&dirty, &mut found).unwrap();
        assert_eq!(cleaned.bytes, file(b"", b"\xff\xd9"));
        let values: Vec<String> = found.into_list().into_iter().map(|f| f.value).collect();
        assert_eq!(values, ["Jan", "Maker", "4 bytes"]);
    }

    #[test]
    fn scan_ends_a_picture_that_was_cut() {
        let cleaned = scan(&file(b"", b""), &mut Findings::default()).unwrap();
        assert_eq!(cleaned.bytes, file(b"", b"\xff\xd9"));
    }

    #[test]
    fn scan_refuses_what_has_no_picture() {
        for bytes in [
            &b"\xff\xd8\xff"[..],
            b"\xff\xd8\xff\xd9",
            b"\xff\xd8\xff\xe1\xff\xff",
        ] {
            let scanned = scan(bytes, &mut Findings::default());
            assert_eq!(scanned, Err(CleanError::Malformed));
        }
    }

    #[test]
    fn scan_keeps_the_shape_of_pixels_but_no_resolution() {
        for (density, kept) in [
            (b"\x01\x01\x2c\x01\x2c", b"\0\0\x01\0\x01"),
            (b"\x01\0\xcc\0\x62", b"\0\0\xcc\0\x62"),
        ] {
            let jfif = [b"\xff\xe0\0\x10JFIF\0\x01\x02", &density[..], b"\0\0"].concat();
            let cleaned = scan(&file(&jfif, b"\xff\xd9"), &mut Findings::default()).unwrap();
            assert_eq!(&cleaned.bytes[13..18], kept);
        }
    }
}
