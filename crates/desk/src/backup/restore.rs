//! Restoring a backup: read whole before anything counts, and there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use bellrope_bundle::Log;
use bellrope_shares::Share;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::file_key::Known;
use super::{BackupError, Files, HEADER, Plain, RECORDS, decrypt, decrypt_by, is_block};
use crate::log_state::{Head, LogState, Progress};
use crate::recovery;
use crate::trail;
use crate::vault::{
    Asker, BLOCKS, Founding, Opener, Passphrase, RawRecord, Vault, VaultError, archive_key,
};

/// Records that are put back in one change.
const RESTORE_AT_ONCE: usize = 512;

/// Restores a backup to a folder that does not exist yet: there whole or not at all.
///
/// The vault then waits for an import, which tells it what the relay holds of it, and for new
/// weekly keys: the old ones were in no backup.
///
/// # Errors
///
/// [`BackupError`], by variant.
pub fn restore<'a>(
    files: impl Into<Files<'a>>,
    folder: &Path,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vault, BackupError> {
    restore_asking(files, folder, passphrase, &Asker::nobody(), now, rng)
}

/// As [`restore`], with somebody there whom the hardware token of that day can ask.
///
/// # Errors
///
/// [`BackupError`], by variant.
pub fn restore_asking<'a>(
    files: impl Into<Files<'a>>,
    folder: &Path,
    passphrase: &Passphrase,
    asker: &Asker,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vault, BackupError> {
    let files = files.into();
    let file = File::open(files.archive).map_err(BackupError::io)?;
    let plain = decrypt(file, passphrase)?;
    unpack(
        files,
        plain,
        Opener::Passphrase(passphrase, asker),
        folder,
        now,
        rng,
    )
}

/// Restores the newest backup with shares: the laptop is lost, and everybody who knew a passphrase.
/// The vault is then open to nobody of the team ([`crate::recovery::admit`]).
///
/// # Errors
///
/// [`BackupError`], by variant; [`BackupError::Damaged`] for any but the newest.
pub fn restore_with_shares<'a>(
    files: impl Into<Files<'a>>,
    folder: &Path,
    shares: &[Share],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vault, BackupError> {
    let files = files.into();
    let identity = recovery::identity_of(shares)?;
    let path = files
        .keys
        .map_or_else(|| only_keys(files.archive), |keys| Ok(keys.to_owned()))?;
    let keys = read_keys(&path)?;
    let file_key = archive_key(&keys, &identity).map_err(|err| match err {
        VaultError::WrongPassphrase => BackupError::OtherShares,
        err => BackupError::of_keys(err),
    })?;
    let file = File::open(files.archive).map_err(BackupError::io)?;
    let plain = decrypt_by(file, &Known(&file_key))?;
    let keys = Some(path.as_path());
    let files = Files { keys, ..files };
    unpack(files, plain, Opener::Shares(&identity), folder, now, rng)
}

/// Finds the keys file beside an archive, if there is one only: whose it is nobody knows yet.
fn only_keys(archive: &Path) -> Result<PathBuf, BackupError> {
    let folder = match archive.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let is_keys = |path: &PathBuf| path.extension().is_some_and(|end| end == "keys");
    let entries = fs::read_dir(folder).map_err(BackupError::io)?;
    let mut found = entries
        .filter_map(Result::ok)
        .map(|it| it.path())
        .filter(is_keys);
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        _ => Err(BackupError::NoKeys {
            file: folder.join("*.keys"),
            source: io::ErrorKind::NotFound.into(),
        }),
    }
}

fn unpack(
    files: Files<'_>,
    mut plain: Plain,
    opener: Opener<'_>,
    folder: &Path,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vault, BackupError> {
    let mut founding = Founding::begin(folder)?;
    let mut vault = None;
    let mut archive = tar::Archive::new(&mut plain);
    for entry in archive
        .entries()
        .map_err(|_| BackupError::Damaged)?
        .raw(true)
    {
        let mut entry = entry.map_err(|_| BackupError::Damaged)?;
        if !entry.header().entry_type().is_file() {
            return Err(BackupError::Damaged);
        }
        let name = String::from_utf8_lossy(&entry.header().path_bytes()).into_owned();
        restore_member(&name, &mut entry, &mut founding, &mut vault, opener)?;
    }
    // Only the last chunk tells that nothing is missing.
    io::copy(&mut plain, &mut io::sink()).map_err(|_| BackupError::Damaged)?;
    let mut vault = vault.ok_or(BackupError::Damaged)?;
    let keys = read_keys(&files.keys_of(&vault)?)?;
    vault
        .put_slots(&keys, opener)
        .map_err(BackupError::of_keys)?;
    mark_restored(&mut vault, now, rng)?;
    Ok(founding.finish(vault)?)
}

fn read_keys(path: &Path) -> Result<Vec<u8>, BackupError> {
    fs::read(path).map_err(|source| BackupError::NoKeys {
        file: path.to_owned(),
        source,
    })
}

fn restore_member(
    name: &str,
    content: &mut impl Read,
    founding: &mut Founding,
    vault: &mut Option<Vault>,
    opener: Opener<'_>,
) -> Result<(), BackupError> {
    match (name.split_once('/'), vault) {
        (None, slot @ None) if name == HEADER => {
            let mut header = Vec::new();
            content
                .read_to_end(&mut header)
                .map_err(|_| BackupError::Damaged)?;
            *slot = Some(founding.adopt(&header, opener)?);
            Ok(())
        }
        (None, Some(vault)) if name == RECORDS => restore_records(vault, content),
        (Some((BLOCKS, block)), Some(_)) if is_block(block) => {
            restore_file(name, content, founding)
        }
        _ => Err(BackupError::Damaged),
    }
}

fn restore_file(
    name: &str,
    content: &mut impl Read,
    founding: &Founding,
) -> Result<(), BackupError> {
    let path = founding.folder().join(name);
    let mut file = File::create_new(path).map_err(BackupError::io)?;
    io::copy(content, &mut file).map_err(BackupError::io)?;
    file.sync_all().map_err(BackupError::io)
}

fn restore_records(vault: &mut Vault, content: &mut impl Read) -> Result<(), BackupError> {
    let mut content = BufReader::with_capacity(1 << 16, content);
    let mut records = Vec::new();
    while let Some(record) = read_record(&mut content)? {
        records.push(record);
        if records.len() == RESTORE_AT_ONCE {
            vault.put_raw(&records)?;
            records.clear();
        }
    }
    Ok(vault.put_raw(&records)?)
}

fn read_record(content: &mut impl Read) -> Result<Option<RawRecord>, BackupError> {
    let mut len = [0; 1];
    if content.read(&mut len).map_err(|_| BackupError::Damaged)? == 0 {
        return Ok(None);
    }
    let table = read_exactly(content, usize::from(len[0]))?;
    let mut field = || {
        let len = read_exactly(content, 4)?;
        let len = <[u8; 4]>::try_from(len).map_err(|_| BackupError::Damaged)?;
        read_exactly(content, u32::from_be_bytes(len) as usize)
    };
    Ok(Some(RawRecord {
        table: String::from_utf8(table).map_err(|_| BackupError::Damaged)?,
        lookup: field()?,
        sealed: field()?,
    }))
}

fn read_exactly(content: &mut impl Read, len: usize) -> Result<Vec<u8>, BackupError> {
    let mut bytes = Vec::new();
    let read = content
        .take(len as u64)
        .read_to_end(&mut bytes)
        .map_err(|_| BackupError::Damaged)?;
    if read != len {
        return Err(BackupError::Damaged);
    }
    Ok(bytes)
}

fn mark_restored(vault: &mut Vault, now: u64, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    vault.change(|change| {
        let head = LogState::load(change, Log::Intake)?.frontier()?.head();
        let mut progress = Progress::load(change)?;
        progress.restored = true;
        progress.backed_up = (head.size > 0).then(|| Head::from(head));
        progress.store(change, rng)?;
        let restored = trail::entry(change, now, Act::VaultRestored).with(Key::Size, head.size);
        trail::append(change, &restored, rng)
    })
}
