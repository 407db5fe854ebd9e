//! The three logs: what the relay signed, what witnesses cosigned, every entry, every hash, every
//! batch, and what was deleted when.

mod batch;
mod body;
mod head;
mod kept;
pub mod kind;
mod notes;
mod picture;
mod prune;
mod repeat;
mod tree;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use bellrope_bundle::Log;
use bellrope_protocol::note::Day;
use bellrope_transparency::checkpoint::VerifiedCheckpoint;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{ConfirmNote, LogNote as _};

use self::batch::{Batches, Walked};
pub(super) use self::kept::Kept;
use self::kind::{BODY_REPEATED, CARD_TAG, CONFIRM, ENTRY_EPOCH, STILL, TAG_REPEATED};
use self::picture::Series;
use self::prune::{Confirmation, Pruning};
use self::repeat::Repeats;
use self::tree::{Leaves, Wanted};
use super::{Subject, Trusted};
use crate::finding::{Check, Kind, said};

pub(in crate::check) use batch::{is_late, log_by};
pub use kind::KINDS;
pub use prune::Schedule;

/// What the check of the logs is told beside its subject.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The auditor's folder of earlier checkpoints; this run adds to it.
    pub kept: Option<&'a Path>,
    /// When bodies go.
    pub schedule: Schedule,
}

/// An entry of the intake log, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Logged<'a> {
    /// Its index in the log, from 0.
    pub index: u64,
    /// The entry.
    pub entry: &'a Entry,
    /// The end of the epoch whose batch it is in, in Unix seconds: when it was logged, by the
    /// relay's word. `None` if no note covers it.
    pub sealed: Option<u64>,
}

/// Checks the three logs of a desk.
///
/// `each` is given every entry of the intake log in order, for checks that look something up in
/// it.
#[must_use]
pub fn run(
    subject: &Subject<'_>,
    trusted: &Trusted,
    options: &Options<'_>,
    each: &mut dyn FnMut(Logged<'_>),
) -> Check {
    let mut check = Check::new("log");
    for limit in [
        "log-view",
        "log-time",
        "log-blocks",
        "log-deleted",
        "log-classical",
    ] {
        check.limit(&format!("limit-{limit}"));
    }
    let kept = options.kept.map(|folder| Kept::new(folder, &trusted.base));
    if kept.is_none() {
        check.left_out("earlier checkpoints", "a folder of yours (--kept)");
    }
    let mut audit = Audit {
        subject,
        trusted,
        schedule: options.schedule,
        kept,
        each,
    };
    for log in Log::ALL {
        audit.run(log, &mut check);
    }
    check
}

/// Says of the logs of a desk whose cards do not verify why nothing can be held against anything:
/// what the check of the keys, `keys`, could not read or found wrong.
#[must_use]
pub fn run_untrusted(keys: &Check) -> Check {
    let mut check = Check::new("log");
    for could_not in &keys.could_not {
        check.could_not(&could_not.what, &could_not.why);
    }
    for finding in &keys.findings {
        check.could_not(
            &finding.place,
            format!("{}: {}", finding.kind, finding.found),
        );
    }
    check.could_not(
        "the logs",
        "no card of the desk verifies, so no key is known",
    );
    check
}

struct Audit<'a> {
    subject: &'a Subject<'a>,
    trusted: &'a Trusted,
    schedule: Schedule,
    kept: Option<Kept>,
    each: &'a mut dyn FnMut(Logged<'_>),
}

impl Audit<'_> {
    fn run(&mut self, log: Log, check: &mut Check) {
        let Some(checkpoint) = head::read(self.subject, self.trusted, log, check) else {
            return;
        };
        let head = checkpoint.head();
        check.fact(format!("{log}: entries"), head.size);
        let mut wanted = BTreeMap::new();
        if let Some(kept) = &self.kept {
            kept.read_checkpoints(self.trusted, log, head.size, &mut wanted, check);
        }
        let confirmations = match log {
            Log::Intake => self.read_confirmations(head.size, &mut wanted, check),
            Log::Replies | Log::Cards => Vec::new(),
        };
        match log {
            Log::Cards => self.walk_cards(&checkpoint, &wanted, check),
            Log::Intake | Log::Replies => {
                self.walk_batches(log, &checkpoint, &wanted, confirmations, check);
            }
        }
        if let Some(kept) = &self.kept {
            kept.add_checkpoint(log, &checkpoint, check);
        }
    }

    fn walk_cards(
        &self,
        checkpoint: &VerifiedCheckpoint,
        wanted: &BTreeMap<u64, Vec<Wanted>>,
        check: &mut Check,
    ) {
        let mut growth = Series::default();
        let mut before = 0;
        let take = |leaves: &Leaves, check: &mut Check| {
            for (index, entry) in (leaves.first..).zip(&leaves.entries) {
                let place = format!("cards, entry {index}");
                if entry.tag != [0; 16] {
                    check.find(&CARD_TAG, &place, "a tag of zeros", "another");
                }
                if entry.epoch < before {
                    check.find(
                        &ENTRY_EPOCH,
                        place,
                        format!("{before} or later"),
                        entry.epoch,
                    );
                }
                before = before.max(entry.epoch);
                growth.add(before.into(), index + 1);
            }
        };
        tree::walk(
            self.subject,
            Log::Cards,
            checkpoint.head(),
            wanted,
            check,
            take,
        );
        let picture = picture::merge("cards", growth, Series::default());
        check.pictures.extend(picture);
    }

    fn walk_batches(
        &mut self,
        log: Log,
        checkpoint: &VerifiedCheckpoint,
        wanted: &BTreeMap<u64, Vec<Wanted>>,
        confirmations: Vec<Confirmation>,
        check: &mut Check,
    ) {
        let (subject, trusted) = (self.subject, self.trusted);
        let head = checkpoint.head();
        let pruning = Pruning::new(subject, trusted, log, self.schedule, confirmations);
        let mut batches = Batches::new(subject, trusted, log, pruning);
        let mut repeated = Repeated::new(log);
        let each = &mut self.each;
        let whole = tree::walk(subject, log, head, wanted, check, |leaves, check| {
            batches.take(leaves, check);
            repeated.take(leaves);
            if log == Log::Intake {
                for (index, entry) in (leaves.first..).zip(&leaves.entries) {
                    let sealed = batches.sealed(index);
                    each(Logged {
                        index,
                        entry,
                        sealed,
                    });
                }
            }
        });
        repeated.finish(check);
        if !whole {
            return;
        }
        let walked = batches.finish(head.size, check);
        if log == Log::Intake {
            self.judge_standing(&walked, check);
        }
        let picture = picture::merge(log.as_str(), walked.growth, walked.pruned);
        check.pictures.extend(picture);
    }

    /// A log that nobody adds to is one that is held back. spec: §11.5
    fn judge_standing(&self, walked: &Walked, check: &mut Check) {
        let Some(last) = walked.last else { return };
        let max_age = self.trusted.newest.witnesses.report_secs;
        check.fact("intake: newest batch", Day::of(last.ends));
        let age = self.subject.now.saturating_sub(last.ends);
        if age > max_age {
            let expected = format!("a batch within {max_age} s");
            check.find(
                &STILL,
                "intake",
                expected,
                format!("the last one {age} s ago"),
            );
        }
    }

    /// Reads the desk's confirmations: those that the source has, and those kept earlier.
    fn read_confirmations(
        &self,
        size: u64,
        wanted: &mut BTreeMap<u64, Vec<Wanted>>,
        check: &mut Check,
    ) -> Vec<Confirmation> {
        let mut confirmations = Vec::new();
        match self.subject.source.confirms(&self.subject.desk) {
            Err(err) => check.could_not("confirm", said(&err)),
            Ok(confirms) => {
                for confirm in confirms {
                    let Some(note) = self.open_confirm(&confirm.note, "confirm", check) else {
                        continue;
                    };
                    if let Some(kept) = &self.kept {
                        kept.add_confirm(&note, &confirm.note, self.subject.now, check);
                    }
                    // A running relay may have accepted it after its checkpoint was read.
                    if note.size <= size || !self.subject.source.grows() {
                        hold_confirm(&note, size, wanted, check);
                    }
                    confirmations.push(Confirmation {
                        size: note.size,
                        accepted: confirm.accepted,
                        by: self.subject.now,
                    });
                }
            }
        }
        let seen = self.kept.as_ref().map(|kept| kept.read_confirms(check));
        for seen in seen.into_iter().flatten() {
            let Some(note) = self.open_confirm(&seen.note, "kept confirmation", check) else {
                continue;
            };
            hold_confirm(&note, size, wanted, check);
            confirmations.push(Confirmation {
                size: note.size,
                accepted: None,
                by: seen.seen,
            });
        }
        let newest = confirmations.iter().map(|c| c.size).max();
        check.fact(
            "intake: entries that the desk has confirmed",
            newest.unwrap_or(0),
        );
        confirmations
    }

    fn open_confirm(&self, bytes: &[u8], place: &str, check: &mut Check) -> Option<ConfirmNote> {
        let origin = self.trusted.log_verifier(Log::Intake).name().clone();
        let refused = match ConfirmNote::open_by(bytes, &self.trusted.push_keys()) {
            Ok(note) if note.origin == origin => return Some(note),
            Ok(note) => format!("a note about log {}", note.origin),
            Err(err) => said(&err),
        };
        check.find(
            &CONFIRM,
            place,
            "a confirmation signed by the desk",
            refused,
        );
        None
    }
}

/// Wants the root of a confirmation, once.
fn hold_confirm(
    note: &ConfirmNote,
    size: u64,
    wanted: &mut BTreeMap<u64, Vec<Wanted>>,
    check: &mut Check,
) {
    if note.size > size {
        let expected = format!("at most {size} entries confirmed");
        check.find(&CONFIRM, "confirm", expected, note.size);
        return;
    }
    let want = Wanted {
        root: note.root,
        said_by: "confirmed by the desk".to_owned(),
        kind: &CONFIRM,
    };
    let wanted = wanted.entry(note.size).or_default();
    if !wanted.contains(&want) {
        wanted.push(want);
    }
}

/// Tags and bodies of one log, to find those that occur twice.
struct Repeated {
    log: Log,
    tags: Repeats<16>,
    bodies: Repeats<32>,
    failed: Option<io::Error>,
}

impl Repeated {
    fn new(log: Log) -> Self {
        Self {
            log,
            tags: Repeats::new(),
            bodies: Repeats::new(),
            failed: None,
        }
    }

    fn take(&mut self, leaves: &Leaves) {
        for (index, entry) in (leaves.first..).zip(&leaves.entries) {
            if self.failed.is_some() {
                return;
            }
            let added = self.tags.add(entry.tag, index);
            let added = added.and_then(|()| self.bodies.add(entry.body, index));
            self.failed = added.err();
        }
    }

    fn finish(self, check: &mut Check) {
        let log = self.log;
        let mut find = |kind: &'static Kind, what: &str, repeat: repeat::Repeat| {
            let place = format!("{log}, entry {}", repeat.again);
            let found = format!("that of entry {}", repeat.first);
            check.find(kind, place, format!("a {what} of its own"), found);
        };
        let outcome = match self.failed {
            Some(err) => Err(err),
            None => self
                .tags
                .finish(|repeat| find(&TAG_REPEATED, "tag", repeat))
                .and_then(|()| {
                    self.bodies
                        .finish(|repeat| find(&BODY_REPEATED, "body", repeat))
                }),
        };
        if let Err(err) = outcome {
            check.could_not(
                format!("{log}: tags and bodies that occur twice"),
                said(&err),
            );
        }
    }
}
