//! What is in memory while the vault is open, and gone when it is locked.

use crate::key::Desk;
use crate::vault::{Passphrase, Vault, VaultError};

/// An open vault.
pub(crate) struct Session {
    pub(crate) vault: Vault,
    /// Kept for backups, which are made under it.
    pub(crate) passphrase: Passphrase,
    /// The desk's short name, as every page shows it.
    pub(crate) desk: String,
}

impl Session {
    /// Opens the vault of a folder.
    pub(super) fn open(
        folder: &std::path::Path,
        passphrase: Passphrase,
    ) -> Result<Self, VaultError> {
        let vault = Vault::open(folder, &passphrase)?;
        let desk = Desk::load(&vault.read()?)?.base().desk.to_string();
        Ok(Self {
            vault,
            passphrase,
            desk,
        })
    }
}
