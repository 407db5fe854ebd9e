//! Vectors of boards.

use super::{BASE, EMPTY_ROOT, Folder, edit, key, sign};
use crate::vector::Input;

/// A mark of one byte, sixteen times.
fn mark(byte: u8) -> String {
    format!("{byte:02x}").repeat(16)
}

pub(crate) fn write_boards() {
    let head = format!("bellrope/1 board\n{BASE}/board\n0\n2027-03-08\n-\n");
    let lines = format!(
        "{} 2026-10-05 2026-10-05 kept - withdrawn\n\
         {} 2027-02-01 - overdue - open\n\
         {} 2026-11-23 - overdue - overdue\n\
         {} 2026-11-23 2026-11-30 late 2027-03-01 late\n\
         {} 2026-11-23 2026-11-30 kept 2027-02-22 kept\n",
        mark(1),
        mark(2),
        mark(3),
        mark(4),
        mark(5),
    );
    let first = format!("{head}{lines}");
    let second = first.replacen(
        "\n0\n2027-03-08\n-\n",
        &format!("\n1\n2027-03-10\n{EMPTY_ROOT}\n"),
        1,
    );
    let folder = Folder("board", Input::default());
    let by = |text: String, role: &'static str| {
        move |input: &mut Input| {
            input.keys = vec![key(role).verifier().to_string()];
            input.text = Some(sign(&text, role));
        }
    };
    folder.good(
        "good-first",
        "five cases, one of each sort",
        by(first.clone(), "push"),
        &first,
    );
    folder.good(
        "good-next",
        "a board after another",
        by(second.clone(), "push"),
        &second,
    );
    folder.good(
        "good-empty",
        "a board without a line",
        by(head.clone(), "push"),
        &head,
    );

    let changed = |from: &str, to: &str| {
        let mut text = Some(first.clone());
        edit(&mut text, from, to);
        text.unwrap()
    };
    let form = "log note is malformed: ";
    let case = |line: usize| format!("{form}line {line}, case, is not a value it may have");
    for (name, about, from, to, refused) in [
        (
            "other-origin",
            "the origin of a log",
            "/board\n",
            "/intake\n",
            format!("{form}line 2, origin, is not a value it may have"),
        ),
        (
            "number-leading-zero",
            "a number in another spelling",
            "\n0\n",
            "\n00\n",
            format!("{form}line 3, number, is not a decimal number without leading zeros"),
        ),
        (
            "previous-missing",
            "a later board that names none before it",
            "\n0\n",
            "\n1\n",
            format!("{form}line 5, previous, is not base64"),
        ),
        (
            "previous-of-first",
            "a first board that names one before it",
            "\n-\n",
            &format!("\n{EMPTY_ROOT}\n"),
            format!("{form}line 5, previous, is not a value it may have"),
        ),
        (
            "no-such-day",
            "the 29th of February",
            "2027-03-08",
            "2027-02-29",
            format!("{form}line 4, day, is not a value it may have"),
        ),
        (
            "not-a-monday",
            "a week by its Tuesday",
            "2026-10-05 2026-10-05",
            "2026-10-05 2026-10-06",
            case(6),
        ),
        (
            "kept-without-week",
            "a term kept in no week",
            "2026-10-05 kept",
            "- kept",
            case(6),
        ),
        (
            "overdue-with-week",
            "an overdue term with a week",
            "- overdue - open",
            "2027-02-08 overdue - open",
            case(7),
        ),
        (
            "other-word",
            "a word that is none",
            "- open",
            "- pending",
            case(7),
        ),
        (
            "two-spaces",
            "two spaces between fields",
            "- overdue - open",
            "- overdue  - open",
            case(7),
        ),
        (
            "mark-in-capitals",
            "a mark in another spelling",
            "0505",
            "0A05",
            case(10),
        ),
    ] {
        folder.bad(name, about, by(changed(from, to), "push"), &refused);
    }
    let swapped = changed(&mark(1), &mark(6));
    folder.bad(
        "out-of-order",
        "lines that do not ascend",
        by(swapped, "push"),
        &case(7),
    );
    let twice = changed(&mark(2), &mark(1));
    folder.bad(
        "twice",
        "one mark on two lines",
        by(twice, "push"),
        &case(7),
    );

    for (name, about, from, to, refused) in [
        (
            "late-within-the-week",
            "late in the week of receipt",
            "2026-10-05 kept",
            "2026-10-05 late",
            format!(
                "case {} has its acknowledgement as 2026-10-05 late, which its weeks make impossible",
                mark(1)
            ),
        ),
        (
            "open-and-over",
            "open after its term",
            "- overdue - overdue",
            "- overdue - open",
            format!(
                "case {} has its feedback as - open, which its weeks make impossible",
                mark(3)
            ),
        ),
        (
            "kept-too-late",
            "in time, three weeks after receipt",
            "2026-11-30 late",
            "2026-12-14 kept",
            format!(
                "case {} has its acknowledgement as 2026-12-14 kept, which its weeks make impossible",
                mark(4)
            ),
        ),
        (
            "answered-before-it-came",
            "acknowledged before it was received",
            "2026-11-23 2026-11-30 late",
            "2026-11-23 2026-11-16 late",
            format!("case {} has weeks that cannot be", mark(4)),
        ),
        (
            "after-its-day",
            "feedback after the day of the board",
            "2027-02-22 kept",
            "2027-03-15 late",
            format!("case {} has weeks that cannot be", mark(5)),
        ),
    ] {
        folder.bad(name, about, by(changed(from, to), "push"), &refused);
    }
    folder.bad(
        "by-root",
        "signed by the desk's root",
        by(first.clone(), "root"),
        &format!("key {BASE}/root does not sign this for log {BASE}/board"),
    );
    folder.bad(
        "changed",
        "a word was changed after signing",
        |input| {
            by(first.clone(), "push")(input);
            edit(&mut input.text, "- overdue - open", "- open - open");
        },
        &format!(
            "log note is not signed as it must be: signature of {BASE}/push ({}) does not verify",
            key("push").verifier().id()
        ),
    );
}
