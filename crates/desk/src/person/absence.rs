//! The calendar of absences, and what it threatens (R194).

use std::collections::BTreeSet;

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::{Person, PersonError, all, find};
use crate::case::{self, CaseNumber};
use crate::right::{self, Right};
use crate::term;
use crate::trail;
use crate::vault::{PersonId, Records, Vault, VaultError};

/// Days ahead that somebody is told of.
const AHEAD: u32 = 7;

/// That somebody is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Who stands in for them.
    pub deputy: Option<PersonId>,
}

impl Absence {
    /// Says whether a day falls into it.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// That a term falls on a day on which the only person who handles the case is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceWarning {
    /// The case.
    pub number: CaseNumber,
    /// Who handles it, or reads it if nobody does.
    pub person: PersonId,
    /// The last day of the term.
    pub due: Day,
    /// When they are away.
    pub absence: Absence,
}

/// Notes that somebody will be, or is, away: oneself, or a colleague if one keeps the calendar.
///
/// # Errors
///
/// [`PersonError`], by variant.
pub fn set_absence(
    vault: &mut Vault,
    id: PersonId,
    absence: Absence,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), PersonError> {
    if absence.until < absence.from {
        return Err(PersonError::Backwards);
    }
    vault.change(|change| {
        let mut person = keeper(change, id, now)?;
        if let Some(deputy) = absence.deputy {
            let deputy = find(change, deputy)?.filter(Person::is_present);
            let fit = deputy.is_some_and(|it| it.id != id);
            fit.then_some(()).ok_or(PersonError::Absent)?;
        }
        let entry = trail::entry(change, now, Act::AbsenceSet)
            .whom(id.for_trail())
            .with(Key::From, absence.from)
            .with(Key::Until, absence.until);
        person.absences.retain(|it| it.from != absence.from);
        person.absences.push(absence);
        person.absences.sort_by_key(|it| it.from);
        person.store(change, rng)?;
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Notes that somebody is back, or does not go: the absence that began on a day ends.
///
/// # Errors
///
/// [`PersonError`], by variant.
pub fn end_absence(
    vault: &mut Vault,
    id: PersonId,
    from: Day,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), PersonError> {
    vault.change(|change| {
        let mut person = keeper(change, id, now)?;
        let before = person.absences.len();
        person.absences.retain(|it| it.from != from);
        if person.absences.len() == before {
            return Err(PersonError::NoAbsence);
        }
        person.store(change, rng)?;
        let entry = trail::entry(change, now, Act::AbsenceEnded).whom(id.for_trail());
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Finds somebody whose absences whoever has the vault open may note.
fn keeper(records: &impl Records, id: PersonId, now: u64) -> Result<Person, PersonError> {
    if records.vault().me()? != id {
        right::check(records, Right::People, now)?;
    }
    let found = find(records, id)?.filter(Person::is_present);
    found.ok_or(PersonError::Absent)
}

/// Lists the cases that somebody should hand over: a term falls into an absence of the only person who
/// handles them, and the absence is a week away or less. By day, then by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn absence_warnings(
    records: &impl Records,
    now: u64,
) -> Result<Vec<AbsenceWarning>, VaultError> {
    let today = term::local_day(now);
    let people = all(records)?;
    let mut warnings = Vec::new();
    for (number, handlers, dues) in case::access::due_days(records)? {
        let Some(person) = only(&handlers, &people) else {
            continue;
        };
        for due in dues {
            let hit = person.absences.iter().find(|it| it.covers(due));
            let near = hit.filter(|it| due >= today && it.from <= today.plus(AHEAD));
            warnings.extend(near.map(|absence| AbsenceWarning {
                number: number.clone(),
                person: person.id,
                due,
                absence: absence.clone(),
            }));
        }
    }
    warnings.sort_by(|a, b| (a.due, &a.number).cmp(&(b.due, &b.number)));
    Ok(warnings)
}

fn only<'p>(handlers: &BTreeSet<PersonId>, people: &'p [Person]) -> Option<&'p Person> {
    let mut handlers = handlers.iter();
    let (Some(id), None) = (handlers.next(), handlers.next()) else {
        return None;
    };
    people.iter().find(|it| it.id == *id)
}
