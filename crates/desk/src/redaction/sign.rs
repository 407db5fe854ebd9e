//! A second reader signs a redaction off (R116).

use bellrope_protocol::encoding::encode_hex;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Redaction, RedactionError, SignedOff, find, what_is_left};
use crate::case::{Acting, CaseNumber};
use crate::proposal::{Consent, Plan, What};
use crate::vault::{Change, Records};

/// Signs a redaction off as it stands. Whoever approves reads the case, and looks at what is left
/// ([`what_is_left`]): a change of it in between ends the proposal.
#[derive(Serialize, Deserialize)]
pub struct SignOff {
    /// The case.
    pub number: CaseNumber,
    /// Which redaction of it.
    pub redaction: u32,
}

impl Plan for SignOff {
    const WHAT: What = What::Export;
    const KIND: &'static str = "sign-off-redaction";
    type Done = ();
    type Error = RedactionError;

    fn case(&self) -> Option<&CaseNumber> {
        Some(&self.number)
    }

    fn basis(&self, records: &impl Records) -> Result<String, RedactionError> {
        let found = find(records, &self.number, self.redaction)?;
        if !found.is_of_its_original(records, &self.number)? {
            let redaction = self.redaction;
            return Err(RedactionError::OriginalChanged { redaction });
        }
        let left = what_is_left(records, &self.number, &found)?;
        Ok(encode_hex(&Sha256::digest(left.to_text())))
    }

    fn carry_out(
        &self,
        change: &Change<'_>,
        consent: &Consent,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), RedactionError> {
        let acting = Acting::begin(change, &self.number, now)?;
        let mut found = find(change, &self.number, self.redaction)?;
        found.signed_off = Some(SignedOff {
            by: consent.by,
            second: consent.second,
            at: now,
        });
        acting.write(&Redaction::name(&self.number, self.redaction), &found, rng)?;
        let entry = acting.entry(Act::RedactionChecked)?;
        acting.enter(entry.with(Key::Item, self.redaction), None, rng)?;
        Ok(acting.store(rng)?)
    }
}
