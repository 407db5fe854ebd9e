//! Other origins (CORS): the single-file page is opened from disk and has none, so what anybody may
//! ask for, any origin may.
//!
//! What needs a token is for no browser: it never answers a preflight, so no page can send a token
//! or read an answer to one.

use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use hyper::StatusCode;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderValue,
};

use super::answer::empty;

/// Headers of requests that need one.
const HEADERS: &str = "bellrope-grant, bellrope-tag, content-type, range";
/// How long a browser may remember the answer, in seconds.
const MAX_AGE: &str = "7200";

/// Answers preflights of what anybody may ask for, and lets any origin read the answers to it.
pub(super) async fn allow_origins(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if request.method() == Method::OPTIONS
        && let Some(method) = asked_method(request.headers())
        && is_public(&method, path)
    {
        return preflight(&method);
    }
    let is_public = is_public(request.method(), path);
    let mut response = next.run(request).await;
    if is_public {
        allow(response.headers_mut());
    }
    response
}

fn allow(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

fn preflight(method: &Method) -> Response {
    let mut response = empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    allow(headers);
    let methods = match *method {
        Method::POST => "POST",
        Method::PUT => "PUT",
        _ => "GET",
    };
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, methods),
        (ACCESS_CONTROL_ALLOW_HEADERS, HEADERS),
        (ACCESS_CONTROL_MAX_AGE, MAX_AGE),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn asked_method(headers: &HeaderMap) -> Option<Method> {
    let method = headers.get(ACCESS_CONTROL_REQUEST_METHOD)?;
    Method::from_bytes(method.as_bytes()).ok()
}

/// Says whether a request needs no token (docs/protocol.md §13). The form is not among them: a
/// browser sends it without asking, and only ever from a page of the site.
fn is_public(method: &Method, path: &str) -> bool {
    let reads = *method == Method::GET || *method == Method::HEAD;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["v1", "desks"] => reads,
        ["v1", "desks", _, call @ ..] => match call {
            ["letters" | "grants"] => *method == Method::POST,
            ["blocks", _] => *method == Method::PUT,
            ["cards", _] | ["confirm"] | ["board"] | ["board", _] | ["replies", "batch", _] => {
                reads
            }
            ["intake" | "replies", "checkpoint"] => reads,
            ["intake" | "replies" | "cards", "tile", ..] => reads,
            ["intake" | "replies", "batches"] => reads,
            ["intake" | "replies", "batches" | "pruned", _] => reads,
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::http::openapi;

    /// The document says of each call whether it needs a token; this list must say the same.
    #[test]
    fn is_public_is_what_the_document_says() {
        let document: Value = serde_json::from_str(&openapi().unwrap()).unwrap();
        let (mut public, mut private) = (0, 0);
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let by_anyone = operation["security"].is_null()
                    && operation["tags"][0] != "operator"
                    && !path.ends_with("/form");
                for log in ["intake", "replies", "cards"] {
                    let path = path.replace("{log}", log).replace("{path}", "0/000");
                    // The log of cards has neither batches nor prunings.
                    if !path.contains("cards/batches") && !path.contains("cards/pruned") {
                        assert_eq!(is_public(&method, &path), by_anyone, "{method} {path}");
                    }
                }
                if by_anyone { public += 1 } else { private += 1 }
            }
        }
        assert!(
            public > 10 && private > 5,
            "{public} public, {private} private"
        );
    }

    #[test]
    fn is_public_refuses_neighbours() {
        for path in [
            "/",
            "/v1",
            "/v1/desks/mid",
            "/v2/desks",
            "/v1/desks/mid/blocks",
            "/v1/desks/",
        ] {
            assert!(!is_public(&Method::GET, path), "{path}");
        }
        assert!(is_public(&Method::GET, "/v1/desks"));
        assert!(is_public(&Method::HEAD, "/v1/desks/mid/intake/checkpoint"));
        assert!(!is_public(&Method::DELETE, "/v1/desks/mid/letters"));
        assert!(!is_public(&Method::GET, "/v1/desks/mid/blocks/00"));
        assert!(!is_public(&Method::GET, "/v1/desks/mid/intake/batch/0"));
    }
}
