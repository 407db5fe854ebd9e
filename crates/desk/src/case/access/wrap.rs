//! The seed of a case, wrapped to each of its readers, and to the shares of recovery.

use std::collections::BTreeSet;

use bellrope_protocol::age::Recipient;
use bellrope_trail::Act;
use rand_core::CryptoRng;

use crate::case::{CaseNumber, Register};
use crate::person::Person;
use crate::trail;
use crate::vault::{CaseKey, Change, PersonId, Records, VaultError, Wrap};

/// Stands for the shares where a person's id stands.
const RECOVERY: &str = "recovery";

fn wrap_name(number: &CaseNumber, to: &str) -> String {
    format!("{number}/{to}")
}

/// Unwraps the key of a case for whoever has the vault open; `None` if it is closed to them.
pub(in crate::case) fn unwrap(
    records: &impl Records,
    register: &Register,
) -> Result<Option<CaseKey>, VaultError> {
    let vault = records.vault();
    let to = vault
        .me()
        .map_or_else(|_| RECOVERY.to_owned(), |me| me.to_string());
    let name = wrap_name(&register.number, &to);
    let Some(slot) = &register.slot else {
        return Ok(None);
    };
    match records.find::<Wrap>(&name)? {
        Some(wrap) => vault.case_key(slot, wrap.open(vault, &name)?),
        None => Ok(None),
    }
}

/// Wraps the key of a new case to its readers, and to the shares of recovery if there are any.
pub(in crate::case) fn wrap_new(
    change: &Change<'_>,
    register: &Register,
    key: &CaseKey,
    readers: &[&Person],
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    for reader in readers {
        wrap(change, register, key, reader, rng)?;
    }
    if let Some(recipient) = change.vault().recovery()? {
        let name = wrap_name(&register.number, RECOVERY);
        let wrap = Wrap::to(&recipient, &name, key.seed(), rng);
        change.put(&name, &wrap, rng)?;
    }
    Ok(())
}

/// Wraps the key of every case that whoever has the vault open reads to the shares of recovery, but
/// of those in `wrapped`, and adds them there.
pub(crate) fn wrap_to_recovery(
    change: &Change<'_>,
    recipient: &Recipient,
    wrapped: &mut BTreeSet<CaseNumber>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    for register in change.known::<Register>()?.iter() {
        if wrapped.contains(&register.number) {
            continue;
        }
        let Some(key) = unwrap(change, register)? else {
            continue;
        };
        let name = wrap_name(&register.number, RECOVERY);
        change.put(&name, &Wrap::to(recipient, &name, key.seed(), rng), rng)?;
        wrapped.insert(register.number.clone());
    }
    Ok(())
}

/// Opens every case that whoever has the vault open reads to one more person; answers how many.
pub(crate) fn open_to(
    change: &Change<'_>,
    reader: &Person,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, VaultError> {
    let mut count = 0;
    for mut register in change.all::<Register>()? {
        if register.barred.contains(&reader.id) {
            continue;
        }
        let Some(key) = unwrap(change, &register)? else {
            continue;
        };
        wrap(change, &register, &key, reader, rng)?;
        count += 1;
        if register.readers.insert(reader.id) {
            register.store(change, rng)?;
            let assigned = trail::entry(change, now, Act::Assigned)
                .case(register.number.for_trail()?)
                .whom(reader.id.for_trail());
            trail::append(change, &assigned, rng)?;
        }
    }
    Ok(count)
}

/// Wraps the key of a case to one more person.
pub(super) fn wrap(
    change: &Change<'_>,
    register: &Register,
    key: &CaseKey,
    reader: &Person,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let vault = change.vault();
    let name = wrap_name(&register.number, &reader.id.to_string());
    let wrap = if vault.me().is_ok_and(|me| me == reader.id) {
        Wrap::to_me(vault, &name, key.seed(), rng)
    } else {
        Wrap::to(&reader.recipient()?, &name, key.seed(), rng)
    };
    change.put(&name, &wrap, rng)
}

/// Takes one person's wrap away.
pub(super) fn remove(
    change: &Change<'_>,
    number: &CaseNumber,
    person: PersonId,
) -> Result<(), VaultError> {
    change.remove::<Wrap>(wrap_name(number, &person.to_string()))
}

/// Takes every wrap away: of everybody who is or was on the team, and of the shares.
pub(super) fn remove_all(
    change: &Change<'_>,
    number: &CaseNumber,
    people: &[Person],
) -> Result<(), VaultError> {
    for person in people {
        remove(change, number, person.id)?;
    }
    change.remove::<Wrap>(wrap_name(number, RECOVERY))
}
