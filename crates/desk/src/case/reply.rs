//! What a caseworker sends, on its way into the queue.
//!
//! Nothing is sealed here. It is queued, and the batch of a day takes as much as fits.

use bellrope_casework::status::MoveError;
use bellrope_casework::template::TemplateKind;
use bellrope_protocol::content::{StatusCode, TextPart};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::act::{Acting, from_find};
use super::draft::{self, Draft};
use super::status::{self, status_of};
use super::{CaseNumber, Item};
use crate::reply_batch::{self, Outgoing};
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
    let text = check_text(reply.text)?;
    vault.change(|change| {
        let mut acting = two_way(change, reply.number, now)?;
        let acknowledges = first_word(&mut acting, rng)?;
        let message = Message {
            text,
            kind: None,
            tells: None,
            acknowledges,
        };
        let sent = queue(&mut acting, &message, rng)?;
        acting.store(rng)?;
        Ok(sent)
    })
}

/// Checks a text that is to be sent, and returns it without the spaces around it.
pub(super) fn check_text(text: &str) -> Result<&str, ReplyError> {
    let text = text.trim();
    match text.len() {
        0 => Err(ReplyError::Empty),
        len if len > REPLY_TEXT_MAX_LEN => Err(ReplyError::TooLong { len }),
        _ => Ok(text),
    }
}

/// Opens a case to write to its reporter.
pub(super) fn two_way<'c, 'v>(
    change: &'c Change<'v>,
    number: &CaseNumber,
    now: u64,
) -> Result<Acting<'c, 'v>, ReplyError> {
    let acting = Acting::begin(change, number, now)?;
    if !acting.case.register.can_be_told() {
        return Err(ReplyError::OneWay {
            number: number.clone(),
        });
    }
    Ok(acting)
}

/// A text on its way to the reporter.
pub(super) struct Message<'a> {
    pub(super) text: &'a str,
    /// The template that it comes from.
    pub(super) kind: Option<TemplateKind>,
    /// The status that goes with it, whatever the case's is by the day of its batch.
    pub(super) tells: Option<StatusCode>,
    /// Whether it is the first that a person sends.
    pub(super) acknowledges: bool,
}

/// Notes, before something is sent, that a person has seen the report, and says whether this is the
/// first that they send.
pub(super) fn first_word(
    acting: &mut Acting<'_, '_>,
    rng: &mut impl CryptoRng,
) -> Result<bool, VaultError> {
    let is_first = acting.case.register.acknowledged.is_none();
    if is_first {
        // The draft of the acknowledgement is done with.
        let drafted = draft::name(acting.number(), Some(TemplateKind::Acknowledgement));
        acting
            .case
            .remove_content::<Draft>(acting.change, &drafted)?;
        status::acknowledge(acting, rng)?;
    }
    Ok(is_first)
}

/// Queues a text.
pub(super) fn queue(
    acting: &mut Acting<'_, '_>,
    message: &Message<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Sent, VaultError> {
    let (change, today) = (acting.change, acting.today());
    acting.line().course.note_sent(message.kind, today);
    let mut status = status_of(&acting.case.register);
    if let Some(code) = &message.tells {
        status.code = code.clone();
    }
    let with_status = message.acknowledges || message.tells.is_some();
    let parts = TextPart::split(message.text, with_status.then_some(&status));
    let count = parts.len();
    let reply = Item::Reply {
        day: today,
        text: message.text.to_owned(),
        parts: u32::try_from(count).unwrap_or(u32::MAX),
        kind: message.kind,
    };
    let mut channel = acting.case.channel(change)?;
    let item = acting.case.add_item(change, &mut channel, &reply, rng)?;
    for (at, part) in parts.into_iter().enumerate() {
        let outgoing = Outgoing {
            text: Some(part),
            with_status: with_status && at == 0,
            status: message.tells.as_ref().map(|code| code.as_str().to_owned()),
        };
        reply_batch::enqueue(change, &acting.case, item, &outgoing, rng)?;
    }
    let sent = acting
        .entry(Act::ReplySent)?
        .with(Key::Sort, draft::draft_code(message.kind))
        .with(Key::Count, count);
    acting.enter(sent, None, rng)?;
    Ok(Sent {
        parts: count,
        acknowledged: message.acknowledges.then(|| Acknowledged {
            feedback_by: acting.case.register.feedback_by(),
        }),
    })
}

from_find!(ReplyError);

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
    /// The case has no status from which feedback can be given.
    #[error(transparent)]
    Move(#[from] MoveError),
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
    /// Nothing of this kind was drafted, or it was sent.
    #[error("case {number} has no draft any more")]
    NoDraft {
        /// The number of the case.
        number: CaseNumber,
    },
}
