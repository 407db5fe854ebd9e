//! Which tiles are needed, and which change when a log grows.
//!
//! All answers are sorted by layer and index and name each tile once, in the width that it has in
//! the log of the given size.

use std::collections::BTreeSet;
use std::ops::Range;

use super::path::{Layer, TILE_WIDTH, Tile};
use crate::tree::{Node, consistency_ranges, inclusion_ranges, peaks};

/// Lists the tiles from which the proof is made that leaf `index` is in a log of `size`; none if
/// it is not.
#[must_use]
pub fn tiles_for_inclusion(index: u64, size: u64) -> Vec<Tile> {
    if index >= size {
        return Vec::new();
    }
    tiles_for_ranges(&inclusion_ranges(index, size), size)
}

/// Lists the tiles from which the proof is made that a log of `new` entries begins with that of
/// `old`; none if that is no question.
#[must_use]
pub fn tiles_for_consistency(old: u64, new: u64) -> Vec<Tile> {
    if old >= new {
        return Vec::new();
    }
    tiles_for_ranges(&consistency_ranges(old, new), new)
}

/// Lists the tiles that give the subtrees before `start` in a log of `size`, for
/// [`verify_suffix`](crate::tree::verify_suffix). With `start` a multiple of 256 all of them are
/// of level 1 and above. None if `start` lies beyond the end.
#[must_use]
pub fn tiles_for_prefix(start: u64, size: u64) -> Vec<Tile> {
    if start > size {
        return Vec::new();
    }
    tiles_for_ranges(std::slice::from_ref(&(0..start)), size)
}

/// Lists the entry bundles from the one that holds entry `start` to the end of a log of `size`.
#[must_use]
pub fn bundles_of_window(start: u64, size: u64) -> Vec<Tile> {
    let width = u64::from(TILE_WIDTH);
    (start / width..size.div_ceil(width))
        .filter_map(|index| Tile::in_log(Layer::Entries, index, size))
        .collect()
}

/// Lists the entry bundles to write when a log grows from `old` to `new`.
#[must_use]
pub fn bundles_of_growth(old: u64, new: u64) -> Vec<Tile> {
    if old >= new {
        return Vec::new();
    }
    bundles_of_window(old, new)
}

/// Lists the hash tiles to write when a log grows from `old` to `new`: all that become full, and
/// the partial one at the right edge of every level that changed.
#[must_use]
pub fn tiles_of_growth(old: u64, new: u64) -> Vec<Tile> {
    let width = u64::from(TILE_WIDTH);
    levels(new)
        .flat_map(|level| {
            let (before, after) = (old >> (8 * level), new >> (8 * level));
            let changed = if before < after {
                before / width..after.div_ceil(width)
            } else {
                0..0
            };
            changed.filter_map(move |index| Tile::in_log(Layer::Hashes(level), index, new))
        })
        .collect()
}

/// Lists the partial hash tiles of a log of `size`: its right edge, from which it grows.
#[must_use]
pub fn tiles_of_edge(size: u64) -> Vec<Tile> {
    levels(size)
        .filter_map(|level| {
            let index = (size >> (8 * level)) / u64::from(TILE_WIDTH);
            Tile::in_log(Layer::Hashes(level), index, size)
        })
        .collect()
}

/// Returns the levels that a log of `size` has tiles of.
pub(super) fn levels(size: u64) -> impl Iterator<Item = u8> {
    (0..8u8).take_while(move |level| size >> (8 * level) > 0)
}

fn tiles_for_ranges(ranges: &[Range<u64>], size: u64) -> Vec<Tile> {
    let tiles: BTreeSet<Tile> = ranges
        .iter()
        .flat_map(peaks)
        .filter_map(|node| Some(place(node, size)?.tile))
        .collect();
    tiles.into_iter().collect()
}

/// Where a node is in the tiles: the hashes `from..from + count` of a tile fold to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) tile: Tile,
    pub(super) from: usize,
    pub(super) count: usize,
}

/// Finds a node in a log of `size`; `None` if it is not complete there.
pub(super) fn place(node: Node, size: u64) -> Option<Place> {
    if node.leaves()?.end > size {
        return None;
    }
    let (level, height) = (node.level / 8, node.level % 8);
    let first = node.index << height;
    let width = u64::from(TILE_WIDTH);
    Some(Place {
        tile: Tile::in_log(Layer::Hashes(level), first / width, size)?,
        from: usize::try_from(first % width).ok()?,
        count: 1 << height,
    })
}
