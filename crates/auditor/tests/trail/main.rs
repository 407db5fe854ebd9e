//! The check of a desk's trail: a year without a fault, and every way to break it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what fails in a test fails the test"
)]

mod attack;
mod rule;
mod world;

use std::path::Path;

use bellrope_auditor::check::trail::{self, Asked};
use bellrope_auditor::finding::Check;
use world::{World, fingerprint, on};

/// Checks a file as of three days after the year.
fn check(file: &str) -> Check {
    check_with(file, None, on(403))
}

fn check_with(file: &str, kept: Option<&Path>, now: u64) -> Check {
    let asked = Asked {
        file: file.as_bytes(),
        fingerprint: fingerprint(),
        kept,
        now,
    };
    trail::run(&asked).check
}

/// The kinds that were found, each once.
fn kinds(check: &Check) -> Vec<&str> {
    let mut kinds: Vec<&str> = check.findings.iter().map(|it| it.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn fact<'a>(check: &'a Check, what: &str) -> &'a str {
    let fact = check.facts.iter().find(|fact| fact.what == what);
    fact.map_or("", |fact| fact.value.as_str())
}

#[test]
fn run_passes_a_year_without_a_fault() {
    let world = World::good();
    let check = check(&world.file());
    assert_eq!(kinds(&check), [] as [&str; 0], "{:#?}", check.findings);
    assert!(check.could_not.is_empty());
    for (what, value) in [
        ("entries", world.entries.len().to_string().as_str()),
        ("attachment-exported for authority", "1"),
        ("printed for board", "1"),
        ("terms met", "2"),
        ("terms that run at the end", "0"),
        ("done with two people's consent", "2"),
        ("done alone", "0"),
        ("cases deleted", "1"),
        ("weekly keys made", "1"),
        ("weekly keys destroyed", "1"),
        ("recovery drills", "1"),
        ("log of letters imported up to", "32"),
        ("letters confirmed up to", "32"),
        ("people with access at the end", "1"),
    ] {
        assert_eq!(fact(&check, what), value, "{what}");
    }
}

/// What a report of a trail says names no content, for there is none in it; and not the file.
#[test]
fn run_says_which_desk_only_of_a_trail_that_verifies() {
    let world = World::good();
    let file = world.file();
    let asked = |file| Asked {
        file,
        fingerprint: fingerprint(),
        kept: None,
        now: on(403),
    };
    let answered = trail::run(&asked(file.as_bytes()));
    assert_eq!(answered.base, Some(world::base()));
    let broken = file.replace("case-read", "task-done");
    let answered = trail::run(&asked(broken.as_bytes()));
    assert_eq!(answered.base, None);
}
