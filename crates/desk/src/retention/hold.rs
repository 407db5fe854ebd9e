//! Legal holds: a case is kept whatever its term. The reasons are content of the case; the trail has
//! their salted hashes.

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key, reason};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::error::RetentionError;
use super::{Kept, present};
use crate::bytes::Bytes;
use crate::case::{CaseNumber, OpenCase};
use crate::right::{self, Right};
use crate::term;
use crate::trail;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// That a hold was put on or lifted, and why. Content of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldNote {
    /// Who did it.
    pub by: PersonId,
    /// When.
    pub day: Day,
    /// Whether it lifts the one before.
    pub lifts: bool,
    /// Why, in their words.
    pub reason: String,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    by: PersonId,
    day: Day,
    lifts: bool,
    reason: String,
    /// What the hash in the trail is salted with.
    salt: Bytes<32>,
}

impl Record for Stored {
    const TABLE: &'static str = "holds";
}

/// Puts a hold on a case.
///
/// # Errors
///
/// [`RetentionError`], by variant.
pub fn set_hold(
    vault: &mut Vault,
    number: &CaseNumber,
    reason: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RetentionError> {
    vault.change(|change| {
        right::check(change, Right::Handle, now)?;
        note(change, number, reason, false, now, rng)
    })
}

/// Lifts the hold of a case.
///
/// # Errors
///
/// [`RetentionError`], by variant.
pub fn lift_hold(
    vault: &mut Vault,
    number: &CaseNumber,
    reason: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RetentionError> {
    vault.change(|change| {
        right::check(change, Right::Delete, now)?;
        note(change, number, reason, true, now, rng)
    })
}

fn note(
    change: &Change<'_>,
    number: &CaseNumber,
    reason: &str,
    lifts: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), RetentionError> {
    let reason = bellrope_casework::reason::Reason::parse(reason)?;
    let line = present(change, number)?;
    let mut kept = Kept::load(change, number)?;
    if kept.is_held != lifts {
        return Err(match lifts {
            true => RetentionError::NotHeld,
            false => RetentionError::Held,
        });
    }
    let mut salt = [0; 32];
    rng.fill_bytes(&mut salt);
    let hash = reason::hash(&salt, reason.as_str());
    let stored = Stored {
        by: change.vault().me()?,
        day: term::local_day(now),
        lifts,
        reason: reason.as_str().to_owned(),
        salt: Bytes(salt),
    };
    let case = OpenCase::of(change, line)?.ok_or_else(|| RetentionError::Absent {
        number: number.clone(),
    })?;
    let channel = case.channel(change)?;
    let name = name_of(number, kept.holds);
    case.put_content(change, &channel, &name, &stored, rng)?;
    kept.holds += 1;
    kept.is_held = !lifts;
    kept.store(change, rng)?;
    let act = if lifts { Act::HoldLifted } else { Act::HoldSet };
    let entry = trail::entry(change, now, act).case(number.for_trail()?);
    Ok(trail::append(change, &entry.with(Key::Reason, hash), rng)?)
}

fn name_of(number: &CaseNumber, hold: u32) -> String {
    format!("{number}/hold/{hold}")
}

/// Lists what was noted of holds, oldest first, for whoever reads the case.
///
/// # Errors
///
/// [`VaultError::Closed`] for whoever does not, or the vault's.
pub fn holds(records: &impl Records, number: &CaseNumber) -> Result<Vec<HoldNote>, VaultError> {
    let Some(case) = OpenCase::find(records, number)? else {
        return Ok(Vec::new());
    };
    let damaged = || VaultError::Damaged {
        part: Stored::TABLE,
    };
    (0..Kept::load(records, number)?.holds)
        .map(|hold| {
            let found = case.content(records, &name_of(number, hold))?;
            let stored: Stored = found.ok_or_else(damaged)?;
            Ok(HoldNote {
                by: stored.by,
                day: stored.day,
                lifts: stored.lifts,
                reason: stored.reason,
            })
        })
        .collect()
}
