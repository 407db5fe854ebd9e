//! The zip archives of office documents: a strict reader and a writer that always writes the same.
//!
//! In scope: stored and deflated entries, data descriptors. Out of scope, and refused: encryption,
//! several disks, zip64, entries that overlap or share a name, names that differ between the two
//! headers.
//!
//! Source: PKWARE APPNOTE 6.3.10 §4.3, §4.4; ECMA-376-2 annex C.

use crate::bytes::{le16, le32, piece, position};
use crate::crc::crc32;
use crate::inflate;
use crate::outcome::CleanError;

/// The most entries of an archive.
const MOST: usize = 10_000;
/// Beginnings of a local header, a central header and the end record.
const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// 1 January 1980, 00:00: the earliest time that can be written.
const TIME: [u8; 4] = [0, 0, 0x21, 0];
/// Linux, version 2.0: what the tools that look at it take for nothing.
const MADE_BY: [u8; 2] = [20, 3];

/// An archive whose list of contents was read.
pub(crate) struct Archive<'a> {
    file: &'a [u8],
    pub(crate) entries: Vec<Entry>,
    /// What stands before, between and behind the entries and is none of them, in bytes.
    pub(crate) has_comment: bool,
}

/// One entry.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) has_time: bool,
    method: u16,
    start: usize,
    packed: usize,
    unpacked: usize,
    sum: u32,
}

impl<'a> Archive<'a> {
    /// Reads the list of contents.
    pub(crate) fn open(file: &'a [u8]) -> Result<Self, CleanError> {
        let end = end_record(file).ok_or(CleanError::Malformed)?;
        let field = |at| le16(file, end + at).map(usize::from);
        let count = field(10).ok_or(CleanError::Malformed)?;
        if field(4) != Some(0) || field(8) != Some(count) || count > MOST {
            return Err(CleanError::Malformed);
        }
        let mut at = le32(file, end + 16)
            .and_then(position)
            .ok_or(CleanError::Malformed)?;
        let mut entries = Vec::with_capacity(count);
        let mut has_comment = file.len() > end + 22;
        for _ in 0..count {
            let header = Header::read(file, at).ok_or(CleanError::Malformed)?;
            at = header.next;
            has_comment |= header.has_comment;
            if let Some(entry) = header.entry(file)? {
                entries.push(entry);
            }
        }
        check(&entries)?;
        Ok(Self {
            file,
            entries,
            has_comment,
        })
    }

    /// Unpacks one entry to at most `limit` bytes.
    pub(crate) fn read(&self, entry: &Entry, limit: usize) -> Result<Vec<u8>, CleanError> {
        if entry.unpacked > limit {
            return Err(CleanError::TooLarge);
        }
        let packed = piece(self.file, entry.start, entry.packed).ok_or(CleanError::Malformed)?;
        let bytes = match entry.method {
            0 => packed.to_vec(),
            _ => inflate::raw(packed, limit)?,
        };
        if bytes.len() != entry.unpacked || crc32(&[&bytes]) != entry.sum {
            return Err(CleanError::Malformed);
        }
        Ok(bytes)
    }
}

/// Finds the end record: the last place where it fits with its comment.
fn end_record(file: &[u8]) -> Option<usize> {
    let first = file.len().checked_sub(22)?;
    (first.saturating_sub(0xffff)..=first).rev().find(|&at| {
        let comment = le16(file, at + 20).map(usize::from);
        piece(file, at, 4) == Some(END) && comment == Some(file.len() - at - 22)
    })
}

/// A central header, with what is needed of it.
struct Header {
    flags: u16,
    entry: Entry,
    offset: usize,
    next: usize,
    has_comment: bool,
}

impl Header {
    fn read(file: &[u8], at: usize) -> Option<Self> {
        if piece(file, at, 4)? != CENTRAL {
            return None;
        }
        let short = |offset| le16(file, at + offset);
        let size = |offset| le32(file, at + offset).and_then(position);
        let name_len = usize::from(short(28)?);
        let (extra, comment) = (usize::from(short(30)?), usize::from(short(32)?));
        let name = std::str::from_utf8(piece(file, at + 46, name_len)?).ok()?;
        let entry = Entry {
            name: name.to_owned(),
            has_time: piece(file, at + 12, 4)? != TIME,
            method: short(10)?,
            start: 0,
            packed: size(20)?,
            unpacked: size(24)?,
            sum: le32(file, at + 16)?,
        };
        Some(Self {
            flags: short(8)?,
            entry,
            offset: size(42)?,
            next: at + 46 + name_len + extra + comment,
            has_comment: comment > 0,
        })
    }

    /// Finds the bytes behind the local header; `None` for a folder.
    fn entry(mut self, file: &[u8]) -> Result<Option<Entry>, CleanError> {
        // Bit 0: encrypted; bit 13: names are masked.
        if self.flags & 0x2001 != 0 {
            return Err(CleanError::Encrypted);
        }
        let start = self.start(file).ok_or(CleanError::Malformed)?;
        let whole = piece(file, start, self.entry.packed).is_some();
        let sizes_fit = self.entry.method != 0 || self.entry.packed == self.entry.unpacked;
        if !whole || !sizes_fit || !matches!(self.entry.method, 0 | 8) {
            return Err(CleanError::Malformed);
        }
        self.entry.start = start;
        let is_folder = self.entry.name.ends_with('/');
        if is_folder && self.entry.unpacked > 0 {
            return Err(CleanError::Malformed);
        }
        Ok((!is_folder).then_some(self.entry))
    }

    fn start(&self, file: &[u8]) -> Option<usize> {
        if piece(file, self.offset, 4)? != LOCAL {
            return None;
        }
        let name_len = usize::from(le16(file, self.offset + 26)?);
        let extra = usize::from(le16(file, self.offset + 28)?);
        let name = piece(file, self.offset + 30, name_len)?;
        (name == self.entry.name.as_bytes()).then_some(self.offset + 30 + name_len + extra)
    }
}

/// Refuses names that stand twice or point elsewhere, and entries that overlap.
fn check(entries: &[Entry]) -> Result<(), CleanError> {
    let mut names: Vec<String> = entries
        .iter()
        .map(|e| e.name.to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    let twice = names.windows(2).any(|pair| pair[0] == pair[1]);
    let odd = |name: &String| {
        name.is_empty() || name.starts_with('/') || name.contains('\\') || name.contains("../")
    };
    let mut places: Vec<(usize, usize)> = entries.iter().map(|e| (e.start, e.packed)).collect();
    places.sort_unstable();
    let overlap = places
        .windows(2)
        .any(|pair| pair[0].0 + pair[0].1 > pair[1].0);
    if twice || overlap || names.iter().any(odd) {
        return Err(CleanError::Malformed);
    }
    Ok(())
}

/// Writes an archive: no times, no comments, no extra fields.
#[derive(Default)]
pub(crate) struct Writer {
    out: Vec<u8>,
    central: Vec<u8>,
    count: u16,
}

impl Writer {
    /// Adds an entry, packed if that makes it shorter.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), CleanError> {
        let packed = inflate::pack(bytes);
        let (method, stored) = match packed.len() < bytes.len() {
            true => (8u16, packed.as_slice()),
            false => (0, bytes),
        };
        let offset = self.out.len();
        let mut fields = Vec::with_capacity(26);
        fields.extend(20u16.to_le_bytes());
        // Bit 11: the name is UTF-8; only said where it makes a difference.
        fields.extend(if name.is_ascii() { [0, 0] } else { [0, 8] });
        fields.extend(method.to_le_bytes());
        fields.extend(TIME);
        fields.extend(crc32(&[bytes]).to_le_bytes());
        for len in [stored.len(), bytes.len()] {
            fields.extend(size(len)?.to_le_bytes());
        }
        let name_len = u16::try_from(name.len()).map_err(|_| CleanError::TooLarge)?;
        fields.extend(name_len.to_le_bytes());
        fields.extend([0, 0]);
        for part in [LOCAL, &fields, name.as_bytes(), stored] {
            self.out.extend(part);
        }
        for part in [CENTRAL, &MADE_BY, &fields, &[0; 10]] {
            self.central.extend(part);
        }
        self.central.extend(size(offset)?.to_le_bytes());
        self.central.extend(name.as_bytes());
        self.count += 1;
        Ok(())
    }

    /// Writes the list of contents and returns the archive.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, CleanError> {
        let (offset, len) = (size(self.out.len())?, size(self.central.len())?);
        self.out.append(&mut self.central);
        self.out.extend(END);
        self.out.extend([0; 4]);
        self.out.extend(self.count.to_le_bytes());
        self.out.extend(self.count.to_le_bytes());
        self.out.extend(len.to_le_bytes());
        self.out.extend(offset.to_le_bytes());
        self.out.extend([0, 0]);
        Ok(self.out)
    }
}

fn size(len: usize) -> Result<u32, CleanError> {
    u32::try_from(len).map_err(|_| CleanError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn an_archive() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.add("a.xml", &[b'x'; 1000]).unwrap();
        writer.add("b/c.bin", b"c").unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn read_returns_what_was_written() {
        let file = an_archive();
        let archive = Archive::open(&file).unwrap();
        let contents: Vec<(&str, Vec<u8>)> = archive
            .entries
            .iter()
            .map(|entry| (entry.name.as_str(), archive.read(entry, 1000).unwrap()))
            .collect();
        assert_eq!(
            contents,
            [("a.xml", vec![b'x'; 1000]), ("b/c.bin", b"c".to_vec())]
        );
        assert!(!archive.has_comment && !archive.entries[0].has_time);
    }

    #[test]
    fn read_is_bounded() {
        let file = an_archive();
        let archive = Archive::open(&file).unwrap();
        let read = archive.read(&archive.entries[0], 999);
        assert_eq!(read, Err(CleanError::TooLarge));
    }

    #[test]
    fn open_refuses_an_archive_with_one_name_twice() {
        let mut writer = Writer::default();
        writer.add("a", b"1").unwrap();
        writer.add("A", b"2").unwrap();
        let file = writer.finish().unwrap();
        assert!(Archive::open(&file).is_err());
    }
}
