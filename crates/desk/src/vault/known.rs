//! Records that stay opened as long as the vault is: lists look at every case again and again, and
//! opening a record, its JSON above all, is most of what that costs.
//!
//! Nothing has to be told that a record changed: each is sealed under a nonce of its own, and one is
//! opened again when the nonce is another. Every look goes over the rows as they are in the view or
//! the change that it is made in, so what was never committed is not seen by a later one.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::VaultError;
use super::mark::{Lookup, Mark};
use super::record::Record;
use super::store::Vault;
use super::table::Records;

/// Every record of a table, opened.
pub struct Known<R>(BTreeMap<Lookup, (Mark, Arc<R>)>);

impl<R> std::fmt::Debug for Known<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

impl<R> Default for Known<R> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<R: Record + Send + Sync + 'static> Known<R> {
    /// Lists the records, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<R>> {
        self.0.values().map(|(_, record)| record)
    }

    /// Returns the record of this name.
    #[must_use]
    pub fn find(&self, vault: &Vault, name: impl AsRef<[u8]>) -> Option<&R> {
        let (_, record) = self.0.get(&vault.lookup::<R>(name))?;
        Some(record)
    }

    /// Reads a table; opens what `before` does not have, or has as it no longer is.
    pub(super) fn read(records: &impl Records, before: &Self) -> Result<Self, VaultError> {
        let mut now = BTreeMap::new();
        records.each_sealed(R::TABLE, &mut |lookup, sealed| {
            let damaged = || VaultError::Damaged { part: R::TABLE };
            let place: Lookup = lookup.try_into().map_err(|_| damaged())?;
            let mark = Mark::of(sealed).ok_or_else(damaged)?;
            let kept = before.0.get(&place).filter(|(of, _)| *of == mark);
            let record = match kept {
                Some((_, record)) => Arc::clone(record),
                None => Arc::new(records.vault().open_record(lookup, sealed)?),
            };
            now.insert(place, (mark, record));
            Ok(())
        })?;
        Ok(Self(now))
    }
}

/// What was opened, by table.
#[derive(Default)]
pub(super) struct Opened(Mutex<HashMap<&'static str, Arc<dyn Any + Send + Sync>>>);

impl Opened {
    pub(super) fn of<R: Record + Send + Sync + 'static>(&self) -> Arc<Known<R>> {
        let tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = tables.get(R::TABLE).cloned();
        let known = known.and_then(|known| known.downcast().ok());
        known.unwrap_or_default()
    }

    pub(super) fn keep<R: Record + Send + Sync + 'static>(&self, known: &Arc<Known<R>>) {
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tables.insert(R::TABLE, Arc::clone(known) as Arc<dyn Any + Send + Sync>);
    }
}
