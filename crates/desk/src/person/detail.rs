//! What is noted of somebody besides their name: what exclusion and the rule check go by.

use std::collections::BTreeSet;

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::{Person, PersonError, find};
use crate::right::{self, Right};
use crate::trail;
use crate::vault::{PersonId, Vault};

/// Notes what else somebody is called: a reporter who writes one of these names keeps them out.
///
/// # Errors
///
/// [`PersonError`], by variant.
pub fn set_aliases(
    vault: &mut Vault,
    person: PersonId,
    aliases: BTreeSet<String>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), PersonError> {
    set(vault, person, "aliases", now, rng, |it| {
        it.aliases = aliases
    })
}

/// Notes which units somebody belongs to (R087).
///
/// # Errors
///
/// [`PersonError`], by variant.
pub fn set_units(
    vault: &mut Vault,
    person: PersonId,
    units: BTreeSet<String>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), PersonError> {
    set(vault, person, "units", now, rng, |it| it.units = units)
}

fn set(
    vault: &mut Vault,
    id: PersonId,
    what: &str,
    now: u64,
    rng: &mut impl CryptoRng,
    set: impl FnOnce(&mut Person),
) -> Result<(), PersonError> {
    vault.change(|change| {
        right::check(change, Right::People, now)?;
        let found = find(change, id)?.filter(Person::is_present);
        let mut person = found.ok_or(PersonError::Absent)?;
        set(&mut person);
        person.store(change, rng)?;
        let entry = trail::entry(change, now, Act::PersonNoted)
            .whom(id.for_trail())
            .with(Key::What, what);
        Ok(trail::append(change, &entry, rng)?)
    })
}
