//! The types of a card, as its JSON has them.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::key::Ed25519PublicKey;
use crate::age::Recipient;
use crate::base::{Base, DeskName, Host};
use crate::json::{base64_array, text};
use crate::key::{AuthenticationPublicKey, FoundingRoot};
use crate::note::VerifierKey;
use crate::time::{Day, week};

/// A desk's current public keys and promises.
///
/// The desk fills one in and signs it; a reader gets one out of a
/// [`VerifiedCard`](super::VerifiedCard) only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The desk's short name.
    pub desk: DeskName,
    /// The relay's canonical host.
    pub host: Host,
    /// The desk's names for people.
    pub names: DeskNames,
    /// Number of the card, from 1; its entry in the card log is `serial` − 1.
    pub serial: u64,
    /// When it was made, in Unix seconds.
    pub made: u64,
    /// Until when it may be used, in Unix seconds, inclusive.
    pub not_after: u64,
    /// The root that the desk was founded with.
    #[serde(with = "founding")]
    pub founding: FoundingRoot,
    /// The root that signs this card.
    pub root: Ed25519PublicKey,
    /// The succession notes that lead from `founding` to `root`, each a whole signed note.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub succession: Vec<String>,
    /// The authentication keys, newest first.
    #[serde(with = "authentication")]
    pub authentication: Vec<AuthenticationPublicKey>,
    /// The intake recipients of the current week and the next seven.
    pub intake: Vec<IntakeRecipient>,
    /// The key that signs reply batches, confirmations and boards.
    pub push: Ed25519PublicKey,
    /// The push keys before it, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierPush>,
    /// How far back readers look.
    pub windows: Windows,
    /// How many replies a batch has.
    pub replies: ReplyCount,
    /// The relay's keys and pace.
    pub relay: RelayKeys,
    /// Who must have cosigned, and how recently.
    pub witnesses: WitnessPolicy,
    /// Logs that have ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<EndedLog>,
    /// Work that may be asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
}

impl Card {
    /// Returns host and desk.
    #[must_use]
    pub fn base(&self) -> Base {
        Base::new(self.host.clone(), self.desk.clone())
    }

    /// Returns the verifier of cards and succession notes.
    #[must_use]
    pub fn root_verifier(&self) -> VerifierKey {
        self.root.verifier(self.base().root_key_name())
    }

    /// Returns the verifier of what the push key of now signs; for what may be older see
    /// `NoteKeys` of `bellrope-transparency`.
    #[must_use]
    pub fn push_verifier(&self) -> VerifierKey {
        self.push.verifier(self.base().push_key_name())
    }

    /// Says whether this card hands on the push keys of the card before it: the list of that card,
    /// and in front of it the key that this one replaces, if it does.
    #[must_use]
    pub fn hands_on_push_keys(&self, before: &Self) -> bool {
        // spec: §11.1 N2
        if self.push == before.push {
            return self.earlier == before.earlier;
        }
        self.earlier
            .split_first()
            .is_some_and(|(newest, rest)| newest.push == before.push && rest == before.earlier)
    }

    /// Returns the verifier of receipts.
    #[must_use]
    pub fn receipt_verifier(&self) -> VerifierKey {
        self.relay.receipt.verifier(self.base().receipt_key_name())
    }

    /// Returns the verifier of the intake log's checkpoints and notes.
    #[must_use]
    pub fn intake_log_verifier(&self) -> VerifierKey {
        self.relay.log.verifier(self.base().intake_key_name())
    }

    /// Returns the verifier of the reply log's checkpoints and notes.
    #[must_use]
    pub fn replies_log_verifier(&self) -> VerifierKey {
        self.relay.log.verifier(self.base().replies_key_name())
    }

    /// Returns the verifier of the card log's checkpoints.
    #[must_use]
    pub fn cards_log_verifier(&self) -> VerifierKey {
        self.relay.log.verifier(self.base().cards_key_name())
    }

    /// Returns the recipient of letters at a log time (Unix seconds), if the card lists its week.
    #[must_use]
    pub fn recipient_at(&self, log_time: u64) -> Option<&IntakeRecipient> {
        let week = week(log_time);
        self.intake.iter().find(|intake| intake.week == week)
    }

    /// Returns the newest authentication key: the one for new reports.
    #[must_use]
    pub fn newest_authentication(&self) -> Option<&AuthenticationPublicKey> {
        self.authentication.first()
    }

    /// Returns the authentication key with a number.
    #[must_use]
    pub fn authentication_numbered(&self, number: u32) -> Option<&AuthenticationPublicKey> {
        self.authentication
            .iter()
            .find(|key| key.number() == number)
    }
}

/// A desk's names for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskNames {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

/// The public key for the letters of one week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeRecipient {
    /// Unix second of the week's Monday, 00:00 UTC.
    pub week: u64,
    /// The key.
    #[serde(with = "text")]
    pub recipient: Recipient,
}

/// A push key that was replaced, and all that it signed: it vouches for nothing beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierPush {
    /// The key.
    pub push: Ed25519PublicKey,
    /// How many batches of replies there were when it was replaced.
    pub batches: u64,
    /// The greatest size of the intake log that could be confirmed by then.
    pub confirmed: u64,
    /// How many boards there were by then.
    pub boards: u64,
}

impl EarlierPush {
    /// Says whether everything that another key signed lies within what this one signed.
    fn covers(&self, older: &Self) -> bool {
        self.batches >= older.batches
            && self.confirmed >= older.confirmed
            && self.boards >= older.boards
    }
}

/// Says whether earlier push keys are in order, newest first, each once, and none that is in use.
pub(super) fn are_in_order(push: &Ed25519PublicKey, earlier: &[EarlierPush]) -> bool {
    let is_new = |index: usize| {
        let key = &earlier[index].push;
        key != push && earlier[..index].iter().all(|newer| newer.push != *key)
    };
    (0..earlier.len()).all(is_new) && earlier.is_sorted_by(EarlierPush::covers)
}

/// How far back readers look, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// In the reply log.
    pub replies_days: u32,
    /// In the intake log.
    pub intake_days: u32,
}

/// How many replies the batch of a day has, covers included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyCount {
    /// The count now: a power of two.
    pub count: u32,
    /// A later count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextCount>,
}

impl ReplyCount {
    /// Returns the count on a day.
    #[must_use]
    pub fn count_on(&self, day: Day) -> u32 {
        match self.next {
            Some(next) if day >= next.from => next.count,
            _ => self.count,
        }
    }
}

/// A count that holds from a later day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCount {
    /// The count: a power of two.
    pub count: u32,
    /// The first day of it.
    pub from: Day,
}

/// The relay's keys and pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayKeys {
    /// The key of all three logs.
    pub log: Ed25519PublicKey,
    /// The key of receipts.
    pub receipt: Ed25519PublicKey,
    /// Length of an epoch, in seconds.
    pub epoch_secs: u32,
}

/// Who must have cosigned a checkpoint, and how recently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessPolicy {
    /// The witnesses.
    #[serde(with = "verifiers")]
    pub keys: Vec<VerifierKey>,
    /// How many of them at least; 0 claims nothing.
    pub quorum: u32,
    /// Greatest age of a cosignature to report, in seconds.
    pub report_secs: u64,
    /// Greatest age of a cosignature to call something confirmed, in seconds.
    pub confirm_secs: u64,
}

/// A log that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedLog {
    /// Its last part: `intake`, `replies` or `cards`.
    pub log: String,
    /// Origin of the log that goes on.
    pub successor: String,
}

/// Work that may be asked for. Reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Greatest difficulty, in bits.
    pub max_bits: u32,
}

/// A founding root in base64: `#[serde(with = "founding")]`.
pub(crate) mod founding {
    use super::{Deserializer, FoundingRoot, Serializer, base64_array};

    pub(crate) fn serialize<S: Serializer>(
        root: &FoundingRoot,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        base64_array::serialize(root.as_bytes(), serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<FoundingRoot, D::Error> {
        base64_array::deserialize(deserializer).map(FoundingRoot::from_bytes)
    }
}

mod authentication {
    use super::{
        AuthenticationPublicKey, Deserialize, Deserializer, Serialize, Serializer, base64_array, de,
    };

    #[derive(Serialize, Deserialize)]
    struct Wire {
        number: u32,
        #[serde(with = "base64_array")]
        key: [u8; 32],
    }

    pub(super) fn serialize<S: Serializer>(
        keys: &[AuthenticationPublicKey],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(keys.iter().map(|key| Wire {
            number: key.number(),
            key: *key.as_bytes(),
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<AuthenticationPublicKey>, D::Error> {
        Vec::<Wire>::deserialize(deserializer)?
            .into_iter()
            .map(|wire| AuthenticationPublicKey::from_bytes(wire.number, wire.key))
            .collect::<Result<_, _>>()
            .map_err(de::Error::custom)
    }
}

mod verifiers {
    use super::{Deserialize, Deserializer, Serializer, VerifierKey, de};

    pub(super) fn serialize<S: Serializer>(
        keys: &[VerifierKey],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(keys.iter().map(VerifierKey::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<VerifierKey>, D::Error> {
        Vec::<String>::deserialize(deserializer)?
            .iter()
            .map(|key| key.parse())
            .collect::<Result<_, _>>()
            .map_err(de::Error::custom)
    }
}
