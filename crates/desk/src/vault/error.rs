//! Why a vault cannot do what it was asked.

use std::io;
use std::path::PathBuf;

use bellrope_protocol::time::Day;

use super::passphrase::CostError;
use super::token::TokenError;

/// Why a vault does not open, read or change.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// There is no vault in the folder.
    #[error("there is no vault in {}", folder.display())]
    Absent {
        /// The folder.
        folder: PathBuf,
    },
    /// A new vault would overwrite something.
    #[error("{} exists and is not empty", folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process has the vault open.
    #[error("another process has the vault open")]
    Busy,
    /// The master key does not open: another passphrase.
    #[error("the passphrase does not open the vault")]
    WrongPassphrase,
    /// A hardware token does not do what it is asked.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The passphrase opens somebody else's lock already.
    #[error("the passphrase is somebody else's")]
    PassphraseTaken,
    /// The case is closed to the person who has the vault open.
    #[error("case {number} is closed to you")]
    Closed {
        /// Its number.
        number: String,
    },
    /// Whoever opened the vault has left the team.
    #[error("you have left the team")]
    Left,
    /// Whoever has the vault open has not said whether they have an interest in the case (R086).
    #[error("you have not declared whether you have an interest in case {number}")]
    Undeclared {
        /// Its number.
        number: String,
    },
    /// Whoever has the vault open accepted the confidentiality statement too long ago to read a case
    /// (R092).
    #[error("the confidentiality statement was to be accepted by {due}")]
    Statement {
        /// The last day of the acceptance before.
        due: Day,
    },
    /// Shares opened the vault, and nobody of the team is at work in it.
    #[error("nobody of the team has opened the vault")]
    Nobody,
    /// A file or record of the vault is not what was written.
    #[error("the vault is damaged: {part}")]
    Damaged {
        /// Which part, without content.
        part: &'static str,
    },
    /// The Argon2id parameters are out of bounds.
    #[error("cannot derive the passphrase key")]
    Cost(#[from] CostError),
    /// A record cannot be written as JSON: a defect.
    #[error("cannot write a record of the table {table}")]
    Unwritable {
        /// The table.
        table: &'static str,
        /// The cause.
        #[source]
        source: serde_json::Error,
    },
    /// The trail does not take an entry: a defect.
    #[error("cannot enter an act in the trail")]
    Trail {
        /// The cause.
        #[source]
        source: bellrope_trail::AppendError,
    },
    /// The database failed.
    #[error("the vault's database failed")]
    Database {
        /// The cause.
        #[source]
        source: Box<redb::Error>,
    },
    /// A file or folder of the vault cannot be read or written.
    #[error("cannot {step} in the vault's folder")]
    Io {
        /// What was being done.
        step: &'static str,
        /// The cause.
        #[source]
        source: io::Error,
    },
}

impl VaultError {
    /// Makes the error of a step on a file.
    pub(crate) fn io(step: &'static str) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { step, source }
    }
}

impl<E: Into<redb::Error>> From<RedbError<E>> for VaultError {
    fn from(RedbError(err): RedbError<E>) -> Self {
        match err.into() {
            redb::Error::Corrupted(_) => Self::Damaged { part: "vault.redb" },
            redb::Error::DatabaseAlreadyOpen => Self::Busy,
            // The first bytes of the file are not those of a database, or a newer format.
            redb::Error::Io(source) if source.kind() == io::ErrorKind::InvalidData => {
                Self::Damaged { part: "vault.redb" }
            }
            source => Self::Database {
                source: Box::new(source),
            },
        }
    }
}

/// Any of redb's error types, on its way to [`VaultError`].
pub(super) struct RedbError<E>(pub(super) E);

/// Turns redb's results into ours.
pub(super) trait OrVaultError<T> {
    /// Maps the error.
    fn or_vault_error(self) -> Result<T, VaultError>;
}

impl<T, E: Into<redb::Error>> OrVaultError<T> for Result<T, E> {
    fn or_vault_error(self) -> Result<T, VaultError> {
        self.map_err(|err| RedbError(err).into())
    }
}
