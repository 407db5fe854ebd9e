//! The time that a column is about.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A calendar year or a quarter of one; days are those of the desk's register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The year, 1970–9999.
    pub year: u16,
    /// The quarter, 1–4; `None` for the whole year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<u8>,
}

impl Period {
    /// A whole year.
    #[must_use]
    pub const fn year(year: u16) -> Self {
        Self {
            year,
            quarter: None,
        }
    }

    /// A quarter; numbers outside 1–4 count as the nearest.
    #[must_use]
    pub const fn quarter(year: u16, quarter: u8) -> Self {
        let quarter = match quarter {
            0 | 1 => 1,
            2 => 2,
            3 => 3,
            _ => 4,
        };
        Self {
            year,
            quarter: Some(quarter),
        }
    }

    /// Returns the same period of the year before.
    #[must_use]
    pub const fn before(self) -> Self {
        Self {
            year: self.year.saturating_sub(1),
            quarter: self.quarter,
        }
    }

    /// Returns the period that ends where this one begins.
    #[must_use]
    pub const fn preceding(self) -> Self {
        match self.quarter {
            Some(1) => Self::quarter(self.year.saturating_sub(1), 4),
            Some(quarter) => Self::quarter(self.year, quarter - 1),
            None => self.before(),
        }
    }

    /// Lists the quarters of a whole year; of a quarter, none.
    pub fn quarters(self) -> impl Iterator<Item = Self> {
        let count = if self.quarter.is_none() { 4 } else { 0 };
        (1..=count).map(move |quarter| Self::quarter(self.year, quarter))
    }

    /// Says whether a day lies in it.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        let (year, month, _) = day.date();
        let quarter = month.div_ceil(3);
        year == u32::from(self.year) && self.quarter.is_none_or(|own| u32::from(own) == quarter)
    }

    /// Returns its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        let (month, day) = match self.quarter {
            Some(1) => (3, 31),
            Some(2) => (6, 30),
            Some(3) => (9, 30),
            _ => (12, 31),
        };
        Day::from_date(u32::from(self.year), month, day).unwrap_or(Day::MAX)
    }
}

impl fmt::Display for Period {
    /// Writes `2026` or `2026-Q3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        self.quarter
            .map_or(Ok(()), |quarter| write!(f, "-Q{quarter}"))
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Parses `2026` or `2026-Q3`, that spelling only.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, quarter) = match text.split_once("-Q") {
            Some((year, quarter)) => (year, Some(quarter)),
            None => (text, None),
        };
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year: u16 = year.parse().map_err(|_| PeriodError)?;
        if !is_year || year < 1970 {
            return Err(PeriodError);
        }
        match quarter {
            None => Ok(Self::year(year)),
            Some("1") => Ok(Self::quarter(year, 1)),
            Some("2") => Ok(Self::quarter(year, 2)),
            Some("3") => Ok(Self::quarter(year, 3)),
            Some("4") => Ok(Self::quarter(year, 4)),
            Some(_) => Err(PeriodError),
        }
    }
}

/// A text that is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a period of the form 2026 or 2026-Q3")]
pub struct PeriodError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn period_parses_what_it_writes_and_nothing_else() {
        for text in ["2026", "2026-Q1", "2026-Q4", "1970"] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
        }
        for text in [
            "", "26", "+026", "2026-Q5", "2026-Q", "2026Q1", "1969", "2026-q1",
        ] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
        }
    }

    #[test]
    fn has_takes_first_and_last_days() {
        let day = |month, day| Day::from_date(2026, month, day).unwrap();
        assert!(Period::quarter(2026, 2).has(day(4, 1)));
        assert!(Period::quarter(2026, 2).has(day(6, 30)));
        assert!(!Period::quarter(2026, 2).has(day(7, 1)));
        assert!(Period::year(2026).has(day(12, 31)));
        assert!(!Period::year(2025).has(day(1, 1)));
    }
}
