//! A calendar day, as notes and replies name it.

use std::fmt;
use std::str::FromStr;

/// Seconds of a day.
const DAY_SECS: u64 = 86_400;
/// Days from 1970-01-01 to 9999-12-31, which has the last name of ten characters.
const LAST: u32 = 2_932_896;

/// A UTC calendar day from 1970 to 9999, `YYYY-MM-DD` in text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u32);

impl Day {
    /// Returns the day of a time in Unix seconds; the last of 9999 for any later time.
    #[must_use]
    pub fn of(unix_secs: u64) -> Self {
        Self(u32::try_from(unix_secs / DAY_SECS).map_or(LAST, |days| days.min(LAST)))
    }

    /// Returns its beginning, 00:00 UTC, in Unix seconds.
    #[must_use]
    pub fn start_secs(self) -> u64 {
        u64::from(self.0) * DAY_SECS
    }

    /// Returns its end, 00:00 UTC of the next day, in Unix seconds.
    #[must_use]
    pub fn end_secs(self) -> u64 {
        self.start_secs() + DAY_SECS
    }

    /// Returns the day so many days later; never after the last of 9999.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add(days).min(LAST))
    }

    /// Returns how many days this one comes after `earlier`; 0 if it does not.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Splits into year, month and day of the Gregorian calendar.
    fn civil(self) -> (u32, u32, u32) {
        // Counted in years that begin on 1 March, so that the leap day comes last; 719,468 days
        // lie between 0000-03-01 and 1970-01-01, 146,097 in 400 years.
        let days = self.0 + 719_468;
        let era = days / 146_097;
        let of_era = days % 146_097;
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        // Five months from March on have 153 days, as have the next five.
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = era * 400 + year_of_era + u32::from(month <= 2);
        (year, month, day)
    }

    /// Joins year, month and day; `None` if there is no such day from 1970 to 9999.
    fn from_civil(year: u32, month: u32, day: u32) -> Option<Self> {
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day)
        {
            return None;
        }
        let year_from_march = year - u32::from(month <= 2);
        let from_march = (month + 9) % 12;
        let (era, of_era) = (year_from_march / 400, year_from_march % 400);
        let of_year = (153 * from_march + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let found = Self(days.checked_sub(719_468)?);
        // The 31st of a month of 30 days comes back as another day.
        (found.civil() == (year, month, day)).then_some(found)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = text.as_bytes();
        let &[_, _, _, _, b'-', _, _, b'-', _, _] = bytes else {
            return Err(DayError);
        };
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0u32, |number, byte| {
                byte.is_ascii_digit()
                    .then(|| number * 10 + u32::from(byte - b'0'))
            })
        };
        match (number(0, 4), number(5, 7), number(8, 10)) {
            (Some(year), Some(month), Some(day)) => {
                Self::from_civil(year, month, day).ok_or(DayError)
            }
            _ => Err(DayError),
        }
    }
}

/// A text that names no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day from 1970-01-01 to 9999-12-31 as YYYY-MM-DD")]
pub struct DayError;
