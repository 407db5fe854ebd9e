//! The check of a window: all leaves from some point on, and the subtrees before it.

use super::frontier::{Frontier, FrontierError};
use super::hash::{Hash, TreeHead};
use super::node::{HashReader, MissingLeaf, Node, complete_root, peaks};

/// Leaves in a full entry bundle; windows begin with a whole one.
const BUNDLE_WIDTH: u64 = 256;

/// Verifies that a tree ends in exactly these leaves, and returns its frontier.
///
/// `prefix` are the roots of the complete subtrees before `start`, largest first, as tiles of
/// level 1 and above give them ([`crate::tile::tiles_for_prefix`]); they need no proof of their
/// own, for with a wrong one the root comes out wrong. `leaves` are the hashes of all leaves from
/// `start` on. One root vouches for all of them at once: which leaves interest the reader does
/// not show.
///
/// # Errors
///
/// [`SuffixError::Unaligned`] if `start` is not a multiple of 256, [`SuffixError::Beyond`] if it
/// lies after the end, [`SuffixError::Prefix`] for a wrong number of subtrees,
/// [`SuffixError::TooFew`] and [`SuffixError::TooMany`] for the leaves, [`SuffixError::Root`] if anything
/// else than the log was given.
///
/// Spec: docs/protocol.md §11.3, §15.
pub fn verify_suffix(
    head: &TreeHead,
    start: u64,
    prefix: &[Hash],
    leaves: impl IntoIterator<Item = Hash>,
) -> Result<Frontier, SuffixError> {
    let size = head.size;
    if !start.is_multiple_of(BUNDLE_WIDTH) {
        return Err(SuffixError::Unaligned { start });
    }
    if start > size {
        return Err(SuffixError::Beyond { start, size });
    }
    let mut frontier = Frontier::from_peaks(start, prefix.to_vec())?;
    for leaf in leaves {
        if frontier.size() == size {
            return Err(SuffixError::TooMany {
                expected: size - start,
            });
        }
        frontier.push(leaf);
    }
    if frontier.size() != size {
        return Err(SuffixError::TooFew {
            count: frontier.size() - start,
            expected: size - start,
        });
    }
    if frontier.root() != head.root {
        return Err(SuffixError::Root);
    }
    Ok(frontier)
}

/// Reads from a window that was verified: the subtrees before it and its leaves, as
/// [`verify_suffix`] takes them. Enough for an inclusion proof of every entry of the window, under
/// every size from there on.
#[derive(Debug, Clone, Copy)]
pub struct SuffixHashes<'a> {
    /// Index of the window's first entry.
    pub start: u64,
    /// The roots of the complete subtrees before it, largest first.
    pub prefix: &'a [Hash],
    /// The hashes of the leaves from there on.
    pub leaves: &'a [Hash],
}

impl HashReader for SuffixHashes<'_> {
    type Error = MissingLeaf;

    fn read(&self, node: Node) -> Result<Hash, Self::Error> {
        let missing = MissingLeaf { node };
        let range = node.leaves().ok_or(missing)?;
        if range.end <= self.start {
            let before = peaks(&(0..self.start));
            let position = before.iter().position(|peak| *peak == node);
            let hash = position.and_then(|position| self.prefix.get(position));
            return hash.copied().ok_or(missing);
        }
        if range.start >= self.start {
            let at = |index: u64| usize::try_from(index - self.start).ok();
            let leaves = at(range.start)
                .zip(at(range.end))
                .and_then(|(first, end)| self.leaves.get(first..end));
            return leaves.map(complete_root).ok_or(missing);
        }
        // It reaches over the beginning of the window, so it is no leaf.
        let half = |index| Node {
            level: node.level - 1,
            index,
        };
        let left = self.read(half(node.index * 2))?;
        Ok(Hash::of_node(&left, &self.read(half(node.index * 2 + 1))?))
    }
}

/// Why a window is not the end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SuffixError {
    /// The window does not begin with a whole entry bundle.
    #[error("window begins at entry {start}, which is not a multiple of {BUNDLE_WIDTH}")]
    Unaligned {
        /// Where it begins.
        start: u64,
    },
    /// The window begins after the end of the log.
    #[error("window begins at entry {start}, log has {size}")]
    Beyond {
        /// Where it begins.
        start: u64,
        /// The size of the log.
        size: u64,
    },
    /// The subtrees before the window do not fit its beginning.
    #[error("subtrees before the window do not fit")]
    Prefix(#[from] FrontierError),
    /// Leaves are missing.
    #[error("window has {count} entries, expected {expected}")]
    TooFew {
        /// Their number.
        count: u64,
        /// The number from the beginning of the window to the end of the log.
        expected: u64,
    },
    /// There are leaves beyond the end.
    #[error("window has more than the {expected} entries to the end of the log")]
    TooMany {
        /// The number from the beginning of the window to the end of the log.
        expected: u64,
    },
    /// The leaves or the subtrees are not those of the log.
    #[error("window does not lead to the root of the log")]
    Root,
}
