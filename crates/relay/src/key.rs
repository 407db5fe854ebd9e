//! The relay's keys: one signs its logs, one its receipts.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bellrope_protocol::base::{Base, Host};
use bellrope_protocol::encoding::{decode_base64_array, encode_base64};
use bellrope_protocol::note::{KeyName, SignerKey};
use rand::Rng as _;
use rand::rngs::StdRng;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::durable;
use crate::folder::Folder;
use crate::store::LogKind;

/// The seeds of the relay's keys. Wiped on drop, never printed.
pub struct RelayKeys {
    log: Box<Zeroizing<[u8; 32]>>,
    receipt: Box<Zeroizing<[u8; 32]>>,
}

impl RelayKeys {
    /// Makes fresh keys and writes them and `relay.pub` into the folder.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers; `AlreadyExists` rather than overwriting a key.
    pub fn create(
        folder: &Folder,
        host: &Host,
        epoch_secs: u32,
        rng: &mut StdRng,
    ) -> io::Result<()> {
        let keys = Self {
            log: fresh(rng),
            receipt: fresh(rng),
        };
        write_seed(&folder.log_key(), &keys.log)?;
        write_seed(&folder.receipt_key(), &keys.receipt)?;
        keys.publish(folder, host, epoch_secs)
    }

    /// Reads the keys.
    ///
    /// # Errors
    ///
    /// [`KeyError`], by variant.
    pub fn load(folder: &Folder) -> Result<Self, KeyError> {
        Ok(Self {
            log: read_seed(folder.log_key())?,
            receipt: read_seed(folder.receipt_key())?,
        })
    }

    /// Writes `relay.pub`, which desks are founded with.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub fn publish(&self, folder: &Folder, host: &Host, epoch_secs: u32) -> io::Result<()> {
        let public = Public {
            host: host.as_str(),
            log: encode_base64(&public(&self.log)),
            receipt: encode_base64(&public(&self.receipt)),
            epoch_secs,
        };
        let mut json = serde_json::to_string(&public)?;
        json.push('\n');
        durable::write(&folder.public(), json.as_bytes())
    }

    /// Returns the keys under a desk's names.
    ///
    /// # Panics
    ///
    /// Never: host and desk are short and free of what a key name forbids.
    #[must_use]
    pub fn of_desk(&self, base: &Base) -> DeskKeys {
        DeskKeys {
            intake: SignerKey::from_seed(origin(base, LogKind::Intake), &self.log),
            replies: SignerKey::from_seed(origin(base, LogKind::Replies), &self.log),
            cards: SignerKey::from_seed(origin(base, LogKind::Cards), &self.log),
            receipt: SignerKey::from_seed(base.receipt_key_name(), &self.receipt),
        }
    }
}

impl fmt::Debug for RelayKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelayKeys").finish_non_exhaustive()
    }
}

/// The relay's keys as they sign for one desk.
#[derive(Debug)]
pub struct DeskKeys {
    /// Signs the intake log.
    pub intake: SignerKey,
    /// Signs the reply log.
    pub replies: SignerKey,
    /// Signs the card log.
    pub cards: SignerKey,
    /// Signs receipts.
    pub receipt: SignerKey,
}

impl DeskKeys {
    /// Returns the key of a log.
    #[must_use]
    pub fn log(&self, kind: LogKind) -> &SignerKey {
        match kind {
            LogKind::Intake => &self.intake,
            LogKind::Replies => &self.replies,
            LogKind::Cards => &self.cards,
        }
    }
}

/// The content of `relay.pub`.
#[derive(Serialize)]
struct Public<'a> {
    host: &'a str,
    log: String,
    receipt: String,
    epoch_secs: u32,
}

#[expect(
    clippy::expect_used,
    reason = "host and desk are short and free of what a key name forbids; the protocol tests the bounds"
)]
fn origin(base: &Base, kind: LogKind) -> KeyName {
    KeyName::new(format!("{base}/{kind}")).expect("host and desk make a key name")
}

fn fresh(rng: &mut StdRng) -> Box<Zeroizing<[u8; 32]>> {
    let mut seed = Box::new(Zeroizing::new([0; 32]));
    rng.fill_bytes(seed.as_mut_slice());
    seed
}

fn public(seed: &[u8; 32]) -> [u8; 32] {
    // Any name will do: the public half does not depend on it.
    let name = KeyName::new("relay");
    name.map_or([0; 32], |name| {
        *SignerKey::from_seed(name, seed).verifier().public()
    })
}

fn write_seed(path: &Path, seed: &[u8; 32]) -> io::Result<()> {
    let mut text = Zeroizing::new(encode_base64(seed));
    text.push('\n');
    durable::write_new(path, text.as_bytes())
}

fn read_seed(path: PathBuf) -> Result<Box<Zeroizing<[u8; 32]>>, KeyError> {
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => Zeroizing::new(text),
        Err(source) => return Err(KeyError::Read { path, source }),
    };
    match decode_base64_array(text.trim_end()) {
        Ok(seed) => Ok(Box::new(Zeroizing::new(seed))),
        Err(_) => Err(KeyError::Malformed { path }),
    }
}

/// Why a key cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file does not hold 32 bytes in base64.
    #[error("{} does not hold 32 bytes in base64", path.display())]
    Malformed {
        /// Its path.
        path: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_not_printed() {
        let seed = || Box::new(Zeroizing::new([7; 32]));
        let keys = RelayKeys {
            log: seed(),
            receipt: seed(),
        };
        assert_eq!(format!("{keys:?}"), "RelayKeys { .. }");
    }
}
