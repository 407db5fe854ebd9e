//! What somebody has not read yet: for each person apart, how many letters of a case they marked as
//! read. It is a bookmark of one's own and no act, so it stands in no trail; what the trail has of a
//! letter is that it was filed.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::access::is_declared;
use super::{CaseNumber, Register};
use crate::retention;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// The letters of a case, counted, and how many of them each person has read. No content, under the
/// team's key: so lists can say what is unread without opening a case.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Mail {
    number: CaseNumber,
    /// How many letters came.
    letters: u32,
    /// How many of them somebody marked as read.
    #[serde(default)]
    read: BTreeMap<PersonId, u32>,
}

impl Record for Mail {
    const TABLE: &'static str = "mail";
}

impl Mail {
    fn find(records: &impl Records, number: &CaseNumber) -> Result<Self, VaultError> {
        let found = records.find(number.as_str())?;
        Ok(found.unwrap_or_else(|| Self {
            number: number.clone(),
            letters: 0,
            read: BTreeMap::new(),
        }))
    }

    fn unread_by(&self, person: PersonId) -> u32 {
        let read = self.read.get(&person).copied().unwrap_or_default();
        self.letters.saturating_sub(read)
    }
}

/// Notes that a letter came into a case.
pub(crate) fn letter_came(
    change: &Change<'_>,
    number: &CaseNumber,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut mail = Mail::find(change, number)?;
    mail.letters = mail.letters.saturating_add(1);
    change.put(number.as_str(), &mail, rng)?;
    retention::letter_came(change, number, rng)
}

/// Notes that a letter came that whoever has the vault open has read: they entered it.
pub(super) fn letter_entered(
    change: &Change<'_>,
    number: &CaseNumber,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let mut mail = Mail::find(change, number)?;
    mail.letters = mail.letters.saturating_add(1);
    mail.read.insert(change.vault().me()?, mail.letters);
    change.put(number.as_str(), &mail, rng)
}

/// Forgets how many letters came, and who read them.
pub(crate) fn forget_mail(change: &Change<'_>, number: &CaseNumber) -> Result<(), VaultError> {
    change.remove::<Mail>(number.as_str())
}

/// Counts the letters that whoever has the vault open may read and has not, by case; cases without
/// any are absent, and so are those that ended, unless a letter came there that nobody has read. A
/// vault that shares opened has nobody to ask for: nothing.
///
/// # Errors
///
/// [`VaultError`].
pub fn unread(vault: &Vault) -> Result<BTreeMap<CaseNumber, u32>, VaultError> {
    let Ok(me) = vault.me() else {
        return Ok(BTreeMap::new());
    };
    let reading = vault.read()?;
    let lines = reading.known::<Register>()?;
    let mut unread = BTreeMap::new();
    for mail in reading.known::<Mail>()?.iter() {
        let count = mail.unread_by(me);
        if count == 0 {
            continue;
        }
        let line = lines.find(vault, mail.number.as_str());
        let mine = line.filter(|line| line.slot.is_some() && line.readers.contains(&me));
        let Some(line) = mine else {
            continue;
        };
        // What has ended is nobody's daily work: one who reads it is enough.
        if line.ended().is_none() || retention::waits_to_be_read(&reading, &mail.number)? {
            unread.insert(mail.number.clone(), count);
        }
    }
    Ok(unread)
}

/// Counts the letters of one case that whoever has the vault open has not read.
///
/// # Errors
///
/// [`VaultError`].
pub fn unread_of(vault: &Vault, number: &CaseNumber) -> Result<u32, VaultError> {
    let Ok(me) = vault.me() else {
        return Ok(0);
    };
    Ok(Mail::find(&vault.read()?, number)?.unread_by(me))
}

/// Notes that whoever has the vault open has read every letter of a case, and that nothing of it waits
/// to be read before it may be deleted. Whoever has not declared to have no interest has seen nothing.
///
/// # Errors
///
/// [`VaultError`]; [`VaultError::Undeclared`] if nothing was shown to them.
pub fn mark_read(
    vault: &mut Vault,
    number: &CaseNumber,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    if !is_declared(&vault.read()?, number)? {
        return Err(VaultError::Undeclared {
            number: number.to_string(),
        });
    }
    if unread_of(vault, number)? > 0 {
        let me = vault.me()?;
        vault.change(|change| {
            let mut mail = Mail::find(change, number)?;
            mail.read.insert(me, mail.letters);
            change.put(number.as_str(), &mail, rng)
        })?;
    }
    retention::note_read(vault, number, rng)
}
