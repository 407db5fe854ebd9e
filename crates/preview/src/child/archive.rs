//! Zip archives: their list of contents, and single entries within bounds.
//!
//! In scope: stored and deflated entries. Out of scope: unpacking an archive, archives inside of it,
//! passwords.
//!
//! Source: PKWARE APPNOTE 6.3.10 §4.3; D. Fifield, "A better zip bomb" (2019) for overlaps.

use std::io::{Cursor, Read as _, Write};

use zip::ZipArchive;

use super::output::Output;
use super::text::Gathered;
use crate::Warning;

/// The most entries of an archive that is opened.
const ENTRIES_MAX: usize = 20_000;
/// The most that one entry may unpack to, in bytes.
const ENTRY_MAX_LEN: usize = 32 << 20;
/// The most that all entries that are read may unpack to, in bytes.
const TOTAL_MAX_LEN: usize = 64 << 20;
/// From this size on, in bytes, an entry is measured by how tightly it is packed.
const LARGE: u64 = 1 << 20;
/// What unpacks to more than this many times its size is no document.
const RATIO_MAX: u64 = 250;

/// Why an archive is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no list of contents that can be read.
    Damaged,
    /// It lists more than the most there may be.
    TooMany,
}

impl Refused {
    pub(crate) fn warning(self) -> Warning {
        match self {
            Self::Damaged => Warning::Damaged,
            Self::TooMany => Warning::Bomb,
        }
    }
}

/// An archive whose list of contents was read.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    read: usize,
    overlaps: bool,
    /// What reading met: something beyond the bounds, damage, a password.
    pub(crate) met: Vec<Warning>,
}

/// One line of the list.
pub(crate) struct Entry {
    pub(crate) name: String,
    len: u64,
    packed: u64,
    locked: bool,
}

impl Entry {
    fn is_bomb(&self) -> bool {
        self.len > LARGE && self.len / self.packed.max(1) > RATIO_MAX
    }
}

impl<'a> Archive<'a> {
    /// Reads the list of contents.
    pub(crate) fn open(file: &'a [u8]) -> Result<Self, Refused> {
        // Each line of the list begins with these bytes, so there are no more lines than of them.
        let lines = count_of(file, b"PK\x01\x02");
        if lines > ENTRIES_MAX {
            return Err(Refused::TooMany);
        }
        let mut zip = ZipArchive::new(Cursor::new(file)).map_err(|_| Refused::Damaged)?;
        let overlaps = zip.has_overlapping_entries().unwrap_or(true);
        Ok(Self {
            zip,
            read: 0,
            overlaps,
            met: Vec::new(),
        })
    }

    pub(crate) fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The list of contents.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let entries = (0..self.zip.len()).filter_map(|index| self.zip.by_index_data(index).ok());
        let entries = entries.map(|entry| Entry {
            name: match entry.name() {
                Ok(name) => name.into_owned(),
                Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
            },
            len: entry.size(),
            packed: entry.compressed_size(),
            locked: entry.encrypted(),
        });
        entries.collect()
    }

    /// Unpacks an entry to at most `limit` bytes; `None` if it is not there, or with what is noted in
    /// `met`.
    pub(crate) fn read(&mut self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let index = self.zip.index_for_name(name)?;
        match self.unpack(index, limit.min(ENTRY_MAX_LEN)) {
            Ok(bytes) => Some(bytes),
            Err(warning) => {
                self.note(warning);
                None
            }
        }
    }

    fn unpack(&mut self, index: usize, limit: usize) -> Result<Vec<u8>, Warning> {
        if self.overlaps {
            return Err(Warning::Bomb);
        }
        let limit = limit.min(TOTAL_MAX_LEN - self.read);
        let known = self
            .zip
            .by_index_data(index)
            .map_err(|_| Warning::Damaged)?;
        if known.encrypted() {
            return Err(Warning::Locked);
        }
        let entry = self.zip.by_index(index).map_err(|_| Warning::Damaged)?;
        let packed = entry.compressed_size();
        let mut bytes = Vec::new();
        let most = limit as u64 + 1;
        let outcome = entry.take(most).read_to_end(&mut bytes);
        self.read += bytes.len().min(limit);
        let len = bytes.len() as u64;
        let bomb = len == most || len > LARGE && len / packed.max(1) > RATIO_MAX;
        match outcome {
            _ if bomb => Err(Warning::Bomb),
            Ok(_) => Ok(bytes),
            Err(_) => Err(Warning::Damaged),
        }
    }

    pub(crate) fn note(&mut self, warning: Warning) {
        if !self.met.contains(&warning) {
            self.met.push(warning);
        }
    }
}

/// Counts how often four bytes stand in a file.
fn count_of(file: &[u8], bytes: &[u8; 4]) -> usize {
    file.windows(4).filter(|window| window == bytes).count()
}

/// Shows the names of what an archive holds, and how long each is said to be. Nothing is unpacked.
pub(crate) fn show<W: Write>(file: &[u8], output: &mut Output<W>) {
    let archive = match Archive::open(file) {
        Ok(archive) => archive,
        Err(refused) => return output.warn(refused.warning()),
    };
    let entries = archive.entries();
    if archive.overlaps || entries.iter().any(Entry::is_bomb) {
        output.warn(Warning::Bomb);
    }
    if entries.iter().any(|entry| entry.locked) {
        output.warn(Warning::Locked);
    }
    let mut list = Gathered::default();
    for entry in &entries {
        // A name is one line, whatever it holds.
        let name = entry
            .name
            .replace(|c: char| c.is_control() || c == '\u{2028}', " ");
        list.push(&format!("{:>14}  {name}\n", entry.len));
    }
    output.text(list.as_str());
}
