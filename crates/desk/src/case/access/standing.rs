//! How a case stands towards the team: a record of its own, without content and without reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bellrope_protocol::time::Day;
use bellrope_trail::Act;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::exclude::Check;
use crate::case::{CaseNumber, Register};
use crate::right::{self, Right, RightError};
use crate::said::{Said, Say};
use crate::term;
use crate::trail;
use crate::vault::{Change, Known, PersonId, Record, Records, Vault, VaultError};

/// How a case stands towards the team.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// Who handles it.
    #[serde(default)]
    pub(crate) assigned: BTreeSet<PersonId>,
    /// Who declared to have no interest in it.
    #[serde(default)]
    pub(crate) declared: BTreeSet<PersonId>,
    /// What somebody has to look at before the case goes on.
    #[serde(default)]
    pub(crate) checks: BTreeSet<Check>,
    /// That somebody's access ended, and somebody else has to take over.
    #[serde(default)]
    pub(crate) handovers: Vec<Handover>,
    /// Who left the team and once could read it: its key is drawn anew by the next who reads it.
    #[serde(default)]
    pub(crate) gone: BTreeSet<PersonId>,
    /// Who left a hand-over note in it, and when last (R194).
    #[serde(default)]
    pub(crate) noted: BTreeMap<PersonId, Day>,
}

impl Record for Standing {
    const TABLE: &'static str = "access";
}

/// That somebody does not handle a case any more; not why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Whose access ended.
    pub from: PersonId,
    /// When.
    pub day: Day,
    /// When somebody saw to it.
    pub done: Option<Day>,
}

impl Standing {
    pub(crate) fn find(records: &impl Records, number: &CaseNumber) -> Result<Self, VaultError> {
        Ok(records.find(number.as_str())?.unwrap_or_default())
    }

    /// Returns how a case stands, among all.
    pub(super) fn among(all: &Known<Self>, vault: &Vault, number: &CaseNumber) -> Self {
        let found = all.find(vault, number.as_str());
        found.cloned().unwrap_or_default()
    }

    pub(crate) fn store(
        &self,
        change: &Change<'_>,
        number: &CaseNumber,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put(number.as_str(), self, rng)
    }

    /// Notes that somebody else has to take over, if they handled it.
    pub(super) fn hand_over(&mut self, from: PersonId, now: u64) {
        self.declared.remove(&from);
        self.assigned.remove(&from);
        self.handovers.push(Handover {
            from,
            day: term::local_day(now),
            done: None,
        });
    }
}

/// Who may read a case, and what is to be done about that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its number.
    pub number: CaseNumber,
    /// Who may read it.
    pub readers: BTreeSet<PersonId>,
    /// Who handles it.
    pub assigned: BTreeSet<PersonId>,
    /// Who is kept from it, for whichever reason.
    pub barred: BTreeSet<PersonId>,
    /// Who declared to have no interest in it.
    pub declared: BTreeSet<PersonId>,
    /// What somebody has to look at before it goes on.
    pub checks: BTreeSet<Check>,
    /// That somebody has to take over.
    pub handovers: Vec<Handover>,
    /// Who left a hand-over note in it, and when last.
    pub noted: BTreeMap<PersonId, Day>,
    /// Whether its key waits to be drawn anew by somebody who reads it.
    pub is_due: bool,
}

/// Readers below which a case is told of to the coordinator (R193).
const LEAST_READERS: usize = 2;

impl Access {
    fn new(register: Register, standing: Standing) -> Self {
        Self {
            number: register.number,
            readers: register.readers,
            assigned: standing.assigned,
            barred: register.barred,
            declared: standing.declared,
            checks: standing.checks,
            handovers: standing.handovers,
            noted: standing.noted,
            is_due: !standing.gone.is_empty(),
        }
    }

    /// Says whether fewer than two people can read it.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.readers.len() < LEAST_READERS
    }
}

/// Returns who may read a case.
///
/// # Errors
///
/// [`AccessError::Absent`], [`AccessError::Vault`].
pub fn of(records: &impl Records, number: &CaseNumber) -> Result<Access, AccessError> {
    let register = Register::find(records, number)?.ok_or(AccessError::Absent)?;
    let standing = Standing::find(records, number)?;
    Ok(Access::new(register, standing))
}

/// Lists who may read each case that there is, by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn all(records: &impl Records) -> Result<Vec<Access>, VaultError> {
    let (lines, standings) = (records.known::<Register>()?, records.known::<Standing>()?);
    let there = lines.iter().filter(|line| line.slot.is_some());
    let access = |line: &Arc<Register>| {
        let standing = Standing::among(&standings, records.vault(), &line.number);
        Access::new(Register::clone(line), standing)
    };
    let mut all: Vec<Access> = there.map(access).collect();
    all.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(all)
}

/// A case, who handles it, or reads it if nobody does, and the last days of what it still waits for.
pub(crate) type Due = (CaseNumber, BTreeSet<PersonId>, Vec<Day>);

/// Lists what cases still wait for.
pub(crate) fn due_days(records: &impl Records) -> Result<Vec<Due>, VaultError> {
    let (lines, standings) = (records.known::<Register>()?, records.known::<Standing>()?);
    let mut all = Vec::new();
    for line in lines.iter().filter(|line| line.slot.is_some()) {
        let standing = Standing::among(&standings, records.vault(), &line.number);
        let handlers = if standing.assigned.is_empty() {
            line.readers.clone()
        } else {
            standing.assigned
        };
        let days = line.due_days();
        all.push((line.number.clone(), handlers, days));
    }
    Ok(all)
}

/// A case that somebody handles, or is the only one to read, and whether they left a hand-over note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToHandOver {
    /// The case.
    pub number: CaseNumber,
    /// The day of their last hand-over note.
    pub noted: Option<Day>,
}

/// Lists the cases that somebody would hand over if they left or were away, by number; those that
/// nothing is due in any more are none (R194).
///
/// # Errors
///
/// [`VaultError`].
pub fn to_hand_over(records: &impl Records, id: PersonId) -> Result<Vec<ToHandOver>, VaultError> {
    let (lines, standings) = (records.known::<Register>()?, records.known::<Standing>()?);
    let only = BTreeSet::from([id]);
    let mut cases = Vec::new();
    let open = |line: &&Arc<Register>| line.slot.is_some() && line.ended().is_none();
    for line in lines.iter().filter(open) {
        let standing = Standing::among(&standings, records.vault(), &line.number);
        if standing.assigned.contains(&id) || line.readers == only {
            cases.push(ToHandOver {
                noted: standing.noted.get(&id).copied(),
                number: line.number.clone(),
            });
        }
    }
    cases.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(cases)
}

/// Notes that somebody looked at what a case was flagged for.
///
/// # Errors
///
/// [`AccessError`], by variant.
pub fn end_check(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        right::check(change, Right::Assign, now)?;
        let mut standing = known(change, number)?;
        standing.checks.clear();
        standing.store(change, number, rng)?;
        let entry = trail::entry(change, now, Act::Triaged).case(number.for_trail()?);
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Notes that somebody took over from whoever lost access.
///
/// # Errors
///
/// [`AccessError`], by variant.
pub fn end_handover(
    vault: &mut Vault,
    number: &CaseNumber,
    from: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), AccessError> {
    vault.change(|change| {
        right::check(change, Right::Assign, now)?;
        let mut standing = known(change, number)?;
        let today = term::local_day(now);
        let open = |it: &&mut Handover| it.from == from && it.done.is_none();
        standing
            .handovers
            .iter_mut()
            .filter(open)
            .for_each(|it| it.done = Some(today));
        standing.store(change, number, rng)?;
        let entry = trail::entry(change, now, Act::TaskDone)
            .case(number.for_trail()?)
            .with(bellrope_trail::Key::Sort, "handover");
        Ok(trail::append(change, &entry, rng)?)
    })
}

fn known(change: &Change<'_>, number: &CaseNumber) -> Result<Standing, AccessError> {
    if !change.has::<Register>(number.as_str())? {
        return Err(AccessError::Absent);
    }
    Ok(Standing::find(change, number)?)
}

/// Why access to a case does not change.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// The vault failed, or the case is closed to whoever has it open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever does it may not.
    #[error(transparent)]
    Right(RightError),
    /// There is no such case, or it was deleted.
    #[error("there is no such case")]
    Absent,
    /// There is no such person on the team, or they handle no cases.
    #[error("the person handles no cases")]
    NoHandler,
    /// The person is kept from the case.
    #[error("the person is kept from the case")]
    Barred,
    /// The person may read it already.
    #[error("the person reads the case already")]
    Reads,
    /// The person does not read it.
    #[error("the person does not read the case")]
    ReadsNot,
    /// The person does not handle it.
    #[error("the person does not handle the case")]
    HandlesNot,
    /// Nobody could read the case any more.
    #[error("nobody else could read the case")]
    LastReader,
    /// The person belongs to the same unit as the case (R087): that takes a second person.
    #[error("the person belongs to the unit that the case is about")]
    SameUnit,
}

impl From<RightError> for AccessError {
    fn from(err: RightError) -> Self {
        match err {
            RightError::Vault(err) => Self::Vault(err),
            err => Self::Right(err),
        }
    }
}

impl Say for AccessError {
    fn said(&self) -> Said {
        match self {
            Self::Vault(err) => err.said(),
            Self::Right(err) => err.said(),
            Self::Absent => Said::refused("err-case-gone"),
            Self::NoHandler => Said::refused("err-no-handler").hint("rec-no-handler"),
            Self::Barred => Said::refused("err-access-barred"),
            Self::Reads => Said::refused("err-reads"),
            Self::ReadsNot => Said::refused("err-reads-not"),
            Self::HandlesNot => Said::refused("err-handles-not"),
            Self::LastReader => Said::refused("err-last-reader").hint("rec-last-reader"),
            Self::SameUnit => Said::refused("err-same-unit").hint("rec-same-unit"),
        }
    }
}
