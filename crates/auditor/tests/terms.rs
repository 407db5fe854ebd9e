//! The desk's boards against the rules and the logs: every thing that can be wrong with one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what fails in a test fails the test"
)]

mod support;

use bellrope_auditor::check::log::{Logged, Options};
use bellrope_auditor::check::terms::Received;
use bellrope_auditor::check::{self};
use bellrope_auditor::finding::Check;
use bellrope_auditor::source::Item;
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::{Board, Dates, LogNote as _, Mark, Monday, Term};
use support::{DAY, Files, World, assert_found, kinds};

/// A desk that has been answering for two weeks, and its honest boards.
struct Terms {
    world: World,
    boards: Vec<Board>,
}

impl Terms {
    fn honest() -> Self {
        let mut world = World::busy();
        let start = Day::of(world.now);
        for _ in 0..14 {
            world.publish_day();
            world.seal(16);
            world.now = Day::of(world.now).end_secs() + DAY / 2;
        }
        let mut terms = Self {
            world,
            boards: Vec::new(),
        };
        terms.board(start.plus(7), 6);
        terms.board(start.plus(13), 12);
        terms
    }

    /// Adds the board of a day that lists this many closed cases.
    fn board(&mut self, day: Day, cases: u8) {
        let received = Day::of(support::NOON);
        let dates = Dates {
            received,
            acknowledged: Some(received.plus(1)),
            feedback: Some(received.plus(2)),
            withdrawn: false,
        };
        let cases: Vec<(Mark, Dates)> = (0..cases)
            .map(|number| (Mark::from_bytes([number; 16]), dates))
            .collect();
        let origin = KeyName::new(self.world.base.board()).unwrap();
        let next = Board::next(origin, self.boards.last(), day, &cases).unwrap();
        self.boards.push(next);
    }

    /// Changes the newest board, and chains it again.
    fn change(&mut self, change: impl FnOnce(&mut Board)) {
        change(self.boards.last_mut().unwrap());
    }

    fn files(&self) -> Files {
        let mut files = self.world.files();
        for board in &self.boards {
            let signed = board.sign(&self.world.push).unwrap().to_string();
            let number = board.number;
            files.put(Item::PastBoard { number }, signed.clone().into_bytes());
            files.put(Item::Board, signed.into_bytes());
        }
        files
    }

    fn check(&self, files: &Files) -> Check {
        let subject = self.world.subject(files);
        let keys = check::keys::run(&subject);
        let trusted = keys.trusted.unwrap();
        let mut received = Received::default();
        let mut each = |logged: Logged<'_>| received.count(logged.entry);
        let log = check::log::run(&subject, &trusted, &Options::default(), &mut each);
        assert!(log.findings.is_empty(), "{:#?}", log.findings);
        check::terms::run(&subject, &trusted, &received)
    }
}

fn week(label: &str) -> Monday {
    Monday::of(label.parse().unwrap())
}

#[test]
fn honest_boards_give_no_finding() {
    let terms = Terms::honest();
    let check = terms.check(&terms.files());
    assert_found(&check, &[]);
    let fact = |what: &str| {
        let mut facts = check.facts.iter().filter(|fact| fact.what == what);
        facts.next().map(|fact| fact.value.clone())
    };
    assert_eq!(fact("boards").as_deref(), Some("2"));
    assert_eq!(fact("cases on it").as_deref(), Some("12"));
    assert_eq!(
        fact("feedback within 3 months: kept").as_deref(),
        Some("12")
    );
    assert_eq!(check.limits.len(), 4);
}

#[test]
fn a_desk_without_a_board_gives_no_finding() {
    let terms = Terms::honest();
    let check = terms.check(&terms.world.files());
    assert_found(&check, &[]);
    assert!(check::terms::run_untrusted().findings.is_empty());
    assert!(!check::terms::run_untrusted().could_not.is_empty());
}

/// Each lie of a desk, and the findings that name it.
#[test]
fn lies_of_the_desk_are_found() {
    type Lie = fn(&mut Board);
    let lies: [(&str, Lie); 9] = [
        ("terms-line-gone", |board| {
            board.lines.remove(0);
        }),
        ("terms-line-gone", |board| {
            board.lines[11].received = Monday::of("2023-12-25".parse().unwrap());
        }),
        ("terms-line-changed", |board| {
            board.lines[0].feedback = Term::Kept(Monday::of("2026-11-30".parse().unwrap()));
        }),
        ("terms-line-changed", |board| {
            board.lines[0].received = Monday::of("2026-11-16".parse().unwrap());
        }),
        ("terms-line-impossible", |board| {
            board.lines[11].acknowledged = Term::Late(Monday::of("2026-11-23".parse().unwrap()));
        }),
        ("terms-line-impossible", |board| {
            board.lines[11].feedback = Term::Kept(Monday::of("2027-12-27".parse().unwrap()));
        }),
        ("terms-line-early", |board| {
            board.lines[11].feedback = Term::Open;
        }),
        ("terms-sequence", |board| {
            board.previous = Some(support::another_root())
        }),
        ("terms-few", |board| drop(board.lines.drain(7..))),
    ];
    for (kind, lie) in lies {
        let mut terms = Terms::honest();
        terms.change(lie);
        let check = terms.check(&terms.files());
        assert!(
            kinds(&check).contains(&kind),
            "{kind}: {:#?}",
            check.findings
        );
    }
}

#[test]
fn boards_beyond_what_the_logs_allow_are_found() {
    // More cases than there were letters in the week.
    let mut terms = Terms::honest();
    terms.change(|board| {
        for line in &mut board.lines[6..] {
            line.received = week("2026-11-16");
            line.acknowledged = Term::Kept(week("2026-11-23"));
        }
    });
    assert_found(&terms.check(&terms.files()), &["terms-received"]);

    // More answers than there were replies: the log has none of that week.
    let mut terms = Terms::honest();
    terms.world.replies = World::founded().replies;
    let (day, count) = (Day::of(terms.world.now), 16);
    terms.world.publish(day, count);
    terms.board(day, 20);
    let check = terms.check(&terms.files());
    assert_eq!(kinds(&check), ["terms-replies"], "{:#?}", check.findings);

    // A board of a day of which there are no replies.
    let mut terms = Terms::honest();
    let day = Day::of(terms.world.now).plus(1);
    terms.board(day, 20);
    assert_found(&terms.check(&terms.files()), &["terms-batch"]);
}

#[test]
fn boards_that_are_missing_or_double_are_found() {
    let terms = Terms::honest();
    let mut files = terms.files();
    files.remove(Item::PastBoard { number: 0 });
    assert_found(&terms.check(&files), &["terms-missing"]);

    // A bundle has the newest only: that says nothing.
    files.remove(Item::PastBoard { number: 1 });
    let check = terms.check(&files);
    assert_found(&check, &[]);
    assert_eq!(check.left_out.len(), 1);
}

#[test]
fn another_board_under_the_same_number_is_found() {
    let mut terms = Terms::honest();
    let first = terms.files();
    terms.change(|board| board.lines[11].mark = Mark::from_bytes([99; 16]));
    let mut files = terms.files();
    let number = 1;
    let past = Item::PastBoard { number }.to_string();
    files.files.insert(past.clone(), first.files[&past].clone());
    assert_found(&terms.check(&files), &["terms-fork"]);
}

#[test]
fn boards_of_another_key_are_found() {
    let mut terms = Terms::honest();
    let push = SignerKey::from_seed(terms.world.base.push_key_name(), &[9; 32]);
    let honest = std::mem::replace(&mut terms.world.push, push);
    let files = terms.files();
    terms.world.push = honest;
    assert_found(&terms.check(&files), &["terms-signature"]);
    let mut garbled = terms.files();
    garbled.put(Item::Board, b"no board".to_vec());
    assert_found(&terms.check(&garbled), &["terms-signature"]);
}
