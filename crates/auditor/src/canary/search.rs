//! One pass over any bytes for every spelling of every text, also in what is packed in them.
//!
//! In scope: where something is, of what, in which coding. Out of scope: where the bytes are from,
//! and whether something may be there.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};

use super::canary::Canary;
use super::coding::{Coding, PATTERN_MIN_LEN};
use super::unpack::{BEGINNINGS, Packing, UNPACKED_MAX_LEN, Unpacked, unpack};

/// How much is searched at a time, in bytes.
const WINDOW_LEN: usize = 1 << 20;
/// How deep one packed thing may lie in others.
const DEPTH: usize = 4;

/// Bytes that can be read from anywhere.
pub(super) trait Haystack {
    /// Reads from an offset; 0 bytes are the end.
    fn read_from(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
}

impl Haystack for File {
    fn read_from(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(self, buffer, offset)
    }
}

impl Haystack for [u8] {
    fn read_from(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let from = usize::try_from(offset).map_or(self.len(), |from| from.min(self.len()));
        let len = buffer.len().min(self.len() - from);
        buffer[..len].copy_from_slice(&self[from..from + len]);
        Ok(len)
    }
}

/// Reads a haystack on from a place.
struct Onward<'a, H: ?Sized> {
    haystack: &'a H,
    offset: u64,
}

impl<H: Haystack + ?Sized> Read for Onward<'_, H> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.haystack.read_from(buffer, self.offset)?;
        self.offset += len as u64;
        Ok(len)
    }
}

/// Where and how a text was found first in one haystack, and how often in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// Where it or the outermost packed thing around it begins, in bytes from the beginning.
    pub(super) offset: u64,
    pub(super) coding: Coding,
    /// What it is packed in, from the outermost on.
    pub(super) packed: Vec<Packing>,
    /// How many of its fragments there are.
    pub(super) count: u64,
}

/// What one haystack came to.
#[derive(Debug, Default)]
pub(super) struct Searched {
    /// By canary.
    pub(super) hits: BTreeMap<usize, Hit>,
    /// How many bytes were searched, packed ones and what they were unpacked to.
    pub(super) bytes: u64,
    /// Packed things that could not be searched.
    pub(super) closed: Option<Closed>,
}

/// The first packed thing that could not be searched, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Closed {
    pub(super) offset: u64,
    pub(super) why: String,
    pub(super) count: u64,
}

impl Searched {
    fn add(&mut self, canary: usize, hit: Hit) {
        let count = hit.count;
        self.hits
            .entry(canary)
            .and_modify(|first| first.count += count)
            .or_insert(hit);
    }

    /// Takes in what lies so many bytes further on.
    pub(super) fn join(&mut self, further: Self, by: u64) {
        self.bytes += further.bytes;
        for (canary, mut hit) in further.hits {
            hit.offset += by;
            self.add(canary, hit);
        }
        if let Some(closed) = further.closed {
            let offset = closed.offset + by;
            self.close(Closed { offset, ..closed });
        }
    }

    fn take_in(&mut self, inner: Self, offset: u64, packing: Packing) {
        self.bytes += inner.bytes;
        for (canary, mut hit) in inner.hits {
            hit.offset = offset;
            hit.packed.insert(0, packing);
            self.add(canary, hit);
        }
        if let Some(closed) = inner.closed {
            let why = format!("{packing}: {}", closed.why);
            let count = closed.count;
            self.close(Closed { offset, why, count });
        }
    }

    fn close(&mut self, closed: Closed) {
        match &mut self.closed {
            Some(first) => first.count += closed.count,
            None => self.closed = Some(closed),
        }
    }
}

/// What is searched for.
pub(super) struct Search {
    spellings: AhoCorasick,
    /// Canary and coding of each spelling.
    of: Vec<(usize, Coding)>,
    beginnings: AhoCorasick,
}

impl Search {
    /// Prepares to search for canaries, which are named by their places in the list.
    ///
    /// # Errors
    ///
    /// [`BuildError`] if there are more than the machine can hold at once.
    pub(super) fn new(canaries: &[Canary]) -> Result<Self, BuildError> {
        let mut of = Vec::new();
        let mut patterns = Vec::new();
        for (canary, what) in canaries.iter().enumerate() {
            for spelling in what.spellings() {
                of.push((canary, spelling.coding));
                patterns.push(spelling.bytes);
            }
        }
        let spellings = AhoCorasick::builder()
            // Hex and URL escapes have both cases, and so may whatever a program shouts.
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            .build(patterns)?;
        let beginnings = AhoCorasick::new(BEGINNINGS.map(|(bytes, _)| bytes))?;
        Ok(Self {
            spellings,
            of,
            beginnings,
        })
    }

    /// Returns how many spellings are searched for.
    pub(super) fn spellings(&self) -> usize {
        self.of.len()
    }

    /// Searches bytes that are all at hand.
    pub(super) fn search_bytes(&self, bytes: &[u8]) -> Searched {
        self.search_unpacked(bytes, DEPTH)
    }

    fn search_unpacked(&self, bytes: &[u8], depth: usize) -> Searched {
        let mut searched = Searched {
            bytes: bytes.len() as u64,
            ..Searched::default()
        };
        self.search_window(bytes, 0, 0, &mut searched);
        self.search_packed(bytes, bytes, 0, 0, depth, &mut searched);
        searched
    }

    /// Searches all of a haystack, a window at a time.
    ///
    /// # Errors
    ///
    /// What reading it answers.
    pub(super) fn search<H: Haystack + ?Sized>(&self, haystack: &H) -> io::Result<Searched> {
        let mut searched = Searched::default();
        // What lies across two windows is in the part that they share.
        let shared = self.spellings.max_pattern_len().max(PATTERN_MIN_LEN);
        let mut window = vec![0; shared + WINDOW_LEN];
        let (mut kept, mut offset) = (0, 0);
        loop {
            let len = read_full(haystack, &mut window[kept..], offset + kept as u64)?;
            if len == 0 {
                return Ok(searched);
            }
            searched.bytes += len as u64;
            let full = &window[..kept + len];
            self.search_window(full, kept, offset, &mut searched);
            self.search_packed(haystack, full, kept, offset, DEPTH, &mut searched);
            let keep = shared.min(full.len());
            let from = full.len() - keep;
            window.copy_within(from..from + keep, 0);
            offset += from as u64;
            kept = keep;
        }
    }

    /// Notes what is in a window and not wholly in the part known from the window before.
    fn search_window(&self, window: &[u8], known: usize, offset: u64, searched: &mut Searched) {
        for found in self.spellings.find_iter(window) {
            if found.end() <= known {
                continue;
            }
            let Some(&(canary, coding)) = self.of.get(found.pattern().as_usize()) else {
                continue;
            };
            let hit = Hit {
                offset: offset + found.start() as u64,
                coding,
                packed: Vec::new(),
                count: 1,
            };
            searched.add(canary, hit);
        }
    }

    fn search_packed<H: Haystack + ?Sized>(
        &self,
        haystack: &H,
        window: &[u8],
        known: usize,
        offset: u64,
        depth: usize,
        searched: &mut Searched,
    ) {
        for found in self.beginnings.find_iter(window) {
            let packing = BEGINNINGS[found.pattern().as_usize()].1;
            if found.end() <= known {
                continue;
            }
            let offset = offset + found.start() as u64;
            let mut closed = |why| {
                searched.close(Closed {
                    offset,
                    why,
                    count: 1,
                });
            };
            if depth == 0 {
                // Beginnings turn up by chance; so deep nothing is claimed to have been unpacked.
                continue;
            }
            let bytes = match unpack(packing, Onward { haystack, offset }) {
                Unpacked::Bytes(bytes) => bytes,
                Unpacked::Beginning(bytes) => {
                    closed(format!("{packing}: more than {UNPACKED_MAX_LEN} bytes"));
                    bytes
                }
                Unpacked::Unknown => {
                    closed(format!("{packing}: not unpacked by this program"));
                    continue;
                }
            };
            if bytes.len() < PATTERN_MIN_LEN {
                continue;
            }
            let inner = self.search_unpacked(&bytes, depth - 1);
            searched.take_in(inner, offset, packing);
        }
    }
}

/// Fills a buffer as far as there is something.
fn read_full<H: Haystack + ?Sized>(
    haystack: &H,
    buffer: &mut [u8],
    offset: u64,
) -> io::Result<usize> {
    let mut len = 0;
    while len < buffer.len() {
        match haystack.read_from(&mut buffer[len..], offset + len as u64) {
            Ok(0) => break,
            Ok(more) => len += more,
            Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
            Err(err) => return Err(err),
        }
    }
    Ok(len)
}

#[cfg(test)]
mod tests;
