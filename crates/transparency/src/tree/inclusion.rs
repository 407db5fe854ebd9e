//! Inclusion: a leaf is in the tree.

use std::ops::Range;

use super::hash::{Hash, TreeHead};
use super::node::{HashReader, read_range, split};
use super::{MakeProofError, ProofError};

/// The hashes that lead from a leaf to the root, the leaf's sibling first (RFC 6962 §2.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof(pub Vec<Hash>);

impl InclusionProof {
    /// Makes the proof that leaf `index` is in the tree of `size` leaves.
    ///
    /// # Errors
    ///
    /// [`MakeProofError::OutOfRange`] without such a leaf, [`MakeProofError::Read`].
    pub fn make<R: HashReader>(
        reader: &R,
        index: u64,
        size: u64,
    ) -> Result<Self, MakeProofError<R::Error>> {
        if index >= size {
            return Err(MakeProofError::OutOfRange { asked: index, size });
        }
        inclusion_ranges(index, size)
            .iter()
            .map(|range| read_range(reader, range))
            .collect::<Result<_, _>>()
            .map(Self)
            .map_err(MakeProofError::Read)
    }

    /// Verifies that `leaf` is leaf `index` of the tree with this head.
    ///
    /// # Errors
    ///
    /// [`ProofError::OutOfRange`] without such a leaf, [`ProofError::Length`] before anything is
    /// hashed, [`ProofError::Root`].
    pub fn verify(&self, leaf: Hash, index: u64, head: &TreeHead) -> Result<(), ProofError> {
        if index >= head.size {
            return Err(ProofError::OutOfRange {
                asked: index,
                size: head.size,
            });
        }
        let ranges = inclusion_ranges(index, head.size);
        if self.0.len() != ranges.len() {
            return Err(ProofError::Length {
                len: self.0.len(),
                expected: ranges.len(),
            });
        }
        let root = ranges
            .iter()
            .zip(&self.0)
            .fold(leaf, |hash, (range, sibling)| {
                if range.end <= index {
                    Hash::of_node(sibling, &hash)
                } else {
                    Hash::of_node(&hash, sibling)
                }
            });
        if root != head.root {
            return Err(ProofError::Root);
        }
        Ok(())
    }
}

/// Lists the ranges whose roots are the inclusion proof, in its order. `index` < `size`.
// spec: RFC 6962 §2.1.1, PATH(m, D[n])
pub(crate) fn inclusion_ranges(index: u64, size: u64) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    let mut range = 0..size;
    while range.end - range.start > 1 {
        let middle = split(&range);
        if index < middle {
            ranges.push(middle..range.end);
            range.end = middle;
        } else {
            ranges.push(range.start..middle);
            range.start = middle;
        }
    }
    ranges.reverse();
    ranges
}
