//! The line of the register: what is known of a case without its content (R155).

use std::collections::BTreeSet;

use bellrope_casework::status::{Disclosure, History, Status};
use bellrope_casework::vocabulary;
use bellrope_protocol::content::StatusCode;
use bellrope_protocol::time::Day;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::CaseNumber;
use super::classify::Class;
use super::link::LinkLine;
use super::merge::Merged;
use super::status::Course;
use super::task::TaskLine;
use crate::learning::Learnt;
use crate::term;
use crate::vault::{Change, PersonId, Record, Records, Slot, VaultError};

/// What is known of a case without its content: one line of the register (R155). It stays when the
/// content is destroyed, so nothing in it is in anybody's own words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Register {
    pub(crate) number: CaseNumber,
    /// Where half of its keys lies; absent once that was destroyed.
    pub(crate) slot: Option<Slot>,
    /// Whether it came as a raw letter, to which nobody can reply.
    pub(crate) is_raw: bool,
    /// How it came.
    pub(crate) came: vocabulary::Channel,
    /// The day on which the first letter counts as received.
    pub(crate) received: Day,
    /// The day on which a person acknowledged receipt.
    pub(crate) acknowledged: Option<Day>,
    /// Who may read it.
    pub(crate) readers: BTreeSet<PersonId>,
    /// Who is kept from it: whom the reporter named, and who declared an interest. Which of the two
    /// it was stands here for nobody.
    #[serde(default)]
    pub(crate) barred: BTreeSet<PersonId>,
    /// Its statuses, and what follows from them.
    pub(crate) course: Course,
    /// What people judged it to be.
    #[serde(default)]
    pub(crate) class: Class,
    /// The case that it is handled in since it was merged.
    #[serde(default)]
    pub(crate) merged: Option<Merged>,
    /// Its links to other cases, ended ones included.
    #[serde(default)]
    pub(crate) links: Vec<LinkLine>,
    /// The day on which it was marked as spam.
    #[serde(default)]
    pub(crate) spam: Option<Day>,
    /// The day on which every check of triage was answered.
    #[serde(default)]
    pub(crate) triaged: Option<Day>,
    /// Whether both sides were heard, and offered the record.
    #[serde(default)]
    pub(crate) both_heard: bool,
    /// The day on which what is shared was checked for what gives the reporter away (R121).
    #[serde(default)]
    pub(crate) sharing_checked: Option<Day>,
    /// How many notes lie with its content.
    #[serde(default)]
    pub(crate) notes: u32,
    /// What is to be done, without words.
    #[serde(default)]
    pub(crate) tasks: Vec<TaskLine>,
    /// How many reasons in own words lie with its content.
    #[serde(default)]
    pub(crate) reasons: u32,
    /// What was answered when closing asked what can be learnt (R139).
    #[serde(default)]
    pub(crate) learnt: Option<Learnt>,
    /// Whether the reporter wrote again after the first letter (R135).
    #[serde(default)]
    pub(crate) wrote_again: bool,
    /// Whether a name was given, or came to be known, after the first letter (R135).
    #[serde(default)]
    pub(crate) named_later: bool,
    /// How many redactions lie with its content.
    #[serde(default)]
    pub(crate) redactions: u32,
    /// How many orders to send something of it out lie with its content.
    #[serde(default)]
    pub(crate) orders: u32,
}

impl Record for Register {
    const TABLE: &'static str = "register";
}

impl Register {
    /// Returns the line of a case.
    pub(crate) fn find(
        records: &impl Records,
        number: &CaseNumber,
    ) -> Result<Option<Self>, VaultError> {
        records.find(number.as_str())
    }

    pub(crate) fn store(
        &self,
        change: &Change<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put(self.number.as_str(), self, rng)
    }

    /// Returns the status that counts.
    pub(crate) fn status(&self) -> Status {
        self.history().status()
    }

    /// Returns its statuses, without reasons.
    pub(crate) fn history(&self) -> History<PersonId> {
        self.course.history(self.received)
    }

    /// Returns the status as the reporter is told of it.
    pub(crate) fn status_code(&self) -> StatusCode {
        let seen = self.status().seen_by_reporter(Disclosure::Veiled);
        // A destroyed case has no channel left to tell anything on.
        seen.unwrap_or(StatusCode::Closed)
    }

    /// Says whether the desk can write to the reporter.
    pub(crate) fn can_be_told(&self) -> bool {
        !self.is_raw
    }

    /// Lists the last days of what the law still asks of it.
    pub(crate) fn due_days(&self) -> Vec<Day> {
        if self.ended().is_some() {
            return Vec::new();
        }
        let open = self.acknowledged.is_none() && self.can_be_told();
        let first = open.then(|| term::acknowledge_by(self.received));
        first.into_iter().chain([self.feedback_by()]).collect()
    }

    /// Returns the day from which nothing is due any more.
    pub(crate) fn ended(&self) -> Option<Day> {
        let history = self.history();
        let status = history.status();
        let ended = match status {
            Status::Aftercare => history.day_of(Status::Concluded),
            Status::Concluded | Status::Withdrawn | Status::Destroyed => history.day_of(status),
            _ => None,
        };
        let merged = self.merged.as_ref().map(|merged| merged.day);
        [ended, merged, self.spam].into_iter().flatten().min()
    }

    /// Returns the day since which the case is suspended.
    pub(crate) fn suspended(&self) -> Option<Day> {
        let history = self.history();
        let is_suspended = history.status().is_suspended();
        is_suspended.then(|| history.last().day)
    }

    /// Returns the last day on which feedback may be given.
    pub(crate) fn feedback_by(&self) -> Day {
        term::feedback_by(self.received, self.acknowledged)
    }
}

/// Lists the numbers of the cases whose content was not destroyed.
pub(crate) fn numbers(records: &impl Records) -> Result<BTreeSet<CaseNumber>, VaultError> {
    let lines = records.known::<Register>()?;
    let kept = lines.iter().filter(|line| line.slot.is_some());
    Ok(kept.map(|line| line.number.clone()).collect())
}
