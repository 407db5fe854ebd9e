//! The auditor's own folder of earlier checkpoints and confirmations. Each run holds the log
//! against all of them and adds what it saw, so that next year's run checks this year's.
//!
//! ```text
//! <folder>/<host>/<desk>/<log>/<size, 20 digits>-<root, 16 hex digits>.checkpoint
//! <folder>/<host>/<desk>/confirm/<size, 20 digits>-<when first seen, Unix seconds>.note
//! <folder>/<host>/<desk>/trail/<entries, 20 digits>-<hash, 16 hex digits>.head
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bellrope_bundle::Log;
use bellrope_bundle::durable::{DurableError, write_bytes};
use bellrope_protocol::base::Base;
use bellrope_protocol::encoding::encode_hex;
use bellrope_transparency::checkpoint::{SignedCheckpoint, VerifiedCheckpoint};
use bellrope_transparency::log_note::ConfirmNote;

use super::kind::{FORK, ROLLBACK};
use super::tree::Wanted;
use crate::check::Trusted;
use crate::finding::{Check, said};

/// A folder of what earlier runs saw of one desk.
pub(in crate::check) struct Kept {
    folder: PathBuf,
}

/// A confirmation that an earlier run saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SeenConfirm {
    pub(super) note: Vec<u8>,
    /// When it was first seen, in Unix seconds: the relay had accepted it by then.
    pub(super) seen: u64,
}

impl Kept {
    pub(in crate::check) fn new(folder: &Path, base: &Base) -> Self {
        Self {
            folder: folder.join(base.host.as_str()).join(base.desk.as_str()),
        }
    }

    /// Reads the kept checkpoints of a log as roots that it must have had; those of a longer log
    /// are findings.
    pub(super) fn read_checkpoints(
        &self,
        trusted: &Trusted,
        log: Log,
        size: u64,
        wanted: &mut BTreeMap<u64, Vec<Wanted>>,
        check: &mut Check,
    ) {
        let mut count = 0u64;
        for (name, bytes) in self.files(log.as_str(), check) {
            let key = trusted.log_verifier(log);
            let verified = SignedCheckpoint::parse(&bytes)
                .map_err(|err| said(&err))
                .and_then(|signed| signed.verify(&key).map_err(|err| said(&err)));
            let head = match verified {
                Ok(checkpoint) => checkpoint.head(),
                Err(err) => {
                    check.could_not(format!("{log}: kept checkpoint {name}"), err);
                    continue;
                }
            };
            count += 1;
            if head.size > size {
                let place = format!("{log}, kept checkpoint {name}");
                let expected = format!("{} entries or more", head.size);
                check.find(&ROLLBACK, place, expected, size);
                continue;
            }
            wanted.entry(head.size).or_default().push(Wanted {
                root: head.root,
                said_by: format!("kept checkpoint {name}"),
                kind: &FORK,
            });
        }
        check.fact(format!("{log}: earlier checkpoints held against it"), count);
    }

    /// Keeps a checkpoint, whatever it shows: a fork is evidence too.
    pub(super) fn add_checkpoint(
        &self,
        log: Log,
        checkpoint: &VerifiedCheckpoint,
        check: &mut Check,
    ) {
        let head = checkpoint.head();
        let root = encode_hex(&head.root.as_bytes()[..8]);
        let name = format!("{:020}-{root}.checkpoint", head.size);
        let text = checkpoint.to_string();
        if let Err(err) = self.add(log.as_str(), &name, text.as_bytes()) {
            check.could_not(format!("{log}: keeping the checkpoint"), said(&err));
        }
    }

    /// Reads the kept confirmations.
    pub(super) fn read_confirms(&self, check: &mut Check) -> Vec<SeenConfirm> {
        let files = self.files("confirm", check);
        let seen = |(name, note): (String, Vec<u8>)| {
            let stem = name.strip_suffix(".note")?;
            let seen = stem.rsplit_once('-')?.1.parse().ok()?;
            Some(SeenConfirm { note, seen })
        };
        files.into_iter().filter_map(seen).collect()
    }

    /// Keeps a confirmation first seen at `now`, unless one of its size is kept.
    pub(super) fn add_confirm(
        &self,
        confirm: &ConfirmNote,
        note: &[u8],
        now: u64,
        check: &mut Check,
    ) {
        let prefix = format!("{:020}-", confirm.size);
        let known = self.files("confirm", check);
        if known.iter().any(|(name, _)| name.starts_with(&prefix)) {
            return;
        }
        if let Err(err) = self.add("confirm", &format!("{prefix}{now}.note"), note) {
            check.could_not("keeping the confirmation", said(&err));
        }
    }

    /// Writes a file into one part, unless there is one of that name.
    pub(in crate::check) fn add(
        &self,
        part: &str,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), KeepError> {
        let folder = self.folder.join(part);
        fs::create_dir_all(&folder).map_err(|source| KeepError::Folder { source })?;
        let file = folder.join(name);
        if file.exists() {
            return Ok(());
        }
        Ok(write_bytes(&file, bytes)?)
    }

    /// Lists the files of one part by name, with what they hold.
    pub(in crate::check) fn files(&self, part: &str, check: &mut Check) -> Vec<(String, Vec<u8>)> {
        let folder = self.folder.join(part);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(err) => {
                check.could_not(format!("kept files of {part}"), said(&err));
                return Vec::new();
            }
        };
        let mut files = Vec::new();
        for entry in entries {
            let read = entry.and_then(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                Ok((name, fs::read(entry.path())?))
            });
            match read {
                // What a write left that was cut off.
                Ok((name, _)) if name.starts_with('.') => {}
                Ok(file) => files.push(file),
                Err(err) => check.could_not(format!("a kept file of {part}"), said(&err)),
            }
        }
        files.sort();
        files
    }
}

/// Why something was not kept.
#[derive(Debug, thiserror::Error)]
pub(in crate::check) enum KeepError {
    #[error("cannot make the folder")]
    Folder { source: io::Error },
    #[error("cannot write the file")]
    Write(#[from] DurableError),
}
