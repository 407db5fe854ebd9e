//! Witnesses of the next card: who must cosign the desk's logs, how many, how recently.
//!
//! Spec: docs/protocol.md §4, §11.4, §12.6.

use bellrope_protocol::card::WitnessPolicy;
use bellrope_protocol::note::{KeyName, VerifierKey};
use bellrope_transparency::cosignature::{Policy, PolicyError};

#[cfg(test)]
mod tests;

/// What to change about the witnesses. By itself it changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessChange {
    /// Witnesses to add.
    pub add: Vec<VerifierKey>,
    /// Names of witnesses to take out, before others are added.
    pub drop: Vec<KeyName>,
    /// How many must cosign.
    pub quorum: Option<u32>,
    /// Greatest age of a cosignature to send something, in seconds.
    pub report_secs: Option<u64>,
    /// Greatest age of a cosignature to show "confirmed", in seconds.
    pub confirm_secs: Option<u64>,
}

impl WitnessChange {
    /// Makes the policy of the next card from that of the last one.
    ///
    /// # Errors
    ///
    /// [`WitnessChangeError`], by variant.
    pub fn apply(&self, policy: &WitnessPolicy) -> Result<WitnessPolicy, WitnessChangeError> {
        let mut policy = policy.clone();
        for name in &self.drop {
            let before = policy.keys.len();
            policy.keys.retain(|key| key.name() != name);
            if policy.keys.len() == before {
                return Err(WitnessChangeError::Unknown { name: name.clone() });
            }
        }
        policy.keys.extend(self.add.iter().cloned());
        policy.quorum = self.quorum.unwrap_or(policy.quorum);
        policy.report_secs = self.report_secs.unwrap_or(policy.report_secs);
        policy.confirm_secs = self.confirm_secs.unwrap_or(policy.confirm_secs);
        // Readers refuse a card whose policy cannot be: better to hear it here.
        Policy::new(policy.keys.clone(), policy.quorum, policy.report_secs)?;
        if policy.report_secs == 0 || policy.confirm_secs == 0 {
            return Err(WitnessChangeError::Age);
        }
        Ok(policy)
    }
}

/// Why the witnesses cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessChangeError {
    /// The card names no such witness.
    #[error("the card names no witness {name}")]
    Unknown {
        /// The name.
        name: KeyName,
    },
    /// The keys and the quorum do not fit together.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// No cosignature can be so recent.
    #[error("an age is zero")]
    Age,
}
