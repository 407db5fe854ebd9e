//! Days and weeks, as the protocol names them: UTC, pure arithmetic, no clock.
//!
//! In scope: the week of a Unix time, calendar days and their labels. Out of scope: time zones,
//! leap seconds, times of day.
//!
//! Spec: docs/protocol.md §1.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::limit::WEEK_SECS;

/// Length of a day, in seconds.
pub const DAY_SECS: u64 = 86_400;

/// Unix second of the first Monday, 1970-01-05, 00:00 UTC.
const FIRST_MONDAY: u64 = 345_600;

/// Returns the Unix second of the Monday, 00:00 UTC, at or before `unix`.
///
/// Formula: t − ((t − 345,600) mod 604,800). The days before the first Monday of 1970 count as a
/// week that began at 0.
#[must_use]
pub const fn week(unix: u64) -> u64 {
    if unix < FIRST_MONDAY {
        return 0;
    }
    unix - (unix - FIRST_MONDAY) % WEEK_SECS
}

/// A UTC calendar day from 1970-01-01 to 9999-12-31, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u32);

impl Day {
    /// The first day that can be named, 1970-01-01.
    pub const MIN: Self = Self(0);
    /// The last day that can be named, 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// Returns the day of a Unix time in seconds; [`Day::MAX`] for all times after it.
    #[must_use]
    pub fn of(unix: u64) -> Self {
        u32::try_from(unix / DAY_SECS).map_or(Self::MAX, |days| Self(days.min(Self::MAX.0)))
    }

    /// Returns the Unix second of the day's beginning, 00:00 UTC.
    #[must_use]
    pub fn start_secs(self) -> u64 {
        u64::from(self.0) * DAY_SECS
    }

    /// Returns the Unix second of the day's end: 00:00 UTC of the next.
    #[must_use]
    pub fn end_secs(self) -> u64 {
        self.start_secs() + DAY_SECS
    }

    /// Returns the day that is `days` later, at most [`Day::MAX`].
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add(days).min(Self::MAX.0))
    }

    /// Returns the next day, at most [`Day::MAX`].
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Returns how many days this day lies after `earlier`; zero if it does not.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the Monday at or before this day; the days before the first Monday of 1970 count as
    /// a week that began with [`Day::MIN`].
    #[must_use]
    pub fn monday(self) -> Self {
        Self::of(week(self.start_secs()))
    }

    /// Returns the day of the month that is `months` later, or that month's last day if it has no
    /// such day; at most [`Day::MAX`].
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.date();
        let months = (month - 1).saturating_add(months);
        let (year, month) = (year.saturating_add(months / 12), months % 12 + 1);
        let day = day.min(days_of_month(year, month));
        Self::from_date(year, month, day).unwrap_or(Self::MAX)
    }

    /// Makes a day from year, month and day of the month, if there is such a day.
    #[must_use]
    pub fn from_date(year: u32, month: u32, day: u32) -> Option<Self> {
        let in_range = (1970..=9999).contains(&year) && (1..=12).contains(&month);
        if !in_range || day == 0 || day > days_of_month(year, month) {
            return None;
        }
        // Years are counted from March, so that the leap day comes last.
        let (years, months) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let leaps = years / 4 - years / 100 + years / 400;
        let since_march = (153 * months + 2) / 5 + day - 1;
        Some(Self(years * 365 + leaps + since_march - DAYS_BEFORE_1970))
    }

    /// Returns year, month (1–12) and day of the month (1–31).
    #[must_use]
    pub fn date(self) -> (u32, u32, u32) {
        let days = self.0 + DAYS_BEFORE_1970;
        let era = days / DAYS_PER_ERA;
        let in_era = days % DAYS_PER_ERA;
        let year_in_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
        let months = (5 * in_year + 2) / 153;
        let day = in_year - (153 * months + 2) / 5 + 1;
        let month = if months < 10 { months + 3 } else { months - 9 };
        let year = era * 400 + year_in_era + u32::from(month <= 2);
        (year, month, day)
    }
}

/// Days from 0000-03-01 to 1970-01-01 (proleptic Gregorian).
const DAYS_BEFORE_1970: u32 = 719_468;
/// Days of 400 Gregorian years.
const DAYS_PER_ERA: u32 = 146_097;

fn days_of_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
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

    /// Parses `YYYY-MM-DD`, that spelling only.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, rest) = text.split_once('-').ok_or(DayError)?;
        let (month, day) = rest.split_once('-').ok_or(DayError)?;
        Self::from_date(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?).ok_or(DayError)
    }
}

fn digits(text: &str, len: usize) -> Result<u32, DayError> {
    if text.len() != len || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DayError);
    }
    text.parse().map_err(|_| DayError)
}

/// A text that is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a day of the form YYYY-MM-DD")]
pub struct DayError;

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn week_begins_on_monday() {
        // 2026-11-23 is a Monday.
        let monday = Day::from_date(2026, 11, 23).unwrap().start_secs();
        assert_eq!(week(monday), monday);
        assert_eq!(week(monday + WEEK_SECS - 1), monday);
        assert_eq!(week(monday - 1), monday - WEEK_SECS);
        assert_eq!(week(FIRST_MONDAY), FIRST_MONDAY);
        assert_eq!(week(FIRST_MONDAY - 1), 0);
        assert_eq!(week(0), 0);
    }

    #[test]
    fn day_names_known_days() {
        for (unix, label) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_164_800, "2024-02-29"),
            (1_795_392_000, "2026-11-23"),
            (4_102_444_799, "2099-12-31"),
            (253_402_300_799, "9999-12-31"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Day::of(unix).to_string(), label);
        }
    }

    #[test]
    fn day_returns_from_its_label_for_every_day_of_eight_centuries() {
        let mut previous = (1969, 12, 31);
        for number in 0..=300_000 {
            let day = Day(number);
            let (year, month, date) = day.date();
            assert!((year, month, date) > previous);
            assert_eq!(day.to_string().parse(), Ok(day));
            assert_eq!(Day::of(day.start_secs()), day);
            assert_eq!(Day::of(day.end_secs()), day.next());
            previous = (year, month, date);
        }
    }

    #[test]
    fn monday_is_that_of_the_week() {
        let day = |label: &str| label.parse::<Day>().unwrap();
        for (label, monday) in [
            ("2026-11-23", "2026-11-23"),
            ("2026-11-29", "2026-11-23"),
            ("2026-11-30", "2026-11-30"),
            ("2027-01-01", "2026-12-28"),
            ("1970-01-05", "1970-01-05"),
            ("1970-01-04", "1970-01-01"),
        ] {
            assert_eq!(day(label).monday(), day(monday), "{label}");
        }
    }

    #[test]
    fn plus_months_keeps_to_the_end_of_the_month() {
        let day = |label: &str| label.parse::<Day>().unwrap();
        for (label, months, later) in [
            ("2026-11-30", 3, "2027-02-28"),
            ("2027-11-30", 3, "2028-02-29"),
            ("2026-12-31", 3, "2027-03-31"),
            ("2027-01-31", 3, "2027-04-30"),
            ("2026-11-23", 3, "2027-02-23"),
            ("2026-11-23", 0, "2026-11-23"),
            ("2026-10-31", 14, "2027-12-31"),
            ("9999-11-30", 3, "9999-12-31"),
            ("2026-01-01", u32::MAX, "9999-12-31"),
        ] {
            assert_eq!(day(label).plus_months(months), day(later), "{label}");
        }
    }

    #[test]
    fn parse_refuses_other_spellings() {
        for label in [
            "",
            "2026",
            "2026-11",
            "2026-11-23 ",
            "2026-1-23",
            "26-11-23",
            "2026/11/23",
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-01-00",
            "1969-12-31",
            "+026-01-01",
            "2026-11-23-",
            "20261123",
            "٢٠٢٦-11-23",
        ] {
            assert_eq!(label.parse::<Day>(), Err(DayError), "{label}");
        }
    }
}
