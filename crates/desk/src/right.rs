//! Rights: what each role may do. One table says it, [`ROLES_OF`]; everything else asks.
//!
//! A right opens no case: reading takes a key that was wrapped to the reader ([`crate::case`]).
//! Auditors have no role here and need no lock, for what they check is exported to them: the trail,
//! the register, the figures.

use bellrope_protocol::time::Day;

use crate::person::{self, Person, Role};
use crate::term;
use crate::vault::{PersonId, Records, VaultError};

/// Something that not everybody of a team may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Right {
    /// Carry bundles in and out, make batches and backups.
    Carry,
    /// See the register: what is known of cases without their content.
    Register,
    /// Be given cases, read and handle them.
    Handle,
    /// Say who handles a case and who reads it.
    Assign,
    /// Be the second for what is done in a case: closing, referral, export, a warned-of handler.
    SecondCase,
    /// Propose that a case is deleted.
    Delete,
    /// Be the second for a deletion.
    SecondDeletion,
    /// Ask for a name that a reporter gave.
    AskIdentity,
    /// Keep the names that reporters gave; be the second for opening one.
    KeepIdentities,
    /// Make figures and reports, and propose to publish them.
    Figures,
    /// Be the second for a publication.
    SecondPublication,
    /// Propose what is done with the desk's keys.
    Keys,
    /// Propose who is on the team, and as what; keep the calendar of absences.
    People,
    /// Be the second for keys and people.
    SecondTeam,
    /// Export the trail to an auditor.
    Trail,
    /// Change what the desk promises, and how it words its templates.
    Configure,
}

use Role::{Analyst, Caseworker, Coordinator, Custodian};

/// Every right, and the roles that have it.
pub const ROLES_OF: &[(Right, &[Role])] = &[
    (Right::Carry, &[Caseworker, Coordinator, Custodian, Analyst]),
    (
        Right::Register,
        &[Caseworker, Coordinator, Custodian, Analyst],
    ),
    (Right::Handle, &[Caseworker, Coordinator]),
    (Right::Assign, &[Coordinator]),
    (Right::SecondCase, &[Caseworker, Coordinator]),
    (Right::Delete, &[Coordinator]),
    (Right::SecondDeletion, &[Caseworker, Coordinator]),
    (Right::AskIdentity, &[Caseworker, Coordinator]),
    (Right::KeepIdentities, &[Custodian]),
    (Right::Figures, &[Coordinator, Analyst]),
    (Right::SecondPublication, &[Caseworker, Coordinator]),
    (Right::Keys, &[Coordinator]),
    (Right::People, &[Coordinator]),
    (
        Right::SecondTeam,
        &[Caseworker, Coordinator, Custodian, Analyst],
    ),
    (Right::Trail, &[Coordinator]),
    (Right::Configure, &[Coordinator]),
];

impl Right {
    /// Every right.
    pub const ALL: [Self; 16] = [
        Self::Carry,
        Self::Register,
        Self::Handle,
        Self::Assign,
        Self::SecondCase,
        Self::Delete,
        Self::SecondDeletion,
        Self::AskIdentity,
        Self::KeepIdentities,
        Self::Figures,
        Self::SecondPublication,
        Self::Keys,
        Self::People,
        Self::SecondTeam,
        Self::Trail,
        Self::Configure,
    ];

    /// Says which roles have it.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        let line = ROLES_OF.iter().find(|(right, _)| *right == self);
        line.map_or(&[], |(_, roles)| roles)
    }

    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Carry => "carry",
            Self::Register => "register",
            Self::Handle => "handle",
            Self::Assign => "assign",
            Self::SecondCase => "second-case",
            Self::Delete => "delete",
            Self::SecondDeletion => "second-deletion",
            Self::AskIdentity => "ask-identity",
            Self::KeepIdentities => "keep-identities",
            Self::Figures => "figures",
            Self::SecondPublication => "second-publication",
            Self::Keys => "keys",
            Self::People => "people",
            Self::SecondTeam => "second-team",
            Self::Trail => "trail",
            Self::Configure => "configure",
        }
    }
}

impl Person {
    /// Says whether they have a right: by one of their roles, as long as they are on the team.
    #[must_use]
    pub fn has(&self, right: Right) -> bool {
        self.is_present() && self.roles.iter().any(|role| right.roles().contains(role))
    }
}

/// Checks that whoever has the vault open has a right now, and returns who it is.
///
/// # Errors
///
/// [`RightError`], by variant.
pub fn check(records: &impl Records, right: Right, now: u64) -> Result<Person, RightError> {
    check_of(records, records.vault().me()?, right, now)
}

/// Checks that somebody has a right now.
///
/// # Errors
///
/// [`RightError`], by variant.
pub fn check_of(
    records: &impl Records,
    id: PersonId,
    right: Right,
    now: u64,
) -> Result<Person, RightError> {
    let person = person::find(records, id)?.ok_or(VaultError::Nobody)?;
    if !person.has(right) {
        return Err(RightError::Missing { right });
    }
    let due = person.statement_due();
    if due < term::local_day(now) {
        return Err(RightError::Statement { due });
    }
    Ok(person)
}

/// Why somebody may not do something.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RightError {
    /// The vault failed, or nobody of the team has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// None of their roles may.
    #[error("none of your roles may do this")]
    Missing {
        /// What it takes.
        right: Right,
    },
    /// The confidentiality statement must be accepted again (R092).
    #[error("the confidentiality statement was to be accepted by {due}")]
    Statement {
        /// The last day of the acceptance before.
        due: Day,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_stands_in_the_table_once_and_somebody_has_it() {
        for (right, roles) in ROLES_OF {
            let lines = ROLES_OF.iter().filter(|(other, _)| other == right);
            assert_eq!(lines.count(), 1, "{right:?}");
            assert!(!roles.is_empty(), "{right:?}");
            let codes = ROLES_OF.iter().filter(|(it, _)| it.code() == right.code());
            assert_eq!(codes.count(), 1, "{right:?}");
        }
        assert_eq!(Right::ALL.len(), ROLES_OF.len());
        for right in Right::ALL {
            assert!(!right.roles().is_empty(), "{right:?}");
        }
    }
}
