//! The age v1 format, as far as Bellrope writes and reads it.

use std::{fmt, str::FromStr};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::encoding::EncodingError;

/// A public key to seal to: `age1pq…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient(());

impl Recipient {
    /// Takes the 1,216 bytes of an X-Wing public key.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when they are no valid key.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Self, KeyError> {
        todo!()
    }

    /// Returns the 1,216 bytes of the X-Wing public key.
    pub fn as_bytes(&self) -> &[u8; 1216] {
        todo!()
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

impl FromStr for Recipient {
    type Err = KeyError;

    fn from_str(_text: &str) -> Result<Self, KeyError> {
        todo!()
    }
}

/// A private key to open with: `AGE-SECRET-KEY-PQ-1…`.
pub struct Identity(());

impl Identity {
    /// Draws a fresh identity.
    pub fn generate(_rng: &mut impl CryptoRng) -> Self {
        todo!()
    }

    /// Expands an identity from its 32-byte seed.
    pub fn from_seed(_seed: &[u8; 32]) -> Self {
        todo!()
    }

    /// Returns the recipient that seals to this identity.
    pub fn recipient(&self) -> &Recipient {
        todo!()
    }

    /// Returns the seed.
    pub fn expose_seed(&self) -> &[u8; 32] {
        todo!()
    }

    /// Writes the secret text form, `AGE-SECRET-KEY-PQ-1…`.
    pub fn expose_secret(&self) -> Zeroizing<String> {
        todo!()
    }
}

impl FromStr for Identity {
    type Err = KeyError;

    fn from_str(_text: &str) -> Result<Self, KeyError> {
        todo!()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").finish_non_exhaustive()
    }
}

/// Why something is no recipient or identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is not Bech32 of this kind and length.
    #[error("not an age key of this kind")]
    Encoding(#[source] EncodingError),
    /// The bytes are no valid public key.
    #[error("not a valid hybrid public key")]
    Invalid,
}

/// A full-strength passphrase: 64 lower-case hex digits.
pub struct Passphrase(());

impl Passphrase {
    /// Writes 32 secret bytes as a passphrase.
    pub fn from_key(_key: &[u8; 32]) -> Self {
        todo!()
    }

    /// Returns the 64 digits.
    pub fn expose_secret(&self) -> &str {
        todo!()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passphrase").finish_non_exhaustive()
    }
}

/// An opened plaintext of `N` bytes, padding included. Wiped on drop.
pub struct Plaintext<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Plaintext<N> {
    /// Returns the bytes.
    pub fn expose_secret(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for Plaintext<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plaintext").finish_non_exhaustive()
    }
}
