//! Who may be first and second, for how long.

use bellrope_trail::{Act, Actor, Entry};
use rand_core::CryptoRng;

use super::error::ProposalError;
use super::plan::What;
use super::store::{Proposal, State};
use crate::case::access::Standing;
use crate::case::{CaseNumber, Register};
use crate::person;
use crate::right;
use crate::trail;
use crate::vault::{Change, PersonId, Records, VaultError};

/// Days after which a proposal that nobody approved ends, and an approval that nobody used.
pub const TERM_DAYS: u64 = 14;
/// Longest reason, in characters.
pub const REASON_MAX_CHARS: usize = 4_000;

const DAY_SECS: u64 = 86_400;

/// Returns a proposal as it stands at a time. A clock that was set back ends nothing.
pub(super) fn at(mut proposal: Proposal, now: u64) -> Proposal {
    let since = match proposal.state {
        State::Waiting => proposal.at,
        State::Approved { at, .. } => at,
        _ => return proposal,
    };
    if now.saturating_sub(since) > TERM_DAYS * DAY_SECS {
        proposal.state = State::Expired;
    }
    proposal
}

/// Checks a reason, and returns it without the spaces around it.
pub(super) fn reason(text: &str) -> Result<&str, ProposalError> {
    let text = text.trim();
    let chars = text.chars().count();
    match chars {
        0 => Err(ProposalError::NoReason),
        1..=REASON_MAX_CHARS => Ok(text),
        _ => Err(ProposalError::LongReason { chars }),
    }
}

/// Checks that somebody may propose this, and do it.
pub(super) fn check_first(
    records: &impl Records,
    what: What,
    case: Option<&CaseNumber>,
    first: PersonId,
    now: u64,
) -> Result<(), ProposalError> {
    right::check_of(records, first, what.first(), now)?;
    check_case(records, what, case, first)
}

/// Checks that somebody may approve a proposal.
pub(super) fn check_second(
    records: &impl Records,
    proposal: &Proposal,
    second: PersonId,
    now: u64,
) -> Result<(), ProposalError> {
    if second == proposal.by {
        return Err(ProposalError::Same);
    }
    if proposal.about == Some(second) {
        return Err(ProposalError::About);
    }
    right::check_of(records, second, proposal.what.second(), now)?;
    check_case(records, proposal.what, proposal.case.as_ref(), second)
}

fn check_case(
    records: &impl Records,
    what: What,
    case: Option<&CaseNumber>,
    person: PersonId,
) -> Result<(), ProposalError> {
    let Some(number) = case else {
        return Ok(());
    };
    let register = Register::find(records, number)?;
    let register = register.filter(|line| line.slot.is_some());
    let register = register.ok_or(ProposalError::NoCase)?;
    if register.barred.contains(&person) {
        return Err(ProposalError::Barred);
    }
    if what.takes_reading() && !register.readers.contains(&person) {
        return Err(ProposalError::NotReader);
    }
    Ok(())
}

/// Notes that a second person who approves on the spot has no interest in the case: they are asked for
/// their passphrase with these words. Who has the vault open declares it before reading.
pub(super) fn declare_witness(
    change: &Change<'_>,
    proposal: &Proposal,
    second: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ProposalError> {
    let Some(number) = proposal
        .case
        .as_ref()
        .filter(|_| proposal.what.takes_reading())
    else {
        return Ok(());
    };
    let mut standing = Standing::find(change, number)?;
    if !standing.declared.insert(second) {
        return Ok(());
    }
    standing.store(change, number, rng)?;
    let by = Actor::Person(second.for_trail());
    let entry = Entry::new(now, by, Act::InterestNone).case(number.for_trail()?);
    Ok(trail::append(change, &entry, rng)?)
}

/// Says whether nobody is on the team but the first, and whom it is about: then one person does it,
/// and the trail says so.
pub(super) fn is_alone(records: &impl Records, proposal: &Proposal) -> Result<bool, VaultError> {
    let others = person::all(records)?;
    let is_other = |id| id != proposal.by && Some(id) != proposal.about;
    Ok(!others.iter().any(|it| it.is_present() && is_other(it.id)))
}

/// Lists who can be the second for a proposal.
///
/// # Errors
///
/// [`ProposalError::Vault`], [`ProposalError::NoCase`].
pub fn seconds(
    records: &impl Records,
    proposal: &Proposal,
    now: u64,
) -> Result<Vec<PersonId>, ProposalError> {
    let mut seconds = Vec::new();
    for person in person::all(records)? {
        match check_second(records, proposal, person.id, now) {
            Ok(()) => seconds.push(person.id),
            Err(err) if err.is_about_second() => (),
            Err(err) => return Err(err),
        }
    }
    Ok(seconds)
}
