//! A case that there is, opened: its line, its keys, what lies under them.

use std::cell::OnceCell;

use bellrope_protocol::key::CaseHandle;
use rand_core::CryptoRng;

use super::channel::{DAMAGED, HandleOf};
use super::{CaseNumber, Channel, Item, Register, access};
use crate::vault::{CaseKey, Change, Inlay, Record, RecordKey, Records, SlotKind, VaultError};

/// A case that there is: its line, what its slot gives, and its key, once it was asked for.
pub(crate) struct OpenCase {
    pub(crate) register: Register,
    team: RecordKey,
    pub(super) key: OnceCell<CaseKey>,
    /// Set once it is known that whoever has the vault open declared no interest.
    declared: OnceCell<()>,
}

impl OpenCase {
    /// Opens the case of a number; `None` if there is none, or its slot was destroyed.
    pub(crate) fn find(
        records: &impl Records,
        number: &CaseNumber,
    ) -> Result<Option<Self>, VaultError> {
        let Some(register) = Register::find(records, number)? else {
            return Ok(None);
        };
        Self::of(records, register)
    }

    pub(crate) fn of(
        records: &impl Records,
        register: Register,
    ) -> Result<Option<Self>, VaultError> {
        let Some(slot) = &register.slot else {
            return Ok(None);
        };
        let team = records.vault().slot_key(SlotKind::Case, slot)?;
        Ok(team.map(|team| Self {
            register,
            team,
            key: OnceCell::new(),
            declared: OnceCell::new(),
        }))
    }

    /// Opens every case.
    pub(crate) fn all(records: &impl Records) -> Result<Vec<Self>, VaultError> {
        let mut cases = Vec::new();
        for register in records.known::<Register>()?.iter() {
            cases.extend(Self::of(records, (**register).clone())?);
        }
        Ok(cases)
    }

    /// Opens the case of a handle.
    pub(crate) fn of_handle(
        records: &impl Records,
        handle: &CaseHandle,
    ) -> Result<Option<Self>, VaultError> {
        match records.find::<HandleOf>(handle.as_bytes())? {
            Some(found) => Self::find(records, &found.number),
            None => Ok(None),
        }
    }

    pub(crate) fn number(&self) -> &CaseNumber {
        &self.register.number
    }

    /// Returns what the slot gives: for records that say something about the case and that the
    /// whole team may use.
    pub(crate) fn team(&self) -> &RecordKey {
        &self.team
    }

    /// Returns the key of the content, or `None` if it is closed to whoever has the vault open.
    pub(crate) fn try_key(&self, records: &impl Records) -> Result<Option<&CaseKey>, VaultError> {
        if self.key.get().is_none() {
            let Some(key) = access::unwrap(records, &self.register)? else {
                return Ok(None);
            };
            // Nobody else sets it.
            let _ = self.key.set(key);
        }
        Ok(self.key.get())
    }

    /// Returns the key of the content, to show what it says: whoever has the vault open has declared
    /// to have no interest in it (R086).
    ///
    /// # Errors
    ///
    /// [`VaultError::Closed`] if it is closed to them, [`VaultError::Undeclared`] if they have not
    /// declared, [`VaultError::Statement`] if their confidentiality statement has run out (R092).
    pub(crate) fn key(&self, records: &impl Records) -> Result<&CaseKey, VaultError> {
        records.vault().check_statement()?;
        let key = self.held_key(records)?;
        if self.declared.get().is_none() && !access::is_declared(records, self.number())? {
            return Err(VaultError::Undeclared {
                number: self.number().to_string(),
            });
        }
        let _ = self.declared.set(());
        Ok(key)
    }

    /// Says whether what the case says may be shown to whoever has the vault open: they hold its key,
    /// and declared to have no interest in it.
    pub(crate) fn may_show(&self, records: &impl Records) -> Result<bool, VaultError> {
        let may_read = records.vault().check_statement().is_ok();
        // The key comes last: to unwrap it costs most.
        Ok(may_read
            && access::is_declared(records, self.number())?
            && self.try_key(records)?.is_some())
    }

    /// Returns the key of the content, to seal with it or to hand it on.
    ///
    /// # Errors
    ///
    /// [`VaultError::Closed`] if it is closed to whoever has the vault open.
    pub(crate) fn held_key(&self, records: &impl Records) -> Result<&CaseKey, VaultError> {
        self.try_key(records)?.ok_or_else(|| VaultError::Closed {
            number: self.number().to_string(),
        })
    }

    pub(crate) fn channel(&self, records: &impl Records) -> Result<Channel, VaultError> {
        let found = records.find_under(&self.team, self.number().as_str())?;
        found.ok_or(DAMAGED)
    }

    pub(crate) fn put_channel(
        &self,
        change: &Change<'_>,
        channel: &Channel,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put_under(&self.team, self.number().as_str(), channel, rng)
    }

    /// Finds a record of content.
    pub(crate) fn content<R: Record>(
        &self,
        records: &impl Records,
        name: &str,
    ) -> Result<Option<R>, VaultError> {
        let key = self.key(records)?;
        if let Some(found) = records.find_under(key.content(), name)? {
            return Ok(Some(found));
        }
        let inlay: Option<Inlay> = records.find_under(&self.team, inlay_name::<R>(name))?;
        inlay.map(|inlay| key.open_inlay(name, &inlay)).transpose()
    }

    /// Writes a record of content: under the key of the case, or, for whom it is closed to, sealed
    /// to it.
    pub(crate) fn put_content<R: Record>(
        &self,
        change: &Change<'_>,
        channel: &Channel,
        name: &str,
        record: &R,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        if let Some(key) = self.try_key(change)? {
            return change.put_under(key.content(), name, record, rng);
        }
        let inlay = Inlay::seal(&channel.recipient()?, name, record, rng)?;
        change.put_under(&self.team, inlay_name::<R>(name), &inlay, rng)
    }

    /// Removes a record of content, whoever added it.
    pub(crate) fn remove_content<R: Record>(
        &self,
        change: &Change<'_>,
        name: &str,
    ) -> Result<(), VaultError> {
        change.remove::<R>(name)?;
        change.remove::<Inlay>(inlay_name::<R>(name))
    }

    pub(crate) fn item(&self, records: &impl Records, item: u32) -> Result<Item, VaultError> {
        let damaged = VaultError::Damaged { part: Item::TABLE };
        self.content(records, &item_name(self.number(), item))?
            .ok_or(damaged)
    }

    /// Adds an item at the end of the conversation; the channel is stored along.
    pub(crate) fn add_item(
        &self,
        change: &Change<'_>,
        channel: &mut Channel,
        content: &Item,
        rng: &mut impl CryptoRng,
    ) -> Result<u32, VaultError> {
        let item = channel.items;
        let name = item_name(self.number(), item);
        self.put_content(change, channel, &name, content, rng)?;
        channel.items += 1;
        self.put_channel(change, channel, rng)?;
        Ok(item)
    }
}

fn item_name(number: &CaseNumber, item: u32) -> String {
    format!("{number}/{item}")
}

fn inlay_name<R: Record>(name: &str) -> String {
    format!("{}/{name}", R::TABLE)
}
