//! The form of a template: a text cut into pieces, and what is wrong with it.

use std::fmt;

use thiserror::Error;

use super::lint::{Finding, lint};
use super::{Field, TemplateKind, built_in};
use crate::vocabulary::{Lang, Word as _};

/// Longest text of a template, in bytes.
const TEXT_MAX_LEN: usize = 8_000;

/// A template that was checked: its fields are those of its kind, and its text passes the lint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    kind: TemplateKind,
    lang: Lang,
    version: u32,
    text: String,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words as they stand.
    Words(String),
    /// A field.
    Field(Field),
    /// What goes out only if its field is filled.
    If(Field, Vec<Piece>),
}

impl Template {
    /// Returns version 1, which comes with the program.
    #[must_use]
    pub fn built_in(kind: TemplateKind, lang: Lang) -> Self {
        let text = built_in::text(kind, lang).to_owned();
        Self {
            kind,
            lang,
            version: 1,
            pieces: cut(&text).pieces,
            text,
        }
    }

    /// Checks an edited text.
    ///
    /// # Errors
    ///
    /// Every fault of the text, in no particular order, at least one.
    pub fn check(
        kind: TemplateKind,
        lang: Lang,
        version: u32,
        text: &str,
    ) -> Result<Self, Vec<Fault>> {
        let text = text.trim().replace("\r\n", "\n");
        let Cut { pieces, mut faults } = cut(&text);
        if text.len() > TEXT_MAX_LEN {
            faults.push(Fault::Length { len: text.len() });
        }
        faults.extend(field_faults(kind, &pieces));
        let template = Self {
            kind,
            lang,
            version,
            text,
            pieces,
        };
        faults.extend(template.lint().into_iter().map(Fault::Lint));
        if faults.is_empty() {
            Ok(template)
        } else {
            Err(faults)
        }
    }

    /// Returns what the lint finds in the text, every field standing for one word.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut words = String::new();
        plain(&self.pieces, &mut words);
        let mut findings = lint(&words, self.lang);
        let thanks = match self.lang {
            Lang::Dutch => words.contains("Dank"),
            Lang::English => words.contains("Thank"),
        };
        if self.kind == TemplateKind::Acknowledgement && !thanks {
            findings.push(Finding::Thankless);
        }
        findings
    }

    /// Returns what the template is for.
    #[must_use]
    pub const fn kind(&self) -> TemplateKind {
        self.kind
    }

    /// Returns its language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns its version, from 1.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Returns the text with its fields in braces.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Writes the pieces with a word for every field.
fn plain(pieces: &[Piece], into: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Words(words) => into.push_str(words),
            Piece::Field(_) => into.push('x'),
            Piece::If(_, pieces) => plain(pieces, into),
        }
    }
}

fn field_faults(kind: TemplateKind, pieces: &[Piece]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(_) => {}
            Piece::Field(field) => match need(kind, *field) {
                None => faults.push(Fault::Foreign { field: *field }),
                Some(true) => faults.push(Fault::Unbracketed { field: *field }),
                Some(false) => {}
            },
            Piece::If(field, _) => match need(kind, *field) {
                None => faults.push(Fault::Foreign { field: *field }),
                Some(false) => faults.push(Fault::Bracketed { field: *field }),
                Some(true) => {}
            },
        }
    }
    let has = |field: Field| {
        pieces.iter().any(|piece| match piece {
            Piece::Words(_) => false,
            Piece::Field(other) | Piece::If(other, _) => *other == field,
        })
    };
    let missing = kind.needs().iter().filter(|need| !has(need.field));
    faults.extend(missing.map(|need| Fault::Missing { field: need.field }));
    faults
}

/// Says whether a kind has a field, and if so, whether it may be left out.
fn need(kind: TemplateKind, field: Field) -> Option<bool> {
    let mut needs = kind.needs().iter();
    let need = needs.find(|need| need.field == field)?;
    Some(need.may_be_left_out)
}

/// A text that was cut into pieces, and what was odd about it.
struct Cut {
    pieces: Vec<Piece>,
    faults: Vec<Fault>,
}

fn cut(text: &str) -> Cut {
    let mut cut = Cut {
        pieces: Vec::new(),
        faults: Vec::new(),
    };
    let mut rest = text;
    while let Some(begin) = rest.find('[') {
        let (before, from) = rest.split_at(begin);
        let Some(end) = from.find(']') else { break };
        cut.words(before);
        cut.bracket(&from[1..end]);
        rest = &from[end + 1..];
    }
    cut.words(rest);
    cut
}

impl Cut {
    fn words(&mut self, text: &str) {
        let inner = fields(text);
        self.pieces.extend(inner.pieces);
        self.faults.extend(inner.faults);
    }

    fn bracket(&mut self, text: &str) {
        let inner = fields(text);
        let mut named = inner.pieces.iter().filter_map(|piece| match piece {
            Piece::Field(field) => Some(*field),
            _ => None,
        });
        match (named.next(), named.next()) {
            (Some(field), None) => self.pieces.push(Piece::If(field, inner.pieces)),
            _ => self.faults.push(Fault::Bracket),
        }
        self.faults.extend(inner.faults);
    }
}

fn fields(text: &str) -> Cut {
    let (mut pieces, mut faults) = (Vec::new(), Vec::new());
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        words.push_str(before);
        let Some((name, after)) = from.split_once('}') else {
            faults.push(Fault::Brace);
            rest = from;
            break;
        };
        match Field::of_code(name) {
            Ok(field) => {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
                pieces.push(Piece::Field(field));
            }
            Err(_) => faults.push(Fault::Unknown {
                name: name.to_owned(),
            }),
        }
        rest = after;
    }
    words.push_str(rest);
    if words.contains(['}', '[', ']']) {
        faults.push(Fault::Brace);
    }
    pieces.push(Piece::Words(words));
    pieces.retain(|piece| *piece != Piece::Words(String::new()));
    Cut { pieces, faults }
}

/// What is wrong with an edited template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// The text is too long.
    #[error("text is {len} bytes, at most {TEXT_MAX_LEN}")]
    Length {
        /// Its length, in bytes.
        len: usize,
    },
    /// A brace or a bracket has no partner.
    #[error("a brace or bracket has no partner")]
    Brace,
    /// Square brackets do not hold exactly one field.
    #[error("square brackets do not hold exactly one field")]
    Bracket,
    /// A field that does not exist.
    #[error("there is no field {name}")]
    Unknown {
        /// What stands between the braces.
        name: String,
    },
    /// A field of another kind of template.
    #[error("field {field} does not belong here")]
    Foreign {
        /// The field.
        field: Field,
    },
    /// A field that must be there is not.
    #[error("field {field} is missing")]
    Missing {
        /// The field.
        field: Field,
    },
    /// A field that must be filled stands in square brackets.
    #[error("field {field} cannot stand in square brackets")]
    Bracketed {
        /// The field.
        field: Field,
    },
    /// A field that may be left out stands outside square brackets.
    #[error("field {field} must stand in square brackets")]
    Unbracketed {
        /// The field.
        field: Field,
    },
    /// The lint found something.
    #[error(transparent)]
    Lint(Finding),
}

impl fmt::Display for Template {
    /// Writes what the template is, without its text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lang = self.lang.as_str();
        write!(f, "{} {lang} version {}", self.kind, self.version)
    }
}
