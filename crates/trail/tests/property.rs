//! Properties: what was appended comes back; what was changed, anywhere and in any way, does not.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

use bellrope_protocol::base::Base;
use bellrope_protocol::key::{Fingerprint, FoundingRoot};
use bellrope_protocol::note::SignerKey;
use bellrope_trail::{
    Act, Actor, Chain, Entry, Key, Kind, SignedEntry, StaffId, Untrusted, export, key_note,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

fn keys() -> (SignerKey, SignerKey, Fingerprint) {
    let base = Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap());
    let root = SignerKey::from_seed(base.root_key_name(), &[1; 32]);
    let public = FoundingRoot::from_bytes(*root.verifier().public());
    let signer = SignerKey::from_seed(base.trail_key_name(), &[2; 32]);
    (root, signer, public.fingerprint())
}

fn a_value(key: Key) -> BoxedStrategy<String> {
    match key.kind() {
        Kind::Code => "[a-z][a-z0-9-]{0,31}".boxed(),
        Kind::Count => any::<u64>().prop_map(|n| n.to_string()).boxed(),
        Kind::Day => "[2-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])".boxed(),
        Kind::Hash => "[0-9a-f]{64}".boxed(),
        Kind::Id => "[0-9a-f]{16}".boxed(),
        Kind::Case => "[0-9]{4}-[0-9]{4}".boxed(),
    }
}

/// The facts that an act needs, and up to five others.
fn facts(act: Act) -> impl Strategy<Value = Vec<(Key, String)>> {
    subsequence(Key::ALL.to_vec(), 0..=5).prop_flat_map(move |mut chosen| {
        chosen.extend(act.needs().facts);
        chosen.sort_unstable();
        chosen.dedup();
        chosen
            .into_iter()
            .map(|key| (Just(key), a_value(key)))
            .collect::<Vec<_>>()
    })
}

prop_compose! {
    fn an_actor()(id: Option<[u8; 4]>) -> Actor {
        id.map_or(Actor::Desk, |id| Actor::Person(StaffId::from_bytes(id)))
    }
}

prop_compose! {
    fn an_entry()(act in select(Act::ALL))(
        facts in facts(act),
        act in Just(act),
        at in 0u64..=253_402_300_799,
        by in an_actor(),
        case in "[0-9]{4}-[0-9]{4}",
        whom in any::<[u8; 4]>(),
        both in any::<bool>(),
    ) -> Entry {
        let mut entry = Entry::new(at, by, act);
        if both || act.needs().case {
            entry = entry.case(case.parse().unwrap());
        }
        if both || act.needs().whom {
            entry = entry.whom(StaffId::from_bytes(whom));
        }
        facts.into_iter().fold(entry, |entry, (key, value)| entry.with(key, value))
    }
}

/// Appends entries and writes the exported file.
fn a_file(entries: &[Entry]) -> String {
    let (root, signer, _) = keys();
    let mut chain = Chain::EMPTY;
    let signed: Vec<SignedEntry> = entries
        .iter()
        .map(|entry| chain.append(entry, &signer).unwrap())
        .collect();
    let key = key_note::vouch(&root, &signer, 1).unwrap();
    export(&key, &chain.head(2, &signer).unwrap(), &signed)
}

/// Says whether a file is one that a reader would believe.
fn is_believed(file: &[u8]) -> bool {
    Untrusted::parse(file).is_ok_and(|it| it.verify(&keys().2).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn entries_survive(entries in vec(an_entry(), 0..8)) {
        let file = a_file(&entries);
        let untrusted = Untrusted::parse(file.as_bytes()).unwrap();
        prop_assert_eq!(untrusted.to_string(), file);
        let trail = untrusted.verify(&keys().2).unwrap();
        let read: Vec<Entry> = trail.entries().iter().map(|it| it.entry.clone()).collect();
        prop_assert_eq!(read, entries);
    }

    #[test]
    fn changed_bytes_are_refused(
        entries in vec(an_entry(), 1..5),
        place: Index,
        change in 1u8..,
    ) {
        let mut file = a_file(&entries).into_bytes();
        let place = place.index(file.len());
        file[place] ^= change;
        prop_assert!(!is_believed(&file));
    }

    #[test]
    fn changed_lines_are_refused(
        entries in vec(an_entry(), 1..5),
        from: Index,
        to: Index,
        how in 0..3,
    ) {
        let file = a_file(&entries);
        let mut lines: Vec<&str> = file.split_inclusive('\n').collect();
        let (from, to) = (from.index(lines.len()), to.index(lines.len()));
        match how {
            0 => drop(lines.remove(from)),
            1 => lines.insert(to, lines[from]),
            _ => lines.swap(from, to),
        }
        let changed: String = lines.concat();
        prop_assert_eq!(is_believed(changed.as_bytes()), changed == file);
    }

    #[test]
    fn cut_files_are_refused(entries in vec(an_entry(), 1..5), len: Index) {
        let file = a_file(&entries);
        prop_assert!(!is_believed(&file.as_bytes()[..len.index(file.len())]));
    }
}
