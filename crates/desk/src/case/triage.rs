//! Triage: the checks of a new case (R095). Their answers are content; once every one is given, what
//! they judge the case to be is noted as well.

use bellrope_casework::reason::Reason;
use bellrope_casework::triage::{Check, Proposal, Triage};
use bellrope_protocol::content::LetterBody;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find};
use super::classify::{Judgement, judge};
use super::{CaseNumber, Item, OpenCase};
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// The answers that somebody gave, as far as they are; content.
#[derive(Serialize, Deserialize)]
struct Answers {
    triage: Triage,
    by: PersonId,
    day: Day,
}

impl Record for Answers {
    const TABLE: &'static str = "triages";
}

/// The checks of a case, with what is there to answer them from.
#[derive(Debug, Clone)]
pub struct TriageView {
    /// What the report says of itself.
    pub said: Triage,
    /// The answers so far.
    pub given: Triage,
    /// Who gave them last, and when.
    pub by: Option<(PersonId, Day)>,
    /// The checks that wait for an answer.
    pub missing: Vec<Check>,
    /// The urgency that the answers propose; before there are any, what the report says.
    pub proposal: Proposal,
}

/// Shows the checks of a case.
///
/// # Errors
///
/// [`TriageError::Absent`], [`VaultError`].
pub fn triage_of(vault: &Vault, number: &CaseNumber) -> Result<TriageView, TriageError> {
    let reading = vault.read()?;
    let case = OpenCase::find(&reading, number)?.ok_or_else(|| TriageError::Absent {
        number: number.clone(),
    })?;
    let said = said(&reading, &case)?;
    let found: Option<Answers> = case.content(&reading, number.as_str())?;
    let (given, by) = match found {
        Some(answers) => (answers.triage, Some((answers.by, answers.day))),
        None => (Triage::default(), None),
    };
    let from = if by.is_some() { &given } else { &said };
    Ok(TriageView {
        proposal: from.propose_urgency(),
        missing: given.missing(),
        said,
        given,
        by,
    })
}

/// Returns what the first report of a case says of itself.
fn said(records: &impl Records, case: &OpenCase) -> Result<Triage, VaultError> {
    for item in 0..case.channel(records)?.items {
        if let Item::Letter { content, .. } = case.item(records, item)?
            && let LetterBody::Report(report) = &content.body
        {
            return Ok(Triage::said_by(report));
        }
    }
    Ok(Triage::default())
}

/// Keeps the answers to the checks, those that are given. When all are, and the caseworker has no
/// interest of their own, the case counts as triaged, and its category, flag, urgency and route are
/// noted with the reason. Returns the checks that wait.
///
/// # Errors
///
/// [`TriageError::NoReason`] if all answers are there and the reason for flag and route is not.
pub fn triage(
    vault: &mut Vault,
    number: &CaseNumber,
    triage: &Triage,
    reason: Option<&Reason>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Check>, TriageError> {
    let missing = triage.missing();
    let is_complete = triage.is_complete();
    if is_complete && reason.is_none() {
        return Err(TriageError::NoReason);
    }
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let answers = Answers {
            triage: triage.clone(),
            by: acting.me,
            day: acting.today(),
        };
        acting.write(number.as_str(), &answers, rng)?;
        if is_complete {
            judge(&mut acting, &judgements(triage), reason, rng)?;
            let today = acting.today();
            acting.line().triaged = Some(today);
        }
        let entry = acting.entry(Act::Triaged)?;
        acting.enter(entry.with(Key::Count, missing.len()), None, rng)?;
        acting.store(rng)?;
        Ok(missing)
    })
}

fn judgements(triage: &Triage) -> Vec<Judgement> {
    let category = triage.category.clone().map(Judgement::Categories);
    let misstand = triage.misstand.map(Judgement::Misstand);
    let urgency = triage.urgency.map(Judgement::Urgency);
    let route = triage.route.map(Judgement::Route);
    let all = [category, misstand, urgency, route];
    all.into_iter().flatten().collect()
}

from_find!(TriageError);

/// Why no answers were kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TriageError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// Flag and route need a reason.
    #[error("a triage that is complete needs a reason")]
    NoReason,
}
