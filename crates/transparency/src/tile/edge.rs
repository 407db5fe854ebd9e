//! The right edge of a log in tiles: takes leaves, gives the tiles to write.

use super::hashes::{TileBytesError, parse_hashes, write_hashes};
use super::need::{levels, tiles_of_edge};
use super::path::{Layer, TILE_WIDTH, Tile};
use crate::tree::{Frontier, FrontierError, Hash, complete_root};

/// The partial tiles of a log: what its next tiles are made from.
///
/// A relay keeps one per log, appends the leaves of a batch, and writes the tiles that come out
/// together with the checkpoint. After a restart it is read back from the stored partial tiles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// The hashes of the partial tile of each level, fewer than 256 each.
    levels: Vec<Vec<Hash>>,
}

/// A tile and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTile {
    /// Its coordinates.
    pub tile: Tile,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Edge {
    /// Makes the edge of the empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the edge of a log of `size` entries from its partial tiles
    /// ([`tiles_of_edge`]). Hold its [`Edge::frontier`] against the last checkpoint.
    ///
    /// # Errors
    ///
    /// [`EdgeError::Fetch`], [`EdgeError::Malformed`] for a tile of the wrong length.
    pub fn read<B: AsRef<[u8]>, E>(
        size: u64,
        mut fetch: impl FnMut(&Tile) -> Result<B, E>,
    ) -> Result<Self, EdgeError<E>> {
        let mut edge = Self {
            size,
            levels: levels(size).map(|_| Vec::new()).collect(),
        };
        for tile in tiles_of_edge(size) {
            let bytes = fetch(&tile).map_err(|source| EdgeError::Fetch { tile, source })?;
            let hashes = parse_hashes(bytes.as_ref(), tile.width())
                .map_err(|source| EdgeError::Malformed { tile, source })?;
            if let Layer::Hashes(level) = tile.layer()
                && let Some(slot) = edge.levels.get_mut(usize::from(level))
            {
                *slot = hashes;
            }
        }
        Ok(edge)
    }

    /// Returns the number of entries of the log.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the frontier of the log, and with it its root.
    ///
    /// # Errors
    ///
    /// [`FrontierError::Size`] for a log larger than any that we handle.
    pub fn frontier(&self) -> Result<Frontier, FrontierError> {
        let peaks = self
            .levels
            .iter()
            .rev()
            .flat_map(|hashes| peaks_of(hashes))
            .collect();
        Frontier::from_peaks(self.size, peaks)
    }

    /// Appends leaves and returns exactly the hash tiles to write, sorted by level and index: as
    /// [`tiles_of_growth`](super::tiles_of_growth) lists them.
    pub fn append(&mut self, leaves: impl IntoIterator<Item = Hash>) -> Vec<WrittenTile> {
        let before = self.size;
        let mut written = Vec::new();
        for leaf in leaves {
            self.push(leaf, &mut written);
        }
        written.extend(self.partial_since(before));
        written.sort_by_key(|written| written.tile);
        written
    }

    fn push(&mut self, leaf: Hash, written: &mut Vec<WrittenTile>) {
        let mut carry = Some(leaf);
        let mut level = 0u8;
        self.size += 1;
        while let Some(hash) = carry.take() {
            let position = usize::from(level);
            if self.levels.len() == position {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[position];
            hashes.push(hash);
            if hashes.len() == usize::from(TILE_WIDTH) {
                let index = (self.size >> (8 * level)) / u64::from(TILE_WIDTH) - 1;
                written.extend(write(level, index, hashes));
                carry = Some(complete_root(hashes));
                hashes.clear();
                level += 1;
            }
        }
    }

    /// Returns the partial tiles of all levels that have changed since a size.
    fn partial_since(&self, before: u64) -> impl Iterator<Item = WrittenTile> {
        (0..8u8)
            .zip(&self.levels)
            .filter_map(move |(level, hashes)| {
                let now = self.size >> (8 * level);
                if now == before >> (8 * level) {
                    return None;
                }
                write(level, now / u64::from(TILE_WIDTH), hashes)
            })
    }
}

fn write(level: u8, index: u64, hashes: &[Hash]) -> Option<WrittenTile> {
    let width = u16::try_from(hashes.len()).ok()?;
    Some(WrittenTile {
        tile: Tile::new(Layer::Hashes(level), index, width).ok()?,
        bytes: write_hashes(hashes),
    })
}

/// Cuts the hashes of a partial tile into complete subtrees, largest first, and takes their roots.
fn peaks_of(mut hashes: &[Hash]) -> Vec<Hash> {
    let mut peaks = Vec::new();
    while let Some(height) = hashes.len().checked_ilog2() {
        let (complete, rest) = hashes.split_at(1 << height);
        peaks.push(complete_root(complete));
        hashes = rest;
    }
    peaks
}

/// Why the edge of a log cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EdgeError<E> {
    /// A tile could not be had.
    #[error("cannot read {tile}")]
    Fetch {
        /// The tile.
        tile: Tile,
        /// Why not.
        source: E,
    },
    /// A tile has the wrong length.
    #[error("{tile} is malformed")]
    Malformed {
        /// The tile.
        tile: Tile,
        /// What is wrong with it.
        source: TileBytesError,
    },
}
