//! Marks: what somebody marked in a text, on which ground, when.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ground::Grounds;
use crate::suggest::Sort;

/// Most marks of one text.
pub const MARKS_MAX: usize = 5_000;

/// A mark over a part of a text. Who made it is the caller's type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark<P> {
    /// The first byte.
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
    /// The code of the ground.
    pub ground: String,
    /// Who made it.
    pub by: P,
    /// When, in Unix seconds.
    pub at: u64,
    /// What suggested it, if somebody accepted a suggestion.
    #[serde(default)]
    pub sort: Option<Sort>,
}

impl<P> Mark<P> {
    /// Returns its bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.from..self.to
    }
}

/// Adds a mark to those of a text, which stay sorted. A mark may overlap others; what is taken out is
/// all of them together.
///
/// # Errors
///
/// [`MarkError`], by variant; then nothing was added.
pub fn add<P>(
    marks: &mut Vec<Mark<P>>,
    text: &str,
    grounds: &Grounds,
    mark: Mark<P>,
) -> Result<(), MarkError> {
    check(text, &mark)?;
    if grounds.find(&mark.ground).is_none() {
        return Err(MarkError::Ground {
            code: mark.ground.clone(),
        });
    }
    let is_same = |it: &Mark<P>| it.range() == mark.range() && it.ground == mark.ground;
    if marks.iter().any(is_same) {
        return Err(MarkError::Twice);
    }
    if marks.len() >= MARKS_MAX {
        return Err(MarkError::TooMany);
    }
    let place = |it: &Mark<P>| (it.from, it.to) <= (mark.from, mark.to);
    let at = marks.partition_point(place);
    marks.insert(at, mark);
    Ok(())
}

/// Checks that a mark lies in a text and takes out something.
pub(crate) fn check<P>(text: &str, mark: &Mark<P>) -> Result<(), MarkError> {
    let marked = text.get(mark.range()).ok_or(MarkError::Range {
        from: mark.from,
        to: mark.to,
    })?;
    match marked.trim().is_empty() {
        true => Err(MarkError::Empty),
        false => Ok(()),
    }
}

/// Finds every place of some words in a text, in any case, as whole words: for one mark on each.
#[must_use]
pub fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let tokens: Vec<(Range<usize>, String)> = text
        .split_whitespace()
        .map(|token| {
            let from = token.as_ptr().addr() - text.as_ptr().addr();
            (from..from + token.len(), token.to_lowercase())
        })
        .collect();
    let mut places = Vec::new();
    for window in tokens.windows(words.len()) {
        places.extend(place_of(text, window, &words));
    }
    places
}

/// Trims what stands around words, and compares.
fn place_of(
    text: &str,
    window: &[(Range<usize>, String)],
    words: &[String],
) -> Option<Range<usize>> {
    let (first, last) = (window.first()?, window.last()?);
    let around = &text[first.0.start..last.0.end];
    let inside = around.trim_matches(|c: char| !c.is_alphanumeric());
    let inside = match inside.strip_suffix("'s").or(inside.strip_suffix("’s")) {
        Some(without) => without,
        None => inside,
    };
    let found: Vec<String> = inside.split_whitespace().map(str::to_lowercase).collect();
    if found != words {
        return None;
    }
    let from = inside.as_ptr().addr() - text.as_ptr().addr();
    Some(from..from + inside.len())
}

/// Why something is not marked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MarkError {
    /// It is no part of the text: outside, the wrong way round, or in the middle of a character.
    #[error("bytes {from} to {to} are no part of the text")]
    Range {
        /// The first byte.
        from: usize,
        /// The byte after the last.
        to: usize,
    },
    /// There is nothing but white space.
    #[error("there is nothing to take out")]
    Empty,
    /// The list has no such ground.
    #[error("there is no ground {code:?}")]
    Ground {
        /// The code.
        code: String,
    },
    /// It is marked so already.
    #[error("it is marked on this ground already")]
    Twice,
    /// The text has as many marks as it may have.
    #[error("a text has at most {MARKS_MAX} marks")]
    TooMany,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(from: usize, to: usize) -> Mark<u8> {
        Mark {
            from,
            to,
            ground: "5.1.2e".into(),
            by: 1,
            at: 0,
            sort: None,
        }
    }

    #[test]
    fn add_sorts_and_refuses_what_is_no_part_of_the_text() {
        let (text, grounds, mut marks) = ("één twee drie", Grounds::woo(), Vec::new());
        add(&mut marks, text, &grounds, mark(11, 15)).unwrap();
        add(&mut marks, text, &grounds, mark(0, 5)).unwrap();
        add(&mut marks, text, &grounds, mark(0, 10)).unwrap();
        let ranges: Vec<_> = marks.iter().map(Mark::range).collect();
        assert_eq!(ranges, [0..5, 0..10, 11..15]);
        let mut refuse = |mark| add(&mut marks, text, &grounds, mark).unwrap_err();
        for (from, to) in [(0, 1), (1, 4), (5, 3), (0, 99)] {
            assert_eq!(refuse(mark(from, to)), MarkError::Range { from, to });
        }
        assert_eq!(refuse(mark(5, 6)), MarkError::Empty);
        assert_eq!(refuse(mark(2, 2)), MarkError::Empty);
        assert_eq!(refuse(mark(0, 5)), MarkError::Twice);
        let unknown = Mark {
            ground: "x".into(),
            ..mark(0, 5)
        };
        let code = "x".to_owned();
        assert_eq!(refuse(unknown), MarkError::Ground { code });
    }

    #[test]
    fn places_finds_whole_words_in_any_case() {
        let text = "Jan de Boer, (JAN  DE BOER) en Jan de Boers; jan de boer's auto.";
        let found: Vec<&str> = places(text, "Jan de Boer")
            .into_iter()
            .map(|it| &text[it])
            .collect();
        assert_eq!(found, ["Jan de Boer", "JAN  DE BOER", "jan de boer"]);
        assert!(places(text, " ").is_empty());
    }
}
