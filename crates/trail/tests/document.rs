//! `docs/trail.md` lists exactly the acts and facts that there are.

#![expect(clippy::expect_used, reason = "what fails in a test fails the test")]

use std::fmt::Write as _;

use bellrope_trail::{Act, Key};

const DOCUMENT: &str = include_str!("../../../docs/trail.md");

/// The first two cells of each row of the table under a heading row.
fn rows(heading: &str) -> Vec<String> {
    let (_, table) = DOCUMENT.split_once(heading).expect("the table");
    let rows = table.lines().skip(2).take_while(|row| row.starts_with('|'));
    rows.map(|row| row.split(" | ").take(2).collect::<Vec<_>>().join(" | "))
        .collect()
}

#[test]
fn document_lists_every_act_with_what_it_needs() {
    let expected = Act::ALL.iter().map(|act| {
        let needs = act.needs();
        let mut cell = String::new();
        cell.push_str(if needs.case { " **c**" } else { "" });
        cell.push_str(if needs.whom { " **w**" } else { "" });
        for key in needs.facts {
            let _ = write!(cell, " `{key}`");
        }
        let cell = if cell.is_empty() { " –" } else { &cell };
        format!("| `{act}` |{cell}")
    });
    let expected: Vec<String> = expected.collect();
    assert_eq!(rows("| act | needs | when |"), expected);
}

#[test]
fn document_lists_every_fact_with_its_kind() {
    let expected = Key::ALL.iter().map(|key| {
        let kind = format!("{:?}", key.kind()).to_lowercase();
        format!("| `{key}` | {kind}")
    });
    let expected: Vec<String> = expected.collect();
    assert_eq!(rows("| fact | kind | says |"), expected);
}
