//! What works and what does not. Failures are shown on the management listener at once, and
//! logged at the end of the epoch: the time of a failure may be the time of a letter.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Mutex, PoisonError};

/// A part of the relay that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The database.
    Store,
    /// The slot file.
    Slots,
    /// A slot whose letter was promised and cannot be read back.
    Spoilt,
    /// Sealing of a desk's letters.
    Sealing,
    /// Deletion of bodies.
    Pruning,
    /// Files of bodies and blocks.
    Bodies,
    /// Witnesses: too few cosigned recently, or one has seen another history.
    Witnesses,
}

impl Part {
    /// Returns its stable code, as in logs and on the management listener.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Slots => "slots",
            Self::Spoilt => "spoilt",
            Self::Sealing => "sealing",
            Self::Pruning => "pruning",
            Self::Bodies => "bodies",
            Self::Witnesses => "witnesses",
        }
    }
}

/// Which parts fail, and what is still to be logged.
#[derive(Debug, Default)]
pub struct Health {
    failing: Mutex<BTreeMap<Part, String>>,
    unlogged: Mutex<BTreeMap<Part, String>>,
}

impl Health {
    /// Notes how a part did; returns the result as it was.
    ///
    /// # Errors
    ///
    /// Those of `result`.
    pub fn note<T, E: Error>(&self, part: Part, result: Result<T, E>) -> Result<T, E> {
        match &result {
            Ok(_) => self.mend(part),
            Err(error) => self.fail(part, chain(error)),
        }
        result
    }

    /// Notes that a part works.
    pub fn mend(&self, part: Part) {
        lock(&self.failing).remove(&part);
    }

    /// Notes that a part fails, with a text that holds nothing of a letter.
    pub fn fail(&self, part: Part, text: String) {
        lock(&self.unlogged).insert(part, text.clone());
        lock(&self.failing).insert(part, text);
    }

    /// Returns what fails now.
    #[must_use]
    pub fn failing(&self) -> BTreeMap<Part, String> {
        lock(&self.failing).clone()
    }

    /// Takes what has failed since the last time, to be logged.
    #[must_use]
    pub fn take_unlogged(&self) -> BTreeMap<Part, String> {
        std::mem::take(&mut *lock(&self.unlogged))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Joins an error and its causes into one line.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
