//! What becomes of practice cases: which steps the team takes, and when.

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, Family, Outcome, Route};
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

use super::post::weekday;
use crate::case::Body;

pub(super) const DAY: u64 = 86_400;
pub(super) const HOUR: u64 = 3_600;

/// Something that somebody of the team does about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Reads what came.
    Read,
    /// Sends the acknowledgement as it was drafted.
    Acknowledge,
    /// Asks the reporter something.
    Ask,
    /// Answers what the reporter wrote.
    Answer,
    /// Tells how far it is.
    Tell,
    /// Tells what was done.
    GiveFeedback,
    /// Moves the case to another status.
    Go(Status),
    /// Tells the reporter that the case is going to be handed over (R109).
    Announce,
    /// Hands the case over, if the check lets it pass.
    HandOver,
    /// Approves, as a second person, what was proposed.
    Approve,
    /// Ends a task.
    EndTask(usize),
    /// Asks after detriment, so many months after closing.
    Care(u32),
    /// Proposes to delete it, once its term is over.
    Delete,
}

/// What a report is, as far as its course depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub(super) category: Category,
    /// Whether its reporter asks for advice.
    pub(super) asks_advice: bool,
}

/// What comes of a case, if nothing comes between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    /// Whether it turns out to be spam.
    pub(super) is_spam: bool,
    pub(super) route: Route,
    pub(super) outcome: Outcome,
    /// Who it belongs to, if it is not the desk's.
    pub(super) body: Body,
}

impl Fate {
    /// Nothing to go by.
    pub(super) const NOTHING: Self = Self {
        is_spam: false,
        route: Route::Registered,
        outcome: Outcome::TooLittle,
        body: Body::Other,
    };
}

/// Steps of one case, in order, each with its time.
pub(super) struct Course {
    pub(super) steps: Vec<(u64, Step)>,
    pub(super) fate: Fate,
    at: u64,
}

impl Course {
    fn begin(came: u64) -> Self {
        Self {
            steps: Vec::new(),
            fate: Fate::NOTHING,
            at: came,
        }
    }

    /// Plans the course of a case that came to the desk at some time. One in sixteen is acknowledged
    /// late, one in ten gets its feedback late.
    pub(super) fn draw(came: u64, about: About, rng: &mut StdRng) -> Self {
        let mut course = Self::begin(came);
        course.fate.body = body_for(about.category);
        let wait = if rng.random_bool(0.06) { 8..15 } else { 0..4 };
        course.then(wait, Step::Acknowledge, rng);
        course.then(0..3, Step::Go(Status::Assessing), rng);
        match rng.random_range(0..100) {
            _ if about.asks_advice => course.advise(rng),
            0..4 => course.advise(rng),
            4..11 => course.refer(rng),
            11..16 => course.transfer(rng),
            16..21 => course.dismiss(rng),
            21..38 => {
                course.ask(rng);
                course.handle(came, rng);
            }
            _ => course.handle(came, rng),
        }
        if !course.fate.is_spam && rng.random_bool(0.03) {
            course.then(20..60, Step::Go(Status::Reopened), rng);
            course.then(1..5, Step::Go(Status::Assessing), rng);
            course.handle(course.at, rng);
        }
        course
    }

    /// Plans the course of a raw letter, which nobody can answer.
    pub(super) fn of_raw(came: u64, rng: &mut StdRng) -> Self {
        let mut course = Self::begin(came);
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

    /// Advice is promised within ten working days; one in ten takes longer.
    fn advise(&mut self, rng: &mut StdRng) {
        self.fate.route = Route::Advice;
        self.fate.outcome = Outcome::OutsideScope;
        self.then(0..2, Step::Go(Status::Handling), rng);
        let wait = if rng.random_bool(0.1) { 11..20 } else { 0..4 };
        self.then(wait, Step::GiveFeedback, rng);
        self.then(1..10, Step::Go(Status::Concluded), rng);
    }

    /// It is spam: closed, and deleted when its month is over.
    fn dismiss(&mut self, rng: &mut StdRng) {
        self.fate.is_spam = true;
        self.fate.outcome = Outcome::Spam;
        self.then(0..3, Step::Go(Status::Concluded), rng);
        self.then(36..60, Step::Delete, rng);
    }

    /// It belongs elsewhere, and its reporter is told where.
    fn refer(&mut self, rng: &mut StdRng) {
        self.fate.outcome = Outcome::OutsideScope;
        self.then(2..12, Step::Go(Status::Referred), rng);
        self.finish_elsewhere(rng);
    }

    /// It is handed over, once the reporter had two weeks to object.
    fn transfer(&mut self, rng: &mut StdRng) {
        self.fate.outcome = Outcome::NotEstablished;
        self.fate.route = match self.fate.body {
            Body::Police => Route::Police,
            Body::Committee => Route::Complaint,
            _ => Route::Conversation,
        };
        self.then(2..8, Step::Announce, rng);
        self.then(15..20, Step::HandOver, rng);
        self.finish_elsewhere(rng);
    }

    fn finish_elsewhere(&mut self, rng: &mut StdRng) {
        // The second person has approved it by then.
        self.then(5..20, Step::GiveFeedback, rng);
        self.then(3..20, Step::Go(Status::Concluded), rng);
    }

    fn ask(&mut self, rng: &mut StdRng) {
        self.then(1..5, Step::Ask, rng);
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
        self.decide(detour, rng);
        if let Some(detour) = detour {
            self.then(1..8, Step::Go(detour), rng);
            if rng.random_bool(0.4) {
                self.then(5..15, Step::Tell, rng);
            }
            self.then(8..40, Step::Go(Status::Handling), rng);
        }
        // Three months, and not a day less, is when much is done.
        let due = came + 80 * DAY;
        if rng.random_bool(0.5) && self.at < due {
            self.at = due - rng.random_range(0..30) * DAY;
        } else if rng.random_bool(0.14) {
            self.at = self.at.max(due) + 15 * DAY;
        }
        self.then(0..6, Step::GiveFeedback, rng);
        self.then(2..15, Step::Go(Status::Concluded), rng);
        if rng.random_bool(0.25) {
            self.then(3..10, Step::Go(Status::Aftercare), rng);
        }
    }

    /// Chooses a route that fits what is done, and an outcome that fits the route.
    fn decide(&mut self, detour: Option<Status>, rng: &mut StdRng) {
        const INQUIRIES: [Route; 5] = [
            Route::Preliminary,
            Route::Preliminary,
            Route::FactFinding,
            Route::Person,
            Route::Organisation,
        ];
        const TALKS: [Route; 6] = [
            Route::Conversation,
            Route::Conversation,
            Route::Conversation,
            Route::Mediation,
            Route::RiskAnalysis,
            Route::Registered,
        ];
        let is_inquiry = detour == Some(Status::Investigating);
        let routes: &[Route] = if is_inquiry { &INQUIRIES } else { &TALKS };
        let route = routes.choose(rng).copied().unwrap_or(Route::Conversation);
        let outcomes: &[Outcome] = match route {
            Route::Registered => &[Outcome::TooLittle, Outcome::NotEstablished],
            _ if is_inquiry => &[
                Outcome::Found,
                Outcome::Found,
                Outcome::PartlyFound,
                Outcome::PartlyFound,
                Outcome::NotFound,
                Outcome::NotEstablished,
            ],
            _ => &[
                Outcome::Found,
                Outcome::PartlyFound,
                Outcome::PartlyFound,
                Outcome::NotEstablished,
                Outcome::NotFound,
            ],
        };
        self.fate.route = route;
        self.fate.outcome = outcomes.choose(rng).copied().unwrap_or(Outcome::TooLittle);
    }
}

/// Says to whom a case belongs that is not the desk's.
fn body_for(category: Category) -> Body {
    match category {
        Category::Zs5 | Category::Og3 | Category::Og4 => Body::Police,
        Category::Bn => Body::Huis,
        Category::Fv => Body::Authority,
        _ if category.family() == Some(Family::Behaviour) => Body::Committee,
        _ => Body::Commander,
    }
}

/// Returns a working hour of the day, or, after it, of the first working day from there on.
pub(super) fn office(at: u64, rng: &mut StdRng) -> u64 {
    let day = at - at % DAY;
    let at = (day + rng.random_range(9..16) * HOUR).max(at);
    let at = if at > day + 17 * HOUR {
        day + DAY + rng.random_range(9..16) * HOUR
    } else {
        at
    };
    match weekday(at) {
        5 => at + 2 * DAY,
        6 => at + DAY,
        _ => at,
    }
}

/// Returns a working hour of the day, or, on a weekend, of the Friday before.
pub(super) fn office_before(day: u64, rng: &mut StdRng) -> u64 {
    let at = day - day % DAY + rng.random_range(9..16) * HOUR;
    match weekday(at) {
        5 => at - DAY,
        6 => at - 2 * DAY,
        _ => at,
    }
}
