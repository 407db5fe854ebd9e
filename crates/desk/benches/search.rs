//! Search over a practice vault: the first one, which reads what the cases say, and those after it.
//!
//! The bar is one second for 5,000 cases once the index is there (R101). What the first search costs
//! is printed apart, for each colleague: the keys of cases that others opened were sealed to them.
//!
//! `BELLROPE_BENCH_CASES` sets the number of cases (5,000); each has six letters, and what the team
//! wrote.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints what it found and stops when it cannot"
)]

mod machine;

use std::time::Instant;

use bellrope_desk::case;
use bellrope_desk::case::access::{self, Interest};
use bellrope_desk::practice::{self, Plan};
use bellrope_desk::search::Index;
use bellrope_desk::vault::{Cost, Passphrase, Vault};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
use zeroize::Zeroizing;

/// Monday 2026-11-23, 18:00 UTC.
const UNTIL: u64 = 1_795_456_800;
/// Times that each search is done; the slowest counts.
const ROUNDS: usize = 5;
/// Searches of different kinds: a word that is everywhere, one that is nowhere, a phrase, the line.
const QUERIES: [&str; 5] = [
    "magazijn",
    "staat nergens",
    "\"in het\" status:open",
    "category:OG1",
    "status:open period:2026-03..2026-09",
];

fn main() {
    let asked = std::env::var("BELLROPE_BENCH_CASES").ok();
    let cases = asked.map_or(5_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("vault");
    let cost = Cost::of_mib(Cost::MIN_MIB).unwrap();
    let plan = Plan::year(1, cases, 6 * cases, UNTIL, cost);
    let made = practice::make(&place, &plan).unwrap();
    println!("{:?}", made.count);
    drop(made.vault);
    for colleague in &made.team {
        let words = Zeroizing::new(colleague.passphrase.clone());
        let mut vault = Vault::open(&place, &Passphrase::new(words)).unwrap();
        println!("{}", colleague.name);
        measure(&mut vault);
    }
    println!("peak memory: {} MiB", machine::peak_memory());
}

fn measure(vault: &mut Vault) {
    let index = &mut Index::new();
    let (found, took) = search(index, vault, "");
    println!("  first, by lines  {took:>7.3} s  {found} cases");
    let (found, took) = search(index, vault, QUERIES[0]);
    println!("  first, by words  {took:>7.3} s  {found} cases");
    for typed in QUERIES {
        let rounds = (0..ROUNDS).map(|_| search(index, vault, typed));
        let (found, took) = rounds.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        println!("  again            {took:>7.3} s  {found} cases  {typed}");
    }
    // Somebody who may read a case changes it; the next search reads that one again.
    let Some(hit) = index.search(vault, "").unwrap().pop() else {
        return;
    };
    let rng = &mut UnwrapErr(SysRng);
    access::declare(vault, &hit.number, Interest::None, UNTIL, rng).unwrap();
    case::add_note(vault, &hit.number, "Bij de speld.", UNTIL, rng).unwrap();
    let (found, took) = search(index, vault, "\"bij de speld\"");
    println!("  after a change   {took:>7.3} s  {found} cases");
}

fn search(index: &mut Index, vault: &Vault, typed: &str) -> (usize, f64) {
    let begun = Instant::now();
    let found = index.search(vault, typed).unwrap().len();
    (found, begun.elapsed().as_secs_f64())
}
