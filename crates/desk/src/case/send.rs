//! Sending what was drafted: the second act, after somebody looked at it. What a text is decides what
//! follows: a request waits for the reporter, feedback stops its clock.

use bellrope_casework::status::{self as table, Eyes, MoveError, Status};
use bellrope_casework::template::TemplateKind;
use bellrope_casework::term::TermKind;
use bellrope_protocol::content::TextPart;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::act::Acting;
use super::aftercare;
use super::draft::{self, Draft};
use super::reply::{Message, ReplyError, Sent, first_word, queue, two_way};
use super::status::{self, handling_of, status_of};
use super::{CaseNumber, OpenCase};
use crate::vault::{Vault, VaultError};

/// A draft as it would be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Preview {
    /// What the reporter reads.
    pub text: String,
    /// Replies that it takes.
    pub parts: usize,
    /// The status that the case comes into, if that changes.
    pub moves_to: Option<Status>,
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preview").finish_non_exhaustive()
    }
}

/// Shows a draft as it would be sent now.
///
/// # Errors
///
/// [`ReplyError::NoDraft`]; [`ReplyError::Move`] for feedback on a case that is not handled yet.
pub fn preview(
    vault: &Vault,
    number: &CaseNumber,
    kind: Option<TemplateKind>,
) -> Result<Preview, ReplyError> {
    let reading = vault.read()?;
    let case = OpenCase::find(&reading, number)?.ok_or_else(|| ReplyError::Absent {
        number: number.clone(),
    })?;
    let found: Option<Draft> = case.content(&reading, &draft::name(number, kind))?;
    let draft = found.ok_or_else(|| ReplyError::NoDraft {
        number: number.clone(),
    })?;
    let moves_to = next(&case, kind)?;
    let status = status_of(&case.register);
    Ok(Preview {
        parts: TextPart::split(&draft.text, Some(&status)).len(),
        text: draft.text,
        moves_to,
    })
}

/// Queues a draft for the reporter, as it stands.
///
/// # Errors
///
/// [`ReplyError`], by variant; nothing has changed then.
pub fn send(
    vault: &mut Vault,
    number: &CaseNumber,
    kind: Option<TemplateKind>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Sent, ReplyError> {
    vault.change(|change| {
        let mut acting = two_way(change, number, now)?;
        let draft = draft::take(&acting, kind)?;
        let sent = deliver(&mut acting, kind, &draft.text, rng)?;
        acting.store(rng)?;
        Ok(sent)
    })
}

/// Queues a text of a kind, and does what follows from its being sent.
fn deliver(
    acting: &mut Acting<'_, '_>,
    kind: Option<TemplateKind>,
    text: &str,
    rng: &mut impl CryptoRng,
) -> Result<Sent, ReplyError> {
    let acknowledges = first_word(acting, rng)?;
    let before = acting.case.register.status_code();
    if let Some(to) = next(&acting.case, kind)? {
        status::push(acting, to, Eyes::One, None, rng)?;
    }
    let after = acting.case.register.status_code();
    let is_feedback = kind.is_some_and(TemplateKind::is_feedback);
    let message = Message {
        text,
        kind,
        tells: (is_feedback || after != before).then_some(after),
        acknowledges,
    };
    let sent = queue(acting, &message, rng)?;
    if is_feedback {
        give_feedback(acting, rng)?;
    }
    if kind == Some(TemplateKind::Aftercare) {
        aftercare::note_asked(acting, rng)?;
    }
    Ok(sent)
}

/// Returns the status that sending a text of a kind leads to by itself: never one that takes a reason
/// or a second person.
fn next(case: &OpenCase, kind: Option<TemplateKind>) -> Result<Option<Status>, MoveError> {
    let Some(to) = kind.and_then(TemplateKind::leads_to) else {
        return Ok(None);
    };
    let line = &case.register;
    let demand = table::demand(line.status(), to, handling_of(line));
    match demand {
        Ok(demand) => Ok((!demand.reason && !demand.four_eyes).then_some(to)),
        // What is told as feedback must be on a case that somebody handled.
        Err(err) if to == Status::FeedbackGiven => Err(err),
        Err(_) => Ok(None),
    }
}

/// Notes that feedback was given: its clock stops.
pub(super) fn give_feedback(
    acting: &mut Acting<'_, '_>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let today = acting.today();
    let course = &mut acting.line().course;
    if course.feedback.is_some() {
        return Ok(());
    }
    course.feedback = Some(today);
    let met = acting
        .entry(Act::TermMet)?
        .with(Key::Term, TermKind::Feedback);
    acting.enter(met, None, rng)
}
