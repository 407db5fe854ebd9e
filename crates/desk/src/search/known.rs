//! What an index knows of the cases, and how it keeps up with them.
//!
//! Every record is sealed under a nonce of its own, so the nonces tell what was written since: of
//! the line of a case for whatever people did in it, of its channel for whatever came and went. A
//! case is read again when one of the two is another; nobody has to tell the index anything.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use bellrope_casework::fold::fold;
use bellrope_casework::search::Query;
use bellrope_casework::status::Status;
use zeroize::Zeroizing;

use super::Found;
use super::passage::{self, Passage, Place};
use crate::case::{Channel, OpenCase, Register};
use crate::vault::{Lookup, Mark, PersonId, Vault, VaultError};

/// Cases that one thread reads at least: fewer are not worth one.
const LEAST_FOR_THREAD: usize = 32;

/// Stands between passages; no folded text has it, so no phrase goes over it.
const BETWEEN: char = '\n';

/// The cases, by where their lines lie.
#[derive(Default)]
pub(super) struct KnownCases {
    /// Who it is that may read them.
    reader: Option<PersonId>,
    cases: HashMap<Lookup, Known>,
}

/// A case, as far as it is known.
pub(super) struct Known {
    pub(super) line: Register,
    /// Its status, which follows from its line.
    pub(super) status: Status,
    marks: Marks,
    channel: Lookup,
    is_readable: bool,
    /// What it says; absent until somebody searches for words, and for closed cases.
    pub(super) content: Option<Content>,
}

/// What was written when a case was looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Marks {
    line: Mark,
    channel: Option<Mark>,
}

/// What a case says, folded. Wiped on drop.
pub(super) struct Content {
    text: Zeroizing<String>,
    places: Vec<(Found, Range<usize>)>,
    unit: Zeroizing<String>,
}

impl KnownCases {
    /// Takes in which cases there are, and forgets what is no longer as it was.
    pub(super) fn keep_up(&mut self, vault: &Vault) -> Result<(), VaultError> {
        let reader = vault.me().ok();
        if self.reader != reader {
            self.cases.clear();
            self.reader = reader;
        }
        let reading = vault.read()?;
        let lines = reading.marks::<Register>()?;
        let channels = reading.marks::<Channel>()?;
        self.cases.retain(|lookup, _| lines.contains_key(lookup));
        for (lookup, line) in lines {
            let known = self.cases.get_mut(&lookup);
            if let Some(known) = known.filter(|known| known.marks.line == line) {
                known.note_channel(channels.get(&known.channel).copied());
                continue;
            }
            let Some(register) = reading.at::<Register>(&lookup)? else {
                continue;
            };
            let channel = vault.lookup::<Channel>(register.number.as_str());
            let marks = Marks {
                line,
                channel: channels.get(&channel).copied(),
            };
            let known = Known::new(register, marks, channel, reader);
            self.cases.insert(lookup, known);
        }
        Ok(())
    }

    /// Lists the cases that are there and may be read.
    pub(super) fn readable(&self) -> impl Iterator<Item = &Known> {
        self.cases.values().filter(|case| case.is_readable)
    }

    /// Reads what the cases say that may match and were not read yet, on every core.
    pub(super) fn read_content(
        &mut self,
        vault: &Vault,
        may_match: impl Fn(&Known) -> bool,
    ) -> Result<(), VaultError> {
        let is_wanted = |case: &Known| case.is_readable && case.content.is_none();
        let wanted: Vec<(Lookup, &Register)> = self
            .cases
            .iter()
            .filter(|(_, case)| is_wanted(case) && may_match(case))
            .map(|(lookup, case)| (*lookup, &case.line))
            .collect();
        for (lookup, content) in read_all(vault, &wanted)? {
            if let Some(case) = self.cases.get_mut(&lookup) {
                case.content = content;
            }
        }
        Ok(())
    }
}

type Read = Vec<(Lookup, Option<Content>)>;

fn read_all(vault: &Vault, wanted: &[(Lookup, &Register)]) -> Result<Read, VaultError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = wanted.len().div_ceil(threads).max(LEAST_FOR_THREAD);
    if wanted.len() <= share {
        return read_some(vault, wanted);
    }
    let parts: Vec<Result<Read, VaultError>> = thread::scope(|scope| {
        let run = |some| scope.spawn(move || read_some(vault, some));
        let threads: Vec<_> = wanted.chunks(share).map(run).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            // A defect there is a defect here.
            thread.join().unwrap_or_else(|panic| resume_unwind(panic))
        };
        threads.into_iter().map(join).collect()
    });
    let parts: Result<Vec<Read>, VaultError> = parts.into_iter().collect();
    Ok(parts?.into_iter().flatten().collect())
}

fn read_some(vault: &Vault, wanted: &[(Lookup, &Register)]) -> Result<Read, VaultError> {
    // Nothing changes meanwhile: whoever changes the vault has it to themself.
    let reading = vault.read()?;
    let read = |(lookup, line): &(Lookup, &Register)| {
        let Some(case) = OpenCase::of(&reading, (*line).clone())? else {
            return Ok((*lookup, None));
        };
        let passages = passage::passages(&reading, &case)?;
        Ok((*lookup, passages.map(Content::of)))
    };
    wanted.iter().map(read).collect()
}

impl Known {
    fn new(line: Register, marks: Marks, channel: Lookup, reader: Option<PersonId>) -> Self {
        // Shares of recovery open every case.
        let may_read = reader.is_none_or(|me| line.readers.contains(&me));
        Self {
            status: line.status(),
            is_readable: may_read && line.slot.is_some(),
            content: None,
            line,
            marks,
            channel,
        }
    }

    fn note_channel(&mut self, mark: Option<Mark>) {
        if self.marks.channel != mark {
            self.marks.channel = mark;
            self.content = None;
        }
    }
}

impl Content {
    fn of(passages: Vec<Passage>) -> Self {
        let len = passages.iter().map(|it| it.text.len() + 1).sum();
        let mut content = Self {
            // Reserved in full, so that hardly a copy is left behind by growing.
            text: Zeroizing::new(String::with_capacity(len)),
            places: Vec::with_capacity(passages.len()),
            unit: Zeroizing::default(),
        };
        for passage in passages {
            content.take(passage);
        }
        content
    }

    fn take(&mut self, passage: Passage) {
        let folded = Zeroizing::new(fold(&passage.text));
        if passage.found.place == Place::Unit {
            self.unit = folded;
            return;
        }
        let start = self.text.len();
        self.text.push_str(&folded);
        self.places.push((passage.found, start..self.text.len()));
        self.text.push(BETWEEN);
    }

    /// Returns every text but the name of the unit.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn unit(&self) -> &str {
        &self.unit
    }

    /// Lists the places in which any of the words stands, each once.
    pub(super) fn places_of(&self, query: &Query) -> Vec<Found> {
        let stands = |range: &Range<usize>| {
            let text = self.text.get(range.clone());
            text.is_some_and(|text| query.any_in_text(text))
        };
        let places = self.places.iter().filter(|(_, range)| stands(range));
        let mut found: Vec<Found> = places.map(|(found, _)| found.clone()).collect();
        found.dedup();
        if query.any_in_unit(&self.unit) {
            found.push(Found {
                place: Place::Unit,
                number: 1,
                day: None,
            });
        }
        found
    }
}
