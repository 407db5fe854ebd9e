//! Tests of the trail: its words, its bytes, and every attack that it must show.

mod attack;
mod word;

use bellrope_protocol::base::Base;
use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use bellrope_protocol::note::{SignedNote, SignerKey};

use crate::{Act, Actor, Chain, Entry, Key, Kind, SignedEntry, Untrusted, export, key_note};

const NOW: u64 = 1_795_392_000;

fn base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

fn a_root(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().root_key_name(), &[seed; 32])
}

fn a_signer(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().trail_key_name(), &[seed; 32])
}

fn fingerprint() -> Fingerprint {
    FoundingRoot::from_bytes(*a_root(1).verifier().public()).fingerprint()
}

fn me() -> Actor {
    Actor::Person("p-0a1b2c3d".parse().unwrap())
}

/// A value that a key may have.
fn a_value(key: Key) -> String {
    match key.kind() {
        Kind::Code => "a-code".to_owned(),
        Kind::Count => "12".to_owned(),
        Kind::Day => "2026-11-23".to_owned(),
        Kind::Hash => "0f".repeat(32),
        Kind::Id => "0f".repeat(8),
        Kind::Case => "1234-5678".to_owned(),
    }
}

/// An entry of an act with all that it needs.
fn an_entry(act: Act, at: u64) -> Entry {
    let mut entry = Entry::new(at, me(), act);
    if act.needs().case {
        entry = entry.case("4821-0937".parse().unwrap());
    }
    if act.needs().whom {
        entry = entry.whom("p-00000001".parse().unwrap());
    }
    let facts = act.needs().facts.iter();
    facts.fold(entry, |entry, key| entry.with(*key, a_value(*key)))
}

/// A trail in its parts, so that tests can put it together wrongly.
struct Parts {
    key: SignedNote,
    head: SignedNote,
    entries: Vec<SignedEntry>,
}

impl Parts {
    fn of(acts: &[Act]) -> Self {
        let signer = a_signer(2);
        let mut chain = Chain::EMPTY;
        let entries = acts.iter().zip(NOW..);
        let entries = entries
            .map(|(act, at)| chain.append(&an_entry(*act, at), &signer).unwrap())
            .collect();
        Self {
            key: key_note::vouch(&a_root(1), &signer, NOW).unwrap(),
            head: chain.head(NOW + 100, &signer).unwrap(),
            entries,
        }
    }

    fn untrusted(&self) -> Untrusted {
        let text = export(&self.key, &self.head, &self.entries);
        let untrusted = Untrusted::parse(text.as_bytes()).unwrap();
        assert_eq!(untrusted.to_string(), text);
        untrusted
    }
}

fn five() -> Parts {
    Parts::of(&[
        Act::VaultFounded,
        Act::CaseOpened,
        Act::StatusSet,
        Act::AttachmentExported,
        Act::VaultLocked,
    ])
}
