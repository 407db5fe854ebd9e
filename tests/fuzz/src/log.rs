//! Checkpoints, tiles, log notes, proofs: what anyone may serve in the place of a log.

/// Checkpoints, and how witnesses make them stand.
pub(crate) mod checkpoint {
    use bellrope_transparency::checkpoint::{Checkpoint, SignedCheckpoint};
    use bellrope_transparency::cosignature::{Policy, Standing};

    use crate::Run;
    use crate::fixture::{World, world::NOON};
    use crate::input::{signed, vectors};

    pub(crate) fn start() -> Run {
        let world = a_witnessed_world();
        let key = world.intake.key;
        let verifier = key.verifier();
        let witnesses = world.card.witnesses.keys;
        let policy = Policy::new(witnesses, 1, 86_400).expect("two witnesses");
        Box::new(move |data| {
            for bytes in [Some(data.to_vec()), signed(data, &key)]
                .into_iter()
                .flatten()
            {
                let Ok(checkpoint) = SignedCheckpoint::parse(&bytes) else {
                    continue;
                };
                assert_eq!(checkpoint.to_string().as_bytes(), bytes);
                let Ok(verified) = checkpoint.verify(&verifier) else {
                    continue;
                };
                assert_eq!(verified.origin(), verifier.name());
                let text = verified.checkpoint().to_string();
                assert_eq!(
                    Checkpoint::parse_text(&text).as_ref(),
                    Ok(verified.checkpoint())
                );
                if let Ok(standing) = policy.evaluate(&verified, NOON) {
                    // Nobody here can make a witness sign anything else.
                    let is_sample = matches!(&standing, Standing::Met(met) if met.newest == NOON);
                    assert!(is_sample || matches!(standing, Standing::Short(_)));
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = a_witnessed_world();
        let mut samples = vectors("checkpoint", None);
        let cosigned = world.intake.checkpoint(&world.witnesses, NOON);
        let text = world.intake.checkpoint(&[], NOON);
        let text = text.split_once("\n\n").expect("a note").0;
        samples.push(format!("{text}\n").into_bytes());
        samples.push(format!("{text}\nextension\n").into_bytes());
        samples.push(cosigned.into_bytes());
        samples
    }

    fn a_witnessed_world() -> World {
        let mut world = World::new(1);
        world.appoint_witnesses(2, 1);
        world.seal_epoch();
        world
    }
}

/// Paths of tiles, and of everything that a bundle may hold.
pub(crate) mod tile_path {
    use bellrope_bundle::MemberPath;
    use bellrope_transparency::tile::Tile;

    use crate::Run;
    use crate::input::vectors;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            let Ok(text) = str::from_utf8(data) else {
                return;
            };
            if let Ok(tile) = text.parse::<Tile>() {
                assert_eq!(tile.to_string(), text);
                assert_eq!(
                    Tile::new(tile.layer(), tile.index(), tile.width()),
                    Ok(tile)
                );
            }
            if let Ok(path) = text.parse::<MemberPath>() {
                assert_eq!(path.to_string(), text);
                assert!(text.len() <= 100 && !text.contains(".."));
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut samples = vectors("tile", Some("path"));
        for member in [
            "cards/checkpoint",
            "cards/12",
            "replies/batches/0",
            "intake/batches/3",
            "intake/pruned/0",
            "intake/tile/0/x001/234.p/12",
            "replies/tile/entries/000",
            "confirm",
            "board",
            "intake/batch/17",
            "blocks/000102030405060708090a0b0c0d0e0f",
            "post/cards/2",
            "post/replies/2026-11-23",
            "post/confirm",
            "post/board",
        ] {
            samples.push(format!("v1/desks/mid/{member}").into_bytes());
        }
        samples
    }
}

/// Entries, bundles of them, and tiles of hashes. Two bytes of width come first.
pub(crate) mod tile_bytes {
    use bellrope_transparency::entry::{Entry, parse_bundle, write_bundle};
    use bellrope_transparency::tile::{parse_entries, parse_hashes, write_entries, write_hashes};

    use crate::Run;
    use crate::fixture::World;
    use crate::input::vectors;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            if let Ok(entry) = Entry::parse(data) {
                assert_eq!(entry.to_bytes().as_slice(), data);
            }
            let Some((width, bytes)) = data.split_first_chunk::<2>() else {
                return;
            };
            let width = u16::from_be_bytes(*width);
            let is_tile = (1..=256).contains(&width);
            if let Ok(entries) = parse_entries(bytes, width) {
                let written = write_entries(&entries);
                assert_eq!(written.ok().as_deref(), is_tile.then_some(bytes));
            }
            if let Ok(entries) = parse_bundle(bytes, width) {
                let written = write_bundle(&entries);
                assert_eq!(written.ok().as_deref(), is_tile.then_some(bytes));
            }
            if let Ok(hashes) = parse_hashes(bytes, width) {
                assert_eq!(write_hashes(&hashes), bytes);
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut samples = vectors("tile", Some("entry"));
        let of_width = |width: u16, bytes: Vec<u8>| [&width.to_be_bytes()[..], &bytes].concat();
        for kind in ["entries", "hashes"] {
            samples.extend(
                vectors("tile", Some(kind))
                    .into_iter()
                    .map(|bytes| of_width(2, bytes)),
            );
        }
        let mut world = World::new(1);
        world.seal_epoch();
        let bundle = write_bundle(&world.intake.entries).expect("16 entries");
        let leaves: Vec<_> = world.intake.entries.iter().map(Entry::leaf_hash).collect();
        samples.push(of_width(16, bundle));
        samples.push(of_width(16, write_hashes(&leaves)));
        samples
    }
}

/// The four kinds of log notes.
pub(crate) mod log_note {
    use bellrope_protocol::note::{KeyName, SignedNote, SignerKey};
    use bellrope_protocol::time::Day;
    use bellrope_transparency::log_note::{
        BatchNote, ConfirmNote, LogNote, PruneReason, PrunedNote, RepliesNote,
    };

    use crate::Run;
    use crate::fixture::World;
    use crate::input::{signed, vectors};

    pub(crate) fn start() -> Run {
        let world = World::new(1);
        let (log, push) = (world.intake.key, world.push);
        Box::new(move |data| {
            check::<BatchNote>(data, &log);
            check::<PrunedNote>(data, &log);
            check::<RepliesNote>(data, &push);
            check::<ConfirmNote>(data, &push);
        })
    }

    fn check<N: LogNote>(data: &[u8], key: &SignerKey) {
        let verifier = key.verifier();
        for bytes in [Some(data.to_vec()), signed(data, key)]
            .into_iter()
            .flatten()
        {
            if let Ok(note) = N::open(&bytes, &verifier) {
                let read = SignedNote::parse(&bytes, bytes.len()).expect("it was one");
                assert_eq!(note.text(), read.unverified_text());
            }
        }
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = World::new(1);
        let origin = |of: String| KeyName::new(of).expect("an origin");
        let root = world.intake.head().root;
        let day = Day::of(world.now);
        let (intake, replies) = (origin(world.base.intake()), origin(world.base.replies()));
        let batch = BatchNote {
            origin: intake.clone(),
            number: 300,
            epoch: 1_795_438_800,
            first: 4_800,
            count: 16,
            root,
        };
        let pruned = PrunedNote {
            origin: intake.clone(),
            number: 3,
            first: 48,
            count: 16,
            reason: PruneReason::Age,
            day,
        };
        let replies = RepliesNote {
            origin: replies,
            number: 9,
            day,
            first: 144,
            count: 16,
            root,
        };
        let confirm = ConfirmNote {
            origin: intake,
            size: 4_816,
            root,
        };
        let signed = [
            batch.sign(&world.intake.key),
            pruned.sign(&world.intake.key),
            replies.sign(&world.push),
            confirm.sign(&world.push),
        ];
        let mut samples = vectors("log-note", None);
        for note in signed {
            let note = note.expect("the right key");
            samples.push(note.unverified_text().as_bytes().to_vec());
            samples.push(note.to_string().into_bytes());
        }
        samples
    }
}

/// Boards: as they came, and with any text under the push key; alone and after another.
pub(crate) mod board {
    use bellrope_protocol::note::KeyName;
    use bellrope_protocol::time::Day;
    use bellrope_transparency::log_note::{Board, Dates, LogNote as _, Mark};

    use crate::Run;
    use crate::fixture::World;
    use crate::input::{signed, vectors};

    pub(crate) fn start() -> Run {
        let world = World::new(1);
        let first = a_board(&world, None, 5);
        let (base, push) = (world.base, world.push);
        Box::new(move |data| {
            for bytes in [Some(data.to_vec()), signed(data, &push)]
                .into_iter()
                .flatten()
            {
                let Ok(board) = Board::open(&bytes, &push.verifier()) else {
                    continue;
                };
                assert_eq!(Board::read_text(&board.text()).as_ref(), Ok(&board));
                assert!(board.faults(None).len() >= board.own_faults().len());
                let faults = board.faults(Some(&first));
                let keeps = first.lines.iter().all(|line| {
                    let kept = board.line(&line.mark);
                    kept.is_some_and(|kept| kept.feedback == line.feedback)
                });
                // What was published can only be changed with a fault.
                assert!(keeps || !faults.is_empty() || board.day > first.day.plus(700));
                // A desk that took this for its last board makes no worse one.
                let origin = KeyName::new(base.board()).expect("an origin");
                if let Ok(next) = Board::next(origin, Some(&board), board.day.next(), &[]) {
                    assert!(next.faults(Some(&board)).is_empty());
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = World::new(1);
        let first = a_board(&world, None, 5);
        let second = a_board(&world, Some(&first), 12);
        let mut samples = vectors("board", None);
        for board in [first, second] {
            samples.push(board.text().into_bytes());
            let signed = board.sign(&world.push).expect("the right key");
            samples.push(signed.to_string().into_bytes());
        }
        samples
    }

    /// A board of so many closed cases.
    fn a_board(world: &World, before: Option<&Board>, cases: u8) -> Board {
        let received = Day::of(world.now);
        let dates = Dates {
            received,
            acknowledged: Some(received.plus(2)),
            feedback: Some(received.plus(30)),
            withdrawn: false,
        };
        let cases: Vec<(Mark, Dates)> = (0..cases)
            .map(|number| (Mark::from_bytes([number; 16]), dates))
            .collect();
        let origin = KeyName::new(world.base.board()).expect("an origin");
        let day = received.plus(40 + before.map_or(0, |_| 7));
        Board::next(origin, before, day, &cases).expect("five new lines")
    }
}

/// Pages of log notes.
pub(crate) mod log_page {
    use bellrope_transparency::log_note::{BatchNote, Page, RepliesNote, verify_run};

    use crate::Run;
    use crate::fixture::a_lived_in_world;

    pub(crate) fn start() -> Run {
        let world = a_lived_in_world();
        let log = world.intake.key.verifier().into();
        let push = world.push.verifier().into();
        Box::new(move |data| {
            let Ok(page) = Page::parse(data) else {
                return;
            };
            assert_eq!(page.to_string().as_bytes(), data);
            if let Ok(run) = verify_run::<BatchNote>(page.notes().to_vec(), &log, 0) {
                assert!(
                    run.windows(2)
                        .all(|pair| pair[1].number == pair[0].number + 1)
                );
            }
            if let Ok(run) = verify_run::<RepliesNote>(page.into_notes(), &push, 0) {
                assert!(
                    run.windows(2)
                        .all(|pair| pair[1].number == pair[0].number + 1)
                );
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = a_lived_in_world();
        let page = |notes: &[String]| notes.concat().into_bytes();
        vec![
            page(&world.intake.notes),
            page(&world.replies.notes),
            page(&world.intake.notes[..1]),
        ]
    }
}

/// Proofs that an entry is in a log.
pub(crate) mod log_proof {
    use bellrope_transparency::checkpoint::SignedCheckpoint;
    use bellrope_transparency::entry::Entry;
    use bellrope_transparency::proof::LogProof;
    use bellrope_transparency::tree::{Hash, InclusionProof, LeafHashes};

    use crate::Run;
    use crate::fixture::{World, a_lived_in_world};
    use crate::input::vectors;

    pub(crate) fn start() -> Run {
        let world = a_lived_in_world();
        let log = world.intake.key.verifier();
        let leaves = leaves(&world);
        Box::new(move |data| {
            let Ok(proof) = LogProof::parse(data) else {
                return;
            };
            assert_eq!(proof.to_string().as_bytes(), data);
            for (index, leaf) in (0..).zip(&leaves) {
                if let Ok(included) = proof.clone().verify(*leaf, &log) {
                    assert_eq!(included.index, index, "another place is proven");
                }
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = a_lived_in_world();
        let checkpoint = world.intake.checkpoint(&[], world.now);
        let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes()).expect("a checkpoint");
        let leaves = leaves(&world);
        let size = world.intake.entries.len() as u64;
        let mut samples = vectors("log-proof", None);
        for (index, extra) in [(0, None), (17, Some(b"extra".to_vec())), (size - 1, None)] {
            let inclusion =
                InclusionProof::make(&LeafHashes(&leaves), index, size).expect("it is in");
            let proof = LogProof::new(index, inclusion, checkpoint.clone(), extra);
            samples.push(proof.to_string().into_bytes());
        }
        samples
    }

    fn leaves(world: &World) -> Vec<Hash> {
        world.intake.entries.iter().map(Entry::leaf_hash).collect()
    }
}

/// Proofs in the reporter's hand.
pub(crate) mod letter_proof {
    use bellrope_protocol::card::SignedCard;
    use bellrope_transparency::checkpoint::SignedCheckpoint;
    use bellrope_transparency::entry::Entry;
    use bellrope_transparency::letter_proof::{ConfirmProof, LetterProof, Place};
    use bellrope_transparency::log_note::{ConfirmNote, LogNote as _};
    use bellrope_transparency::tree::{Hash, InclusionProof, LeafHashes};

    use crate::Run;
    use crate::fixture::{World, a_lived_in_world};

    pub(crate) fn start() -> Run {
        let world = a_lived_in_world();
        let fingerprint = world.card.founding.fingerprint();
        let entries = world.intake.entries;
        Box::new(move |data| {
            let Ok(proof) = LetterProof::parse(data) else {
                return;
            };
            assert_eq!(proof.to_string().as_bytes(), data);
            if let Ok(proven) = proof.verify(fingerprint) {
                let index = usize::try_from(proven.index).expect("a small log");
                assert_eq!(entries.get(index), Some(&proven.entry), "another is proven");
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = a_lived_in_world();
        let last = world.intake.entries.len() - 1;
        vec![
            sample(&world, 0, false),
            sample(&world, 17, true),
            sample(&world, last, true),
        ]
    }

    fn sample(world: &World, index: usize, is_confirmed: bool) -> Vec<u8> {
        let leaves: Vec<Hash> = world.intake.entries.iter().map(Entry::leaf_hash).collect();
        let (at, size) = (index as u64, leaves.len() as u64);
        let inclusion = InclusionProof::make(&LeafHashes(&leaves), at, size).expect("it is in");
        let checkpoint = world.intake.checkpoint(&world.witnesses, world.now);
        let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes())
            .expect("a checkpoint")
            .verify(&world.intake.key.verifier())
            .expect("the log's own");
        let head = world.intake.head();
        let note = ConfirmNote {
            origin: world.intake.key.name().clone(),
            size: head.size,
            root: head.root,
        };
        let confirm = is_confirmed.then(|| ConfirmProof {
            note: note.sign(&world.push).expect("the right key"),
            inclusion: inclusion.clone(),
        });
        let card: SignedCard = world.cards.last().expect("a card").clone();
        let place = Place {
            index: at,
            inclusion,
            checkpoint,
        };
        let proof = LetterProof::new(world.intake.entries[index], card, place, confirm);
        proof.expect("a signature is left").to_string().into_bytes()
    }
}
