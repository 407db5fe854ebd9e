//! Slots: small files that hold half of a key, so that the key can be destroyed.
//!
//! A database keeps deleted values in free pages, and a backup keeps them for ever. A key that
//! must be destroyed is therefore derived from the master key and 32 random bytes in a file of
//! its own; once that file is overwritten, synced and unlinked, what the key sealed is lost,
//! wherever copies of it lie. What a file system or a flash disk keeps of overwritten blocks is
//! outside our reach: full-disk encryption is assumed (`docs/vault.md`).

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use bellrope_bundle::durable;
use bellrope_protocol::encoding::encode_hex;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::error::VaultError;
use super::lock::TeamKeys;
use super::seal::{RecordKey, Sort};
use super::store::Vault;

/// Length of a slot key, in bytes.
const SLOT_LEN: usize = 32;

/// What a slot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A weekly intake key, named by its week. Never in a backup.
    Week,
    /// A case, named at random.
    Case,
}

impl SlotKind {
    /// Returns the name of the folder within the vault.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Week => "weeks",
            Self::Case => "cases",
        }
    }

    pub(super) const fn info(self) -> &'static [u8] {
        match self {
            Self::Week => b"bellrope/1 vault week",
            Self::Case => b"bellrope/1 vault case",
        }
    }
}

/// The name of a slot.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Slot(String);

impl Slot {
    /// Names the slot of a week.
    #[must_use]
    pub fn of_week(week: u64) -> Self {
        Self(week.to_string())
    }

    /// Draws a name that says nothing.
    pub fn draw(rng: &mut impl CryptoRng) -> Self {
        let mut name = [0; 16];
        rng.fill_bytes(&mut name);
        Self(encode_hex(&name))
    }

    /// Returns the name of the file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads back a file name; anything but lower-case letters and digits is none of ours.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let ours = |b: u8| b.is_ascii_digit() || b.is_ascii_lowercase();
        (!name.is_empty() && name.len() <= 32 && name.bytes().all(ours))
            .then(|| Self(name.to_owned()))
    }
}

fn path_of(vault: &Path, kind: SlotKind, slot: &Slot) -> PathBuf {
    vault.join(kind.folder()).join(slot.as_str())
}

/// Makes slots; [`sync`] makes them durable.
pub(super) fn make(
    vault: &Path,
    kind: SlotKind,
    slots: &[Slot],
    rng: &mut impl CryptoRng,
) -> Result<Vec<File>, VaultError> {
    let io = VaultError::io("make a key slot");
    let mut files = Vec::new();
    for slot in slots {
        let mut key = Zeroizing::new([0; SLOT_LEN]);
        rng.fill_bytes(key.as_mut());
        // What a crash left of one that nobody can read is in nobody's way.
        if read(vault, kind, slot)?.is_none() {
            destroy(vault, kind, slot)?;
        }
        let mut file = private()
            .create_new(true)
            .open(path_of(vault, kind, slot))
            .map_err(&io)?;
        file.write_all(key.as_ref()).map_err(&io)?;
        files.push(file);
    }
    Ok(files)
}

/// Makes slots durable that were just made.
pub(super) fn sync(vault: &Path, kind: SlotKind, files: &[File]) -> Result<(), VaultError> {
    let io = VaultError::io("make a key slot");
    sync_files(files).map_err(&io)?;
    durable::sync_folder(&vault.join(kind.folder())).map_err(io)
}

/// Makes every file durable that lies on the disk of a vault.
pub(super) fn sync_all(vault: &Path) -> Result<(), VaultError> {
    let synced = File::open(vault).and_then(|folder| Ok(rustix::fs::syncfs(folder)?));
    synced.map_err(VaultError::io("make the vault durable"))
}

/// Puts a slot of a backup back.
pub(super) fn put(
    vault: &Path,
    kind: SlotKind,
    slot: &Slot,
    key: &[u8; SLOT_LEN],
) -> Result<(), VaultError> {
    let io = VaultError::io("make a key slot");
    let mut file = private()
        .create_new(true)
        .open(path_of(vault, kind, slot))
        .map_err(&io)?;
    file.write_all(key).map_err(&io)?;
    file.sync_all().map_err(io)
}

/// Most files that are synced one by one; above it the whole file system is, once.
const SYNC_ONE_BY_ONE: usize = 8;

fn sync_files(files: &[File]) -> io::Result<()> {
    match files {
        [file, ..] if files.len() > SYNC_ONE_BY_ONE => Ok(rustix::fs::syncfs(file)?),
        files => files.iter().try_for_each(File::sync_all),
    }
}

/// Reads a slot; `None` if it was destroyed, or never written: a crash may leave either as a file.
pub(super) fn read(
    vault: &Path,
    kind: SlotKind,
    slot: &Slot,
) -> Result<Option<Zeroizing<[u8; SLOT_LEN]>>, VaultError> {
    let bytes = match fs::read(path_of(vault, kind, slot)) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(err) => return Err(VaultError::io("read a key slot")(err)),
    };
    if bytes.is_empty() {
        return Ok(None);
    }
    let mut key = Zeroizing::new([0; SLOT_LEN]);
    if bytes.len() != SLOT_LEN {
        return Err(VaultError::Damaged {
            part: kind.folder(),
        });
    }
    key.copy_from_slice(&bytes);
    Ok((*key != DESTROYED).then_some(key))
}

/// Destroys a slot: overwritten, synced, unlinked, the folder synced. One that is gone already
/// is fine.
pub(super) fn destroy(vault: &Path, kind: SlotKind, slot: &Slot) -> Result<(), VaultError> {
    let io = VaultError::io("destroy a key slot");
    let path = path_of(vault, kind, slot);
    let mut file = match OpenOptions::new().write(true).open(&path) {
        Ok(file) => file,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(err) => return Err(io(err)),
    };
    overwrite(&mut file).map_err(&io)?;
    fs::remove_file(&path).map_err(&io)?;
    durable::sync_folder(&vault.join(kind.folder())).map_err(io)
}

/// What a destroyed slot holds until it is unlinked: no key is drawn like this.
const DESTROYED: [u8; SLOT_LEN] = [0; SLOT_LEN];

fn overwrite(file: &mut File) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&DESTROYED)?;
    file.sync_all()
}

/// Lists the slots of a kind.
pub(super) fn list(vault: &Path, kind: SlotKind) -> Result<Vec<Slot>, VaultError> {
    let io = VaultError::io("list the key slots");
    let mut slots = Vec::new();
    for entry in fs::read_dir(vault.join(kind.folder())).map_err(&io)? {
        let name = entry.map_err(&io)?.file_name();
        slots.extend(name.to_str().and_then(Slot::parse));
    }
    slots.sort();
    Ok(slots)
}

impl Vault {
    /// Makes key slots, durable before this returns. A record that names one follows; until
    /// then a crash leaves slots that [`Vault::sweep_slots`] removes.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub fn make_slots(
        &self,
        kind: SlotKind,
        slots: &[Slot],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let files = make(&self.folder, kind, slots, rng)?;
        if self.deferred {
            return Ok(());
        }
        sync(&self.folder, kind, &files)
    }

    /// Destroys a key slot: what its key sealed is lost for good.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub fn destroy_slot(&self, kind: SlotKind, slot: &Slot) -> Result<(), VaultError> {
        destroy(&self.folder, kind, slot)
    }

    /// Destroys all slots of a kind but those named: what crashes left behind.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub fn sweep_slots(&self, kind: SlotKind, keep: &[Slot]) -> Result<(), VaultError> {
        let keep: HashSet<&Slot> = keep.iter().collect();
        for slot in list(&self.folder, kind)? {
            if !keep.contains(&slot) {
                destroy(&self.folder, kind, &slot)?;
            }
        }
        Ok(())
    }

    /// Lists the slots of a kind that exist.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub fn slots(&self, kind: SlotKind) -> Result<Vec<Slot>, VaultError> {
        list(&self.folder, kind)
    }

    /// Returns the team's key of a slot, or `None` if the slot was destroyed.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`] for a slot of another length, [`VaultError::Io`].
    pub fn slot_key(&self, kind: SlotKind, slot: &Slot) -> Result<Option<RecordKey>, VaultError> {
        self.slot_key_of(&self.keys.team, kind, slot)
    }

    /// Returns the key of a slot under other keys of the team.
    pub(super) fn slot_key_of(
        &self,
        team: &TeamKeys,
        kind: SlotKind,
        slot: &Slot,
    ) -> Result<Option<RecordKey>, VaultError> {
        let half = self.slot_half(kind, slot)?;
        Ok(half.map(|half| slot_record_key(team.master.as_slice(), &half, kind)))
    }

    pub(super) fn slot_half(
        &self,
        kind: SlotKind,
        slot: &Slot,
    ) -> Result<Option<Zeroizing<[u8; 32]>>, VaultError> {
        read(&self.folder, kind, slot)
    }
}

fn slot_record_key(master: &[u8], half: &[u8; 32], kind: SlotKind) -> RecordKey {
    RecordKey::derive_for(Sort::Slot, master, Some(half), kind.info())
}

/// Options that make a file for its owner alone.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
