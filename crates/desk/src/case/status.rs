//! The status of a case: moves along the table of requirements 17.3 (R097), and what the reporter is
//! told of them.

use bellrope_casework::reason::Reason;
use bellrope_casework::status::{
    self as table, Demand, Disclosure, Eyes, Handling, History, MoveError, Status, Step, Stepping,
};
use bellrope_casework::template::TemplateKind;
use bellrope_casework::term::TermKind;
use bellrope_casework::vocabulary::{self, Lang};
use bellrope_protocol::content::{self, StatusCode};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, Kept, from_find, reason_of};
use super::aftercare::Care;
use super::closing::{Body, Closing, Referral};
use super::send;
use super::{CaseNumber, Item, OpenCase, Register};
use crate::proposal::{self, ProposalError, ProposalId, Proposed};
use crate::reply_batch::{self, Outgoing};
use crate::term;
use crate::terms::SetClock;
use crate::vault::{PersonId, Records, Vault, VaultError};

/// One status of a case, as its line has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stage {
    pub(crate) status: Status,
    pub(crate) day: Day,
    pub(crate) by: Option<PersonId>,
    #[serde(default)]
    pub(crate) eyes: Eyes<PersonId>,
    /// The number of the reason.
    #[serde(default)]
    pub(crate) why: Option<u32>,
}

/// The statuses of a case after the first, oldest first, and who entered it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Course {
    /// Who entered it by hand.
    #[serde(default)]
    pub(crate) begun_by: Option<PersonId>,
    #[serde(default)]
    pub(crate) stages: Vec<Stage>,
    /// The days on which the desk wrote to the reporter, ascending.
    #[serde(default)]
    pub(crate) told: Vec<Day>,
    /// The day on which feedback was given first.
    #[serde(default)]
    pub(crate) feedback: Option<Day>,
    /// A clock that somebody set.
    #[serde(default)]
    pub(crate) clock: Option<SetClock>,
    /// Moments of aftercare that somebody did something about.
    #[serde(default)]
    pub(crate) care: Vec<Care>,
    /// Texts of templates that were sent, oldest first.
    #[serde(default)]
    pub(crate) sent: Vec<(TemplateKind, Day)>,
}

impl Course {
    /// Notes that the desk writes to the reporter on a day.
    pub(super) fn note_told(&mut self, day: Day) {
        if self.told.last().is_none_or(|last| *last < day) {
            self.told.push(day);
        }
    }

    /// Notes that a text was sent.
    pub(super) fn note_sent(&mut self, kind: Option<TemplateKind>, day: Day) {
        self.sent.extend(kind.map(|kind| (kind, day)));
        self.note_told(day);
    }

    pub(super) fn history(&self, received: Day) -> History<PersonId> {
        let first = Step {
            status: Status::Received,
            day: received,
            by: self.begun_by,
            eyes: Eyes::One,
            reason: None,
        };
        let later = self.stages.iter().map(|stage| Step {
            status: stage.status,
            day: stage.day,
            by: stage.by,
            eyes: stage.eyes,
            reason: None,
        });
        let steps: Vec<Step<PersonId>> = std::iter::once(first).chain(later).collect();
        // There is a first one.
        History::try_from(steps).unwrap_or_else(|_| History::begin(received, self.begun_by))
    }
}

/// A status of a case, with who moved it there and why.
#[derive(Debug, Clone)]
pub struct PastStatus {
    /// The status from there on.
    pub status: Status,
    /// The day of the move.
    pub day: Day,
    /// Who made it; `None` if the desk itself did.
    pub by: Option<PersonId>,
    /// Who looked at it too.
    pub eyes: Eyes<PersonId>,
    /// Why.
    pub reason: Option<Reason>,
}

/// Tells every status of a case, oldest first, with the reasons.
pub(super) fn past(records: &impl Records, case: &OpenCase) -> Result<Vec<PastStatus>, VaultError> {
    let line = &case.register;
    let first = PastStatus {
        status: Status::Received,
        day: line.received,
        by: line.course.begun_by,
        eyes: Eyes::One,
        reason: None,
    };
    let mut past = vec![first];
    for stage in &line.course.stages {
        let reason = match stage.why {
            Some(number) => reason_of(records, case, number)?,
            None => None,
        };
        past.push(PastStatus {
            status: stage.status,
            day: stage.day,
            by: stage.by,
            eyes: stage.eyes,
            reason,
        });
    }
    Ok(past)
}

/// A move that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The status that the case has now.
    pub status: Status,
    /// What the reporter is told, if that changed.
    pub told: Option<StatusCode>,
}

/// What came of asking for a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moving {
    /// The case has another status.
    Done(Moved),
    /// It takes a second person: this proposal waits for one.
    Waits(ProposalId),
}

/// Moves a case to another status, and queues what the reporter sees of it if that changes. A move
/// that takes two people (R090) is proposed; with nobody else on the team it is done, and the trail
/// says so.
///
/// # Errors
///
/// [`MoveToError`], by variant; nothing has changed then.
pub fn move_to(
    vault: &mut Vault,
    number: &CaseNumber,
    to: Status,
    reason: Option<&Reason>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Moving, MoveToError> {
    let demand = {
        let reading = vault.read()?;
        let case = OpenCase::find(&reading, number)?.ok_or_else(|| MoveToError::Absent {
            number: number.clone(),
        })?;
        case.key(&reading)?;
        check(&case.register, to)?
    };
    if demand.reason && reason.is_none() {
        return Err(MoveToError::NoReason);
    }
    if let (true, Some(reason)) = (demand.four_eyes, reason) {
        return propose(vault, number, to, reason, now, rng);
    }
    vault.change(|change| {
        let mut acting = Acting::begin(change, number, now)?;
        let moved = go(&mut acting, to, reason, Eyes::One, rng)?;
        acting.store(rng)?;
        Ok(Moving::Done(moved))
    })
}

fn propose(
    vault: &mut Vault,
    number: &CaseNumber,
    to: Status,
    reason: &Reason,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Moving, MoveToError> {
    let (number, words) = (number.clone(), reason.as_str());
    let reason = reason.clone();
    let proposed = if to == Status::Concluded {
        proposal::propose(vault, &Closing { number, reason }, words, now, rng)
    } else {
        let plan = Referral {
            number,
            to,
            body: Body::Other,
            reason,
        };
        proposal::propose(vault, &plan, words, now, rng)
    };
    Ok(match proposed.map_err(Box::new)? {
        Proposed::Done(_, moved) => Moving::Done(moved),
        Proposed::Waits(id) => Moving::Waits(id),
    })
}

/// Checks that a case may go to a status, and returns what that demands.
pub(super) fn check(line: &Register, to: Status) -> Result<Demand, MoveToError> {
    let demand = table::demand(line.status(), to, handling_of(line))?;
    if to == Status::FeedbackGiven && line.came == vocabulary::Channel::Mailbox {
        return Err(MoveToError::OnlyByFeedback);
    }
    // A case is destroyed by deleting it, not by a word.
    if to == Status::Destroyed {
        return Err(MoveToError::OnlyByDeletion);
    }
    let passage = line.passage(to);
    if passage.is_barred {
        return Err(MoveToError::Unchecked);
    }
    Ok(Demand {
        reason: demand.reason || passage.demand.reason,
        four_eyes: demand.four_eyes || passage.demand.four_eyes,
    })
}

pub(super) fn handling_of(line: &Register) -> Handling {
    Handling {
        investigated: line.history().was_investigated(),
        route: line.class.route.current().copied(),
    }
}

/// Makes a move that whoever had to agree to agreed to; the line is stored by the caller.
pub(crate) fn go(
    acting: &mut Acting<'_, '_>,
    to: Status,
    reason: Option<&Reason>,
    eyes: Eyes<PersonId>,
    rng: &mut impl CryptoRng,
) -> Result<Moved, MoveToError> {
    let line = &acting.case.register;
    let before = line.status_code();
    let step = Step {
        status: to,
        day: acting.today(),
        by: Some(acting.me),
        eyes,
        reason: reason.cloned(),
    };
    let route = line.class.route.current().copied();
    line.history().go(Stepping { step, route })?;
    let why = reason.map(|text| acting.keep(text, rng)).transpose()?;
    push(acting, to, eyes, why, rng)?;
    if to == Status::FeedbackGiven {
        // Somebody was told in another way than through the mailbox.
        send::give_feedback(acting, rng)?;
    }
    let told = (acting.case.register.status_code() != before).then(|| to_tell(acting));
    let told = told.flatten();
    if let Some(code) = &told {
        tell(acting, code, rng)?;
    }
    Ok(Moved { status: to, told })
}

fn to_tell(acting: &Acting<'_, '_>) -> Option<StatusCode> {
    let line = &acting.case.register;
    line.can_be_told().then(|| line.status_code())
}

/// Notes the move in the line and in the trail.
pub(super) fn push(
    acting: &mut Acting<'_, '_>,
    to: Status,
    eyes: Eyes<PersonId>,
    why: Option<Kept>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let stage = Stage {
        status: to,
        day: acting.today(),
        by: Some(acting.me),
        eyes,
        why: why.map(|kept| kept.number),
    };
    acting.line().course.stages.push(stage);
    let act = match to {
        Status::OnHold => Act::Suspended,
        Status::Reopened => Act::Reopened,
        _ => Act::StatusSet,
    };
    let entry = acting.entry(act)?.with(Key::Status, to);
    acting.enter(entry, why, rng)
}

/// Queues the status for the reporter. One that waits already tells whatever counts on its day.
fn tell(
    acting: &mut Acting<'_, '_>,
    code: &StatusCode,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let (change, today) = (acting.change, acting.today());
    if acting.case.register.acknowledged.is_none() {
        // A status beyond the first tells that a person has seen the report (§11.6).
        acknowledge(acting, rng)?;
    }
    acting.line().course.note_told(today);
    let item = Item::Status {
        day: today,
        code: code.as_str().to_owned(),
    };
    let mut channel = acting.case.channel(change)?;
    let item = acting.case.add_item(change, &mut channel, &item, rng)?;
    if !reply_batch::tells_status(change, &acting.case)? {
        reply_batch::enqueue(change, &acting.case, item, &Outgoing::status(), rng)?;
    }
    let entry = acting.entry(Act::StatusTold)?;
    acting.enter(entry.with(Key::Status, code.as_str()), None, rng)
}

/// Notes that a person acknowledged receipt.
pub(super) fn acknowledge(
    acting: &mut Acting<'_, '_>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let today = acting.today();
    acting.line().acknowledged = Some(today);
    if acting.case.register.status() == Status::Received {
        push(acting, Status::Acknowledged, Eyes::One, None, rng)?;
    }
    let met = acting
        .entry(Act::TermMet)?
        .with(Key::Term, TermKind::Acknowledgement);
    acting.enter(met, None, rng)
}

/// Returns the status of a case as the reporter is told of it.
pub(crate) fn status_of(line: &Register) -> content::Status {
    let mut status = content::Status::new(line.status_code());
    if line.acknowledged.is_none() {
        status.acknowledge_by = Some(term::acknowledge_by(line.received));
    }
    status.feedback_by = Some(line.feedback_by());
    status
}

/// Returns the words in which a reporter reads a status.
#[must_use]
pub fn seen_label(status: Status, lang: Lang) -> &'static str {
    status.seen_label(Disclosure::Veiled, lang)
}

from_find!(MoveToError);

/// Why a case was not moved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MoveToError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The table has no such move, or demands more.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// Feedback is given by sending it, with both its parts (R077).
    #[error("feedback is given by sending it")]
    OnlyByFeedback,
    /// What takes two people needs a reason.
    #[error("this needs a reason")]
    NoReason,
    /// What is shared was not checked for what gives the reporter away (R121).
    #[error("what is shared was not checked for what gives the reporter away")]
    Unchecked,
    /// A case is destroyed by deleting it.
    #[error("a case is destroyed by deleting it")]
    OnlyByDeletion,
    /// It cannot be proposed to a second person.
    #[error(transparent)]
    Proposal(#[from] Box<ProposalError>),
}
