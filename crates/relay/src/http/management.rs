//! What the operator's monitoring sees, on a listener of its own: health and counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use hyper::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Kind};
use super::{Problem, method_not_allowed};
use crate::health::Part;
use crate::relay::Relay;

/// The fewest further weeks of intake keys without a warning.
const FEWEST_WEEKS: usize = 2;

/// How the relay is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HealthBody {
    /// `ok`, `warning` (act within days) or `failing` (act now).
    status: &'static str,
    /// What fails, by stable code, with the reason.
    failing: BTreeMap<&'static str, String>,
    /// What will fail if nobody acts.
    warnings: Vec<String>,
}

/// Makes the router of the management listener.
pub fn management_router(relay: Arc<Relay>) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/metrics", get(metrics))
        .fallback(|| async { Problem::Absent })
        .method_not_allowed_fallback(|| async { method_not_allowed("GET, HEAD") })
        .with_state(relay)
}

/// Makes a real commit and says how the relay is.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operator",
    responses(
        (status = 200, description = "Works; look at the warnings", body = HealthBody),
        (status = 503, description = "Something fails", body = HealthBody),
    ),
)]
pub(super) async fn healthz(State(relay): State<Arc<Relay>>) -> Response {
    let Ok(body) = tokio::task::spawn_blocking(move || check(&relay)).await else {
        return Problem::Unavailable.into_response();
    };
    let Ok(json) = serde_json::to_vec(&body) else {
        return Problem::Unavailable.into_response();
    };
    let mut response = Answer::ok(Kind::Json, json).into_response();
    if !body.failing.is_empty() {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    response
}

fn check(relay: &Relay) -> HealthBody {
    // Failures are noted; what they say comes back below.
    let _ = relay.health.note(Part::Store, relay.store.probe());
    match relay.queue.probe() {
        Ok(true) => relay.health.mend(Part::Slots),
        Ok(false) => relay
            .health
            .fail(Part::Slots, "cannot write to the slots".to_owned()),
        Err(error) => relay.health.fail(Part::Slots, error.to_string()),
    }
    let failing: BTreeMap<_, _> = relay
        .health
        .failing()
        .into_iter()
        .map(|(part, text)| (part.code(), text))
        .collect();
    let warnings = warnings(relay);
    HealthBody {
        status: match (failing.is_empty(), warnings.is_empty()) {
            (false, _) => "failing",
            (true, false) => "warning",
            (true, true) => "ok",
        },
        failing,
        warnings,
    }
}

fn warnings(relay: &Relay) -> Vec<String> {
    let now = relay.clock.now();
    let mut warnings = Vec::new();
    for desk in &relay.desks {
        match desk.card().map(|card| card.weeks_left(now)) {
            None => warnings.push(format!("desk {} has no card yet", desk.name)),
            Some(left) if left < FEWEST_WEEKS => warnings.push(format!(
                "card of desk {} lists {left} further weeks, expected at least {FEWEST_WEEKS}",
                desk.name
            )),
            Some(_) => {}
        }
    }
    warnings.extend(relay.witnesses.troubles());
    if !relay.space.admits_letter() {
        warnings.push("store is full: letters are refused".to_owned());
    }
    warnings
}

/// Writes counts in Prometheus' text format. What reporters cause is shown as it stood at the end
/// of the last epoch.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "operator",
    responses((status = 200, description = "Counts, in Prometheus' text format", content_type = "text/plain", body = String)),
)]
pub(super) async fn metrics(State(relay): State<Arc<Relay>>) -> Answer {
    let mut text = relay.metrics.shown();
    let gauges = [
        (
            "failing_parts",
            "Parts of the relay that fail.",
            relay.health.failing().len() as u64,
        ),
        (
            "body_bytes",
            "Bytes of stored bodies.",
            relay.space.bodies(),
        ),
        (
            "free_bytes",
            "Bytes that the disk has free.",
            relay.space.free(),
        ),
        (
            "witness_troubles",
            "Witnesses that fail, and desks whose newest entries wait for witnesses.",
            relay.witnesses.troubles().len() as u64,
        ),
    ];
    for (name, help, value) in gauges {
        // Writing to a String does not fail.
        let _ = write!(
            text,
            "# HELP bellrope_relay_{name} {help}\n\
             # TYPE bellrope_relay_{name} gauge\n\
             bellrope_relay_{name} {value}\n"
        );
    }
    Answer::ok(Kind::Text, text)
}
