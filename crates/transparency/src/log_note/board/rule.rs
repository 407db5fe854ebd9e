//! What must hold of a board, by itself and after the one before.

use std::collections::BTreeMap;

use bellrope_protocol::time::Day;

use super::line::{Line, Mark, Monday, Term, acknowledge_by, feedback_by};
use super::{BOARD_MIN_CHANGES, Board};

/// One of the two terms of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The acknowledgement of receipt, within seven days.
    Acknowledgement,
    /// The feedback, within three months.
    Feedback,
}

impl std::fmt::Display for Which {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Acknowledgement => "acknowledgement",
            Self::Feedback => "feedback",
        })
    }
}

impl Board {
    /// Lists everything that does not hold of this board after the one before it, `None` for the
    /// first: in itself, and in what changed. An honest desk's boards have no fault.
    // spec: §11.6 T2–T8
    #[must_use]
    pub fn faults(&self, before: Option<&Self>) -> Vec<BoardFault> {
        let mut faults = self.faults_of_sequence(before);
        faults.extend(self.own_faults());
        faults.extend(self.faults_of_change(before));
        faults
    }

    /// Lists the lines that cannot be true, whatever the board before says.
    // spec: §11.6 T4
    #[must_use]
    pub fn own_faults(&self) -> Vec<BoardFault> {
        let lines = self.lines.iter();
        lines
            .flat_map(|line| faults_of_line(line, self.day))
            .collect()
    }

    /// Checks number, day and the hash of the board before.
    // spec: §11.6 T2
    fn faults_of_sequence(&self, before: Option<&Self>) -> Vec<BoardFault> {
        let mut faults = Vec::new();
        let expected = before.map_or(0, |before| before.number.saturating_add(1));
        if self.number != expected {
            let found = self.number;
            faults.push(BoardFault::Number { found, expected });
        }
        if self.previous != before.map(Self::hash) {
            faults.push(BoardFault::Previous);
        }
        if let Some(before) = before
            && (self.day <= before.day || self.origin != before.origin)
        {
            let (day, last) = (self.day, before.day);
            faults.push(BoardFault::Day { day, last });
        }
        faults
    }

    /// Checks what was added, changed and left out.
    // spec: §11.6 T3, T5–T8
    fn faults_of_change(&self, before: Option<&Self>) -> Vec<BoardFault> {
        let mut faults = Vec::new();
        let from = Self::carried_from(self.day);
        let old: BTreeMap<Mark, &Line> = before
            .iter()
            .flat_map(|before| before.lines.iter().map(|line| (line.mark, line)))
            .collect();
        let mut changes = 0;
        for line in &self.lines {
            let mark = line.mark;
            match old.get(&mark) {
                Some(old) => faults.extend(faults_of_successor(old, line, before)),
                None if !line.is_listed() => faults.push(BoardFault::Early { mark }),
                None => {}
            }
            changes += usize::from(old.get(&mark) != Some(&line));
            if line.received < from {
                faults.push(BoardFault::Stays { mark, from });
            }
        }
        for (mark, line) in old {
            if line.received >= from && self.line(&mark).is_none() {
                faults.push(BoardFault::Gone { mark });
            }
        }
        if changes < BOARD_MIN_CHANGES {
            faults.push(BoardFault::Few { changes });
        }
        faults
    }
}

/// Checks that the weeks of a line can be, and that its words can be true of them.
// spec: §11.6 T4
fn faults_of_line(line: &Line, day: Day) -> Vec<BoardFault> {
    let mark = line.mark;
    let mut faults = Vec::new();
    let (acknowledged, feedback) = (line.acknowledged.week(), line.feedback.week());
    let in_order = match (acknowledged, feedback) {
        (Some(acknowledged), Some(feedback)) => {
            line.received <= acknowledged && acknowledged <= feedback
        }
        (Some(acknowledged), None) => line.received <= acknowledged,
        // Feedback acknowledges receipt, if nothing did before.
        (None, Some(_)) => false,
        (None, None) => true,
    };
    let last = feedback.or(acknowledged).unwrap_or(line.received);
    if !in_order || last.first() > day {
        faults.push(BoardFault::Weeks { mark });
        return faults;
    }
    let spans = Spans::of(line, day);
    for (which, term, due) in [
        (
            Which::Acknowledgement,
            line.acknowledged,
            spans.acknowledge_by(),
        ),
        (Which::Feedback, line.feedback, spans.feedback_by()),
    ] {
        if !can_be(term, due, day) {
            faults.push(BoardFault::Verdict { mark, which, term });
        }
    }
    faults
}

/// Ages the line of a case that is not known any more: an open term that must be over is overdue.
// spec: §11.6 T6
pub(super) fn aged(line: Line, day: Day) -> Line {
    let spans = Spans::of(&line, day);
    let age = |term: Term, due: Span| match term {
        Term::Open if !can_be(term, due, day) => Term::Overdue,
        _ => term,
    };
    Line {
        acknowledged: age(line.acknowledged, spans.acknowledge_by()),
        feedback: age(line.feedback, spans.feedback_by()),
        ..line
    }
}

/// The first and last day on which something can have been.
#[derive(Clone, Copy)]
struct Span {
    first: Day,
    last: Day,
}

impl Span {
    fn of(week: Monday, day: Day) -> Self {
        Self {
            first: week.first(),
            last: week.last().min(day),
        }
    }
}

struct Spans {
    received: Span,
    acknowledged: Option<Span>,
}

impl Spans {
    fn of(line: &Line, day: Day) -> Self {
        Self {
            received: Span::of(line.received, day),
            acknowledged: line.acknowledged.week().map(|week| Span::of(week, day)),
        }
    }

    fn acknowledge_by(&self) -> Span {
        Span {
            first: acknowledge_by(self.received.first),
            last: acknowledge_by(self.received.last),
        }
    }

    fn feedback_by(&self) -> Span {
        let (first, last) = (
            self.acknowledged.map(|span| span.first),
            self.acknowledged.map(|span| span.last),
        );
        Span {
            first: feedback_by(self.received.first, first),
            last: feedback_by(self.received.last, last),
        }
    }
}

/// Says whether a term can stand so, if it ended on one of the days `due`.
fn can_be(term: Term, due: Span, day: Day) -> bool {
    match term {
        Term::Open => day <= due.last,
        Term::Overdue => due.first < day,
        Term::Withdrawn => true,
        Term::Kept(week) => week.first() <= due.last,
        Term::Late(week) => due.first < Span::of(week, day).last,
    }
}

/// Checks that a line follows from the one before of the same case.
// spec: §11.6 T5
fn faults_of_successor(old: &Line, new: &Line, before: Option<&Board>) -> Vec<BoardFault> {
    let mark = new.mark;
    let mut faults = Vec::new();
    if old.received != new.received {
        faults.push(BoardFault::Received { mark });
    }
    let last = before.map_or(Day::MIN, |before| before.day);
    for (which, old, new) in [
        (Which::Acknowledgement, old.acknowledged, new.acknowledged),
        (Which::Feedback, old.feedback, new.feedback),
    ] {
        if !can_follow(old, new, last) {
            faults.push(BoardFault::Changed {
                mark,
                which,
                old,
                new,
            });
        }
    }
    faults
}

/// Says whether a term that stood so on the day `last` can stand so later.
pub(super) fn can_follow(old: Term, new: Term, last: Day) -> bool {
    // What was not sent by the last board's day was sent on a later one.
    let later = |week: Monday| week.last() > last;
    match (old, new) {
        (Term::Kept(_) | Term::Late(_), _) => old == new,
        (Term::Overdue, Term::Overdue) => true,
        (Term::Overdue, Term::Late(week)) => later(week),
        (Term::Overdue, _) => false,
        (_, Term::Kept(week) | Term::Late(week)) => later(week),
        (_, Term::Open | Term::Overdue | Term::Withdrawn) => true,
    }
}

/// What does not hold of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BoardFault {
    /// The number is not the next (T2).
    #[error("board has number {found}, expected {expected}")]
    Number {
        /// Its number.
        found: u64,
        /// The next.
        expected: u64,
    },
    /// It does not name the board before by its hash (T2).
    #[error("board does not name the board before")]
    Previous,
    /// Its day is not later than that of the board before, or it is another desk's (T2).
    #[error("board is of {day}, not after the last of {last}")]
    Day {
        /// Its day.
        day: Day,
        /// The day of the board before.
        last: Day,
    },
    /// A case is listed that is neither closed nor overdue (T3).
    #[error("case {mark} is listed and neither closed nor overdue")]
    Early {
        /// The case.
        mark: Mark,
    },
    /// Weeks are out of order or lie after the board's day (T4).
    #[error("case {mark} has weeks that cannot be")]
    Weeks {
        /// The case.
        mark: Mark,
    },
    /// A word cannot be true of the weeks (T4).
    #[error("case {mark} has its {which} as {term}, which its weeks make impossible")]
    Verdict {
        /// The case.
        mark: Mark,
        /// The term.
        which: Which,
        /// How it is said to stand.
        term: Term,
    },
    /// The week of receipt changed (T5).
    #[error("case {mark} has another week of receipt than on the board before")]
    Received {
        /// The case.
        mark: Mark,
    },
    /// A term changed in a way that it cannot (T5).
    #[error("case {mark} had its {which} as {old} and has it as {new}")]
    Changed {
        /// The case.
        mark: Mark,
        /// The term.
        which: Which,
        /// How it stood.
        old: Term,
        /// How it is said to stand.
        new: Term,
    },
    /// A line is gone (T6).
    #[error("case {mark} was on the board before and is gone")]
    Gone {
        /// The case.
        mark: Mark,
    },
    /// A line stays longer than all others (T7).
    #[error("case {mark} came before {from} and should have left")]
    Stays {
        /// The case.
        mark: Mark,
        /// The first week whose cases the board carries.
        from: Monday,
    },
    /// Fewer lines than five were added or changed (T8).
    #[error("{changes} lines are new or changed, at least {BOARD_MIN_CHANGES} go out together")]
    Few {
        /// Their number.
        changes: usize,
    },
}
