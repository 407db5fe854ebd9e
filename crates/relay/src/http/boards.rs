//! Boards: posted by couriers, read by anyone, every one of them by its number.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::Response;
use bellrope_transparency::log_note::BOARD_MAX_LEN;
use hyper::HeaderMap;

use super::answer::{Answer, Kind};
use super::posts::{authorised_body, finish, logged};
use super::request::At;
use super::{Problem, blocking};
use crate::board::{self, BoardError};

/// Publishes a board: what the desk says of its terms.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/board",
    tag = "courier",
    security(("courier" = [])),
    params(("desk" = String, Path, description = "Short name of the desk")),
    request_body(content = String, content_type = "text/plain", description = "The board, a signed note of at most 786,432 bytes"),
    responses(
        (status = 200, description = "Published before"),
        (status = 201, description = "Published"),
        (status = 400, description = "Not a board that the push key signed, or one that does not follow from the one before", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 409, description = "Not the next number", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Too long", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "No card yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_board(
    at: At,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let post = authorised_body(&at, &headers, body, BOARD_MAX_LEN).await?;
    let posted = blocking(&at, move |relay, desk| {
        let done = board::accept(relay, desk, &post, relay.clock.now());
        Ok::<_, Infallible>(logged(desk, "post board", done, board_problem))
    });
    finish(posted.await??)
}

/// Returns the newest board.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/board",
    tag = "reader",
    params(("desk" = String, Path, description = "Short name of the desk")),
    responses(
        (status = 200, description = "The signed note", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk, or nothing was published yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_newest_board(at: At) -> Result<Answer, Problem> {
    let newest = blocking(&at, |relay, desk| relay.store.newest_board(desk.number)).await?;
    Ok(Answer::ok(Kind::Text, newest.ok_or(Problem::Absent)?.value))
}

/// Returns the board of a number.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/board/{number}",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("number" = u64, Path, description = "Number of the board, from 0"),
    ),
    responses(
        (status = 200, description = "The signed note", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk, or no such board", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_board(at: At) -> Result<Answer, Problem> {
    let number: u64 = at.number("number")?;
    let board = blocking(&at, move |relay, desk| {
        relay.store.board(desk.number, number)
    });
    Ok(Answer::ok(Kind::Text, board.await?.ok_or(Problem::Absent)?))
}

fn board_problem(error: &BoardError) -> Problem {
    match error {
        BoardError::Parse(_) | BoardError::Note(_) | BoardError::Fault(_) => Problem::Malformed,
        BoardError::Stale { .. } | BoardError::Ahead { .. } => Problem::Conflict,
        BoardError::NoCard | BoardError::Damaged { .. } | BoardError::Store(_) => {
            Problem::Unavailable
        }
    }
}
