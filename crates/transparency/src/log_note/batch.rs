//! What the relay says of each batch of the intake log.

use bellrope_protocol::note::{KeyName, LineError, Lines, NoteText};

use super::{Batch, LogNote, SignedBy, read_origin};
use crate::tree::Hash;

/// One sealing of the intake log.
///
/// Spec: docs/protocol.md §11.1, `bellrope/1 batch`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchNote {
    /// The log's origin.
    pub origin: KeyName,
    /// The batch's number, from 0.
    pub number: u64,
    /// The Unix second at which the epoch that was sealed ended.
    pub epoch: u32,
    /// The index of its first entry.
    pub first: u64,
    /// How many entries it has, at least one.
    pub count: u32,
    /// The root over just its entries.
    pub root: Hash,
}

impl LogNote for BatchNote {
    const KIND: &'static str = "batch";
    const SIGNED_BY: SignedBy = SignedBy::Log;

    fn origin(&self) -> &KeyName {
        &self.origin
    }

    fn write(&self, text: NoteText) -> NoteText {
        text.field(&self.origin)
            .field(self.number)
            .field(self.epoch)
            .field(self.first)
            .field(self.count)
            .base64(self.root.as_bytes())
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        Ok(Self {
            origin: read_origin(lines)?,
            number: lines.decimal("number")?,
            epoch: lines.decimal("epoch")?,
            first: lines.decimal("first")?,
            count: super::page::read_count(lines)?,
            root: Hash::from_bytes(lines.base64("root")?),
        })
    }
}

impl Batch for BatchNote {
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
