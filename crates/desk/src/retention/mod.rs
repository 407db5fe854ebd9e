//! Retention: how long a case is kept after it ended, holds, and its deletion by two people (R152,
//! R153). The terms are `bellrope_casework`'s.
//!
//! Deleting a case destroys its slot: nothing of it can be read any more, in no copy of the vault
//! and in no backup, for backups carry no slots ([`crate::backup`]). What stays is its line of the
//! register, without people, and the statement of its deletion.
//!
//! Nothing is deleted by itself, and nothing while a hold is on, a letter waits to be read, or
//! something waits to be sent.

mod deletion;
mod error;
mod hold;

pub use deletion::{Deletion, Statement, statement};
pub use error::RetentionError;
pub use hold::{HoldNote, holds, lift_hold, set_hold};

pub(crate) use deletion::complete;

use std::sync::Arc;

use bellrope_casework::retention::{self as rule, State, Subject, Terms};
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::Outcome;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::case::{CaseNumber, Register};
use crate::term;
use crate::trail;
use crate::vault::{Change, Known, Record, Records, Vault, VaultError};

/// What retention knows of a case beside its line of the register: nothing of its content.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    number: CaseNumber,
    /// How many holds and liftings were noted.
    holds: u32,
    is_held: bool,
    /// Whether a letter came after its end and nobody has read it.
    has_unread: bool,
    /// The last day of the term whose end was noted.
    due: Option<Day>,
    /// A deletion that two people decided on.
    begun: Option<deletion::Begun>,
    /// The day of its deletion.
    deleted: Option<Day>,
}

impl Record for Kept {
    const TABLE: &'static str = "retention";
}

impl Kept {
    fn load(records: &impl Records, number: &CaseNumber) -> Result<Self, VaultError> {
        let found = records.find(number.as_str())?;
        Ok(found.unwrap_or_else(|| Self::of_open(number.clone())))
    }

    /// Returns what is known of a case, among all.
    fn among(all: &Known<Self>, vault: &Vault, number: &CaseNumber) -> Self {
        let found = all.find(vault, number.as_str());
        found.map_or_else(|| Self::of_open(number.clone()), Self::clone)
    }

    const fn of_open(number: CaseNumber) -> Self {
        Self {
            number,
            holds: 0,
            is_held: false,
            has_unread: false,
            due: None,
            begun: None,
            deleted: None,
        }
    }

    fn store(&self, change: &Change<'_>, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        change.put(self.number.as_str(), self, rng)
    }

    fn state(&self, line: &Register, today: Day) -> State {
        let kept = rule::Kept {
            subject: subject_of(line),
            ended: line.ended(),
            needed_until: None,
            is_held: self.is_held,
            has_unread: self.has_unread,
        };
        Terms::default().state(&kept, today)
    }
}

/// What the term of a case depends on. What was withdrawn needs no other outcome.
fn subject_of(line: &Register) -> Option<Subject> {
    let outcome = line.class.outcome.current().copied();
    let withdrawn = (line.status() == Status::Withdrawn).then_some(Outcome::Withdrawn);
    Subject::of(line.class.kind(), outcome.or(withdrawn), None)
}

/// How a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The case.
    pub number: CaseNumber,
    /// How it stands.
    pub state: State,
}

/// Says how every case stands that was not deleted, by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn standings(records: &impl Records, now: u64) -> Result<Vec<Standing>, VaultError> {
    let today = term::local_day(now);
    let (lines, all_kept) = (records.known::<Register>()?, records.known::<Kept>()?);
    let there = lines.iter().filter(|line| line.slot.is_some());
    let standing = |line: &Arc<Register>| {
        let kept = Kept::among(&all_kept, records.vault(), &line.number);
        let state = kept.state(line, today);
        let number = line.number.clone();
        Standing { number, state }
    };
    let mut standings: Vec<Standing> = there.map(standing).collect();
    standings.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(standings)
}

/// Returns the line of a case whose content there still is.
fn present(records: &impl Records, number: &CaseNumber) -> Result<Register, RetentionError> {
    let absent = || RetentionError::Absent {
        number: number.clone(),
    };
    let line = Register::find(records, number)?.ok_or_else(absent)?;
    if line.slot.is_none() {
        return Err(absent());
    }
    Ok(line)
}

/// Notes that a letter came: a case that ended is not deleted before somebody has read it.
pub(crate) fn letter_came(
    change: &Change<'_>,
    number: &CaseNumber,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let line = Register::find(change, number)?;
    let has_ended = line.is_some_and(|line| line.ended().is_some());
    let mut kept = Kept::load(change, number)?;
    if !has_ended || kept.has_unread {
        return Ok(());
    }
    kept.has_unread = true;
    kept.store(change, rng)
}

/// Says whether a letter came after the case had ended that nobody has read.
pub(crate) fn waits_to_be_read(
    records: &impl Records,
    number: &CaseNumber,
) -> Result<bool, VaultError> {
    Ok(Kept::load(records, number)?.has_unread)
}

/// Notes that somebody has read what came, as a shell does once it has shown the case.
///
/// # Errors
///
/// [`VaultError`].
pub fn note_read(
    vault: &mut Vault,
    number: &CaseNumber,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    if !Kept::load(&vault.read()?, number)?.has_unread {
        return Ok(());
    }
    vault.change(|change| {
        let mut kept = Kept::load(change, number)?;
        kept.has_unread = false;
        kept.store(change, rng)
    })
}

/// Enters in the trail which terms have ended since it was looked at last.
pub(crate) fn note_due(
    change: &Change<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let today = term::local_day(now);
    let all_kept = change.known::<Kept>()?;
    for line in change.known::<Register>()?.iter() {
        if line.slot.is_none() || line.ended().is_none() {
            continue;
        }
        let mut kept = Kept::among(&all_kept, change.vault(), &line.number);
        let State::Over { until } = kept.state(line, today) else {
            continue;
        };
        if kept.due == Some(until) || kept.begun.is_some() {
            continue;
        }
        kept.due = Some(until);
        kept.store(change, rng)?;
        let due = trail::entry(change, now, Act::DeletionDue)
            .case(kept.number.for_trail()?)
            .with(Key::Until, until);
        trail::append(change, &due, rng)?;
    }
    Ok(())
}
