//! Figures: the tables of a year from the register, what of them may be shown, what was published
//! (R127–R130, R143–R146).
//!
//! In scope: facts from register lines, files of other sources, packs that were published. Out of
//! scope: tables, protection and the attacker ([`bellrope_figures`]), and how a report looks.
//!
//! Nothing here opens a case: a register line has no content, and stays when a case is destroyed, so
//! a destroyed case still counts. Exact tables are for whoever has [`Right::Figures`]; everybody
//! else, inside as outside, sees packs.

mod fact;
mod pattern;
mod store;

pub use fact::facts;
pub use pattern::{Signal, patterns};
pub use store::{
    StoreError, add_source, drop_source, keep, published, set_staff, source_names, staff,
};

use std::fs;
use std::path::Path;

use bellrope_bundle::durable::{self, DurableError};
use bellrope_figures::attack::Verdict;
use bellrope_figures::protect::{ProtectError, check, protect};
use bellrope_figures::table::Exact;
use bellrope_figures::{Pack, Period, Settings, plan};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use crate::errand::Errand;
use crate::right::{self, Right, RightError};
use crate::vault::{Vault, VaultError};
use crate::{term, trail};

/// Longest pack that is read from a file, in bytes.
const PACK_MAX_LEN: u64 = 4 << 20;

/// Figures of a period that nobody has published.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The exact tables: for whoever makes figures, inside.
    pub exact: Exact,
    /// What of them may be shown.
    pub pack: Pack,
    /// What the attacker tried.
    pub verdict: Verdict,
}

/// Counts the tables of a period and protects them, after everything that was published.
///
/// # Errors
///
/// [`FiguresError`], by variant.
pub fn draft(
    vault: &Vault,
    period: Period,
    settings: &Settings,
    now: u64,
) -> Result<Draft, FiguresError> {
    let reading = vault.read()?;
    right::check(&reading, Right::Figures, now)?;
    let today = term::local_day(now);
    let facts = facts(&reading, now)?;
    let exact = plan::count(&facts, period, today);
    let made = protect(&exact, settings, &published(&reading)?)?;
    Ok(Draft {
        exact,
        pack: made.pack,
        verdict: made.verdict,
    })
}

/// Returns the year of a moment, as the law counts days.
#[must_use]
pub fn year_of(now: u64) -> u16 {
    let (year, _, _) = term::local_day(now).date();
    u16::try_from(year).unwrap_or(u16::MAX)
}

/// Tries a pack against everything that was published: what a release asks before anything else.
///
/// # Errors
///
/// [`VaultError`].
pub fn attack(vault: &Vault, pack: &Pack) -> Result<Verdict, VaultError> {
    Ok(check(pack, &published(&vault.read()?)?))
}

/// Writes a pack to a file, if nothing leaks from it. That stands in the trail, with what for and for
/// whom (R126); it is not published by that.
///
/// # Errors
///
/// [`FiguresError`], by variant; there is no file then.
pub fn export(
    vault: &mut Vault,
    pack: &Pack,
    to: &Path,
    errand: &Errand,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), FiguresError> {
    right::check(&vault.read()?, Right::Figures, now)?;
    let verdict = attack(vault, pack)?;
    if !verdict.is_safe() {
        return Err(FiguresError::Leaks { verdict });
    }
    let text = serde_json::to_vec_pretty(pack).map_err(|_| FiguresError::Pack)?;
    durable::write_bytes(to, &text)?;
    let entered = vault.change(|change| {
        let entry = trail::entry(change, now, Act::FiguresExported).with(Key::What, "pack");
        errand.enter(change, entry, rng)
    });
    // What the trail does not tell of must not lie there.
    entered.inspect_err(|_| drop(fs::remove_file(to)))?;
    Ok(())
}

/// Reads a pack from a file.
///
/// # Errors
///
/// [`FiguresError::Read`], [`FiguresError::Pack`].
pub fn read_pack(file: &Path) -> Result<Pack, FiguresError> {
    let len = fs::metadata(file).map_err(FiguresError::Read)?.len();
    if len > PACK_MAX_LEN {
        return Err(FiguresError::Pack);
    }
    let text = fs::read(file).map_err(FiguresError::Read)?;
    serde_json::from_slice(&text).map_err(|_| FiguresError::Pack)
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FiguresError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Only who makes figures may.
    #[error(transparent)]
    Right(#[from] RightError),
    /// The tables cannot be made safe.
    #[error(transparent)]
    Protect(#[from] ProtectError),
    /// Something leaks from the pack.
    #[error("{} numbers leak", verdict.leaks.len())]
    Leaks {
        /// What the attacker found.
        verdict: Verdict,
    },
    /// The file is no pack that this version knows.
    #[error("file is no pack of figures")]
    Pack,
    /// The file cannot be read.
    #[error("cannot read the pack")]
    Read(#[source] std::io::Error),
    /// The file cannot be written.
    #[error("cannot write the pack")]
    Write(#[from] DurableError),
}
