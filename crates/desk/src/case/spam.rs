//! Spam: marked in bulk, and cleared when it turns out to be none (R031). Terms of a case that is
//! marked end; nothing of it is thrown away.

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::CaseNumber;
use super::act::{Acting, from_find};
use crate::vault::{Vault, VaultError};

/// Marks cases as spam, all or none.
///
/// # Errors
///
/// [`SpamError`], by variant.
pub fn mark_spam(
    vault: &mut Vault,
    cases: &[CaseNumber],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, SpamError> {
    set(vault, cases, true, now, rng)
}

/// Takes the mark off cases, all or none.
///
/// # Errors
///
/// [`SpamError`], by variant.
pub fn clear_spam(
    vault: &mut Vault,
    cases: &[CaseNumber],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, SpamError> {
    set(vault, cases, false, now, rng)
}

/// Marks or clears, and returns how many cases that changed.
fn set(
    vault: &mut Vault,
    cases: &[CaseNumber],
    mark: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, SpamError> {
    vault.change(|change| {
        let mut changed = 0;
        for number in cases {
            let mut acting = Acting::begin(change, number, now)?;
            let today: Day = acting.today();
            if acting.case.register.spam.is_some() == mark {
                continue;
            }
            acting.line().spam = mark.then_some(today);
            acting.store(rng)?;
            let act = if mark {
                Act::SpamMarked
            } else {
                Act::SpamCleared
            };
            let entry = acting.entry(act)?.with(Key::Count, 1);
            acting.enter(entry, None, rng)?;
            changed += 1;
        }
        Ok(changed)
    })
}

from_find!(SpamError);

/// Why nothing was marked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpamError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
}
