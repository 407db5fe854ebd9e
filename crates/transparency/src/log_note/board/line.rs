//! One line: a case by its mark, its weeks, and how its two terms stand.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::time::Day;

/// Days within which receipt is acknowledged (Directive (EU) 2019/1937, article 9).
const ACKNOWLEDGE_DAYS: u32 = 7;
/// Months within which there is feedback.
const FEEDBACK_MONTHS: u32 = 3;

/// Names a case on the board: random to everyone but the two sides of the case
/// (docs/protocol.md §1.1 D13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark([u8; Self::LEN]);

impl Mark {
    /// Length of a mark, in bytes.
    pub const LEN: usize = 16;

    /// Takes the bytes of a mark.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Display for Mark {
    /// Writes 32 hex digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A week, by its Monday (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Monday(Day);

impl Monday {
    /// Returns the week of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self(day.monday())
    }

    /// Returns its first day.
    #[must_use]
    pub fn first(self) -> Day {
        self.0
    }

    /// Returns its last day, a Sunday.
    #[must_use]
    pub fn last(self) -> Day {
        self.0.plus(6)
    }
}

impl fmt::Display for Monday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Monday {
    type Err = LineFormError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let day: Day = text.parse().map_err(|_| LineFormError)?;
        let monday = Self::of(day);
        (monday.0 == day).then_some(monday).ok_or(LineFormError)
    }
}

/// How a term stands on the board's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term {
    /// Nothing was sent yet, and the term is not over.
    Open,
    /// Nothing was sent, and the term is over.
    Overdue,
    /// The case was withdrawn before anything was sent.
    Withdrawn,
    /// Sent in this week, within the term.
    Kept(Monday),
    /// Sent in this week, after the term.
    Late(Monday),
}

impl Term {
    /// Returns the week in which something was sent.
    #[must_use]
    pub fn week(self) -> Option<Monday> {
        match self {
            Self::Kept(week) | Self::Late(week) => Some(week),
            Self::Open | Self::Overdue | Self::Withdrawn => None,
        }
    }

    /// Returns the word that says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Withdrawn => "withdrawn",
            Self::Kept(_) => "kept",
            Self::Late(_) => "late",
        }
    }

    fn parse(week: &str, word: &str) -> Option<Self> {
        match (week, word) {
            ("-", "open") => Some(Self::Open),
            ("-", "overdue") => Some(Self::Overdue),
            ("-", "withdrawn") => Some(Self::Withdrawn),
            (week, "kept") => Some(Self::Kept(week.parse().ok()?)),
            (week, "late") => Some(Self::Late(week.parse().ok()?)),
            _ => None,
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.week() {
            Some(week) => write!(f, "{week} {}", self.word()),
            None => write!(f, "- {}", self.word()),
        }
    }
}

/// What a board says of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The case.
    pub mark: Mark,
    /// The week in which it came.
    pub received: Monday,
    /// Whether receipt was acknowledged.
    pub acknowledged: Term,
    /// Whether feedback was given.
    pub feedback: Term,
}

impl Line {
    /// Says whether the case is closed or overdue: others are not listed.
    // spec: §11.6 T3
    #[must_use]
    pub fn is_listed(&self) -> bool {
        let overdue = [self.acknowledged, self.feedback].contains(&Term::Overdue);
        let withdrawn = self.feedback == Term::Withdrawn;
        overdue || withdrawn || self.feedback.week().is_some()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mark, received) = (self.mark, self.received);
        write!(
            f,
            "{mark} {received} {} {}",
            self.acknowledged, self.feedback
        )
    }
}

impl FromStr for Line {
    type Err = LineFormError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split(' ').collect();
        let &[mark, received, acknowledged, a, feedback, f] = parts.as_slice() else {
            return Err(LineFormError);
        };
        let number = u128::from_str_radix(mark, 16).map_err(|_| LineFormError)?;
        let line = Self {
            mark: Mark(number.to_be_bytes()),
            received: received.parse()?,
            acknowledged: Term::parse(acknowledged, a).ok_or(LineFormError)?,
            feedback: Term::parse(feedback, f).ok_or(LineFormError)?,
        };
        // One spelling for each line, whatever the parsers above let through.
        (line.to_string() == text)
            .then_some(line)
            .ok_or(LineFormError)
    }
}

/// A text that is not a line of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a line of a board")]
pub struct LineFormError;

/// What happened in a case, by day (UTC), as the logs have it: all that a line is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The day of the last second of the epoch of its first letter.
    pub received: Day,
    /// The day of the first reply that acknowledges receipt.
    pub acknowledged: Option<Day>,
    /// The day of the first reply that gives feedback.
    pub feedback: Option<Day>,
    /// Whether the case is withdrawn.
    pub withdrawn: bool,
}

impl Dates {
    /// Returns the line of a case on a board of this day.
    // spec: §11.6 T4
    #[must_use]
    pub fn line(&self, mark: Mark, day: Day) -> Line {
        let due = feedback_by(self.received, self.acknowledged);
        Line {
            mark,
            received: Monday::of(self.received),
            acknowledged: self.term(self.acknowledged, acknowledge_by(self.received), day),
            feedback: self.term(self.feedback, due, day),
        }
    }

    fn term(&self, sent: Option<Day>, due: Day, day: Day) -> Term {
        match sent {
            Some(sent) if sent <= due => Term::Kept(Monday::of(sent)),
            Some(sent) => Term::Late(Monday::of(sent)),
            None if self.withdrawn => Term::Withdrawn,
            None if due < day => Term::Overdue,
            None => Term::Open,
        }
    }
}

/// Returns the last day on which receipt can be acknowledged in time.
#[must_use]
pub fn acknowledge_by(received: Day) -> Day {
    received.plus(ACKNOWLEDGE_DAYS)
}

/// Returns the last day on which feedback can be given in time: three months after the
/// acknowledgement, or after its term if that came first. Who acknowledges late gains no time.
#[must_use]
pub fn feedback_by(received: Day, acknowledged: Option<Day>) -> Day {
    let term = acknowledge_by(received);
    let from = acknowledged.map_or(term, |day| day.min(term));
    from.plus_months(FEEDBACK_MONTHS)
}
