//! A report that is being made: one at a time, until it is published or made anew.

use std::path::Path;

use bellrope_bundle::durable;
use bellrope_casework::learning::Evaluation;
use bellrope_figures::{Pack, Period, Settings};
use bellrope_paper::Document;
use bellrope_protocol::encoding::encode_hex;
use bellrope_report::{Correction, Identity, Narrative, Report, Variant, document};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::archive::{self, Publication};
use super::error::PublicationError;
use crate::errand::Errand;
use crate::right::{self, Right};
use crate::text::Lang;
use crate::vault::{Change, Record, Records, Vault, VaultError};
use crate::{figures, learning};
use crate::{term, trail};

/// What a report is to be made of.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it is about.
    pub period: Period,
    /// How its figures are protected.
    pub settings: Settings,
    /// The words.
    pub narrative: Narrative,
    /// The yearly evaluation.
    pub evaluation: Option<Evaluation>,
    /// The number of the publication that it corrects, and why.
    pub corrects: Option<(u32, Correction)>,
}

/// A report that nobody has published.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Draft {
    /// Which report it will be; the day is that of its making.
    pub identity: Identity,
    /// The figures, protected.
    pub pack: Pack,
    /// The words.
    pub narrative: Narrative,
    /// The yearly evaluation.
    pub evaluation: Option<Evaluation>,
    /// What it corrects.
    pub correction: Option<Correction>,
}

impl Record for Draft {
    const TABLE: &'static str = "report-drafts";
}

/// The name of the one draft.
const NAME: &str = "draft";

impl Draft {
    /// Returns what stands for it: another draft has another.
    pub(super) fn hash(&self) -> Result<String, VaultError> {
        let text =
            serde_json::to_vec(self).map_err(|_| VaultError::Damaged { part: Self::TABLE })?;
        Ok(encode_hex(&Sha256::digest(text)))
    }

    fn report(&self) -> Report<'_> {
        Report {
            identity: Some(self.identity),
            pack: &self.pack,
            narrative: &self.narrative,
            evaluation: self.evaluation.as_ref(),
            correction: self.correction.as_ref(),
        }
    }
}

/// Makes a report, in place of the draft that there is.
///
/// # Errors
///
/// [`PublicationError`], by variant; the draft is then what it was.
pub fn make(
    vault: &mut Vault,
    order: &Order,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Draft, PublicationError> {
    order.narrative.check()?;
    let other = |it: &Evaluation| it.year != order.period.year;
    if order.evaluation.as_ref().is_some_and(other) {
        return Err(PublicationError::Evaluation);
    }
    let figures = figures::draft(vault, order.period, &order.settings, now)?;
    if !figures.verdict.is_safe() {
        return Err(PublicationError::leaks(&figures.verdict));
    }
    vault.change(|change| {
        right::check(change, Right::Figures, now)?;
        let draft = Draft {
            identity: identity(change, order, now)?,
            pack: figures.pack,
            narrative: order.narrative.clone(),
            evaluation: order.evaluation.clone(),
            correction: order.corrects.as_ref().map(|(_, why)| why.clone()),
        };
        // What cannot be drawn is refused now, not by the second person.
        regenerate(&draft)?;
        change.put(NAME, &draft, rng)?;
        let entry = trail::entry(change, now, Act::ReportMade)
            .with(Key::Serial, draft.identity.number)
            .with(Key::File, draft.hash()?);
        trail::append(change, &entry, rng)?;
        Ok(draft)
    })
}

/// Gives the next number, or the next version of what is corrected.
fn identity(records: &impl Records, order: &Order, now: u64) -> Result<Identity, PublicationError> {
    let all = archive::all(records)?;
    let day = term::local_day(now);
    let Some((number, why)) = &order.corrects else {
        let last = all.iter().map(|it| it.identity.number).max();
        let number = last.map_or(1, |last| last + 1);
        return Ok(Identity {
            number,
            version: 1,
            day,
        });
    };
    if why.reason.trim().is_empty() {
        return Err(PublicationError::NoReason);
    }
    let versions = all.iter().filter(|it| it.identity.number == *number);
    let last = versions.max_by_key(|it| it.identity.version);
    let last = last.ok_or(PublicationError::Absent)?;
    if last.period != order.period {
        return Err(PublicationError::Period {
            period: last.period,
        });
    }
    Ok(Identity {
        number: *number,
        version: last.identity.version + 1,
        day,
    })
}

/// Returns the draft, if there is one.
///
/// # Errors
///
/// [`VaultError`].
pub fn draft(records: &impl Records) -> Result<Option<Draft>, VaultError> {
    records.find(NAME)
}

/// Returns the evaluation that somebody wrote of a year; a quarter has none.
///
/// # Errors
///
/// [`VaultError`].
pub fn evaluation(
    records: &impl Records,
    period: Period,
) -> Result<Option<Evaluation>, VaultError> {
    if period.quarter.is_some() {
        return Ok(None);
    }
    let written = learning::evaluation(records, period.year)?;
    Ok(written.map(|written| written.evaluation))
}

pub(super) fn drop(change: &Change<'_>) -> Result<(), VaultError> {
    change.remove::<Draft>(NAME)
}

/// Draws a draft as one of its readers would see it.
///
/// # Errors
///
/// [`PublicationError::Document`].
pub fn preview(draft: &Draft, variant: Variant, lang: Lang) -> Result<Document, PublicationError> {
    Ok(document(&draft.report(), variant, lang)?)
}

/// Writes a draft to a file as one of its readers would see it. The errand is in the trail (R126).
///
/// # Errors
///
/// [`PublicationError::NoDraft`]; [`PublicationError`], by variant.
pub fn write_preview(
    vault: &mut Vault,
    (variant, lang): (Variant, Lang),
    to: &Path,
    errand: &Errand,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), PublicationError> {
    let reading = vault.read()?;
    right::check(&reading, Right::Figures, now)?;
    let draft = draft(&reading)?.ok_or(PublicationError::NoDraft)?;
    std::mem::drop(reading);
    let html = bellrope_paper::html(&preview(&draft, variant, lang)?);
    vault.change(|change| {
        let entry = trail::entry(change, now, Act::FiguresExported)
            .with(Key::What, "report-preview")
            .with(Key::Sort, variant.code())
            .with(Key::Serial, draft.identity.number)
            .with(Key::File, encode_hex(&Sha256::digest(&html)));
        errand.enter(change, entry, rng)
    })?;
    Ok(durable::write_bytes(to, html.as_bytes())?)
}

/// Writes every file of a report. The same draft gives the same bytes.
///
/// # Errors
///
/// [`PublicationError::Document`], [`PublicationError::Pdf`], [`PublicationError::Unwritable`].
pub fn regenerate(draft: &Draft) -> Result<Vec<archive::Archived>, PublicationError> {
    let mut files = Vec::new();
    for variant in Variant::ALL {
        for lang in [Lang::Dutch, Lang::English] {
            let document = preview(draft, variant, lang)?;
            let name = format!("report-{}-{}", variant.code(), lang.as_str());
            let html = bellrope_paper::html(&document).into_bytes();
            let pdf = bellrope_paper::pdf(&document)?;
            files.push(archive::Archived::new(format!("{name}.html"), html));
            files.push(archive::Archived::new(format!("{name}.pdf"), pdf));
        }
    }
    for file in bellrope_report::open_data::files(&draft.pack) {
        files.push(archive::Archived::new(file.name, file.text.into_bytes()));
    }
    let pack = serde_json::to_vec_pretty(&draft.pack).map_err(|_| PublicationError::Unwritable)?;
    files.push(archive::Archived::new("pack.json".to_owned(), pack));
    Ok(files)
}

impl From<&Publication> for Draft {
    fn from(publication: &Publication) -> Self {
        publication.draft.clone()
    }
}
