//! Secret keys: of whoever signs notes, and of witnesses.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use super::key::{Algorithm, KeyId, MAX_TIMESTAMP, VerifierKey, cosigned_message};
use super::name::KeyName;
use super::signature::NoteSignature;

/// A secret key that signs notes under one name (type `0x01`). Wiped on drop, never printed,
/// never cloned.
///
/// One key, one purpose: whoever holds a [`CosignerKey`] of the same seed could be made to sign
/// a message that passes as a note of this one.
pub struct SignerKey {
    name: KeyName,
    id: KeyId,
    // Wipes itself on drop; boxed so that moves leave no copies.
    key: Box<SigningKey>,
}

impl SignerKey {
    /// Makes a signer key from its 32-byte seed (the RFC 8032 secret key).
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        let key = Box::new(SigningKey::from_bytes(seed));
        let id = KeyId::derive(&name, Algorithm::Ed25519, key.verifying_key().as_bytes());
        Self { name, id, key }
    }

    /// Returns the name under which this key signs.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Returns the public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::from_key(
            self.name.clone(),
            Algorithm::Ed25519,
            self.key.verifying_key(),
        )
    }

    /// Signs a note text. What makes the text a valid one is checked by
    /// [`SignedNote::sign`](super::SignedNote::sign), not here.
    #[must_use]
    pub fn sign(&self, text: &str) -> NoteSignature {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        NoteSignature::from_parts(self.name.clone(), self.id, signature.to_vec())
    }

    /// Returns the seed, to store it sealed.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignerKey").finish_non_exhaustive()
    }
}

/// A witness's secret key that cosigns checkpoints (type `0x04`). Wiped on drop, never printed,
/// never cloned.
pub struct CosignerKey {
    name: KeyName,
    id: KeyId,
    // Wipes itself on drop; boxed so that moves leave no copies.
    key: Box<SigningKey>,
}

impl CosignerKey {
    /// Makes a cosigner key from its 32-byte seed (the RFC 8032 secret key).
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        let key = Box::new(SigningKey::from_bytes(seed));
        let id = KeyId::derive(
            &name,
            Algorithm::CosignatureV1,
            key.verifying_key().as_bytes(),
        );
        Self { name, id, key }
    }

    /// Returns the name of the witness.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Returns the public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::from_key(
            self.name.clone(),
            Algorithm::CosignatureV1,
            self.key.verifying_key(),
        )
    }

    /// Cosigns the note text of a checkpoint at `timestamp` (Unix seconds).
    ///
    /// Says that this is the largest consistent tree of its log that the witness has seen by
    /// then; making sure of that is the caller's. Timestamps above 2^63 − 1 are brought down to
    /// it: no clock shows them.
    #[must_use]
    pub fn cosign(&self, text: &str, timestamp: u64) -> NoteSignature {
        let timestamp = timestamp.min(MAX_TIMESTAMP);
        let mut bytes = timestamp.to_be_bytes().to_vec();
        let signature = self.key.sign(cosigned_message(text, timestamp).as_bytes());
        bytes.extend_from_slice(&signature.to_bytes());
        NoteSignature::from_parts(self.name.clone(), self.id, bytes)
    }

    /// Returns the seed, to store it sealed.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }
}

impl fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CosignerKey").finish_non_exhaustive()
    }
}
