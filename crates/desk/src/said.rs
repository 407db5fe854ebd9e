//! What is said of an error: the id of a text, the id of a hint, the values in them, and whose
//! fault it was. The command line and the screens say the same.

mod casework;
mod figures;
mod letter;
mod relay;
mod token;
mod vault;

use std::error::Error;
use std::io;

use bellrope_bundle::durable::DurableError;

use crate::text::{Texts, Value};

/// Whose fault an error was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was refused: what was asked for cannot be.
    Refused,
    /// It was asked for in the wrong way.
    Usage,
    /// The machine failed.
    Machine,
}

/// What is said of an error.
#[derive(Debug, Clone)]
pub struct Said {
    error: &'static str,
    hint: Option<&'static str>,
    values: Vec<(&'static str, String)>,
    cause: Option<String>,
    fault: Fault,
    closes_vault: bool,
}

/// An error that has texts.
pub trait Say {
    /// Returns what is said of it.
    fn said(&self) -> Said;
}

impl Said {
    /// Says that something was refused, by the id of its text.
    #[must_use]
    pub fn refused(error: &'static str) -> Self {
        Self {
            error,
            hint: None,
            values: Vec::new(),
            cause: None,
            fault: Fault::Refused,
            closes_vault: false,
        }
    }

    /// Says that something was asked for in the wrong way.
    #[must_use]
    pub fn usage(error: &'static str) -> Self {
        Self {
            fault: Fault::Usage,
            ..Self::refused(error)
        }
    }

    /// Says that the machine failed.
    #[must_use]
    pub fn machine(err: &dyn Error) -> Self {
        Self {
            fault: Fault::Machine,
            ..Self::refused("err-machine").hint("rec-disk").because(err)
        }
    }

    /// Says what has no text of its own.
    #[must_use]
    pub fn other(err: &dyn Error) -> Self {
        Self::refused("err-other").because(err)
    }

    /// Says what went wrong with a file or folder that was named: usually it is not there.
    #[must_use]
    pub fn named(err: &(dyn Error + 'static)) -> Self {
        if !is_misplaced(err) {
            return Self::machine(err);
        }
        Self {
            fault: Fault::Machine,
            ..Self::refused("err-place").hint("rec-place").because(err)
        }
    }

    /// Says that there is no such case.
    #[must_use]
    pub fn no_case(number: &str) -> Self {
        Self::refused("err-no-case")
            .hint("rec-no-case")
            .value("number", number)
    }

    /// Adds what to do about it, by the id of its text.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Adds a value that the texts name.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Adds the error and its causes, for whoever keeps the machine: they are in English.
    #[must_use]
    pub fn because(self, err: &dyn Error) -> Self {
        Self {
            cause: Some(chain(err)),
            ..self
        }
    }

    /// Returns whose fault it was.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// Says whether the vault itself failed: nothing more can be done until it is opened again.
    #[must_use]
    pub fn closes_vault(&self) -> bool {
        self.closes_vault
    }

    /// Returns the text of the error, without its cause.
    #[must_use]
    pub fn plain(&self, texts: &Texts) -> String {
        texts.with(self.error, &self.values())
    }

    /// Returns the cause, in English, if there is one.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// Returns the text of the error and its cause, in one line.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        let text = self.plain(texts);
        match &self.cause {
            Some(cause) => format!("{}: {cause}", text.trim_end_matches('.')),
            None => text,
        }
    }

    /// Returns the text of what to do about it, if there is one.
    #[must_use]
    pub fn advice(&self, texts: &Texts) -> Option<String> {
        self.hint.map(|hint| texts.with(hint, &self.values()))
    }

    /// Returns a value of a text, if that is the one said.
    pub(crate) fn value_of(&self, error: &str, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found
            .filter(|_| self.error == error)
            .map(|(_, value)| value.as_str())
    }

    fn values(&self) -> Vec<(&'static str, Value<'_>)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, Value::from(value.as_str())))
            .collect()
    }
}

impl Say for DurableError {
    fn said(&self) -> Said {
        Said::named(self)
    }
}

/// Says whether an error comes from a file or folder that is not where it was named, or not what
/// it was taken for.
fn is_misplaced(err: &(dyn Error + 'static)) -> bool {
    let mut next = Some(err);
    while let Some(err) = next {
        if let Some(err) = err.downcast_ref::<io::Error>() {
            return matches!(
                err.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::IsADirectory
                    | io::ErrorKind::PermissionDenied
            );
        }
        next = err.source();
    }
    false
}

/// Joins an error and its causes, each said once.
fn chain(err: &dyn Error) -> String {
    let mut text = err.to_string();
    let mut source = err.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        source = cause.source();
    }
    // Of a file that is not of its form the message ends with a line of it.
    text.truncate(text.trim_end().len());
    text
}
