//! One witness and one log: the proof that it needs, and what comes of it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use bellrope_protocol::note::VerifierKey;
use bellrope_transparency::cosignature::MAX_AHEAD_SECS;
use bellrope_transparency::witness::{AddCheckpoint, ParseCosignaturesError, parse_cosignatures};

use super::client::{Answer, Client, ClientError};
use super::gathered::{Cosignature, Gathered};
use crate::log::{Log, LogError};
use crate::store::LogId;

/// Requests for one cosignature: the first may tell where the witness is, and others may ask it too.
const ATTEMPTS: u32 = 3;

/// A witness, and what we know of it.
pub(super) struct Witness {
    pub(super) key: VerifierKey,
    client: Client,
    /// The sizes that it has cosigned last, as far as it told.
    seen: Mutex<HashMap<LogId, u64>>,
}

impl Witness {
    pub(super) fn new(key: VerifierKey, endpoint: String, proxy: &str) -> Self {
        Self {
            key,
            client: Client::new(endpoint, proxy),
            seen: Mutex::new(HashMap::new()),
        }
    }

    /// Asks for a cosignature of the end of a log at `now` (Unix seconds). Blocks.
    ///
    /// # Errors
    ///
    /// [`AskError`], by variant.
    // spec: §12.6 W2
    pub(super) fn ask(
        &self,
        log: &Log<'_>,
        end: &Gathered,
        now: u64,
    ) -> Result<Cosignature, AskError> {
        let size = end.size();
        let mut old = self.seen(end.log).unwrap_or(0);
        for _ in 0..ATTEMPTS {
            let Some(proof) = log.consistency(old, size)? else {
                return Err(AskError::Ahead { seen: old, size });
            };
            let request = AddCheckpoint {
                old,
                proof,
                checkpoint: end.signed().ok_or(AskError::Unstable)?,
            };
            match self.client.post(&request)? {
                Answer::Cosignatures(lines) => {
                    let cosignature = self.pick(&lines, end, now)?;
                    self.note(end.log, size);
                    return Ok(cosignature);
                }
                // It has this very size, with another root.
                Answer::OtherSize(seen) if seen == old => {
                    return Err(AskError::Fork { size: seen });
                }
                Answer::OtherSize(seen) => {
                    self.note(end.log, seen);
                    old = seen;
                }
                Answer::Refused(status) => return Err(AskError::Refused { status }),
            }
        }
        Err(AskError::Unstable)
    }

    /// Finds the witness's own line in an answer, and verifies it.
    fn pick(&self, lines: &[u8], end: &Gathered, now: u64) -> Result<Cosignature, AskError> {
        let lines = parse_cosignatures(lines)?;
        let own = lines.iter().filter(|line| self.key.matches(line));
        let cosignature = own
            .filter_map(|line| end.verify(&self.key, line))
            .max_by_key(|cosignature| cosignature.time)
            .ok_or(AskError::Wrong)?;
        let off_secs = cosignature.time.abs_diff(now);
        if off_secs > MAX_AHEAD_SECS {
            return Err(AskError::Clock { off_secs });
        }
        Ok(cosignature)
    }

    fn seen(&self, log: LogId) -> Option<u64> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&log).copied()
    }

    fn note(&self, log: LogId, size: u64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(log, size);
    }
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum AskError {
    /// The witness gives no answer.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The witness answers something that does not help.
    #[error("answers {status}")]
    Refused {
        /// The status.
        status: u16,
    },
    /// The answer is malformed.
    #[error("gives a malformed answer")]
    Malformed(#[from] ParseCosignaturesError),
    /// The answer holds no cosignature of the configured key that verifies.
    #[error("gives no cosignature of its key that verifies")]
    Wrong,
    /// The witness's clock or ours is wrong.
    #[error("has a clock {off_secs} seconds away from ours")]
    Clock {
        /// How far apart they are, in seconds.
        off_secs: u64,
    },
    /// The witness has seen more of the log than there is.
    #[error(
        "has cosigned size {seen} of a log that has {size} entries: was the relay restored from an old copy?"
    )]
    Ahead {
        /// The size that it has cosigned.
        seen: u64,
        /// The size of our log.
        size: u64,
    },
    /// The witness has seen another tree of this size.
    #[error("has cosigned another tree of size {size}: was the relay restored from an old copy?")]
    Fork {
        /// The size.
        size: u64,
    },
    /// Others ask the witness about the same log at the same time.
    #[error("changes its mind about the size it has seen")]
    Unstable,
    /// Our log cannot be read.
    #[error("cannot be given a proof")]
    Log(#[from] LogError),
}

impl AskError {
    /// Says whether the witness holds another history than ours: no later attempt mends that.
    pub(super) fn is_fork(&self) -> bool {
        matches!(self, Self::Ahead { .. } | Self::Fork { .. })
    }
}
