//! The key of a case: what its content is sealed under, and who holds it.
//!
//! A case has a seed of 32 random bytes. With the case's slot it gives the content key, and the
//! identity to which whoever may not read the case can still add to it. The seed is wrapped to
//! each person who may read, and to the shares of recovery. Without the slot all of it is nothing.

use std::fmt;

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::secret::SecretBytes;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::envelope;
use super::error::VaultError;
use super::record::{self, Record};
use super::seal::{Place, RecordKey, Sort};
use super::slot::{Slot, SlotKind};
use super::store::Vault;
use crate::bytes::Blob;

/// What the keys of one case come from. Wiped on drop, never printed, never cloned.
pub(crate) struct CaseSeed(SecretBytes<32>);

impl CaseSeed {
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SecretBytes::generate(rng))
    }
}

impl fmt::Debug for CaseSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseSeed").finish_non_exhaustive()
    }
}

/// The keys of one case that is open. Each field wipes itself.
pub(crate) struct CaseKey {
    seed: CaseSeed,
    content: RecordKey,
    identity: Identity,
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseKey").finish_non_exhaustive()
    }
}

impl CaseKey {
    /// Returns what seals and opens the content.
    pub(crate) fn content(&self) -> &RecordKey {
        &self.content
    }

    /// Returns what those seal to who may not read.
    pub(crate) fn recipient(&self) -> &Recipient {
        self.identity.recipient()
    }

    /// Returns the seed, to be wrapped to somebody.
    pub(crate) fn seed(&self) -> &CaseSeed {
        &self.seed
    }

    /// Opens what was added by somebody who may not read.
    pub(crate) fn open_inlay<R: Record>(&self, name: &str, inlay: &Inlay) -> Result<R, VaultError> {
        debug_assert!(inlay.table == R::TABLE && inlay.name == name);
        record::read(&self.open_inlay_raw(inlay)?)
    }

    /// Opens what was added by somebody who may not read, whatever it is.
    pub(super) fn open_inlay_raw(&self, inlay: &Inlay) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let lookup = inlay_lookup(&inlay.table, &inlay.name);
        envelope::open(&self.identity, &inlay_place(&lookup), &inlay.sealed.0)
    }
}

/// A record of content, added by somebody who may not read the case.
#[derive(Serialize, Deserialize)]
pub(crate) struct Inlay {
    /// The table and the name that the record has when a reader puts it in its place.
    pub(super) table: String,
    pub(super) name: String,
    pub(super) sealed: Blob,
}

impl Record for Inlay {
    const TABLE: &'static str = "inlays";
}

impl Inlay {
    /// Seals a record to a case.
    pub(crate) fn seal<R: Record>(
        recipient: &Recipient,
        name: &str,
        record: &R,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        let plain = record::write(record)?;
        let lookup = inlay_lookup(R::TABLE, name);
        let place = inlay_place(&lookup);
        let sealed = envelope::seal(recipient, &place, &plain, rng);
        Ok(Self {
            table: R::TABLE.to_owned(),
            name: name.to_owned(),
            sealed: Blob::new(sealed),
        })
    }
}

fn inlay_lookup(table: &str, name: &str) -> String {
    format!("{table}/{name}")
}

fn inlay_place(lookup: &str) -> Place<'_> {
    Place {
        table: Inlay::TABLE,
        lookup: lookup.as_bytes(),
    }
}

/// The seed of a case, wrapped to one person.
#[derive(Serialize, Deserialize)]
pub(crate) enum Wrap {
    /// Under a key of the person's own: what a person wraps to themself.
    Own(Blob),
    /// Sealed to the person's identity by somebody else.
    To(Blob),
}

impl Record for Wrap {
    const TABLE: &'static str = "wraps";
}

impl Wrap {
    /// Wraps a seed to whoever has the vault open.
    pub(crate) fn to_me(
        vault: &Vault,
        name: &str,
        seed: &CaseSeed,
        rng: &mut impl CryptoRng,
    ) -> Self {
        let sealed = own_key(vault).seal(&wrap_place(name), seed.0.expose_secret(), rng);
        Self::Own(Blob::new(sealed))
    }

    /// Wraps a seed to somebody else.
    pub(crate) fn to(
        recipient: &Recipient,
        name: &str,
        seed: &CaseSeed,
        rng: &mut impl CryptoRng,
    ) -> Self {
        let plain = seed.0.expose_secret();
        Self::To(Blob::new(envelope::seal(
            recipient,
            &wrap_place(name),
            plain,
            rng,
        )))
    }

    /// Unwraps the seed for whoever has the vault open.
    pub(crate) fn open(&self, vault: &Vault, name: &str) -> Result<CaseSeed, VaultError> {
        let damaged = VaultError::Damaged { part: Self::TABLE };
        let plain = match self {
            Self::Own(sealed) => own_key(vault).open(&wrap_place(name), &sealed.0)?,
            Self::To(sealed) => envelope::open(vault.identity(), &wrap_place(name), &sealed.0)?,
        };
        let seed = Zeroizing::new(plain.as_slice().try_into().map_err(|_| damaged)?);
        Ok(CaseSeed(SecretBytes::new(&seed)))
    }
}

/// Something sealed to one person, or to the shares of recovery.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Letter(Blob);

impl Letter {
    /// Seals it for one place.
    pub(crate) fn to(
        recipient: &Recipient,
        name: &str,
        plain: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Self {
        Self(Blob::new(envelope::seal(
            recipient,
            &letter_place(name),
            plain,
            rng,
        )))
    }

    /// Opens it for whoever has the vault open.
    pub(crate) fn open(&self, vault: &Vault, name: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        envelope::open(vault.identity(), &letter_place(name), &self.0.0)
    }
}

fn letter_place(name: &str) -> Place<'_> {
    Place {
        table: "letters-to",
        lookup: name.as_bytes(),
    }
}

fn own_key(vault: &Vault) -> RecordKey {
    RecordKey::derive(
        vault.identity().expose_seed(),
        None,
        b"bellrope/1 vault wrap",
    )
}

fn wrap_place(name: &str) -> Place<'_> {
    Place {
        table: Wrap::TABLE,
        lookup: name.as_bytes(),
    }
}

impl Vault {
    /// Derives the keys of a case, or `None` if its slot was destroyed.
    pub(crate) fn case_key(
        &self,
        slot: &Slot,
        seed: CaseSeed,
    ) -> Result<Option<CaseKey>, VaultError> {
        let Some(half) = self.slot_half(SlotKind::Case, slot)? else {
            return Ok(None);
        };
        let derive = |info| {
            RecordKey::derive_for(
                Sort::Case,
                seed.0.expose_secret(),
                Some(half.as_slice()),
                info,
            )
        };
        let identity = derive(b"bellrope/1 case identity");
        Ok(Some(CaseKey {
            content: derive(b"bellrope/1 case content"),
            identity: Identity::from_seed(identity.expose_secret()),
            seed,
        }))
    }
}
