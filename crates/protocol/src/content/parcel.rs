//! How a letter carries the key of its parcel.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Unknown;
use super::open::hidden_debug;
use crate::age::Identity;
use crate::json::{base64_array, base64_secret, secret_text};
use crate::parcel::ParcelKey;
use crate::secret::SecretBytes;

/// The attachments of a letter: what opens their parcel.
///
/// Serializes, because carrying the key to the desk inside a sealed letter is its purpose.
pub struct Attachments {
    /// The parcel's key.
    pub key: ParcelKey,
    /// Members of a later version.
    pub unknown: Unknown,
}

hidden_debug!(Attachments);

impl From<ParcelKey> for Attachments {
    fn from(key: ParcelKey) -> Self {
        Self {
            key,
            unknown: Unknown::new(),
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(serialize_with = "secret_text::serialize")]
    identity: &'a Identity,
    #[serde(serialize_with = "base64_secret::serialize")]
    seed: &'a [u8; 32],
    blocks: u32,
    #[serde(with = "base64_array")]
    sha256: [u8; 32],
    #[serde(flatten)]
    unknown: &'a Unknown,
}

#[derive(Deserialize)]
struct Read {
    #[serde(deserialize_with = "secret_text::deserialize")]
    identity: Identity,
    #[serde(deserialize_with = "base64_secret::deserialize")]
    seed: SecretBytes<32>,
    blocks: u32,
    #[serde(with = "base64_array")]
    sha256: [u8; 32],
    #[serde(flatten)]
    unknown: Unknown,
}

impl Serialize for Attachments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            identity: self.key.identity(),
            seed: self.key.expose_seed(),
            blocks: self.key.blocks(),
            sha256: *self.key.sha256(),
            unknown: &self.unknown,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attachments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        let seed = read.seed.expose_secret();
        let key = ParcelKey::from_parts(read.identity, seed, read.blocks, read.sha256)
            .map_err(de::Error::custom)?;
        Ok(Self {
            key,
            unknown: read.unknown,
        })
    }
}
