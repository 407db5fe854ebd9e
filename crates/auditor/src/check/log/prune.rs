//! Deletion: the notes about it, held against the schedule. Never early, never late.
//!
//! Spec: docs/protocol.md §12.3. The notes come in the order of the batches.

use std::collections::VecDeque;

use bellrope_bundle::Log;
use bellrope_protocol::note::Day;
use bellrope_protocol::time::DAY_SECS;
use bellrope_transparency::log_note::{PruneReason, PrunedNote};

use super::batch::place;
use super::kind::{PRUNED, PRUNED_EARLY, PRUNED_LATE};
use super::notes::{BatchSaid, Notes};
use super::picture::Series;
use crate::check::{Subject, Trusted};
use crate::finding::Check;

/// Days that a relay may be late: it prunes at the end of an epoch, and days are whole.
const LATE_DAYS: u32 = 1;

/// When bodies go.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// Days after its epoch that a batch of letters is kept.
    pub retention_days: u32,
    /// Days after the desk's confirmation that it is kept.
    pub confirmed_days: u32,
}

impl Default for Schedule {
    /// Returns the schedule of docs/protocol.md §2.
    fn default() -> Self {
        Self {
            retention_days: 90,
            confirmed_days: 7,
        }
    }
}

/// A confirmation that verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Confirmation {
    pub(super) size: u64,
    /// When the relay accepted it, as a store tells.
    pub(super) accepted: Option<u64>,
    /// By when it was accepted at the latest, as far as the auditor has seen.
    pub(super) by: u64,
}

/// Walks the notes about deletion beside the batches.
pub(super) struct Pruning<'a> {
    log: Log,
    now: u64,
    grows: bool,
    /// Whether the source has the notes; without them nothing is late.
    told: bool,
    schedule: Schedule,
    notes: Notes<'a, PrunedNote>,
    next: Option<PrunedNote>,
    begun: bool,
    /// By size.
    confirmations: Vec<Confirmation>,
    /// Least and greatest window of replies that a card in force may have named, in batches.
    window: (u64, u64),
    /// Days of the last batches of replies, for the window.
    days: VecDeque<(u64, Option<Day>)>,
    pruned: Series,
    entries: u64,
    batches: u64,
    /// Batches that were not pruned, of which later ones must not be either.
    kept: bool,
}

impl<'a> Pruning<'a> {
    pub(super) fn new(
        subject: &'a Subject<'a>,
        trusted: &Trusted,
        log: Log,
        schedule: Schedule,
        confirmations: Vec<Confirmation>,
    ) -> Self {
        let windows = || {
            trusted
                .cards
                .iter()
                .map(|card| u64::from(card.replies_days))
        };
        Self {
            log,
            now: subject.now,
            grows: subject.source.grows(),
            told: subject.source.tells_pruning(&subject.desk, log),
            schedule,
            notes: Notes::of_pruned(subject, trusted, log),
            next: None,
            begun: false,
            confirmations,
            window: (windows().min().unwrap_or(0), windows().max().unwrap_or(0)),
            days: VecDeque::new(),
            pruned: Series::default(),
            entries: 0,
            batches: 0,
            kept: false,
        }
    }

    /// Meets the next batch: judges whether its bodies had to go, and says whether they are kept.
    pub(super) fn meet(&mut self, batch: &BatchSaid, check: &mut Check) -> bool {
        self.advance(check);
        self.batches = batch.number + 1;
        let note = match self.next.take() {
            Some(note) if note.number == batch.number => note,
            other => {
                self.next = other;
                self.kept = true;
                self.judge_kept(batch, check);
                self.remember(batch, None, check);
                return true;
            }
        };
        self.judge_note(batch, &note, check);
        self.entries += u64::from(batch.count);
        self.pruned.add(note.day.start_secs(), self.entries);
        self.remember(batch, Some(note.day), check);
        false
    }

    /// Says whether a running relay has deleted a batch since the notes were read.
    pub(super) fn has_since(&self, batch: &BatchSaid) -> bool {
        self.grows
            && self
                .notes
                .holds(batch.number, |note| note.number == batch.number)
    }

    /// Reads the next note when the last one was used.
    fn advance(&mut self, check: &mut Check) {
        if self.next.is_none() && !(self.begun && self.kept) {
            self.next = self.notes.next(check);
            self.begun = true;
        }
    }

    fn judge_note(&mut self, batch: &BatchSaid, note: &PrunedNote, check: &mut Check) {
        let place = place(self.log, batch);
        if self.kept {
            let expected = "earlier batches deleted first";
            check.find(&PRUNED, &place, expected, "an earlier one is kept");
        }
        if (note.first, note.count) != (batch.first, batch.count) {
            let say = |first, count| format!("entries {first} to {}", first + u64::from(count));
            let expected = say(batch.first, batch.count);
            check.find(&PRUNED, &place, expected, say(note.first, note.count));
        }
        let latest = Day::of(self.now).plus(1);
        if note.day > latest {
            check.find(&PRUNED, &place, format!("no later than {latest}"), note.day);
        }
        if self.log == Log::Intake {
            self.judge_intake(batch, note, &place, check);
        } else if note.reason != PruneReason::Age {
            check.find(&PRUNED, place, PruneReason::Age, note.reason);
        }
    }

    fn judge_intake(&self, batch: &BatchSaid, note: &PrunedNote, place: &str, check: &mut Check) {
        let by_age = batch.ends + u64::from(self.schedule.retention_days) * DAY_SECS;
        let (earliest, latest) = match note.reason {
            PruneReason::Age => (by_age, Some(by_age)),
            PruneReason::Confirmed => match self.confirmed_from(batch) {
                Some(times) => times,
                None => {
                    let found = format!("deleted on {} as confirmed", note.day);
                    check.find(&PRUNED_EARLY, place, "a confirmation of the desk", found);
                    return;
                }
            },
        };
        let earliest = Day::of(earliest);
        if note.day < earliest {
            check.find(
                &PRUNED_EARLY,
                place,
                format!("{earliest} or later"),
                note.day,
            );
        }
        let latest = latest.map(|latest| Day::of(latest.min(by_age)).plus(LATE_DAYS));
        if let Some(latest) = latest.filter(|latest| note.day > *latest) {
            check.find(
                &PRUNED_LATE,
                place,
                format!("{latest} or earlier"),
                note.day,
            );
        }
    }

    /// Returns from when a confirmed batch could go, and when it had to, if that is known: exactly
    /// from a store, else between its epoch and when the auditor saw the confirmation.
    fn confirmed_from(&self, batch: &BatchSaid) -> Option<(u64, Option<u64>)> {
        let kept_for = u64::from(self.schedule.confirmed_days) * DAY_SECS;
        let covering = || self.confirmations.iter().filter(|c| c.size >= batch.end());
        covering().next()?;
        let accepted = covering().filter_map(|c| c.accepted).min();
        let by = covering().map(|c| c.by).min();
        let earliest = accepted.unwrap_or(batch.ends) + kept_for;
        let latest = accepted.or(by).map(|time| time + kept_for);
        Some((earliest, latest))
    }

    /// Judges a batch without a note: it must not be due yet.
    fn judge_kept(&self, batch: &BatchSaid, check: &mut Check) {
        if self.log != Log::Intake || !self.told || self.notes.is_broken() {
            return;
        }
        let by_age = batch.ends + u64::from(self.schedule.retention_days) * DAY_SECS;
        let by_confirm = self.confirmed_from(batch).and_then(|(_, latest)| latest);
        let due = by_confirm.map_or(by_age, |latest| latest.min(by_age));
        let latest = Day::of(due).plus(LATE_DAYS);
        if Day::of(self.now) > latest {
            let expected = format!("deleted by {latest}");
            let found = format!("kept on {}", Day::of(self.now));
            check.find(&PRUNED_LATE, place(self.log, batch), expected, found);
        }
    }

    /// Remembers the days of replies as long as the window, and judges the batch that leaves it.
    fn remember(&mut self, batch: &BatchSaid, pruned: Option<Day>, check: &mut Check) {
        let (Log::Replies, Some(day)) = (self.log, batch.day) else {
            return;
        };
        self.days.push_back((batch.number, pruned));
        if self.days.len() as u64 <= self.window.0 {
            return;
        }
        let Some((number, Some(pruned))) = self.days.pop_front() else {
            return;
        };
        // It left the window when this batch came, at the earliest the day before its day.
        let earliest = Day::of(day.start_secs().saturating_sub(DAY_SECS));
        if pruned < earliest {
            let place = format!("{}, batch {number}", self.log);
            check.find(&PRUNED_EARLY, place, format!("{earliest} or later"), pruned);
        }
    }

    /// Ends the walk: no note may be left, and of replies just those outside the window are gone.
    pub(super) fn finish(mut self, check: &mut Check) -> Series {
        let log = self.log;
        self.kept = false;
        self.advance(check);
        if let Some(note) = &self.next {
            let place = format!("{log}/pruned, note of batch {}", note.number);
            check.find(
                &PRUNED,
                place,
                "a note for the next batch, in order",
                "another",
            );
        }
        if !self.told {
            check.left_out(
                format!("{log}: deletion"),
                "a relay, or a copy of its folder",
            );
            return self.pruned;
        }
        let pruned = self.notes.count() - u64::from(self.next.is_some());
        if log == Log::Replies && !self.notes.is_broken() {
            self.judge_window(pruned, check);
        }
        check.fact(format!("{log}: batches whose bodies were deleted"), pruned);
        self.pruned
    }

    fn judge_window(&self, pruned: u64, check: &mut Check) {
        let most = self.batches.saturating_sub(self.window.0);
        let least = self.batches.saturating_sub(self.window.1);
        let expected = format!("{least} to {most} batches deleted of {}", self.batches);
        if pruned > most {
            check.find(&PRUNED_EARLY, "replies", expected, pruned);
        } else if pruned < least {
            check.find(&PRUNED_LATE, "replies", expected, pruned);
        }
    }
}
