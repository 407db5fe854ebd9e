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

const DUTCH: &str = include_str!("words/nl.txt");
const ENGLISH: &str = include_str!("words/en.txt");

// Another number of lines does not compile.
const _: () = assert!(count_lines(DUTCH) == LIST_LEN && count_lines(ENGLISH) == LIST_LEN);

const fn count_lines(list: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < list.len() {
        count += (list.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    count
}

/// A list by index. Cut into words when it is first used: a page loads the text alone.
pub(super) type Words = [&'static str; LIST_LEN];

static DUTCH_WORDS: LazyLock<Box<Words>> = LazyLock::new(|| cut(DUTCH));
static ENGLISH_WORDS: LazyLock<Box<Words>> = LazyLock::new(|| cut(ENGLISH));

fn cut(list: &'static str) -> Box<Words> {
    let mut words = Box::new([""; LIST_LEN]);
    for (word, line) in words.iter_mut().zip(list.lines()) {
        *word = line;
    }
    words
}

/// Returns the word of an index below 2,048.
pub(super) fn word(language: Language, index: u16) -> &'static str {
    words(language)[usize::from(index) % LIST_LEN]
}

/// Returns all words of a language, in order of index.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Dutch => &DUTCH_WORDS,
        Language::English => &ENGLISH_WORDS,
    }
}

/// Walks through the words of both lists with their indices.
fn both() -> impl Iterator<Item = (u16, &'static str)> {
    let dutch = (0..).zip(DUTCH_WORDS.iter().copied());
    let english = (0..).zip(ENGLISH_WORDS.iter().copied());
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
