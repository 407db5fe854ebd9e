//! A live relay, over HTTP: as anybody, or with the courier's token.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use bellrope_bundle::Log;
use bellrope_protocol::base::DeskName;
use ureq::http::{Response, StatusCode, Uri, header};
use ureq::{Agent, Body, Proxy};
use zeroize::Zeroizing;

use super::{Bodies, Found, Item, Source, SourceError};

/// How long a connection may take to be made; Tor needs its time.
const CONNECT: Duration = Duration::from_secs(60);
/// How long the relay may be silent.
const SILENCE: Duration = Duration::from_secs(60);
/// Attempts before giving up.
const ATTEMPTS: u32 = 5;
/// Wait before the second attempt; doubled before each further one.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// Greatest length of a token, in bytes.
const TOKEN_MAX_LEN: usize = 512;

/// A relay by its address.
pub struct LiveSource {
    agent: Agent,
    /// Without a slash at the end.
    url: String,
    authorization: Option<Zeroizing<String>>,
}

impl LiveSource {
    /// Names a relay; nothing is asked of it. With a token file the bodies of letters can be read.
    ///
    /// # Errors
    ///
    /// [`OpenLiveError`], by variant.
    pub fn new(
        url: &str,
        proxy: Option<&str>,
        token_file: Option<&Path>,
    ) -> Result<Self, OpenLiveError> {
        check_url(url, token_file.is_some())?;
        let proxy = proxy.map(Proxy::new).transpose();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Set even when it is none: the environment has no say in where a token goes.
            .proxy(proxy.map_err(|_| OpenLiveError::Proxy)?)
            .user_agent("")
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .build();
        Ok(Self {
            agent: config.into(),
            url: url.trim_end_matches('/').to_owned(),
            authorization: token_file.map(read_token).transpose()?,
        })
    }

    fn get(&self, desk: &DeskName, item: Item) -> Result<Response<Body>, SourceError> {
        let mut request = self
            .agent
            .get(format!("{}/v1/desks/{desk}/{item}", self.url));
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization.as_str());
        }
        request.call().map_err(|source| SourceError::Unreachable {
            what: item.to_string(),
            source: Box::new(source),
        })
    }
}

impl Source for LiveSource {
    fn name(&self) -> String {
        format!("relay {}", self.url)
    }

    fn open(&self, desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError> {
        let mut wait = FIRST_WAIT;
        for _ in 1..ATTEMPTS {
            match self.get(desk, item) {
                Ok(response) if !is_passing(response.status()) => return judge(response, item),
                Ok(_) | Err(_) => thread::sleep(wait),
            }
            wait *= 2;
        }
        judge(self.get(desk, item)?, item)
    }

    fn grows(&self) -> bool {
        true
    }

    fn bodies(&self, _desk: &DeskName, log: Log) -> Bodies {
        match (log, &self.authorization) {
            (Log::Intake, None) => Bodies::None,
            _ => Bodies::All,
        }
    }
}

/// Says whether the same question may be answered a little later.
fn is_passing(status: StatusCode) -> bool {
    status.is_server_error()
        || status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
}

fn judge(response: Response<Body>, item: Item) -> Result<Found<'static>, SourceError> {
    match response.status() {
        StatusCode::OK => Ok(Found::Body(Box::new(reader(response)))),
        StatusCode::NOT_FOUND => Ok(Found::Absent),
        StatusCode::GONE => Ok(Found::Gone),
        StatusCode::UNAUTHORIZED => Ok(Found::Withheld),
        status => Err(SourceError::Status {
            what: item.to_string(),
            status: status.as_u16(),
        }),
    }
}

fn reader(response: Response<Body>) -> impl io::Read + Send {
    // Limits are the callers', who know what they asked for.
    response
        .into_body()
        .into_with_config()
        .limit(u64::MAX)
        .reader()
}

/// Checks that a token would cross the network encrypted, or not at all.
pub(crate) fn check_url(url: &str, token: bool) -> Result<(), OpenLiveError> {
    let uri: Uri = url.parse().map_err(|_| OpenLiveError::Url)?;
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
        return Err(OpenLiveError::Url);
    };
    let has_user = uri
        .authority()
        .is_some_and(|host| host.as_str().contains('@'));
    if uri.query().is_some() || has_user {
        return Err(OpenLiveError::Url);
    }
    match scheme {
        "https" => Ok(()),
        "http" if !token || is_local(host) || host.ends_with(".onion") => Ok(()),
        "http" => Err(OpenLiveError::Cleartext),
        _ => Err(OpenLiveError::Url),
    }
}

fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn read_token(file: &Path) -> Result<Zeroizing<String>, OpenLiveError> {
    let token = fs::read_to_string(file).map(Zeroizing::new);
    let token = token.map_err(|source| OpenLiveError::TokenFile { source })?;
    let line = token.trim_end_matches(['\r', '\n']);
    let is_printable = line.bytes().all(|b| b.is_ascii_graphic());
    if line.is_empty() || line.len() > TOKEN_MAX_LEN || !is_printable {
        return Err(OpenLiveError::TokenForm);
    }
    Ok(Zeroizing::new(format!("Bearer {line}")))
}

/// Why a relay cannot be a source.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenLiveError {
    /// The address is no URL of a relay.
    #[error("relay address is not an http or https URL without query")]
    Url,
    /// The token would go over the network unencrypted.
    #[error("relay address would send the token unencrypted")]
    Cleartext,
    /// The proxy's address cannot be used.
    #[error("proxy address is not one that can be used")]
    Proxy,
    /// The token file cannot be read.
    #[error("cannot read the token file")]
    TokenFile {
        /// Why not.
        source: io::Error,
    },
    /// The token file holds something else.
    #[error("token file is not one line of printable characters")]
    TokenForm,
}
