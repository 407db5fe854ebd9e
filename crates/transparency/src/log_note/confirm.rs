//! What the desk says when it has everything.

use bellrope_protocol::card::EarlierPush;
use bellrope_protocol::note::{KeyName, LineError, Lines, NoteText};

use super::{LogNote, SignedBy, read_origin};
use crate::tree::{Hash, TreeHead};

/// The desk has imported every entry of the intake log below a size, and can restore them.
///
/// Spec: docs/protocol.md §11.1, `bellrope/1 confirm`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmNote {
    /// The intake log's origin.
    pub origin: KeyName,
    /// The size up to which the desk has everything.
    pub size: u64,
    /// The log's root at that size.
    pub root: Hash,
}

impl ConfirmNote {
    /// Returns size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead {
            size: self.size,
            root: self.root,
        }
    }
}

impl LogNote for ConfirmNote {
    const KIND: &'static str = "confirm";
    const SIGNED_BY: SignedBy = SignedBy::Push;

    fn origin(&self) -> &KeyName {
        &self.origin
    }

    fn is_within(&self, signed: &EarlierPush) -> bool {
        self.size <= signed.confirmed
    }

    fn write(&self, text: NoteText) -> NoteText {
        text.field(&self.origin)
            .field(self.size)
            .base64(self.root.as_bytes())
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        Ok(Self {
            origin: read_origin(lines)?,
            size: lines.decimal("size")?,
            root: Hash::from_bytes(lines.base64("root")?),
        })
    }
}
