//! Who acted, and in which case: names that say nothing to outsiders.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::encoding::{decode_hex_array, encode_hex};

/// A member of the team by pseudonym, `p-` and 8 hex digits. Who that is stands in the vault.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId([u8; 4]);

impl StaffId {
    /// Takes the four bytes of an id.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for StaffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p-{}", encode_hex(&self.0))
    }
}

impl fmt::Debug for StaffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StaffId({self})")
    }
}

impl FromStr for StaffId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let digits = text.strip_prefix("p-").ok_or(NameError::Staff)?;
        let bytes = decode_hex_array(digits).map_err(|_| NameError::Staff)?;
        Ok(Self(bytes))
    }
}

/// Who did something: somebody of the team, or the program by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// The program: what follows from the calendar or from a bundle. Written `desk`.
    Desk,
    /// Somebody of the team.
    Person(StaffId),
}

impl Actor {
    /// Returns the person, if it is one.
    #[must_use]
    pub const fn person(self) -> Option<StaffId> {
        match self {
            Self::Desk => None,
            Self::Person(id) => Some(id),
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Desk => f.write_str("desk"),
            Self::Person(id) => id.fmt(f),
        }
    }
}

impl From<StaffId> for Actor {
    fn from(id: StaffId) -> Self {
        Self::Person(id)
    }
}

impl FromStr for Actor {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        match text {
            "desk" => Ok(Self::Desk),
            _ => text.parse().map(Self::Person),
        }
    }
}

/// The number of a case: eight digits drawn at random, written `NNNN-NNNN`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber(u32);

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:04}", self.0 / 10_000, self.0 % 10_000)
    }
}

impl fmt::Debug for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CaseNumber({self})")
    }
}

impl FromStr for CaseNumber {
    type Err = NameError;

    /// Parses `NNNN-NNNN`, that spelling only.
    fn from_str(text: &str) -> Result<Self, NameError> {
        let (high, low) = text.split_once('-').ok_or(NameError::Case)?;
        Ok(Self(four_digits(high)? * 10_000 + four_digits(low)?))
    }
}

fn four_digits(text: &str) -> Result<u32, NameError> {
    if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NameError::Case);
    }
    text.parse().map_err(|_| NameError::Case)
}

/// Why a text is none of the names of a trail. Never quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Not `p-` and 8 hex digits.
    #[error("not the id of a person")]
    Staff,
    /// Not eight digits in two groups.
    #[error("not the number of a case")]
    Case,
    /// Not the code of an act.
    #[error("not an act that a trail knows")]
    Act,
    /// Not the code of a fact's key.
    #[error("not a fact that a trail knows")]
    Key,
}
