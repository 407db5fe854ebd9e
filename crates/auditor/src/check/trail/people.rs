//! Who acted: people with access, and with a confidentiality statement of the last year.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, Group, Recorded, StaffId, Trail};

use super::kind::{STATEMENT, STRANGER};
use super::{done, place};
use crate::finding::Check;

/// How long a statement holds, in days (R092).
const STATEMENT_DAYS: u32 = 366;

pub(super) fn ask(trail: &Trail, check: &mut Check) {
    let mut team = Team::default();
    for recorded in trail.entries() {
        team.change(recorded);
        let Some(person) = recorded.entry.by.person() else {
            continue;
        };
        if !team.active.contains(&person) && !is_own_leaving(recorded, person) {
            let expected = "somebody with access by then";
            check.find(&STRANGER, place(recorded), expected, done(recorded));
        }
        if needs_statement(recorded.entry.act) {
            team.hold_statement(person, recorded, check);
        }
    }
    check.fact("people with access at the end", team.active.len());
}

/// People with access at any entry of a trail.
#[derive(Default)]
pub(super) struct Team {
    pub(super) active: BTreeSet<StaffId>,
    stated: BTreeMap<StaffId, Day>,
}

impl Team {
    pub(super) fn change(&mut self, recorded: &Recorded) {
        let entry = &recorded.entry;
        match (entry.act, entry.by.person(), entry.whom) {
            (Act::VaultFounded, Some(person), _) | (Act::PersonAdded, _, Some(person)) => {
                self.active.insert(person);
                // Nobody joins without accepting the statement.
                self.stated.entry(person).or_insert(super::day(recorded));
            }
            (Act::PersonLeft, _, Some(person)) => {
                self.active.remove(&person);
            }
            (Act::StatementAccepted, Some(person), _) => {
                self.stated.insert(person, super::day(recorded));
            }
            _ => {}
        }
    }

    fn hold_statement(&self, person: StaffId, recorded: &Recorded, check: &mut Check) {
        let today = super::day(recorded);
        let stated = self.stated.get(&person);
        if stated.is_some_and(|day| today <= day.plus(STATEMENT_DAYS)) {
            return;
        }
        let found = match stated {
            None => format!("{}, no statement", done(recorded)),
            Some(day) => format!("{}, the last on {day}", done(recorded)),
        };
        let expected = "a confidentiality statement of the last year";
        check.find(&STATEMENT, place(recorded), expected, found);
    }
}

/// Who takes their own access away does so as the last thing.
fn is_own_leaving(recorded: &Recorded, person: StaffId) -> bool {
    let entry = &recorded.entry;
    entry.act == Act::PersonLeft && entry.whom == Some(person)
}

/// Says whether an act touches what a case says.
const fn needs_statement(act: Act) -> bool {
    matches!(
        act.group(),
        Group::Case | Group::Reply | Group::Identity | Group::Export
    )
}
