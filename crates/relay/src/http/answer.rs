//! Answers in order: their headers, and files that are sent piece by piece.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use hyper::StatusCode;
use hyper::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, HeaderName, HeaderValue,
    X_CONTENT_TYPE_OPTIONS,
};
use tokio::task::JoinHandle;

use super::Problem;

/// For what changes, or must go when it is pruned.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// For what never changes and never goes.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Keeps browsers from guessing what a body is.
pub(super) const NOSNIFF: (HeaderName, HeaderValue) =
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
/// Length of a piece of a file, in bytes.
const PIECE_LEN: u64 = 65_536;

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Signed notes and lists.
    Text,
    /// JSON.
    Json,
    /// Tiles, letters, replies, blocks.
    Bytes,
}

impl Kind {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
            Self::Bytes => "application/octet-stream",
        })
    }
}

/// An answer with a body.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    kind: Kind,
    immutable: bool,
    body: Bytes,
}

impl Answer {
    /// 200 with a body that may change.
    pub(super) fn ok(kind: Kind, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            kind,
            immutable: false,
            body: body.into(),
        }
    }

    /// 201 with a body.
    pub(super) fn created(kind: Kind, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::CREATED,
            ..Self::ok(kind, body)
        }
    }

    /// Lets caches keep the answer for good, if that is so.
    pub(super) fn immutable(self, immutable: bool) -> Self {
        Self { immutable, ..self }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let cache = if self.immutable { IMMUTABLE } else { NO_STORE };
        set_headers(&mut response, self.kind, cache);
        response
    }
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    response
}

fn set_headers(response: &mut Response, kind: Kind, cache: HeaderValue) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, kind.header());
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(NOSNIFF.0, NOSNIFF.1);
}

/// Answers with a file, or with a range of it. Memory does not grow with the file.
///
/// # Errors
///
/// [`Problem::Absent`] if it is not there, [`Problem::Unavailable`] when the disk fails.
pub(super) async fn file(path: &Path, range: Option<&str>) -> Result<Response, Problem> {
    let path = path.to_owned();
    let opened = tokio::task::spawn_blocking(move || {
        let file = File::open(path)?;
        let len = file.metadata()?.len();
        Ok((file, len))
    });
    let (file, len) = match opened.await.map_err(|_| Problem::Unavailable)? {
        Ok(opened) => opened,
        Err(error) if io::Error::kind(&error) == io::ErrorKind::NotFound => {
            return Err(Problem::Absent);
        }
        Err(_) => return Err(Problem::Unavailable),
    };
    // A range that makes no sense is ignored, as RFC 9110 §14.2 allows.
    let part = range.and_then(|range| parse_range(range, len));
    let sent = part.clone().unwrap_or(0..len);
    let mut response = Response::new(Body::new(FileBody::new(file, sent)));
    set_headers(&mut response, Kind::Bytes, NO_STORE);
    response
        .headers_mut()
        .insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(part) = part {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let text = format!("bytes {}-{}/{len}", part.start, part.end - 1);
        let value = HeaderValue::try_from(text).map_err(|_| Problem::Unavailable)?;
        response.headers_mut().insert(CONTENT_RANGE, value);
    }
    Ok(response)
}

/// Parses a single range of bytes: `bytes=a-b`, `bytes=a-` or `bytes=-n`.
fn parse_range(text: &str, len: u64) -> Option<Range<u64>> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first, last) {
        ("", last) => len.checked_sub(last.parse().ok()?)?..len,
        (first, "") => first.parse().ok()?..len,
        (first, last) => first.parse().ok()?..last.parse::<u64>().ok()?.saturating_add(1).min(len),
    };
    (range.start < range.end).then_some(range)
}

/// A range of a file as a body: one piece is read at a time, off the async workers.
struct FileBody {
    file: Arc<File>,
    left: Range<u64>,
    reading: Option<JoinHandle<io::Result<Bytes>>>,
}

impl FileBody {
    fn new(file: File, range: Range<u64>) -> Self {
        Self {
            file: Arc::new(file),
            left: range,
            reading: None,
        }
    }
}

impl http_body::Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        if this.left.is_empty() {
            return Poll::Ready(None);
        }
        let (file, at) = (Arc::clone(&this.file), this.left.start);
        let len = PIECE_LEN.min(this.left.end - at);
        let reading = this
            .reading
            .get_or_insert_with(|| tokio::task::spawn_blocking(move || read_piece(&file, at, len)));
        let piece = ready!(Pin::new(reading).poll(context))
            .map_err(io::Error::other)
            .flatten();
        this.reading = None;
        if let Ok(piece) = &piece {
            this.left.start += piece.len() as u64;
        }
        Poll::Ready(Some(piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end - self.left.start)
    }
}

fn read_piece(file: &File, at: u64, len: u64) -> io::Result<Bytes> {
    let mut piece = vec![0; usize::try_from(len).map_err(io::Error::other)?];
    file.read_exact_at(&mut piece, at)?;
    Ok(Bytes::from(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_range_reads_the_three_forms() {
        assert_eq!(parse_range("bytes=0-9", 100), Some(0..10));
        assert_eq!(parse_range("bytes=90-", 100), Some(90..100));
        assert_eq!(parse_range("bytes=-10", 100), Some(90..100));
        assert_eq!(parse_range("bytes=90-200", 100), Some(90..100));
    }

    #[test]
    fn parse_range_ignores_what_makes_no_sense() {
        for range in [
            "bytes=100-",
            "bytes=5-4",
            "bytes=-0",
            "bytes=-101",
            "bytes=a-b",
            "items=0-1",
            "bytes=0-1,4-5",
            "bytes=18446744073709551615-18446744073709551615",
            "",
        ] {
            assert_eq!(parse_range(range, 100), None, "{range}");
        }
    }
}
