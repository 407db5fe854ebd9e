//! What the relay says of each batch whose bodies it deletes.

use std::fmt;

use bellrope_protocol::note::{Day, KeyName, LineError, Lines, NoteText};

use super::{LogNote, SignedBy, read_origin};

/// The bodies of one batch are gone.
///
/// Spec: docs/protocol.md §11.1, `bellrope/1 pruned`; §12.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrunedNote {
    /// The log's origin.
    pub origin: KeyName,
    /// The number of the batch that was pruned.
    pub number: u64,
    /// The index of its first entry.
    pub first: u64,
    /// How many entries it has, at least one.
    pub count: u32,
    /// Why they were deleted.
    pub reason: PruneReason,
    /// The day on which they were deleted.
    pub day: Day,
}

/// Why bodies are deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PruneReason {
    /// They are as old as bodies may become.
    Age,
    /// The desk has confirmed them seven days ago.
    Confirmed,
}

impl PruneReason {
    fn parse(word: &str) -> Option<Self> {
        [Self::Age, Self::Confirmed]
            .into_iter()
            .find(|reason| reason.word() == word)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Confirmed => "confirmed",
        }
    }
}

impl fmt::Display for PruneReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl LogNote for PrunedNote {
    const KIND: &'static str = "pruned";
    const SIGNED_BY: SignedBy = SignedBy::Log;

    fn origin(&self) -> &KeyName {
        &self.origin
    }

    fn write(&self, text: NoteText) -> NoteText {
        text.field(&self.origin)
            .field(self.number)
            .field(self.first)
            .field(self.count)
            .field(self.reason)
            .field(self.day)
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        Ok(Self {
            origin: read_origin(lines)?,
            number: lines.decimal("number")?,
            first: lines.decimal("first")?,
            count: super::page::read_count(lines)?,
            reason: lines.value("reason", PruneReason::parse)?,
            day: lines.value("day", |line| line.parse().ok())?,
        })
    }
}
