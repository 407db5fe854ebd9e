//! What somebody does to a trail afterwards, and where it shows.

use bellrope_protocol::note::{Algorithm, VerifierKey};

use super::*;
use crate::key_note::{KeyNoteError, VouchError};
use crate::{AppendError, EntryError, Fault, Head, HeadError, ParseTrailError};

/// Every fault of a trail that was put together like this.
fn faults(parts: &Parts) -> Vec<Fault> {
    let faults = parts.untrusted().faults(&fingerprint());
    let verified = parts.untrusted().verify(&fingerprint());
    assert_eq!(verified.err().as_ref(), faults.first());
    faults
}

#[test]
fn verify_accepts_whole_trails() {
    assert_eq!(faults(&five()), []);
    let empty = Parts::of(&[]).untrusted().verify(&fingerprint()).unwrap();
    assert!(empty.entries().is_empty());
    assert_eq!(empty.head().chain, Chain::EMPTY);
    assert_eq!(empty.key().made, NOW);
    assert_eq!(empty.key().key, a_signer(2).verifier());
}

/// The heart of R201: whatever byte of an entry is altered, that entry is named first.
#[test]
fn verify_names_the_entry_of_every_flipped_byte() {
    let parts = five();
    let file = export(&parts.key, &parts.head, &parts.entries);
    let before = file.len() - export_len(&parts.entries);
    let mut place = before;
    for (entry, number) in parts.entries.iter().zip(1..) {
        let len = entry.to_string().len() + 1;
        for position in place..place + len {
            for bit in [0x01, 0x20, 0x80] {
                let mut bytes = file.clone().into_bytes();
                bytes[position] ^= bit;
                assert_eq!(
                    place_of_fault(&bytes),
                    Some(number),
                    "byte {position}, {bit}"
                );
            }
        }
        place += len;
    }
    assert_eq!(place, file.len());
    for position in 0..before {
        let mut bytes = file.clone().into_bytes();
        bytes[position] ^= 1;
        let verified = Untrusted::parse(&bytes).map(|it| it.verify(&fingerprint()).is_ok());
        assert_ne!(verified, Ok(true), "byte {position}");
    }
}

fn export_len(entries: &[SignedEntry]) -> usize {
    entries
        .iter()
        .map(|entry| entry.to_string().len() + 1)
        .sum()
}

/// The entry at whose place the first fault is.
fn place_of_fault(bytes: &[u8]) -> Option<u64> {
    match Untrusted::parse(bytes) {
        Err(ParseTrailError::Entry { place, .. }) => Some(place),
        // Only the last line feed of all, and what is no text at all.
        Err(ParseTrailError::Unended) => Some(5),
        Err(ParseTrailError::NotUtf8) => {
            let valid = str::from_utf8(bytes).unwrap_err().valid_up_to();
            let lines = bytes[..valid].iter().filter(|b| **b == b'\n').count();
            // The two notes take fourteen lines.
            Some(u64::try_from(lines).unwrap() - 14 + 1)
        }
        Err(other) => panic!("{other}"),
        Ok(untrusted) => match untrusted.faults(&fingerprint()).first()? {
            Fault::Number { expected, .. } => Some(*expected),
            Fault::Hash { number } | Fault::Signature { number } | Fault::End { number } => {
                Some(*number)
            }
            other => panic!("{other}"),
        },
    }
}

/// A desk that changes a word and has the key signs the entry anew, and the one after shows it.
#[test]
fn verify_names_the_entry_that_was_rewritten() {
    let altered = |entry: &SignedEntry, from: &str, to: &str| {
        let text = entry.to_string();
        assert!(text.contains(from));
        text.replace(from, to).parse::<SignedEntry>().unwrap()
    };
    let mut parts = five();
    parts.entries[2] = altered(&parts.entries[2], "a-code", "b-code");
    assert_eq!(faults(&parts), [Fault::Hash { number: 3 }]);

    let signer = a_signer(2);
    let mut chain = Chain::after(&parts.entries[1]);
    let other = an_entry(Act::StatusSet, NOW + 2).with(Key::Ground, "other");
    parts.entries[2] = chain.append(&other, &signer).unwrap();
    assert_eq!(faults(&parts), [Fault::Hash { number: 4 }]);

    // By another key that follows the chain, it is that entry which is not signed.
    let mut chain = Chain::after(&five().entries[1]);
    let mut parts = five();
    parts.entries[2] = chain
        .append(&an_entry(Act::StatusSet, NOW + 2), &a_signer(9))
        .unwrap();
    assert_eq!(faults(&parts), [Fault::Signature { number: 3 }]);
}

#[test]
fn verify_shows_an_entry_taken_out_swapped_or_doubled() {
    let mut parts = five();
    parts.entries.remove(2);
    let (number, expected) = (4, 3);
    let gone = [Fault::Number { number, expected }, Fault::Hash { number }];
    assert_eq!(faults(&parts), gone);

    let mut parts = five();
    parts.entries.swap(1, 2);
    let swapped = [
        Fault::Number {
            number: 3,
            expected: 2,
        },
        Fault::Hash { number: 3 },
        Fault::Number {
            number: 2,
            expected: 4,
        },
        Fault::Hash { number: 2 },
        Fault::Number {
            number: 4,
            expected: 3,
        },
        Fault::Hash { number: 4 },
    ];
    assert_eq!(faults(&parts), swapped);

    let mut parts = five();
    parts.entries.insert(2, parts.entries[1].clone());
    let (number, expected) = (2, 3);
    let doubled = [Fault::Number { number, expected }, Fault::Hash { number }];
    assert_eq!(faults(&parts), doubled);

    let mut parts = five();
    parts.entries.remove(0);
    assert_eq!(
        faults(&parts)[0],
        Fault::Number {
            number: 2,
            expected: 1
        }
    );
}

#[test]
fn verify_shows_a_tail_that_was_cut_and_one_that_was_added() {
    let mut parts = five();
    let cut = parts.entries.pop();
    assert_eq!(faults(&parts), [Fault::Size { last: 4, head: 5 }]);
    parts.entries.extend(cut);
    let mut chain = Chain::after(&parts.entries[4]);
    let more = chain
        .append(&an_entry(Act::VaultOpened, NOW), &a_signer(2))
        .unwrap();
    parts.entries.push(more);
    assert_eq!(faults(&parts), [Fault::Size { last: 6, head: 5 }]);

    let mut parts = five();
    let mut chain = Chain::after(&parts.entries[3]);
    parts.entries[4] = chain
        .append(&an_entry(Act::VaultOpened, NOW), &a_signer(2))
        .unwrap();
    assert_eq!(faults(&parts), [Fault::End { number: 5 }]);
}

/// The desk cuts the tail and signs a new head: only a head that was kept shows it.
#[test]
fn extends_shows_a_tail_that_was_cut_under_a_new_head() {
    let whole = five().untrusted().verify(&fingerprint()).unwrap();
    let kept = whole.head().clone();
    let mut parts = five();
    parts.entries.truncate(3);
    let mut chain = Chain::after(&parts.entries[2]);
    parts.head = chain.head(NOW + 200, &a_signer(2)).unwrap();
    let cut = parts.untrusted().verify(&fingerprint()).unwrap();
    assert!(!cut.extends(&kept));
    assert!(whole.extends(cut.head()));

    // Grown again to the old size and beyond, with another past.
    for _ in 0..3 {
        let more = chain
            .append(&an_entry(Act::VaultOpened, NOW), &a_signer(2))
            .unwrap();
        parts.entries.push(more);
    }
    parts.head = chain.head(NOW + 300, &a_signer(2)).unwrap();
    let grown = parts.untrusted().verify(&fingerprint()).unwrap();
    assert!(!grown.extends(&kept));
    assert!(grown.extends(cut.head()));

    let empty = Head {
        chain: Chain::EMPTY,
        ..kept
    };
    assert!(whole.extends(&empty));
}

#[test]
fn verify_refuses_other_roots_keys_and_heads() {
    let parts = || five();
    let other_root = Parts {
        key: key_note::vouch(&a_root(7), &a_signer(2), NOW).unwrap(),
        ..parts()
    };
    assert_eq!(faults(&other_root), [Fault::Key(KeyNoteError::Fingerprint)]);

    // A root that claims the right key without having it.
    let text = parts().key.unverified_text().to_owned();
    let claimed = SignedNote::sign(text, &a_root(7)).unwrap();
    let claimed = Parts {
        key: claimed,
        ..parts()
    };
    assert!(matches!(
        faults(&claimed)[..],
        [Fault::Key(KeyNoteError::Note(_))]
    ));

    let other_key = Parts {
        key: key_note::vouch(&a_root(1), &a_signer(9), NOW).unwrap(),
        ..parts()
    };
    let found = faults(&other_key);
    let signatures = (1..=5).map(|number| Fault::Signature { number });
    assert_eq!(found[..5], signatures.collect::<Vec<_>>());
    assert!(matches!(found[5], Fault::Head(HeadError::Note(_))));

    let other_head = Parts {
        head: Chain::after(&parts().entries[4])
            .head(NOW, &a_signer(9))
            .unwrap(),
        ..parts()
    };
    assert!(matches!(
        faults(&other_head)[..],
        [Fault::Head(HeadError::Note(_))]
    ));

    // A note of another kind by the right key is no head.
    let key_as_head = SignedNote::sign(parts().key.unverified_text(), &a_signer(2)).unwrap();
    let key_as_head = Parts {
        head: key_as_head,
        ..parts()
    };
    assert!(matches!(
        faults(&key_as_head)[..],
        [Fault::Head(HeadError::Line(_))]
    ));
}

#[test]
fn verify_refuses_the_trail_of_another_desk_under_the_same_key() {
    let name = "relay.example/v1/desks/cog/trail".parse().unwrap();
    let signer = SignerKey::from_seed(name, &[2; 32]);
    assert_eq!(
        key_note::vouch(&a_root(1), &signer, NOW),
        Err(VouchError::Names)
    );
    let mut chain = Chain::EMPTY;
    let mut parts = five();
    for entry in &mut parts.entries {
        *entry = chain
            .append(&entry.unverified().entry.clone(), &signer)
            .unwrap();
    }
    // Same hashes, but each signature names its trail.
    let signatures = (1..=5).map(|number| Fault::Signature { number });
    assert_eq!(faults(&parts), signatures.collect::<Vec<_>>());
}

/// A signature of an entry is none of a note of the desk's, and the other way round.
#[test]
fn verify_bare_refuses_keys_of_cosigners() {
    let signer = a_signer(2);
    let public = *signer.verifier().public();
    let cosigner = VerifierKey::new(base().trail_key_name(), Algorithm::CosignatureV1, &public);
    let signature = signer.sign("text\n");
    assert!(
        signer
            .verifier()
            .verify_bare("text\n", signature.bytes())
            .is_ok()
    );
    assert!(
        cosigner
            .unwrap()
            .verify_bare("text\n", signature.bytes())
            .is_err()
    );
    assert!(
        signer
            .verifier()
            .verify_bare("text\n", &signature.bytes()[1..])
            .is_err()
    );
}

#[test]
fn append_ends_with_the_numbers() {
    let size = u64::MAX;
    let mut chain = Chain {
        size,
        hash: [0; 32],
    };
    let entry = an_entry(Act::VaultOpened, NOW);
    assert_eq!(chain.append(&entry, &a_signer(2)), Err(AppendError::Full));
    let act = Act::CaseOpened;
    let entry = Entry::new(NOW, me(), act);
    let refused = AppendError::Entry(EntryError::NoCase { act });
    assert_eq!(chain.append(&entry, &a_signer(2)), Err(refused));
}

#[test]
fn parse_refuses_what_is_no_trail() {
    let parts = five();
    let (key, head) = (parts.key.to_string(), parts.head.to_string());
    let parse = |text: &str| Untrusted::parse(text.as_bytes());
    assert!(matches!(parse(""), Err(ParseTrailError::Key(_))));
    assert!(matches!(parse(&key), Err(ParseTrailError::Head(_))));
    let led = parse(&format!("\n{key}{head}")).unwrap();
    assert!(matches!(
        led.verify(&fingerprint()),
        Err(Fault::Key(KeyNoteError::Line(_)))
    ));
    assert!(parse(&format!("{key}{head}")).is_ok());
    let signature = head.lines().last().unwrap();
    assert!(matches!(
        parse(&format!("{key}{head}{signature}\n")),
        Err(ParseTrailError::Entry { place: 1, .. })
    ));
    assert!(matches!(
        parse(&format!("{key}{head}\n")),
        Err(ParseTrailError::Entry { place: 1, .. })
    ));
    assert_eq!(
        parse(&format!("{key}{head}{}", parts.entries[0])),
        Err(ParseTrailError::Unended)
    );
    let file = [key.as_bytes(), head.as_bytes(), b"\xff\n"].concat();
    assert_eq!(Untrusted::parse(&file), Err(ParseTrailError::NotUtf8));
}
