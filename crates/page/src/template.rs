//! Templates: text with places, filled in with escaped values.
//!
//! ```text
//! {{a.b}}                    a value, escaped
//! {{.}}                      the item of the innermost each
//! {{entities a.b}}           each character as a numeric reference
//! {{digits a.b}}             the digits of a telephone number and its +
//! {{#each a.b}} … {{/each}}  its inside for each item; names are the item's first, then the outer ones
//! {{#if a.b}} … {{/if}}      its inside if the value is there and not empty
//! ```
//!
//! There is no other syntax. A place that stands for nothing is an error: a name mistyped must not
//! become a gap on the page.

mod parse;
mod render;
#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::context::Value;

/// Fills in a template.
pub(crate) fn fill(template: &str, context: &Value) -> Result<String, TemplateError> {
    render::render(&parse::parse(template)?, context)
}

/// A part of a template.
#[derive(Debug, PartialEq, Eq)]
enum Node<'t> {
    /// As it stands.
    Text(&'t str),
    /// A value.
    Place { form: Form, name: Name<'t> },
    /// The inside, for each item.
    Each {
        name: Name<'t>,
        inside: Vec<Node<'t>>,
    },
    /// The inside, if the value is there.
    If {
        name: Name<'t>,
        inside: Vec<Node<'t>>,
    },
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Escaped,
    Entities,
    Digits,
}

/// The name of a value, and the line it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Name<'t> {
    text: &'t str,
    line: usize,
}

/// Why a template cannot be filled in. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// A place is begun and not ended, or is of no known form.
    #[error("line {line} has a place of no known form")]
    Place {
        /// The line.
        line: usize,
    },
    /// An each or if is not ended, or ended and not begun.
    #[error("line {line} has an each or if that does not fit its end")]
    Block {
        /// The line.
        line: usize,
    },
    /// A name stands for nothing.
    #[error("line {line} names {name}, which stands for nothing")]
    Unknown {
        /// The line.
        line: usize,
        /// The name.
        name: String,
    },
    /// A name stands for something of another kind: a list to be written, a text to be repeated.
    #[error("line {line} names {name}, which is of another kind")]
    Kind {
        /// The line.
        line: usize,
        /// The name.
        name: String,
    },
}
