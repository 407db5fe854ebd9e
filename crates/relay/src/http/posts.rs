//! What couriers post for a desk: cards, replies, confirmations. Who posted what, and how it
//! ended, is logged.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::Response;
use bellrope_protocol::card::CARD_MAX_LEN;
use bellrope_transparency::log_note::LOG_NOTE_MAX_LEN;
use bytes::Bytes;
use hyper::{HeaderMap, StatusCode};

use super::answer::{Answer, Kind, empty};
use super::request::{At, read_body};
use super::{Problem, blocking};
use crate::card::{self, CardError};
use crate::confirm::{self, ConfirmError};
use crate::desk::Desk;
use crate::health::chain;
use crate::post::Posted;

use crate::reply::{self, ReplyError};

/// Publishes a key card.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/cards",
    tag = "courier",
    security(("courier" = [])),
    params(("desk" = String, Path, description = "Short name of the desk")),
    request_body(content = String, content_type = "text/plain", description = "The card, a signed note of at most 65,536 bytes"),
    responses(
        (status = 200, description = "Published before"),
        (status = 201, description = "Published and logged"),
        (status = 400, description = "Not a card of this desk and relay", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 409, description = "Not the next serial", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Too long", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_card(at: At, headers: HeaderMap, body: Body) -> Result<Response, Problem> {
    let post = authorised_body(&at, &headers, body, CARD_MAX_LEN).await?;
    let posted = blocking(&at, move |relay, desk| {
        let done = card::accept(relay, desk, &post, relay.clock.now());
        Ok::<_, Infallible>(logged(desk, "post card", done, card_problem))
    });
    finish(posted.await??)
}

/// Publishes a day's replies.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/replies",
    tag = "courier",
    security(("courier" = [])),
    params(("desk" = String, Path, description = "Short name of the desk")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "u32 length of the note, the note, then each tag (16) and reply (4,096)"),
    responses(
        (status = 200, description = "Published before"),
        (status = 201, description = "Published and logged"),
        (status = 400, description = "Not a batch that the push key signed, or not the card's count", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 409, description = "Not the next batch, or not a later day", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Too long", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "Full, or no card yet; with Retry-After", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_replies(
    at: At,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    at.authorise(&headers)?;
    let card = at.desk.card().ok_or(Problem::Unavailable)?;
    let max = reply::max_len(card.most_replies());
    let post = authorised_body(&at, &headers, body, max).await?;
    let posted = blocking(&at, move |relay, desk| {
        let done = reply::accept(relay, desk, &post, relay.clock.now());
        Ok::<_, Infallible>(logged(desk, "post replies", done, reply_problem))
    });
    finish(posted.await??)
}

/// Publishes a confirmation: the desk has everything below a size.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/confirm",
    tag = "courier",
    security(("courier" = [])),
    params(("desk" = String, Path, description = "Short name of the desk")),
    request_body(content = String, content_type = "text/plain", description = "The signed note"),
    responses(
        (status = 200, description = "Published before"),
        (status = 201, description = "Published"),
        (status = 400, description = "Not a confirmation that the push key signed", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 409, description = "Not our log at that size, or smaller than the last one", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Too long", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "No card yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_confirm(
    at: At,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let post = authorised_body(&at, &headers, body, LOG_NOTE_MAX_LEN).await?;
    let posted = blocking(&at, move |relay, desk| {
        let done = confirm::accept(relay, desk, &post, relay.clock.now());
        Ok::<_, Infallible>(logged(desk, "post confirmation", done, confirm_problem))
    });
    finish(posted.await??)
}

/// Returns the newest confirmation.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/confirm",
    tag = "reader",
    params(("desk" = String, Path, description = "Short name of the desk")),
    responses(
        (status = 200, description = "The signed note", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk, or nothing was confirmed yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_confirm(at: At) -> Result<Answer, Problem> {
    let newest = blocking(&at, |relay, desk| relay.store.newest_confirm(desk.number)).await?;
    Ok(Answer::ok(Kind::Text, newest.ok_or(Problem::Absent)?.note))
}

pub(super) async fn authorised_body(
    at: &At,
    headers: &HeaderMap,
    body: Body,
    max: usize,
) -> Result<Bytes, Problem> {
    at.authorise(headers)?;
    read_body(&at.relay, body, max).await
}

pub(super) fn finish(posted: Posted) -> Result<Response, Problem> {
    Ok(match posted {
        Posted::New => empty(StatusCode::CREATED),
        Posted::Again => empty(StatusCode::OK),
    })
}

/// Logs who did what and how it ended, and finds the problem to answer with.
pub(super) fn logged<E: std::error::Error>(
    desk: &Desk,
    action: &str,
    done: Result<Posted, E>,
    problem: fn(&E) -> Problem,
) -> Result<Posted, Problem> {
    let result = match &done {
        Ok(Posted::New) => "done".to_owned(),
        Ok(Posted::Again) => "done before".to_owned(),
        Err(error) => format!("refused: {}", chain(error)),
    };
    eprintln!(
        "bellrope-relay: courier of {}: {action}: {result}",
        desk.name
    );
    done.map_err(|error| problem(&error))
}

fn card_problem(error: &CardError) -> Problem {
    match error {
        CardError::Parse(_)
        | CardError::Verify(_)
        | CardError::RelayKeys
        | CardError::Epoch { .. }
        | CardError::EarlierPush
        | CardError::Witnesses { .. } => Problem::Malformed,
        CardError::Stale { .. } => Problem::Conflict,
        CardError::Missing { .. } | CardError::Log(_) | CardError::Store(_) => Problem::Unavailable,
    }
}

fn reply_problem(error: &ReplyError) -> Problem {
    match error {
        ReplyError::Form
        | ReplyError::Parse(_)
        | ReplyError::Note(_)
        | ReplyError::Count { .. }
        | ReplyError::Root => Problem::Malformed,
        ReplyError::Stale | ReplyError::Gap | ReplyError::Day => Problem::Conflict,
        ReplyError::Full => Problem::Full,
        ReplyError::NoCard | ReplyError::Log(_) | ReplyError::Store(_) | ReplyError::Write(_) => {
            Problem::Unavailable
        }
    }
}

fn confirm_problem(error: &ConfirmError) -> Problem {
    match error {
        ConfirmError::Parse(_) | ConfirmError::Note(_) => Problem::Malformed,
        ConfirmError::Stale { .. } | ConfirmError::Root => Problem::Conflict,
        ConfirmError::NoCard | ConfirmError::Log(_) | ConfirmError::Store(_) => {
            Problem::Unavailable
        }
    }
}
