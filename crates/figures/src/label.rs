//! A text in both languages.

use bellrope_casework::vocabulary::{Lang, Word};
use serde::{Deserialize, Serialize};

/// A text in Dutch and in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Label {
    /// Makes a label of two texts.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            nl: nl.into(),
            en: en.into(),
        }
    }

    /// Takes the label of a word, in edition 1.
    #[must_use]
    pub fn of_word<W: Word>(word: W) -> Self {
        Self::new(word.label(Lang::Dutch), word.label(Lang::English))
    }

    /// Returns the text in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Dutch => &self.nl,
            Lang::English => &self.en,
        }
    }
}
