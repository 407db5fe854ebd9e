//! Drafts of what a case says to its reporter, at most one of each kind: from a template, or free.
//!
//! What was drafted goes nowhere by itself: somebody looks at it ([`preview`]) and sends it
//! ([`send`]), two acts. Feedback can only be drafted from its template, which has both its parts
//! (R077); so its words are never changed, only drafted again.

use bellrope_casework::template::{
    Field, RenderError, Rendered, Shelf, TemplateKind, Value, Values,
};
use bellrope_casework::vocabulary::{Lang, Word as _};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find};
use super::reply::{ReplyError, check_text, two_way};
use super::{CaseNumber, Channel, OpenCase};
use crate::configuration;
use crate::term;
use crate::text::Texts;
use crate::vault::{Change, PersonId, Record, Records, Vault, VaultError};

/// What was drafted and not sent; content.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// The template that it comes from; absent for free words.
    pub(crate) kind: Option<TemplateKind>,
    /// The version of the template, as long as its words stand as they were rendered.
    version: Option<u32>,
    pub(crate) text: String,
    /// Who drafted it; absent if the import did.
    by: Option<PersonId>,
    day: Day,
}

impl Record for Draft {
    const TABLE: &'static str = "drafts";
}

/// What was drafted and not sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The template that it comes from; absent for free words.
    pub kind: Option<TemplateKind>,
    /// The version of the template, as long as its words stand as they were rendered.
    pub version: Option<u32>,
    /// What it says.
    pub text: String,
    /// Who drafted it; absent if the import did.
    pub by: Option<PersonId>,
    /// When.
    pub day: Day,
}

impl std::fmt::Debug for Drafted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drafted").finish_non_exhaustive()
    }
}

/// Returns the code of a kind of draft.
#[must_use]
pub fn draft_code(kind: Option<TemplateKind>) -> &'static str {
    kind.map_or("free", TemplateKind::as_str)
}

pub(super) fn name(number: &CaseNumber, kind: Option<TemplateKind>) -> String {
    format!("{number}/{}", draft_code(kind))
}

/// Lists the drafts of a case, those from templates first.
pub(crate) fn drafts(records: &impl Records, case: &OpenCase) -> Result<Vec<Drafted>, VaultError> {
    let kinds = TemplateKind::ALL.iter().copied().map(Some).chain([None]);
    let mut drafts = Vec::new();
    for kind in kinds {
        let found: Option<Draft> = case.content(records, &name(case.number(), kind))?;
        drafts.extend(found.map(|draft| Drafted {
            kind,
            version: draft.version,
            text: draft.text,
            by: draft.by,
            day: draft.day,
        }));
    }
    Ok(drafts)
}

/// Returns the values that the desk knows by itself, in the reporter's language.
fn known(case: &OpenCase, lang: Lang, texts: &Texts) -> Values {
    let line = &case.register;
    let values = Values::new()
        .day(Field::Received, line.received)
        .text(Field::Number, line.number.to_string())
        .day(Field::FeedbackBy, term::promised_by(line.received))
        .text(Field::HelpLines, texts.get("help-lines"));
    match line.class.outcome.current() {
        Some(outcome) => values.text(Field::Outcome, outcome.label(lang).to_lowercase()),
        None => values,
    }
}

/// Drafts the acknowledgement of a case that is being imported (R098: sending needs a person).
pub(crate) fn draft_acknowledgement(
    change: &Change<'_>,
    case: &OpenCase,
    channel: &Channel,
    shelf: &Shelf,
    texts: &Texts,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let kind = TemplateKind::Acknowledgement;
    let template = shelf.newest(kind, texts.lang());
    let damaged = |_: RenderError| VaultError::Damaged { part: "templates" };
    let rendered = template
        .render(&known(case, texts.lang(), texts))
        .map_err(damaged)?;
    let draft = Draft {
        kind: Some(kind),
        version: Some(rendered.version),
        text: rendered.text,
        by: None,
        day: case.register.received,
    };
    case.put_content(
        change,
        channel,
        &name(case.number(), Some(kind)),
        &draft,
        rng,
    )
}

/// Drafts a text from its template, with the values that somebody gives besides those the desk
/// knows; in the reporter's language.
///
/// # Errors
///
/// [`DraftError::Fields`] names what is missing; as [`ReplyError`] else.
pub fn draft_from(
    vault: &mut Vault,
    number: &CaseNumber,
    kind: TemplateKind,
    values: &[(Field, Value)],
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Rendered, DraftError> {
    vault.change(|change| {
        let acting = two_way(change, number, now)?;
        let lang = Lang::of_code(&acting.case.channel(change)?.lang);
        let known = known(&acting.case, lang, &Texts::new(lang));
        let fill = |all: Values, (field, value): &(Field, Value)| all.with(*field, value.clone());
        let values = values.iter().fold(known, fill);
        let rendered = configuration::shelf(change)?
            .newest(kind, lang)
            .render(&values)?;
        let version = Some(rendered.version);
        put(&acting, Some(kind), version, &rendered.text, rng)?;
        Ok(rendered)
    })
}

/// Drafts free words, or words a draft from a template otherwise.
///
/// # Errors
///
/// [`DraftError::Feedback`] for feedback, which is drafted from its template only.
pub fn draft_free(
    vault: &mut Vault,
    number: &CaseNumber,
    kind: Option<TemplateKind>,
    text: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), DraftError> {
    if kind.is_some_and(TemplateKind::is_feedback) {
        return Err(DraftError::Feedback);
    }
    let text = check_text(text)?;
    vault.change(|change| {
        let acting = two_way(change, number, now)?;
        Ok(put(&acting, kind, None, text, rng)?)
    })
}

fn put(
    acting: &Acting<'_, '_>,
    kind: Option<TemplateKind>,
    version: Option<u32>,
    text: &str,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let draft = Draft {
        kind,
        version,
        text: text.to_owned(),
        by: Some(acting.me),
        day: acting.today(),
    };
    acting.write(&name(acting.number(), kind), &draft, rng)?;
    let entry = acting.entry(Act::ReplyDrafted)?;
    acting.enter(entry.with(Key::Sort, draft_code(kind)), None, rng)?;
    // Whatever changes in a case writes its line anew: by that the search knows.
    acting.store(rng)
}

/// Throws a draft away.
///
/// # Errors
///
/// [`DraftError::Reply`] with [`ReplyError::NoDraft`] if there is none.
pub fn drop_draft(
    vault: &mut Vault,
    number: &CaseNumber,
    kind: Option<TemplateKind>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), DraftError> {
    vault.change(|change| {
        let acting = two_way(change, number, now)?;
        take(&acting, kind)?;
        let entry = acting
            .entry(Act::ReplyDrafted)?
            .with(Key::Sort, draft_code(kind))
            .with(Key::What, "dropped");
        acting.enter(entry, None, rng)?;
        Ok(acting.store(rng)?)
    })
}

/// Takes a draft out of its case.
pub(super) fn take(
    acting: &Acting<'_, '_>,
    kind: Option<TemplateKind>,
) -> Result<Draft, ReplyError> {
    let name = name(acting.number(), kind);
    let found: Option<Draft> = acting.read(&name)?;
    let draft = found.ok_or_else(|| ReplyError::NoDraft {
        number: acting.number().clone(),
    })?;
    acting.case.remove_content::<Draft>(acting.change, &name)?;
    Ok(draft)
}

from_find!(DraftError);

/// Why nothing was drafted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The text cannot be sent, or there is none.
    #[error(transparent)]
    Reply(#[from] ReplyError),
    /// Fields of the template are missing.
    #[error(transparent)]
    Fields(#[from] RenderError),
    /// Feedback is drafted from its template, which has both its parts.
    #[error("feedback is drafted from its template only")]
    Feedback,
}
