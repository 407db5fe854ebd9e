//! What user data and metadata boxes say.
//!
//! Source: QuickTime File Format, "User Data Atoms", "Metadata"; 3GPP TS 26.244 §8.

use super::atom::children;
use crate::bytes::{be32, piece, position, text};
use crate::finding::{Findings, What};
use crate::xmp;

/// The extended type of Adobe's XMP box (ISO 16684-3 §2.5).
const XMP: &[u8] = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
/// How deep boxes are looked into.
const DEEPEST: usize = 6;

/// Notes what a removed box says, or its name.
pub(super) fn atom(name: &[u8; 4], body: &[u8], found: &mut Findings) {
    let label = text(name);
    found.named(&label, |found| note(name, body, DEEPEST, found));
}

fn note(name: &[u8; 4], body: &[u8], depth: usize, found: &mut Findings) {
    if depth == 0 {
        return;
    }
    match name {
        b"udta" | b"ilst" => each(body, depth, found),
        // A full box in MP4, a plain one in QuickTime.
        b"meta" => {
            let skipped = if be32(body, 0) == Some(0) { 4 } else { 0 };
            let inside = &body[skipped.min(body.len())..];
            if let Some(keys) = child(inside, b"keys") {
                keyed(keys, child(inside, b"ilst").unwrap_or_default(), found);
            } else {
                each(inside, depth, found);
            }
        }
        b"uuid" if body.starts_with(XMP) => xmp::read(&body[XMP.len()..], found),
        b"XMP_" => xmp::read(body, found),
        b"hdlr" | b"free" | b"skip" => {}
        name => named_text(&text(name), value(name, body), found),
    }
}

fn each(body: &[u8], depth: usize, found: &mut Findings) {
    for atom in children(body, 0..body.len()).unwrap_or_default() {
        let label = text(&atom.name);
        if matches!(&atom.name, b"hdlr" | b"free" | b"skip") {
            continue;
        }
        found.named(&label, |found| {
            note(&atom.name, &body[atom.body()], depth - 1, found)
        });
    }
}

fn child<'a>(body: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let atoms = children(body, 0..body.len()).ok()?;
    let atom = atoms.iter().find(|atom| &atom.name == name)?;
    body.get(atom.body())
}

/// The text of a user data box: behind length 2 and language 2, or in a `data` box, or all of it.
fn value<'a>(name: &[u8; 4], body: &'a [u8]) -> &'a [u8] {
    if let Some(inside) = child(body, b"data") {
        return inside.get(8..).unwrap_or_default();
    }
    let international = name[0] == 0xa9;
    body.get(if international { 4 } else { 0 }..)
        .unwrap_or_default()
}

/// Keys by number, and values under these numbers.
fn keyed(keys: &[u8], values: &[u8], found: &mut Findings) {
    let names = children(keys, 8.min(keys.len())..keys.len()).unwrap_or_default();
    for atom in children(values, 0..values.len()).unwrap_or_default() {
        let index = be32(&atom.name, 0).and_then(position).unwrap_or(0);
        let key = index.checked_sub(1).and_then(|index| names.get(index));
        let key = key.map_or_else(String::new, |key| text(&keys[key.body()]));
        let words = child(&values[atom.body()], b"data").unwrap_or_default();
        named_text(&key, words.get(8..).unwrap_or_default(), found);
    }
}

/// Notes a text under the name that it has.
fn named_text(name: &str, words: &[u8], found: &mut Findings) {
    const KINDS: [(&str, What); 24] = [
        ("location", What::Place),
        ("\u{a9}xyz", What::Place),
        ("loci", What::Place),
        ("serial", What::Serial),
        ("make", What::Device),
        ("model", What::Device),
        ("\u{a9}mak", What::Device),
        ("\u{a9}mod", What::Device),
        ("manu", What::Device),
        ("modl", What::Device),
        ("software", What::Software),
        ("\u{a9}swr", What::Software),
        ("\u{a9}too", What::Software),
        ("encoder", What::Software),
        ("date", What::Time),
        ("\u{a9}day", What::Time),
        ("author", What::Author),
        ("artist", What::Author),
        ("\u{a9}ART", What::Author),
        ("auth", What::Author),
        ("identifier", What::Identifier),
        ("\u{a9}nam", What::Title),
        ("titl", What::Title),
        ("title", What::Title),
    ];
    let kind = KINDS.iter().find(|(part, _)| name.contains(part));
    let what = kind.map_or(What::Comment, |(_, what)| *what);
    let readable = piece(words, 0, words.len().min(512)).unwrap_or_default();
    match std::str::from_utf8(readable) {
        Ok(words) => found.add_or(what, words, name),
        Err(_) => found.add_or(what, "", name),
    }
}

/// Seconds since 1904, as since 1970.
pub(super) fn seconds(since_1904: u64) -> i64 {
    i64::try_from(since_1904)
        .unwrap_or(i64::MAX)
        .saturating_sub(2_082_844_800)
}

/// Writes a time as `2026-11-23 10:15` (days to dates: Hinnant's `civil_from_days`).
pub(super) fn when(seconds: i64) -> String {
    let (days, minutes) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400) / 60);
    let shifted = days.saturating_add(719_468);
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (
        day - (153 * month + 2) / 5 + 1,
        month + if month < 10 { 3 } else { -9 },
    );
    let year = year + era * 400 + i64::from(month <= 2);
    format!(
        "{year}-{month:02}-{day:02} {:02}:{:02}",
        minutes / 60,
        minutes % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_writes_dates() {
        assert_eq!(when(0), "1970-01-01 00:00");
        assert_eq!(when(1_795_428_900), "2026-11-23 10:15");
        assert_eq!(when(seconds(0)), "1904-01-01 00:00");
        assert_eq!(when(1_709_164_800), "2024-02-29 00:00");
        when(i64::MAX);
        when(i64::MIN);
    }
}
