//! What a log and a witness say to each other (C2SP tlog-witness, `add-checkpoint`), and what a
//! witness has to hold against it.
//!
//! # Wire format
//!
//! ```text
//! old <decimal>⏎
//! hashes of the consistency proof in base64, one a line, at most 63
//! ⏎
//! the signed checkpoint
//! ```
//!
//! The answer is one signature line or more. In scope: both formats and the judgement of a request
//! ([`judge`]). Out of scope: keeping what was seen, which has to be durable before a cosignature
//! leaves; HTTP; the clock.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_protocol::note::{NoteSignature, NoteSignatureError, VerifierKey};

use crate::checkpoint::{
    CHECKPOINT_MAX_LEN, ParseCheckpointError, SignedCheckpoint, VerifiedCheckpoint,
    VerifyCheckpointError,
};
use crate::tree::{ConsistencyProof, Hash, ProofError, TreeHead};

#[cfg(test)]
mod tests;

/// Greatest number of hashes in a request.
pub const MAX_PROOF_HASHES: usize = 63;
/// Greatest length of a request, in bytes: the first line, the hashes, the checkpoint.
pub const ADD_CHECKPOINT_MAX_LEN: usize = 32 + 45 * MAX_PROOF_HASHES + CHECKPOINT_MAX_LEN;
/// Greatest length of an answer that is read, in bytes.
pub const COSIGNATURES_MAX_LEN: usize = 16_384;
/// Media type of the answer to a request that starts from another size than the witness has.
pub const SIZE_MEDIA_TYPE: &str = "text/x.tlog.size";

/// A request for a cosignature: well-formed, nothing of it verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the log takes the witness to have seen last.
    pub old: u64,
    /// The proof from there to the checkpoint.
    pub proof: ConsistencyProof,
    /// The checkpoint to cosign.
    pub checkpoint: SignedCheckpoint,
}

impl AddCheckpoint {
    /// Parses a request of at most [`ADD_CHECKPOINT_MAX_LEN`] bytes.
    ///
    /// # Errors
    ///
    /// [`ParseAddCheckpointError`], by the first rule that does not hold. Sizes are compared, and
    /// hashes counted against them, in [`judge`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseAddCheckpointError> {
        if bytes.len() > ADD_CHECKPOINT_MAX_LEN {
            return Err(ParseAddCheckpointError::TooLong { len: bytes.len() });
        }
        let text = str::from_utf8(bytes).map_err(|_| ParseAddCheckpointError::Form)?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(ParseAddCheckpointError::Form)?;
        let mut lines = head.split('\n');
        let old = parse_old(lines.next().unwrap_or_default())?;
        let hashes = lines.map(parse_hash).collect::<Result<Vec<_>, _>>()?;
        if hashes.len() > MAX_PROOF_HASHES {
            return Err(ParseAddCheckpointError::TooManyHashes {
                count: hashes.len(),
            });
        }
        Ok(Self {
            old,
            proof: ConsistencyProof(hashes),
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }
}

impl fmt::Display for AddCheckpoint {
    /// Writes the request as it is posted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.proof.0 {
            writeln!(f, "{hash}")?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

fn parse_old(line: &str) -> Result<u64, ParseAddCheckpointError> {
    let digits = line.strip_prefix("old ");
    let old = digits.and_then(|digits| digits.parse::<u64>().ok());
    match (digits, old) {
        // One spelling only: no sign, no leading zero.
        (Some(digits), Some(old)) if old.to_string() == digits => Ok(old),
        _ => Err(ParseAddCheckpointError::Old),
    }
}

fn parse_hash(line: &str) -> Result<Hash, ParseAddCheckpointError> {
    let bytes = STANDARD.decode(line).ok();
    bytes
        .and_then(|hash| hash.try_into().ok())
        .map(Hash::from_bytes)
        .ok_or(ParseAddCheckpointError::Hash)
}

/// Parses the answer to a request: one signature line or more, none of them verified.
///
/// # Errors
///
/// [`ParseCosignaturesError`], by variant.
pub fn parse_cosignatures(bytes: &[u8]) -> Result<Vec<NoteSignature>, ParseCosignaturesError> {
    if bytes.len() > COSIGNATURES_MAX_LEN {
        return Err(ParseCosignaturesError::TooLong { len: bytes.len() });
    }
    let text = str::from_utf8(bytes).map_err(|_| ParseCosignaturesError::Form)?;
    let lines = text
        .strip_suffix('\n')
        .ok_or(ParseCosignaturesError::Form)?;
    let parse = |line: &str| Ok(line.parse::<NoteSignature>()?);
    lines.split('\n').map(parse).collect()
}

/// Parses the answer to a request that starts from another size: the size that the witness has.
#[must_use]
pub fn parse_size(bytes: &[u8]) -> Option<u64> {
    let digits = str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let size: u64 = digits.parse().ok()?;
    (size.to_string() == digits).then_some(size)
}

/// Judges a request for a log, of which the witness has last cosigned `last` (the empty tree if
/// nothing yet). What comes back may be cosigned once it is kept durably as the new `last`, and if
/// nothing else was kept meanwhile.
///
/// # Errors
///
/// [`Refusal`], by the first rule that does not hold, in the order of the specification. Nothing
/// has changed then.
///
/// Spec: C2SP tlog-witness, "add-checkpoint".
pub fn judge(
    request: AddCheckpoint,
    log: &VerifierKey,
    last: &TreeHead,
) -> Result<VerifiedCheckpoint, Refusal> {
    let checkpoint = request.checkpoint.verify(log).map_err(Refusal::Unsigned)?;
    let head = checkpoint.head();
    if request.old > head.size {
        return Err(Refusal::Shrinks {
            old: request.old,
            size: head.size,
        });
    }
    if request.old != last.size {
        return Err(Refusal::OtherSize { last: last.size });
    }
    if head.size == last.size && head.root != last.root {
        return Err(Refusal::OtherRoot { size: last.size });
    }
    request.proof.verify(last, &head).map_err(Refusal::Proof)?;
    Ok(checkpoint)
}

/// The tree of a log that was never cosigned.
pub const NEVER_SEEN: TreeHead = TreeHead {
    size: 0,
    root: Hash::EMPTY,
};

/// Why a witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The log's own signature is missing or wrong.
    #[error("checkpoint is not signed by the log")]
    Unsigned(#[source] VerifyCheckpointError),
    /// The checkpoint is smaller than what it is said to grow from.
    #[error("checkpoint has size {size}, smaller than the old size {old}")]
    Shrinks {
        /// The old size of the request.
        old: u64,
        /// The size of the checkpoint.
        size: u64,
    },
    /// The request starts from another size than the one that was cosigned last: a stale request,
    /// or a log that was rolled back.
    #[error("request does not start from size {last}, which was cosigned last")]
    OtherSize {
        /// The size that was cosigned last.
        last: u64,
    },
    /// The log has signed two trees of one size: a fork.
    #[error("log has another root at size {size} than the one that was cosigned")]
    OtherRoot {
        /// The size of both.
        size: u64,
    },
    /// The proof does not lead from the old tree to the new one.
    #[error("checkpoint does not extend the one that was cosigned last")]
    Proof(#[source] ProofError),
}

/// Why bytes are not a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseAddCheckpointError {
    /// The request is too long.
    #[error("request is {len} bytes, at most {ADD_CHECKPOINT_MAX_LEN} are allowed")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is not text, or has no empty line before the checkpoint.
    #[error("request has no empty line before a checkpoint")]
    Form,
    /// The first line is not `old` and a decimal number without leading zeros.
    #[error("request has no valid old size")]
    Old,
    /// A hash is not 32 bytes in canonical base64.
    #[error("request has a malformed hash")]
    Hash,
    /// There are more hashes than the specification allows.
    #[error("request has {count} hashes, at most {MAX_PROOF_HASHES} are allowed")]
    TooManyHashes {
        /// Their number.
        count: usize,
    },
    /// The checkpoint is malformed.
    #[error("request has a malformed checkpoint")]
    Checkpoint(#[from] ParseCheckpointError),
}

/// Why bytes are not the answer of a witness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseCosignaturesError {
    /// The answer is too long.
    #[error("answer is {len} bytes, at most {COSIGNATURES_MAX_LEN} are read")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is not text, or its last line is not ended.
    #[error("answer is not made of ended lines")]
    Form,
    /// A line is not a signature line.
    #[error("answer has a malformed signature line")]
    Signature(#[from] NoteSignatureError),
}
