//! Rules that people broke, and wrote down.

use bellrope_trail::{Act, Actor, Key};

use super::world::{ANNA, BRAM, BRAM_ID, CORA, OTHER, World, day, on};
use super::{check, check_with, kinds};

/// A change to what was done, and the one kind that must be found.
type Breach = (&'static str, &'static str, fn(&mut World));

const BREACHES: &[Breach] = &[
    ("the clock went back", "trail-clock", |world| {
        world.change(Act::RecoveryDrill, |entry| entry.at = on(100));
    }),
    ("the head is older than an entry", "trail-clock", |world| {
        world.exported = on(100)
    }),
    ("somebody who never came", "trail-stranger", |world| {
        world.add(362, CORA, Act::VaultOpened);
    }),
    ("somebody who had left", "trail-stranger", |world| {
        world.add(362, BRAM, Act::VaultOpened);
    }),
    (
        "nobody accepted the statement again",
        "trail-statement",
        |world| {
            // Who joins has accepted it; a year later, once more.
            world
                .entries
                .retain(|entry| entry.act != Act::StatementAccepted);
            world.case(380, ANNA, Act::TaskSet);
        },
    ),
    (
        "the statement is older than a year",
        "trail-statement",
        |world| {
            world.case(390, ANNA, Act::NoteAdded);
        },
    ),
    (
        "read before the interest was declared",
        "trail-interest",
        |world| {
            let place = world.take(Act::InterestNone);
            world.case(2, BRAM, Act::InterestNone);
            let late = world.entries.pop().unwrap();
            world.entries.insert(place + 1, late);
        },
    ),
    (
        "read although there is an interest",
        "trail-interest",
        |world| {
            world.change(Act::InterestNone, |entry| entry.act = Act::InterestDeclared);
        },
    ),
    (
        "the interest was in another case",
        "trail-interest",
        |world| {
            world.change(Act::InterestNone, |entry| entry.case = OTHER.parse().ok());
        },
    ),
    ("read without being assigned", "trail-unassigned", |world| {
        world.take(Act::Assigned);
    }),
    ("read after the access ended", "trail-unassigned", |world| {
        world.case(2, ANNA, Act::AccessEnded);
        world.whom(BRAM_ID);
        let ended = world.entries.pop().unwrap();
        let place = world.place(Act::CaseRead);
        world.entries.insert(place, ended);
    }),
    ("assigned to another case", "trail-unassigned", |world| {
        world.change(Act::Assigned, |entry| entry.case = OTHER.parse().ok());
    }),
    ("a term met a day late", "trail-term", |world| {
        let place = world
            .entries
            .iter()
            .rposition(|entry| entry.act == Act::TermMet);
        world.entries[place.unwrap()].at = on(92);
    }),
    ("a term never met", "trail-term", |world| {
        let entry = bellrope_trail::Entry::new(on(300), Actor::Desk, Act::TermSet);
        let entry = entry
            .case(OTHER.parse().unwrap())
            .with(Key::Term, "feedback");
        let place = world.place(Act::RecoveryDrill);
        world.entries.insert(place, entry.with(Key::Due, day(390)));
    }),
    ("nobody approved the deletion", "trail-four-eyes", |world| {
        world.take(Act::Approved);
    }),
    ("the proposer approved", "trail-four-eyes", |world| {
        world.change(Act::Approved, |entry| entry.by = BRAM);
    }),
    ("the program approved", "trail-four-eyes", |world| {
        world.change(Act::Approved, |entry| entry.by = Actor::Desk);
    }),
    ("it was refused", "trail-four-eyes", |world| {
        world.change(Act::Approved, |entry| entry.act = Act::Refused);
    }),
    (
        "it was approved after it was done",
        "trail-four-eyes",
        |world| {
            let place = world.place(Act::Approved);
            let approved = world.entries.remove(place);
            world.entries.insert(place + 2, approved);
        },
    ),
    ("nothing was proposed", "trail-four-eyes", |world| {
        world.take(Act::Proposed);
    }),
    ("another case was meant", "trail-four-eyes", |world| {
        world.change(Act::Proposed, |entry| entry.case = OTHER.parse().ok());
    }),
    (
        "a name was opened without a custodian",
        "trail-four-eyes",
        |world| {
            world.take(Act::IdentityApproved);
        },
    ),
    ("one proposal was made twice", "trail-four-eyes", |world| {
        let place = world.place(Act::Proposed);
        let again = world.entries[place].clone();
        world.entries.insert(place, again);
    }),
    ("something else was done", "trail-four-eyes", |world| {
        let place = world.place(Act::DeletionBegun);
        let mut entry = world.entries[place].clone();
        entry.act = Act::Executed;
        world
            .entries
            .insert(place, entry.with(Key::What, "published"));
    }),
    ("done alone", "trail-alone", |world| {
        world.change(Act::Approved, |entry| entry.act = Act::DoneAlone);
        world.change(Act::DoneAlone, |entry| {
            entry.by = BRAM;
            *entry = entry.clone().with(Key::What, "case-deleted");
        });
    }),
    ("an export without a reason", "trail-export", |world| {
        world.case(4, BRAM, Act::DossierExported);
        world.with(Key::To, "authority");
        let exported = world.entries.pop().unwrap();
        let place = world.place(Act::AttachmentExported);
        world.entries.insert(place, exported);
    }),
    ("a print without a reason", "trail-export", |world| {
        world.add(4, BRAM, Act::Printed);
        world.with(Key::To, "board");
        let printed = world.entries.pop().unwrap();
        let place = world.place(Act::AttachmentExported);
        world.entries.insert(place, printed);
    }),
    ("deleted during a hold", "trail-deletion", |world| {
        world.take(Act::HoldLifted);
    }),
    ("deleted before its time", "trail-deletion", |world| {
        world.take(Act::DeletionDue);
    }),
    ("deleted after it was reopened", "trail-deletion", |world| {
        world.case(201, ANNA, Act::Reopened);
        let reopened = world.entries.pop().unwrap();
        let place = world.place(Act::Proposed);
        world.entries.insert(place, reopened);
    }),
    ("a deletion that was not ended", "trail-deletion", |world| {
        world.take(Act::CaseDeleted);
    }),
    ("a deletion that was not begun", "trail-deletion", |world| {
        world.take(Act::DeletionBegun);
    }),
    ("a weekly key destroyed too early", "trail-week", |world| {
        world.change(Act::WeekDestroyed, |entry| entry.at = on(36));
    }),
    ("a weekly key destroyed too late", "trail-week", |world| {
        let place = world.place(Act::WeekDestroyed);
        let mut late = world.entries.remove(place);
        late.at = on(68);
        world.entries.insert(place, late);
    }),
    ("a weekly key never destroyed", "trail-week", |world| {
        world.take(Act::WeekDestroyed);
    }),
    ("confirmed before the backup", "trail-backup", |world| {
        let place = world.take(Act::BackupMade);
        let confirmed = world.entries[place].clone();
        assert_eq!(confirmed.act, Act::BundleConfirmed);
    }),
    (
        "confirmed more than the backup holds",
        "trail-backup",
        |world| {
            world.change(Act::BackupMade, |entry| {
                *entry =
                    bellrope_trail::Entry::new(entry.at, entry.by, entry.act).with(Key::Size, 31);
            });
        },
    ),
    ("recovery not tried for a year", "trail-drill", |world| {
        world.take(Act::RecoveryDrill);
    }),
    ("recovery never made", "trail-drill", |world| {
        world.take(Act::RecoveryMade);
        world.take(Act::RecoveryDrill);
    }),
    ("a letter too few", "trail-letters", |world| {
        world.change(Act::BundleImported, |entry| {
            *entry = bellrope_trail::Entry::new(entry.at, entry.by, entry.act)
                .with(Key::Root, "0f".repeat(32))
                .with(Key::Size, 32)
                .with(Key::Covers, 31);
        });
    }),
    ("a shorter log", "trail-letters", |world| {
        world.add(362, Actor::Desk, Act::BundleImported);
        world.with(Key::Root, "0f".repeat(32)).with(Key::Size, 31);
    }),
];

#[test]
fn run_names_every_rule_that_was_broken() {
    let mut failed = Vec::new();
    for (name, kind, breach) in BREACHES {
        let mut world = World::good();
        breach(&mut world);
        let found = check(&world.file());
        if kinds(&found) != [*kind] {
            failed.push((name, kind, found.findings));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// A desk whose clock is a year ahead, seen from outside.
#[test]
fn run_names_a_clock_that_is_ahead() {
    let file = World::good().file();
    assert_eq!(kinds(&check_with(&file, None, on(399))), [] as [&str; 0]);
    assert_eq!(kinds(&check_with(&file, None, on(300))), ["trail-clock"]);
}

/// What looks like a breach and is none.
#[test]
fn run_lets_pass_what_rules_allow() {
    let mut world = World::good();
    // A term that was moved and then met; one that ended; the keys of a lost laptop.
    world.add(380, Actor::Desk, Act::WeekMade);
    world.with(Key::Week, day(7));
    world.add(380, Actor::Desk, Act::VaultRestored);
    world.with(Key::Size, 16);
    let other =
        |act| bellrope_trail::Entry::new(on(380), Actor::Desk, act).case(OTHER.parse().unwrap());
    world.entries.push(
        other(Act::TermSet)
            .with(Key::Term, "feedback")
            .with(Key::Due, day(385)),
    );
    world.entries.push(
        other(Act::TermSet)
            .with(Key::Term, "feedback")
            .with(Key::Due, day(395)),
    );
    world.entries.push(
        other(Act::TermSet)
            .with(Key::Term, "promise")
            .with(Key::Due, day(381)),
    );
    world
        .entries
        .push(other(Act::TermEnded).with(Key::Term, "promise"));
    let mut met = other(Act::TermMet).with(Key::Term, "feedback");
    met.at = on(395);
    world.entries.push(met);
    // The log is imported again from where the backup was.
    world.add(396, Actor::Desk, Act::BundleImported);
    world
        .with(Key::Root, "0e".repeat(32))
        .with(Key::Size, 32)
        .with(Key::Letters, 1)
        .with(Key::Covers, 15);
    let found = check(&world.file());
    assert_eq!(kinds(&found), [] as [&str; 0], "{:#?}", found.findings);
    assert_eq!(super::fact(&found, "terms moved to another day"), "1");
}
