//! Giving somebody other roles.

use std::collections::BTreeSet;

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::arrive::settle;
use super::{Person, Role, all};
use crate::case::access;
use crate::identity;
use crate::proposal::{Consent, Plan, What};
use crate::right::Right;
use crate::said::{Said, Say};
use crate::trail;
use crate::vault::{Change, PersonId, Records, Vault, VaultError};

/// That somebody gets these roles, and no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChange {
    /// Who.
    pub person: PersonId,
    /// What they will be there for.
    pub roles: BTreeSet<Role>,
}

impl RoleChange {
    fn person(&self, records: &impl Records) -> Result<Person, RoleError> {
        if self.roles.is_empty() {
            return Err(RoleError::None);
        }
        let people = all(records)?;
        let leads = |it: &&Person| it.is_present() && it.roles.contains(&Role::Coordinator);
        let is_last = people.iter().filter(leads).all(|it| it.id == self.person);
        if is_last && !self.roles.contains(&Role::Coordinator) {
            return Err(RoleError::LastCoordinator);
        }
        let found = people.into_iter().find(|it| it.id == self.person);
        let person = found.filter(Person::is_present).ok_or(RoleError::Absent)?;
        if records.vault().recovery()?.is_none() {
            self.check_keeps(records, &person)?;
        }
        Ok(person)
    }

    /// Checks that nothing is lost that only they can open.
    fn check_keeps(&self, records: &impl Records, person: &Person) -> Result<(), RoleError> {
        let keeps = |right: Right| self.roles.iter().any(|role| right.roles().contains(role));
        let loses = |right| person.has(right) && !keeps(right);
        let cases = access::only_readable_by(records, self.person)?.len();
        if loses(Right::Handle) && cases > 0 {
            return Err(RoleError::OnlyReader { cases });
        }
        let names = identity::only_kept_by(records, self.person)?;
        if loses(Right::KeepIdentities) && names > 0 {
            return Err(RoleError::OnlyCustodian { names });
        }
        Ok(())
    }
}

impl Plan for RoleChange {
    const WHAT: What = What::People;
    const KIND: &'static str = "role-change";
    type Done = ();
    type Error = RoleError;

    fn about(&self) -> Option<PersonId> {
        Some(self.person)
    }

    fn basis(&self, records: &impl Records) -> Result<String, RoleError> {
        let person = self.person(records)?;
        let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
        Ok(roles.join(" "))
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), RoleError> {
        let mut person = self.person(change)?;
        let had = person.clone();
        person.roles.clone_from(&self.roles);
        person.store(change, rng)?;
        if had.has(Right::Handle) && !person.has(Right::Handle) {
            access::lose(change, self.person, now, rng)?;
        }
        if had.has(Right::KeepIdentities) && !person.has(Right::KeepIdentities) {
            identity::lose(change, self.person, rng)?;
        }
        for role in &self.roles {
            let entry = trail::entry(change, now, Act::RoleChanged)
                .whom(self.person.for_trail())
                .with(Key::Proposal, consent.id)
                .with(Key::Role, role.as_str());
            trail::append(change, &entry, rng)?;
        }
        Ok(())
    }

    fn finish(
        vault: &mut Vault,
        _done: &(),
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), RoleError> {
        settle(vault, now, rng)?;
        Ok(())
    }
}

/// Why somebody does not get other roles.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RoleError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such person on the team.
    #[error("there is no such person on the team")]
    Absent,
    /// They would have none.
    #[error("a person needs a role")]
    None,
    /// Cases would be lost that nobody else reads.
    #[error("nobody else reads {cases} of their cases")]
    OnlyReader {
        /// How many.
        cases: usize,
    },
    /// Names of reporters would be lost that nobody else keeps.
    #[error("nobody else keeps {names} of their names")]
    OnlyCustodian {
        /// How many.
        names: usize,
    },
    /// The team would have no coordinator.
    #[error("the team needs a coordinator")]
    LastCoordinator,
}

impl Say for RoleError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Absent => Said::refused("err-no-person"),
            Self::None => Said::refused("err-no-role"),
            Self::OnlyReader { cases } => Said::refused("err-only-reader")
                .hint("rec-only-reader")
                .value("cases", cases),
            Self::OnlyCustodian { names } => Said::refused("err-only-custodian")
                .hint("rec-only-custodian")
                .value("names", names),
            Self::LastCoordinator => {
                Said::refused("err-last-coordinator").hint("rec-last-coordinator")
            }
        }
    }
}
