//! Several people at one desk: whose passphrase opens it, and what each may read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

mod support;

use std::collections::BTreeSet;

use bellrope_desk::case::{self, Reply, ReplyError, ShowError};
use bellrope_desk::person::{self, NewPerson, PersonError, Role};
use bellrope_desk::vault::{Passphrase, Vault, VaultError};
use bellrope_protocol::content::LetterBody;
use zeroize::Zeroizing;

use support::{DAY, World, a_reported_world, his, passphrase};

#[test]
fn passphrase_says_who_it_is() {
    let mut world = World::new();
    let her = world.vault.me().unwrap();
    let him = world.add("Bram Kuiper", Role::Caseworker, &his());
    let world = world.sit_down(&his());
    assert_eq!(world.vault.me().unwrap(), him);
    let me = person::me(&world.vault.read().unwrap()).unwrap();
    assert_eq!(me.name, "Bram Kuiper");
    let world = world.sit_down(&passphrase());
    assert_eq!(world.vault.me().unwrap(), her);
    assert_eq!(world.vault.openers().count(), 2);
}

#[test]
fn add_refuses_a_passphrase_and_a_name_in_use() {
    let mut world = World::new();
    let mut new = NewPerson {
        name: "Bram Kuiper",
        roles: BTreeSet::from([Role::Caseworker]),
        passphrase: &passphrase(),
    };
    let refused = person::add(&mut world.vault, &new, world.now, &mut world.rng);
    assert!(matches!(
        refused,
        Err(PersonError::Vault(VaultError::PassphraseTaken))
    ));
    let other = his();
    new.passphrase = &other;
    new.name = " Femke de Wit ";
    let refused = person::add(&mut world.vault, &new, world.now, &mut world.rng);
    assert!(matches!(refused, Err(PersonError::NameTaken)));
    new.name = "  ";
    let refused = person::add(&mut world.vault, &new, world.now, &mut world.rng);
    assert!(matches!(refused, Err(PersonError::NoName)));
    assert_eq!(world.vault.openers().count(), 1);
}

#[test]
fn change_passphrase_lets_the_new_one_in_and_not_the_old() {
    let mut world = World::new();
    person::change_passphrase(&mut world.vault, &his(), world.now, &mut world.rng).unwrap();
    let place = world.vault.folder().to_owned();
    drop(world.vault);
    let refused = Vault::open(&place, &passphrase()).unwrap_err();
    assert!(matches!(refused, VaultError::WrongPassphrase));
    assert!(Vault::open(&place, &his()).is_ok());
}

#[test]
fn case_is_closed_to_whoever_came_later_or_makes_figures() {
    let (mut world, _) = a_reported_world();
    world.add("Bram Kuiper", Role::Caseworker, &his());
    let mut world = world.sit_down(&his());
    let number = world.only_case();
    let Err(ShowError::Vault(VaultError::Closed { .. })) = case::show(&world.vault, &number) else {
        panic!("the case is open");
    };
    let reply = Reply {
        number: &number,
        text: "Dank u wel.",
    };
    let refused = case::reply(&mut world.vault, reply, world.now, &mut world.rng);
    let Err(ReplyError::Vault(VaultError::Closed { .. })) = refused else {
        panic!("the case is open");
    };
}

#[test]
fn whoever_may_not_read_a_case_still_imports_its_letters_and_sends_its_replies() {
    let (mut world, reporter) = a_reported_world();
    let number = world.only_case();
    let analyst = "negen natte honden op zolder";
    let analyst = Passphrase::new(Zeroizing::new(analyst.to_owned()));
    world.add("Bram Kuiper", Role::Analyst, &analyst);
    world.acknowledge(&number).unwrap();

    let mut world = world.sit_down(&analyst);
    world.pass(DAY);
    let exported = world.export();
    assert_eq!(exported.made[0].used, 1);
    assert_eq!(reporter.read(&world.relay).replies.len(), 1);
    let text = "Nog iets: het hangslot is vervangen.".to_owned();
    let content = reporter.content(LetterBody::Message { text }, false, &mut world.rng);
    reporter.post(&content, &mut world.relay, &mut world.rng);
    // A second reporter, whose case the analyst does not read either.
    let other = world.reporter();
    let report = other.report("Een tweede zaak.", &mut world.rng);
    other.post(&report, &mut world.relay, &mut world.rng);
    world.seal();
    let summary = world.import();
    assert_eq!((summary.letters, summary.new_cases.len()), (2, 1));
    for summary in case::summaries(&world.vault).unwrap() {
        assert!(case::show(&world.vault, &summary.number).is_err());
    }

    let mut world = world.sit_down(&passphrase());
    world.declare_all();
    let view = case::show(&world.vault, &number).unwrap();
    assert_eq!(view.entries.len(), 3);
    let case::Entry::Letter { content, .. } = &view.entries[2] else {
        panic!("a letter");
    };
    assert!(matches!(&content.body, LetterBody::Message { text } if text.contains("hangslot")));
    for summary in case::summaries(&world.vault).unwrap() {
        assert!(case::show(&world.vault, &summary.number).is_ok());
    }
}
