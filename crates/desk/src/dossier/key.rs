//! To whom an archive is sealed: a key of age, classic or hybrid, or words that were agreed.

use std::fmt;
use std::io::Write as _;
use std::str::FromStr;

use age::secrecy::SecretString;
use bellrope_protocol::age::stream::{CHUNK_LEN, Encryptor, Position};
use bellrope_protocol::age::{FileKey, Recipient};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::vault::Passphrase;

/// scrypt work factor, log2 N: about a second; stock age refuses above 22.
const WORK_FACTOR: u8 = 18;

/// What opens an archive. In words: a recipient of age, or `passphrase`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecipientKey(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Hybrid(Box<Recipient>),
    Classic(age::x25519::Recipient),
    Passphrase,
}

impl RecipientKey {
    /// Says whether it takes words when an archive is written.
    #[must_use]
    pub fn takes_words(&self) -> bool {
        matches!(self.0, Kind::Passphrase)
    }

    /// Says whether it withstands a quantum computer.
    #[must_use]
    pub fn is_hybrid(&self) -> bool {
        matches!(self.0, Kind::Hybrid(_) | Kind::Passphrase)
    }
}

impl FromStr for RecipientKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text == "passphrase" {
            return Ok(Self(Kind::Passphrase));
        }
        if let Ok(recipient) = text.parse::<Recipient>() {
            return Ok(Self(Kind::Hybrid(Box::new(recipient))));
        }
        let classic = text.parse().map_err(|_| KeyError)?;
        Ok(Self(Kind::Classic(classic)))
    }
}

impl fmt::Display for RecipientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Hybrid(recipient) => recipient.fmt(f),
            Kind::Classic(recipient) => recipient.fmt(f),
            Kind::Passphrase => f.write_str("passphrase"),
        }
    }
}

impl fmt::Debug for RecipientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecipientKey").finish_non_exhaustive()
    }
}

impl TryFrom<String> for RecipientKey {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<RecipientKey> for String {
    fn from(key: RecipientKey) -> Self {
        key.to_string()
    }
}

/// The text is no recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("expected a recipient of age (age1…) or the word passphrase")]
pub struct KeyError;

/// What an archive is sealed with.
pub enum Unlock<'a> {
    /// A key.
    Key(&'a RecipientKey),
    /// Words that were agreed.
    Words(&'a Passphrase),
}

/// Seals an archive. Stock age opens it; a hybrid one takes age 1.3 or later.
pub(super) fn seal(
    to: &Unlock<'_>,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, std::io::Error> {
    match to {
        Unlock::Key(RecipientKey(Kind::Hybrid(recipient))) => Ok(hybrid(recipient, plain, rng)),
        Unlock::Key(RecipientKey(Kind::Classic(recipient))) => classic(recipient, plain),
        Unlock::Key(RecipientKey(Kind::Passphrase)) => {
            Err(std::io::Error::other("an archive under words needs them"))
        }
        Unlock::Words(words) => {
            let words = SecretString::from(words.expose_secret().to_owned());
            let mut recipient = age::scrypt::Recipient::new(words);
            recipient.set_work_factor(WORK_FACTOR);
            classic(&recipient, plain)
        }
    }
}

fn classic(recipient: &dyn age::Recipient, plain: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient));
    let mut sealed = Vec::new();
    let mut writer = encryptor
        .map_err(std::io::Error::other)?
        .wrap_output(&mut sealed)?;
    writer.write_all(plain)?;
    writer.finish()?;
    Ok(sealed)
}

fn hybrid(recipient: &Recipient, plain: &[u8], rng: &mut impl CryptoRng) -> Vec<u8> {
    let file_key = FileKey::generate(rng);
    let mut sealed = recipient.write_header(&file_key, rng);
    let (mut encryptor, nonce) = Encryptor::begin(&file_key, rng);
    sealed.extend(nonce);
    let count = plain.len().div_ceil(CHUNK_LEN).max(1);
    for at in 0..count {
        let end = plain.len().min((at + 1) * CHUNK_LEN);
        let mut chunk = plain[at * CHUNK_LEN..end].to_vec();
        let position = match at + 1 == count {
            true => Position::Last,
            false => Position::Inner,
        };
        // Every chunk but the last is full, and the last comes once: no rule is broken.
        if let Ok(tag) = encryptor.seal(&mut chunk, position) {
            sealed.extend(chunk);
            sealed.extend(tag);
        }
    }
    sealed
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellrope_protocol::age::Identity;
    use rand::SeedableRng as _;

    #[test]
    fn key_is_read_and_written_as_age_does() {
        let rng = &mut rand::rngs::StdRng::seed_from_u64(1);
        let hybrid = Identity::generate(rng).recipient().to_string();
        let classic = age::x25519::Identity::generate().to_public().to_string();
        for (text, takes_words) in [
            (hybrid.as_str(), false),
            (&classic, false),
            ("passphrase", true),
        ] {
            let key: RecipientKey = text.parse().unwrap();
            assert_eq!(key.to_string(), text);
            assert_eq!(key.takes_words(), takes_words);
            let json = serde_json::to_string(&key).unwrap();
            assert!(serde_json::from_str::<RecipientKey>(&json).unwrap() == key);
        }
        for bad in ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"] {
            assert_eq!(bad.parse::<RecipientKey>(), Err(KeyError), "{bad}");
        }
    }

    #[test]
    fn debug_hides_whom() {
        let key: RecipientKey = "passphrase".parse().unwrap();
        assert_eq!(format!("{key:?}"), "RecipientKey { .. }");
    }
}
