//! What must hold in every card, whoever signed it.

use thiserror::Error;

use super::wire::{Card, are_in_order};
use crate::limit::{CARD_WEEKS, WEEK_SECS};
use crate::note::Algorithm;
use crate::time::week;

impl Card {
    /// Checks what must hold in every card. Signing and verifying do this too.
    ///
    /// # Errors
    ///
    /// [`FormError`]: the first rule that is broken.
    pub fn check(&self) -> Result<(), FormError> {
        let rules = [
            (self.serial > 0, FormError::Serial),
            (self.not_after > self.made, FormError::Validity),
            (self.has_names(), FormError::Names),
            (self.has_ordered_weeks(), FormError::Weeks),
            (self.has_ordered_authentication(), FormError::Authentication),
            (
                are_in_order(&self.push, &self.earlier),
                FormError::EarlierPush,
            ),
            (self.has_windows(), FormError::Windows),
            (self.has_counts(), FormError::Count),
            (self.relay.epoch_secs > 0, FormError::Epoch),
            (self.has_witnesses(), FormError::Witnesses),
        ];
        rules
            .into_iter()
            .find_map(|(holds, error)| (!holds).then_some(Err(error)))
            .unwrap_or(Ok(()))
    }

    fn has_names(&self) -> bool {
        !self.names.nl.trim().is_empty() && !self.names.en.trim().is_empty()
    }

    fn has_ordered_weeks(&self) -> bool {
        let begins = |at: u64| week(at) == at && at > 0;
        let consecutive = |pair: &[_]| match pair {
            [earlier, later] => earlier_by_one_week(earlier, later),
            _ => false,
        };
        let weeks: Vec<u64> = self.intake.iter().map(|intake| intake.week).collect();
        weeks.len() == CARD_WEEKS
            && weeks.iter().copied().all(begins)
            && weeks.windows(2).all(consecutive)
    }

    fn has_ordered_authentication(&self) -> bool {
        let numbers: Vec<u32> = self.authentication.iter().map(|key| key.number()).collect();
        numbers.last().is_some_and(|oldest| *oldest > 0)
            && numbers.is_sorted_by(|newer, older| newer > older)
    }

    fn has_windows(&self) -> bool {
        self.windows.replies_days > 0 && self.windows.intake_days > 0
    }

    fn has_counts(&self) -> bool {
        let next_is_one = |next: &super::NextCount| next.count.is_power_of_two();
        self.replies.count.is_power_of_two() && self.replies.next.as_ref().is_none_or(next_is_one)
    }

    fn has_witnesses(&self) -> bool {
        let policy = &self.witnesses;
        let once = |index: usize| !policy.keys[..index].contains(&policy.keys[index]);
        let cosigns = |index: usize| policy.keys[index].algorithm() == Algorithm::CosignatureV1;
        let count = policy.keys.len();
        u32::try_from(count).is_ok_and(|count| policy.quorum <= count)
            && (0..count).all(|index| once(index) && cosigns(index))
            && policy.report_secs > 0
            && policy.confirm_secs > 0
    }
}

fn earlier_by_one_week(earlier: &u64, later: &u64) -> bool {
    earlier.checked_add(WEEK_SECS) == Some(*later)
}

/// The rule that a card breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FormError {
    /// The serial is 0.
    #[error("card has serial 0, expected 1 or more")]
    Serial,
    /// The card ends before it begins.
    #[error("card is not valid for any time")]
    Validity,
    /// A name is empty.
    #[error("card has no name in dutch or in english")]
    Names,
    /// Intake is not eight consecutive weeks, each named by its Monday.
    #[error("card does not list {CARD_WEEKS} consecutive weeks")]
    Weeks,
    /// There is no authentication key, or the numbers are not unique and descending to 1 or more.
    #[error("card has no authentication keys in order of number, newest first")]
    Authentication,
    /// Earlier push keys are not unique, are in use, or an older one signed more than a newer one.
    #[error("card does not list its earlier push keys in order, newest first")]
    EarlierPush,
    /// A window is 0 days.
    #[error("card has a window of 0 days")]
    Windows,
    /// The count of replies is not a power of two.
    #[error("card has a reply count that is no power of two")]
    Count,
    /// The epoch is 0 seconds.
    #[error("card has an epoch of 0 seconds")]
    Epoch,
    /// The quorum is more than there are witnesses, one is listed twice or signs no cosignatures,
    /// or an age is 0.
    #[error("card has a witness policy that cannot be satisfied or says nothing")]
    Witnesses,
}
