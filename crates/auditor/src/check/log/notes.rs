//! Notes about batches, read page by page as they are needed.

use std::collections::VecDeque;

use bellrope_bundle::Log;
use bellrope_protocol::note::{Day, SignedNote, VerifierKey};
use bellrope_transparency::log_note::{
    BatchNote, LogNote as _, NoteKeys, PAGE_NOTES, Page, PrunedNote, RepliesNote, page_of,
};
use bellrope_transparency::tree::Hash;
use rayon::prelude::*;

use super::kind::NOTE;
use crate::check::{Subject, Trusted};
use crate::finding::{Check, said};
use crate::source::Item;

/// A batch, as its note says, whatever the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BatchSaid {
    pub(super) number: u64,
    /// The end of the epoch or day, in Unix seconds.
    pub(super) ends: u64,
    pub(super) first: u64,
    pub(super) count: u32,
    pub(super) root: Hash,
    /// The day of a batch of replies.
    pub(super) day: Option<Day>,
}

impl BatchSaid {
    /// Returns the index after its last entry.
    pub(super) fn end(&self) -> u64 {
        self.first.saturating_add(self.count.into())
    }
}

/// Reads notes of one kind in order: 256 at a time, signatures verified on all cores.
pub(super) struct Notes<'a, N> {
    subject: &'a Subject<'a>,
    item: fn(Log, u64) -> Item,
    log: Log,
    verify: Box<dyn Fn(SignedNote) -> Result<N, String> + Sync + 'a>,
    page: u64,
    ready: VecDeque<N>,
    /// No further page is there, or a note before it was bad.
    ended: bool,
    /// Notes were bad or could not be read: what follows is unknown.
    broken: bool,
    count: u64,
}

impl<'a> Notes<'a, BatchSaid> {
    /// Reads the batch notes of the intake or the reply log.
    pub(super) fn of_batches(subject: &'a Subject<'a>, trusted: &Trusted, log: Log) -> Self {
        let item: fn(Log, u64) -> Item = |log, page| Item::Notes { log, page };
        let key = trusted.log_verifier(log);
        if log == Log::Intake {
            return Self::new(subject, log, item, move |note| batch(note, &key));
        }
        let keys = trusted.push_keys();
        let origin = key.name().clone();
        Self::new(subject, log, item, move |note| {
            let said = replies(note, &keys)?;
            if said.0 != origin.as_str() {
                return Err(format!("note is of log {}", said.0));
            }
            Ok(said.1)
        })
    }
}

impl<'a> Notes<'a, PrunedNote> {
    /// Reads the pruned notes of the intake or the reply log.
    pub(super) fn of_pruned(subject: &'a Subject<'a>, trusted: &Trusted, log: Log) -> Self {
        let item: fn(Log, u64) -> Item = |log, page| Item::Pruned { log, page };
        let key = trusted.log_verifier(log);
        Self::new(subject, log, item, move |note| {
            PrunedNote::verify(note, &key).map_err(|err| said(&err))
        })
    }
}

fn batch(note: SignedNote, key: &VerifierKey) -> Result<BatchSaid, String> {
    let note = BatchNote::verify(note, key).map_err(|err| said(&err))?;
    Ok(BatchSaid {
        number: note.number,
        ends: note.epoch.into(),
        first: note.first,
        count: note.count,
        root: note.root,
        day: None,
    })
}

fn replies(note: SignedNote, keys: &NoteKeys) -> Result<(String, BatchSaid), String> {
    let note = RepliesNote::verify_by(note, keys).map_err(|err| said(&err))?;
    let batch = BatchSaid {
        number: note.number,
        ends: note.day.end_secs(),
        first: note.first,
        count: note.count,
        root: note.root,
        day: Some(note.day),
    };
    Ok((note.origin.to_string(), batch))
}

impl<'a, N: Send> Notes<'a, N> {
    fn new(
        subject: &'a Subject<'a>,
        log: Log,
        item: fn(Log, u64) -> Item,
        verify: impl Fn(SignedNote) -> Result<N, String> + Sync + 'a,
    ) -> Self {
        Self {
            subject,
            item,
            log,
            verify: Box::new(verify),
            page: 0,
            ready: VecDeque::new(),
            ended: false,
            broken: false,
            count: 0,
        }
    }

    /// Returns the next note that verifies.
    pub(super) fn next(&mut self, check: &mut Check) -> Option<N> {
        if self.ready.is_empty() && !self.ended {
            self.read_page(check);
        }
        let next = self.ready.pop_front();
        self.count += u64::from(next.is_some());
        next
    }

    /// Reads the page of a note again, apart from the walk, and says whether any note on it that
    /// verifies fits.
    pub(super) fn holds(&self, number: u64, fits: impl Fn(&N) -> bool) -> bool {
        let item = (self.item)(self.log, page_of(number));
        let bytes = self.subject.source.read(&self.subject.desk, item);
        let page = Page::parse(&bytes.ok().flatten().unwrap_or_default());
        let notes = page.map(Page::into_notes).unwrap_or_default();
        let mut verified = notes
            .into_iter()
            .filter_map(|note| (self.verify)(note).ok());
        verified.any(|note| fits(&note))
    }

    /// Returns how many notes were given out.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Says whether there may be notes that could not be read.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    fn read_page(&mut self, check: &mut Check) {
        let item = (self.item)(self.log, self.page);
        let bytes = match self.subject.source.read(&self.subject.desk, item) {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(err) => {
                check.could_not(item, said(&err));
                (self.ended, self.broken) = (true, true);
                return;
            }
        };
        let notes = match Page::parse(&bytes) {
            Ok(page) => page.into_notes(),
            Err(err) => {
                check.find(&NOTE, item, "a page of signed notes", said(&err));
                (self.ended, self.broken) = (true, true);
                return;
            }
        };
        self.ended = (notes.len() as u64) < PAGE_NOTES;
        let first = self.page * PAGE_NOTES;
        let verified: Vec<_> = notes.into_par_iter().map(&self.verify).collect();
        for (number, note) in (first..).zip(verified) {
            match note {
                Ok(note) => self.ready.push_back(note),
                Err(err) => {
                    let place = format!("{item}, note {number}");
                    check.find(&NOTE, place, "a note signed as it must be", err);
                    // What follows cannot be placed any more.
                    (self.ended, self.broken) = (true, true);
                    break;
                }
            }
        }
        self.page += 1;
    }
}
