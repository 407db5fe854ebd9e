//! The section of one desk.

use bellrope_protocol::base::DeskName;
use bellrope_protocol::encoding::decode_hex_array;
use bellrope_protocol::key::Fingerprint;
use serde::Deserialize;

/// One desk that this relay serves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// Short name, as in paths.
    pub desk: DeskName,
    /// Names for people. A hint: the card has the ones that count.
    pub names: DeskNames,
    /// Fingerprint of the founding root: 40 hex digits.
    pub fingerprint: String,
    /// SHA-256 of each bearer token that couriers and auditors of the desk may use, in hex.
    #[serde(default)]
    pub courier_token_sha256: Vec<String>,
}

/// A desk's names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskNames {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl DeskConfig {
    /// Returns the fingerprint's 20 bytes; `None` if it is not 40 lower-case hex digits.
    #[must_use]
    pub fn fingerprint(&self) -> Option<[u8; Fingerprint::LEN]> {
        decode_hex_array(&self.fingerprint).ok()
    }

    /// Returns the token hashes; `None` if one is not 64 lower-case hex digits.
    #[must_use]
    pub fn token_hashes(&self) -> Option<Vec<[u8; 32]>> {
        self.courier_token_sha256
            .iter()
            .map(|hash| decode_hex_array(hash).ok())
            .collect()
    }

    /// Writes the section that `bellrope-relay desk` appends to `relay.toml`.
    #[must_use]
    pub fn section(&self) -> String {
        let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let tokens: Vec<String> = self
            .courier_token_sha256
            .iter()
            .map(|hash| text(hash))
            .collect();
        format!(
            "\n[[desks]]\n\
             # Short name, as in paths and origins. Never change it: it is part of every origin.\n\
             desk = {}\n\
             # Names for people; the desk's card has the ones that count.\n\
             names = {{ nl = {}, en = {} }}\n\
             # Fingerprint of the desk's founding root, as on its posters: cards of another root are refused.\n\
             fingerprint = {}\n\
             # SHA-256 of each courier token. Two while one replaces the other; a token itself is never stored here.\n\
             courier_token_sha256 = [{}]\n",
            text(self.desk.as_str()),
            text(&self.names.nl),
            text(&self.names.en),
            text(&self.fingerprint),
            tokens.join(", "),
        )
    }
}
