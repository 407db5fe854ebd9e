//! `vault.json`: what is needed to turn a passphrase into the master key.

use std::fs;
use std::path::Path;

use bellrope_bundle::durable;
use bellrope_protocol::encoding::{decode_base64, decode_base64_array, encode_base64, encode_hex};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::error::VaultError;
use super::passphrase::{Cost, Passphrase};
use super::seal::{Place, RecordKey};

/// Name of the file.
pub(super) const FILE: &str = "vault.json";
const FORMAT: &str = "bellrope vault 1";

/// The header as it stands in the file. `check` tells a damaged header from a wrong passphrase;
/// it is no secret and authenticates nothing.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    format: String,
    argon2id: Cost,
    salt: String,
    master: String,
    check: String,
}

impl Header {
    /// Seals a master key under a passphrase.
    pub(super) fn seal(
        master: &[u8; 32],
        passphrase: &Passphrase,
        cost: Cost,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let key = passphrase_key(passphrase, cost, &salt)?;
        let mut header = Self {
            format: FORMAT.to_owned(),
            argon2id: cost,
            salt: encode_base64(&salt),
            master: encode_base64(&key.seal(&PLACE, master, rng)),
            check: String::new(),
        };
        header.check = header.checksum();
        Ok(header)
    }

    /// Opens the master key.
    pub(super) fn open(&self, passphrase: &Passphrase) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let salt = decode_base64_array(&self.salt).map_err(|_| DAMAGED)?;
        let sealed = decode_base64(&self.master).map_err(|_| DAMAGED)?;
        let key = passphrase_key(passphrase, self.argon2id, &salt)?;
        let plain = key
            .open(&PLACE, &sealed)
            .map_err(|_| VaultError::WrongPassphrase)?;
        let mut master = Zeroizing::new([0; 32]);
        if plain.len() != master.len() {
            return Err(DAMAGED);
        }
        master.copy_from_slice(&plain);
        Ok(master)
    }

    /// Reads the file, or refuses one that is not as it was written.
    pub(super) fn read(folder: &Path) -> Result<Self, VaultError> {
        let bytes = match fs::read(folder.join(FILE)) {
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => {
                return Err(VaultError::Absent {
                    folder: folder.to_owned(),
                });
            }
            other => other.map_err(VaultError::io("read vault.json"))?,
        };
        Self::parse(&bytes)
    }

    /// Parses the bytes of the file.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let header: Self = serde_json::from_slice(bytes).map_err(|_| DAMAGED)?;
        if header.format != FORMAT || header.check != header.checksum() {
            return Err(DAMAGED);
        }
        Ok(header)
    }

    /// Writes the file durably.
    pub(super) fn write(&self, folder: &Path) -> Result<(), VaultError> {
        let text = serde_json::to_string(self).map_err(|source| VaultError::Unwritable {
            table: FILE,
            source,
        })?;
        durable::write_bytes(&folder.join(FILE), text.as_bytes())
            .map_err(|err| VaultError::io("write vault.json")(std::io::Error::other(err)))
    }

    fn checksum(&self) -> String {
        let Self {
            format,
            argon2id: Cost { .. },
            salt,
            master,
            check: _,
        } = self;
        let text = format!("{format}\n{:?}\n{salt}\n{master}\n", self.argon2id);
        encode_hex(&Sha256::digest(text)[..8])
    }
}

const DAMAGED: VaultError = VaultError::Damaged { part: FILE };
const PLACE: Place<'static> = Place {
    table: FILE,
    lookup: b"master",
};

fn passphrase_key(
    passphrase: &Passphrase,
    cost: Cost,
    salt: &[u8; 16],
) -> Result<RecordKey, VaultError> {
    let key = cost.derive(passphrase, salt)?;
    Ok(RecordKey::derive(
        key.as_slice(),
        None,
        b"bellrope/1 vault passphrase",
    ))
}
