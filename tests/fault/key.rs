//! The secret keys that attackers have: the relay its own, a dishonest desk or a thief of its vault
//! the desk's, a witness that helps its own.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use bellrope_bundle::Log;
use bellrope_desk::vault::{Passphrase, Record, Records as _, Vault};
use bellrope_protocol::base::Base;
use bellrope_protocol::encoding::decode_base64_array;
use bellrope_protocol::note::{CosignerKey, KeyName, SignerKey};
use harness::{HOST, PASSPHRASE};
use serde::{Deserialize, Serialize};

use crate::honest::DESK;

/// Host and desk.
pub(crate) fn base() -> Base {
    Base::new(HOST.parse().unwrap(), DESK.parse().unwrap())
}

/// The name of a log's key, which is its origin.
pub(crate) fn origin(log: Log) -> KeyName {
    match log {
        Log::Intake => base().intake_key_name(),
        Log::Replies => base().replies_key_name(),
        Log::Cards => base().cards_key_name(),
    }
}

/// A key that the attacker has drawn, under any name.
pub(crate) fn stranger(name: KeyName) -> SignerKey {
    SignerKey::from_seed(name, &[13; 32])
}

/// The relay's own key of a log.
pub(crate) fn relay(store: &Path, log: Log) -> SignerKey {
    SignerKey::from_seed(origin(log), &seed(&store.join("log.key")))
}

/// The relay's own key of receipts.
pub(crate) fn receipt(store: &Path) -> SignerKey {
    SignerKey::from_seed(base().receipt_key_name(), &seed(&store.join("receipt.key")))
}

/// The witness's key.
pub(crate) fn witness(folder: &Path) -> CosignerKey {
    let text = fs::read_to_string(folder.join("witness.key")).unwrap();
    let (name, seed) = text.trim_end().split_once('\n').unwrap();
    let seed = decode_base64_array(seed).unwrap();
    CosignerKey::from_seed(KeyName::new(name).unwrap(), &seed)
}

/// The desk's key that signs batches, confirmations and boards.
pub(crate) fn push(vault: &Path) -> SignerKey {
    desk(vault, "push", base().push_key_name())
}

/// The desk's key that signs cards.
pub(crate) fn root(vault: &Path) -> SignerKey {
    desk(vault, "root", base().root_key_name())
}

/// How the vault keeps a key that signs (docs/vault.md).
#[derive(Serialize, Deserialize)]
struct Signing {
    seed: String,
}

impl Record for Signing {
    const TABLE: &'static str = "signing";
}

/// A vault opens for one at a time, and attacks are made side by side.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn desk(vault: &Path, role: &str, name: KeyName) -> SignerKey {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let passphrase = Passphrase::choose(PASSPHRASE.to_owned().into()).unwrap();
    let vault = Vault::open(vault, &passphrase).unwrap();
    let signing: Signing = vault.read().unwrap().find(role).unwrap().unwrap();
    SignerKey::from_seed(name, &decode_base64_array(&signing.seed).unwrap())
}

fn seed(file: &Path) -> [u8; 32] {
    let text = fs::read_to_string(file).unwrap();
    decode_base64_array(text.trim_end()).unwrap()
}
