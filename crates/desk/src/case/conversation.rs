//! What a caseworker sees of a case.

use bellrope_protocol::content::{LetterContent, StatusCode};
use bellrope_protocol::time::Day;

use super::{CaseNumber, Item, OpenCase};
use crate::attachment::{self, ParcelState};
use crate::term;
use crate::vault::{Vault, VaultError};

/// A line of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The number of the case.
    pub number: CaseNumber,
    /// Whether it is a raw letter.
    pub is_raw: bool,
    /// The status.
    pub status: StatusCode,
    /// The day on which it counts as received.
    pub received: Day,
    /// The last day on which receipt may be acknowledged; absent once it was.
    pub acknowledge_by: Option<Day>,
    /// The last day on which feedback may be given.
    pub feedback_by: Day,
}

/// Lists all cases: oldest first, then by number.
///
/// # Errors
///
/// [`VaultError`].
pub fn summaries(vault: &Vault) -> Result<Vec<Summary>, VaultError> {
    let reading = vault.read()?;
    let mut summaries = Vec::new();
    for case in OpenCase::all(&reading)? {
        summaries.push(summary_of(&case.file(&reading)?));
    }
    summaries.sort_by(|a, b| (a.received, &a.number).cmp(&(b.received, &b.number)));
    Ok(summaries)
}

fn summary_of(file: &super::CaseFile) -> Summary {
    let open = file.acknowledged.is_none() && !file.is_raw();
    Summary {
        number: file.number.clone(),
        is_raw: file.is_raw(),
        status: file.status_code(),
        received: file.received,
        acknowledge_by: open.then(|| term::acknowledge_by(file.received)),
        feedback_by: file.feedback_by(),
    }
}

/// A case with its whole conversation.
pub struct CaseView {
    /// What the list says of it.
    pub summary: Summary,
    /// The day on which a person acknowledged receipt.
    pub acknowledged: Option<Day>,
    /// The acknowledgement as it was drafted, until something is sent.
    pub draft: Option<String>,
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
    /// A text of the desk.
    Reply {
        /// The day on which it was written.
        day: Day,
        /// The text.
        text: String,
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
    let file = case.file(&reading)?;
    let mut items = Vec::new();
    for item in 0..file.items {
        items.push(case.item(&reading, item)?);
    }
    let mut entries = Vec::new();
    let mut attachments = 0;
    for item in items {
        entries.push(entry_of(vault, item, &mut attachments)?);
    }
    Ok(CaseView {
        summary: summary_of(&file),
        acknowledged: file.acknowledged,
        draft: file.draft,
        entries,
    })
}

/// Turns an item into what is shown; `attachments` counts those of the case so far.
fn entry_of(vault: &Vault, item: Item, attachments: &mut u32) -> Result<Entry, VaultError> {
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
        Item::Reply {
            day, parts, sent, ..
        } => Entry::Reply {
            day,
            text: parts.iter().map(|part| part.body.as_str()).collect(),
            parts: parts.len(),
            waiting: parts.len().saturating_sub(sent as usize),
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
