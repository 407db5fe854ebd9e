//! Learning points: what the organisation can learn, without persons (R139).
//!
//! A point says of which category and year it is and no more. Which case it came from is
//! content of that case: whoever is kept from a case does not learn here what it was about.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::Category;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand::RngExt as _;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{LearningError, check_names_nobody, filled, fitting};
use crate::case::{Acting, CaseNumber, OpenCase, Register};
use crate::part::PART_MAX_LEN;
use crate::right::{self, Right};
use crate::term;
use crate::trail;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// Longest learning point, in bytes.
pub const LEARNING_TEXT_MAX_LEN: usize = 2_000;

/// How the question was answered that closing asks. Stands in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Learnt {
    /// Nothing can be learnt from it.
    Nothing,
    /// There is a learning point.
    Point,
}

/// A learning point to note.
#[derive(Clone, Copy)]
pub struct NewPoint<'a> {
    /// What it is about.
    pub category: Option<Category>,
    /// The part of the organisation, as coarse as it can be; may be empty.
    pub part: &'a str,
    /// What can be learnt.
    pub text: &'a str,
    /// Whether a person looked at what seems to name somebody, and says that it does not.
    pub looked: bool,
}

impl fmt::Debug for NewPoint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPoint").finish_non_exhaustive()
    }
}

/// One wording of a learning point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointVersion {
    /// When it was written, and by whom. Absent for what came of a case: beside the trail it
    /// would say which.
    pub written: Option<(Day, PersonId)>,
    /// What it is about.
    pub category: Option<Category>,
    /// The part of the organisation; may be empty.
    pub part: String,
    /// What can be learnt.
    pub text: String,
}

/// A learning point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningPoint {
    /// Its number: six digits, drawn at random, so that numbers have no order.
    pub number: u32,
    /// The year in which it was noted first.
    pub year: u16,
    /// Every wording, oldest first; never empty.
    versions: Vec<PointVersion>,
}

impl Record for LearningPoint {
    const TABLE: &'static str = "learning-points";
}

impl LearningPoint {
    /// Returns the wording that counts.
    #[must_use]
    pub fn now(&self) -> &PointVersion {
        // There is a first one.
        &self.versions[self.versions.len() - 1]
    }

    /// Returns the wordings before, oldest first.
    #[must_use]
    pub fn before(&self) -> &[PointVersion] {
        &self.versions[..self.versions.len() - 1]
    }
}

/// Which learning points came of a case; content of it.
#[derive(Default, Serialize, Deserialize)]
struct OfCase {
    points: Vec<u32>,
}

impl Record for OfCase {
    const TABLE: &'static str = "learning-of-case";
}

/// Answers what the organisation can learn from a case: a point, whose number is returned, or `None`
/// for nothing. It may be answered again later; points that there are stay.
///
/// # Errors
///
/// [`LearningError`], by variant; nothing has changed then.
pub fn answer(
    vault: &mut Vault,
    number: &CaseNumber,
    point: Option<&NewPoint<'_>>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Option<u32>, LearningError> {
    vault.change(|change| {
        right::check(change, Right::Handle, now)?;
        let mut acting = Acting::begin(change, number, now)?;
        let noted = match point {
            Some(point) => Some(add(&acting, point, rng)?),
            None => None,
        };
        let answered = &mut acting.line().learnt;
        // "Nothing" after a point takes none away.
        if noted.is_some() || answered.is_none() {
            *answered = Some(noted.map_or(Learnt::Nothing, |_| Learnt::Point));
        }
        let entry = acting.entry(Act::LearningAnswered)?;
        acting.enter(entry, None, rng)?;
        acting.store(rng)?;
        Ok(noted)
    })
}

/// Adds a point of the case, and notes in the case that it came from there.
fn add(
    acting: &Acting<'_, '_>,
    point: &NewPoint<'_>,
    rng: &mut impl CryptoRng,
) -> Result<u32, LearningError> {
    let version = worded(point, None)?;
    let number = begin(acting.change, version, acting.now, rng)?;
    let name = acting.number().as_str().to_owned();
    let mut of_case: OfCase = acting.read(&name)?.unwrap_or_default();
    of_case.points.push(number);
    acting.write(&name, &of_case, rng)?;
    Ok(number)
}

/// Notes a learning point that is of no one case: of several, of a survey, of an audit.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn note_point(
    vault: &mut Vault,
    point: &NewPoint<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<u32, LearningError> {
    vault.change(|change| {
        let me = right::check(change, Right::Handle, now)?;
        let version = worded(point, Some((term::local_day(now), me.id)))?;
        let number = begin(change, version, now, rng)?;
        note(change, number, now, rng)?;
        Ok(number)
    })
}

/// Words a learning point anew; how it was worded before stays readable.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn change_point(
    vault: &mut Vault,
    number: u32,
    point: &NewPoint<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LearningError> {
    vault.change(|change| {
        let me = right::check(change, Right::Handle, now)?;
        let mut kept = self::point(change, number)?;
        let version = worded(point, Some((term::local_day(now), me.id)))?;
        kept.versions.push(version);
        change.put(number.to_be_bytes(), &kept, rng)?;
        Ok(note(change, number, now, rng)?)
    })
}

fn note(
    change: &Change<'_>,
    number: u32,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let entry = trail::entry(change, now, Act::LearningNoted).with(Key::Item, number);
    trail::append(change, &entry, rng)
}

fn worded(
    point: &NewPoint<'_>,
    written: Option<(Day, PersonId)>,
) -> Result<PointVersion, LearningError> {
    let text = filled(point.text, LEARNING_TEXT_MAX_LEN)?;
    let part = fitting(point.part, PART_MAX_LEN)?;
    check_names_nobody([text.as_str(), part.as_str()], point.looked)?;
    Ok(PointVersion {
        written,
        category: point.category,
        part,
        text,
    })
}

fn begin(
    change: &Change<'_>,
    version: PointVersion,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<u32, VaultError> {
    let number = loop {
        let number = rng.random_range(100_000..1_000_000u32);
        if !change.has::<LearningPoint>(number.to_be_bytes())? {
            break number;
        }
    };
    let point = LearningPoint {
        number,
        year: super::evaluation::year_of(now),
        versions: vec![version],
    };
    change.put(number.to_be_bytes(), &point, rng)?;
    Ok(number)
}

/// Returns a learning point.
///
/// # Errors
///
/// [`LearningError::NoPoint`].
pub fn point(records: &impl Records, number: u32) -> Result<LearningPoint, LearningError> {
    let found: Option<LearningPoint> = records.find(number.to_be_bytes())?;
    let found = found.filter(|point| !point.versions.is_empty());
    found.ok_or(LearningError::NoPoint { number })
}

/// Lists every learning point, newest year first, within a year by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn points(records: &impl Records) -> Result<Vec<LearningPoint>, VaultError> {
    let mut all: Vec<LearningPoint> = records.all()?;
    all.retain(|point| !point.versions.is_empty());
    all.sort_by_key(|point| (std::cmp::Reverse(point.year), point.number));
    Ok(all)
}

/// Tells how the question was answered for a case, and which points came of it. Only whoever reads
/// the case may know the latter.
///
/// # Errors
///
/// [`LearningError`], by variant.
pub fn answered(
    records: &impl Records,
    number: &CaseNumber,
) -> Result<(Option<Learnt>, Vec<LearningPoint>), LearningError> {
    let absent = || LearningError::Absent {
        number: number.clone(),
    };
    let case = OpenCase::find(records, number)?.ok_or_else(absent)?;
    let of_case: Option<OfCase> = case.content(records, number.as_str())?;
    let points: Result<Vec<LearningPoint>, LearningError> = of_case
        .unwrap_or_default()
        .points
        .into_iter()
        .map(|number| point(records, number))
        .collect();
    Ok((case.register.learnt, points?))
}

/// Lists the concluded cases of which nobody answered what can be learnt, by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn unanswered(records: &impl Records) -> Result<Vec<CaseNumber>, VaultError> {
    let lines = records.known::<Register>()?;
    let asks = |line: &&Arc<Register>| {
        let is_closed = matches!(line.status(), Status::Concluded | Status::Aftercare);
        let counts = line.slot.is_some() && line.spam.is_none() && line.merged.is_none();
        is_closed && counts && line.learnt.is_none()
    };
    let asked = lines.iter().filter(asks);
    let mut numbers: Vec<CaseNumber> = asked.map(|line| line.number.clone()).collect();
    numbers.sort();
    Ok(numbers)
}

/// Counts learning points of a year by category; those of none under `None`.
pub(super) fn count(
    records: &impl Records,
    year: u16,
) -> Result<BTreeMap<Option<Category>, u64>, VaultError> {
    let mut counts = BTreeMap::new();
    for point in points(records)?.iter().filter(|point| point.year == year) {
        *counts.entry(point.now().category).or_default() += 1;
    }
    Ok(counts)
}
