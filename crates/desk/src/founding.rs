//! The founding ceremony: every key of a desk, its first card, its vault.

use std::path::Path;

use bellrope_protocol::base::{Base, DeskName};
use bellrope_protocol::card::{DeskNames, Ed25519PublicKey, SignCardError, SignedCard};
use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use rand_core::CryptoRng;

use crate::card::{self, CardKeys, RelayPublic};
use crate::key::{self, Desk, Role};
use crate::person;
use crate::practice;
use crate::trail;
use crate::vault::{Change, Cost, Founding, Passphrase, Vault, VaultError};
use crate::witness::{WitnessChange, WitnessChangeError};

/// What a desk is founded with.
#[derive(Clone, Debug)]
pub struct Charter {
    /// The desk's short name.
    pub desk: DeskName,
    /// The desk's names for people.
    pub names: DeskNames,
    /// The name of whoever founds it: the first of the team.
    pub person: String,
    /// The relay that the desk uses.
    pub relay: RelayPublic,
    /// Who must cosign the desk's logs; none by default.
    pub witnesses: WitnessChange,
}

/// A desk that was just founded.
#[derive(Debug)]
pub struct Founded {
    /// Its vault, open.
    pub vault: Vault,
    /// What people compare and clients pin.
    pub fingerprint: Fingerprint,
}

/// Founds a desk: root, push key, first authentication key, eight weekly keys and card 1, in a
/// new vault that is there whole or not at all.
///
/// # Errors
///
/// [`FoundError`], by variant.
pub fn found(
    folder: &Path,
    passphrase: &Passphrase,
    cost: Cost,
    charter: &Charter,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Founded, FoundError> {
    // Before anything is made.
    card::first_witnesses(&charter.witnesses)?;
    if practice::is_reserved(&charter.relay.host, &charter.desk) {
        return Err(FoundError::Practice);
    }
    let mut founding = Founding::begin(folder)?;
    let mut vault = founding.make(passphrase, cost, rng)?;
    let fingerprint = furnish(&mut vault, charter, now, rng)?;
    Ok(Founded {
        vault: founding.finish(vault)?,
        fingerprint,
    })
}

/// Makes the desk in an empty vault.
pub(crate) fn furnish(
    vault: &mut Vault,
    charter: &Charter,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Fingerprint, FoundError> {
    key::make_week_slots(vault, &card::weeks_at(now), rng)?;
    vault.change(|change| establish(change, charter, now, rng))
}

fn establish(
    change: &Change<'_>,
    charter: &Charter,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Fingerprint, FoundError> {
    let base = Base::new(charter.relay.host.clone(), charter.desk.clone());
    let root = key::draw_signer(change, &base, Role::Root, rng)?;
    let push = key::draw_signer(change, &base, Role::Push, rng)?;
    let authentication = key::draw_authentication(change, 1, rng)?;
    let weeks = card::weeks_at(now);
    let weekly = key::draw_weeks(change, &weeks, rng)?;
    let keys = CardKeys {
        root: Ed25519PublicKey::of(&root),
        push: Ed25519PublicKey::of(&push),
        authentication: vec![authentication.public()],
        intake: card::recipients(&weeks, &weekly),
    };
    let founding = FoundingRoot::from_bytes(*keys.root.as_bytes());
    let desk = Desk::new(base, founding);
    desk.store(change, rng)?;
    person::found(change, &charter.person, now, rng)?;
    trail::found(change, now, rng)?;
    let witnesses = card::first_witnesses(&charter.witnesses)?;
    let names = charter.names.clone();
    let first = card::first(&desk, names, &charter.relay, witnesses, &keys, now);
    card::store(change, &SignedCard::sign(first, &root)?, rng)?;
    card::note_made(change, &weeks, 1, now, rng)?;
    Ok(founding.fingerprint())
}

/// Why a desk was not founded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoundError {
    /// The vault cannot be made.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The witnesses do not fit together.
    #[error(transparent)]
    Witnesses(#[from] WitnessChangeError),
    /// Host and name are those of practice vaults.
    #[error("host and desk are kept for practice")]
    Practice,
    /// The card cannot be signed: a name is empty, or a defect.
    #[error("cannot sign the first card")]
    Card(#[from] SignCardError),
}
