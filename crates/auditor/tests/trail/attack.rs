//! Attacks on the file: what was written down is changed afterwards.

use std::fs;

use bellrope_protocol::note::SignedNote;
use bellrope_trail::{Act, Chain, export, key_note};

use super::world::{World, base, on, root, signer};
use super::{check, check_with, kinds};

/// A change to the exported text, and what must be found.
type Attack = (&'static str, fn(&World) -> String, &'static [&'static str]);

const ATTACKS: &[Attack] = &[
    ("nothing at all", |_| String::new(), &["trail-form"]),
    (
        "half the file",
        |world| {
            let file = world.file();
            file[..file.len() / 2].to_owned()
        },
        &["trail-form"],
    ),
    (
        "a word that there is not",
        |world| world.file().replace("\"case-read\"", "\"case-eaten\""),
        &["trail-form"],
    ),
    (
        "another act in an entry",
        |world| world.file().replace("\"case-read\"", "\"task-done\""),
        &["trail-entry"],
    ),
    (
        "another person in an entry",
        |world| {
            world.file().replace(
                "\"by\":\"p-00000002\",\"act\":\"case-read\"",
                "\"by\":\"p-00000001\",\"act\":\"case-read\"",
            )
        },
        &["trail-entry"],
    ),
    (
        "an entry taken out",
        |world| {
            let mut entries = world.signed();
            entries.remove(world.place(Act::CaseRead));
            world.file_of(&entries)
        },
        &["trail-entry"],
    ),
    (
        "two entries swapped",
        |world| {
            let mut entries = world.signed();
            entries.swap(3, 4);
            world.file_of(&entries)
        },
        &["trail-entry"],
    ),
    (
        "the end cut off under the old head",
        |world| {
            let entries = world.signed();
            let whole = world.file();
            let last = entries.last().unwrap().to_string();
            whole.replace(&format!("{last}\n"), "")
        },
        &["trail-head"],
    ),
    (
        "another desk's root",
        |world| {
            let key = key_note::vouch(&root(9), &world.signer, on(0)).unwrap();
            let entries = world.signed();
            let end = Chain::after(entries.last().unwrap());
            export(&key, &end.head(on(400), &world.signer).unwrap(), &entries)
        },
        &["trail-key"],
    ),
    (
        "a name of the key that is no desk's",
        |world| {
            let key = key_note::vouch(&root(1), &world.signer, on(0)).unwrap();
            let text = key
                .unverified_text()
                .replace("v1/desks/mid", "v2/tables/mid");
            let name = "relay.example/v2/tables/mid/root".parse().unwrap();
            let seed = *root(1).expose_secret();
            let root = bellrope_protocol::note::SignerKey::from_seed(name, &seed);
            let key = SignedNote::sign(text, &root).unwrap();
            let name = "relay.example/v2/tables/mid/trail".parse().unwrap();
            let signer = bellrope_protocol::note::SignerKey::from_seed(name, &[2; 32]);
            export(&key, &Chain::EMPTY.head(on(400), &signer).unwrap(), &[])
        },
        &["trail-key"],
    ),
    (
        "entries of another key",
        |world| {
            let other = World {
                signer: signer(9),
                entries: world.entries.clone(),
                ..World::good()
            };
            let key = key_note::vouch(&root(1), &world.signer, on(0)).unwrap();
            let entries = other.signed();
            let end = Chain::after(entries.last().unwrap());
            export(&key, &end.head(on(400), &world.signer).unwrap(), &entries)
        },
        &["trail-entry"],
    ),
];

#[test]
fn run_names_every_attack_on_the_file() {
    for (name, attack, expected) in ATTACKS {
        let found = check(&attack(&World::good()));
        assert_eq!(kinds(&found), *expected, "{name}: {:#?}", found.findings);
        // Nothing of it is believed.
        assert!(
            !found.facts.iter().any(|fact| fact.what == "terms met"),
            "{name}"
        );
    }
}

/// One entry that was altered is one finding, at that entry.
#[test]
fn run_names_the_altered_entry_alone() {
    let world = World::good();
    let place = world.place(Act::CaseRead) + 1;
    let found = check(&world.file().replace("\"case-read\"", "\"task-done\""));
    let places: Vec<&str> = found.findings.iter().map(|it| it.place.as_str()).collect();
    assert_eq!(places, [format!("entry {place}")]);
}

/// The desk writes its trail anew, properly signed: only the auditor's own memory shows it.
#[test]
fn run_holds_the_trail_against_every_head_that_was_kept() {
    let kept = tempfile::tempdir().unwrap();
    let run = |world: &World| check_with(&world.file(), Some(kept.path()), on(403));
    let mut early = World::good();
    early.entries.truncate(12);
    early.exported = on(3);
    let first = run(&early);
    assert_eq!(
        super::fact(&first, "earlier heads that this trail goes on from"),
        "0"
    );
    let folder = kept.path().join("relay.example/mid/trail");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);

    let second = run(&World::good());
    assert_eq!(kinds(&second), [] as [&str; 0]);
    assert_eq!(
        super::fact(&second, "earlier heads that this trail goes on from"),
        "1"
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    // The same export again is the same head.
    assert_eq!(kinds(&run(&World::good())), [] as [&str; 0]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);

    let mut rewritten = World::good();
    rewritten.take(Act::Printed);
    let found = run(&rewritten);
    assert_eq!(kinds(&found), ["trail-cut"]);
    // The early part is the same; the rewritten head is evidence too, and kept.
    assert_eq!(found.findings.len(), 1);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);

    fs::write(
        folder.join("00000000000000000001-0000000000000000.head"),
        "nothing",
    )
    .unwrap();
    assert_eq!(run(&World::good()).could_not.len(), 1);
}

#[test]
fn base_is_that_of_the_key() {
    assert_eq!(
        base().trail_key_name().as_str(),
        "relay.example/v1/desks/mid/trail"
    );
}
