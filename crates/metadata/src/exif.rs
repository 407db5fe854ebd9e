//! Exif: what the camera wrote, in a TIFF of its own.
//!
//! In scope: IFD0, IFD1, the Exif and GPS sub-IFDs, text and rational values, Windows' UTF-16 ones.
//! Out of scope: maker notes (named, not read).
//!
//! Source: CIPA DC-008-2023 (Exif 3.0) §4.6; TIFF 6.0 §2.

use crate::bytes::{be16, be32, le16, le32, piece, position, text, text16};
use crate::finding::{Findings, What};

/// The most entries of one directory that are looked at.
const MOST_ENTRIES: u16 = 512;
/// The longest value that is looked at, in bytes.
const LONGEST: usize = 1024;

/// How a picture lies: 1 is upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Orientation(Option<u8>);

impl Orientation {
    /// Makes the smallest Exif block that turns the picture upright; `None` if it is.
    ///
    /// ```text
    /// "MM" 42 ‖ offset 8 ‖ one entry: tag 0x0112, type 3, count 1, value ‖ no next directory
    ///  2   2     4         2          2          2      4        4         4          = 26
    /// ```
    pub(crate) fn block(self) -> Option<[u8; 26]> {
        let mut block = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
        block[19] = self.0?;
        Some(block)
    }
}

#[derive(Clone, Copy)]
struct Tiff<'a> {
    bytes: &'a [u8],
    big: bool,
}

struct Entry<'a> {
    tag: u16,
    form: u16,
    value: &'a [u8],
}

/// Reads an Exif block, beginning with its TIFF header, and returns how the picture lies.
pub(crate) fn read(block: &[u8], found: &mut Findings) -> Orientation {
    let mut orientation = Orientation::default();
    found.named("Exif", |found| {
        orientation = read_directories(block, found).unwrap_or_default();
        if is_minimal(block, orientation) {
            // Our own: it says how the picture lies, and nothing else.
            found.passed();
        }
    });
    orientation
}

fn is_minimal(block: &[u8], orientation: Orientation) -> bool {
    orientation.block().is_some_and(|minimal| minimal == block)
}

fn read_directories(block: &[u8], found: &mut Findings) -> Option<Orientation> {
    let big = match block.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let tiff = Tiff { bytes: block, big };
    let (mut orientation, mut camera, mut place) = (None, None, None);
    let first = tiff.u32(4)?;
    for entry in tiff.entries(first) {
        match entry.tag {
            0x0112 => orientation = tiff.number(&entry).and_then(|n| u8::try_from(n).ok()),
            // Only one of each is followed, so that the work stays within the block's length.
            0x8769 => camera = Some(entry),
            0x8825 => place = Some(entry),
            _ => tiff.read_entry(&entry, found),
        }
    }
    camera.inspect(|entry| tiff.read_camera(entry, found));
    place.inspect(|entry| tiff.read_place(entry, found));
    if let Some(second) = tiff.next_directory(first)
        && tiff.entries(second).any(|entry| entry.tag == 0x0201)
    {
        found.add(What::Thumbnail, "Exif");
    }
    Some(Orientation(
        orientation.filter(|turn| (2..=8).contains(turn)),
    ))
}

impl<'a> Tiff<'a> {
    fn u16(self, at: usize) -> Option<u16> {
        if self.big {
            be16(self.bytes, at)
        } else {
            le16(self.bytes, at)
        }
    }

    fn u32(self, at: usize) -> Option<u32> {
        if self.big {
            be32(self.bytes, at)
        } else {
            le32(self.bytes, at)
        }
    }

    fn entries(self, at: u32) -> impl Iterator<Item = Entry<'a>> {
        let at = position(at).unwrap_or(usize::MAX);
        let count = self.u16(at).unwrap_or(0).min(MOST_ENTRIES);
        (0..usize::from(count)).filter_map(move |index| {
            let entry = at.checked_add(2 + 12 * index)?;
            self.entry(entry)
        })
    }

    fn entry(self, at: usize) -> Option<Entry<'a>> {
        let (tag, form) = (self.u16(at)?, self.u16(at + 2)?);
        let width = match form {
            1 | 2 | 6 | 7 | 129 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let len = position(self.u32(at + 4)?)?.checked_mul(width)?;
        let place = match len {
            0..=4 => at + 8,
            _ => position(self.u32(at + 8)?)?,
        };
        let rest = self.bytes.get(place..)?;
        let value = &rest[..len.min(rest.len()).min(LONGEST)];
        Some(Entry { tag, form, value })
    }

    fn next_directory(self, at: u32) -> Option<u32> {
        let at = position(at)?;
        let count = usize::from(self.u16(at)?);
        self.u32(at.checked_add(2 + 12 * count)?)
            .filter(|next| *next != 0)
    }

    fn within(self, value: &'a [u8]) -> Self {
        let bytes = value;
        Self { bytes, ..self }
    }

    fn number(self, entry: &Entry<'a>) -> Option<u32> {
        let tiff = self.within(entry.value);
        match entry.form {
            3 => tiff.u16(0).map(u32::from),
            4 | 13 => tiff.u32(0),
            _ => entry.value.first().map(|byte| u32::from(*byte)),
        }
    }

    fn read_camera(self, pointer: &Entry<'a>, found: &mut Findings) {
        let at = self.number(pointer).unwrap_or(u32::MAX);
        for entry in self.entries(at) {
            self.read_entry(&entry, found);
        }
    }

    fn read_entry(self, entry: &Entry<'a>, found: &mut Findings) {
        let words = || match entry.tag {
            0x9c9b..=0x9c9f => text16(entry.value, false),
            0x9286 => text(entry.value.get(8..).unwrap_or_default()),
            _ => text(entry.value),
        };
        let what = match entry.tag {
            0x010f | 0x0110 | 0xa433 | 0xa434 => What::Device,
            0x0131 | 0x000b => What::Software,
            0x0132 | 0x9003 | 0x9004 => What::Time,
            0x013b | 0x8298 | 0x9c9d | 0xa430 | 0x013c => What::Author,
            0xa431 | 0xa435 | 0xc62f => What::Serial,
            0xa420 => What::Identifier,
            0x010e | 0x9c9b | 0x9c9e | 0x9c9f => What::Title,
            0x9286 | 0x9c9c => What::Comment,
            0x927c => return found.add(What::Other, "MakerNote"),
            _ => return,
        };
        found.add(what, &words());
    }

    /// Reads the GPS directory (Exif §4.6.6).
    fn read_place(self, pointer: &Entry<'a>, found: &mut Findings) {
        let at = self.number(pointer).unwrap_or(u32::MAX);
        let (mut latitude, mut longitude) = (None, None);
        let (mut south, mut west, mut any) = (false, false, false);
        for entry in self.entries(at) {
            any = true;
            match entry.tag {
                1 => south = entry.value.first() == Some(&b'S'),
                2 => latitude = self.degrees(entry.value),
                3 => west = entry.value.first() == Some(&b'W'),
                4 => longitude = self.degrees(entry.value),
                0x1b | 0x1c => found.add(What::Place, &text(entry.value)),
                0x1d => found.add(What::Time, &text(entry.value)),
                _ => {}
            }
        }
        let signed = |value: f64, negative| if negative { -value } else { value };
        if let (Some(latitude), Some(longitude)) = (latitude, longitude) {
            let (latitude, longitude) = (signed(latitude, south), signed(longitude, west));
            found.add(What::Place, &format!("{latitude:.5}, {longitude:.5}"));
        } else if any {
            found.add(What::Place, "GPS");
        }
    }

    /// Degrees, minutes and seconds, each a fraction.
    fn degrees(self, value: &'a [u8]) -> Option<f64> {
        let tiff = self.within(piece(value, 0, 24)?);
        let part = |at| {
            let (over, under) = (tiff.u32(at)?, tiff.u32(at + 4)?);
            (under != 0).then(|| f64::from(over) / f64::from(under))
        };
        Some(part(0)? + part(8).unwrap_or(0.0) / 60.0 + part(16).unwrap_or(0.0) / 3600.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_reads_back_and_says_nothing() {
        let block = Orientation(Some(6)).block().unwrap();
        let mut found = Findings::default();
        assert_eq!(read(&block, &mut found), Orientation(Some(6)));
        assert!(found.into_list().is_empty());
    }

    #[test]
    fn read_names_what_it_cannot_read() {
        for block in [
            &b""[..],
            b"MM\0*\xff\xff\xff\xff",
            b"II*\0\x08\0\0\0\xff\xff",
        ] {
            let mut found = Findings::default();
            assert_eq!(read(block, &mut found), Orientation(None));
            assert_eq!(found.into_list()[0].value, "Exif");
        }
    }
}
