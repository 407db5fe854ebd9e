//! Requests byte by byte, right and wrong ones, and everything that crosses the connection.
//!
//! The connection itself (TLS, proxy) is made as for every other request of this program; what is
//! sent on it is written here, for no HTTP client sends what a relay must refuse.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::time::{Duration as Patience, Instant};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport, TransportAdapter,
};
use ureq::{Agent, Proxy};

use crate::source::{OpenLiveError, check_url};

/// How long a connection may take to be made; Tor needs its time.
const CONNECT: Duration = Duration::from_secs(60);
/// How long a request and its answer may take, in seconds.
const EXCHANGE_SECS: u64 = 120;
/// Most of an answer that is read, in bytes.
const ANSWER_MAX_LEN: u64 = 16 << 20;

/// A way to a relay.
pub(super) struct Wire {
    agent: Agent,
    made: Slot,
    url: String,
    /// What goes into the header `Host`.
    pub(super) authority: String,
    /// What the relay's paths begin with: most often nothing.
    pub(super) prefix: String,
}

/// What one connection carried.
pub(super) struct Exchange {
    /// All that was sent.
    pub(super) sent: Vec<u8>,
    /// All that came back.
    pub(super) answer: Vec<u8>,
}

/// Where a connection is put once it is made.
type Slot = Arc<Mutex<Option<Box<dyn Transport>>>>;

/// Ends every chain of connectors: takes the connection out of the client's hands.
#[derive(Debug)]
struct Tap(Slot);

impl Connector<Box<dyn Transport>> for Tap {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        _details: &ConnectionDetails<'_>,
        chained: Option<Box<dyn Transport>>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = chained;
        // The client has nothing to send on it.
        Err(ureq::Error::ConnectionFailed)
    }
}

impl Wire {
    /// Names a relay; nothing is asked of it.
    ///
    /// # Errors
    ///
    /// [`OpenLiveError::Url`], [`OpenLiveError::Proxy`].
    pub(super) fn new(url: &str, proxy: Option<&str>) -> Result<Self, OpenLiveError> {
        check_url(url, false)?;
        let uri: Uri = url.parse().map_err(|_| OpenLiveError::Url)?;
        let authority = uri.authority().ok_or(OpenLiveError::Url)?.to_string();
        let proxy = proxy.map(Proxy::new).transpose();
        let config = Agent::config_builder()
            .proxy(proxy.map_err(|_| OpenLiveError::Proxy)?)
            .timeout_connect(Some(CONNECT))
            .build();
        let made = Slot::default();
        let connector = DefaultConnector::new().chain(Tap(Arc::clone(&made)));
        Ok(Self {
            agent: Agent::with_parts(config, connector, DefaultResolver::default()),
            made,
            url: url.to_owned(),
            authority,
            prefix: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Sends bytes on a connection of their own and reads until the relay closes it.
    ///
    /// # Errors
    ///
    /// [`WireError`] if there is no connection. What goes wrong on it later is the relay's answer.
    pub(super) fn exchange(&self, sent: &[u8]) -> Result<Exchange, WireError> {
        let mut connection = self.connect()?;
        // Whoever refuses early closes early; the answer may be there all the same.
        let _ = connection.write_all(sent);
        let mut answer = Vec::new();
        let _ = connection.take(ANSWER_MAX_LEN).read_to_end(&mut answer);
        Ok(Exchange {
            sent: sent.to_vec(),
            answer,
        })
    }

    /// Sends bytes and hangs up without waiting.
    ///
    /// # Errors
    ///
    /// As [`Wire::exchange`].
    pub(super) fn hang_up(&self, sent: &[u8]) -> Result<Exchange, WireError> {
        let mut connection = self.connect()?;
        let _ = connection.write_all(sent);
        Ok(Exchange {
            sent: sent.to_vec(),
            answer: Vec::new(),
        })
    }

    fn connect(&self) -> Result<TransportAdapter, WireError> {
        let called = self.agent.get(&self.url).call();
        let made = self
            .made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(transport) = made else {
            let source = called.err().unwrap_or(ureq::Error::ConnectionFailed);
            return Err(WireError {
                source: Box::new(source),
            });
        };
        let mut connection = TransportAdapter::new(transport, Arc::new(Instant::now));
        connection.set_timeout(NextTimeout {
            after: Patience::from_secs(EXCHANGE_SECS),
            ..NextTimeout::default()
        });
        Ok(connection)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").finish_non_exhaustive()
    }
}

/// There is no connection to the relay.
#[derive(Debug, thiserror::Error)]
#[error("the relay does not answer")]
pub(super) struct WireError {
    source: Box<ureq::Error>,
}

/// An answer, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Exchange {
    /// Takes the answer apart; `None` if it is none.
    pub(super) fn answer(&self) -> Option<Answer> {
        let end = find(&self.answer, b"\r\n\r\n")?;
        let head = std::str::from_utf8(&self.answer[..end]).ok()?;
        let status = head.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok()?;
        let body = &self.answer[end + 4..];
        let is_chunked = head.lines().any(|line| {
            let line = line.to_ascii_lowercase();
            line.starts_with("transfer-encoding:") && line.ends_with("chunked")
        });
        let body = match is_chunked {
            true => join_chunks(body)?,
            false => body.to_vec(),
        };
        Some(Answer { status, body })
    }
}

fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = find(rest, b"\r\n")?;
        let digits = std::str::from_utf8(&rest[..end]).ok()?;
        let digits = digits.split(';').next()?.trim();
        let len = usize::from_str_radix(digits, 16).ok()?;
        if len == 0 {
            return Some(body);
        }
        let from = end + 2;
        body.extend_from_slice(rest.get(from..from.checked_add(len)?)?);
        rest = rest.get(from + len + 2..)?;
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|found| found == what)
}

/// A request that is written by hand.
pub(super) struct Draft {
    pub(super) line: String,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
}

impl Draft {
    /// Begins a request without a body.
    pub(super) fn new(wire: &Wire, method: &str, path: &str) -> Self {
        Self {
            line: format!("{method} {}{path} HTTP/1.1", wire.prefix),
            headers: vec![
                ("Host".to_owned(), wire.authority.clone().into_bytes()),
                ("Connection".to_owned(), b"close".to_vec()),
            ],
            body: Vec::new(),
        }
    }

    /// Adds a header, or takes the place of one.
    pub(super) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers
            .push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// Adds a body and its length.
    pub(super) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        let len = self.body.len().to_string();
        self.header("Content-Length", len)
    }

    /// Adds a body in chunks of at most this many bytes, and lines behind it.
    pub(super) fn chunked(self, body: &[u8], chunk_len: usize, trailer: &str) -> Self {
        let mut chunked = Vec::new();
        for chunk in body.chunks(chunk_len) {
            chunked.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            chunked.extend_from_slice(chunk);
            chunked.extend_from_slice(b"\r\n");
        }
        chunked.extend_from_slice(format!("0\r\n{trailer}\r\n").as_bytes());
        let mut draft = self.header("Transfer-Encoding", "chunked");
        draft.body = chunked;
        draft
    }

    /// Writes it down.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\r\n", self.line).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(format!("{name}: ").as_bytes());
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    fn answer(text: &str) -> Option<Answer> {
        let exchange = Exchange {
            sent: Vec::new(),
            answer: text.as_bytes().to_vec(),
        };
        exchange.answer()
    }

    #[test]
    fn answer_is_taken_apart() {
        let plain = answer("HTTP/1.1 201 Created\r\nA: b\r\n\r\nreceipt").unwrap();
        assert_eq!(
            (plain.status, plain.body.as_slice()),
            (201, &b"receipt"[..])
        );
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let chunked = answer(&format!("{head}4\r\nrece\r\n3;x\r\nipt\r\n0\r\n\r\n")).unwrap();
        assert_eq!(chunked.body, b"receipt");
        assert_eq!(answer(&format!("{head}ffffffffffffffff\r\nx")), None);
        assert_eq!(answer(""), None);
        assert_eq!(answer("SSH-2.0\r\n\r\n"), None);
    }

    #[test]
    fn draft_is_written_as_it_was_meant() {
        let wire = Wire::new("http://127.0.0.1:1/under", None).unwrap();
        let draft = Draft::new(&wire, "POST", "/v1").header("A", "b");
        let whole = String::from_utf8(draft.body("xyz").bytes()).unwrap();
        let expected = "POST /under/v1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\
                        A: b\r\nContent-Length: 3\r\n\r\nxyz";
        assert_eq!(whole, expected);
        let chunked = Draft::new(&wire, "PUT", "/")
            .chunked(b"abc", 2, "T: u\r\n")
            .bytes();
        let chunked = String::from_utf8(chunked).unwrap();
        assert!(
            chunked.ends_with("2\r\nab\r\n1\r\nc\r\n0\r\nT: u\r\n\r\n"),
            "{chunked}"
        );
    }

    #[test]
    fn exchange_by_https_sends_nothing_in_clear() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut first = vec![0; 65_536];
            let len = stream.read(&mut first).unwrap();
            first.truncate(len);
            first
        });
        let wire = Wire::new(&url, None).unwrap();
        let sent = Draft::new(&wire, "GET", "/a-text").bytes();
        assert!(wire.exchange(&sent).is_err());
        let first = server.join().unwrap();
        // A TLS handshake, and no request.
        assert_eq!(first[..2], [22, 3]);
        assert_eq!(find(&first, b"/a-text"), None);
    }
}
