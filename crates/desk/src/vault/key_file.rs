//! The keys file: the slots of all cases, sealed. It goes beside the backups, and each backup
//! replaces it; so what was deleted from the vault can be read in no backup any more, however old.
//!
//! ```text
//! {"format":"bellrope keys 1","header":"<vault.json>","sealed":"<base64>"}
//! ```
//!
//! Sealed under HKDF(master, "bellrope/1 vault keys") are the slots, and the file key of the newest
//! archive, so that shares open that one without anybody's passphrase. The header is that of the day,
//! so that the file opens with the passphrases of the day, whatever opened an older backup.

use std::collections::BTreeMap;

use bellrope_bundle::durable;
use bellrope_protocol::age::Identity;
use bellrope_protocol::encoding::{decode_base64, encode_base64};
use bellrope_protocol::secret::SecretBytes;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::ask::Asker;
use super::error::VaultError;
use super::folder::header_bytes;
use super::header::{Header, Unlocked};
use super::passphrase::Passphrase;
use super::seal::{Place, RecordKey};
use super::slot::{self, Slot, SlotKind};
use super::store::Vault;
use crate::bytes::SecretKey;

const FORMAT: &str = "bellrope keys 1";
const PART: &str = "keys file";
const DAMAGED: VaultError = VaultError::Damaged { part: PART };

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    format: String,
    header: String,
    sealed: String,
}

/// What is sealed. Wipes itself, but for the names of slots, which say nothing.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    slots: BTreeMap<Slot, SecretKey<32>>,
    /// What the passphrase of the newest archive opens.
    archive: SecretKey<16>,
}

/// What opens a keys file, or a backup: somebody's passphrase, or shares together.
#[derive(Clone, Copy)]
pub(crate) enum Opener<'a> {
    /// A passphrase, and who is asked for the token that goes with it.
    Passphrase(&'a Passphrase, &'a Asker),
    Shares(&'a Identity),
}

impl Opener<'_> {
    pub(super) fn open(self, header: &Header) -> Result<Unlocked, VaultError> {
        match self {
            Self::Passphrase(passphrase, asker) => header.open(passphrase, asker),
            Self::Shares(identity) => {
                header.open_recovered(Identity::from_seed(identity.expose_seed()))
            }
        }
    }
}

fn key(master: &[u8]) -> RecordKey {
    RecordKey::derive(master, None, b"bellrope/1 vault keys")
}

const fn place() -> Place<'static> {
    Place {
        table: PART,
        lookup: b"",
    }
}

impl Vault {
    /// Writes the keys file of this moment.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`], [`VaultError::Unwritable`].
    pub(crate) fn key_file(
        &self,
        archive: SecretBytes<16>,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, VaultError> {
        let unwritable = |source| VaultError::Unwritable {
            table: PART,
            source,
        };
        let mut slots = BTreeMap::new();
        for slot in self.slots(SlotKind::Case)? {
            if let Some(half) = self.slot_half(SlotKind::Case, &slot)? {
                slots.insert(slot, SecretKey(SecretBytes::new(&half)));
            }
        }
        let archive = SecretKey(archive);
        let sealed = Sealed { slots, archive };
        let plain = Zeroizing::new(serde_json::to_vec(&sealed).map_err(unwritable)?);
        let sealed = key(self.master()).seal(&place(), &plain, rng);
        let header = header_bytes(self.folder())?;
        let file = KeyFile {
            format: FORMAT.to_owned(),
            header: String::from_utf8(header).map_err(|_| DAMAGED)?,
            sealed: encode_base64(&sealed),
        };
        serde_json::to_vec(&file).map_err(unwritable)
    }

    /// Puts the slots of a keys file into this vault, which was restored and has none.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`], [`VaultError::WrongPassphrase`] if the file is of a day on which the
    /// passphrase was another, [`VaultError::Io`].
    pub(crate) fn put_slots(&self, file: &[u8], opener: Opener<'_>) -> Result<(), VaultError> {
        let file = KeyFile::parse(file)?;
        let sealed = self.open_key_file(&file, opener)?;
        for (slot, half) in &sealed.slots {
            let slot = Slot::parse(slot.as_str()).ok_or(DAMAGED)?;
            slot::put(self.folder(), SlotKind::Case, &slot, half.0.expose_secret())?;
        }
        let io = VaultError::io("make a key slot");
        durable::sync_folder(&self.folder().join(SlotKind::Case.folder())).map_err(io)
    }

    /// Most often it has the header of this vault, and costs no passphrase.
    fn open_key_file(&self, file: &KeyFile, opener: Opener<'_>) -> Result<Sealed, VaultError> {
        let own = header_bytes(self.folder())?;
        if own == file.header.as_bytes() {
            return file.open(&key(self.master()));
        }
        let unlocked = opener.open(&Header::parse(file.header.as_bytes())?)?;
        file.open(&key(unlocked.team.master.as_slice()))
    }
}

impl KeyFile {
    fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let file: Self = serde_json::from_slice(bytes).map_err(|_| DAMAGED)?;
        match file.format.as_str() {
            FORMAT => Ok(file),
            _ => Err(DAMAGED),
        }
    }

    fn open(&self, key: &RecordKey) -> Result<Sealed, VaultError> {
        let sealed = decode_base64(&self.sealed).map_err(|_| DAMAGED)?;
        let plain = key.open(&place(), &sealed)?;
        serde_json::from_slice(&plain).map_err(|_| DAMAGED)
    }
}

/// Returns the file key of the newest archive, for whom shares let in.
///
/// # Errors
///
/// [`VaultError::Damaged`], [`VaultError::WrongPassphrase`] for other shares.
pub(crate) fn archive_key(file: &[u8], identity: &Identity) -> Result<SecretBytes<16>, VaultError> {
    let file = KeyFile::parse(file)?;
    let header = Header::parse(file.header.as_bytes())?;
    let unlocked = Opener::Shares(identity).open(&header)?;
    let sealed = file.open(&key(unlocked.team.master.as_slice()))?;
    Ok(sealed.archive.0)
}
