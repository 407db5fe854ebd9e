//! Bounds of the options: a relay that starts is one that can keep its promises.

use std::collections::BTreeSet;

use bellrope_protocol::limit::LETTER_LEN;
use bellrope_protocol::note::VerifierKey;

use super::{Config, ConfigError};

/// The least that hyper accepts for its buffer.
const MIN_HEADER_BYTES: usize = 8_192;

impl Config {
    /// Checks every option.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        self.check_numbers()?;
        self.check_page()?;
        self.check_desks()?;
        self.check_witnesses()
    }

    fn check_numbers(&self) -> Result<(), ConfigError> {
        let slots = u64::from(self.slots);
        let letter = u64::try_from(LETTER_LEN).unwrap_or(u64::MAX);
        let connections = u64::try_from(self.max_connections).unwrap_or(u64::MAX);
        let header = u64::try_from(self.max_header_bytes).unwrap_or(u64::MAX);
        let rules = [
            (
                "epoch_secs",
                self.epoch_secs.into(),
                (1..=86_400).contains(&self.epoch_secs),
                "1 to 86400",
            ),
            (
                "max_connections",
                connections,
                self.max_connections >= 1,
                "at least 1",
            ),
            (
                "requests_per_connection",
                self.requests_per_connection.into(),
                self.requests_per_connection >= 1,
                "at least 1",
            ),
            (
                "max_header_bytes",
                header,
                self.max_header_bytes >= MIN_HEADER_BYTES,
                "at least 8192",
            ),
            (
                "header_secs",
                self.header_secs,
                self.header_secs >= 1,
                "at least 1",
            ),
            (
                "body_secs",
                self.body_secs,
                self.body_secs >= 1,
                "at least 1",
            ),
            (
                "idle_secs",
                self.idle_secs,
                self.idle_secs >= 1,
                "at least 1",
            ),
            (
                "connection_secs",
                self.connection_secs,
                self.connection_secs >= 1,
                "at least 1",
            ),
            (
                "slots",
                slots,
                (16..=4_194_304).contains(&slots),
                "16 to 4194304",
            ),
            // Half of the reserve is what sealing every waiting letter takes, with room for covers.
            (
                "reserve_bytes",
                self.reserve_bytes,
                self.reserve_bytes >= slots * letter * 4,
                "at least 65536 for each slot",
            ),
            (
                "witness_refresh_secs",
                self.witness_refresh_secs,
                (1..=86_400).contains(&self.witness_refresh_secs),
                "1 to 86400",
            ),
            (
                "retention_days",
                self.retention_days.into(),
                self.retention_days >= 1,
                "at least 1",
            ),
            (
                "confirmed_days",
                self.confirmed_days.into(),
                self.confirmed_days >= 1,
                "at least 1",
            ),
        ];
        for (name, value, holds, expected) in rules {
            if !holds {
                return Err(ConfigError::Bounds {
                    name,
                    value,
                    expected,
                });
            }
        }
        Ok(())
    }

    fn check_witnesses(&self) -> Result<(), ConfigError> {
        let mut seen: Vec<VerifierKey> = Vec::new();
        for witness in &self.witnesses {
            let key = witness.key().ok_or_else(|| ConfigError::WitnessKey {
                vkey: witness.vkey.clone(),
            })?;
            if witness.endpoint().is_none() {
                return Err(ConfigError::WitnessUrl {
                    url: witness.url.clone(),
                });
            }
            let same = |k: &VerifierKey| k.name() == key.name() || k.public() == key.public();
            if seen.iter().any(same) {
                return Err(ConfigError::WitnessTwice {
                    name: key.name().clone(),
                });
            }
            seen.push(key);
        }
        if !self.witness_proxy.is_empty() && ureq::Proxy::new(&self.witness_proxy).is_err() {
            return Err(ConfigError::WitnessProxy);
        }
        Ok(())
    }

    fn check_page(&self) -> Result<(), ConfigError> {
        if self.page_build.is_empty() != self.page_note.is_empty() {
            return Err(ConfigError::Page);
        }
        Ok(())
    }

    fn check_desks(&self) -> Result<(), ConfigError> {
        let mut seen = BTreeSet::new();
        for desk in &self.desks {
            let name = desk.desk.clone();
            if !seen.insert(&desk.desk) {
                return Err(ConfigError::DeskTwice { desk: name });
            }
            if desk.fingerprint().is_none() {
                return Err(ConfigError::Fingerprint { desk: name });
            }
            if desk.token_hashes().is_none() {
                return Err(ConfigError::TokenHash { desk: name });
            }
        }
        Ok(())
    }
}
