//! What a witness has last cosigned of one log, on disk.
//!
//! # Format of the file
//!
//! Two slots of 4,096 bytes:
//!
//! ```text
//! "bellrope/1 seen⏎" 16 ‖ sequence u64 ‖ length u32 ‖ checkpoint ‖ zeros ‖ SHA-256 of the 4,064 bytes before 32
//! ```
//!
//! The checkpoint is the log's own, with the log's signature only, or nothing for a log that was
//! never cosigned. The slot that is whole and has the higher sequence holds. The other one is
//! overwritten in place and synced: a write that is torn leaves the older slot, whose successor has
//! not been cosigned yet.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use bellrope_protocol::note::{SignedNote, VerifierKey};
use bellrope_transparency::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::tree::TreeHead;
use bellrope_transparency::witness::NEVER_SEEN;
use sha2::{Digest as _, Sha256};

use crate::durable;

#[cfg(test)]
mod tests;

const MAGIC: &[u8; 16] = b"bellrope/1 seen\n";
/// Length of a slot, in bytes: a page, so that one write is one write of the disk too.
const SLOT_LEN: usize = 4_096;
const HASH_LEN: usize = 32;
/// Position of the checkpoint in a slot: behind magic, sequence and length.
const BODY: usize = 16 + 8 + 4;
/// Greatest length of a checkpoint that can be kept, in bytes.
pub(crate) const KEPT_MAX_LEN: usize = SLOT_LEN - BODY - HASH_LEN;

/// The file of one log, open.
#[derive(Debug)]
pub(crate) struct State {
    file: File,
    sequence: u64,
    head: TreeHead,
    checkpoint: String,
    /// Set once a write has failed: what is on the disk is not known then.
    is_doubtful: bool,
}

impl State {
    /// Opens the file of a log, or makes it for a log never seen before.
    ///
    /// # Errors
    ///
    /// [`StateError`], by variant.
    pub(crate) fn open(path: &Path, log: &VerifierKey) -> Result<Self, StateError> {
        if !path.try_exists()? {
            let mut empty = slot(0, "").to_vec();
            empty.resize(2 * SLOT_LEN, 0);
            durable::replace(path, &empty)?;
        }
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut state = Self::read(file, path, log)?;
        // What was read may be in memory only, after a sync that failed: from here on it is not.
        let checkpoint = std::mem::take(&mut state.checkpoint);
        state.write(checkpoint)?;
        Ok(state)
    }

    fn read(file: File, path: &Path, log: &VerifierKey) -> Result<Self, StateError> {
        let damaged = || StateError::Damaged {
            path: path.to_owned(),
        };
        let mut bytes = [0; 2 * SLOT_LEN];
        file.read_exact_at(&mut bytes, 0).map_err(|_| damaged())?;
        let newest = bytes
            .chunks_exact(SLOT_LEN)
            .filter_map(parse)
            .max_by_key(|slot| slot.sequence);
        let Slot {
            sequence,
            checkpoint,
        } = newest.ok_or_else(damaged)?;
        let head = match checkpoint.as_str() {
            "" => NEVER_SEEN,
            // Whoever swaps keys in the configuration must not get a new beginning.
            text => SignedCheckpoint::parse(text.as_bytes())
                .ok()
                .and_then(|checkpoint| checkpoint.verify(log).ok())
                .ok_or_else(|| StateError::OtherLog {
                    path: path.to_owned(),
                })?
                .head(),
        };
        Ok(Self {
            file,
            sequence,
            head,
            checkpoint,
            is_doubtful: false,
        })
    }

    /// Returns the tree that was cosigned last.
    pub(crate) fn head(&self) -> TreeHead {
        self.head
    }

    /// Returns the checkpoint that was cosigned last, with the log's signature; empty if none was.
    pub(crate) fn checkpoint(&self) -> &str {
        &self.checkpoint
    }

    /// Keeps a checkpoint as the last one, durably.
    ///
    /// # Errors
    ///
    /// [`StateError::TooLong`], and nothing has changed; [`StateError::Io`], and from then on
    /// [`StateError::Doubtful`], until the file is opened again.
    pub(crate) fn keep(
        &mut self,
        checkpoint: &VerifiedCheckpoint,
        log: &VerifierKey,
    ) -> Result<(), StateError> {
        if self.is_doubtful {
            return Err(StateError::Doubtful);
        }
        let text = of_the_log_alone(checkpoint, log);
        if text.len() > KEPT_MAX_LEN {
            return Err(StateError::TooLong { len: text.len() });
        }
        self.write(text)?;
        self.head = checkpoint.head();
        Ok(())
    }

    fn write(&mut self, checkpoint: String) -> Result<(), StateError> {
        let sequence = self.sequence + 1;
        let place = sequence % 2 * SLOT_LEN as u64;
        self.is_doubtful = true;
        self.file
            .write_all_at(&slot(sequence, &checkpoint), place)?;
        self.file.sync_data()?;
        self.is_doubtful = false;
        (self.sequence, self.checkpoint) = (sequence, checkpoint);
        Ok(())
    }
}

/// Writes a checkpoint without the signatures of others.
fn of_the_log_alone(checkpoint: &VerifiedCheckpoint, log: &VerifierKey) -> String {
    let note: &SignedNote = checkpoint.as_signed();
    let own = note.signatures().iter().filter(|it| log.matches(it));
    let lines: String = own.map(|signature| format!("{signature}\n")).collect();
    format!("{}\n{lines}", note.unverified_text())
}

struct Slot {
    sequence: u64,
    checkpoint: String,
}

/// Writes a slot. The checkpoint is at most [`KEPT_MAX_LEN`] bytes.
fn slot(sequence: u64, checkpoint: &str) -> [u8; SLOT_LEN] {
    let mut slot = [0; SLOT_LEN];
    let len = u32::try_from(checkpoint.len()).unwrap_or(u32::MAX);
    slot[..16].copy_from_slice(MAGIC);
    slot[16..24].copy_from_slice(&sequence.to_be_bytes());
    slot[24..BODY].copy_from_slice(&len.to_be_bytes());
    slot[BODY..BODY + checkpoint.len()].copy_from_slice(checkpoint.as_bytes());
    let hash = Sha256::digest(&slot[..SLOT_LEN - HASH_LEN]);
    slot[SLOT_LEN - HASH_LEN..].copy_from_slice(&hash);
    slot
}

/// Reads a slot; `None` if it is not whole.
fn parse(slot: &[u8]) -> Option<Slot> {
    let (content, hash) = slot.split_last_chunk::<HASH_LEN>()?;
    if <[u8; HASH_LEN]>::from(Sha256::digest(content)) != *hash {
        return None;
    }
    let rest = content.strip_prefix(MAGIC)?;
    let (sequence, rest) = rest.split_first_chunk::<8>()?;
    let (len, rest) = rest.split_first_chunk::<4>()?;
    let len = usize::try_from(u32::from_be_bytes(*len)).ok()?;
    let checkpoint = String::from_utf8(rest.get(..len)?.to_vec()).ok()?;
    Some(Slot {
        sequence: u64::from_be_bytes(*sequence),
        checkpoint,
    })
}

/// Why what was seen of a log cannot be read or kept: nothing is cosigned then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The disk failed.
    #[error("cannot read or write what was seen of a log")]
    Io(#[from] io::Error),
    /// An earlier write failed, and what is on the disk is not known.
    #[error("an earlier write of what was seen failed; start the witness again")]
    Doubtful,
    /// Neither slot of the file is whole.
    #[error("{} is damaged: what was seen of its log is not known any more", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The file holds a checkpoint that this log's key did not sign.
    #[error("{} holds a checkpoint of another log or another key", path.display())]
    OtherLog {
        /// The file.
        path: PathBuf,
    },
    /// The checkpoint does not fit into the file.
    #[error(
        "checkpoint is {len} bytes with its log's signature, at most {KEPT_MAX_LEN} can be kept"
    )]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}
