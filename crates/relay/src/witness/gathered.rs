//! The end of one log, and the cosignatures that came for it.

use std::collections::BTreeMap;

use bellrope_protocol::note::{KeyName, NoteSignature, VerifierKey};
use bellrope_transparency::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::cosignature::{Policy, Standing};

use crate::log::{Log, LogError};
use crate::store::{Head, LogId};

/// A checkpoint of ours with the cosignatures that came for it, one of each witness, verified.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    pub(super) log: LogId,
    /// As the log signed it, without cosignatures.
    checkpoint: VerifiedCheckpoint,
    key: VerifierKey,
    cosignatures: BTreeMap<KeyName, Cosignature>,
}

/// A verified cosignature.
#[derive(Debug, Clone)]
pub(super) struct Cosignature {
    /// When the witness cosigned, in Unix seconds.
    pub(super) time: u64,
    pub(super) line: NoteSignature,
}

impl Gathered {
    /// Begins with the end of a log.
    ///
    /// # Errors
    ///
    /// [`LogError::Stored`] if what is stored is not our checkpoint.
    pub(super) fn begin(log: &Log<'_>, head: &Head) -> Result<Self, LogError> {
        let key = log.key.verifier();
        let checkpoint = open(head, &key).ok_or(LogError::Stored { kind: "checkpoint" })?;
        Ok(Self {
            log: log.id,
            checkpoint,
            key,
            cosignatures: BTreeMap::new(),
        })
    }

    /// Returns the size of the log.
    pub(super) fn size(&self) -> u64 {
        self.checkpoint.head().size
    }

    /// Returns the checkpoint as the log signed it.
    pub(super) fn signed(&self) -> Option<SignedCheckpoint> {
        SignedCheckpoint::parse(self.checkpoint.to_string().as_bytes()).ok()
    }

    /// Takes over the cosignatures of what was published, if that is the same checkpoint.
    pub(super) fn take_over(&mut self, published: &Head, witnesses: &[VerifierKey]) {
        let published = open(published, &self.key);
        let Some(published) =
            published.filter(|it| it.checkpoint() == self.checkpoint.checkpoint())
        else {
            return;
        };
        for line in published.as_signed().signatures() {
            for witness in witnesses.iter().filter(|witness| witness.matches(line)) {
                // One that does not verify was not ours to publish; it goes.
                if let Some(cosignature) = self.verify(witness, line) {
                    self.add(cosignature);
                }
            }
        }
    }

    /// Verifies a cosignature of this checkpoint.
    pub(super) fn verify(
        &self,
        witness: &VerifierKey,
        line: &NoteSignature,
    ) -> Option<Cosignature> {
        let text = self.checkpoint.as_signed().unverified_text();
        let time = witness.verify(text, line).ok()??;
        Some(Cosignature {
            time,
            line: line.clone(),
        })
    }

    /// Keeps a verified cosignature in the place of the witness's older one.
    pub(super) fn add(&mut self, cosignature: Cosignature) {
        let name = cosignature.line.name().clone();
        let older = self.cosignatures.get(&name);
        if older.is_none_or(|older| older.time < cosignature.time) {
            self.cosignatures.insert(name, cosignature);
        }
    }

    /// Returns when a witness cosigned this checkpoint, in Unix seconds, if it did.
    pub(super) fn time_of(&self, witness: &KeyName) -> Option<u64> {
        self.cosignatures.get(witness).map(|it| it.time)
    }

    /// Returns the checkpoint with its cosignatures.
    pub(super) fn cosigned(&self) -> VerifiedCheckpoint {
        let mut checkpoint = self.checkpoint.clone();
        for cosignature in self.cosignatures.values() {
            // A note takes 64; a relay with more witnesses does without the rest.
            let _ = checkpoint.add(cosignature.line.clone());
        }
        checkpoint
    }

    /// Returns what readers get of it.
    pub(super) fn head(&self) -> Head {
        Head {
            size: self.size(),
            checkpoint: self.cosigned().to_string(),
        }
    }

    /// Says whether enough witnesses have cosigned.
    pub(super) fn meets(&self, policy: &Policy, now: u64) -> bool {
        let standing = policy.evaluate(&self.cosigned(), now);
        matches!(standing, Ok(Standing::Met(_) | Standing::NoWitnessYet))
    }
}

/// Opens a stored checkpoint of ours.
pub(super) fn open(head: &Head, key: &VerifierKey) -> Option<VerifiedCheckpoint> {
    let signed = SignedCheckpoint::parse(head.checkpoint.as_bytes()).ok()?;
    signed.verify(key).ok()
}
