//! The two word lists, and how a typed word is found in them.
//!
//! What the lists promise (2,048 words of 3 to 8 letters a–z; the first four letters are unique in
//! both lists together, or stand for the same index) is tested, and relied on here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Language;

/// Words of a list: 2^11.
pub(super) const LIST_LEN: usize = 2_048;
/// Fewest letters of a word.
pub(super) const WORD_MIN_LEN: usize = 3;
/// Most letters of a word.
pub(super) const WORD_MAX_LEN: usize = 8;
/// Letters that are enough to tell a word.
pub(super) const PREFIX_LEN: usize = 4;

static DUTCH: [&str; LIST_LEN] = lines(include_str!("words/nl.txt"));
static ENGLISH: [&str; LIST_LEN] = lines(include_str!("words/en.txt"));

/// Cuts a list into its lines at compile time; another number of lines does not compile.
const fn lines(list: &'static str) -> [&'static str; LIST_LEN] {
    let mut words = [""; LIST_LEN];
    let mut rest = list;
    let mut index = 0;
    while index < LIST_LEN {
        let mut end = 0;
        while rest.as_bytes()[end] != b'\n' {
            end += 1;
        }
        let (word, after) = rest.split_at(end);
        words[index] = word;
        (_, rest) = after.split_at(1);
        index += 1;
    }
    assert!(rest.is_empty(), "a word list has more than 2,048 lines");
    words
}

/// Returns the word of an index below 2,048.
pub(super) fn word(language: Language, index: u16) -> &'static str {
    words(language)[usize::from(index) % LIST_LEN]
}

/// Returns all words of a language, in order of index.
pub(super) fn words(language: Language) -> &'static [&'static str; LIST_LEN] {
    match language {
        Language::Dutch => &DUTCH,
        Language::English => &ENGLISH,
    }
}

/// Walks through the words of both lists with their indices.
fn both() -> impl Iterator<Item = (u16, &'static str)> {
    let dutch = (0..).zip(DUTCH.iter().copied());
    let english = (0..).zip(ENGLISH.iter().copied());
    dutch.chain(english)
}

/// Both lists, by what may be typed.
struct Index {
    words: BTreeMap<&'static str, u16>,
    prefixes: BTreeMap<&'static str, u16>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| Index {
    words: both().map(|(index, word)| (word, index)).collect(),
    prefixes: both()
        .filter_map(|(index, word)| Some((word.get(..PREFIX_LEN)?, index)))
        .collect(),
});

/// Finds a typed word by itself, or by its first four letters.
// spec: §3 C2
pub(super) fn find(typed: &str) -> Option<u16> {
    let by_prefix = || find_prefix(typed.get(..PREFIX_LEN)?);
    find_word(typed).or_else(by_prefix)
}

/// Finds a whole word.
pub(super) fn find_word(word: &str) -> Option<u16> {
    INDEX.words.get(word).copied()
}

/// Finds a word by exactly its first four letters.
pub(super) fn find_prefix(prefix: &str) -> Option<u16> {
    INDEX.prefixes.get(prefix).copied()
}

/// Lists the indices of all words that one slip of the finger turns into `typed`.
// spec: §3 C4
pub(super) fn one_slip_away(typed: &str) -> Vec<u16> {
    let mut indices: Vec<u16> = both()
        .filter(|(_, word)| is_one_slip(word.as_bytes(), typed.as_bytes()))
        .map(|(index, _)| index)
        .collect();
    indices.sort_unstable();
    indices.dedup();
    indices
}

/// Says whether one letter was changed, added, left out, or two neighbours swapped: a distance of
/// 1 after Damerau and Levenshtein.
pub(super) fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    match (&a[same..], &b[same..]) {
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) if (a1, a2) == (b2, b1) && a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        _ => false,
    }
}
