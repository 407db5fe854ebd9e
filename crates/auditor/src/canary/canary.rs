//! The texts that are filed, to be searched for.

use std::fmt;

use bellrope_protocol::case_code::{CaseCode, Language};
use rand::Rng as _;
use rand::rngs::StdRng;

use super::coding::{Coding, Spelling, spellings_of_bytes, spellings_of_pieces, spellings_of_text};

/// Letters of the part that is the same in every escaping: 132 random bits.
const RUN_LETTERS: usize = 44;
/// Words after it, with spaces and letters beyond ASCII.
const WORDS: usize = 4;
/// Random letters of such a word.
const WORD_LETTERS: usize = 12;
/// Words of a case code that are searched for together: 55 bits.
const CODE_WORDS: usize = 5;
/// What can stand between the words of a case code.
const SEPARATORS: [&str; 6] = [" ", "-", ",", "", "\n", "\",\""];

/// How a text left this program, and so where it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Only inside what is sealed to the desk: it must be nowhere.
    Sealed,
    /// In clear, where no text belongs: it must be kept nowhere and echoed nowhere.
    Clear,
    /// Part of what is sealed, as the relay has to keep it: it must be in the relay's folder.
    Marker,
    /// What a relay of this desk has in its memory: it must be in the process's.
    Origin,
    /// Planted by this program, to show that the search works. Never sent.
    Control,
}

/// One thing to search for. Whoever reads a report sees what it is, never what it says.
pub(super) struct Canary {
    /// What it is, in plain words.
    pub(super) what: String,
    pub(super) sort: Sort,
    needle: Needle,
}

enum Needle {
    Text(String),
    Bytes(Vec<u8>),
    /// A case code: its bits, and its words in each language.
    Code([u8; 16], [Vec<&'static str>; 2]),
}

impl Canary {
    /// Returns what it is found by.
    pub(super) fn spellings(&self) -> Vec<Spelling> {
        match &self.needle {
            Needle::Text(text) => spellings_of_text(text),
            // What must be somewhere is there as it is.
            Needle::Bytes(bytes) if self.is_expected() => vec![Spelling {
                coding: Coding::Plain,
                bytes: bytes.clone(),
            }],
            Needle::Bytes(bytes) => spellings_of_bytes(bytes),
            Needle::Code(bits, words) => spellings_of_code(bits, words),
        }
    }

    /// Says whether it has to be found, to show that the right place was searched.
    fn is_expected(&self) -> bool {
        matches!(self.sort, Sort::Marker | Sort::Origin)
    }

    /// Writes it whole in a coding; `None` where that coding is not searched for.
    pub(super) fn encode(&self, coding: Coding, alignment: usize) -> Option<Vec<u8>> {
        match &self.needle {
            Needle::Text(text) => Some(coding.encode(text, alignment)),
            Needle::Code(_, [words, _]) => Some(coding.encode(&words.join(" "), alignment)),
            Needle::Bytes(_) if self.is_expected() && coding != Coding::Plain => None,
            Needle::Bytes(bytes) => coding.encode_bytes(bytes, alignment),
        }
    }
}

impl fmt::Debug for Canary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canary")
            .field("what", &self.what)
            .finish_non_exhaustive()
    }
}

/// Returns what a code is found by: its bits, and a few of its words in a row, in either language.
fn spellings_of_code(bits: &[u8], languages: &[Vec<&str>]) -> Vec<Spelling> {
    let mut pieces = Vec::new();
    for words in languages.iter().flat_map(|words| words.windows(CODE_WORDS)) {
        pieces.extend(SEPARATORS.map(|separator| words.join(separator)));
    }
    let mut spellings = spellings_of_bytes(bits);
    spellings.extend(spellings_of_pieces(&pieces));
    spellings
}

/// A text as it is made.
#[derive(Clone)]
pub(super) struct Text {
    /// Letters only: for places that take nothing else.
    pub(super) run: String,
    /// The same, then words with spaces and letters beyond ASCII.
    pub(super) whole: String,
}

impl Text {
    /// Returns the text over and over, in exactly so many bytes.
    pub(super) fn fill(&self, len: usize) -> Vec<u8> {
        self.line().bytes().cycle().take(len).collect()
    }

    /// Returns the text as a line.
    pub(super) fn line(&self) -> String {
        format!("{}\n", self.whole)
    }
}

/// All that is searched for, and the generator that it is drawn from.
pub(super) struct Aviary {
    pub(super) canaries: Vec<Canary>,
    pub(super) rng: StdRng,
}

impl Aviary {
    /// Begins with nothing.
    pub(super) fn new(rng: StdRng) -> Self {
        Self {
            canaries: Vec::new(),
            rng,
        }
    }

    /// Makes a text that nobody has written before: at least 64 random bits in every fragment.
    pub(super) fn text(&mut self, sort: Sort, what: impl Into<String>) -> Text {
        let run = self.letters(RUN_LETTERS);
        let words: Vec<String> = (0..WORDS)
            .map(|_| format!("{}é", self.letters(WORD_LETTERS)))
            .collect();
        let whole = format!("{run} {}", words.join(" "));
        self.add(sort, what, Needle::Text(whole.clone()));
        Text { run, whole }
    }

    /// Adds a text that is made elsewhere.
    pub(super) fn add_text(&mut self, sort: Sort, what: impl Into<String>, text: &str) {
        self.add(sort, what, Needle::Text(text.to_owned()));
    }

    /// Adds bytes, at least 16.
    pub(super) fn add_bytes(&mut self, sort: Sort, what: impl Into<String>, bytes: &[u8]) {
        self.add(sort, what, Needle::Bytes(bytes.to_vec()));
    }

    /// Draws a case code, and adds it.
    pub(super) fn code(&mut self, what: impl Into<String>) -> CaseCode {
        let code = CaseCode::generate(&mut self.rng);
        let words =
            [Language::Dutch, Language::English].map(|language| code.words(language).to_vec());
        self.add(
            Sort::Sealed,
            what,
            Needle::Code(*code.expose_secret(), words),
        );
        code
    }

    fn add(&mut self, sort: Sort, what: impl Into<String>, needle: Needle) {
        self.canaries.push(Canary {
            what: what.into(),
            sort,
            needle,
        });
    }

    /// Draws consonants and vowels in turn, so that people can read it: 3 random bits a letter.
    fn letters(&mut self, count: usize) -> String {
        const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
        const VOWELS: &[u8; 4] = b"aeio";
        let mut letters = String::with_capacity(count);
        while letters.len() < count {
            let bits = usize::from(self.rng.next_u32().to_le_bytes()[0]);
            letters.push(char::from(CONSONANTS[bits % 16]));
            letters.push(char::from(VOWELS[bits / 16 % 4]));
        }
        letters
    }
}
