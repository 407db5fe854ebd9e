//! Random table sets against an attacker that shares no code with the crate: it reads a pack as JSON,
//! as anybody could, and tries numbers by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod brute;
mod synthetic;

use bellrope_figures::protect::{check, protect};
use bellrope_figures::table::{Exact, Row, Table, Value};
use bellrope_figures::{
    Cell, Label, Pack, Period, Role, Rounding, Settings, Sum, TableId, TableState,
};
use bellrope_protocol::time::Day;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use brute::Published;

/// Counts what sets did.
type Tally = std::cell::Cell<u32>;

/// What a random set looks like.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// Tables that split the same total in different ways.
    Shared,
    /// A table whose first row is split by another one.
    Nested,
    /// Rows and columns with margins.
    Square,
}

/// Numbers of a set, and what it looks like.
#[derive(Debug, Clone)]
struct Drawn {
    shape: Shape,
    numbers: Vec<u32>,
    threshold: u32,
    hide_zeros: bool,
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 0_u32..=4, 4 => 0_u32..=14, 2 => 10_u32..=40]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let shape = prop_oneof![
        Just(Shape::Shared),
        Just(Shape::Nested),
        Just(Shape::Square)
    ];
    let numbers = proptest::collection::vec(number(), 9);
    let threshold = prop_oneof![4 => Just(5_u32), 1 => Just(3_u32)];
    (shape, numbers, threshold, proptest::bool::weighted(0.2)).prop_map(
        |(shape, numbers, threshold, hide_zeros)| Drawn {
            shape,
            numbers,
            threshold,
            hide_zeros,
        },
    )
}

fn row(quantity: &str, role: Role, values: &[u32]) -> Row {
    Row {
        quantity: quantity.to_owned(),
        label: Label::new(quantity, quantity),
        role,
        values: values.iter().map(|value| Value::Count(*value)).collect(),
    }
}

fn table(id: TableId, columns: &[Period], rows: Vec<Row>, sums: &[(&str, &[&str])]) -> Table {
    let sum = |(whole, parts): &(&str, &[&str])| Sum {
        whole: (*whole).to_owned(),
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
        has_rest: false,
    };
    Table {
        id,
        part: None,
        title: Label::new("t", "t"),
        definition: Label::new("d", "d"),
        origin: None,
        columns: columns.to_vec(),
        rows,
        sums: sums.iter().map(sum).collect(),
        by_trait: false,
        over_quarters: true,
    }
}

const YEAR: Period = Period::year(2026);

fn exact(period: Period, tables: Vec<Table>) -> Exact {
    Exact {
        period,
        standdatum: Day::from_date(2027, 1, 15).unwrap(),
        tables,
    }
}

fn split(id: TableId, columns: &[Period], whole: &str, parts: &[(&str, Vec<u32>)]) -> Table {
    let mut rows: Vec<Row> = parts
        .iter()
        .map(|(it, values)| row(it, Role::Part, values))
        .collect();
    let total = |column: usize| parts.iter().map(|(_, values)| values[column]).sum();
    let totals: Vec<u32> = (0..columns.len()).map(total).collect();
    rows.push(row(whole, Role::Total, &totals));
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    table(id, columns, rows, &[(whole, &names)])
}

fn tables(drawn: &Drawn) -> Exact {
    let n = &drawn.numbers;
    let one = |value: u32| vec![value];
    let tables = match drawn.shape {
        Shape::Shared => {
            let total: u32 = n[..4].iter().sum();
            let first = n[4].min(total);
            let second = n[5].min(total - first);
            let rest = total - first - second;
            vec![
                split(
                    TableId::T1,
                    &[YEAR],
                    "all",
                    &[
                        ("a", one(n[0])),
                        ("b", one(n[1])),
                        ("c", one(n[2])),
                        ("d", one(n[3])),
                    ],
                ),
                split(
                    TableId::T3,
                    &[YEAR],
                    "all",
                    &[("p", one(first)), ("q", one(second)), ("r", one(rest))],
                ),
            ]
        }
        Shape::Nested => {
            let first = n[3] + n[4] + n[5];
            vec![
                split(
                    TableId::T1,
                    &[YEAR],
                    "all",
                    &[("a", one(first)), ("b", one(n[1])), ("c", one(n[2]))],
                ),
                split(
                    TableId::T2,
                    &[YEAR],
                    "a",
                    &[("a1", one(n[3])), ("a2", one(n[4])), ("a3", one(n[5]))],
                ),
            ]
        }
        Shape::Square => vec![square(n)],
    };
    exact(YEAR, tables)
}

/// Three rows and columns with every margin, written one below the other.
fn square(n: &[u32]) -> Table {
    const CELLS: [[&str; 3]; 3] = [["11", "12", "13"], ["21", "22", "23"], ["31", "32", "33"]];
    const ACROSS: [&str; 3] = ["1.", "2.", "3."];
    const DOWN: [&str; 3] = [".1", ".2", ".3"];
    let at = |i: usize, j: usize| n[i * 3 + j];
    let mut rows = Vec::new();
    for (i, names) in CELLS.iter().enumerate() {
        rows.extend(
            names
                .iter()
                .enumerate()
                .map(|(j, name)| row(name, Role::Part, &[at(i, j)])),
        );
    }
    for i in 0..3 {
        rows.push(row(
            ACROSS[i],
            Role::Total,
            &[(0..3).map(|j| at(i, j)).sum()],
        ));
        rows.push(row(DOWN[i], Role::Total, &[(0..3).map(|j| at(j, i)).sum()]));
    }
    rows.push(row("..", Role::Total, &[n.iter().sum()]));
    let mut table = table(
        TableId::T1,
        &[YEAR],
        rows,
        &[("..", &ACROSS), ("..", &DOWN)],
    );
    for i in 0..3 {
        let across = CELLS[i].map(str::to_owned).to_vec();
        let down = (0..3).map(|j| CELLS[j][i].to_owned()).collect();
        let mut add = |whole: &str, parts| {
            table.sums.push(Sum {
                whole: whole.to_owned(),
                parts,
                has_rest: false,
            });
        };
        add(ACROSS[i], across);
        add(DOWN[i], down);
    }
    table
}

fn settings(drawn: &Drawn) -> Settings {
    let mut settings = Settings::new(drawn.threshold).unwrap();
    settings.hide_zeros = drawn.hide_zeros;
    settings
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    // The same sets every time.
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"ten thousand sets of few numbers");
    TestRunner::new_with_rng(config, rng)
}

fn json(packs: &[&Pack]) -> Published {
    let packs: Vec<serde_json::Value> = packs
        .iter()
        .map(|pack| serde_json::to_value(pack).unwrap())
        .collect();
    Published::read(&packs)
}

#[test]
fn protect_lets_nobody_narrow_a_hidden_cell_in_ten_thousand_sets() {
    let whole = Tally::new(0);
    runner(10_000)
        .run(&drawn(), |drawn| {
            let pack = protect(&tables(&drawn), &settings(&drawn), &[])
                .unwrap()
                .pack;
            prop_assert_eq!(json(&[&pack]).narrowed(), Vec::<String>::new());
            whole.set(whole.get() + u32::from(pack.utility.tables_withheld > 0));
            for row in pack.tables.iter().flat_map(|table| &table.rows) {
                if let Cell::Count(count) = row.cells[0] {
                    let least = u32::from(drawn.hide_zeros);
                    prop_assert!(count >= drawn.threshold || count < 1.max(least), "{count}");
                }
            }
            Ok(())
        })
        .unwrap();
    // Withholding tables is not how this is achieved.
    let whole = whole.get();
    assert!(
        whole < 1_500,
        "{whole} sets have a table that is withheld whole"
    );
}

/// What a plain threshold would publish: the pack with every cover taken away.
fn plain(pack: &Pack, exact: &Exact) -> Pack {
    let mut pack = pack.clone();
    for (shown, table) in pack.tables.iter_mut().zip(&exact.tables) {
        for (row, counted) in shown.rows.iter_mut().zip(&table.rows) {
            if let (Cell::Withheld, Value::Count(count)) = (row.cells[0], &counted.values[0]) {
                row.cells[0] = Cell::Count(*count);
            }
        }
    }
    pack
}

#[test]
fn check_finds_what_brute_force_finds_in_a_plain_threshold() {
    let (leaking, safe) = (Tally::new(0), Tally::new(0));
    runner(3_000)
        .run(&drawn(), |drawn| {
            let exact = tables(&drawn);
            let pack = protect(&exact, &settings(&drawn), &[]).unwrap().pack;
            if pack
                .tables
                .iter()
                .any(|table| table.state == TableState::WithheldWhole)
            {
                return Ok(());
            }
            let plain = plain(&pack, &exact);
            let found = !check(&plain, &[]).is_safe();
            prop_assert_eq!(found, !json(&[&plain]).narrowed().is_empty());
            let count = if found { &leaking } else { &safe };
            count.set(count.get() + 1);
            Ok(())
        })
        .unwrap();
    let (leaking, safe) = (leaking.get(), safe.get());
    assert!(leaking > 500 && safe > 100, "{leaking} leak, {safe} do not");
}

/// A table of four kinds in each quarter, and in the year.
fn quarters(numbers: &[u32]) -> [Table; 5] {
    const KINDS: [&str; 4] = ["a", "b", "c", "d"];
    let of = |period: Period, values: [u32; 4]| {
        let parts = KINDS.map(|kind| kind);
        let parts: Vec<(&str, Vec<u32>)> = parts
            .iter()
            .zip(values)
            .map(|(kind, value)| (*kind, vec![value]))
            .collect();
        split(TableId::T1, &[period], "all", &parts)
    };
    let quarter = |index: usize| [0, 1, 2, 3].map(|kind| numbers[index * 4 + kind]);
    let year = [0, 1, 2, 3].map(|kind| (0..4).map(|it| numbers[it * 4 + kind]).sum());
    let place = |index: u8| Period::quarter(2026, index);
    [
        of(place(1), quarter(0)),
        of(place(2), quarter(1)),
        of(place(3), quarter(2)),
        of(place(4), quarter(3)),
        of(YEAR, year),
    ]
}

#[test]
fn protect_hides_the_fourth_quarter_from_who_has_three_and_the_year() {
    let numbers = proptest::collection::vec(number(), 16);
    let covered = Tally::new(0);
    runner(400)
        .run(&numbers, |numbers| {
            let [first, second, third, _, year] = quarters(&numbers);
            let settings = Settings::default();
            let mut history = Vec::new();
            for (number, table) in (1..).zip([first, second, third]) {
                let exact = exact(Period::quarter(2026, number), vec![table]);
                let pack = protect(&exact, &settings, &history).unwrap().pack;
                history.push(pack);
            }
            let pack = protect(&exact(YEAR, vec![year]), &settings, &history)
                .unwrap()
                .pack;
            let alone: Vec<Pack> = Vec::new();
            let without = protect(
                &exact(YEAR, vec![quarters(&numbers)[4].clone()]),
                &settings,
                &alone,
            );
            let has_changed = without.unwrap().pack.tables != pack.tables;
            covered.set(covered.get() + u32::from(has_changed));
            let packs: Vec<&Pack> = history.iter().chain([&pack]).collect();
            prop_assert_eq!(json(&packs).narrowed(), Vec::<String>::new());
            prop_assert_eq!(json(&packs).fourth_quarters(5), Vec::<String>::new());
            Ok(())
        })
        .unwrap();
    let covered = covered.get();
    assert!(covered > 50, "earlier quarters changed {covered} years");
}

#[test]
fn protect_rounds_the_same_count_the_same_way_everywhere() {
    runner(500)
        .run(&(drawn(), any::<bool>()), |(drawn, instead)| {
            let mut settings = settings(&drawn);
            settings.rounding = if instead {
                Rounding::Instead
            } else {
                Rounding::Added
            };
            let exact = tables(&drawn);
            let pack = protect(&exact, &settings, &[]).unwrap().pack;
            for (shown, table) in pack.tables.iter().zip(&exact.tables) {
                for (row, counted) in shown.rows.iter().zip(&table.rows) {
                    let Value::Count(count) = counted.values[0] else {
                        continue;
                    };
                    match row.cells[0] {
                        Cell::Rounded(shown) => {
                            prop_assert_eq!(shown % 5, 0);
                            prop_assert!(shown.abs_diff(count) <= 2);
                        }
                        Cell::Count(shown) => prop_assert_eq!((shown, count), (0, 0)),
                        cell => prop_assert!(cell.is_hidden()),
                    }
                }
            }
            prop_assert!(check(&pack, &[]).is_safe());
            Ok(())
        })
        .unwrap();
}

#[test]
fn protect_lets_nobody_narrow_a_cell_of_a_whole_year() {
    for seed in 0..12 {
        let facts = synthetic::facts(seed, 40 + 60 * u32::try_from(seed).unwrap());
        let exact =
            bellrope_figures::plan::count(&facts, YEAR, Day::from_date(2027, 1, 15).unwrap());
        let pack = protect(&exact, &Settings::default(), &[]).unwrap().pack;
        assert_eq!(
            json(&[&pack]).narrowed(),
            Vec::<String>::new(),
            "seed {seed}"
        );
    }
}
