//! The open vault: records in, records out.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use bellrope_protocol::age::{Identity, Recipient};
use bellrope_protocol::time::Day;
use rand_core::CryptoRng;
use redb::{
    Database, Durability, ReadTransaction, ReadableDatabase as _, ReadableTable as _,
    TableDefinition, TableError, TableHandle as _, WriteTransaction,
};
use zeroize::Zeroizing;

use super::error::{OrVaultError as _, RedbError, VaultError};
use super::folder;
use super::header::{Header, Unlocked};
use super::lock::{DraftLock, PersonId, TeamKeys};
use super::passphrase::{Cost, Passphrase};
use super::record::{self, Record};
use super::seal::{IndexKey, Place, RecordKey, Sort};
use super::slot::{self, Slot, SlotKind};

/// Name of the database file.
pub(super) const DATABASE: &str = "vault.redb";
/// Memory that the database may use as a cache, in bytes.
const CACHE_LEN: usize = 32 * 1024 * 1024;

/// An open vault, locked against other processes until dropped.
pub struct Vault {
    folder: PathBuf,
    pub(super) database: Database,
    pub(super) header: Header,
    pub(super) keys: Keys,
    /// The team's keys that the records are being moved to.
    pub(super) next: Option<TeamKeys>,
    opener: Opener,
    /// Whether the disk is told at [`Vault::settle`] only.
    deferred: bool,
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
struct Opener {
    person: Option<PersonId>,
    identity: Identity,
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
    /// Opens a vault: takes the lock, derives the passphrase key, checks every page.
    ///
    /// # Errors
    ///
    /// [`VaultError::Absent`], [`VaultError::Busy`], [`VaultError::WrongPassphrase`],
    /// [`VaultError::Damaged`], or the machine's.
    pub fn open(folder: &Path, passphrase: &Passphrase) -> Result<Self, VaultError> {
        // Says that there is none; who may open it is read once nobody else can change it.
        Header::read(folder)?;
        let lock = folder::take_lock(folder)?;
        let header = Header::read(folder)?;
        let unlocked = header.open(passphrase);
        if matches!(unlocked, Err(VaultError::WrongPassphrase)) {
            folder::count_wrong_passphrase(folder);
        }
        Self::open_locked(folder, lock, header, unlocked?)
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
                overdue: None,
            },
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

    /// Says who is there besides, by their passphrase: the second of four eyes, while the vault stays
    /// open as it is.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassphrase`], [`VaultError::Cost`].
    pub fn witness(&self, passphrase: &Passphrase) -> Result<Witness, VaultError> {
        let person = self.header.whose(passphrase)?;
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
    /// [`VaultError::WrongPassphrase`], [`VaultError::Damaged`].
    pub(crate) fn seat(&self, passphrase: &Passphrase) -> Result<Seat, VaultError> {
        let unlocked = self.header.open(passphrase)?;
        Ok(Seat(Opener {
            person: unlocked.person,
            identity: unlocked.identity,
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
        let team = &self.keys.team;
        let lock = self
            .header
            .draft_lock(person, identity, passphrase, team, rng)?;
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

    /// Begins to read: everything is seen as it is now.
    ///
    /// # Errors
    ///
    /// [`VaultError::Database`].
    pub fn read(&self) -> Result<Reading<'_>, VaultError> {
        Ok(Reading {
            vault: self,
            transaction: self.database.begin_read().or_vault_error()?,
        })
    }

    /// Changes records, all or none: nothing is kept if `change` answers an error or the
    /// process dies before this returns.
    ///
    /// # Errors
    ///
    /// Those of `change`, and of the database as `E`.
    pub fn change<T, E: From<VaultError>>(
        &mut self,
        change: impl FnOnce(&Change<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut transaction = self.database.begin_write().or_vault_error()?;
        if self.deferred {
            let unsaved = transaction.set_durability(Durability::None);
            unsaved.or_vault_error()?;
        } else {
            transaction.set_two_phase_commit(true);
            transaction.set_quick_repair(true);
        }
        let changing = Change {
            vault: self,
            transaction,
        };
        let answer = change(&changing)?;
        changing.transaction.commit().or_vault_error()?;
        Ok(answer)
    }

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
        let files = slot::make(&self.folder, kind, slots, rng)?;
        if self.deferred {
            return Ok(());
        }
        slot::sync(&self.folder, kind, &files)
    }

    /// Destroys a key slot: what its key sealed is lost for good.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub fn destroy_slot(&self, kind: SlotKind, slot: &Slot) -> Result<(), VaultError> {
        slot::destroy(&self.folder, kind, slot)
    }

    /// Destroys all slots of a kind but those named: what crashes left behind.
    ///
    /// # Errors
    ///
    /// [`VaultError::Io`].
    pub fn sweep_slots(&self, kind: SlotKind, keep: &[Slot]) -> Result<(), VaultError> {
        let keep: HashSet<&Slot> = keep.iter().collect();
        for slot in slot::list(&self.folder, kind)? {
            if !keep.contains(&slot) {
                slot::destroy(&self.folder, kind, &slot)?;
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
        slot::list(&self.folder, kind)
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
        slot::read(&self.folder, kind, slot)
    }

    pub(super) fn index_key(&self) -> &IndexKey {
        &self.keys.index
    }

    /// Opens a record as it lies in the database.
    pub(super) fn open_record<R: Record>(
        &self,
        lookup: &[u8],
        sealed: &[u8],
    ) -> Result<R, VaultError> {
        let place = Place {
            table: R::TABLE,
            lookup,
        };
        record::read(&self.keys.record.open_record(&place, sealed)?)
    }

    /// Puts raw records of a backup back.
    pub(crate) fn put_raw(&mut self, records: &[RawRecord]) -> Result<(), VaultError> {
        self.change(|change| {
            for record in records {
                let mut table = change
                    .transaction
                    .open_table(definition(&record.table))
                    .or_vault_error()?;
                table
                    .insert(record.lookup.as_slice(), record.sealed.as_slice())
                    .or_vault_error()?;
            }
            Ok(())
        })
    }
}

fn builder() -> redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE_LEN);
    builder
}

fn slot_record_key(master: &[u8], half: &[u8; 32], kind: SlotKind) -> RecordKey {
    RecordKey::derive_for(Sort::Slot, master, Some(half), kind.info())
}

pub(super) fn definition(table: &str) -> TableDefinition<'_, &'static [u8], &'static [u8]> {
    TableDefinition::new(table)
}

/// A view of the vault at one moment.
pub struct Reading<'v> {
    vault: &'v Vault,
    pub(super) transaction: ReadTransaction,
}

/// A change under way.
pub struct Change<'v> {
    vault: &'v Vault,
    pub(super) transaction: WriteTransaction,
}

/// A lookup key and the sealed record that it leads to.
type Row = (Vec<u8>, Vec<u8>);

/// One record as it lies in the database.
pub(crate) struct RawRecord {
    pub(crate) table: String,
    pub(crate) lookup: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
}

impl Reading<'_> {
    /// Hands out every record as it lies in the database, table by table.
    pub(crate) fn each_raw<E: From<VaultError>>(
        &self,
        mut each: impl FnMut(RawRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        for handle in self.transaction.list_tables().or_vault_error()? {
            let name = handle.name();
            let table = self
                .transaction
                .open_table(definition(name))
                .or_vault_error()?;
            for row in table.iter().or_vault_error()? {
                let (lookup, sealed) = row.or_vault_error()?;
                each(RawRecord {
                    table: name.to_owned(),
                    lookup: lookup.value().to_vec(),
                    sealed: sealed.value().to_vec(),
                })?;
            }
        }
        Ok(())
    }
}

/// Reading records, in a view or in a change.
pub trait Records {
    /// Returns the vault.
    fn vault(&self) -> &Vault;

    /// Returns a sealed record.
    #[doc(hidden)]
    fn sealed(&self, table: &str, lookup: &[u8]) -> Result<Option<Vec<u8>>, VaultError>;

    /// Returns all sealed records of a table.
    #[doc(hidden)]
    fn all_sealed(&self, table: &str) -> Result<Vec<Row>, VaultError>;

    /// Returns the record of this name.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`], [`VaultError::Database`].
    fn find<R: Record>(&self, name: impl AsRef<[u8]>) -> Result<Option<R>, VaultError> {
        self.find_under(&self.vault().keys.record, name)
    }

    /// Returns the record of this name, sealed under a key of its own.
    ///
    /// # Errors
    ///
    /// As [`Records::find`].
    fn find_under<R: Record>(
        &self,
        key: &RecordKey,
        name: impl AsRef<[u8]>,
    ) -> Result<Option<R>, VaultError> {
        let lookup = self.vault().keys.index.lookup(R::TABLE, name.as_ref());
        let Some(sealed) = self.sealed(R::TABLE, &lookup)? else {
            return Ok(None);
        };
        let place = Place {
            table: R::TABLE,
            lookup: &lookup,
        };
        record::read(&key.open_record(&place, &sealed)?).map(Some)
    }

    /// Says whether there is a record of this name.
    ///
    /// # Errors
    ///
    /// [`VaultError::Database`].
    fn has<R: Record>(&self, name: impl AsRef<[u8]>) -> Result<bool, VaultError> {
        let lookup = self.vault().keys.index.lookup(R::TABLE, name.as_ref());
        Ok(self.sealed(R::TABLE, &lookup)?.is_some())
    }

    /// Returns all records of a table, in no order that means anything.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`], [`VaultError::Database`].
    fn all<R: Record>(&self) -> Result<Vec<R>, VaultError> {
        let open = |(lookup, sealed): (Vec<u8>, Vec<u8>)| {
            let place = Place {
                table: R::TABLE,
                lookup: &lookup,
            };
            record::read(&self.vault().keys.record.open_record(&place, &sealed)?)
        };
        self.all_sealed(R::TABLE)?.into_iter().map(open).collect()
    }
}

impl Records for Reading<'_> {
    fn vault(&self) -> &Vault {
        self.vault
    }

    fn sealed(&self, table: &str, lookup: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        let table = match self.transaction.open_table(definition(table)) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            other => other.or_vault_error()?,
        };
        let found = table.get(lookup).or_vault_error()?;
        Ok(found.map(|sealed| sealed.value().to_vec()))
    }

    fn all_sealed(&self, table: &str) -> Result<Vec<Row>, VaultError> {
        let table = match self.transaction.open_table(definition(table)) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
            other => other.or_vault_error()?,
        };
        rows(table.iter().or_vault_error()?)
    }
}

impl Records for Change<'_> {
    fn vault(&self) -> &Vault {
        self.vault
    }

    fn sealed(&self, table: &str, lookup: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        let table = self
            .transaction
            .open_table(definition(table))
            .or_vault_error()?;
        let found = table.get(lookup).or_vault_error()?;
        Ok(found.map(|sealed| sealed.value().to_vec()))
    }

    fn all_sealed(&self, table: &str) -> Result<Vec<Row>, VaultError> {
        let table = self
            .transaction
            .open_table(definition(table))
            .or_vault_error()?;
        rows(table.iter().or_vault_error()?)
    }
}

fn rows(range: redb::Range<'_, &'static [u8], &'static [u8]>) -> Result<Vec<Row>, VaultError> {
    range
        .map(|row| {
            let (lookup, sealed) = row.map_err(|err| VaultError::from(RedbError(err)))?;
            Ok((lookup.value().to_vec(), sealed.value().to_vec()))
        })
        .collect()
}

impl Change<'_> {
    /// Writes a record under its name; what was there before is replaced.
    ///
    /// # Errors
    ///
    /// [`VaultError::Database`], [`VaultError::Unwritable`].
    pub fn put<R: Record>(
        &self,
        name: impl AsRef<[u8]>,
        record: &R,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        self.put_under(&self.vault.keys.record, name, record, rng)
    }

    /// Writes a record sealed under a key of its own.
    ///
    /// # Errors
    ///
    /// As [`Change::put`].
    pub fn put_under<R: Record>(
        &self,
        key: &RecordKey,
        name: impl AsRef<[u8]>,
        record: &R,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let lookup = self.vault.keys.index.lookup(R::TABLE, name.as_ref());
        let place = Place {
            table: R::TABLE,
            lookup: &lookup,
        };
        let sealed = key.seal_record(&place, &record::write(record)?, rng);
        let mut table = self
            .transaction
            .open_table(definition(R::TABLE))
            .or_vault_error()?;
        table
            .insert(lookup.as_slice(), sealed.as_slice())
            .or_vault_error()?;
        Ok(())
    }

    /// Removes the record of this name, if there is one.
    ///
    /// # Errors
    ///
    /// [`VaultError::Database`].
    pub fn remove<R: Record>(&self, name: impl AsRef<[u8]>) -> Result<(), VaultError> {
        let lookup = self.vault.keys.index.lookup(R::TABLE, name.as_ref());
        let mut table = self
            .transaction
            .open_table(definition(R::TABLE))
            .or_vault_error()?;
        table.remove(lookup.as_slice()).or_vault_error()?;
        Ok(())
    }
}
