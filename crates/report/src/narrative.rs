//! What people write in a report. Dutch is asked for; where English is missing, the Dutch stands in
//! the English report, marked as Dutch.

use bellrope_casework::vocabulary::Lang;
use bellrope_figures::Label;
use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest text, in bytes.
pub const TEXT_MAX_LEN: usize = 16_000;
/// Most questions, and most redactions.
pub const LIST_MAX: usize = 60;

/// The words of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Narrative {
    /// Who publishes: an organisation, never a person.
    pub organisation: String,
    /// The day before which nothing leaves the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Day>,
    /// What the report says, in plain words (B1).
    #[serde(default)]
    pub summary: Words,
    /// What spokespeople say; on the intranet only.
    #[serde(default)]
    pub line_to_take: Words,
    /// Questions with their answers; on the intranet only.
    #[serde(default, rename = "question", skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// What was left out, and on which ground.
    #[serde(default, rename = "redaction", skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction>,
}

/// A text in both languages; English may be empty. Empty lines divide paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Dutch.
    #[serde(default)]
    pub nl: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Words {
    /// Makes words of two texts.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            nl: nl.into(),
            en: en.into(),
        }
    }

    /// Returns the text in a language, or else the Dutch, and which it is.
    #[must_use]
    pub fn text(&self, lang: Lang) -> (&str, Lang) {
        match lang {
            Lang::English if !self.en.trim().is_empty() => (self.en.trim(), Lang::English),
            _ => (self.nl.trim(), Lang::Dutch),
        }
    }

    /// Says whether there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.nl.trim().is_empty()
    }
}

impl From<&Label> for Words {
    fn from(label: &Label) -> Self {
        Self::new(label.nl.as_str(), label.en.as_str())
    }
}

/// A question that is expected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub ask: Words,
    /// What is answered.
    pub answer: Words,
}

/// Something that was left out of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// What sort of thing, without saying what it was.
    pub what: Words,
    /// On which ground, such as `Woo 5.1.2e`.
    pub ground: String,
}

impl Narrative {
    /// Reads words as somebody wrote them, in TOML.
    ///
    /// # Errors
    ///
    /// [`NarrativeError`], by variant.
    pub fn parse(toml: &str) -> Result<Self, NarrativeError> {
        let narrative: Self =
            toml::from_str(toml).map_err(|source| NarrativeError::Form { source })?;
        narrative.check()?;
        Ok(narrative)
    }

    /// Writes them as TOML.
    ///
    /// # Errors
    ///
    /// [`NarrativeError::Unwritable`]: a defect.
    pub fn to_toml(&self) -> Result<String, NarrativeError> {
        toml::to_string(self).map_err(|source| NarrativeError::Unwritable { source })
    }

    /// Checks that there is a name and a summary, and lengths.
    ///
    /// # Errors
    ///
    /// [`NarrativeError`], by variant.
    pub fn check(&self) -> Result<(), NarrativeError> {
        if self.organisation.trim().is_empty() {
            return Err(NarrativeError::Missing {
                part: "organisation",
            });
        }
        if self.summary.is_blank() {
            return Err(NarrativeError::Missing { part: "summary" });
        }
        if self.questions.len() > LIST_MAX || self.redactions.len() > LIST_MAX {
            return Err(NarrativeError::TooMany);
        }
        if let Some(len) = self.texts().map(str::len).find(|len| *len > TEXT_MAX_LEN) {
            return Err(NarrativeError::TooLong { len });
        }
        Ok(())
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let words = [&self.summary, &self.line_to_take].into_iter();
        let asked = self.questions.iter().flat_map(|it| [&it.ask, &it.answer]);
        let left_out = self.redactions.iter().map(|it| &it.what);
        let words = words.chain(asked).chain(left_out);
        let grounds = self.redactions.iter().map(|it| it.ground.as_str());
        words
            .flat_map(|it| [it.nl.as_str(), it.en.as_str()])
            .chain(grounds)
            .chain([self.organisation.as_str()])
    }
}

/// Why something is no words of a report.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NarrativeError {
    /// It is no TOML of them.
    #[error("these are no words of a report in TOML")]
    Form {
        /// What is wrong, and where.
        #[source]
        source: toml::de::Error,
    },
    /// Something that must be there is not.
    #[error("there is no {part}")]
    Missing {
        /// What.
        part: &'static str,
    },
    /// A text is too long.
    #[error("text is {len} bytes, at most {TEXT_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// There are too many questions or redactions.
    #[error("there are more than {LIST_MAX} questions or redactions")]
    TooMany,
    /// They cannot be written: a defect.
    #[error("these words cannot be written")]
    Unwritable {
        /// Why.
        #[source]
        source: toml::ser::Error,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrative_survives_being_written() {
        let toml = r#"
            organisation = "Meldpunt"
            embargo = "2027-03-01"
            summary = { nl = "Er waren meer meldingen.", en = "There were more reports." }
            [[question]]
            ask = { nl = "Waarom?" }
            answer = { nl = "Meer vertrouwen." }
            [[redaction]]
            what = { nl = "Een naam" }
            ground = "Woo 5.1.2e"
        "#;
        let narrative = Narrative::parse(toml).unwrap();
        assert_eq!(narrative.embargo.unwrap().to_string(), "2027-03-01");
        let again = Narrative::parse(&narrative.to_toml().unwrap()).unwrap();
        assert_eq!(again, narrative);
    }

    #[test]
    fn parse_refuses_what_lacks_a_summary_or_says_too_much() {
        let missing = Narrative::parse("organisation = \"Meldpunt\"").unwrap_err();
        assert!(matches!(
            missing,
            NarrativeError::Missing { part: "summary" }
        ));
        let unknown = "organisation = \"M\"\nauthor = \"Jan\"\nsummary = { nl = \"x\" }";
        assert!(matches!(
            Narrative::parse(unknown).unwrap_err(),
            NarrativeError::Form { .. }
        ));
        let long = format!(
            "organisation = \"M\"\nsummary = {{ nl = \"{}\" }}",
            "a".repeat(TEXT_MAX_LEN + 1)
        );
        assert!(matches!(
            Narrative::parse(&long).unwrap_err(),
            NarrativeError::TooLong { .. }
        ));
    }

    #[test]
    fn words_fall_back_to_dutch_and_say_so() {
        let words = Words::new("Ja", " ");
        assert_eq!(words.text(Lang::English), ("Ja", Lang::Dutch));
        let words = Words::new("Ja", "Yes");
        assert_eq!(words.text(Lang::English), ("Yes", Lang::English));
    }
}
