//! Marks: what tells that a record was written anew, without opening it.

use std::collections::HashMap;

use super::error::VaultError;
use super::record::Record;
use super::seal::NONCE_LEN;
use super::store::Vault;
use super::table::{Reading, Records as _};

/// Where a record lies in its table.
pub(crate) type Lookup = [u8; 16];

/// The nonce that a record was sealed with: random, so another one whenever it was written again,
/// even with the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark([u8; NONCE_LEN]);

impl Mark {
    /// Reads the mark of a sealed record; its first byte says what sort of key it is under.
    pub(super) fn of(sealed: &[u8]) -> Option<Self> {
        let mark = sealed.get(1..)?.first_chunk()?;
        Some(Self(*mark))
    }
}

impl Reading<'_> {
    /// Returns the mark of every record of a table, whatever they are sealed under.
    pub(crate) fn marks<R: Record>(&self) -> Result<HashMap<Lookup, Mark>, VaultError> {
        let damaged = || VaultError::Damaged { part: R::TABLE };
        let mut marks = HashMap::new();
        self.each_sealed(R::TABLE, &mut |lookup, sealed| {
            let lookup = lookup.try_into().map_err(|_| damaged())?;
            marks.insert(lookup, Mark::of(sealed).ok_or_else(damaged)?);
            Ok(())
        })?;
        Ok(marks)
    }

    /// Returns the record that lies there.
    pub(crate) fn at<R: Record>(&self, lookup: &Lookup) -> Result<Option<R>, VaultError> {
        match self.sealed(R::TABLE, lookup)? {
            Some(sealed) => self.vault().open_record(lookup, &sealed).map(Some),
            None => Ok(None),
        }
    }
}

impl Vault {
    /// Returns where the record of this name lies, if it is there.
    pub(crate) fn lookup<R: Record>(&self, name: impl AsRef<[u8]>) -> Lookup {
        self.index_key().lookup(R::TABLE, name.as_ref())
    }
}
