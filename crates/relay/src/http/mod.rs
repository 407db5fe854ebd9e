//! HTTP: routes, requests, answers.
//!
//! Spec: docs/protocol.md §13. In scope: what a request must be like and what it is answered
//! with. Out of scope: connections and their limits, see [`crate::server`].

mod answer;
mod blocks;
mod boards;
mod bodies;
mod desks;
mod letters;
mod logs;
mod management;
mod openapi;
mod origin;
mod page;
mod posts;
mod problem;
mod request;
mod site;

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post, put};
use hyper::HeaderMap;
use hyper::header::RANGE;

pub use management::management_router;
pub use openapi::openapi;
pub use problem::{PROBLEM_LEN, Problem};

use crate::desk::Desk;
use crate::health::chain;
use crate::relay::Relay;
use crate::store::LogKind;
use problem::method_not_allowed;
use request::At;

/// Makes the router of the public listener.
pub fn router(relay: Arc<Relay>) -> Router {
    let mut router = Router::new()
        .route("/v1/desks", get(desks::list_desks))
        .route("/v1/desks/{desk}/cards", post(posts::post_card))
        .route("/v1/desks/{desk}/cards/{serial}", get(desks::get_card))
        .route("/v1/desks/{desk}/letters", post(letters::post_letter))
        .route("/v1/desks/{desk}/form", post(letters::post_form))
        .route("/v1/desks/{desk}/grants", post(blocks::post_grant))
        .route("/v1/desks/{desk}/blocks", get(blocks::list_blocks))
        .route(
            "/v1/desks/{desk}/blocks/{address}",
            put(blocks::put_block).get(blocks::get_block),
        )
        .route("/v1/desks/{desk}/replies", post(posts::post_replies))
        .route(
            "/v1/desks/{desk}/replies/batch/{number}",
            get(bodies::get_replies),
        )
        .route(
            "/v1/desks/{desk}/intake/batch/{number}",
            get(bodies::get_letters),
        )
        .route(
            "/v1/desks/{desk}/confirm",
            post(posts::post_confirm).get(posts::get_confirm),
        )
        .route(
            "/v1/desks/{desk}/board",
            post(boards::post_board).get(boards::get_newest_board),
        )
        .route("/v1/desks/{desk}/board/{number}", get(boards::get_board));
    for kind in LogKind::ALL {
        router = router.merge(log_router(kind));
    }
    router
        .fallback(site::serve_site)
        .method_not_allowed_fallback(|| async { Problem::Method })
        // Every handler has a limit of its own, far below the default one.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(origin::allow_origins))
        .with_state(relay)
}

/// Makes the routes of one log. Each has its name in the path, so that `cards/checkpoint` is no
/// serial.
fn log_router(kind: LogKind) -> Router<Arc<Relay>> {
    let base = format!("/v1/desks/{{desk}}/{kind}");
    let router = Router::new()
        .route(
            &format!("{base}/checkpoint"),
            get(move |at: At| logs::get_checkpoint(at, kind)),
        )
        .route(
            &format!("{base}/tile/{{*path}}"),
            get(move |at: At| logs::get_tile(at, kind)),
        );
    if kind == LogKind::Cards {
        return router;
    }
    router
        .route(
            &format!("{base}/batches"),
            get(move |at: At| logs::get_newest_batches(at, kind)),
        )
        .route(
            &format!("{base}/batches/{{page}}"),
            get(move |at: At| logs::get_batches(at, kind)),
        )
        .route(
            &format!("{base}/pruned/{{page}}"),
            get(move |at: At| logs::get_pruned(at, kind)),
        )
}

/// Runs what blocks off the async workers; a failure is the machine's, noted and not explained.
async fn blocking<T, E>(
    at: &At,
    run: impl FnOnce(&Relay, &Desk) -> Result<T, E> + Send + 'static,
) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Error + Send + 'static,
{
    let (relay, desk) = (Arc::clone(&at.relay), Arc::clone(&at.desk));
    let noted = Arc::clone(&at.relay);
    let done = tokio::task::spawn_blocking(move || run(&relay, &desk)).await;
    match done {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            noted.health.fail(crate::health::Part::Store, chain(&error));
            Err(Problem::Unavailable)
        }
        Err(_) => Err(Problem::Unavailable),
    }
}

fn range_header(headers: &HeaderMap) -> Option<&str> {
    headers.get(RANGE)?.to_str().ok()
}
