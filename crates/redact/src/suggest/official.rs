//! Officials: who drafted or signed a paper (R115). Their names stand on lines of their own.

use super::{Sort, Suggestion};
use crate::mark;

/// What a line begins with that goes on with an official's name.
const LABELS: &[&str] = &[
    "steller",
    "ondertekenaar",
    "ondertekend door",
    "opgesteld door",
    "opsteller",
    "behandeld door",
    "behandelend ambtenaar",
    "behandelaar",
    "contactpersoon",
    "auteur",
    "getekend door",
    "w.g.",
    "was getekend",
];

/// What ends a letter; the name stands on one of the next lines.
const CLOSINGS: &[&str] = &[
    "hoogachtend",
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "vriendelijke groet",
    "namens deze",
    "namens dezen",
    "voor deze",
];

/// How many lines behind a closing may hold the name.
const REACH: usize = 4;

/// Lists the names of officials that a text gives: each once, as it stands first.
#[must_use]
pub fn officials(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: Option<&str>| {
        if let Some(name) = name.filter(|it| !names.iter().any(|known| known == it)) {
            names.push(name.to_owned());
        }
    };
    for (at, line) in lines.iter().enumerate() {
        add(labelled(line));
        if is_closing(line) {
            let next = lines[at + 1..].iter().filter(|line| !line.is_empty());
            add(next.take(REACH).find(|line| is_name(line)).copied());
        }
    }
    names
}

/// Suggests every place of every official's name, and of the surname alone.
pub(super) fn find(text: &str, found: &mut Vec<Suggestion>) {
    for name in officials(text) {
        let surname = name.split_whitespace().next_back().unwrap_or_default();
        for words in [name.as_str(), surname] {
            let is_long = words.chars().filter(|c| c.is_alphabetic()).count() > 2;
            let places = mark::places(text, words).into_iter().filter(|_| is_long);
            // "de Haan" must not take out every small word: the name begins with a capital.
            let places = places.filter(|it| text[it.clone()].contains(char::is_uppercase));
            found.extend(places.map(|it| Suggestion::new(it, Sort::Official)));
        }
    }
}

fn labelled(line: &str) -> Option<&str> {
    let lower = line.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label))?;
    // Lower case keeps the length of the labels: they are ASCII.
    let rest = line
        .get(label.len()..)?
        .trim_start_matches([':', ' ', '\t', '.', ',', '-']);
    let name = rest
        .split([',', '(', ';', '|', '\t'])
        .next()
        .unwrap_or_default()
        .trim();
    is_name(name).then_some(name)
}

fn is_closing(line: &str) -> bool {
    let line = line.to_lowercase();
    let line = line.trim_end_matches([',', '.', ':']);
    CLOSINGS.contains(&line)
}

/// A line that is nothing but a name: initials or a first name, small words, a surname.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_part = |word: &&str| {
        let is_small = super::name::PARTICLES.contains(word);
        let is_letters = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’');
        is_small
            || (word.starts_with(char::is_uppercase) && word.chars().all(is_letters))
            || super::name::TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
    };
    let ends = words.last().is_some_and(|word| {
        word.starts_with(char::is_uppercase)
            && word.chars().filter(|c| c.is_lowercase()).count() > 1
    });
    let is_small = |word: &str| super::name::PARTICLES.contains(&word);
    let is_office = |word: &&str| {
        !is_small(word) && super::name::NO_NAMES.contains(&word.to_lowercase().as_str())
    };
    (1..=7).contains(&words.len())
        && ends
        && words.iter().all(is_part)
        && !words.iter().any(is_office)
}
