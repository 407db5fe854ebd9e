//! What cleaning returns: the copy, what stays in it and why; or why there is none.

use std::fmt;

use crate::finding::What;

/// A copy without what it said about its maker. Its bytes are never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The copy.
    pub bytes: Vec<u8>,
    /// What stays in it; each once.
    pub left: Vec<Left>,
}

/// Something that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Left {
    /// What it tells.
    pub what: What,
    /// Why it stays.
    pub why: Why,
}

/// Why something stays in a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// It is part of what the document says: comments, tracked changes, hidden sheets.
    Content,
    /// It stands in a part of a format that is not opened here: a program, a drawing, a font.
    Unopened,
}

impl Why {
    /// Returns the short text that stands for it, as in text ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Unopened => "unopened",
        }
    }
}

/// Why there is no clean copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CleanError {
    /// No format that is known here, by its bytes.
    #[error("the kind of file is not known")]
    Unknown,
    /// Encrypted, or locked with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// Its bytes do not follow its format, or in a way that is not safe to change.
    #[error("the file is damaged or unusual")]
    Malformed,
    /// It unpacks to more than is held in memory.
    #[error("the file unpacks to too much")]
    TooLarge,
}

impl CleanError {
    /// Returns the short text that stands for it, as in text ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Encrypted => "encrypted",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
        }
    }
}

/// What a walk over a file returns.
pub(crate) type Scan = Result<Cleaned, CleanError>;

impl fmt::Debug for Cleaned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cleaned")
            .field("len", &self.bytes.len())
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl Cleaned {
    /// A copy in which nothing stays.
    pub(crate) fn whole(bytes: Vec<u8>) -> Self {
        let left = Vec::new();
        Self { bytes, left }
    }
}

/// What stays, each once.
#[derive(Default)]
pub(crate) struct Remains(Vec<Left>);

impl Remains {
    /// Notes that something stays.
    pub(crate) fn add(&mut self, what: What, why: Why) {
        let left = Left { what, why };
        if !self.0.contains(&left) {
            self.0.push(left);
        }
    }

    /// Notes all of another list.
    pub(crate) fn extend(&mut self, left: Vec<Left>) {
        left.into_iter()
            .for_each(|left| self.add(left.what, left.why));
    }

    /// Returns the list.
    pub(crate) fn into_list(self) -> Vec<Left> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_no_byte_of_the_copy() {
        let cleaned = Cleaned::whole(b"secret".to_vec());
        assert_eq!(format!("{cleaned:?}"), "Cleaned { len: 6, left: [], .. }");
    }
}
