//! One request to a witness, over HTTP.

use std::io::{self, Read as _};
use std::time::Duration;

use bellrope_transparency::witness::{
    AddCheckpoint, COSIGNATURES_MAX_LEN, SIZE_MEDIA_TYPE, parse_size,
};
use ureq::Agent;
use ureq::http::header::CONTENT_TYPE;

/// Time to reach a witness; Tor needs its time.
const CONNECT: Duration = Duration::from_secs(20);
/// Time for a whole request.
const WHOLE: Duration = Duration::from_secs(40);

/// The way to one witness.
pub(super) struct Client {
    agent: Agent,
    endpoint: String,
}

/// What a witness answers.
pub(super) enum Answer {
    /// Signature lines.
    Cosignatures(Vec<u8>),
    /// It has cosigned another size, this one.
    OtherSize(u64),
    /// Anything else.
    Refused(u16),
}

impl Client {
    /// Makes a client. `proxy` was checked with the configuration; empty for none.
    pub(super) fn new(endpoint: String, proxy: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Set even when it is none: the environment has no say in it.
            .proxy(ureq::Proxy::new(proxy).ok())
            .user_agent("")
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .build();
        Self {
            agent: config.into(),
            endpoint,
        }
    }

    /// Posts a request.
    ///
    /// # Errors
    ///
    /// [`ClientError`], by variant.
    // spec: C2SP tlog-witness, "add-checkpoint"
    pub(super) fn post(&self, request: &AddCheckpoint) -> Result<Answer, ClientError> {
        let sent = self
            .agent
            .post(&self.endpoint)
            .content_type("text/plain; charset=utf-8")
            .send(request.to_string());
        let mut answer = sent.map_err(|error| ClientError::Reach(Box::new(error)))?;
        let status = answer.status().as_u16();
        let is_size = answer
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind == SIZE_MEDIA_TYPE);
        let mut body = Vec::new();
        let limit = COSIGNATURES_MAX_LEN as u64 + 1;
        let reader = answer.body_mut().as_reader();
        reader.take(limit).read_to_end(&mut body)?;
        Ok(
            match (status, is_size.then(|| parse_size(&body)).flatten()) {
                (200, _) => Answer::Cosignatures(body),
                (409, Some(size)) => Answer::OtherSize(size),
                _ => Answer::Refused(status),
            },
        )
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum ClientError {
    /// The witness cannot be reached, or is too slow.
    #[error("cannot be reached")]
    Reach(#[source] Box<ureq::Error>),
    /// The answer breaks off.
    #[error("breaks off its answer")]
    Read(#[from] io::Error),
}
