//! Files that are there entirely or not at all, and tell nothing by their times.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the names of unfinished files end in.
const UNFINISHED: &str = ".unfinished";

/// A file that takes its name when it is finished.
#[derive(Debug)]
pub struct Draft {
    temporary: PathBuf,
    path: PathBuf,
    file: io::BufWriter<File>,
}

impl Draft {
    /// Begins a file that will be `path`.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(UNFINISHED);
        let temporary = PathBuf::from(temporary);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&temporary)?;
        Ok(Self {
            temporary,
            path: path.to_owned(),
            file: io::BufWriter::with_capacity(128 * 1024, file),
        })
    }

    /// Appends bytes.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Syncs the file, gives it its name and syncs the folder.
    ///
    /// # Errors
    ///
    /// Whatever the disk answers; the file is then not there under its name, or whole.
    pub fn finish(self) -> io::Result<()> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.set_modified(SystemTime::UNIX_EPOCH)?;
        file.sync_all()?;
        rename(&self.temporary, &self.path)
    }
}

/// Writes a whole file; see [`Draft`].
///
/// # Errors
///
/// Whatever the disk answers.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::begin(path)?;
    draft.write(bytes)?;
    draft.finish()
}

/// Writes a new file that only its owner may read.
///
/// # Errors
///
/// `AlreadyExists` if it is there; whatever the disk answers.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_parent(path)
}

/// Renames a file durably.
///
/// # Errors
///
/// Whatever the disk answers.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_parent(to)
}

/// Unlinks a file durably; one that is gone already is as good.
///
/// # Errors
///
/// Whatever the disk answers.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => sync_parent(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a folder, and those above it, for its owner only.
///
/// # Errors
///
/// Whatever the disk answers.
pub fn folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)?;
    // Those above it may be new as well.
    File::open(path)?.set_modified(SystemTime::UNIX_EPOCH)?;
    sync_parent(path)
}

/// Removes what an interrupted write has left in a folder.
///
/// # Errors
///
/// Whatever the disk answers.
pub fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.as_os_str().to_string_lossy().ends_with(UNFINISHED) {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Removes a folder and all that is in it, durably.
///
/// # Errors
///
/// Whatever the disk answers; part of it may be gone.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    fs::remove_dir_all(path)?;
    sync_parent(path)
}

/// Syncs the folder that a file is in: a new name is not durable before. The folder's time goes
/// too, which would tell when its last file came.
fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => File::open(parent)?,
        _ => File::open(".")?,
    };
    // A folder of somebody else's, above ours, keeps its time.
    let _ = parent.set_modified(SystemTime::UNIX_EPOCH);
    parent.sync_all()
}
