//! The witness's key: made once, kept in a file that only its owner may read.

use std::io;
use std::path::{Path, PathBuf};

use bellrope_protocol::encoding::{decode_base64_array, encode_base64};
use bellrope_protocol::note::{CosignerKey, KeyName, VerifierKey};
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use crate::config::{self, FILE_NAME};
use crate::durable;

/// The file of the key: its name, and its seed in base64.
///
/// The name stands here and not in the configuration: one Ed25519 key under two names would be two
/// witnesses that readers count twice.
const KEY: &str = "witness.key";
/// The file of the public half, as a vkey.
const PUBLIC: &str = "witness.pub";

/// Makes the folder of a new witness: its key, its public half, a configuration without logs.
/// Returns the public half.
///
/// # Errors
///
/// [`InitError`]; nothing is overwritten.
pub fn init(folder: &Path, name: &KeyName) -> Result<VerifierKey, InitError> {
    let mut seed = Box::new(Zeroizing::new([0; 32]));
    SysRng
        .try_fill_bytes(seed.as_mut_slice())
        .map_err(io::Error::other)?;
    let public = CosignerKey::from_seed(name.clone(), &seed).verifier();
    durable::folder(folder)?;
    write(&folder.join(FILE_NAME), config::TEMPLATE.as_bytes())?;
    let text = Zeroizing::new(format!(
        "{name}\n{}\n",
        *Zeroizing::new(encode_base64(seed.as_slice()))
    ));
    write(&folder.join(KEY), text.as_bytes())?;
    write(&folder.join(PUBLIC), format!("{public}\n").as_bytes())?;
    Ok(public)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), InitError> {
    durable::write_new(path, bytes).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => InitError::Exists {
            path: path.to_owned(),
        },
        _ => source.into(),
    })
}

/// Reads the key of a witness.
///
/// # Errors
///
/// [`KeyError`], by variant.
pub fn read_key(folder: &Path) -> Result<CosignerKey, KeyError> {
    let path = folder.join(KEY);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => Zeroizing::new(text),
        Err(source) => return Err(KeyError::Read { path, source }),
    };
    parse(&text).ok_or(KeyError::Malformed { path })
}

fn parse(text: &str) -> Option<CosignerKey> {
    let (name, seed) = text.strip_suffix('\n')?.split_once('\n')?;
    let seed = Box::new(Zeroizing::new(decode_base64_array(seed).ok()?));
    Some(CosignerKey::from_seed(KeyName::new(name).ok()?, &seed))
}

/// Why a witness was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InitError {
    /// There is one in the folder.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file that is there.
        path: PathBuf,
    },
    /// The disk or the system's generator failed.
    #[error("cannot make a witness")]
    Io(#[from] io::Error),
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
    /// The file does not hold a name and 32 bytes in base64.
    #[error("{} does not hold a key name and 32 bytes in base64", path.display())]
    Malformed {
        /// Its path.
        path: PathBuf,
    },
}
