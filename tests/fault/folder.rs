//! Folders with their times and rights, as `cp -a` copies them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Copies a folder and all that is in it, with times and rights.
pub(crate) fn copy(from: &Path, to: &Path) {
    copy_part(from, to).unwrap_or_else(|err| panic!("{}: {err}", from.display()));
}

fn copy_part(from: &Path, to: &Path) -> io::Result<()> {
    let metadata = fs::metadata(from)?;
    if metadata.is_dir() {
        fs::create_dir(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy_part(&entry.path(), &to.join(entry.file_name()))?;
        }
    } else {
        fs::copy(from, to)?;
    }
    fs::set_permissions(to, metadata.permissions())?;
    set_time(to, metadata.modified()?)
}

/// Sets the time of modification of a file or folder.
pub(crate) fn set_time(path: &Path, time: SystemTime) -> io::Result<()> {
    File::open(path)?.set_modified(time)
}

/// The times of everything below a folder, itself included.
pub(crate) struct Times(Vec<(PathBuf, SystemTime)>);

impl Times {
    /// Reads them.
    pub(crate) fn read(folder: &Path) -> io::Result<Self> {
        let mut times = Self(Vec::new());
        times.add(folder)?;
        Ok(times)
    }

    fn add(&mut self, path: &Path) -> io::Result<()> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.is_dir() {
            for entry in fs::read_dir(path)? {
                self.add(&entry?.path())?;
            }
        }
        if !metadata.is_symlink() {
            self.0.push((path.to_owned(), metadata.modified()?));
        }
        Ok(())
    }

    /// Sets everything back to what it was, and what is new to 1970: whoever tampers with a disk
    /// does not leave the time of it behind.
    pub(crate) fn restore(&self, folder: &Path) -> io::Result<()> {
        for (path, _) in Self::read(folder)?.0 {
            let before = self.0.iter().find(|(known, _)| *known == path);
            set_time(&path, before.map_or(UNIX_EPOCH, |(_, time)| *time))?;
        }
        Ok(())
    }
}
