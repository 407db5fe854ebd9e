//! Records in, records out: a view of the vault, and a change of it.

use std::sync::Arc;

use rand_core::CryptoRng;
use redb::{
    Durability, ReadTransaction, ReadableDatabase as _, ReadableTable as _, TableDefinition,
    TableError, TableHandle as _, WriteTransaction,
};

use super::error::{OrVaultError as _, RedbError, VaultError};
use super::known::Known;
use super::record::{self, Record};
use super::seal::{IndexKey, Place, RecordKey};
use super::store::Vault;

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

/// What is done with each row: its lookup key, and the sealed record.
type EachRow<'e> = dyn FnMut(&[u8], &[u8]) -> Result<(), VaultError> + 'e;

/// One record as it lies in the database.
pub(crate) struct RawRecord {
    pub(crate) table: String,
    pub(crate) lookup: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
}

impl Vault {
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

pub(super) fn definition(table: &str) -> TableDefinition<'_, &'static [u8], &'static [u8]> {
    TableDefinition::new(table)
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

    /// Hands out every sealed record of a table, with its lookup key.
    #[doc(hidden)]
    fn each_sealed(&self, table: &str, each: &mut EachRow<'_>) -> Result<(), VaultError>;

    /// Returns all sealed records of a table.
    #[doc(hidden)]
    fn all_sealed(&self, table: &str) -> Result<Vec<Row>, VaultError> {
        let mut rows = Vec::new();
        self.each_sealed(table, &mut |lookup, sealed| {
            rows.push((lookup.to_vec(), sealed.to_vec()));
            Ok(())
        })?;
        Ok(rows)
    }

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
        let mut all = Vec::new();
        self.each_sealed(R::TABLE, &mut |lookup, sealed| {
            all.push(self.vault().open_record(lookup, sealed)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Returns all records of a table as [`Records::all`] does, for lists that are looked at often:
    /// they stay opened while the vault is, and only those are opened again that were written since.
    ///
    /// # Errors
    ///
    /// As [`Records::all`].
    fn known<R: Record + Send + Sync + 'static>(&self) -> Result<Arc<Known<R>>, VaultError>
    where
        Self: Sized,
    {
        let opened = &self.vault().opened;
        let known = Arc::new(Known::read(self, &opened.of())?);
        opened.keep(&known);
        Ok(known)
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

    fn each_sealed(&self, table: &str, each: &mut EachRow<'_>) -> Result<(), VaultError> {
        let table = match self.transaction.open_table(definition(table)) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(()),
            other => other.or_vault_error()?,
        };
        rows(table.iter().or_vault_error()?, each)
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

    fn each_sealed(&self, table: &str, each: &mut EachRow<'_>) -> Result<(), VaultError> {
        let table = self
            .transaction
            .open_table(definition(table))
            .or_vault_error()?;
        rows(table.iter().or_vault_error()?, each)
    }
}

fn rows(
    range: redb::Range<'_, &'static [u8], &'static [u8]>,
    each: &mut EachRow<'_>,
) -> Result<(), VaultError> {
    for row in range {
        let (lookup, sealed) = row.map_err(|err| VaultError::from(RedbError(err)))?;
        each(lookup.value(), sealed.value())?;
    }
    Ok(())
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
