//! The tree, recomputed from all entries: its root, every stored hash, and the roots that it had
//! at earlier sizes.
//!
//! Entry bundles and their tiles are fetched, parsed and hashed on all cores, [`STRIDE`] at a
//! time, while those before are looked at in order; that holds the right edge of the tree only.

use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use bellrope_bundle::Log;
use bellrope_transparency::entry::{Entry, parse_bundle};
use bellrope_transparency::tile::{Layer, TILE_WIDTH, Tile, parse_hashes};
use bellrope_transparency::tree::{Frontier, Hash, TreeHead, root_of};
use rayon::prelude::*;

use super::kind::{ENTRIES, ROOT, TILE};
use crate::check::Subject;
use crate::finding::{Check, said};
use crate::source::Item;

/// Entries of a full bundle.
const WIDTH: usize = TILE_WIDTH as usize;
/// Leaves whose subtree is hashed once, for the log and for its batch: batches of the intake log
/// are multiples of it.
pub(super) const GROUP: usize = 16;
/// Bundles in work at once: 16,384 entries, about 3 MiB.
const STRIDE: u64 = 64;
/// Strides that wait, hashed, for their turn.
const AHEAD: usize = 1;

/// One bundle of entries, hashed.
pub(super) struct Leaves {
    /// Index of the first entry.
    pub(super) first: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) hashes: Vec<Hash>,
    /// Roots of the whole groups of [`GROUP`] leaves.
    pub(super) groups: Vec<Hash>,
    /// The root over all of them, if the bundle is full.
    root: Option<Hash>,
}

/// What one bundle came to, before it is its turn.
struct Fetched {
    leaves: Result<Leaves, Trouble>,
    /// The level-0 tile beside it, if it is not the one that the entries give.
    tile: Option<Trouble>,
}

/// Something about one tile or bundle.
enum Trouble {
    Unread {
        place: String,
        why: String,
    },
    Wrong {
        place: String,
        expected: String,
        found: String,
    },
}

/// Reads all entries in order and gives them to `each`; returns whether all could be read.
///
/// `wanted` holds roots that the tree must have had, by size; `each` of them is answered by
/// `past`, with the root that it had.
pub(super) fn walk(
    subject: &Subject<'_>,
    log: Log,
    head: TreeHead,
    wanted: &BTreeMap<u64, Vec<Wanted>>,
    check: &mut Check,
    mut each: impl FnMut(&Leaves, &mut Check),
) -> bool {
    let mut edge = RightEdge::new(subject, log, head);
    thread::scope(|scope| {
        let (sender, strides) = sync_channel(AHEAD);
        scope.spawn(move || fetch_strides(subject, log, head.size, &sender));
        for fetched in strides.into_iter().flatten() {
            if let Some(trouble) = fetched.tile {
                trouble.report(check, &TILE);
            }
            match fetched.leaves {
                Ok(leaves) => {
                    edge.take(&leaves, wanted, check);
                    each(&leaves, check);
                }
                Err(trouble) => {
                    trouble.report(check, &ENTRIES);
                    check.could_not(
                        format!("{log}: what follows the missing entries"),
                        "a tree cannot be computed across a gap",
                    );
                    return false;
                }
            }
        }
        edge.finish(wanted, check);
        true
    })
}

/// Fetches all bundles, [`STRIDE`] at a time, until nobody takes them any more.
fn fetch_strides(subject: &Subject<'_>, log: Log, size: u64, sender: &SyncSender<Vec<Fetched>>) {
    let bundles = size.div_ceil(WIDTH as u64);
    let mut first = 0;
    while first < bundles {
        let last = bundles.min(first + STRIDE);
        let fetched = (first..last)
            .into_par_iter()
            .map(|index| fetch(subject, log, index, size))
            .collect();
        if sender.send(fetched).is_err() {
            return;
        }
        first = last;
    }
}

/// A root that the log must have had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) root: Hash,
    /// Who says so, for the report.
    pub(super) said_by: String,
    pub(super) kind: &'static crate::finding::Kind,
}

impl Trouble {
    fn report(self, check: &mut Check, kind: &'static crate::finding::Kind) {
        match self {
            Self::Unread { place, why } => check.could_not(place, why),
            Self::Wrong {
                place,
                expected,
                found,
            } => check.find(kind, place, expected, found),
        }
    }
}

fn fetch(subject: &Subject<'_>, log: Log, index: u64, size: u64) -> Fetched {
    let leaves = fetch_entries(subject, log, index, size);
    let tile = match &leaves {
        Ok(leaves) => Tile::in_log(Layer::Hashes(0), index, size)
            .and_then(|tile| hold_tile(subject, log, (tile, &leaves.hashes))),
        Err(_) => None,
    };
    Fetched { leaves, tile }
}

fn fetch_entries(
    subject: &Subject<'_>,
    log: Log,
    index: u64,
    size: u64,
) -> Result<Leaves, Trouble> {
    let first = index * WIDTH as u64;
    let Some(tile) = Tile::in_log(Layer::Entries, index, size) else {
        return Err(Trouble::Unread {
            place: log.to_string(),
            why: format!("a log of {size} entries has no bundle {index}"),
        });
    };
    let (item, width) = (Item::Tile { log, tile }, tile.width());
    let bytes = match subject.source.read(&subject.desk, item) {
        Ok(bytes) => bytes,
        Err(err) => {
            return Err(Trouble::Unread {
                place: item.to_string(),
                why: said(&err),
            });
        }
    };
    let wrong = |found: String| Trouble::Wrong {
        place: item.to_string(),
        expected: format!("{width} entries"),
        found,
    };
    let bytes = bytes.ok_or_else(|| wrong("nothing".to_owned()))?;
    let entries = parse_bundle(&bytes, width).map_err(|err| wrong(said(&err)))?;
    let hashes: Vec<Hash> = entries.iter().map(Entry::leaf_hash).collect();
    let groups: Vec<Hash> = hashes
        .chunks_exact(GROUP)
        .map(|group| root_of(group.iter().copied()))
        .collect();
    let is_full = hashes.len() == WIDTH;
    Ok(Leaves {
        first,
        root: is_full.then(|| root_of(groups.iter().copied())),
        entries,
        hashes,
        groups,
    })
}

/// Holds a stored tile against the hashes that it must hold.
fn hold_tile(subject: &Subject<'_>, log: Log, at: (Tile, &[Hash])) -> Option<Trouble> {
    let (tile, hashes) = at;
    let (item, width) = (Item::Tile { log, tile }, tile.width());
    let wrong = |expected: String, found: String| {
        Some(Trouble::Wrong {
            place: item.to_string(),
            expected,
            found,
        })
    };
    let bytes = match subject.source.read(&subject.desk, item) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return wrong(format!("{width} hashes"), "nothing".to_owned()),
        Err(err) => {
            return Some(Trouble::Unread {
                place: item.to_string(),
                why: said(&err),
            });
        }
    };
    let held = hashes.iter().map(Hash::as_bytes);
    if bytes.len() == hashes.len() * Hash::LEN && bytes.chunks(Hash::LEN).eq(held) {
        return None;
    }
    let stored = match parse_hashes(&bytes, width) {
        Ok(stored) => stored,
        Err(err) => return wrong(format!("{width} hashes"), said(&err)),
    };
    let pairs = || stored.iter().zip(hashes).enumerate();
    let (at, (found, hash)) = pairs().find(|(_, (found, hash))| found != hash)?;
    let differ = pairs().filter(|(_, (found, hash))| found != hash).count();
    let expected = format!("hash {at} is {hash}");
    wrong(
        expected,
        format!("{found}; {differ} hashes of the tile differ"),
    )
}

/// The right edge of the tree: the roots of full bundles, and the tiles above level 0 that are
/// not full yet.
struct RightEdge<'a> {
    subject: &'a Subject<'a>,
    log: Log,
    head: TreeHead,
    /// Over the roots of full bundles.
    bundles: Frontier,
    /// Peaks of the last, partial bundle.
    rest: Vec<Hash>,
    /// The hashes so far of the last tile of each level from 1, and its index.
    levels: Vec<(u64, Vec<Hash>)>,
}

impl<'a> RightEdge<'a> {
    fn new(subject: &'a Subject<'a>, log: Log, head: TreeHead) -> Self {
        Self {
            subject,
            log,
            head,
            bundles: Frontier::new(),
            rest: Vec::new(),
            levels: Vec::new(),
        }
    }

    fn take(&mut self, leaves: &Leaves, wanted: &BTreeMap<u64, Vec<Wanted>>, check: &mut Check) {
        let end = leaves.first + leaves.hashes.len() as u64;
        for (size, wanted) in wanted.range(leaves.first..end) {
            let within = usize::try_from(size - leaves.first).unwrap_or(0);
            let root = self.root_with(*size, &leaves.hashes[..within]);
            hold_wanted(self.log, *size, wanted, root, check);
        }
        match leaves.root {
            Some(root) => {
                self.bundles.push(root);
                self.push_hash(root, check);
            }
            None => self.rest = peaks(&leaves.hashes),
        }
    }

    /// Returns the root of the full bundles so far followed by these leaves.
    fn root_with(&self, size: u64, leaves: &[Hash]) -> Option<Hash> {
        let peaks = self.bundles.peaks().iter().copied().chain(peaks(leaves));
        let frontier = Frontier::from_peaks(size, peaks.collect()).ok()?;
        Some(frontier.root())
    }

    /// Adds the root of a full bundle to level 1, and what becomes full to the levels above.
    fn push_hash(&mut self, hash: Hash, check: &mut Check) {
        let mut carry = hash;
        for level in 1u8..8 {
            let position = usize::from(level) - 1;
            if self.levels.len() == position {
                self.levels.push((0, Vec::new()));
            }
            let (index, hashes) = &mut self.levels[position];
            hashes.push(carry);
            if hashes.len() < WIDTH {
                return;
            }
            let trouble = Tile::in_log(Layer::Hashes(level), *index, self.head.size)
                .and_then(|tile| hold_tile(self.subject, self.log, (tile, hashes)));
            carry = root_of(hashes.iter().copied());
            *index += 1;
            hashes.clear();
            if let Some(trouble) = trouble {
                trouble.report(check, &TILE);
            }
        }
    }

    fn finish(self, wanted: &BTreeMap<u64, Vec<Wanted>>, check: &mut Check) {
        for (level, (index, hashes)) in (1u8..).zip(&self.levels) {
            // None of a level that ends with a full tile.
            let tile = Tile::in_log(Layer::Hashes(level), *index, self.head.size);
            let held = tile.and_then(|tile| hold_tile(self.subject, self.log, (tile, hashes)));
            if let Some(trouble) = held {
                trouble.report(check, &TILE);
            }
        }
        let size = self.head.size;
        let peaks = self.bundles.peaks().iter().chain(&self.rest).copied();
        let root = Frontier::from_peaks(size, peaks.collect()).map(|f| f.root());
        let root = root.ok();
        if root != Some(self.head.root) {
            let place = Item::Checkpoint { log: self.log };
            let found = root.map_or("none".to_owned(), |root| root.to_string());
            check.find(
                &ROOT,
                place,
                self.head.root,
                format!("{found} from the entries"),
            );
        }
        if let Some(wanted) = wanted.get(&size) {
            hold_wanted(self.log, size, wanted, root, check);
        }
    }
}

fn hold_wanted(log: Log, size: u64, wanted: &[Wanted], root: Option<Hash>, check: &mut Check) {
    let found = root.map_or("none".to_owned(), |root| root.to_string());
    for wanted in wanted.iter().filter(|wanted| Some(wanted.root) != root) {
        let place = format!("{log}, size {size}, {}", wanted.said_by);
        check.find(wanted.kind, place, wanted.root, &found);
    }
}

/// Cuts leaves into complete subtrees, largest first, and takes their roots.
fn peaks(leaves: &[Hash]) -> Vec<Hash> {
    let frontier: Frontier = leaves.iter().copied().collect();
    frontier.peaks().to_vec()
}
