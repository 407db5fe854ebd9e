//! Joining the team (R195): proposed by one, approved by another, with a lock that the newcomer made
//! with a passphrase that nobody else knows.

use bellrope_protocol::age::Identity;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::arrive::settle;
use super::{NewPerson, Person, PersonError, all};
use crate::proposal::{self, Consent, Plan, ProposalError, Proposed, What};
use crate::trail;
use crate::vault::{Change, PersonId, Records, Vault, VaultError, Witness};

/// That somebody joins. Made by [`join`], for its lock takes the passphrase of whoever joins.
#[derive(Serialize, Deserialize)]
pub struct Joining {
    person: Person,
}

impl Plan for Joining {
    const WHAT: What = What::People;
    const KIND: &'static str = "joining";
    type Done = PersonId;
    type Error = PersonError;

    fn basis(&self, records: &impl Records) -> Result<String, PersonError> {
        super::check_name(&all(records)?, &self.person.name)?;
        Ok(String::new())
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<PersonId, PersonError> {
        let id = self.person.id;
        self.person.store(change, rng)?;
        for role in &self.person.roles {
            let entry = trail::entry(change, now, Act::PersonAdded)
                .whom(id.for_trail())
                .with(Key::Proposal, consent.id)
                .with(Key::Role, role.as_str());
            trail::append(change, &entry, rng)?;
        }
        Ok(id)
    }

    fn finish(
        vault: &mut Vault,
        _done: &PersonId,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), PersonError> {
        settle(vault, now, rng)?;
        Ok(())
    }
}

/// Lets somebody in: with a second person who is there, or as a proposal. They read what is imported
/// from then on; older cases are given to them one by one. `None` if it waits for a second person.
///
/// # Errors
///
/// [`ProposalError`]; of the plan, [`PersonError`].
pub fn join(
    vault: &mut Vault,
    new: &NewPerson<'_>,
    reason: &str,
    witness: Option<&Witness>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Option<PersonId>, ProposalError> {
    let id = PersonId::draw(rng);
    let identity = Identity::generate(rng);
    let mut person = new.person(id, &identity, now);
    person.lock = Some(vault.draft_lock(id, &identity, new.passphrase, rng)?);
    let plan = Joining { person };
    if let Some(witness) = witness {
        return proposal::together(vault, &plan, reason, witness, now, rng).map(Some);
    }
    match proposal::propose(vault, &plan, reason, now, rng)? {
        Proposed::Waits(_) => Ok(None),
        Proposed::Done(_, id) => Ok(Some(id)),
    }
}

/// Puts the lock of somebody who joined into `vault.json`, and forgets it here.
pub(super) fn install(
    vault: &mut Vault,
    person: &Person,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let Some(lock) = &person.lock else {
        return Ok(());
    };
    vault.install_lock(lock, rng)?;
    let person = Person {
        lock: None,
        ..person.clone()
    };
    vault.change(|change| person.store(change, rng))
}
