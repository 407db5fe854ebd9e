//! Editions: labels change, what was stored keeps the label that it had (R016).
//!
//! In scope: other labels for any word, categories that are no longer offered. Out of scope: new
//! codes, other types of figures: those come with a release, so that a figure of last year is the
//! same when it is made again.
//!
//! ```toml
//! [[edition]]
//! number = 2
//! withdrawn = ["ZS8"]
//!
//! [edition.label.category.ZS1]
//! nl = "Misbruik van dienstvoertuigen"
//! en = "Misuse of service vehicles"
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Category, Channel, ComplaintOutcome, ContactKind, Family, FixedWord, IdentityLevel, Lang,
    MeasureState, MisstandGround, OrganisationalMeasure, Outcome, PartyRole, PersonalMeasure, Risk,
    Route, StatisticsType, UnknownCode, Urgency, Word,
};

/// The edition whose labels stand in the code.
pub const FIRST_EDITION: u32 = 1;
/// Longest label, in characters.
const LABEL_MAX_CHARS: usize = 120;

/// The words with every edition of their labels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    #[serde(default, rename = "edition")]
    editions: Vec<Edition>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edition {
    number: u32,
    /// Categories that are no longer offered from here on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    withdrawn: BTreeSet<Category>,
    /// By kind of word, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    label: BTreeMap<String, BTreeMap<String, Labels>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    nl: String,
    en: String,
}

impl Labels {
    fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Dutch => &self.nl,
            Lang::English => &self.en,
        }
    }
}

impl Vocabulary {
    /// Reads the editions after the first from a configuration (TOML).
    ///
    /// # Errors
    ///
    /// [`EditionError`], by variant.
    pub fn parse(text: &str) -> Result<Self, EditionError> {
        let vocabulary: Self = toml::from_str(text).map_err(EditionError::Form)?;
        let mut newest = FIRST_EDITION;
        for edition in &vocabulary.editions {
            if edition.number != newest.saturating_add(1) {
                return Err(EditionError::Number {
                    number: edition.number,
                    after: newest,
                });
            }
            newest = edition.number;
            edition.check()?;
        }
        Ok(vocabulary)
    }

    /// Returns the number of the newest edition, which new choices note.
    #[must_use]
    pub fn newest(&self) -> u32 {
        self.editions
            .last()
            .map_or(FIRST_EDITION, |edition| edition.number)
    }

    /// Returns the label that a word had in an edition. Of an edition that is not known, the
    /// newest that is known counts.
    #[must_use]
    pub fn label<W: Word>(&self, word: W, edition: u32, lang: Lang) -> &str {
        let until = self.editions.iter().rev();
        let labels = until
            .filter(|other| other.number <= edition)
            .find_map(|other| other.label.get(W::KIND)?.get(word.as_str()));
        labels.map_or_else(|| word.label(lang), |labels| labels.of(lang))
    }

    /// Returns the categories that caseworkers can choose today.
    pub fn offered(&self) -> impl Iterator<Item = Category> {
        let withdrawn = |category: &Category| {
            let mut editions = self.editions.iter();
            editions.any(|edition| edition.withdrawn.contains(category))
        };
        let all = Category::ALL.iter().copied();
        all.filter(move |category| !withdrawn(category))
    }
}

impl Edition {
    fn check(&self) -> Result<(), EditionError> {
        for (kind, words) in &self.label {
            for (code, labels) in words {
                check_code(kind, code)?;
                let fits = |label: &str| {
                    !label.trim().is_empty() && label.chars().count() <= LABEL_MAX_CHARS
                };
                if !fits(&labels.nl) || !fits(&labels.en) {
                    return Err(EditionError::Label {
                        kind: kind.clone(),
                        code: code.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

fn check_code(kind: &str, code: &str) -> Result<(), EditionError> {
    let known = [
        known::<Category>,
        known::<Family>,
        known::<StatisticsType>,
        known::<ContactKind>,
        known::<IdentityLevel>,
        known::<Channel>,
        known::<PartyRole>,
        known::<Route>,
        known::<Outcome>,
        known::<ComplaintOutcome>,
        known::<PersonalMeasure>,
        known::<OrganisationalMeasure>,
        known::<MeasureState>,
        known::<MisstandGround>,
        known::<Urgency>,
        known::<Risk>,
        known::<FixedWord>,
    ];
    let found = known.iter().find_map(|known| known(kind, code));
    let no_kind = || EditionError::Kind {
        kind: kind.to_owned(),
    };
    found.ok_or_else(no_kind)?.map_err(EditionError::Code)
}

/// Looks a code up, if the list is the one that is meant.
fn known<W: Word>(kind: &str, code: &str) -> Option<Result<(), UnknownCode>> {
    (kind == W::KIND).then(|| W::of_code(code).map(drop))
}

/// Why a configuration is no list of editions.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EditionError {
    /// It is not TOML of the expected form.
    #[error("editions are not of the expected form")]
    Form(#[source] toml::de::Error),
    /// The numbers do not follow each other.
    #[error("edition {number} follows edition {after}")]
    Number {
        /// The number that stands there.
        number: u32,
        /// The number before it.
        after: u32,
    },
    /// A kind of word is not known.
    #[error("there are no words of the kind {kind}")]
    Kind {
        /// The kind.
        kind: String,
    },
    /// A code is not known.
    #[error(transparent)]
    Code(UnknownCode),
    /// A label is empty or too long.
    #[error("label of {kind} {code} is empty or longer than {LABEL_MAX_CHARS} characters")]
    Label {
        /// The kind.
        kind: String,
        /// The code.
        code: String,
    },
}
