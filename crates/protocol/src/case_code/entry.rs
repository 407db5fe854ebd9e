//! Reading a code as a person typed it.

use std::collections::BTreeSet;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use super::list::{
    PREFIX_LEN, WORD_MAX_LEN, WORD_MIN_LEN, find, find_prefix, find_word, one_slip_away,
};
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
    parse_letters(&normalise(|| entry.chars().nfkd()))
}

pub(super) fn parse_decomposed(entry: &str) -> Result<Parsed, ParseCodeError> {
    parse_letters(&normalise(|| entry.chars()))
}

fn parse_letters(letters: &str) -> Result<Parsed, ParseCodeError> {
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

/// Writes the words in lower case, without accents, with one space after each. `entry` begins to read
/// what was typed, decomposed.
// spec: §3 C1
fn normalise<C: Iterator<Item = char>>(entry: impl Fn() -> C) -> Zeroizing<String> {
    // Two passes, so that the text never moves to a longer place and leaves a copy behind.
    let len = plain_letters(entry()).count();
    let mut letters = Zeroizing::new(String::with_capacity(len));
    plain_letters(entry()).for_each(|letter| letters.push(letter));
    letters
}

fn plain_letters(entry: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    entry
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
    let readings = words.map(Reading::of);
    // spec: §3 C4
    let fit = match try_all(&readings, Reading::narrow) {
        Fit::None => try_all(&readings, Reading::wide),
        found => found,
    };
    if let Fit::One(indices, code) = fit {
        let typed = readings.iter().map(|reading| reading.found);
        let positions = positions(
            typed
                .zip(&indices)
                .map(|(typed, index)| typed != Some(*index)),
        );
        let corrected = (!positions.is_empty()).then_some(Correction { positions });
        return Ok(Parsed { code, corrected });
    }
    let unknown = positions(readings.iter().map(|reading| reading.found.is_none()));
    if unknown.is_empty() {
        // spec: §3 C5
        return Err(ParseCodeError::Checksum);
    }
    Err(ParseCodeError::NotInList { positions: unknown })
}

/// Lists the positions, from 1, of what is true.
fn positions(words: impl Iterator<Item = bool>) -> Vec<usize> {
    (1..)
        .zip(words)
        .filter_map(|(position, holds)| holds.then_some(position))
        .collect()
}

/// What one typed word may stand for.
struct Reading {
    /// The word of the lists that was typed, whole or by its first four letters.
    found: Option<u16>,
    /// The words that are one slip away, unless the word is one of the lists or four letters of one.
    slips: Vec<u16>,
}

impl Reading {
    fn of(typed: &str) -> Self {
        let found = find(typed);
        let certain = find_word(typed).or_else(|| find_prefix(typed)).is_some();
        let slips = if certain {
            Vec::new()
        } else {
            one_slip_away(typed)
        };
        Self { found, slips }
    }

    /// A word that was found is taken at its word.
    fn narrow(&self) -> Vec<u16> {
        self.found
            .map_or_else(|| self.slips.clone(), |index| vec![index])
    }

    /// A word that only begins like one of the lists may be another one with a slip.
    fn wide(&self) -> Vec<u16> {
        self.found.iter().chain(&self.slips).copied().collect()
    }
}

/// Which codes fit the check byte.
enum Fit {
    None,
    One([u16; WORDS], CaseCode),
    Several,
}

impl Fit {
    fn of<'a>(tries: impl IntoIterator<Item = &'a [u16; WORDS]>) -> Self {
        let mut fits = tries
            .into_iter()
            .filter_map(|indices| Some((*indices, CaseCode::from_indices(indices)?)));
        match (fits.next(), fits.next()) {
            (None, _) => Self::None,
            (Some((indices, code)), None) => Self::One(indices, code),
            _ => Self::Several,
        }
    }
}

/// Tries all that at most [`MAX_SLIPS`] uncertain words may stand for.
fn try_all(readings: &[Reading; WORDS], candidates: fn(&Reading) -> Vec<u16>) -> Fit {
    let candidates = readings.each_ref().map(candidates);
    let uncertain = |(reading, candidates): &(&Reading, &Vec<u16>)| {
        reading.found.is_none() || candidates.len() > 1
    };
    if readings.iter().zip(&candidates).filter(uncertain).count() > MAX_SLIPS {
        return Fit::None;
    }
    let mut tries = vec![[0; WORDS]];
    for (position, candidates) in candidates.iter().enumerate() {
        tries = tries
            .iter()
            .flat_map(|indices| {
                candidates
                    .iter()
                    .map(|index| with(indices, position, *index))
            })
            .collect();
    }
    Fit::of(&tries)
}

fn with(indices: &[u16; WORDS], position: usize, index: u16) -> [u16; WORDS] {
    let mut indices = *indices;
    indices[position] = index;
    indices
}

/// Reads words whose spaces cannot be right: all letters in a row, cut by the lists.
///
/// Returns `None` if the cut tells nothing: there is no way to make twelve words of them, or none
/// that fits and the spaces were not missing altogether.
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
    match Fit::of(&cuts.found) {
        Fit::One(_, code) if cuts.complete => Some(Ok(Parsed {
            code,
            corrected: None,
        })),
        // Some row of letters can always be cut: with spaces, the count says more.
        Fit::None if cuts.complete && words.len() > 1 => None,
        Fit::None if cuts.complete => Some(Err(ParseCodeError::Checksum)),
        _ => Some(Err(ParseCodeError::Ambiguous)),
    }
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
    let whole = (WORD_MIN_LEN..=WORD_MAX_LEN)
        .filter_map(|len| Some((len, find_word(letters.get(..len)?)?)));
    let shortened = letters
        .get(..PREFIX_LEN)
        .and_then(|letters| Some((PREFIX_LEN, find_prefix(letters)?)));
    whole.chain(shortened).collect()
}
