//! Consistency: a tree is the beginning of a larger one.

use std::ops::Range;

use super::hash::{Hash, TreeHead};
use super::node::{HashReader, read_range, split};
use super::{MakeProofError, ProofError};

/// The hashes that show that one tree begins with another (RFC 6962 §2.1.2).
///
/// Empty between equal trees and from the empty tree, with which every tree begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof(pub Vec<Hash>);

impl ConsistencyProof {
    /// Makes the proof from the tree of `old` leaves to that of `new`.
    ///
    /// # Errors
    ///
    /// [`MakeProofError::OutOfRange`] if `old` > `new`, [`MakeProofError::Read`].
    pub fn make<R: HashReader>(
        reader: &R,
        old: u64,
        new: u64,
    ) -> Result<Self, MakeProofError<R::Error>> {
        if old > new {
            return Err(MakeProofError::OutOfRange {
                asked: old,
                size: new,
            });
        }
        consistency_ranges(old, new)
            .iter()
            .map(|range| read_range(reader, range))
            .collect::<Result<_, _>>()
            .map(Self)
            .map_err(MakeProofError::Read)
    }

    /// Verifies that the tree `new` begins with the tree `old`.
    ///
    /// # Errors
    ///
    /// [`ProofError::OutOfRange`] if `old` is the larger one, [`ProofError::Length`] before
    /// anything is hashed, [`ProofError::Root`] for either root.
    pub fn verify(&self, old: &TreeHead, new: &TreeHead) -> Result<(), ProofError> {
        if old.size > new.size {
            return Err(ProofError::OutOfRange {
                asked: old.size,
                size: new.size,
            });
        }
        let ranges = consistency_ranges(old.size, new.size);
        if self.0.len() != ranges.len() {
            return Err(ProofError::Length {
                len: self.0.len(),
                expected: ranges.len(),
            });
        }
        let holds = match old.size {
            0 => old.root == Hash::EMPTY && (new.size > 0 || new.root == Hash::EMPTY),
            size if size == new.size => old.root == new.root,
            _ => self.leads_to(&ranges, old, new),
        };
        if holds { Ok(()) } else { Err(ProofError::Root) }
    }

    /// Folds the proof into both roots. 0 < `old.size` < `new.size`, one hash for each range.
    fn leads_to(&self, ranges: &[Range<u64>], old: &TreeHead, new: &TreeHead) -> bool {
        let mut steps = ranges.iter().zip(&self.0).peekable();
        // The proof begins with the subtree that ends where the old tree ends, unless that is the
        // whole old tree (a power of two): then its root is known.
        let first = steps.next_if(|(range, _)| range.end == old.size);
        let seed = first.map_or(old.root, |(_, hash)| *hash);
        let (old_root, new_root) = steps.fold((seed, seed), |(o, n), (range, hash)| {
            if range.end <= old.size {
                (Hash::of_node(hash, &o), Hash::of_node(hash, &n))
            } else {
                (o, Hash::of_node(&n, hash))
            }
        });
        old_root == old.root && new_root == new.root
    }
}

/// Lists the ranges whose roots are the consistency proof, in its order. `old` ≤ `new`.
// spec: RFC 6962 §2.1.2, PROOF(m, D[n]) and SUBPROOF(m, D[n], b)
pub(crate) fn consistency_ranges(old: u64, new: u64) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    if old == 0 {
        return ranges;
    }
    let mut range = 0..new;
    while range.end != old {
        let middle = split(&range);
        if old <= middle {
            ranges.push(middle..range.end);
            range.end = middle;
        } else {
            ranges.push(range.start..middle);
            range.start = middle;
        }
    }
    if range.start != 0 {
        ranges.push(range);
    }
    ranges.reverse();
    ranges
}
