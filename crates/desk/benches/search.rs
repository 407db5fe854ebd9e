//! Search over the cases of a desk: the first one, which reads what they say, and those after it.
//!
//! The bar is one second for 5,000 cases once the index is there (R101). What the first search costs
//! is printed apart: for who imported the cases, and for a colleague, to whom their keys were
//! sealed.
//!
//! `BELLROPE_BENCH_CASES` sets the number of cases (500); each has six letters.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints what it found and stops when it cannot"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use bellrope_desk::case;
use bellrope_desk::person::Role;
use bellrope_desk::search::Index;

use support::{Reporter, World, his, passphrase};

/// Letters of a case.
const LETTERS: usize = 6;
/// Letters of a batch.
const BATCH: usize = 1020;
/// Times that each search is done; the slowest counts.
const ROUNDS: usize = 5;
const WORDS: [&str; 16] = [
    "magazijn",
    "sleutel",
    "kazerne",
    "commandant",
    "privé",
    "voertuig",
    "geëvalueerd",
    "dienst",
    "collega",
    "ĳzeren",
    "avond",
    "declaratie",
    "foto’s",
    "meldpunt",
    "oefening",
    "brigade",
];

fn main() {
    let asked = std::env::var("BELLROPE_BENCH_CASES").ok();
    let cases = asked.map_or(500, |text| text.parse().unwrap());
    let mut world = World::new();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let begun = Instant::now();
    import(&mut world, cases);
    let letters = cases * LETTERS;
    println!(
        "{cases} cases with {letters} letters, made and imported in {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    println!("who imported them:");
    measure(&mut world, cases);
    let mut world = world.sit_down(&his());
    println!("a colleague:");
    measure(&mut world, cases);
    drop(world.sit_down(&passphrase()));
}

fn import(world: &mut World, cases: usize) {
    let mut reporters: Vec<Reporter> = Vec::new();
    let mut waiting = 0;
    for letter in 0..LETTERS {
        for number in 0..cases {
            let text = text(number * LETTERS + letter);
            let content = if letter == 0 {
                let reporter = world.reporter();
                let content = reporter.report(&text, &mut world.rng);
                reporters.push(reporter);
                content
            } else {
                reporters[number].message(&text, &mut world.rng)
            };
            reporters[number].post(&content, &mut world.relay, &mut world.rng);
            waiting += 1;
            if waiting == BATCH {
                world.seal_batch_of(BATCH);
                waiting = 0;
            }
        }
    }
    world.seal();
    world.import();
}

/// A letter of some 900 bytes; `naald` and its number stand in it once.
fn text(number: usize) -> String {
    let word = |at: usize| WORDS[(number * 31 + at * (number % 13 + 7)) % WORDS.len()];
    let mut words: Vec<String> = (0..100).map(|at| word(at).to_owned()).collect();
    words[50] = format!("naald{number:06}");
    words.join(" ")
}

fn measure(world: &mut World, cases: usize) {
    let index = &mut Index::new();
    let typed = "status:open";
    let (found, took) = search(index, world, typed);
    assert_eq!(found, cases);
    println!("  lines, first    {took:>8.3} s");
    let (found, took) = search(index, world, "naald000007");
    assert_eq!(found, 1);
    println!("  words, first    {took:>8.3} s");
    for (typed, expected) in [
        ("naald000007", 1),
        ("commandant", cases),
        ("commandant \"kazerne commandant\" status:open", usize::MAX),
        ("staat nergens", 0),
        ("status:open period:2026", cases),
    ] {
        let mut slowest: f64 = 0.0;
        for _ in 0..ROUNDS {
            let (found, took) = search(index, world, typed);
            assert!(
                expected == usize::MAX || found == expected,
                "{typed}: {found}"
            );
            slowest = slowest.max(took);
        }
        println!("  again           {slowest:>8.3} s  {typed}");
    }
    let number = case::summaries(&world.vault).unwrap()[0].number.clone();
    let (vault, now) = (&mut world.vault, world.now);
    case::add_note(vault, &number, "Notitie met speld.", now, &mut world.rng).unwrap();
    let (found, took) = search(index, world, "speld");
    assert_eq!(found, 1);
    println!("  after a change  {took:>8.3} s");
}

fn search(index: &mut Index, world: &World, typed: &str) -> (usize, f64) {
    let begun = Instant::now();
    let found = index.search(&world.vault, typed).unwrap().len();
    (found, begun.elapsed().as_secs_f64())
}
