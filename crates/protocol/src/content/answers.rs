//! Answers to questions about the reporter or the desk, apart from what is reported.
//!
//! Spec: docs/protocol.md §6.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::open::{hidden_debug, open_enum};

open_enum! {
    /// Which questions were asked.
    pub enum Questions {
        /// After feedback: would you report again, did you feel safe, was it clear.
        Evaluation = "evaluation",
        /// After sending: about the reporter, coarse.
        Diversity = "diversity",
    }
}

impl Questions {
    /// Returns the codes of the questions, in their order; none for questions of a later version.
    #[must_use]
    pub fn asked(&self) -> &'static [&'static str] {
        match self {
            Self::Evaluation => &["again", "safe", "clear"],
            Self::Diversity => &["gender"],
            Self::Other(_) => &[],
        }
    }

    /// Returns the codes that each of the questions may be answered with, in their order.
    #[must_use]
    pub fn choices(&self) -> &'static [&'static str] {
        match self {
            Self::Evaluation => &["yes", "partly", "no", "unsaid"],
            Self::Diversity => &["woman", "man", "other", "unsaid"],
            Self::Other(_) => &[],
        }
    }
}

/// Answers by question, each a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Which questions were asked.
    pub of: Questions,
    /// The answers; what was left out is not there.
    #[serde(flatten)]
    pub given: BTreeMap<String, String>,
}

impl Answers {
    /// Keeps the answers that this version knows, by codes of closed lists.
    #[must_use]
    pub fn known(&self) -> BTreeMap<&'static str, &'static str> {
        let find = |list: &'static [&'static str], code: &str| {
            let found = list.iter().find(|it| **it == code);
            found.copied()
        };
        let pair = |(question, answer): (&String, &String)| {
            let question = find(self.of.asked(), question)?;
            Some((question, find(self.of.choices(), answer)?))
        };
        self.given.iter().filter_map(pair).collect()
    }
}

hidden_debug!(Answers);
