//! Who read cases, what left the vault, what was deleted.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_trail::{Act, CaseNumber, Group, Key, Recorded, StaffId, Trail};

use super::kind::{DELETION, EXPORT, INTEREST, UNASSIGNED};
use super::{done, place};
use crate::finding::Check;

pub(super) fn ask(trail: &Trail, check: &mut Check) {
    let mut cases = Cases::default();
    let mut exports: BTreeMap<(&'static str, String), u64> = BTreeMap::new();
    for recorded in trail.entries() {
        cases.change(recorded);
        cases.hold_reading(recorded, check);
        cases.hold_deletion(recorded, check);
        if recorded.entry.act.group() == Group::Export {
            let to = recorded.entry.value(Key::To).unwrap_or_default().to_owned();
            *exports.entry((recorded.entry.act.code(), to)).or_default() += 1;
            hold_export(recorded, check);
        }
    }
    for ((act, to), count) in exports {
        check.fact(format!("{act} for {to}"), count);
    }
    cases.end(check);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Interest {
    None,
    Declared,
}

/// What the trail has said of cases so far.
#[derive(Default)]
struct Cases {
    assigned: BTreeSet<(CaseNumber, StaffId)>,
    interest: BTreeMap<(CaseNumber, StaffId), Interest>,
    held: BTreeSet<CaseNumber>,
    due: BTreeSet<CaseNumber>,
    /// Deletions that were begun and not ended, by their entry.
    begun: BTreeMap<CaseNumber, String>,
    deleted: u64,
}

impl Cases {
    fn change(&mut self, recorded: &Recorded) {
        let entry = &recorded.entry;
        if let (Act::PersonLeft, Some(person)) = (entry.act, entry.whom) {
            self.assigned.retain(|(_, other)| *other != person);
        }
        let Some(case) = entry.case else { return };
        self.change_retention(entry.act, case);
        if let Some(person) = entry.by.person() {
            let interest = match entry.act {
                Act::InterestNone => Some(Interest::None),
                Act::InterestDeclared => Some(Interest::Declared),
                _ => None,
            };
            self.interest
                .extend(interest.map(|it| ((case, person), it)));
        }
        match (entry.act, entry.whom) {
            (Act::Assigned, Some(person)) => {
                self.assigned.insert((case, person));
            }
            (Act::Unassigned | Act::AccessEnded | Act::Excluded, Some(person)) => {
                self.assigned.remove(&(case, person));
            }
            _ => {}
        }
    }

    fn change_retention(&mut self, act: Act, case: CaseNumber) {
        match act {
            Act::HoldSet => drop(self.held.insert(case)),
            Act::HoldLifted => drop(self.held.remove(&case)),
            Act::DeletionDue => drop(self.due.insert(case)),
            // Its retention begins anew.
            Act::Reopened => drop(self.due.remove(&case)),
            _ => {}
        }
    }

    /// Was it read by those who were assigned, and had said that they have no interest in it?
    fn hold_reading(&self, recorded: &Recorded, check: &mut Check) {
        let entry = &recorded.entry;
        let (Some(case), Some(person)) = (entry.case, entry.by.person()) else {
            return;
        };
        if !shows_content(entry.act) {
            return;
        }
        if !self.assigned.contains(&(case, person)) {
            let expected = "somebody assigned to the case by then";
            check.find(&UNASSIGNED, place(recorded), expected, done(recorded));
        }
        let found = match self.interest.get(&(case, person)) {
            Some(Interest::None) => return,
            Some(Interest::Declared) => "an interest was declared",
            None => "nothing was declared",
        };
        let expected = "declared to have no interest before";
        let found = format!("{}, {found}", done(recorded));
        check.find(&INTEREST, place(recorded), expected, found);
    }

    /// Was it time, and did nothing stand against it? The second person is a question of its own.
    fn hold_deletion(&mut self, recorded: &Recorded, check: &mut Check) {
        let Some(case) = recorded.entry.case else {
            return;
        };
        let found = || format!("case {case}: {}", done(recorded));
        match recorded.entry.act {
            Act::DeletionBegun => {
                if self.held.contains(&case) {
                    check.find(&DELETION, place(recorded), "no hold", found());
                }
                if !self.due.contains(&case) {
                    let expected = "the end of its retention before";
                    check.find(&DELETION, place(recorded), expected, found());
                }
                self.begun.insert(case, place(recorded));
            }
            Act::CaseDeleted => {
                if self.begun.remove(&case).is_none() {
                    let expected = "an entry that it begins, before";
                    check.find(&DELETION, place(recorded), expected, found());
                }
                self.deleted += 1;
            }
            _ => {}
        }
    }

    fn end(&self, check: &mut Check) {
        for (case, place) in &self.begun {
            let found = format!("case {case}: only that it was begun");
            check.find(&DELETION, place, "an entry that it was done", found);
        }
        check.fact("cases deleted", self.deleted);
        check.fact("cases on hold at the end", self.held.len());
    }
}

/// Says whether an act shows somebody what a case says.
const fn shows_content(act: Act) -> bool {
    matches!(
        act,
        Act::CaseRead | Act::PreviewShown | Act::AttachmentExported | Act::DossierExported
    )
}

/// Is there a reason? The recipient stands in every such entry, or it would be none.
fn hold_export(recorded: &Recorded, check: &mut Check) {
    let entry = &recorded.entry;
    if entry.value(Key::Reason).is_none() && entry.value(Key::Ground).is_none() {
        let expected = "a reason, or its hash";
        check.find(&EXPORT, place(recorded), expected, done(recorded));
    }
}
