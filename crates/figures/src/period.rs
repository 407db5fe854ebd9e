//! The time that a column is about.

use std::fmt;

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

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
        let quarter = (month + 2) / 3;
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
