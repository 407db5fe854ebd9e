//! Moves that take two people (R090): closing without an investigation or over a gap in the dossier,
//! referral, transfer. They are proposed; what somebody else approves is then done.

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Eyes, Status};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::Acting;
use super::status::{MoveToError, Moved, Moving, check, go};
use super::{CaseNumber, OpenCase};
use crate::proposal::{self, Consent, Plan, Proposed, What};
use crate::vault::{Change, Records, Vault};

/// To whom a case is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Body {
    /// The military police or the prosecutor.
    Police,
    /// The committee for complaints (COG).
    Committee,
    /// A commander.
    Commander,
    /// The *Huis voor Klokkenluiders*.
    Huis,
    /// Another authority by law.
    Authority,
    /// Anybody else.
    Other,
}

impl Body {
    /// Every body, in the order in which people see them.
    pub const ALL: [Self; 6] = [
        Self::Police,
        Self::Committee,
        Self::Commander,
        Self::Huis,
        Self::Authority,
        Self::Other,
    ];

    /// Returns its code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Committee => "committee",
            Self::Commander => "commander",
            Self::Huis => "huis",
            Self::Authority => "authority",
            Self::Other => "other",
        }
    }

    /// Finds the body of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|body| body.as_str() == code)
    }
}

/// Proposes to hand a case over to another body; with nobody else on the team it is done.
///
/// # Errors
///
/// [`MoveToError`], by variant: nothing is handed over before it was checked for what gives the
/// reporter away (R121).
pub fn hand_over(
    vault: &mut Vault,
    number: &CaseNumber,
    body: Body,
    reason: &Reason,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Moving, MoveToError> {
    let plan = Referral {
        number: number.clone(),
        to: Status::Transferred,
        body,
        reason: reason.clone(),
    };
    let proposed = proposal::propose(vault, &plan, reason.as_str(), now, rng);
    Ok(match proposed.map_err(Box::new)? {
        Proposed::Done(_, moved) => Moving::Done(moved),
        Proposed::Waits(id) => Moving::Waits(id),
    })
}

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
    /// To whom.
    pub body: Body,
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
        let (number, to) = (&self.number, self.to);
        let moved = carry_out(change, number, to, &self.reason, consent, now, rng)?;
        if to == Status::Transferred {
            let acting = Acting::begin(change, number, now)?;
            let entry = acting.entry(Act::HandedOver)?;
            acting.enter(entry.with(Key::To, self.body.as_str()), None, rng)?;
        }
        Ok(moved)
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
