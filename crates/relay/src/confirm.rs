//! Confirmations: what a desk says it has, and what starts the clock on bodies.
//!
//! Spec: docs/protocol.md §12.5 R2.

use bellrope_protocol::note::{ParseNoteError, SignedNote};
use bellrope_transparency::log_note::{ConfirmNote, LOG_NOTE_MAX_LEN, LogNote as _, LogNoteError};

use crate::desk::Desk;
use crate::log::LogError;
use crate::post::Posted;
use crate::relay::Relay;
use crate::store::{LogKind, StoreError, StoredConfirm};

/// Accepts a confirmation at `now` (Unix seconds). Blocks the thread.
///
/// # Errors
///
/// [`ConfirmError`], by variant; nothing changes then.
pub fn accept(relay: &Relay, desk: &Desk, post: &[u8], now: u64) -> Result<Posted, ConfirmError> {
    let card = desk.card().ok_or(ConfirmError::NoCard)?;
    let _changing = desk.change();
    let signed = SignedNote::parse(post, LOG_NOTE_MAX_LEN)?;
    let note_text = signed.to_string();
    let note = ConfirmNote::verify_by(signed, card.push_keys())?;
    let log = relay.log(desk, LogKind::Intake);
    if note.origin != *log.origin() {
        return Err(ConfirmError::Root);
    }
    let last = relay
        .store
        .newest_confirm(desk.number)?
        .map_or(0, |last| last.size);
    if note.size < last {
        return Err(ConfirmError::Stale {
            size: note.size,
            last,
        });
    }
    if log.root_at(note.size)? != Some(note.root) {
        return Err(ConfirmError::Root);
    }
    if note.size == last && last > 0 {
        return Ok(Posted::Again);
    }
    let confirm = StoredConfirm {
        size: note.size,
        // The end of the epoch is exact enough to count days from.
        accepted: u64::from(relay.epochs.current(now)),
        note: note_text,
    };
    relay.store.confirm(desk.number, &confirm)?;
    Ok(Posted::New)
}

/// Why a confirmation is not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfirmError {
    /// The desk has no card yet.
    #[error("desk has no card yet")]
    NoCard,
    /// It is not a signed note.
    #[error("confirmation is not a signed note")]
    Parse(#[from] ParseNoteError),
    /// It is not the push key's.
    #[error("confirmation is not signed by the push key")]
    Note(#[from] LogNoteError),
    /// A larger size was confirmed before.
    #[error("confirmation is of size {size}, {last} was confirmed before")]
    Stale {
        /// Its size.
        size: u64,
        /// The size confirmed last.
        last: u64,
    },
    /// The root is not that of our log at that size.
    #[error("confirmation does not fit the intake log")]
    Root,
    /// The log cannot be read.
    #[error("cannot read the intake log")]
    Log(#[from] LogError),
    /// The database failed.
    #[error("cannot commit a confirmation")]
    Store(#[from] StoreError),
}
