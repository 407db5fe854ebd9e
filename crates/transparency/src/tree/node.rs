//! Complete subtrees, and the ranges that they make up.

use std::ops::Range;

use super::hash::Hash;

/// A complete subtree: the 2^`level` leaves from `index` × 2^`level` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Its height: 0 is a leaf. At most 63.
    pub level: u8,
    /// Its number from the left among the nodes of its level.
    pub index: u64,
}

/// Reads the hashes of complete subtrees, from tiles or from memory.
pub trait HashReader {
    /// Why a hash cannot be read.
    type Error;

    /// Reads the hash of one complete subtree.
    ///
    /// # Errors
    ///
    /// Whatever the storage answers.
    fn read(&self, node: Node) -> Result<Hash, Self::Error>;
}

/// Reads from leaf hashes in memory: for small logs and tests.
#[derive(Debug, Clone, Copy)]
pub struct LeafHashes<'a>(pub &'a [Hash]);

impl HashReader for LeafHashes<'_> {
    type Error = MissingLeaf;

    fn read(&self, node: Node) -> Result<Hash, Self::Error> {
        let leaves = node
            .leaves()
            .and_then(|range| {
                Some(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
            })
            .and_then(|range| self.0.get(range))
            .ok_or(MissingLeaf { node })?;
        Ok(complete_root(leaves))
    }
}

/// A subtree that reaches beyond the leaves in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("subtree {} of level {} reaches beyond the leaves", node.index, node.level)]
pub struct MissingLeaf {
    /// The subtree.
    pub node: Node,
}

impl Node {
    /// Returns the leaves under this node, or `None` if no log can have them.
    #[must_use]
    pub fn leaves(self) -> Option<Range<u64>> {
        let width = 1u64.checked_shl(self.level.into())?;
        let start = self.index.checked_mul(width)?;
        Some(start..start.checked_add(width)?)
    }
}

/// Hashes 2^n hashes of one level, n ≥ 0, up to their common root.
pub(crate) fn complete_root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::EMPTY,
        [hash] => *hash,
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            Hash::of_node(&complete_root(left), &complete_root(right))
        }
    }
}

/// Lists the complete subtrees that make up a subtree of a log, largest first.
///
/// `range.start` must be a multiple of the smallest power of two that is not below the length of
/// the range, as it is for every range that RFC 6962 takes the hash of.
pub(crate) fn peaks(range: &Range<u64>) -> Vec<Node> {
    let mut start = range.start;
    let len = range.end - range.start;
    (0..64u8)
        .rev()
        .filter(|level| len >> level & 1 == 1)
        .map(|level| {
            let node = Node {
                level,
                index: start >> level,
            };
            start += 1 << level;
            node
        })
        .collect()
}

/// Folds the hashes of [`peaks`] into the root of their range.
pub(crate) fn fold(peaks: &[Hash]) -> Hash {
    let Some((last, before)) = peaks.split_last() else {
        return Hash::EMPTY;
    };
    before
        .iter()
        .rev()
        .fold(*last, |root, peak| Hash::of_node(peak, &root))
}

/// Reads the root of a range.
pub(crate) fn read_range<R: HashReader>(reader: &R, range: &Range<u64>) -> Result<Hash, R::Error> {
    let hashes: Vec<Hash> = peaks(range)
        .into_iter()
        .map(|node| reader.read(node))
        .collect::<Result<_, _>>()?;
    Ok(fold(&hashes))
}

/// Splits a range of at least two leaves where RFC 6962 splits it: the left part is the largest
/// power of two below its length.
pub(crate) fn split(range: &Range<u64>) -> u64 {
    let len = range.end - range.start;
    range.start + (1 << (len - 1).ilog2())
}
