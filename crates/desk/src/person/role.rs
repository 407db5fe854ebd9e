//! Giving somebody other roles.

use std::collections::BTreeSet;

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{Person, Role, all};
use crate::proposal::{Consent, Plan, What};
use crate::said::{Said, Say};
use crate::trail;
use crate::vault::{Change, PersonId, Records, VaultError};

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
        found.filter(Person::is_present).ok_or(RoleError::Absent)
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
        person.roles.clone_from(&self.roles);
        person.store(change, rng)?;
        for role in &self.roles {
            let entry = trail::entry(change, now, Act::RoleChanged)
                .whom(self.person.for_trail())
                .with(Key::Proposal, consent.id)
                .with(Key::Role, role.as_str());
            trail::append(change, &entry, rng)?;
        }
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
            Self::LastCoordinator => {
                Said::refused("err-last-coordinator").hint("rec-last-coordinator")
            }
        }
    }
}
