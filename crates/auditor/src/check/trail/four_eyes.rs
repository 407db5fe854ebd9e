//! What takes two people (R090): proposed by one, approved by another, done as approved.

use std::collections::BTreeMap;

use bellrope_trail::{Act, Actor, CaseNumber, Key, Recorded, Trail};

use super::kind::{ALONE, FOUR_EYES};
use super::people::Team;
use super::{done, place};
use crate::finding::Check;

pub(super) fn ask(trail: &Trail, check: &mut Check) {
    let mut proposals = Proposals::default();
    let mut team = Team::default();
    for recorded in trail.entries() {
        team.change(recorded);
        if let Some(id) = recorded.entry.value(Key::Proposal) {
            proposals.see(id, recorded, &team, check);
        }
    }
    check.fact("done with two people's consent", proposals.together);
    check.fact("done alone", proposals.alone);
}

struct Proposal {
    by: Actor,
    case: Option<CaseNumber>,
    what: Option<String>,
    consent: Consent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Consent {
    Open,
    Given,
    Refused,
    /// Not needed, for nobody was there to give it; already a finding.
    Alone,
}

#[derive(Default)]
struct Proposals {
    made: BTreeMap<String, Proposal>,
    together: u64,
    alone: u64,
}

impl Proposals {
    fn see(&mut self, id: &str, recorded: &Recorded, team: &Team, check: &mut Check) {
        match recorded.entry.act {
            Act::Proposed | Act::IdentityAsked => self.propose(id, recorded, Consent::Open, check),
            Act::DoneAlone => self.do_alone(id, recorded, team, check),
            Act::Approved | Act::IdentityApproved => self.answer(id, recorded, true, check),
            Act::Refused | Act::IdentityRefused => self.answer(id, recorded, false, check),
            _ => self.execute(id, recorded, check),
        }
    }

    fn propose(&mut self, id: &str, recorded: &Recorded, consent: Consent, check: &mut Check) {
        let entry = &recorded.entry;
        let proposal = Proposal {
            by: entry.by,
            case: entry.case,
            what: entry.value(Key::What).map(str::to_owned),
            consent,
        };
        if self.made.insert(id.to_owned(), proposal).is_some() {
            let expected = "a proposal of its own";
            let found = format!("{}, the same as before", done(recorded));
            check.find(&FOUR_EYES, place(recorded), expected, found);
        }
    }

    /// Done by whoever proposed it, in the same breath: named, whatever the reason.
    fn do_alone(&mut self, id: &str, recorded: &Recorded, team: &Team, check: &mut Check) {
        self.alone += 1;
        let active = team.active.len();
        let found = format!("{}, {active} with access by then", done(recorded));
        check.find(&ALONE, place(recorded), "two people", found);
        match self.made.get_mut(id) {
            Some(made) if made.by == recorded.entry.by && made.consent == Consent::Open => {
                made.consent = Consent::Alone;
            }
            _ => self.propose(id, recorded, Consent::Alone, check),
        }
    }

    fn answer(&mut self, id: &str, recorded: &Recorded, given: bool, check: &mut Check) {
        let by = recorded.entry.by;
        let Some(proposal) = self.made.get_mut(id) else {
            let found = format!("{}, of nothing that was proposed", done(recorded));
            check.find(&FOUR_EYES, place(recorded), "a proposal before", found);
            return;
        };
        // The program approves nothing.
        if given && (proposal.by == by || by == Actor::Desk) {
            let found = format!("{}, who proposed it or is nobody", done(recorded));
            check.find(
                &FOUR_EYES,
                place(recorded),
                "approved by a second person",
                found,
            );
            return;
        }
        proposal.consent = match (given, proposal.consent) {
            (true, Consent::Open) => Consent::Given,
            (true, consent) => consent,
            (false, _) => Consent::Refused,
        };
    }

    fn execute(&mut self, id: &str, recorded: &Recorded, check: &mut Check) {
        let entry = &recorded.entry;
        let fault = match self.made.get(id) {
            None => Some("nothing was proposed"),
            Some(proposal) => proposal.fault(recorded),
        };
        if let Some(fault) = fault {
            let found = format!("{}: {fault}", done(recorded));
            let expected = "proposed by one and approved by another before";
            check.find(&FOUR_EYES, place(recorded), expected, found);
        } else if self
            .made
            .get(id)
            .is_some_and(|it| it.consent == Consent::Given)
        {
            self.together += u64::from(matches!(entry.act, Act::Executed | Act::IdentityOpened));
        }
    }
}

impl Proposal {
    /// Says why this must not have been done.
    fn fault(&self, recorded: &Recorded) -> Option<&'static str> {
        let entry = &recorded.entry;
        let differs = entry.act == Act::Executed && entry.value(Key::What) != self.what.as_deref();
        match self.consent {
            Consent::Open => Some("nobody had approved it"),
            Consent::Refused => Some("it had been refused"),
            _ if self.case.is_some() && entry.case != self.case => Some("another case was meant"),
            _ if differs => Some("something else was meant"),
            _ => None,
        }
    }
}
