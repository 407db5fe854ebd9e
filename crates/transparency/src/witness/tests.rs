use bellrope_protocol::note::{CosignerKey, KeyName, SignerKey};

use super::*;
use crate::checkpoint::Checkpoint;
use crate::tree::{Frontier, LeafHashes};

/// The request of the specification, as it stands there.
const EXAMPLE_REQUEST: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

/// The answer of the specification, as it stands there.
const EXAMPLE_ANSWER: &str = "\
— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
— witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
— witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
";

fn key() -> SignerKey {
    SignerKey::from_seed(KeyName::new("log.example").unwrap(), &[1; 32])
}

fn leaves(count: u8) -> Vec<Hash> {
    (0..count).map(|i| Hash::of_leaf(&[i])).collect()
}

fn head(leaves: &[Hash]) -> TreeHead {
    leaves.iter().copied().collect::<Frontier>().head()
}

fn checkpoint(head: TreeHead) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(key().name().clone(), head);
    checkpoint.sign(&key()).unwrap()
}

/// An honest request to grow from `old` to `new` leaves.
fn request(old: u8, new: u8) -> AddCheckpoint {
    let all = leaves(new);
    let proof = ConsistencyProof::make(&LeafHashes(&all), old.into(), new.into());
    AddCheckpoint {
        old: old.into(),
        proof: proof.unwrap(),
        checkpoint: checkpoint(head(&all)),
    }
}

fn judged(request: AddCheckpoint, last: u8) -> Result<TreeHead, Refusal> {
    let last = head(&leaves(last));
    judge(request, &key().verifier(), &last).map(|checkpoint| checkpoint.head())
}

#[test]
fn parse_reads_the_request_of_the_specification() {
    let request = AddCheckpoint::parse(EXAMPLE_REQUEST.as_bytes()).unwrap();
    assert_eq!(request.old, 20_852_014);
    assert_eq!(request.proof.0.len(), 4);
    let origin = request.checkpoint.unverified_origin().as_str();
    assert_eq!(origin, "example.com/behind-the-sofa");
    assert_eq!(request.to_string(), EXAMPLE_REQUEST);
}

#[test]
fn parse_cosignatures_reads_the_answer_of_the_specification() {
    let lines = parse_cosignatures(EXAMPLE_ANSWER.as_bytes()).unwrap();
    let names: Vec<&str> = lines.iter().map(|line| line.name().as_str()).collect();
    assert_eq!(
        names,
        [
            "witness.example/w1",
            "witness.example/w1",
            "witness.example/w2"
        ]
    );
    // A timestamp of 8 bytes and a signature of 64.
    assert!(lines.iter().all(|line| line.bytes().len() == 72));
}

#[test]
fn cosignature_of_the_specification_has_its_time() {
    let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let lines = parse_cosignatures(line.as_bytes()).unwrap();
    let time = lines[0].bytes().first_chunk::<8>().copied().unwrap();
    assert_eq!(u64::from_be_bytes(time), 1_679_315_147);
}

#[test]
fn request_round_trips() {
    for (old, new) in [(0, 0), (0, 5), (3, 5), (5, 5), (64, 129)] {
        let request = request(old, new);
        let text = request.to_string();
        assert_eq!(AddCheckpoint::parse(text.as_bytes()), Ok(request));
    }
}

#[test]
fn judge_accepts_growth_and_the_same_again() {
    for (last, new) in [(0, 0), (0, 1), (0, 7), (3, 7), (4, 8), (7, 7), (100, 101)] {
        let grown = head(&leaves(new));
        assert_eq!(judged(request(last, new), last), Ok(grown), "{last} {new}");
    }
}

#[test]
fn judge_refuses_a_request_from_another_size() {
    // A rollback: the log has forgotten what the witness saw.
    assert_eq!(
        judged(request(3, 5), 7),
        Err(Refusal::OtherSize { last: 7 })
    );
    assert_eq!(
        judged(request(0, 5), 7),
        Err(Refusal::OtherSize { last: 7 })
    );
    // A witness that knows less than the log thinks.
    assert_eq!(
        judged(request(3, 5), 0),
        Err(Refusal::OtherSize { last: 0 })
    );
}

#[test]
fn judge_refuses_to_shrink_before_it_tells_its_size() {
    let mut request = request(3, 5);
    request.old = 6;
    let refused = Refusal::Shrinks { old: 6, size: 5 };
    assert_eq!(judged(request, 6), Err(refused));
}

#[test]
fn judge_refuses_a_fork_of_the_same_size() {
    let mut forked = leaves(5);
    forked[4] = Hash::of_leaf(b"another");
    let fork = |old, proof| AddCheckpoint {
        old,
        proof,
        checkpoint: checkpoint(head(&forked)),
    };
    let empty = ConsistencyProof(Vec::new());
    assert_eq!(
        judged(fork(5, empty), 5),
        Err(Refusal::OtherRoot { size: 5 })
    );
    let proof = ConsistencyProof::make(&LeafHashes(&forked), 3, 5).unwrap();
    assert!(
        judged(fork(3, proof), 3).is_ok(),
        "both extend three leaves"
    );
}

#[test]
fn judge_refuses_a_fork_that_has_grown() {
    let mut forked = leaves(9);
    forked[4] = Hash::of_leaf(b"another");
    for old in [5, 6, 8] {
        let proof = ConsistencyProof::make(&LeafHashes(&forked), old.into(), 9).unwrap();
        let request = AddCheckpoint {
            old: old.into(),
            proof,
            checkpoint: checkpoint(head(&forked)),
        };
        assert_eq!(
            judged(request, old),
            Err(Refusal::Proof(ProofError::Root)),
            "{old}"
        );
    }
}

#[test]
fn judge_refuses_changed_missing_and_needless_hashes() {
    let honest = request(3, 7);
    for position in 0..honest.proof.0.len() {
        let mut changed = honest.clone();
        changed.proof.0[position] = Hash::of_leaf(b"another");
        assert_eq!(judged(changed, 3), Err(Refusal::Proof(ProofError::Root)));
    }
    let mut short = honest.clone();
    short.proof.0.pop();
    assert!(matches!(judged(short, 3), Err(Refusal::Proof(_))));
    for (old, new) in [(0, 7), (7, 7)] {
        let mut needless = request(old, new);
        needless.proof.0.push(Hash::of_leaf(b"needless"));
        assert!(matches!(judged(needless, old), Err(Refusal::Proof(_))));
    }
}

#[test]
fn judge_refuses_an_empty_log_with_a_root() {
    let odd = TreeHead {
        size: 0,
        root: Hash::of_leaf(b"something"),
    };
    let request = AddCheckpoint {
        old: 0,
        proof: ConsistencyProof(Vec::new()),
        checkpoint: checkpoint(odd),
    };
    let refused = judge(request, &key().verifier(), &NEVER_SEEN);
    assert_eq!(refused, Err(Refusal::OtherRoot { size: 0 }));
}

#[test]
fn judge_refuses_what_the_log_has_not_signed() {
    let other = SignerKey::from_seed(key().name().clone(), &[2; 32]);
    let refused = judge(request(0, 5), &other.verifier(), &NEVER_SEEN);
    assert!(matches!(refused, Err(Refusal::Unsigned(_))));
    // A witness's own signature does not stand in for the log's.
    let cosigner = CosignerKey::from_seed(key().name().clone(), &[1; 32]);
    let refused = judge(request(0, 5), &cosigner.verifier(), &NEVER_SEEN);
    assert!(matches!(refused, Err(Refusal::Unsigned(_))));
}

#[test]
fn parse_size_takes_one_spelling() {
    assert_eq!(parse_size(b"20852014\n"), Some(20_852_014));
    assert_eq!(parse_size(b"0\n"), Some(0));
    for odd in ["", "\n", "5", "05\n", "+5\n", "5\n\n", "x\n"] {
        assert_eq!(parse_size(odd.as_bytes()), None, "{odd:?}");
    }
}
