//! The case code between the screens and the machines.

use bellrope_protocol::case_code::{CaseCode, Language, ParseCodeError};
use rand_core::CryptoRng;
use serde::Serialize;
use zeroize::Zeroize as _;

use crate::fault::Fault;

/// A new code, in the language asked for and in the other one.
#[derive(Serialize)]
pub struct NewCode {
    words: [&'static str; 12],
    other: [&'static str; 12],
}

impl std::fmt::Debug for NewCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewCode").finish_non_exhaustive()
    }
}

/// Makes a code. Nothing is known of it anywhere else.
#[must_use]
pub fn new_code(lang: &str, rng: &mut impl CryptoRng) -> NewCode {
    let code = CaseCode::generate(rng);
    let (language, other) = languages(lang);
    NewCode {
        words: code.words(language),
        other: code.words(other),
    }
}

/// What a typed code is, told on the device alone.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum ReadCode {
    /// Twelve words that fit.
    Right {
        /// The words.
        words: [&'static str; 12],
    },
    /// Words that fit after a guess, which is for the reporter to confirm.
    Corrected {
        /// The words as guessed.
        words: [&'static str; 12],
        /// Which words were guessed, from 1.
        places: Vec<usize>,
    },
    /// No code.
    Wrong {
        /// `count`, `words`, `spaces` or `checksum`.
        reason: &'static str,
        /// The number of words, where that is the reason.
        #[serde(skip_serializing_if = "Option::is_none")]
        found: Option<usize>,
        /// Which words stand in no list, from 1, where that is the reason.
        #[serde(skip_serializing_if = "Option::is_none")]
        places: Option<Vec<usize>>,
    },
}

impl std::fmt::Debug for ReadCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadCode").finish_non_exhaustive()
    }
}

/// Reads a code as it was typed, decomposed by the browser (Unicode NFKD: the tables would be a tenth
/// of the page); the words come back in the language asked for.
// spec: §3 C1–C5
#[must_use]
pub fn read_code(decomposed: &str, lang: &str) -> ReadCode {
    let (language, _) = languages(lang);
    match CaseCode::parse_decomposed(decomposed) {
        Ok(parsed) => {
            let words = parsed.code.words(language);
            match parsed.corrected {
                None => ReadCode::Right { words },
                Some(correction) => ReadCode::Corrected {
                    words,
                    places: correction.positions,
                },
            }
        }
        Err(err) => wrong(err),
    }
}

fn wrong(err: ParseCodeError) -> ReadCode {
    let (reason, found, places) = match err {
        ParseCodeError::Count { found } => ("count", Some(found), None),
        ParseCodeError::NotInList { positions } => ("words", None, Some(positions)),
        ParseCodeError::Ambiguous => ("spaces", None, None),
        _ => ("checksum", None, None),
    };
    ReadCode::Wrong {
        reason,
        found,
        places,
    }
}

/// Takes the words of a code that was read and, if need be, confirmed before. Wipes them.
///
/// # Errors
///
/// `code-…` if they are not exactly a code: nothing is guessed here.
pub fn take_code(mut words: String) -> Result<CaseCode, Fault> {
    // Words of the lists are a–z.
    let parsed = CaseCode::parse_decomposed(&words);
    words.zeroize();
    let parsed = parsed?;
    match parsed.corrected {
        None => Ok(parsed.code),
        Some(correction) => Err(ParseCodeError::NotInList {
            positions: correction.positions,
        }
        .into()),
    }
}

fn languages(lang: &str) -> (Language, Language) {
    if lang == "en" {
        (Language::English, Language::Dutch)
    } else {
        (Language::Dutch, Language::English)
    }
}
