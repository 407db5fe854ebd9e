//! Conflicts of interest: declared before anything of a case is shown (R086).

use bellrope_trail::Act;
use rand_core::CryptoRng;

use super::renew;
use super::standing::{AccessError, Standing};
use crate::case::{self, CaseNumber, OpenCase};
use crate::right::{self, Right};
use crate::trail;
use crate::vault::{Change, Records, Vault, VaultError};

/// What somebody declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// "Geen belang": they have nothing to do with what the case may be about.
    None,
    /// "Wel belang": they have; their access ends at once, and nobody is told why.
    Own,
}

/// Says whether whoever has the vault open declared to have no interest in a case. Those who open it
/// with shares are asked nothing.
pub(crate) fn is_declared(records: &impl Records, number: &CaseNumber) -> Result<bool, VaultError> {
    match records.vault().me() {
        Ok(me) => Ok(Standing::find(records, number)?.declared.contains(&me)),
        Err(_) => Ok(true),
    }
}

/// Notes that whoever enters a case by hand has no interest in it: they know what it says, and would
/// have declared it first.
pub(crate) fn declare_by_entering(
    change: &Change<'_>,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut standing = Standing::find(change, number)?;
    standing.declared.insert(change.vault().me()?);
    standing.store(change, number, rng)?;
    let entry = trail::entry(change, now, Act::InterestNone).case(number.for_trail()?);
    trail::append(change, &entry, rng)
}

/// Declares whether whoever has the vault open has an interest in a case. With one, their access
/// ends in the same change: the case gets a key that they do not hold, its other readers stay, and
/// if there are none, whoever else handles cases and is not kept from it becomes its reader.
///
/// # Errors
///
/// [`AccessError`], by variant; [`AccessError::LastReader`] if nobody else could read it.
pub fn declare(
    vault: &mut Vault,
    number: &CaseNumber,
    interest: Interest,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    match interest {
        Interest::None => declare_none(vault, number, now, rng),
        Interest::Own => declare_own(vault, number, now, rng),
    }
}

fn declare_none(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        let me = right::check(change, Right::Handle, now)?.id;
        let case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
        if !case.register.readers.contains(&me) {
            return Err(AccessError::ReadsNot);
        }
        let mut standing = Standing::find(change, number)?;
        if !standing.declared.insert(me) {
            return Ok(());
        }
        standing.store(change, number, rng)?;
        // Written anew, so that what is kept of lines in memory sees that more may be shown now.
        case.register.store(change, rng)?;
        let entry = trail::entry(change, now, Act::InterestNone).case(number.for_trail()?);
        Ok(trail::append(change, &entry, rng)?)
    })
}

fn declare_own(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    let fresh = case::draw_slots(vault, 1, rng)?.remove(0);
    let moved = vault.change(|change| {
        let me = change.vault().me()?;
        let mut case = OpenCase::find(change, number)?.ok_or(AccessError::Absent)?;
        if !case.register.readers.contains(&me) {
            return Err(AccessError::ReadsNot);
        }
        case.register.barred.insert(me);
        let declared = trail::entry(change, now, Act::InterestDeclared).case(number.for_trail()?);
        trail::append(change, &declared, rng)?;
        renew::end_access(change, case, me, &fresh, now, rng)
    });
    renew::drop_slot(vault, moved, fresh)
}
