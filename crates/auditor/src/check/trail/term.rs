//! Were terms met, as the desk wrote them down?

use std::collections::BTreeMap;

use bellrope_protocol::time::Day;
use bellrope_trail::{Act, CaseNumber, Key, Recorded, Trail};

use super::kind::TERM;
use super::{day, done, place};
use crate::finding::Check;

pub(super) fn ask(trail: &Trail, check: &mut Check) {
    let mut terms = Terms::default();
    for recorded in trail.entries() {
        terms.see(recorded, check);
    }
    terms.end(Day::of(trail.head().at), check);
}

/// A term that runs.
struct Running {
    due: Day,
    place: String,
}

#[derive(Default)]
struct Terms {
    running: BTreeMap<(CaseNumber, String), Running>,
    met: u64,
    moved: u64,
}

impl Terms {
    fn see(&mut self, recorded: &Recorded, check: &mut Check) {
        let entry = &recorded.entry;
        let Some(case) = entry.case else { return };
        if entry.act == Act::CaseDeleted {
            self.running.retain(|(other, _), _| *other != case);
        }
        let Some(term) = entry.value(Key::Term) else {
            return;
        };
        let name = (case, term.to_owned());
        match entry.act {
            Act::TermSet => self.set(name, recorded),
            Act::TermMet => self.meet(&name, recorded, check),
            Act::TermEnded => drop(self.running.remove(&name)),
            _ => {}
        }
    }

    fn set(&mut self, name: (CaseNumber, String), recorded: &Recorded) {
        // The form of an entry has made sure that it is a day.
        let due = recorded
            .entry
            .value(Key::Due)
            .and_then(|due| due.parse().ok());
        let running = Running {
            due: due.unwrap_or(Day::MIN),
            place: place(recorded),
        };
        let before = self.running.insert(name, running);
        self.moved += u64::from(before.is_some());
    }

    fn meet(&mut self, name: &(CaseNumber, String), recorded: &Recorded, check: &mut Check) {
        self.met += 1;
        let Some(running) = self.running.remove(name) else {
            return;
        };
        let late = day(recorded).days_since(running.due);
        if late > 0 {
            let expected = format!("{} met by {}", name.1, running.due);
            let found = format!("{}, {late} days late", done(recorded));
            check.find(&TERM, place(recorded), expected, found);
        }
    }

    fn end(&self, today: Day, check: &mut Check) {
        for ((_, term), running) in &self.running {
            let late = today.days_since(running.due);
            if late > 0 {
                let expected = format!("{term} met by {}", running.due);
                let found = format!("not met by the head, {late} days later");
                check.find(&TERM, &running.place, expected, found);
            }
        }
        check.fact("terms met", self.met);
        check.fact("terms moved to another day", self.moved);
        check.fact("terms that run at the end", self.running.len());
    }
}
