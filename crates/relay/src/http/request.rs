//! What handlers need of a request: the desk of the path, the body within its limits, the token.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use bellrope_protocol::encoding::decode_hex_array;
use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::HeaderMap;
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;

use super::Problem;
use crate::desk::Desk;
use crate::relay::Relay;

/// The desk that the path names, and the other parts of the path.
pub(super) struct At {
    pub(super) relay: Arc<Relay>,
    pub(super) desk: Arc<Desk>,
    segments: Vec<(String, String)>,
}

impl At {
    /// Returns a part of the path by its name in the route.
    pub(super) fn segment(&self, name: &str) -> &str {
        self.segments
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value)
    }

    /// Returns a part of the path that is a number of the one spelling.
    pub(super) fn number(&self, name: &str) -> Result<u64, Problem> {
        let text = self.segment(name);
        let number: u64 = text.parse().map_err(|_| Problem::Absent)?;
        // `007` and `+7` would be second addresses of the same thing.
        if number.to_string() == text {
            Ok(number)
        } else {
            Err(Problem::Absent)
        }
    }

    /// Returns a part of the path that is 16 bytes in hex.
    pub(super) fn address(&self, name: &str) -> Result<[u8; 16], Problem> {
        decode_hex_array(self.segment(name)).map_err(|_| Problem::Absent)
    }

    /// Checks the bearer token of a courier or auditor.
    pub(super) fn authorise(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let token = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
        match token {
            Some(token) if self.desk.accepts(token) => Ok(()),
            _ => Err(Problem::Unauthorised),
        }
    }
}

impl FromRequestParts<Arc<Relay>> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, relay)
            .await
            .map_err(|_| Problem::Absent)?;
        let segments: Vec<(String, String)> = params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let name = segments.iter().find(|(name, _)| name == "desk");
        let desk = name
            .and_then(|(_, name)| relay.desk(name))
            .ok_or(Problem::Absent)?;
        Ok(Self {
            relay: Arc::clone(relay),
            desk: Arc::clone(desk),
            segments,
        })
    }
}

/// Reads a body of at most `max` bytes within the configured time.
pub(super) async fn read_body(relay: &Relay, body: Body, max: usize) -> Result<Bytes, Problem> {
    let max_len = u64::try_from(max).unwrap_or(u64::MAX);
    if body.size_hint().lower() > max_len {
        return Err(Problem::TooLarge);
    }
    let within = Duration::from_secs(relay.config.body_secs);
    match tokio::time::timeout(within, Limited::new(body, max).collect()).await {
        Err(_) => Err(Problem::Timeout),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::TooLarge),
        Ok(Err(_)) => Err(Problem::Malformed),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}

/// Reads a header of 16 bytes in hex.
pub(super) fn hex_header(headers: &HeaderMap, name: &str) -> Option<[u8; 16]> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    // Two of them would leave open which one counts.
    if values.next().is_some() {
        return None;
    }
    decode_hex_array(value).ok()
}
