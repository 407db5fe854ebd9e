//! Where what lies in the relay's folder.

use std::path::{Path, PathBuf};

use bellrope_protocol::base::DeskName;

use crate::store::LogKind;

/// The relay's folder.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Names a folder; nothing is looked at.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Returns the path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the path of the seed of the log key.
    #[must_use]
    pub fn log_key(&self) -> PathBuf {
        self.0.join("log.key")
    }

    /// Returns the path of the seed of the receipt key.
    #[must_use]
    pub fn receipt_key(&self) -> PathBuf {
        self.0.join("receipt.key")
    }

    /// Returns the path of the public halves.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.0.join("relay.pub")
    }

    /// Returns the path of the database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.0.join("relay.redb")
    }

    /// Returns the path of the slot file.
    #[must_use]
    pub fn slots(&self) -> PathBuf {
        self.0.join("slots")
    }

    /// Returns the folder of a log's bodies, one file a batch.
    #[must_use]
    pub fn batches(&self, desk: &DeskName, log: LogKind) -> PathBuf {
        self.desk(desk).join(log.name()).join("batch")
    }

    /// Returns the path of the bodies of one batch.
    #[must_use]
    pub fn batch(&self, desk: &DeskName, log: LogKind, number: u64) -> PathBuf {
        self.batches(desk, log).join(number.to_string())
    }

    /// Returns the folder of a desk's blocks, which has one folder for each epoch of arrival.
    #[must_use]
    pub fn blocks(&self, desk: &DeskName) -> PathBuf {
        self.desk(desk).join("blocks")
    }

    fn desk(&self, desk: &DeskName) -> PathBuf {
        self.0.join("desks").join(desk.as_str())
    }
}
