//! Cosignatures and what a reader asks of them (C2SP tlog-cosignature, `cosignature/v1`).
//!
//! A witness that cosigns says: this is the largest tree of this log that I have seen by this
//! time, and it only ever grew. Enough recent cosignatures mean that the relay shows everybody
//! the same log. Signing and the bytes are [`CosignerKey`]'s and [`VerifierKey`]'s.

use bellrope_protocol::note::{Algorithm, KeyName};
pub use bellrope_protocol::note::{CosignerKey, VerifierKey};

use crate::checkpoint::VerifiedCheckpoint;

#[cfg(test)]
mod tests;

/// How far a cosignature may lie ahead of the reader's clock and still count, in seconds.
///
/// Spec: docs/protocol.md §11.5: a clock may be wrong by a day.
pub const MAX_AHEAD_SECS: u64 = 86_400;

/// Which witnesses count, how many of them must cosign, and how recently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    witnesses: Vec<VerifierKey>,
    quorum: u32,
    max_age_secs: u64,
}

impl Policy {
    /// Makes a policy. Quorum 0 says that there is no independent witness yet.
    ///
    /// # Errors
    ///
    /// [`PolicyError::Key`] for a key that is not a cosigner's, [`PolicyError::Repeated`] for
    /// a witness listed twice, by name or by key, [`PolicyError::Quorum`] for a quorum above the
    /// number of witnesses.
    pub fn new(
        witnesses: Vec<VerifierKey>,
        quorum: u32,
        max_age_secs: u64,
    ) -> Result<Self, PolicyError> {
        for (position, witness) in witnesses.iter().enumerate() {
            let witness_name = || witness.name().clone();
            if witness.algorithm() != Algorithm::CosignatureV1 {
                return Err(PolicyError::Key {
                    witness: witness_name(),
                });
            }
            let same =
                |w: &VerifierKey| w.name() == witness.name() || w.public() == witness.public();
            if witnesses[..position].iter().any(same) {
                return Err(PolicyError::Repeated {
                    witness: witness_name(),
                });
            }
        }
        if usize::try_from(quorum).map_or(true, |quorum| quorum > witnesses.len()) {
            return Err(PolicyError::Quorum {
                quorum,
                witnesses: witnesses.len(),
            });
        }
        Ok(Self {
            witnesses,
            quorum,
            max_age_secs,
        })
    }

    /// Returns the same policy with another age, in seconds.
    #[must_use]
    pub fn with_max_age(self, max_age_secs: u64) -> Self {
        Self {
            max_age_secs,
            ..self
        }
    }

    /// Evaluates a checkpoint at `now` (Unix seconds).
    ///
    /// Every witness counts once, with its newest cosignature, if that is not older than the
    /// policy's age and not more than [`MAX_AHEAD_SECS`] ahead.
    ///
    /// # Errors
    ///
    /// [`CosignatureError`] if a signature claims a listed witness and does not verify: then the
    /// whole checkpoint is refused (C2SP signed-note, "Signatures").
    ///
    /// Spec: docs/protocol.md §11.4.
    pub fn evaluate(
        &self,
        checkpoint: &VerifiedCheckpoint,
        now: u64,
    ) -> Result<Standing, CosignatureError> {
        let mut counted = Vec::new();
        let mut lacking = Vec::new();
        for witness in &self.witnesses {
            match self.judge(newest_of(witness, checkpoint)?, now) {
                Ok(timestamp) => counted.push(timestamp),
                Err(cause) => lacking.push(Lack {
                    witness: witness.name().clone(),
                    cause,
                }),
            }
        }
        Ok(self.standing(counted, lacking))
    }

    /// Returns the newest cosignature time of any listed witness, however old, or `None` without
    /// one: the log time of docs/protocol.md §11.5.
    ///
    /// # Errors
    ///
    /// As [`Policy::evaluate`].
    pub fn newest(&self, checkpoint: &VerifiedCheckpoint) -> Result<Option<u64>, CosignatureError> {
        let mut newest = None;
        for witness in &self.witnesses {
            newest = newest.max(newest_of(witness, checkpoint)?);
        }
        Ok(newest)
    }

    fn judge(&self, timestamp: Option<u64>, now: u64) -> Result<u64, LackCause> {
        let timestamp = timestamp.ok_or(LackCause::Absent)?;
        if timestamp > now.saturating_add(MAX_AHEAD_SECS) {
            return Err(LackCause::Ahead { timestamp });
        }
        let age_secs = now.saturating_sub(timestamp);
        if age_secs > self.max_age_secs {
            return Err(LackCause::Stale {
                timestamp,
                age_secs,
            });
        }
        Ok(timestamp)
    }

    fn standing(&self, mut counted: Vec<u64>, lacking: Vec<Lack>) -> Standing {
        counted.sort_unstable_by(|a, b| b.cmp(a));
        let as_of = (self.quorum as usize)
            .checked_sub(1)
            .map(|position| counted.get(position));
        match (as_of, counted.first(), counted.last()) {
            (None, ..) => Standing::NoWitnessYet,
            (Some(Some(&as_of)), Some(&newest), Some(&oldest)) => Standing::Met(Met {
                count: counted.len(),
                newest,
                oldest,
                as_of,
                lacking,
            }),
            _ => Standing::Short(Short {
                count: counted.len(),
                quorum: self.quorum,
                lacking,
            }),
        }
    }
}

/// Finds the newest cosignature of one witness; every one of them must verify.
fn newest_of(
    witness: &VerifierKey,
    checkpoint: &VerifiedCheckpoint,
) -> Result<Option<u64>, CosignatureError> {
    let note = checkpoint.as_signed();
    let mut newest = None;
    for signature in note.signatures().iter().filter(|s| witness.matches(s)) {
        let timestamp = witness
            .verify(note.unverified_text(), signature)
            .map_err(|_| CosignatureError {
                witness: witness.name().clone(),
            })?;
        newest = newest.max(timestamp);
    }
    Ok(newest)
}

/// How a checkpoint stands before a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The policy asks for no witness: nothing is claimed about the log being the same for all.
    NoWitnessYet,
    /// Enough witnesses cosigned recently.
    Met(Met),
    /// Too few did.
    Short(Short),
}

/// A policy that is met. All times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// How many witnesses count.
    pub count: usize,
    /// The newest of their cosignatures.
    pub newest: u64,
    /// The oldest of those that count.
    pub oldest: u64,
    /// The time from which on a whole quorum vouches: the quorum-th newest.
    pub as_of: u64,
    /// The witnesses that do not count, and why.
    pub lacking: Vec<Lack>,
}

/// A policy that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// How many witnesses count.
    pub count: usize,
    /// How many must.
    pub quorum: u32,
    /// The witnesses that do not count, and why.
    pub lacking: Vec<Lack>,
}

/// A witness that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Its name.
    pub witness: KeyName,
    /// Why it does not count.
    pub cause: LackCause,
}

/// Why a witness does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LackCause {
    /// It did not cosign this checkpoint.
    Absent,
    /// Its cosignature is too old.
    Stale {
        /// When it cosigned, in Unix seconds.
        timestamp: u64,
        /// How long ago that is, in seconds.
        age_secs: u64,
    },
    /// Its cosignature lies too far ahead: its clock or the reader's is wrong.
    Ahead {
        /// When it says it cosigned, in Unix seconds.
        timestamp: u64,
    },
}

/// Why a policy cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// A key is not that of a cosigner.
    #[error("key of witness {witness} is not a cosigner's")]
    Key {
        /// Its name.
        witness: KeyName,
    },
    /// A witness is listed twice.
    #[error("witness {witness} is listed twice, by name or by key")]
    Repeated {
        /// Its name, the second time.
        witness: KeyName,
    },
    /// More witnesses must cosign than there are.
    #[error("quorum is {quorum}, there are {witnesses} witnesses")]
    Quorum {
        /// How many must cosign.
        quorum: u32,
        /// How many there are.
        witnesses: usize,
    },
}

/// A cosignature that claims a listed witness and does not verify.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cosignature of {witness} does not verify")]
pub struct CosignatureError {
    /// The witness that it claims.
    pub witness: KeyName,
}
