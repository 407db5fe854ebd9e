//! `add-checkpoint` over HTTP, with the statuses of the specification.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use bellrope_transparency::witness::{
    ADD_CHECKPOINT_MAX_LEN, AddCheckpoint, Refusal, SIZE_MEDIA_TYPE,
};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::StatusCode;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};

use crate::run::now;
use crate::state::StateError;
use crate::watch::{AddError, Witness};

/// Time for a whole request; they are a few kilobytes.
const BODY: Duration = Duration::from_secs(20);

/// Makes the router of a witness.
pub fn router(witness: Arc<Witness>) -> Router {
    let add = post(add_checkpoint).fallback(|| async {
        let mut refused = text(StatusCode::METHOD_NOT_ALLOWED, "post it\n".to_owned());
        refused
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("POST"));
        refused
    });
    Router::new()
        .route("/add-checkpoint", add)
        .fallback(|| async { text(StatusCode::NOT_FOUND, "not here\n".to_owned()) })
        // The handler has a limit of its own.
        .layer(DefaultBodyLimit::disable())
        .with_state(witness)
}

async fn add_checkpoint(State(witness): State<Arc<Witness>>, body: Body) -> Response {
    let body = match read(body).await {
        Ok(body) => body,
        Err(status) => return text(status, "request cannot be read\n".to_owned()),
    };
    let request = match AddCheckpoint::parse(&body) {
        Ok(request) => request,
        Err(error) => return text(StatusCode::BAD_REQUEST, format!("{error}\n")),
    };
    // The disk is waited for elsewhere, so that a slow one holds no other connection up.
    let added = tokio::task::spawn_blocking(move || witness.add_checkpoint(request, now())).await;
    match added {
        Ok(Ok(cosignature)) => text(StatusCode::OK, format!("{cosignature}\n")),
        Ok(Err(error)) => refuse(&error),
        Err(_) => text(
            StatusCode::INTERNAL_SERVER_ERROR,
            "witness failed\n".to_owned(),
        ),
    }
}

async fn read(body: Body) -> Result<Bytes, StatusCode> {
    let limited = Limited::new(body, ADD_CHECKPOINT_MAX_LEN).collect();
    match tokio::time::timeout(BODY, limited).await {
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}

// spec: C2SP tlog-witness, "add-checkpoint", statuses
fn refuse(error: &AddError) -> Response {
    let status = match error {
        AddError::Unknown => StatusCode::NOT_FOUND,
        AddError::Refused(Refusal::OtherSize { last: size } | Refusal::OtherRoot { size }) => {
            return conflict(*size);
        }
        AddError::Refused(Refusal::Unsigned(_)) => StatusCode::FORBIDDEN,
        AddError::Refused(Refusal::Proof(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        AddError::Refused(_) | AddError::State(StateError::TooLong { .. }) => {
            StatusCode::BAD_REQUEST
        }
        AddError::State(error) => {
            // The disk failed, which is the operator's to know and nobody else's.
            eprintln!("bellrope-audit: witness: {error}");
            return text(
                StatusCode::SERVICE_UNAVAILABLE,
                "witness cannot keep what it sees\n".to_owned(),
            );
        }
    };
    text(status, format!("{error}\n"))
}

/// Answers with the size that was cosigned last.
fn conflict(size: u64) -> Response {
    let mut response = text(StatusCode::CONFLICT, format!("{size}\n"));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(SIZE_MEDIA_TYPE));
    response
}

fn text(status: StatusCode, text: String) -> Response {
    (status, text).into_response()
}
