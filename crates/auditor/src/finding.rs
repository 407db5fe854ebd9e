//! What a check comes to: findings, facts, and what it does not say.

use serde::{Deserialize, Serialize};

use crate::{canary, check, store};

/// A kind of finding: one thing that can be wrong.
///
/// Title and meaning in words are in `text/<lang>/`, under the id and `<id>.means`.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The stable id, `<check>-<what>`: what scripts and the tamper catalogue name.
    pub id: &'static str,
}

impl Kind {
    /// Makes a kind.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self { id }
    }
}

/// Every kind of finding there is, by check.
pub static TABLE: &[&[&Kind]] = &[
    canary::KINDS,
    check::keys::KINDS,
    check::log::KINDS,
    check::page::KINDS,
    check::receipt::KINDS,
    check::terms::KINDS,
    check::trail::KINDS,
    store::kind::KINDS,
];

/// Returns every kind of finding.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    TABLE.iter().copied().flatten().copied()
}

/// Something is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The id of its kind.
    pub kind: String,
    /// Where: a log and a number, a file and an offset. Never content.
    pub place: String,
    /// What had to be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Something that was counted or read, for the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What, in plain words.
    pub what: String,
    /// The value.
    pub value: String,
}

/// Something that was asked for and could not be done. The report is then no pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouldNot {
    /// What could not be checked.
    pub what: String,
    /// Why not.
    pub why: String,
}

/// Something that this run was not given the means for, such as a token. Said, and no failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// What was not checked.
    pub what: String,
    /// What it would take.
    pub needs: String,
}

/// How something came out. The worse of two is the greater one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Everything that was asked for is as it must be.
    Pass,
    /// Nothing was found to be wrong, but not everything could be checked.
    CouldNotCheck,
    /// Something is wrong.
    Fail,
}

impl Outcome {
    /// Returns the exit status (docs/audit.md): 0, 3 or 1.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Pass => 0,
            Self::CouldNotCheck => 3,
            Self::Fail => 1,
        }
    }

    /// Finds the outcome of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Pass, Self::CouldNotCheck, Self::Fail]
            .into_iter()
            .find(|outcome| outcome.word() == word)
    }

    /// Returns the word for it, as in JSON and in the signed note.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::CouldNotCheck => "could-not-check",
            Self::Fail => "fail",
        }
    }
}

/// How many findings of one kind are listed one by one; the rest is counted.
pub const LISTED: usize = 50;

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The name of the check, as on the command line.
    pub name: String,
    /// What is wrong, at most [`LISTED`] of each kind.
    pub findings: Vec<Finding>,
    /// How many findings there are beyond those listed, by kind.
    pub unlisted: Vec<Unlisted>,
    /// What was counted or read.
    pub facts: Vec<Fact>,
    /// What was asked for and could not be done.
    pub could_not: Vec<CouldNot>,
    /// What this run had not the means for.
    pub left_out: Vec<LeftOut>,
    /// What such a check can never prove, by text id (`limit-…`).
    pub limits: Vec<String>,
    /// Growth and pruning over time, one for each log.
    pub pictures: Vec<Picture>,
}

/// Findings that are only counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unlisted {
    /// The id of their kind.
    pub kind: String,
    /// How many.
    pub count: u64,
}

/// Growth and pruning of one log over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The log, as in its origin's last part.
    pub log: String,
    /// Points by ascending time.
    pub points: Vec<Point>,
}

/// One point of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Unix seconds.
    pub time: u64,
    /// Entries in the log by then.
    pub entries: u64,
    /// Of these, entries whose bodies were deleted by then.
    pub pruned: u64,
}

impl Check {
    /// Begins a check that has found nothing yet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            findings: Vec::new(),
            unlisted: Vec::new(),
            facts: Vec::new(),
            could_not: Vec::new(),
            left_out: Vec::new(),
            limits: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Adds a finding; beyond [`LISTED`] of a kind it is only counted, so that a report of a
    /// ruined log stays readable and the memory flat.
    pub fn find(
        &mut self,
        kind: &'static Kind,
        place: impl ToString,
        expected: impl ToString,
        found: impl ToString,
    ) {
        let listed = self.findings.iter().filter(|f| f.kind == kind.id).count();
        if listed >= LISTED {
            return self.count(kind.id, 1);
        }
        self.findings.push(Finding {
            kind: kind.id.to_owned(),
            place: place.to_string(),
            expected: expected.to_string(),
            found: found.to_string(),
        });
    }

    fn count(&mut self, kind: &str, more: u64) {
        match self.unlisted.iter_mut().find(|u| u.kind == kind) {
            Some(unlisted) => unlisted.count += more,
            None => self.unlisted.push(Unlisted {
                kind: kind.to_owned(),
                count: more,
            }),
        }
    }

    /// Adds a fact.
    pub fn fact(&mut self, what: impl ToString, value: impl ToString) {
        self.facts.push(Fact {
            what: what.to_string(),
            value: value.to_string(),
        });
    }

    /// Adds what was asked for and could not be done.
    pub fn could_not(&mut self, what: impl ToString, why: impl ToString) {
        self.could_not.push(CouldNot {
            what: what.to_string(),
            why: why.to_string(),
        });
    }

    /// Adds what this run had not the means for.
    pub fn left_out(&mut self, what: impl ToString, needs: impl ToString) {
        self.left_out.push(LeftOut {
            what: what.to_string(),
            needs: needs.to_string(),
        });
    }

    /// Adds what such a check can never prove, by text id.
    pub fn limit(&mut self, id: &str) {
        self.limits.push(id.to_owned());
    }

    /// Says how the check came out.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (self.findings.is_empty(), self.could_not.is_empty()) {
            (false, _) => Outcome::Fail,
            (true, false) => Outcome::CouldNotCheck,
            (true, true) => Outcome::Pass,
        }
    }
}

/// Says an error with its causes, in one line.
#[must_use]
pub fn said(err: &dyn std::error::Error) -> String {
    let mut text = err.to_string();
    let mut cause = err.source();
    while let Some(source) = cause {
        let next = source.to_string();
        if !text.ends_with(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    static KIND: Kind = Kind::new("log-root");

    #[test]
    fn kinds_have_unique_ids_that_begin_with_their_check() {
        let mut seen = std::collections::HashSet::new();
        for kind in kinds() {
            assert!(seen.insert(kind.id), "{} is listed twice", kind.id);
            let form = |b: u8| b.is_ascii_lowercase() || b == b'-';
            assert!(kind.id.bytes().all(form), "{}", kind.id);
        }
    }

    #[test]
    fn outcome_prefers_what_is_wrong_to_what_is_unknown() {
        let mut check = Check::new("log");
        assert_eq!(check.outcome(), Outcome::Pass);
        check.left_out("bodies", "a token");
        assert_eq!(check.outcome(), Outcome::Pass);
        check.could_not("entries", "the relay does not answer");
        assert_eq!(check.outcome(), Outcome::CouldNotCheck);
        check.find(&KIND, "intake", 1, 2);
        assert_eq!(check.outcome(), Outcome::Fail);
    }

    #[test]
    fn find_counts_what_it_does_not_list() {
        let mut check = Check::new("log");
        for entry in 0..LISTED + 7 {
            check.find(&KIND, entry, 1, 2);
        }
        assert_eq!(check.findings.len(), LISTED);
        assert_eq!(check.unlisted[0].count, 7);
    }
}
