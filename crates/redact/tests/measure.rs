//! Precision and recall of the suggestions on the synthetic corpus, held against `docs/redaction.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failing helper fails the test"
)]

mod corpus;

use std::fmt::Write as _;
use std::ops::Range;

use bellrope_redact::suggest::{Mask, Sort, Suggestion, suggest};

use corpus::{Sample, samples};

const SEED: u64 = 20_261_123;
const TEXTS: usize = 1_000;
const BEGIN: &str = "<!-- measured -->\n";
const END: &str = "<!-- /measured -->";

#[derive(Default, Clone, Copy)]
struct Tally {
    spans: u32,
    found: u32,
    suggested: u32,
    right: u32,
}

/// Whether every letter and digit of a span lies in some suggestion.
fn is_covered(sample: &Sample, span: &Range<usize>, suggestions: &[Suggestion]) -> bool {
    let letters = sample.text[span.clone()]
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric());
    let mut places = letters.map(|(at, _)| span.start + at);
    places.all(|at| suggestions.iter().any(|it| it.range().contains(&at)))
}

fn overlaps(sample: &Sample, suggestion: &Suggestion) -> bool {
    let touches = |span: &Range<usize>| span.start < suggestion.to && suggestion.from < span.end;
    sample.spans.iter().any(|(span, _)| touches(span))
}

fn measure(samples: &[Sample]) -> [Tally; Sort::ALL.len()] {
    let mut tallies = [Tally::default(); Sort::ALL.len()];
    let place = |sort| Sort::ALL.iter().position(|it| *it == sort).unwrap();
    for sample in samples {
        let suggestions = suggest(&sample.text, &Mask::built_in());
        for (span, sort) in &sample.spans {
            let tally = &mut tallies[place(*sort)];
            tally.spans += 1;
            tally.found += u32::from(is_covered(sample, span, &suggestions));
        }
        for suggestion in &suggestions {
            let tally = &mut tallies[place(suggestion.sort)];
            tally.suggested += 1;
            tally.right += u32::from(overlaps(sample, suggestion));
        }
    }
    tallies
}

/// In tenths of a percent, cut off.
fn share(part: u32, of: u32) -> String {
    match (part * 1_000).checked_div(of) {
        Some(mille) => format!("{}.{} %", mille / 10, mille % 10),
        None => "–".to_owned(),
    }
}

fn table(tallies: &[Tally]) -> String {
    let mut table = "| what | in the texts | found (recall) | suggested | right (precision) |\n\
                     |---|---|---|---|---|\n"
        .to_owned();
    for (sort, it) in Sort::ALL.iter().zip(tallies) {
        let (recall, precision) = (share(it.found, it.spans), share(it.right, it.suggested));
        writeln!(
            table,
            "| {} | {} | {} ({recall}) | {} | {} ({precision}) |",
            sort.code(),
            it.spans,
            it.found,
            it.suggested,
            it.right
        )
        .unwrap();
    }
    table
}

#[test]
fn published_figures_are_those_of_this_program() {
    let measured = table(&measure(&samples(SEED, TEXTS)));
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/redaction.md");
    let doc = std::fs::read_to_string(place).unwrap();
    let (head, rest) = doc
        .split_once(BEGIN)
        .expect("docs/redaction.md has no table");
    let (published, tail) = rest.split_once(END).unwrap();
    if std::env::var_os("BELLROPE_BLESS").is_some() {
        std::fs::write(place, format!("{head}{BEGIN}{measured}{END}{tail}")).unwrap();
        return;
    }
    assert_eq!(published, measured, "docs/redaction.md says something else");
}

#[test]
fn rules_without_judgement_miss_nothing_in_another_corpus() {
    let tallies = measure(&samples(SEED + 1, TEXTS / 2));
    for (sort, it) in Sort::ALL.iter().zip(tallies) {
        let least = match sort {
            Sort::Email | Sort::Phone | Sort::Bsn | Sort::StaffNumber => 1.0,
            Sort::Rank | Sort::Official => 0.95,
            _ => 0.75,
        };
        assert!(it.spans > 50, "{sort:?}: {} spans", it.spans);
        let recall = f64::from(it.found) / f64::from(it.spans);
        assert!(recall >= least, "{sort:?}: {recall}");
    }
}

/// What is missed and what is wrong, to look at while rules change.
#[test]
fn corpus_has_what_no_rule_finds() {
    let samples = samples(SEED, TEXTS);
    let mut missed = Vec::new();
    let mut wrong = Vec::new();
    for sample in &samples {
        let suggestions = suggest(&sample.text, &Mask::built_in());
        let miss = |span: &&(Range<usize>, Sort)| !is_covered(sample, &span.0, &suggestions);
        missed.extend(
            sample
                .spans
                .iter()
                .filter(miss)
                .map(|(it, _)| &sample.text[it.clone()]),
        );
        let is_wrong = suggestions.iter().filter(|it| !overlaps(sample, it));
        wrong.extend(is_wrong.map(|it| &sample.text[it.range()]));
    }
    if std::env::var_os("BELLROPE_SHOW").is_some() {
        missed.sort_unstable();
        wrong.sort_unstable();
        missed.dedup();
        wrong.dedup();
        eprintln!("missed: {missed:?}\nwrong: {wrong:?}");
    }
    // A corpus in which everything is found measures nothing.
    assert!(!missed.is_empty() && !wrong.is_empty());
}
