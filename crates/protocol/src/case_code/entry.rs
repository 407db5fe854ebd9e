//! Reading a code as a person typed it.

use std::collections::BTreeSet;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use super::list::{PREFIX_LEN, WORD_MAX_LEN, both, find, one_slip_away, prefix};
use super::{CaseCode, WORDS};

/// Stands for every letter that is not a–z.
const FOREIGN_LETTER: char = '?';
/// Most words that are corrected in one entry.
const MAX_SLIPS: usize = 2;
/// Most ways to cut an entry without spaces that are tried against the check byte.
const MAX_CUTS: usize = 64;

/// A code that was read, and what had to be guessed to read it.
#[derive(Debug)]
pub struct Parsed {
    /// The code.
    pub code: CaseCode,
    /// Words that were not typed as they are; to be shown for confirmation.
    pub corrected: Option<Correction>,
}

/// Where an entry was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Positions of the corrected words, from 1, ascending.
    pub positions: Vec<usize>,
}

/// Why an entry is not a case code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseCodeError {
    /// The entry does not have twelve words and cannot be cut into twelve either.
    #[error("case code has {found} words, expected 12")]
    Count {
        /// The number of words.
        found: usize,
    },
    /// Words stand in neither list, and no correction or more than one is possible.
    #[error(
        "case code has words that are in no list, at positions {}",
        join(positions)
    )]
    NotInList {
        /// Positions of the words, from 1, ascending.
        positions: Vec<usize>,
    },
    /// The entry has no usable spaces and reads as more than one code.
    #[error("case code without spaces can be read in several ways")]
    Ambiguous,
    /// Twelve words, and the check byte does not fit.
    #[error("case code has a wrong word, or two words are swapped")]
    Checksum,
}

fn join(positions: &[usize]) -> String {
    let positions: Vec<String> = positions.iter().map(usize::to_string).collect();
    positions.join(", ")
}

pub(super) fn parse(entry: &str) -> Result<Parsed, ParseCodeError> {
    let letters = normalise(entry);
    let words: Vec<&str> = letters.split_ascii_whitespace().collect();
    let Ok(twelve) = <&[&str; WORDS]>::try_from(words.as_slice()) else {
        let found = words.len();
        return cut(&words).unwrap_or(Err(ParseCodeError::Count { found }));
    };
    match read(twelve) {
        // Perhaps one space too many and another too few.
        Err(slip @ ParseCodeError::NotInList { .. }) => cut(&words).unwrap_or(Err(slip)),
        answer => answer,
    }
}

/// Writes the words in lower case, without accents, with one space after each.
// spec: §3 C1
fn normalise(entry: &str) -> Zeroizing<String> {
    // Two passes, so that the text never moves to a longer place and leaves a copy behind.
    let len = plain_letters(entry).count();
    let mut letters = Zeroizing::new(String::with_capacity(len));
    plain_letters(entry).for_each(|letter| letters.push(letter));
    letters
}

fn plain_letters(entry: &str) -> impl Iterator<Item = char> {
    entry
        .chars()
        .nfkd()
        .filter(|char| !is_combining_mark(*char))
        .flat_map(char::to_lowercase)
        .filter(|char| !is_combining_mark(*char))
        .map(|char| match char {
            'a'..='z' => char,
            _ if char.is_alphabetic() => FOREIGN_LETTER,
            _ => ' ',
        })
}

/// Reads twelve words.
fn read(words: &[&str; WORDS]) -> Result<Parsed, ParseCodeError> {
    let candidates = words.map(|word| match find(word) {
        Some(index) => Candidates::Found(index),
        None => Candidates::Slip(one_slip_away(word)),
    });
    let positions: Vec<usize> = (1..)
        .zip(&candidates)
        .filter(|(_, word)| matches!(word, Candidates::Slip(_)))
        .map(|(position, _)| position)
        .collect();
    if positions.is_empty() {
        // spec: §3 C5
        let code = only_fit(&candidates).ok_or(ParseCodeError::Checksum)?;
        return Ok(Parsed {
            code,
            corrected: None,
        });
    }
    // spec: §3 C4
    let code = (positions.len() <= MAX_SLIPS).then(|| only_fit(&candidates));
    match code.flatten() {
        Some(code) => Ok(Parsed {
            code,
            corrected: Some(Correction { positions }),
        }),
        None => Err(ParseCodeError::NotInList { positions }),
    }
}

/// What one typed word may stand for.
enum Candidates {
    /// A word of the lists. It is never taken for another.
    Found(u16),
    /// No word of the lists: the indices of those one slip away.
    Slip(Vec<u16>),
}

impl Candidates {
    fn indices(&self) -> &[u16] {
        match self {
            Self::Found(index) => std::slice::from_ref(index),
            Self::Slip(indices) => indices,
        }
    }
}

/// Tries all candidates against the check byte; returns the code if exactly one fits.
fn only_fit(candidates: &[Candidates; WORDS]) -> Option<CaseCode> {
    let mut tries = vec![[0; WORDS]];
    for (position, word) in candidates.iter().enumerate() {
        tries = tries
            .iter()
            .flat_map(|indices| {
                word.indices().iter().map(move |index| {
                    let mut indices = *indices;
                    indices[position] = *index;
                    indices
                })
            })
            .collect();
    }
    let mut fits = tries.iter().filter_map(CaseCode::from_indices);
    fits.next().filter(|_| fits.next().is_none())
}

/// Reads words whose spaces cannot be right: all letters in a row, cut by the lists.
///
/// Returns `None` if there is no way to cut them into twelve words.
// spec: §3 C3
fn cut(words: &[&str]) -> Option<Result<Parsed, ParseCodeError>> {
    let len = words.iter().map(|word| word.len()).sum();
    if len > WORDS * WORD_MAX_LEN {
        return None;
    }
    let mut letters = Zeroizing::new(String::with_capacity(len));
    words.iter().for_each(|word| letters.push_str(word));
    let cuts = Cuts::of(&letters);
    if cuts.found.is_empty() {
        return None;
    }
    let mut fits = cuts.found.iter().filter_map(CaseCode::from_indices);
    Some(match (fits.next(), fits.next(), cuts.complete) {
        (Some(code), None, true) => Ok(Parsed {
            code,
            corrected: None,
        }),
        (None, None, true) => Err(ParseCodeError::Checksum),
        _ => Err(ParseCodeError::Ambiguous),
    })
}

/// Every way to cut a row of letters into twelve words.
struct Cuts {
    /// For each place, the words that may stand there: their length in the row, and index.
    pieces: Vec<BTreeSet<(usize, u16)>>,
    /// The indices of the words, without repeats.
    found: BTreeSet<[u16; WORDS]>,
    /// Whether all were found, or only the first [`MAX_CUTS`].
    complete: bool,
}

impl Cuts {
    fn of(letters: &str) -> Self {
        let pieces = (0..letters.len())
            .map(|place| pieces(&letters[place..]))
            .collect();
        let mut cuts = Self {
            pieces,
            found: BTreeSet::new(),
            complete: true,
        };
        cuts.walk(0, &mut Vec::with_capacity(WORDS));
        cuts
    }

    /// Goes on from a place, behind the words so far.
    fn walk(&mut self, place: usize, words: &mut Vec<u16>) {
        if place == self.pieces.len() {
            let Ok(words) = words.as_slice().try_into() else {
                return;
            };
            self.complete &= self.found.contains(words) || self.found.len() < MAX_CUTS;
            if self.complete {
                self.found.insert(*words);
            }
            return;
        }
        let left = (self.pieces.len() - place).div_ceil(WORD_MAX_LEN);
        if words.len() + left > WORDS || !self.complete {
            return;
        }
        for (len, index) in self.pieces[place].clone() {
            words.push(index);
            self.walk(place + len, words);
            words.pop();
        }
    }
}

/// Lists the words that the letters begin with, whole or by their first four.
fn pieces(letters: &str) -> BTreeSet<(usize, u16)> {
    let whole = both()
        .filter(|(_, word)| letters.starts_with(word))
        .map(|(index, word)| (word.len(), index));
    let shortened = both()
        .filter(|(_, word)| word.len() > PREFIX_LEN && letters.starts_with(prefix(word)))
        .map(|(index, _)| (PREFIX_LEN, index));
    whole.chain(shortened).collect()
}
