//! Why a backup was not made or restored.

use std::io;
use std::path::PathBuf;

use bellrope_bundle::durable::DurableError;
use bellrope_shares::CombineError;

use crate::vault::VaultError;

/// Why a backup was not made or restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The file cannot be written.
    #[error("cannot write the backup")]
    Durable(#[from] DurableError),
    /// Something cannot be read or written.
    #[error("cannot read or write the backup")]
    Io {
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The passphrase is another.
    #[error("the passphrase does not open the backup")]
    WrongPassphrase,
    /// The keys file is not there: without it no case can be read.
    #[error("cannot read the keys file {}", file.display())]
    NoKeys {
        /// Where it was looked for.
        file: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The keys file is of a day on which the passphrase was another.
    #[error("the passphrase does not open the keys file")]
    KeysPassphrase,
    /// The keys file is of another desk, truncated or changed.
    #[error("the keys file is damaged, or that of another desk")]
    KeysDamaged,
    /// The shares do not belong together, or are too few.
    #[error(transparent)]
    Shares(#[from] CombineError),
    /// The shares fit each other, and the keys file is of a day with others.
    #[error("the shares do not open the keys file")]
    OtherShares,
    /// The file is no backup, truncated or changed.
    #[error("the file is no backup, or damaged")]
    Damaged,
    /// What was read back is not what was written.
    #[error("what was read back differs from what was written")]
    Differs,
}

impl BackupError {
    /// Says of the keys file what the vault says of itself.
    pub(super) fn of_keys(err: VaultError) -> Self {
        match err {
            VaultError::WrongPassphrase => Self::KeysPassphrase,
            VaultError::Damaged { .. } => Self::KeysDamaged,
            other => Self::Vault(other),
        }
    }

    pub(super) fn io(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Io {
            source: into_io(source.into()),
        }
    }
}

/// Keeps the machine's own error, so that a full disk is called that.
fn into_io(source: Box<dyn std::error::Error + Send + Sync>) -> io::Error {
    match source.downcast::<io::Error>() {
        Ok(source) => *source,
        Err(source) => io::Error::other(source),
    }
}
