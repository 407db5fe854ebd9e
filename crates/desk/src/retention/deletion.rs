//! Deleting a case: decided by two, noted first, done then, and ended by the next opening if a crash
//! comes in between.

use std::sync::Arc;

use bellrope_casework::retention::{State, Subject};
use bellrope_casework::status::{Eyes, Status};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::error::RetentionError;
use super::{Kept, present, subject_of};
use crate::case::{self, CaseNumber, OpenCase, Register, Stage};
use crate::key::Desk;
use crate::proposal::{Consent, Plan, ProposalId, What};
use crate::reply_batch;
use crate::term;
use crate::trail;
use crate::vault::{Change, PersonId, Records, SlotKind, Vault, VaultError};

/// Deleting a case whose term is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// The case.
    pub number: CaseNumber,
}

/// That two people decided on a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Begun {
    proposal: ProposalId,
    by: PersonId,
    second: Option<PersonId>,
    ended: Option<Day>,
    subject: Option<Subject>,
}

impl Plan for Deletion {
    const WHAT: What = What::Deletion;
    const KIND: &'static str = "case-deleted";
    type Done = CaseNumber;
    type Error = RetentionError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    /// The end of its term has been entered in the trail; nothing holds it up.
    fn basis(&self, records: &impl Records) -> Result<String, RetentionError> {
        let line = present(records, &self.number)?;
        let kept = Kept::load(records, &self.number)?;
        let due = kept.due.ok_or(RetentionError::NotDue)?;
        // The day after the last one: by the clock it is looked at when it is done.
        match kept.state(&line, due.next()) {
            State::Over { until } if until == due => {}
            State::Held { .. } => return Err(RetentionError::Held),
            State::Unread { .. } => return Err(RetentionError::Unread),
            _ => return Err(RetentionError::NotDue),
        }
        if !reply_batch::waiting_of(records, &self.number)?.is_empty() {
            return Err(RetentionError::Waiting);
        }
        let items = match OpenCase::find(records, &self.number)? {
            Some(case) => case.channel(records)?.items,
            None => 0,
        };
        Ok(format!("{due} {items} {}", kept.holds))
    }

    // spec: docs/vault.md, Deletion
    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<CaseNumber, RetentionError> {
        let number = &self.number;
        let line = present(change, number)?;
        let mut kept = Kept::load(change, number)?;
        if !kept.state(&line, term::local_day(now)).may_be_destroyed() {
            return Err(RetentionError::NotDue);
        }
        kept.begun = Some(Begun {
            proposal: consent.id,
            by: consent.by,
            second: consent.second,
            ended: line.ended(),
            subject: subject_of(&line),
        });
        kept.store(change, rng)?;
        let begun = trail::entry(change, now, Act::DeletionBegun).case(number.for_trail()?);
        trail::append(change, &begun.with(Key::Proposal, consent.id), rng)?;
        if let Some(case) = OpenCase::find(change, number)? {
            let founding = Desk::load(change)?.founding();
            case::forget_handle(change, &case, &founding)?;
        }
        reply_batch::forget_receipts(change, number)?;
        Ok(number.clone())
    }

    fn finish(
        vault: &mut Vault,
        number: &CaseNumber,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), RetentionError> {
        Ok(end(vault, number, now, rng)?)
    }
}

/// Ends every deletion that was begun: what a crash left.
pub(crate) fn complete(
    vault: &mut Vault,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let all_kept = vault.read()?.known::<Kept>()?;
    let half_done = |kept: &&Arc<Kept>| kept.begun.is_some() && kept.deleted.is_none();
    let mut half_done = all_kept.iter().filter(half_done);
    half_done.try_for_each(|kept| end(vault, &kept.number, now, rng))
}

/// Destroys the slot, then notes that it is gone: in this order, so that what the trail says was done.
fn end(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let line = Register::find(&vault.read()?, number)?;
    let Some(slot) = line.and_then(|line| line.slot) else {
        return Ok(());
    };
    vault.destroy_slot(SlotKind::Case, &slot)?;
    vault.change(|change| {
        if let Some(line) = Register::find(change, number)? {
            let begun = Kept::load(change, number)?.begun;
            without_content(line, begun, term::local_day(now)).store(change, rng)?;
        }
        case::forget_mail(change, number)?;
        let mut kept = Kept::load(change, number)?;
        kept.deleted = Some(term::local_day(now));
        kept.store(change, rng)?;
        let mut deleted = trail::entry(change, now, Act::CaseDeleted).case(number.for_trail()?);
        if let Some(begun) = kept.begun {
            deleted = deleted.with(Key::Proposal, begun.proposal);
        }
        trail::append(change, &deleted, rng)
    })
}

/// What stays of a line (R155): number, how it came, days, statuses, category, outcome. Who read it and
/// what was to be done goes.
fn without_content(mut line: Register, begun: Option<Begun>, today: Day) -> Register {
    line.course.stages.push(Stage {
        status: Status::Destroyed,
        day: today,
        by: begun.map(|begun| begun.by),
        eyes: begun
            .and_then(|begun| begun.second)
            .map_or(Eyes::Alone, Eyes::Two),
        why: None,
    });
    line.slot = None;
    line.readers.clear();
    line.barred.clear();
    line.tasks.clear();
    line
}

/// That a case was deleted, without anything of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The case.
    pub number: CaseNumber,
    /// The day on which its first letter counted as received.
    pub received: Day,
    /// The day on which it ended.
    pub ended: Option<Day>,
    /// The last day of its retention.
    pub until: Option<Day>,
    /// What came of it.
    pub subject: Option<Subject>,
    /// The day of its deletion.
    pub deleted: Day,
    /// Who proposed it.
    pub by: PersonId,
    /// Who approved it; absent if nobody else was on the team.
    pub second: Option<PersonId>,
    /// The proposal, as in the trail.
    pub proposal: ProposalId,
}

/// Returns the statement of a deletion; `None` if the case was not deleted.
///
/// # Errors
///
/// [`VaultError`].
pub fn statement(
    records: &impl Records,
    number: &CaseNumber,
) -> Result<Option<Statement>, VaultError> {
    let kept = Kept::load(records, number)?;
    let line = Register::find(records, number)?;
    let (Some(deleted), Some(begun), Some(line)) = (kept.deleted, kept.begun, line) else {
        return Ok(None);
    };
    Ok(Some(Statement {
        number: line.number,
        received: line.received,
        ended: begun.ended,
        until: kept.due,
        subject: begun.subject,
        deleted,
        by: begun.by,
        second: begun.second,
        proposal: begun.proposal,
    }))
}
