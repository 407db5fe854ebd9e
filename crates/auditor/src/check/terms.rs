//! The desk's boards (docs/protocol.md §11.6): every line against the rules, against the board
//! before, and against what the logs allow.
//!
//! No letter is opened, so nobody here knows which case a line is about. What can be proven is
//! that the lines could be true; that they are, only their reporters can say.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_bundle::Log;
use bellrope_protocol::time::Day;
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{
    Board, BoardFault, LogNote as _, Monday, Page, RepliesNote, Term,
};

use super::{Subject, Trusted};
use crate::finding::{Check, Kind, said};
use crate::source::Item;

/// A board is malformed, or no push key of that time signed it.
pub static SIGNATURE: Kind = Kind::new("terms-signature");
/// A board that a later one follows is not served.
pub static MISSING: Kind = Kind::new("terms-missing");
/// Two boards of one number.
pub static FORK: Kind = Kind::new("terms-fork");
/// A board does not follow the one before: number, day, hash.
pub static SEQUENCE: Kind = Kind::new("terms-sequence");
/// A line disappeared, or stays after its time.
pub static LINE_GONE: Kind = Kind::new("terms-line-gone");
/// A line changed in a way that it cannot.
pub static LINE_CHANGED: Kind = Kind::new("terms-line-changed");
/// A line cannot be true.
pub static LINE_IMPOSSIBLE: Kind = Kind::new("terms-line-impossible");
/// A case was listed that is neither closed nor overdue.
pub static LINE_EARLY: Kind = Kind::new("terms-line-early");
/// Fewer than five lines went out together.
pub static FEW: Kind = Kind::new("terms-few");
/// More cases came in a week than the intake log has entries of it.
pub static RECEIVED: Kind = Kind::new("terms-received");
/// More cases were told something in a week than the reply log has replies of it.
pub static REPLIES: Kind = Kind::new("terms-replies");
/// The reply log has no batch of the board's day.
pub static BATCH: Kind = Kind::new("terms-batch");

/// What this check can find.
pub const KINDS: &[&Kind] = &[
    &SIGNATURE,
    &MISSING,
    &FORK,
    &SEQUENCE,
    &LINE_GONE,
    &LINE_CHANGED,
    &LINE_IMPOSSIBLE,
    &LINE_EARLY,
    &FEW,
    &RECEIVED,
    &REPLIES,
    &BATCH,
];

/// Entries of the intake log by week, as the check of the logs hands them out.
#[derive(Debug, Default)]
pub struct Received(BTreeMap<Monday, u64>);

impl Received {
    /// Counts an entry under the week of the last second of its epoch.
    pub fn count(&mut self, entry: &Entry) {
        let day = Day::of(u64::from(entry.epoch).saturating_sub(1));
        *self.0.entry(Monday::of(day)).or_default() += 1;
    }
}

/// Checks the boards of a desk; `received` holds every entry of its intake log.
#[must_use]
pub fn run(subject: &Subject<'_>, trusted: &Trusted, received: &Received) -> Check {
    let mut check = Check::new("terms");
    for limit in ["unlisted", "bound", "label", "views"] {
        check.limit(&format!("limit-terms-{limit}"));
    }
    let mut terms = Terms {
        subject,
        trusted,
        check: &mut check,
    };
    let Some(newest) = terms.read(Item::Board) else {
        check.fact("boards", 0);
        return check;
    };
    let last = terms.walk(newest);
    let told = terms.replies();
    if let Some(last) = last {
        bound_received(&last, received, &mut check);
        bound_replies(&last, &told, &mut check);
        count(&last, &mut check);
    }
    check
}

/// Checks nothing, for no card of the desk verifies.
#[must_use]
pub fn run_untrusted() -> Check {
    let mut check = Check::new("terms");
    check.could_not(
        "the boards",
        "no card of the desk verifies, so no key is known (see keys)",
    );
    check
}

struct Terms<'a> {
    subject: &'a Subject<'a>,
    trusted: &'a Trusted,
    check: &'a mut Check,
}

impl Terms<'_> {
    fn read(&mut self, item: Item) -> Option<Vec<u8>> {
        match self.subject.source.read(&self.subject.desk, item) {
            Ok(found) => found,
            Err(err) => {
                self.check.could_not(item, said(&err));
                None
            }
        }
    }

    /// Reads every board up to the newest and holds each against the one before; returns the last
    /// that could be read.
    fn walk(&mut self, newest: Vec<u8>) -> Option<Board> {
        let newest = self.open(&newest, "board")?;
        let mut before: Option<Board> = None;
        let mut absent = Vec::new();
        let mut read = 0;
        for number in 0..=newest.number {
            let place = format!("board {number}");
            let Some(bytes) = self.read(Item::PastBoard { number }) else {
                absent.push(place);
                before = None;
                continue;
            };
            read += 1;
            let Some(board) = self.open(&bytes, &place) else {
                before = None;
                continue;
            };
            self.hold(&board, before.as_ref(), &place);
            before = Some(board);
        }
        if read == 0 && !self.subject.source.grows() {
            self.check.left_out(
                "boards before the newest",
                "a relay, or a copy of its folder",
            );
            self.hold(&newest, None, "board");
        } else {
            for place in absent {
                self.check.find(&MISSING, place, "a board", "nothing");
            }
        }
        if let Some(last) = before.filter(|last| last.number == newest.number && *last != newest) {
            let place = format!("board {}", last.number);
            self.check
                .find(&FORK, place, last.hash(), format!("{} too", newest.hash()));
        }
        Some(newest)
    }

    /// Opens a board that the desk signed.
    fn open(&mut self, bytes: &[u8], place: &str) -> Option<Board> {
        let opened = Board::open_by(bytes, &self.trusted.push_keys());
        if opened.is_err() {
            let expected = "a board signed by the push key, or by an earlier one for its number";
            self.check.find(&SIGNATURE, place, expected, "another");
        }
        opened.ok()
    }

    /// Holds a board against the rules; without the one before it, against those for one board.
    fn hold(&mut self, board: &Board, before: Option<&Board>, place: &str) {
        let is_alone = before.is_none() && board.number > 0;
        let faults = match is_alone {
            true => board.own_faults(),
            false => board.faults(before),
        };
        for fault in faults {
            let (kind, expected) = kind_of(&fault);
            self.check.find(kind, place, expected, fault);
        }
    }

    /// Counts the replies of each week, and collects the days that have a batch.
    fn replies(&mut self) -> Told {
        let mut told = Told::default();
        let keys = self.trusted.push_keys();
        for page in 0.. {
            let item = Item::Notes {
                log: Log::Replies,
                page,
            };
            let Some(bytes) = self.read(item) else {
                break;
            };
            // What is wrong with them is a finding of the check of the logs.
            let Ok(page) = Page::parse(&bytes) else {
                break;
            };
            let before = told.days.len();
            for note in page.into_notes() {
                if let Ok(note) = RepliesNote::verify_by(note, &keys) {
                    *told.replies.entry(Monday::of(note.day)).or_default() += u64::from(note.count);
                    told.days.insert(note.day);
                }
            }
            // A store has pages without end, all empty, and so may a relay that lies.
            if told.days.len() == before {
                break;
            }
        }
        told
    }
}

/// What the reply log has.
#[derive(Default)]
struct Told {
    replies: BTreeMap<Monday, u64>,
    days: BTreeSet<Day>,
}

/// Says which kind of finding a fault is, and what had to be.
fn kind_of(fault: &BoardFault) -> (&'static Kind, &'static str) {
    match fault {
        BoardFault::Number { .. } | BoardFault::Previous | BoardFault::Day { .. } => (
            &SEQUENCE,
            "the next number, a later day, the hash of the board before (T2)",
        ),
        BoardFault::Gone { .. } => (&LINE_GONE, "every line of the board before (T6)"),
        BoardFault::Stays { .. } => (&LINE_GONE, "lines of three calendar years (T7)"),
        BoardFault::Received { .. } | BoardFault::Changed { .. } => (
            &LINE_CHANGED,
            "the line as it was, or what can follow from it (T5)",
        ),
        BoardFault::Early { .. } => (&LINE_EARLY, "cases that are closed or overdue (T3)"),
        BoardFault::Few { .. } => (&FEW, "at least five new or changed lines (T8)"),
        _ => (
            &LINE_IMPOSSIBLE,
            "weeks in order, and words that can be true of them (T4)",
        ),
    }
}

/// No more cases can have come in a week than letters were logged in it; covers make this a bound.
fn bound_received(board: &Board, received: &Received, check: &mut Check) {
    let mut lines: BTreeMap<Monday, u64> = BTreeMap::new();
    for line in &board.lines {
        *lines.entry(line.received).or_default() += 1;
    }
    for (week, lines) in lines {
        let entries = received.0.get(&week).copied().unwrap_or_default();
        if lines > entries {
            let place = format!("board {}, week of {week}", board.number);
            let expected = format!("at most {entries} cases: entries of that week");
            check.find(&RECEIVED, place, expected, format!("{lines} cases"));
        }
    }
}

/// No more cases can have been told something in a week than there were replies.
fn bound_replies(board: &Board, told: &Told, check: &mut Check) {
    let mut lines: BTreeMap<Monday, u64> = BTreeMap::new();
    for line in &board.lines {
        let weeks = BTreeSet::from([line.acknowledged.week(), line.feedback.week()]);
        for week in weeks.into_iter().flatten() {
            *lines.entry(week).or_default() += 1;
        }
    }
    for (week, lines) in lines {
        let replies = told.replies.get(&week).copied().unwrap_or_default();
        if lines > replies {
            let place = format!("board {}, week of {week}", board.number);
            let expected = format!("at most {replies} cases: replies of that week");
            check.find(&REPLIES, place, expected, format!("{lines} cases"));
        }
    }
    if !told.days.contains(&board.day) {
        let place = format!("board {}", board.number);
        let expected = format!("a batch of replies of {}", board.day);
        check.find(&BATCH, place, expected, "none");
    }
}

/// Says what the newest board says in sum.
fn count(board: &Board, check: &mut Check) {
    check.fact("boards", board.number.saturating_add(1));
    check.fact("day of the newest", board.day);
    check.fact("cases on it", board.lines.len());
    for word in ["kept", "late", "overdue", "open", "withdrawn"] {
        let of = |term: fn(&bellrope_transparency::log_note::Line) -> Term| {
            board
                .lines
                .iter()
                .filter(|line| term(line).word() == word)
                .count()
        };
        check.fact(
            format!("acknowledged within 7 days: {word}"),
            of(|line| line.acknowledged),
        );
        check.fact(
            format!("feedback within 3 months: {word}"),
            of(|line| line.feedback),
        );
    }
}
