//! Tests of boards: their text, what a case's dates make of a line, and every rule between boards.

use bellrope_protocol::note::{SignedNote, SignerKey};

use super::super::LogNoteError;
use super::*;

const BASE: &str = "relay.example/v1/desks/mid";

fn name(role: &str) -> KeyName {
    KeyName::new(format!("{BASE}/{role}")).unwrap()
}

fn push() -> SignerKey {
    SignerKey::from_seed(name("push"), &[1; 32])
}

fn day(label: &str) -> Day {
    label.parse().unwrap()
}

fn mark(number: u8) -> Mark {
    Mark::from_bytes([number; 16])
}

fn dates(received: &str, acknowledged: &str, feedback: &str) -> Dates {
    let some = |label: &str| (label != "-").then(|| day(label));
    Dates {
        received: day(received),
        acknowledged: some(acknowledged),
        feedback: some(feedback),
        withdrawn: false,
    }
}

/// Five cases, one of each sort.
fn cases() -> Vec<(Mark, Dates)> {
    let withdrawn = Dates {
        withdrawn: true,
        ..dates("2026-10-05", "2026-10-06", "-")
    };
    vec![
        (mark(5), dates("2026-11-23", "2026-11-30", "2027-02-28")),
        (mark(4), dates("2026-11-24", "2026-12-02", "2027-03-02")),
        (mark(3), dates("2026-11-25", "-", "-")),
        (mark(2), dates("2027-02-01", "-", "-")),
        (mark(1), withdrawn),
        // Neither closed nor overdue: waits.
        (mark(6), dates("2027-02-01", "2027-02-05", "-")),
    ]
}

fn first() -> Board {
    Board::next(name("board"), None, day("2027-03-08"), &cases()).unwrap()
}

/// Marks as the text has them.
fn hex(number: u8) -> String {
    format!("{number:02x}").repeat(16)
}

#[test]
fn board_is_one_line_a_case_by_mark() {
    let text = format!(
        "bellrope/1 board\n{BASE}/board\n0\n2027-03-08\n-\n\
         {} 2026-10-05 2026-10-05 kept - withdrawn\n\
         {} 2027-02-01 - overdue - open\n\
         {} 2026-11-23 - overdue - overdue\n\
         {} 2026-11-23 2026-11-30 late 2027-03-01 late\n\
         {} 2026-11-23 2026-11-30 kept 2027-02-22 kept\n",
        hex(1),
        hex(2),
        hex(3),
        hex(4),
        hex(5),
    );
    assert_eq!(first().text(), text);
    let signed = first().sign(&push()).unwrap().to_string();
    let read = Board::open(signed.as_bytes(), &push().verifier());
    assert_eq!(read, Ok(first()));
    assert_eq!(
        first().line(&mark(3)).unwrap().received,
        Monday::of(day("2026-11-25"))
    );
    assert_eq!(first().line(&mark(6)), None);
}

#[test]
fn next_board_names_the_one_before() {
    let mut later = cases();
    for (_, dates) in later.iter_mut().skip(1) {
        dates.acknowledged.get_or_insert(day("2027-03-09"));
        dates.feedback.get_or_insert(day("2027-03-09"));
    }
    let second = Board::next(name("board"), Some(&first()), day("2027-03-10"), &later);
    // Two of the old lines are final; three change, one is new.
    assert_eq!(second, Err(NextError::Few { changes: 4 }));
    later.push((mark(7), dates("2027-01-01", "2027-01-02", "2027-01-03")));
    let second = Board::next(name("board"), Some(&first()), day("2027-03-10"), &later).unwrap();
    assert_eq!((second.number, second.lines.len()), (1, 7));
    assert_eq!(second.previous, Some(first().hash()));
    assert!(second.text().contains(&format!("\n{}\n", first().hash())));
    assert_eq!(second.faults(Some(&first())), []);
    // What was overdue is late for ever; what was withdrawn can still be answered.
    assert!(matches!(
        second.line(&mark(3)).unwrap().acknowledged,
        Term::Late(_)
    ));
    assert!(matches!(
        second.line(&mark(1)).unwrap().feedback,
        Term::Late(_)
    ));
}

#[test]
fn late_acknowledgement_gains_no_time_for_feedback() {
    let received = day("2026-11-24");
    assert_eq!(acknowledge_by(received), day("2026-12-01"));
    assert_eq!(
        feedback_by(received, Some(day("2026-11-30"))),
        day("2027-02-28")
    );
    assert_eq!(feedback_by(received, None), day("2027-03-01"));
    assert_eq!(
        feedback_by(received, Some(day("2026-12-24"))),
        day("2027-03-01")
    );
}

#[test]
fn forgotten_cases_stay_as_they_were() {
    let now: Vec<(Mark, Dates)> = (10..15)
        .map(|number| {
            (
                mark(number),
                dates("2027-05-03", "2027-05-04", "2027-05-05"),
            )
        })
        .collect();
    let second = Board::next(name("board"), Some(&first()), day("2027-06-01"), &now).unwrap();
    for number in [1, 3, 4, 5] {
        assert_eq!(second.line(&mark(number)), first().line(&mark(number)));
    }
    // Nobody knows the case any more, but its term is over by now.
    let aged = second.line(&mark(2)).unwrap();
    assert_eq!(
        (aged.acknowledged, aged.feedback),
        (Term::Overdue, Term::Overdue)
    );
}

#[test]
fn lines_leave_after_two_whole_years() {
    let from = |label: &str| Board::carried_from(day(label)).to_string();
    assert_eq!(from("2027-03-08"), "2024-12-30");
    assert_eq!(from("2027-12-31"), "2024-12-30");
    assert_eq!(from("2028-01-01"), "2025-12-29");
    let now: Vec<(Mark, Dates)> = (10..15)
        .map(|number| {
            (
                mark(number),
                dates("2028-05-01", "2028-05-04", "2028-05-05"),
            )
        })
        .collect();
    let next = |label| Board::next(name("board"), Some(&first()), day(label), &now).unwrap();
    assert_eq!(next("2028-12-31").lines.len(), 10);
    // The week of 1 January 2027 began in 2026: a case of that week would stay.
    let left = next("2029-01-01");
    let stays: Vec<Mark> = left.lines.iter().map(|line| line.mark).collect();
    assert!(!stays.contains(&mark(1)) && !stays.contains(&mark(5)) && stays.contains(&mark(2)));
    assert_eq!(left.faults(Some(&first())), []);
}

#[test]
fn next_waits_for_five_and_for_another_day() {
    let next =
        |count: usize| Board::next(name("board"), None, day("2027-03-08"), &cases()[..count]);
    assert_eq!(next(4), Err(NextError::Few { changes: 4 }));
    assert_eq!(next(0), Err(NextError::Few { changes: 0 }));
    assert!(next(5).is_ok());
    let again = Board::next(name("board"), Some(&first()), day("2027-03-08"), &cases());
    assert!(matches!(
        again,
        Err(NextError::Fault(BoardFault::Day { .. }))
    ));
}

/// Every change that a desk must not make, and the fault that names it.
#[test]
fn faults_name_each_thing_that_is_wrong() {
    type Change = fn(&mut Board);
    let wrong: [(&str, Change); 15] = [
        ("board has number 3, expected 1", |b| b.number = 3),
        ("board does not name the board before", |b| {
            b.previous = None
        }),
        ("board does not name the board before", |b| {
            b.previous = Some(Hash::EMPTY)
        }),
        (
            "board is of 2027-03-08, not after the last of 2027-03-08",
            |b| b.day = day("2027-03-08"),
        ),
        ("was on the board before and is gone", |b| {
            b.lines.truncate(2)
        }),
        ("has another week of receipt", |b| {
            b.lines[4].received = Monday::of(day("2026-11-30"))
        }),
        ("had its acknowledgement as 2026-11-30 late", |b| {
            b.lines[3].acknowledged = Term::Kept(Monday::of(day("2026-11-30")));
        }),
        (
            "had its acknowledgement as - overdue and has it as - withdrawn",
            |b| {
                b.lines[2].acknowledged = Term::Withdrawn;
            },
        ),
        (
            "had its acknowledgement as - overdue and has it as 2027-03-01 late",
            |b| {
                b.lines[2].acknowledged = Term::Late(Monday::of(day("2027-03-01")));
            },
        ),
        (
            "had its acknowledgement as 2026-11-30 kept and has it as - open",
            |b| {
                b.lines[4].acknowledged = Term::Open;
            },
        ),
        ("is listed and neither closed nor overdue", |b| {
            b.lines[7].feedback = Term::Open;
        }),
        ("has weeks that cannot be", |b| {
            b.lines[7].feedback = Term::Kept(Monday::of(day("2027-03-22")));
        }),
        ("has weeks that cannot be", |b| {
            b.lines[7].acknowledged = Term::Open
        }),
        ("lines are new or changed", |b| drop(b.lines.drain(6..))),
        ("came before 2024-12-30 and should have left", |b| {
            b.lines[7].received = Monday::of(day("2024-12-23"));
        }),
    ];
    let good = second();
    assert_eq!(good.faults(Some(&first())), []);
    for (says, change) in wrong {
        let mut board = good.clone();
        change(&mut board);
        let faults = board.faults(Some(&first()));
        let named = faults.iter().any(|fault| fault.to_string().contains(says));
        assert!(named, "{says}: {faults:?}");
    }
}

/// The first board and five new cases that are closed.
fn second() -> Board {
    let now: Vec<(Mark, Dates)> = (10..15)
        .map(|number| {
            (
                mark(number),
                dates("2027-02-15", "2027-02-16", "2027-02-17"),
            )
        })
        .chain(cases())
        .collect();
    Board::next(name("board"), Some(&first()), day("2027-03-14"), &now).unwrap()
}

#[test]
fn faults_name_words_that_weeks_make_impossible() {
    let week = |label: &str| Monday::of(day(label));
    for (acknowledged, feedback, is_possible) in [
        // Received in the week of 15 February, board of 14 March.
        (
            Term::Kept(week("2027-02-15")),
            Term::Kept(week("2027-02-15")),
            true,
        ),
        (
            Term::Late(week("2027-02-15")),
            Term::Kept(week("2027-02-22")),
            false,
        ),
        (
            Term::Kept(week("2027-02-22")),
            Term::Kept(week("2027-02-22")),
            true,
        ),
        (
            Term::Late(week("2027-02-22")),
            Term::Kept(week("2027-02-22")),
            true,
        ),
        (
            Term::Kept(week("2027-03-01")),
            Term::Kept(week("2027-03-01")),
            false,
        ),
        (
            Term::Late(week("2027-03-01")),
            Term::Kept(week("2027-03-08")),
            true,
        ),
        (
            Term::Late(week("2027-03-01")),
            Term::Late(week("2027-03-08")),
            false,
        ),
        (Term::Overdue, Term::Open, true),
        (Term::Overdue, Term::Overdue, false),
        (Term::Open, Term::Withdrawn, false),
        (Term::Kept(week("2027-02-15")), Term::Withdrawn, true),
    ] {
        let mut board = second();
        board.lines[7].acknowledged = acknowledged;
        board.lines[7].feedback = feedback;
        let faults = board.faults(Some(&first()));
        let is_named = faults
            .iter()
            .any(|fault| matches!(fault, BoardFault::Verdict { mark: m, .. } if *m == mark(12)));
        assert_eq!(
            !is_named, is_possible,
            "{acknowledged}, {feedback}: {faults:?}"
        );
    }
}

#[test]
fn read_refuses_lines_of_another_form() {
    let good = first().text();
    let mut refused = 0;
    for (from, to) in [
        ("/board\n", "/intake\n"),
        ("\n0\n", "\n1\n"),
        ("\n0\n", "\n00\n"),
        ("\n-\n", "\n\n"),
        ("\n-\n", "\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"),
        ("2027-03-08", "2027-02-29"),
        ("2026-10-05 kept", "2026-10-06 kept"),
        ("2026-10-05 kept", "- kept"),
        ("- overdue - open", "2027-02-01 overdue - open"),
        ("- overdue - open", "- overdue  - open"),
        ("- overdue - open", "- overdue - other"),
        ("- overdue - open", "- overdue - open -"),
        ("0505", "0F0F"),
        ("0505", "+505"),
        ("0505", "05"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        let signed = SignedNote::sign(text, &push()).unwrap();
        let read = Board::verify(signed, &push().verifier());
        assert!(matches!(read, Err(LogNoteError::Line(_))), "{to}: {read:?}");
        refused += 1;
    }
    assert_eq!(refused, 15);
}

#[test]
fn read_refuses_lines_out_of_order_or_twice() {
    let mut board = first();
    board.lines.swap(1, 2);
    let open = |board: &Board| {
        let signed = board.sign(&push()).unwrap().to_string();
        Board::open(signed.as_bytes(), &push().verifier())
    };
    assert!(open(&board).is_err());
    board.lines.swap(1, 2);
    assert!(open(&board).is_ok());
    board.lines[2] = board.lines[1];
    assert!(open(&board).is_err());
}

#[test]
fn read_takes_a_full_board_and_no_more() {
    let line = |number: usize| Line {
        mark: Mark::from_bytes((number as u128).to_be_bytes()),
        received: Monday::of(day("2026-11-23")),
        acknowledged: Term::Withdrawn,
        feedback: Term::Withdrawn,
    };
    let mut board = first();
    board.lines = (0..BOARD_MAX_LINES).map(line).collect();
    let signed = board.sign(&push()).unwrap().to_string();
    assert!(signed.len() <= BOARD_MAX_LEN);
    assert!(Board::open(signed.as_bytes(), &push().verifier()).is_ok());
    board.lines.push(line(BOARD_MAX_LINES));
    let signed = board.sign(&push()).unwrap();
    assert!(Board::verify(signed, &push().verifier()).is_err());
}

#[test]
fn only_the_push_key_of_the_desk_signs() {
    for role in ["root", "intake", "board", "receipt"] {
        let key = SignerKey::from_seed(name(role), &[1; 32]);
        assert!(first().sign(&key).is_err(), "{role}");
        let forged = SignedNote::sign(first().text(), &key).unwrap();
        assert!(Board::verify(forged, &key.verifier()).is_err(), "{role}");
    }
}
