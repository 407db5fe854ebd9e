//! The unverified box: letters that say they belong to a case, and cannot show it. They are listed, and
//! marked as spam in bulk (R031); nothing is thrown away.

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::Blob;
use crate::term;
use crate::trail;
use crate::vault::{Change, Record, Records as _, Vault, VaultError};

/// A letter in the unverified box, whole.
#[derive(Serialize, Deserialize)]
struct Boxed {
    index: u64,
    epoch: u32,
    reason: UnverifiedReason,
    text: Blob,
    /// Whether somebody marked it as spam.
    #[serde(default)]
    is_spam: bool,
}

impl Record for Boxed {
    const TABLE: &'static str = "unverified";
}

/// Why a letter is in the unverified box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum UnverifiedReason {
    /// Its plaintext is no letter (O3).
    Malformed,
    /// The keys that it brings do not make its handle, or name a key that the desk does not
    /// have (O5).
    Intro,
    /// Its handle belongs to no case (O5).
    Handle,
    /// Its MAC is wrong (O6).
    Mac,
    /// The tag of its entry is wrong (O6).
    Tag,
}

/// A letter in the unverified box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnverifiedLetter {
    /// Its index in the intake log.
    pub index: u64,
    /// The day on which it counts as received.
    pub received: Day,
    /// Why it is here.
    pub reason: UnverifiedReason,
    /// Its plaintext; what is not UTF-8 in it becomes U+FFFD.
    pub text: String,
    /// Whether somebody marked it as spam.
    pub is_spam: bool,
}

/// Lists the unverified box, in log order.
///
/// # Errors
///
/// [`VaultError`].
pub fn unverified(vault: &Vault) -> Result<Vec<UnverifiedLetter>, VaultError> {
    let mut all: Vec<Boxed> = vault.read()?.all()?;
    all.sort_by_key(|boxed| boxed.index);
    let show = |boxed: Boxed| UnverifiedLetter {
        index: boxed.index,
        received: term::received_day(boxed.epoch),
        reason: boxed.reason,
        text: String::from_utf8_lossy(&boxed.text.0).trim_end().to_owned(),
        is_spam: boxed.is_spam,
    };
    Ok(all.into_iter().map(show).collect())
}

/// Puts a letter into the box.
pub(super) fn set_aside(
    change: &Change<'_>,
    (index, epoch): (u64, u32),
    reason: UnverifiedReason,
    text: Vec<u8>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let boxed = Boxed {
        index,
        epoch,
        reason,
        text: Blob::new(text),
        is_spam: false,
    };
    change.put(index.to_be_bytes(), &boxed, rng)
}

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
