//! Decisions that can change: the flag of a *misstand* (R009), the route (R096), the outcome. Each
//! has a day, a person and a reason, and what was decided before stays readable.

use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::reason::Reason;

/// One decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision<T, P> {
    /// What was decided.
    pub what: T,
    /// Why.
    pub reason: Reason,
    /// Who decided.
    pub by: P,
    /// When.
    pub day: Day,
}

/// Every decision about one question, oldest first; the last one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decisions<T, P>(Vec<Decision<T, P>>);

impl<T, P> Default for Decisions<T, P> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, P> Decisions<T, P> {
    /// Returns what counts now, if anything was decided.
    #[must_use]
    pub fn current(&self) -> Option<&T> {
        self.0.last().map(|decision| &decision.what)
    }

    /// Notes a decision, which counts from now on.
    pub fn decide(&mut self, decision: Decision<T, P>) {
        self.0.push(decision);
    }

    /// Returns every decision, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Decision<T, P>] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Misstand, MisstandGround};

    fn decision(what: Misstand, reason: &str, day: u32) -> Decision<Misstand, String> {
        Decision {
            what,
            reason: Reason::parse(reason).unwrap(),
            by: "anna".to_owned(),
            day: Day::from_date(2026, 11, day).unwrap(),
        }
    }

    #[test]
    fn last_decision_counts_and_all_stay() {
        let mut flag = Decisions::default();
        assert_eq!(flag.current(), None);
        let yes = Misstand::Yes(MisstandGround::PublicInterest);
        flag.decide(decision(Misstand::No, "te weinig", 24));
        flag.decide(decision(yes, "nieuwe brief", 25));
        assert_eq!(flag.current(), Some(&yes));
        let whats: Vec<Misstand> = flag.all().iter().map(|decision| decision.what).collect();
        assert_eq!(whats, [Misstand::No, yes]);
        let text = serde_json::to_string(&flag).unwrap();
        assert!(text.starts_with(r#"[{"what":{"flag":"no"},"reason":"te weinig","by":"anna""#));
        let read: Decisions<Misstand, String> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, flag);
    }
}
