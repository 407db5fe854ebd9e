//! What the cards of the pinned desk vouch for: the keys and promises that every other check
//! holds things against.

use bellrope_bundle::Log;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{Card, ReplyCount};
use bellrope_protocol::note::VerifierKey;
use bellrope_transparency::cosignature::Policy;
use bellrope_transparency::log_note::NoteKeys;

/// A desk whose cards lead to the auditor's pin.
///
/// [`keys::run`](super::keys::run) finds it out; what it finds wrong on the way is in that check.
#[derive(Debug, Clone)]
pub struct Trusted {
    /// Host and desk.
    pub base: Base,
    /// The newest card that verifies.
    pub newest: Card,
    /// What each card that verifies promised, by serial.
    pub cards: Vec<InForce>,
}

/// What one card says that others are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The card's serial.
    pub serial: u64,
    /// The end of the epoch in which it was logged, in Unix seconds: from then on it holds.
    pub logged: u64,
    /// How many replies a batch has.
    pub replies: ReplyCount,
    /// How far back readers look in the reply log, in days and so in batches.
    pub replies_days: u32,
    /// Length of the relay's epochs, in seconds.
    pub epoch_secs: u32,
}

impl Trusted {
    /// Returns the verifier of a log's checkpoints and of the relay's notes about it.
    #[must_use]
    pub fn log_verifier(&self, log: Log) -> VerifierKey {
        match log {
            Log::Cards => self.newest.cards_log_verifier(),
            Log::Replies => self.newest.replies_log_verifier(),
            Log::Intake => self.newest.intake_log_verifier(),
        }
    }

    /// Returns the keys of reply batches, confirmations and boards, as the newest card names them.
    #[must_use]
    pub fn push_keys(&self) -> NoteKeys {
        NoteKeys::push(&self.newest)
    }

    /// Returns the newest card's witness policy for an age in seconds; `None` if it is none that
    /// could be met, which the form of a card rules out.
    #[must_use]
    pub fn policy(&self, max_age_secs: u64) -> Option<Policy> {
        let witnesses = &self.newest.witnesses;
        Policy::new(witnesses.keys.clone(), witnesses.quorum, max_age_secs).ok()
    }
}
