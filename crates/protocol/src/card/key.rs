//! An Ed25519 public key that signs notes of the desk or the relay.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::encoding::encode_hex;
use crate::json::base64_array;
use crate::note::{Algorithm, KeyName, SignerKey, VerifierKey, VerifierKeyError};

/// The 32 bytes of an Ed25519 public key that may verify notes: a point, and not of small order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ed25519PublicKey([u8; 32]);

impl Ed25519PublicKey {
    /// Checks the 32 bytes of a key.
    ///
    /// # Errors
    ///
    /// [`VerifierKeyError::Point`].
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, VerifierKeyError> {
        // The name does not matter to the check.
        VerifierKey::new(KeyName::new("key")?, Algorithm::Ed25519, &bytes)?;
        Ok(Self(bytes))
    }

    /// Returns the public half of a signer key.
    #[must_use]
    pub fn of(key: &SignerKey) -> Self {
        Self(*key.verifier().public())
    }

    /// Returns the 32 bytes of the key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Makes the verifier of what this key signs under a name.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "every constructor has checked the point, and nothing else can fail"
    )]
    pub fn verifier(&self, name: KeyName) -> VerifierKey {
        VerifierKey::new(name, Algorithm::Ed25519, &self.0).expect("the point was checked")
    }
}

impl fmt::Debug for Ed25519PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ed25519PublicKey({})", encode_hex(&self.0))
    }
}

impl Serialize for Ed25519PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64_array::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Ed25519PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_bytes(base64_array::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
