//! Photoshop's image resources, and the IPTC-NAA record in them.
//!
//! In scope: the application record (2) and the presence of thumbnails. Out of scope: other resources
//! (named as one).
//!
//! Source: Adobe Photoshop File Formats, "Image Resource Blocks"; IPTC-NAA IIM 4.2 §1.6, §6.

use crate::bytes::{be16, be32, piece, position, text};
use crate::finding::{Findings, What};

/// The most resources, and records in one, that are looked at.
const MOST: usize = 1_000;

/// Reads a run of resource blocks, without the name of the segment.
pub(crate) fn read(blocks: &[u8], found: &mut Findings) {
    found.named("Photoshop", |found| {
        let mut at = 0;
        for _ in 0..MOST {
            let Some(next) = read_block(blocks, at, found) else {
                break;
            };
            at = next;
        }
    });
}

/// ```text
/// "8BIM" ‖ id 2 ‖ name: length 1 + bytes, padded to even ‖ length 4 ‖ bytes, padded to even
/// ```
fn read_block(blocks: &[u8], at: usize, found: &mut Findings) -> Option<usize> {
    if piece(blocks, at, 4)? != b"8BIM" {
        return None;
    }
    let id = be16(blocks, at + 4)?;
    let name = usize::from(*blocks.get(at + 6)?);
    let at = at + 6 + (name + 2) / 2 * 2;
    let len = position(be32(blocks, at)?)?;
    let value = piece(blocks, at + 4, len)?;
    match id {
        0x0404 => read_records(value, found),
        0x0409 | 0x040c => found.add(What::Thumbnail, "Photoshop"),
        _ => {}
    }
    Some(at + 4 + len.next_multiple_of(2))
}

fn read_records(mut records: &[u8], found: &mut Findings) {
    for _ in 0..MOST {
        let (Some(&[0x1c, record, number]), Some(len)) =
            (records.first_chunk::<3>(), be16(records, 3))
        else {
            return;
        };
        let len = usize::from(len);
        let Some(value) = piece(records, 5, len) else {
            return;
        };
        if let Some(what) = record_kind(record, number) {
            found.add(what, &text(value));
        }
        records = &records[5 + len..];
    }
}

fn record_kind(record: u8, number: u8) -> Option<What> {
    Some(match (record, number) {
        (2, 80 | 85 | 110 | 115 | 116 | 118 | 122) => What::Author,
        (2, 90 | 92 | 95 | 100 | 101) => What::Place,
        (2, 55 | 60 | 62 | 63) => What::Time,
        (2, 65 | 70) => What::Software,
        (2, 5 | 25 | 105 | 120) => What::Title,
        (2, 40 | 103) => What::Comment,
        _ => return None,
    })
}
