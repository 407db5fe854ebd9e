//! The year itself, day by day: letters come, the team works, batches go out.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use bellrope_casework::status::Status;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::course::{About, Course, DAY, Fate, HOUR, Step, office};
use super::exercise::Exercise;
use super::post::{Posted, Posting, schedule, weekday};
use super::reporter::{self, Reporter};
use super::story::words;
use super::team::Place;
use super::{Count, Plan, PracticeError};
use crate::card::{self, RotateOptions};
use crate::case::access::{self, Interest};
use crate::case::{self, CaseNumber, OpenCase, Register};
use crate::import::{Arrival, Batch, EPOCH_SECS, PracticeRelay, store_block};
use crate::person;
use crate::proposal::ProposalId;
use crate::reply_batch;
use crate::vault::{Records as _, Vault, VaultError};
use bellrope_casework::vocabulary::{Category, Lang};

/// Days after which everybody accepts the confidentiality statement again.
const HALF_YEAR: u64 = 182;
/// How many reports come with files.
const ATTACHES: f64 = 0.05;
/// When the courier comes, within a working day.
const COURIER: u64 = 8 * HOUR;
/// When the batch of the day is made.
const EVENING: u64 = 17 * HOUR;

/// A year that is over.
pub(super) struct Lived {
    pub(super) vault: Vault,
    pub(super) count: Count,
    pub(super) exercise: Exercise,
}

/// Somebody who reported, and what the desk made of it.
pub(super) struct Dossier {
    pub(super) reporter: Option<Reporter>,
    pub(super) number: Option<CaseNumber>,
    /// Who handles it, by their place in the team.
    pub(super) handler: usize,
    pub(super) lang: Lang,
    pub(super) fate: Fate,
    /// Whether the case was deleted.
    pub(super) is_gone: bool,
    /// Whether the desk asked something that was not answered yet.
    pub(super) is_asked: bool,
    /// A move that waits for a second person.
    pub(super) proposed: Option<(ProposalId, Status)>,
    /// Who declared to have no interest in it, by their places.
    pub(super) declared: BTreeSet<usize>,
}

/// A step that is due.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due {
    pub(super) at: u64,
    /// Steps of the same second in the order in which they were planned.
    order: u64,
    pub(super) dossier: usize,
    pub(super) step: Step,
}

/// A year in the making.
pub(super) struct Year<'r> {
    plan: Plan,
    pub(super) vault: Vault,
    relay: PracticeRelay,
    pub(super) rng: &'r mut StdRng,
    pub(super) places: Vec<Place>,
    /// Who sits at the vault.
    sitting: usize,
    pub(super) dossiers: Vec<Dossier>,
    agenda: BinaryHeap<Reverse<Due>>,
    planned: u64,
    /// Letters that will be posted, the next one last.
    postings: Vec<Posting>,
    /// Raw letters whose cases are known.
    raws: BTreeSet<CaseNumber>,
    /// The end of the last epoch that was delivered.
    delivered: u64,
    pub(super) count: Count,
}

impl<'r> Year<'r> {
    pub(super) fn new(
        plan: &Plan,
        vault: Vault,
        relay: PracticeRelay,
        places: Vec<Place>,
        rng: &'r mut StdRng,
    ) -> Result<Self, PracticeError> {
        let begin = plan.until - u64::from(plan.days) * DAY;
        let epoch = u64::from(EPOCH_SECS);
        let begin = begin.next_multiple_of(epoch);
        let last = last_delivery(plan.until);
        let mut postings = schedule(plan, begin, last - last % epoch, rng);
        postings.reverse();
        let card = card::newest(&vault.read()?)?;
        let mut dossiers = Vec::new();
        for _ in 0..plan.cases {
            let drawn = Reporter::draw(&card, rng)?;
            dossiers.push(Dossier {
                lang: drawn.voice.lang,
                reporter: Some(drawn),
                number: None,
                fate: Fate::NOTHING,
                is_gone: false,
                is_asked: false,
                proposed: None,
                declared: BTreeSet::new(),
                handler: 0,
            });
        }
        Ok(Self {
            plan: *plan,
            vault,
            relay,
            rng,
            places,
            sitting: 0,
            dossiers,
            agenda: BinaryHeap::new(),
            planned: 0,
            postings,
            raws: BTreeSet::new(),
            delivered: begin,
            count: Count::default(),
        })
    }

    /// Lives through the year.
    pub(super) fn live(mut self) -> Result<Lived, PracticeError> {
        let first = self.plan.until / DAY - u64::from(self.plan.days);
        for day in first..=self.plan.until / DAY {
            let begins = day * DAY;
            if weekday(begins) == 0 {
                self.rotate(begins + COURIER)?;
            }
            if (day - first) % HALF_YEAR == HALF_YEAR - 1 {
                self.accept_statements(begins + COURIER)?;
            }
            if weekday(begins) < 5 && begins + EVENING <= self.plan.until {
                self.live_working_day(begins)?;
            } else if weekday(begins) < 5 && begins + COURIER <= self.plan.until {
                self.receive(begins + COURIER)?;
                self.work(self.plan.until)?;
            }
        }
        self.sit_down(0);
        let writers = self.writers()?;
        Ok(Lived {
            vault: self.vault,
            count: self.count,
            exercise: Exercise::new(&self.plan, self.relay, writers, self.delivered),
        })
    }

    /// Takes the reporters whose cases are open at the end, the last ones first.
    fn writers(&mut self) -> Result<Vec<Reporter>, VaultError> {
        let mut writers = Vec::new();
        for at in (0..self.dossiers.len()).rev() {
            let Some(number) = &self.dossiers[at].number else {
                continue;
            };
            if self.line(number)?.status().is_open() {
                writers.extend(self.dossiers[at].reporter.take());
            }
        }
        Ok(writers)
    }

    /// Lets everybody accept the confidentiality statement again, so that nobody who learns here begins
    /// with one that has run out (R092).
    fn accept_statements(&mut self, now: u64) -> Result<(), PracticeError> {
        // Another stream: what happens in the year does not hang on it.
        let rng = &mut StdRng::seed_from_u64(self.plan.seed ^ now);
        for place in 0..self.places.len() {
            self.sit_down(place);
            person::accept_statement(&mut self.vault, now, rng)?;
        }
        self.sit_down(0);
        Ok(())
    }

    fn live_working_day(&mut self, begins: u64) -> Result<(), PracticeError> {
        self.receive(begins + COURIER)?;
        self.work(begins + EVENING)?;
        reply_batch::make_due(&mut self.vault, begins + EVENING, self.rng)?;
        Ok(())
    }

    /// Makes the keys that are due; the first time, room for the replies of the year.
    fn rotate(&mut self, now: u64) -> Result<(), PracticeError> {
        let card = card::newest(&self.vault.read()?)?;
        let replies = self.plan.cases * 10 / self.plan.days;
        let replies = replies.next_power_of_two().min(card::MAX_REPLY_COUNT);
        let more = card.serial == 1 && replies > card.replies.count;
        let options = RotateOptions {
            replies: more.then_some(replies),
            ..RotateOptions::default()
        };
        card::rotate(&mut self.vault, &options, now, self.rng)?;
        Ok(())
    }

    /// Takes what the courier brings: every epoch that ended before.
    fn receive(&mut self, now: u64) -> Result<(), PracticeError> {
        let epoch = u64::from(EPOCH_SECS);
        let mut batches = Vec::new();
        let mut came = Vec::new();
        while self.delivered + epoch <= now {
            self.delivered += epoch;
            batches.push(self.take_epoch(&mut came)?);
        }
        self.sit_down(0);
        let summary = self
            .relay
            .deliver(&mut self.vault, batches, now, self.rng)?;
        self.count.letters += u32::try_from(summary.letters + summary.raw).unwrap_or(u32::MAX);
        self.count.unverified += u32::try_from(summary.unverified).unwrap_or(u32::MAX);
        self.take_in(&came, now)
    }

    /// Collects the letters of one epoch.
    fn take_epoch(&mut self, came: &mut Vec<Posting>) -> Result<Batch, PracticeError> {
        let mut arrivals = Vec::new();
        while let Some(posting) = self.postings.pop_if(|next| next.at < self.delivered) {
            let posting = self.redirect(posting);
            arrivals.push(self.write(posting)?);
            came.push(posting);
        }
        Ok(Batch {
            epoch: u32::try_from(self.delivered).unwrap_or(u32::MAX),
            arrivals,
        })
    }

    /// Lets the next one write whose case is still there: a letter to one that was deleted would belong
    /// to none, and there are to be as many in cases as planned.
    fn redirect(&self, posting: Posting) -> Posting {
        if !self.dossiers[posting.reporter].is_gone || posting.what == Posted::Junk {
            return posting;
        }
        let count = self.dossiers.len();
        let mut others = (posting.reporter + 1..posting.reporter + count).map(|at| at % count);
        let has_case = |at: &usize| {
            let dossier = &self.dossiers[*at];
            dossier.number.is_some() && dossier.reporter.is_some()
        };
        match others.find(has_case) {
            Some(reporter) => Posting {
                reporter,
                what: Posted::FollowUp,
                ..posting
            },
            None => posting,
        }
    }

    fn write(&mut self, posting: Posting) -> Result<Arrival, PracticeError> {
        let folder = self.vault.folder().to_owned();
        let dossier = &mut self.dossiers[posting.reporter];
        let rng = &mut *self.rng;
        let written = match (posting.what, &mut dossier.reporter) {
            (Posted::Report, Some(reporter)) => {
                let keep = |address: &[u8; 16], bytes: &[u8]| store_block(&folder, address, bytes);
                reporter.report(ATTACHES, keep, rng)?
            }
            (Posted::FollowUp, Some(reporter)) => {
                let answers = std::mem::take(&mut dossier.is_asked);
                reporter.follow_up(answers, rng)?
            }
            (Posted::Withdrawal, Some(reporter)) => reporter.withdraw(rng)?,
            (Posted::Junk, _) => junk(rng),
            (_, reporter) => {
                // Whoever writes a raw letter has no case code.
                let reporter = reporter.take();
                let words = words(dossier.lang);
                let text = reporter.map(|it| it.voice.say(words.raws, rng));
                reporter::raw(&text.unwrap_or_default(), rng)
            }
        };
        Ok(written)
    }

    /// Looks at what came, and plans what will be done about it.
    fn take_in(&mut self, came: &[Posting], now: u64) -> Result<(), PracticeError> {
        let mut raws = self.new_raws(came)?.into_iter();
        for posting in came {
            let at = posting.reporter;
            match posting.what {
                Posted::Report => {
                    self.dossiers[at].number = self.number_of(at)?;
                    self.assign(at, now)?;
                    let about = self.about(at);
                    let course = Course::draw(now, about, self.rng);
                    self.plan_steps(at, course);
                }
                Posted::Raw => {
                    self.dossiers[at].number = raws.next();
                    self.assign(at, now)?;
                    let course = Course::of_raw(now, self.rng);
                    self.plan_steps(at, course);
                }
                Posted::Withdrawal => self.add(at, now + HOUR, Step::Go(Status::Withdrawn)),
                Posted::FollowUp => self.plan_answer(at, now),
                Posted::Junk => {}
            }
        }
        Ok(())
    }

    fn about(&self, dossier: usize) -> About {
        let reporter = self.dossiers[dossier].reporter.as_ref();
        About {
            category: reporter.map_or(Category::Xx, |it| it.category),
            asks_advice: reporter.is_some_and(Reporter::asks_advice),
        }
    }

    /// Lets somebody read what came, and answer one in four.
    fn plan_answer(&mut self, dossier: usize, now: u64) {
        let later = now + self.rng.random_range(0..30) * HOUR;
        let read = office(later, self.rng);
        if self.rng.random_bool(0.25) {
            self.add(dossier, read, Step::Answer);
        } else {
            self.add(dossier, read, Step::Read);
        }
    }

    fn plan_steps(&mut self, dossier: usize, course: Course) {
        self.count.cases += 1;
        self.dossiers[dossier].fate = course.fate;
        for (at, step) in course.steps {
            self.add(dossier, at, step);
        }
    }

    pub(super) fn add(&mut self, dossier: usize, at: u64, step: Step) {
        self.planned += 1;
        self.agenda.push(Reverse(Due {
            at,
            order: self.planned,
            dossier,
            step,
        }));
    }

    fn number_of(&self, dossier: usize) -> Result<Option<CaseNumber>, VaultError> {
        let Some(reporter) = &self.dossiers[dossier].reporter else {
            return Ok(None);
        };
        let case = OpenCase::of_handle(&self.vault.read()?, &reporter.handle())?;
        Ok(case.map(|case| case.number().clone()))
    }

    /// Gives a case to one of those who read it from its import on, in turn.
    fn assign(&mut self, dossier: usize, now: u64) -> Result<(), PracticeError> {
        let Some(number) = self.dossiers[dossier].number.clone() else {
            return Ok(());
        };
        let line = Register::find(&self.vault.read()?, &number)?;
        let readers = line.map(|line| line.readers).unwrap_or_default();
        let reads = |place: &Place| place.person.is_some_and(|it| readers.contains(&it));
        let all = self.places.iter().enumerate();
        let who = all.filter(|(_, place)| place.handles && reads(place));
        let who: Vec<usize> = who.map(|(at, _)| at).collect();
        let Some(handler) = who.get(dossier % who.len().max(1)).copied() else {
            // Closed to everybody: nobody can do anything about it.
            self.dossiers[dossier].number = None;
            return Ok(());
        };
        self.dossiers[dossier].handler = handler;
        let coordinator = who.iter().copied().find(|at| self.places[*at].assigns);
        if let (Some(coordinator), Some(person)) = (coordinator, self.places[handler].person) {
            self.sit_down(coordinator);
            // Another stream: what happens in the year does not hang on it.
            let seed = self.plan.seed ^ now.rotate_left(32) ^ dossier as u64;
            let rng = &mut StdRng::seed_from_u64(seed);
            access::assign(&mut self.vault, &number, person, now, rng)?;
            self.count.acts += 1;
        }
        Ok(())
    }

    /// Finds somebody else who handles cases and reads this one.
    pub(super) fn another_reader(
        &self,
        than: usize,
        number: &CaseNumber,
    ) -> Result<Option<usize>, VaultError> {
        let readers = self.line(number)?.readers;
        let mut places = self.places.iter().enumerate();
        let reads = |place: &Place| place.person.is_some_and(|it| readers.contains(&it));
        let found = places.find(|(at, place)| *at != than && place.handles && reads(place));
        Ok(found.map(|(at, _)| at))
    }

    /// Finds the cases of raw letters that were not there before.
    fn new_raws(&mut self, came: &[Posting]) -> Result<Vec<CaseNumber>, VaultError> {
        if !came.iter().any(|posting| posting.what == Posted::Raw) {
            return Ok(Vec::new());
        }
        let lines: Vec<Register> = self.vault.read()?.all()?;
        let raws = lines.into_iter().filter(|line| line.is_raw);
        let new = raws.map(|line| line.number);
        let new: Vec<CaseNumber> = new.filter(|it| !self.raws.contains(it)).collect();
        self.raws.extend(new.iter().cloned());
        Ok(new)
    }

    /// Does what is due until some time.
    fn work(&mut self, until: u64) -> Result<(), PracticeError> {
        while self.agenda.peek().is_some_and(|due| due.0.at <= until) {
            let Some(Reverse(due)) = self.agenda.pop() else {
                return Ok(());
            };
            if let Some(number) = self.dossiers[due.dossier].number.clone() {
                self.sit_at(self.dossiers[due.dossier].handler, &due, &number)?;
                case::mark_read(&mut self.vault, &number, self.rng)?;
                self.take(&due, &number)?;
            }
        }
        Ok(())
    }

    /// Lets somebody sit down to work on a case; the first time, they declare to have no interest in
    /// it (R086).
    pub(super) fn sit_at(
        &mut self,
        place: usize,
        due: &Due,
        number: &CaseNumber,
    ) -> Result<(), PracticeError> {
        self.sit_down(place);
        if self.dossiers[due.dossier].declared.insert(place) {
            access::declare(&mut self.vault, number, Interest::None, due.at, self.rng)?;
            self.count.acts += 1;
        }
        Ok(())
    }

    /// Lets somebody of the team sit at the vault.
    pub(super) fn sit_down(&mut self, place: usize) {
        if let Some(seat) = self.places[place].seat.take() {
            self.places[self.sitting].seat = Some(self.vault.sit_down(seat));
            self.sitting = place;
        }
    }
}

/// Returns when the last letters come: the last morning of a working day.
fn last_delivery(until: u64) -> u64 {
    let mut at = until - until % DAY + COURIER;
    while at > until || weekday(at) > 4 {
        at -= DAY;
    }
    at
}

/// Makes what begins like a letter and is none.
pub(super) fn junk(rng: &mut StdRng) -> Arrival {
    reporter::raw("bellrope letter 1 WIN 1000 EURO\n", rng)
}
