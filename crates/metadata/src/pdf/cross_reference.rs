//! Where each object stands: tables, streams, and both in one file, newest version first.
//!
//! Source: ISO 32000-2 §7.5.4 (tables), §7.5.5 (trailer), §7.5.8 (streams, hybrid files).

use std::collections::{BTreeMap, BTreeSet};

use super::document::{read_indirect, read_stream};
use super::filter;
use super::object::{Entry, Object, Stored, get};
use super::parse::Parser;
use crate::outcome::CleanError;

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Free,
    At(usize),
    /// In an object stream, under this index.
    In(u32, usize),
}

/// The places of all objects, and what the newest trailer says.
pub(super) struct CrossReference {
    pub(super) places: BTreeMap<u32, Place>,
    pub(super) trailer: Vec<Entry>,
    /// How many versions of the file there are in it.
    pub(super) sections: usize,
}

/// The most versions that are followed.
const MOST_SECTIONS: usize = 1_000;
/// How far from its end a file says where its newest table is.
const TAIL: usize = 2048;

/// Reads everything from the newest version back.
pub(super) fn read(file: &[u8], limit: &mut usize) -> Result<CrossReference, CleanError> {
    let mut reference = CrossReference {
        places: BTreeMap::new(),
        trailer: Vec::new(),
        sections: 0,
    };
    let mut seen = BTreeSet::new();
    let mut next = Some(newest(file).ok_or(CleanError::Malformed)?);
    while let Some(at) = next {
        if !seen.insert(at) || seen.len() > MOST_SECTIONS {
            return Err(CleanError::Malformed);
        }
        let trailer = reference.section(file, at, limit)?;
        reference.sections += 1;
        // A hybrid file's stream comes after its own table and before older ones.
        if let Some(at) = get(&trailer, b"XRefStm").and_then(Object::count) {
            reference.section(file, at, limit)?;
        }
        next = get(&trailer, b"Prev").and_then(Object::count);
        if reference.sections == 1 {
            reference.trailer = trailer;
        }
    }
    Ok(reference)
}

fn newest(file: &[u8]) -> Option<usize> {
    let tail = file.len().saturating_sub(TAIL);
    let word = b"startxref";
    let at = file[tail..]
        .windows(word.len())
        .rposition(|at| at == word)?;
    Parser::new(file, tail + at + word.len()).whole()
}

impl CrossReference {
    fn section(
        &mut self,
        file: &[u8],
        at: usize,
        limit: &mut usize,
    ) -> Result<Vec<Entry>, CleanError> {
        let mut parser = Parser::new(file, at);
        match parser.word(b"xref") {
            Some(()) => self.table(parser).ok_or(CleanError::Malformed),
            None => self.stream(file, at, limit),
        }
    }

    fn table(&mut self, mut parser: Parser<'_>) -> Option<Vec<Entry>> {
        while parser.word(b"trailer").is_none() {
            let (first, count) = (parser.whole()?, parser.whole()?);
            for number in first..first.checked_add(count)? {
                let offset = parser.whole()?;
                parser.whole()?;
                let place = match parser.word(b"n") {
                    Some(()) => Place::At(offset),
                    None => parser.word(b"f").map(|()| Place::Free)?,
                };
                self.places
                    .entry(u32::try_from(number).ok()?)
                    .or_insert(place);
            }
        }
        match parser.object()? {
            Object::Dictionary(entries) => Some(entries),
            _ => None,
        }
    }

    fn stream(
        &mut self,
        file: &[u8],
        at: usize,
        limit: &mut usize,
    ) -> Result<Vec<Entry>, CleanError> {
        let mut indirect = read_indirect(file, at).ok_or(CleanError::Malformed)?;
        let stored = read_stream(file, &mut indirect, |_| None)?;
        let Stored {
            value: Object::Dictionary(entries),
            stream: Some(bytes),
        } = stored
        else {
            return Err(CleanError::Malformed);
        };
        let bytes = filter::unpack(&entries, &bytes, *limit)?;
        *limit = limit.saturating_sub(bytes.len());
        self.rows(&entries, &bytes).ok_or(CleanError::Malformed)?;
        Ok(entries)
    }

    /// Rows of three fields: kind, place, index.
    fn rows(&mut self, entries: &[Entry], bytes: &[u8]) -> Option<()> {
        let list = |key: &[u8]| match get(entries, key) {
            Some(Object::Array(items)) => items.iter().map(Object::count).collect(),
            _ => None,
        };
        let widths: Vec<usize> = list(b"W")?;
        let [kind, place, index] = *widths.first_chunk::<3>()?;
        if widths.iter().any(|width| *width > 8) || kind + place + index == 0 {
            return None;
        }
        let size = get(entries, b"Size").and_then(Object::count)?;
        let ranges = list(b"Index").unwrap_or_else(|| vec![0, size]);
        let mut rows = bytes.chunks_exact(kind + place + index);
        for range in ranges.chunks_exact(2) {
            for number in range[0]..range[0].checked_add(range[1])? {
                let Some(row) = rows.next() else {
                    return Some(());
                };
                let field = |from: usize, len: usize| {
                    let bytes = row[from..from + len].iter();
                    bytes.fold(0u64, |value, byte| value << 8 | u64::from(*byte))
                };
                let kind_of = if kind == 0 { 1 } else { field(0, kind) };
                let (first, second) = (field(kind, place), field(kind + place, index));
                let place = match kind_of {
                    0 => Place::Free,
                    1 => Place::At(usize::try_from(first).ok()?),
                    2 => Place::In(u32::try_from(first).ok()?, usize::try_from(second).ok()?),
                    _ => continue,
                };
                self.places
                    .entry(u32::try_from(number).ok()?)
                    .or_insert(place);
            }
        }
        Some(())
    }
}
