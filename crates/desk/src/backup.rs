//! Backup and restore: one age file under the vault's passphrase, which stock age opens.
//!
//! # Wire format
//!
//! ```text
//! age passphrase file (scrypt) of a ustar archive:
//!   vault.json          the header, as in the vault
//!   blocks/<address>    blocks of parcels, ciphertext
//!   records             every record as it lies in the database, sealed
//!
//! a record:  u8 length of table ‖ table ‖ u32 length ‖ lookup key ‖ u32 length ‖ sealed record
//! ```
//!
//! No key slots are in it: those of cases are in the keys file beside it, which each backup replaces,
//! so that a deleted case can be read in no older backup either; those of weeks are nowhere. A backup
//! counts only once both were read back and compared.

mod error;
mod file_key;
mod restore;

pub use error::BackupError;
pub use restore::{restore, restore_asking, restore_with_shares};

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use age::scrypt::{Identity, Recipient};
use age::secrecy::SecretString;
use bellrope_bundle::Log;
use bellrope_bundle::durable;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::secret::SecretBytes;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use crate::key::{self, Desk};
use crate::log_state::{Head, LogState, Progress};
use crate::trail;
use crate::vault::{BLOCKS, Passphrase, RawRecord, Record as _, Vault, VaultError, header_bytes};
use file_key::{FILE_KEY_LEN, Keeping};

/// Name of the records in the archive.
const RECORDS: &str = "records";
/// Name of the header in the archive.
const HEADER: &str = "vault.json";
/// Table of the weekly keys, which is left out.
const INTAKE: &str = key::Intake::TABLE;
/// scrypt work factor, log2 N: about a second; stock age refuses above 22.
const WORK_FACTOR: u8 = 18;

/// A backup that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Entries of the intake log that it covers: what the next export may confirm.
    pub covers: u64,
    /// The keys file, without which no case of it can be read.
    pub keys: PathBuf,
}

/// Where a backup is.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// The archive.
    pub archive: &'a Path,
    /// The keys file; beside the archive, under the desk's own name, if none is given.
    pub keys: Option<&'a Path>,
}

impl<'a, P: AsRef<Path> + ?Sized> From<&'a P> for Files<'a> {
    fn from(archive: &'a P) -> Self {
        Self {
            archive: archive.as_ref(),
            keys: None,
        }
    }
}

impl Files<'_> {
    /// Finds the keys file of a desk: one for all backups in a folder, and none of another desk's.
    fn keys_of(&self, vault: &Vault) -> Result<PathBuf, VaultError> {
        if let Some(keys) = self.keys {
            return Ok(keys.to_owned());
        }
        let desk = Desk::load(&vault.read()?)?;
        let fingerprint = encode_hex(desk.founding().fingerprint().as_bytes());
        let name = format!("{}-{}.keys", desk.base().desk, &fingerprint[..8]);
        Ok(self.archive.with_file_name(name))
    }
}

/// Writes a backup, reads it back, decrypts it, compares it with what was written, and only then
/// notes in the vault how far it reaches.
///
/// # Errors
///
/// [`BackupError`], by variant; then no file is left.
pub fn backup<'a>(
    vault: &mut Vault,
    passphrase: &Passphrase,
    files: impl Into<Files<'a>>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<BackedUp, BackupError> {
    let files = files.into();
    let (path, keys) = (files.archive, files.keys_of(vault)?);
    let head = LogState::load(&vault.read()?, Log::Intake)?
        .frontier()?
        .head();
    let Written { sha256, file_key } = durable::write(path, |file| write(vault, passphrase, file))?;
    // Nothing counts before it was read again, from the medium as far as the system lets us.
    match read_back(path, passphrase) {
        Ok(read) if read == sha256 => {}
        Ok(_) => return Err(discard(path, BackupError::Differs)),
        Err(err) => return Err(discard(path, err)),
    }
    write_keys(vault, &keys, file_key, rng)?;
    vault.change(|change| {
        let mut progress = Progress::load(change)?;
        progress.backed_up = Some(Head::from(head));
        progress.store(change, rng)?;
        let made = trail::entry(change, now, Act::BackupMade).with(Key::Size, head.size);
        trail::append(change, &made, rng)
    })?;
    let covers = head.size;
    Ok(BackedUp { covers, keys })
}

/// Replaces the keys file, reads it back and compares it. It comes after the archive: older archives
/// can be read all the while, and what is only in the new one counts from then on.
fn write_keys(
    vault: &Vault,
    path: &Path,
    file_key: SecretBytes<FILE_KEY_LEN>,
    rng: &mut impl CryptoRng,
) -> Result<(), BackupError> {
    let keys = vault.key_file(file_key, rng)?;
    durable::write_bytes(path, &keys)?;
    let file = File::open(path).map_err(BackupError::io)?;
    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    match fs::read(path) {
        Ok(read) if read == keys => Ok(()),
        Ok(_) => Err(BackupError::Differs),
        Err(err) => Err(BackupError::io(err)),
    }
}

/// Removes a file that must not pass for a backup.
fn discard(path: &Path, err: BackupError) -> BackupError {
    let _ = fs::remove_file(path);
    err
}

/// What was written.
struct Written {
    /// The SHA-256 of the plaintext.
    sha256: [u8; 32],
    file_key: SecretBytes<FILE_KEY_LEN>,
}

/// Writes the archive.
fn write(vault: &Vault, passphrase: &Passphrase, file: &mut File) -> Result<Written, BackupError> {
    let mut recipient = Recipient::new(secret(passphrase));
    recipient.set_work_factor(WORK_FACTOR);
    let recipient = Keeping::new(recipient);
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
    Ok(Written {
        sha256: sha256.finalize().into(),
        // The encryptor has wrapped one, or it would not have begun.
        file_key: recipient.into_key().ok_or(BackupError::Damaged)?,
    })
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.expose_secret().to_owned())
}

fn write_archive(vault: &Vault, output: &mut impl Write) -> Result<(), BackupError> {
    let mut archive = tar::Builder::new(output);
    let header = header_bytes(vault.folder())?;
    append(&mut archive, HEADER, header.len() as u64, header.as_slice())?;
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

fn decrypt(file: File, passphrase: &Passphrase) -> Result<Plain, BackupError> {
    let mut identity = Identity::new(secret(passphrase));
    identity.set_max_work_factor(WORK_FACTOR);
    decrypt_by(file, &identity)
}

/// The plaintext of an archive.
type Plain = age::stream::StreamReader<BufReader<File>>;

fn decrypt_by(file: File, identity: &dyn age::Identity) -> Result<Plain, BackupError> {
    let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 16, file))
        .map_err(|_| BackupError::Damaged)?;
    if !decryptor.is_scrypt() {
        return Err(BackupError::Damaged);
    }
    decryptor
        .decrypt(std::iter::once(identity))
        .map_err(|err| match err {
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
