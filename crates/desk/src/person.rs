//! The team: who opens the vault, and what they are there for.
//!
//! A person's name is in the vault only; elsewhere, in the trail too, stands their [`PersonId`].

mod absence;
mod arrive;
mod detail;
mod entrant;
mod join;
mod leave;
mod role;
mod statement;
mod token;

pub use absence::{Absence, AbsenceWarning, absence_warnings, end_absence, set_absence};
pub use arrive::{Arrival, arrive};
pub use detail::{set_aliases, set_units};
pub use join::{Joining, join};
pub use leave::{LeaveError, Leaving};
pub use role::{RoleChange, RoleError};
pub use statement::{accept_statement, heed_statement, statement_overdue};
pub use token::{enrol_token, remove_token};

pub(crate) use entrant::Entrant;

use std::collections::BTreeSet;

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::time::Day;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::right::{self, Right, RightError};
use crate::said::{Said, Say};
use crate::term;
use crate::vault::{Change, DraftLock, Passphrase, PersonId, Record, Records, Vault, VaultError};

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
    /// Other names that reporters may know them by: nicknames, a name from before a marriage.
    #[serde(default)]
    pub aliases: BTreeSet<String>,
    /// Units that they belong to, or belonged to until lately; each from the whole to the part, with
    /// `/` in between.
    #[serde(default)]
    pub units: BTreeSet<String>,
    /// When they are away.
    #[serde(default)]
    pub absences: Vec<Absence>,
    /// The plugins of their hardware tokens; without any their passphrase opens the vault alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<String>,
    /// Their lock, until it stands in `vault.json`.
    #[serde(default)]
    lock: Option<DraftLock>,
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

    /// Lists their name and their other names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .map(String::as_str)
    }

    /// Says whether they are in one chain of command with a unit: one is the other or a part of it.
    pub(crate) fn belongs_to(&self, unit: &str) -> bool {
        let unit = parts(unit);
        let is_same = |own: &String| {
            let own = parts(own);
            let both = own.iter().zip(&unit);
            !own.is_empty() && !unit.is_empty() && both.into_iter().all(|(a, b)| a == b)
        };
        self.units.iter().any(is_same)
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

/// Takes the name of a unit apart, folded.
fn parts(unit: &str) -> Vec<String> {
    let parts = unit.split('/').map(bellrope_casework::fold::fold);
    parts.filter(|part| !part.is_empty()).collect()
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
        aliases: BTreeSet::new(),
        units: BTreeSet::new(),
        absences: Vec::new(),
        tokens: Vec::new(),
        lock: None,
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

impl NewPerson<'_> {
    fn person(&self, id: PersonId, identity: &Identity, now: u64) -> Person {
        Person {
            id,
            name: self.name.trim().to_owned(),
            roles: self.roles.clone(),
            joined: term::local_day(now),
            left: None,
            accepted: None,
            aliases: BTreeSet::new(),
            units: BTreeSet::new(),
            absences: Vec::new(),
            tokens: Vec::new(),
            lock: None,
            recipient: identity.recipient().to_string(),
        }
    }
}

/// Lets somebody in where nobody could be the second person: the team is one, or shares opened the
/// vault. Everywhere else there is [`join`]. They read what is imported from now on.
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
    let people = all(&vault.read()?)?;
    if let Ok(me) = vault.me() {
        right::check(&vault.read()?, Right::People, now)?;
        if people.iter().any(|it| it.is_present() && it.id != me) {
            return Err(PersonError::SecondNeeded);
        }
    }
    let entrant = Entrant::draw(vault, new, now, rng)?;
    vault.change(|change| entrant.note(change, now, rng))?;
    entrant.let_in(vault, rng)?;
    Ok(entrant.person().id)
}

/// Checks that somebody can be told from the others.
fn check_name(people: &[Person], name: &str) -> Result<(), PersonError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(PersonError::NoName);
    }
    if people.iter().any(|it| it.is_present() && it.name == name) {
        return Err(PersonError::NameTaken);
    }
    Ok(())
}

/// Changes the passphrase of whoever has the vault open; their tokens stay.
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
    let me = me(&vault.read()?)?;
    let entrant = Entrant::anew(vault, me, passphrase, rng)?;
    vault.change(|change| entrant.note(change, now, rng))?;
    entrant.let_in(vault, rng)
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
    /// There is no such person on the team.
    #[error("there is no such person on the team")]
    Absent,
    /// An absence ends before it begins.
    #[error("absence ends before it begins")]
    Backwards,
    /// There is no such absence.
    #[error("there is no such absence")]
    NoAbsence,
    /// Somebody else is on the team: joining takes a second person.
    #[error("letting somebody in takes a second person")]
    SecondNeeded,
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
}

impl From<RightError> for PersonError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl Say for PersonError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::NoName => Said::refused("err-no-person-name"),
            Self::NameTaken => Said::refused("err-name-taken").hint("rec-name-taken"),
            Self::Absent => Said::refused("err-no-person"),
            Self::Backwards => Said::refused("err-absence-backwards"),
            Self::NoAbsence => Said::refused("err-no-absence"),
            Self::SecondNeeded => Said::refused("err-second-needed").hint("rec-second"),
            Self::Right(err) => err.said(),
        }
    }
}
