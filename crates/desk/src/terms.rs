//! The board of terms: what is overdue and what is due, over every clock of every case (R075–R080).
//!
//! In scope: the terms of the cases there are, from the register alone, how many were kept, and a
//! calendar of them that says nothing else (R078). Out of scope: how a term is reckoned; that is
//! [`bellrope_casework::term`].
//!
//! Nobody here needs a key of a case: whoever is on the team sees that something is due, and of
//! which number, and nothing of what it is about.

mod calendar;

pub use calendar::{CalendarError, calendar, export_calendar};

use std::collections::BTreeMap;
use std::sync::Arc;

use bellrope_casework::term::{
    self, CaseDays, Clock, Deadline, Group, State, Term, TermKind, terms_of,
};
use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::case::{CaseNumber, Register};
use crate::configuration;
use crate::vault::{PersonId, Records, Vault, VaultError};

/// Whose terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Of every case.
    Team,
    /// Of the cases that whoever has the vault open may read, without tasks of others.
    Own,
}

/// A line of the board.
pub type Row = (Group, Deadline<CaseNumber>);

/// Lists what is still to be done, most urgent first.
///
/// # Errors
///
/// [`VaultError`].
pub fn board(vault: &Vault, scope: Scope, now: u64) -> Result<Vec<Row>, VaultError> {
    let terms = all(&vault.read()?, scope)?;
    let deadlines = terms.into_iter().map(|placed| placed.deadline);
    Ok(term::board(deadlines, term::local_day(now)))
}

/// Lists the terms of one case, those that were met or ended included.
///
/// # Errors
///
/// [`VaultError`].
pub fn of_case(vault: &Vault, number: &CaseNumber) -> Result<Vec<Term>, VaultError> {
    let reading = vault.read()?;
    let promises = configuration::promises(&reading)?;
    let line = Register::find(&reading, number)?;
    Ok(line.map_or_else(Vec::new, |line| terms(&line, &promises)))
}

/// A case that somebody suspended: own promises rest, the law's terms go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspended {
    /// The case.
    pub number: CaseNumber,
    /// The day since which it is.
    pub since: Day,
}

/// Lists the suspended cases, the longest first.
///
/// # Errors
///
/// [`VaultError`].
pub fn suspended(vault: &Vault, scope: Scope) -> Result<Vec<Suspended>, VaultError> {
    let tell = |line: Arc<Register>| {
        let since = line.suspended()?;
        let number = line.number.clone();
        Some(Suspended { number, since })
    };
    let lines = lines(&vault.read()?, scope)?;
    let mut suspended: Vec<Suspended> = lines.into_iter().filter_map(tell).collect();
    suspended.sort_by(|a, b| (a.since, &a.number).cmp(&(b.since, &b.number)));
    Ok(suspended)
}

/// How terms of one kind were kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Met in time.
    pub in_time: usize,
    /// Met, but late.
    pub late: usize,
    /// Not met, and over.
    pub overdue: usize,
}

/// Counts, for each kind of term, how those were kept that ended, or were met, up to today (R079):
/// of the cases that were received in a period, both days included. What was stopped counts
/// nowhere, and destroyed cases do not count.
///
/// # Errors
///
/// [`VaultError`].
pub fn kept(
    vault: &Vault,
    from: Day,
    until: Day,
    now: u64,
) -> Result<BTreeMap<TermKind, Kept>, VaultError> {
    let reading = vault.read()?;
    let promises = configuration::promises(&reading)?;
    let today = term::local_day(now);
    let mut counts: BTreeMap<TermKind, Kept> = BTreeMap::new();
    for line in lines(&reading, Scope::Team)? {
        if !(from..=until).contains(&line.received) {
            continue;
        }
        for term in terms(&line, &promises) {
            let count = counts.entry(term.kind).or_default();
            match term.state(today) {
                State::Kept => count.in_time += 1,
                State::Late { .. } => count.late += 1,
                State::Overdue { .. } => count.overdue += 1,
                State::Open { .. } | State::Stopped => {}
            }
        }
    }
    counts.retain(|_, count| *count != Kept::default());
    Ok(counts)
}

/// A term of a case, with its place among those of its kind there: the same as long as the case is.
struct Placed {
    deadline: Deadline<CaseNumber>,
    place: usize,
}

/// Lists every term of every case.
fn all(records: &impl Records, scope: Scope) -> Result<Vec<Placed>, VaultError> {
    let promises = configuration::promises(records)?;
    let me = records.vault().me().ok();
    let mut all = Vec::new();
    for line in lines(records, scope)? {
        let terms = terms(&line, &promises);
        for (at, term) in terms.iter().enumerate() {
            let place = terms[..at].iter().filter(|it| it.kind == term.kind).count();
            if scope == Scope::Own && is_of_another(&line, term.kind, place, me) {
                continue;
            }
            let (number, term) = (line.number.clone(), *term);
            let deadline = Deadline { number, term };
            all.push(Placed { deadline, place });
        }
    }
    Ok(all)
}

/// Lists the lines of the cases there are.
fn lines(records: &impl Records, scope: Scope) -> Result<Vec<Arc<Register>>, VaultError> {
    let me = records.vault().me().ok();
    let wanted =
        |line: &&Arc<Register>| line.slot.is_some() && (scope == Scope::Team || is_of(line, me));
    let lines = records.known::<Register>()?;
    Ok(lines.iter().filter(wanted).cloned().collect())
}

/// Says whether a term is a task that somebody else has to do.
fn is_of_another(line: &Register, kind: TermKind, place: usize, me: Option<PersonId>) -> bool {
    let task = line.tasks.get(place).filter(|_| kind == TermKind::Task);
    task.is_some_and(|task| Some(task.whose) != me)
}

fn is_of(line: &Register, me: Option<PersonId>) -> bool {
    me.is_some_and(|me| line.readers.contains(&me))
}

/// Returns the terms of a case: of the law, promised, aftercare, tasks.
fn terms(line: &Register, promises: &term::Promises) -> Vec<Term> {
    let course = &line.course;
    let clock = course.clock.map(|set| (set.clock, set.start, set.met));
    let days = CaseDays {
        received: line.received,
        can_be_told: line.can_be_told(),
        kind: line.class.kind(),
        acknowledged: line.acknowledged,
        feedback: course.feedback,
        told: &course.told,
        ended: line.ended(),
        suspended: line.suspended(),
        clock,
    };
    let mut terms = terms_of(&days, promises);
    terms.extend(line.aftercare_terms());
    terms.extend(line.tasks.iter().map(|task| Term {
        kind: TermKind::Task,
        due: task.due,
        done: task.end.map(|(_, day)| day),
        stopped: None,
    }));
    terms
}

/// A clock that somebody set on a case besides those that every case has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct SetClock {
    pub(crate) clock: Clock,
    pub(crate) start: Day,
    pub(crate) met: Option<Day>,
}
