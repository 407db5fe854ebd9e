//! The evaluation of a year (R141), as the desk keeps it: every version, the last one counts.

use bellrope_casework::learning::Evaluation;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{LearningError, check_names_nobody};
use crate::right::{self, Right};
use crate::term;
use crate::trail;
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// One version of an evaluation.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Version {
    day: Day,
    by: PersonId,
    evaluation: Evaluation,
}

/// The versions of a year, oldest first; never empty.
#[derive(Serialize, Deserialize)]
struct Kept {
    versions: Vec<Version>,
}

impl Record for Kept {
    const TABLE: &'static str = "evaluations";
}

/// An evaluation that was written, and when it was last.
#[derive(Clone, Debug)]
pub struct WrittenEvaluation {
    /// What it says.
    pub evaluation: Evaluation,
    /// The day of the last change.
    pub day: Day,
    /// Who made it.
    pub by: PersonId,
    /// How many versions there are.
    pub versions: usize,
}

/// Returns the year of a moment, as the clock on a Dutch wall has it.
pub(super) fn year_of(now: u64) -> u16 {
    let (year, ..) = term::local_day(now).date();
    u16::try_from(year).unwrap_or(u16::MAX)
}

/// Returns the last day of a year.
pub(super) fn last_day(year: u16) -> Day {
    let day = Day::from_date(u32::from(year), 12, 31);
    // Years that a form takes are dates.
    day.unwrap_or_else(|| Day::of(0))
}

/// Writes the evaluation of its year, in place of what it said before. `looked` says that a person
/// looked at what seems to name somebody.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn write_evaluation(
    vault: &mut Vault,
    evaluation: &Evaluation,
    looked: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LearningError> {
    evaluation.check()?;
    check_names_nobody(evaluation.texts(), looked)?;
    vault.change(|change| {
        let me = right::check(change, Right::Figures, now)?;
        let year = evaluation.year;
        let kept: Option<Kept> = change.find(year.to_be_bytes())?;
        let mut versions = kept.map(|kept| kept.versions).unwrap_or_default();
        versions.push(Version {
            day: term::local_day(now),
            by: me.id,
            evaluation: evaluation.clone(),
        });
        change.put(year.to_be_bytes(), &Kept { versions }, rng)?;
        let entry = trail::entry(change, now, Act::EvaluationWritten);
        let entry = entry.with(Key::Until, last_day(year));
        Ok(trail::append(change, &entry, rng)?)
    })
}

fn written(kept: Kept) -> Option<WrittenEvaluation> {
    let versions = kept.versions.len();
    let last = kept.versions.into_iter().last()?;
    Some(WrittenEvaluation {
        evaluation: last.evaluation,
        day: last.day,
        by: last.by,
        versions,
    })
}

/// Returns the evaluation of a year, if it was written.
///
/// # Errors
///
/// [`VaultError`].
pub fn evaluation(
    records: &impl Records,
    year: u16,
) -> Result<Option<WrittenEvaluation>, VaultError> {
    let kept: Option<Kept> = records.find(year.to_be_bytes())?;
    Ok(kept.and_then(written))
}

/// Lists every evaluation, newest year first.
///
/// # Errors
///
/// [`VaultError`].
pub fn evaluations(records: &impl Records) -> Result<Vec<WrittenEvaluation>, VaultError> {
    let mut all: Vec<WrittenEvaluation> = records
        .all::<Kept>()?
        .into_iter()
        .filter_map(written)
        .collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.evaluation.year));
    Ok(all)
}
