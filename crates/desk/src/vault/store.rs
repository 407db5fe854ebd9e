//! The open vault: who opened it, and where it lies. Records are in `table`, key slots in `slot`.

use std::fs::File;
use std::path::{Path, PathBuf};

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::time::Day;
use rand_core::CryptoRng;
use redb::Database;

use super::ask::Asker;
use super::bound::Bound;
use super::error::{OrVaultError as _, VaultError};
use super::folder;
use super::header::{Header, Unlocked};
use super::known::Opened;
use super::lock::{DraftLock, Owner, PersonId, TeamKeys};
use super::passphrase::{Cost, Passphrase};
use super::seal::{IndexKey, RecordKey};
use super::slot;

/// Name of the database file.
pub(super) const DATABASE: &str = "vault.redb";
/// Memory that the database may use as a cache, in bytes.
const CACHE_LEN: usize = 32 * 1024 * 1024;

/// An open vault, locked against other processes until dropped.
pub struct Vault {
    pub(super) folder: PathBuf,
    pub(super) database: Database,
    pub(super) header: Header,
    pub(super) keys: Keys,
    /// The team's keys that the records are being moved to.
    pub(super) next: Option<TeamKeys>,
    pub(super) opener: Opener,
    /// Who is asked what a hardware token asks.
    pub(super) asker: Asker,
    /// Records that lists look at, as they were seen last.
    pub(super) opened: Opened,
    /// Whether the disk is told at [`Vault::settle`] only.
    pub(super) deferred: bool,
    // Released when the process ends, however it ends.
    _lock: File,
}

/// What every person of the team holds. Each field wipes itself.
pub(super) struct Keys {
    pub(super) team: TeamKeys,
    pub(super) record: RecordKey,
    pub(super) index: IndexKey,
}

impl Keys {
    pub(super) fn new(team: TeamKeys) -> Self {
        Self {
            record: RecordKey::derive(team.master.as_slice(), None, b"bellrope/1 vault record"),
            index: IndexKey::derive(&team.index),
            team,
        }
    }
}

/// Who opened the vault.
pub(super) struct Opener {
    person: Option<PersonId>,
    pub(super) identity: Identity,
    /// What the identity is sealed to, besides the passphrase.
    pub(super) bound: Option<Bound>,
    /// The last day of their confidentiality statement, once that has passed: then no case opens.
    overdue: Option<Day>,
}

/// Somebody of the team whose lock was opened: they can take the place of whoever sits at the vault.
pub(crate) struct Seat(Opener);

impl std::fmt::Debug for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seat").finish_non_exhaustive()
    }
}

/// Somebody who typed their passphrase beside whoever has the vault open. Only [`Vault::witness`]
/// makes one; it is used up at once and kept nowhere.
#[derive(Debug)]
pub struct Witness {
    person: PersonId,
}

impl Witness {
    /// Says who it is.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").finish_non_exhaustive()
    }
}

impl Vault {
    /// Opens a vault with nobody there whom a hardware token could ask anything.
    ///
    /// # Errors
    ///
    /// As [`Vault::open_asking`].
    pub fn open(folder: &Path, passphrase: &Passphrase) -> Result<Self, VaultError> {
        Self::open_asking(folder, passphrase, &Asker::nobody())
    }

    /// Opens a vault: takes the lock, derives the passphrase key, asks a token if there is one, checks
    /// every page. Tokens of others, who come beside later, ask the same.
    ///
    /// # Errors
    ///
    /// [`VaultError::Absent`], [`VaultError::Busy`], [`VaultError::WrongPassphrase`],
    /// [`VaultError::Token`], [`VaultError::Damaged`], or the machine's.
    pub fn open_asking(
        folder: &Path,
        passphrase: &Passphrase,
        asker: &Asker,
    ) -> Result<Self, VaultError> {
        // Says that there is none; who may open it is read once nobody else can change it.
        Header::read(folder)?;
        let lock = folder::take_lock(folder)?;
        let header = Header::read(folder)?;
        let unlocked = header.open(passphrase, asker);
        if matches!(unlocked, Err(VaultError::WrongPassphrase)) {
            folder::count_wrong_passphrase(folder);
        }
        let mut vault = Self::open_locked(folder, lock, header, unlocked?)?;
        vault.ask(asker.clone());
        Ok(vault)
    }

    /// Opens a vault again as whoever opened it before, without the cost of a passphrase.
    #[cfg(test)]
    pub(super) fn open_with(
        folder: &Path,
        header: &Header,
        before: &Unlocked,
    ) -> Result<Self, VaultError> {
        let lock = folder::take_lock(folder)?;
        let unlocked = header.unlock_again(before)?;
        Self::open_locked(folder, lock, header.clone(), unlocked)
    }

    /// Opens a vault with the identity that several people's shares make together.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`]; [`VaultError::WrongPassphrase`] for shares of another vault.
    pub fn open_recovered(folder: &Path, identity: Identity) -> Result<Self, VaultError> {
        // Says that there is none; who may open it is read once nobody else can change it.
        Header::read(folder)?;
        let lock = folder::take_lock(folder)?;
        let header = Header::read(folder)?;
        let unlocked = header.open_recovered(identity)?;
        Self::open_locked(folder, lock, header, unlocked)
    }

    pub(super) fn open_locked(
        folder: &Path,
        lock: File,
        header: Header,
        unlocked: Unlocked,
    ) -> Result<Self, VaultError> {
        let mut builder = builder();
        // Bytes changed from outside become an error, not a panic.
        builder.set_check_integrity_on_open(true);
        let path = folder.join(DATABASE);
        if !path.is_file() {
            return Err(VaultError::Damaged { part: DATABASE });
        }
        let database = builder.open(path).or_vault_error()?;
        let mut vault = Self::new(folder, database, lock, header, unlocked);
        vault.find_team_key()?;
        Ok(vault)
    }

    fn new(
        folder: &Path,
        database: Database,
        lock: File,
        header: Header,
        unlocked: Unlocked,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            database,
            header,
            keys: Keys::new(unlocked.team),
            next: unlocked.next,
            opener: Opener {
                person: unlocked.person,
                identity: unlocked.identity,
                bound: unlocked.bound,
                overdue: None,
            },
            asker: Asker::nobody(),
            opened: Opened::default(),
            deferred: false,
            _lock: lock,
        }
    }

    /// Makes the files of a vault in a folder that only we know yet.
    pub(super) fn make(
        folder: &Path,
        lock: File,
        passphrase: &Passphrase,
        cost: Cost,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, VaultError> {
        let (header, unlocked) = Header::found(passphrase, cost, rng)?;
        header.write(folder)?;
        Self::adopt(folder, lock, header, unlocked)
    }

    /// Opens a new, empty database beside the header of a backup.
    pub(super) fn adopt(
        folder: &Path,
        lock: File,
        header: Header,
        unlocked: Unlocked,
    ) -> Result<Self, VaultError> {
        let path = folder.join(DATABASE);
        // For its owner alone; redb takes an empty file for a new database.
        slot::private()
            .create_new(true)
            .open(&path)
            .map_err(VaultError::io("make vault.redb"))?;
        let database = builder().create(path).or_vault_error()?;
        Ok(Self::new(folder, database, lock, header, unlocked))
    }

    /// Returns who opened the vault.
    ///
    /// # Errors
    ///
    /// [`VaultError::Nobody`] if shares did.
    pub fn me(&self) -> Result<PersonId, VaultError> {
        self.opener.person.ok_or(VaultError::Nobody)
    }

    /// Says who is there besides, by their passphrase and their token if they have one: the second of
    /// four eyes, while the vault stays open as it is.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassphrase`], [`VaultError::Token`], [`VaultError::Cost`].
    pub fn witness(&self, passphrase: &Passphrase) -> Result<Witness, VaultError> {
        let person = self.header.whose(passphrase, &self.asker)?;
        Ok(Witness { person })
    }

    /// Notes whether the confidentiality statement of whoever has the vault open has run out, and when
    /// (R092): [`crate::person::heed_statement`] asks it of the day.
    pub(crate) fn note_overdue(&mut self, due: Option<Day>) {
        self.opener.overdue = due;
    }

    /// Refuses to read a case to somebody whose statement has run out.
    ///
    /// # Errors
    ///
    /// [`VaultError::Statement`].
    pub(crate) fn check_statement(&self) -> Result<(), VaultError> {
        self.opener
            .overdue
            .map_or(Ok(()), |due| Err(VaultError::Statement { due }))
    }

    /// Lists who can open the vault.
    pub fn openers(&self) -> impl Iterator<Item = PersonId> {
        self.header.people()
    }

    /// Returns the team's first key.
    pub(super) fn master(&self) -> &[u8; 32] {
        &self.keys.team.master
    }

    /// Returns the identity of whoever opened the vault.
    pub(crate) fn identity(&self) -> &Identity {
        &self.opener.identity
    }

    /// Opens the lock of somebody of the team, beside whoever has the vault open.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassphrase`], [`VaultError::Token`], [`VaultError::Damaged`].
    pub(crate) fn seat(&self, passphrase: &Passphrase) -> Result<Seat, VaultError> {
        let unlocked = self.header.open(passphrase, &self.asker)?;
        Ok(Seat(Opener {
            person: unlocked.person,
            identity: unlocked.identity,
            bound: unlocked.bound,
            overdue: None,
        }))
    }

    /// Lets somebody take the place of whoever sits at the vault, and returns who did.
    pub(crate) fn sit_down(&mut self, seat: Seat) -> Seat {
        Seat(std::mem::replace(&mut self.opener, seat.0))
    }

    /// Leaves it to [`Vault::settle`] to make what is done durable. Only for a vault in the making,
    /// of which a crash leaves nothing at all.
    pub(crate) fn defer_syncs(&mut self) {
        self.deferred = true;
    }

    /// Makes durable everything since [`Vault::defer_syncs`]; changes are durable again by themselves.
    ///
    /// # Errors
    ///
    /// [`VaultError::Database`], [`VaultError::Io`].
    pub(crate) fn settle(&mut self) -> Result<(), VaultError> {
        self.deferred = false;
        self.change(|_| Ok::<_, VaultError>(()))?;
        // Pages that were freed meanwhile could not be used again, and are most of the file.
        self.database.compact().or_vault_error()?;
        slot::sync_all(&self.folder)
    }

    /// Returns the public half of the identity that shares make together, if shares were made.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`].
    pub(crate) fn recovery(&self) -> Result<Option<Recipient>, VaultError> {
        self.header.recovery()
    }

    /// Makes the lock of somebody who is not let in yet: their passphrase is needed now, the consent
    /// of others comes later.
    pub(crate) fn draft_lock(
        &self,
        person: PersonId,
        identity: &Identity,
        passphrase: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Result<DraftLock, VaultError> {
        let owner = Owner {
            person,
            identity,
            bound: None,
        };
        let team = &self.keys.team;
        let lock = self.header.draft_lock(&owner, passphrase, team, rng)?;
        Ok(DraftLock(lock))
    }

    /// Lets somebody in whose lock was made before; durable before this returns.
    pub(crate) fn install_lock(
        &mut self,
        lock: &DraftLock,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let mut header = self.header.clone();
        header.install_lock(&lock.0, &self.keys.team, rng)?;
        if let Some(next) = &self.next {
            header.offer(next, rng)?;
        }
        self.replace_header(header)
    }

    /// Counts the wrong passphrases since somebody last opened the vault; what cannot be read counts
    /// as none.
    pub(crate) fn wrong_passphrases(&self) -> u64 {
        folder::wrong_passphrases(&self.folder)
    }

    /// Forgets them, once they stand in the trail.
    pub(crate) fn forget_wrong_passphrases(&self) {
        folder::forget_wrong_passphrases(&self.folder);
    }

    /// Lets in the identity that shares make together, in place of an earlier one.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub(crate) fn put_recovery(
        &mut self,
        recipient: &Recipient,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let mut header = self.header.clone();
        header.put_recovery(recipient, &self.keys.team, rng);
        self.replace_header(header)
    }

    pub(super) fn replace_header(&mut self, header: Header) -> Result<(), VaultError> {
        header.write(&self.folder)?;
        self.header = header;
        Ok(())
    }

    /// Says where the vault now is, after its folder was renamed.
    pub(super) fn move_to(self, folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            ..self
        }
    }

    /// Returns the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn builder() -> redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE_LEN);
    builder
}
