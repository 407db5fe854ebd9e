//! Tests of the tree. Roots are those of the Certificate Transparency reference implementation;
//! proofs are held against other implementations in `tests/oracle.rs`.

use super::*;

const REFERENCE_LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

const REFERENCE_ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hex(hash: &Hash) -> String {
    hash.as_bytes().iter().map(|b| format!("{b:02x}")).collect()
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count)
        .map(|i| Hash::of_leaf(&i.to_be_bytes()))
        .collect()
}

fn head_of(leaves: &[Hash]) -> TreeHead {
    leaves.iter().copied().collect::<Frontier>().head()
}

#[test]
fn root_agrees_with_the_reference() {
    assert_eq!(root_of([]), Hash::EMPTY);
    let mut frontier = Frontier::new();
    for (leaf, root) in REFERENCE_LEAVES.iter().zip(REFERENCE_ROOTS) {
        frontier.push(Hash::of_leaf(leaf));
        assert_eq!(hex(&frontier.root()), root);
    }
}

#[test]
fn empty_hash_is_that_of_nothing() {
    use sha2::Digest as _;
    let digest: [u8; 32] = sha2::Sha256::digest([]).into();
    assert_eq!(Hash::EMPTY.as_bytes(), &digest);
}

#[test]
fn hash_prints_as_in_a_checkpoint() {
    let text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    assert_eq!(Hash::EMPTY.to_string(), text);
    assert_eq!(format!("{:?}", Hash::EMPTY), format!("Hash({text})"));
}

#[test]
fn inclusion_holds_for_every_leaf_of_small_trees() {
    let all = leaves(70);
    for size in 1..=70 {
        let head = head_of(&all[..size]);
        for (index, leaf) in all[..size].iter().enumerate() {
            let proof = InclusionProof::make(&LeafHashes(&all), index as u64, head.size).unwrap();
            assert_eq!(proof.verify(*leaf, index as u64, &head), Ok(()));
        }
    }
}

#[test]
fn inclusion_refuses_another_leaf_index_root_or_proof() {
    let all = leaves(70);
    let head = head_of(&all);
    let proof = InclusionProof::make(&LeafHashes(&all), 41, 70).unwrap();
    assert_eq!(proof.verify(all[40], 41, &head), Err(ProofError::Root));
    assert_eq!(proof.verify(all[41], 40, &head), Err(ProofError::Root));
    let other = head_of(&all[..69]);
    let other = TreeHead { size: 70, ..other };
    assert_eq!(proof.verify(all[41], 41, &other), Err(ProofError::Root));

    for position in 0..proof.0.len() {
        let mut changed = proof.clone();
        changed.0[position] = Hash::EMPTY;
        assert_eq!(changed.verify(all[41], 41, &head), Err(ProofError::Root));
    }
    let expected = proof.0.len();
    let mut short = proof.clone();
    short.0.pop();
    let len = expected - 1;
    assert_eq!(
        short.verify(all[41], 41, &head),
        Err(ProofError::Length { len, expected })
    );
    let mut long = proof;
    long.0.push(Hash::EMPTY);
    let len = expected + 1;
    assert_eq!(
        long.verify(all[41], 41, &head),
        Err(ProofError::Length { len, expected })
    );
}

#[test]
fn inclusion_knows_no_leaf_beyond_the_end() {
    let all = leaves(3);
    let head = head_of(&all);
    let (asked, size) = (3, 3);
    assert_eq!(
        InclusionProof::make(&LeafHashes(&all), 3, 3),
        Err(MakeProofError::OutOfRange { asked, size })
    );
    assert_eq!(
        InclusionProof(Vec::new()).verify(all[0], 3, &head),
        Err(ProofError::OutOfRange { asked, size })
    );
    let node = Node { level: 1, index: 1 };
    assert_eq!(
        InclusionProof::make(&LeafHashes(&all), 0, 6),
        Err(MakeProofError::Read(MissingLeaf { node }))
    );
}

#[test]
fn consistency_holds_between_all_small_trees() {
    let all = leaves(70);
    for new in 0..=70 {
        let new_head = head_of(&all[..new]);
        for old in 0..=new {
            let old_head = head_of(&all[..old]);
            let proof =
                ConsistencyProof::make(&LeafHashes(&all), old_head.size, new_head.size).unwrap();
            assert_eq!(proof.verify(&old_head, &new_head), Ok(()), "{old} {new}");
        }
    }
}

#[test]
fn consistency_refuses_every_changed_root_and_hash() {
    let all = leaves(70);
    let wrong = |head: TreeHead| TreeHead {
        root: Hash::of_leaf(b"another"),
        ..head
    };
    for new in 0..=70 {
        let new_head = head_of(&all[..new]);
        for old in 0..=new {
            let old_head = head_of(&all[..old]);
            let proof =
                ConsistencyProof::make(&LeafHashes(&all), old_head.size, new_head.size).unwrap();
            let refused = Err(ProofError::Root);
            assert_eq!(proof.verify(&wrong(old_head), &new_head), refused);
            // Every tree begins with the empty one, whatever its root.
            if old > 0 || new == 0 {
                assert_eq!(proof.verify(&old_head, &wrong(new_head)), refused);
            }
            for position in 0..proof.0.len() {
                let mut changed = proof.clone();
                changed.0[position] = Hash::EMPTY;
                assert_eq!(changed.verify(&old_head, &new_head), refused, "{old} {new}");
            }
        }
    }
}

#[test]
fn consistency_refuses_wrong_length_and_shrinking() {
    let all = leaves(9);
    let (old, new) = (head_of(&all[..6]), head_of(&all));
    let proof = ConsistencyProof::make(&LeafHashes(&all), 6, 9).unwrap();
    let expected = proof.0.len();
    for len in [0, expected - 1, expected + 1] {
        let changed = ConsistencyProof(vec![Hash::EMPTY; len]);
        let refused = Err(ProofError::Length { len, expected });
        assert_eq!(changed.verify(&old, &new), refused);
    }
    let (asked, size) = (9, 6);
    assert_eq!(
        proof.verify(&new, &old),
        Err(ProofError::OutOfRange { asked, size })
    );
    assert_eq!(
        ConsistencyProof::make(&LeafHashes(&all), 9, 6),
        Err(MakeProofError::OutOfRange { asked, size })
    );
    let one = ConsistencyProof(vec![Hash::EMPTY]);
    let (len, expected) = (1, 0);
    let refused = Err(ProofError::Length { len, expected });
    assert_eq!(one.verify(&old, &old), refused);
    assert_eq!(one.verify(&head_of(&[]), &new), refused);
}

/// Sizes come from outside; none may overflow.
#[test]
fn verify_survives_the_largest_sizes() {
    let root = Hash::EMPTY;
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1, MAX_SIZE] {
        let head = TreeHead { size, root };
        for index in [0, 1, size / 2, size - 1] {
            let none = InclusionProof(Vec::new());
            assert!(none.verify(root, index, &head).is_err());
            let many = InclusionProof(vec![root; 64]);
            assert!(many.verify(root, index, &head).is_err());
            let old = TreeHead { size: index, root };
            let none = ConsistencyProof(Vec::new());
            assert_eq!(none.verify(&old, &head).is_ok(), index == 0);
            assert!(
                ConsistencyProof(vec![root; 65])
                    .verify(&old, &head)
                    .is_err()
            );
        }
        let suffix = verify_suffix(&head, size & !255, &[], []);
        assert!(suffix.is_err());
    }
}

#[test]
fn frontier_reads_back_as_it_grew() {
    let all = leaves(300);
    let mut frontier = Frontier::new();
    for (size, leaf) in all.iter().enumerate() {
        assert_eq!(
            Frontier::read(&LeafHashes(&all), size as u64),
            Ok(frontier.clone())
        );
        assert_eq!(Frontier::parse(&frontier.to_bytes()), Ok(frontier.clone()));
        frontier.push(*leaf);
    }
    assert_eq!(frontier.to_bytes().len(), 8 + 32 * 4);
    assert_eq!(frontier.size(), 300);
}

#[test]
fn frontier_refuses_other_lengths_and_counts() {
    let bytes = leaves(5).into_iter().collect::<Frontier>().to_bytes();
    for len in 0..bytes.len() {
        assert!(Frontier::parse(&bytes[..len]).is_err(), "{len} bytes");
    }
    let len = bytes.len() + 1;
    let long = [&bytes[..], &[0]].concat();
    assert_eq!(Frontier::parse(&long), Err(FrontierError::Length { len }));
    let (count, expected) = (3, 2);
    assert_eq!(
        Frontier::parse(&[&bytes[..], &[0; 32]].concat()),
        Err(FrontierError::Count { count, expected })
    );
    let size = MAX_SIZE + 1;
    assert_eq!(
        Frontier::from_peaks(size, vec![Hash::EMPTY; 2]),
        Err(FrontierError::Size { size })
    );
    assert!(Frontier::from_peaks(MAX_SIZE, vec![Hash::EMPTY]).is_ok());
}

#[test]
fn suffix_verifies_from_every_whole_bundle() {
    let all = leaves(1_100);
    for size in [0, 1, 255, 256, 257, 512, 1_023, 1_024, 1_100] {
        let head = head_of(&all[..size]);
        for start in (0..=size).step_by(256) {
            let prefix = Frontier::read(&LeafHashes(&all), start as u64).unwrap();
            let window = all[start..size].iter().copied();
            let frontier = verify_suffix(&head, start as u64, prefix.peaks(), window).unwrap();
            assert_eq!(frontier.head(), head);
        }
    }
}

#[test]
fn suffix_refuses_every_other_window() {
    let all = leaves(700);
    let head = head_of(&all);
    let prefix = Frontier::read(&LeafHashes(&all), 512).unwrap();
    let prefix = prefix.peaks();
    let verify = |start, prefix: &[Hash], window: &[Hash]| {
        verify_suffix(&head, start, prefix, window.iter().copied()).map(|_| ())
    };
    assert_eq!(verify(512, prefix, &all[512..]), Ok(()));

    let start = 511;
    assert_eq!(
        verify(start, prefix, &all[511..]),
        Err(SuffixError::Unaligned { start })
    );
    let (start, size) = (768, 700);
    assert_eq!(
        verify(start, prefix, &[]),
        Err(SuffixError::Beyond { start, size })
    );
    let (count, expected) = (0, 1);
    assert_eq!(
        verify(512, &[], &all[512..]),
        Err(SuffixError::Prefix(FrontierError::Count {
            count,
            expected
        }))
    );
    let (count, expected) = (187, 188);
    assert_eq!(
        verify(512, prefix, &all[512..699]),
        Err(SuffixError::TooFew { count, expected })
    );
    assert_eq!(
        verify(512, prefix, &all[511..]),
        Err(SuffixError::TooMany { expected })
    );
    assert_eq!(verify(512, prefix, &all[511..699]), Err(SuffixError::Root));
    assert_eq!(
        verify(512, &[Hash::EMPTY], &all[512..]),
        Err(SuffixError::Root)
    );
    for position in 512..700 {
        let mut changed = all[512..].to_vec();
        changed[position - 512] = Hash::of_leaf(b"another");
        assert_eq!(verify(512, prefix, &changed), Err(SuffixError::Root));
    }
}
