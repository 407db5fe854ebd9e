//! One act, before it has a place in a trail.

use std::fmt;

use crate::act::Act;
use crate::fact::Key;
use crate::line::LAST_SECOND;
use crate::name::{Actor, CaseNumber, StaffId};

/// Greatest number of facts in one entry.
pub const MAX_FACTS: usize = 12;

/// Who did what, when, in which case. Says nothing of what anybody wrote.
///
/// Checked when it is [appended](crate::Chain::append), so that it can be put together in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When, in Unix seconds by the clock of the desk.
    pub at: u64,
    /// Who.
    pub by: Actor,
    /// What.
    pub act: Act,
    /// In which case.
    pub case: Option<CaseNumber>,
    /// Who else it is about.
    pub whom: Option<StaffId>,
    /// What else is told, in the order of [`Key`].
    facts: Vec<(Key, String)>,
}

impl Entry {
    /// Begins an entry.
    #[must_use]
    pub fn new(at: u64, by: impl Into<Actor>, act: Act) -> Self {
        Self {
            at,
            by: by.into(),
            act,
            case: None,
            whom: None,
            facts: Vec::new(),
        }
    }

    /// Names the case.
    #[must_use]
    pub fn case(self, number: CaseNumber) -> Self {
        let case = Some(number);
        Self { case, ..self }
    }

    /// Names the second person.
    #[must_use]
    pub fn whom(self, id: StaffId) -> Self {
        let whom = Some(id);
        Self { whom, ..self }
    }

    /// Adds a fact, as it prints.
    #[must_use]
    pub fn with(mut self, key: Key, value: impl fmt::Display) -> Self {
        let place = self.facts.partition_point(|(other, _)| *other <= key);
        self.facts.insert(place, (key, value.to_string()));
        self
    }

    /// Returns the facts, in the order of [`Key`].
    #[must_use]
    pub fn facts(&self) -> &[(Key, String)] {
        &self.facts
    }

    /// Returns the value of a fact.
    #[must_use]
    pub fn value(&self, key: Key) -> Option<&str> {
        let fact = self.facts.iter().find(|(other, _)| *other == key);
        fact.map(|(_, value)| value.as_str())
    }

    /// Returns the value of a fact that is a number.
    #[must_use]
    pub fn number(&self, key: Key) -> Option<u64> {
        self.value(key)?.parse().ok()
    }

    /// Checks what holds for every entry of a trail.
    ///
    /// # Errors
    ///
    /// [`EntryError`], by the first rule that does not hold.
    // spec: docs/trail.md §3
    pub fn check(&self) -> Result<(), EntryError> {
        let act = self.act;
        if self.at > LAST_SECOND {
            return Err(EntryError::Time { at: self.at });
        }
        self.check_facts()?;
        let needs = act.needs();
        if needs.case && self.case.is_none() {
            return Err(EntryError::NoCase { act });
        }
        if needs.whom && self.whom.is_none() {
            return Err(EntryError::NoWhom { act });
        }
        match needs.facts.iter().find(|key| self.value(**key).is_none()) {
            Some(&key) => Err(EntryError::NoFact { act, key }),
            None => Ok(()),
        }
    }

    fn check_facts(&self) -> Result<(), EntryError> {
        if self.facts.len() > MAX_FACTS {
            let count = self.facts.len();
            return Err(EntryError::TooManyFacts { count });
        }
        if let Some(pair) = self.facts.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(EntryError::Repeated { key: pair[0].0 });
        }
        let strange = |(key, value): &&(Key, String)| !key.kind().admits(value);
        match self.facts.iter().find(strange) {
            Some(&(key, _)) => Err(EntryError::Value { key }),
            None => Ok(()),
        }
    }
}

/// An entry with its place in a trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its place, from 1.
    pub number: u64,
    /// What it says.
    pub entry: Entry,
}

/// Why an entry cannot stand in a trail. Never quotes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// The time is after the year 9999.
    #[error("entry is of second {at}, the last is {LAST_SECOND}")]
    Time {
        /// The time, in Unix seconds.
        at: u64,
    },
    /// The act needs a case.
    #[error("entry {act} names no case")]
    NoCase {
        /// The act.
        act: Act,
    },
    /// The act needs a second person.
    #[error("entry {act} names no second person")]
    NoWhom {
        /// The act.
        act: Act,
    },
    /// The act needs a fact.
    #[error("entry {act} does not tell {key}")]
    NoFact {
        /// The act.
        act: Act,
        /// The key of the fact.
        key: Key,
    },
    /// A fact stands twice.
    #[error("entry tells {key} twice")]
    Repeated {
        /// The key of the fact.
        key: Key,
    },
    /// A value is not of its key's kind.
    #[error("entry has a value of {key} that it may not have")]
    Value {
        /// The key of the fact.
        key: Key,
    },
    /// There are more than [`MAX_FACTS`].
    #[error("entry has {count} facts, at most {MAX_FACTS} are allowed")]
    TooManyFacts {
        /// Their number.
        count: usize,
    },
}
