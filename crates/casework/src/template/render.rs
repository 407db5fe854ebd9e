//! Rendering: a template and values make a text, or the names of what is missing.

use std::collections::BTreeMap;

use bellrope_protocol::time::Day;
use thiserror::Error;

use super::form::Piece;
use super::{Field, FieldKind, Template, TemplateKind};
use crate::term::Span;
use crate::vocabulary::{Lang, Word as _};

/// What goes into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A day.
    Day(Day),
    /// A number of months.
    Months(u32),
    /// A text.
    Text(String),
    /// Nothing, on purpose; only for fields that may be left out.
    LeftOut,
}

/// The values of the fields that somebody has filled so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<Field, Value>);

impl Values {
    /// Begins without any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills a field, or replaces what was there.
    #[must_use]
    pub fn with(mut self, field: Field, value: Value) -> Self {
        self.0.insert(field, value);
        self
    }

    /// Fills a field with a text.
    #[must_use]
    pub fn text(self, field: Field, text: impl Into<String>) -> Self {
        self.with(field, Value::Text(text.into()))
    }

    /// Fills a field with a day.
    #[must_use]
    pub fn day(self, field: Field, day: Day) -> Self {
        self.with(field, Value::Day(day))
    }

    /// Leaves a field out on purpose.
    #[must_use]
    pub fn leave_out(self, field: Field) -> Self {
        self.with(field, Value::LeftOut)
    }
}

/// A text that can be sent: every field is filled. `Debug` hides it, for it is content.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What it was made from.
    pub kind: TemplateKind,
    /// Its language.
    pub lang: Lang,
    /// The version of the template.
    pub version: u32,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Rendered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rendered").finish_non_exhaustive()
    }
}

impl Rendered {
    /// Says whether sending the text is feedback (R077). Only a text of the feedback template can
    /// be, and that one has both parts.
    #[must_use]
    pub const fn is_feedback(&self) -> bool {
        self.kind.is_feedback()
    }
}

/// Fields that hinder rendering.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("fields are missing or not of their kind: {}", codes(.fields))]
pub struct RenderError {
    /// The fields that are missing, empty, or filled with something of another kind, in the order
    /// of the text.
    pub fields: Vec<Field>,
}

fn codes(fields: &[Field]) -> String {
    let codes: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
    codes.join(", ")
}

impl Template {
    /// Renders the text.
    ///
    /// # Errors
    ///
    /// [`RenderError`] names every field that is missing, empty or of another kind.
    pub fn render(&self, values: &Values) -> Result<Rendered, RenderError> {
        let wrong = |need: &&super::Need| match values.0.get(&need.field) {
            Some(Value::LeftOut) => !need.may_be_left_out,
            Some(value) => self.written(need.field, value).is_none(),
            None => true,
        };
        let fields: Vec<Field> = self
            .kind()
            .needs()
            .iter()
            .filter(wrong)
            .map(|n| n.field)
            .collect();
        if !fields.is_empty() {
            return Err(RenderError { fields });
        }
        Ok(Rendered {
            kind: self.kind(),
            lang: self.lang(),
            version: self.version(),
            text: self.fill(values),
        })
    }

    /// Returns the text with what is filled, and the names of the fields in ‹› where nothing is.
    /// It is for looking, never for sending.
    #[must_use]
    pub fn preview(&self, values: &Values) -> String {
        self.fill(values)
    }

    fn fill(&self, values: &Values) -> String {
        let mut text = String::with_capacity(self.text().len() * 2);
        self.fill_pieces(&self.pieces, values, &mut text);
        text
    }

    fn fill_pieces(&self, pieces: &[Piece], values: &Values, text: &mut String) {
        for piece in pieces {
            match piece {
                Piece::Words(words) => push_words(text, words),
                Piece::Field(field) => {
                    let value = values.0.get(field);
                    let written = value.and_then(|value| self.written(*field, value));
                    let name = || format!("‹{}›", field.label(self.lang()));
                    text.push_str(&written.unwrap_or_else(name));
                }
                Piece::If(field, pieces) => {
                    if values.0.get(field) != Some(&Value::LeftOut) {
                        self.fill_pieces(pieces, values, text);
                    }
                }
            }
        }
    }

    /// Returns a value as it stands in a text; `None` if it is empty or of another kind.
    fn written(&self, field: Field, value: &Value) -> Option<String> {
        match (field.kind(), value) {
            (FieldKind::Day, Value::Day(day)) => Some(in_words(*day, self.lang())),
            (FieldKind::Months, Value::Months(number @ 1..)) => {
                Some(Span::Months(*number).label(self.lang()))
            }
            (FieldKind::Text, Value::Text(text)) => {
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            }
            _ => None,
        }
    }
}

/// Adds words, without what would double: the full stop after a value that ends a sentence itself,
/// the space where something was left out.
fn push_words(text: &mut String, words: &str) {
    let ended = text.ends_with(['.', '?', '!']);
    let words = if ended {
        words.strip_prefix('.').unwrap_or(words)
    } else {
        words
    };
    let spaced = text.ends_with([' ', '\n']);
    text.push_str(if spaced {
        words.trim_start_matches(' ')
    } else {
        words
    });
}

const DUTCH_MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns a day in words, such as `24 november 2026`.
#[must_use]
pub fn in_words(day: Day, lang: Lang) -> String {
    let (year, month, date) = day.date();
    let months = match lang {
        Lang::Dutch => DUTCH_MONTHS,
        Lang::English => ENGLISH_MONTHS,
    };
    let month = usize::try_from(month - 1)
        .ok()
        .and_then(|at| months.get(at));
    format!("{date} {} {year}", month.copied().unwrap_or_default())
}
