//! Asking for a name: what stands in the way of it, a custodian beside whoever asks, what came of it.

use bellrope_casework::template::TemplateKind;
use bellrope_protocol::time::Day;
use rand_core::CryptoRng;

use super::error::IdentityError;
use super::{OpenName, Opening, Telling, find};
use crate::case::{CaseNumber, OpenCase};
use crate::proposal::{self, Plan as _, Proposal, ProposalError, ProposalId, Proposed, State};
use crate::reply_batch;
use crate::vault::{Passphrase, Records, Vault, VaultError};

/// How it stands with the name of a case, without the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameStanding {
    /// Whether a name is kept.
    pub is_kept: bool,
    /// What whoever has the vault open asked for and nobody has decided.
    pub waits: Option<ProposalId>,
    /// Whether they may open it now, once.
    pub is_granted: bool,
    /// Whether the reporter can be written to at all.
    pub can_be_told: bool,
    /// The day of the last notice of disclosure that went out to the reporter.
    pub told: Option<Day>,
    /// What was approved before, oldest first.
    pub openings: Vec<Opening>,
}

/// Says how it stands with the name of a case.
///
/// # Errors
///
/// [`IdentityError::NoCase`]; [`IdentityError::Vault`] if the case is closed to whoever has the vault
/// open.
pub fn standing(
    records: &impl Records,
    number: &CaseNumber,
    now: u64,
) -> Result<NameStanding, IdentityError> {
    let case = OpenCase::find(records, number)?.ok_or(IdentityError::NoCase)?;
    case.key(records)?;
    let me = records.vault().me()?;
    let kept = find(records, &case)?;
    let mine = |it: &Proposal| it.by == me && it.state == State::Waiting && is_about(it, number);
    let waits = proposal::all(records, now)?.into_iter().find(mine);
    let line = &case.register;
    let can_be_told = line.can_be_told();
    let told = can_be_told
        .then(|| last_notice(records, &case))
        .transpose()?;
    Ok(NameStanding {
        is_kept: kept.is_some(),
        waits: waits.map(|it| it.id),
        is_granted: kept.as_ref().is_some_and(|it| it.granted.contains_key(&me)),
        can_be_told,
        told: told.flatten(),
        openings: kept.map(|it| it.openings).unwrap_or_default(),
    })
}

fn is_about(proposal: &Proposal, number: &CaseNumber) -> bool {
    proposal.kind == OpenName::KIND && proposal.case.as_ref() == Some(number)
}

/// Returns the day of the last notice of disclosure, if nothing of the case waits to go out.
fn last_notice(records: &impl Records, case: &OpenCase) -> Result<Option<Day>, VaultError> {
    let sent = &case.register.course.sent;
    let notice = sent
        .iter()
        .rev()
        .find(|(kind, _)| *kind == TemplateKind::Disclosure);
    let Some((_, day)) = notice else {
        return Ok(None);
    };
    let is_out = reply_batch::waiting_of(records, case.number())?.is_empty();
    Ok(is_out.then_some(*day))
}

/// Lists the cases whose name whoever has the vault open may open now: of what they asked for and
/// somebody approved.
///
/// # Errors
///
/// [`VaultError`].
pub fn granted(records: &impl Records, now: u64) -> Result<Vec<CaseNumber>, VaultError> {
    let Ok(me) = records.vault().me() else {
        return Ok(Vec::new());
    };
    let mut granted = Vec::new();
    let done = |it: &Proposal| {
        it.kind == OpenName::KIND && it.by == me && matches!(it.state, State::Done { .. })
    };
    for number in proposal::all(records, now)?
        .into_iter()
        .filter(done)
        .filter_map(|it| it.case)
    {
        let Some(case) = OpenCase::find(records, &number)? else {
            continue;
        };
        let kept = find(records, &case)?;
        let is_granted = kept.is_some_and(|it| it.granted.contains_key(&me));
        if is_granted && !granted.contains(&number) {
            granted.push(number);
        }
    }
    Ok(granted)
}

/// Asks to open a name, with a reason that the team reads: it holds nothing of the case. With nobody
/// else on the team it is approved at once.
///
/// # Errors
///
/// [`ProposalError`], by variant; of the plan, [`IdentityError`].
pub fn ask(
    vault: &mut Vault,
    plan: &OpenName,
    reason: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Proposed<()>, ProposalError> {
    let standing = standing(&vault.read()?, &plan.number, now).map_err(ProposalError::plan)?;
    if standing.waits.is_some() || standing.is_granted {
        return Err(ProposalError::plan(IdentityError::Asked));
    }
    if matches!(plan.telling, Telling::Told(day) if standing.told != Some(day)) {
        return Err(ProposalError::plan(IdentityError::NotTold));
    }
    proposal::propose(vault, plan, reason, now, rng)
}

/// Approves a proposal, of whatever kind, as somebody who types their passphrase beside whoever has
/// the vault open. For a name they take their place at the vault for that one act: their key opens
/// it, and no other does.
///
/// # Errors
///
/// [`ProposalError`], by variant; [`VaultError::WrongPassphrase`] within it.
pub fn approve_beside(
    vault: &mut Vault,
    id: ProposalId,
    passphrase: &Passphrase,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ProposalError> {
    let proposal = proposal::find(&vault.read()?, id, now)?;
    if proposal.kind != OpenName::KIND {
        let witness = vault.witness(passphrase)?;
        return proposal::approve_any(vault, id, Some(&witness), now, rng);
    }
    let custodian = vault.seat(passphrase)?;
    let asker = vault.sit_down(custodian);
    let approved = proposal::approve_any(vault, id, None, now, rng);
    vault.sit_down(asker);
    approved
}
