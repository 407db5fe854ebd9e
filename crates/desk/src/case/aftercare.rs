//! Aftercare: moments after closing at which the desk asks about detriment (R108). Closing plans them;
//! one that nobody did anything about stays visible.

use bellrope_casework::aftercare::{Aftercare, AftercareError, Contact, Moment, Standing};
use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::term::Term;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find, reason_of};
use super::{CaseNumber, OpenCase, Register};
use crate::term;
use crate::vault::{PersonId, Records, Vault, VaultError};

/// What was done about a moment, as the register has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Care {
    months: u32,
    day: Day,
    by: PersonId,
    /// The number of the reason for skipping it; absent if the reporter was asked.
    skipped: Option<u32>,
}

impl Register {
    /// Returns the day of closing, while the case is closed.
    fn closed(&self) -> Option<Day> {
        let is_closed = matches!(self.status(), Status::Concluded | Status::Aftercare);
        let closed = is_closed.then(|| self.history().day_of(Status::Concluded));
        closed.flatten().filter(|_| self.can_be_told())
    }

    /// Lists the days on which the reporter was asked how they are.
    pub(crate) fn aftercare_days(&self) -> Vec<Day> {
        let asked = self
            .course
            .care
            .iter()
            .filter(|care| care.skipped.is_none());
        asked.map(|care| care.day).collect()
    }

    /// Returns the moments of aftercare as terms.
    pub(crate) fn aftercare_terms(&self) -> Vec<Term> {
        let Some(closed) = self.closed() else {
            return Vec::new();
        };
        let plan: Aftercare<PersonId> = Aftercare::plan(closed);
        let mut terms = plan.terms();
        for care in self.course.care.iter().filter(|care| care.day >= closed) {
            let due = closed.plus_months(care.months);
            if let Some(term) = terms.iter_mut().find(|term| term.due == due) {
                match care.skipped {
                    Some(_) => term.stopped = Some(care.day),
                    None => term.done = Some(care.day),
                }
            }
        }
        terms
    }
}

/// A moment of aftercare, with how it stands.
pub type CareMoment = (Moment<PersonId>, Standing);

/// Lists the moments of a case, with how they stand on a day; none while it is open.
pub(super) fn moments(
    records: &impl Records,
    case: &OpenCase,
    now: u64,
) -> Result<Vec<CareMoment>, VaultError> {
    let line = &case.register;
    let Some(closed) = line.closed() else {
        return Ok(Vec::new());
    };
    let mut plan = Aftercare::plan(closed);
    for care in line.course.care.iter().filter(|care| care.day >= closed) {
        let (day, by) = (care.day, care.by);
        let reason = match care.skipped {
            Some(number) => reason_of(records, case, number)?,
            None => None,
        };
        let contact = match reason {
            Some(reason) => Contact::Skipped { day, by, reason },
            None => Contact::Asked { day, by },
        };
        // What was noted was allowed then.
        let _ = plan.note(care.months, contact);
    }
    let standing = plan.standing(term::local_day(now)).into_iter();
    let tell = |(moment, standing): (&Moment<PersonId>, Standing)| (moment.clone(), standing);
    Ok(standing.map(tell).collect())
}

/// Lists the moments of aftercare of a case, with how they stand.
///
/// # Errors
///
/// [`CareError::Absent`], [`VaultError`].
pub fn aftercare(
    vault: &Vault,
    number: &CaseNumber,
    now: u64,
) -> Result<Vec<CareMoment>, CareError> {
    let reading = vault.read()?;
    let case = OpenCase::find(&reading, number)?.ok_or_else(|| CareError::Absent {
        number: number.clone(),
    })?;
    case.key(&reading)?;
    Ok(moments(&reading, &case, now)?)
}

/// Notes what was done about the moment so many months after closing: the reporter was asked, or,
/// with a reason, it was skipped.
///
/// # Errors
///
/// [`CareError`], by variant.
pub fn note_aftercare(
    vault: &mut Vault,
    number: &CaseNumber,
    months: u32,
    skipped: Option<&Reason>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), CareError> {
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let moments = moments(change, &acting.case, now)?;
        let moment = moments.iter().find(|(moment, _)| moment.months == months);
        match moment {
            None => Err(AftercareError::NoMoment { months })?,
            Some((moment, _)) if moment.contact.is_some() => {
                Err(AftercareError::Noted { months })?;
            }
            Some(_) => note(&mut acting, months, skipped, rng)?,
        }
        Ok(acting.store(rng)?)
    })
}

fn note(
    acting: &mut Acting<'_, '_>,
    months: u32,
    skipped: Option<&Reason>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let why = skipped.map(|text| acting.keep(text, rng)).transpose()?;
    let care = Care {
        months,
        day: acting.today(),
        by: acting.me,
        skipped: why.map(|kept| kept.number),
    };
    acting.line().course.care.push(care);
    let act = match why {
        Some(_) => Act::TermEnded,
        None => Act::TermMet,
    };
    let entry = acting.entry(act)?.with(Key::Term, "aftercare");
    acting.enter(entry.with(Key::Count, months), why, rng)
}

/// Notes, as the reporter is asked, the moment that this is about: the last one that is due and
/// nobody did anything about.
pub(super) fn note_asked(
    acting: &mut Acting<'_, '_>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let moments = moments(acting.change, &acting.case, acting.now)?;
    let open = |standing| matches!(standing, Standing::Due | Standing::Missed);
    let due = moments.iter().rev().find(|(_, standing)| open(*standing));
    match due {
        Some((moment, _)) => note(acting, moment.months, None, rng),
        None => Ok(()),
    }
}

from_find!(CareError);

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CareError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// There is no such moment, or it was noted before.
    #[error(transparent)]
    Moment(#[from] AftercareError),
}
