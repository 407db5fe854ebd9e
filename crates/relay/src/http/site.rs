//! The reporter's page: exactly its files, to everybody the same.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use hyper::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HeaderValue};

use super::Problem;
use super::problem::method_not_allowed;
use crate::relay::Relay;

/// Answers with a file of the site; what else a path may name is not here.
pub(super) async fn serve_site(
    State(relay): State<Arc<Relay>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(file) = relay.site.as_ref().and_then(|site| site.file(uri.path())) else {
        return Problem::Absent.into_response();
    };
    if method != Method::GET && method != Method::HEAD {
        return method_not_allowed("GET, HEAD");
    }
    let compressed = file.gzip.as_ref().filter(|_| accepts_gzip(&headers));
    let variant = compressed.unwrap_or(&file.plain);
    let body = if method == Method::HEAD {
        Bytes::new()
    } else {
        variant.body.clone()
    };
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = variant.headers.clone();
    let len = HeaderValue::from(variant.body.len());
    response.headers_mut().insert(CONTENT_LENGTH, len);
    response
}

/// Says whether the client takes gzip: it names it, and not with a weight of nothing.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .is_some_and(|weight| weight.parse() == Ok(0.0));
            name.trim().eq_ignore_ascii_case("gzip") && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_gzip_reads_names_and_weights() {
        let accepts = |value: &'static str| {
            let value = HeaderValue::from_static(value);
            accepts_gzip(&HeaderMap::from_iter([(ACCEPT_ENCODING, value)]))
        };
        for taken in ["gzip", "br, gzip", "deflate,GZIP;q=0.5", "gzip; q=1.0"] {
            assert!(accepts(taken), "{taken}");
        }
        for refused in [
            "",
            "br",
            "gzip;q=0",
            "gzip; q=0.000",
            "identity, xgzip",
            "*",
        ] {
            assert!(!accepts(refused), "{refused}");
        }
    }
}
