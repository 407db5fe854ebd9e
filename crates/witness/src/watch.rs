//! The witness itself: the logs that it watches, each with what it has seen last.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::note::{CosignerKey, KeyName, NoteSignature, VerifierKey};
use bellrope_transparency::tree::TreeHead;
use bellrope_transparency::witness::{AddCheckpoint, Refusal, judge};
use sha2::{Digest as _, Sha256};

use crate::config::{Config, ConfigError};
use crate::durable;
use crate::evidence::Evidence;
use crate::key::{KeyError, read_key};
use crate::state::{State, StateError};

/// Folder of the files of what was seen.
const STATE: &str = "state";
/// The file that one process at a time holds.
const LOCK: &str = "lock";

/// A witness with its key and its state.
#[derive(Debug)]
pub struct Witness {
    key: CosignerKey,
    logs: BTreeMap<KeyName, Watched>,
    evidence: Evidence,
    /// Held as long as the witness lives: two of them on one state would be two witnesses.
    _lock: File,
}

/// One log that is watched.
#[derive(Debug)]
struct Watched {
    key: VerifierKey,
    /// Locked from before a request is judged until what it brings is durable.
    state: Mutex<State>,
}

impl Witness {
    /// Opens the witness of a folder that [`init`](crate::init) has made.
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let config = Config::load(folder)?;
        Self::with_logs(folder, config.logs(folder)?)
    }

    /// Opens the witness of a folder for the given logs.
    ///
    /// # Errors
    ///
    /// [`OpenError`], by variant.
    pub fn with_logs(folder: &Path, logs: Vec<VerifierKey>) -> Result<Self, OpenError> {
        let key = read_key(folder)?;
        let lock = lock(folder)?;
        let states = folder.join(STATE);
        durable::folder(&states)?;
        let mut watched = BTreeMap::new();
        for key in logs {
            let state = Mutex::new(State::open(&states.join(file_name(key.name())), &key)?);
            watched.insert(key.name().clone(), Watched { key, state });
        }
        Ok(Self {
            key,
            logs: watched,
            evidence: Evidence::below(folder)?,
            _lock: lock,
        })
    }

    /// Returns the public half of the witness's key.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        self.key.verifier()
    }

    /// Returns the keys of the logs that it watches, by origin.
    pub fn logs(&self) -> impl Iterator<Item = &VerifierKey> {
        self.logs.values().map(|watched| &watched.key)
    }

    /// Returns what was cosigned last of a log; `None` if it is not watched.
    #[must_use]
    pub fn last(&self, origin: &KeyName) -> Option<TreeHead> {
        let watched = self.logs.get(origin)?;
        let state = watched.state.lock();
        Some(state.unwrap_or_else(PoisonError::into_inner).head())
    }

    /// Judges a request at `now` (Unix seconds), keeps what it brings, and cosigns it: in this
    /// order, and one request of a log after the other. Blocks the thread.
    ///
    /// # Errors
    ///
    /// [`AddError`], by variant; nothing is cosigned then.
    ///
    /// Spec: C2SP tlog-witness, "add-checkpoint".
    pub fn add_checkpoint(
        &self,
        request: AddCheckpoint,
        now: u64,
    ) -> Result<NoteSignature, AddError> {
        let origin = request.checkpoint.unverified_origin();
        let watched = self.logs.get(origin).ok_or(AddError::Unknown)?;
        // A request that panicked has cosigned nothing, and a write that broke off is noted.
        let mut state = watched.state.lock().unwrap_or_else(PoisonError::into_inner);
        let claimed = request.checkpoint.clone();
        let checkpoint = match judge(request, &watched.key, &state.head()) {
            Ok(checkpoint) => checkpoint,
            Err(refusal) => {
                if matches!(refusal, Refusal::OtherRoot { .. }) {
                    self.evidence.keep(&claimed, state.checkpoint());
                }
                return Err(refusal.into());
            }
        };
        // The same tree again is durable already, and asks for a fresh time only.
        if checkpoint.head() != state.head() || state.checkpoint().is_empty() {
            state.keep(&checkpoint, &watched.key)?;
        }
        Ok(self
            .key
            .cosign(checkpoint.as_signed().unverified_text(), now))
    }
}

/// Names the file of a log. Origins are arbitrary text; their hash is not.
fn file_name(origin: &KeyName) -> String {
    encode_hex(&Sha256::digest(origin.as_str()))
}

fn lock(folder: &Path) -> Result<File, OpenError> {
    let path = folder.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::Locked {
            folder: folder.to_owned(),
        }),
        Err(std::fs::TryLockError::Error(source)) => Err(source.into()),
    }
}

/// Why a request gets no cosignature.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AddError {
    /// The witness does not watch this log.
    #[error("log is not watched")]
    Unknown,
    /// The request does not hold.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What it brings could not be kept.
    #[error("cannot keep a checkpoint")]
    State(#[from] StateError),
}

/// Why a witness cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The key cannot be read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What was seen of a log cannot be read.
    #[error(transparent)]
    State(#[from] StateError),
    /// Another process uses the folder.
    #[error("another witness runs on {}", folder.display())]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk failed.
    #[error("cannot use the witness's folder")]
    Io(#[from] io::Error),
}
