//! The board, from the cases that a desk has to what it publishes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::status::Status;
use bellrope_desk::backup;
use bellrope_desk::board::{self, BoardState, Outcome};
use bellrope_desk::card::RotateOptions;
use bellrope_desk::case::{self, CaseNumber, Reply};
use bellrope_desk::import::ImportError;
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_transparency::log_note::{Board, Line, LogNote as _, Mark, Term};

/// From the acknowledgement to the end.
const CLOSED: [Status; 2] = [Status::Assessing, Status::Concluded];

use support::{DAY, Reporter, World, passphrase};

impl World {
    /// Lets this many people report, and imports their reports.
    fn cases(&mut self, count: usize) -> Vec<(Reporter, CaseNumber)> {
        let known: Vec<CaseNumber> = self.numbers();
        let mut cases = Vec::new();
        for _ in 0..count {
            let reporter = self.reporter();
            let content = reporter.report(support::STORY, &mut self.rng);
            reporter.post(&content, &mut self.relay, &mut self.rng);
            self.seal();
            self.import();
            let number = self.numbers().into_iter().find(|number| {
                !known.contains(number) && cases.iter().all(|(_, other)| other != number)
            });
            cases.push((reporter, number.unwrap()));
        }
        cases
    }

    fn numbers(&self) -> Vec<CaseNumber> {
        let summaries = case::summaries(&self.vault).unwrap();
        summaries.into_iter().map(|case| case.number).collect()
    }

    fn answer(&mut self, number: &CaseNumber) {
        let text = "Wij hebben uw melding gelezen.";
        let reply = Reply { number, text };
        case::reply(&mut self.vault, reply, self.now, &mut self.rng).unwrap();
    }

    fn make_board(&mut self) -> Outcome {
        board::make(&mut self.vault, self.now, &mut self.rng).unwrap()
    }

    /// Six cases: three closed, one acknowledged, two overdue; the board of the tenth day.
    fn with_board() -> (Self, Vec<(Reporter, CaseNumber)>) {
        let mut world = Self::new();
        let cases = world.cases(6);
        for (_, number) in &cases[..4] {
            world.answer(number);
        }
        world.pass(DAY);
        world.export();
        for (_, number) in &cases[..3] {
            world.go(number, &[Status::Assessing, Status::Handling]);
            world.give_feedback(number);
        }
        world.pass(9 * DAY);
        let outcome = world.make_board();
        assert_eq!(outcome.state, BoardState::Made { changes: 5 });
        (world, cases)
    }
}

fn line(board: &Board, reporter: &Reporter) -> Option<Line> {
    let mark = Mark::from_bytes(reporter.case.board_mark());
    board.line(&mark).copied()
}

#[test]
fn board_lists_what_is_closed_or_overdue() {
    let (mut world, cases) = World::with_board();
    let exported = world.export();
    assert_eq!(exported.board, Some(0));
    let board = world.relay.board();
    assert_eq!(board.lines.len(), 5);
    for (reporter, _) in &cases[..3] {
        let line = line(&board, reporter).unwrap();
        assert_eq!(line.received.to_string(), "2026-11-23");
        assert!(matches!(line.acknowledged, Term::Kept(_)), "{line}");
        // The status was sent with the first batch after it was set.
        assert!(matches!(line.feedback, Term::Kept(_)), "{line}");
    }
    assert_eq!(line(&board, &cases[3].0), None);
    for (reporter, _) in &cases[4..] {
        let line = line(&board, reporter).unwrap();
        assert_eq!(
            (line.acknowledged, line.feedback),
            (Term::Overdue, Term::Open)
        );
    }
    let summary = world.make_board().board.unwrap();
    assert_eq!((summary.lines, summary.acknowledged.kept), (5, 3));
    assert_eq!(
        (summary.acknowledged.overdue, summary.feedback.open),
        (2, 2)
    );
}

#[test]
fn board_counts_from_the_batch_that_told_the_reporter() {
    let (mut world, cases) = World::with_board();
    world.export();
    for (reporter, _) in &cases[..3] {
        let replies = reporter.read(&world.relay).replies;
        let told = |says: fn(&bellrope_protocol::content::ReplyContent) -> bool| {
            let mut contents = replies.iter().map(|reply| &reply.content);
            contents.find(|content| says(content)).unwrap().day
        };
        let line = line(&world.relay.board(), reporter).unwrap();
        let acknowledged = told(bellrope_protocol::content::ReplyContent::acknowledges);
        let feedback = told(bellrope_protocol::content::ReplyContent::gives_feedback);
        assert_eq!(
            line.acknowledged.week().unwrap().first(),
            acknowledged.monday()
        );
        assert_eq!(line.feedback.week().unwrap().first(), feedback.monday());
    }
}

#[test]
fn board_is_exported_until_it_is_seen_published() {
    let (mut world, _) = World::with_board();
    assert_eq!(world.export().board, Some(0));
    // Not seen yet: the same again, and no other.
    world.pass(DAY);
    assert_eq!(world.make_board().state, BoardState::Waits);
    assert_eq!(world.export().board, Some(0));
    assert_eq!(world.relay.boards.len(), 1);
    world.seal();
    world.import();
    world.pass(DAY);
    assert_eq!(world.make_board().state, BoardState::Few { changes: 0 });
    assert_eq!(world.export().board, None);
}

#[test]
fn board_waits_for_five_changes_and_then_keeps_what_it_said() {
    let (mut world, cases) = World::with_board();
    world.export();
    let first = world.relay.board();
    world.seal();
    world.import();
    for (_, number) in &cases[4..] {
        world.answer(number);
    }
    world.go(&cases[3].1, &CLOSED);
    world.pass(DAY);
    assert_eq!(world.make_board().state, BoardState::Few { changes: 3 });
    let later = world.cases(2);
    for (_, number) in &later {
        world.go(number, &[Status::Assessing, Status::Referred]);
    }
    world.pass(DAY);
    let outcome = world.make_board();
    assert_eq!(outcome.state, BoardState::Made { changes: 5 });
    world.export();
    let second = world.relay.board();
    assert_eq!((second.number, second.previous), (1, Some(first.hash())));
    for (reporter, _) in &cases[..3] {
        assert_eq!(line(&second, reporter), line(&first, reporter));
    }
    for (reporter, _) in &cases[4..] {
        let line = line(&second, reporter).unwrap();
        assert!(matches!(line.acknowledged, Term::Late(_)), "{line}");
    }
}

#[test]
fn withdrawn_cases_owe_no_feedback() {
    let mut world = World::new();
    let cases = world.cases(5);
    for (_, number) in &cases {
        world.answer(number);
        world.go(number, &[Status::Withdrawn]);
    }
    world.pass(DAY);
    assert_eq!(world.make_board().state, BoardState::Made { changes: 5 });
    world.export();
    let board = world.relay.board();
    assert!(
        board
            .lines
            .iter()
            .all(|line| line.feedback == Term::Withdrawn)
    );
}

#[test]
fn board_that_an_earlier_push_key_signed_stays_published() {
    let (mut world, _) = World::with_board();
    world.export();
    let first = world.relay.boards[0].clone();
    world.rotate(RotateOptions {
        push: true,
        ..RotateOptions::default()
    });
    world.pass(DAY);
    // The stick may have been lost: it goes out again, under the key of now.
    assert_eq!(world.export().board, Some(0));
    assert_eq!(world.relay.boards, [first]);
    world.seal();
    world.import();
    world.pass(DAY);
    assert_eq!(world.export().board, None);
}

#[test]
fn import_refuses_a_board_that_the_desk_did_not_make() {
    let (mut world, _) = World::with_board();
    world.export();
    let mut other = world.relay.board();
    other.lines[0].mark = Mark::from_bytes([0; 16]);
    let push = SignerKey::from_seed(
        KeyName::new("relay.example/v1/desks/mid/push").unwrap(),
        &[1; 32],
    );
    let forged = other.sign(&push).unwrap().to_string().into_bytes();
    world.relay.boards[0] = forged;
    world.seal();
    let path = world.bundle();
    let refused = world.try_import(&path).unwrap_err();
    assert!(matches!(refused, ImportError::ForeignBoard), "{refused}");
}

#[test]
fn restored_desks_take_their_forgotten_board_back() {
    let (mut world, cases) = World::with_board();
    let (copy, folder) = (world.path("kopie.age"), world.path("teruggezet"));
    backup::backup(
        &mut world.vault,
        &passphrase(),
        &copy,
        world.now,
        &mut world.rng,
    )
    .unwrap();
    world.export();
    world.seal();
    world.import();
    for (_, number) in &cases[3..] {
        world.go(number, &CLOSED);
    }
    let later = world.cases(2);
    for (_, number) in &later {
        world.go(number, &CLOSED);
    }
    world.pass(DAY);
    world.make_board();
    world.export();
    assert_eq!(world.relay.boards.len(), 2);

    world.vault =
        backup::restore(&copy, &folder, &passphrase(), world.now, &mut world.rng).unwrap();
    world.seal();
    world.import();
    let taken = world.make_board();
    assert_eq!(taken.board.unwrap().number, 1);
    // What was published stays, though the desk has forgotten that it sent it.
    world.pass(DAY);
    world.make_board();
    world.pass(DAY);
    assert_eq!(world.export().board, None);
}
