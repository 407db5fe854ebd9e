//! Periods as people type them.

use bellrope_protocol::time::Day;

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Period {
    /// Reads `2026`, `2026-11`, `2026-11-23`, `23-11-2026`, or two of them around `..`, either of
    /// which may be left out. `None` if it is none of these, or ends before it begins.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((first, last)) = text.split_once("..") else {
            return Self::single(text);
        };
        let first = match first {
            "" => Day::MIN,
            text => Self::single(text)?.first,
        };
        let last = match last {
            "" => Day::MAX,
            text => Self::single(text)?.last,
        };
        (first <= last).then_some(Self { first, last })
    }

    fn single(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [year] => Self::year(number(year, 4)?),
            [year, month] => Self::month(number(year, 4)?, number(month, 2)?),
            [first, month, last] => {
                let (year, day) = if first.len() == 4 {
                    (first, last)
                } else {
                    (last, first)
                };
                let (year, month) = (number(year, 4)?, number(month, 2)?);
                let day = Day::from_date(year, month, number(day, 2)?)?;
                Some(Self {
                    first: day,
                    last: day,
                })
            }
            _ => None,
        }
    }

    fn year(year: u32) -> Option<Self> {
        Some(Self {
            first: Day::from_date(year, 1, 1)?,
            last: Day::from_date(year, 12, 31)?,
        })
    }

    fn month(year: u32, month: u32) -> Option<Self> {
        let first = Day::from_date(year, month, 1)?;
        let days = (28..=31).rev();
        let last = days
            .filter_map(|day| Day::from_date(year, month, day))
            .next()?;
        Some(Self { first, last })
    }

    /// Says whether a day lies in the period.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Reads a number of at most so many digits; a year must have all four.
fn number(text: &str, digits: usize) -> Option<u32> {
    let fits = if digits == 4 {
        text.len() == 4
    } else {
        (1..=digits).contains(&text.len())
    };
    (fits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}
