//! What a dossier says, as structured data: the same that people read on its paper, and what the check
//! before sharing is about.

use std::collections::BTreeSet;
use std::fmt;

use bellrope_casework::vocabulary::Word;
use bellrope_protocol::encoding::encode_hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::DossierError;
use crate::attachment::{self, ParcelState};
use crate::case::{self, CaseNumber, CaseView, Entry, Judged};
use crate::key::Desk;
use crate::redaction::{self, Source};
use crate::vault::Records;

/// A part of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Section {
    /// What is known of the case without content.
    Register,
    /// What the reporter wrote that may be shared, and what the desk answered.
    Conversation,
    /// What the reporter wrote for the desk only.
    ForDesk,
    /// Statuses, with the reasons.
    Decisions,
    /// Records of what was said.
    Hearings,
    /// The files that came, as they are.
    Files,
    /// Redactions that were signed off.
    Redactions,
}

impl Section {
    /// Every section: a complete dossier.
    pub const ALL: [Self; 7] = [
        Self::Register,
        Self::Conversation,
        Self::ForDesk,
        Self::Decisions,
        Self::Hearings,
        Self::Files,
        Self::Redactions,
    ];

    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Conversation => "conversation",
            Self::ForDesk => "for-desk",
            Self::Decisions => "decisions",
            Self::Hearings => "hearings",
            Self::Files => "files",
            Self::Redactions => "redactions",
        }
    }

    /// Finds the section of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A dossier. Absent sections were not chosen.
#[derive(Serialize)]
pub(super) struct Dossier {
    format: &'static str,
    desk: String,
    pub(super) case: String,
    sections: Vec<Section>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) register: Option<Vec<(&'static str, String)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) conversation: Option<Vec<Said>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) for_desk: Option<Vec<Said>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decisions: Option<Vec<Decision>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hearings: Option<Vec<Heard>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) files: Option<Vec<Sent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) redactions: Option<Vec<Redacted>>,
}

/// A letter or a reply.
#[derive(Serialize)]
pub(super) struct Said {
    pub(super) item: u32,
    pub(super) day: String,
    pub(super) from: &'static str,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct Decision {
    pub(super) day: String,
    pub(super) status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Heard {
    pub(super) party: String,
    pub(super) form: String,
    pub(super) state: String,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct Sent {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) len: usize,
    pub(super) sha256: String,
}

#[derive(Serialize)]
pub(super) struct Redacted {
    pub(super) number: u32,
    pub(super) text: String,
    original: String,
}

/// Returns the structured data of a dossier: the very text that the check before sharing is about, and
/// that lies in the archive as `dossier.json`.
///
/// # Errors
///
/// [`DossierError`], by variant.
pub fn text(
    records: &impl Records,
    number: &CaseNumber,
    sections: &BTreeSet<Section>,
) -> Result<Zeroizing<Vec<u8>>, DossierError> {
    Dossier::collect(records, number, sections)?.to_json()
}

/// Returns what a referral of a redaction says: the very text that the check before sharing is about.
///
/// # Errors
///
/// [`DossierError::ForDesk`] if something in it was written for the desk only, others by variant.
pub fn referral_text(
    records: &impl Records,
    number: &CaseNumber,
    redaction: u32,
) -> Result<String, DossierError> {
    let found = redaction::find(records, number, redaction)?;
    if found.has_for_desk() {
        return Err(DossierError::ForDesk);
    }
    Ok(redaction::what_is_left(records, number, &found)?.to_text())
}

impl Dossier {
    pub(super) fn collect(
        records: &impl Records,
        number: &CaseNumber,
        sections: &BTreeSet<Section>,
    ) -> Result<Self, DossierError> {
        if sections.is_empty() {
            return Err(DossierError::NoSection);
        }
        let view = case::show(records.vault(), number)?;
        let has = |section| sections.contains(&section);
        let (shared, for_desk) = said(records, number)?;
        let redactions = match has(Section::Redactions) {
            true => Some(redacted(records, number)?),
            false => None,
        };
        let files = match has(Section::Files) {
            true => Some(files(records, number, &view)?),
            false => None,
        };
        Ok(Self {
            format: "bellrope/1 dossier-data",
            desk: Desk::load(records)?.base().to_string(),
            case: number.to_string(),
            sections: sections.iter().copied().collect(),
            register: has(Section::Register).then(|| register(&view)),
            conversation: has(Section::Conversation).then_some(shared),
            for_desk: has(Section::ForDesk).then_some(for_desk),
            decisions: has(Section::Decisions).then(|| decisions(&view)),
            hearings: has(Section::Hearings).then(|| hearings(&view)),
            files,
            redactions,
        })
    }

    pub(super) fn to_json(&self) -> Result<Zeroizing<Vec<u8>>, DossierError> {
        let json = serde_json::to_vec_pretty(self).map_err(|_| DossierError::Unwritable)?;
        Ok(Zeroizing::new(json))
    }
}

fn register(view: &CaseView) -> Vec<(&'static str, String)> {
    fn last<W: Word>(answers: &[Judged<W>]) -> Option<String> {
        answers.last().map(|it| it.what.as_str().to_owned())
    }
    let (line, class) = (&view.summary, &view.classification);
    let categories = class.categories.last().map(|it| {
        let codes: Vec<&str> = it.what.iter().map(Word::as_str).collect();
        codes.join(" ")
    });
    let facts = [
        ("status", Some(line.status.to_string())),
        ("came", Some(line.came.to_string())),
        ("received", Some(line.received.to_string())),
        ("acknowledged", view.acknowledged.map(|it| it.to_string())),
        ("feedback", view.fed_back.map(|it| it.to_string())),
        ("categories", categories),
        ("urgency", last(&class.urgency)),
        ("route", last(&class.route)),
        ("outcome", last(&class.outcome)),
    ];
    let there = facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    there.collect()
}

fn said(
    records: &impl Records,
    number: &CaseNumber,
) -> Result<(Vec<Said>, Vec<Said>), DossierError> {
    let (mut shared, mut for_desk) = (Vec::new(), Vec::new());
    for offer in redaction::offers(records, number)? {
        let (list, item, from) = match offer.source {
            Source::Letter { item } => (&mut shared, item, "reporter"),
            Source::ForDesk { item } => (&mut for_desk, item, "reporter"),
            Source::Reply { item } => (&mut shared, item, "desk"),
            Source::Page { .. } => continue,
        };
        list.push(Said {
            item,
            day: offer.day.to_string(),
            from,
            text: offer.text,
        });
    }
    Ok((shared, for_desk))
}

fn decisions(view: &CaseView) -> Vec<Decision> {
    let decision = |past: &case::PastStatus| Decision {
        day: past.day.to_string(),
        status: past.status.to_string(),
        reason: past.reason.as_ref().map(|it| it.as_str().to_owned()),
    };
    view.history.iter().map(decision).collect()
}

fn hearings(view: &CaseView) -> Vec<Heard> {
    let heard = |hearing: &case::Hearing| Heard {
        party: hearing.minutes.party.to_string(),
        form: hearing.minutes.form.to_string(),
        state: hearing.minutes.state().to_string(),
        text: hearing.text.clone(),
    };
    view.hearings.iter().map(heard).collect()
}

/// Numbers and names of the files that are there whole.
pub(super) fn attached(view: &CaseView) -> Vec<(u32, String)> {
    let mut files = Vec::new();
    for entry in &view.entries {
        if let Entry::Letter {
            parcel: Some(ParcelState::Complete { attachments }),
            ..
        } = entry
        {
            files.extend(attachments.iter().map(|it| (it.number, it.name.clone())));
        }
    }
    files
}

fn files(
    records: &impl Records,
    number: &CaseNumber,
    view: &CaseView,
) -> Result<Vec<Sent>, DossierError> {
    let sent = |(at, name): (u32, String)| {
        let bytes = attachment::open(records.vault(), number, at)?;
        Ok(Sent {
            number: at,
            name,
            len: bytes.len(),
            sha256: encode_hex(&Sha256::digest(&*bytes)),
        })
    };
    attached(view).into_iter().map(sent).collect()
}

fn redacted(records: &impl Records, number: &CaseNumber) -> Result<Vec<Redacted>, DossierError> {
    let mut all = Vec::new();
    for found in redaction::all(records, number)? {
        if found.signed_off.is_some() {
            all.push(Redacted {
                number: found.number,
                text: redaction::what_is_left(records, number, &found)?.to_text(),
                original: encode_hex(found.original.as_bytes()),
            });
        }
    }
    Ok(all)
}
