//! HTTP, the same for everybody: no user agent, no cookies, no redirects, one connection at a time.

use std::io::ErrorKind;
use std::time::Duration;

use bellrope_reporter::{Method, Request, Response};
use ureq::http;
use ureq::{Agent, Proxy, Timeout};

/// Longest time to wait for a connection, an answer, or further bytes: Tor is slow.
const PATIENCE: Duration = Duration::from_secs(90);
/// Longest wait between two attempts.
const MAX_WAIT: Duration = Duration::from_secs(60);
/// Greatest length of an answer that says why not, in bytes.
const PROBLEM_MAX_LEN: usize = 16_384;

/// How often a request is repeated when the connection fails or the relay is busy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempts(pub(crate) u32);

impl Attempts {
    /// For downloads.
    pub(crate) const DOWNLOAD: Self = Self(4);
    /// For blocks and letters: an upload that took an hour is not given up for a minute's silence.
    pub(crate) const UPLOAD: Self = Self(10);
}

/// A relay that requests are sent to.
pub(crate) struct Relay {
    agent: Agent,
    url: String,
}

/// Why a request got no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// The address is not one that requests can be sent to.
    #[error("relay address must begin with https://, or http:// for an onion or this machine")]
    Address,
    /// The proxy is not one that can be used.
    #[error("proxy is not a socks5 proxy, which resolves names by itself")]
    Proxy,
    /// An onion service without a proxy: its name would be asked of whoever runs the network.
    #[error("onion service is reached through tor only")]
    Onion,
    /// No answer came, or it broke off.
    #[error("cannot reach the relay")]
    Unreachable(#[source] Box<ureq::Error>),
    /// The answer is longer than any right one.
    #[error("relay's answer is longer than it may be")]
    TooLong,
    /// The request cannot be written as HTTP.
    #[error("request cannot be sent")]
    Request(#[source] http::Error),
}

/// What came of a request, after as many attempts as it was given.
pub(crate) struct Delivery {
    /// The last answer, or why there is none.
    pub(crate) outcome: Result<Response, HttpError>,
    /// Whether an attempt may have reached the relay without an answer that says what it did: then
    /// a later refusal does not say that nothing was done.
    pub(crate) is_unsettled: bool,
}

/// What came of one attempt.
struct Attempt {
    delivery: Delivery,
    /// Whether another attempt is of use, and how long the relay asks to wait before it.
    again: Option<Option<Duration>>,
}

impl Attempt {
    fn answered(response: Response, asked: Option<Duration>) -> Self {
        let status = response.status;
        Self {
            again: is_busy(status).then_some(asked),
            delivery: Delivery {
                outcome: Ok(response),
                is_unsettled: is_undecided(status),
            },
        }
    }

    fn failed(err: ureq::Error) -> Self {
        let is_unsettled = is_after_connecting(&err);
        let (outcome, again) = match err {
            ureq::Error::BodyExceedsLimit(_) => (HttpError::TooLong, None),
            ureq::Error::Http(err) => (HttpError::Request(err), None),
            err => (HttpError::Unreachable(Box::new(err)), Some(None)),
        };
        Self {
            delivery: Delivery {
                outcome: Err(outcome),
                is_unsettled,
            },
            again,
        }
    }
}

impl Relay {
    /// Prepares to send requests to the relay at `url`, through `proxy` if there is one.
    pub(crate) fn new(url: &str, proxy: Option<&str>) -> Result<Self, HttpError> {
        let host = check_address(url)?;
        let proxy = match proxy {
            Some(proxy) => Some(socks5(proxy)?),
            None => of_environment()?,
        };
        check_onion(&host, proxy.as_ref())?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .max_idle_connections(1)
            .timeout_connect(Some(PATIENCE))
            .timeout_recv_response(Some(PATIENCE))
            .timeout_per_read(Some(PATIENCE))
            .timeout_per_write(Some(PATIENCE));
        Ok(Self {
            agent: config.proxy(proxy).build().into(),
            url: url.trim_end_matches('/').to_owned(),
        })
    }

    /// Sends a request, again and again if the connection fails or the relay is busy. `waiting` is
    /// told the seconds before each further attempt.
    pub(crate) fn send(
        &self,
        request: &Request,
        attempts: Attempts,
        waiting: impl FnMut(u64),
    ) -> Result<Response, HttpError> {
        self.deliver(request, attempts, waiting).outcome
    }

    /// Sends a request as [`Relay::send`] does, and says too whether it may have been carried out
    /// although the last answer is another.
    pub(crate) fn deliver(
        &self,
        request: &Request,
        attempts: Attempts,
        mut waiting: impl FnMut(u64),
    ) -> Delivery {
        let mut pause = Duration::from_secs(1);
        let mut is_unsettled = false;
        let mut left = attempts.0;
        loop {
            let Attempt { delivery, again } = self.attempt(request);
            is_unsettled |= delivery.is_unsettled;
            left = left.saturating_sub(1);
            let Some(asked) = again.filter(|_| left > 0) else {
                return Delivery {
                    is_unsettled,
                    ..delivery
                };
            };
            let wait = asked.unwrap_or(pause).clamp(pause, MAX_WAIT.max(pause));
            waiting(wait.as_secs());
            std::thread::sleep(wait);
            pause = (pause * 2).min(MAX_WAIT);
        }
    }

    /// Sends a request once.
    fn attempt(&self, request: &Request) -> Attempt {
        let max_len = request.answer_max_len.max(PROBLEM_MAX_LEN);
        let answered = self.run(request).and_then(|mut answer| {
            let asked = retry_after(&answer);
            let status = answer.status().as_u16();
            let body = answer.body_mut().with_config().limit(max_len as u64 + 1);
            let body = body.read_to_vec()?;
            if body.len() > max_len {
                return Err(ureq::Error::BodyExceedsLimit(max_len as u64));
            }
            Ok((Response { status, body }, asked))
        });
        match answered {
            Ok((response, asked)) => Attempt::answered(response, asked),
            Err(err) => Attempt::failed(err),
        }
    }

    fn run(&self, request: &Request) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let mut builder = http::Request::builder()
            .method(match request.method {
                Method::Get => http::Method::GET,
                Method::Post => http::Method::POST,
                Method::Put => http::Method::PUT,
            })
            .uri(format!("{}{}", self.url, request.path));
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        match request.method {
            Method::Get => self.agent.run(builder.body(())?),
            Method::Post | Method::Put => {
                let builder = builder.header("content-type", "application/octet-stream");
                self.agent.run(builder.body(request.body.as_slice())?)
            }
        }
    }
}

/// Reads the address of a SOCKS5 proxy, and has names resolved by it.
///
/// ureq looks names up by itself for `socks5://`, in the open and in vain for onion services; it
/// hands them to the proxy for `socks5h://`. Here both mean the latter.
fn socks5(proxy: &str) -> Result<Proxy, HttpError> {
    let (scheme, rest) = proxy.split_once("://").ok_or(HttpError::Proxy)?;
    if !matches!(scheme, "socks5" | "socks5h") {
        return Err(HttpError::Proxy);
    }
    let proxy = Proxy::new(&format!("socks5h://{rest}")).map_err(|_| HttpError::Proxy)?;
    if proxy.resolve_target() {
        return Err(HttpError::Proxy);
    }
    Ok(proxy)
}

/// Takes the proxy that the environment names (`ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY`): going
/// around it would show what its owner wanted hidden. An HTTP proxy is given names, too.
fn of_environment() -> Result<Option<Proxy>, HttpError> {
    match Proxy::try_from_env() {
        Some(proxy) if proxy.resolve_target() => socks5(&proxy.uri().to_string()).map(Some),
        // Named and not understood: going on without it would be going around it.
        None if PROXY_NAMES.into_iter().any(is_set) => Err(HttpError::Proxy),
        proxy => Ok(proxy),
    }
}

/// The variables that name a proxy, as curl has them.
const PROXY_NAMES: [&str; 6] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
];

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_busy(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// Says whether a status leaves open what the relay did: it failed in the middle, or whoever
/// stands before it gave up waiting.
fn is_undecided(status: u16) -> bool {
    matches!(status, 408 | 500 | 502 | 504)
}

/// Says whether an error may have come after something was sent; in doubt it may.
fn is_after_connecting(err: &ureq::Error) -> bool {
    match err {
        ureq::Error::Io(err) => !matches!(
            err.kind(),
            ErrorKind::ConnectionRefused
                | ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::AddrNotAvailable
        ),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::BadUri(_)
        | ureq::Error::TlsRequired
        | ureq::Error::Http(_) => false,
        _ => true,
    }
}

fn retry_after(answer: &http::Response<ureq::Body>) -> Option<Duration> {
    let seconds = answer.headers().get("retry-after")?.to_str().ok()?;
    seconds.parse().ok().map(Duration::from_secs)
}

/// Plain HTTP is for onion services, which encrypt by themselves, and for this machine.
fn check_address(url: &str) -> Result<String, HttpError> {
    let uri: http::Uri = url.parse().map_err(|_| HttpError::Address)?;
    let host = uri.host().ok_or(HttpError::Address)?;
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    let is_local = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    match uri.scheme_str() {
        Some("https") => Ok(host.to_owned()),
        Some("http") if is_local || is_onion(host) => Ok(host.to_owned()),
        _ => Err(HttpError::Address),
    }
}

fn is_onion(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.to_ascii_lowercase().ends_with(".onion")
}

/// Refuses to look an onion name up: that would tell the network which desk is visited, and find
/// nothing (RFC 7686 §2).
fn check_onion(host: &str, proxy: Option<&Proxy>) -> Result<(), HttpError> {
    let is_looked_up = |proxy: &Proxy| proxy.resolve_target() || is_direct(host, proxy);
    if is_onion(host) && proxy.is_none_or(is_looked_up) {
        return Err(HttpError::Onion);
    }
    Ok(())
}

/// Says whether `NO_PROXY` exempts a host.
fn is_direct(host: &str, proxy: &Proxy) -> bool {
    let uri = http::Uri::builder()
        .scheme("http")
        .authority(host)
        .path_and_query("/");
    uri.build().is_ok_and(|uri| proxy.is_no_proxy(&uri))
}

#[cfg(test)]
mod tests;
