//! What the operator decides: `relay.toml`, overridden by `BELLROPE_RELAY_…`.
//!
//! Every option, its default and its reason stand once, in [`option`]; the template that
//! `bellrope-relay init` writes is made from there.

mod check;
mod desk;
pub mod option;
mod witness;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bellrope_protocol::base::{Base, DeskName, Host};
use serde::Deserialize;

use bellrope_protocol::note::{KeyName, VerifierKey};
pub use desk::{DeskConfig, DeskNames};
use option::{Kind, OPTIONS};
pub use witness::WitnessConfig;

/// The name of the file in the relay's folder.
pub const FILE_NAME: &str = "relay.toml";
/// What the names of environment variables begin with.
pub const ENVIRONMENT_PREFIX: &str = "BELLROPE_RELAY_";

/// The relay's configuration, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The relay's name in every origin, without scheme and port.
    pub host: Host,
    /// Where reporters and couriers connect.
    pub listen: SocketAddr,
    /// Where the operator's monitoring connects.
    pub management_listen: SocketAddr,
    /// Length of an epoch, in seconds.
    pub epoch_secs: u32,
    /// Greatest number of connections served at once.
    pub max_connections: usize,
    /// Greatest number of requests on one connection.
    pub requests_per_connection: u32,
    /// Greatest size of a request's head, in bytes.
    pub max_header_bytes: usize,
    /// Seconds in which a request's head must have come.
    pub header_secs: u64,
    /// Seconds in which a request's body must have come.
    pub body_secs: u64,
    /// Seconds without a byte in either direction after which a connection is dropped.
    pub idle_secs: u64,
    /// Seconds after which a connection is dropped, whatever it does.
    pub connection_secs: u64,
    /// Seconds that requests under way are given at shutdown.
    pub shutdown_secs: u64,
    /// Number of slots: letters that can wait for the end of their epoch.
    pub slots: u32,
    /// Cap on the bodies of letters and replies, in bytes.
    pub max_body_bytes: u64,
    /// Cap on blocks, in bytes.
    pub max_block_bytes: u64,
    /// Free disk space below which blocks are refused; letters at half of it. In bytes.
    pub reserve_bytes: u64,
    /// Greatest number of upload grants outstanding.
    pub max_grants: usize,
    /// Days after which bodies go.
    pub retention_days: u32,
    /// Days after the desk's confirmation after which bodies go.
    pub confirmed_days: u32,
    /// Memory for the database's pages, in bytes.
    pub cache_bytes: usize,
    /// Seconds after which witnesses are asked again although nothing has changed.
    pub witness_refresh_secs: u64,
    /// The proxy to witnesses; empty for none.
    pub witness_proxy: String,
    /// Folder of the built page; empty for none.
    pub page_build: String,
    /// The page's signed configuration.
    pub page_note: String,
    /// The desks.
    #[serde(default)]
    pub desks: Vec<DeskConfig>,
    /// The witnesses.
    #[serde(default)]
    pub witnesses: Vec<WitnessConfig>,
}

impl Config {
    /// Reads `relay.toml` in `folder`, overridden by this process's environment.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], by variant; the first thing that is wrong.
    pub fn load(folder: &Path) -> Result<Self, ConfigError> {
        let path = folder.join(FILE_NAME);
        let text =
            std::fs::read_to_string(&path).map_err(|source| ConfigError::Read { path, source })?;
        Self::parse_here(&text)
    }

    /// Parses the text of `relay.toml`, overridden by this process's environment.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], by variant; the first thing that is wrong.
    pub fn parse_here(text: &str) -> Result<Self, ConfigError> {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self::parse(text, &environment)
    }

    /// Parses the text of `relay.toml`, overridden by `environment`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], by variant; the first thing that is wrong.
    pub fn parse(text: &str, environment: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut table: toml::Table = text.parse().map_err(ConfigError::Syntax)?;
        for option in &OPTIONS {
            if let (false, Some(default)) = (table.contains_key(option.name), option.default) {
                table.insert(option.name.to_owned(), value(option, default)?);
            }
        }
        for (name, text) in environment {
            if let Some(name) = name.strip_prefix(ENVIRONMENT_PREFIX) {
                let option = option::find(name).ok_or_else(|| ConfigError::Variable {
                    name: name.to_owned(),
                })?;
                table.insert(option.name.to_owned(), value(option, text)?);
            }
        }
        let config: Self = table.try_into().map_err(ConfigError::Syntax)?;
        config.check()?;
        Ok(config)
    }

    /// Returns the keys of the witnesses.
    #[must_use]
    pub fn witness_keys(&self) -> Vec<VerifierKey> {
        self.witnesses
            .iter()
            .filter_map(WitnessConfig::key)
            .collect()
    }

    /// Returns what every origin and key name of a desk begins with.
    #[must_use]
    pub fn base(&self, desk: &DeskName) -> Base {
        Base::new(self.host.clone(), desk.clone())
    }
}

fn value(option: &option::Opt, text: &str) -> Result<toml::Value, ConfigError> {
    match option.kind {
        Kind::Text => Ok(toml::Value::String(text.to_owned())),
        Kind::Number => text
            .parse()
            .map(toml::Value::Integer)
            .map_err(|_| ConfigError::Number { name: option.name }),
    }
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML, lacks an option or has one that does not exist.
    #[error("configuration is malformed")]
    Syntax(#[source] toml::de::Error),
    /// An environment variable names no option.
    #[error("environment variable {ENVIRONMENT_PREFIX}{name} names no option")]
    Variable {
        /// What follows the prefix.
        name: String,
    },
    /// An option that is a number is set to something else by the environment.
    #[error("option {name} is not a number")]
    Number {
        /// The option.
        name: &'static str,
    },
    /// An option is out of its bounds.
    #[error("option {name} is {value}, expected {expected}")]
    Bounds {
        /// The option.
        name: &'static str,
        /// Its value.
        value: u64,
        /// What is accepted, in words.
        expected: &'static str,
    },
    /// Two desks have one short name.
    #[error("desk {desk} is configured twice")]
    DeskTwice {
        /// The short name.
        desk: DeskName,
    },
    /// A page needs both its build and its configuration.
    #[error("page_build and page_note belong together: set both or neither")]
    Page,
    /// A desk's fingerprint is malformed.
    #[error("fingerprint of desk {desk} is not 40 hex digits")]
    Fingerprint {
        /// The desk.
        desk: DeskName,
    },
    /// A witness's key is malformed or not that of a cosigner.
    #[error("{vkey} is not the key of a witness")]
    WitnessKey {
        /// The text.
        vkey: String,
    },
    /// A witness's URL cannot be used.
    #[error("{url} is not the URL of a witness")]
    WitnessUrl {
        /// The text.
        url: String,
    },
    /// Two witnesses have one name or one key.
    #[error("witness {name} is configured twice, by name or by key")]
    WitnessTwice {
        /// The name, the second time.
        name: KeyName,
    },
    /// The proxy to witnesses cannot be used.
    #[error("witness_proxy is not the URL of a proxy")]
    WitnessProxy,
    /// The hash of a courier's token is malformed.
    #[error("courier token hash of desk {desk} is not 64 hex digits")]
    TokenHash {
        /// The desk.
        desk: DeskName,
    },
}

#[cfg(test)]
mod tests;
