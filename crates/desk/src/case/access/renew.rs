//! A new key for a case whose readers changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use bellrope_trail::Act;
use rand_core::CryptoRng;

use super::standing::{AccessError, Standing};
use super::wrap;
use crate::case::{self, CaseNumber, OpenCase, Register};
use crate::person::{self, Person};
use crate::right::Right;
use crate::trail;
use crate::vault::{CaseSeed, Change, Moved, PersonId, Records, Slot, SlotKind, Vault, VaultError};

const DAMAGED: VaultError = VaultError::Damaged { part: "cases" };

/// Ends a reader's access: a new key for the others. Answers the slot that is to be destroyed.
pub(super) fn end_access(
    change: &Change<'_>,
    mut case: OpenCase,
    from: PersonId,
    fresh: &Slot,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Slot, AccessError> {
    let number = case.number().clone();
    let people = person::all(change)?;
    case.register.readers.remove(&from);
    if case.register.readers.is_empty() {
        let others = stand_ins(&people, &case.register, from);
        if others.is_empty() && change.vault().recovery()?.is_none() {
            return Err(AccessError::LastReader);
        }
        case.register.readers = others;
    }
    let mut standing = Standing::find(change, &number)?;
    standing.hand_over(from, now);
    let old = renew(change, case, &mut standing, &people, fresh, rng)?;
    standing.store(change, &number, rng)?;
    let ended = trail::entry(change, now, Act::AccessEnded)
        .case(number.for_trail()?)
        .whom(from.for_trail());
    trail::append(change, &ended, rng)?;
    Ok(old)
}

/// Picks who reads a case that nobody reads any more: whoever handles cases and is not kept from it.
fn stand_ins(people: &[Person], register: &Register, from: PersonId) -> BTreeSet<PersonId> {
    let fit =
        |it: &&Person| it.id != from && it.has(Right::Handle) && !register.barred.contains(&it.id);
    people.iter().filter(fit).map(|it| it.id).collect()
}

/// Draws a new key for a case and seals everything of it again, for the readers that its line names
/// now. Whoever does it reads the case. Answers the slot that is to be destroyed.
fn renew(
    change: &Change<'_>,
    case: OpenCase,
    standing: &mut Standing,
    people: &[Person],
    fresh: &Slot,
    rng: &mut impl CryptoRng,
) -> Result<Slot, AccessError> {
    let vault = change.vault();
    let old_key = case.held_key(change)?;
    let old = Moved {
        team: case.team(),
        case: old_key,
    };
    let seed = CaseSeed::generate(rng);
    let key = vault.case_key(fresh, seed)?.ok_or(DAMAGED)?;
    let team = vault.slot_key(SlotKind::Case, fresh)?.ok_or(DAMAGED)?;
    let new = Moved {
        team: &team,
        case: &key,
    };
    change.move_case(&old, &new, rng)?;
    let mut register = case.register.clone();
    let left = register.slot.replace(fresh.clone()).ok_or(DAMAGED)?;
    register.store(change, rng)?;
    wrap::remove_all(change, &register.number, people)?;
    let readers: Vec<&Person> = people
        .iter()
        .filter(|it| register.readers.contains(&it.id))
        .collect();
    wrap::wrap_new(change, &register, &key, &readers, rng)?;
    standing.gone.clear();
    let moved = OpenCase::of(change, register)?.ok_or(DAMAGED)?;
    let mut channel = moved.channel(change)?;
    channel.readdress(key.recipient());
    moved.put_channel(change, &channel, rng)?;
    Ok(left)
}

/// Destroys whichever slot a change left unused: the old one if it was made, the new one if not.
pub(super) fn drop_slot(
    vault: &Vault,
    moved: Result<Slot, AccessError>,
    fresh: Slot,
) -> Result<(), AccessError> {
    let (unused, answer) = match moved {
        Ok(old) => (old, Ok(())),
        Err(err) => (fresh, Err(err)),
    };
    vault.destroy_slot(SlotKind::Case, &unused)?;
    answer
}

/// Takes somebody who left, or handles cases no more, off every case that they could read. A case
/// that whoever has the vault open reads gets its new key by [`renew_due`]; the others when somebody
/// who reads them opens the vault.
pub(crate) fn lose(
    change: &Change<'_>,
    from: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<u64, VaultError> {
    let mut count = 0;
    for mut register in change.all::<Register>()? {
        if register.slot.is_none() || !register.readers.contains(&from) {
            continue;
        }
        let number = register.number.clone();
        let is_last = register.readers.len() == 1;
        if is_last && change.vault().recovery()?.is_none() {
            // Nobody else holds its key. Whoever proposes that they leave is told so before.
            continue;
        }
        register.readers.remove(&from);
        register.store(change, rng)?;
        wrap::remove(change, &number, from)?;
        let mut standing = Standing::find(change, &number)?;
        standing.hand_over(from, now);
        standing.gone.insert(from);
        standing.store(change, &number, rng)?;
        let ended = trail::entry(change, now, Act::AccessEnded)
            .case(number.for_trail()?)
            .whom(from.for_trail());
        trail::append(change, &ended, rng)?;
        count += 1;
    }
    Ok(count)
}

/// Lists the cases that only one person reads.
pub(crate) fn only_readable_by(
    change: &impl Records,
    person: PersonId,
) -> Result<Vec<CaseNumber>, VaultError> {
    let lines = change.known::<Register>()?;
    let only = |line: &&Arc<Register>| {
        line.slot.is_some() && line.readers.len() == 1 && line.readers.contains(&person)
    };
    let only = lines.iter().filter(only);
    Ok(only.map(|line| line.number.clone()).collect())
}

/// Draws the keys of cases that somebody lost who is gone, as far as whoever has the vault open reads
/// them. Answers how many; what a crash leaves is due again.
///
/// # Errors
///
/// [`VaultError`].
pub(crate) fn renew_due(vault: &mut Vault, rng: &mut impl CryptoRng) -> Result<usize, AccessError> {
    let reading = vault.read()?;
    let (lines, standings) = (reading.known::<Register>()?, reading.known::<Standing>()?);
    let mut due = Vec::new();
    for line in lines.iter() {
        let standing = standings.find(vault, line.number.as_str());
        if line.slot.is_none() || standing.is_none_or(|it| it.gone.is_empty()) {
            continue;
        }
        let case = OpenCase::of(&reading, Register::clone(line))?;
        if let Some(case) = case
            && case.try_key(&reading)?.is_some()
        {
            due.push(case.number().clone());
        }
    }
    drop(reading);
    if due.is_empty() {
        return Ok(0);
    }
    for number in &due {
        let fresh = case::draw_slots(vault, 1, rng)?.remove(0);
        let moved = vault.change(|change| {
            let case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
            let people = person::all(change)?;
            let mut standing = Standing::find(change, number)?;
            let old = renew(change, case, &mut standing, &people, &fresh, rng)?;
            standing.store(change, number, rng)?;
            Ok(old)
        });
        drop_slot(vault, moved, fresh)?;
    }
    Ok(due.len())
}

/// Lists the slot of every case that there is.
pub(crate) fn slots(records: &impl Records) -> Result<Vec<(CaseNumber, Slot)>, VaultError> {
    let lines = records.known::<Register>()?;
    let slot = |line: &Arc<Register>| Some((line.number.clone(), line.slot.clone()?));
    Ok(lines.iter().filter_map(slot).collect())
}
