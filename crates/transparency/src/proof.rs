//! An inclusion proof for the drawer (C2SP tlog-proof): checkpoint, index and hashes in one text
//! that anyone can verify later, without the relay.
//!
//! # Wire format
//!
//! ```text
//! c2sp.org/tlog-proof@v1⏎
//! [extra <base64>⏎]
//! index <decimal>⏎
//! hashes in base64, one a line, the leaf's sibling first
//! ⏎
//! the signed checkpoint
//! ```

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_protocol::note::VerifierKey;

use crate::checkpoint::{
    CHECKPOINT_MAX_LEN, ParseCheckpointError, SignedCheckpoint, VerifiedCheckpoint,
    VerifyCheckpointError,
};
use crate::tree::{Hash, InclusionProof, ProofError};

#[cfg(test)]
mod tests;

/// Greatest length of a proof in text, in bytes: extra data and hashes, and the checkpoint.
pub const PROOF_MAX_LEN: usize = CHECKPOINT_MAX_LEN + 131_072;
/// Greatest number of hashes of a proof: the height of the largest tree.
const MAX_HASHES: usize = 64;
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A well-formed proof, not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    extra: Option<Vec<u8>>,
    index: u64,
    inclusion: InclusionProof,
    checkpoint: SignedCheckpoint,
}

impl LogProof {
    /// Puts a proof together. `extra` is opaque and signed by nobody.
    #[must_use]
    pub fn new(
        index: u64,
        inclusion: InclusionProof,
        checkpoint: SignedCheckpoint,
        extra: Option<Vec<u8>>,
    ) -> Self {
        Self {
            extra,
            index,
            inclusion,
            checkpoint,
        }
    }

    /// Parses a proof of at most [`PROOF_MAX_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`ParseProofError`], by the first rule that does not hold. Whether the number of hashes
    /// fits the log is seen in [`LogProof::verify`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseProofError> {
        if bytes.len() > PROOF_MAX_LEN {
            return Err(ParseProofError::TooLong { len: bytes.len() });
        }
        let text = str::from_utf8(bytes).map_err(|_| ParseProofError::Form)?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ParseProofError::Form)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(ParseProofError::Form);
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            Some(line) => Some(parse_extra(line)?),
            None => None,
        };
        let index = parse_index(lines.next().unwrap_or_default())?;
        let hashes = lines.map(parse_hash).collect::<Result<Vec<_>, _>>()?;
        if hashes.len() > MAX_HASHES {
            return Err(ParseProofError::TooManyHashes {
                count: hashes.len(),
            });
        }
        Ok(Self {
            extra,
            index,
            inclusion: InclusionProof(hashes),
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }

    /// Returns the extra data, which nobody signed.
    #[must_use]
    pub fn unverified_extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Returns the checkpoint before it is verified: to choose the key by its origin.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Verifies that `leaf` is in the log of this key.
    ///
    /// Cosignatures are for the caller to hold against a
    /// [`Policy`](crate::cosignature::Policy), on the checkpoint that comes back.
    ///
    /// # Errors
    ///
    /// [`VerifyProofError::Checkpoint`], [`VerifyProofError::Inclusion`].
    pub fn verify(self, leaf: Hash, log: &VerifierKey) -> Result<Included, VerifyProofError> {
        let checkpoint = self.checkpoint.verify(log)?;
        self.inclusion
            .verify(leaf, self.index, &checkpoint.head())?;
        Ok(Included {
            index: self.index,
            checkpoint,
        })
    }
}

impl fmt::Display for LogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.inclusion.0 {
            writeln!(f, "{hash}")?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

/// A leaf that is in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// Its index, from 0.
    pub index: u64,
    /// The checkpoint of the log that has it.
    pub checkpoint: VerifiedCheckpoint,
}

fn parse_extra(line: &str) -> Result<Vec<u8>, ParseProofError> {
    line.strip_prefix("extra ")
        .and_then(|extra| STANDARD.decode(extra).ok())
        .ok_or(ParseProofError::Extra)
}

fn parse_index(line: &str) -> Result<u64, ParseProofError> {
    let digits = line.strip_prefix("index ").ok_or(ParseProofError::Index)?;
    let index: u64 = digits.parse().map_err(|_| ParseProofError::Index)?;
    // One spelling only: no sign, no leading zero.
    if index.to_string() != digits {
        return Err(ParseProofError::Index);
    }
    Ok(index)
}

fn parse_hash(line: &str) -> Result<Hash, ParseProofError> {
    STANDARD
        .decode(line)
        .ok()
        .and_then(|hash| hash.try_into().ok())
        .map(Hash::from_bytes)
        .ok_or(ParseProofError::Hash)
}

/// Why bytes are not a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseProofError {
    /// The proof is too long.
    #[error("proof is {len} bytes, at most {PROOF_MAX_LEN} are allowed")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is not a proof of this version: header, lines, empty line, checkpoint.
    #[error("proof is not a tlog-proof of version 1")]
    Form,
    /// The extra data is not canonical base64.
    #[error("proof has no valid extra data")]
    Extra,
    /// The index is not a decimal number without leading zeros.
    #[error("proof has no valid index")]
    Index,
    /// A hash is not 32 bytes in canonical base64.
    #[error("proof has a malformed hash")]
    Hash,
    /// There are more hashes than any tree calls for.
    #[error("proof has {count} hashes, at most {MAX_HASHES} are allowed")]
    TooManyHashes {
        /// Their number.
        count: usize,
    },
    /// The checkpoint is malformed.
    #[error("proof has a malformed checkpoint")]
    Checkpoint(#[from] ParseCheckpointError),
}

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyProofError {
    /// The checkpoint is not that of the log.
    #[error("proof has a checkpoint that does not verify")]
    Checkpoint(#[from] VerifyCheckpointError),
    /// The hashes do not lead from the leaf to the root.
    #[error("proof does not lead from the entry to the checkpoint")]
    Inclusion(#[from] ProofError),
}
