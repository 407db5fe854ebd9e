//! Moves that take two people (R090): closing without an investigation or over a gap in the dossier,
//! referral, transfer. They are proposed; what somebody else approves is then done.

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Eyes, Status};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::Acting;
use super::status::{MoveToError, Moved, check, go};
use super::{CaseNumber, OpenCase};
use crate::proposal::{Consent, Plan, What};
use crate::vault::{Change, Records};

/// Closes a case. The reason is content of the case, as the proposal is.
#[derive(Serialize, Deserialize)]
pub struct Closing {
    /// The case.
    pub number: CaseNumber,
    /// Why.
    pub reason: Reason,
}

/// Refers a case, or transfers it to another body.
#[derive(Serialize, Deserialize)]
pub struct Referral {
    /// The case.
    pub number: CaseNumber,
    /// [`Status::Referred`] or [`Status::Transferred`].
    pub to: Status,
    /// Why, and to whom.
    pub reason: Reason,
}

impl Plan for Closing {
    const WHAT: What = What::Closing;
    const KIND: &'static str = "close-case";
    type Done = Moved;
    type Error = MoveToError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(&self, records: &impl Records) -> Result<String, MoveToError> {
        basis(records, &self.number, Status::Concluded)
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Moved, MoveToError> {
        let to = Status::Concluded;
        carry_out(change, &self.number, to, &self.reason, consent, now, rng)
    }
}

impl Plan for Referral {
    const WHAT: What = What::Referral;
    const KIND: &'static str = "refer-case";
    type Done = Moved;
    type Error = MoveToError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(&self, records: &impl Records) -> Result<String, MoveToError> {
        basis(records, &self.number, self.to)
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Moved, MoveToError> {
        carry_out(
            change,
            &self.number,
            self.to,
            &self.reason,
            consent,
            now,
            rng,
        )
    }
}

/// A proposal rests on the status that the case has, and that it may go on from there.
fn basis(records: &impl Records, number: &CaseNumber, to: Status) -> Result<String, MoveToError> {
    let case = OpenCase::find(records, number)?.ok_or_else(|| MoveToError::Absent {
        number: number.clone(),
    })?;
    let line = &case.register;
    check(line, to)?;
    Ok(format!("{}/{}", line.status(), line.course.stages.len()))
}

fn carry_out(
    change: &Change<'_>,
    number: &CaseNumber,
    to: Status,
    reason: &Reason,
    consent: &Consent,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Moved, MoveToError> {
    let mut acting = Acting::begin(change, number, now)?;
    acting.me = consent.by;
    let eyes = consent.second.map_or(Eyes::Alone, Eyes::Two);
    let moved = go(&mut acting, to, Some(reason), eyes, rng)?;
    acting.store(rng)?;
    Ok(moved)
}
