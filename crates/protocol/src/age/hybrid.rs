//! Recipients and identities of the `mlkem768x25519` stanza.

use std::{fmt, str::FromStr, sync::LazyLock};

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{FileKey, HYBRID_HEADER_LEN, Header, Stanza, UnwrapError};
use crate::{
    encoding::{
        EncodingError, decode_base64_unpadded_array, decode_bech32, encode_base64_unpadded,
        encode_bech32,
    },
    hpke,
    xwing::{self, ENCAPSULATION_LEN, PUBLIC_KEY_LEN, PublicKeyError, SEED_LEN},
};

const STANZA_TYPE: &str = "mlkem768x25519";
const RECIPIENT_KIND: &str = "age1pq";
const IDENTITY_KIND: &str = "AGE-SECRET-KEY-PQ-";

static SUITE: LazyLock<hpke::Suite> =
    LazyLock::new(|| hpke::Suite::new(b"age-encryption.org/mlkem768x25519"));

/// A public key to seal to; its text is `age1pq1…`, 1,959 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient(xwing::PublicKey);

impl Recipient {
    /// Takes the 1,216 bytes of a hybrid public key.
    ///
    /// # Errors
    ///
    /// [`KeyError::PublicKey`] when they are no valid key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        xwing::PublicKey::from_bytes(bytes)
            .map(Self)
            .map_err(KeyError::PublicKey)
    }

    /// Returns the 1,216 bytes of the hybrid public key.
    pub fn as_bytes(&self) -> &[u8; PUBLIC_KEY_LEN] {
        self.0.as_bytes()
    }

    /// Writes the header that wraps `file_key` to this recipient alone: always
    /// [`HYBRID_HEADER_LEN`] bytes.
    pub fn write_header(&self, file_key: &FileKey, rng: &mut impl CryptoRng) -> Vec<u8> {
        let sealed = SUITE.seal(file_key.expose_secret(), &self.0, rng);
        let encapsulation = encode_base64_unpadded(&*sealed.encapsulation);
        let stanza = Stanza {
            args: vec![STANZA_TYPE, &encapsulation],
            body: [sealed.body, sealed.tag].concat(),
        };
        Header::write(&stanza, file_key)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_bech32(RECIPIENT_KIND, self.as_bytes()))
    }
}

impl FromStr for Recipient {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = decode_bech32(RECIPIENT_KIND, text).map_err(KeyError::Encoding)?;
        Self::from_bytes(&bytes)
    }
}

/// A private key to open with; its text is `AGE-SECRET-KEY-PQ-1…`. Wiped on drop, never printed.
pub struct Identity {
    key: xwing::SecretKey,
    recipient: Recipient,
}

impl Identity {
    /// Draws a fresh identity.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::from_key(xwing::SecretKey::generate(rng))
    }

    /// Expands an identity from its 32-byte seed.
    pub fn from_seed(seed: &[u8; SEED_LEN]) -> Self {
        Self::from_key(xwing::SecretKey::from_seed(seed))
    }

    fn from_key(key: xwing::SecretKey) -> Self {
        let recipient = Recipient(key.public_key().clone());
        Self { key, recipient }
    }

    /// Returns the recipient that seals to this identity.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// Returns the seed: all of the identity.
    pub fn expose_seed(&self) -> &[u8; SEED_LEN] {
        self.key.expose_seed()
    }

    /// Writes the secret text form, `AGE-SECRET-KEY-PQ-1…`, as stock age reads it.
    pub fn expose_secret(&self) -> Zeroizing<String> {
        Zeroizing::new(encode_bech32(IDENTITY_KIND, self.expose_seed()))
    }

    /// Unwraps the file key from one stanza, by the rules of C2SP age.md.
    ///
    /// # Errors
    ///
    /// [`UnwrapError`], by variant.
    pub fn unwrap(&self, stanza: &Stanza<'_>) -> Result<FileKey, UnwrapError> {
        let wrapped = Wrapped::parse(stanza)?;
        let file_key = SUITE
            .open(
                &self.key,
                &wrapped.encapsulation,
                &wrapped.body,
                &wrapped.tag,
            )
            .map_err(|error| match error {
                hpke::OpenError::LowOrder => UnwrapError::Malformed,
                hpke::OpenError::NotForUs => UnwrapError::NotForUs,
            })?;
        Ok(FileKey::from_bytes(&file_key))
    }

    /// Unwraps and verifies a header that has one hybrid stanza and nothing else.
    ///
    /// # Errors
    ///
    /// [`UnwrapError::Malformed`] when it has another form or a wrong MAC;
    /// [`UnwrapError::NotForUs`] when it is sealed to another key.
    pub fn open_header(&self, file: &[u8]) -> Result<FileKey, UnwrapError> {
        let header = Header::parse(file).map_err(|_| UnwrapError::Malformed)?;
        let stanza = header.only_stanza().ok_or(UnwrapError::Malformed)?;
        let file_key = self.unwrap(stanza)?;
        header
            .verify(&file_key)
            .then_some(file_key)
            .ok_or(UnwrapError::Malformed)
    }
}

/// Checks without a key that `file` begins with the one canonical header with one hybrid stanza.
///
/// The grammar of [`Header::parse`] has one spelling for each header, so one stanza with an
/// encapsulation of 1,120 bytes and a body of 32 has [`HYBRID_HEADER_LEN`] bytes, always.
///
/// # Errors
///
/// [`HybridFormError`], by variant.
pub(crate) fn check_hybrid_header(file: &[u8]) -> Result<(), HybridFormError> {
    let header = Header::parse(file).map_err(|_| HybridFormError::Header)?;
    let stanza = header.only_stanza().ok_or(HybridFormError::Header)?;
    let wrapped = Wrapped::parse(stanza).map_err(|_| HybridFormError::Header)?;
    debug_assert_eq!(header.len(), HYBRID_HEADER_LEN);
    xwing::check_encapsulation(&wrapped.encapsulation).map_err(|_| HybridFormError::LowOrder)
}

/// Why bytes do not begin with a hybrid header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HybridFormError {
    Header,
    LowOrder,
}

/// A hybrid stanza of the right arguments and lengths.
struct Wrapped {
    encapsulation: [u8; ENCAPSULATION_LEN],
    body: [u8; FileKey::LEN],
    tag: [u8; hpke::TAG_LEN],
}

impl Wrapped {
    fn parse(stanza: &Stanza<'_>) -> Result<Self, UnwrapError> {
        let [STANZA_TYPE, args @ ..] = stanza.args.as_slice() else {
            return Err(UnwrapError::OtherType);
        };
        let ([encapsulation], Some((body, tag))) = (args, stanza.body.split_first_chunk()) else {
            return Err(UnwrapError::Malformed);
        };
        Ok(Self {
            encapsulation: decode_base64_unpadded_array(encapsulation)
                .map_err(|_| UnwrapError::Malformed)?,
            body: *body,
            tag: tag.try_into().map_err(|_| UnwrapError::Malformed)?,
        })
    }
}

impl FromStr for Identity {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let seed = decode_bech32(IDENTITY_KIND, text).map_err(KeyError::Encoding)?;
        let seed = seed.as_slice().try_into().map_err(|_| {
            KeyError::Encoding(EncodingError::Length {
                len: seed.len(),
                expected: SEED_LEN,
            })
        })?;
        Ok(Self::from_seed(seed))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").finish_non_exhaustive()
    }
}

/// Why something is no recipient or identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is not Bech32 of this kind and length.
    #[error("not a hybrid age key of this kind")]
    Encoding(#[source] EncodingError),
    /// The bytes are no valid public key.
    #[error("not a valid hybrid age recipient")]
    PublicKey(#[source] PublicKeyError),
}

#[cfg(test)]
mod tests;
