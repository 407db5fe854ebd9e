//! The logs as anybody reads them: checkpoints, tiles, pages of notes.

use bellrope_transparency::log_note::{PAGE_NOTES, page_of};
use bellrope_transparency::tile::Tile;

use super::answer::{Answer, Kind};
use super::request::At;
use super::{Problem, blocking};
use crate::log::LogError;
use crate::store::{LogId, LogKind, NoteKind};

/// Returns the newest checkpoint of a log.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/{log}/checkpoint",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("log" = String, Path, description = "`intake`, `replies` or `cards`"),
    ),
    responses(
        (status = 200, description = "The checkpoint, a signed note (C2SP tlog-checkpoint)", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk, or it has no card yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_checkpoint(at: At, kind: LogKind) -> Result<Answer, Problem> {
    let head = blocking(&at, move |relay, desk| relay.published(desk, kind));
    let head = head.await?.ok_or(Problem::Absent)?;
    Ok(Answer::ok(Kind::Text, head.checkpoint))
}

/// Returns a hash tile or an entry bundle.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/{log}/tile/{path}",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("log" = String, Path, description = "`intake`, `replies` or `cards`"),
        ("path" = String, Path, description = "Level or `entries`, and index, as C2SP tlog-tiles writes them; partial ones with `.p/<width>`"),
    ),
    responses(
        (status = 200, description = "The tile; full ones are immutable", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, description = "No such desk or tile", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_tile(at: At, kind: LogKind) -> Result<Answer, Problem> {
    let path = format!("tile/{}", at.segment("path"));
    let tile: Tile = path.parse().map_err(|_| Problem::Absent)?;
    let bytes = blocking(&at, move |relay, desk| relay.tile(desk, kind, &tile)).await?;
    let bytes = bytes.ok_or(Problem::Absent)?;
    Ok(Answer::ok(Kind::Bytes, bytes).immutable(tile.is_full()))
}

/// Returns the newest page of batch notes; empty before the first batch.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/{log}/batches",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("log" = String, Path, description = "`intake` or `replies`"),
    ),
    responses(
        (status = 200, description = "Up to 256 signed notes, one after the other", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk, or it has no card yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_newest_batches(at: At, kind: LogKind) -> Result<Answer, Problem> {
    page(&at, kind, NoteKind::Batch, None).await
}

/// Returns a page of batch notes.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/{log}/batches/{page}",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("log" = String, Path, description = "`intake` or `replies`"),
        ("page" = u64, Path, description = "Page p holds the notes 256 p to 256 p + 255"),
    ),
    responses(
        (status = 200, description = "Up to 256 signed notes; full pages are immutable", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk or page", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_batches(at: At, kind: LogKind) -> Result<Answer, Problem> {
    let number = at.number("page")?;
    page(&at, kind, NoteKind::Batch, Some(number)).await
}

/// Returns a page of notes about deleted bodies.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/{log}/pruned/{page}",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("log" = String, Path, description = "`intake` or `replies`"),
        ("page" = u64, Path, description = "Page p holds the notes 256 p to 256 p + 255, in order of deletion"),
    ),
    responses(
        (status = 200, description = "Up to 256 signed notes; full pages are immutable", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk or page", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_pruned(at: At, kind: LogKind) -> Result<Answer, Problem> {
    let number = at.number("page")?;
    page(&at, kind, NoteKind::Pruned, Some(number)).await
}

/// Answers with one page, the newest unless numbered, as far as the published checkpoint goes. The
/// first page is there as soon as that is, empty or not.
async fn page(
    at: &At,
    log: LogKind,
    kind: NoteKind,
    number: Option<u64>,
) -> Result<Answer, Problem> {
    let found = blocking(at, move |relay, desk| {
        if relay.published(desk, log)?.is_none() {
            return Ok(None);
        }
        let id = LogId {
            desk: desk.number,
            kind: log,
        };
        // spec: §12.6 W5
        let count = match kind {
            NoteKind::Batch => relay.published_batches(desk, log)?,
            NoteKind::Pruned => relay.store.note_count(id, kind)?,
        };
        let number = number.unwrap_or(page_of(count.saturating_sub(1)));
        let first = number.saturating_mul(PAGE_NOTES);
        let end = first.saturating_add(PAGE_NOTES).min(count).max(first);
        let notes = relay.store.notes(id, kind, first..end)?;
        Ok::<_, LogError>(Some((number, notes)))
    });
    let (number, notes) = found.await?.ok_or(Problem::Absent)?;
    if notes.is_empty() && number > 0 {
        return Err(Problem::Absent);
    }
    let full = notes.len() as u64 == PAGE_NOTES;
    Ok(Answer::ok(Kind::Text, notes.concat()).immutable(full))
}
