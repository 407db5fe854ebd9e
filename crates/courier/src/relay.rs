//! The relay, over HTTP.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use bellrope_bundle::Member;
use bellrope_protocol::base::DeskName;
use indicatif::ProgressBar;
use ureq::http::{Response, StatusCode, Uri, header};
use ureq::{Agent, Body, Proxy};
use zeroize::Zeroizing;

use crate::args::Connection;
use crate::error::CourierError;
use crate::spool::Spooled;

/// How long a connection may take to be made; Tor needs its time.
const CONNECT: Duration = Duration::from_secs(60);
/// How long the relay may be silent.
const SILENCE: Duration = Duration::from_secs(60);
/// Attempts in a row that bring nothing before giving up.
const ATTEMPTS: u32 = 5;
/// Wait before the second attempt; doubled before each further one.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// Greatest length of the list of blocks, in bytes: a million addresses.
const BLOCK_LIST_MAX_LEN: u64 = 33 << 20;
/// Greatest length of a token, in bytes.
const TOKEN_MAX_LEN: usize = 512;

/// One desk's part of a relay, and the token for it.
pub(crate) struct Relay {
    agent: Agent,
    /// The desk's URL, without a slash at the end.
    desk_url: String,
    authorization: Zeroizing<String>,
}

/// What the relay did with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Posted {
    /// It is new.
    Taken,
    /// It was there already, the same byte for byte.
    Known,
    /// The relay has something newer, or something else in its place.
    Stale,
}

/// What the relay has under a path.
enum Found {
    Body(Response<Body>),
    Absent,
    Pruned,
}

impl Relay {
    pub(crate) fn new(connection: &Connection, desk: &DeskName) -> Result<Self, CourierError> {
        check_url(&connection.relay)?;
        let proxy = connection.proxy.as_deref().map(Proxy::new).transpose();
        let proxy = proxy.map_err(|_| CourierError::ProxyUrl)?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Set even when it is none: the environment has no say in where a token goes.
            .proxy(proxy)
            .user_agent("")
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .build();
        let url = connection.relay.trim_end_matches('/');
        Ok(Self {
            agent: config.into(),
            desk_url: format!("{url}/v1/desks/{desk}"),
            authorization: read_token(&connection.token_file)?,
        })
    }

    /// Fetches a member whole, its length checked; `None` if the relay does not have it.
    pub(crate) fn fetch(&self, member: Member) -> Result<Option<Vec<u8>>, CourierError> {
        let (what, limit) = (member.to_string(), member.limit());
        let Some(bytes) = self.fetch_path(&what, limit.max)? else {
            return Ok(None);
        };
        let len = bytes.len() as u64;
        if !limit.admits(len) {
            return Err(wrong_length(&what, len, limit));
        }
        Ok(Some(bytes))
    }

    /// Fetches the newest page of notes, whatever its number; `None` if there is none.
    pub(crate) fn fetch_newest_page(&self, any: Member) -> Result<Option<Vec<u8>>, CourierError> {
        let path = any.to_string();
        let newest = path.rsplit_once('/').map_or("", |(newest, _)| newest);
        self.fetch_path(newest, any.limit().max)
    }

    /// Fetches the addresses of all blocks.
    pub(crate) fn fetch_block_list(&self) -> Result<Vec<[u8; 16]>, CourierError> {
        let list = self.fetch_path("blocks", BLOCK_LIST_MAX_LEN)?;
        let list = String::from_utf8(list.unwrap_or_default());
        list.map_err(|_| CourierError::BlockList)?
            .lines()
            .map(|line| match format!("blocks/{line}").parse() {
                Ok(Member::Block { address }) => Ok(address),
                _ => Err(CourierError::BlockList),
            })
            .collect()
    }

    fn fetch_path(&self, path: &str, max: u64) -> Result<Option<Vec<u8>>, CourierError> {
        let mut patience = Patience::new();
        loop {
            match self.fetch_path_once(path, max) {
                Err(err) => patience.bear(err)?,
                done => return done,
            }
        }
    }

    fn fetch_path_once(&self, path: &str, max: u64) -> Result<Option<Vec<u8>>, CourierError> {
        let Found::Body(response) = self.get(path, 0)? else {
            return Ok(None);
        };
        let announced = response.body().content_length();
        // One byte more than there may be, so that a longer body is seen.
        let mut body = reader(response).take(max.saturating_add(1));
        let mut bytes = Vec::new();
        let read = body.read_to_end(&mut bytes);
        let len = bytes.len() as u64;
        read.map_err(|source| CourierError::BrokenOff {
            what: path.to_owned(),
            len,
            expected: announced.unwrap_or(max),
            source,
        })?;
        if len > max {
            return Err(wrong_length(path, len, format_args!("at most {max}")));
        }
        Ok(Some(bytes))
    }

    /// Fetches a member of known length into the spool, going on where an earlier attempt
    /// stopped; false if its body has been pruned.
    pub(crate) fn fetch_to(
        &self,
        spooled: &mut Spooled,
        bar: &ProgressBar,
    ) -> Result<bool, CourierError> {
        let mut patience = Patience::new();
        loop {
            let before = spooled.have();
            match self.fetch_to_once(spooled, bar) {
                Err(err) => {
                    if spooled.have() > before {
                        patience = Patience::new();
                    }
                    patience.bear(err)?;
                }
                done => return done,
            }
        }
    }

    fn fetch_to_once(
        &self,
        spooled: &mut Spooled,
        bar: &ProgressBar,
    ) -> Result<bool, CourierError> {
        if spooled.is_whole() {
            return Ok(true);
        }
        let what = spooled.member().to_string();
        let response = match self.get(&what, spooled.have())? {
            Found::Body(response) => response,
            Found::Pruned => return Ok(false),
            Found::Absent => return Err(CourierError::Absent { what }),
        };
        if response.status() != StatusCode::PARTIAL_CONTENT {
            spooled.restart()?;
        }
        spooled.append(reader(response), bar)?;
        Ok(true)
    }

    /// Posts a body to a path of the desk.
    pub(crate) fn post(&self, path: &str, body: &[u8]) -> Result<Posted, CourierError> {
        let mut patience = Patience::new();
        loop {
            match self.post_once(path, body) {
                Err(err) => patience.bear(err)?,
                done => return done,
            }
        }
    }

    fn post_once(&self, path: &str, body: &[u8]) -> Result<Posted, CourierError> {
        let response = self
            .agent
            .post(format!("{}/{path}", self.desk_url))
            .header(header::AUTHORIZATION, self.authorization.as_str())
            .content_type("application/octet-stream")
            .send(body)
            .map_err(unreachable(path))?;
        match response.status() {
            StatusCode::CREATED => Ok(Posted::Taken),
            StatusCode::OK => Ok(Posted::Known),
            StatusCode::CONFLICT => Ok(Posted::Stale),
            status => Err(refusal(path, status)),
        }
    }

    fn get(&self, path: &str, from: u64) -> Result<Found, CourierError> {
        let mut request = self
            .agent
            .get(format!("{}/{path}", self.desk_url))
            .header(header::AUTHORIZATION, self.authorization.as_str());
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        let response = request.call().map_err(unreachable(path))?;
        match response.status() {
            StatusCode::OK => Ok(Found::Body(response)),
            StatusCode::PARTIAL_CONTENT if starts_at(&response, from) => Ok(Found::Body(response)),
            StatusCode::NOT_FOUND => Ok(Found::Absent),
            StatusCode::GONE => Ok(Found::Pruned),
            status => Err(refusal(path, status)),
        }
    }
}

/// Bears with a relay that is out of reach for a while.
struct Patience {
    left: u32,
    wait: Duration,
}

impl Patience {
    fn new() -> Self {
        Self {
            left: ATTEMPTS - 1,
            wait: FIRST_WAIT,
        }
    }

    /// Waits, or answers with the error if there is no use in waiting any longer.
    fn bear(&mut self, err: CourierError) -> Result<(), CourierError> {
        if self.left == 0 || !err.is_passing() {
            return Err(err);
        }
        thread::sleep(self.wait);
        self.left -= 1;
        self.wait *= 2;
        Ok(())
    }
}

fn reader(response: Response<Body>) -> impl io::Read {
    // Limits are the callers', who know what they asked for.
    response
        .into_body()
        .into_with_config()
        .limit(u64::MAX)
        .reader()
}

/// Says whether a partial answer begins with the byte that was asked for.
fn starts_at(response: &Response<Body>, from: u64) -> bool {
    let range = response.headers().get(header::CONTENT_RANGE);
    range
        .and_then(|range| range.to_str().ok())
        .is_some_and(|range| range.starts_with(&format!("bytes {from}-")))
}

fn refusal(what: &str, status: StatusCode) -> CourierError {
    let what = what.to_owned();
    match status {
        StatusCode::UNAUTHORIZED => CourierError::Unauthorised,
        StatusCode::NOT_FOUND => CourierError::Absent { what },
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => CourierError::Unavailable {
            what,
            status: status.as_u16(),
        },
        status if status.is_server_error() => CourierError::Unavailable {
            what,
            status: status.as_u16(),
        },
        status => CourierError::Refused {
            what,
            status: status.as_u16(),
        },
    }
}

fn unreachable(what: &str) -> impl FnOnce(ureq::Error) -> CourierError {
    let what = what.to_owned();
    move |source| CourierError::Unreachable { what, source }
}

fn wrong_length(what: &str, len: u64, expected: impl ToString) -> CourierError {
    CourierError::Length {
        what: what.to_owned(),
        len,
        expected: expected.to_string(),
    }
}

/// Checks that the token would cross the network encrypted, or not at all.
fn check_url(url: &str) -> Result<(), CourierError> {
    let uri: Uri = url.parse().map_err(|_| CourierError::RelayUrl)?;
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
        return Err(CourierError::RelayUrl);
    };
    let has_user = uri
        .authority()
        .is_some_and(|host| host.as_str().contains('@'));
    if uri.query().is_some() || has_user {
        return Err(CourierError::RelayUrl);
    }
    match scheme {
        "https" => Ok(()),
        "http" if is_local(host) || host.ends_with(".onion") => Ok(()),
        "http" => Err(CourierError::Cleartext),
        _ => Err(CourierError::RelayUrl),
    }
}

fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn read_token(file: &Path) -> Result<Zeroizing<String>, CourierError> {
    let token = fs::read_to_string(file).map(Zeroizing::new);
    let token = token.map_err(|source| CourierError::TokenFile { source })?;
    let line = token.trim_end_matches(['\r', '\n']);
    let is_printable = line.bytes().all(|b| b.is_ascii_graphic());
    if line.is_empty() || line.len() > TOKEN_MAX_LEN || !is_printable {
        return Err(CourierError::TokenForm);
    }
    Ok(Zeroizing::new(format!("Bearer {line}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_url_takes_what_keeps_a_token_secret() {
        for url in [
            "https://relay.example",
            "https://relay.example:8443/",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "http://localhost:1",
            "http://abcdefghijklmnop.onion",
        ] {
            assert!(check_url(url).is_ok(), "{url}");
        }
        for url in [
            "http://relay.example",
            "http://10.0.0.1",
            "http://localhost.example",
        ] {
            assert!(
                matches!(check_url(url), Err(CourierError::Cleartext)),
                "{url}"
            );
        }
        for url in [
            "",
            "relay.example",
            "ftp://relay.example",
            "https://kees@relay.example",
            "https://relay.example/?a",
            "/v1",
        ] {
            assert!(
                matches!(check_url(url), Err(CourierError::RelayUrl)),
                "{url}"
            );
        }
    }

    #[test]
    fn read_token_takes_one_printable_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        for (content, ok) in [
            ("abc-123\n", true),
            ("abc", true),
            ("abc\r\n", true),
            ("", false),
            ("\n", false),
            ("a b", false),
            ("a\nb\n", false),
            ("é", false),
        ] {
            fs::write(&file, content).unwrap();
            assert_eq!(read_token(&file).is_ok(), ok, "{content:?}");
        }
        assert_eq!(*read_token_of(&file, "abc\n"), "Bearer abc");
    }

    fn read_token_of(file: &Path, content: &str) -> Zeroizing<String> {
        fs::write(file, content).unwrap();
        read_token(file).unwrap()
    }

    #[test]
    fn patience_ends_after_five_attempts_and_at_once_for_a_refusal() {
        let mut patience = Patience {
            wait: Duration::ZERO,
            ..Patience::new()
        };
        let busy = || refusal("confirm", StatusCode::SERVICE_UNAVAILABLE);
        for _ in 1..ATTEMPTS {
            assert!(patience.bear(busy()).is_ok());
        }
        assert!(patience.bear(busy()).is_err());
        let refused = refusal("confirm", StatusCode::BAD_REQUEST);
        assert!(Patience::new().bear(refused).is_err());
    }
}
