//! Search over the cases that whoever has the vault open may read (R101).
//!
//! In scope: an index in memory, made when somebody first searches and kept up with by the trail,
//! which names every case that something was done in. It holds what the cases say, folded, and is
//! wiped when it is dropped. Out of scope: what a query means; that is [`bellrope_casework::search`].
//!
//! Names and addresses that a reporter gave are not searched: they are opened on a reasoned request
//! only (R089).

use std::collections::HashMap;

use bellrope_casework::fold::fold;
use bellrope_casework::search::{Document, Query, QueryError};
use bellrope_casework::vocabulary::{Category, CategorySet};
use bellrope_protocol::content::{LetterBody, Report};
use zeroize::Zeroizing;

use crate::case::{self, CaseNumber, OpenCase, Summary};
use crate::trail;
use crate::vault::{Records, Vault, VaultError};

/// What there is to find, in memory only.
#[derive(Default)]
pub struct Index {
    cases: HashMap<CaseNumber, Indexed>,
    /// Entries of the trail that the index has kept up with.
    seen: u64,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

struct Indexed {
    summary: Summary,
    categories: CategorySet,
    text: Zeroizing<String>,
    unit: Zeroizing<String>,
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
    pub fn search(&mut self, vault: &Vault, typed: &str) -> Result<Vec<Summary>, SearchError> {
        let query = Query::parse(typed)?;
        self.keep_up(vault)?;
        let matching = self.cases.values().filter(|case| case.matches(&query));
        let mut found: Vec<Summary> = matching.map(|case| case.summary.clone()).collect();
        found.sort_by(|a, b| (b.received, &b.number).cmp(&(a.received, &a.number)));
        Ok(found)
    }

    /// Takes in what changed since the last search.
    fn keep_up(&mut self, vault: &Vault) -> Result<(), VaultError> {
        let records = vault.read()?;
        let size = trail::size(&records)?;
        if self.seen == 0 || size < self.seen {
            self.cases.clear();
            for case in OpenCase::all(&records)? {
                self.take(&records, &case)?;
            }
        } else {
            for number in trail::cases_since(&records, self.seen)? {
                self.cases.remove(&number);
                if let Some(case) = OpenCase::find(&records, &number)? {
                    self.take(&records, &case)?;
                }
            }
        }
        self.seen = size;
        Ok(())
    }

    fn take(&mut self, records: &impl Records, case: &OpenCase) -> Result<(), VaultError> {
        if case.try_key(records)?.is_none() {
            return Ok(());
        }
        let class = &case.register.class;
        let unknown = || CategorySet::new(Category::Xx, []);
        let indexed = Indexed {
            summary: case::summary_of(&case.register),
            categories: class.categories.current().cloned().unwrap_or_else(unknown),
            text: Zeroizing::new(fold(&text_of(records, case)?)),
            unit: Zeroizing::new(fold(&case::unit_of(records, case)?.unwrap_or_default())),
        };
        self.cases.insert(case.number().clone(), indexed);
        Ok(())
    }
}

impl Indexed {
    fn matches(&self, query: &Query) -> bool {
        query.matches(&Document {
            number: self.summary.number.as_str(),
            text: &self.text,
            unit: &self.unit,
            categories: &self.categories,
            status: self.summary.status,
            received: self.summary.received,
        })
    }
}

/// Joins everything that a case says.
fn text_of(records: &impl Records, case: &OpenCase) -> Result<Zeroizing<String>, VaultError> {
    let mut words = Words::default();
    for item in 0..case.channel(records)?.items {
        match case.item(records, item)? {
            case::Item::Letter { content, .. } => words.letter(&content.body),
            case::Item::Raw { text, .. } => words.add(&String::from_utf8_lossy(&text.0)),
            case::Item::Reply { text, .. } => words.add(&text),
            case::Item::Status { .. } => {}
        }
    }
    for note in case::notes_of(records, case)? {
        words.add(&note.text);
    }
    Ok(words.0)
}

#[derive(Default)]
struct Words(Zeroizing<String>);

impl Words {
    fn add(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn letter(&mut self, body: &LetterBody) {
        match body {
            LetterBody::Report(report) => self.report(report),
            LetterBody::Message { text } => self.add(text),
            LetterBody::Withdraw { text } => self.add(text.as_deref().unwrap_or_default()),
        }
    }

    fn report(&mut self, report: &Report) {
        self.add(&report.story);
        let when = report.when.as_ref().and_then(|when| when.text.as_ref());
        let detriment = report.detriment.as_ref().and_then(|it| it.text.as_ref());
        let texts = [
            report.private.as_ref(),
            when,
            report.place.as_ref(),
            report.people.as_ref(),
            report.evidence.as_ref(),
            report.earlier.as_ref(),
            report.wish_text.as_ref(),
            detriment,
        ];
        for text in texts.into_iter().flatten() {
            self.add(text);
        }
    }
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
