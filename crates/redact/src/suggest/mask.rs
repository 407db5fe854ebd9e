//! Staff numbers: what they look like differs by employer, so a desk says it in masks.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::word::Word;
use super::{Sort, Suggestion};

/// Most masks.
pub const MASKS_MAX: usize = 20;

/// Words before digits that say that they are a staff number.
const WORDS: &[&str] = &[
    "personeelsnummer",
    "werknemersnummer",
    "werknemernummer",
    "medewerkersnummer",
    "registratienummer",
    "stamnummer",
    "peoplesoft-nummer",
    "peoplesoftnummer",
    "employee-id",
    "pers.nr",
];

/// What a staff number looks like: `#` is a digit, `@` a letter, every other character itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mask(String);

impl Mask {
    /// Reads a mask: at least five digits or letters, at most 40 bytes.
    ///
    /// # Errors
    ///
    /// [`MaskError`].
    pub fn parse(mask: &str) -> Result<Self, MaskError> {
        let mask = mask.trim();
        let open = mask.chars().filter(|c| matches!(c, '#' | '@')).count();
        if open < 5 || mask.len() > 40 || mask.contains(char::is_control) {
            return Err(MaskError {
                mask: mask.to_owned(),
            });
        }
        Ok(Self(mask.to_owned()))
    }

    /// Returns the registration number of the Dutch forces as it was before: year, month, day and three digits.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        vec![Self("##.##.##.###".to_owned())]
    }

    /// Returns the mask as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns how long the beginning of a text is that fits.
    fn fits(&self, text: &str) -> Option<usize> {
        let mut rest = text.chars();
        for wanted in self.0.chars() {
            let c = rest.next()?;
            let is_fit = match wanted {
                '#' => c.is_ascii_digit(),
                '@' => c.is_alphabetic(),
                other => c.eq_ignore_ascii_case(&other),
            };
            if !is_fit {
                return None;
            }
        }
        let is_end = !rest.as_str().starts_with(char::is_alphanumeric);
        is_end.then(|| text.len() - rest.as_str().len())
    }
}

impl TryFrom<String> for Mask {
    type Error = MaskError;

    fn try_from(mask: String) -> Result<Self, MaskError> {
        Self::parse(&mask)
    }
}

impl From<Mask> for String {
    fn from(mask: Mask) -> Self {
        mask.0
    }
}

/// Why something is no mask.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{mask:?} is no mask of a staff number: five # or @ at least")]
pub struct MaskError {
    /// What it was.
    pub mask: String,
}

pub(super) fn find(text: &str, words: &[Word<'_>], masks: &[Mask], found: &mut Vec<Suggestion>) {
    let mut before_is_word = true;
    for (at, c) in text.char_indices() {
        if before_is_word {
            let fit = masks.iter().filter_map(|mask| mask.fits(&text[at..])).max();
            found.extend(fit.map(|len| Suggestion::new(at..at + len, Sort::StaffNumber)));
        }
        before_is_word = !c.is_alphanumeric();
    }
    for (at, number) in words.iter().enumerate() {
        let is_number = (5..=12).contains(&number.text.len())
            && number.text.bytes().all(|byte| byte.is_ascii_digit());
        // "personeelsnummer 0041772", "personeelsnummer is 0041772".
        let before = words[at.saturating_sub(2)..at].iter();
        let near = before.filter(|word| number.from - word.to <= 6);
        if is_number && near.into_iter().any(|word| word.is(WORDS)) {
            found.push(Suggestion::new(number.from..number.to, Sort::StaffNumber));
        }
    }
}
