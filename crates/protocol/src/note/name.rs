//! Key names: who a signature claims to be from.

use std::fmt;
use std::str::FromStr;

/// The name of a key: not empty, no space of any script, no `+`, no control character.
///
/// It should be a URL without scheme, such as `relay.example/v1/desks/mid/intake`; for the key
/// of a log it is the log's origin.
///
/// Source: C2SP signed-note, "Format".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Greatest length of a key name, in bytes. The specification sets none; ours keeps a name
    /// on one line of a screen and a note within its size limit.
    pub const MAX_LEN: usize = 255;

    /// Checks a key name and keeps it.
    ///
    /// # Errors
    ///
    /// [`KeyNameError::Empty`], [`KeyNameError::TooLong`] above [`KeyName::MAX_LEN`] bytes,
    /// [`KeyNameError::Forbidden`] for the first character that may not stand in a name.
    pub fn new(name: impl Into<String>) -> Result<Self, KeyNameError> {
        let name = name.into();
        if name.is_empty() {
            return Err(KeyNameError::Empty);
        }
        if name.len() > Self::MAX_LEN {
            return Err(KeyNameError::TooLong { len: name.len() });
        }
        match name.char_indices().find(|(_, c)| is_forbidden(*c)) {
            Some((position, _)) => Err(KeyNameError::Forbidden { position }),
            None => Ok(Self(name)),
        }
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says whether a character may not stand in a key name.
fn is_forbidden(c: char) -> bool {
    c == '+' || c.is_whitespace() || c.is_control()
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyName({:?})", self.0)
    }
}

impl FromStr for KeyName {
    type Err = KeyNameError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::new(name)
    }
}

/// Why a text is not a key name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyNameError {
    /// The name has no characters.
    #[error("key name is empty")]
    Empty,
    /// The name is longer than [`KeyName::MAX_LEN`].
    #[error("key name is {len} bytes, at most {} are allowed", KeyName::MAX_LEN)]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// The name has a space, a `+` or a control character.
    #[error("key name has a forbidden character at byte {position}")]
    Forbidden {
        /// Byte offset of the character.
        position: usize,
    },
}
