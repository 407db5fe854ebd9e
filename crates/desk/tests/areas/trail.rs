//! The trail on its screen.

use bellrope_desk::case::CaseNumber;
use bellrope_desk::vault::{Change, Record};
use bellrope_trail::Recorded;
use serde::{Deserialize, Serialize};

use crate::a_sitting;
use crate::support::a_reported_world;
use crate::support::sitting::Sitting;

#[test]
fn trail_is_checked_and_written() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/trail");
    sitting.send("/trail/verify", &[]);
    sitting.work();
    sitting.shows("The trail holds");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mid.trail");
    let path = file.to_str().unwrap();
    sitting.get("/trail/export");
    sitting.send("/trail/export", &[("file", path)]);
    sitting.shows("id=\"ground-error\"");
    let whole = [
        ("file", path),
        ("ground", "audit"),
        ("recipient", "auditor"),
    ];
    sitting.send("/trail/export", &whole);
    sitting.shows("Trail exported");
    let trail = std::fs::read(&file).unwrap();
    assert!(bellrope_trail::Untrusted::parse(&trail).is_ok());
    sitting.get("/trail/export");
    sitting.send("/trail/export", &whole);
    sitting.shows("id=\"file-error\"");
    assert_eq!(std::fs::read(&file).unwrap(), trail, "nothing is replaced");
}

/// Stands for a table of the vault whose rows a test takes out.
macro_rules! table {
    ($name:ident, $table:literal) => {
        #[derive(Serialize, Deserialize)]
        struct $name {}

        impl Record for $name {
            const TABLE: &'static str = $table;
        }
    };
}

table!(OfCase, "trail-cases");
table!(Since, "trail-cases-since");

/// The numbers of the entries that a page lists.
fn numbers(page: &str) -> Vec<u64> {
    let heads = page.split("scope=\"row\">").skip(1);
    let number = |text: &str| text.split('<').next().unwrap().parse().unwrap();
    heads.map(number).collect()
}

/// The numbers of the entries of a case, newest first, of a verified trail.
fn of_case(entries: &[Recorded], number: &CaseNumber) -> Vec<u64> {
    let is_of = |it: &&Recorded| {
        let case = it.entry.case.map(|case| case.to_string());
        case.as_deref() == Some(number.as_str())
    };
    let numbers = entries.iter().filter(is_of).map(|it| it.number);
    numbers.rev().collect()
}

#[test]
fn trail_of_a_case_lists_each_entry_of_it_once() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.acknowledge(&number).unwrap();
    let of_case = of_case(&world.entries(), &number);
    assert!(of_case.len() > 2);
    let mut sitting = Sitting::open(world);
    sitting.get(&format!("/cases/{number}/trail"));
    assert_eq!(numbers(&sitting.page), of_case);
}

#[test]
fn trail_of_a_case_is_whole_in_a_vault_older_than_its_lists() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let before = of_case(&world.entries(), &number);
    let forget = |change: &Change<'_>| {
        change.remove::<OfCase>(number.as_str())?;
        change.remove::<Since>("since")
    };
    world.vault.change(forget).unwrap();
    world.acknowledge(&number).unwrap();
    let of_case = of_case(&world.entries(), &number);
    assert!(of_case.len() > before.len() && !before.is_empty());
    let mut sitting = Sitting::open(world);
    sitting.get(&format!("/cases/{number}/trail"));
    assert_eq!(numbers(&sitting.page), of_case);
}
