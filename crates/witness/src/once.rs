//! One-shot cosigning, for a witness that is a person with a laptop: fetches each log's checkpoint
//! and the tiles of a proof itself, judges them as the service does, and cosigns.
//!
//! Nothing has to listen, and the log has to know nothing of the witness.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bellrope_protocol::note::{KeyName, ParseNoteError, VerifierKey};
use bellrope_transparency::checkpoint::{
    CHECKPOINT_MAX_LEN, ParseCheckpointError, SignedCheckpoint, VerifiedCheckpoint,
    VerifyCheckpointError,
};
use bellrope_transparency::tile::{Tile, TileReadError, TileReader};
use bellrope_transparency::tree::{ConsistencyProof, MakeProofError, TreeHead};
use bellrope_transparency::witness::AddCheckpoint;
use ureq::Agent;

use crate::durable;
use crate::run::now;
use crate::watch::{AddError, Witness};

/// Greatest length of a tile of hashes, in bytes.
const TILE_MAX_LEN: usize = 256 * 32;
/// Time for one answer; Tor needs its time.
const ANSWER: Duration = Duration::from_secs(120);

/// Where a log is read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A relay, by its URL: what comes before `/v1/…`.
    Relay {
        /// The URL.
        url: String,
        /// A proxy, such as `socks5://127.0.0.1:9050`.
        proxy: Option<String>,
    },
    /// A folder with the relay's own paths below it.
    Folder(PathBuf),
}

/// A log that was cosigned.
#[derive(Debug)]
pub struct Cosigned {
    /// The log.
    pub origin: KeyName,
    /// Its tree.
    pub head: TreeHead,
    /// Its checkpoint with all signatures that it came with, and the new cosignature.
    pub note: String,
    /// The file that holds the note.
    pub file: PathBuf,
}

/// Cosigns the checkpoint of one log as `source` has it, and writes it below the folder `to` under
/// the log's own path, such as `v1/desks/mid/intake/checkpoint`.
///
/// # Errors
///
/// [`OnceError`], by variant; nothing is cosigned then.
pub fn cosign_once(
    witness: &Witness,
    log: &VerifierKey,
    source: &Source,
    to: &Path,
) -> Result<Cosigned, OnceError> {
    let origin = log.name().clone();
    let path = path_of(&origin);
    let reader = Reader::new(source)?;
    let bytes = reader.fetch(&format!("{path}/checkpoint"), CHECKPOINT_MAX_LEN)?;
    let signed = SignedCheckpoint::parse(&bytes)?;
    let mut checkpoint = signed.clone().verify(log)?;
    let last = witness.last(&origin).ok_or(AddError::Unknown)?;
    let request = request(&reader, path, signed, &checkpoint, last)?;
    checkpoint.add(witness.add_checkpoint(request, now())?)?;
    let note = checkpoint.to_string();
    let file = to.join(path).join("checkpoint");
    write(&file, &note)?;
    Ok(Cosigned {
        origin,
        head: checkpoint.head(),
        note,
        file,
    })
}

/// Makes the request that the log would make, from its tiles.
fn request(
    reader: &Reader,
    path: &str,
    signed: SignedCheckpoint,
    checkpoint: &VerifiedCheckpoint,
    last: TreeHead,
) -> Result<AddCheckpoint, OnceError> {
    let size = checkpoint.head().size;
    let fetch = |tile: &Tile| reader.fetch(&format!("{path}/{tile}"), TILE_MAX_LEN);
    let tiles = TileReader::new(size, fetch);
    let proof = match ConsistencyProof::make(&tiles, last.size, size) {
        Ok(proof) => proof,
        Err(MakeProofError::Read(source)) => return Err(OnceError::Tile(source)),
        // Smaller than what was seen: the judge says so.
        Err(_) => ConsistencyProof(Vec::new()),
    };
    Ok(AddCheckpoint {
        old: last.size,
        proof,
        checkpoint: signed,
    })
}

/// Returns the path of a log below its host.
fn path_of(origin: &KeyName) -> &str {
    let origin = origin.as_str();
    origin.split_once('/').map_or(origin, |(_, path)| path)
}

fn write(file: &Path, note: &str) -> Result<(), OnceError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    durable::folder(folder)
        .and_then(|()| durable::replace(file, note.as_bytes()))
        .map_err(|source| OnceError::Write {
            file: file.to_owned(),
            source,
        })
}

enum Reader {
    Relay { agent: Agent, url: String },
    Folder(PathBuf),
}

impl Reader {
    fn new(source: &Source) -> Result<Self, OnceError> {
        let (url, proxy) = match source {
            Source::Folder(folder) => return Ok(Self::Folder(folder.clone())),
            Source::Relay { url, proxy } => (url, proxy),
        };
        let proxy = proxy.as_deref().map(ureq::Proxy::new).transpose();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Set even when it is none: the environment has no say in it.
            .proxy(proxy.map_err(|_| OnceError::Proxy)?)
            .user_agent("")
            .timeout_global(Some(ANSWER))
            .build();
        Ok(Self::Relay {
            agent: config.into(),
            url: url.trim_end_matches('/').to_owned(),
        })
    }

    fn fetch(&self, path: &str, max: usize) -> Result<Vec<u8>, FetchError> {
        let what = || path.to_owned();
        let mut bytes = Vec::new();
        let limit = max as u64 + 1;
        match self {
            Self::Folder(folder) => {
                let read = File::open(folder.join(path))
                    .and_then(|file| file.take(limit).read_to_end(&mut bytes));
                read.map_err(|source| FetchError::Read {
                    what: what(),
                    source,
                })?;
            }
            Self::Relay { agent, url } => {
                let answer = agent.get(format!("{url}/{path}")).call();
                let mut answer = answer.map_err(|source| FetchError::Reach {
                    what: what(),
                    source: Box::new(source),
                })?;
                let status = answer.status().as_u16();
                if status != 200 {
                    return Err(FetchError::Status {
                        what: what(),
                        status,
                    });
                }
                let body = answer.body_mut().as_reader();
                let read = body.take(limit).read_to_end(&mut bytes);
                read.map_err(|source| FetchError::Read {
                    what: what(),
                    source,
                })?;
            }
        }
        if bytes.len() > max {
            return Err(FetchError::TooLong { what: what(), max });
        }
        Ok(bytes)
    }
}

/// Why a part of a log cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The relay cannot be reached.
    #[error("cannot reach the relay for {what}")]
    Reach {
        /// The path.
        what: String,
        /// Why.
        source: Box<ureq::Error>,
    },
    /// The relay answers something else.
    #[error("the relay answers {status} for {what}")]
    Status {
        /// The path.
        what: String,
        /// The status.
        status: u16,
    },
    /// It cannot be read to its end.
    #[error("cannot read {what}")]
    Read {
        /// The path.
        what: String,
        /// Why.
        source: io::Error,
    },
    /// It is longer than anything of its kind.
    #[error("{what} is longer than {max} bytes")]
    TooLong {
        /// The path.
        what: String,
        /// The limit, in bytes.
        max: usize,
    },
}

/// Why a log was not cosigned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OnceError {
    /// The proxy's URL cannot be used.
    #[error("proxy is not a URL of a proxy")]
    Proxy,
    /// The checkpoint cannot be had.
    #[error("cannot have the checkpoint")]
    Fetch(#[from] FetchError),
    /// A tile of the proof cannot be had, or is malformed.
    #[error("cannot have the proof")]
    Tile(#[source] TileReadError<FetchError>),
    /// The checkpoint is malformed.
    #[error("checkpoint is malformed")]
    Parse(#[from] ParseCheckpointError),
    /// The log has not signed the checkpoint.
    #[error("checkpoint is not signed by the log")]
    Unsigned(#[from] VerifyCheckpointError),
    /// The witness refuses.
    #[error("the witness refuses")]
    Refused(#[from] AddError),
    /// The checkpoint has no room for another signature.
    #[error("checkpoint has no room for another signature")]
    Full(#[from] ParseNoteError),
    /// The cosigned checkpoint cannot be written.
    #[error("cannot write {}", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}
