//! Files that are written and synced, or not there.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file so that after a crash or a power cut there is the old one, or the new one
/// whole: into `.<name>.partial` in the same folder, synced, renamed over `path`, the folder
/// synced. The file is for its owner alone (mode 0600).
///
/// `fill` writes the content, and may also set times or seek. If it fails, nothing is left and
/// what stood at `path` before is untouched. A partial file that a crash left is written over.
///
/// # Errors
///
/// [`DurableError`] as `E`, or what `fill` answers.
pub fn write<T, E: From<DurableError>>(
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let partial = Partial::create(path)?;
    let mut file = &partial.file;
    let written = fill(&mut file.try_clone().map_err(at(Step::Create))?)?;
    file.flush().map_err(at(Step::Sync))?;
    file.sync_all().map_err(at(Step::Sync))?;
    partial.rename(path)?;
    Ok(written)
}

/// Writes `bytes` as [`write()`] does.
///
/// # Errors
///
/// [`DurableError`].
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), DurableError> {
    write(path, |file| file.write_all(bytes).map_err(at(Step::Fill)))
}

/// Syncs a folder, so that files made, renamed or removed in it stay so after a power cut.
///
/// # Errors
///
/// Those of opening and syncing the folder.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows neither needs this nor opens a folder as a file.
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// A file under its temporary name; removed on drop unless it was renamed.
struct Partial {
    file: File,
    path: Option<PathBuf>,
}

impl Partial {
    fn create(target: &Path) -> Result<Self, DurableError> {
        let path = partial_path(target)?;
        // Not truncated before it is ours.
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(at(Step::Create))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DurableError::Busy),
            Err(TryLockError::Error(source)) => return Err(at(Step::Create)(source)),
        }
        // Another writer may have renamed the file between our opening and our locking it.
        if !is_same_file(&file, &path).map_err(at(Step::Create))? {
            return Err(DurableError::Busy);
        }
        file.set_len(0).map_err(at(Step::Create))?;
        Ok(Self {
            file,
            path: Some(path),
        })
    }

    fn rename(mut self, target: &Path) -> Result<(), DurableError> {
        if let Some(path) = &self.path {
            fs::rename(path, target).map_err(at(Step::Rename))?;
        }
        self.path = None;
        sync_folder(folder_of(target)).map_err(at(Step::SyncFolder))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // Nothing to do about a failure: the next write takes the file over.
            let _ = fs::remove_file(path);
        }
    }
}

fn partial_path(target: &Path) -> Result<PathBuf, DurableError> {
    let name = target.file_name().ok_or(DurableError::NoName)?;
    let mut partial = OsString::from(".");
    partial.push(name);
    partial.push(".partial");
    Ok(target.with_file_name(partial))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let ours = file.metadata()?;
    // Of the link itself: writing through one would write somewhere else.
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(err) => Err(err),
    }
}

#[cfg(not(unix))]
fn is_same_file(_file: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

/// Makes the error of a step.
fn at(step: Step) -> impl FnOnce(io::Error) -> DurableError {
    move |source| DurableError::Io { step, source }
}

/// A step of a durable write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Making the temporary file.
    Create,
    /// Writing the content.
    Fill,
    /// Syncing the content.
    Sync,
    /// Giving the file its name.
    Rename,
    /// Syncing the folder; the file has its name already.
    SyncFolder,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Create => "create the temporary file",
            Self::Fill => "write the temporary file",
            Self::Sync => "sync the temporary file",
            Self::Rename => "rename the temporary file",
            Self::SyncFolder => "sync the folder",
        })
    }
}

/// Why a file was not written. No variant names the file: the caller knows it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DurableError {
    /// The path ends in no file name.
    #[error("path does not end in a file name")]
    NoName,
    /// Somebody else is writing the same file, or its temporary name is a link.
    #[error("another process is writing the same file")]
    Busy,
    /// The machine refused a step.
    #[error("cannot {step}")]
    Io {
        /// The step.
        step: Step,
        /// What the machine said.
        source: io::Error,
    },
}

#[cfg(test)]
mod tests {
    use std::io::{Seek as _, SeekFrom};

    use super::*;

    fn names(folder: &Path) -> Vec<OsString> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn write_replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        fs::write(&path, "an older and longer content").unwrap();
        write_bytes(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["b"]);
    }

    #[test]
    fn write_keeps_the_old_file_when_filling_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        fs::write(&path, "old").unwrap();
        let answer: Result<(), DurableError> = write(&path, |file| {
            file.write_all(b"half of the ne").unwrap();
            Err(at(Step::Fill)(io::Error::other("stick pulled")))
        });
        assert!(matches!(
            answer,
            Err(DurableError::Io {
                step: Step::Fill,
                ..
            })
        ));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["b"]);
    }

    #[test]
    fn write_takes_over_what_a_crash_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        fs::write(folder.path().join(".b.partial"), "left by a crash, longer").unwrap();
        write_bytes(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["b"]);
    }

    #[test]
    fn write_lets_the_filler_seek_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        let _: Result<(), DurableError> = write(&path, |file| {
            file.write_all(b"....body").unwrap();
            file.seek(SeekFrom::Start(0)).unwrap();
            file.write_all(b"head").unwrap();
            Ok(())
        });
        assert_eq!(fs::read(&path).unwrap(), b"headbody");
    }

    #[test]
    fn write_refuses_a_second_writer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        let inner = write(&path, |_| match write_bytes(&path, b"second") {
            Err(DurableError::Busy) => Ok::<_, DurableError>("refused"),
            other => panic!("second writer: {other:?}"),
        });
        assert_eq!(inner.unwrap(), "refused");
        assert_eq!(names(folder.path()), ["b"]);
    }

    #[test]
    fn write_refuses_a_path_without_a_name() {
        assert!(matches!(
            write_bytes(Path::new("/"), b""),
            Err(DurableError::NoName)
        ));
    }

    #[cfg(unix)]
    #[test]
    fn write_does_not_follow_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        std::os::unix::fs::symlink(&victim, folder.path().join(".b.partial")).unwrap();
        assert!(matches!(
            write_bytes(&folder.path().join("b"), b"new"),
            Err(DurableError::Busy)
        ));
        assert_eq!(fs::read(&victim).unwrap(), b"precious");
    }

    #[cfg(unix)]
    #[test]
    fn write_keeps_the_file_for_its_owner() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        write_bytes(&path, b"new").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
