//! Marking letters of the unverified box as spam, in bulk (R031). Nothing is thrown away.

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::sort::Boxed;
use crate::trail;
use crate::vault::{Records as _, Vault, VaultError};

/// Marks letters of the unverified box as spam, or takes the mark off, and returns how many that
/// changed. Numbers that the box does not have change nothing.
///
/// # Errors
///
/// [`VaultError`].
pub fn mark_unverified(
    vault: &mut Vault,
    letters: &[u64],
    is_spam: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, VaultError> {
    vault.me()?;
    vault.change(|change| {
        let mut changed = 0;
        for index in letters {
            let found: Option<Boxed> = change.find(index.to_be_bytes())?;
            let Some(mut boxed) = found.filter(|boxed| boxed.is_spam != is_spam) else {
                continue;
            };
            boxed.is_spam = is_spam;
            change.put(boxed.index.to_be_bytes(), &boxed, rng)?;
            changed += 1;
        }
        if changed > 0 {
            let act = if is_spam {
                Act::SpamMarked
            } else {
                Act::SpamCleared
            };
            let entry = trail::entry(change, now, act)
                .with(Key::Unverified, changed)
                .with(Key::Count, changed);
            trail::append(change, &entry, rng)?;
        }
        Ok(changed)
    })
}
