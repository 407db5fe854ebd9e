//! Hardware tokens, enrolled and taken away by whoever has the vault open, for themself.
//!
//! As with a passphrase, the change that says so holds the new lock, and `vault.json` gets it afterwards.

use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::{Person, join, me};
use crate::trail;
use crate::vault::{Passphrase, Token, TokenChange, Vault, VaultError};

/// Binds one's lock to a token more: from then on the vault opens with the passphrase and one of the
/// tokens. The token is asked to open what was sealed to it before anything is changed.
///
/// # Errors
///
/// [`VaultError::Token`], by variant; [`VaultError::WrongPassphrase`] unless the passphrase is one's
/// own.
pub fn enrol_token(
    vault: &mut Vault,
    token: &Token,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    rebind(vault, TokenChange::Enrol(token), passphrase, now, rng)
}

/// Takes a token away, by its recipient; without any the passphrase opens the vault alone.
///
/// # Errors
///
/// As [`enrol_token`].
pub fn remove_token(
    vault: &mut Vault,
    recipient: &str,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    rebind(vault, TokenChange::Remove(recipient), passphrase, now, rng)
}

fn rebind(
    vault: &mut Vault,
    token: TokenChange<'_>,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let me = me(&vault.read()?)?;
    let rebound = vault.draft_bound_lock(token, passphrase, rng)?;
    let person = Person {
        tokens: rebound.plugins(),
        lock: Some(rebound.lock.clone()),
        ..me
    };
    let act = match token {
        TokenChange::Enrol(_) => Act::TokenEnrolled,
        TokenChange::Remove(_) => Act::TokenRemoved,
    };
    vault.change(|change| {
        person.store(change, rng)?;
        let entry = trail::entry(change, now, act).with(Key::Count, person.tokens.len());
        trail::append(change, &entry, rng)
    })?;
    vault.rebind(rebound);
    join::install(vault, &person, rng)
}
