//! What can be proposed.

use rand_core::CryptoRng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::PlanFault;
use super::store::ProposalId;
use crate::case::CaseNumber;
use crate::right::Right;
use crate::vault::{Change, PersonId, Records, Vault, VaultError};

/// What takes two people: the list of R090, and what R087 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum What {
    /// A case is closed without an investigation.
    Closing,
    /// A case is referred or handed over.
    Referral,
    /// What was said for the desk only leaves the vault.
    Export,
    /// The name of a reporter is opened.
    Identity,
    /// A case is deleted.
    Deletion,
    /// Something is made public.
    Publication,
    /// Something is done with the desk's keys.
    Keys,
    /// Somebody joins, leaves, or gets another role.
    People,
    /// Somebody handles a case against a warning (R087).
    Rule,
}

impl What {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Closing,
        Self::Referral,
        Self::Export,
        Self::Identity,
        Self::Deletion,
        Self::Publication,
        Self::Keys,
        Self::People,
        Self::Rule,
    ];

    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::Referral => "referral",
            Self::Export => "export",
            Self::Identity => "identity",
            Self::Deletion => "deletion",
            Self::Publication => "publication",
            Self::Keys => "keys",
            Self::People => "people",
            Self::Rule => "rule",
        }
    }

    /// Returns what it takes to propose it.
    #[must_use]
    pub const fn first(self) -> Right {
        match self {
            Self::Closing | Self::Referral | Self::Export => Right::Handle,
            Self::Identity => Right::AskIdentity,
            Self::Deletion => Right::Delete,
            Self::Publication => Right::Figures,
            Self::Keys => Right::Keys,
            Self::People => Right::People,
            Self::Rule => Right::Assign,
        }
    }

    /// Returns what it takes to approve it.
    #[must_use]
    pub const fn second(self) -> Right {
        match self {
            Self::Closing | Self::Referral | Self::Export | Self::Rule => Right::SecondCase,
            Self::Identity => Right::KeepIdentities,
            Self::Deletion => Right::SecondDeletion,
            Self::Publication => Right::SecondPublication,
            Self::Keys | Self::People => Right::SecondTeam,
        }
    }

    /// Says whether only who reads the case can judge it. Its reason and plan are then content of the
    /// case; otherwise they are read by the team and outlive the case, so they must hold no content.
    #[must_use]
    pub const fn takes_reading(self) -> bool {
        matches!(self, Self::Closing | Self::Referral | Self::Export)
    }
}

/// When a plan is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In the change of whoever approves it.
    AtApproval,
    /// Afterwards, once, by whoever proposed it: what they need for it is theirs.
    ByProposer,
}

/// By whose consent a plan is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The proposal; the same in all its entries in the trail.
    pub id: ProposalId,
    /// Who proposed it.
    pub by: PersonId,
    /// Who approved it; absent if nobody else is on the team.
    pub second: Option<PersonId>,
}

/// An act that takes two people. See [the module](super).
pub trait Plan: Serialize + DeserializeOwned {
    /// What it is by law: who may propose and approve it.
    const WHAT: What;
    /// What exactly: `[a-z][a-z0-9-]*`, at most 32 bytes, different from every other. It stands in
    /// the trail.
    const KIND: &'static str;
    /// When it is done.
    const WHEN: When = When::AtApproval;
    /// What doing it gives.
    type Done;
    /// Why it cannot be done.
    type Error: PlanFault + From<VaultError>;

    /// Names its case.
    fn case(&self) -> Option<&CaseNumber> {
        None
    }

    /// Names the person that it is about: they are no second for it, and do not count as one.
    fn about(&self) -> Option<PersonId> {
        None
    }

    /// Says what it rests on, in a form that changes when that does; then an approval comes too
    /// late. Refuses what cannot be done.
    ///
    /// # Errors
    ///
    /// Those of the plan.
    fn basis(&self, records: &impl Records) -> Result<String, Self::Error>;

    /// Does it, in the change that also notes the consent.
    ///
    /// # Errors
    ///
    /// Those of the plan; then nothing is changed.
    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Self::Done, Self::Error>;

    /// Does what a change cannot hold, once it is committed: files, locks. A crash can come in
    /// between, so the change must have noted that it is to be done.
    ///
    /// # Errors
    ///
    /// Those of the plan; the change stands.
    fn finish(
        _vault: &mut Vault,
        _done: &Self::Done,
        _now: u64,
        _rng: &mut impl CryptoRng,
    ) -> Result<(), Self::Error> {
        Ok(())
    }
}
