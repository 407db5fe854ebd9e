//! Suggestions: what a person should look at before a text goes out (R115, R116). Found offline, by plain
//! rules; each is accepted or left one by one.
//!
//! No rule knows what a text means. What the rules find and miss on a synthetic corpus stands in
//! `docs/redaction.md`; a test holds the two together.

mod first_name;
mod mail;
mod mask;
mod name;
mod number;
mod official;
mod rank;
mod word;

pub use mask::{MASKS_MAX, Mask, MaskError};
pub use number::passes_eleven_test;
pub use official::officials;

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Sort {
    /// The address of a mailbox.
    Email,
    /// A Dutch phone number.
    Phone,
    /// A *burgerservicenummer*.
    Bsn,
    /// The number of somebody's employment.
    StaffNumber,
    /// A rank and the unit that it is held in.
    Rank,
    /// A name.
    Name,
    /// The name of an official: who drafted or signed.
    Official,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Self; 7] = [
        Self::Email,
        Self::Phone,
        Self::Bsn,
        Self::StaffNumber,
        Self::Rank,
        Self::Name,
        Self::Official,
    ];

    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Bsn => "bsn",
            Self::StaffNumber => "staff-number",
            Self::Rank => "rank",
            Self::Name => "name",
            Self::Official => "official",
        }
    }

    /// Finds the sort of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }

    /// Returns the code of the ground of the Woo that fits mostly; a person decides.
    #[must_use]
    pub const fn usual_ground(self) -> &'static str {
        match self {
            Self::Bsn => "5.1.1e",
            _ => "5.1.2e",
        }
    }
}

/// A part of a text that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suggestion {
    /// The first byte.
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
    /// What it seems to be.
    pub sort: Sort,
}

impl Suggestion {
    pub(crate) fn new(range: Range<usize>, sort: Sort) -> Self {
        Self {
            from: range.start,
            to: range.end,
            sort,
        }
    }

    /// Returns its bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.from..self.to
    }
}

/// Looks through a text, and returns what a person should look at, in order. A suggestion inside another
/// of the same sort is left out; of different sorts both stay.
#[must_use]
pub fn suggest(text: &str, staff_numbers: &[Mask]) -> Vec<Suggestion> {
    let words = word::words(text);
    let mut found = Vec::new();
    mail::find(text, &mut found);
    number::find(text, &words, &mut found);
    mask::find(text, &words, staff_numbers, &mut found);
    rank::find(text, &words, &mut found);
    name::find(text, &words, &mut found);
    official::find(text, &mut found);
    tidy(found)
}

fn tidy(mut found: Vec<Suggestion>) -> Vec<Suggestion> {
    found.sort_by_key(|it| (it.from, std::cmp::Reverse(it.to), it.sort));
    let mut kept: Vec<Suggestion> = Vec::new();
    for it in found {
        let covers = |other: &Suggestion| {
            let holds = other.from <= it.from && it.to <= other.to;
            // A name in an address, and a number that is another sort of number, need no line of their own.
            let says_enough = other.sort == it.sort
                || other.sort == Sort::Email
                || (other.sort == Sort::Official && it.sort == Sort::Name)
                || (other.range() == it.range() && it.sort == Sort::Name);
            holds && says_enough
        };
        if !kept.iter().any(covers) {
            kept.push(it);
        }
    }
    kept.sort();
    kept
}

#[cfg(test)]
mod tests;
