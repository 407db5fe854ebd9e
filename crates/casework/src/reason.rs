//! Reasons: why somebody decided something, in own words.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest reason, in bytes.
pub const REASON_MAX_LEN: usize = 4_000;

/// Why somebody decided something, in own words: never empty, at most [`REASON_MAX_LEN`] bytes.
///
/// A reason is content of the case: it is sealed like a note, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

impl Reason {
    /// Reads a reason as somebody typed it; what surrounds it is cut off.
    ///
    /// # Errors
    ///
    /// [`ReasonError::Empty`] and [`ReasonError::TooLong`].
    pub fn parse(text: &str) -> Result<Self, ReasonError> {
        let text = text.trim();
        match text.len() {
            0 => Err(ReasonError::Empty),
            len if len > REASON_MAX_LEN => Err(ReasonError::TooLong { len }),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Returns the reason as it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Reason {
    /// Hides the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reason").finish_non_exhaustive()
    }
}

impl TryFrom<String> for Reason {
    type Error = ReasonError;

    fn try_from(text: String) -> Result<Self, ReasonError> {
        Self::parse(&text)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

/// Why a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReasonError {
    /// It says nothing.
    #[error("reason is empty")]
    Empty,
    /// It is too long.
    #[error("reason is {len} bytes, at most {REASON_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_keeps_what_was_typed_and_refuses_nothing_and_too_much() {
        let reason = Reason::parse("  omdat het elders beter past\n").unwrap();
        assert_eq!(reason.as_str(), "omdat het elders beter past");
        assert_eq!(Reason::parse(" \n\t"), Err(ReasonError::Empty));
        let long = "a".repeat(REASON_MAX_LEN + 1);
        assert_eq!(
            Reason::parse(&long),
            Err(ReasonError::TooLong { len: 4_001 })
        );
        assert!(Reason::parse(&long[1..]).is_ok());
    }

    #[test]
    fn debug_hides_the_text() {
        let reason = Reason::parse("Jan was erbij").unwrap();
        assert_eq!(format!("{reason:?}"), "Reason { .. }");
    }

    #[test]
    fn stored_reason_is_checked_when_read() {
        let reason: Reason = serde_json::from_str("\"omdat\"").unwrap();
        assert_eq!(serde_json::to_string(&reason).unwrap(), "\"omdat\"");
        assert!(serde_json::from_str::<Reason>("\" \"").is_err());
    }
}
