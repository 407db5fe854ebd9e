//! Text as lines: where they break, and which parts of them are set alike.

use crate::document::{Language, Run, Text};
use crate::font::{Weight, spell};

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// The size of the letters, in points.
    pub(super) size: f32,
    /// From one base line to the next, in points.
    pub(super) step: f32,
    /// What runs are set in that do not say otherwise.
    pub(super) weight: Weight,
}

/// How wide a redaction is, in parts of the font's size: always.
pub(super) const BOX_WIDTH: f32 = 6.2;

/// A line: its parts from the left.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) parts: Vec<Part>,
    /// Without spaces at its end, in points.
    pub(super) width: f32,
}

/// A part of a line that is of one run.
#[derive(Clone)]
pub(super) struct Part {
    /// Where it begins, in points from the line's beginning.
    pub(super) x: f32,
    pub(super) what: What,
}

/// What a part is.
#[derive(Clone)]
pub(super) enum What {
    Words {
        text: String,
        weight: Weight,
        strong: bool,
        language: Option<Language>,
    },
    Redacted {
        ground: String,
    },
}

struct Letter {
    letter: char,
    run: usize,
    advance: f32,
}

/// Breaks a text into lines of at most `width` points.
pub(super) fn lines(text: &Text, style: Style, width: f32) -> Vec<Line> {
    let letters = letters(text, style);
    let mut lines = Vec::new();
    let (mut start, mut so_far, mut chance) = (0, 0.0, None);
    for (at, letter) in letters.iter().enumerate() {
        if letter.letter == '\n' {
            lines.push(line(text, &letters[start..at], style));
            (start, so_far, chance) = (at + 1, 0.0, None);
            continue;
        }
        if so_far + letter.advance > width && at > start && letter.letter != ' ' {
            let end = chance.unwrap_or(at);
            lines.push(line(text, &letters[start..end], style));
            so_far = letters[end..at].iter().map(|letter| letter.advance).sum();
            (start, chance) = (end, None);
        }
        so_far += letter.advance;
        if breaks_after(&letters, at) {
            chance = Some(at + 1);
        }
    }
    lines.push(line(text, &letters[start..], style));
    lines
}

/// Returns how wide a text is in one line, and its widest word, in points.
pub(super) fn widths(text: &Text, style: Style) -> (f32, f32) {
    let letters = letters(text, style);
    let (mut line, mut word) = (0.0_f32, 0.0_f32);
    let (mut line_so_far, mut word_so_far) = (0.0, 0.0);
    for (at, letter) in letters.iter().enumerate() {
        if letter.letter == '\n' {
            (line_so_far, word_so_far) = (0.0, 0.0);
            continue;
        }
        line_so_far += letter.advance;
        line = line.max(line_so_far);
        if letter.letter != ' ' {
            word_so_far += letter.advance;
            word = word.max(word_so_far);
        }
        if breaks_after(&letters, at) {
            word_so_far = 0.0;
        }
    }
    (line, word)
}

/// The letter that stands for a box among the letters; never drawn.
const BOX: char = '\u{fffc}';

fn letters(text: &Text, style: Style) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (run, it) in text.0.iter().enumerate() {
        let (words, weight) = match it {
            Run::Redacted { .. } => {
                letters.push(Letter {
                    letter: BOX,
                    run,
                    advance: BOX_WIDTH * style.size,
                });
                continue;
            }
            Run::Strong(words) => (words, Weight::Bold),
            Run::Plain(text) | Run::Foreign { text, .. } => (text, style.weight),
        };
        letters.extend(spell(words).chars().map(|letter| Letter {
            letter,
            run,
            advance: weight.advance(letter) * style.size,
        }));
    }
    letters
}

/// Says whether a line may end after a letter: after spaces, and after a hyphen or a slash within a
/// word.
fn breaks_after(letters: &[Letter], at: usize) -> bool {
    let is_word = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|it| it.letter.is_alphabetic())
    };
    match letters[at].letter {
        ' ' => true,
        '-' | '/' => is_word(at.checked_sub(1)) && is_word(Some(at + 1)),
        _ => false,
    }
}

fn line(text: &Text, letters: &[Letter], style: Style) -> Line {
    let mut parts = Vec::new();
    let mut x = 0.0;
    for run in letters.chunk_by(|one, next| one.run == next.run && one.letter != BOX) {
        let Some(it) = run.first().and_then(|first| text.0.get(first.run)) else {
            continue;
        };
        let words = || run.iter().map(|letter| letter.letter).collect();
        let what = match it {
            Run::Redacted { ground } => What::Redacted {
                ground: spell(ground),
            },
            Run::Plain(_) => plain(words(), style, None),
            Run::Foreign { language, .. } => plain(words(), style, Some(*language)),
            Run::Strong(_) => What::Words {
                text: words(),
                weight: Weight::Bold,
                strong: true,
                language: None,
            },
        };
        parts.push(Part { x, what });
        x += run.iter().map(|letter| letter.advance).sum::<f32>();
    }
    let spaces = letters.iter().rev().take_while(|it| it.letter == ' ');
    let width = x - spaces.map(|space| space.advance).sum::<f32>();
    Line { parts, width }
}

fn plain(text: String, style: Style, language: Option<Language>) -> What {
    What::Words {
        text,
        weight: style.weight,
        strong: false,
        language,
    }
}

impl Line {
    /// Adds a space after the last words, which nobody sees.
    pub(super) fn end_with_space(&mut self) {
        if let Some(Part {
            what: What::Words { text, .. },
            ..
        }) = self.parts.last_mut()
        {
            text.push(' ');
        }
    }
}
