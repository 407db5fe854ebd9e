//! What a record is: JSON of one table.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::VaultError;

/// A kind of record: its table and its JSON.
pub trait Record: Serialize + DeserializeOwned {
    /// Name of the table; in the database it stands as it is.
    const TABLE: &'static str;
}

/// Room that a record's JSON gets at once, in bytes, so that growing leaves few copies behind.
const ROOM: usize = 64 * 1024;

pub(super) fn write<R: Record>(record: &R) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut json = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *json, record).map_err(|source| VaultError::Unwritable {
        table: R::TABLE,
        source,
    })?;
    Ok(json)
}

pub(super) fn read<R: Record>(json: &[u8]) -> Result<R, VaultError> {
    serde_json::from_slice(json).map_err(|_| VaultError::Damaged { part: R::TABLE })
}
