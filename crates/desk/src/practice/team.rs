//! Who works at a practice desk. Their passphrases are no secret.

use rand::rngs::StdRng;
use zeroize::Zeroizing;

use super::PracticeError;
use crate::person::{self, NewPerson, Role};
use crate::vault::{Passphrase, PassphraseError, PersonId, Seat, Vault, VaultError};

/// Name and roles of everybody; the first founds the desk and coordinates.
const TEAM: &[(&str, &[Role])] = &[
    ("Femke de Wit", &[Role::Caseworker, Role::Coordinator]),
    // Stands in for her, and is the second person where it takes two.
    ("Ruben Akkerman", &[Role::Caseworker, Role::Coordinator]),
    ("Samira Haddou", &[Role::Caseworker]),
    ("Joost van Rijn", &[Role::Caseworker]),
    ("Priya Raman", &[Role::Caseworker]),
    ("Wendy Maduro", &[Role::Caseworker]),
    ("Hanna Postma", &[Role::Analyst]),
];

/// Somebody of the practice team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Their name.
    pub name: String,
    /// What they are there for.
    pub roles: Vec<Role>,
    /// Their passphrase.
    pub passphrase: String,
}

pub(super) const fn coordinator() -> &'static str {
    TEAM[0].0
}

/// Returns the passphrase of somebody.
pub(super) fn passphrase_of(name: &str) -> Result<Passphrase, PassphraseError> {
    Passphrase::choose(Zeroizing::new(words_of(name)))
}

fn words_of(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    format!("{first} oefent met het meldpunt")
}

/// A place at the vault, and what its owner does.
pub(super) struct Place {
    /// Empty while its owner sits at the vault.
    pub(super) seat: Option<Seat>,
    pub(super) person: Option<PersonId>,
    /// Whether they work on cases.
    pub(super) handles: bool,
    /// Whether they say who works on which.
    pub(super) assigns: bool,
}

/// Lets everybody in, and opens their locks; the first sits at the vault.
pub(super) fn gather(
    vault: &mut Vault,
    now: u64,
    rng: &mut StdRng,
) -> Result<(Vec<Colleague>, Vec<Place>), PracticeError> {
    let mut team = Vec::new();
    let mut places = Vec::new();
    for (at, (name, roles)) in TEAM.iter().enumerate() {
        let passphrase = passphrase_of(name)?;
        let (seat, person) = if at == 0 {
            (None, Some(vault.me()?))
        } else {
            let new = NewPerson {
                name,
                roles: roles.iter().copied().collect(),
                passphrase: &passphrase,
            };
            let person = let_in(vault, &new, at, now, rng)?;
            (Some(vault.seat(&passphrase)?), Some(person))
        };
        places.push(Place {
            seat,
            person,
            handles: roles.contains(&Role::Caseworker),
            assigns: roles.contains(&Role::Coordinator),
        });
        team.push(Colleague {
            name: (*name).to_owned(),
            roles: roles.to_vec(),
            passphrase: words_of(name),
        });
    }
    Ok((team, places))
}

/// Lets somebody in: the second by the first alone, everybody after them by both (R195).
fn let_in(
    vault: &mut Vault,
    new: &NewPerson<'_>,
    at: usize,
    now: u64,
    rng: &mut StdRng,
) -> Result<PersonId, PracticeError> {
    if at == 1 {
        return Ok(person::add(vault, new, now, rng)?);
    }
    let witness = vault.witness(&passphrase_of(TEAM[1].0)?)?;
    let joined = person::join(vault, new, "Nieuwe collega.", Some(&witness), now, rng)?;
    let damaged = VaultError::Damaged { part: "practice" };
    Ok(joined.ok_or(damaged)?)
}
