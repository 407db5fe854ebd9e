//! Reports entered by hand, links, merging, splitting, handing over, spam.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use bellrope_casework::hearing::RecordForm;
use bellrope_casework::reason::Reason;
use bellrope_casework::status::Status;
use bellrope_casework::vocabulary::{Channel, ContactKind, IdentityLevel, Lang};
use bellrope_desk::case::{
    self, Body, CaseNumber, EnterError, Entered, Entry, LinkError, LinkKind, MoveToError, NewEntry,
    Reply, Spoken,
};
use bellrope_desk::import;
use bellrope_desk::terms::{self, Scope};
use bellrope_desk::text::Texts;
use bellrope_protocol::key::{CaseKeys, ReporterKeys};
use bellrope_protocol::letter;
use bellrope_protocol::tag::Tag;

use support::reporter::Reporter;
use support::{DAY, STORY, World, a_reported_world, contains, every_file};

const CALL: &str = "De beller zegt dat de tankpassen zoek zijn.";

fn why() -> Reason {
    Reason::parse("Jansen zegt dat het hetzelfde is").unwrap()
}

fn a_call() -> NewEntry<'static> {
    NewEntry {
        came: Channel::Phone,
        received: "2026-11-20".parse().unwrap(),
        lang: Lang::Dutch,
        kind: ContactKind::Report,
        identity: IdentityLevel::Anonymous,
        text: CALL,
        spoken: Some(Spoken {
            form: RecordForm::Minutes,
            consent: None,
        }),
        with_code: true,
        of: None,
    }
}

impl World {
    fn enter(&mut self, entry: &NewEntry<'_>) -> Result<Entered, EnterError> {
        case::enter(&mut self.vault, entry, self.now, &mut self.rng)
    }

    /// Imports one more report, and returns its case.
    fn another(&mut self) -> CaseNumber {
        let known: Vec<CaseNumber> = self.numbers();
        let reporter = self.reporter();
        let content = reporter.report("Een tweede verhaal.", &mut self.rng);
        reporter.post(&content, &mut self.relay, &mut self.rng);
        self.seal();
        self.import();
        let numbers = self.numbers().into_iter();
        numbers.rev().find(|it| !known.contains(it)).unwrap()
    }

    /// Lets somebody post a raw letter, and imports it.
    fn raw(&mut self, text: &str) {
        let recipient = self
            .card()
            .recipient_at(self.now)
            .unwrap()
            .recipient
            .clone();
        let mut plaintext = [0; 14_725];
        plaintext[..text.len()].copy_from_slice(text.as_bytes());
        let letter = letter::seal(&plaintext, &recipient, &mut self.rng);
        let tag = Tag::random(&mut self.rng);
        self.relay.post(letter, tag);
        self.seal();
        assert_eq!(self.import().raw, 1);
    }

    fn numbers(&self) -> Vec<CaseNumber> {
        let summaries = case::summaries(&self.vault).unwrap();
        summaries.into_iter().map(|case| case.number).collect()
    }

    fn link(
        &mut self,
        number: &CaseNumber,
        other: &CaseNumber,
        kind: LinkKind,
    ) -> Result<(), LinkError> {
        let (vault, rng) = (&mut self.vault, &mut self.rng);
        case::link(vault, number, other, kind, &why(), self.now, rng)
    }
}

/// The reporter's own program, with nothing but the code from the card.
fn reporter_of(world: &World, entered: Entered) -> Reporter {
    let code = entered.code.unwrap();
    let card = world.card();
    let keys = ReporterKeys::derive(&code, &card.founding);
    let case = CaseKeys::for_reporter(&keys, card.newest_authentication().unwrap());
    Reporter::with(code, keys, case, &card)
}

#[test]
fn caller_gets_a_code_and_reads_and_writes_with_it() {
    let mut world = World::new();
    let entered = world.enter(&a_call()).unwrap();
    let number = entered.number.clone();
    let reporter = reporter_of(&world, entered);
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.summary.came, Channel::Phone);
    assert_eq!(view.summary.received.to_string(), "2026-11-20");
    assert!(matches!(&view.entries[0], Entry::Told { text, .. } if text == CALL));
    assert_eq!(view.hearings.len(), 1);
    // The law's terms run from the day of the call.
    let rows = terms::board(&world.vault, Scope::Team, world.now).unwrap();
    assert_eq!(rows[0].1.term.due.to_string(), "2026-11-27");

    let reply = Reply {
        number: &number,
        text: "Welke passen zijn zoek?",
    };
    case::reply(&mut world.vault, reply, world.now, &mut world.rng).unwrap();
    world.pass(DAY);
    world.export();
    let texts = reporter.read(&world.relay).texts();
    assert_eq!(texts[0].text, "Welke passen zijn zoek?");

    let content = reporter.message("Die van garage 3.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    assert_eq!(world.import().letters, 1);
    assert_eq!(world.numbers(), std::slice::from_ref(&number));
    let view = case::show(&world.vault, &number).unwrap();
    assert!(matches!(view.entries.last(), Some(Entry::Letter { .. })));
}

#[test]
fn code_is_shown_once_and_kept_nowhere() {
    let mut world = World::new();
    let entered = world.enter(&a_call()).unwrap();
    let code = entered.code.as_ref().unwrap();
    let card = case::code_card(code, &entered.number, &Texts::new(Lang::Dutch));
    let words = code.words(bellrope_protocol::case_code::Language::Dutch);
    assert!(card.contains(&words.join(" ")) && card.contains(entered.number.as_str()));
    assert!(!format!("{entered:?}").contains(words[0]));
    for file in every_file(world.vault.folder()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !contains(&bytes, code.expose_secret()),
            "{}",
            file.display()
        );
    }
}

#[test]
fn entry_refuses_what_cannot_be() {
    let mut world = World::new();
    let refusals = [
        NewEntry {
            came: Channel::Mailbox,
            ..a_call()
        },
        NewEntry {
            received: "2026-11-24".parse().unwrap(),
            ..a_call()
        },
        NewEntry {
            text: " \n",
            ..a_call()
        },
        NewEntry {
            spoken: None,
            ..a_call()
        },
        NewEntry {
            spoken: Some(Spoken {
                form: RecordForm::Recording,
                consent: None,
            }),
            ..a_call()
        },
    ];
    for entry in &refusals {
        assert!(world.enter(entry).is_err(), "{entry:?}");
    }
    assert!(world.numbers().is_empty());
}

#[test]
fn paper_without_a_code_has_no_way_back_and_owes_no_acknowledgement() {
    let mut world = World::new();
    let paper = NewEntry {
        came: Channel::Post,
        spoken: None,
        with_code: false,
        ..a_call()
    };
    let number = world.enter(&paper).unwrap().number;
    assert!(
        terms::board(&world.vault, Scope::Team, world.now)
            .unwrap()
            .is_empty()
    );
    let reply = Reply {
        number: &number,
        text: "Dank u.",
    };
    assert!(case::reply(&mut world.vault, reply, world.now, &mut world.rng).is_err());
    // Somebody was told in another way: that is feedback too.
    world.go(
        &number,
        &[Status::Assessing, Status::Handling, Status::FeedbackGiven],
    );
    let view = case::show(&world.vault, &number).unwrap();
    assert!(view.fed_back.is_some());
}

#[test]
fn raw_letter_is_taken_over_into_a_case_with_a_code() {
    let mut world = World::new();
    world.raw("Een losse brief over tankpassen.");
    let raw = world.only_case();
    let entered = world
        .enter(&NewEntry {
            came: Channel::Post,
            spoken: None,
            of: Some(&raw),
            ..a_call()
        })
        .unwrap();
    let view = case::show(&world.vault, &raw).unwrap();
    assert_eq!(view.summary.merged_into.as_ref(), Some(&entered.number));
    assert_eq!(view.links[0].kind, LinkKind::SameReport);
    assert!(view.summary.is_over());
}

#[test]
fn links_are_seen_from_both_sides_and_make_clusters() {
    let (mut world, _) = a_reported_world();
    let first = world.only_case();
    let (second, third) = (world.another(), world.another());
    world.another();
    world.link(&first, &second, LinkKind::SamePerson).unwrap();
    world.link(&third, &second, LinkKind::Pattern).unwrap();
    let again = world.link(&first, &second, LinkKind::SamePerson);
    assert!(matches!(again, Err(LinkError::Linked)));
    let itself = world.link(&first, &first, LinkKind::Pattern);
    assert!(matches!(itself, Err(LinkError::Itself)));
    let view = case::show(&world.vault, &first).unwrap();
    assert_eq!(view.links[0].other, second);
    assert_eq!(view.links[0].reason, Some(why()));
    let view = case::show(&world.vault, &second).unwrap();
    assert_eq!((view.links.len(), &view.links[0].reason), (2, &None));
    let mut expected = vec![first.clone(), second.clone(), third.clone()];
    expected.sort();
    assert_eq!(case::clusters(&world.vault).unwrap(), [expected]);

    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let kind = LinkKind::SamePerson;
    case::unlink(vault, &second, &first, kind, &why(), world.now, rng).unwrap();
    let twice = case::unlink(vault, &first, &second, kind, &why(), world.now, rng);
    assert!(matches!(twice, Err(LinkError::NotLinked)));
    assert_eq!(case::clusters(vault).unwrap()[0].len(), 2);
    // That there was one stays readable.
    assert!(case::show(vault, &first).unwrap().links[0].ended.is_some());
}

#[test]
fn merged_case_is_handled_in_the_other_and_its_terms_end() {
    let (mut world, reporter) = a_reported_world();
    let first = world.only_case();
    let second = world.another();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    case::merge(vault, &first, &second, &why(), world.now, rng).unwrap();
    let back = case::merge(vault, &second, &first, &why(), world.now, rng);
    assert!(matches!(back, Err(LinkError::Merged { .. })));
    let rows = terms::board(&world.vault, Scope::Team, world.now).unwrap();
    assert!(rows.iter().all(|(_, row)| row.number == second));
    // Its reporter can still be told.
    let reply = Reply {
        number: &first,
        text: "Uw melding gaat op in een andere zaak.",
    };
    case::reply(&mut world.vault, reply, world.now, &mut world.rng).unwrap();
    world.pass(DAY);
    world.export();
    assert_eq!(reporter.read(&world.relay).texts().len(), 1);
    let acts: Vec<String> = world
        .entries()
        .iter()
        .map(|it| it.entry.act.to_string())
        .collect();
    assert!(acts.contains(&"merged".to_owned()));
}

#[test]
fn split_copies_parts_to_a_case_that_nobody_is_written_to_in() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let content = reporter.message("En nog iets heel anders.", &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    for items in [&[][..], &[0], &[3]] {
        assert!(case::split(vault, &number, items, &why(), world.now, rng).is_err());
    }
    let made = case::split(vault, &number, &[2], &why(), world.now, rng).unwrap();
    let view = case::show(vault, &made).unwrap();
    assert!(matches!(view.entries.as_slice(), [Entry::Letter { .. }]));
    assert_eq!(view.links[0].kind, LinkKind::Split);
    let reply = Reply {
        number: &made,
        text: "Dank u.",
    };
    assert!(case::reply(vault, reply, world.now, rng).is_err());
    assert_eq!(case::show(vault, &number).unwrap().entries.len(), 2);
}

#[test]
fn nothing_is_handed_over_unchecked() {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    world.go(&number, &[Status::Assessing]);
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let refused = case::hand_over(vault, &number, Body::Police, &why(), world.now, rng);
    let Err(MoveToError::Proposal(err)) = refused else {
        panic!("it was handed over");
    };
    assert!(matches!(
        err.of_plan::<MoveToError>(),
        Some(MoveToError::Unchecked)
    ));
}

#[test]
fn spam_is_marked_and_cleared_in_bulk_and_nothing_is_lost() {
    let (mut world, _) = a_reported_world();
    world.another();
    let numbers = world.numbers();
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    assert_eq!(case::mark_spam(vault, &numbers, world.now, rng).unwrap(), 2);
    assert_eq!(case::mark_spam(vault, &numbers, world.now, rng).unwrap(), 0);
    assert!(
        terms::board(vault, Scope::Team, world.now)
            .unwrap()
            .is_empty()
    );
    let summaries = case::summaries(vault).unwrap();
    assert!(summaries.iter().all(|case| case.is_spam));
    assert_eq!(
        case::clear_spam(vault, &numbers[..1], world.now, rng).unwrap(),
        1
    );
    let view = case::show(vault, &numbers[0]).unwrap();
    assert!(!view.summary.is_spam && !view.entries.is_empty());
    assert_eq!(
        terms::board(vault, Scope::Team, world.now).unwrap().len(),
        2
    );
    let unknown = CaseNumber::parse("0000-0000").unwrap();
    let all = [numbers[0].clone(), unknown];
    assert!(case::mark_spam(vault, &all, world.now, rng).is_err());
    assert!(!case::show(vault, &numbers[0]).unwrap().summary.is_spam);
}

#[test]
fn letters_of_the_unverified_box_are_marked_too() {
    let mut world = World::new();
    let reporter = world.reporter();
    // A message of a case that the desk does not have.
    let content = reporter.message(STORY, &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    world.seal();
    world.import();
    let index = import::unverified(&world.vault).unwrap()[0].index;
    let (vault, rng) = (&mut world.vault, &mut world.rng);
    let letters = [index, index + 77];
    let marked = import::mark_unverified(vault, &letters, true, world.now, rng);
    assert_eq!(marked.unwrap(), 1);
    assert!(import::unverified(vault).unwrap()[0].is_spam);
    import::mark_unverified(vault, &letters, false, world.now, rng).unwrap();
    assert!(!import::unverified(vault).unwrap()[0].is_spam);
}
