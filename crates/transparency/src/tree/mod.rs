//! The Merkle tree over a log's entries (RFC 6962 §2.1, SHA-256): hashing, the right edge that
//! grows ([`Frontier`]), proofs, and the check of a window ([`verify_suffix`]).
//!
//! Trees have at most [`MAX_SIZE`] leaves. Everything works on leaf hashes; what a leaf holds is
//! the caller's.

mod consistency;
mod frontier;
mod hash;
mod inclusion;
mod node;
mod suffix;
#[cfg(test)]
mod tests;

pub use consistency::ConsistencyProof;
pub use frontier::{Frontier, FrontierError, root_of};
pub use hash::{Hash, TreeHead};
pub use inclusion::InclusionProof;
pub use node::{HashReader, LeafHashes, MissingLeaf, Node};
pub use suffix::{SuffixError, SuffixHashes, verify_suffix};

pub(crate) use consistency::consistency_ranges;
pub(crate) use inclusion::inclusion_ranges;
pub(crate) use node::{complete_root, peaks};

/// Greatest number of leaves of a tree.
pub const MAX_SIZE: u64 = 1 << 62;

/// Why a proof cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MakeProofError<E> {
    /// There is no such leaf, or no such smaller tree.
    #[error("log has {size} entries, asked about {asked}")]
    OutOfRange {
        /// The index of the leaf, or the size of the older tree.
        asked: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A hash could not be read.
    #[error("cannot read a hash of the tree")]
    Read(#[source] E),
}

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// There is no such leaf, or no such smaller tree.
    #[error("log has {size} entries, proof is about {asked}")]
    OutOfRange {
        /// The index of the leaf, or the size of the older tree.
        asked: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The proof has another number of hashes than its tree calls for.
    #[error("proof has {len} hashes, expected {expected}")]
    Length {
        /// Their number.
        len: usize,
        /// The number called for.
        expected: usize,
    },
    /// The proof leads to another root.
    #[error("proof does not lead to the root of the log")]
    Root,
}
