//! Problems (RFC 9457): a short fixed set, one size, nothing echoed.

use axum::response::{IntoResponse, Response};
use hyper::StatusCode;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};

use super::answer::{NO_STORE, NOSNIFF};

/// Length of every problem's body, in bytes: padded with spaces, which JSON allows.
pub const PROBLEM_LEN: usize = 128;

/// What a request can be answered with instead of what it asked for.
///
/// Absent, expired and not yours are one: [`Problem::Absent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The request is not of the form that it must have.
    Malformed,
    /// The bearer token or grant is missing or unknown.
    Unauthorised,
    /// There is nothing here.
    Absent,
    /// The path knows other methods.
    Method,
    /// The body did not come in time.
    Timeout,
    /// Something else is here already, or came in between.
    Conflict,
    /// The bodies were deleted on schedule.
    Pruned,
    /// The body is too long.
    TooLarge,
    /// Too many grants are open, or the block is being written.
    Busy,
    /// The store is full.
    Full,
    /// The relay cannot do it now.
    Unavailable,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Malformed,
        Self::Unauthorised,
        Self::Absent,
        Self::Method,
        Self::Timeout,
        Self::Conflict,
        Self::Pruned,
        Self::TooLarge,
        Self::Busy,
        Self::Full,
        Self::Unavailable,
    ];

    /// Returns the last part of the problem's type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unauthorised => "unauthorised",
            Self::Absent => "absent",
            Self::Method => "method",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::Pruned => "pruned",
            Self::TooLarge => "too-large",
            Self::Busy => "busy",
            Self::Full => "full",
            Self::Unavailable => "unavailable",
        }
    }

    /// Returns the status code.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthorised => StatusCode::UNAUTHORIZED,
            Self::Absent => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Pruned => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::TOO_MANY_REQUESTS,
            Self::Full | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Malformed => "not of the required form",
            Self::Unauthorised => "token or grant refused",
            Self::Absent => "nothing here",
            Self::Method => "method not allowed",
            Self::Timeout => "request took too long",
            Self::Conflict => "something else is here",
            Self::Pruned => "deleted on schedule",
            Self::TooLarge => "request too large",
            Self::Busy => "too many at once",
            Self::Full => "store is full",
            Self::Unavailable => "not available now",
        }
    }

    /// Returns the seconds after which trying again makes sense, if it does.
    pub(super) fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::Full => Some("600"),
            Self::Busy | Self::Unavailable => Some("60"),
            _ => None,
        }
    }

    /// Writes the body, exactly [`PROBLEM_LEN`] bytes.
    #[must_use]
    pub fn body(self) -> String {
        let status = self.status().as_u16();
        let body = format!(
            r#"{{"type":"urn:bellrope:problem:{}","title":"{}","status":{status}}}"#,
            self.name(),
            self.title(),
        );
        format!("{body:<width$}\n", width = PROBLEM_LEN - 1)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.body().into());
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(CACHE_CONTROL, NO_STORE);
        headers.insert(NOSNIFF.0, NOSNIFF.1);
        let extra: Option<(HeaderName, &'static str)> = match self {
            Self::Unauthorised => Some((WWW_AUTHENTICATE, "Bearer")),
            _ => self.retry_after().map(|secs| (RETRY_AFTER, secs)),
        };
        if let Some((name, value)) = extra {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// Answers a method that the path does not know; says which it does.
pub(super) fn method_not_allowed(allow: &'static str) -> Response {
    let mut response = Problem::Method.into_response();
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(allow));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_is_json_of_one_size_without_echo() {
        for problem in Problem::ALL {
            let body = problem.body();
            assert_eq!(body.len(), PROBLEM_LEN, "{problem:?}");
            let json: serde_json::Value = serde_json::from_str(&body).unwrap();
            assert_eq!(json["status"], problem.status().as_u16());
            assert_eq!(json.as_object().unwrap().len(), 3);
        }
    }
}
