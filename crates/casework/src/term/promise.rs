//! What a desk promises beyond the law (R079): configured, shown to the reporter, measured.
//!
//! ```toml
//! acknowledge = { working-days = 2 }
//! interim_weeks = 4
//! advice = { working-days = 5 }
//! ```

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::state::{Term, TermKind};
use super::{acknowledge_by, plus_working_days};
use crate::vocabulary::Lang;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Days on which people work: neither weekends nor holidays.
    WorkingDays(u32),
    /// Days.
    Days(u32),
    /// Weeks.
    Weeks(u32),
    /// Months; the end of a month is clamped.
    Months(u32),
}

impl Span {
    /// Returns the last day of the time that begins on a day.
    #[must_use]
    pub fn from(self, day: Day) -> Day {
        match self {
            Self::WorkingDays(number) => plus_working_days(day, number),
            Self::Days(number) => day.plus(number),
            Self::Weeks(number) => day.plus(number.saturating_mul(7)),
            Self::Months(number) => day.plus_months(number),
        }
    }

    /// Returns the length in words, such as `2 werkdagen`.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        let (number, unit) = match (self, lang) {
            (Self::WorkingDays(number), Lang::Dutch) => (number, ["werkdag", "werkdagen"]),
            (Self::WorkingDays(number), Lang::English) => (number, ["working day", "working days"]),
            (Self::Days(number), Lang::Dutch) => (number, ["dag", "dagen"]),
            (Self::Days(number), Lang::English) => (number, ["day", "days"]),
            (Self::Weeks(number), Lang::Dutch) => (number, ["week", "weken"]),
            (Self::Weeks(number), Lang::English) => (number, ["week", "weeks"]),
            (Self::Months(number), Lang::Dutch) => (number, ["maand", "maanden"]),
            (Self::Months(number), Lang::English) => (number, ["month", "months"]),
        };
        format!("{number} {}", unit[usize::from(number != 1)])
    }

    const fn number(self) -> u32 {
        let (Self::WorkingDays(number)
        | Self::Days(number)
        | Self::Weeks(number)
        | Self::Months(number)) = self;
        number
    }
}

/// What a desk promises beyond the law. Nothing of it moves a term of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Promises {
    /// Receipt is acknowledged within this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledge: Option<Span>,
    /// While a case is open, its reporter hears something every so many weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interim_weeks: Option<u32>,
    /// Advice is given within this time.
    pub advice: Span,
}

impl Default for Promises {
    /// Promises nothing beyond the law, and advice within ten working days.
    fn default() -> Self {
        Self {
            acknowledge: None,
            interim_weeks: None,
            advice: Span::WorkingDays(10),
        }
    }
}

/// Longest promise, in units of whatever kind: longer is a slip of the keyboard.
const MOST: u32 = 100;

impl Promises {
    /// Reads promises from a configuration (TOML).
    ///
    /// # Errors
    ///
    /// [`PromiseError`], by variant.
    pub fn parse(text: &str) -> Result<Self, PromiseError> {
        let promises: Self = toml::from_str(text).map_err(PromiseError::Form)?;
        let within = |number: u32| (1..=MOST).contains(&number);
        let acknowledge = promises.acknowledge.map(Span::number);
        let numbers = [
            acknowledge,
            promises.interim_weeks,
            Some(promises.advice.number()),
        ];
        match numbers
            .into_iter()
            .flatten()
            .find(|number| !within(*number))
        {
            Some(number) => Err(PromiseError::Length { number }),
            None => Ok(promises),
        }
    }

    /// Returns the last day of the own promise to acknowledge, if there is one that ends before
    /// the law's term.
    #[must_use]
    pub fn acknowledge_by(&self, received: Day) -> Option<Day> {
        let due = self.acknowledge?.from(received);
        (due < acknowledge_by(received)).then_some(due)
    }

    /// Returns the interim messages that were due from `from` on: one for each message that the
    /// reporter got (`told`, ascending), and one for the next. None without such a promise.
    #[must_use]
    pub fn interim(&self, from: Day, told: &[Day]) -> Vec<Term> {
        let Some(weeks) = self.interim_weeks else {
            return Vec::new();
        };
        let term = |start, done| Term {
            kind: TermKind::Interim,
            due: Span::Weeks(weeks).from(start),
            done,
            stopped: None,
        };
        let mut start = from;
        let mut terms = Vec::new();
        for day in told.iter().copied().filter(|day| *day > from) {
            terms.push(term(start, Some(day)));
            start = day;
        }
        terms.push(term(start, None));
        terms
    }
}

/// Why a configuration is no list of promises.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PromiseError {
    /// It is not TOML of the expected form.
    #[error("promises are not of the expected form")]
    Form(#[source] toml::de::Error),
    /// A length is out of bounds.
    #[error("a promise of {number} is not between 1 and {MOST}")]
    Length {
        /// The number that stands there.
        number: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(label: &str) -> Day {
        label.parse().unwrap()
    }

    #[test]
    fn parse_reads_what_a_desk_promises() {
        let text = "acknowledge = { working-days = 2 }\ninterim_weeks = 4\n";
        let promises = Promises::parse(text).unwrap();
        let span = promises.acknowledge.unwrap();
        assert_eq!(span.label(Lang::Dutch), "2 werkdagen");
        assert_eq!(span.label(Lang::English), "2 working days");
        assert_eq!(Span::Months(1).label(Lang::Dutch), "1 maand");
        assert_eq!(promises.advice, Span::WorkingDays(10));
        // R079: two working days from Friday are Tuesday.
        let due = promises.acknowledge_by(day("2026-11-27"));
        assert_eq!(due, Some(day("2026-12-01")));
        assert_eq!(Promises::parse("").unwrap(), Promises::default());
        assert_eq!(Promises::default().acknowledge_by(day("2026-11-27")), None);
    }

    #[test]
    fn parse_refuses_other_words_and_lengths() {
        let refused = |text: &str| Promises::parse(text).unwrap_err().to_string();
        assert_eq!(
            refused("acknowlegde = { days = 2 }"),
            "promises are not of the expected form"
        );
        assert_eq!(
            refused("interim_weeks = 0"),
            "a promise of 0 is not between 1 and 100"
        );
        assert_eq!(
            refused("advice = { days = 101 }"),
            "a promise of 101 is not between 1 and 100"
        );
    }

    #[test]
    fn acknowledge_by_never_goes_beyond_the_law() {
        let slow = Promises {
            acknowledge: Some(Span::WorkingDays(5)),
            ..Promises::default()
        };
        // Over Christmas five working days are more than a week: the law's term counts.
        assert_eq!(slow.acknowledge_by(day("2026-12-23")), None);
        let same = Promises {
            acknowledge: Some(Span::Days(7)),
            ..slow
        };
        assert_eq!(same.acknowledge_by(day("2026-12-23")), None);
    }

    #[test]
    fn interim_is_due_from_message_to_message() {
        let promises = Promises {
            interim_weeks: Some(4),
            ..Promises::default()
        };
        let told = [day("2026-11-23"), day("2026-12-18"), day("2027-02-01")];
        let terms = promises.interim(day("2026-11-24"), &told);
        let dues: Vec<String> = terms.iter().map(|term| term.due.to_string()).collect();
        assert_eq!(dues, ["2026-12-22", "2027-01-15", "2027-03-01"]);
        let done: Vec<Option<Day>> = terms.iter().map(|term| term.done).collect();
        assert_eq!(done, [Some(told[1]), Some(told[2]), None]);
        assert!(Promises::default().interim(told[0], &told).is_empty());
    }
}
