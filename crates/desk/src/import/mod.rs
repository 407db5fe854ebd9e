//! Import: a bundle from the relay is verified whole, then its letters become cases.
//!
//! Steps: B1 (by opening the bundle), B2–B7 (`verify`), reading the letters on every core, which
//! completes B7 and opens them (`scan`), blocks to files, and one change of the vault
//! (`sort`). Nothing is changed before everything is verified; a crash at any point leaves the
//! vault as it was.
//!
//! Spec: docs/protocol.md §14, "A desk accepts a bundle"; §5.4.

mod block;
mod delivery;
mod error;
mod exercise;
mod log;
mod progress;
mod scan;
mod sort;
mod unverified;
mod verify;

use bellrope_bundle::{Direction, UnverifiedBundle};
use rand_core::CryptoRng;

pub(crate) use block::store as store_block;
pub(crate) use delivery::{Arrival, Batch, EPOCH_SECS, PracticeRelay};
pub use error::ImportError;
pub use exercise::ExerciseError;
pub(crate) use exercise::{Sealed, Waiting};
pub use unverified::{UnverifiedLetter, UnverifiedReason, mark_unverified, unverified};

use crate::card;
use crate::case::{self, CaseNumber};
use crate::key;
use crate::practice;
use crate::vault::Vault;
use bellrope_protocol::time::Day;
use verify::Verdict;

/// A step of an import, for those who wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The bundle is being verified.
    Verify,
    /// Letters are being opened.
    Scan {
        /// How many there are.
        letters: u64,
    },
    /// The vault is being updated.
    Write,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The bundle brought something.
    Imported(Box<Summary>),
    /// The same bundle, or one that says no more, was imported before.
    NothingNew,
    /// The bundle is older than what was imported; its logs are ones that the desk has seen.
    Older,
}

/// Counts of what came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Index of the first new entry.
    pub first: u64,
    /// New entries of the intake log.
    pub entries: u64,
    /// Cases that were opened, with the last day to acknowledge each.
    pub new_cases: Vec<(CaseNumber, Day)>,
    /// Those of them that a coordinator has to look at before they go on: who may read them is
    /// unclear, or too few do.
    pub flagged: Vec<CaseNumber>,
    /// Letters added to cases, the first ones included.
    pub letters: u64,
    /// Raw letters, a case each.
    pub raw: u64,
    /// Letters in the unverified box.
    pub unverified: u64,
    /// Letters that were there before.
    pub repeats: u64,
    /// Cover letters.
    pub covers: u64,
    /// Letters that none of the keys held opens.
    pub unopened: u64,
    /// Letters that the relay deleted before they were imported, by its own signed word.
    pub lost: u64,
    /// Blocks of parcels that were new.
    pub blocks: u64,
    /// Blocks that differ from one held at the same address; the first is kept.
    pub blocks_differing: u64,
    /// Witnesses that cosigned the intake log recently; quorum 0 counts none.
    pub witnesses: usize,
    /// Weekly keys destroyed, for their grace has passed.
    pub destroyed: usize,
}

/// Imports a bundle.
///
/// # Errors
///
/// [`ImportError`]: the first thing of B1–B7 that does not hold, by name; then nothing is
/// changed.
pub fn import(
    vault: &mut Vault,
    bundle: &UnverifiedBundle,
    now: u64,
    rng: &mut impl CryptoRng,
    mut progress: impl FnMut(Step),
) -> Result<Outcome, ImportError> {
    progress(Step::Verify);
    if bundle.direction() != Direction::Inward {
        return Err(ImportError::Outward);
    }
    check_practice(vault, bundle)?;
    let verified = match verify::verify(&vault.read()?, bundle, now)? {
        Verdict::New(verified) => verified,
        Verdict::Same => return blocks_only(vault, bundle),
        Verdict::Older => return Ok(Outcome::Older),
    };
    progress(Step::Scan {
        letters: verified.letter_count(),
    });
    let keys = key::weekly_keys(&vault.read()?)?;
    let scanned = scan::scan(bundle, &verified.intake_batches, &keys)?;
    progress(Step::Write);
    case::sweep(vault)?;
    let blocks = block::store_all(vault.folder(), bundle)?;
    let slots = case::draw_slots(vault, sort::count_openings(&scanned), rng)?;
    let mut summary =
        vault.change(|change| sort::apply(change, &verified, scanned, slots, now, rng))?;
    summary.blocks = blocks.new;
    summary.blocks_differing = blocks.differing;
    summary.destroyed = card::destroy_due(vault, now, rng)?;
    Ok(Outcome::Imported(Box::new(summary)))
}

/// What is practice stays practice, and what is not never gets in.
fn check_practice(vault: &Vault, bundle: &UnverifiedBundle) -> Result<(), ImportError> {
    let vault_is = practice::is_practice(&vault.read()?)?;
    let bundle_is = practice::is_practice_desk(bundle.desk());
    match (vault_is, bundle_is) {
        (true, false) => Err(ImportError::RealBundle),
        (false, true) => Err(ImportError::PracticeBundle),
        _ => Ok(()),
    }
}

/// A bundle whose logs say nothing new may still bring blocks that an earlier one lacked.
fn blocks_only(vault: &Vault, bundle: &UnverifiedBundle) -> Result<Outcome, ImportError> {
    let blocks = block::store_all(vault.folder(), bundle)?;
    if blocks.new == 0 {
        return Ok(Outcome::NothingNew);
    }
    Ok(Outcome::Imported(Box::new(Summary {
        blocks: blocks.new,
        blocks_differing: blocks.differing,
        ..Summary::default()
    })))
}
