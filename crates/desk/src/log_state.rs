//! How far the desk has seen each log of the relay, so that a rollback or a fork is noticed.

use bellrope_bundle::Log;
use bellrope_transparency::tree::{Frontier, Hash, TreeHead};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::bytes::{Blob, Bytes};
use crate::vault::{Change, Record, Records, VaultError};

/// The last checkpoint of a log that the desk accepted, and the tree below it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct LogState {
    frontier: Blob,
    /// The signed checkpoint; empty before the first.
    pub(crate) checkpoint: String,
    /// How many batches of the log were seen.
    pub(crate) batches: u64,
}

impl Record for LogState {
    const TABLE: &'static str = "logs";
}

impl LogState {
    pub(crate) fn new(frontier: &Frontier, checkpoint: String, batches: u64) -> Self {
        Self {
            frontier: Blob::new(frontier.to_bytes()),
            checkpoint,
            batches,
        }
    }

    pub(crate) fn load(records: &impl Records, log: Log) -> Result<Self, VaultError> {
        Ok(records.find(log.as_str())?.unwrap_or_default())
    }

    pub(crate) fn store(
        &self,
        change: &Change<'_>,
        log: Log,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put(log.as_str(), self, rng)
    }

    pub(crate) fn frontier(&self) -> Result<Frontier, VaultError> {
        parse(&self.frontier)
    }
}

fn parse(bytes: &Blob) -> Result<Frontier, VaultError> {
    if bytes.0.is_empty() {
        return Ok(Frontier::new());
    }
    Frontier::parse(&bytes.0).map_err(|_| VaultError::Damaged { part: "logs" })
}

/// A tree head that the desk accepted once: tells an old bundle from a fork.
#[derive(Serialize, Deserialize)]
struct Seen {
    root: Bytes<32>,
}

impl Record for Seen {
    const TABLE: &'static str = "heads";
}

fn head_name(log: Log, size: u64) -> String {
    format!("{log}/{size}")
}

pub(crate) fn put_seen(
    change: &Change<'_>,
    log: Log,
    head: &TreeHead,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let seen = Seen {
        root: Bytes(*head.root.as_bytes()),
    };
    change.put(head_name(log, head.size), &seen, rng)
}

/// Says whether this very head was accepted before.
pub(crate) fn was_seen(
    records: &impl Records,
    log: Log,
    head: &TreeHead,
) -> Result<bool, VaultError> {
    let found: Option<Seen> = records.find(head_name(log, head.size))?;
    Ok(found.is_some_and(|seen| Hash::from_bytes(seen.root.0) == head.root))
}

/// Size and root of the intake log, where something was done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) size: u64,
    pub(crate) root: Bytes<32>,
}

impl From<TreeHead> for Head {
    fn from(head: TreeHead) -> Self {
        Self {
            size: head.size,
            root: Bytes(*head.root.as_bytes()),
        }
    }
}

/// What import, backup and export tell each other.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// Log time of the last bundle that was imported whole, in Unix seconds.
    pub(crate) log_time: u64,
    /// The intake log as the last verified backup has it.
    pub(crate) backed_up: Option<Head>,
    /// Size up to which the published confirmation goes.
    pub(crate) confirmed: u64,
    /// Cards that the card log is known to hold.
    pub(crate) cards_published: u64,
    /// Reply batches that the reply log is known to hold.
    pub(crate) batches_published: u64,
    /// Boards that the relay is known to have.
    #[serde(default)]
    pub(crate) boards_published: u64,
    /// The vault comes from a backup and has not imported since: the relay may hold cards and
    /// replies that are ours and that we have forgotten.
    pub(crate) restored: bool,
}

impl Record for Progress {
    const TABLE: &'static str = "progress";
}

impl Progress {
    pub(crate) fn load(records: &impl Records) -> Result<Self, VaultError> {
        Ok(records.find("progress")?.unwrap_or_default())
    }

    pub(crate) fn store(
        &self,
        change: &Change<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put("progress", self, rng)
    }
}

/// Returns how many entries of the intake log the desk has imported.
pub(crate) fn intake_size(records: &impl Records) -> Result<u64, VaultError> {
    Ok(LogState::load(records, Log::Intake)?.frontier()?.size())
}

/// Says whether letters were imported that no verified backup has yet.
pub(crate) fn awaits_backup(records: &impl Records) -> Result<bool, VaultError> {
    let backed_up = Progress::load(records)?.backed_up;
    Ok(backed_up.map_or(0, |head| head.size) < intake_size(records)?)
}
