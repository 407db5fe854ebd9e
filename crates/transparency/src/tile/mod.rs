//! Tiles: how a log is stored and served (C2SP tlog-tiles).
//!
//! A hash tile holds up to 256 hashes of one level: at level 0 those of leaves, at level *l* + 1
//! the roots of full tiles of level *l*. An entry bundle holds up to 256 entries. Only the last
//! tile of each level is partial; what is full never changes.
//!
//! # Wire format
//!
//! ```text
//! tile/<level>/<index>[.p/<width>]     width × 32 bytes
//! tile/entries/<index>[.p/<width>]     width × (length u16 ‖ entry)
//! ```
//!
//! Tiles carry no signature: what is computed from them must be held against the root of a
//! verified checkpoint.

mod bundle;
mod edge;
mod hashes;
mod need;
mod path;
mod reader;
#[cfg(test)]
mod tests;

pub use bundle::{EntryBundleError, parse_entries, write_entries};
pub use edge::{Edge, EdgeError, WrittenTile};
pub use hashes::{TileBytesError, parse_hashes, write_hashes};
pub use need::{
    bundles_of_growth, bundles_of_window, tiles_for_consistency, tiles_for_inclusion,
    tiles_for_prefix, tiles_of_edge, tiles_of_growth,
};
pub use path::{Layer, MAX_LEVEL, TILE_WIDTH, Tile, TileError, TilePathError};
pub use reader::{TileReadError, TileReader};
