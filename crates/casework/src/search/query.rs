//! What somebody types into the search field.

use std::fmt;
use std::ops::Range;

use thiserror::Error;

use super::{Document, Period};
use crate::fold::{find, fold};
use crate::status::Status;
use crate::vocabulary::{Category, Family, Lang, Word};

/// A query that was understood. `Debug` hides it, for people search for names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Folded; every one must be found.
    words: Vec<String>,
    categories: Vec<Category>,
    units: Vec<String>,
    statuses: Vec<Status>,
    periods: Vec<Period>,
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query").finish_non_exhaustive()
    }
}

impl Query {
    /// Reads a query. An empty one finds every case; a key that does not exist is a word, for
    /// people search for `12:30` too.
    ///
    /// # Errors
    ///
    /// [`QueryError`] names the value that a key cannot have.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        for token in tokens(text) {
            query.take(&token)?;
        }
        Ok(query)
    }

    fn take(&mut self, token: &Token) -> Result<(), QueryError> {
        let value = fold(&token.value);
        match token.key.as_deref().map(fold).as_deref() {
            Some("category" | "categorie") => self.categories.extend(categories(&value)?),
            Some("status") => self.statuses.extend(statuses(&value)?),
            Some("unit" | "eenheid") => self.units.push(value),
            Some("period" | "periode") => {
                let period = Period::parse(&value).ok_or(QueryError::Period { value })?;
                self.periods.push(period);
            }
            Some(other) => self.words.push(format!("{other}:{value}")),
            None => self.words.push(value),
        }
        self.words.retain(|word| !word.is_empty());
        Ok(())
    }

    /// Says whether the texts of a case matter. Without words, [`Document::text`] may be empty.
    #[must_use]
    pub const fn needs_text(&self) -> bool {
        !self.words.is_empty()
    }

    /// Says whether anything matters that somebody wrote. Without words and units, the register
    /// line of a case is enough.
    #[must_use]
    pub const fn needs_content(&self) -> bool {
        self.needs_text() || !self.units.is_empty()
    }

    /// Says whether a case matches.
    #[must_use]
    pub fn matches(&self, document: &Document<'_>) -> bool {
        let any_unit = |unit: &String| document.unit.contains(unit.as_str());
        let found = |word: &String| is_found(word, document);
        self.matches_line(document)
            && (self.units.is_empty() || self.units.iter().any(any_unit))
            && self.words.iter().all(found)
    }

    /// Says whether a case matches as far as its register line goes: category, status, day. Its
    /// texts and its unit are not looked at.
    #[must_use]
    pub fn matches_line(&self, document: &Document<'_>) -> bool {
        let any_category = |category: &Category| {
            let of_case = document.categories;
            of_case.is_some_and(|categories| categories.contains(*category))
        };
        let any_period = |period: &Period| period.contains(document.received);
        (self.categories.is_empty() || self.categories.iter().any(any_category))
            && (self.statuses.is_empty() || self.statuses.contains(&document.status))
            && (self.periods.is_empty() || self.periods.iter().any(any_period))
    }

    /// Says whether any of the words stands in a text that is folded.
    #[must_use]
    pub fn any_in_text(&self, folded: &str) -> bool {
        let in_text = |word: &String| folded.contains(word.as_str());
        self.words.iter().any(in_text)
    }

    /// Says whether any of the words or the units stands in the name of a unit that is folded.
    #[must_use]
    pub fn any_in_unit(&self, folded: &str) -> bool {
        let in_unit = |piece: &String| folded.contains(piece.as_str());
        self.any_in_text(folded) || self.units.iter().any(in_unit)
    }

    /// Returns where in a text, as it is written, the first of the words or units stands that is
    /// there.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<Range<usize>> {
        let pieces = self.words.iter().chain(&self.units);
        pieces.into_iter().find_map(|piece| find(text, piece))
    }
}

fn is_found(word: &str, document: &Document<'_>) -> bool {
    document.text.contains(word)
        || document.unit.contains(word)
        || is_number_like(word) && digits(document.number).contains(&digits(word))
}

/// Says whether a word could be a piece of a case number: digits in groups.
fn is_number_like(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c == '-' || c == '.';
    word.chars().all(is_part) && digits(word).len() >= 3
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// One thing that was typed: a word, a phrase, or a key with its value.
struct Token {
    key: Option<String>,
    value: String,
}

/// Cuts a text at spaces outside quotation marks.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut key, mut value) = (None, String::new());
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '"' | '“' | '”' | '„' => is_quoted = !is_quoted,
            ':' if !is_quoted && key.is_none() && !value.is_empty() => {
                key = Some(std::mem::take(&mut value));
            }
            c if c.is_whitespace() && !is_quoted => push(&mut tokens, &mut key, &mut value),
            c => value.push(c),
        }
    }
    push(&mut tokens, &mut key, &mut value);
    tokens
}

fn push(tokens: &mut Vec<Token>, key: &mut Option<String>, value: &mut String) {
    let (key, value) = (key.take(), std::mem::take(value));
    if key.is_some() || !value.is_empty() {
        tokens.push(Token { key, value });
    }
}

fn categories(value: &str) -> Result<Vec<Category>, QueryError> {
    let family = Family::ALL
        .iter()
        .find(|family| fold(family.as_str()) == value);
    let found = match family {
        Some(family) => {
            let all = Category::ALL.iter().copied();
            all.filter(|category| category.family() == Some(*family))
                .collect()
        }
        None => named(value),
    };
    match found {
        found if found.is_empty() => Err(QueryError::Category {
            value: value.to_owned(),
        }),
        found => Ok(found),
    }
}

fn statuses(value: &str) -> Result<Vec<Status>, QueryError> {
    let found = match value {
        "open" => Status::ALL
            .iter()
            .copied()
            .filter(|status| status.is_open())
            .collect(),
        value => named(value),
    };
    match found {
        found if found.is_empty() => Err(QueryError::Status {
            value: value.to_owned(),
        }),
        found => Ok(found),
    }
}

/// Returns the words of a list that a value names: by code or whole label, or else by a piece of
/// the label.
fn named<W: Word>(value: &str) -> Vec<W> {
    let names = |word: W| {
        let labels = Lang::ALL.map(|lang| fold(word.label(lang)));
        std::iter::once(fold(word.as_str())).chain(labels)
    };
    let all = || W::ALL.iter().copied();
    let exact: Vec<W> = all()
        .filter(|word| names(*word).any(|name| name == value))
        .collect();
    if !exact.is_empty() || value.is_empty() {
        return exact;
    }
    let piece = |word: &W| names(*word).skip(1).any(|name| name.contains(value));
    all().filter(piece).collect()
}

/// Why a query was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// There is no such category.
    #[error("there is no category {value}")]
    Category {
        /// What was typed, folded.
        value: String,
    },
    /// There is no such status.
    #[error("there is no status {value}")]
    Status {
        /// What was typed, folded.
        value: String,
    },
    /// It is no period.
    #[error("{value} is no period")]
    Period {
        /// What was typed, folded.
        value: String,
    },
}
