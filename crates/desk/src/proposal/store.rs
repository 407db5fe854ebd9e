//! Proposals as they are kept.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::encoding::{decode_hex_array, encode_hex};
use rand_core::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use super::error::ProposalError;
use super::plan::{Plan, What};
use super::rule;
use crate::bytes::{Blob, Bytes};
use crate::case::{CaseNumber, OpenCase};
use crate::vault::{Change, PersonId, Record, Records, VaultError};

/// Which proposal: eight random bytes, written as 16 hex digits, as in the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProposalId([u8; 8]);

impl ProposalId {
    pub(super) fn draw(rng: &mut impl CryptoRng) -> Self {
        let mut id = [0; 8];
        rng.fill_bytes(&mut id);
        Self(id)
    }
}

impl fmt::Display for ProposalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_hex(&self.0))
    }
}

impl FromStr for ProposalId {
    type Err = ProposalIdError;

    fn from_str(text: &str) -> Result<Self, ProposalIdError> {
        decode_hex_array(text)
            .map(Self)
            .map_err(|_| ProposalIdError)
    }
}

/// The text is no id of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 16 hex digits")]
pub struct ProposalIdError;

impl Serialize for ProposalId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ProposalId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
#[non_exhaustive]
pub enum State {
    /// It waits for a second person.
    Waiting,
    /// It was approved; whoever proposed it can now do it.
    Approved {
        /// Who approved it.
        by: PersonId,
        /// When, in Unix seconds.
        at: u64,
    },
    /// It was done.
    Done {
        /// Who approved it; absent if nobody else was on the team.
        second: Option<PersonId>,
        /// When, in Unix seconds.
        at: u64,
    },
    /// Somebody refused it.
    Refused {
        /// Who.
        by: PersonId,
        /// When, in Unix seconds.
        at: u64,
    },
    /// Whoever proposed it withdrew it.
    Withdrawn {
        /// When, in Unix seconds.
        at: u64,
    },
    /// What it rested on had changed.
    Stale {
        /// When that was seen, in Unix seconds.
        at: u64,
    },
    /// Nobody approved it, or did what was approved, in time.
    Expired,
}

impl State {
    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved { .. } => "approved",
            Self::Done { .. } => "done",
            Self::Refused { .. } => "refused",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Stale { .. } => "stale",
            Self::Expired => "expired",
        }
    }

    /// Says whether something can still come of it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Approved { .. })
    }
}

/// A proposal, without its reason and its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which it is.
    pub id: ProposalId,
    /// What it is by law.
    pub what: What,
    /// What exactly: [`Plan::KIND`].
    pub kind: String,
    /// Its case.
    pub case: Option<CaseNumber>,
    /// The person that it is about.
    pub about: Option<PersonId>,
    /// Who proposed it.
    pub by: PersonId,
    /// When, in Unix seconds.
    pub at: u64,
    /// What became of it.
    pub state: State,
    /// Hash of what it rests on.
    basis: Bytes<32>,
}

impl Record for Proposal {
    const TABLE: &'static str = "proposals";
}

/// Why something is proposed, and what.
#[derive(Clone, Serialize, Deserialize)]
pub struct Substance {
    /// Why.
    pub reason: String,
    /// Why it was refused.
    pub answer: Option<String>,
    /// The salt of the reason's hash in the trail.
    salt: Bytes<32>,
    /// The salt of that of the answer.
    answer_salt: Option<Bytes<32>>,
    /// The plan as JSON; absent once it was decided, outside of a case.
    plan: Option<Blob>,
}

impl fmt::Debug for Substance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Substance").finish_non_exhaustive()
    }
}

impl Record for Substance {
    const TABLE: &'static str = "proposed";
}

/// The same as content of a case: another table, for another key.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct OfCase(Substance);

impl Record for OfCase {
    const TABLE: &'static str = "case-proposed";
}

impl Substance {
    pub(super) fn new(
        reason: &str,
        plan: &impl Plan,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        let unwritable = |source| VaultError::Unwritable {
            table: Self::TABLE,
            source,
        };
        let plan = serde_json::to_vec(plan).map_err(unwritable)?;
        Ok(Self {
            reason: reason.to_owned(),
            answer: None,
            salt: salt(rng),
            answer_salt: None,
            plan: Some(Blob::new(plan)),
        })
    }

    /// Reads what exactly is proposed, while it is open.
    ///
    /// # Errors
    ///
    /// [`ProposalError::Kind`] once it was decided, outside of a case; [`ProposalError::Vault`] for a
    /// plan of another type.
    pub fn plan<P: Plan>(&self) -> Result<P, ProposalError> {
        let plan = self.plan.as_ref().ok_or(ProposalError::Kind)?;
        let damaged = |_| VaultError::Damaged { part: Self::TABLE };
        Ok(serde_json::from_slice(&plan.0).map_err(damaged)?)
    }

    /// Returns the hash of the reason, as the trail has it.
    pub(super) fn reason_hash(&self) -> bellrope_trail::reason::ReasonHash {
        bellrope_trail::reason::hash(&self.salt.0, &self.reason)
    }

    /// Adds why it was refused, and returns the hash of that.
    pub(super) fn answer(
        &mut self,
        text: &str,
        rng: &mut impl CryptoRng,
    ) -> bellrope_trail::reason::ReasonHash {
        let salt = salt(rng);
        self.answer = Some(text.to_owned());
        self.answer_salt = Some(salt);
        bellrope_trail::reason::hash(&salt.0, text)
    }
}

fn salt(rng: &mut impl CryptoRng) -> Bytes<32> {
    let mut salt = [0; 32];
    rng.fill_bytes(&mut salt);
    Bytes(salt)
}

impl Proposal {
    pub(super) fn new<P: Plan>(
        id: ProposalId,
        plan: &P,
        by: PersonId,
        basis: &str,
        now: u64,
    ) -> Self {
        Self {
            id,
            what: P::WHAT,
            kind: P::KIND.to_owned(),
            case: plan.case().cloned(),
            about: plan.about(),
            by,
            at: now,
            state: State::Waiting,
            basis: hash(basis),
        }
    }

    /// Says whether it rests on something else now.
    pub(super) fn is_stale(&self, basis: &str) -> bool {
        self.basis != hash(basis)
    }

    pub(super) fn store(
        &self,
        change: &Change<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put(self.id.to_string(), self, rng)
    }

    /// Opens the case whose content its substance is, if it is that of a case.
    fn case_of_substance(&self, records: &impl Records) -> Result<Option<OpenCase>, ProposalError> {
        match &self.case {
            Some(number) if self.what.takes_reading() => {
                let case = OpenCase::find(records, number)?;
                Ok(Some(case.ok_or(ProposalError::NoCase)?))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn put_substance(
        &self,
        change: &Change<'_>,
        substance: Substance,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ProposalError> {
        let name = self.id.to_string();
        match self.case_of_substance(change)? {
            Some(case) => {
                let channel = case.channel(change)?;
                case.put_content(change, &channel, &name, &OfCase(substance), rng)?;
            }
            None => {
                let plan = substance.plan.filter(|_| self.state.is_open());
                change.put(&name, &Substance { plan, ..substance }, rng)?;
            }
        }
        Ok(())
    }

    pub(super) fn substance(&self, records: &impl Records) -> Result<Substance, ProposalError> {
        let name = self.id.to_string();
        let found = match self.case_of_substance(records)? {
            Some(case) => case.content::<OfCase>(records, &name)?.map(|it| it.0),
            None => records.find(&name)?,
        };
        let damaged = VaultError::Damaged {
            part: Substance::TABLE,
        };
        Ok(found.ok_or(damaged)?)
    }
}

fn hash(basis: &str) -> Bytes<32> {
    Bytes(Sha256::digest(basis).into())
}

/// Lists all proposals as they stand at a time, the newest first.
///
/// # Errors
///
/// [`VaultError`].
pub fn all(records: &impl Records, now: u64) -> Result<Vec<Proposal>, VaultError> {
    let found: Vec<Proposal> = records.all()?;
    let mut all: Vec<_> = found.into_iter().map(|it| rule::at(it, now)).collect();
    all.sort_by_key(|it| (std::cmp::Reverse(it.at), it.id));
    Ok(all)
}

/// Finds a proposal as it stands at a time.
///
/// # Errors
///
/// [`ProposalError::Absent`], [`ProposalError::Vault`].
pub fn find(records: &impl Records, id: ProposalId, now: u64) -> Result<Proposal, ProposalError> {
    let found = records.find(id.to_string())?;
    Ok(rule::at(found.ok_or(ProposalError::Absent)?, now))
}

/// Returns why something is proposed, for whoever may read it.
///
/// # Errors
///
/// [`ProposalError::Vault`] with [`VaultError::Closed`] if it is content of a case that is closed to
/// whoever has the vault open; [`ProposalError::NoCase`] if that was deleted.
pub fn substance(records: &impl Records, proposal: &Proposal) -> Result<Substance, ProposalError> {
    proposal.substance(records)
}
