//! The yearly evaluation (R141): three phases as chapters, each with what changed since last year.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::vocabulary::{Lang, Word as _, words};

/// Longest text of a chapter, in bytes.
pub const EVALUATION_TEXT_MAX_LEN: usize = 8_000;

/// How many standard tables there are: T1 to T15 (requirements 17.6).
pub const TABLE_COUNT: u8 = 15;

words! {
    /// A phase of the integrity plan; the chapters of an evaluation, in this order.
    pub enum Phase: "phase" {
        Comply = "comply", "Voldoen", "Comply";
        Grow = "grow", "Groeien", "Grow";
        Assure = "assure", "Borgen, evalueren en leren", "Assure, evaluate and learn";
    }
}

impl Phase {
    /// Returns the standard tables that a chapter rests on, by their numbers (17.6).
    #[must_use]
    pub const fn tables(self) -> &'static [u8] {
        match self {
            Self::Comply => &[1, 4, 5, 7, 9],
            Self::Grow => &[3, 10, 11, 12],
            Self::Assure => &[6, 13, 14],
        }
    }

    /// Returns what the chapter answers, as questions to whoever writes it.
    #[must_use]
    pub const fn questions(self, lang: Lang) -> &'static [&'static str] {
        match (self, lang) {
            (Self::Comply, Lang::Dutch) => &[
                "Hielden wij de termijnen en de regels? Waar niet, en waarom?",
                "Wat zagen wij in de soorten meldingen, de afdoening en de uitkomsten?",
            ],
            (Self::Comply, Lang::English) => &[
                "Did we keep the terms and the rules? Where not, and why?",
                "What did we see in the kinds of reports, how they were handled and what came of them?",
            ],
            (Self::Grow, Lang::Dutch) => &[
                "Durven mensen te melden? Langs welke weg, anoniem of op naam?",
                "Ondervonden melders nadeel, en wat deden wij daaraan?",
            ],
            (Self::Grow, Lang::English) => &[
                "Do people dare to report? On which way, anonymously or by name?",
                "Did reporters suffer detriment, and what did we do about it?",
            ],
            (Self::Assure, Lang::Dutch) => &[
                "Wat heeft de organisatie geleerd, en wat is ermee gedaan?",
                "Werkten de maatregelen? Welke zijn te laat?",
            ],
            (Self::Assure, Lang::English) => &[
                "What has the organisation learnt, and what was done with it?",
                "Did the measures work? Which ones are late?",
            ],
        }
    }
}

/// One chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseText {
    /// Which one.
    pub phase: Phase,
    /// What there is to say; figures stand in it by reference, see [`pieces`].
    pub text: String,
    /// What changed since last year.
    pub changed: String,
}

/// The evaluation of one year. Texts name nobody; figures stand in them by reference only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The year that it is about.
    pub year: u16,
    /// The chapters, in the order of [`Phase`].
    pub phases: [PhaseText; 3],
    /// What changed since last year in the way of working as a whole.
    pub changes: String,
}

impl Evaluation {
    /// Begins the evaluation of a year, with nothing said.
    #[must_use]
    pub fn blank(year: u16) -> Self {
        let blank = |phase| PhaseText {
            phase,
            text: String::new(),
            changed: String::new(),
        };
        Self {
            year,
            phases: [Phase::Comply, Phase::Grow, Phase::Assure].map(blank),
            changes: String::new(),
        }
    }

    /// Reads an evaluation as somebody wrote it, see [`Evaluation::template`].
    ///
    /// # Errors
    ///
    /// [`EvaluationError`], by variant.
    pub fn parse(toml: &str) -> Result<Self, EvaluationError> {
        let written: Written = toml::from_str(toml).map_err(|_| EvaluationError::Form)?;
        let chapter = |phase, chapter: Chapter| PhaseText {
            phase,
            text: chapter.text.trim().to_owned(),
            changed: chapter.changed.trim().to_owned(),
        };
        let evaluation = Self {
            year: written.year,
            phases: [
                chapter(Phase::Comply, written.comply),
                chapter(Phase::Grow, written.grow),
                chapter(Phase::Assure, written.assure),
            ],
            changes: written.changes.trim().to_owned(),
        };
        evaluation.check()?;
        Ok(evaluation)
    }

    /// Writes it as TOML to fill in, with the questions of each chapter and the tables that it rests
    /// on as comments.
    #[must_use]
    pub fn template(&self, lang: Lang) -> String {
        let mut toml = format!(
            "year = {}\nchanges = {}\n",
            self.year,
            quoted(&self.changes)
        );
        for chapter in &self.phases {
            let phase = chapter.phase;
            toml.push_str(&format!("\n# {}\n", phase.label(lang)));
            for question in phase.questions(lang) {
                toml.push_str(&format!("# {question}\n"));
            }
            let tables: Vec<String> = phase
                .tables()
                .iter()
                .map(|it| format!("{{T{it}}}"))
                .collect();
            toml.push_str(&format!("# {}\n[{phase}]\n", tables.join(" ")));
            toml.push_str(&format!("text = {}\n", quoted(&chapter.text)));
            toml.push_str(&format!("changed = {}\n", quoted(&chapter.changed)));
        }
        toml
    }

    /// Lists every text of it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let phases = self.phases.iter();
        let phases = phases.flat_map(|chapter| [chapter.text.as_str(), chapter.changed.as_str()]);
        phases.chain([self.changes.as_str()])
    }

    /// Checks the order of the chapters, lengths, and that references name tables that there are.
    ///
    /// # Errors
    ///
    /// [`EvaluationError`], by variant.
    pub fn check(&self) -> Result<(), EvaluationError> {
        let phases = self.phases.each_ref().map(|chapter| chapter.phase);
        if phases != [Phase::Comply, Phase::Grow, Phase::Assure] {
            return Err(EvaluationError::Phases);
        }
        for text in self.texts() {
            let len = text.len();
            if len > EVALUATION_TEXT_MAX_LEN {
                return Err(EvaluationError::TooLong { len });
            }
            let lost = pieces(text).into_iter().find_map(|piece| match piece {
                Piece::Table(number) if !(1..=TABLE_COUNT).contains(&number) => Some(number),
                _ => None,
            });
            if let Some(number) = lost {
                return Err(EvaluationError::NoTable { number });
            }
        }
        Ok(())
    }
}

/// An evaluation as somebody fills it in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    year: u16,
    #[serde(default)]
    changes: String,
    comply: Chapter,
    grow: Chapter,
    assure: Chapter,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    #[serde(default)]
    text: String,
    #[serde(default)]
    changed: String,
}

/// Writes a text as TOML does.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A piece of a text with references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// A standard table by its number: `{T7}`.
    Table(u8),
}

/// Divides a text at its references to tables. Anything else in braces is words.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find("{T") {
        let begin = at + open;
        at = begin + 2;
        let Some((number, end)) = reference(text, at) else {
            continue;
        };
        if from < begin {
            pieces.push(Piece::Words(&text[from..begin]));
        }
        pieces.push(Piece::Table(number));
        (from, at) = (end, end);
    }
    if from < text.len() {
        pieces.push(Piece::Words(&text[from..]));
    }
    pieces
}

/// Reads the number of a table up to the closing brace; answers it and where the rest begins.
fn reference(text: &str, at: usize) -> Option<(u8, usize)> {
    let close = text[at..].find('}')?;
    let digits = &text[at..at + close];
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| is_number)?;
    Some((number, at + close + 1))
}

/// Why something is no evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// It is no TOML of an evaluation.
    #[error("this is no evaluation in TOML")]
    Form,
    /// The chapters are not the three phases in their order.
    #[error("chapters are not the three phases in order")]
    Phases,
    /// A text is too long.
    #[error("text is {len} bytes, at most {EVALUATION_TEXT_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// A text refers to a table that there is not.
    #[error("there is no table {number}, the last is {TABLE_COUNT}")]
    NoTable {
        /// The number that it names.
        number: u8,
    },
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_table_but_the_method_and_the_organisational_ones_has_its_chapter() {
        let mut tables: Vec<u8> = [Phase::Comply, Phase::Grow, Phase::Assure]
            .iter()
            .flat_map(|phase| phase.tables().iter().copied())
            .collect();
        tables.sort_unstable();
        assert_eq!(tables, [1, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]);
    }

    #[test]
    fn pieces_finds_references_and_nothing_else() {
        assert_eq!(
            pieces("Zie {T7} en {T13}."),
            [
                Piece::Words("Zie "),
                Piece::Table(7),
                Piece::Words(" en "),
                Piece::Table(13),
                Piece::Words("."),
            ]
        );
        for text in ["{T}", "{T+7}", "{Tx}", "{T7", "{T999}", "{ T7}"] {
            assert_eq!(pieces(text), [Piece::Words(text)], "{text}");
        }
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("{T{T1}"), [Piece::Words("{T"), Piece::Table(1)]);
    }

    #[test]
    fn template_is_read_back_with_what_was_filled_in() {
        for lang in Lang::ALL {
            let mut evaluation = Evaluation::blank(2026);
            assert_eq!(
                Evaluation::parse(&evaluation.template(lang)),
                Ok(evaluation.clone())
            );
            evaluation.phases[0].text = "Zie {T7}.\nTwee \"regels\".".to_owned();
            evaluation.changes = "Niets.".to_owned();
            let toml = evaluation.template(lang);
            assert!(toml.contains("# {T1} {T4} {T5} {T7} {T9}"), "{toml}");
            assert_eq!(Evaluation::parse(&toml), Ok(evaluation));
        }
        assert_eq!(Evaluation::parse("year = 2026"), Err(EvaluationError::Form));
    }

    #[test]
    fn check_refuses_what_no_report_could_print() {
        let mut evaluation = Evaluation::blank(2026);
        assert_eq!(evaluation.check(), Ok(()));
        evaluation.phases[1].text = "Zie {T16}.".to_owned();
        let no_table = EvaluationError::NoTable { number: 16 };
        assert_eq!(evaluation.check(), Err(no_table));
        evaluation.phases[1].text = "a".repeat(8_001);
        let too_long = EvaluationError::TooLong { len: 8_001 };
        assert_eq!(evaluation.check(), Err(too_long));
        evaluation.phases[1].text.clear();
        evaluation.phases.swap(0, 2);
        assert_eq!(evaluation.check(), Err(EvaluationError::Phases));
    }

    proptest! {
        #[test]
        fn pieces_lose_nothing(text in "[{}T0-9 aé]{0,40}") {
            let mut again = String::new();
            for piece in pieces(&text) {
                match piece {
                    Piece::Words(words) => again.push_str(words),
                    Piece::Table(number) => again.push_str(&format!("{{T{number}}}")),
                }
            }
            // Leading zeros are the one thing that a reference drops.
            prop_assume!(!text.contains("{T0"));
            prop_assert_eq!(again, text);
        }
    }
}
