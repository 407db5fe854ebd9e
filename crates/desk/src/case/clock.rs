//! Clocks that somebody sets on a case: a complaint, an authority's feedback, a request under the
//! GDPR (R080).

use bellrope_casework::term::Clock;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::act::{Acting, from_find};
use super::{CaseNumber, Register};
use crate::terms::SetClock;
use crate::vault::{Vault, VaultError};

/// A clock that somebody set, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockView {
    /// What runs.
    pub clock: Clock,
    /// Its last day.
    pub due: Day,
    /// When what it asks for was done.
    pub met: Option<Day>,
}

/// Returns the clock that somebody set on a case.
pub(super) fn clock_of(line: &Register) -> Option<ClockView> {
    let set = line.course.clock.as_ref()?;
    Some(ClockView {
        clock: set.clock,
        due: set.clock.due(set.start),
        met: set.met,
    })
}

/// Sets a clock that runs from a day, in place of one that was set before, and returns its last day.
///
/// # Errors
///
/// [`ClockError`], by variant.
pub fn set_clock(
    vault: &mut Vault,
    number: &CaseNumber,
    clock: Clock,
    start: Day,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Day, ClockError> {
    if matches!(clock, Clock::Acknowledgement | Clock::Feedback { .. }) {
        return Err(ClockError::EveryCase);
    }
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let met = None;
        acting.line().course.clock = Some(SetClock { clock, start, met });
        let due = clock.due(start);
        let entry = acting
            .entry(Act::TermSet)?
            .with(Key::Term, clock.kind())
            .with(Key::Due, due);
        acting.enter(entry, None, rng)?;
        acting.store(rng)?;
        Ok(due)
    })
}

/// Notes that what the clock asks for was done.
///
/// # Errors
///
/// [`ClockError::None`] if no clock runs that somebody set.
pub fn meet_clock(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ClockError> {
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let today = acting.today();
        let clock = acting.line().course.clock.as_mut();
        let clock = clock.filter(|set| set.met.is_none());
        let clock = clock.ok_or(ClockError::None)?;
        clock.met = Some(today);
        let kind = clock.clock.kind();
        let entry = acting.entry(Act::TermMet)?.with(Key::Term, kind);
        acting.enter(entry, None, rng)?;
        Ok(acting.store(rng)?)
    })
}

from_find!(ClockError);

/// Why a clock was not set or met.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClockError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// Every case has this clock by itself.
    #[error("every case has this clock by itself")]
    EveryCase,
    /// No clock runs that somebody set.
    #[error("no clock runs that somebody set")]
    None,
}
