//! The confidentiality statement, accepted every year (R092).

use bellrope_trail::Act;
use rand_core::CryptoRng;

use super::me;
use crate::term;
use crate::trail;
use crate::vault::{Records, Vault, VaultError};
use bellrope_protocol::time::Day;

/// Accepts the statement for whoever has the vault open; it holds for a year.
///
/// # Errors
///
/// [`VaultError::Nobody`] if shares opened it.
pub fn accept_statement(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Day, VaultError> {
    let accepted = vault.change(|change| {
        let mut person = me(change)?;
        person.accepted = Some(term::local_day(now));
        person.store(change, rng)?;
        let entry = trail::entry(change, now, Act::StatementAccepted);
        trail::append(change, &entry, rng)?;
        Ok::<_, VaultError>(person.statement_due())
    })?;
    vault.note_overdue(None);
    Ok(accepted)
}

/// Looks whether the statement of whoever has the vault open has run out: then no case opens to them
/// until they accept it again. A shell does it before whatever somebody asks for.
///
/// # Errors
///
/// [`VaultError`].
pub fn heed_statement(vault: &mut Vault, now: u64) -> Result<(), VaultError> {
    let overdue = statement_overdue(&vault.read()?, now)?;
    vault.note_overdue(overdue);
    Ok(())
}

/// Returns the last day of what whoever has the vault open accepted, if it has passed: until they
/// accept it again they do nothing else. Those who open it with shares are asked nothing.
///
/// # Errors
///
/// [`VaultError`].
pub fn statement_overdue(records: &impl Records, now: u64) -> Result<Option<Day>, VaultError> {
    if records.vault().me().is_err() {
        return Ok(None);
    }
    let due = me(records)?.statement_due();
    Ok((due < term::local_day(now)).then_some(due))
}
