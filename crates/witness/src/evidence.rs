//! Proof of a fork, kept for whoever asks: two checkpoints of one size, both signed by the log.

use std::io;
use std::path::{Path, PathBuf};

use bellrope_protocol::encoding::encode_hex;
use bellrope_transparency::checkpoint::SignedCheckpoint;
use sha2::{Digest as _, Sha256};

use crate::durable;

/// Folder of the files.
const FOLDER: &str = "evidence";
/// Most files that are kept: a log that signs thousands of forks has said enough.
const MAX_FILES: usize = 64;

/// The folder of proofs.
#[derive(Debug)]
pub(crate) struct Evidence {
    folder: PathBuf,
}

impl Evidence {
    /// Uses the folder below that of the witness.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub(crate) fn below(folder: &Path) -> io::Result<Self> {
        let folder = folder.join(FOLDER);
        durable::folder(&folder)?;
        Ok(Self { folder })
    }

    /// Keeps both sides of a fork and says so on standard error. That it could not be kept is said
    /// there too: the refusal stands either way.
    pub(crate) fn keep(&self, shown: &SignedCheckpoint, seen: &str) {
        let shown = shown.to_string();
        let name = encode_hex(&Sha256::digest(&shown)[..8]);
        let path = self.folder.join(format!("{name}.fork"));
        if path.exists() || self.count() >= MAX_FILES {
            return;
        }
        let text = format!("{shown}\n--- cosigned before ---\n\n{seen}");
        match durable::write_new(&path, text.as_bytes()) {
            Ok(()) => eprintln!(
                "bellrope-audit: witness: fork: a log has signed two trees of one size; both are in {}",
                path.display()
            ),
            Err(error) => eprintln!(
                "bellrope-audit: witness: fork: a log has signed two trees of one size, and {} cannot be written: {error}",
                path.display()
            ),
        }
    }

    fn count(&self) -> usize {
        std::fs::read_dir(&self.folder).map_or(0, Iterator::count)
    }
}
