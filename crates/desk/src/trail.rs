//! The trail: what was done at this desk, by whom, without content. Each entry is written in the
//! change that it tells of, so there is no act without an entry and no entry without an act.
//!
//! Spec: docs/trail.md; the words and bytes are `bellrope_trail`'s.

mod check;
mod of_case;

pub use check::{Checked, check};

pub(crate) use of_case::of_case;

use bellrope_protocol::note::SignedNote;
use bellrope_trail::{Act, Actor, AppendError, CaseNumber, Chain, Entry, SignedEntry, StaffId};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::case;
use crate::errand::Errand;
use crate::key::{self, Desk, Role};
use crate::recovery;
use crate::retention;
use crate::right::{self, Right, RightError};
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// One entry, as its text.
#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
}

impl Record for Kept {
    const TABLE: &'static str = "trail";
}

/// How many entries there are.
#[derive(Default, Serialize, Deserialize)]
struct Size {
    size: u64,
}

impl Record for Size {
    const TABLE: &'static str = "trail-size";
}

/// The note by which the root vouches for the trail's key.
#[derive(Serialize, Deserialize)]
struct Vouched {
    note: String,
}

impl Record for Vouched {
    const TABLE: &'static str = "trail-key";
}

/// Most bytes of a note with one signature that vouches for a key.
const NOTE_MAX_LEN: usize = 4096;
const DAMAGED: VaultError = VaultError::Damaged { part: Kept::TABLE };

/// Draws the trail's key, lets the root vouch for it, and writes the first entry.
pub(crate) fn found(
    change: &Change<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let base = Desk::load(change)?.base().clone();
    let root = key::signer(change, &base, Role::Root)?;
    let signer = key::draw_signer(change, &base, Role::Trail, rng)?;
    let note = bellrope_trail::key_note::vouch(&root, &signer, now).map_err(|_| DAMAGED)?;
    let note = note.to_string();
    change.put("note", &Vouched { note }, rng)?;
    append(change, &entry(change, now, Act::VaultFounded), rng)
}

/// Enters that somebody opened the vault: a shell does it once it is open.
///
/// # Errors
///
/// [`VaultError`].
pub fn note_opened(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    retention::complete(vault, now, rng)?;
    vault.change(|change| {
        retention::note_due(change, now, rng)?;
        recovery::catch_up(change, rng)?;
        append(change, &entry(change, now, Act::VaultOpened), rng)
    })
}

/// Writes the whole trail for somebody, this export included, which says what for and for whom. It
/// takes the right to it.
///
/// # Errors
///
/// [`RightError`].
pub fn export_for(
    vault: &mut Vault,
    errand: &Errand,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<String, RightError> {
    right::check(&vault.read()?, Right::Trail, now)?;
    Ok(write(vault, errand, now, rng)?)
}

/// Writes the whole trail as an auditor gets it, this export included.
///
/// # Errors
///
/// [`VaultError`].
///
/// Spec: docs/trail.md.
pub fn export(vault: &mut Vault, now: u64, rng: &mut impl CryptoRng) -> Result<String, VaultError> {
    write(vault, &Errand::AUDIT, now, rng)
}

fn write(
    vault: &mut Vault,
    errand: &Errand,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<String, VaultError> {
    vault.change(|change| errand.enter(change, entry(change, now, Act::TrailExported), rng))?;
    let reading = vault.read()?;
    let base = Desk::load(&reading)?.base().clone();
    let signer = key::signer(&reading, &base, Role::Trail)?;
    let head = chain(&reading)?.head(now, &signer).map_err(|_| DAMAGED)?;
    let entries: Result<Vec<SignedEntry>, VaultError> = (0..size(&reading)?)
        .map(|number| kept(&reading, number))
        .collect();
    Ok(bellrope_trail::export(
        &key_note(&reading)?,
        &head,
        &entries?,
    ))
}

/// Begins an entry about what whoever has the vault open does now; the desk itself, if shares
/// opened it.
pub(crate) fn entry(records: &impl Records, now: u64, act: Act) -> Entry {
    let by = records
        .vault()
        .me()
        .map_or(Actor::Desk, |me| Actor::Person(me.for_trail()));
    Entry::new(now, by, act)
}

/// Writes an entry at the end of the trail.
pub(crate) fn append(
    change: &Change<'_>,
    entry: &Entry,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let base = Desk::load(change)?.base().clone();
    let signer = key::signer(change, &base, Role::Trail)?;
    let mut chain = chain(change)?;
    let signed = chain.append(entry, &signer).map_err(unwritable)?;
    of_case::note(change, entry.case, rng)?;
    let size = size(change)?;
    let text = signed.to_string();
    change.put(size.to_be_bytes(), &Kept { text }, rng)?;
    change.put("size", &Size { size: size + 1 }, rng)
}

/// An entry that the trail does not take is a defect, and stops the act that it tells of.
fn unwritable(source: AppendError) -> VaultError {
    VaultError::Trail { source }
}

/// Returns how many entries there are.
pub(crate) fn size(records: &impl Records) -> Result<u64, VaultError> {
    Ok(records.find::<Size>("size")?.unwrap_or_default().size)
}

/// Returns where the next entry goes.
pub(crate) fn chain(records: &impl Records) -> Result<Chain, VaultError> {
    match size(records)?.checked_sub(1) {
        Some(last) => Ok(Chain::after(&kept(records, last)?)),
        None => Ok(Chain::EMPTY),
    }
}

/// Returns the entry of a number, from 0.
pub(crate) fn kept(records: &impl Records, number: u64) -> Result<SignedEntry, VaultError> {
    let found: Kept = records.find(number.to_be_bytes())?.ok_or(DAMAGED)?;
    found.text.parse().map_err(|_| DAMAGED)
}

/// Returns the note by which the root vouches for the trail's key.
pub(crate) fn key_note(records: &impl Records) -> Result<SignedNote, VaultError> {
    let found: Vouched = records.find("note")?.ok_or(DAMAGED)?;
    SignedNote::parse(found.note.as_bytes(), NOTE_MAX_LEN).map_err(|_| DAMAGED)
}

impl PersonId {
    /// Returns the id as the trail has it.
    pub(crate) fn for_trail(self) -> StaffId {
        StaffId::from_bytes(*self.as_bytes())
    }
}

impl case::CaseNumber {
    /// Returns the number as the trail has it.
    pub(crate) fn for_trail(&self) -> Result<CaseNumber, VaultError> {
        let damaged = |_| VaultError::Damaged { part: "register" };
        self.as_str().parse().map_err(damaged)
    }
}
