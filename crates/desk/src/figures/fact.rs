//! Facts from register lines: metadata of every case, the destroyed ones included.

use std::collections::BTreeMap;
use std::sync::Arc;

use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Category, IdentityLevel};
use bellrope_figures::Label;
use bellrope_figures::fact::{CaseFact, Facts};

use super::store;
use crate::case::{CaseNumber, LinkKind, Register};
use crate::term;
use crate::vault::{Records, VaultError};
use crate::{learning, part};

/// Collects what figures are counted from. Nothing of it is content.
///
/// # Errors
///
/// [`VaultError`].
pub fn facts(records: &impl Records, now: u64) -> Result<Facts, VaultError> {
    let lines = records.known::<Register>()?;
    let category = |line: &Arc<Register>| (line.number.clone(), category_of(line));
    let categories: BTreeMap<CaseNumber, Category> = lines.iter().map(category).collect();
    let fact = |line: &Arc<Register>| fact_of(line, &categories);
    Ok(Facts {
        cases: lines.iter().map(fact).collect(),
        sources: store::sources(records)?,
        staff: store::staff(records)?,
        personal_measures: learning::personal_measures(records)?,
        counted: learning::counted(records, now)?,
        evaluation: learning::evaluation_answers(records)?,
        diversity: learning::diversity(records)?,
        parts: parts(records)?,
    })
}

/// Retired parts too: cases of the year may have them.
fn parts(records: &impl Records) -> Result<Vec<(String, Label)>, VaultError> {
    let all = part::parts(records)?;
    Ok(all
        .into_iter()
        .map(|it| (it.code.into(), it.label))
        .collect())
}

/// The main category; what nobody could tell counts as unknown.
fn category_of(line: &Register) -> Category {
    let set = line.class.categories.current();
    set.map_or(Category::Xx, |set| set.main())
}

fn fact_of(line: &Register, categories: &BTreeMap<CaseNumber, Category>) -> CaseFact {
    let (class, history) = (&line.class, line.history());
    let told = line.can_be_told();
    let was = |status| history.steps().any(|step| step.status == status);
    CaseFact {
        received: line.received,
        acknowledged: line.acknowledged,
        acknowledge_by: told.then(|| term::acknowledge_by(line.received)),
        feedback: line.course.feedback,
        feedback_by: told.then(|| line.feedback_by()),
        closed: line.ended(),
        channel: line.came,
        kind: class.kind(),
        identity_first: identity(class.identity.first()),
        identity: identity_now(line),
        category: category_of(line),
        original: original(line, categories),
        misstand: class.misstand.current().copied(),
        route: class.route.current().copied(),
        outcome: class.outcome.current().copied(),
        referred: was(Status::Referred) || was(Status::Transferred),
        spam: line.spam.is_some(),
        merged: line.merged.is_some(),
        aftercare: line.aftercare_days(),
        wrote_again: line.wrote_again,
        part: class.part.current().cloned().flatten().map(String::from),
    }
}

fn identity(level: Option<&IdentityLevel>) -> IdentityLevel {
    level.copied().unwrap_or(IdentityLevel::Anonymous)
}

/// How the reporter is known now: whoever gave a name later is known at least in confidence.
fn identity_now(line: &Register) -> IdentityLevel {
    match identity(line.class.identity.current()) {
        IdentityLevel::Anonymous if line.named_later => IdentityLevel::Confidential,
        level => level,
    }
}

/// The category of the report that a detriment follows: of the case that it is linked to as that.
fn original(line: &Register, categories: &BTreeMap<CaseNumber, Category>) -> Option<Category> {
    let is_detriment = category_of(line) == Category::Bn;
    let mut links = line.links.iter().filter(|link| link.is_current());
    let link = links.find(|link| is_detriment && link.kind == LinkKind::Detriment)?;
    let original = categories.get(&link.other).copied();
    // Detriment after detriment says nothing of a type.
    original.filter(|category| *category != Category::Bn)
}
