//! Sealing records again under another key: a case whose readers changed, a team that somebody left.
//!
//! A case is moved in one change. The team's key stands in `vault.json` and the records in the
//! database, so replacing it takes three steps, each durable before the next:
//!
//! 1. `vault.json` gets the new key beside the old, for everybody who stays, and loses the locks of
//!    those who left;
//! 2. one change seals every record of the team again;
//! 3. `vault.json` drops the old key.
//!
//! Whoever opens the vault in between holds both keys, finds which one opens the records, and goes on
//! from there ([`Vault::settle_team_key`]). What somebody who left still holds opens nothing from
//! step 2 on, and lets them in no more from step 1 on.

use std::collections::HashMap;

use rand_core::CryptoRng;
use redb::{ReadableTable as _, TableHandle as _};
use zeroize::Zeroizing;

use super::case_key::{CaseKey, Inlay};
use super::error::{OrVaultError as _, VaultError};
use super::lock::PersonId;
use super::record::{self, Record as _};
use super::seal::{RecordKey, Sort};
use super::slot::{Slot, SlotKind};
use super::store::{Keys, Vault};
use super::table::{Change, Records as _, definition};

/// A record that is sealed again: where it lies, and what it says.
struct Again {
    lookup: Vec<u8>,
    sealed: Vec<u8>,
}

/// What a case is sealed under, before or after it was moved.
pub(crate) struct Moved<'k> {
    /// The key that the slot gives the team.
    pub(crate) team: &'k RecordKey,
    /// The key of the content.
    pub(crate) case: &'k CaseKey,
}

/// A slot, and the name that most records under it go by.
pub(crate) struct SlotUse {
    pub(crate) kind: SlotKind,
    pub(crate) slot: Slot,
    pub(crate) name: Vec<u8>,
}

impl Change<'_> {
    /// Seals everything of a case under other keys. What was added by those who may not read it
    /// becomes a record like the others.
    pub(crate) fn move_case(
        &self,
        old: &Moved<'_>,
        new: &Moved<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        self.absorb_inlays(old, rng)?;
        let swaps = [
            (old.team, new.team),
            (old.case.content(), new.case.content()),
        ];
        for table in self.tables()? {
            self.seal_again(&table, rng, |_, table, lookup, sealed| {
                let opened = swaps
                    .iter()
                    .find_map(|(from, to)| Some((from.open_raw(table, lookup, sealed)?, *to)));
                Ok(opened)
            })?;
        }
        Ok(())
    }

    fn absorb_inlays(&self, case: &Moved<'_>, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        for (lookup, sealed) in self.all_sealed(Inlay::TABLE)? {
            let Some(plain) = case.team.open_raw(Inlay::TABLE, &lookup, &sealed) else {
                continue;
            };
            let inlay: Inlay = record::read(&plain)?;
            let plain = case.case.open_inlay_raw(&inlay)?;
            let index = &self.vault().keys.index;
            let place = index.lookup(&inlay.table, inlay.name.as_bytes());
            let content = case.case.content();
            let sealed = content.seal_raw(&inlay.table, &place, &plain, rng);
            self.insert(&inlay.table, &place, &sealed)?;
            let mut table = self
                .transaction
                .open_table(definition(Inlay::TABLE))
                .or_vault_error()?;
            table.remove(lookup.as_slice()).or_vault_error()?;
        }
        Ok(())
    }

    /// Seals every record of the team under other keys.
    fn move_team(
        &self,
        to: &Keys,
        slots: &[SlotUse],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let from = &self.vault().keys;
        let swaps = self.slot_swaps(to, slots)?;
        for table in self.tables()? {
            let named: HashMap<[u8; 16], usize> = slots
                .iter()
                .enumerate()
                .map(|(at, slot)| (from.index.lookup(&table, &slot.name), at))
                .collect();
            self.seal_again(&table, rng, |sort, table, lookup, sealed| match sort {
                Sort::Team => {
                    let damaged = VaultError::Damaged { part: "vault.redb" };
                    let plain = from.record.open_raw(table, lookup, sealed).ok_or(damaged)?;
                    Ok(Some((plain, &to.record)))
                }
                Sort::Slot => {
                    let likely = named.get(lookup).and_then(|at| swaps[*at].as_ref());
                    // A record whose slot was destroyed opens with none, and stays as it is.
                    Ok(likely
                        .into_iter()
                        .chain(swaps.iter().flatten())
                        .find_map(|(old, new)| Some((old.open_raw(table, lookup, sealed)?, new))))
                }
                Sort::Case => Ok(None),
            })?;
        }
        Ok(())
    }

    fn slot_swaps(
        &self,
        to: &Keys,
        slots: &[SlotUse],
    ) -> Result<Vec<Option<(RecordKey, RecordKey)>>, VaultError> {
        let vault = self.vault();
        let swap = |it: &SlotUse| {
            let old = vault.slot_key(it.kind, &it.slot)?;
            let new = vault.slot_key_of(&to.team, it.kind, &it.slot)?;
            Ok(old.zip(new))
        };
        slots.iter().map(swap).collect()
    }

    fn tables(&self) -> Result<Vec<String>, VaultError> {
        let tables = self.transaction.list_tables().or_vault_error()?;
        Ok(tables.map(|table| table.name().to_owned()).collect())
    }

    /// Seals those records of a table again for which `open` answers what they say and under which
    /// key they go.
    fn seal_again<'k>(
        &self,
        table: &str,
        rng: &mut impl CryptoRng,
        open: impl Fn(Sort, &str, &[u8], &[u8]) -> Result<Option<Opened<'k>>, VaultError>,
    ) -> Result<(), VaultError> {
        let mut all = Vec::new();
        {
            let rows = self
                .transaction
                .open_table(definition(table))
                .or_vault_error()?;
            for row in rows.iter().or_vault_error()? {
                let (lookup, sealed) = row.or_vault_error()?;
                let (lookup, sealed) = (lookup.value(), sealed.value());
                let Some(sort) = Sort::of(sealed) else {
                    return Err(VaultError::Damaged { part: "vault.redb" });
                };
                if let Some((plain, key)) = open(sort, table, lookup, sealed)? {
                    all.push(Again {
                        lookup: lookup.to_vec(),
                        sealed: key.seal_raw(table, lookup, &plain, rng),
                    });
                }
            }
        }
        all.iter()
            .try_for_each(|it| self.insert(table, &it.lookup, &it.sealed))
    }

    fn insert(&self, table: &str, lookup: &[u8], sealed: &[u8]) -> Result<(), VaultError> {
        let mut table = self
            .transaction
            .open_table(definition(table))
            .or_vault_error()?;
        table.insert(lookup, sealed).or_vault_error()?;
        Ok(())
    }
}

/// What a record says, and the key that it goes under.
type Opened<'k> = (Zeroizing<Vec<u8>>, &'k RecordKey);

impl Vault {
    /// Begins to replace the team's key, without those who left: step 1.
    pub(crate) fn begin_team_key(
        &mut self,
        left: &[PersonId],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let next = self.keys.team.succeed(rng);
        let mut header = self.header.clone();
        left.iter().for_each(|person| header.remove_lock(*person));
        header.offer(&next, rng)?;
        self.replace_header(header)?;
        self.next = Some(next);
        Ok(())
    }

    /// Says whether the team's key is being replaced.
    pub(crate) fn is_moving(&self) -> bool {
        self.next.is_some()
    }

    /// Replaces the team's key, or goes on where that was interrupted: steps 2 and 3. `slots` names
    /// every slot that a record is under.
    pub(crate) fn settle_team_key<R: CryptoRng>(
        &mut self,
        slots: &[SlotUse],
        note: impl FnOnce(&Change<'_>, &mut R) -> Result<(), VaultError>,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        let Some(next) = self.next.take() else {
            return Ok(());
        };
        if next.master != self.keys.team.master {
            let keys = Keys::new(next.again());
            let moved = self.change(|change| {
                note(change, rng)?;
                change.move_team(&keys, slots, rng)
            });
            if let Err(err) = moved {
                self.next = Some(next);
                return Err(err);
            }
            self.keys = keys;
        }
        let mut header = self.header.clone();
        header.settle();
        self.replace_header(header)
    }

    /// Finds which of two keys of the team opens the records.
    pub(super) fn find_team_key(&mut self) -> Result<(), VaultError> {
        let Some(next) = &self.next else {
            return Ok(());
        };
        let keys = Keys::new(next.again());
        if self.opens_under(&keys.record)? {
            self.keys = keys;
        }
        Ok(())
    }

    /// Says whether a key opens the first record of the team that there is.
    fn opens_under(&self, key: &RecordKey) -> Result<bool, VaultError> {
        let mut answer = None;
        self.read()?.each_raw(|raw| {
            if answer.is_none() && Sort::of(&raw.sealed) == Some(Sort::Team) {
                let opened = key.open_raw(&raw.table, &raw.lookup, &raw.sealed);
                answer = Some(opened.is_some());
            }
            Ok::<_, VaultError>(())
        })?;
        Ok(answer.unwrap_or(false))
    }
}
