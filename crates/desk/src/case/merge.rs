//! Merging and splitting (R110). Nothing is moved: what a case says stays under its own key, and its
//! reporter keeps their own way to the desk. A case that was merged is handled in the other one; what
//! is split off is copied to a case of its own.

use bellrope_casework::reason::Reason;
use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::access;
use super::act::Acting;
use super::link::{self, LinkError, LinkKind};
use super::{CaseNumber, NewCase, begin, draw_slots};
use crate::person;
use crate::vault::{Change, Vault, VaultError};

/// Where a case is handled since it was merged.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Merged {
    pub(crate) into: CaseNumber,
    pub(crate) day: Day,
}

/// Merges a case into another: it is handled there, its own terms end, and both name each other.
/// Its reporter can still be written to.
///
/// # Errors
///
/// [`LinkError::Merged`] if it, or the other, was merged before; as [`link::link`] else.
pub fn merge(
    vault: &mut Vault,
    number: &CaseNumber,
    into: &CaseNumber,
    reason: &Reason,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LinkError> {
    vault.change(|change| {
        for case in [into, number] {
            let acting = Acting::begin(change, case, now)?;
            if let Some(merged) = &acting.case.register.merged {
                let into = merged.into.clone();
                return Err(LinkError::Merged { into });
            }
        }
        match link::join(
            change,
            number,
            into,
            LinkKind::SameReport,
            Some(reason),
            now,
            rng,
        ) {
            Ok(()) | Err(LinkError::Linked) => {}
            Err(err) => return Err(err),
        }
        handle_in(change, number, into, now, rng)
    })
}

/// Notes that a case is handled in another from now on.
pub(super) fn handle_in(
    change: &Change<'_>,
    number: &CaseNumber,
    into: &CaseNumber,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), LinkError> {
    let mut acting = Acting::begin(change, number, now)?;
    let day = acting.today();
    let into = into.clone();
    acting.line().merged = Some(Merged {
        into: into.clone(),
        day,
    });
    acting.store(rng)?;
    // The entry stands in the case that goes on, and names the one that was merged.
    let kept = Acting::begin(change, &into, now)?;
    let entry = kept.entry(Act::Merged)?.with(Key::Other, number);
    Ok(kept.enter(entry, None, rng)?)
}

/// Copies parts of a conversation, by their numbers from 1, to a case of its own, which the same
/// people read. Nobody can be written to there: the way to the reporter stays in the first case.
///
/// # Errors
///
/// [`LinkError::NoItem`], [`LinkError::Nothing`]; as [`link::link`] else.
pub fn split(
    vault: &mut Vault,
    number: &CaseNumber,
    items: &[usize],
    reason: &Reason,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<CaseNumber, LinkError> {
    if items.is_empty() {
        return Err(LinkError::Nothing);
    }
    let mut slots = draw_slots(vault, 1, rng)?;
    let damaged = VaultError::Damaged { part: "cases" };
    let slot = slots.pop().ok_or(damaged)?;
    vault.change(|change| {
        let from = Acting::begin(change, number, now)?;
        let line = &from.case.register;
        let channel = from.case.channel(change)?;
        let people = person::all(change)?;
        let readers: Vec<&person::Person> = people
            .iter()
            .filter(|person| line.readers.contains(&person.id))
            .collect();
        let new = NewCase {
            way: None,
            received: line.received,
            begun: None,
            lang: channel.lang.clone(),
            came: line.came,
            class: line.class.clone(),
            readers: &readers,
        };
        let (mut case, mut opened) = begin(change, &new, slot, rng)?;
        access::declare_by_entering(change, case.number(), now, rng)?;
        for item in items {
            let at = item.checked_sub(1).and_then(|at| u32::try_from(at).ok());
            let at = at.filter(|at| *at < channel.items);
            let at = at.ok_or(LinkError::NoItem { item: *item })?;
            let content = from.case.item(change, at)?;
            case.add_item(change, &mut opened, &content, rng)?;
        }
        // Reasons stay with the first case.
        case.register.class.forget_reasons();
        case.register.barred.clone_from(&line.barred);
        case.register.course.begun_by = Some(from.me);
        case.register.store(change, rng)?;
        let made = case.number().clone();
        let opened = Acting::begin(change, &made, now)?;
        let entry = opened.entry(Act::CaseOpened)?;
        opened.enter(entry, None, rng)?;
        link::join(
            change,
            number,
            &made,
            LinkKind::Split,
            Some(reason),
            now,
            rng,
        )?;
        let entry = from.entry(Act::Split)?.with(Key::Other, &made);
        from.enter(entry, None, rng)?;
        Ok(made)
    })
}
