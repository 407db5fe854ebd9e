//! Redaction (R113–R118): a new document of a case in which marked words and pixels are gone. The
//! original stays as it is, sealed; a salted hash links the two.
//!
//! Drafted by whoever handles the case, signed off by a second reader ([`SignOff`]), then exported. Any
//! change takes the sign-off away. Notes and drafts can never be in one.
//!
//! **Limit.** What a mark takes out is certain; whether enough was marked is a judgement of two people.
//!
//! Spec: docs/redaction.md, limits first.

mod error;
mod export;
mod left;
mod sign;
mod source;
mod work;

pub use error::RedactionError;
pub use export::{Format, Leaving, document, export};
pub(crate) use export::{date, language};
pub use left::{Left, LeftPart, what_is_left};
pub use sign::SignOff;
pub use source::{Leaf, Offer, leaves_of, offers};
pub use work::{
    NewRedaction, accept, begin, frame, leave, mark_words, rename, suggestions, unframe, unmark,
};

use std::fmt;

use bellrope_redact::ground::Grounds;
use bellrope_redact::link::OriginalHash;
use bellrope_redact::mark::Mark;
use bellrope_redact::pixels::Frame;
use bellrope_redact::settings::Settings;
use bellrope_redact::suggest::Suggestion;
use serde::{Deserialize, Serialize};

use crate::bytes::{Blob, Bytes};
use crate::case::{CaseNumber, OpenCase};
use crate::configuration::{self, Part as Configured};
use crate::vault::{PersonId, Record, Records, VaultError};

/// Most parts of a redaction.
pub const PARTS_MAX: usize = 200;
/// Longest title, in bytes.
pub const TITLE_MAX_LEN: usize = 200;

/// Where a part of a redaction comes from. Items and attachments are counted as the case shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
#[non_exhaustive]
pub enum Source {
    /// What a reporter wrote that may be shared.
    Letter {
        /// Which item of the conversation, from 1.
        item: u32,
    },
    /// What a reporter wrote for the desk only: never in a referral.
    ForDesk {
        /// Which item of the conversation, from 1.
        item: u32,
    },
    /// What the desk answered.
    Reply {
        /// Which item of the conversation, from 1.
        item: u32,
    },
    /// A page of the preview of an attachment.
    Page {
        /// Which attachment, from 1.
        attachment: u32,
        /// Which page, from 1.
        page: u32,
    },
}

/// A box over a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framed {
    /// Where.
    pub frame: Frame,
    /// The code of the ground.
    pub ground: String,
    /// Who drew it.
    pub by: PersonId,
    /// When, in Unix seconds.
    pub at: u64,
}

/// What a part is. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Content {
    /// A text.
    Text {
        /// As it stands in the original.
        text: String,
        /// What was marked, in order.
        marks: Vec<Mark<PersonId>>,
        /// Suggestions that somebody looked at and left.
        left: Vec<Suggestion>,
    },
    /// A picture; its pixels are a record of their own.
    Picture {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The boxes.
        frames: Vec<Framed>,
    },
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Text { .. } => "Text",
            Self::Picture { .. } => "Picture",
        };
        f.debug_struct(name).finish_non_exhaustive()
    }
}

/// A part of a redaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it comes from.
    pub source: Source,
    /// What it is.
    pub content: Content,
}

/// By whom a redaction was signed off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOff {
    /// Who proposed it.
    pub by: PersonId,
    /// The second reader; absent if nobody else is on the team.
    pub second: Option<PersonId>,
    /// When, in Unix seconds.
    pub at: u64,
}

/// A redaction; content of its case. `Debug` hides the title.
#[derive(Clone, Serialize, Deserialize)]
pub struct Redaction {
    /// Which of the case, from 1.
    pub number: u32,
    /// What it is called; it stands on the paper.
    pub title: String,
    /// The number of the reason among those of the case.
    reason: u32,
    /// Who began it.
    pub by: PersonId,
    /// When, in Unix seconds.
    pub at: u64,
    /// The grounds that there were when it was begun.
    pub grounds: Grounds,
    /// Its parts.
    pub parts: Vec<Part>,
    /// By whom it was signed off; any change takes that away.
    pub signed_off: Option<SignedOff>,
    salt: Bytes<32>,
    /// The salted hash of the original.
    pub original: OriginalHash,
}

impl fmt::Debug for Redaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redaction")
            .field("number", &self.number)
            .field("parts", &self.parts)
            .finish_non_exhaustive()
    }
}

impl Record for Redaction {
    const TABLE: &'static str = "redactions";
}

/// The pixels of a page as the preview had them; content.
#[derive(Serialize, Deserialize)]
struct Pixels {
    png: Blob,
}

impl Record for Pixels {
    const TABLE: &'static str = "redaction-pixels";
}

impl Redaction {
    fn name(case: &CaseNumber, number: u32) -> String {
        format!("{case}/{number}")
    }

    fn pixels_name(case: &CaseNumber, number: u32, part: usize) -> String {
        format!("{case}/{number}/{part}")
    }

    /// Says whether something in it was written for the desk only.
    #[must_use]
    pub fn has_for_desk(&self) -> bool {
        let is_for_desk = |part: &Part| matches!(part.source, Source::ForDesk { .. });
        self.parts.iter().any(is_for_desk)
    }

    /// Checks that the original is the one that it was made of.
    ///
    /// # Errors
    ///
    /// [`VaultError`].
    pub fn is_of_its_original(
        &self,
        records: &impl Records,
        number: &CaseNumber,
    ) -> Result<bool, VaultError> {
        let Some(case) = OpenCase::find(records, number)? else {
            return Ok(false);
        };
        let originals = originals(records, &case, self)?;
        let parts = originals.iter().map(|it| it.as_slice());
        Ok(OriginalHash::of(&self.salt.0, parts) == self.original)
    }
}

/// Returns the parts of the original: those of the conversation from the case itself, pages as they were
/// shown when the redaction was begun.
fn originals(
    records: &impl Records,
    case: &OpenCase,
    redaction: &Redaction,
) -> Result<Vec<zeroize::Zeroizing<Vec<u8>>>, VaultError> {
    let mut originals = Vec::new();
    for (at, part) in redaction.parts.iter().enumerate() {
        originals.push(match (&part.source, &part.content) {
            (Source::Page { .. }, Content::Text { text, .. }) => text.clone().into_bytes().into(),
            (_, Content::Picture { .. }) => pixels(records, case, redaction.number, at)?,
            (source, Content::Text { .. }) => source::text_of(records, case, *source)?
                .unwrap_or_default()
                .into_bytes()
                .into(),
        });
    }
    Ok(originals)
}

fn pixels(
    records: &impl Records,
    case: &OpenCase,
    redaction: u32,
    part: usize,
) -> Result<zeroize::Zeroizing<Vec<u8>>, VaultError> {
    let name = Redaction::pixels_name(case.number(), redaction, part);
    let damaged = VaultError::Damaged {
        part: Pixels::TABLE,
    };
    let found: Pixels = case.content(records, &name)?.ok_or(damaged)?;
    Ok(found.png.0.clone())
}

/// Finds a redaction of a case.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn find(
    records: &impl Records,
    number: &CaseNumber,
    redaction: u32,
) -> Result<Redaction, RedactionError> {
    let case = open(records, number)?;
    let found = case.content(records, &Redaction::name(number, redaction))?;
    found.ok_or(RedactionError::NoRedaction { redaction })
}

/// Lists the redactions of a case, oldest first.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn all(records: &impl Records, number: &CaseNumber) -> Result<Vec<Redaction>, RedactionError> {
    let count = open(records, number)?.register.redactions;
    (1..=count).map(|it| find(records, number, it)).collect()
}

/// Returns the picture of a part as the preview had it, a PNG: for whoever draws boxes over it.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn picture(
    records: &impl Records,
    number: &CaseNumber,
    redaction: u32,
    part: usize,
) -> Result<zeroize::Zeroizing<Vec<u8>>, RedactionError> {
    let found = find(records, number, redaction)?;
    match found.parts.get(part).map(|it| &it.content) {
        Some(Content::Picture { .. }) => {}
        _ => return Err(RedactionError::NoPart { part: part + 1 }),
    }
    Ok(pixels(records, &open(records, number)?, redaction, part)?)
}

/// Returns why a redaction is made.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn reason(
    records: &impl Records,
    number: &CaseNumber,
    redaction: &Redaction,
) -> Result<String, RedactionError> {
    let case = open(records, number)?;
    let found = crate::case::reason_of(records, &case, redaction.reason)?;
    Ok(found.map(|it| it.as_str().to_owned()).unwrap_or_default())
}

/// Returns what the desk set.
///
/// # Errors
///
/// [`VaultError::Damaged`] if this version cannot read what was kept.
pub fn settings(records: &impl Records) -> Result<Settings, VaultError> {
    let text = configuration::text_of(records, Configured::Redaction)?;
    let damaged = VaultError::Damaged {
        part: "configuration",
    };
    Settings::parse(&text).map_err(|_| damaged)
}

fn open(records: &impl Records, number: &CaseNumber) -> Result<OpenCase, RedactionError> {
    let case = OpenCase::find(records, number)?.ok_or_else(|| RedactionError::Absent {
        number: number.clone(),
    })?;
    case.key(records)?;
    Ok(case)
}
