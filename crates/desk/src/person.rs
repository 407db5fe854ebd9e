//! The team: who opens the vault, and what they are there for.
//!
//! A person's name is in the vault only; elsewhere, in the trail too, stands their [`PersonId`].

mod role;

pub use role::{RoleChange, RoleError};

use std::collections::BTreeSet;

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::term;
use crate::trail;
use crate::vault::{Change, Passphrase, PersonId, Record, Records, Vault, VaultError};

/// What somebody is on the team for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Handles cases; reads new ones.
    Caseworker,
    /// Leads the reporting point: people, keys, cases of others.
    Coordinator,
    /// Keeps the names that reporters gave; opens one only when asked with a reason.
    Custodian,
    /// Makes the figures; reads no case.
    Analyst,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [
        Self::Caseworker,
        Self::Coordinator,
        Self::Custodian,
        Self::Analyst,
    ];

    /// Returns the role's code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caseworker => "caseworker",
            Self::Coordinator => "coordinator",
            Self::Custodian => "custodian",
            Self::Analyst => "analyst",
        }
    }

    /// Says whether whoever has the role reads new cases.
    #[must_use]
    pub const fn triages(self) -> bool {
        matches!(self, Self::Caseworker | Self::Coordinator)
    }
}

/// Somebody of the team.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    /// Who they are in the trail.
    pub id: PersonId,
    /// Their name, as colleagues and reporters write it.
    pub name: String,
    /// What they are there for.
    pub roles: BTreeSet<Role>,
    /// The day from which they belong to the team.
    pub joined: Day,
    /// The day on which they left.
    #[serde(default)]
    pub left: Option<Day>,
    /// The day on which they last accepted the confidentiality statement; absent until they accept it
    /// for the second time, for nobody joins without.
    #[serde(default)]
    accepted: Option<Day>,
    /// Public half of their identity.
    recipient: String,
}

impl Record for Person {
    const TABLE: &'static str = "people";
}

impl Person {
    /// Says whether they belong to the team.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.left.is_none()
    }

    /// Returns the last day on which what they accepted of confidentiality holds (R092): a year after.
    #[must_use]
    pub fn statement_due(&self) -> Day {
        self.accepted.unwrap_or(self.joined).plus_months(12)
    }

    /// Says whether they read new cases.
    #[must_use]
    pub fn triages(&self) -> bool {
        self.is_present() && self.roles.iter().any(|role| role.triages())
    }

    /// Returns what is sealed to them.
    pub(crate) fn recipient(&self) -> Result<Recipient, VaultError> {
        let damaged = |_| VaultError::Damaged { part: Self::TABLE };
        self.recipient.parse().map_err(damaged)
    }

    pub(crate) fn store(
        &self,
        change: &Change<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put(self.id.to_string(), self, rng)
    }
}

/// Lists everybody, those who left included, by the day they came.
///
/// # Errors
///
/// [`VaultError`].
pub fn all(records: &impl Records) -> Result<Vec<Person>, VaultError> {
    let mut people: Vec<Person> = records.all()?;
    people.sort_by(|a, b| (a.joined, &a.name).cmp(&(b.joined, &b.name)));
    Ok(people)
}

/// Picks those who read new cases.
pub(crate) fn triaging(people: &[Person]) -> Vec<&Person> {
    people.iter().filter(|person| person.triages()).collect()
}

/// Finds a person.
///
/// # Errors
///
/// [`VaultError`].
pub fn find(records: &impl Records, id: PersonId) -> Result<Option<Person>, VaultError> {
    records.find(id.to_string())
}

/// Returns whoever has the vault open.
///
/// # Errors
///
/// [`VaultError::Nobody`] if shares opened it.
pub fn me(records: &impl Records) -> Result<Person, VaultError> {
    let damaged = VaultError::Damaged {
        part: Person::TABLE,
    };
    find(records, records.vault().me()?)?.ok_or(damaged)
}

/// Notes the person that a vault was made by.
pub(crate) fn found(
    change: &Change<'_>,
    name: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let vault = change.vault();
    let first = Person {
        id: vault.me()?,
        name: name.to_owned(),
        roles: BTreeSet::from([Role::Caseworker, Role::Coordinator, Role::Custodian]),
        joined: term::local_day(now),
        left: None,
        accepted: None,
        recipient: vault.identity().recipient().to_string(),
    };
    first.store(change, rng)
}

/// Who is new on the team.
#[derive(Debug)]
pub struct NewPerson<'a> {
    /// Their name.
    pub name: &'a str,
    /// What they are there for.
    pub roles: BTreeSet<Role>,
    /// The passphrase that they chose.
    pub passphrase: &'a Passphrase,
}

/// Lets somebody in: a lock of their own, and a record that says who they are. They read what is
/// imported from now on.
///
/// # Errors
///
/// [`PersonError`], by variant.
pub fn add(
    vault: &mut Vault,
    new: &NewPerson<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<PersonId, PersonError> {
    let name = new.name.trim();
    if name.is_empty() {
        return Err(PersonError::NoName);
    }
    let people = all(&vault.read()?)?;
    if people.iter().any(|it| it.is_present() && it.name == name) {
        return Err(PersonError::NameTaken);
    }
    let id = PersonId::draw(rng);
    let identity = Identity::generate(rng);
    // The lock comes first, which refuses a passphrase in use; without the record, it opens a vault
    // in which its owner is nobody.
    vault.put_lock(id, &identity, new.passphrase, rng)?;
    let person = Person {
        id,
        name: name.to_owned(),
        roles: new.roles.clone(),
        joined: term::local_day(now),
        left: None,
        accepted: None,
        recipient: identity.recipient().to_string(),
    };
    vault.change(|change| {
        person.store(change, rng)?;
        for role in &person.roles {
            let added = trail::entry(change, now, Act::PersonAdded)
                .whom(id.for_trail())
                .with(Key::Role, role.as_str());
            trail::append(change, &added, rng)?;
        }
        Ok::<_, VaultError>(())
    })?;
    Ok(id)
}

/// Changes the passphrase of whoever has the vault open.
///
/// # Errors
///
/// [`VaultError::PassphraseTaken`], [`VaultError::Io`].
pub fn change_passphrase(
    vault: &mut Vault,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let me = vault.me()?;
    let identity = Identity::from_seed(vault.identity().expose_seed());
    vault.put_lock(me, &identity, passphrase, rng)?;
    vault.change(|change| {
        let changed = trail::entry(change, now, Act::PassphraseChanged);
        trail::append(change, &changed, rng)
    })
}

/// Gives somebody of the team a new identity under a new passphrase. What was wrapped to the old one
/// has to be wrapped again.
pub(crate) fn relock(
    vault: &mut Vault,
    mut person: Person,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Person, VaultError> {
    let identity = Identity::generate(rng);
    vault.put_lock(person.id, &identity, passphrase, rng)?;
    person.recipient = identity.recipient().to_string();
    vault.change(|change| {
        person.store(change, rng)?;
        let changed = trail::entry(change, now, Act::PassphraseChanged);
        trail::append(change, &changed.whom(person.id.for_trail()), rng)
    })?;
    Ok(person)
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PersonError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// They have no name.
    #[error("a person needs a name")]
    NoName,
    /// Somebody of the team has the same name.
    #[error("somebody of the team has this name")]
    NameTaken,
}
