//! Reports that came on another way: by phone, on paper, by e-mail, in person, through a confidential
//! adviser (R020, R107). A caseworker enters them, and can hand over a case code of their own, so that
//! replies reach whoever has it.

use bellrope_casework::hearing::{MinutesError, RecordForm};
use bellrope_casework::vocabulary::{self, ContactKind, IdentityLevel, Lang, PartyRole};
use bellrope_protocol::case_code::{CaseCode, Language};
use bellrope_protocol::content::Intro;
use bellrope_protocol::key::{CaseKeys, ReporterKeys};
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;

use super::access;
use super::act::Acting;
use super::classify::Class;
use super::hearing::{self, HearingError, NewHearing};
use super::link::{self, LinkError, LinkKind};
use super::mail;
use super::merge;
use super::{CaseNumber, Item, NewCase, Way, begin, draw_slots};
use crate::card;
use crate::key::Desk;
use crate::person;
use crate::right::{self, Right, RightError};
use crate::term;
use crate::text::{Texts, Value};
use crate::vault::{Change, Records as _, Slot, Vault, VaultError};

/// Longest report that is entered at once, in bytes.
pub const ENTRY_MAX_LEN: usize = 128 * 1024;

/// A report as a caseworker enters it.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    /// How it came; not through the mailbox.
    pub came: vocabulary::Channel,
    /// When it came.
    pub received: Day,
    /// The reporter's language.
    pub lang: Lang,
    /// What kind of contact it is.
    pub kind: ContactKind,
    /// How the reporter is known to the desk.
    pub identity: IdentityLevel,
    /// What was reported.
    pub text: &'a str,
    /// How it was recorded, if it was spoken (R107).
    pub spoken: Option<Spoken>,
    /// Whether the reporter gets a case code.
    pub with_code: bool,
    /// The raw letter that it takes over.
    pub of: Option<&'a CaseNumber>,
}

/// How a spoken report was recorded.
#[derive(Debug, Clone, Copy)]
pub struct Spoken {
    /// In which form.
    pub form: RecordForm,
    /// The day on which the reporter consented to a recording.
    pub consent: Option<Day>,
}

/// A report that was entered.
pub struct Entered {
    /// The number of its case.
    pub number: CaseNumber,
    /// The code to hand over: shown once, kept nowhere.
    pub code: Option<CaseCode>,
}

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entered")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// Enters a report by hand. Whoever reads new cases reads it.
///
/// # Errors
///
/// [`EnterError`], by variant.
pub fn enter(
    vault: &mut Vault,
    entry: &NewEntry<'_>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Entered, EnterError> {
    check(entry, now)?;
    let mut slots = draw_slots(vault, 1, rng)?;
    let damaged = VaultError::Damaged { part: "cases" };
    let slot = slots.pop().ok_or(damaged)?;
    vault.change(|change| {
        right::check(change, Right::Handle, now)?;
        let code = entry.with_code.then(|| CaseCode::generate(rng));
        let number = open(change, entry, code.as_ref(), slot, now, rng)?;
        Ok(Entered { number, code })
    })
}

fn check(entry: &NewEntry<'_>, now: u64) -> Result<(), EnterError> {
    let by_itself = [vocabulary::Channel::Mailbox, vocabulary::Channel::RawLetter];
    if by_itself.contains(&entry.came) {
        return Err(EnterError::NotByHand);
    }
    if entry.received > term::local_day(now) {
        return Err(EnterError::Future);
    }
    match entry.text.trim().len() {
        0 => Err(EnterError::Empty),
        len if len > ENTRY_MAX_LEN => Err(EnterError::TooLong { len }),
        _ if is_spoken(entry.came) && entry.spoken.is_none() => Err(EnterError::NoForm),
        _ => Ok(()),
    }
}

const fn is_spoken(came: vocabulary::Channel) -> bool {
    matches!(
        came,
        vocabulary::Channel::Phone | vocabulary::Channel::InPerson
    )
}

/// Opens the case, with a way to the reporter if they get a code.
fn open(
    change: &Change<'_>,
    entry: &NewEntry<'_>,
    code: Option<&CaseCode>,
    slot: Slot,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<CaseNumber, EnterError> {
    let people = person::all(change)?;
    let way = code.map(|code| way_of(change, code)).transpose()?;
    let new = NewCase {
        way: way.as_ref().map(|(intro, handle)| Way {
            intro: Some(intro),
            handle,
        }),
        received: entry.received,
        begun: None,
        lang: entry.lang.as_str().to_owned(),
        came: entry.came,
        class: Class::by_hand(
            entry.kind,
            entry.identity,
            change.vault().me()?,
            entry.received,
        ),
        readers: &person::triaging(&people),
    };
    let (case, mut channel) = begin(change, &new, slot, rng)?;
    access::declare_by_entering(change, case.number(), now, rng)?;
    let told = Item::Told {
        day: entry.received,
        text: entry.text.trim().to_owned(),
    };
    case.add_item(change, &mut channel, &told, rng)?;
    mail::letter_entered(change, case.number(), rng)?;
    let number = case.number().clone();
    drop(case);
    let mut acting = Acting::begin(change, &number, now)?;
    acting.line().course.begun_by = Some(acting.me);
    let opened = acting
        .entry(Act::EnteredByHand)?
        .with(Key::Channel, entry.came)
        .with(Key::Day, entry.received);
    acting.enter(opened, None, rng)?;
    if let Some(spoken) = entry.spoken {
        let record = NewHearing {
            party: PartyRole::Reporter,
            form: spoken.form,
            consent: spoken.consent,
            text: entry.text,
        };
        hearing::add(&mut acting, record, rng)?;
    }
    acting.store(rng)?;
    if let Some(raw) = entry.of {
        link::join(change, &number, raw, LinkKind::SameReport, None, now, rng)?;
        merge::handle_in(change, raw, &number, now, rng)?;
    }
    Ok(number)
}

/// Makes the reporter's side of a case from its code, as the reporter will.
fn way_of(
    change: &Change<'_>,
    code: &CaseCode,
) -> Result<(Intro, bellrope_protocol::key::CaseHandle), VaultError> {
    let card = card::newest(change)?;
    let damaged = VaultError::Damaged { part: "cards" };
    let key = card.newest_authentication().ok_or(damaged)?;
    let founding = Desk::load(change)?.founding();
    let keys = ReporterKeys::derive(code, &founding);
    let handle = CaseKeys::for_reporter(&keys, key).handle();
    Ok((Intro::new(&keys, key), handle))
}

/// Writes the card that is printed and handed over: the code in words, and how to use it.
#[must_use]
pub fn code_card(code: &CaseCode, number: &CaseNumber, texts: &Texts) -> String {
    let language = match texts.lang() {
        Lang::Dutch => Language::Dutch,
        Lang::English => Language::English,
    };
    let words = code.words(language).join(" ");
    let values = [
        ("number", Value::from(number.to_string())),
        ("code", Value::from(words)),
    ];
    texts.with("code-card", &values)
}

impl From<super::act::FindError> for EnterError {
    fn from(err: super::act::FindError) -> Self {
        match err {
            super::act::FindError::Vault(err) => Self::Vault(err),
            super::act::FindError::Absent(number) => Self::Absent { number },
        }
    }
}

/// Why a report was not entered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnterError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever enters it may not.
    #[error(transparent)]
    Right(#[from] RightError),
    /// There is no such case to take over.
    #[error("there is no case {number}")]
    Absent {
        /// The number asked for.
        number: CaseNumber,
    },
    /// What comes through the mailbox is imported.
    #[error("what comes through the mailbox is imported")]
    NotByHand,
    /// It would have come in the future.
    #[error("the day of receipt is in the future")]
    Future,
    /// It says nothing.
    #[error("report is empty")]
    Empty,
    /// It is too long.
    #[error("report is {len} bytes, at most {ENTRY_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// It is not said how a spoken report was recorded.
    #[error("a spoken report needs a form of record")]
    NoForm,
    /// The record cannot begin so.
    #[error(transparent)]
    Hearing(#[from] HearingError),
    /// It cannot be linked to the letter that it takes over.
    #[error(transparent)]
    Link(#[from] LinkError),
}

impl EnterError {
    /// Says whether a recording lacks its consent.
    #[must_use]
    pub fn lacks_consent(&self) -> bool {
        matches!(
            self,
            Self::Hearing(HearingError::Minutes(MinutesError::NoConsent))
        )
    }
}
