//! Records of what was said: hearings and oral reports, offered to whoever spoke to check, correct and
//! agree to (R106, R107). Content; whether both sides were heard stands in the register.

use bellrope_casework::hearing::{
    Minutes, MinutesError, MinutesState, MinutesStep, NewMinutes, RecordForm, both_sides_heard,
};
use bellrope_casework::reason::Reason;
use bellrope_casework::vocabulary::PartyRole;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find};
use super::{CaseNumber, OpenCase};
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// Longest record of one hearing, in bytes.
pub const HEARING_MAX_LEN: usize = 256 * 1024;

/// What was said once, and how far its record is.
#[derive(Clone, Serialize, Deserialize)]
pub struct Hearing {
    /// How far it is, with every step.
    pub minutes: Minutes<PersonId>,
    /// What was said.
    pub text: String,
}

impl std::fmt::Debug for Hearing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hearing").finish_non_exhaustive()
    }
}

/// The hearings of a case, oldest first; content.
#[derive(Default, Serialize, Deserialize)]
struct Hearings {
    all: Vec<Hearing>,
}

impl Record for Hearings {
    const TABLE: &'static str = "hearings";
}

/// Who was heard, how it was recorded, and what was said.
#[derive(Debug, Clone, Copy)]
pub struct NewHearing<'a> {
    /// As what they are part of the case.
    pub party: PartyRole,
    /// How it was recorded.
    pub form: RecordForm,
    /// The day on which they consented to a recording.
    pub consent: Option<Day>,
    /// What was said.
    pub text: &'a str,
}

/// Lists the hearings of a case.
pub(crate) fn hearings(
    records: &impl Records,
    case: &OpenCase,
) -> Result<Vec<Hearing>, VaultError> {
    let found: Option<Hearings> = case.content(records, case.number().as_str())?;
    Ok(found.unwrap_or_default().all)
}

/// Adds the record of a hearing as a concept, and returns its number in the case, from 1.
///
/// # Errors
///
/// [`HearingError`], by variant: a recording needs consent.
pub fn add_hearing(
    vault: &mut Vault,
    number: &CaseNumber,
    hearing: NewHearing<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<usize, HearingError> {
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let at = add(&mut acting, hearing, rng)?;
        acting.store(rng)?;
        Ok(at)
    })
}

/// Adds the record within an act; the line is stored by the caller.
pub(super) fn add(
    acting: &mut Acting<'_, '_>,
    hearing: NewHearing<'_>,
    rng: &mut impl CryptoRng,
) -> Result<usize, HearingError> {
    if hearing.text.len() > HEARING_MAX_LEN {
        let len = hearing.text.len();
        return Err(HearingError::TooLong { len });
    }
    let minutes = Minutes::begin(NewMinutes {
        party: hearing.party,
        form: hearing.form,
        consent: hearing.consent,
        day: acting.today(),
        by: acting.me,
    })?;
    let mut all = hearings(acting.change, &acting.case)?;
    let text = hearing.text.trim().to_owned();
    all.push(Hearing { minutes, text });
    let at = all.len();
    put(acting, all, at, rng)?;
    Ok(at)
}

fn put(
    acting: &mut Acting<'_, '_>,
    all: Vec<Hearing>,
    at: usize,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let minutes: Vec<Minutes<PersonId>> = all.iter().map(|it| it.minutes.clone()).collect();
    acting.line().both_heard = both_sides_heard(&minutes);
    let state = all.get(at - 1).map(|hearing| hearing.minutes.state());
    acting.write(acting.number().as_str(), &Hearings { all }, rng)?;
    let entry = acting
        .entry(Act::NoteAdded)?
        .with(Key::What, "hearing")
        .with(Key::Sort, state.unwrap_or(MinutesState::Concept))
        .with(Key::Item, at);
    acting.enter(entry, None, rng)
}

/// Notes a step of a record: sent for checking, corrected, agreed.
///
/// # Errors
///
/// [`HearingError::Minutes`] for a step that does not follow.
pub fn go_on_hearing(
    vault: &mut Vault,
    number: &CaseNumber,
    hearing: usize,
    state: MinutesState,
    correction: Option<&Reason>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), HearingError> {
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let mut all = hearings(change, &acting.case)?;
        let found = hearing.checked_sub(1).and_then(|at| all.get_mut(at));
        let found = found.ok_or(HearingError::NoHearing { hearing })?;
        found.minutes.go(MinutesStep {
            state,
            day: acting.today(),
            by: acting.me,
            correction: correction.cloned(),
        })?;
        put(&mut acting, all, hearing, rng)?;
        Ok(acting.store(rng)?)
    })
}

from_find!(HearingError);

/// Why a record of a hearing was not added or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HearingError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The case has no such record.
    #[error("there is no hearing {hearing}")]
    NoHearing {
        /// Its number.
        hearing: usize,
    },
    /// The record cannot begin or go on so.
    #[error(transparent)]
    Minutes(#[from] MinutesError),
    /// It is too long.
    #[error("hearing is {len} bytes, at most {HEARING_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}
