//! Links between cases, with a kind and a reason, and the clusters that they make (R102, R008). A link
//! stands in the register of both cases; its reason lies with the content of the one that somebody
//! linked from.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_casework::reason::Reason;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find, reason_of};
use super::{CaseNumber, OpenCase, Register};
use crate::vault::{Change, PersonId, Records, Vault, VaultError};

/// What links two cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LinkKind {
    /// They are about the same incident.
    SameIncident,
    /// They are about the same person.
    SamePerson,
    /// The same reporter declared to have sent both.
    SameReporter,
    /// They show a pattern.
    Pattern,
    /// One is about detriment after the other (R008).
    Detriment,
    /// They are the same report: counted once.
    SameReport,
    /// One was split off the other.
    Split,
}

impl LinkKind {
    /// Every kind, in the order in which people see them.
    pub const ALL: [Self; 7] = [
        Self::SameIncident,
        Self::SamePerson,
        Self::SameReporter,
        Self::Pattern,
        Self::Detriment,
        Self::SameReport,
        Self::Split,
    ];

    /// Returns its code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameIncident => "same-incident",
            Self::SamePerson => "same-person",
            Self::SameReporter => "same-reporter",
            Self::Pattern => "pattern",
            Self::Detriment => "detriment",
            Self::SameReport => "same-report",
            Self::Split => "split",
        }
    }

    /// Finds the kind of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }
}

/// A link, as the register has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LinkLine {
    pub(crate) other: CaseNumber,
    pub(crate) kind: LinkKind,
    by: PersonId,
    day: Day,
    /// The number of the reason, in the case that somebody linked from.
    why: Option<u32>,
    /// Since when it does not count any more.
    ended: Option<Day>,
}

impl LinkLine {
    /// Says whether it still counts.
    pub(crate) const fn is_current(&self) -> bool {
        self.ended.is_none()
    }
}

/// A link of a case to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The other case.
    pub other: CaseNumber,
    /// What links them.
    pub kind: LinkKind,
    /// Who linked them.
    pub by: PersonId,
    /// When.
    pub day: Day,
    /// Why, if it was linked from here.
    pub reason: Option<Reason>,
    /// Since when it does not count any more.
    pub ended: Option<Day>,
}

/// Lists the links of a case, oldest first, with the reasons that lie here.
pub(super) fn links(records: &impl Records, case: &OpenCase) -> Result<Vec<Link>, VaultError> {
    let tell = |line: &LinkLine| {
        let reason = match line.why {
            Some(number) => reason_of(records, case, number)?,
            None => None,
        };
        Ok(Link {
            other: line.other.clone(),
            kind: line.kind,
            by: line.by,
            day: line.day,
            reason,
            ended: line.ended,
        })
    };
    case.register.links.iter().map(tell).collect()
}

/// Links two cases; both must be open to whoever does it.
///
/// # Errors
///
/// [`LinkError`], by variant.
pub fn link(
    vault: &mut Vault,
    number: &CaseNumber,
    other: &CaseNumber,
    kind: LinkKind,
    reason: &Reason,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LinkError> {
    vault.change(|change| join(change, number, other, kind, Some(reason), now, rng))
}

/// Links two cases within a change.
pub(super) fn join(
    change: &Change<'_>,
    number: &CaseNumber,
    other: &CaseNumber,
    kind: LinkKind,
    reason: Option<&Reason>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LinkError> {
    if number == other {
        return Err(LinkError::Itself);
    }
    let mut here = Acting::begin(change, number, now)?;
    let mut there = Acting::begin(change, other, now)?;
    let same = |line: &LinkLine| line.other == *other && line.kind == kind;
    let is_active = |line: &&LinkLine| same(line) && line.ended.is_none();
    if here.case.register.links.iter().find(is_active).is_some() {
        return Err(LinkError::Linked);
    }
    let why = reason.map(|text| here.keep(text, rng)).transpose()?;
    let (by, day) = (here.me, here.today());
    let line = |other: &CaseNumber, why| LinkLine {
        other: other.clone(),
        kind,
        by,
        day,
        why,
        ended: None,
    };
    here.line().links.push(line(other, why.map(|it| it.number)));
    there.line().links.push(line(number, None));
    here.store(rng)?;
    there.store(rng)?;
    let entry = here
        .entry(Act::Linked)?
        .with(Key::Sort, kind.as_str())
        .with(Key::Other, other);
    Ok(here.enter(entry, why, rng)?)
}

/// Ends a link; it stays readable that there was one.
///
/// # Errors
///
/// [`LinkError::NotLinked`] if there is none of this kind.
pub fn unlink(
    vault: &mut Vault,
    number: &CaseNumber,
    other: &CaseNumber,
    kind: LinkKind,
    reason: &Reason,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LinkError> {
    vault.change(|change| {
        let mut here = Acting::begin(change, number, now)?;
        let mut there = Acting::begin(change, other, now)?;
        let today = here.today();
        if !end(here.line(), other, kind, today) {
            return Err(LinkError::NotLinked);
        }
        end(there.line(), number, kind, today);
        let why = here.keep(reason, rng)?;
        here.store(rng)?;
        there.store(rng)?;
        let entry = here
            .entry(Act::Unlinked)?
            .with(Key::Sort, kind.as_str())
            .with(Key::Other, other);
        Ok(here.enter(entry, Some(why), rng)?)
    })
}

fn end(line: &mut Register, other: &CaseNumber, kind: LinkKind, today: Day) -> bool {
    let mut links = line.links.iter_mut();
    let found = links.find(|it| it.other == *other && it.kind == kind && it.ended.is_none());
    match found {
        Some(link) => {
            link.ended = Some(today);
            true
        }
        None => false,
    }
}

/// Lists the groups of cases that links hold together, the largest first; from the register alone.
///
/// # Errors
///
/// [`VaultError`].
pub fn clusters(vault: &Vault) -> Result<Vec<Vec<CaseNumber>>, VaultError> {
    let mut near: BTreeMap<CaseNumber, Vec<CaseNumber>> = BTreeMap::new();
    for line in vault.read()?.known::<Register>()?.iter() {
        let links = line.links.iter().filter(|link| link.ended.is_none());
        let others: Vec<CaseNumber> = links.map(|link| link.other.clone()).collect();
        if !others.is_empty() {
            near.insert(line.number.clone(), others);
        }
    }
    let mut clusters = Vec::new();
    let mut seen = BTreeSet::new();
    for number in near.keys() {
        let cluster = reach(number, &near, &mut seen);
        if cluster.len() > 1 {
            clusters.push(cluster);
        }
    }
    clusters.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    Ok(clusters)
}

/// Collects what can be reached from a case and was not seen before, in order.
fn reach(
    from: &CaseNumber,
    near: &BTreeMap<CaseNumber, Vec<CaseNumber>>,
    seen: &mut BTreeSet<CaseNumber>,
) -> Vec<CaseNumber> {
    let mut cluster = Vec::new();
    let mut waiting = vec![from.clone()];
    while let Some(number) = waiting.pop() {
        if !seen.insert(number.clone()) {
            continue;
        }
        waiting.extend(near.get(&number).into_iter().flatten().cloned());
        cluster.push(number);
    }
    cluster.sort();
    cluster
}

from_find!(LinkError);

/// Why cases were not linked, merged or split.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// A case is not linked to itself.
    #[error("a case cannot be linked to itself")]
    Itself,
    /// They are linked so already.
    #[error("the cases are linked so already")]
    Linked,
    /// They are not linked so.
    #[error("the cases are not linked so")]
    NotLinked,
    /// The case was merged before.
    #[error("the case was merged into {into}")]
    Merged {
        /// The case that it was merged into.
        into: CaseNumber,
    },
    /// A part of the conversation was named that there is not.
    #[error("the conversation has no item {item}")]
    NoItem {
        /// Its number, from 1.
        item: usize,
    },
    /// Nothing was named to split off.
    #[error("nothing was named to split off")]
    Nothing,
}
