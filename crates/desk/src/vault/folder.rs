//! The folder as a whole: made whole or not at all, one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bellrope_bundle::durable;
use rand_core::CryptoRng;

use super::error::VaultError;
use super::header::{self, Header};
use super::key_file::Opener;
use super::passphrase::{Cost, Passphrase};
use super::slot::SlotKind;
use super::store::Vault;

/// Folder of the blocks of parcels.
pub(crate) const BLOCKS: &str = "blocks";
const LOCK: &str = "lock";

/// Takes the lock of a vault's folder.
pub(super) fn take_lock(folder: &Path) -> Result<File, VaultError> {
    let io = VaultError::io("lock the vault");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(folder.join(LOCK)).map_err(&io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(VaultError::Busy),
        Err(TryLockError::Error(source)) => Err(io(source)),
    }
}

/// One byte for each wrong passphrase since the vault was open.
const WRONG: &str = "wrong";

/// Counts a wrong passphrase. A folder that cannot be written counts none: whoever holds the disk can
/// set the count back anyway.
pub(super) fn count_wrong_passphrase(folder: &Path) {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if let Ok(mut file) = options.open(folder.join(WRONG)) {
        let _ = file.write_all(b"x");
    }
}

pub(super) fn wrong_passphrases(folder: &Path) -> u64 {
    fs::metadata(folder.join(WRONG)).map_or(0, |file| file.len())
}

pub(super) fn forget_wrong_passphrases(folder: &Path) {
    let _ = fs::remove_file(folder.join(WRONG));
}

/// A vault in the making: in `.<name>.partial` beside its place until it is complete.
#[derive(Debug)]
pub struct Founding {
    target: PathBuf,
    partial: PathBuf,
    lock: Option<File>,
    is_finished: bool,
}

impl Drop for Founding {
    fn drop(&mut self) {
        if !self.is_finished {
            // What a crash leaves in spite of this, the next attempt clears.
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

impl Founding {
    /// Begins a vault. What an earlier crash left of one is cleared away.
    ///
    /// # Errors
    ///
    /// [`VaultError::Occupied`] if the folder has anything in it, [`VaultError::Busy`] if
    /// somebody else is making the same vault, [`VaultError::Io`].
    pub fn begin(target: &Path) -> Result<Self, VaultError> {
        let io = VaultError::io("make the vault's folder");
        refuse_occupied(target)?;
        let name = target.file_name().ok_or_else(|| VaultError::Occupied {
            folder: target.to_owned(),
        })?;
        let partial = target.with_file_name(format!(".{}.partial", name.to_string_lossy()));
        make_private(&partial).map_err(&io)?;
        let lock = take_lock(&partial)?;
        clear(&partial).map_err(&io)?;
        for folder in [SlotKind::Week.folder(), SlotKind::Case.folder(), BLOCKS] {
            make_private(&partial.join(folder)).map_err(&io)?;
        }
        Ok(Self {
            target: target.to_owned(),
            partial,
            lock: Some(lock),
            is_finished: false,
        })
    }

    /// Makes an empty vault under a new passphrase.
    ///
    /// # Errors
    ///
    /// [`VaultError::Cost`], [`VaultError::Io`], [`VaultError::Database`].
    pub fn make(
        &mut self,
        passphrase: &Passphrase,
        cost: Cost,
        rng: &mut impl CryptoRng,
    ) -> Result<Vault, VaultError> {
        let lock = self.lock.take().ok_or(VaultError::Busy)?;
        Vault::make(&self.partial, lock, passphrase, cost, rng)
    }

    /// Opens a vault around the header of a backup, with a new, empty database.
    pub(crate) fn adopt(&mut self, header: &[u8], opener: Opener<'_>) -> Result<Vault, VaultError> {
        let lock = self.lock.take().ok_or(VaultError::Busy)?;
        let header = Header::parse(header)?;
        let unlocked = opener.open(&header)?;
        header.write(&self.partial)?;
        Vault::adopt(&self.partial, lock, header, unlocked)
    }

    /// Returns the folder while it is in the making.
    pub(crate) fn folder(&self) -> &Path {
        &self.partial
    }

    /// Puts the complete vault in its place.
    ///
    /// # Errors
    ///
    /// [`VaultError::Occupied`] if something came there meanwhile, [`VaultError::Io`].
    pub fn finish(mut self, vault: Vault) -> Result<Vault, VaultError> {
        let io = VaultError::io("put the vault in its place");
        refuse_occupied(&self.target)?;
        durable::sync_folder(&self.partial).map_err(&io)?;
        fs::rename(&self.partial, &self.target).map_err(&io)?;
        self.is_finished = true;
        durable::sync_folder(parent_of(&self.target)).map_err(&io)?;
        Ok(vault.move_to(&self.target))
    }
}

/// Reads the header as it stands in the file, for a backup.
pub(crate) fn header_bytes(folder: &Path) -> Result<Vec<u8>, VaultError> {
    fs::read(folder.join(header::FILE)).map_err(VaultError::io("read vault.json"))
}

fn refuse_occupied(target: &Path) -> Result<(), VaultError> {
    let occupied = || VaultError::Occupied {
        folder: target.to_owned(),
    };
    match fs::read_dir(target) {
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| Err(occupied())),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(err) if err.kind() == std::io::ErrorKind::NotADirectory => Err(occupied()),
        Err(err) => Err(VaultError::io("look at the vault's folder")(err)),
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Empties a folder but for the lock.
fn clear(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == LOCK {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}
