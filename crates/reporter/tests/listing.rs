//! The board against one's own case, and the proof in one's own hand, through a relay in memory.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

mod support;

use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::content::{
    Family, LetterBody, LetterLanguage, ReplyContent, Report, Route, Status, StatusCode, TextPart,
};
use bellrope_protocol::key::CaseKeys;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_reporter::compose::Correspondent;
use bellrope_reporter::listing::{Difference, Held, Listing};
use bellrope_reporter::mailbox::Mailbox;
use bellrope_reporter::post::LetterPost;
use bellrope_reporter::prove::prove;
use bellrope_reporter::view::{BoardRefusal, DeskView, LogFault, PublishedBoard, ViewError};
use bellrope_transparency::letter_proof::LetterProof;
use bellrope_transparency::log_note::{BoardFault, Dates, Line, Mark, Monday, Term, Which};
use rand::RngExt as _;
use support::World;

fn day(label: &str) -> Day {
    label.parse().unwrap()
}

fn week(label: &str) -> Monday {
    Monday::of(day(label))
}

/// A report of Monday 2026-11-23, and its keys on the desk's side.
struct Filed {
    world: World,
    code: CaseCode,
    hash: [u8; 32],
    keys: CaseKeys,
}

impl Filed {
    fn new() -> Self {
        let mut world = World::new(1);
        let code = CaseCode::generate(&mut world.rng);
        let view = world.view();
        let writer = Correspondent::begin(view.card(), &code, view.log_time()).unwrap();
        let report = Report::new(Route::Report, Family::Behaviour, "Er is iets gebeurd.");
        let body = LetterBody::Report(Box::new(report));
        let sealed = writer
            .seal(body, LetterLanguage::Dutch, None, &mut world.rng)
            .unwrap();
        let post = LetterPost::new(view.card(), &sealed);
        let response = world.answer(&post.request());
        post.answer(response, world.now).unwrap();
        let hash = sealed.body_hash();
        world.seal_epoch();
        let (_, keys) = world.open_letter(&hash);
        Self {
            world,
            code,
            hash,
            keys,
        }
    }

    /// Answers on these days, the second time with feedback.
    fn answer(&mut self, acknowledged: &str, feedback: &str) {
        let mut prev = None;
        for (n, label, code) in [
            (1, acknowledged, StatusCode::Acknowledged),
            (2, feedback, StatusCode::Feedback),
        ] {
            let mut reply = ReplyContent::new(self.keys.handle(), n, prev, day(label));
            reply.text = Some(TextPart::whole("Wij hebben uw melding gelezen."));
            reply.status = Some(Status::new(code));
            let sealed = self.world.seal_reply(&self.keys, &reply);
            prev = Some(body_hash(&sealed.0));
            self.world.publish_day(day(label), vec![sealed]);
        }
    }

    fn mark(&self) -> Mark {
        Mark::from_bytes(self.keys.board_mark())
    }

    /// The line that an honest desk writes.
    fn line(&self, acknowledged: Option<&str>, feedback: Option<&str>, board: &str) -> Line {
        let dates = Dates {
            received: day("2026-11-23"),
            acknowledged: acknowledged.map(day),
            feedback: feedback.map(day),
            withdrawn: false,
        };
        dates.line(self.mark(), day(board))
    }

    fn publish(&mut self, board: &str, line: Line) {
        let other = |number: u8| Line {
            mark: Mark::from_bytes([number; 16]),
            ..self.line(Some("2026-11-24"), Some("2026-11-25"), board)
        };
        let lines = (0..4).map(other).chain([line]).collect();
        self.world.publish_board(day(board), lines);
    }

    fn see(&mut self) -> (DeskView, Listing) {
        let view = self.world.view();
        let mailbox = Mailbox::open(&view, &self.code);
        let [case] = mailbox.cases.as_slice() else {
            panic!("{} cases", mailbox.cases.len());
        };
        let listing = Listing::of(&view, case);
        (view, listing)
    }

    fn held(&mut self) -> Held {
        match self.see().1 {
            Listing::Listed(held) => held,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn listing_agrees_with_an_honest_desk() {
    let mut filed = Filed::new();
    filed.answer("2026-11-26", "2027-02-24");
    let line = filed.line(Some("2026-11-26"), Some("2027-02-24"), "2027-03-08");
    filed.publish("2027-03-08", line);
    let held = filed.held();
    assert_eq!(
        (held.differences.as_slice(), held.is_partial),
        (&[][..], false)
    );
    assert_eq!(held.line, line);
}

#[test]
fn listing_counts_what_came_by_the_boards_day_only() {
    let mut filed = Filed::new();
    filed.answer("2026-11-26", "2027-02-24");
    // On the day before the feedback there was none, and the term was over.
    let line = filed.line(Some("2026-11-26"), None, "2027-02-23");
    assert_eq!(line.feedback, Term::Open);
    filed.publish("2027-02-23", line);
    assert_eq!(filed.held().differences, []);
}

/// Every way to lie in a line, and what its reporter is told.
#[test]
fn listing_names_each_lie() {
    let sent = day("2027-03-05");
    type Lie = fn(&mut Line);
    let lies: [(Lie, Difference); 6] = [
        (
            |line| line.received = Monday::of("2026-11-30".parse().unwrap()),
            Difference::Received {
                board: week("2026-11-30"),
                log: week("2026-11-23"),
            },
        ),
        (
            |line| {
                line.received = Monday::of("2026-11-16".parse().unwrap());
                line.acknowledged = Term::Late(Monday::of("2026-11-30".parse().unwrap()));
            },
            Difference::Received {
                board: week("2026-11-16"),
                log: week("2026-11-23"),
            },
        ),
        (
            |line| line.feedback = Term::Kept(Monday::of("2027-02-22".parse().unwrap())),
            Difference::Week {
                which: Which::Feedback,
                board: Term::Kept(week("2027-02-22")),
                sent,
            },
        ),
        (
            |line| line.feedback = Term::Overdue,
            Difference::Week {
                which: Which::Feedback,
                board: Term::Overdue,
                sent,
            },
        ),
        (
            |line| line.acknowledged = Term::Late(Monday::of("2026-11-30".parse().unwrap())),
            Difference::Word {
                which: Which::Acknowledgement,
                board: Term::Late(week("2026-11-30")),
                due: day("2026-11-30"),
            },
        ),
        (
            |line| line.acknowledged = Term::Kept(Monday::of("2026-11-23".parse().unwrap())),
            Difference::Week {
                which: Which::Acknowledgement,
                board: Term::Kept(week("2026-11-23")),
                sent: day("2026-11-30"),
            },
        ),
    ];
    for (lie, difference) in lies {
        let mut filed = Filed::new();
        filed.answer("2026-11-30", "2027-03-05");
        let mut line = filed.line(Some("2026-11-30"), Some("2027-03-05"), "2027-03-15");
        lie(&mut line);
        filed.publish("2027-03-15", line);
        assert!(
            filed.held().differences.contains(&difference),
            "{difference:?}"
        );
    }
}

#[test]
fn listing_names_an_answer_that_never_came() {
    let mut filed = Filed::new();
    filed.world.publish_day(day("2026-11-24"), Vec::new());
    let claimed = filed.line(Some("2026-11-26"), Some("2027-02-24"), "2027-03-08");
    filed.publish("2027-03-08", claimed);
    let held = filed.held();
    let nothing = |which, board| Difference::Nothing { which, board };
    assert_eq!(
        held.differences,
        [
            nothing(Which::Acknowledgement, claimed.acknowledged),
            nothing(Which::Feedback, claimed.feedback),
        ]
    );
}

#[test]
fn listing_says_what_it_cannot_compare() {
    let mut filed = Filed::new();
    filed.answer("2026-11-26", "2027-02-24");
    let line = filed.line(Some("2026-11-26"), Some("2027-02-24"), "2027-12-06");
    filed.publish("2027-12-06", line);
    // Replies are downloaded for five days now, and these are long over.
    filed.world.card.windows.replies_days = 5;
    filed.world.publish_card();
    for number in 0..7 {
        let label = day("2027-03-01").plus(number);
        filed.world.publish_day(label, Vec::new());
    }
    let held = filed.held();
    assert!(held.is_partial && held.differences.is_empty(), "{held:?}");
}

#[test]
fn listing_knows_a_case_that_should_be_there() {
    let mut filed = Filed::new();
    filed.world.publish_day(day("2026-11-24"), Vec::new());
    let other = filed.line(None, None, "2027-03-08");
    let somebody = Line {
        mark: Mark::from_bytes([9; 16]),
        ..other
    };
    let (overdue, soon) = (day("2026-12-05"), day("2026-11-28"));
    for (board, expected) in [
        (
            day("2027-03-08"),
            vec![Which::Acknowledgement, Which::Feedback],
        ),
        (overdue, vec![Which::Acknowledgement]),
        (soon, Vec::new()),
    ] {
        let line = Line {
            acknowledged: Term::Withdrawn,
            feedback: Term::Withdrawn,
            ..somebody
        };
        filed.world.publish_board(board, vec![line]);
        let unlisted = Listing::Unlisted {
            day: board,
            overdue: expected,
        };
        assert_eq!(filed.see().1, unlisted);
    }
}

#[test]
fn view_goes_on_without_a_board_that_it_can_believe() {
    let mut filed = Filed::new();
    let (view, listing) = filed.see();
    assert_eq!(
        (view.board(), listing),
        (&PublishedBoard::Absent, Listing::NoBoard)
    );

    let line = filed.line(None, None, "2027-03-08");
    let base = filed.world.base.push_key_name();
    let push = std::mem::replace(&mut filed.world.push, SignerKey::from_seed(base, &[9; 32]));
    filed.publish("2027-03-08", line);
    filed.world.push = push;
    let (view, listing) = filed.see();
    let refused = PublishedBoard::Refused(BoardRefusal::Fault(BoardFault::Previous));
    assert!(matches!(
        view.board(),
        PublishedBoard::Refused(BoardRefusal::Note(_))
    ));
    assert_ne!(view.board(), &refused);
    assert_eq!(listing, Listing::NoBoard);

    let impossible = Line {
        acknowledged: Term::Late(week("2026-11-23")),
        ..filed.line(Some("2026-11-26"), Some("2026-11-27"), "2027-03-08")
    };
    filed.publish("2027-03-08", impossible);
    let (view, _) = filed.see();
    assert!(matches!(
        view.board(),
        PublishedBoard::Refused(BoardRefusal::Fault(BoardFault::Verdict { .. }))
    ));
}

#[test]
fn view_refuses_a_log_that_the_desk_did_not_confirm() {
    let mut filed = Filed::new();
    filed.world.publish_confirm();
    assert!(filed.world.download(filed.world.pin()).1.is_ok());
    filed.world.seal_epoch();
    assert!(filed.world.download(filed.world.pin()).1.is_ok());
    // Confirmed was more than the relay shows now, or something else.
    filed.world.publish_confirm();
    for keep in [1, 0] {
        let mut older = Filed::new();
        older.world.confirm.clone_from(&filed.world.confirm);
        if keep == 0 {
            let _: u8 = older.world.rng.random();
            older.world.seal_epoch();
        }
        let refused = older.world.download(older.world.pin()).1.unwrap_err();
        let ViewError::Log(refused) = refused else {
            panic!("{refused}");
        };
        assert!(matches!(refused.fault, LogFault::Confirmed { size: 32 }));
    }
}

#[test]
fn proof_convinces_who_knows_the_fingerprint_only() {
    let mut filed = Filed::new();
    filed.world.appoint_witnesses(2, 1);
    let seen = filed.world.now;
    filed.world.publish_confirm();
    filed.world.seal_epoch();
    filed.world.now += DAY_SECS;
    let view = filed.world.view();
    let mailbox = Mailbox::open(&view, &filed.code);
    let proof = prove(&view, &mailbox.cases[0].letters[0])
        .unwrap()
        .to_string();

    let read = || LetterProof::parse(proof.as_bytes()).unwrap();
    let proven = read().verify(view.fingerprint()).unwrap();
    assert_eq!(proven.entry.body, filed.hash);
    assert_eq!(proven.day(), day("2026-11-23"));
    assert_eq!(proven.witnesses.len(), 2);
    assert!(proven.witnesses[0].time >= seen);
    assert_eq!(proven.confirmed, Some(16));
    let other = World::new(2).card.founding.fingerprint();
    assert!(read().verify(other).is_err());
}

#[test]
fn proof_holds_nothing_that_derives_from_the_code() {
    let mut filed = Filed::new();
    let view = filed.world.view();
    let mailbox = Mailbox::open(&view, &filed.code);
    let proof = prove(&view, &mailbox.cases[0].letters[0]).unwrap();
    // The entry, which the public log has, and the card, which everybody has: without them the
    // file is the same for a cover.
    let entries: Vec<_> = view.intake().collect();
    let cover = entries
        .iter()
        .find(|logged| logged.entry.body != filed.hash);
    let cover = bellrope_reporter::mailbox::OwnLetter {
        entry: cover.unwrap().index,
        body: cover.unwrap().entry.body,
        epoch: 0,
        held: false,
    };
    let other = prove(&view, &cover).unwrap();
    assert_eq!(proof.to_string().len(), other.to_string().len());
    let handle = bellrope_protocol::encoding::encode_hex(filed.keys.handle().as_bytes());
    let mark = filed.mark().to_string();
    for secret in [handle.as_str(), &mark] {
        assert!(!proof.to_string().contains(secret));
    }
    let absent = bellrope_reporter::mailbox::OwnLetter {
        entry: 9_999,
        ..cover
    };
    assert!(prove(&view, &absent).is_err());
}
