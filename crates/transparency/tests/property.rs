//! Properties: round trips, proofs at any size, and parsers that neither panic nor accept a
//! second spelling of anything.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

use bellrope_protocol::card::{EarlierPush, Ed25519PublicKey};
use bellrope_protocol::note::{
    CosignerKey, Day, KeyName, NoteSignature, SignedNote, SignerKey, VerifierKey,
};
use bellrope_transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use bellrope_transparency::entry::{Entry, parse_bundle, write_bundle};
use bellrope_transparency::log_note::{
    BatchNote, Board, ConfirmNote, Dates, LogNote, Mark, NextError, NoteKeys, Page, PruneReason,
    PrunedNote, RepliesNote,
};
use bellrope_transparency::proof::LogProof;
use bellrope_transparency::tile::{Edge, Tile, TileReader, parse_entries, tiles_for_inclusion};
use bellrope_transparency::tree::{
    ConsistencyProof, Frontier, Hash, InclusionProof, LeafHashes, TreeHead, verify_suffix,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn leaves(count: u64) -> Vec<Hash> {
    (0..count)
        .map(|i| Hash::of_leaf(&i.to_be_bytes()))
        .collect()
}

fn head_of(leaves: &[Hash]) -> TreeHead {
    leaves.iter().copied().collect::<Frontier>().head()
}

fn a_key(role: &str) -> SignerKey {
    let name = format!("relay.example/v1/desks/mid/{role}");
    SignerKey::from_seed(KeyName::new(name).unwrap(), &[1; 32])
}

prop_compose! {
    fn an_entry()(epoch: u32, body: [u8; 32], tag: [u8; 16]) -> Entry {
        Entry { epoch, body, tag }
    }
}

prop_compose! {
    /// Two sizes up to 2,000, the smaller first.
    fn sizes()(new in 0u64..2_000)(old in 0..=new, new in Just(new)) -> (u64, u64) {
        (old, new)
    }
}

proptest! {
    #[test]
    fn entry_survives(entry in an_entry()) {
        prop_assert_eq!(Entry::parse(&entry.to_bytes()), Ok(entry));
    }

    #[test]
    fn bundle_survives(entries in vec(an_entry(), 1..=256)) {
        let width = u16::try_from(entries.len()).unwrap();
        let bytes = write_bundle(&entries).unwrap();
        prop_assert_eq!(bytes.len(), 55 * entries.len());
        prop_assert_eq!(parse_bundle(&bytes, width), Ok(entries));
    }

    #[test]
    fn proofs_hold_between_any_sizes((old, new) in sizes(), index: prop::sample::Index) {
        let all = leaves(new);
        let head = head_of(&all);
        let old_head = head_of(&all[..usize::try_from(old).unwrap()]);
        let proof = ConsistencyProof::make(&LeafHashes(&all), old, new).unwrap();
        prop_assert_eq!(proof.verify(&old_head, &head), Ok(()));
        if new > 0 {
            let index = index.index(all.len());
            let proof = InclusionProof::make(&LeafHashes(&all), index as u64, new).unwrap();
            prop_assert_eq!(proof.verify(all[index], index as u64, &head), Ok(()));
            // For no other place in the log.
            let other = (index as u64 + 1) % new;
            prop_assert!(other == index as u64 || proof.verify(all[index], other, &head).is_err());
        }
    }

    #[test]
    fn edge_gives_root_tiles_and_proofs(steps in vec(0u64..400, 1..8), index: prop::sample::Index) {
        let size: u64 = steps.iter().sum();
        let all = leaves(size);
        let (mut edge, mut store, mut from) = (Edge::new(), BTreeMap::new(), 0);
        for step in steps {
            let to = from + usize::try_from(step).unwrap();
            let written = edge.append(all[from..to].iter().copied());
            store.extend(written.into_iter().map(|written| (written.tile, written.bytes)));
            from = to;
        }
        let head = head_of(&all);
        prop_assert_eq!(edge.frontier().unwrap().head(), head);
        if size > 0 {
            let index = index.index(all.len());
            let needed = tiles_for_inclusion(index as u64, size);
            let reader = TileReader::new(size, |tile: &Tile| {
                store.get(tile).filter(|_| needed.contains(tile)).ok_or(*tile)
            });
            let proof = InclusionProof::make(&reader, index as u64, size).unwrap();
            prop_assert_eq!(proof.verify(all[index], index as u64, &head), Ok(()));
        }
    }

    #[test]
    fn suffix_holds_from_any_bundle((start, size) in sizes()) {
        let (start, all) = (start & !255, leaves(size));
        let prefix = Frontier::read(&LeafHashes(&all), start).unwrap();
        let window = all[usize::try_from(start).unwrap()..].iter().copied();
        let verified = verify_suffix(&head_of(&all), start, prefix.peaks(), window);
        prop_assert_eq!(verified, Ok(all.into_iter().collect()));
    }

    #[test]
    fn frontier_survives(size in 0u64..3_000) {
        let frontier: Frontier = leaves(size).into_iter().collect();
        prop_assert_eq!(Frontier::parse(&frontier.to_bytes()), Ok(frontier));
    }

    #[test]
    fn checkpoint_survives(size: u64, root: [u8; 32], seed: [u8; 32], timestamp in 0..u64::MAX / 2) {
        let origin = KeyName::new("relay.example/v1/desks/mid/intake").unwrap();
        let key = SignerKey::from_seed(origin.clone(), &seed);
        let root = Hash::from_bytes(root);
        let checkpoint = Checkpoint::new(origin, TreeHead { size, root });
        let mut signed = checkpoint.sign(&key).unwrap().verify(&key.verifier()).unwrap();
        let witness = CosignerKey::from_seed(KeyName::new("witness.example").unwrap(), &seed);
        let cosignature = witness.cosign(&checkpoint.to_string(), timestamp);
        signed.add(cosignature.clone()).unwrap();
        let text = signed.to_string();
        let parsed = SignedCheckpoint::parse(text.as_bytes()).unwrap();
        prop_assert_eq!(parsed.to_string(), text);
        prop_assert_eq!(parsed.verify(&key.verifier()), Ok(signed));
        prop_assert_eq!(
            witness.verifier().verify(&checkpoint.to_string(), &cosignature),
            Ok(Some(timestamp))
        );
    }

    #[test]
    fn log_notes_survive(number: u64, first: u64, count in 1u32.., root: [u8; 32], epoch: u32) {
        let key = a_key("intake");
        let batch = BatchNote {
            origin: key.name().clone(),
            number,
            epoch,
            first,
            count,
            root: Hash::from_bytes(root),
        };
        let signed = batch.sign(&key).unwrap();
        prop_assert_eq!(BatchNote::verify(signed, &key.verifier()), Ok(batch));
        let pruned = PrunedNote {
            origin: key.name().clone(),
            number,
            first,
            count,
            reason: if epoch & 1 == 0 { PruneReason::Age } else { PruneReason::Confirmed },
            day: Day::of(epoch.into()),
        };
        let signed = pruned.sign(&key).unwrap();
        prop_assert_eq!(PrunedNote::verify(signed, &key.verifier()), Ok(pruned));
    }

    #[test]
    fn keys_survive_their_text(seed: [u8; 32], name in "[a-z.é/]{1,40}") {
        let name = KeyName::new(name).unwrap();
        for key in [
            SignerKey::from_seed(name.clone(), &seed).verifier(),
            CosignerKey::from_seed(name, &seed).verifier(),
        ] {
            prop_assert_eq!(key.to_string().parse::<VerifierKey>(), Ok(key));
        }
    }

    #[test]
    fn days_survive_and_keep_their_order(a in 0u64..253_402_300_800, b in 0u64..253_402_300_800) {
        let (day, other) = (Day::of(a), Day::of(b));
        prop_assert_eq!(day.to_string().parse(), Ok(day));
        prop_assert!((day.start_secs()..day.end_secs()).contains(&a));
        prop_assert_eq!(day.cmp(&other), day.to_string().cmp(&other.to_string()));
    }

    /// Nearly right texts: what is accepted must come out again byte for byte.
    #[test]
    fn parsers_accept_one_spelling_only(
        position: prop::sample::Index,
        byte in prop_oneof![any::<u8>(), "[0-9+/= \nx.p—-]".prop_map(|s| s.as_bytes()[0])],
        insert: bool,
        which in 0usize..6,
    ) {
        let mut bytes = nearly_right()[which].clone();
        let position = position.index(bytes.len());
        if insert { bytes.insert(position, byte) } else { bytes[position] = byte }
        // Texts that are parsed as such come as UTF-8 only.
        let text = str::from_utf8(&bytes).unwrap_or_default();
        let again = match which {
            0 => SignedNote::parse(&bytes, 4_096).ok().map(|n| n.to_string()),
            1 => SignedCheckpoint::parse(&bytes).ok().map(|c| c.to_string()),
            2 => LogProof::parse(&bytes).ok().map(|p| p.to_string()),
            3 => text.parse::<Tile>().ok().map(|t| t.to_string()),
            4 => text.parse::<VerifierKey>().ok().map(|k| k.to_string()),
            _ => text.parse::<NoteSignature>().ok().map(|s| s.to_string()),
        };
        if let Some(again) = again {
            prop_assert_eq!(again.into_bytes(), bytes);
        }
    }

    #[test]
    fn parsers_survive_any_bytes(bytes in vec(any::<u8>(), 0..300), width in 0u16..=300) {
        let _ = SignedNote::parse(&bytes, 4_096);
        let _ = SignedCheckpoint::parse(&bytes);
        let _ = LogProof::parse(&bytes);
        let _ = Page::parse(&bytes);
        let _ = Frontier::parse(&bytes);
        let _ = Entry::parse(&bytes);
        let _ = parse_bundle(&bytes, width);
        if let Ok(entries) = parse_entries(&bytes, width) {
            let len: usize = entries.iter().map(|entry| entry.len() + 2).sum();
            prop_assert_eq!(len, bytes.len());
        }
    }
}

fn nearly_right() -> [Vec<u8>; 6] {
    let key = a_key("intake");
    let checkpoint = Checkpoint::new(key.name().clone(), head_of(&leaves(5)));
    let checkpoint = checkpoint.sign(&key).unwrap();
    let inclusion = InclusionProof::make(&LeafHashes(&leaves(5)), 1, 5).unwrap();
    let proof = LogProof::new(1, inclusion, checkpoint.clone(), Some(vec![1, 2]));
    [
        SignedNote::sign("one\n\ntwo\n", &key)
            .unwrap()
            .to_string()
            .into_bytes(),
        checkpoint.to_string().into_bytes(),
        proof.to_string().into_bytes(),
        b"tile/0/x001/234.p/12".to_vec(),
        key.verifier().to_string().into_bytes(),
        key.sign("text\n").to_string().into_bytes(),
    ]
}

/// One case as it really went, in days from the first of January 2026.
#[derive(Debug, Clone, Copy)]
struct Life {
    received: u32,
    acknowledged: Option<u32>,
    feedback: Option<u32>,
    withdrawn: Option<u32>,
}

prop_compose! {
    fn a_life()(
        received in 0u32..1_200,
        acknowledged in proptest::option::of(0u32..40),
        feedback in proptest::option::of(0u32..200),
        withdrawn in proptest::option::weighted(0.1, 1u32..100),
    ) -> Life {
        let acknowledged = acknowledged.map(|later| received + later);
        Life {
            received,
            acknowledged,
            // Feedback acknowledges receipt, so it is never alone.
            feedback: acknowledged.and_then(|day| Some(day + feedback?)),
            withdrawn: withdrawn.map(|later| received + later),
        }
    }
}

impl Life {
    /// What a desk knows of the case on a day.
    fn dates(self, day: u32) -> Option<Dates> {
        let first = Day::from_date(2026, 1, 1).unwrap();
        let by = |at: Option<u32>| at.filter(|at| *at <= day).map(|at| first.plus(at));
        (self.received <= day).then(|| Dates {
            received: first.plus(self.received),
            acknowledged: by(self.acknowledged),
            feedback: by(self.feedback),
            withdrawn: by(self.withdrawn).is_some(),
        })
    }
}

proptest! {
    /// Whatever happens to its cases, an honest desk's boards break no rule, survive their text, and
    /// keep what they said; also when it forgets a case.
    #[test]
    fn honest_boards_have_no_fault(
        lives in vec(a_life(), 1..60),
        days in vec(1u32..90, 1..20),
        forgets in vec(any::<bool>(), 60),
    ) {
        let first = Day::from_date(2026, 1, 1).unwrap();
        let push = a_key("push");
        let origin = a_key("board").name().clone();
        let mut before: Option<Board> = None;
        let mut today = 0;
        for step in days {
            today += step;
            let known = lives.iter().zip(&forgets).zip(0u8..);
            let cases: Vec<(Mark, Dates)> = known
                // What is forgotten was closed long ago.
                .filter(|((life, forgotten), _)| {
                    !**forgotten || life.feedback.is_none_or(|day| day + 100 > today)
                })
                .filter_map(|((life, _), number)| {
                    Some((Mark::from_bytes([number; 16]), life.dates(today)?))
                })
                .collect();
            match Board::next(origin.clone(), before.as_ref(), first.plus(today), &cases) {
                Ok(board) => {
                    prop_assert_eq!(board.faults(before.as_ref()), []);
                    let signed = board.sign(&push).unwrap().to_string();
                    let read = Board::open(signed.as_bytes(), &push.verifier());
                    prop_assert_eq!(read.as_ref(), Ok(&board));
                    before = Some(board);
                }
                Err(NextError::Few { .. }) => {}
                Err(err) => return Err(TestCaseError::fail(err.to_string())),
            }
        }
    }

    /// Whatever keys there were: one vouches for just what there was when it was replaced.
    #[test]
    fn replaced_keys_vouch_for_what_there_was(
        mut bounds in vec(0u64..20, 0..6),
        number in 0u64..22,
        by in 0usize..7,
    ) {
        bounds.sort_unstable_by(|a, b| b.cmp(a));
        let key = |age: usize| {
            let name = a_key("push").name().clone();
            SignerKey::from_seed(name, &[u8::try_from(age).unwrap() + 1; 32])
        };
        let replaced = |(age, bound): (usize, &u64)| EarlierPush {
            push: Ed25519PublicKey::of(&key(age)),
            batches: *bound,
            confirmed: bound / 2,
            boards: bound / 3,
        };
        let earlier: Vec<EarlierPush> = (1..).zip(&bounds).map(replaced).collect();
        let keys = NoteKeys::from(key(0).verifier()).with_earlier(&earlier);
        let note = ConfirmNote {
            origin: a_key("intake").name().clone(),
            size: number,
            root: Hash::EMPTY,
        };
        let signed = note.sign(&key(by)).unwrap();
        let counts = by == 0 || bounds.get(by - 1).is_some_and(|bound| number <= bound / 2);
        prop_assert_eq!(ConfirmNote::verify_by(signed, &keys).is_ok(), counts);
        let note = RepliesNote {
            origin: a_key("replies").name().clone(),
            number,
            day: Day::MIN,
            first: number,
            count: 1,
            root: Hash::EMPTY,
        };
        let signed = note.sign(&key(by)).unwrap();
        let counts = by == 0 || bounds.get(by - 1).is_some_and(|bound| number < *bound);
        prop_assert_eq!(RepliesNote::verify_by(signed, &keys).is_ok(), counts);
    }

    #[test]
    fn board_parser_never_panics(text in "(bellrope/1 board\n)?([ -~]{0,40}\n){0,9}") {
        if let Ok(board) = Board::read_text(&text) {
            prop_assert_eq!(board.text(), text);
            let _ = board.faults(None);
        }
    }
}
