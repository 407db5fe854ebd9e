//! Coordinates of a tile, and their path.

use std::fmt;
use std::str::FromStr;

/// Hashes in a full tile, entries in a full bundle.
pub const TILE_WIDTH: u16 = 256;
/// Greatest level that a path may name. Logs that fit in 64 bits end at level 7.
pub const MAX_LEVEL: u8 = 63;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Hashes of a level, from 0 at the leaves.
    Hashes(u8),
    /// Entries.
    Entries,
}

/// The coordinates of a hash tile or an entry bundle.
///
/// Their path, through [`fmt::Display`] and [`FromStr`], is relative to the log and has exactly
/// one spelling: `tile/0/x001/234.p/12`, `tile/entries/000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    layer: Layer,
    index: u64,
    width: u16,
}

impl Tile {
    /// Makes coordinates.
    ///
    /// # Errors
    ///
    /// [`TileError::Level`] above [`MAX_LEVEL`], [`TileError::Width`] unless 1 to [`TILE_WIDTH`].
    pub fn new(layer: Layer, index: u64, width: u16) -> Result<Self, TileError> {
        if let Layer::Hashes(level) = layer
            && level > MAX_LEVEL
        {
            return Err(TileError::Level { level });
        }
        if !(1..=TILE_WIDTH).contains(&width) {
            return Err(TileError::Width { width });
        }
        Ok(Self {
            layer,
            index,
            width,
        })
    }

    /// Returns tile `index` of a layer as it is in a log of `size` entries; `None` if it would be
    /// empty.
    #[must_use]
    pub fn in_log(layer: Layer, index: u64, size: u64) -> Option<Self> {
        let level = match layer {
            Layer::Hashes(level) => level,
            Layer::Entries => 0,
        };
        let hashes = size.checked_shr(8 * u32::from(level))?;
        let before = index.checked_mul(TILE_WIDTH.into())?;
        let width = hashes.checked_sub(before)?.min(TILE_WIDTH.into());
        Self::new(layer, index, u16::try_from(width).ok()?).ok()
    }

    /// Returns what the tile holds.
    #[must_use]
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Returns its number from the left within the layer.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Returns how many hashes or entries it holds, 1 to 256.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Says whether it is full, so that it will never change.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Returns the full tile in the same place, which may be served when the partial one is gone.
    #[must_use]
    pub fn to_full(self) -> Self {
        Self {
            width: TILE_WIDTH,
            ..self
        }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer {
            Layer::Hashes(level) => write!(f, "tile/{level}/")?,
            Layer::Entries => f.write_str("tile/entries/")?,
        }
        write_index(f, self.index)?;
        if !self.is_full() {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

/// Writes an index in groups of three digits, each but the last with an `x` before it.
fn write_index(f: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    if index >= 1000 {
        write_groups(f, index / 1000)?;
    }
    write!(f, "{:03}", index % 1000)
}

fn write_groups(f: &mut fmt::Formatter<'_>, groups: u64) -> fmt::Result {
    if groups >= 1000 {
        write_groups(f, groups / 1000)?;
    }
    write!(f, "x{:03}/", groups % 1000)
}

impl FromStr for Tile {
    type Err = TilePathError;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let rest = path.strip_prefix("tile/").ok_or(TilePathError::Form)?;
        let (layer, rest) = rest.split_once('/').ok_or(TilePathError::Form)?;
        let layer = match layer {
            "entries" => Layer::Entries,
            level => Layer::Hashes(parse_number(level).ok_or(TilePathError::Level)?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, parse_partial_width(width)?),
            None => (rest, TILE_WIDTH),
        };
        Ok(Self::new(layer, parse_index(index)?, width)?)
    }
}

fn parse_partial_width(width: &str) -> Result<u16, TilePathError> {
    parse_number(width)
        .filter(|width| (1..TILE_WIDTH).contains(width))
        .ok_or(TilePathError::Width)
}

fn parse_number<T: FromStr>(digits: &str) -> Option<T> {
    let canonical = digits == "0" || !digits.starts_with('0');
    let decimal = digits.bytes().all(|b| b.is_ascii_digit());
    (canonical && decimal).then(|| digits.parse().ok())?
}

fn parse_index(path: &str) -> Result<u64, TilePathError> {
    let (groups, last) = match path.rsplit_once('/') {
        Some((groups, last)) => (Some(groups), last),
        None => (None, path),
    };
    let mut index = 0u64;
    for group in groups.into_iter().flat_map(|groups| groups.split('/')) {
        let group = group.strip_prefix('x').ok_or(TilePathError::Index)?;
        index = push_group(index, group)?;
        // `x000` in front would be a second spelling of the same index.
        if index == 0 {
            return Err(TilePathError::Index);
        }
    }
    push_group(index, last)
}

fn push_group(index: u64, group: &str) -> Result<u64, TilePathError> {
    if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
        return Err(TilePathError::Index);
    }
    let group: u64 = group.parse().map_err(|_| TilePathError::Index)?;
    index
        .checked_mul(1000)
        .and_then(|index| index.checked_add(group))
        .ok_or(TilePathError::Index)
}

/// Why coordinates are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TileError {
    /// There is no such level.
    #[error("tile has level {level}, at most {MAX_LEVEL} are allowed")]
    Level {
        /// The level.
        level: u8,
    },
    /// There is no tile of such a width.
    #[error("tile has width {width}, expected 1 to {TILE_WIDTH}")]
    Width {
        /// The width.
        width: u16,
    },
}

/// Why a path names no tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TilePathError {
    /// The path does not have the parts of a tile's.
    #[error("path is not that of a tile")]
    Form,
    /// The level is not a decimal number of the one spelling.
    #[error("tile path has no valid level")]
    Level,
    /// The index is not in groups of three digits, or too large.
    #[error("tile path has no valid index")]
    Index,
    /// The width is not a decimal number from 1 to 255.
    #[error("tile path has no valid width")]
    Width,
    /// The numbers are well written and name no tile.
    #[error("tile path is out of range")]
    Range(#[from] TileError),
}
