//! What the relay says of its desks: hints, which the card verifies.

use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Kind};
use super::request::At;
use super::{Problem, blocking};
use crate::relay::Relay;
use crate::store::LogKind;

/// One desk of the relay. Nothing of it is to be believed before the card says it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeskEntry<'a> {
    /// Short name.
    desk: &'a str,
    /// What its origins and key names begin with.
    base: String,
    /// Names for people.
    names: Names<'a>,
    /// Fingerprint of the founding root: 40 hex digits.
    fingerprint: &'a str,
}

/// A desk's names.
#[derive(Debug, Serialize, ToSchema)]
struct Names<'a> {
    /// In Dutch.
    nl: &'a str,
    /// In English.
    en: &'a str,
}

/// Lists the desks.
#[utoipa::path(
    get,
    path = "/v1/desks",
    tag = "reader",
    responses((status = 200, description = "The desks: hints, all of it is verified by the card", body = Vec<DeskEntry<'_>>)),
)]
pub(super) async fn list_desks(State(relay): State<Arc<Relay>>) -> Result<Answer, Problem> {
    let desks: Vec<DeskEntry<'_>> = relay
        .desks
        .iter()
        .map(|desk| DeskEntry {
            desk: desk.name.as_str(),
            base: desk.base.to_string(),
            names: Names {
                nl: &desk.config.names.nl,
                en: &desk.config.names.en,
            },
            fingerprint: &desk.config.fingerprint,
        })
        .collect();
    let json = serde_json::to_vec(&desks).map_err(|_| Problem::Unavailable)?;
    Ok(Answer::ok(Kind::Json, json))
}

/// Returns a key card.
#[utoipa::path(
    get,
    path = "/v1/desks/{desk}/cards/{serial}",
    tag = "reader",
    params(
        ("desk" = String, Path, description = "Short name of the desk"),
        ("serial" = u64, Path, description = "Serial of the card, from 1; the newest is the size of the card log"),
    ),
    responses(
        (status = 200, description = "The card, a signed note", content_type = "text/plain", body = String),
        (status = 404, description = "No such desk or card", content_type = "application/problem+json", body = super::openapi::ProblemBody),
    ),
)]
pub(super) async fn get_card(at: At) -> Result<Answer, Problem> {
    let serial = at.number("serial")?;
    let card = blocking(&at, move |relay, desk| {
        let published = relay.published(desk, LogKind::Cards)?;
        if published.is_none_or(|head| serial > head.size) {
            return Ok(None);
        }
        relay.store.card(desk.number, serial)
    })
    .await?;
    Ok(Answer::ok(Kind::Text, card.ok_or(Problem::Absent)?))
}
