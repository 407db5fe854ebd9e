//! A reader of our own for the relay's database file: every page of it, used or not.
//!
//! Written from redb's published file format (`docs/design.md` of redb 4.6, file format 3), not
//! with redb: opening a database repairs it, locks it and hides free pages, and an auditor changes
//! nothing and looks at everything. Every used page is held against the checksum that its parent
//! keeps, up to the commit slot in the file's header.
//!
//! In scope: header, trees, allocator, lists of freed pages, what free pages still hold. Out of
//! scope: what the rows mean, see [`super::table`].

mod header;
mod leaf;
mod page;
mod system;
mod tree;

pub use header::Header;
pub use leaf::{Branch, Child, Leaf, Shape};
pub use page::{PAGE_LEN, PageNumber, Pages, REGION_PAGES, Use, offset_of};
pub use system::{Definition, check_bookkeeping, free_pages, parse_definition, parse_page_list};
pub use tree::{Root, Tree, Visit};

use std::io;

/// Why the database cannot be read further.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// The disk failed.
    #[error("cannot read the database")]
    Io(#[from] io::Error),
    /// It is not as its format says.
    #[error("{place}: {found}, expected {expected}")]
    Broken {
        /// Where.
        place: String,
        /// What had to be there.
        expected: String,
        /// What is there.
        found: String,
    },
}

impl DatabaseError {
    pub(super) fn broken(
        place: impl ToString,
        expected: impl ToString,
        found: impl ToString,
    ) -> Self {
        Self::Broken {
            place: place.to_string(),
            expected: expected.to_string(),
            found: found.to_string(),
        }
    }
}

/// Reads a little-endian number at an offset.
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*eight))
}

/// Reads a little-endian number at an offset.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}

/// Reads a little-endian number at an offset.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*two))
}

/// Says whether bytes are all zeros, or all 0xFF (with which a debug build of redb fills pages).
pub(crate) fn is_filler(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0) || bytes.iter().all(|byte| *byte == 0xFF)
}
