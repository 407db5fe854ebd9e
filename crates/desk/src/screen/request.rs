//! What a shell carries in.

use std::fmt;

use super::form::Form;
use super::multipart::{self, MultipartError};

/// Longest body that is read, in bytes: a scanned letter fits; a bundle is named by its path.
pub const BODY_MAX_LEN: usize = 32 * 1024 * 1024;

/// What is asked: to see something, or to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To see; changes nothing.
    Get,
    /// To do; carries a token that only our own forms have.
    Post,
}

/// A request, read.
pub struct Request {
    method: Method,
    target: String,
    path: String,
    query: Form,
    form: Form,
}

// What is asked for may name a case or hold a passphrase.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").finish_non_exhaustive()
    }
}

impl Request {
    /// Asks to see what is at a path, which may have a query. What stands behind `#` is a place on the page
    /// and nobody else's: a browser keeps it, a webview may carry it.
    #[must_use]
    pub fn get(target: &str) -> Self {
        let target = target.split_once('#').map_or(target, |(target, _)| target);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: Method::Get,
            target: target.to_owned(),
            path: path.to_owned(),
            query: Form::of_urlencoded(query.as_bytes()),
            form: Form::default(),
        }
    }

    /// Reads a request: `method` and `target` as HTTP has them, the body's type and the body.
    ///
    /// # Errors
    ///
    /// [`RequestError`], by variant.
    pub fn read(
        method: &str,
        target: &str,
        content_type: &str,
        body: &[u8],
    ) -> Result<Self, RequestError> {
        let request = Self::get(target);
        match method {
            "GET" | "HEAD" => Ok(request),
            "POST" if body.len() > BODY_MAX_LEN => Err(RequestError::TooLong { len: body.len() }),
            "POST" => Ok(Self {
                method: Method::Post,
                form: read_form(content_type, body)?,
                ..request
            }),
            _ => Err(RequestError::Method),
        }
    }

    /// Returns what is asked.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// Returns path and query as they came.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Returns the path, percent-encoded as it came.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the fields after the question mark.
    #[must_use]
    pub fn query(&self) -> &Form {
        &self.query
    }

    /// Returns the fields of the form that was sent.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }
}

fn read_form(content_type: &str, body: &[u8]) -> Result<Form, RequestError> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(Form::of_urlencoded(body));
    }
    if kind.eq_ignore_ascii_case("multipart/form-data") {
        return Ok(multipart::read(content_type, body)?);
    }
    Err(RequestError::ContentType)
}

/// Why a request is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// It is neither GET nor POST.
    #[error("the method is neither GET nor POST")]
    Method,
    /// The body is no form.
    #[error("the body is no form")]
    ContentType,
    /// The body is too long.
    #[error("the body is {len} bytes, at most {BODY_MAX_LEN}")]
    TooLong {
        /// Its length.
        len: usize,
    },
    /// A form with files does not follow its own boundary.
    #[error("the form with files cannot be read")]
    Multipart(#[from] MultipartError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_takes_forms_and_queries() {
        let form = "application/x-www-form-urlencoded; charset=UTF-8";
        let request = Request::read("POST", "/a?x=1+2", form, b"y=%C3%A9&y=2").unwrap();
        assert_eq!(request.method(), Method::Post);
        assert_eq!(request.path(), "/a");
        assert_eq!(request.query().text("x"), "1 2");
        assert_eq!(request.form().text("y"), "é");
        assert_eq!(request.form().texts("y").collect::<Vec<_>>(), ["é", "2"]);
    }

    #[test]
    fn read_refuses_what_no_form_of_ours_sends() {
        let read = |method, kind| Request::read(method, "/", kind, b"{}").unwrap_err();
        assert_eq!(read("PUT", ""), RequestError::Method);
        assert_eq!(read("POST", "application/json"), RequestError::ContentType);
        assert_eq!(read("POST", "text/plain"), RequestError::ContentType);
        let long = vec![b'a'; BODY_MAX_LEN + 1];
        let kind = "application/x-www-form-urlencoded";
        let refused = Request::read("POST", "/", kind, &long).unwrap_err();
        assert_eq!(refused, RequestError::TooLong { len: long.len() });
    }

    #[test]
    fn debug_shows_nothing_of_a_request() {
        let request = Request::get("/search?q=name");
        assert_eq!(format!("{request:?}"), "Request { .. }");
    }
}
