//! What a report says: the answers of the intake questions.
//!
//! Spec: docs/protocol.md §6.

use serde::{Deserialize, Serialize};

use super::Unknown;
use super::open::{hidden_debug, open_enum};

/// The answers of one report. Only route, family and story are required.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What the reporter wants to do.
    pub route: Route,
    /// What it is about.
    pub family: Family,
    /// Sub-kinds, such as `ZS3` or `OG1`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Whether someone is in danger now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub danger: Option<Danger>,
    /// What happened; may be shared with who handles it.
    pub story: String,
    /// What could reveal the reporter; for the desk only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private: Option<String>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who is involved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// Evidence and witnesses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Earlier reports of the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
    /// Who must not see the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude: Option<String>,
    /// How the reporter knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knowledge: Vec<Knowledge>,
    /// At what level it should be handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What the reporter would like to happen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wish>,
    /// The same in own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish_text: Option<String>,
    /// Detriment suffered or feared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detriment: Option<Detriment>,
    /// The reporter's role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// For whom the report is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Behalf>,
    /// How the reporter wants to be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityWish>,
    /// The reporter's name, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How to reach the reporter, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Members of a later version.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Report {
    /// Begins a report with what is required.
    #[must_use]
    pub fn new(route: Route, family: Family, story: impl Into<String>) -> Self {
        Self {
            route,
            family,
            story: story.into(),
            kinds: Vec::new(),
            danger: None,
            private: None,
            when: None,
            place: None,
            people: None,
            evidence: None,
            earlier: None,
            exclude: None,
            knowledge: Vec::new(),
            level: None,
            wishes: Vec::new(),
            wish_text: None,
            detriment: None,
            role: None,
            behalf: None,
            identity: None,
            name: None,
            contact: None,
            unknown: Unknown::new(),
        }
    }
}

/// When something happened.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// How often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// In own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Members of a later version.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Detriment suffered or feared.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detriment {
    /// Whether there is any.
    pub state: DetrimentState,
    /// In own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Members of a later version.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// For whom a report is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behalf {
    /// For whom.
    pub of: Of,
    /// Whether the other person agrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// Members of a later version.
    #[serde(flatten)]
    pub unknown: Unknown,
}

hidden_debug!(Report, When, Detriment, Behalf);

open_enum! {
    /// What the reporter wants to do.
    pub enum Route {
        /// Report something.
        Report = "report",
        /// Complain.
        Complaint = "complaint",
        /// Ask for advice.
        Advice = "advice",
        /// Signal something without asking for handling.
        Signal = "signal",
    }
}

open_enum! {
    /// The family of what is reported.
    pub enum Family {
        /// *Zakelijke schendingen*: breaches of rules of business.
        Business = "ZS",
        /// *Ongewenst gedrag*: unwanted behaviour.
        Behaviour = "OG",
        /// Something else, or unknown.
        Else = "XX",
    }
}

open_enum! {
    /// Whether someone is in danger now.
    pub enum Danger {
        /// Someone is.
        Yes = "yes",
        /// No one is.
        No = "no",
        /// The reporter does not know.
        Unknown = "unknown",
    }
}

open_enum! {
    /// How often something happened.
    pub enum Pattern {
        /// Once.
        Once = "once",
        /// More often.
        Repeated = "repeated",
        /// It still goes on.
        Ongoing = "ongoing",
    }
}

open_enum! {
    /// How the reporter knows.
    pub enum Knowledge {
        /// It happened to the reporter.
        Experienced = "experienced",
        /// The reporter saw it.
        Seen = "seen",
        /// The reporter heard of it.
        Heard = "heard",
        /// From documents.
        Documents = "documents",
    }
}

open_enum! {
    /// At what level a report should be handled.
    pub enum Level {
        /// By the desk.
        Desk = "desk",
        /// By the commander or manager.
        Commander = "commander",
        /// Higher up.
        Higher = "higher",
        /// Outside the organisation.
        Outside = "outside",
        /// No preference.
        None = "none",
    }
}

open_enum! {
    /// What the reporter would like to happen.
    pub enum Wish {
        /// That it stops.
        Stop = "stop",
        /// An investigation.
        Investigation = "investigation",
        /// A talk.
        Talk = "talk",
        /// That it is registered.
        Register = "register",
        /// Protection.
        Protection = "protection",
        /// An apology.
        Apology = "apology",
        /// The reporter does not know yet.
        Unknown = "unknown",
    }
}

open_enum! {
    /// Whether there is detriment.
    pub enum DetrimentState {
        /// None.
        No = "no",
        /// The reporter fears it.
        Afraid = "afraid",
        /// There is already.
        Already = "already",
    }
}

open_enum! {
    /// The reporter's role.
    pub enum Role {
        /// Military.
        Military = "military",
        /// Civilian employee.
        Civilian = "civilian",
        /// Reservist.
        Reservist = "reservist",
        /// In training.
        Student = "student",
        /// Hired or of a supplier.
        Contractor = "contractor",
        /// Formerly employed.
        Former = "former",
        /// Another role.
        Else = "other",
        /// Rather not said.
        Unsaid = "unsaid",
    }
}

open_enum! {
    /// For whom a report is.
    pub enum Of {
        /// For the reporter.
        Own = "self",
        /// For someone else.
        Another = "other",
    }
}

open_enum! {
    /// Whether the other person agrees.
    pub enum Consent {
        /// Agrees.
        Yes = "yes",
        /// Does not agree.
        No = "no",
        /// Not known.
        Unknown = "unknown",
    }
}

open_enum! {
    /// How the reporter wants to be known.
    pub enum IdentityWish {
        /// To no one.
        Anonymous = "anonymous",
        /// To the desk only.
        Confidential = "confidential",
        /// By name.
        Named = "named",
    }
}
