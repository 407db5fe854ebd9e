//! What is in memory while the vault is open, and gone when it is locked.

use std::path::Path;
use std::sync::Arc;

use bellrope_preview::Preview;

use bellrope_qr::Sender;

use super::Rng;
use crate::case::CaseNumber;
use crate::configuration;
use crate::key::Desk;
use crate::person;
use crate::practice;
use crate::search::Index;
use crate::vault::{Asker, Passphrase, Vault, VaultError};

/// An open vault.
pub(crate) struct Session {
    pub(crate) vault: Vault,
    /// Kept for backups, which are made under it.
    pub(crate) passphrase: Passphrase,
    /// The file that was looked at last, as pixels and text.
    pub(crate) shown: Option<Shown>,
    /// What search looks through; made at the first search.
    pub(crate) index: Index,
    /// The desk's short name, as every page shows it.
    pub(crate) desk: String,
    /// After how many minutes without use the desk chose to lock.
    pub(crate) lock_minutes: u16,
    /// The last export as codes, while it is shown.
    pub(crate) codes: Option<Sender>,
    /// Whether the vault is for practice, which every page says.
    pub(super) is_practice: bool,
}

/// A preview, and of what.
pub(crate) struct Shown {
    pub(crate) number: CaseNumber,
    pub(crate) file: u32,
    pub(crate) preview: Arc<Preview>,
}

impl Session {
    /// Opens the vault of a folder; the trail says that it was opened.
    pub(super) fn open(
        folder: &Path,
        passphrase: Passphrase,
        asker: &Asker,
        now: u64,
        rng: &mut Rng,
    ) -> Result<Self, VaultError> {
        let mut vault = Vault::open_asking(folder, &passphrase, asker)?;
        person::arrive(&mut vault, now, rng)?;
        let reading = vault.read()?;
        let desk = Desk::load(&reading)?.base().desk.to_string();
        let is_practice = practice::is_practice(&reading)?;
        let lock_minutes = configuration::lock_minutes(&reading)?;
        drop(reading);
        Ok(Self {
            vault,
            passphrase,
            shown: None,
            index: Index::new(),
            desk,
            lock_minutes,
            codes: None,
            is_practice,
        })
    }
}
