//! Backup and restore: one age file under the vault's passphrase, which stock age opens.
//!
//! # Wire format
//!
//! ```text
//! age passphrase file (scrypt) of a ustar archive:
//!   vault.json          the header, as in the vault
//!   cases/<slot>        the slot keys of the cases
//!   blocks/<address>    blocks of parcels, ciphertext
//!   records             every record as it lies in the database, sealed
//!
//! a record:  u8 length of table ‖ table ‖ u32 length ‖ lookup key ‖ u32 length ‖ sealed record
//! ```
//!
//! Weekly intake keys are not in it: neither their slots nor their records. A backup counts only
//! once it was read back, decrypted and compared.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use age::scrypt::{Identity, Recipient};
use age::secrecy::SecretString;
use bellrope_bundle::Log;
use bellrope_bundle::durable::{self, DurableError};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use crate::key;
use crate::log_state::{Head, LogState, Progress};
use crate::trail;
use crate::vault::{
    BLOCKS, Founding, Passphrase, RawRecord, Record as _, SlotKind, Vault, VaultError, header_bytes,
};

/// Name of the records in the archive.
const RECORDS: &str = "records";
/// Name of the header in the archive.
const HEADER: &str = "vault.json";
/// Table of the weekly keys, which is left out.
const INTAKE: &str = key::Intake::TABLE;
/// scrypt work factor, log2 N: about a second; stock age refuses above 22.
const WORK_FACTOR: u8 = 18;
/// Records that are put back in one change.
const RESTORE_AT_ONCE: usize = 512;

/// A backup that was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Entries of the intake log that it covers: what the next export may confirm.
    pub covers: u64,
}

/// Writes a backup, reads it back, decrypts it, compares it with what was written, and only then
/// notes in the vault how far it reaches.
///
/// # Errors
///
/// [`BackupError`], by variant; then no file is left.
pub fn backup(
    vault: &mut Vault,
    passphrase: &Passphrase,
    path: &Path,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<BackedUp, BackupError> {
    let head = LogState::load(&vault.read()?, Log::Intake)?
        .frontier()?
        .head();
    let written = durable::write(path, |file| write(vault, passphrase, file))?;
    // Nothing counts before it was read again, from the medium as far as the system lets us.
    match read_back(path, passphrase) {
        Ok(read) if read == written => {}
        Ok(_) => return Err(discard(path, BackupError::Differs)),
        Err(err) => return Err(discard(path, err)),
    }
    vault.change(|change| {
        let mut progress = Progress::load(change)?;
        progress.backed_up = Some(Head::from(head));
        progress.store(change, rng)?;
        let made = trail::entry(change, now, Act::BackupMade).with(Key::Size, head.size);
        trail::append(change, &made, rng)
    })?;
    Ok(BackedUp { covers: head.size })
}

/// Removes a file that must not pass for a backup.
fn discard(path: &Path, err: BackupError) -> BackupError {
    let _ = fs::remove_file(path);
    err
}

/// Writes the archive; returns the SHA-256 of its plaintext.
fn write(vault: &Vault, passphrase: &Passphrase, file: &mut File) -> Result<[u8; 32], BackupError> {
    let mut recipient = Recipient::new(secret(passphrase));
    recipient.set_work_factor(WORK_FACTOR);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(BackupError::io)?;
    let output = encryptor
        .wrap_output(BufWriter::with_capacity(1 << 16, file))
        .map_err(BackupError::io)?;
    let mut hashing = Hashing {
        inner: output,
        sha256: Sha256::new(),
    };
    write_archive(vault, &mut hashing)?;
    let Hashing { inner, sha256 } = hashing;
    let mut file = inner.finish().map_err(BackupError::io)?;
    file.flush().map_err(BackupError::io)?;
    Ok(sha256.finalize().into())
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.expose_secret().to_owned())
}

fn write_archive(vault: &Vault, output: &mut impl Write) -> Result<(), BackupError> {
    let mut archive = tar::Builder::new(output);
    let header = header_bytes(vault.folder())?;
    append(&mut archive, HEADER, header.len() as u64, header.as_slice())?;
    for slot in vault.slots(SlotKind::Case)? {
        let name = format!("{}/{}", SlotKind::Case.folder(), slot.as_str());
        append_file(&mut archive, vault.folder(), &name)?;
    }
    for block in block_names(vault.folder())? {
        append_file(&mut archive, vault.folder(), &format!("{BLOCKS}/{block}"))?;
    }
    append_records(vault, &mut archive)?;
    archive.finish().map_err(BackupError::io)
}

fn append(
    archive: &mut tar::Builder<impl Write>,
    name: &str,
    len: u64,
    content: impl Read,
) -> Result<(), BackupError> {
    let mut header = tar::Header::new_ustar();
    header.set_size(len);
    header.set_mode(0o600);
    header.set_mtime(0);
    archive
        .append_data(&mut header, name, content)
        .map_err(BackupError::io)
}

fn append_file(
    archive: &mut tar::Builder<impl Write>,
    folder: &Path,
    name: &str,
) -> Result<(), BackupError> {
    let file = File::open(folder.join(name)).map_err(BackupError::io)?;
    let len = file.metadata().map_err(BackupError::io)?.len();
    append(archive, name, len, file)
}

fn block_names(folder: &Path) -> Result<Vec<String>, BackupError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join(BLOCKS)).map_err(BackupError::io)? {
        let name = entry.map_err(BackupError::io)?.file_name();
        names.extend(
            name.to_str()
                .filter(|name| is_block(name))
                .map(str::to_owned),
        );
    }
    names.sort();
    Ok(names)
}

fn is_block(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Writes all records but those of the weekly keys, from one view of the database.
fn append_records(
    vault: &Vault,
    archive: &mut tar::Builder<impl Write>,
) -> Result<(), BackupError> {
    let reading = vault.read()?;
    let mut records = Vec::new();
    reading.each_raw(|record| {
        if record.table != INTAKE {
            write_record(&mut records, &record);
        }
        Ok::<_, VaultError>(())
    })?;
    append(archive, RECORDS, records.len() as u64, records.as_slice())
}

fn write_record(records: &mut Vec<u8>, record: &RawRecord) {
    records.push(u8::try_from(record.table.len()).unwrap_or(u8::MAX));
    records.extend_from_slice(record.table.as_bytes());
    for bytes in [&record.lookup, &record.sealed] {
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        records.extend_from_slice(&len.to_be_bytes());
        records.extend_from_slice(bytes);
    }
}

/// Decrypts a backup; returns the SHA-256 of its plaintext.
fn read_back(path: &Path, passphrase: &Passphrase) -> Result<[u8; 32], BackupError> {
    let file = File::open(path).map_err(BackupError::io)?;
    // What was just written is in memory; it is the medium that must have it.
    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    let mut plain = decrypt(file, passphrase)?;
    let mut hashing = Hashing {
        inner: io::sink(),
        sha256: Sha256::new(),
    };
    io::copy(&mut plain, &mut hashing).map_err(|_| BackupError::Damaged)?;
    Ok(hashing.sha256.finalize().into())
}

fn decrypt(file: File, passphrase: &Passphrase) -> Result<impl Read + use<>, BackupError> {
    let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 16, file))
        .map_err(|_| BackupError::Damaged)?;
    if !decryptor.is_scrypt() {
        return Err(BackupError::Damaged);
    }
    let mut identity = Identity::new(secret(passphrase));
    identity.set_max_work_factor(WORK_FACTOR);
    let identities = std::iter::once(&identity as &dyn age::Identity);
    decryptor.decrypt(identities).map_err(|err| match err {
        age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed
        | age::DecryptError::NoMatchingKeys => BackupError::WrongPassphrase,
        _ => BackupError::Damaged,
    })
}

/// Writes through and hashes what goes by.
struct Hashing<W> {
    inner: W,
    sha256: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let len = self.inner.write(bytes)?;
        self.sha256.update(&bytes[..len]);
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Restores a backup to a folder that does not exist yet: there whole or not at all.
///
/// The vault then waits for an import, which tells it what the relay holds of it, and for new
/// weekly keys: the old ones were in no backup.
///
/// # Errors
///
/// [`BackupError`], by variant.
pub fn restore(
    path: &Path,
    folder: &Path,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vault, BackupError> {
    let file = File::open(path).map_err(BackupError::io)?;
    let mut plain = decrypt(file, passphrase)?;
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
        restore_member(&name, &mut entry, &mut founding, &mut vault, passphrase)?;
    }
    // Only the last chunk tells that nothing is missing.
    io::copy(&mut plain, &mut io::sink()).map_err(|_| BackupError::Damaged)?;
    let mut vault = vault.ok_or(BackupError::Damaged)?;
    mark_restored(&mut vault, now, rng)?;
    Ok(founding.finish(vault)?)
}

fn restore_member(
    name: &str,
    content: &mut impl Read,
    founding: &mut Founding,
    vault: &mut Option<Vault>,
    passphrase: &Passphrase,
) -> Result<(), BackupError> {
    let is_slot = |name: &str| crate::vault::Slot::parse(name).is_some();
    match (name.split_once('/'), vault) {
        (None, slot @ None) if name == HEADER => {
            let mut header = Vec::new();
            content
                .read_to_end(&mut header)
                .map_err(|_| BackupError::Damaged)?;
            *slot = Some(founding.adopt(&header, passphrase)?);
            Ok(())
        }
        (None, Some(vault)) if name == RECORDS => restore_records(vault, content),
        (Some(("cases", slot)), Some(_)) if is_slot(slot) => restore_file(name, content, founding),
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

/// Why a backup was not made or restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The file cannot be written.
    #[error("cannot write the backup")]
    Durable(#[from] DurableError),
    /// Something cannot be read or written.
    #[error("cannot read or write the backup")]
    Io {
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The passphrase is another.
    #[error("the passphrase does not open the backup")]
    WrongPassphrase,
    /// The file is no backup, truncated or changed.
    #[error("the file is no backup, or damaged")]
    Damaged,
    /// What was read back is not what was written.
    #[error("what was read back differs from what was written")]
    Differs,
}

impl BackupError {
    fn io(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Io {
            source: into_io(source.into()),
        }
    }
}

/// Keeps the machine's own error, so that a full disk is called that.
fn into_io(source: Box<dyn std::error::Error + Send + Sync>) -> io::Error {
    match source.downcast::<io::Error>() {
        Ok(source) => *source,
        Err(source) => io::Error::other(source),
    }
}
