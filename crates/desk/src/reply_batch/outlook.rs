//! How full the next batch will be, and which days have one.

use bellrope_protocol::time::Day;

use super::fill::{receipts_waiting, replies_waiting};
use super::{count, find, last};
use crate::card;
use crate::vault::{Records, VaultError};

/// What waits, beside the places that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// Replies that people wrote.
    pub replies: usize,
    /// Cases whose receipts wait; they take places that replies leave, or go along with one.
    pub receipts: usize,
    /// Places of the next batch.
    pub places: usize,
}

impl Outlook {
    /// Returns the number of batches after which all that people wrote is out; receipts ride along,
    /// or take what is left.
    #[must_use]
    pub const fn batches(&self) -> usize {
        match self.places {
            0 => self.replies,
            places => self.replies.div_ceil(places),
        }
    }
}

/// Counts what waits for the next batch, and its places; `today` is the day by the clock.
///
/// # Errors
///
/// [`VaultError`].
pub fn outlook(records: &impl Records, today: Day) -> Result<Outlook, VaultError> {
    let next = last(records)?.map_or(today, |batch| batch.day.next().max(today));
    let places = card::newest(records)?.replies.count_on(next);
    Ok(Outlook {
        replies: replies_waiting(records)?,
        receipts: receipts_waiting(records)?,
        places: usize::try_from(places).unwrap_or(usize::MAX),
    })
}

/// Lists the days of the latest batches, newest first, at most `most`.
///
/// # Errors
///
/// [`VaultError`].
pub fn latest_days(records: &impl Records, most: u64) -> Result<Vec<Day>, VaultError> {
    let count = count(records)?;
    let mut days = Vec::new();
    for number in (count.saturating_sub(most)..count).rev() {
        days.extend(find(records, number)?.map(|batch| batch.day));
    }
    Ok(days)
}
