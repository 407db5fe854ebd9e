//! Who handles a case, and who reads it besides (R087, R088).

use std::collections::BTreeSet;

use bellrope_trail::{Act, Entry, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::standing::{AccessError, Standing};
use super::{renew, wrap};
use crate::case::{self, CaseNumber, OpenCase};
use crate::person::{self, Person};
use crate::proposal::{Consent, Plan, What};
use crate::right::{self, Right};
use crate::trail;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// Gives a case to somebody to handle; whoever does it reads the case, and so does who gets it.
///
/// # Errors
///
/// [`AccessError`], by variant. After [`AccessError::SameUnit`] there is [`AssignAnyway`], which takes
/// a second person (R087).
pub fn assign(
    vault: &mut Vault,
    number: &CaseNumber,
    to: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        right::check(change, Right::Assign, now)?;
        let case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
        let person = handler(change, &case, to)?;
        if shares_unit(change, &case, &person)? {
            return Err(AccessError::SameUnit);
        }
        give(change, case, &person, None, now, rng)
    })
}

/// Takes a case from somebody who handles it. They read it as before.
///
/// # Errors
///
/// [`AccessError`], by variant.
pub fn unassign(
    vault: &mut Vault,
    number: &CaseNumber,
    from: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        right::check(change, Right::Assign, now)?;
        let mut standing = Standing::find(change, number)?;
        if !standing.assigned.remove(&from) {
            return Err(AccessError::HandlesNot);
        }
        standing.store(change, number, rng)?;
        let entry = entry(change, now, Act::Unassigned, number, from)?;
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Lets one more person read a case, without giving it to them to handle.
///
/// # Errors
///
/// [`AccessError`], by variant.
pub fn let_in(
    vault: &mut Vault,
    number: &CaseNumber,
    person: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        let mut case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
        check_admits(change, &case, now)?;
        let person = handler(change, &case, person)?;
        if case.register.readers.contains(&person.id) {
            return Err(AccessError::Reads);
        }
        add_reader(change, &mut case, &person, rng)?;
        let entry = entry(change, now, Act::Assigned, number, person.id)?;
        let entry = entry.with(Key::Sort, "reader");
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Ends somebody's access to a case: it gets a key that they do not hold.
///
/// # Errors
///
/// [`AccessError`], by variant; [`AccessError::LastReader`] if nobody else could read it.
pub fn take_out(
    vault: &mut Vault,
    number: &CaseNumber,
    from: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    let fresh = case::draw_slots(vault, 1, rng)?.remove(0);
    let moved = vault.change(|change| {
        right::check(change, Right::Assign, now)?;
        let case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
        if !case.register.readers.contains(&from) {
            return Err(AccessError::ReadsNot);
        }
        renew::end_access(change, case, from, &fresh, now, rng)
    });
    renew::drop_slot(vault, moved, fresh)
}

/// Checks that somebody may let others read: who leads, who handles the case, its only reader.
fn check_admits(records: &impl Records, case: &OpenCase, now: u64) -> Result<(), AccessError> {
    let me = right::check(records, Right::Handle, now)?;
    let readers = &case.register.readers;
    let is_only = readers.len() == 1 && readers.contains(&me.id);
    let handles = Standing::find(records, case.number())?
        .assigned
        .contains(&me.id);
    if !is_only && !handles {
        right::check(records, Right::Assign, now)?;
    }
    Ok(())
}

/// Finds somebody who may handle a case.
fn handler(
    records: &impl Records,
    case: &OpenCase,
    person: PersonId,
) -> Result<Person, AccessError> {
    let person = person::find(records, person)?.filter(|it| it.has(Right::Handle));
    let person = person.ok_or(AccessError::NoHandler)?;
    if case.register.barred.contains(&person.id) {
        return Err(AccessError::Barred);
    }
    Ok(person)
}

/// Says whether somebody belongs to the unit that is noted in the case (R087).
fn shares_unit(
    records: &impl Records,
    case: &OpenCase,
    person: &Person,
) -> Result<bool, AccessError> {
    if person.units.is_empty() {
        return Ok(false);
    }
    let name = case.number().as_str();
    let found: Option<Units> = case.content(records, name)?;
    let units = found.unwrap_or_default().names;
    Ok(units.iter().any(|unit| person.belongs_to(unit)))
}

/// Units that the reporter, or somebody that the case is about, belongs to; content.
#[derive(Default, Serialize, Deserialize)]
struct Units {
    names: BTreeSet<String>,
}

impl Record for Units {
    const TABLE: &'static str = "chains";
}

/// Notes the units that the people of a case belong to: nobody of the same chain of command handles
/// it without a second person (R087).
///
/// # Errors
///
/// [`AccessError`], by variant.
pub fn note_units(
    vault: &mut Vault,
    number: &CaseNumber,
    names: BTreeSet<String>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        right::check(change, Right::Handle, now)?;
        let case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
        // Who cannot read what is noted does not note.
        case.key(change)?;
        let channel = case.channel(change)?;
        case.put_content(change, &channel, number.as_str(), &Units { names }, rng)?;
        let entry = trail::entry(change, now, Act::Classified).case(number.for_trail()?);
        Ok(trail::append(change, &entry.with(Key::What, "units"), rng)?)
    })
}

/// Lists the units that are noted in a case.
///
/// # Errors
///
/// [`AccessError`], by variant.
pub fn units(records: &impl Records, number: &CaseNumber) -> Result<BTreeSet<String>, AccessError> {
    let case = OpenCase::find(records, number)?.ok_or(AccessError::Absent)?;
    let found: Option<Units> = case.content(records, number.as_str())?;
    Ok(found.unwrap_or_default().names)
}

fn add_reader(
    change: &Change<'_>,
    case: &mut OpenCase,
    person: &Person,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    let key = case.held_key(change)?;
    wrap::wrap(change, &case.register, key, person, rng)?;
    case.register.readers.insert(person.id);
    Ok(case.register.store(change, rng)?)
}

fn give(
    change: &Change<'_>,
    mut case: OpenCase,
    to: &Person,
    consent: Option<&Consent>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    if !case.register.readers.contains(&to.id) {
        add_reader(change, &mut case, to, rng)?;
    }
    let number = case.number();
    let mut standing = Standing::find(change, number)?;
    standing.assigned.insert(to.id);
    standing.store(change, number, rng)?;
    let mut entry = entry(change, now, Act::Assigned, number, to.id)?;
    if let Some(consent) = consent {
        entry = entry.with(Key::Proposal, consent.id);
    }
    Ok(trail::append(change, &entry, rng)?)
}

fn entry(
    records: &impl Records,
    now: u64,
    act: Act,
    number: &CaseNumber,
    whom: PersonId,
) -> Result<Entry, VaultError> {
    let entry = trail::entry(records, now, act).case(number.for_trail()?);
    Ok(entry.whom(whom.for_trail()))
}

/// That somebody handles a case although they belong to the unit that it is about (R087).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignAnyway {
    /// Its number.
    pub number: CaseNumber,
    /// Who.
    pub to: PersonId,
}

impl Plan for AssignAnyway {
    const WHAT: What = What::Rule;
    const KIND: &'static str = "assign-anyway";
    type Done = ();
    type Error = AccessError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn about(&self) -> Option<PersonId> {
        Some(self.to)
    }

    fn basis(&self, records: &impl Records) -> Result<String, AccessError> {
        let case = OpenCase::find(records, &self.number)?.ok_or(AccessError::Absent)?;
        handler(records, &case, self.to)?;
        let readers: Vec<String> = case
            .register
            .readers
            .iter()
            .map(ToString::to_string)
            .collect();
        Ok(readers.join(" "))
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), AccessError> {
        let case = OpenCase::find(change, &self.number)?.ok_or(AccessError::Absent)?;
        let person = handler(change, &case, self.to)?;
        let warned = entry(change, now, Act::RuleWarned, &self.number, self.to)?;
        let warned = warned.with(Key::Proposal, consent.id);
        trail::append(change, &warned, rng)?;
        give(change, case, &person, Some(consent), now, rng)
    }
}
