//! What a case code is worth at one desk.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;

use super::agreement::{ReporterKey, ReporterPublicKey};
use super::root::FoundingRoot;
use super::schedule::expand;
use crate::case_code::CaseCode;
use crate::secret::SecretBytes;

/// S, the secret of a case that its first letters carry to the desk. Wiped on drop, never printed,
/// never cloned.
pub struct CaseSecret(SecretBytes<32>);

impl CaseSecret {
    /// Takes the 32 bytes of S as a letter carried them.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SecretBytes::new(bytes))
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for CaseSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaseSecret").finish_non_exhaustive()
    }
}

/// The reporter's keys at one desk: S and r. Wiped on drop, never printed, never cloned.
pub struct ReporterKeys {
    root: FoundingRoot,
    secret: CaseSecret,
    key: ReporterKey,
}

impl ReporterKeys {
    /// Derives the keys of a code at the desk that was founded with `root`.
    ///
    /// Keys of one code at two desks have nothing in common.
    #[must_use]
    pub fn derive(code: &CaseCode, root: &FoundingRoot) -> Self {
        // spec: §1.1 D3
        let prk = Hkdf::<Sha256>::new(Some(root.as_bytes()), code.expose_secret());
        // spec: §1.1 D4, D5
        Self {
            root: *root,
            secret: CaseSecret(expand(&prk, &[b"bellrope/1 case secret"])),
            key: ReporterKey::from_secret(&expand(&prk, &[b"bellrope/1 reporter key"])),
        }
    }

    /// Returns the founding root of the desk.
    #[must_use]
    pub fn root(&self) -> &FoundingRoot {
        &self.root
    }

    /// Returns S.
    #[must_use]
    pub fn secret(&self) -> &CaseSecret {
        &self.secret
    }

    /// Returns r.
    #[must_use]
    pub fn key(&self) -> &ReporterKey {
        &self.key
    }

    /// Returns R.
    #[must_use]
    pub fn public(&self) -> ReporterPublicKey {
        self.key.public()
    }
}

impl fmt::Debug for ReporterKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReporterKeys").finish_non_exhaustive()
    }
}
