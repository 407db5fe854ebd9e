//! What readers get of a log: its end as enough witnesses have cosigned it, and nothing beyond.
//!
//! The three logs of a desk are published together, so that a card, the replies under it and the
//! letters fit each other. A desk whose card asks for no witness shows its logs as they are.
//!
//! Spec: docs/protocol.md §12.6.

use bellrope_transparency::log_note::{Batch as _, BatchNote, RepliesNote};

use crate::desk::Desk;
use crate::log::{LogError, read_stored};
use crate::relay::Relay;
use crate::store::{Head, LogId, LogKind, NoteKind, StoreError};

impl Relay {
    /// Returns the end of a log that readers get; `None` if there is none yet.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    // spec: §12.6 W4
    pub fn published(&self, desk: &Desk, kind: LogKind) -> Result<Option<Head>, StoreError> {
        let log = LogId {
            desk: desk.number,
            kind,
        };
        let published = self.store.published(log)?;
        if desk.asks_for_witnesses() {
            return Ok(published);
        }
        let head = self.store.head(log)?;
        Ok(match (head, published) {
            // The same with cosignatures, of which readers may make something.
            (Some(head), Some(published)) if head.size == published.size => Some(published),
            (head, _) => head,
        })
    }

    /// Returns how many batches of a log lie within what readers get of it.
    ///
    /// # Errors
    ///
    /// [`LogError`], by variant.
    // spec: §12.6 W5
    pub fn published_batches(&self, desk: &Desk, kind: LogKind) -> Result<u64, LogError> {
        let log = LogId {
            desk: desk.number,
            kind,
        };
        let size = self.published(desk, kind)?.map_or(0, |head| head.size);
        let count = self.store.note_count(log, NoteKind::Batch)?;
        let Some(newest) = count.checked_sub(1) else {
            return Ok(0);
        };
        if self.end_of(log, newest)? <= size {
            return Ok(count);
        }
        // Batches end in order.
        let (mut within, mut beyond) = (0, newest);
        while within < beyond {
            let middle = within + (beyond - within) / 2;
            if self.end_of(log, middle)? <= size {
                within = middle + 1;
            } else {
                beyond = middle;
            }
        }
        Ok(within)
    }

    /// Returns the log's size after a batch.
    fn end_of(&self, log: LogId, number: u64) -> Result<u64, LogError> {
        let notes = self.store.notes(log, NoteKind::Batch, number..number + 1)?;
        let Some(note) = notes.first() else {
            return Ok(u64::MAX);
        };
        Ok(match log.kind {
            LogKind::Replies => read_stored::<RepliesNote>(note)?.end(),
            LogKind::Intake | LogKind::Cards => read_stored::<BatchNote>(note)?.end(),
        })
    }

    /// Keeps what readers get now, before a card that asks for witnesses is logged: until they have
    /// cosigned, readers get the logs as they were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    // spec: §12.6 W6
    pub(crate) fn hold_published(&self, desk: &Desk) -> Result<(), StoreError> {
        if desk.asks_for_witnesses() {
            return Ok(());
        }
        let mut heads = Vec::new();
        for kind in LogKind::ALL {
            let log = LogId {
                desk: desk.number,
                kind,
            };
            if let Some(head) = self.published(desk, kind)? {
                heads.push((log, head));
            }
        }
        match heads.is_empty() {
            true => Ok(()),
            false => self.store.publish(&heads),
        }
    }
}
