//! What a caseworker sends: texts, the drafted acknowledgement, a status.
//!
//! Nothing is sealed here. It is queued, and the batch of a day takes as much as fits.

use bellrope_protocol::content::{Status, StatusCode, TextPart};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::{CaseNumber, Draft, Item, OpenCase, Register};
use crate::reply_batch::{self, Outgoing};
use crate::term;
use crate::trail;
use crate::vault::{Change, Vault, VaultError};

/// Longest text that is queued at once, in bytes.
pub const REPLY_TEXT_MAX_LEN: usize = 128 * 1024;

/// A text to send, as typed.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// The case.
    pub number: &'a CaseNumber,
    /// The text.
    pub text: &'a str,
}

/// What was queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Replies that the text takes.
    pub parts: usize,
    /// Present if this was the first that a person sent.
    pub acknowledged: Option<Acknowledged>,
}

/// Receipt was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// The last day on which feedback may be given.
    pub feedback_by: Day,
}

/// Queues a text for the reporter. The first that a person sends acknowledges receipt (R075).
///
/// # Errors
///
/// [`ReplyError`], by variant.
pub fn reply(
    vault: &mut Vault,
    reply: Reply<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Sent, ReplyError> {
    let text = reply.text.trim();
    if text.is_empty() {
        return Err(ReplyError::Empty);
    }
    if text.len() > REPLY_TEXT_MAX_LEN {
        return Err(ReplyError::TooLong { len: text.len() });
    }
    vault.change(|change| {
        let case = two_way(change, reply.number)?;
        queue_text(change, case, text, now, rng)
    })
}

/// Queues the acknowledgement as it was drafted.
///
/// # Errors
///
/// [`ReplyError::NoDraft`] once something was sent; as [`reply`] else.
pub fn send_draft(
    vault: &mut Vault,
    number: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Sent, ReplyError> {
    vault.change(|change| {
        let case = two_way(change, number)?;
        let draft: Option<Draft> = case.content(change, number.as_str())?;
        let draft = draft.ok_or_else(|| ReplyError::NoDraft {
            number: number.clone(),
        })?;
        queue_text(change, case, &draft.text, now, rng)
    })
}

/// Sets the status of a case and queues it for the reporter.
///
/// # Errors
///
/// [`ReplyError::Status`] for a code that is not listed; as [`reply`] else.
pub fn set_status(
    vault: &mut Vault,
    number: &CaseNumber,
    code: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<StatusCode, ReplyError> {
    let code = StatusCode::from(code);
    if let StatusCode::Other(code) = code {
        return Err(ReplyError::Status { code });
    }
    vault
        .change(|change| {
            let mut case = find(change, number)?;
            let mut channel = case.channel(change)?;
            case.register.status = code.as_str().to_owned();
            case.register.store(change, rng)?;
            let item = Item::Status {
                day: term::local_day(now),
                code: case.register.status.clone(),
            };
            let item = case.add_item(change, &mut channel, &item, rng)?;
            if !case.register.is_raw {
                let status = Outgoing {
                    text: None,
                    with_status: true,
                };
                reply_batch::enqueue(change, &case, item, &status, rng)?;
            }
            let set = trail::entry(change, now, Act::StatusSet)
                .case(number.for_trail()?)
                .with(Key::Status, code.as_str());
            Ok(trail::append(change, &set, rng)?)
        })
        .map(|()| code)
}

fn find(change: &Change<'_>, number: &CaseNumber) -> Result<OpenCase, ReplyError> {
    OpenCase::find(change, number)?.ok_or_else(|| ReplyError::Absent {
        number: number.clone(),
    })
}

fn two_way(change: &Change<'_>, number: &CaseNumber) -> Result<OpenCase, ReplyError> {
    let case = find(change, number)?;
    if case.register.is_raw {
        return Err(ReplyError::OneWay {
            number: number.clone(),
        });
    }
    // Who may not read a case does not write in it either.
    case.key(change)?;
    Ok(case)
}

fn queue_text(
    change: &Change<'_>,
    mut case: OpenCase,
    text: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Sent, ReplyError> {
    let today = term::local_day(now);
    let acknowledges = case.register.acknowledged.is_none();
    if acknowledges {
        acknowledge(change, &mut case, today, rng)?;
    }
    let status = acknowledges.then(|| status_of(&case.register));
    let parts = TextPart::split(text, status.as_ref());
    let count = parts.len();
    let reply = Item::Reply {
        day: today,
        text: text.to_owned(),
        parts: u32::try_from(count).unwrap_or(u32::MAX),
    };
    let mut channel = case.channel(change)?;
    let item = case.add_item(change, &mut channel, &reply, rng)?;
    for (at, part) in parts.into_iter().enumerate() {
        let outgoing = Outgoing {
            text: Some(part),
            with_status: acknowledges && at == 0,
        };
        reply_batch::enqueue(change, &case, item, &outgoing, rng)?;
    }
    let number = case.number().for_trail()?;
    let sent = trail::entry(change, now, Act::ReplySent)
        .case(number)
        .with(Key::Count, count);
    trail::append(change, &sent, rng)?;
    if acknowledges {
        let met = trail::entry(change, now, Act::TermMet)
            .case(number)
            .with(Key::Term, "acknowledgement");
        trail::append(change, &met, rng)?;
    }
    Ok(Sent {
        parts: count,
        acknowledged: acknowledges.then(|| Acknowledged {
            feedback_by: case.register.feedback_by(),
        }),
    })
}

/// Notes that a person acknowledged receipt; the draft is done with.
fn acknowledge(
    change: &Change<'_>,
    case: &mut OpenCase,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    case.register.acknowledged = Some(today);
    if case.register.status_code() == StatusCode::Received {
        case.register.status = StatusCode::Acknowledged.as_str().to_owned();
    }
    case.register.store(change, rng)?;
    change.remove::<Draft>(case.number().as_str())
}

/// Returns the status of a case as the reporter is told of it.
pub(crate) fn status_of(line: &Register) -> Status {
    let mut status = Status::new(line.status_code());
    if line.acknowledged.is_none() {
        status.acknowledge_by = Some(term::acknowledge_by(line.received));
    }
    status.feedback_by = Some(line.feedback_by());
    status
}

/// Why nothing was queued.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The case is a raw letter.
    #[error("case {number} is a raw letter, which cannot be replied to")]
    OneWay {
        /// The number of the case.
        number: CaseNumber,
    },
    /// There is nothing to send.
    #[error("reply is empty")]
    Empty,
    /// The text is too long.
    #[error("reply is {len} bytes, at most {REPLY_TEXT_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// The acknowledgement was sent, or replaced by another text.
    #[error("case {number} has no draft any more")]
    NoDraft {
        /// The number of the case.
        number: CaseNumber,
    },
    /// The code is no status.
    #[error("{code} is no status")]
    Status {
        /// The code given.
        code: String,
    },
}
