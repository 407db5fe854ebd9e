//! A case begins: its number, its slot, its key, its line, its channel.

use bellrope_casework::vocabulary;
use bellrope_protocol::content::Intro;
use bellrope_protocol::key::CaseHandle;
use bellrope_protocol::secret::SecretBytes;
use bellrope_protocol::time::Day;
use rand_core::CryptoRng;

use super::channel::{DAMAGED, HandleOf, ReporterLink};
use super::{CaseNumber, Channel, Class, Course, OpenCase, Register, access};
use crate::board::Told;
use crate::bytes::{Bytes, SecretKey};
use crate::person::Person;
use crate::vault::{CaseSeed, Change, Records, Slot, SlotKind, Vault, VaultError};

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
