//! Search over the cases that whoever has the vault open may read (R101).
//!
//! In scope: an [`Index`] in memory of what these cases say, made when somebody first searches for
//! words, kept up with what changes, and wiped when it is dropped; where something was found; short
//! excerpts for who asks. Out of scope: what a query means; that is [`bellrope_casework::search`].
//!
//! A query that names no words and no unit opens no content. Names and addresses that a reporter
//! gave are not searched: they are opened on a reasoned request only (R089). Nor is what attachments
//! say.

mod known;
mod passage;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use bellrope_casework::search::{Document, Query, QueryError};
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, CategorySet};
use bellrope_protocol::time::Day;
use zeroize::Zeroizing;

use crate::case::{CaseNumber, OpenCase};
use crate::vault::{Vault, VaultError};

use known::{Content, Known, KnownCases};
pub use passage::Place;

/// Characters that an excerpt shows on each side of what was found.
const EXCERPT_CHARS: usize = 60;

/// What there is to find, in memory only. Wiped on drop, never printed.
#[derive(Default)]
pub struct Index {
    known: KnownCases,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// In what.
    pub place: Place,
    /// Its number in the case among its kind, from 1.
    pub number: usize,
    /// Its day, if it has one.
    pub day: Option<Day>,
}

/// A case that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub number: CaseNumber,
    /// Its status.
    pub status: Status,
    /// The main category, once there is one.
    pub category: Option<Category>,
    /// The day on which it counts as received.
    pub received: Day,
    /// Where the words were found; nowhere for a query without words, and for a piece of the number.
    pub found: Vec<Found>,
}

impl Hit {
    /// Returns how many days ago it was received.
    #[must_use]
    pub fn age(&self, today: Day) -> u32 {
        today.days_since(self.received)
    }
}

impl Index {
    /// Makes an index that knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the cases that match what somebody typed, the newest first.
    ///
    /// # Errors
    ///
    /// [`SearchError::Query`] for a key with a value that it cannot have.
    pub fn search(&mut self, vault: &Vault, typed: &str) -> Result<Vec<Hit>, SearchError> {
        let query = Query::parse(typed)?;
        if query.needs_content() {
            vault.check_statement()?;
        }
        self.known.keep_up(vault)?;
        if query.needs_content() {
            let may_match = |case: &Known| query.matches_line(&document_of(case, None));
            self.known.read_content(vault, may_match)?;
        }
        let cases = self.known.readable();
        let mut hits: Vec<Hit> = cases.filter_map(|case| hit_of(case, &query)).collect();
        hits.sort_by(|a, b| (b.received, &b.number).cmp(&(a.received, &a.number)));
        Ok(hits)
    }
}

fn document_of<'a>(case: &'a Known, content: Option<&'a Content>) -> Document<'a> {
    let line = &case.line;
    let categories: Option<&CategorySet> = line.class.categories.current();
    Document {
        number: line.number.as_str(),
        text: content.map_or("", Content::text),
        unit: content.map_or("", Content::unit),
        categories,
        status: case.status,
        received: line.received,
    }
}

fn hit_of(case: &Known, query: &Query) -> Option<Hit> {
    let content = case.content.as_ref();
    if query.needs_content() && content.is_none() {
        // Its key was taken away, or its slot destroyed.
        return None;
    }
    if !query.matches(&document_of(case, content)) {
        return None;
    }
    Some(Hit {
        number: case.line.number.clone(),
        status: case.status,
        category: case.line.class.categories.current().map(CategorySet::main),
        received: case.line.received,
        found: content.map_or_else(Vec::new, |content| content.places_of(query)),
    })
}

/// A few words around what was found. `Debug` hides them.
pub struct Excerpt {
    /// Where it stands.
    pub found: Found,
    /// The words; `…` stands where the text goes on.
    pub text: Zeroizing<String>,
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Excerpt").finish_non_exhaustive()
    }
}

/// Returns a few words around what was found in one case, once for each place; none of a case that
/// is closed to whoever has the vault open.
///
/// # Errors
///
/// As [`Index::search`].
pub fn excerpts(
    vault: &Vault,
    number: &CaseNumber,
    typed: &str,
) -> Result<Vec<Excerpt>, SearchError> {
    let query = Query::parse(typed)?;
    let reading = vault.read()?;
    let Some(case) = OpenCase::find(&reading, number)? else {
        return Ok(Vec::new());
    };
    let mut excerpts = Vec::new();
    let mut seen = BTreeSet::new();
    for passage in passage::passages(&reading, &case)?.unwrap_or_default() {
        let Some(range) = query.first_in(&passage.text) else {
            continue;
        };
        if seen.insert(passage.found.clone()) {
            let text = Zeroizing::new(around(&passage.text, range));
            let found = passage.found;
            excerpts.push(Excerpt { found, text });
        }
    }
    Ok(excerpts)
}

/// Cuts a piece out of a text, on one line.
fn around(text: &str, range: Range<usize>) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(EXCERPT_CHARS - 1);
    let from = from.map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(EXCERPT_CHARS);
    let to = to.map_or(text.len(), |(at, _)| range.end + at);
    let piece = text.get(from..to).unwrap_or_default();
    let words: Vec<&str> = piece.split_whitespace().collect();
    let mut line = words.join(" ");
    if from > 0 {
        line.insert(0, '…');
    }
    if to < text.len() {
        line.push('…');
    }
    line
}

/// Why nothing was searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A key has a value that it cannot have.
    #[error(transparent)]
    Query(#[from] QueryError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn around_cuts_at_characters_and_says_where_the_text_goes_on() {
        let text = format!("{}één\n sleutel{}", "é".repeat(100), "ĳ".repeat(100));
        let at = text.find("sleutel").unwrap();
        let line = around(&text, at..at + 7);
        assert!(line.starts_with("…é") && line.ends_with("ĳ…"), "{line}");
        assert!(line.contains("één sleutelĳ"));
        assert_eq!(line.chars().filter(|c| *c == 'ĳ').count(), EXCERPT_CHARS);
        assert_eq!(around("een sleutel", 4..11), "een sleutel");
    }

    #[test]
    fn debug_hides_what_was_found() {
        assert_eq!(format!("{:?}", Index::new()), "Index { .. }");
        let found = Found {
            place: Place::Note,
            number: 1,
            day: None,
        };
        let text = Zeroizing::new("Jansen liegt".to_owned());
        assert_eq!(format!("{:?}", Excerpt { found, text }), "Excerpt { .. }");
    }
}
