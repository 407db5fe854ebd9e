//! Holds notes, checkpoints, roots, proofs and tile coordinates against independent
//! implementations: `signed_note` and `tlog_tiles` (ports of Go's `sumdb/note` and
//! `sumdb/tlog`) and `ct-merkle`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what fails in a test fails the test"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_protocol::note::{CosignerKey, KeyName, SignedNote, SignerKey, VerifierKey};
use bellrope_transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use bellrope_transparency::tile::{Layer, Tile, tiles_of_growth};
use bellrope_transparency::tree::{
    ConsistencyProof, Frontier, Hash, InclusionProof, LeafHashes, TreeHead,
};
use proptest::prelude::*;
use sha2::Sha256;
use tlog_tiles::tlog;

const NAME: &str = "relay.example/v1/desks/mid/intake";

/// Sizes around the edges of bundles and of tile levels.
const EDGES: [usize; 12] = [
    1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537,
];

fn leaf(index: usize) -> [u8; 8] {
    (index as u64).to_be_bytes()
}

fn our_leaves(size: usize) -> Vec<Hash> {
    (0..size).map(|i| Hash::of_leaf(&leaf(i))).collect()
}

fn our_head(leaves: &[Hash]) -> TreeHead {
    leaves.iter().copied().collect::<Frontier>().head()
}

fn our_key() -> SignerKey {
    SignerKey::from_seed(KeyName::new(NAME).unwrap(), &[1; 32])
}

mod merkle {
    use super::*;

    /// The stored hashes of `tlog_tiles`, in its own numbering.
    struct Stored(Vec<tlog::Hash>);

    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
            let read = |index: &u64| self.0[usize::try_from(*index).unwrap()];
            Ok(indexes.iter().map(read).collect())
        }
    }

    fn stored(size: usize) -> Stored {
        let mut stored = Stored(Vec::new());
        for index in 0..size {
            let new = tlog::stored_hashes(index as u64, &leaf(index), &stored).unwrap();
            stored.0.extend(new);
        }
        stored
    }

    fn theirs(hashes: &[Hash]) -> Vec<tlog::Hash> {
        hashes.iter().map(|h| tlog::Hash(*h.as_bytes())).collect()
    }

    fn check_inclusion(ours: &[Hash], theirs_stored: &Stored, size: u64, index: u64) {
        let proof = InclusionProof::make(&LeafHashes(ours), index, size).unwrap();
        let expected = tlog::prove_record(size, index, theirs_stored).unwrap();
        assert_eq!(theirs(&proof.0), expected, "leaf {index} of {size}");
    }

    fn check_consistency(ours: &[Hash], theirs_stored: &Stored, new: u64, old: u64) {
        let proof = ConsistencyProof::make(&LeafHashes(ours), old, new).unwrap();
        let expected = tlog::prove_tree(new, old, theirs_stored).unwrap();
        assert_eq!(theirs(&proof.0), expected, "from {old} to {new}");
    }

    #[test]
    fn roots_agree_with_tlog_tiles_at_every_size_to_600_and_at_the_edges() {
        let stored = stored(65_537);
        let ours = our_leaves(65_537);
        let mut frontier = Frontier::new();
        for size in 0..=65_537usize {
            if size <= 600 || EDGES.contains(&size) {
                let expected = tlog::tree_hash(size as u64, &stored).unwrap();
                assert_eq!(frontier.root().as_bytes(), &expected.0, "size {size}");
            }
            if let Some(leaf) = ours.get(size) {
                frontier.push(*leaf);
            }
        }
        assert_eq!(frontier.size(), 65_537);
    }

    #[test]
    fn proofs_agree_with_tlog_tiles_in_all_small_trees() {
        let (ours, stored) = (our_leaves(40), stored(40));
        for size in 1..=40 {
            for index in 0..size {
                check_inclusion(&ours, &stored, size, index);
                check_consistency(&ours, &stored, size, index + 1);
            }
        }
    }

    #[test]
    fn proofs_agree_with_tlog_tiles_at_the_edges() {
        let (ours, stored) = (our_leaves(65_537), stored(65_537));
        for size in EDGES.map(|size| size as u64) {
            for index in [0, size / 3, size - 1] {
                check_inclusion(&ours, &stored, size, index);
                check_consistency(&ours, &stored, size, index + 1);
            }
        }
    }

    #[test]
    fn proofs_are_accepted_by_ct_merkle() {
        let mut tree = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, [u8; 8]>::new();
        let ours = our_leaves(300);
        let mut roots = vec![tree.root()];
        for index in 0..300 {
            tree.push(leaf(index));
            roots.push(tree.root());
        }
        for size in [1, 2, 3, 4, 5, 7, 8, 9, 100, 255, 256, 257, 300] {
            let root = &roots[size];
            let head = our_head(&ours[..size]);
            assert_eq!(head.root.as_bytes()[..], root.as_bytes()[..]);
            for index in 0..size {
                let proof = InclusionProof::make(&LeafHashes(&ours), index as u64, head.size);
                let digests: Vec<_> = proof
                    .unwrap()
                    .0
                    .iter()
                    .map(|h| (*h.as_bytes()).into())
                    .collect();
                let proof = ct_merkle::InclusionProof::from_digests(&digests);
                root.verify_inclusion(&leaf(index), index as u64, &proof)
                    .unwrap();
                let old = index as u64 + 1;
                let proof = ConsistencyProof::make(&LeafHashes(&ours), old, head.size);
                let digests: Vec<_> = proof
                    .unwrap()
                    .0
                    .iter()
                    .map(|h| (*h.as_bytes()).into())
                    .collect();
                let proof = ct_merkle::ConsistencyProof::from_digests(&digests);
                root.verify_consistency(&roots[index + 1], &proof).unwrap();
            }
        }
    }

    #[test]
    fn proofs_of_ct_merkle_are_accepted() {
        let ours = our_leaves(100);
        let mut tree = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, [u8; 8]>::new();
        (0..100).for_each(|index| tree.push(leaf(index)));
        let head = our_head(&ours);
        let hashes = |bytes: &[u8]| {
            let (hashes, rest) = bytes.as_chunks::<32>();
            assert!(rest.is_empty());
            hashes.iter().map(|h| Hash::from_bytes(*h)).collect()
        };
        for index in 0..100 {
            let proof = InclusionProof(hashes(tree.prove_inclusion(index).as_bytes()));
            assert_eq!(proof.verify(ours[index], index as u64, &head), Ok(()));
            let old = our_head(&ours[..=index]);
            let added = 99 - index;
            let proof = ConsistencyProof(hashes(tree.prove_consistency(added).as_bytes()));
            assert_eq!(proof.verify(&old, &head), Ok(()));
        }
    }
}

mod tiles {
    use super::*;

    fn growth_of_theirs(old: u64, new: u64) -> Vec<(u8, u64, u32)> {
        tlog_tiles::Tile::new_tiles(8, old, new)
            .iter()
            .map(|tile| (tile.level(), tile.level_index(), tile.width()))
            .collect()
    }

    fn growth_of_ours(old: u64, new: u64) -> Vec<(u8, u64, u32)> {
        tiles_of_growth(old, new)
            .iter()
            .map(|tile| {
                let Layer::Hashes(level) = tile.layer() else {
                    panic!("{tile}");
                };
                (level, tile.index(), tile.width().into())
            })
            .collect()
    }

    proptest! {
        #[test]
        fn growth_agrees_with_tlog_tiles(old in 0u64..200_000, added in 0u64..70_000) {
            prop_assert_eq!(growth_of_ours(old, old + added), growth_of_theirs(old, old + added));
        }

        #[test]
        fn paths_agree_with_tlog_tiles(level in 0u8..=63, index: u64, width in 1u16..=256) {
            let ours = Tile::new(Layer::Hashes(level), index, width).unwrap();
            let theirs = tlog_tiles::Tile::new(8, level, index, width.into(), false);
            // Theirs names the height of the tiles, 8, in the path; C2SP does not.
            prop_assert_eq!(ours.to_string().replacen("tile/", "tile/8/", 1), theirs.path());
            prop_assert_eq!(ours.to_string().parse::<Tile>(), Ok(ours));
        }

        /// Without levels above 63 and width 0, on which theirs panics.
        #[test]
        fn path_parsers_agree(
            path in "tile/(0?[0-9]|[1-5][0-9]|6[0-3]|entries)(/x?[0-9]{3}){1,8}(\\.p/(0[1-9]|[1-9][0-9]{0,2}))?",
        ) {
            let theirs = path.replacen("tile/", "tile/8/", 1).replacen("entries", "data", 1);
            let theirs = tlog_tiles::Tile::from_path(&theirs);
            prop_assert_eq!(path.parse::<Tile>().is_ok(), theirs.is_ok(), "{}", path);
        }
    }
}

mod notes {
    use signed_note::{Note, StandardVerifier, VerifierList};

    use super::*;

    fn their_verifier(key: &VerifierKey) -> VerifierList {
        VerifierList::new(vec![Box::new(
            StandardVerifier::new(&key.to_string()).unwrap(),
        )])
    }

    #[test]
    fn our_checkpoints_are_verified_by_theirs() {
        let leaves = our_leaves(300);
        for size in [0, 1, 255, 256, 257, 300] {
            let head = our_head(&leaves[..size]);
            let checkpoint = Checkpoint::new(KeyName::new(NAME).unwrap(), head);
            let mut signed = checkpoint
                .sign(&our_key())
                .unwrap()
                .verify(&our_key().verifier())
                .unwrap();
            let witness =
                CosignerKey::from_seed(KeyName::new("witness.example").unwrap(), &[2; 32]);
            let cosignature = witness.cosign(&checkpoint.to_string(), 1_700_000_000);
            signed.add(cosignature).unwrap();

            let note = Note::from_bytes(signed.to_string().as_bytes()).unwrap();
            let (verified, unknown) = note.verify(&their_verifier(&our_key().verifier())).unwrap();
            assert_eq!((verified.len(), unknown.len()), (1, 1));
            assert_eq!(
                unknown[0].id().to_be_bytes(),
                witness.verifier().id().to_bytes()
            );
            let theirs = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
            assert_eq!(theirs.origin(), NAME);
            assert_eq!(theirs.size(), head.size);
            assert_eq!(&theirs.hash().0, head.root.as_bytes());
        }
    }

    #[test]
    fn their_checkpoints_are_verified_by_ours() {
        let signer = signed_note::StandardSigner::new(&our_key_in_their_form()).unwrap();
        for extension in ["", "one line\n", "two\nlines\n"] {
            let hash = tlog::Hash(*Hash::EMPTY.as_bytes());
            let theirs = tlog_tiles::Checkpoint::new(NAME, 4_711, hash, extension).unwrap();
            let mut note = Note::new(&theirs.to_bytes(), &[]).unwrap();
            note.add_sigs(&[&signer]).unwrap();
            let ours = SignedCheckpoint::parse(&note.to_bytes()).unwrap();
            let ours = ours.verify(&our_key().verifier()).unwrap();
            assert_eq!(ours.head().size, 4_711);
            assert_eq!(ours.head().root, Hash::EMPTY);
            assert_eq!(
                ours.checkpoint().extensions().len(),
                extension.lines().count()
            );
        }
    }

    /// Our key in the text form of Go's secret keys.
    fn our_key_in_their_form() -> String {
        let mut secret = vec![1];
        secret.extend_from_slice(our_key().expose_secret());
        let id = our_key().verifier().id();
        format!("PRIVATE+KEY+{NAME}+{id}+{}", STANDARD.encode(secret))
    }

    proptest! {
        #[test]
        fn notes_agree_on_any_text(text in "([a-zé— \u{a0}]{0,6}\n){1,6}", seed: [u8; 32]) {
            let key = SignerKey::from_seed(KeyName::new(NAME).unwrap(), &seed);
            let ours = SignedNote::sign(text.as_str(), &key).unwrap().to_string();
            let theirs = Note::from_bytes(ours.as_bytes()).unwrap();
            prop_assert_eq!(theirs.text(), text.as_bytes());
            prop_assert!(theirs.verify(&their_verifier(&key.verifier())).is_ok());
            prop_assert_eq!(theirs.to_bytes(), ours.as_bytes());
        }

        /// Whatever ours accepts, theirs accepts: ours is the stricter one.
        #[test]
        fn ours_accepts_no_note_that_theirs_refuses(
            position in 0usize..400,
            byte in prop_oneof![any::<u8>(), Just(b'\n'), Just(b' '), Just(b'+'), Just(b'=')],
            insert: bool,
        ) {
            let ours = SignedNote::sign("one\n\ntwo\n", &our_key()).unwrap().to_string();
            let mut bytes = ours.into_bytes();
            let position = position % bytes.len();
            if insert { bytes.insert(position, byte) } else { bytes[position] = byte }
            let keys = [our_key().verifier()];
            let ours = SignedNote::parse(&bytes, 4_096).map(|note| note.verify(&keys).is_ok());
            let theirs = Note::from_bytes(&bytes)
                .map(|note| note.verify(&their_verifier(&keys[0])).is_ok());
            if let Ok(verified) = ours {
                prop_assert!(theirs.is_ok());
                prop_assert_eq!(verified, theirs.unwrap());
            } else {
                prop_assert!(!theirs.is_ok_and(|verified| verified));
            }
        }
    }
}
