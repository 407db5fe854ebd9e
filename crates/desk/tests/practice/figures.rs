//! Figures of the practice year: safe, for who makes them, and the same again.

use std::fmt::Write as _;
use std::path::Path;

use bellrope_casework::vocabulary::Lang;
use bellrope_desk::figures::{self, FiguresError};
use bellrope_figures::table::{Table, Value};
use bellrope_figures::{Cell, Pack, Period};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::{UNTIL, a_copy, made};

#[test]
fn figures_of_the_year_are_safe_whole_and_for_who_makes_them() {
    let folder = tempfile::tempdir().unwrap();
    let settings = bellrope_figures::Settings::default();
    let period = Period::year(2026);
    let mut drafts = Vec::new();
    for person in 0..made().team.len() {
        let folder = tempfile::tempdir().unwrap();
        let vault = a_copy(&folder, person);
        match figures::draft(&vault, period, &settings, UNTIL) {
            Ok(draft) => drafts.push(draft),
            Err(err) => assert!(matches!(err, FiguresError::Right(_)), "{err}"),
        }
    }
    // Coordinators and the analyst, who reads no case; nobody else.
    assert!(drafts.len() > 1 && drafts.len() < made().team.len());
    assert!(drafts.windows(2).all(|pair| pair[0].pack == pair[1].pack));
    let mut vault = a_copy(&folder, 0);
    let facts = figures::facts(&vault.read().unwrap(), UNTIL).unwrap();
    let counted = facts
        .cases
        .iter()
        .filter(|case| !case.spam && !case.merged)
        .count();
    let received = |table: &Table| {
        let total = table.rows.iter().find(|row| row.quantity == "received");
        total.map(|row| row.values.clone())
    };
    let Some(values) = drafts[0].exact.tables.iter().find_map(received) else {
        panic!("no total");
    };
    let both: u32 = values
        .iter()
        .map(|value| match value {
            Value::Count(count) => *count,
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(both as usize, counted);
    let pack = &drafts[0].pack;
    assert!(drafts[0].verdict.is_safe());
    for row in pack.tables.iter().flat_map(|table| &table.rows) {
        assert!(
            !row.cells
                .iter()
                .any(|cell| matches!(cell, Cell::Count(1..=4)))
        );
    }
    // Once it is published, what follows is tried together with it.
    let rng = &mut StdRng::seed_from_u64(2);
    vault
        .change(|change| figures::keep(change, pack, rng))
        .unwrap();
    let again = figures::draft(&vault, period, &settings, UNTIL).unwrap();
    assert_eq!(again.pack.number.revision, 2);
    assert_eq!(again.pack.tables, pack.tables);
    let year = figures::draft(&vault, Period::year(2027), &settings, UNTIL).unwrap();
    let table = year.pack.table("T2").unwrap();
    assert_eq!(table.columns[1].repeats, Some(pack.number));
}

/// What everybody may see of a set, a line for each row.
fn drawn(pack: &Pack) -> String {
    let mut text = String::new();
    for table in &pack.tables {
        writeln!(text, "{} {:?}", table.name(), table.state).unwrap();
        for row in &table.rows {
            let cells: Vec<_> = row
                .cells
                .iter()
                .map(|cell| cell.sign(Lang::Dutch))
                .collect();
            writeln!(text, "  {}: {}", row.quantity, cells.join(" | ")).unwrap();
        }
    }
    text
}

#[test]
fn figures_of_the_year_are_those_that_were_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let vault = a_copy(&folder, 0);
    let settings = bellrope_figures::Settings::default();
    let draft = figures::draft(&vault, Period::year(2026), &settings, UNTIL).unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/practice/figures.txt");
    let drawn = drawn(&draft.pack);
    if std::env::var_os("BELLROPE_BLESS").is_some() {
        std::fs::write(&golden, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&golden).unwrap();
    assert_eq!(drawn, kept, "look at them, then run with BELLROPE_BLESS=1");
}
