//! That somebody reads a case: one entry in the trail for each person, case and day. What a list shows
//! is no reading.

use bellrope_protocol::time::Day;
use bellrope_trail::Act;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{CaseNumber, OpenCase, ShowError};
use crate::term;
use crate::trail;
use crate::vault::{Record, Records as _, Vault};

/// The day on which somebody read a case last.
#[derive(Serialize, Deserialize)]
struct LastRead {
    day: Day,
}

impl Record for LastRead {
    const TABLE: &'static str = "reads";
}

/// Enters that whoever has the vault open reads a case today, unless that was entered. A shell does it
/// before it shows anything of the case: without an entry nothing is read.
///
/// # Errors
///
/// [`ShowError`]; with [`crate::vault::VaultError::Closed`], `Undeclared` or `Statement` nothing is
/// entered, for nothing is read.
pub fn note_read(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ShowError> {
    let reading = vault.read()?;
    let case = OpenCase::find(&reading, number)?.ok_or_else(|| ShowError::Absent {
        number: number.clone(),
    })?;
    case.key(&reading)?;
    let who = vault
        .me()
        .map_or_else(|_| "recovery".to_owned(), |me| me.to_string());
    let name = format!("{number}/{who}");
    let day = term::local_day(now);
    if reading
        .find::<LastRead>(&name)?
        .is_some_and(|it| it.day == day)
    {
        return Ok(());
    }
    drop(case);
    drop(reading);
    vault.change(|change| {
        change.put(&name, &LastRead { day }, rng)?;
        let entry = trail::entry(change, now, Act::CaseRead).case(number.for_trail()?);
        Ok(trail::append(change, &entry, rng)?)
    })
}
