//! Batches: each entry belongs to one, in the place, size, order and epoch that its note and the
//! cards say.

use std::collections::VecDeque;

use bellrope_bundle::Log;
use bellrope_protocol::limit::{LETTER_LEN, REPLY_LEN};
use bellrope_protocol::note::Day;
use bellrope_protocol::time::DAY_SECS;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::tree::Frontier;

use super::body::Bodies;
use super::kind::{
    BATCH_MISSING, BATCH_ORDER, BATCH_ROOT, BODY_MISSING, COUNT, DAY, ENTRY_EPOCH, EPOCH, LATE,
    ORDER,
};
use super::notes::{BatchSaid, Notes};
use super::picture::Series;
use super::prune::Pruning;
use super::tree::{GROUP, Leaves};
use crate::check::{Subject, Trusted};
use crate::finding::Check;

/// A batch of letters is a multiple of it (docs/protocol.md §2).
const INTAKE_MULTIPLE: u32 = 16;
/// What a clock and a disk may take at the end of an epoch, in seconds.
const SEALING_SECS: u64 = 60;

/// Returns by when an entry of an epoch has to be logged, in Unix seconds: within two epochs of
/// the letter, and so one after the end of its own.
// spec: §2 "receipt's promise"
pub(in crate::check) fn log_by(epoch: u64, epoch_secs: u64) -> u64 {
    epoch.saturating_add(epoch_secs)
}

/// Says whether a batch of this epoch is too late for an entry that had to be logged `by`.
pub(in crate::check) fn is_late(sealed: u64, by: u64) -> bool {
    sealed > by.saturating_add(SEALING_SECS)
}

/// Walks the batches of the intake or the reply log beside their entries.
pub(super) struct Batches<'a> {
    log: Log,
    now: u64,
    /// The source may have more by now than its checkpoint said.
    grows: bool,
    rules: Rules,
    notes: Notes<'a, BatchSaid>,
    bodies: Bodies<'a>,
    pruning: Pruning<'a>,
    /// The batch that entries belong to now.
    open: Option<Open>,
    /// Where the batches end that the entries taken last belong to, and the ends of their epochs.
    taken: VecDeque<(u64, u64)>,
    last: Option<BatchSaid>,
    /// No further note fits: what follows belongs to no batch.
    lost: bool,
    /// Entries that no note covers.
    uncovered: u64,
    gaps: u64,
    pub(super) growth: Series,
}

/// What cards promised about batches.
struct Rules {
    /// Lengths of an epoch that a card has named.
    epoch_secs: Vec<u64>,
    cards: Vec<crate::check::InForce>,
    /// The card that the last batch of replies was held against: cards only follow each other.
    card: usize,
}

/// A batch that is not at its end yet.
struct Open {
    batch: BatchSaid,
    root: Frontier,
    /// Whether the root is made from whole groups of leaves.
    grouped: bool,
    body_before: Option<[u8; 32]>,
    unsorted: bool,
}

impl<'a> Batches<'a> {
    pub(super) fn new(
        subject: &'a Subject<'a>,
        trusted: &Trusted,
        log: Log,
        pruning: Pruning<'a>,
    ) -> Self {
        let mut epoch_secs: Vec<u64> = trusted
            .cards
            .iter()
            .map(|card| card.epoch_secs.into())
            .collect();
        epoch_secs.dedup();
        let body_len = match log {
            Log::Intake => LETTER_LEN,
            Log::Replies | Log::Cards => REPLY_LEN,
        };
        Self {
            log,
            now: subject.now,
            grows: subject.source.grows(),
            rules: Rules {
                epoch_secs,
                cards: trusted.cards.clone(),
                card: 0,
            },
            notes: Notes::of_batches(subject, trusted, log),
            bodies: Bodies::new(subject, log, body_len),
            pruning,
            open: None,
            taken: VecDeque::new(),
            last: None,
            lost: false,
            uncovered: 0,
            gaps: 0,
            growth: Series::default(),
        }
    }

    /// Takes the next entries of the log.
    pub(super) fn take(&mut self, leaves: &Leaves, check: &mut Check) {
        self.taken.clear();
        let mut at = 0;
        while at < leaves.entries.len() {
            let index = leaves.first + at as u64;
            let Some(open) = self.open_at(index, check) else {
                self.uncovered += (leaves.entries.len() - at) as u64;
                return;
            };
            let (end, sealed) = (open.batch.end(), open.batch.ends);
            self.taken.push_back((end, sealed));
            let left = usize::try_from(end - index).unwrap_or(usize::MAX);
            let to = leaves.entries.len().min(at.saturating_add(left));
            self.take_part(leaves, at, to, check);
            at = to;
        }
    }

    /// Returns the end of the epoch of the batch of an entry that was taken last; asked in order.
    pub(super) fn sealed(&mut self, index: u64) -> Option<u64> {
        while self.taken.front().is_some_and(|(end, _)| *end <= index) {
            self.taken.pop_front();
        }
        self.taken.front().map(|(_, sealed)| *sealed)
    }

    /// Returns the batch that an entry belongs to, opening the next one where the last has ended.
    fn open_at(&mut self, index: u64, check: &mut Check) -> Option<&mut Open> {
        if self.open.is_none() && !self.lost {
            let next = self.notes.next(check);
            match next {
                Some(batch) if self.fits(&batch, index, check) => self.open(batch, check),
                _ => self.lost = true,
            }
        }
        self.open.as_mut()
    }

    /// Says whether a batch is the next one. spec: §11.3
    fn fits(&self, batch: &BatchSaid, index: u64, check: &mut Check) -> bool {
        let number = self.last.map_or(0, |last| last.number + 1);
        let expected = (number, index);
        let found = (batch.number, batch.first);
        if expected == found {
            return true;
        }
        let place = format!("{}/batches, note {number}", self.log);
        let say = |(number, first): (u64, u64)| format!("batch {number} from entry {first}");
        check.find(&BATCH_ORDER, place, say(expected), say(found));
        false
    }

    fn open(&mut self, batch: BatchSaid, check: &mut Check) {
        self.judge_time(&batch, check);
        self.judge_count(&batch, check);
        let kept = self.pruning.meet(&batch, check);
        if self.bodies.open(&batch, kept, check).is_lost() && !self.pruning.has_since(&batch) {
            let found = "none, and no note that they were deleted";
            check.find(&BODY_MISSING, place(self.log, &batch), "bodies", found);
        }
        self.open = Some(Open {
            batch,
            root: Frontier::new(),
            grouped: batch.first.is_multiple_of(GROUP as u64)
                && u64::from(batch.count).is_multiple_of(GROUP as u64),
            body_before: None,
            unsorted: false,
        });
    }

    fn judge_time(&mut self, batch: &BatchSaid, check: &mut Check) {
        let place = place(self.log, batch);
        // A day's batch may come the day before, and it ends with the day.
        let ahead = if batch.day.is_some() {
            2 * DAY_SECS
        } else {
            DAY_SECS
        };
        let latest = self.now.saturating_add(ahead);
        if batch.ends > latest {
            let expected = format!("no later than {latest}");
            check.find(&EPOCH, &place, expected, batch.ends);
        }
        let last = self.last.map(|last| last.ends);
        if let Some(last) = last.filter(|last| batch.ends <= *last) {
            check.find(&EPOCH, &place, format!("later than {last}"), batch.ends);
            return;
        }
        match batch.day {
            Some(day) => {
                let expected = self.last.and_then(|last| last.day).map(Day::next);
                if let Some(expected) = expected.filter(|expected| *expected != day) {
                    check.find(&DAY, place, expected, day);
                }
            }
            None => self.judge_epoch(batch, &place, check),
        }
    }

    fn judge_epoch(&mut self, batch: &BatchSaid, place: &str, check: &mut Check) {
        let lens = &self.rules.epoch_secs;
        let ends = |secs: &&u64| **secs > 0 && batch.ends.is_multiple_of(**secs);
        let Some(secs) = lens.iter().find(ends) else {
            let lens: Vec<String> = lens.iter().map(u64::to_string).collect();
            let expected = format!("the end of an epoch of {} s", lens.join(" or "));
            check.find(&EPOCH, place, expected, batch.ends);
            return;
        };
        if let Some(last) = self.last {
            self.gaps += ((batch.ends - last.ends) / secs).saturating_sub(1);
        }
    }

    /// spec: §2 intake batch, §8 count of replies
    fn judge_count(&mut self, batch: &BatchSaid, check: &mut Check) {
        let place = place(self.log, batch);
        let Some(day) = batch.day else {
            if batch.count == 0 || !batch.count.is_multiple_of(INTAKE_MULTIPLE) {
                let expected = format!("a multiple of {INTAKE_MULTIPLE}");
                check.find(&COUNT, place, expected, batch.count);
            }
            return;
        };
        if let Err(expected) = self.rules.admit(day, batch.count) {
            check.find(&COUNT, place, expected, batch.count);
        }
    }

    fn take_part(&mut self, leaves: &Leaves, from: usize, to: usize, check: &mut Check) {
        let Some(open) = &mut self.open else { return };
        let entries = &leaves.entries[from..to];
        if open.grouped {
            let groups = &leaves.groups[from / GROUP..to / GROUP];
            open.root.extend(groups.iter().copied());
        } else {
            open.root.extend(leaves.hashes[from..to].iter().copied());
        }
        let index = leaves.first + from as u64;
        let batch = open.batch;
        for (index, entry) in (index..).zip(entries) {
            if self.log == Log::Intake {
                open.take_order(entry);
            }
            self.rules
                .judge_entry(self.log, &batch, index, entry, check);
        }
        self.bodies.take(&batch, index, entries, check);
        if leaves.first + to as u64 == batch.end() {
            self.close(check);
        }
    }

    fn close(&mut self, check: &mut Check) {
        let Some(open) = self.open.take() else { return };
        let batch = open.batch;
        let place = place(self.log, &batch);
        let root = open.root.root();
        if root != batch.root {
            check.find(
                &BATCH_ROOT,
                &place,
                batch.root,
                format!("{root} from the entries"),
            );
        }
        if open.unsorted {
            check.find(
                &ORDER,
                place,
                "entries sorted by body hash",
                "another order",
            );
        }
        self.bodies.close(&batch, check);
        self.growth.add(batch.ends, batch.end());
        self.last = Some(batch);
    }

    /// Ends the walk at the end of the log.
    pub(super) fn finish(mut self, size: u64, check: &mut Check) -> Walked {
        let log = self.log;
        if let Some(open) = &self.open {
            let expected = format!("{} entries", open.batch.end());
            check.find(&BATCH_MISSING, place(log, &open.batch), expected, size);
        } else if self.uncovered > 0 && !self.notes.is_broken() {
            let place = format!("{log}, last {} entries", self.uncovered);
            check.find(
                &BATCH_MISSING,
                place,
                "a note for each batch",
                "none that fits",
            );
        } else if self.uncovered > 0 {
            let what = format!("{log}: the batches of the last {} entries", self.uncovered);
            check.could_not(what, "their notes are no good");
        } else if let Some(more) = self.notes.next(check).filter(|_| !self.grows) {
            let expected = format!("entries up to {}", more.end());
            check.find(&BATCH_MISSING, place(log, &more), expected, size);
        }
        check.fact(format!("{log}: batches"), self.notes.count());
        if log == Log::Intake {
            check.fact(
                "intake: epochs without a sealing (the relay stood still)",
                self.gaps,
            );
        }
        self.bodies.finish(check);
        let pruned = self.pruning.finish(check);
        Walked {
            last: self.last,
            growth: self.growth,
            pruned,
        }
    }
}

/// What a walk over the batches came to.
pub(super) struct Walked {
    pub(super) last: Option<BatchSaid>,
    pub(super) growth: Series,
    pub(super) pruned: Series,
}

impl Open {
    fn take_order(&mut self, entry: &Entry) {
        let sorted = self.body_before.is_none_or(|before| before < entry.body);
        self.unsorted |= !sorted;
        self.body_before = Some(entry.body);
    }
}

impl Rules {
    /// Says whether a batch of replies may have this count: as one of the cards that held at some
    /// time from the day before on, and none older than that of the batch before.
    fn admit(&mut self, day: Day, count: u32) -> Result<(), String> {
        let published = day.start_secs().saturating_sub(DAY_SECS);
        let mut counts = Vec::new();
        for position in self.card..self.cards.len() {
            let succeeded = self.cards.get(position + 1).map(|next| next.logged);
            if succeeded.is_some_and(|by| by <= published) {
                continue;
            }
            let promised = self.cards[position].replies.count_on(day);
            if promised == count {
                self.card = position;
                return Ok(());
            }
            counts.push(promised.to_string());
        }
        counts.dedup();
        Err(format!("{} as the card says", counts.join(" or ")))
    }

    fn judge_entry(
        &self,
        log: Log,
        batch: &BatchSaid,
        index: u64,
        entry: &Entry,
        check: &mut Check,
    ) {
        let epoch = u64::from(entry.epoch);
        if epoch == batch.ends {
            return;
        }
        let place = format!("{log}, entry {index} of batch {}", batch.number);
        let whole = |secs: &u64| *secs > 0 && epoch.is_multiple_of(*secs);
        if batch.day.is_some() || epoch > batch.ends || !self.epoch_secs.iter().any(whole) {
            let expected = match batch.day {
                Some(_) => format!("{}", batch.ends),
                None => format!("{} or an earlier epoch", batch.ends),
            };
            check.find(&ENTRY_EPOCH, place, expected, epoch);
            return;
        }
        let secs = self.epoch_secs.iter().max().copied().unwrap_or(0);
        let by = log_by(epoch, secs);
        if is_late(batch.ends, by) {
            let expected = format!("logged by {by}");
            check.find(&LATE, place, expected, format!("logged at {}", batch.ends));
        }
    }
}

/// Names a batch.
pub(super) fn place(log: Log, batch: &BatchSaid) -> String {
    match batch.day {
        Some(day) => format!("{log}, batch {} of {day}", batch.number),
        None => format!("{log}, batch {}", batch.number),
    }
}
