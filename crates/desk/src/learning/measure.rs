//! The register of measures (R140): what is done, whose job it is, how far it is, what it brought.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_casework::learning::{MeasureCourse, MeasureKind, MeasureStep, is_overdue};
use bellrope_casework::reason::Reason;
use bellrope_casework::vocabulary::{Category, MeasureState};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{LearningError, check_names_nobody, evaluation, filled, fitting, point};
use crate::right::{self, Right};
use crate::term;
use crate::trail;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// Longest text of a measure, in bytes.
pub const MEASURE_TEXT_MAX_LEN: usize = 500;

/// What is said of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureWords {
    /// What kind it is.
    pub kind: MeasureKind,
    /// What is done.
    pub title: String,
    /// Whose job it is: a function, not a person.
    pub owner: String,
    /// From which budget; may be empty.
    pub budget: String,
    /// The running initiative that it is part of; may be empty.
    pub initiative: String,
    /// When it begins.
    pub start: Option<Day>,
    /// When it is to be done.
    pub target: Day,
    /// The learning points that it comes of, by number.
    pub points: BTreeSet<u32>,
}

/// One wording of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    day: Day,
    by: PersonId,
    words: MeasureWords,
}

/// A measure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measure {
    /// Its number, from 1.
    pub number: u32,
    /// Its states.
    pub course: MeasureCourse<PersonId>,
    /// Never empty.
    versions: Vec<Version>,
}

impl Record for Measure {
    const TABLE: &'static str = "measures";
}

impl Measure {
    /// Returns what is said of it now.
    #[must_use]
    pub fn words(&self) -> &MeasureWords {
        // There is a first one.
        &self.versions[self.versions.len() - 1].words
    }

    /// Tells what was said of it before, oldest first, with when and by whom.
    pub fn before(&self) -> impl Iterator<Item = (Day, PersonId, &MeasureWords)> {
        let before = &self.versions[..self.versions.len() - 1];
        before.iter().map(|it| (it.day, it.by, &it.words))
    }

    /// Says whether it is late on a day.
    #[must_use]
    pub fn is_overdue(&self, today: Day) -> bool {
        is_overdue(self.course.state(), self.words().target, today)
    }

    /// Returns the state that it had at the end of a day; `None` if it was not there yet.
    #[must_use]
    pub fn state_on(&self, day: Day) -> Option<MeasureState> {
        let until = self.course.steps().take_while(|step| step.day <= day);
        until.last().map(|step| step.state)
    }
}

/// Notes a measure as proposed, and returns its number. `looked` says that a person looked at what seems
/// to name somebody.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn note_measure(
    vault: &mut Vault,
    words: &MeasureWords,
    looked: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<u32, LearningError> {
    vault.change(|change| {
        let me = right::check(change, Right::Figures, now)?;
        let words = checked(change, words, looked)?;
        let last = measures(change)?.into_iter().map(|it| it.number).max();
        let number = last.unwrap_or(0) + 1;
        let day = term::local_day(now);
        let measure = Measure {
            number,
            course: MeasureCourse::propose(day, me.id),
            versions: vec![Version {
                day,
                by: me.id,
                words,
            }],
        };
        store(change, &measure, now, rng)?;
        Ok(number)
    })
}

/// Words a measure anew; what was said before stays readable.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn change_measure(
    vault: &mut Vault,
    number: u32,
    words: &MeasureWords,
    looked: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LearningError> {
    vault.change(|change| {
        let me = right::check(change, Right::Figures, now)?;
        let mut kept = measure(change, number)?;
        let words = checked(change, words, looked)?;
        let (day, by) = (term::local_day(now), me.id);
        kept.versions.push(Version { day, by, words });
        Ok(store(change, &kept, now, rng)?)
    })
}

/// Moves a measure to another state, with the effect or the reason if that takes one.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn move_measure(
    vault: &mut Vault,
    number: u32,
    to: MeasureState,
    words: Option<&Reason>,
    looked: bool,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LearningError> {
    check_names_nobody(words.map(Reason::as_str), looked)?;
    vault.change(|change| {
        let me = right::check(change, Right::Figures, now)?;
        let mut kept = measure(change, number)?;
        kept.course.go(MeasureStep {
            state: to,
            day: term::local_day(now),
            by: me.id,
            words: words.cloned(),
        })?;
        change.put(number.to_be_bytes(), &kept, rng)?;
        let entry = trail::entry(change, now, Act::MeasureMoved)
            .with(Key::Item, number)
            .with(Key::What, to);
        Ok(trail::append(change, &entry, rng)?)
    })
}

fn store(
    change: &Change<'_>,
    measure: &Measure,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let number = measure.number;
    change.put(number.to_be_bytes(), measure, rng)?;
    let entry = trail::entry(change, now, Act::MeasureNoted)
        .with(Key::Item, number)
        .with(Key::Measure, measure.words().kind);
    trail::append(change, &entry, rng)
}

fn checked(
    records: &impl Records,
    words: &MeasureWords,
    looked: bool,
) -> Result<MeasureWords, LearningError> {
    let checked = MeasureWords {
        title: filled(&words.title, MEASURE_TEXT_MAX_LEN)?,
        owner: filled(&words.owner, MEASURE_TEXT_MAX_LEN)?,
        budget: fitting(&words.budget, MEASURE_TEXT_MAX_LEN)?,
        initiative: fitting(&words.initiative, MEASURE_TEXT_MAX_LEN)?,
        points: words.points.clone(),
        ..*words
    };
    if words.start.is_some_and(|start| words.target < start) {
        return Err(LearningError::Backwards);
    }
    for number in &words.points {
        point::point(records, *number)?;
    }
    // A number of a budget is no sign of a person.
    let texts = [&checked.title, &checked.owner, &checked.initiative];
    check_names_nobody(texts.map(String::as_str), looked)?;
    Ok(checked)
}

/// Returns a measure.
///
/// # Errors
///
/// [`LearningError::NoMeasure`].
pub fn measure(records: &impl Records, number: u32) -> Result<Measure, LearningError> {
    let found: Option<Measure> = records.find(number.to_be_bytes())?;
    let found = found.filter(|measure| !measure.versions.is_empty());
    found.ok_or(LearningError::NoMeasure { number })
}

/// Lists every measure by its target day.
///
/// # Errors
///
/// [`VaultError`].
pub fn measures(records: &impl Records) -> Result<Vec<Measure>, VaultError> {
    let mut all: Vec<Measure> = records.all()?;
    all.retain(|measure| !measure.versions.is_empty());
    all.sort_by_key(|measure| (measure.words().target, measure.number));
    Ok(all)
}

/// How many measures of one kind were in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MeasureCount {
    /// The kind.
    pub kind: MeasureKind,
    /// The state at the end of the year, or now in a year that runs.
    pub state: MeasureState,
    /// How many.
    pub count: u64,
}

/// What table T13 is made of. Exact counts: who publishes protects them first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureCounts {
    /// Learning points noted in the year, by category.
    pub points: BTreeMap<Option<Category>, u64>,
    /// Measures by kind and state, without those that there are none of.
    pub measures: Vec<MeasureCount>,
    /// How many of them were overdue at the end of the year, or are today.
    pub overdue: u64,
}

/// Counts what T13 shows of a year. Kinds and target days are those that are noted now.
///
/// # Errors
///
/// [`VaultError`].
pub fn measure_counts(
    records: &impl Records,
    year: u16,
    now: u64,
) -> Result<MeasureCounts, VaultError> {
    let end = evaluation::last_day(year).min(term::local_day(now));
    let mut counts: BTreeMap<(MeasureKind, MeasureState), u64> = BTreeMap::new();
    let mut overdue = 0;
    for measure in measures(records)? {
        let words = measure.words();
        let Some(state) = measure.state_on(end) else {
            continue;
        };
        *counts.entry((words.kind, state)).or_default() += 1;
        overdue += u64::from(is_overdue(state, words.target, end));
    }
    let counted = |((kind, state), count)| MeasureCount { kind, state, count };
    Ok(MeasureCounts {
        points: point::count(records, year)?,
        measures: counts.into_iter().map(counted).collect(),
        overdue,
    })
}
