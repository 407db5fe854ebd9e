//! The bodies of batches: replies for everybody, letters for couriers and auditors.

use axum::response::Response;
use hyper::HeaderMap;

use super::answer::file;
use super::request::At;
use super::{Problem, blocking, range_header};
use crate::log::LogError;
use crate::store::{LogId, LogKind, NoteKind};

/// Returns the replies of a day, in entry order.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/replies/batch/{number}",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("number" = u64, Path, description = "Number of the batch, from 0"),
    ),
    responses(
        (status = 200, description = "Replies of 4,096 bytes each, in entry order", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "A range of them", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, description = "No such desk or batch", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 410, description = "Deleted on schedule", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_replies(at: At, headers: HeaderMap) -> Result<Response, Problem> {
    bodies(&at, LogKind::Replies, &headers).await
}

/// Returns the letters of a batch, covers included, in entry order.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/intake/batch/{number}",
    tag = "courier",
    security(("courier" = [])),
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("number" = u64, Path, description = "Number of the batch, from 0"),
        ("Range" = Option<String>, Header, description = "A single range of bytes"),
    ),
    responses(
        (status = 200, description = "Letters of 16,384 bytes each, in entry order", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "A range of them", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk or batch", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 410, description = "Deleted on schedule", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_letters(at: At, headers: HeaderMap) -> Result<Response, Problem> {
    at.authorise(&headers)?;
    bodies(&at, LogKind::Intake, &headers).await
}

async fn bodies(at: &At, kind: LogKind, headers: &HeaderMap) -> Result<Response, Problem> {
    let number = at.number("number")?;
    let log = LogId {
        desk: at.desk.number,
        kind,
    };
    let (pruned, batches) = blocking(at, move |relay, desk| {
        let pruned = relay.store.note_count(log, NoteKind::Pruned)?;
        Ok::<_, LogError>((pruned, relay.published_batches(desk, kind)?))
    })
    .await?;
    if number < pruned {
        return Err(Problem::Pruned);
    }
    // A file that no commit names yet is not there, nor is one that is not published.
    if number >= batches {
        return Err(Problem::Absent);
    }
    file(
        &at.relay.folder.batch(&at.desk.name, kind, number),
        range_header(headers),
    )
    .await
}
