//! What reporters answered to questions apart from their case: the evaluation after feedback (R136) and
//! coarse questions about themselves (R138). Counted without a link to a case, a day or a unit.
//!
//! Answers wait in a pool, sorted, until [`BATCH`] of them are there; then they become counts of the year,
//! question by question, and the answers themselves are gone. So no count ever moves by the answers of
//! fewer people, and no two questions can be crossed. Until [`ENOUGH`] answered in a year, nothing is said of it.

use std::collections::BTreeMap;

use bellrope_protocol::content::{Answers, Questions};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::evaluation::year_of;
use crate::case::OpenCase;
use crate::vault::{Change, Record, Records, VaultError};

/// How many answers become counts together.
pub(super) const BATCH: usize = 5;

/// How many people must have answered in a year before anything is said of it.
pub const ENOUGH: u64 = 10;

/// Answers that wait, without when they came and from whom.
#[derive(Default, Serialize, Deserialize)]
struct Pool {
    waiting: Vec<BTreeMap<String, String>>,
}

impl Record for Pool {
    const TABLE: &'static str = "answers-waiting";
}

/// What was answered in a year, in sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Which questions: `evaluation` or `diversity`.
    pub of: String,
    /// The year in which the answers became counts.
    pub year: u16,
    /// How many people answered.
    pub people: u64,
    /// How often each question got each answer, by codes.
    pub counts: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Record for Tally {
    const TABLE: &'static str = "answers-counted";
}

/// Takes answers out of a letter. The evaluation counts once for a case that was given feedback;
/// questions about the reporter count only where they come from no case.
pub(crate) fn take(
    change: &Change<'_>,
    case: Option<&OpenCase>,
    answers: &Answers,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let known = answers.known();
    let counts = !known.is_empty()
        && match (&answers.of, case) {
            (Questions::Evaluation, Some(case)) => is_first(change, case, rng)?,
            (Questions::Diversity, None) => true,
            _ => false,
        };
    if !counts {
        return Ok(());
    }
    let of = answers.of.as_str();
    let own = |(question, answer): (&str, &str)| (question.to_owned(), answer.to_owned());
    let mut pool: Pool = change.find(of)?.unwrap_or_default();
    pool.waiting.push(known.into_iter().map(own).collect());
    // The order in which they came would tell of whom.
    pool.waiting.sort();
    if pool.waiting.len() >= BATCH {
        count(
            change,
            of,
            year_of(now),
            std::mem::take(&mut pool.waiting),
            rng,
        )?;
    }
    change.put(of, &pool, rng)
}

/// Says whether a case may be evaluated, and notes that it was.
fn is_first(
    change: &Change<'_>,
    case: &OpenCase,
    rng: &mut impl CryptoRng,
) -> Result<bool, VaultError> {
    if case.register.course.feedback.is_none() {
        return Ok(false);
    }
    let mut channel = case.channel(change)?;
    if std::mem::replace(&mut channel.evaluated, true) {
        return Ok(false);
    }
    case.put_channel(change, &channel, rng)?;
    Ok(true)
}

fn count(
    change: &Change<'_>,
    of: &str,
    year: u16,
    all: Vec<BTreeMap<String, String>>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let name = name(of, year);
    let mut tally: Tally = change.find(&name)?.unwrap_or_else(|| Tally {
        of: of.to_owned(),
        year,
        people: 0,
        counts: BTreeMap::new(),
    });
    for answers in all {
        tally.people += 1;
        for (question, answer) in answers {
            let question = tally.counts.entry(question).or_default();
            *question.entry(answer).or_default() += 1;
        }
    }
    change.put(&name, &tally, rng)
}

fn name(of: &str, year: u16) -> String {
    format!("{of}/{year}")
}

/// Returns the counts of every year in which enough people answered, newest first. They are exact: who
/// publishes protects them first.
///
/// # Errors
///
/// [`VaultError`].
pub fn tallies(records: &impl Records, of: &Questions) -> Result<Vec<Tally>, VaultError> {
    let mut all: Vec<Tally> = records.all()?;
    all.retain(|tally| tally.of == of.as_str() && tally.people >= ENOUGH);
    all.sort_by_key(|tally| std::cmp::Reverse(tally.year));
    Ok(all)
}

/// Says whether enough people answered in a year; that is all that a screen shows.
///
/// # Errors
///
/// [`VaultError`].
pub fn standing(records: &impl Records, of: &Questions, year: u16) -> Result<bool, VaultError> {
    let found: Option<Tally> = records.find(name(of.as_str(), year))?;
    Ok(found.is_some_and(|tally| tally.people >= ENOUGH))
}
