//! Random work on a case in a real vault: only the moves of the requirements' chapter 17.3 happen,
//! and those that `docs/casework.md` adds to them; history only grows; the reporter sees what the
//! table says; the trail verifies.
//!
//! Failure conditions: a move that the table has not, or one without its reason or second person; a
//! step of the history that changed or came out of order; a refused act that changed something; a
//! reporter who sees another status than the case has.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{Eyes, Status};
use bellrope_casework::template::TemplateKind;
use bellrope_casework::vocabulary::{Outcome, Route, Word as _};
use bellrope_desk::card::RotateOptions;
use bellrope_desk::case::{self, Body, CaseNumber, Judgement, Moving, PastStatus, Reply};
use bellrope_desk::person::Role;
use bellrope_desk::proposal::{self, ProposalId};
use bellrope_desk::retention::Deletion;
use bellrope_desk::vault::PersonId;
use bellrope_protocol::content::StatusCode;
use bellrope_trail::{Act, Key};
use proptest::prelude::*;

use support::{DAY, Reporter, World, a_reported_world, his};

/// From where to where, by the codes of `docs/casework.md`; the moves of 17.3 and those that the
/// document adds.
const MOVES: [(&str, &str); 16] = [
    ("received", "acknowledged assessing withdrawn"),
    ("acknowledged", "assessing withdrawn"),
    (
        "assessing",
        "waiting-for-reporter handling referred transferred concluded withdrawn",
    ),
    ("waiting-for-reporter", "assessing handling withdrawn"),
    ("waiting-for-others", "handling feedback-given withdrawn"),
    (
        "handling",
        "waiting-for-reporter waiting-for-others investigating on-hold referred transferred \
         feedback-given withdrawn",
    ),
    ("investigating", "handling feedback-given withdrawn"),
    ("on-hold", "handling feedback-given withdrawn"),
    ("referred", "feedback-given"),
    ("transferred", "feedback-given"),
    (
        "feedback-given",
        "handling feedback-given concluded withdrawn",
    ),
    ("concluded", "aftercare reopened destroyed"),
    ("aftercare", "reopened destroyed"),
    ("reopened", "assessing withdrawn"),
    ("withdrawn", "reopened destroyed"),
    ("destroyed", ""),
];

fn targets(from: Status) -> Vec<Status> {
    let row = MOVES.iter().find(|(code, _)| *code == from.as_str());
    let codes = row.unwrap().1.split_whitespace();
    codes.map(|code| Status::of_code(code).unwrap()).collect()
}

/// What the reporter is told of a status (17.3, last column).
fn seen(status: Status) -> StatusCode {
    match status {
        Status::Received => StatusCode::Received,
        Status::Acknowledged => StatusCode::Acknowledged,
        Status::Assessing => StatusCode::Assessing,
        Status::WaitingForReporter => StatusCode::Question,
        Status::WaitingForOthers | Status::Handling | Status::Investigating => StatusCode::Handling,
        Status::OnHold => StatusCode::OnHold,
        Status::Referred => StatusCode::Referred,
        Status::Transferred => StatusCode::Transferred,
        Status::FeedbackGiven => StatusCode::Feedback,
        Status::Concluded => StatusCode::Closed,
        Status::Aftercare => StatusCode::Aftercare,
        Status::Reopened => StatusCode::Reopened,
        Status::Withdrawn => StatusCode::Withdrawn,
        other => panic!("{other} is seen by nobody"),
    }
}

/// Something that somebody tries.
#[derive(Debug, Clone)]
enum Try {
    /// A move to any status, with a reason or without.
    Go(Status, bool),
    /// One of the moves that the table has from here.
    GoOn(usize),
    HandOver,
    Send(TemplateKind),
    GiveFeedback,
    Write,
    Judge(Judgement),
    Approve,
    Refuse,
    Delete,
    /// Days pass; the courier comes and goes.
    Wait(u64),
}

fn a_try() -> impl Strategy<Value = Try> {
    let statuses = Status::ALL;
    prop_oneof![
        2 => (0..statuses.len(), any::<bool>()).prop_map(move |(at, why)| Try::Go(statuses[at], why)),
        6 => any::<usize>().prop_map(Try::GoOn),
        1 => Just(Try::HandOver),
        1 => Just(Try::Send(TemplateKind::Acknowledgement)),
        2 => Just(Try::GiveFeedback),
        1 => Just(Try::Write),
        1 => Just(Try::Judge(Judgement::Outcome(Outcome::NotFound))),
        1 => Just(Try::Judge(Judgement::Route(Route::FactFinding))),
        3 => Just(Try::Approve),
        1 => Just(Try::Refuse),
        1 => Just(Try::Delete),
        1 => (1..5_u64).prop_map(Try::Wait),
    ]
}

/// A desk of two, a case, and what its history was when somebody looked last.
struct Desk {
    world: World,
    reporter: Reporter,
    number: CaseNumber,
    bram: PersonId,
    history: Vec<PastStatus>,
    waiting: Vec<(ProposalId, Status)>,
}

impl Desk {
    fn new() -> Self {
        let (mut world, reporter) = a_reported_world();
        let bram = world.add("Bram Kuiper", Role::Caseworker, &his());
        let number = world.only_case();
        let me = &number;
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        case::access::let_in(vault, me, bram, now, rng).unwrap();
        let history = case::show(&world.vault, &number).unwrap().history;
        Self {
            world,
            reporter,
            number,
            bram,
            history,
            waiting: Vec::new(),
        }
    }

    fn status(&self) -> Status {
        self.history.last().unwrap().status
    }

    /// Tries it; what must not be is refused and changes nothing.
    fn attempt(&mut self, what: &Try) {
        let from = self.status();
        match what {
            Try::Go(to, with_reason) => self.go(*to, *with_reason),
            Try::GoOn(which) => {
                let targets = targets(from);
                self.go(targets[which % targets.len()], true);
            }
            Try::HandOver => self.hand_over(),
            Try::Send(kind) => {
                let (number, world) = (&self.number, &mut self.world);
                let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
                let _ = case::send(vault, number, Some(*kind), now, rng);
                self.look(&[Status::Acknowledged]);
            }
            Try::GiveFeedback => self.give_feedback(),
            Try::Write => {
                let (number, world) = (&self.number, &mut self.world);
                let reply = Reply {
                    number,
                    text: "Wij zijn ermee bezig.",
                };
                let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
                let _ = case::reply(vault, reply, now, rng);
                // Whatever is sent first acknowledges.
                self.look(&[Status::Acknowledged]);
            }
            Try::Judge(judgement) => {
                let (number, world) = (&self.number, &mut self.world);
                let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
                case::classify(
                    vault,
                    number,
                    std::slice::from_ref(judgement),
                    Some(&why()),
                    now,
                    rng,
                )
                .unwrap();
                self.look(&[]);
            }
            Try::Approve => self.approve(),
            Try::Refuse => self.refuse(),
            Try::Delete => self.delete(),
            Try::Wait(days) => self.wait(*days),
        }
    }

    fn go(&mut self, to: Status, with_reason: bool) {
        let from = self.status();
        let reason = with_reason.then(why);
        let (number, world) = (&self.number, &mut self.world);
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        let moving = case::move_to(vault, number, to, reason.as_ref(), now, rng);
        match moving {
            Ok(Moving::Done(moved)) => {
                assert_eq!(moved.status, to);
                assert!(targets(from).contains(&to), "{from} to {to}");
                assert!(with_reason || !needs_reason(from, to), "{from} to {to}");
                assert!(!always_takes_two(to), "{to} by one person");
                self.look(&[to]);
                assert_eq!(self.status(), to);
            }
            Ok(Moving::Waits(id)) => {
                assert!(targets(from).contains(&to) && with_reason);
                self.waiting.push((id, to));
                self.look(&[]);
            }
            Err(_) => self.look(&[]),
        }
    }

    fn hand_over(&mut self) {
        let (number, world) = (&self.number, &mut self.world);
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        match case::hand_over(vault, number, Body::Police, &why(), now, rng) {
            Ok(Moving::Waits(id)) => self.waiting.push((id, Status::Transferred)),
            Ok(Moving::Done(moved)) => panic!("handed over by one: {moved:?}"),
            Err(_) => {}
        }
        self.look(&[]);
    }

    fn give_feedback(&mut self) {
        let from = self.status();
        if targets(from).contains(&Status::FeedbackGiven) {
            let number = self.number.clone();
            self.world.give_feedback(&number);
            self.look(&[Status::Acknowledged, Status::FeedbackGiven]);
            assert_eq!(self.status(), Status::FeedbackGiven);
        } else {
            self.go(Status::FeedbackGiven, true);
        }
    }

    fn approve(&mut self) {
        let Some((id, to)) = self.waiting.pop() else {
            return;
        };
        let from = self.status();
        let world = &mut self.world;
        let witness = world.vault.witness(&his()).unwrap();
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        if proposal::approve_any(vault, id, Some(&witness), now, rng).is_err() {
            self.look(&[]);
            return;
        }
        assert!(targets(from).contains(&to), "{from} to {to}");
        self.look(&[to]);
        let last = self.history.last().unwrap();
        assert_eq!((last.status, last.eyes), (to, Eyes::Two(self.bram)));
    }

    fn refuse(&mut self) {
        let Some((id, _)) = self.waiting.pop() else {
            return;
        };
        let world = &mut self.world;
        let witness = world.vault.witness(&his()).unwrap();
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        // It may have gone stale; then it stays so.
        let _ = proposal::refuse(vault, id, "Nog niet.", Some(&witness), now, rng);
        self.look(&[]);
    }

    /// No case here is old enough.
    fn delete(&mut self) {
        let world = &mut self.world;
        let witness = world.vault.witness(&his()).unwrap();
        let plan = Deletion {
            number: self.number.clone(),
        };
        let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
        assert!(proposal::together(vault, &plan, "Weg.", &witness, now, rng).is_err());
        self.look(&[]);
    }

    fn wait(&mut self, days: u64) {
        self.world.pass(days * DAY);
        self.world.rotate(RotateOptions::default());
        self.world.export();
        self.world.seal();
        self.world.import();
        self.look(&[]);
        self.assert_seen();
    }

    /// Looks at the history: it has grown by some of these at most, in their order, and by nothing
    /// else.
    fn look(&mut self, new: &[Status]) {
        let view = case::show(&self.world.vault, &self.number).unwrap();
        let line = |it: &PastStatus| (it.status, it.day, it.by, it.eyes, it.reason.clone());
        let (old, grown) = view.history.split_at(self.history.len());
        assert!(old.iter().map(line).eq(self.history.iter().map(line)));
        let mut expected = new.iter();
        for step in grown {
            assert!(
                expected.any(|it| *it == step.status),
                "{} came",
                step.status
            );
        }
        for pair in view.history.windows(2) {
            let (from, to) = (pair[0].status, &pair[1]);
            assert!(
                targets(from).contains(&to.status),
                "{from} to {}",
                to.status
            );
            assert!(pair[0].day <= to.day);
            assert_ne!(to.eyes, Eyes::Alone);
            assert!(!always_takes_two(to.status) || to.eyes == Eyes::Two(self.bram));
            assert!(to.reason.is_some() || !needs_reason(from, to.status));
        }
        assert_eq!(view.history.last().unwrap().status, view.summary.status);
        self.history = view.history;
    }

    /// The newest status in the reporter's mailbox is that of the case, as the table says it.
    fn assert_seen(&self) {
        let thread = self.reporter.read(&self.world.relay);
        let replies = thread.replies.iter().rev();
        let told = replies
            .filter_map(|reply| reply.content.status.as_ref())
            .next();
        let told = told.map_or(StatusCode::Received, |status| status.code.clone());
        assert_eq!(told, seen(self.status()));
    }
}

fn why() -> Reason {
    Reason::parse("Dat bleek.").unwrap()
}

fn needs_reason(from: Status, to: Status) -> bool {
    match to {
        Status::Assessing => from == Status::Received,
        Status::OnHold | Status::Concluded | Status::Reopened | Status::Withdrawn => true,
        other => always_takes_two(other),
    }
}

/// Closing takes two without an investigation or a route; these always.
fn always_takes_two(to: Status) -> bool {
    matches!(
        to,
        Status::Referred | Status::Transferred | Status::Destroyed
    )
}

/// Sequences that are tried; many more in the long run.
fn sequences() -> u32 {
    if std::env::var_os("BELLROPE_LONG").is_some() {
        400
    } else {
        8
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_the_case_goes_its_allowed_ways(
        tries in prop::collection::vec(a_try(), 8..28),
    ) {
        let mut desk = Desk::new();
        for what in &tries {
            desk.attempt(what);
        }
        desk.wait(1);
        let moves: Vec<&str> = desk.history[1..].iter().map(|it| it.status.as_str()).collect();
        let moving = [Act::StatusSet, Act::Suspended, Act::Reopened];
        let entries = desk.world.entries();
        let entries = entries.iter().filter(|it| moving.contains(&it.entry.act));
        let entered: Vec<&str> = entries.filter_map(|it| it.entry.value(Key::Status)).collect();
        prop_assert_eq!(entered, moves);
    }
}
