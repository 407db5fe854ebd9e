//! What is left of a text: pieces as they stood, and boxes. A box says on which grounds something was
//! taken out and nothing else: not how long it was, nor how many words, nor what was beside it
//! (R113, R118).
//!
//! - A mark grows to whole words, with a possessive `'s` behind them.
//! - Marks with nothing but white space and punctuation between them are one box: two boxes side by
//!   side would count the words.
//! - White space and repeated signs beside a box shrink: a column that was filled up would tell.
//! - Characters that nobody sees are left out of what is kept: they can carry a name.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use crate::mark::{Mark, MarkError, check};

/// What a box shows before its grounds: always the same.
pub const BOX: &str = "█████";

/// A part of a redacted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it stood.
    Text(String),
    /// Taken out, on these grounds: sorted, each once.
    Box(Vec<String>),
}

/// What is left of a text. `Display` writes it with boxes of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    pieces: Vec<Piece>,
}

impl Redacted {
    /// Returns the pieces: texts and boxes in turn, no text is empty.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Lists the codes of the grounds, each once.
    #[must_use]
    pub fn grounds(&self) -> BTreeSet<&str> {
        let grounds = self.pieces.iter().flat_map(|piece| match piece {
            Piece::Box(grounds) => grounds.as_slice(),
            Piece::Text(_) => &[],
        });
        grounds.map(String::as_str).collect()
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Box(grounds) => write!(f, "[{BOX} {}]", grounds.join(", "))?,
            }
        }
        Ok(())
    }
}

/// Takes what is marked out of a text.
///
/// # Errors
///
/// [`MarkError::Range`] and [`MarkError::Empty`] for a mark that is not of this text.
pub fn redact<P>(text: &str, marks: &[Mark<P>]) -> Result<Redacted, MarkError> {
    let boxes = boxes(text, marks)?;
    let mut pieces = Vec::new();
    let mut at = 0;
    for (place, (range, grounds)) in boxes.iter().enumerate() {
        let sides = Sides {
            after: place > 0,
            before: true,
        };
        push_text(&mut pieces, &text[at..range.start], sides);
        pieces.push(Piece::Box(grounds.iter().cloned().collect()));
        at = range.end;
    }
    let sides = Sides {
        after: !boxes.is_empty(),
        before: false,
    };
    push_text(&mut pieces, &text[at..], sides);
    Ok(Redacted { pieces })
}

type Boxed = (Range<usize>, BTreeSet<String>);

fn boxes<P>(text: &str, marks: &[Mark<P>]) -> Result<Vec<Boxed>, MarkError> {
    let mut grown = Vec::with_capacity(marks.len());
    for mark in marks {
        check(text, mark)?;
        grown.push((grow(text, mark.range()), mark.ground.clone()));
    }
    grown.sort_by_key(|(range, _)| (range.start, range.end));
    let mut boxes: Vec<Boxed> = Vec::new();
    for (range, ground) in grown {
        match boxes.last_mut() {
            Some((last, grounds)) if touches(text, last, &range) => {
                last.end = last.end.max(range.end);
                grounds.insert(ground);
            }
            _ => boxes.push((range, BTreeSet::from([ground]))),
        }
    }
    Ok(boxes)
}

fn touches(text: &str, last: &Range<usize>, next: &Range<usize>) -> bool {
    let between = text.get(last.end..next.start);
    between.is_none_or(|between| !between.contains(char::is_alphanumeric))
}

/// Grows a range to whole words.
fn grow(text: &str, range: Range<usize>) -> Range<usize> {
    let before = &text[..range.start];
    let starts_in_word = text[range.start..].starts_with(is_of_word);
    let from = match starts_in_word {
        true => before.trim_end_matches(is_of_word).len(),
        false => range.start,
    };
    let ends_in_word = text[..range.end].ends_with(is_of_word);
    let mut to = range.end;
    if ends_in_word {
        let rest = &text[to..];
        to += rest.len() - rest.trim_start_matches(is_of_word).len();
        to += possessive(&text[to..]);
    }
    from..to
}

/// How long an apostrophe with or without an s is: it tells how a name ends.
fn possessive(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(['\'', '’']) else {
        return 0;
    };
    let is_end = |rest: &str| !rest.starts_with(is_of_word);
    match after.strip_prefix(['s', 'S']) {
        Some(after) if is_end(after) => rest.len() - after.len(),
        None if is_end(after) => rest.len() - after.len(),
        _ => 0,
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_hidden(c) || is_combining(c)
}

/// Marks that stand over the letter before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Characters without a width: nobody sees them, and a name can be written in them.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || (c.is_control() && c != '\n' && c != '\t')
}

/// On which sides of a text a box stands.
#[derive(Clone, Copy)]
struct Sides {
    after: bool,
    before: bool,
}

fn push_text(pieces: &mut Vec<Piece>, text: &str, sides: Sides) {
    let text: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    let is_word = |c: char| c.is_alphanumeric();
    let head = text.find(is_word).unwrap_or(text.len());
    let tail = text.rfind(is_word).map_or(head, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let (first, middle, last) = (&text[..head], &text[head..tail], &text[tail..]);
    let mut kept = String::with_capacity(text.len());
    let side = |kept: &mut String, part: &str, is_beside: bool| match is_beside {
        true => kept.push_str(&shrunk(part)),
        false => kept.push_str(part),
    };
    side(
        &mut kept,
        first,
        sides.after || (middle.is_empty() && sides.before),
    );
    kept.push_str(middle);
    side(&mut kept, last, sides.before);
    if !kept.is_empty() {
        pieces.push(Piece::Text(kept));
    }
}

/// One space for many, one line or one empty line, each sign once.
fn shrunk(between: &str) -> String {
    let mut out = String::new();
    let mut rest = between;
    while let Some(first) = rest.chars().next() {
        let end = match first.is_whitespace() {
            true => rest.find(|c: char| !c.is_whitespace()),
            false => rest.find(|c: char| c != first),
        };
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        match (first.is_whitespace(), run.matches('\n').count()) {
            (false, _) => out.push(first),
            (true, 0) => out.push(' '),
            (true, 1) => out.push('\n'),
            (true, _) => out.push_str("\n\n"),
        }
    }
    out
}

#[cfg(test)]
mod tests;
