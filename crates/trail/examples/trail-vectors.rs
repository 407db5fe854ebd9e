//! Writes the vectors of `tests/vectors/trail`:
//!
//! ```text
//! cargo run -p bellrope-trail --example trail-vectors
//! ```
//!
//! Nothing here knows what the parser says: files are changed by hand from a good one, and what must
//! come of them is written beside them. Keys come from fixed seeds and Ed25519 is deterministic, so
//! the same files come out every time.

#![expect(
    clippy::unwrap_used,
    reason = "a developer's command: what fails is a defect"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "vectors are files; the crate itself has no I/O"
)]

#[path = "../tests/vector/mod.rs"]
mod vector;

use std::path::Path;

use bellrope_protocol::base::Base;
use bellrope_protocol::key::FoundingRoot;
use bellrope_protocol::note::{SignedNote, SignerKey};
use bellrope_trail::{Act, Actor, Chain, Entry, Key, SignedEntry, export, key_note, reason};
use vector::{Input, Vector};

const NOW: u64 = 1_795_392_000;

fn main() {
    let world = World::new();
    world.good();
    world.changed_lines();
    world.moved_entries();
    world.other_ends();
    world.other_keys();
}

/// A desk with a trail of six entries.
struct World {
    root: SignerKey,
    signer: SignerKey,
    entries: Vec<SignedEntry>,
}

fn base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

fn signer(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().trail_key_name(), &[seed; 32])
}

fn root(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().root_key_name(), &[seed; 32])
}

impl World {
    fn new() -> Self {
        let signer = signer(2);
        let mut chain = Chain::EMPTY;
        let entries = acts()
            .into_iter()
            .map(|entry| chain.append(&entry, &signer).unwrap());
        let entries = entries.collect();
        Self {
            root: root(1),
            signer,
            entries,
        }
    }

    fn key(&self) -> SignedNote {
        key_note::vouch(&self.root, &self.signer, NOW).unwrap()
    }

    fn head(&self, size: usize) -> SignedNote {
        let last = size.checked_sub(1).map(|index| &self.entries[index]);
        let chain = last.map_or(Chain::EMPTY, Chain::after);
        chain.head(NOW + 3_600, &self.signer).unwrap()
    }

    fn file(&self) -> String {
        export(&self.key(), &self.head(self.entries.len()), &self.entries)
    }

    /// The file with other entries under the same head.
    fn with(&self, entries: &[SignedEntry]) -> String {
        export(&self.key(), &self.head(self.entries.len()), entries)
    }

    fn write(&self, name: &str, about: &str, text: String, expect: Expect<'_>) {
        self.write_kept(name, about, text, None, expect);
    }

    fn write_kept(
        &self,
        name: &str,
        about: &str,
        text: String,
        kept: Option<String>,
        expect: Expect<'_>,
    ) {
        let (accepted, refused) = match expect {
            Good(accepted) => (Some(accepted.to_owned()), None),
            Bad(refused) => (None, Some(refused.to_owned())),
        };
        let root = FoundingRoot::from_bytes(*self.root.verifier().public());
        let vector = Vector {
            about: about.to_owned(),
            accepted,
            refused,
            input: Input {
                fingerprint: root.fingerprint().to_string(),
                kept,
                text,
            },
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/trail");
        std::fs::create_dir_all(&folder).unwrap();
        let text = toml::to_string_pretty(&vector).unwrap();
        std::fs::write(folder.join(format!("{name}.toml")), text).unwrap();
    }

    fn good(&self) {
        let all = "6 entries, the last is attachment-exported";
        self.write("good", "six entries", self.file(), Good(all));
        let empty = export(&self.key(), &self.head(0), &[]);
        let none = "0 entries, the last is none";
        self.write("good-empty", "a trail without entries", empty, Good(none));
        let kept = Some(self.head(4).to_string());
        let about = "with a head that was kept from before";
        self.write_kept("good-kept", about, self.file(), kept, Good(all));
    }

    fn changed_lines(&self) {
        let malformed = "line of entry 4 is malformed: entry has a malformed line: ";
        for (name, about, from, to, refused) in [
            (
                "line-space",
                "white space in the line",
                "{\"n\":4,",
                "{\"n\":4, ",
                "line is not an entry in its one spelling",
            ),
            (
                "line-number",
                "a second spelling of the number",
                "\"n\":4",
                "\"n\":04",
                "line is not an entry in its one spelling",
            ),
            (
                "line-escape",
                "an escape",
                "\"term\":\"feedback\"",
                "\"term\":\"\\u0066eedback\"",
                "line is not an entry in its one spelling",
            ),
            (
                "line-member-unknown",
                "a member that there is not",
                "{\"n\":4,",
                "{\"n\":4,\"text\":\"Jan\",",
                "line is not an entry in its one spelling",
            ),
            (
                "line-fact-twice",
                "a fact twice",
                "\"term\":\"feedback\"",
                "\"term\":\"feedback\",\"term\":\"feedback\"",
                "line is not an entry in its one spelling",
            ),
            (
                "line-facts-order",
                "facts in another order",
                "\"term\":\"feedback\",\"due\":\"2027-02-23\"",
                "\"due\":\"2027-02-23\",\"term\":\"feedback\"",
                "line is not an entry in its one spelling",
            ),
            (
                "line-free-text",
                "a sentence where a code belongs",
                "\"feedback\"",
                "\"de chef stal\"",
                "line is not an entry that a trail may have: entry has a value of term that it may not have",
            ),
            (
                "line-name",
                "a name where a pseudonym belongs",
                "\"by\":\"p-0a1b2c3d\"",
                "\"by\":\"jan\"",
                "line has an unknown word: not the id of a person",
            ),
            (
                "line-act-unknown",
                "an act that there is not",
                "\"term-set\"",
                "\"term-bent\"",
                "line has an unknown word: not an act that a trail knows",
            ),
            (
                "line-fact-unknown",
                "a fact that there is not",
                "\"due\"",
                "\"said\"",
                "line has an unknown word: not a fact that a trail knows",
            ),
            (
                "line-case-missing",
                "an act of a case without one",
                ",\"case\":\"4821-0937\"",
                "",
                "line is not an entry that a trail may have: entry term-set names no case",
            ),
            (
                "line-fact-missing",
                "an act without a fact that it needs",
                "\"term\":\"feedback\",",
                "",
                "line is not an entry that a trail may have: entry term-set does not tell term",
            ),
        ] {
            let text = self.edit(4, from, to);
            self.write(name, about, text, Bad(&format!("{malformed}{refused}")));
        }
        let changed = self.edit(4, "2027-02-23", "2027-03-23");
        let refused = "entry 4 does not follow from the one before";
        self.write(
            "changed-day",
            "a day was changed afterwards",
            changed,
            Bad(refused),
        );
        let changed = self.edit(2, "\"by\":\"p-0a1b2c3d\"", "\"by\":\"desk\"");
        let refused = "entry 2 does not follow from the one before";
        self.write(
            "changed-actor",
            "an actor was changed afterwards",
            changed,
            Bad(refused),
        );
    }

    /// The file with a change in the line of one entry.
    fn edit(&self, number: usize, from: &str, to: &str) -> String {
        let line = self.entries[number - 1].to_string();
        assert!(line.contains(from), "{from} is not in {line}");
        self.file().replace(&line, &line.replacen(from, to, 1))
    }

    fn moved_entries(&self) {
        let mut entries = self.entries.clone();
        entries.remove(2);
        let refused = "entry 4 stands where entry 3 belongs";
        self.write(
            "removed",
            "an entry was taken out",
            self.with(&entries),
            Bad(refused),
        );

        let mut entries = self.entries.clone();
        entries.swap(2, 3);
        self.write(
            "swapped",
            "two entries were swapped",
            self.with(&entries),
            Bad(refused),
        );

        let mut entries = self.entries.clone();
        entries.insert(3, entries[2].clone());
        let refused = "entry 3 stands where entry 4 belongs";
        self.write(
            "doubled",
            "an entry stands twice",
            self.with(&entries),
            Bad(refused),
        );

        let mut entries = self.entries.clone();
        let mut chain = Chain::after(&entries[1]);
        entries[2] = chain.append(&acts()[0], &self.signer).unwrap();
        let refused = "entry 4 does not follow from the one before";
        let about = "an entry was replaced and signed anew";
        self.write("replaced", about, self.with(&entries), Bad(refused));
    }

    fn other_ends(&self) {
        let cut = &self.entries[..4];
        let refused = "trail ends at entry 4, its head says 6";
        self.write("cut", "the end was cut off", self.with(cut), Bad(refused));

        let text = export(&self.key(), &self.head(4), cut);
        let kept = Some(self.head(6).to_string());
        let refused = "trail does not extend the head that was kept";
        let about = "the end was cut off, and the head signed anew";
        self.write_kept("cut-under-new-head", about, text, kept, Bad(refused));

        let mut text = self.file();
        text.pop();
        let refused = "last line of the trail is not ended";
        self.write(
            "unended",
            "the last line feed is missing",
            text,
            Bad(refused),
        );

        let refused = "line of entry 7 is malformed: entry is not hash, signature and line";
        let text = format!("{}\n", self.file());
        self.write("empty-line", "an empty line at the end", text, Bad(refused));

        let refused = "trail does not begin with the note of its key: note has no blank line before its signatures";
        self.write("nothing", "an empty file", String::new(), Bad(refused));
    }

    fn other_keys(&self) {
        let head = self.head(6);
        let key = key_note::vouch(&root(7), &self.signer, NOW).unwrap();
        let refused =
            "nobody vouches for the key of the trail: trail is of a desk with another fingerprint";
        let text = export(&key, &head, &self.entries);
        self.write(
            "other-root",
            "another desk's root vouches",
            text,
            Bad(refused),
        );

        let claimed = self.key().unverified_text().to_owned();
        let key = SignedNote::sign(claimed, &root(7)).unwrap();
        let text = export(&key, &head, &self.entries);
        let refused = "nobody vouches for the key of the trail: key of the trail is not vouched for by the desk's root: note is not signed by a trusted key";
        self.write(
            "other-root-claims",
            "another key signed in the root's name",
            text,
            Bad(refused),
        );

        let key = key_note::vouch(&self.root, &signer(9), NOW).unwrap();
        let text = export(&key, &head, &self.entries);
        let refused = "entry 1 is not signed by the key of the trail";
        self.write(
            "other-key",
            "the root vouches for another key",
            text,
            Bad(refused),
        );

        let head = Chain::after(&self.entries[5])
            .head(NOW, &signer(9))
            .unwrap();
        let text = export(&self.key(), &head, &self.entries);
        let refused = "head of the trail is not to be trusted: head is not signed by the key of the trail: note is not signed by a trusted key";
        self.write(
            "other-key-head",
            "another key signed the head",
            text,
            Bad(refused),
        );
    }
}

enum Expect<'a> {
    Good(&'a str),
    Bad(&'a str),
}
use Expect::{Bad, Good};

fn acts() -> [Entry; 6] {
    let person = Actor::Person("p-0a1b2c3d".parse().unwrap());
    let other = "p-11223344".parse().unwrap();
    let case = "4821-0937".parse().unwrap();
    [
        Entry::new(NOW, Actor::Desk, Act::VaultFounded),
        Entry::new(NOW + 1, person, Act::PersonAdded)
            .whom(other)
            .with(Key::Role, "handler"),
        Entry::new(NOW + 2, Actor::Desk, Act::CaseOpened).case(case),
        Entry::new(NOW + 3, person, Act::TermSet)
            .case(case)
            .with(Key::Term, "feedback")
            .with(Key::Due, "2027-02-23"),
        Entry::new(NOW + 4, person, Act::Assigned)
            .case(case)
            .whom(other),
        Entry::new(NOW + 5, other, Act::AttachmentExported)
            .case(case)
            .with(Key::To, "authority")
            .with(
                Key::Reason,
                reason::hash(&[7; 32], "Op verzoek van de rechter."),
            )
            .with(Key::File, "0f".repeat(32)),
    ]
}
