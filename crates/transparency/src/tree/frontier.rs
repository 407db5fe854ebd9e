//! The right edge of a tree: all that is needed to let it grow.

use super::MAX_SIZE;
use super::hash::{Hash, TreeHead};
use super::node::{HashReader, fold, peaks};

/// The size of a tree and the roots of the complete subtrees that it is made of, largest first:
/// one for every one bit of the size.
///
/// It yields the root, takes further leaves, and takes 8 + 32 × 62 bytes at most. Who keeps the
/// frontier of the last checkpoint seen can check that a later one only added to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Makes the frontier of the empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes size and subtree roots, largest first. They are not verified: compare
    /// [`Frontier::root`] with a root that is trusted.
    ///
    /// # Errors
    ///
    /// [`FrontierError::Size`] above [`MAX_SIZE`], [`FrontierError::Count`] if the size calls for
    /// another number of subtrees.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Self, FrontierError> {
        if size > MAX_SIZE {
            return Err(FrontierError::Size { size });
        }
        if peaks.len() != peak_count(size) {
            return Err(FrontierError::Count {
                count: peaks.len(),
                expected: peak_count(size),
            });
        }
        Ok(Self { size, peaks })
    }

    /// Reads the frontier that a tree had at `size`.
    ///
    /// # Errors
    ///
    /// Whatever the reader answers.
    pub fn read<R: HashReader>(reader: &R, size: u64) -> Result<Self, R::Error> {
        let peaks = peaks(&(0..size))
            .into_iter()
            .map(|node| reader.read(node))
            .collect::<Result<_, _>>()?;
        Ok(Self { size, peaks })
    }

    /// Returns the number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the roots of the complete subtrees, largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends one leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Every trailing one bit of the size is a subtree that the new one completes.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = Hash::of_node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Returns the root hash.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }

    /// Returns size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead {
            size: self.size,
            root: self.root(),
        }
    }

    /// Writes the frontier: size u64 ‖ roots, 32 bytes each, largest first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        for peak in &self.peaks {
            bytes.extend_from_slice(peak.as_bytes());
        }
        bytes
    }

    /// Parses what [`Frontier::to_bytes`] writes.
    ///
    /// # Errors
    ///
    /// [`FrontierError::Length`] if the bytes are not a size and whole hashes; as
    /// [`Frontier::from_peaks`] else.
    pub fn parse(bytes: &[u8]) -> Result<Self, FrontierError> {
        let length = FrontierError::Length { len: bytes.len() };
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(length)?;
        let (hashes, trailing) = rest.as_chunks::<{ Hash::LEN }>();
        if !trailing.is_empty() {
            return Err(length);
        }
        let peaks = hashes.iter().map(|hash| Hash::from_bytes(*hash)).collect();
        Self::from_peaks(u64::from_be_bytes(*size), peaks)
    }
}

impl Extend<Hash> for Frontier {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

impl FromIterator<Hash> for Frontier {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaves: T) -> Self {
        let mut frontier = Self::new();
        frontier.extend(leaves);
        frontier
    }
}

/// Returns the root of the tree over just these leaf hashes, such as the entries of a batch.
#[must_use]
pub fn root_of(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    leaves.into_iter().collect::<Frontier>().root()
}

fn peak_count(size: u64) -> usize {
    (0..64).filter(|bit| size >> bit & 1 == 1).count()
}

/// Why a frontier cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrontierError {
    /// The tree is larger than any that we handle.
    #[error("tree has {size} leaves, at most {MAX_SIZE} are allowed")]
    Size {
        /// The size.
        size: u64,
    },
    /// The number of subtrees does not fit the size.
    #[error("frontier has {count} subtrees, expected {expected}")]
    Count {
        /// Their number.
        count: usize,
        /// The number that the size calls for.
        expected: usize,
    },
    /// The bytes are not a size and whole hashes.
    #[error("frontier is {len} bytes, which is not 8 and a multiple of 32")]
    Length {
        /// Their number.
        len: usize,
    },
}
