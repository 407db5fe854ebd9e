//! Leaving the team (R195).
//!
//! The change notes that somebody left and takes them off every case. What follows is done by whoever
//! has the vault open, or by the next who opens it ([`super::arrive`]): their lock goes, the team gets
//! a key that they do not hold, and so does every case that they could read.

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::arrive::settle;
use super::{Person, Role, all};
use crate::case::access;
use crate::identity;
use crate::proposal::{Consent, Plan, What};
use crate::said::{Said, Say};
use crate::term;
use crate::trail;
use crate::vault::{Change, PersonId, Records, Vault, VaultError};

/// That somebody leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Who.
    pub person: PersonId,
}

impl Leaving {
    fn person(&self, records: &impl Records) -> Result<Person, LeaveError> {
        let people = all(records)?;
        let leads = |it: &&Person| it.is_present() && it.roles.contains(&Role::Coordinator);
        let mut leaders = people.iter().filter(leads);
        if leaders.all(|it| it.id == self.person) {
            return Err(LeaveError::LastCoordinator);
        }
        if records.vault().recovery()?.is_none() {
            let only = access::only_readable_by(records, self.person)?.len();
            if only > 0 {
                return Err(LeaveError::OnlyReader { cases: only });
            }
            let only = identity::only_kept_by(records, self.person)?;
            if only > 0 {
                return Err(LeaveError::OnlyCustodian { names: only });
            }
        }
        let found = people.into_iter().find(|it| it.id == self.person);
        found.filter(Person::is_present).ok_or(LeaveError::Absent)
    }
}

impl Plan for Leaving {
    const WHAT: What = What::People;
    const KIND: &'static str = "leaving";
    type Done = ();
    type Error = LeaveError;

    fn about(&self) -> Option<PersonId> {
        Some(self.person)
    }

    fn basis(&self, records: &impl Records) -> Result<String, LeaveError> {
        Ok(self.person(records)?.id.to_string())
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), LeaveError> {
        let mut person = self.person(change)?;
        person.left = Some(term::local_day(now));
        person.store(change, rng)?;
        access::lose(change, self.person, now, rng)?;
        identity::lose(change, self.person, rng)?;
        let entry = trail::entry(change, now, Act::PersonLeft)
            .whom(self.person.for_trail())
            .with(Key::Proposal, consent.id);
        Ok(trail::append(change, &entry, rng)?)
    }

    fn finish(
        vault: &mut Vault,
        _done: &(),
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), LeaveError> {
        settle(vault, now, rng)?;
        Ok(())
    }
}

/// Why somebody cannot leave yet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LeaveError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such person on the team.
    #[error("there is no such person on the team")]
    Absent,
    /// The team would have no coordinator.
    #[error("the team needs a coordinator")]
    LastCoordinator,
    /// Cases would be lost that nobody else reads.
    #[error("nobody else reads {cases} of their cases")]
    OnlyReader {
        /// How many.
        cases: usize,
    },
    /// Names of reporters would be lost that no other custodian keeps.
    #[error("nobody else keeps {names} of their names")]
    OnlyCustodian {
        /// How many.
        names: usize,
    },
}

impl Say for LeaveError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Absent => Said::refused("err-no-person"),
            Self::LastCoordinator => {
                Said::refused("err-last-coordinator").hint("rec-last-coordinator")
            }
            Self::OnlyReader { cases } => Said::refused("err-only-reader")
                .hint("rec-only-reader")
                .value("cases", cases),
            Self::OnlyCustodian { names } => Said::refused("err-only-custodian")
                .hint("rec-only-custodian")
                .value("names", names),
        }
    }
}
