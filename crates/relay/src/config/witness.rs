//! The section of one witness.

use bellrope_protocol::note::{Algorithm, VerifierKey};
use hyper::Uri;
use serde::Deserialize;

/// A witness that is shown every desk's logs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessConfig {
    /// Its submission prefix: what comes before `/add-checkpoint`.
    pub url: String,
    /// Its public key, as it prints it (C2SP vkey).
    pub vkey: String,
}

impl WitnessConfig {
    /// Returns the key; `None` if it is not that of a cosigner.
    #[must_use]
    pub fn key(&self) -> Option<VerifierKey> {
        let key: VerifierKey = self.vkey.parse().ok()?;
        (key.algorithm() == Algorithm::CosignatureV1).then_some(key)
    }

    /// Returns where its requests go; `None` if the prefix is no plain URL. Clear text will do: what
    /// is sent is public, and both sides sign.
    #[must_use]
    pub fn endpoint(&self) -> Option<String> {
        let uri: Uri = self.url.parse().ok()?;
        let is_plain = matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.query().is_none()
            && uri
                .authority()
                .is_some_and(|authority| !authority.as_str().contains('@'));
        is_plain.then(|| format!("{}/add-checkpoint", self.url.trim_end_matches('/')))
    }
}
