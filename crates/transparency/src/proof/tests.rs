//! Tests of proofs in text.

use bellrope_protocol::note::{KeyName, SignerKey};

use super::*;
use crate::checkpoint::Checkpoint;
use crate::tree::{Frontier, LeafHashes};

fn leaves() -> Vec<Hash> {
    (0..100u8).map(|i| Hash::of_leaf(&[i])).collect()
}

fn a_key() -> SignerKey {
    let origin = KeyName::new("relay.example/v1/desks/mid/intake").unwrap();
    SignerKey::from_seed(origin, &[1; 32])
}

fn a_proof(extra: Option<Vec<u8>>) -> LogProof {
    let head = leaves().into_iter().collect::<Frontier>().head();
    let checkpoint = Checkpoint::new(a_key().name().clone(), head);
    let inclusion = InclusionProof::make(&LeafHashes(&leaves()), 41, 100).unwrap();
    LogProof::new(41, inclusion, checkpoint.sign(&a_key()).unwrap(), extra)
}

#[test]
fn proof_survives_its_text_and_verifies() {
    for extra in [None, Some(Vec::new()), Some(b"extra".to_vec())] {
        let proof = a_proof(extra.clone());
        let parsed = LogProof::parse(proof.to_string().as_bytes()).unwrap();
        assert_eq!(parsed, proof);
        assert_eq!(parsed.unverified_extra(), extra.as_deref());
        let origin = parsed.checkpoint().unverified_origin();
        assert_eq!(origin, a_key().name());
        let included = parsed.verify(leaves()[41], &a_key().verifier()).unwrap();
        assert_eq!(included.index, 41);
        assert_eq!(included.checkpoint.head().size, 100);
    }
}

#[test]
fn proof_of_a_single_leaf_has_no_hashes() {
    let head = leaves()[..1].iter().copied().collect::<Frontier>().head();
    let checkpoint = Checkpoint::new(a_key().name().clone(), head);
    let signed = checkpoint.sign(&a_key()).unwrap();
    let proof = LogProof::new(0, InclusionProof(Vec::new()), signed, None);
    let text = proof.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nrelay.example"));
    let parsed = LogProof::parse(text.as_bytes()).unwrap();
    assert!(parsed.verify(leaves()[0], &a_key().verifier()).is_ok());
}

#[test]
fn verify_refuses_another_leaf_and_another_log() {
    assert_eq!(
        a_proof(None).verify(leaves()[40], &a_key().verifier()),
        Err(VerifyProofError::Inclusion(ProofError::Root))
    );
    let stranger = SignerKey::from_seed(a_key().name().clone(), &[2; 32]);
    assert!(matches!(
        a_proof(None).verify(leaves()[41], &stranger.verifier()),
        Err(VerifyProofError::Checkpoint(_))
    ));
}

#[test]
fn parse_refuses_what_is_no_proof() {
    let text = a_proof(Some(vec![1])).to_string();
    let hash = text.lines().nth(3).unwrap();
    for (from, to, error) in [
        ("proof@v1", "proof@v2", ParseProofError::Form),
        ("c2sp", " c2sp", ParseProofError::Form),
        ("@v1\n", "@v1\r\n", ParseProofError::Form),
        ("AQ==", "AQ=", ParseProofError::Extra),
        ("AQ==", "AR==", ParseProofError::Extra),
        ("extra ", "Extra ", ParseProofError::Index),
        ("index 41\n", "", ParseProofError::Index),
        ("index 41", "index 041", ParseProofError::Index),
        ("index 41", "index +41", ParseProofError::Index),
        ("index 41", "index  41", ParseProofError::Index),
        (
            "index 41",
            "index 18446744073709551616",
            ParseProofError::Index,
        ),
        ("index 41", "index 41\nextra AQ==", ParseProofError::Hash),
        (hash, "AQ==", ParseProofError::Hash),
        (hash, &hash[1..], ParseProofError::Hash),
    ] {
        assert!(text.contains(from), "{from}");
        let refused = LogProof::parse(text.replacen(from, to, 1).as_bytes());
        assert_eq!(refused, Err(error), "{from:?} to {to:?}");
    }
    assert_eq!(LogProof::parse(b""), Err(ParseProofError::Form));
    assert_eq!(LogProof::parse(&[0xff]), Err(ParseProofError::Form));
    let without = text.split("\n\n").next().unwrap();
    let cut = LogProof::parse(without.as_bytes());
    assert_eq!(cut, Err(ParseProofError::Form));
    let count = MAX_HASHES + 1;
    let many = text.replacen(hash, &[hash; MAX_HASHES - 5].join("\n"), 1);
    assert_eq!(
        LogProof::parse(many.as_bytes()),
        Err(ParseProofError::TooManyHashes { count })
    );
    let len = PROOF_MAX_LEN + 1;
    let long = LogProof::parse(&vec![b'x'; len]);
    assert_eq!(long, Err(ParseProofError::TooLong { len }));
    let unsigned = format!("{without}\n\nrelay.example\n");
    assert!(matches!(
        LogProof::parse(unsigned.as_bytes()),
        Err(ParseProofError::Checkpoint(_))
    ));
}
