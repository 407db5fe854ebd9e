//! What is done with proposals. Each function is one change of the vault.

use bellrope_trail::{Act, Actor, Entry, Key};
use rand_core::CryptoRng;

use super::error::ProposalError;
use super::plan::{Consent, Plan, What, When};
use super::rule;
use super::store::{Proposal, ProposalId, State, Substance, find};
use crate::trail;
use crate::vault::{Change, PersonId, Records as _, Vault, VaultError, Witness};

/// What became of something that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed<D> {
    /// It waits for a second person.
    Waits(ProposalId),
    /// It was done, for there is nobody else on the team.
    Done(ProposalId, D),
}

/// Proposes an act. If nobody else is on the team, it is done at once.
///
/// # Errors
///
/// [`ProposalError`], by variant.
pub fn propose<P: Plan>(
    vault: &mut Vault,
    plan: &P,
    reason: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Proposed<P::Done>, ProposalError> {
    let (id, done) = vault.change(|change| {
        let mut proposal = begin(change, plan, reason, now, rng)?;
        if rule::is_alone(change, &proposal)? {
            let done = fulfil(change, &mut proposal, plan, None, now, rng)?;
            return Ok((proposal.id, Some(done)));
        }
        if rule::seconds(change, &proposal, now)?.is_empty() {
            let right = proposal.what.second();
            return Err(ProposalError::NoSecond { right });
        }
        Ok((proposal.id, None))
    })?;
    match done {
        Some(done) => Ok(Proposed::Done(id, finish::<P>(vault, done, now, rng)?)),
        None => Ok(Proposed::Waits(id)),
    }
}

/// Proposes an act, has it approved by somebody who is there, and does it.
///
/// # Errors
///
/// [`ProposalError`], by variant.
pub fn together<P: Plan>(
    vault: &mut Vault,
    plan: &P,
    reason: &str,
    witness: &Witness,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<P::Done, ProposalError> {
    let second = witness.person();
    let done = vault.change(|change| {
        let mut proposal = begin(change, plan, reason, now, rng)?;
        rule::check_second(change, &proposal, second, now)?;
        rule::declare_witness(change, &proposal, second, now, rng)?;
        note(change, &proposal, Word::Approved, second, now, rng)?;
        fulfil(change, &mut proposal, plan, Some(second), now, rng)
    })?;
    finish::<P>(vault, done, now, rng)
}

/// Approves a proposal, as whoever has the vault open or as a witness, and does it, unless it is for
/// its proposer to do.
///
/// # Errors
///
/// [`ProposalError`], by variant. After [`ProposalError::Stale`] the proposal has ended.
pub fn approve<P: Plan>(
    vault: &mut Vault,
    id: ProposalId,
    witness: Option<&Witness>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Option<P::Done>, ProposalError> {
    let second = second_of(vault, witness)?;
    let done = vault.change(|change| {
        let mut proposal = open::<P>(change, id, now)?;
        if proposal.state != State::Waiting {
            let state = proposal.state;
            return Err(ProposalError::Closed { state });
        }
        rule::check_second(change, &proposal, second, now)?;
        if witness.is_some() {
            rule::declare_witness(change, &proposal, second, now, rng)?;
        }
        let plan = current::<P>(change, &proposal, now)?;
        note(change, &proposal, Word::Approved, second, now, rng)?;
        if P::WHEN == When::AtApproval {
            let done = fulfil(change, &mut proposal, &plan, Some(second), now, rng)?;
            return Ok(Some(done));
        }
        proposal.state = State::Approved {
            by: second,
            at: now,
        };
        proposal.store(change, rng)?;
        Ok(None)
    });
    match done {
        Err(ProposalError::Stale) => Err(end_stale(vault, id, now, rng)?),
        Err(err) => Err(err),
        Ok(Some(done)) => finish::<P>(vault, done, now, rng).map(Some),
        Ok(None) => Ok(None),
    }
}

/// Does what was approved, as whoever proposed it.
///
/// # Errors
///
/// [`ProposalError`], by variant. After [`ProposalError::Stale`] the proposal has ended.
pub fn carry_out<P: Plan>(
    vault: &mut Vault,
    id: ProposalId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<P::Done, ProposalError> {
    let me = vault.me()?;
    let done = vault.change(|change| {
        let mut proposal = open::<P>(change, id, now)?;
        let State::Approved { by: second, .. } = proposal.state else {
            let state = proposal.state;
            return Err(ProposalError::Closed { state });
        };
        if proposal.by != me {
            return Err(ProposalError::Other);
        }
        // Who approved it may have left since; but not been kept from the case.
        let plan = current::<P>(change, &proposal, now)?;
        fulfil(change, &mut proposal, &plan, Some(second), now, rng)
    });
    match done {
        Err(ProposalError::Stale) => Err(end_stale(vault, id, now, rng)?),
        Err(err) => Err(err),
        Ok(done) => finish::<P>(vault, done, now, rng),
    }
}

/// Refuses a proposal, as whoever has the vault open or as a witness.
///
/// # Errors
///
/// [`ProposalError`], by variant.
pub fn refuse(
    vault: &mut Vault,
    id: ProposalId,
    answer: &str,
    witness: Option<&Witness>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ProposalError> {
    let second = second_of(vault, witness)?;
    let answer = rule::reason(answer)?;
    vault.change(|change| {
        let mut proposal = find(change, id, now)?;
        if !proposal.state.is_open() {
            let state = proposal.state;
            return Err(ProposalError::Closed { state });
        }
        rule::check_second(change, &proposal, second, now)?;
        let mut substance = proposal.substance(change)?;
        let hash = substance.answer(answer, rng);
        proposal.state = State::Refused {
            by: second,
            at: now,
        };
        proposal.put_substance(change, substance, rng)?;
        proposal.store(change, rng)?;
        let entry = entry(&proposal, Word::Refused, second, now)?.with(Key::Reason, hash);
        Ok(trail::append(change, &entry, rng)?)
    })
}

/// Takes a proposal back, as whoever made it.
///
/// # Errors
///
/// [`ProposalError`], by variant.
pub fn withdraw(
    vault: &mut Vault,
    id: ProposalId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ProposalError> {
    let me = vault.me()?;
    vault.change(|change| {
        let proposal = find(change, id, now)?;
        if !proposal.state.is_open() {
            let state = proposal.state;
            return Err(ProposalError::Closed { state });
        }
        if proposal.by != me {
            return Err(ProposalError::Other);
        }
        end(change, proposal, State::Withdrawn { at: now }, rng)
    })
}

fn second_of(vault: &Vault, witness: Option<&Witness>) -> Result<PersonId, VaultError> {
    witness.map_or_else(|| vault.me(), |witness| Ok(witness.person()))
}

/// Checks and notes a proposal.
fn begin<P: Plan>(
    change: &Change<'_>,
    plan: &P,
    reason: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Proposal, ProposalError> {
    let reason = rule::reason(reason)?;
    let me = change.vault().me()?;
    rule::check_first(change, P::WHAT, plan.case(), me, now)?;
    let basis = plan.basis(change).map_err(ProposalError::plan)?;
    let proposal = Proposal::new(ProposalId::draw(rng), plan, me, &basis, now);
    let substance = Substance::new(reason, plan, rng)?;
    let entry = entry(&proposal, Word::Proposed, me, now)?;
    let entry = entry.with(Key::Reason, substance.reason_hash());
    proposal.put_substance(change, substance, rng)?;
    proposal.store(change, rng)?;
    trail::append(change, &entry, rng)?;
    Ok(proposal)
}

/// Finds an open proposal of this kind.
fn open<P: Plan>(change: &Change<'_>, id: ProposalId, now: u64) -> Result<Proposal, ProposalError> {
    let proposal = find(change, id, now)?;
    if proposal.kind != P::KIND || proposal.what != P::WHAT {
        return Err(ProposalError::Kind);
    }
    Ok(proposal)
}

/// Returns the plan, if it can still be done and its first person may still do it.
fn current<P: Plan>(
    change: &Change<'_>,
    proposal: &Proposal,
    now: u64,
) -> Result<P, ProposalError> {
    rule::check_first(
        change,
        proposal.what,
        proposal.case.as_ref(),
        proposal.by,
        now,
    )?;
    let plan: P = proposal.substance(change)?.plan()?;
    let basis = plan.basis(change).map_err(ProposalError::plan)?;
    if proposal.is_stale(&basis) {
        return Err(ProposalError::Stale);
    }
    Ok(plan)
}

/// Does the plan, and notes by whose consent.
fn fulfil<P: Plan>(
    change: &Change<'_>,
    proposal: &mut Proposal,
    plan: &P,
    second: Option<PersonId>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<P::Done, ProposalError> {
    let consent = Consent {
        id: proposal.id,
        by: proposal.by,
        second,
    };
    let word = match second {
        Some(_) => Word::Executed,
        None => Word::DoneAlone,
    };
    note(change, proposal, word, change.vault().me()?, now, rng)?;
    // Before the plan: it may destroy the case that its reason is content of.
    let done = State::Done { second, at: now };
    end(change, proposal.clone(), done, rng)?;
    proposal.state = done;
    plan.carry_out(change, &consent, now, rng)
        .map_err(ProposalError::plan)
}

fn finish<P: Plan>(
    vault: &mut Vault,
    done: P::Done,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<P::Done, ProposalError> {
    P::finish(vault, &done, now, rng).map_err(ProposalError::plan)?;
    Ok(done)
}

/// Ends a proposal; its plan is kept only as content of a case.
fn end(
    change: &Change<'_>,
    mut proposal: Proposal,
    state: State,
    rng: &mut impl CryptoRng,
) -> Result<(), ProposalError> {
    proposal.state = state;
    if !proposal.what.takes_reading() {
        let substance = proposal.substance(change)?;
        proposal.put_substance(change, substance, rng)?;
    }
    Ok(proposal.store(change, rng)?)
}

fn end_stale(
    vault: &mut Vault,
    id: ProposalId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<ProposalError, ProposalError> {
    vault.change(|change| {
        let proposal = find(change, id, now)?;
        end(change, proposal, State::Stale { at: now }, rng)?;
        Ok(ProposalError::Stale)
    })
}

/// What the trail says of a proposal.
#[derive(Clone, Copy)]
enum Word {
    Proposed,
    Approved,
    Refused,
    Executed,
    DoneAlone,
}

impl Word {
    /// Returns the act; opening a name has its own words.
    fn act(self, what: What) -> Act {
        match (self, what) {
            (Self::Proposed, What::Identity) => Act::IdentityAsked,
            (Self::Approved, What::Identity) => Act::IdentityApproved,
            (Self::Refused, What::Identity) => Act::IdentityRefused,
            (Self::Proposed, _) => Act::Proposed,
            (Self::Approved, _) => Act::Approved,
            (Self::Refused, _) => Act::Refused,
            (Self::Executed, _) => Act::Executed,
            (Self::DoneAlone, _) => Act::DoneAlone,
        }
    }
}

fn entry(proposal: &Proposal, word: Word, by: PersonId, now: u64) -> Result<Entry, VaultError> {
    let by = Actor::Person(by.for_trail());
    let mut entry = Entry::new(now, by, word.act(proposal.what))
        .with(Key::Proposal, proposal.id)
        .with(Key::What, &proposal.kind);
    entry.case = match &proposal.case {
        Some(number) => Some(number.for_trail()?),
        None => None,
    };
    entry.whom = proposal.about.map(PersonId::for_trail);
    Ok(entry)
}

fn note(
    change: &Change<'_>,
    proposal: &Proposal,
    word: Word,
    by: PersonId,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    trail::append(change, &entry(proposal, word, by, now)?, rng)
}
