//! What the desk says of each day's batch of replies.

use bellrope_protocol::card::EarlierPush;
use bellrope_protocol::note::{Day, KeyName, LineError, Lines, NoteText};

use super::{Batch, LogNote, SignedBy, read_origin};
use crate::tree::Hash;

/// One day of the reply log.
///
/// Spec: docs/protocol.md §11.1, `bellrope/1 replies`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliesNote {
    /// The reply log's origin.
    pub origin: KeyName,
    /// The batch's number, from 0.
    pub number: u64,
    /// The day of the batch.
    pub day: Day,
    /// The index of its first entry.
    pub first: u64,
    /// How many entries it has, at least one.
    pub count: u32,
    /// The root over just its entries.
    pub root: Hash,
}

impl LogNote for RepliesNote {
    const KIND: &'static str = "replies";
    const SIGNED_BY: SignedBy = SignedBy::Push;

    fn origin(&self) -> &KeyName {
        &self.origin
    }

    fn is_within(&self, signed: &EarlierPush) -> bool {
        self.number < signed.batches
    }

    fn write(&self, text: NoteText) -> NoteText {
        text.field(&self.origin)
            .field(self.number)
            .field(self.day)
            .field(self.first)
            .field(self.count)
            .base64(self.root.as_bytes())
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        Ok(Self {
            origin: read_origin(lines)?,
            number: lines.decimal("number")?,
            day: lines.value("day", |line| line.parse().ok())?,
            first: lines.decimal("first")?,
            count: super::page::read_count(lines)?,
            root: Hash::from_bytes(lines.base64("root")?),
        })
    }
}

impl Batch for RepliesNote {
    fn number(&self) -> u64 {
        self.number
    }

    fn first(&self) -> u64 {
        self.first
    }

    fn count(&self) -> u32 {
        self.count
    }
}
