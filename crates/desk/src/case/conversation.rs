//! What a caseworker sees of a case.

use bellrope_casework::status::Status;
use bellrope_casework::template::TemplateKind;
use bellrope_casework::vocabulary::{Category, CategorySet, Channel, Urgency};
use bellrope_protocol::content::{LetterBody, LetterContent, StatusCode};
use bellrope_protocol::time::Day;

use super::classify::{self, Classification};
use super::clock::{self, ClockView};
use super::draft::{self, Drafted};
use super::hearing::{self, Hearing};
use super::link::{self, Link};
use super::note::{self, Note};
use super::status::{self, PastStatus};
use super::task::{self, Task};
use super::{CaseNumber, Item, OpenCase, Register};
use crate::attachment::{self, ParcelState};
use crate::identity;
use crate::reply_batch;
use crate::term;
use crate::vault::{Records as _, Vault, VaultError};

/// A line of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The number of the case.
    pub number: CaseNumber,
    /// Whether it is a raw letter.
    pub is_raw: bool,
    /// The status.
    pub status: Status,
    /// How it came.
    pub came: Channel,
    /// The case that it is handled in since it was merged.
    pub merged_into: Option<CaseNumber>,
    /// Whether it was marked as spam.
    pub is_spam: bool,
    /// How urgent it is, once somebody judged.
    pub urgency: Option<Urgency>,
    /// The main category, once there is one.
    pub category: Option<Category>,
    /// The day on which it counts as received.
    pub received: Day,
    /// The last day on which receipt may be acknowledged; absent once it was.
    pub acknowledge_by: Option<Day>,
    /// The last day on which feedback may be given.
    pub feedback_by: Day,
    /// Whether feedback was given: its term is met, whatever is done with the case since.
    pub has_feedback: bool,
}

impl Summary {
    /// Says whether no term runs any more: the case was concluded, or the reporter knows how it went
    /// on.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let told = self.has_feedback || self.status == Status::FeedbackGiven;
        told || self.is_spam || self.merged_into.is_some() || !self.status.is_open()
    }
}

/// Lists all cases: oldest first, then by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn summaries(vault: &Vault) -> Result<Vec<Summary>, VaultError> {
    let lines = vault.read()?.known::<Register>()?;
    let there = lines.iter().filter(|line| line.slot.is_some());
    let mut summaries: Vec<Summary> = there.map(|line| summary_of(line)).collect();
    summaries.sort_by(|a, b| (a.received, &a.number).cmp(&(b.received, &b.number)));
    Ok(summaries)
}

fn summary_of(line: &Register) -> Summary {
    let open = line.acknowledged.is_none() && !line.is_raw;
    Summary {
        number: line.number.clone(),
        is_raw: line.is_raw,
        status: line.status(),
        came: line.came,
        merged_into: line.merged.as_ref().map(|merged| merged.into.clone()),
        is_spam: line.spam.is_some(),
        urgency: line.class.urgency.current().copied(),
        category: line.class.categories.current().map(CategorySet::main),
        received: line.received,
        acknowledge_by: open.then(|| term::acknowledge_by(line.received)),
        feedback_by: line.feedback_by(),
        has_feedback: line.course.feedback.is_some(),
    }
}

/// A case with its whole conversation.
pub struct CaseView {
    /// What the list says of it.
    pub summary: Summary,
    /// The day on which a person acknowledged receipt.
    pub acknowledged: Option<Day>,
    /// The day on which feedback was given first.
    pub fed_back: Option<Day>,
    /// Whether the reporter asked to withdraw, and nobody has moved the case there (R071).
    pub wants_out: bool,
    /// Whether the name of the reporter is kept, apart from all this (R089).
    pub has_name: bool,
    /// Every status that it had, oldest first.
    pub history: Vec<PastStatus>,
    /// What people judged it to be.
    pub classification: Classification,
    /// What was drafted and not sent.
    pub drafts: Vec<Drafted>,
    /// What the team wrote for itself, oldest first.
    pub notes: Vec<Note>,
    /// Its links to other cases, oldest first.
    pub links: Vec<Link>,
    /// Records of what was said.
    pub hearings: Vec<Hearing>,
    /// What is to be done, and what was.
    pub tasks: Vec<Task>,
    /// The clock that somebody set.
    pub clock: Option<ClockView>,
    /// The conversation, in order.
    pub entries: Vec<Entry>,
}

/// One thing in a conversation.
pub enum Entry {
    /// A letter of the reporter.
    Letter {
        /// The day on which it counts as received.
        day: Day,
        /// What it says.
        content: Box<LetterContent>,
        /// Its attachments, if it has any.
        parcel: Option<ParcelState>,
    },
    /// A raw letter.
    Raw {
        /// The day on which it counts as received.
        day: Day,
        /// Its text.
        text: String,
    },
    /// What somebody reported on another way, as a caseworker entered it.
    Told {
        /// The day on which it counts as received.
        day: Day,
        /// What was reported.
        text: String,
    },
    /// A text of the desk.
    Reply {
        /// The day on which it was written.
        day: Day,
        /// The text.
        text: String,
        /// The template that it comes from.
        kind: Option<TemplateKind>,
        /// Replies that it takes.
        parts: usize,
        /// How many of them still wait for a batch.
        waiting: usize,
    },
    /// A status that the reporter is told of.
    Status {
        /// The day on which it was set.
        day: Day,
        /// The status.
        code: StatusCode,
    },
}

/// Shows a case. Parcels that are complete are opened and verified to list what is in them.
///
/// # Errors
///
/// [`ShowError`], by variant.
pub fn show(vault: &Vault, number: &CaseNumber) -> Result<CaseView, ShowError> {
    let reading = vault.read()?;
    let case = OpenCase::find(&reading, number)?.ok_or_else(|| ShowError::Absent {
        number: number.clone(),
    })?;
    let waiting = reply_batch::waiting_of(&reading, number)?;
    let mut entries = Vec::new();
    let mut attachments = 0;
    for at in 0..case.channel(&reading)?.items {
        let waiting = waiting.iter().filter(|item| **item == at).count();
        let item = case.item(&reading, at)?;
        entries.push(entry_of(vault, item, waiting, &mut attachments)?);
    }
    let withdraws = |entry: &Entry| match entry {
        Entry::Letter { content, .. } => matches!(content.body, LetterBody::Withdraw { .. }),
        _ => false,
    };
    Ok(CaseView {
        wants_out: case.register.status() != Status::Withdrawn && entries.iter().any(withdraws),
        has_name: identity::is_kept_of(&reading, &case)?,
        summary: summary_of(&case.register),
        acknowledged: case.register.acknowledged,
        fed_back: case.register.course.feedback,
        history: status::past(&reading, &case)?,
        classification: classify::classification(&reading, &case)?,
        drafts: draft::drafts(&reading, &case)?,
        notes: note::notes(&reading, &case)?,
        links: link::links(&reading, &case)?,
        hearings: hearing::hearings(&reading, &case)?,
        tasks: task::tasks_of(&reading, &case)?,
        clock: clock::clock_of(&case.register),
        entries,
    })
}

/// Turns an item into what is shown: `waiting` of its parts are in the queue, and `attachments`
/// counts those of the case so far.
fn entry_of(
    vault: &Vault,
    item: Item,
    waiting: usize,
    attachments: &mut u32,
) -> Result<Entry, VaultError> {
    Ok(match item {
        Item::Letter { epoch, content, .. } => {
            let parcel = match &content.parcel {
                Some(parcel) => Some(attachment::inspect(vault, &parcel.key, attachments)?),
                None => None,
            };
            Entry::Letter {
                day: term::received_day(epoch),
                content,
                parcel,
            }
        }
        Item::Raw { epoch, text } => Entry::Raw {
            day: term::received_day(epoch),
            text: String::from_utf8_lossy(&text.0).into_owned(),
        },
        Item::Told { day, text } => Entry::Told { day, text },
        Item::Reply {
            day,
            text,
            parts,
            kind,
        } => Entry::Reply {
            day,
            text,
            kind,
            parts: parts as usize,
            waiting,
        },
        Item::Status { day, code } => Entry::Status {
            day,
            code: StatusCode::from(code),
        },
    })
}

/// Why a case is not shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShowError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
}
