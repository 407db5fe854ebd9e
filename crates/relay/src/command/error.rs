//! The last mile of errors: to the terminal, with a hint, and into an exit code.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::config::ConfigError;
use crate::health::chain;
use crate::relay::OpenError;
use crate::site::SiteError;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum CommandError {
    /// There is something where a relay is to be made.
    #[error("{} exists", path.display())]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The desk is configured already.
    #[error("desk {desk} is configured already")]
    DeskExists {
        /// Its short name.
        desk: String,
    },
    /// The configuration cannot be used.
    #[error("cannot use the configuration")]
    Config(#[from] ConfigError),
    /// The relay cannot be opened.
    #[error("cannot open the relay")]
    Open(#[from] OpenError),
    /// The process may open too few files.
    #[error("process may open {limit} files, {needed} are needed for the configured connections")]
    Files {
        /// What it may.
        limit: u64,
        /// What it needs.
        needed: u64,
    },
    /// A listener cannot be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where.
        address: std::net::SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be made.
    #[error("cannot make {}", path.display())]
    Make {
        /// What.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The machine failed.
    #[error("the machine failed")]
    Machine(#[from] io::Error),
}

impl CommandError {
    /// Names what cannot be made.
    pub(super) fn make(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Make { path, source }
    }

    /// Prints the error with its causes and a hint, and chooses the exit code.
    pub(super) fn report(&self) -> ExitCode {
        eprintln!("bellrope-relay: error: {}", chain(self));
        if let Some(hint) = self.hint() {
            eprintln!("bellrope-relay: hint: {hint}");
        }
        ExitCode::from(self.code())
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Exists { .. } => {
                Some("choose another folder or file; nothing is ever overwritten")
            }
            Self::DeskExists { .. } => Some(
                "to replace its token, add the new token's SHA-256 to courier_token_sha256 in relay.toml",
            ),
            Self::Config(ConfigError::Read { .. }) => {
                Some("is this the folder that `bellrope-relay init` made?")
            }
            Self::Open(OpenError::Card(_)) => Some(
                "the stored card does not fit relay.toml: look at host, epoch_secs and the desk's fingerprint",
            ),
            Self::Open(OpenError::Store(_)) => Some("is another relay running in this folder?"),
            Self::Open(OpenError::Site(_)) => Some(
                "take build and note together from whoever made them; nothing is served until they fit",
            ),
            Self::Files { .. } => {
                Some("raise the limit of open files (LimitNOFILE=) or lower max_connections")
            }
            _ => None,
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Open(OpenError::Site(SiteError::Read { .. })) => 4,
            Self::Exists { .. }
            | Self::DeskExists { .. }
            | Self::Config(_)
            | Self::Open(OpenError::Site(_)) => 1,
            Self::Open(_)
            | Self::Files { .. }
            | Self::Listen { .. }
            | Self::Make { .. }
            | Self::Machine(_) => 4,
        }
    }
}
