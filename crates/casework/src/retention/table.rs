//! The table of terms, and its configuration.
//!
//! ```toml
//! warning_days = 60
//! advice = { months = 6 }
//!
//! [report]
//! not-found = { months = 12 }
//!
//! [complaint]
//! unfounded = { months = 12 }
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::term::Span;
use crate::vocabulary::{ComplaintOutcome, ContactKind, Lang, Outcome, Word as _};

/// What a term of retention is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "of", content = "outcome")]
pub enum Subject {
    /// A report or signal with an outcome.
    Report(Outcome),
    /// A complaint with an outcome.
    Complaint(ComplaintOutcome),
    /// A request for advice.
    Advice,
}

impl Subject {
    /// Returns every subject, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        let reports = Outcome::ALL.iter().copied().map(Self::Report);
        let complaints = ComplaintOutcome::ALL.iter().copied().map(Self::Complaint);
        reports.chain(complaints).chain([Self::Advice])
    }

    /// Returns what a case counts as; `None` while its outcome is missing.
    ///
    /// Advice needs no outcome. Spam is spam, whatever it calls itself.
    #[must_use]
    pub const fn of(
        kind: ContactKind,
        outcome: Option<Outcome>,
        complaint: Option<ComplaintOutcome>,
    ) -> Option<Self> {
        match (kind, outcome, complaint) {
            (_, Some(Outcome::Spam), _) => Some(Self::Report(Outcome::Spam)),
            (ContactKind::Advice, ..) => Some(Self::Advice),
            (ContactKind::Complaint, _, Some(outcome)) => Some(Self::Complaint(outcome)),
            (_, Some(outcome), _) => Some(Self::Report(outcome)),
            (_, None, _) => None,
        }
    }

    /// Returns the subject in words.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        let (kind, outcome) = match self {
            Self::Report(outcome) => (ContactKind::Report, outcome.label(lang)),
            Self::Complaint(outcome) => (ContactKind::Complaint, outcome.label(lang)),
            Self::Advice => return ContactKind::Advice.label(lang).to_owned(),
        };
        // Of the complaint's long name, the word before the bracket.
        let kind = kind.label(lang).split(" (").next().unwrap_or_default();
        format!("{kind}: {outcome}")
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What it is for.
    pub subject: Subject,
    /// How long, from the end of the case.
    pub term: Span,
}

/// The table of terms: a default for each subject, and what a configuration says instead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    #[serde(skip_serializing_if = "Option::is_none")]
    warning_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Span>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    report: BTreeMap<Outcome, Span>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    complaint: BTreeMap<ComplaintOutcome, Span>,
}

/// Days before the end at which the desk is warned.
const WARNING_DAYS: u32 = 30;
/// Longest warning, in days.
const WARNING_MAX_DAYS: u32 = 365;
/// Longest term, in months, weeks or days.
const TERM_MAX: u32 = 1_200;

/// Returns the proposed term.
const fn proposed(subject: Subject) -> Span {
    match subject {
        Subject::Report(Outcome::Found | Outcome::PartlyFound)
        | Subject::Complaint(ComplaintOutcome::WellFounded | ComplaintOutcome::PartlyFounded) => {
            Span::Months(60)
        }
        Subject::Report(Outcome::NotFound | Outcome::NotEstablished | Outcome::Duplicate)
        | Subject::Complaint(ComplaintOutcome::Unfounded) => Span::Months(24),
        Subject::Report(Outcome::TooLittle | Outcome::OutsideScope | Outcome::Withdrawn)
        | Subject::Complaint(
            ComplaintOutcome::Inadmissible
            | ComplaintOutcome::NotTakenUp
            | ComplaintOutcome::Withdrawn,
        )
        | Subject::Advice => Span::Months(12),
        Subject::Report(Outcome::Spam) => Span::Months(1),
    }
}

impl Terms {
    /// Reads a table from a configuration (TOML). What it does not name keeps its default.
    ///
    /// # Errors
    ///
    /// [`TableError`], by variant.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let terms: Self = toml::from_str(text).map_err(TableError::Form)?;
        if let Some(days) = terms.warning_days.filter(|days| *days > WARNING_MAX_DAYS) {
            return Err(TableError::Warning { days });
        }
        for Row { subject, term } in terms.rows() {
            let (Span::Days(number) | Span::Weeks(number) | Span::Months(number)) = term else {
                return Err(TableError::WorkingDays { subject });
            };
            if !(1..=TERM_MAX).contains(&number) {
                return Err(TableError::Length { subject, number });
            }
        }
        Ok(terms)
    }

    /// Returns the term of a subject.
    #[must_use]
    pub fn of(&self, subject: Subject) -> Span {
        let configured = match subject {
            Subject::Report(outcome) => self.report.get(&outcome).copied(),
            Subject::Complaint(outcome) => self.complaint.get(&outcome).copied(),
            Subject::Advice => self.advice,
        };
        configured.unwrap_or_else(|| proposed(subject))
    }

    /// Returns how many days before the end the desk is warned.
    #[must_use]
    pub fn warning_days(&self) -> u32 {
        self.warning_days.unwrap_or(WARNING_DAYS)
    }

    /// Returns every row, for documents and for the page that says the terms before somebody
    /// reports (R154).
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        Subject::all().map(|subject| Row {
            subject,
            term: self.of(subject),
        })
    }
}

/// Why a configuration is no table of terms.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TableError {
    /// It is not TOML of the expected form.
    #[error("retention terms are not of the expected form")]
    Form(#[source] toml::de::Error),
    /// The warning comes too early.
    #[error("warning of {days} days, at most {WARNING_MAX_DAYS}")]
    Warning {
        /// The days given.
        days: u32,
    },
    /// A term is in working days.
    #[error("retention of {} is in working days", .subject.label(Lang::English))]
    WorkingDays {
        /// The subject.
        subject: Subject,
    },
    /// A term is out of bounds.
    #[error(
        "retention of {} is {number}, not between 1 and {TERM_MAX}",
        .subject.label(Lang::English)
    )]
    Length {
        /// The subject.
        subject: Subject,
        /// The number given.
        number: u32,
    },
}
