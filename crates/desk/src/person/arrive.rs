//! What happens when somebody opens the vault: what is half done is finished, then the trail says so.
//!
//! Who is on the team stands in the database; `vault.json` follows it. A crash in between, or somebody
//! who left while they had the vault open themself, leaves work for whoever opens it next.

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::{Person, all};
use crate::case::access::{self, AccessError};
use crate::identity;
use crate::key;
use crate::trail;
use crate::vault::{PersonId, SlotKind, SlotUse, Vault, VaultError};

/// What somebody finds who opens the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Wrong passphrases since it was open last.
    pub wrong: u64,
    /// Cases that got a new key, for somebody who could read them has left.
    pub renewed: usize,
}

/// Begins the work of whoever opened the vault; a shell does it once it is open.
///
/// # Errors
///
/// [`VaultError::Left`] for somebody who has left the team, and what the vault says.
pub fn arrive(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Arrival, VaultError> {
    let people = all(&vault.read()?)?;
    if has_left(&people, vault.me().ok()) {
        return Err(VaultError::Left);
    }
    let wrong = vault.wrong_passphrases();
    if wrong > 0 {
        vault.change(|change| {
            let entry = trail::entry(change, now, Act::WrongPassphrase).with(Key::Count, wrong);
            trail::append(change, &entry, rng)
        })?;
        vault.forget_wrong_passphrases();
    }
    let renewed = settle(vault, now, rng)?;
    trail::note_opened(vault, now, rng)?;
    super::heed_statement(vault, now)?;
    Ok(Arrival { wrong, renewed })
}

fn has_left(people: &[Person], who: Option<PersonId>) -> bool {
    let left = |it: &Person| Some(it.id) == who && !it.is_present();
    people.iter().any(left)
}

/// Finishes what joining and leaving began. Answers how many cases got a new key.
pub(super) fn settle(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, VaultError> {
    let people = all(&vault.read()?)?;
    if has_left(&people, vault.me().ok()) {
        // Whoever leaves must not hold the key that replaces the one they held.
        return Ok(0);
    }
    for person in people.iter().filter(|it| it.is_present()) {
        super::join::install(vault, person, rng)?;
    }
    let openers: Vec<PersonId> = vault.openers().collect();
    let gone: Vec<PersonId> = openers
        .into_iter()
        .filter(|id| has_left(&people, Some(*id)))
        .collect();
    if !gone.is_empty() && !vault.is_moving() {
        vault.begin_team_key(&gone, rng)?;
    }
    if vault.is_moving() {
        let slots = slots(vault)?;
        vault.settle_team_key(
            &slots,
            |change, rng| {
                let entry = trail::entry(change, now, Act::TeamKeyReplaced);
                trail::append(change, &entry, rng)
            },
            rng,
        )?;
    }
    identity::spread(vault, rng)?;
    match access::renew_due(vault, rng) {
        Ok(count) => Ok(count),
        Err(AccessError::Vault(err)) => Err(err),
        // A case that went away meanwhile needs no key.
        Err(_) => Ok(0),
    }
}

/// Names every slot that records of the team are under.
fn slots(vault: &Vault) -> Result<Vec<SlotUse>, VaultError> {
    let mut slots: Vec<SlotUse> = access::slots(&vault.read()?)?
        .into_iter()
        .map(|(number, slot)| SlotUse {
            kind: SlotKind::Case,
            slot,
            name: number.as_str().as_bytes().to_vec(),
        })
        .collect();
    for slot in vault.slots(SlotKind::Week)? {
        let name = key::name_of_week(&slot).unwrap_or_default();
        slots.push(SlotUse {
            kind: SlotKind::Week,
            slot,
            name,
        });
    }
    Ok(slots)
}
