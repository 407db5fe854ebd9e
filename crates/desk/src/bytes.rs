//! Bytes in records: base64 in JSON.

use bellrope_protocol::encoding::{decode_base64, decode_base64_array, encode_base64};
use bellrope_protocol::secret::SecretBytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

/// `N` bytes that are no secret by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bytes<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode_base64(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        decode_base64_array(&text)
            .map(Self)
            .map_err(de::Error::custom)
    }
}

/// Bytes of any length. Wiped on drop, for they may be plaintext.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Blob(pub(crate) Zeroizing<Vec<u8>>);

impl Blob {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(encode_base64(&self.0)))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        decode_base64(&text)
            .map(Self::new)
            .map_err(de::Error::custom)
    }
}

/// A secret key in a sealed record: storing it is what the vault is for.
pub(crate) struct SecretKey<const N: usize = 32>(pub(crate) SecretBytes<N>);

impl<const N: usize> Serialize for SecretKey<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = Zeroizing::new(encode_base64(self.0.expose_secret()));
        serializer.serialize_str(&text)
    }
}

impl<'de, const N: usize> Deserialize<'de> for SecretKey<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = Zeroizing::new(decode_base64_array(&text).map_err(de::Error::custom)?);
        Ok(Self(SecretBytes::new(&bytes)))
    }
}
