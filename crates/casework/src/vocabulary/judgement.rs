//! What a caseworker judges: the flag of the law, urgency, risk.

use serde::{Deserialize, Serialize};

use super::{Lang, Word as _, words};

words! {
    /// On what ground something is a *misstand* (R009).
    pub enum MisstandGround: "misstand-ground" {
        UnionLaw = "union-law", "Unierecht", "Union law";
        PublicInterest = "public-interest", "Maatschappelijk belang", "Public interest";
    }
}

words! {
    /// How soon somebody must act.
    pub enum Urgency: "urgency" {
        Immediate = "immediate", "Direct", "Immediate";
        High = "high", "Hoog", "High";
        Normal = "normal", "Normaal", "Normal";
        Low = "low", "Laag", "Low";
    }
}

words! {
    /// How large a risk is.
    pub enum Risk: "risk" {
        Low = "low", "Laag", "Low";
        Medium = "medium", "Midden", "Medium";
        High = "high", "Hoog", "High";
    }
}

/// Whether a case is a suspected *misstand* under the *Wet bescherming klokkenluiders*: a flag of
/// the caseworker, with a ground if it is set (R009).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "flag", content = "ground")]
pub enum Misstand {
    /// Nobody has judged yet.
    #[default]
    NotYet,
    /// It is none.
    No,
    /// It is one, on this ground.
    Yes(MisstandGround),
}

impl Misstand {
    /// What the flag is called.
    #[must_use]
    pub const fn title(lang: Lang) -> &'static str {
        match lang {
            Lang::Dutch => "(Vermoeden van een) misstand in de zin van de Wbk",
            Lang::English => "(Suspected) wrongdoing under the Whistleblower Protection Act",
        }
    }

    /// Returns the flag in words, with its ground.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotYet, Lang::Dutch) => "Nog niet beoordeeld".to_owned(),
            (Self::NotYet, Lang::English) => "Not yet assessed".to_owned(),
            (Self::No, Lang::Dutch) => "Nee".to_owned(),
            (Self::No, Lang::English) => "No".to_owned(),
            (Self::Yes(ground), Lang::Dutch) => format!("Ja: {}", ground.label(lang)),
            (Self::Yes(ground), Lang::English) => format!("Yes: {}", ground.label(lang)),
        }
    }
}
