//! A page as it is served: whole answers, headers and all.

use std::io::Read as _;
use std::time::Duration;

use ureq::{Agent, Proxy};

use super::live::{OpenLiveError, check_url};

/// How long one answer may take; Tor needs its time.
const PATIENCE: Duration = Duration::from_secs(180);
/// Greatest length of an answer, in bytes.
const ANSWER_MAX_LEN: u64 = 33_554_432;

/// What serves a page.
pub trait Pages {
    /// Fetches a path, which begins with `/`. Redirects are not followed, nothing is decompressed.
    ///
    /// # Errors
    ///
    /// [`FetchError`] if there is no whole answer.
    fn fetch(&self, path: &str, ask: Ask<'_>) -> Result<Answer, FetchError>;

    /// Names what it is, for the report.
    fn name(&self) -> String;
}

/// How a path is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask<'a> {
    /// Whether gzip is accepted.
    pub gzip: bool,
    /// Further headers.
    pub headers: &'a [(&'a str, &'a str)],
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers in their order: names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns the first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// Returns the values of a header.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A page by its address.
pub struct LivePages {
    agent: Agent,
    /// Without a slash at the end.
    url: String,
}

impl LivePages {
    /// Names a page; nothing is asked of it.
    ///
    /// # Errors
    ///
    /// [`OpenLiveError::Url`], [`OpenLiveError::Proxy`].
    pub fn new(url: &str, proxy: Option<&str>) -> Result<Self, OpenLiveError> {
        check_url(url, false)?;
        let proxy = proxy.map(Proxy::new).transpose();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(proxy.map_err(|_| OpenLiveError::Proxy)?)
            .user_agent("")
            .timeout_global(Some(PATIENCE))
            .build();
        Ok(Self {
            agent: config.into(),
            url: url.trim_end_matches('/').to_owned(),
        })
    }
}

impl Pages for LivePages {
    fn name(&self) -> String {
        format!("page {}", self.url)
    }

    fn fetch(&self, path: &str, ask: Ask<'_>) -> Result<Answer, FetchError> {
        let encoding = if ask.gzip { "gzip" } else { "identity" };
        let mut request = self
            .agent
            .get(format!("{}{path}", self.url))
            .header("accept-encoding", encoding);
        for (name, value) in ask.headers {
            request = request.header(*name, *value);
        }
        let response = request.call().map_err(|source| FetchError::Unreachable {
            source: Box::new(source),
        })?;
        let (parts, body) = response.into_parts();
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let mut bytes = Vec::new();
        let limited = body.into_with_config().limit(ANSWER_MAX_LEN).reader();
        limited
            .take(ANSWER_MAX_LEN)
            .read_to_end(&mut bytes)
            .map_err(|source| FetchError::Broken { source })?;
        Ok(Answer {
            status: parts.status.as_u16(),
            headers,
            body: bytes,
        })
    }
}

/// Why there is no whole answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Nothing answers.
    #[error("the page does not answer")]
    Unreachable {
        /// Why not.
        source: Box<ureq::Error>,
    },
    /// The answer broke off or is too long.
    #[error("the answer broke off, or is too long")]
    Broken {
        /// Why.
        source: std::io::Error,
    },
}
