//! The system's journal of a service, as journalctl gives it out, unpacked.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use super::search::{Search, Searched};

/// The command that reads the journal.
pub(super) const JOURNALCTL: &str = "journalctl";

/// Searches what a unit has logged since a time, in Unix seconds.
///
/// # Errors
///
/// [`JournalError`], by variant.
pub(super) fn search_journal(
    journalctl: &str,
    unit: &str,
    since: u64,
    search: &Search,
) -> Result<Searched, JournalError> {
    // Somebody who may not read the journal, or misspells the unit, is told nothing at all.
    let newest = read(journalctl, unit, &["--lines=1".to_owned()])?;
    if newest.metadata().map_err(failed)?.len() == 0 {
        return Err(JournalError::Empty);
    }
    let entries = read(journalctl, unit, &[format!("--since=@{since}")])?;
    search.search(&entries).map_err(failed)
}

/// Runs journalctl into a file without a name.
fn read(journalctl: &str, unit: &str, further: &[String]) -> Result<File, JournalError> {
    let into = tempfile::tempfile().map_err(failed)?;
    let status = Command::new(journalctl)
        .args([
            "--unit",
            unit,
            "--output=export",
            "--all",
            "--quiet",
            "--no-pager",
        ])
        .args(further)
        .stdin(Stdio::null())
        .stdout(into.try_clone().map_err(failed)?)
        .stderr(Stdio::null())
        .status()
        .map_err(|source| JournalError::Start { source })?;
    if !status.success() {
        return Err(JournalError::Refused);
    }
    Ok(into)
}

fn failed(source: io::Error) -> JournalError {
    JournalError::Read { source }
}

/// Why the journal could not be searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum JournalError {
    /// The command cannot be started.
    #[error("cannot start journalctl")]
    Start {
        /// Why not.
        source: io::Error,
    },
    /// The command says no.
    #[error("journalctl failed")]
    Refused,
    /// There is not one entry, ever.
    #[error("the journal shows no entry of this unit: is its name right, and may you read it?")]
    Empty,
    /// What it wrote cannot be read.
    #[error("cannot read what journalctl wrote")]
    Read {
        /// Why not.
        source: io::Error,
    },
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::super::canary::{Aviary, Sort};
    use super::*;

    /// A journalctl that prints one entry, and a text to anyone who asks since when.
    fn journalctl(folder: &Path, entry: &str, text: &str) -> String {
        let path = folder.join("journalctl");
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in\n*--unit\\ relay*--lines=1*) printf '{entry}';;\n\
             *--unit\\ relay*--since=@17*) printf '{text}';;\n*) exit 1;;\nesac\n"
        );
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    #[test]
    fn search_journal_finds_what_was_logged_since() {
        let mut aviary = Aviary::new(StdRng::seed_from_u64(1));
        let text = aviary.text(Sort::Clear, "a text").whole;
        let search = Search::new(&aviary.canaries).unwrap();
        let folder = tempfile::tempdir().unwrap();

        let full = journalctl(folder.path(), "MESSAGE=started", &format!("MESSAGE={text}"));
        let found = search_journal(&full, "relay", 17, &search).unwrap();
        assert_eq!(found.hits.keys().collect::<Vec<_>>(), [&0]);
        let clean = journalctl(folder.path(), "MESSAGE=started", "");
        assert!(
            search_journal(&clean, "relay", 17, &search)
                .unwrap()
                .hits
                .is_empty()
        );
        let refused = search_journal(&clean, "other", 17, &search);
        assert!(matches!(refused, Err(JournalError::Refused)));
        let empty = journalctl(folder.path(), "", "");
        let empty = search_journal(&empty, "relay", 17, &search);
        assert!(matches!(empty, Err(JournalError::Empty)));
        let none = search_journal("/no/such/journalctl", "relay", 17, &search);
        assert!(matches!(none, Err(JournalError::Start { .. })));
    }
}
