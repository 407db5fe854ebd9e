//! What a case is: kind of contact, level of identity, categories, flag of the law, urgency, route,
//! outcome (R009, R010, R015, R096). Each answer stays when another follows; the last one counts.

use bellrope_casework::reason::Reason;
use bellrope_casework::vocabulary::{
    CategorySet, ContactKind, IdentityLevel, Misstand, Outcome, Route, Urgency,
};
use bellrope_protocol::content::{Of, Report};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Entry, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::act::{Acting, from_find, reason_of};
use super::{CaseNumber, OpenCase};
use crate::part::{self, PartCode};
use crate::vault::{PersonId, Record, Records, Vault, VaultError};

/// Longest name of a unit, in bytes.
const UNIT_MAX_LEN: usize = 400;

/// One answer to a question about a case, as its line has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Answer<T> {
    pub(crate) what: T,
    /// Who gave it; `None` if the desk took it from the report.
    by: Option<PersonId>,
    day: Day,
    /// The number of the reason.
    #[serde(default)]
    why: Option<u32>,
}

/// Every answer to one question, oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Answers<T>(Vec<Answer<T>>);

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> Answers<T> {
    /// Returns what counts now.
    pub(crate) fn current(&self) -> Option<&T> {
        self.0.last().map(|answer| &answer.what)
    }

    /// Returns what was answered first.
    pub(crate) fn first(&self) -> Option<&T> {
        self.0.first().map(|answer| &answer.what)
    }

    fn of_report(what: T, day: Day) -> Self {
        Self(vec![Answer {
            what,
            by: None,
            day,
            why: None,
        }])
    }

    fn forget_reasons(&mut self) {
        for answer in &mut self.0 {
            answer.why = None;
        }
    }

    fn told(&self, records: &impl Records, case: &OpenCase) -> Result<Vec<Judged<T>>, VaultError> {
        let tell = |answer: &Answer<T>| {
            let reason = match answer.why {
                Some(number) => reason_of(records, case, number)?,
                None => None,
            };
            Ok(Judged {
                what: answer.what.clone(),
                by: answer.by,
                day: answer.day,
                reason,
            })
        };
        self.0.iter().map(tell).collect()
    }
}

/// What people judged a case to be, in words of closed lists.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Class {
    pub(crate) kind: Answers<ContactKind>,
    pub(crate) identity: Answers<IdentityLevel>,
    pub(crate) categories: Answers<CategorySet>,
    pub(crate) misstand: Answers<Misstand>,
    pub(crate) urgency: Answers<Urgency>,
    pub(crate) route: Answers<Route>,
    pub(crate) outcome: Answers<Outcome>,
    /// The part of the organisation; `None` if it is not known (any more).
    pub(crate) part: Answers<Option<PartCode>>,
    /// Whether somebody reported for somebody else (R010).
    pub(crate) on_behalf: bool,
}

impl Class {
    /// Takes what a report says of itself.
    pub(crate) fn of_report(report: &Report, day: Day) -> Self {
        let identity = IdentityLevel::of_report(report.identity.as_ref());
        Self {
            kind: Answers::of_report(ContactKind::of_report(&report.route), day),
            identity: Answers::of_report(identity, day),
            categories: Answers::of_report(CategorySet::of_report(report), day),
            on_behalf: report
                .behalf
                .as_ref()
                .is_some_and(|behalf| behalf.of == Of::Another),
            ..Self::default()
        }
    }

    /// Takes what a caseworker enters.
    pub(crate) fn by_hand(
        kind: ContactKind,
        identity: IdentityLevel,
        by: PersonId,
        day: Day,
    ) -> Self {
        let mut class = Self::default();
        push(&mut class.kind, kind, by, day, None);
        push(&mut class.identity, identity, by, day, None);
        class
    }

    /// Forgets the numbers of reasons, which lie with another case.
    pub(super) fn forget_reasons(&mut self) {
        self.kind.forget_reasons();
        self.identity.forget_reasons();
        self.categories.forget_reasons();
        self.misstand.forget_reasons();
        self.urgency.forget_reasons();
        self.route.forget_reasons();
        self.outcome.forget_reasons();
        self.part.forget_reasons();
    }

    /// Returns the kind of contact.
    pub(crate) fn kind(&self) -> ContactKind {
        self.kind.current().copied().unwrap_or(ContactKind::Report)
    }
}

/// One answer to a question about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged<T> {
    /// The answer.
    pub what: T,
    /// Who gave it; `None` if the desk took it from the report.
    pub by: Option<PersonId>,
    /// When.
    pub day: Day,
    /// Why.
    pub reason: Option<Reason>,
}

/// What people judged a case to be: every answer to every question, oldest first.
#[derive(Debug, Clone)]
pub struct Classification {
    /// What kind of contact it is.
    pub kind: Vec<Judged<ContactKind>>,
    /// How the reporter is known to the desk.
    pub identity: Vec<Judged<IdentityLevel>>,
    /// What it is about.
    pub categories: Vec<Judged<CategorySet>>,
    /// Whether it is a suspected *misstand*.
    pub misstand: Vec<Judged<Misstand>>,
    /// How soon somebody must act.
    pub urgency: Vec<Judged<Urgency>>,
    /// The way in which it is handled.
    pub route: Vec<Judged<Route>>,
    /// What came of it.
    pub outcome: Vec<Judged<Outcome>>,
    /// The part of the organisation, coarse; `None` if it is not known (any more).
    pub part: Vec<Judged<Option<PartCode>>>,
    /// Whether somebody reported for somebody else (R010).
    pub on_behalf: bool,
    /// Where in the organisation it plays.
    pub unit: Option<String>,
}

/// Where in the organisation a case plays, in somebody's own words; content.
#[derive(Serialize, Deserialize)]
struct Unit {
    name: String,
}

impl Record for Unit {
    const TABLE: &'static str = "units";
}

/// Tells what a case was judged to be, with the reasons.
pub(super) fn classification(
    records: &impl Records,
    case: &OpenCase,
) -> Result<Classification, VaultError> {
    let class = &case.register.class;
    Ok(Classification {
        kind: class.kind.told(records, case)?,
        identity: class.identity.told(records, case)?,
        categories: class.categories.told(records, case)?,
        misstand: class.misstand.told(records, case)?,
        urgency: class.urgency.told(records, case)?,
        route: class.route.told(records, case)?,
        outcome: class.outcome.told(records, case)?,
        part: class.part.told(records, case)?,
        on_behalf: class.on_behalf,
        unit: unit_of(records, case)?,
    })
}

pub(crate) fn unit_of(
    records: &impl Records,
    case: &OpenCase,
) -> Result<Option<String>, VaultError> {
    let found: Option<Unit> = case.content(records, case.number().as_str())?;
    Ok(found.map(|unit| unit.name))
}

/// An answer that somebody gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// What kind of contact it is.
    Kind(ContactKind),
    /// How the reporter is known to the desk.
    Identity(IdentityLevel),
    /// What it is about: a main category, and others.
    Categories(CategorySet),
    /// Whether it is a suspected *misstand*, and on which ground.
    Misstand(Misstand),
    /// How soon somebody must act.
    Urgency(Urgency),
    /// The way in which it is handled.
    Route(Route),
    /// What came of it.
    Outcome(Outcome),
    /// The part of the organisation; `None` takes it back.
    Part(Option<PartCode>),
}

impl Judgement {
    /// Says whether it needs a reason.
    #[must_use]
    pub const fn needs_reason(&self) -> bool {
        matches!(self, Self::Misstand(_) | Self::Route(_) | Self::Outcome(_))
    }

    /// Adds itself to the answers of a case.
    fn give(&self, class: &mut Class, by: PersonId, day: Day, why: Option<u32>) {
        match self {
            Self::Kind(what) => push(&mut class.kind, *what, by, day, why),
            Self::Identity(what) => push(&mut class.identity, *what, by, day, why),
            Self::Categories(what) => push(&mut class.categories, what.clone(), by, day, why),
            Self::Misstand(what) => push(&mut class.misstand, *what, by, day, why),
            Self::Urgency(what) => push(&mut class.urgency, *what, by, day, why),
            Self::Route(what) => push(&mut class.route, *what, by, day, why),
            Self::Outcome(what) => push(&mut class.outcome, *what, by, day, why),
            Self::Part(what) => push(&mut class.part, what.clone(), by, day, why),
        }
    }

    /// Adds itself to an entry of the trail.
    fn tell(&self, entry: Entry) -> Entry {
        match self {
            Self::Kind(what) => entry.with(Key::What, "kind").with(Key::Sort, what),
            Self::Identity(what) => entry.with(Key::What, "identity").with(Key::Sort, what),
            // Codes of the trail are in small letters.
            Self::Categories(set) => {
                entry.with(Key::Category, set.main().to_string().to_lowercase())
            }
            Self::Misstand(what) => entry.with(Key::Misstand, misstand_code(*what)),
            Self::Urgency(what) => entry.with(Key::Urgency, what),
            Self::Route(what) => entry.with(Key::Route, what),
            Self::Outcome(what) => entry.with(Key::Outcome, what),
            // Its code is in the desk's own words: those stay out of the trail.
            Self::Part(_) => entry.with(Key::What, "part"),
        }
    }
}

/// Returns the code of a flag: `not-yet`, `no`, or the ground on which it is set.
#[must_use]
pub fn misstand_code(flag: Misstand) -> String {
    match flag {
        Misstand::NotYet => "not-yet".to_owned(),
        Misstand::No => "no".to_owned(),
        Misstand::Yes(ground) => ground.to_string(),
    }
}

fn push<T>(answers: &mut Answers<T>, what: T, by: PersonId, day: Day, why: Option<u32>) {
    answers.0.push(Answer {
        what,
        by: Some(by),
        day,
        why,
    });
}

/// Notes what somebody judges a case to be, for one reason.
///
/// # Errors
///
/// [`ClassifyError`], by variant; nothing has changed then.
pub fn classify(
    vault: &mut Vault,
    number: &CaseNumber,
    judgements: &[Judgement],
    reason: Option<&Reason>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ClassifyError> {
    if reason.is_none() && judgements.iter().any(Judgement::needs_reason) {
        return Err(ClassifyError::NoReason);
    }
    vault.change(|change| {
        for judgement in judgements {
            if let Judgement::Part(Some(code)) = judgement
                && !part::is_given(change, code)?
            {
                return Err(ClassifyError::NoPart { code: code.clone() });
            }
        }
        let mut acting = Acting::begin(change, number, now)?;
        judge(&mut acting, judgements, reason, rng)?;
        Ok(acting.store(rng)?)
    })
}

/// Notes judgements within an act; the line is stored by the caller.
pub(super) fn judge(
    acting: &mut Acting<'_, '_>,
    judgements: &[Judgement],
    reason: Option<&Reason>,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let why = reason.map(|text| acting.keep(text, rng)).transpose()?;
    let (me, today) = (acting.me, acting.today());
    for judgement in judgements {
        let entry = judgement.tell(acting.entry(Act::Classified)?);
        acting.enter(entry, why, rng)?;
        let class = &mut acting.line().class;
        judgement.give(class, me, today, why.map(|kept| kept.number));
    }
    Ok(())
}

/// Notes where in the organisation a case plays, in own words: content, for it may name people.
///
/// # Errors
///
/// [`ClassifyError`], by variant.
pub fn set_unit(
    vault: &mut Vault,
    number: &CaseNumber,
    name: &str,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ClassifyError> {
    let name = name.trim();
    if name.len() > UNIT_MAX_LEN {
        return Err(ClassifyError::UnitTooLong { len: name.len() });
    }
    vault.change(|change| {
        let acting = Acting::begin(change, number, now)?;
        let unit = Unit {
            name: name.to_owned(),
        };
        acting.write(number.as_str(), &unit, rng)?;
        let entry = acting.entry(Act::Classified)?.with(Key::What, "unit");
        acting.enter(entry, None, rng)?;
        Ok(acting.store(rng)?)
    })
}

from_find!(ClassifyError);

/// Why a case was not classified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClassifyError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no such case.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// The answer needs a reason.
    #[error("flag, route and outcome need a reason")]
    NoReason,
    /// The desk has no such part of the organisation, or retired it.
    #[error("there is no part {code}")]
    NoPart {
        /// What was asked for.
        code: PartCode,
    },
    /// The name of the unit is too long.
    #[error("unit is {len} bytes, at most {UNIT_MAX_LEN}")]
    UnitTooLong {
        /// Its length, in bytes.
        len: usize,
    },
}
