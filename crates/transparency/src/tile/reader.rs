//! Reads the hashes of a tree from its tiles.

use super::hashes::{TileBytesError, parse_hashes};
use super::need::place;
use super::path::Tile;
use crate::tree::{Hash, HashReader, Node, complete_root};

/// Reads subtree hashes of a log of one size from tiles that `fetch` returns.
///
/// The tiles are as `fetch` gives them; only a root vouches for them. Nothing is cached: a proof
/// asks for a tile as often as it needs a hash of it.
#[derive(Debug, Clone, Copy)]
pub struct TileReader<F> {
    size: u64,
    fetch: F,
}

impl<F> TileReader<F> {
    /// Makes a reader for the log of `size` entries.
    pub fn new(size: u64, fetch: F) -> Self {
        Self { size, fetch }
    }
}

impl<B, E, F> HashReader for TileReader<F>
where
    B: AsRef<[u8]>,
    F: Fn(&Tile) -> Result<B, E>,
{
    type Error = TileReadError<E>;

    fn read(&self, node: Node) -> Result<Hash, Self::Error> {
        let place = place(node, self.size).ok_or(TileReadError::Incomplete {
            node,
            size: self.size,
        })?;
        let tile = place.tile;
        let bytes = (self.fetch)(&tile).map_err(|source| TileReadError::Fetch { tile, source })?;
        let malformed = |source| TileReadError::Malformed { tile, source };
        let hashes = parse_hashes(bytes.as_ref(), tile.width()).map_err(malformed)?;
        let hashes =
            hashes
                .get(place.from..place.from + place.count)
                .ok_or(TileReadError::Incomplete {
                    node,
                    size: self.size,
                })?;
        Ok(complete_root(hashes))
    }
}

/// Why a hash cannot be read from tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TileReadError<E> {
    /// The log is too small to have this subtree whole.
    #[error("subtree {} of level {} is not complete in a log of {size} entries", node.index, node.level)]
    Incomplete {
        /// The subtree.
        node: Node,
        /// The size of the log.
        size: u64,
    },
    /// The tile could not be had.
    #[error("cannot read {tile}")]
    Fetch {
        /// The tile.
        tile: Tile,
        /// Why not.
        source: E,
    },
    /// The tile has the wrong length.
    #[error("{tile} is malformed")]
    Malformed {
        /// The tile.
        tile: Tile,
        /// What is wrong with it.
        source: TileBytesError,
    },
}
