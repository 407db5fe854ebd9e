//! Blocks of parcels: grants, uploads, and what couriers take along.

use axum::body::Body;
use axum::response::Response;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::limit::{BLOCK_LEN, GRANT_BLOCKS};
use bytes::Bytes;
use hyper::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Kind, empty, file};
use super::request::{At, hex_header, read_body};
use super::{Problem, blocking};
use crate::block::{Address, Outcome};
use crate::grant::GRANT_LEN;
use crate::health::Part;
use crate::metrics::count;

/// The header with an upload grant.
pub(super) const GRANT_HEADER: &str = "bellrope-grant";

/// Leave to store blocks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GrantBody {
    /// The grant: 32 hex digits.
    grant: String,
    /// How many blocks it is good for.
    blocks: u32,
}

/// Gives an upload grant, good for 64 blocks until the next epoch ends.
#[utoipa::path(
    post,
    path = "/v1/desks/{desk}/grants",
    tag = "reporter",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("Bellrope-Work" = Option<String>, Header, description = "Reserved"),
    ),
    responses(
        (status = 201, description = "The grant", body = GrantBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 429, description = "Too many grants are open; with Retry-After", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "The desk has no card yet", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn post_grant(at: At) -> Result<Answer, Problem> {
    if at.desk.card().is_none() {
        return Err(Problem::Unavailable);
    }
    let now = at.relay.clock.now();
    let until = at
        .relay
        .epochs
        .current(now)
        .saturating_add(at.relay.epochs.secs());
    let given = at
        .relay
        .with_rng(|rng| at.relay.grants.give(at.desk.number, until, now, rng));
    let body = GrantBody {
        grant: encode_hex(&given.ok_or(Problem::Busy)?),
        blocks: GRANT_BLOCKS,
    };
    count(&at.relay.metrics.now.grants_given);
    let json = serde_json::to_vec(&body).map_err(|_| Problem::Unavailable)?;
    Ok(Answer::created(Kind::Json, json))
}

/// Stores a block. Again with the same bytes: the same answer; with others: a conflict.
#[utoipa::path(
    put,
    path = "/v1/desks/{desk}/blocks/{address}",
    tag = "reporter",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("address" = String, Path, description = "Address of the block: 32 lower-case hex digits"),
        ("Bellrope-Grant" = String, Header, description = "An upload grant: 32 lower-case hex digits"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The block: exactly 262,144 bytes"),
    responses(
        (status = 204, description = "Stored, now or before"),
        (status = 400, description = "Not of the length of a block", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 401, description = "No grant, or one that is spent, expired or another desk's", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk, or no address", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 408, description = "The body did not come in time", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 409, description = "Other bytes are there", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 413, description = "Longer than a block", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 429, description = "The block is being written; with Retry-After", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 503, description = "The block store is full; with Retry-After", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn put_block(at: At, headers: HeaderMap, body: Body) -> Result<Response, Problem> {
    let counters = &at.relay.metrics.now;
    match store_block(&at, &headers, body).await {
        Ok(()) => {
            count(&counters.blocks_accepted);
            Ok(empty(StatusCode::NO_CONTENT))
        }
        Err(problem) => {
            count(&counters.blocks_refused);
            Err(problem)
        }
    }
}

async fn store_block(at: &At, headers: &HeaderMap, body: Body) -> Result<(), Problem> {
    let address = at.address("address")?;
    // The grant first: without one nobody learns what is stored.
    let grant = hex_header(headers, GRANT_HEADER).ok_or(Problem::Unauthorised)?;
    let now = at.relay.clock.now();
    if !at.relay.grants.is_good(&grant, at.desk.number, now) {
        return Err(Problem::Unauthorised);
    }
    let block = read_body(&at.relay, body, BLOCK_LEN).await?;
    if block.len() != BLOCK_LEN {
        return Err(Problem::Malformed);
    }
    match put(at, grant, address, block).await? {
        Outcome::Stored | Outcome::Same => Ok(()),
        Outcome::Different => Err(Problem::Conflict),
        Outcome::Busy => Err(Problem::Busy),
        Outcome::Full => Err(Problem::Full),
    }
}

/// Stores a block at the cost of one of the grant's, which comes back if it was not needed.
async fn put(
    at: &At,
    grant: [u8; GRANT_LEN],
    address: Address,
    block: Bytes,
) -> Result<Outcome, Problem> {
    let is_new = at.desk.blocks.find(&address).is_none();
    if is_new && !at.relay.grants.spend(&grant) {
        return Err(Problem::Unauthorised);
    }
    let epoch = at.relay.epochs.current(at.relay.clock.now());
    let outcome = blocking(at, move |relay, desk| {
        let outcome = desk.blocks.put(address, &block, epoch, &relay.space);
        relay.health.note(Part::Bodies, outcome)
    })
    .await;
    if is_new && !matches!(outcome, Ok(Outcome::Stored)) {
        at.relay.grants.refund(&grant);
    }
    outcome
}

/// Lists the addresses of all stored blocks, sorted, one a line.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/blocks",
    tag = "courier",
    security(("courier" = [])),
    params(("desk" = String, Path, description = "Short name of the desk")),
    responses(
        (status = 200, description = "Addresses in hex, sorted, one a line", content_type = "text/plain", body = String),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn list_blocks(at: At, headers: HeaderMap) -> Result<Answer, Problem> {
    at.authorise(&headers)?;
    let mut lines = String::new();
    for address in at.desk.blocks.addresses() {
        lines.push_str(&encode_hex(&address));
        lines.push('\n');
    }
    Ok(Answer::ok(Kind::Text, lines))
}

/// Returns a block.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/blocks/{address}",
    tag = "courier",
    security(("courier" = [])),
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("address" = String, Path, description = "Address of the block: 32 lower-case hex digits"),
        ("Range" = Option<String>, Header, description = "A single range of bytes"),
    ),
    responses(
        (status = 200, description = "The block", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The range of it", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 401, description = "No courier's token", content_type = "application/problem+json", body = super::openapi::ProblemBody),
        (status = 404, description = "No such desk or block", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_block(at: At, headers: HeaderMap) -> Result<Response, Problem> {
    at.authorise(&headers)?;
    let path = at
        .desk
        .blocks
        .find(&at.address("address")?)
        .ok_or(Problem::Absent)?;
    file(&path, super::range_header(&headers)).await
}
