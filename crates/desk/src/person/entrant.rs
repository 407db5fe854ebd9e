//! Who is let in, or in again: the change that says so holds their lock, and `vault.json` gets it
//! afterwards. A crash in between leaves the rest to whoever opens the vault next
//! ([`super::arrive`]), so nobody gets in of whom the trail says nothing.

use bellrope_protocol::age::Identity;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::{NewPerson, Person, PersonError, all, check_name, join};
use crate::trail;
use crate::vault::{Change, Passphrase, PersonId, Vault, VaultError};

/// Somebody whose lock is made, and stands nowhere yet.
#[derive(Debug)]
pub(crate) struct Entrant {
    person: Person,
    is_new: bool,
}

impl Entrant {
    /// Makes the lock of somebody new.
    pub(crate) fn draw(
        vault: &Vault,
        new: &NewPerson<'_>,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, PersonError> {
        check_name(&all(&vault.read()?)?, new.name)?;
        let id = PersonId::draw(rng);
        let identity = Identity::generate(rng);
        let mut person = new.person(id, &identity, now);
        person.lock = Some(vault.draft_lock(id, &identity, new.passphrase, rng)?);
        Ok(Self {
            person,
            is_new: true,
        })
    }

    /// Makes the lock of whoever has the vault open under another passphrase.
    pub(crate) fn anew(
        vault: &Vault,
        mut me: Person,
        passphrase: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        me.lock = Some(vault.draft_own_lock(passphrase, rng)?);
        Ok(Self {
            person: me,
            is_new: false,
        })
    }

    /// Makes another lock for somebody of the team, under another passphrase, to a new identity and
    /// without tokens; what was wrapped to the old one has to be wrapped again.
    pub(crate) fn again(
        vault: &Vault,
        mut person: Person,
        identity: &Identity,
        passphrase: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        person.lock = Some(vault.draft_lock(person.id, identity, passphrase, rng)?);
        person.recipient = identity.recipient().to_string();
        person.tokens.clear();
        Ok(Self {
            person,
            is_new: false,
        })
    }

    pub(crate) fn person(&self) -> &Person {
        &self.person
    }

    /// Notes them with their lock, and enters it.
    pub(crate) fn note(
        &self,
        change: &Change<'_>,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let whom = self.person.id.for_trail();
        self.person.store(change, rng)?;
        if !self.is_new {
            let changed = trail::entry(change, now, Act::PassphraseChanged);
            return trail::append(change, &changed.whom(whom), rng);
        }
        for role in &self.person.roles {
            let added = trail::entry(change, now, Act::PersonAdded)
                .whom(whom)
                .with(Key::Role, role.as_str());
            trail::append(change, &added, rng)?;
        }
        Ok(())
    }

    /// Lets them in, once that is noted.
    pub(crate) fn let_in(
        &self,
        vault: &mut Vault,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        join::install(vault, &self.person, rng)
    }
}
