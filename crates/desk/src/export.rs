//! Export: what the courier carries back. Cards and reply batches that are not known to be
//! published, a confirmation up to where a verified backup reaches, and the last board until it is
//! known to be published.

use std::fs;
use std::io;
use std::path::Path;

use bellrope_bundle::{Member, WriteError};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::note::KeyName;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use bellrope_transparency::log_note::{ConfirmNote, LogNote as _, LogNoteError};
use bellrope_transparency::tree::Hash;
use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};

use crate::board::{self, BoardError};
use crate::card;
use crate::key::{self, Desk, Role};
use crate::log_state::Progress;
use crate::practice;
use crate::reply_batch::{self, BatchError, MadeBatch};
use crate::trail;
use crate::vault::{Change, Records, Vault, VaultError};

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Batches that were made for it, for their days had none yet.
    pub made: Vec<MadeBatch>,
    /// Cards.
    pub cards: usize,
    /// Days of the reply batches, in order.
    pub days: Vec<Day>,
    /// Size up to which it confirms.
    pub confirms: Option<u64>,
    /// Number of the board.
    pub board: Option<u64>,
    /// Letters were imported that no backup has yet, so they are not confirmed.
    pub awaits_backup: bool,
}

/// Writes an outgoing bundle: there whole and synced, or not at all. Batches that are due are
/// made first, so that every export has one for every day up to today.
///
/// Nothing is marked as sent: what a later bundle from the relay does not show as published is
/// exported again.
///
/// # Errors
///
/// [`ExportError`], by variant.
///
/// Spec: docs/protocol.md §8, §14.
pub fn export(
    vault: &mut Vault,
    path: &Path,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Exported, ExportError> {
    if practice::is_practice(&vault.read()?)? {
        return Err(ExportError::Practice);
    }
    let made = reply_batch::make_due(vault, now, rng)?;
    let reading = vault.read()?;
    let outgoing = Outgoing::collect(&reading)?;
    if outgoing.members.is_empty() {
        return Err(ExportError::Nothing);
    }
    let name = Desk::load(&reading)?.base().desk.clone();
    bellrope_bundle::write(path, name, |bundle| {
        outgoing
            .members
            .iter()
            .try_for_each(|(member, body)| bundle.add(*member, body))
    })?;
    drop(reading);
    vault.change(|change| outgoing.note(change, path, now, rng))?;
    Ok(Exported {
        made,
        cards: outgoing.cards,
        days: outgoing.days,
        confirms: outgoing.confirms,
        board: outgoing.board,
        awaits_backup: outgoing.awaits_backup,
    })
}

#[derive(Default)]
struct Outgoing {
    members: Vec<(Member, Vec<u8>)>,
    cards: usize,
    days: Vec<Day>,
    confirms: Option<u64>,
    board: Option<u64>,
    awaits_backup: bool,
}

impl Outgoing {
    fn collect(records: &impl Records) -> Result<Self, ExportError> {
        let progress = Progress::load(records)?;
        let mut outgoing = Self::default();
        outgoing.add_cards(records, progress.cards_published)?;
        outgoing.add_batches(records, progress.batches_published)?;
        outgoing.add_confirm(records, &progress)?;
        outgoing.add_board(records)?;
        Ok(outgoing)
    }

    /// Enters the bundle that was written, and what it confirms.
    fn note(
        &self,
        change: &Change<'_>,
        path: &Path,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ExportError> {
        let hash = hash_of(path).map_err(VaultError::io("read the bundle back"))?;
        let exported = trail::entry(change, now, Act::BundleExported).with(Key::Bundle, hash);
        trail::append(change, &exported, rng)?;
        if let Some(size) = self.confirms {
            let confirmed = trail::entry(change, now, Act::BundleConfirmed).with(Key::Size, size);
            trail::append(change, &confirmed, rng)?;
        }
        Ok(())
    }

    fn add_cards(&mut self, records: &impl Records, published: u64) -> Result<(), ExportError> {
        for serial in published + 1..=Desk::load(records)?.serial {
            let damaged = VaultError::Damaged { part: "cards" };
            let body = card::signed(records, serial)?.ok_or(damaged)?;
            self.members.push((Member::PostCard { serial }, body));
            self.cards += 1;
        }
        Ok(())
    }

    fn add_batches(&mut self, records: &impl Records, published: u64) -> Result<(), ExportError> {
        for number in published..reply_batch::count(records)? {
            let damaged = || VaultError::Damaged { part: "batches" };
            let day = reply_batch::find(records, number)?.ok_or_else(damaged)?.day;
            let body = reply_batch::post(records, number)?.ok_or_else(damaged)?;
            self.members.push((Member::PostReplies { day }, body));
            self.days.push(day);
        }
        Ok(())
    }

    /// Confirms what a verified backup has, if that is more than what is confirmed.
    fn add_confirm(
        &mut self,
        records: &impl Records,
        progress: &Progress,
    ) -> Result<(), ExportError> {
        let imported = crate::log_state::intake_size(records)?;
        let backed_up = progress.backed_up.map_or(0, |head| head.size);
        self.awaits_backup = backed_up < imported;
        let Some(head) = progress
            .backed_up
            .filter(|head| head.size > progress.confirmed)
        else {
            return Ok(());
        };
        let base = Desk::load(records)?.base().clone();
        let note = ConfirmNote {
            origin: KeyName::new(base.intake()).map_err(|_| ExportError::Origin)?,
            size: head.size,
            root: Hash::from_bytes(head.root.0),
        };
        let signed = note.sign(&key::signer(records, &base, Role::Push)?)?;
        self.members
            .push((Member::PostConfirm, signed.to_string().into_bytes()));
        self.confirms = Some(head.size);
        Ok(())
    }

    /// Adds the last board, until it is known to be published.
    fn add_board(&mut self, records: &impl Records) -> Result<(), ExportError> {
        if let Some((number, body)) = board::post(records)? {
            self.members.push((Member::PostBoard, body));
            self.board = Some(number);
        }
        Ok(())
    }
}

/// Returns the SHA-256 of a file, in hex.
fn hash_of(path: &Path) -> io::Result<String> {
    Ok(encode_hex(&Sha256::digest(fs::read(path)?)))
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A batch that is due cannot be made.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// The board cannot be signed: a defect.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// The vault is for practice: nothing of it leaves for a relay.
    #[error("nothing leaves a practice vault for a relay")]
    Practice,
    /// Everything is published.
    #[error("there is nothing to export")]
    Nothing,
    /// The bundle cannot be written.
    #[error("cannot write the bundle")]
    Write(#[from] WriteError),
    /// The confirmation cannot be signed: a defect.
    #[error("cannot sign the confirmation")]
    Note(#[from] LogNoteError),
    /// The origin is no key name: a defect.
    #[error("the intake log has no valid origin")]
    Origin,
}
