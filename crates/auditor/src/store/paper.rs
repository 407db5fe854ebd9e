//! The small files: public keys, private keys, configuration. What is private is measured and
//! never shown.

use bellrope_protocol::base::Host;
use bellrope_protocol::card::Ed25519PublicKey;
use bellrope_protocol::encoding::{decode_base64_array, encode_base64};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::note::Signers;

/// `relay.pub`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Public {
    host: Host,
    log: String,
    receipt: String,
    epoch_secs: u32,
}

/// Reads `relay.pub`. `None` if a byte of it is not as the relay writes it.
#[must_use]
pub fn read_public(bytes: &[u8]) -> Option<Signers> {
    let public: Public = serde_json::from_slice(bytes).ok()?;
    let key = |text: &str| {
        let bytes = decode_base64_array(text).ok()?;
        Ed25519PublicKey::from_bytes(bytes).ok()
    };
    let (log, receipt) = (key(&public.log)?, key(&public.receipt)?);
    let again = format!(
        "{{\"host\":\"{}\",\"log\":\"{}\",\"receipt\":\"{}\",\"epoch_secs\":{}}}\n",
        public.host,
        encode_base64(log.as_bytes()),
        encode_base64(receipt.as_bytes()),
        public.epoch_secs,
    );
    (again.as_bytes() == bytes && public.epoch_secs > 0).then(|| Signers {
        host: public.host,
        log,
        receipt,
        epoch_secs: public.epoch_secs,
        desks: std::collections::BTreeMap::new(),
    })
}

/// Says whether a key file holds 32 bytes in base64 and a line feed, and nothing else.
#[must_use]
pub fn is_key(bytes: &Zeroizing<Vec<u8>>) -> bool {
    let text = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.strip_suffix('\n'));
    text.is_some_and(|text| decode_base64_array::<32>(text).map(Zeroizing::new).is_ok())
}

/// A desk, as `relay.toml` names it.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct ConfiguredDesk {
    /// Its short name.
    pub desk: String,
    /// The fingerprint of its founding root.
    pub fingerprint: String,
}

/// What is read of `relay.toml`; the rest is the operator's.
#[derive(Debug, Deserialize)]
struct Configuration {
    #[serde(default)]
    desks: Vec<ConfiguredDesk>,
}

/// Reads `relay.toml`. `None` if it is no configuration.
#[must_use]
pub fn read_configuration(bytes: &[u8]) -> Option<Vec<ConfiguredDesk>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let configuration: Configuration = toml::from_str(text).ok()?;
    Some(configuration.desks)
}
