//! Triage: nine checks on a new case (R095), and what they propose.
//!
//! In scope: the checks, their answers, which are missing, a proposal for the urgency. Out of
//! scope: deciding. What a report says of itself and what follows from it is shown; a person
//! answers every check.

use bellrope_protocol::content::{self, Report};
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Category, CategorySet, Lang, Misstand, Risk, Route, Urgency, words};

words! {
    /// One check of the list.
    pub enum Check: "check" {
        Danger = "danger", "Gevaar", "Danger";
        Category = "category", "Categorie", "Category";
        Misstand = "misstand", "Misstand", "Wrongdoing";
        Completeness = "completeness", "Volledigheid", "Completeness";
        Conflict = "conflict", "Eigen belang", "Conflict of interest";
        Detriment = "detriment", "Benadeling", "Detriment";
        Retaliation = "retaliation", "Kans op represailles", "Risk of retaliation";
        Urgency = "urgency", "Spoed", "Urgency";
        Route = "route", "Voorgestelde route", "Proposed route";
    }
}

words! {
    /// Whether someone is in danger now.
    pub enum Danger: "danger" {
        Yes = "yes", "Ja", "Yes";
        No = "no", "Nee", "No";
        Unknown = "unknown", "Weet ik niet", "I don't know";
    }
}

words! {
    /// Whether the desk can go on with what it has.
    pub enum Completeness: "completeness" {
        Enough = "enough", "Genoeg om verder te gaan", "Enough to go on";
        Ask = "ask", "Vraag aan de melder nodig", "A question to the reporter is needed";
        TooLittle = "too-little", "Te weinig, en niemand om te vragen", "Too little, and nobody to ask";
    }
}

words! {
    /// Whether the caseworker has an interest of their own (R086).
    pub enum Conflict: "conflict" {
        None = "none", "Geen belang", "No interest";
        Some = "some", "Wel belang", "An interest";
    }
}

words! {
    /// Whether there is detriment.
    pub enum Detriment: "detriment" {
        None = "none", "Geen nadeel", "No detriment";
        Feared = "feared", "Bang voor nadeel", "Detriment is feared";
        Suffered = "suffered", "Al nadeel", "Detriment already";
    }
}

impl Check {
    /// Returns the question that the check asks.
    #[must_use]
    pub const fn question(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Dutch => self.in_dutch(),
            Lang::English => self.in_english(),
        }
    }

    const fn in_dutch(self) -> &'static str {
        match self {
            Self::Danger => "Is iemand nu in gevaar?",
            Self::Category => "Waar gaat het over? Wat is de hoofdcategorie?",
            Self::Misstand => "Is dit een vermoeden van een misstand volgens de Wbk?",
            Self::Completeness => "Weten wij genoeg om verder te gaan?",
            Self::Conflict => "Heeft u zelf iets met deze zaak of deze mensen te maken?",
            Self::Detriment => "Heeft de melder nadeel, of is die er bang voor?",
            Self::Retaliation => "Hoe groot is de kans dat iemand de melder dit betaald zet?",
            Self::Urgency => "Hoe snel moet iemand iets doen?",
            Self::Route => "Welke weg past hierbij?",
        }
    }

    const fn in_english(self) -> &'static str {
        match self {
            Self::Danger => "Is someone in danger now?",
            Self::Category => "What is it about? What is the main category?",
            Self::Misstand => "Is this a suspected wrongdoing under the law on whistleblowers?",
            Self::Completeness => "Do we know enough to go on?",
            Self::Conflict => "Have you anything to do with this case or these people?",
            Self::Detriment => "Does the reporter suffer detriment, or fear it?",
            Self::Retaliation => "How likely is it that someone takes it out on the reporter?",
            Self::Urgency => "How soon must somebody act?",
            Self::Route => "Which way fits?",
        }
    }
}

/// The answers to the checks, as far as they are given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Triage {
    /// Whether someone is in danger now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub danger: Option<Danger>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CategorySet>,
    /// The flag of the law; *not yet* is an answer too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misstand: Option<Misstand>,
    /// Whether the desk can go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<Completeness>,
    /// Whether the caseworker has an interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict>,
    /// Whether there is detriment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detriment: Option<Detriment>,
    /// The risk of retaliation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retaliation: Option<Risk>,
    /// How soon somebody must act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// The way that fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
}

impl Triage {
    /// Returns what a report says of itself, to be shown beside the checks.
    #[must_use]
    pub fn said_by(report: &Report) -> Self {
        let danger = report.danger.as_ref().and_then(|danger| match danger {
            content::Danger::Yes => Some(Danger::Yes),
            content::Danger::No => Some(Danger::No),
            content::Danger::Unknown => Some(Danger::Unknown),
            content::Danger::Other(_) => None,
        });
        let detriment = report.detriment.as_ref();
        let detriment = detriment.and_then(|detriment| match detriment.state {
            content::DetrimentState::No => Some(Detriment::None),
            content::DetrimentState::Afraid => Some(Detriment::Feared),
            content::DetrimentState::Already => Some(Detriment::Suffered),
            content::DetrimentState::Other(_) => None,
        });
        Self {
            danger,
            category: Some(CategorySet::of_report(report)),
            detriment,
            ..Self::default()
        }
    }

    /// Returns the checks without an answer, in the order of the list.
    #[must_use]
    pub fn missing(&self) -> Vec<Check> {
        let answers = [
            (Check::Danger, self.danger.is_some()),
            (Check::Category, self.category.is_some()),
            (Check::Misstand, self.misstand.is_some()),
            (Check::Completeness, self.completeness.is_some()),
            (Check::Conflict, self.conflict.is_some()),
            (Check::Detriment, self.detriment.is_some()),
            (Check::Retaliation, self.retaliation.is_some()),
            (Check::Urgency, self.urgency.is_some()),
            (Check::Route, self.route.is_some()),
        ];
        let missing = answers.into_iter().filter(|(_, given)| !given);
        missing.map(|(check, _)| check).collect()
    }

    /// Says whether every check has an answer, and the caseworker may go on with the case.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing().is_empty() && self.conflict == Some(Conflict::None)
    }

    /// Proposes an urgency from the answers that are there, with the checks that it comes from.
    #[must_use]
    pub fn propose_urgency(&self) -> Proposal {
        let from = [
            (Check::Danger, self.danger.map(of_danger)),
            (Check::Category, self.category.as_ref().map(of_category)),
            (Check::Detriment, self.detriment.map(of_detriment)),
            (Check::Retaliation, self.retaliation.map(of_retaliation)),
        ];
        let urgencies = from.iter().filter_map(|(_, urgency)| *urgency);
        // The smallest is the most urgent.
        let urgency = urgencies.min().unwrap_or(Urgency::Normal);
        let because = from
            .into_iter()
            .filter(|(_, other)| *other == Some(urgency));
        Proposal {
            urgency,
            because: because.map(|(check, _)| check).collect(),
        }
    }
}

/// What is proposed, and why. Nobody is bound by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The urgency.
    pub urgency: Urgency,
    /// The checks whose answers lead to it.
    pub because: Vec<Check>,
}

const fn of_danger(danger: Danger) -> Urgency {
    match danger {
        Danger::Yes => Urgency::Immediate,
        Danger::Unknown => Urgency::High,
        Danger::No => Urgency::Low,
    }
}

/// Bodily harm and force are urgent, a signal can wait.
fn of_category(set: &CategorySet) -> Urgency {
    let urgent = |category| {
        matches!(
            category,
            Category::Zs7
                | Category::Og2
                | Category::Og3
                | Category::Og7
                | Category::Og8
                | Category::Bn
                | Category::Fv
        )
    };
    if set.iter().any(urgent) {
        Urgency::High
    } else if set.iter().all(|category| category == Category::Si) {
        Urgency::Low
    } else {
        Urgency::Normal
    }
}

const fn of_detriment(detriment: Detriment) -> Urgency {
    match detriment {
        Detriment::Suffered => Urgency::High,
        Detriment::Feared => Urgency::Normal,
        Detriment::None => Urgency::Low,
    }
}

const fn of_retaliation(risk: Risk) -> Urgency {
    match risk {
        Risk::High => Urgency::High,
        Risk::Medium => Urgency::Normal,
        Risk::Low => Urgency::Low,
    }
}

#[cfg(test)]
mod tests;
