//! Cases: what a desk makes of the letters of one case code.
//!
//! A case has three parts. Its line of the register says what is known without content; its
//! channel is the way to the reporter, for the whole team; its content, letters, replies and
//! drafts, is sealed under the key of the case, which only its readers hold. Destroying the slot
//! of a case destroys the second and the third.

pub mod access;
pub(crate) mod act;
mod aftercare;
mod classify;
mod clock;
mod closing;
mod conversation;
mod dossier;
mod draft;
mod enter;
mod hearing;
mod link;
mod mail;
mod merge;
mod note;
mod read;
mod register;
mod reply;
mod send;
mod spam;
mod status;
mod task;
mod triage;

pub use aftercare::{CareError, CareMoment, aftercare, note_aftercare};
pub use classify::{
    Classification, ClassifyError, Judged, Judgement, classify, misstand_code, set_unit,
};
pub use clock::{ClockError, ClockView, meet_clock, set_clock};
pub use closing::{Body, Closing, Referral, hand_over};
pub use conversation::{CaseView, Entry, ShowError, Summary, show, summaries};
pub use dossier::passage;
pub use draft::{DraftError, Drafted, draft_code, draft_free, draft_from, drop_draft};
pub use enter::{ENTRY_MAX_LEN, EnterError, Entered, NewEntry, Spoken, code_card, enter};
pub use hearing::{HEARING_MAX_LEN, Hearing, HearingError, NewHearing, add_hearing, go_on_hearing};
pub use link::{Link, LinkError, LinkKind, clusters, link, unlink};
pub use mail::{mark_read, unread, unread_of};
pub use merge::{merge, split};
pub use note::{NOTE_MAX_LEN, Note, NoteError, add_handover_note, add_note};
pub use read::note_read;
pub use reply::{Acknowledged, REPLY_TEXT_MAX_LEN, Reply, ReplyError, Sent, reply};
pub use send::{Preview, preview, send};
pub use spam::{SpamError, clear_spam, mark_spam};
pub use status::{MoveToError, Moved, Moving, PastStatus, move_to, seen_label};
pub use task::{
    NewTask, TASK_MAX_LEN, Task, TaskEnd, TaskError, TaskSort, end_task, set_task, tasks,
};

pub(crate) use access::{open_to, wrap_to_recovery};
pub(crate) use act::{Acting, FindError, from_find, reason_of};
pub use triage::{TriageError, TriageView, triage, triage_of};

pub(crate) use classify::{Class, unit_of};
pub(crate) use draft::{draft_acknowledgement, drafts as drafts_of};
pub(crate) use hearing::hearings as hearings_of;
pub(crate) use mail::{forget_mail, letter_came};
pub(crate) use note::notes as notes_of;
pub(crate) use register::{Register, numbers};
pub(crate) use status::{Course, Stage, status_of};
pub(crate) use task::tasks_of;

use std::cell::OnceCell;

use bellrope_casework::template::TemplateKind;
use bellrope_casework::vocabulary;
use bellrope_protocol::age::Recipient;
use bellrope_protocol::content::{Intro, LetterContent};
use bellrope_protocol::key::{CaseHandle, CaseKeys, CaseSecret, FoundingRoot, ReporterPublicKey};
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::Day;
use rand::RngExt as _;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::board::Told;
use crate::bytes::{Blob, Bytes, SecretKey};
use crate::key;
use crate::person::Person;
use crate::vault::{
    CaseKey, CaseSeed, Change, Inlay, Record, RecordKey, Records, Slot, SlotKind, Vault, VaultError,
};

/// The number of a case: eight digits drawn at random, written in two groups. Says nothing about
/// when it came (R103).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseNumber(String);

impl CaseNumber {
    /// Reads a number as somebody types it: eight digits, with anything between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let between = |c: char| c.is_ascii_digit() || c == '-' || c == ' ' || c == '.';
        (digits.len() == 8 && text.chars().all(between)).then(|| Self::of_digits(&digits))
    }

    fn of_digits(digits: &str) -> Self {
        let (first, second) = digits.split_at(4);
        Self(format!("{first}-{second}"))
    }

    fn draw(rng: &mut impl CryptoRng) -> Self {
        Self::of_digits(&rng.random_range(10_000_000..100_000_000_u32).to_string())
    }

    /// Returns the number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Forgets which case a handle belongs to: a letter that comes later belongs to none.
pub(crate) fn forget_handle(
    change: &Change<'_>,
    case: &OpenCase,
    founding: &FoundingRoot,
) -> Result<(), VaultError> {
    match case.channel(change)?.keys(change, founding)? {
        Some(keys) => change.remove::<HandleOf>(keys.handle().as_bytes()),
        None => Ok(()),
    }
}

/// Which case a handle belongs to.
#[derive(Serialize, Deserialize)]
struct HandleOf {
    number: CaseNumber,
}

impl Record for HandleOf {
    const TABLE: &'static str = "handles";
}

/// The way to the reporter: what sealing a reply and verifying a letter takes, and no content.
/// Under the team's key and the case's slot, for whoever makes a batch may not read every case.
#[derive(Serialize, Deserialize)]
pub(crate) struct Channel {
    /// What the keys towards the reporter are derived from; absent for raw letters.
    link: Option<ReporterLink>,
    /// The reporter's language.
    pub(crate) lang: String,
    /// What those seal content to who may not read the case.
    recipient: String,
    /// The epoch of the first letter; absent for raw letters.
    pub(crate) begun: Option<u32>,
    /// Number of items of the conversation.
    pub(crate) items: u32,
    /// Number of the last reply that was sealed.
    pub(crate) replies: u32,
    /// Hash of that reply.
    pub(crate) prev: Option<Bytes<32>>,
    /// What the reporter was told, and when.
    pub(crate) told: Told,
    /// Whether the reporter answered the evaluation: it is asked once. What was answered is not here.
    #[serde(default)]
    pub(crate) evaluated: bool,
}

impl Record for Channel {
    const TABLE: &'static str = "channels";
}

#[derive(Serialize, Deserialize)]
struct ReporterLink {
    secret: SecretKey,
    reporter: Bytes<32>,
    authentication: u32,
}

impl Channel {
    /// Derives the keys towards the reporter.
    pub(crate) fn keys(
        &self,
        records: &impl Records,
        founding: &FoundingRoot,
    ) -> Result<Option<CaseKeys>, VaultError> {
        let Some(link) = &self.link else {
            return Ok(None);
        };
        let key = key::authentication(records, link.authentication)?.ok_or(DAMAGED)?;
        let reporter = ReporterPublicKey::from_bytes(link.reporter.0).map_err(|_| DAMAGED)?;
        let secret = CaseSecret::from_bytes(link.secret.0.expose_secret());
        Ok(Some(CaseKeys::for_desk(&key, &reporter, &secret, founding)))
    }

    fn recipient(&self) -> Result<Recipient, VaultError> {
        self.recipient.parse().map_err(|_| DAMAGED)
    }

    /// Notes what those seal content to who may not read the case, after it got a new key.
    fn readdress(&mut self, recipient: &Recipient) {
        self.recipient = recipient.to_string();
    }
}

const DAMAGED: VaultError = VaultError::Damaged {
    part: Channel::TABLE,
};

/// One thing in a conversation; sealed under the key of its case.
#[derive(Serialize, Deserialize)]
pub(crate) enum Item {
    /// A letter of the case.
    Letter {
        /// Its index in the intake log.
        index: u64,
        /// The epoch of its entry.
        epoch: u32,
        content: Box<LetterContent>,
    },
    /// A raw letter.
    Raw { epoch: u32, text: Blob },
    /// What somebody reported on another way, as a caseworker entered it.
    Told { day: Day, text: String },
    /// A text of the desk.
    Reply {
        day: Day,
        text: String,
        parts: u32,
        /// The template that it comes from.
        #[serde(default)]
        kind: Option<TemplateKind>,
    },
    /// A change of status that the reporter is told of.
    Status { day: Day, code: String },
}

impl Record for Item {
    const TABLE: &'static str = "items";
}

/// A case that there is: its line, what its slot gives, and its key, once it was asked for.
pub(crate) struct OpenCase {
    pub(crate) register: Register,
    team: RecordKey,
    key: OnceCell<CaseKey>,
    /// Set once it is known that whoever has the vault open declared no interest.
    declared: OnceCell<()>,
}

impl OpenCase {
    /// Opens the case of a number; `None` if there is none, or its slot was destroyed.
    pub(crate) fn find(
        records: &impl Records,
        number: &CaseNumber,
    ) -> Result<Option<Self>, VaultError> {
        let Some(register) = Register::find(records, number)? else {
            return Ok(None);
        };
        Self::of(records, register)
    }

    pub(crate) fn of(
        records: &impl Records,
        register: Register,
    ) -> Result<Option<Self>, VaultError> {
        let Some(slot) = &register.slot else {
            return Ok(None);
        };
        let team = records.vault().slot_key(SlotKind::Case, slot)?;
        Ok(team.map(|team| Self {
            register,
            team,
            key: OnceCell::new(),
            declared: OnceCell::new(),
        }))
    }

    /// Opens every case.
    pub(crate) fn all(records: &impl Records) -> Result<Vec<Self>, VaultError> {
        let mut cases = Vec::new();
        for register in records.known::<Register>()?.iter() {
            cases.extend(Self::of(records, (**register).clone())?);
        }
        Ok(cases)
    }

    /// Opens the case of a handle.
    pub(crate) fn of_handle(
        records: &impl Records,
        handle: &CaseHandle,
    ) -> Result<Option<Self>, VaultError> {
        match records.find::<HandleOf>(handle.as_bytes())? {
            Some(found) => Self::find(records, &found.number),
            None => Ok(None),
        }
    }

    pub(crate) fn number(&self) -> &CaseNumber {
        &self.register.number
    }

    /// Returns what the slot gives: for records that say something about the case and that the
    /// whole team may use.
    pub(crate) fn team(&self) -> &RecordKey {
        &self.team
    }

    /// Returns the key of the content, or `None` if it is closed to whoever has the vault open.
    pub(crate) fn try_key(&self, records: &impl Records) -> Result<Option<&CaseKey>, VaultError> {
        if self.key.get().is_none() {
            let Some(key) = access::unwrap(records, &self.register)? else {
                return Ok(None);
            };
            // Nobody else sets it.
            let _ = self.key.set(key);
        }
        Ok(self.key.get())
    }

    /// Returns the key of the content, to show what it says: whoever has the vault open has declared
    /// to have no interest in it (R086).
    ///
    /// # Errors
    ///
    /// [`VaultError::Closed`] if it is closed to them, [`VaultError::Undeclared`] if they have not
    /// declared, [`VaultError::Statement`] if their confidentiality statement has run out (R092).
    pub(crate) fn key(&self, records: &impl Records) -> Result<&CaseKey, VaultError> {
        records.vault().check_statement()?;
        let key = self.held_key(records)?;
        if self.declared.get().is_none() && !access::is_declared(records, self.number())? {
            return Err(VaultError::Undeclared {
                number: self.number().to_string(),
            });
        }
        let _ = self.declared.set(());
        Ok(key)
    }

    /// Says whether what the case says may be shown to whoever has the vault open: they hold its key,
    /// and declared to have no interest in it.
    pub(crate) fn may_show(&self, records: &impl Records) -> Result<bool, VaultError> {
        let may_read = records.vault().check_statement().is_ok();
        Ok(may_read
            && self.try_key(records)?.is_some()
            && access::is_declared(records, self.number())?)
    }

    /// Returns the key of the content, to seal with it or to hand it on.
    ///
    /// # Errors
    ///
    /// [`VaultError::Closed`] if it is closed to whoever has the vault open.
    pub(crate) fn held_key(&self, records: &impl Records) -> Result<&CaseKey, VaultError> {
        self.try_key(records)?.ok_or_else(|| VaultError::Closed {
            number: self.number().to_string(),
        })
    }

    pub(crate) fn channel(&self, records: &impl Records) -> Result<Channel, VaultError> {
        let found = records.find_under(&self.team, self.number().as_str())?;
        found.ok_or(DAMAGED)
    }

    pub(crate) fn put_channel(
        &self,
        change: &Change<'_>,
        channel: &Channel,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        change.put_under(&self.team, self.number().as_str(), channel, rng)
    }

    /// Finds a record of content.
    pub(crate) fn content<R: Record>(
        &self,
        records: &impl Records,
        name: &str,
    ) -> Result<Option<R>, VaultError> {
        let key = self.key(records)?;
        if let Some(found) = records.find_under(key.content(), name)? {
            return Ok(Some(found));
        }
        let inlay: Option<Inlay> = records.find_under(&self.team, inlay_name::<R>(name))?;
        inlay.map(|inlay| key.open_inlay(name, &inlay)).transpose()
    }

    /// Writes a record of content: under the key of the case, or, for whom it is closed to, sealed
    /// to it.
    pub(crate) fn put_content<R: Record>(
        &self,
        change: &Change<'_>,
        channel: &Channel,
        name: &str,
        record: &R,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        if let Some(key) = self.try_key(change)? {
            return change.put_under(key.content(), name, record, rng);
        }
        let inlay = Inlay::seal(&channel.recipient()?, name, record, rng)?;
        change.put_under(&self.team, inlay_name::<R>(name), &inlay, rng)
    }

    /// Removes a record of content, whoever added it.
    pub(crate) fn remove_content<R: Record>(
        &self,
        change: &Change<'_>,
        name: &str,
    ) -> Result<(), VaultError> {
        change.remove::<R>(name)?;
        change.remove::<Inlay>(inlay_name::<R>(name))
    }

    pub(crate) fn item(&self, records: &impl Records, item: u32) -> Result<Item, VaultError> {
        let damaged = VaultError::Damaged { part: Item::TABLE };
        self.content(records, &item_name(self.number(), item))?
            .ok_or(damaged)
    }

    /// Adds an item at the end of the conversation; the channel is stored along.
    pub(crate) fn add_item(
        &self,
        change: &Change<'_>,
        channel: &mut Channel,
        content: &Item,
        rng: &mut impl CryptoRng,
    ) -> Result<u32, VaultError> {
        let item = channel.items;
        let name = item_name(self.number(), item);
        self.put_content(change, channel, &name, content, rng)?;
        channel.items += 1;
        self.put_channel(change, channel, rng)?;
        Ok(item)
    }
}

fn item_name(number: &CaseNumber, item: u32) -> String {
    format!("{number}/{item}")
}

fn inlay_name<R: Record>(name: &str) -> String {
    format!("{}/{name}", R::TABLE)
}

/// What a new case begins with.
pub(crate) struct NewCase<'a> {
    /// The way to its reporter; absent if there is none.
    pub(crate) way: Option<Way<'a>>,
    /// The day on which it counts as received.
    pub(crate) received: Day,
    /// The epoch of its first letter.
    pub(crate) begun: Option<u32>,
    pub(crate) lang: String,
    /// How it came.
    pub(crate) came: vocabulary::Channel,
    /// What it says of itself.
    pub(crate) class: Class,
    /// Who may read it.
    pub(crate) readers: &'a [&'a Person],
}

/// The way to a reporter: what keys are derived from, and the handle of their letters.
pub(crate) struct Way<'a> {
    pub(crate) intro: Option<&'a Intro>,
    pub(crate) handle: &'a CaseHandle,
}

/// Makes the slots of up to `count` new cases, all at once: to make one durable costs as much.
pub(crate) fn draw_slots(
    vault: &Vault,
    count: usize,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Slot>, VaultError> {
    let slots: Vec<Slot> = (0..count).map(|_| Slot::draw(rng)).collect();
    vault.make_slots(SlotKind::Case, &slots, rng)?;
    Ok(slots)
}

/// Opens a new case under a random number, with a key of its own and a slot that exists.
pub(crate) fn begin(
    change: &Change<'_>,
    new: &NewCase<'_>,
    slot: Slot,
    rng: &mut impl CryptoRng,
) -> Result<(OpenCase, Channel), VaultError> {
    let number = free_number(change, rng)?;
    let seed = CaseSeed::generate(rng);
    let key = change.vault().case_key(&slot, seed)?.ok_or(DAMAGED)?;
    let register = Register {
        number: number.clone(),
        slot: Some(slot),
        is_raw: new.way.is_none(),
        came: new.came,
        received: new.received,
        acknowledged: None,
        readers: new.readers.iter().map(|person| person.id).collect(),
        barred: std::collections::BTreeSet::new(),
        course: Course::default(),
        class: new.class.clone(),
        merged: None,
        links: Vec::new(),
        spam: None,
        triaged: None,
        both_heard: false,
        sharing_checked: None,
        notes: 0,
        tasks: Vec::new(),
        reasons: 0,
        learnt: None,
        wrote_again: false,
        named_later: false,
        redactions: 0,
        orders: 0,
    };
    register.store(change, rng)?;
    access::wrap_new(change, &register, &key, new.readers, rng)?;
    if let Some(way) = &new.way {
        let handle_of = HandleOf { number };
        change.put(way.handle.as_bytes(), &handle_of, rng)?;
    }
    let channel = Channel {
        link: new.way.as_ref().and_then(link_of),
        lang: new.lang.clone(),
        recipient: key.recipient().to_string(),
        begun: new.begun,
        items: 0,
        replies: 0,
        prev: None,
        told: Told::default(),
        evaluated: false,
    };
    let case = OpenCase::of(change, register)?.ok_or(DAMAGED)?;
    let _ = case.key.set(key);
    case.put_channel(change, &channel, rng)?;
    Ok((case, channel))
}

fn link_of(way: &Way<'_>) -> Option<ReporterLink> {
    let intro = way.intro?;
    Some(ReporterLink {
        secret: SecretKey(SecretBytes::new(intro.secret.expose_secret())),
        reporter: Bytes(*intro.reporter.as_bytes()),
        authentication: intro.authentication,
    })
}

fn free_number(records: &impl Records, rng: &mut impl CryptoRng) -> Result<CaseNumber, VaultError> {
    loop {
        let number = CaseNumber::draw(rng);
        if !records.has::<Register>(number.as_str())? {
            return Ok(number);
        }
    }
}

/// Destroys the slots that no case names: what a crash during an import left.
pub(crate) fn sweep(vault: &Vault) -> Result<(), VaultError> {
    let lines = vault.read()?.known::<Register>()?;
    let keep: Vec<Slot> = lines.iter().filter_map(|line| line.slot.clone()).collect();
    vault.sweep_slots(SlotKind::Case, &keep)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    #[test]
    fn parse_takes_a_number_as_people_write_it() {
        let number = CaseNumber::parse("4821-7730").unwrap();
        assert_eq!(number.as_str(), "4821-7730");
        for text in ["48217730", "4821 7730", "48.21.77.30"] {
            assert_eq!(CaseNumber::parse(text), Some(number.clone()));
        }
        for text in ["", "4821-773", "4821-77301", "4821-773x", "../4821-7730"] {
            assert_eq!(CaseNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn draw_gives_eight_digits() {
        let rng = &mut StdRng::seed_from_u64(1);
        for _ in 0..1000 {
            let number = CaseNumber::draw(rng);
            assert_eq!(CaseNumber::parse(number.as_str()), Some(number));
        }
    }
}
