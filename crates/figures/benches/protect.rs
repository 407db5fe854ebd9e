//! How long a yearly pack takes over 2,000 and 20,000 cases, and in how much memory; the attacker as
//! tables grow.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints what it found and fails by panicking"
)]

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::hint::black_box;

use bellrope_figures::protect::{check, protect};
use bellrope_figures::table::{Exact, Row, Table, Value};
use bellrope_figures::{Label, Pack, Period, Role, Settings, Sum, TableId, plan};
use bellrope_protocol::time::Day;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const YEAR: Period = Period::year(2026);

fn day() -> Day {
    Day::from_date(2027, 1, 15).unwrap()
}

/// Counting and protecting a year, with three quarters published before.
fn yearly(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("year");
    group.sample_size(10);
    for cases in [2_000, 20_000] {
        let facts = synthetic::facts(1, cases);
        let mut history: Vec<Pack> = Vec::new();
        for quarter in 1..=3 {
            let exact = plan::count(&facts, Period::quarter(2026, quarter), day());
            let made = protect(&exact, &Settings::default(), &history).unwrap();
            history.push(made.pack);
        }
        group.bench_function(BenchmarkId::new("count", cases), |bencher| {
            bencher.iter(|| plan::count(black_box(&facts), YEAR, day()));
        });
        let exact = plan::count(&facts, YEAR, day());
        group.bench_function(BenchmarkId::new("protect", cases), |bencher| {
            bencher.iter(|| protect(black_box(&exact), &Settings::default(), &[]).unwrap());
        });
        group.bench_function(
            BenchmarkId::new("protect after quarters", cases),
            |bencher| {
                bencher
                    .iter(|| protect(black_box(&exact), &Settings::default(), &history).unwrap());
            },
        );
        println!("peak memory with {cases} cases: {} MiB", peak_memory());
    }
    group.finish();
}

/// Returns the most memory that this process had resident, in MiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.unwrap().split_whitespace().nth(1).unwrap();
    kib.parse::<u64>().unwrap() / 1024
}

/// A square table with all margins: the kind whose sums close circles.
fn square(side: usize, seed: u64) -> Exact {
    let dice = &mut synthetic::Dice::new(seed);
    let numbers: Vec<u32> = (0..side * side).map(|_| dice.below(18)).collect();
    let cell = |i: usize, j: usize| format!("{i}/{j}");
    let mut rows = Vec::new();
    let mut sums = Vec::new();
    let mut add = |quantity: String, role, value: u32| {
        rows.push(Row {
            label: Label::new(quantity.clone(), quantity.clone()),
            quantity,
            role,
            values: vec![Value::Count(value)],
        });
    };
    for i in 0..side {
        for j in 0..side {
            add(cell(i, j), Role::Part, numbers[i * side + j]);
        }
    }
    for i in 0..side {
        let across = (0..side).map(|j| numbers[i * side + j]).sum();
        let down = (0..side).map(|j| numbers[j * side + i]).sum();
        add(format!("{i}/."), Role::Total, across);
        add(format!("./{i}"), Role::Total, down);
    }
    add("all".to_owned(), Role::Total, numbers.iter().sum());
    let mut sum = |whole: String, parts: Vec<String>| {
        sums.push(Sum {
            whole,
            parts,
            has_rest: false,
        });
    };
    for i in 0..side {
        sum(format!("{i}/."), (0..side).map(|j| cell(i, j)).collect());
        sum(format!("./{i}"), (0..side).map(|j| cell(j, i)).collect());
    }
    sum(
        "all".to_owned(),
        (0..side).map(|i| format!("{i}/.")).collect(),
    );
    sum(
        "all".to_owned(),
        (0..side).map(|i| format!("./{i}")).collect(),
    );
    Exact {
        period: YEAR,
        standdatum: day(),
        tables: vec![Table {
            id: TableId::T1,
            part: None,
            title: Label::new("", ""),
            definition: Label::new("", ""),
            origin: None,
            columns: vec![YEAR],
            rows,
            sums,
            by_trait: false,
            over_quarters: true,
        }],
    }
}

fn attacker(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("attack");
    group.sample_size(10);
    for side in [4, 8, 16] {
        let made = protect(&square(side, 5), &Settings::default(), &[]).unwrap();
        let told = made.verdict;
        eprintln!(
            "{side} × {side}: {} searches, {} programmes",
            told.searches, told.programmes
        );
        group.bench_function(BenchmarkId::from_parameter(side * side), |bencher| {
            bencher.iter(|| check(black_box(&made.pack), &[]));
        });
    }
    group.finish();
}

criterion_group!(benches, yearly, attacker);
criterion_main!(benches);
