//! Aftercare (*nazorg*): moments after closing at which the desk asks about detriment (R108).

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::reason::Reason;
use crate::term::{Term, TermKind};
use crate::vocabulary::words;

/// Months after closing at which there is a moment.
pub const MOMENT_MONTHS: [u32; 4] = [1, 3, 6, 12];

words! {
    /// How a moment stands.
    pub enum Standing: "aftercare-standing" {
        Planned = "planned", "Gepland", "Planned";
        Due = "due", "Nu aan de beurt", "Due now";
        Missed = "missed", "Gemist", "Missed";
        Done = "done", "Gedaan", "Done";
        Skipped = "skipped", "Overgeslagen", "Skipped";
    }
}

/// What somebody did about a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact<P> {
    /// The reporter was written to.
    Asked {
        /// When.
        day: Day,
        /// By whom.
        by: P,
    },
    /// Somebody decided not to.
    Skipped {
        /// When.
        day: Day,
        /// Who.
        by: P,
        /// Why.
        reason: Reason,
    },
}

/// One moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment<P> {
    /// Months after closing.
    pub months: u32,
    /// The day on which it is due.
    pub due: Day,
    /// What was done about it.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact<P>>,
}

const fn none<P>() -> Option<Contact<P>> {
    None
}

impl<P> Moment<P> {
    fn standing(&self, until: Day, today: Day) -> Standing {
        match &self.contact {
            Some(Contact::Asked { .. }) => Standing::Done,
            Some(Contact::Skipped { .. }) => Standing::Skipped,
            None if today < self.due => Standing::Planned,
            None if today < until => Standing::Due,
            None => Standing::Missed,
        }
    }
}

/// The moments of one closing of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Aftercare<P>(Vec<Moment<P>>);

impl<P> Aftercare<P> {
    /// Plans the moments of a case that was closed on a day.
    #[must_use]
    pub fn plan(closed: Day) -> Self {
        let moment = |months| Moment {
            months,
            due: closed.plus_months(months),
            contact: None,
        };
        Self(MOMENT_MONTHS.map(moment).into())
    }

    /// Returns the moments with how they stand, in order. One that nobody did anything about is
    /// missed when the next one is due, or, for the last one, a month later: it stays visible.
    #[must_use]
    pub fn standing(&self, today: Day) -> Vec<(&Moment<P>, Standing)> {
        let moments = self.0.iter().enumerate();
        let with_standing = moments.map(|(at, moment)| {
            let next = self.0.get(at + 1).map(|next| next.due);
            let until = next.unwrap_or_else(|| moment.due.plus_months(1));
            (moment, moment.standing(until, today))
        });
        with_standing.collect()
    }

    /// Returns the moments as terms, for the board.
    #[must_use]
    pub fn terms(&self) -> Vec<Term> {
        let term = |moment: &Moment<P>| {
            let (done, stopped) = match &moment.contact {
                Some(Contact::Asked { day, .. }) => (Some(*day), None),
                Some(Contact::Skipped { day, .. }) => (None, Some(*day)),
                None => (None, None),
            };
            Term {
                kind: TermKind::Aftercare,
                due: moment.due,
                done,
                stopped,
            }
        };
        self.0.iter().map(term).collect()
    }

    /// Notes what was done about a moment.
    ///
    /// # Errors
    ///
    /// [`AftercareError`], by variant.
    pub fn note(&mut self, months: u32, contact: Contact<P>) -> Result<(), AftercareError> {
        let mut moments = self.0.iter_mut();
        let moment = moments.find(|moment| moment.months == months);
        let moment = moment.ok_or(AftercareError::NoMoment { months })?;
        if moment.contact.is_some() {
            return Err(AftercareError::Noted { months });
        }
        moment.contact = Some(contact);
        Ok(())
    }

    /// Returns the day of the last moment: until then the case is needed.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.0.last().map(|moment| moment.due)
    }
}

/// Why nothing was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AftercareError {
    /// There is no such moment.
    #[error("there is no moment {months} months after closing")]
    NoMoment {
        /// The months given.
        months: u32,
    },
    /// Something was noted before.
    #[error("the moment {months} months after closing was noted before")]
    Noted {
        /// The months given.
        months: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(label: &str) -> Day {
        label.parse().unwrap()
    }

    fn codes(aftercare: &Aftercare<u8>, today: &str) -> Vec<String> {
        let standing = aftercare.standing(day(today));
        standing
            .iter()
            .map(|(_, standing)| standing.to_string())
            .collect()
    }

    #[test]
    fn plan_makes_four_moments_and_clamps() {
        let aftercare = Aftercare::<u8>::plan(day("2026-11-30"));
        let dues: Vec<String> = aftercare
            .terms()
            .iter()
            .map(|t| t.due.to_string())
            .collect();
        assert_eq!(
            dues,
            ["2026-12-30", "2027-02-28", "2027-05-30", "2027-11-30"]
        );
        assert_eq!(aftercare.last_day(), Some(day("2027-11-30")));
    }

    #[test]
    fn moment_that_nobody_cared_about_stays_visible() {
        let mut aftercare = Aftercare::plan(day("2026-11-30"));
        assert_eq!(codes(&aftercare, "2026-12-29"), ["planned"; 4]);
        assert_eq!(codes(&aftercare, "2026-12-30")[0], "due");
        assert_eq!(codes(&aftercare, "2027-02-27")[0], "due");
        let second = codes(&aftercare, "2027-02-28");
        assert_eq!(second[..2], ["missed", "due"]);
        aftercare
            .note(
                3,
                Contact::Asked {
                    day: day("2027-03-01"),
                    by: 1,
                },
            )
            .unwrap();
        let reason = Reason::parse("melder wil niet meer").unwrap();
        let skip = Contact::Skipped {
            day: day("2027-05-30"),
            by: 1,
            reason,
        };
        aftercare.note(6, skip).unwrap();
        assert_eq!(
            codes(&aftercare, "2028-01-01"),
            ["missed", "done", "skipped", "missed"]
        );
        let states: Vec<_> = aftercare
            .terms()
            .iter()
            .map(|t| t.state(day("2028-01-01")))
            .collect();
        assert_eq!(states[2], crate::term::State::Stopped);
        assert_eq!(states[1], crate::term::State::Late { days: 1 });
    }

    #[test]
    fn note_refuses_other_moments_and_second_notes() {
        let mut aftercare = Aftercare::plan(day("2026-11-30"));
        let asked = || Contact::Asked {
            day: day("2026-12-30"),
            by: 1_u8,
        };
        assert_eq!(
            aftercare.note(2, asked()),
            Err(AftercareError::NoMoment { months: 2 })
        );
        aftercare.note(1, asked()).unwrap();
        assert_eq!(
            aftercare.note(1, asked()),
            Err(AftercareError::Noted { months: 1 })
        );
        let text = serde_json::to_string(&aftercare).unwrap();
        assert_eq!(
            serde_json::from_str::<Aftercare<u8>>(&text).unwrap(),
            aftercare
        );
        let begin =
            r#"[{"months":1,"due":"2026-12-30","contact":{"asked":{"day":"2026-12-30","by":1}}},"#;
        assert!(text.starts_with(begin), "{text}");
    }
}
