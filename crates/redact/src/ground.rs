//! Grounds: why something may be taken out (R114). A list that a desk can replace.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest code, in bytes: it stands in every box.
pub const CODE_MAX_LEN: usize = 10;
/// Longest wording, in bytes.
pub const WORDING_MAX_LEN: usize = 400;
/// Most grounds of a list.
pub const GROUNDS_MAX: usize = 60;

/// A ground.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Its code, as it stands in a box.
    pub code: String,
    /// What the law or the desk says, in Dutch.
    pub nl: String,
    /// The same in English.
    pub en: String,
}

/// A list of grounds: never empty, no code twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Ground>", into = "Vec<Ground>")]
pub struct Grounds(Vec<Ground>);

/// Code, Dutch, English. Paragraphs 1 and 2 of article 5.1 were held against the text of the law on
/// 2026-11-23; the last three are from memory (docs/redaction.md).
const WOO: [[&str; 3]; 17] = [
    [
        "5.1.1a",
        "Woo 5.1 lid 1 onder a: eenheid van de Kroon",
        "Woo 5.1(1)(a): unity of the Crown",
    ],
    [
        "5.1.1b",
        "Woo 5.1 lid 1 onder b: veiligheid van de Staat",
        "Woo 5.1(1)(b): security of the State",
    ],
    [
        "5.1.1c",
        "Woo 5.1 lid 1 onder c: bedrijfs- en fabricagegegevens, vertrouwelijk meegedeeld",
        "Woo 5.1(1)(c): business and manufacturing data given in confidence",
    ],
    [
        "5.1.1d",
        "Woo 5.1 lid 1 onder d: bijzondere en strafrechtelijke persoonsgegevens",
        "Woo 5.1(1)(d): special categories of personal data and data on offences",
    ],
    [
        "5.1.1e",
        "Woo 5.1 lid 1 onder e: nummers ter identificatie van personen",
        "Woo 5.1(1)(e): numbers that identify persons",
    ],
    [
        "5.1.2a",
        "Woo 5.1 lid 2 onder a: betrekkingen met andere landen en staten en met internationale organisaties",
        "Woo 5.1(2)(a): relations with other countries, states and international organisations",
    ],
    [
        "5.1.2b",
        "Woo 5.1 lid 2 onder b: economische of financiële belangen van de overheid",
        "Woo 5.1(2)(b): economic or financial interests of public bodies",
    ],
    [
        "5.1.2c",
        "Woo 5.1 lid 2 onder c: opsporing en vervolging van strafbare feiten",
        "Woo 5.1(2)(c): investigation and prosecution of offences",
    ],
    [
        "5.1.2d",
        "Woo 5.1 lid 2 onder d: inspectie, controle en toezicht door bestuursorganen",
        "Woo 5.1(2)(d): inspection, control and supervision by public bodies",
    ],
    [
        "5.1.2e",
        "Woo 5.1 lid 2 onder e: eerbiediging van de persoonlijke levenssfeer",
        "Woo 5.1(2)(e): respect for private life",
    ],
    [
        "5.1.2f",
        "Woo 5.1 lid 2 onder f: bescherming van andere concurrentiegevoelige bedrijfs- en fabricagegegevens",
        "Woo 5.1(2)(f): other competition-sensitive business and manufacturing data",
    ],
    [
        "5.1.2g",
        "Woo 5.1 lid 2 onder g: bescherming van het milieu waarop deze informatie betrekking heeft",
        "Woo 5.1(2)(g): protection of the environment that the information is about",
    ],
    [
        "5.1.2h",
        "Woo 5.1 lid 2 onder h: beveiliging van personen en bedrijven en voorkomen van sabotage",
        "Woo 5.1(2)(h): security of persons and companies, prevention of sabotage",
    ],
    [
        "5.1.2i",
        "Woo 5.1 lid 2 onder i: goed functioneren van de Staat en andere bestuursorganen",
        "Woo 5.1(2)(i): proper functioning of the State and other public bodies",
    ],
    [
        "5.1.5",
        "Woo 5.1 lid 5: onevenredige benadeling van een ander belang",
        "Woo 5.1(5): disproportionate harm to another interest",
    ],
    [
        "5.2.1",
        "Woo 5.2 lid 1: persoonlijke beleidsopvattingen in stukken voor intern beraad",
        "Woo 5.2(1): personal views on policy in papers for internal discussion",
    ],
    [
        "Wbk 1a",
        "Wet bescherming klokkenluiders 1a: geheimhouding van de identiteit van melder en betrokkene",
        "Whistleblowers Protection Act 1a: secrecy of who reported and whom it concerns",
    ],
];

impl Grounds {
    /// Returns the grounds of the *Wet open overheid*, and the secrecy of the *Wet bescherming
    /// klokkenluiders*.
    #[must_use]
    pub fn woo() -> Self {
        let ground = |[code, nl, en]: [&str; 3]| Ground {
            code: code.to_owned(),
            nl: nl.to_owned(),
            en: en.to_owned(),
        };
        Self(WOO.into_iter().map(ground).collect())
    }

    /// Makes a list.
    ///
    /// # Errors
    ///
    /// [`GroundError`], by variant.
    pub fn new(grounds: Vec<Ground>) -> Result<Self, GroundError> {
        if grounds.is_empty() || grounds.len() > GROUNDS_MAX {
            return Err(GroundError::Count {
                count: grounds.len(),
            });
        }
        for (at, ground) in grounds.iter().enumerate() {
            let code = || ground.code.clone();
            if !is_code(&ground.code) {
                return Err(GroundError::Code { code: code() });
            }
            if grounds[..at].iter().any(|it| it.code == ground.code) {
                return Err(GroundError::Twice { code: code() });
            }
            let is_worded = |text: &str| {
                !text.trim().is_empty()
                    && text.len() <= WORDING_MAX_LEN
                    && !text.contains(char::is_control)
            };
            if !is_worded(&ground.nl) || !is_worded(&ground.en) {
                return Err(GroundError::Wording { code: code() });
            }
        }
        Ok(Self(grounds))
    }

    /// Finds the ground of a code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Ground> {
        self.0.iter().find(|ground| ground.code == code)
    }

    /// Lists the grounds.
    #[must_use]
    pub fn all(&self) -> &[Ground] {
        &self.0
    }

    /// Lists the grounds of these codes, in the order of the list; a code that it has not is left out.
    pub fn legend<'a>(&'a self, codes: impl IntoIterator<Item = &'a str>) -> Vec<&'a Ground> {
        let codes: Vec<&str> = codes.into_iter().collect();
        let is_used = |ground: &&Ground| codes.contains(&ground.code.as_str());
        self.0.iter().filter(is_used).collect()
    }
}

impl Default for Grounds {
    fn default() -> Self {
        Self::woo()
    }
}

impl TryFrom<Vec<Ground>> for Grounds {
    type Error = GroundError;

    fn try_from(grounds: Vec<Ground>) -> Result<Self, GroundError> {
        Self::new(grounds)
    }
}

impl From<Grounds> for Vec<Ground> {
    fn from(grounds: Grounds) -> Self {
        grounds.0
    }
}

/// A code is printed in a box and read in a list of them.
fn is_code(code: &str) -> bool {
    let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ' ' | '-');
    (1..=CODE_MAX_LEN).contains(&code.len()) && code.trim() == code && code.chars().all(is_fit)
}

/// Why a list of grounds is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroundError {
    /// None, or too many.
    #[error("{count} grounds, from 1 to {GROUNDS_MAX} are allowed")]
    Count {
        /// How many.
        count: usize,
    },
    /// A code that does not fit in a box.
    #[error("{code:?} is no code of a ground")]
    Code {
        /// The code.
        code: String,
    },
    /// A code stands there twice.
    #[error("the ground {code:?} stands there twice")]
    Twice {
        /// The code.
        code: String,
    },
    /// A wording is missing or too long.
    #[error("the ground {code:?} is not worded")]
    Wording {
        /// The code.
        code: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(code: &str) -> Ground {
        Ground {
            code: code.to_owned(),
            nl: "geheim".to_owned(),
            en: "secret".to_owned(),
        }
    }

    #[test]
    fn default_list_keeps_its_own_rules() {
        assert_eq!(Grounds::new(Grounds::woo().0), Ok(Grounds::woo()));
        let ground = Grounds::woo().find("5.1.2e").unwrap().clone();
        assert!(ground.nl.ends_with("persoonlijke levenssfeer"));
    }

    #[test]
    fn new_refuses_what_no_box_can_carry() {
        assert!(Grounds::new(vec![ground("A-1")]).is_ok());
        let code = |code: &str| GroundError::Code { code: code.into() };
        for bad in ["", " a", "elf tekens.", "a]"] {
            assert_eq!(Grounds::new(vec![ground(bad)]), Err(code(bad)));
        }
        let twice = GroundError::Twice { code: "a".into() };
        assert_eq!(Grounds::new(vec![ground("a"), ground("a")]), Err(twice));
        let unworded = Ground {
            nl: " ".to_owned(),
            ..ground("a")
        };
        let wording = GroundError::Wording { code: "a".into() };
        assert_eq!(Grounds::new(vec![unworded]), Err(wording));
        assert_eq!(
            Grounds::new(Vec::new()),
            Err(GroundError::Count { count: 0 })
        );
    }

    #[test]
    fn legend_lists_each_used_ground_once_in_the_order_of_the_list() {
        let grounds = Grounds::woo();
        let legend = grounds.legend(["5.1.2e", "5.1.1e", "5.1.2e", "weg"]);
        let codes: Vec<&str> = legend.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(codes, ["5.1.1e", "5.1.2e"]);
    }
}
