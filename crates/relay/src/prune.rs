//! Pruning: bodies go on schedule, and a signed note says so first.
//!
//! Spec: docs/protocol.md §12.3. Batches go in order, so that the number of pruned notes is the
//! number of the first batch that still has its bodies.

use std::fs;
use std::io;

use bellrope_protocol::note::{Day, SignedNote};
use bellrope_protocol::time::DAY_SECS;
use bellrope_transparency::log_note::{
    Batch, BatchNote, LogNote as _, LogNoteError, PruneReason, PrunedNote, RepliesNote,
};

use crate::desk::Desk;
use crate::durable;
use crate::log::{LogError, read_stored};
use crate::relay::Relay;
use crate::store::{LogId, LogKind, NoteKind, Numbered, StoreError};

/// Prunes what is due of one desk at `now` (Unix seconds). Blocks the thread.
///
/// # Errors
///
/// [`PruneError`]; what is left goes the next time.
pub fn prune(relay: &Relay, desk: &Desk, now: u64) -> Result<(), PruneError> {
    let _changing = desk.change();
    prune_intake(relay, desk, now)?;
    prune_replies(relay, desk, now)?;
    prune_blocks(relay, desk, now)
}

fn prune_intake(relay: &Relay, desk: &Desk, now: u64) -> Result<(), PruneError> {
    let log = intake(desk);
    loop {
        let number = relay.store.note_count(log, NoteKind::Pruned)?;
        let Some(batch) = relay.batch(desk, number)? else {
            return Ok(());
        };
        let Some(reason) = due(relay, desk, &batch, now)? else {
            return Ok(());
        };
        let note = pruned(&batch, reason, now).sign(&desk.keys.intake)?;
        announce_and_unlink(relay, desk, LogKind::Intake, number, &note)?;
    }
}

/// Says why the bodies of an intake batch must go by now, if they must.
fn due(
    relay: &Relay,
    desk: &Desk,
    batch: &BatchNote,
    now: u64,
) -> Result<Option<PruneReason>, PruneError> {
    let confirmed_for = u64::from(relay.config.confirmed_days) * DAY_SECS;
    let confirms = relay.store.confirms_from(desk.number, batch.end())?;
    // The first confirmation that covers the batch counts, however many follow.
    let confirmed = confirms.iter().map(|confirm| confirm.accepted).min();
    if confirmed.is_some_and(|accepted| accepted + confirmed_for <= now) {
        return Ok(Some(PruneReason::Confirmed));
    }
    let kept_for = u64::from(relay.config.retention_days) * DAY_SECS;
    Ok((u64::from(batch.epoch) + kept_for <= now).then_some(PruneReason::Age))
}

fn prune_replies(relay: &Relay, desk: &Desk, now: u64) -> Result<(), PruneError> {
    let Some(card) = desk.card() else {
        return Ok(());
    };
    let log = LogId {
        desk: desk.number,
        kind: LogKind::Replies,
    };
    let batches = relay.published_batches(desk, LogKind::Replies)?;
    loop {
        let number = relay.store.note_count(log, NoteKind::Pruned)?;
        // A day leaves the window when so many newer ones are there: readers count in batches.
        if number + card.replies_days() >= batches {
            return Ok(());
        }
        let notes = relay
            .store
            .notes(log, NoteKind::Batch, number..number + 1)?;
        let Some(batch) = notes.first() else {
            return Ok(());
        };
        let batch: RepliesNote = read_stored(batch)?;
        let note = pruned(&batch, PruneReason::Age, now).sign(&desk.keys.replies)?;
        announce_and_unlink(relay, desk, LogKind::Replies, number, &note)?;
    }
}

/// Blocks go when the batch of the epoch in which they came goes, or by their own age.
fn prune_blocks(relay: &Relay, desk: &Desk, now: u64) -> Result<(), PruneError> {
    let kept_for = u64::from(relay.config.retention_days) * DAY_SECS;
    let by_age = u32::try_from(now.saturating_sub(kept_for)).unwrap_or(u32::MAX);
    let pruned = relay.store.note_count(intake(desk), NoteKind::Pruned)?;
    let by_batch = match pruned.checked_sub(1) {
        Some(newest) => relay.batch(desk, newest)?.map_or(0, |batch| batch.epoch),
        None => 0,
    };
    Ok(desk.blocks.prune(by_age.max(by_batch), &relay.space)?)
}

fn pruned<B: Batch>(batch: &B, reason: PruneReason, now: u64) -> PrunedNote {
    PrunedNote {
        origin: batch.origin().clone(),
        number: batch.number(),
        first: batch.first(),
        count: batch.count(),
        reason,
        day: Day::of(now),
    }
}

/// Commits the note, then unlinks the file: never the other way round.
fn announce_and_unlink(
    relay: &Relay,
    desk: &Desk,
    kind: LogKind,
    number: u64,
    note: &SignedNote,
) -> Result<(), PruneError> {
    let log = LogId {
        desk: desk.number,
        kind,
    };
    let value = note.to_string();
    relay.store.prune(log, &Numbered { number, value })?;
    unlink(relay, desk, kind, number)
}

fn unlink(relay: &Relay, desk: &Desk, kind: LogKind, number: u64) -> Result<(), PruneError> {
    let path = relay.folder.batch(&desk.name, kind, number);
    let len = match fs::metadata(&path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    durable::remove(&path)?;
    relay.space.drop_bodies(len);
    Ok(())
}

/// Unlinks what a note says is gone but a crash has left, and what no commit ever named.
///
/// # Errors
///
/// [`PruneError`], by variant.
pub fn unlink_leftovers(relay: &Relay, desk: &Desk) -> Result<(), PruneError> {
    for kind in [LogKind::Intake, LogKind::Replies] {
        let log = LogId {
            desk: desk.number,
            kind,
        };
        let pruned = relay.store.note_count(log, NoteKind::Pruned)?;
        let batches = relay.store.note_count(log, NoteKind::Batch)?;
        for file in fs::read_dir(relay.folder.batches(&desk.name, kind))? {
            let name = file?.file_name();
            let number: Option<u64> = name.to_str().and_then(|name| name.parse().ok());
            if let Some(number) = number.filter(|number| !(pruned..batches).contains(number)) {
                unlink(relay, desk, kind, number)?;
            }
        }
    }
    Ok(())
}

fn intake(desk: &Desk) -> LogId {
    LogId {
        desk: desk.number,
        kind: LogKind::Intake,
    }
}

/// Why pruning stopped. It will be tried again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PruneError {
    /// The database failed.
    #[error("cannot commit a pruned note")]
    Store(#[from] StoreError),
    /// A log cannot be read.
    #[error("cannot read what is due")]
    Log(#[from] LogError),
    /// A note cannot be signed.
    #[error("cannot sign a pruned note")]
    Note(#[from] LogNoteError),
    /// A file cannot be deleted.
    #[error("cannot delete bodies")]
    Unlink(#[from] io::Error),
}
