//! What the operator of a witness decides: `witness.toml`.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bellrope_protocol::base::{Base, DeskName, Host};
use bellrope_protocol::card::{Ed25519PublicKey, Pin, SignedCard};
use bellrope_protocol::note::{Algorithm, KeyName, VerifierKey};
use serde::Deserialize;

#[cfg(test)]
mod tests;

/// The name of the file in the witness's folder.
pub const FILE_NAME: &str = "witness.toml";

/// The configuration of a new witness.
pub(crate) const TEMPLATE: &str = "\
# A witness of Bellrope's logs. docs/operations.md says more.

# Where logs post their checkpoints (add-checkpoint). Loopback, because something that ends TLS or an
# onion service stands in front. Requests need no secrecy and no token: the log's signature counts.
listen = \"127.0.0.1:8082\"

# Connections served at once; further ones wait.
max_connections = 64

# Which logs it watches. A desk at a relay, by the relay's public keys (three logs):
#   [[desks]]
#   desk = \"mid\"
#   relay = \"relay.pub\"
# or by the desk's key card, from someone you trust:
#   [[desks]]
#   card = \"mid.card\"
# or any log of C2SP tlog-checkpoint by its key, whose name is the log's origin:
#   [[logs]]
#   vkey = \"<origin>+<key id>+<key>\"
";

/// The configuration of a witness.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where logs connect.
    pub listen: SocketAddr,
    /// Greatest number of connections served at once.
    #[serde(default = "max_connections")]
    pub max_connections: usize,
    /// Desks whose three logs are watched.
    #[serde(default)]
    desks: Vec<DeskEntry>,
    /// Further logs.
    #[serde(default)]
    logs: Vec<LogEntry>,
}

fn max_connections() -> usize {
    64
}

/// A desk: by the relay's public keys and its short name, or by its card. Paths are relative to the
/// folder of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeskEntry {
    desk: Option<DeskName>,
    relay: Option<PathBuf>,
    card: Option<PathBuf>,
}

/// A log by its key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LogEntry {
    vkey: String,
}

/// What `relay.pub` says, as far as it is needed here.
#[derive(Deserialize)]
struct RelayPublic {
    host: Host,
    log: Ed25519PublicKey,
}

impl Config {
    /// Reads `witness.toml` in `folder`.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Read`], [`ConfigError::Syntax`].
    pub fn load(folder: &Path) -> Result<Self, ConfigError> {
        toml::from_str(&read(&folder.join(FILE_NAME))?).map_err(ConfigError::Syntax)
    }

    /// Returns the keys of all logs to watch; files that are named are looked for in `folder`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], by variant: a log twice is an error, no log at all is not.
    pub fn logs(&self, folder: &Path) -> Result<Vec<VerifierKey>, ConfigError> {
        let mut keys = Vec::new();
        for desk in &self.desks {
            keys.extend(desk.logs(folder)?);
        }
        for log in &self.logs {
            keys.push(log.key()?);
        }
        let mut seen = BTreeSet::new();
        match keys.iter().find(|key| !seen.insert(key.name().clone())) {
            Some(twice) => Err(ConfigError::Twice {
                origin: twice.name().clone(),
            }),
            None => Ok(keys),
        }
    }
}

impl DeskEntry {
    fn logs(&self, folder: &Path) -> Result<Vec<VerifierKey>, ConfigError> {
        match (&self.desk, &self.relay, &self.card) {
            (Some(desk), Some(relay), None) => logs_of_relay(&folder.join(relay), desk),
            (None, None, Some(card)) => logs_of_card(&folder.join(card)),
            _ => Err(ConfigError::Desk),
        }
    }
}

fn logs_of_relay(path: &Path, desk: &DeskName) -> Result<Vec<VerifierKey>, ConfigError> {
    let malformed = || ConfigError::Relay {
        path: path.to_owned(),
    };
    let relay: RelayPublic = serde_json::from_str(&read(path)?).map_err(|_| malformed())?;
    let base = Base::new(relay.host, desk.clone());
    [
        base.intake_key_name(),
        base.replies_key_name(),
        base.cards_key_name(),
    ]
    .into_iter()
    .map(|name| {
        VerifierKey::new(name, Algorithm::Ed25519, relay.log.as_bytes()).map_err(|_| malformed())
    })
    .collect()
}

fn logs_of_card(path: &Path) -> Result<Vec<VerifierKey>, ConfigError> {
    let malformed = || ConfigError::Card {
        path: path.to_owned(),
    };
    let signed = SignedCard::parse(read(path)?.as_bytes()).map_err(|_| malformed())?;
    // Who put the file here trusts the desk in it; that it is whole is still worth a look.
    let pin = Pin::new(signed.unverified_card().founding.fingerprint());
    let verified = signed.verify(&pin).map_err(|_| malformed())?;
    let card = verified.card();
    Ok(vec![
        card.intake_log_verifier(),
        card.replies_log_verifier(),
        card.cards_log_verifier(),
    ])
}

impl LogEntry {
    fn key(&self) -> Result<VerifierKey, ConfigError> {
        match self.vkey.parse::<VerifierKey>() {
            Ok(key) if key.algorithm() == Algorithm::Ed25519 => Ok(key),
            _ => Err(ConfigError::Log {
                vkey: self.vkey.clone(),
            }),
        }
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The configuration is not TOML, lacks an option or has one that does not exist.
    #[error("configuration is malformed")]
    Syntax(#[source] toml::de::Error),
    /// A desk is not named in one of the two ways.
    #[error("a desk needs desk and relay, or card")]
    Desk,
    /// The relay's public keys are not what `bellrope-relay init` writes.
    #[error("{} does not hold a relay's public keys", path.display())]
    Relay {
        /// The file.
        path: PathBuf,
    },
    /// The card is malformed, or not signed by its own root.
    #[error("{} does not hold a key card", path.display())]
    Card {
        /// The file.
        path: PathBuf,
    },
    /// The key of a log is not a vkey of an Ed25519 log.
    #[error("{vkey} is not the key of a log")]
    Log {
        /// The text.
        vkey: String,
    },
    /// A log is named twice.
    #[error("log {origin} is named twice")]
    Twice {
        /// Its origin.
        origin: KeyName,
    },
}
