//! The last step of the story: a practice year, as those who learn the work see it, and as an auditor
//! checks it without a key.

use std::collections::BTreeMap;
use std::path::Path;

use harness::{Desk, Running, Tool, tool};

use crate::story::{joined, lines_with};

/// Cases and letters: a tenth of a year, for it takes seconds.
const CASES: u32 = 200;
const LETTERS: u32 = 1_200;
/// A word that practice reporters use often.
const WORD: &str = "kantine";

/// Makes a practice desk and works with it; panics where a step fails.
pub(crate) fn practise(folder: &Path) {
    println!(
        "\n7. Whoever learns the work gets a desk with a year of invented work: here {CASES} cases and\n   \
         {LETTERS} letters, by itself 2,000 and 12,000 in a minute. From a seed; nothing in it is secret."
    );
    let desk = Desk::practice(&folder.join("practice"), CASES, LETTERS);
    let there = desk.cases().len();
    // Spam is deleted when its month is over.
    assert!(there <= CASES as usize && there * 10 > CASES as usize * 9);
    println!("   $ bellrope-desk practice    {there} cases are there, the other ones were spam");
    terms(&desk);
    search(&desk, there);
    figures(&desk);
    trail(&desk, folder);
}

/// Runs a command for the coordinator, and returns what it prints.
fn run(desk: &Desk, args: &[&str]) -> String {
    desk.run(args, &[]).succeeded().stdout
}

fn terms(desk: &Desk) {
    let kept = run(desk, &["promises"]);
    let kept = lines_with(&kept, &["op tijd"]);
    assert!(kept.len() >= 4, "{kept:?}");
    println!("   $ bellrope-desk promises    {}", kept[0]);
    for line in &kept[1..] {
        println!("   |                           {line}");
    }
    let board = run(desk, &["terms"]);
    let late = lines_with(&board, &["te laat"]);
    let due = lines_with(&board, &["(nog "]);
    assert!(!due.is_empty() && late.len() < due.len(), "{board}");
    println!(
        "   $ bellrope-desk terms       {} overdue, {} to come:",
        late.len(),
        due.len()
    );
    for line in late.iter().chain(&due).take(3) {
        println!("   | {line}");
    }
}

fn search(desk: &Desk, there: usize) {
    let found = run(desk, &["search", WORD]);
    let cases = found
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let cases = cases.filter(|line| line.contains("oud")).count();
    assert!(cases > 0 && cases < there, "{found}");
    println!(
        "   $ bellrope-desk search {WORD}   {cases} cases, and the place in each: letter 1, reply 2, note"
    );
    let line = found.lines().next().expect("there are some");
    println!("   | {line}");
}

/// Shows one of the tables, which gives nobody away.
fn figures(desk: &Desk) {
    let shown = run(desk, &["figures", "show", "--period", &busiest_year(desk)]);
    let tables: Vec<Vec<&str>> = shown.split("\n\n").map(rows_of).collect();
    for cell in tables.iter().flatten().flat_map(|row| cells_of(row)) {
        let is_few = cell.parse().is_ok_and(|count: u32| (1..5).contains(&count));
        assert!(!is_few, "a cell of {cell} gives somebody away\n{shown}");
    }
    let hides = |rows: &&Vec<&str>| rows.iter().any(|row| row.contains("<5"));
    let place = tables.iter().position(|rows| hides(&rows));
    let place = place.expect("some table shows that it hides a number");
    let title = shown
        .split("\n\n")
        .nth(place)
        .and_then(|table| table.trim().lines().next());
    println!(
        "   $ bellrope-desk figures show   what may be published of it: <5 and x hide numbers, margins included"
    );
    println!("   | {}", title.unwrap_or_default());
    for row in tables[place].iter().take(6) {
        println!("   | {row}");
    }
}

/// Returns the year in which most was received: in January it is the last one.
fn busiest_year(desk: &Desk) -> String {
    let list = run(desk, &["list"]);
    let mut years = BTreeMap::new();
    for (_, day) in list
        .lines()
        .filter_map(|line| line.split_once("ontvangen "))
    {
        *years.entry(&day[..4]).or_insert(0) += 1;
    }
    let busiest = years.into_iter().max_by_key(|(_, count)| *count);
    busiest.expect("there are cases").0.to_owned()
}

/// Returns the rows of a table of counts, if it is one: what counts days counts no people.
fn rows_of(table: &str) -> Vec<&str> {
    let rows = table.lines().filter(|line| cells_of(line).count() == 2);
    let rows = rows.filter(|line| !line.contains("in dagen"));
    // The first names the years.
    rows.skip(1).collect()
}

/// Returns what stands before the words of a row.
fn cells_of(row: &str) -> impl Iterator<Item = &str> {
    let is_cell = |word: &&str| {
        matches!(*word, "x" | "–") || word.starts_with('<') || word.parse::<u32>().is_ok()
    };
    let inset = row.starts_with("    ");
    row.split_whitespace()
        .take_while(is_cell)
        .take(if inset { 2 } else { 0 })
}

/// Lets an auditor verify what was done in the year.
fn trail(desk: &Desk, folder: &Path) {
    let file = folder.join("trail.jsonl");
    let path = file.to_str().expect("temporary paths are text");
    let export = ["trail", "export", "--to", path];
    let purpose = ["--ground", "audit", "--recipient", "auditor"];
    let _ = run(desk, &[export, purpose].concat());
    let fingerprint = desk.fingerprint();
    let args = ["trail", path, "--fingerprint", fingerprint];
    let checked = Running::start(tool(Tool::Auditor).args(args)).finish();
    let checked = checked.succeeded().stdout;
    assert!(!checked.contains("finding"), "{checked}");
    println!(
        "   $ bellrope-audit trail trail.jsonl --fingerprint …   without a key, on another computer:"
    );
    let verdict = checked.lines().last().unwrap_or_default();
    let said = [
        "  entries: ",
        "two people's consent",
        "terms met",
        "cases deleted",
    ];
    println!("   | {} · {verdict}", joined(&lines_with(&checked, &said)));
    // One line taken out, and it does not hold.
    let text = std::fs::read_to_string(&file).expect("the desk wrote it");
    let cut: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(at, _)| *at != 9)
        .map(|(_, line)| line)
        .collect();
    std::fs::write(&file, cut.join("\n") + "\n").expect("the folder is ours");
    let refused = Running::start(tool(Tool::Auditor).args(args)).finish();
    assert_ne!(refused.code(), 0, "{}", refused.stdout);
    println!("   | the same file with one line less: refused");
}
