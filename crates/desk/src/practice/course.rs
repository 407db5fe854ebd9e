//! What becomes of practice cases: which steps the team takes, and when.

use bellrope_casework::status::Status;
use rand::RngExt as _;
use rand::rngs::StdRng;

use super::post::weekday;

const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;

/// Something that somebody of the team does about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Sends the acknowledgement as it was drafted.
    Acknowledge,
    /// Asks, or answers.
    Write,
    /// Tells what was done.
    GiveFeedback,
    /// Moves the case to another status.
    Go(Status),
    /// Approves, as a second person, what was proposed.
    Approve,
    /// Proposes to delete it, once its term is over.
    Delete,
}

/// Steps of one case, in order, each with its time.
pub(super) struct Course {
    pub(super) steps: Vec<(u64, Step)>,
    /// Whether it turns out to be spam.
    pub(super) is_spam: bool,
    at: u64,
}

impl Course {
    /// Plans the course of a case that came to the desk at some time. One in twelve is acknowledged
    /// late, one in seven gets its feedback late.
    pub(super) fn draw(came: u64, rng: &mut StdRng) -> Self {
        let mut course = Self {
            steps: Vec::new(),
            is_spam: false,
            at: came,
        };
        let wait = if rng.random_bool(0.08) { 8..15 } else { 0..5 };
        course.then(wait, Step::Acknowledge, rng);
        course.then(0..4, Step::Go(Status::Assessing), rng);
        match rng.random_range(0..100) {
            0..16 => course.advise(rng),
            16..23 => course.pass_on(Status::Referred, rng),
            23..28 => course.pass_on(Status::Transferred, rng),
            28..33 => course.dismiss(rng),
            33..50 => {
                course.ask(rng);
                course.handle(came, rng);
            }
            _ => course.handle(came, rng),
        }
        if !course.is_spam && rng.random_bool(0.03) {
            course.then(20..60, Step::Go(Status::Reopened), rng);
            course.then(1..5, Step::Go(Status::Assessing), rng);
            course.handle(course.at, rng);
        }
        course
    }

    /// Plans the course of a raw letter, which nobody can answer.
    pub(super) fn of_raw(came: u64, rng: &mut StdRng) -> Self {
        let mut course = Self {
            steps: Vec::new(),
            is_spam: false,
            at: came,
        };
        course.then(0..4, Step::Go(Status::Assessing), rng);
        if rng.random_bool(0.4) {
            course.dismiss(rng);
        } else {
            course.then(1..20, Step::Go(Status::Concluded), rng);
        }
        course
    }

    fn then(&mut self, days: std::ops::Range<u64>, step: Step, rng: &mut StdRng) {
        self.at += rng.random_range(days) * DAY;
        self.at = office(self.at, rng).max(self.at + 1);
        self.steps.push((self.at, step));
    }

    fn advise(&mut self, rng: &mut StdRng) {
        self.then(1..10, Step::GiveFeedback, rng);
        self.then(1..10, Step::Go(Status::Concluded), rng);
    }

    /// It is spam: closed, and deleted when its month is over.
    fn dismiss(&mut self, rng: &mut StdRng) {
        self.is_spam = true;
        self.then(0..3, Step::Go(Status::Concluded), rng);
        self.then(36..60, Step::Delete, rng);
    }

    fn pass_on(&mut self, to: Status, rng: &mut StdRng) {
        self.then(2..12, Step::Go(to), rng);
        self.then(1..20, Step::GiveFeedback, rng);
        self.then(3..20, Step::Go(Status::Concluded), rng);
    }

    fn ask(&mut self, rng: &mut StdRng) {
        self.then(1..5, Step::Write, rng);
        self.then(0..1, Step::Go(Status::WaitingForReporter), rng);
        self.then(4..25, Step::Go(Status::Assessing), rng);
    }

    fn handle(&mut self, came: u64, rng: &mut StdRng) {
        self.then(1..6, Step::Go(Status::Handling), rng);
        let detour = match rng.random_range(0..100) {
            0..35 => Some(Status::Investigating),
            35..45 => Some(Status::WaitingForOthers),
            45..49 => Some(Status::OnHold),
            _ => None,
        };
        if let Some(detour) = detour {
            self.then(1..8, Step::Go(detour), rng);
            if rng.random_bool(0.4) {
                self.then(5..15, Step::Write, rng);
            }
            self.then(8..40, Step::Go(Status::Handling), rng);
        }
        // Three months, and not a day less, is when much is done.
        let due = came + 80 * DAY;
        if rng.random_bool(0.5) && self.at < due {
            self.at = due - rng.random_range(0..30) * DAY;
        } else if rng.random_bool(0.28) {
            self.at = self.at.max(due) + 15 * DAY;
        }
        self.then(0..6, Step::GiveFeedback, rng);
        self.then(2..15, Step::Go(Status::Concluded), rng);
        if rng.random_bool(0.25) {
            self.then(3..10, Step::Go(Status::Aftercare), rng);
            self.then(20..60, Step::Write, rng);
        }
    }
}

/// Returns the first working hour from some time on.
fn office(at: u64, rng: &mut StdRng) -> u64 {
    let day = at - at % DAY;
    let at = (day + rng.random_range(9..16) * HOUR).max(at);
    match weekday(at) {
        5 => at + 2 * DAY,
        6 => at + DAY,
        _ => at,
    }
}
