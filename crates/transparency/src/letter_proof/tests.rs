//! Tests of proofs for the reporter's hand.

use bellrope_protocol::age::Identity;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{
    DeskNames, Ed25519PublicKey, IntakeRecipient, RelayKeys, ReplyCount, Windows, WitnessPolicy,
};
use bellrope_protocol::key::{AuthenticationKey, FoundingRoot};
use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::note::{CosignerKey, SignerKey};

use super::*;
use crate::checkpoint::Checkpoint;
use crate::tree::{Frontier, HashReader, LeafHashes, SuffixHashes, TreeHead};

/// Monday 2026-11-23.
const MONDAY: u64 = 1_795_392_000;

fn base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

fn root() -> SignerKey {
    SignerKey::from_seed(base().root_key_name(), &[1; 32])
}

fn log() -> SignerKey {
    SignerKey::from_seed(base().intake_key_name(), &[2; 32])
}

fn push() -> SignerKey {
    SignerKey::from_seed(base().push_key_name(), &[3; 32])
}

fn witness(seed: u8) -> CosignerKey {
    let name = KeyName::new(format!("witness{seed}.example")).unwrap();
    CosignerKey::from_seed(name, &[seed; 32])
}

/// A card that names two witnesses, 7 and 8.
fn a_card() -> SignedCard {
    let public = |key: &SignerKey| Ed25519PublicKey::of(key);
    let card = Card {
        desk: base().desk,
        host: base().host,
        names: DeskNames {
            nl: "Meldpunt".to_owned(),
            en: "Desk".to_owned(),
        },
        serial: 1,
        made: MONDAY,
        not_after: MONDAY + 8 * WEEK_SECS,
        founding: FoundingRoot::from_bytes(*public(&root()).as_bytes()),
        root: public(&root()),
        succession: Vec::new(),
        authentication: vec![AuthenticationKey::from_bytes(1, &[4; 32]).public()],
        intake: (0..8)
            .map(|n: u8| IntakeRecipient {
                week: MONDAY + u64::from(n) * WEEK_SECS,
                recipient: Identity::from_seed(&[n; 32]).recipient().clone(),
            })
            .collect(),
        push: public(&push()),
        earlier: Vec::new(),
        windows: Windows {
            replies_days: 120,
            intake_days: 120,
        },
        replies: ReplyCount {
            count: 16,
            next: None,
        },
        relay: RelayKeys {
            log: public(&log()),
            receipt: public(&log()),
            epoch_secs: 3_600,
        },
        witnesses: WitnessPolicy {
            keys: vec![witness(7).verifier(), witness(8).verifier()],
            quorum: 1,
            report_secs: 604_800,
            confirm_secs: 86_400,
        },
        ended: Vec::new(),
        work: None,
    };
    SignedCard::sign(card, &root()).unwrap()
}

fn fingerprint() -> Fingerprint {
    a_card().unverified_card().founding.fingerprint()
}

fn entries() -> Vec<Entry> {
    let entry = |i: u16| Entry {
        epoch: u32::try_from(MONDAY).unwrap() + 3_600 * (1 + u32::from(i) / 100),
        body: [i.to_be_bytes()[1]; 32],
        tag: [i.to_be_bytes()[0]; 16],
    };
    (0..600).map(entry).collect()
}

fn leaves() -> Vec<Hash> {
    entries().iter().map(Entry::leaf_hash).collect()
}

fn head_of(size: usize) -> TreeHead {
    leaves()[..size]
        .iter()
        .copied()
        .collect::<Frontier>()
        .head()
}

/// A checkpoint over all entries, cosigned by these witnesses at noon and later.
fn a_checkpoint(witnesses: &[u8]) -> VerifiedCheckpoint {
    let checkpoint = Checkpoint::new(log().name().clone(), head_of(600));
    let signed = checkpoint.sign(&log()).unwrap();
    let mut verified = signed.verify(&log().verifier()).unwrap();
    for (seed, later) in witnesses.iter().zip((0..).step_by(60)) {
        let text = verified.as_signed().unverified_text().to_owned();
        let cosignature = witness(*seed).cosign(&text, MONDAY + 43_200 - later);
        verified.add(cosignature).unwrap();
    }
    verified
}

fn a_confirm(size: u64, head: TreeHead) -> ConfirmNote {
    ConfirmNote {
        origin: log().name().clone(),
        size,
        root: head.root,
    }
}

/// The proof of entry 541, with a confirmation up to 560.
fn a_proof(witnesses: &[u8]) -> LetterProof {
    let inclusion = |size| InclusionProof::make(&LeafHashes(&leaves()), 541, size).unwrap();
    let place = Place {
        index: 541,
        inclusion: inclusion(600),
        checkpoint: a_checkpoint(witnesses),
    };
    let confirm = ConfirmProof {
        note: a_confirm(560, head_of(560)).sign(&push()).unwrap(),
        inclusion: inclusion(560),
    };
    LetterProof::new(entries()[541], a_card(), place, Some(confirm)).unwrap()
}

fn check(text: &str) -> Result<ProvenLetter, String> {
    let proof = LetterProof::parse(text.as_bytes()).map_err(|err| err.to_string())?;
    proof.verify(fingerprint()).map_err(|err| err.to_string())
}

#[test]
fn proof_tells_entry_time_witnesses_and_confirmation() {
    let text = a_proof(&[7, 8]).to_string();
    let proven = check(&text).unwrap();
    assert_eq!(proven.entry, entries()[541]);
    assert_eq!((proven.index, proven.size), (541, 600));
    assert_eq!(proven.day().to_string(), "2026-11-23");
    assert_eq!(proven.confirmed, Some(560));
    let times: Vec<u64> = proven.witnesses.iter().map(|seen| seen.time).collect();
    assert_eq!(times, [MONDAY + 43_140, MONDAY + 43_200]);
    // Any tool for C2SP log proofs reads it too.
    let plain = LogProof::parse(text.as_bytes()).unwrap();
    assert!(plain.verify(leaves()[541], &log().verifier()).is_ok());
}

#[test]
fn proof_needs_neither_witness_nor_confirmation() {
    let mut proof = a_proof(&[]);
    let inclusion = InclusionProof::make(&LeafHashes(&leaves()), 541, 600).unwrap();
    let place = Place {
        index: 541,
        inclusion,
        checkpoint: a_checkpoint(&[]),
    };
    proof = LetterProof::new(proof.entry, proof.card, place, None).unwrap();
    let proven = check(&proof.to_string()).unwrap();
    assert_eq!((proven.witnesses.len(), proven.confirmed), (0, None));
}

#[test]
fn new_leaves_out_witnesses_that_the_card_does_not_name() {
    let text = a_proof(&[7, 9]).to_string();
    assert!(text.contains("witness7.example") && !text.contains("witness9.example"));
    assert_eq!(check(&text).unwrap().witnesses.len(), 1);
    // Put in by hand, it is refused.
    let stranger = a_checkpoint(&[9]).as_signed().to_string();
    let line = stranger.lines().last().unwrap();
    let refused = check(&format!("{text}{line}\n")).unwrap_err();
    assert!(refused.contains("witness9.example"), "{refused}");
}

#[test]
fn verify_refuses_every_changed_byte() {
    let text = a_proof(&[7]).to_string();
    assert!(check(&text).is_ok());
    let mut accepted = Vec::new();
    // Every byte outside the long line of the card, every seventh one in it.
    let (line, end) = (text.find("extra").unwrap(), text.find("\nindex").unwrap());
    for position in 0..text.len() {
        if (line + 200..end - 200).contains(&position) && position % 97 != 0 {
            continue;
        }
        for change in [1u8, 2, 0x20] {
            let mut bytes = text.clone().into_bytes();
            bytes[position] ^= change;
            let is_refused = LetterProof::parse(&bytes)
                .map_err(|_| ())
                .and_then(|proof| proof.verify(fingerprint()).map_err(|_| ()));
            if is_refused.is_ok() {
                accepted.push((position, change));
            }
        }
    }
    assert_eq!(accepted, []);
    for cut in [0, 1, 100, text.len() - 1] {
        assert!(check(&text[..cut]).is_err());
    }
}

#[test]
fn verify_refuses_another_desk() {
    let other = FoundingRoot::from_bytes([9; 32]).fingerprint();
    let refused = a_proof(&[]).verify(other);
    assert!(matches!(refused, Err(VerifyLetterProofError::Card(_))));
}

#[test]
fn verify_refuses_a_confirmation_that_does_not_cover_the_entry() {
    let good = a_proof(&[]);
    let with = |note: SignedNote, size: u64| {
        let inclusion = InclusionProof::make(&LeafHashes(&leaves()), 541, size).unwrap();
        let mut proof = good.clone();
        proof.confirm = Some(ConfirmProof { note, inclusion });
        proof.verify(fingerprint()).unwrap_err()
    };
    let lower = a_confirm(541, head_of(541)).sign(&push()).unwrap();
    let refused = with(lower, 560);
    assert!(matches!(
        refused,
        VerifyLetterProofError::ConfirmInclusion(_)
    ));
    let other_root = a_confirm(560, head_of(559)).sign(&push()).unwrap();
    let refused = with(other_root, 560);
    assert!(matches!(
        refused,
        VerifyLetterProofError::ConfirmInclusion(_)
    ));
    let stranger = SignerKey::from_seed(base().push_key_name(), &[5; 32]);
    let forged = a_confirm(560, head_of(560)).sign(&stranger).unwrap();
    assert!(matches!(
        with(forged, 560),
        VerifyLetterProofError::Confirm(_)
    ));
    let replies = ConfirmNote {
        origin: KeyName::new(base().replies()).unwrap(),
        ..a_confirm(560, head_of(560))
    };
    let refused = with(replies.sign(&push()).unwrap(), 560);
    assert!(matches!(refused, VerifyLetterProofError::OtherLog));
}

#[test]
fn suffix_gives_the_same_proofs_as_the_whole_log() {
    let all: Vec<Hash> = (0..1_400u16)
        .map(|i| Hash::of_leaf(&i.to_be_bytes()))
        .collect();
    for start in [0, 256, 512, 768, 1_024, 1_280] {
        let prefix = Frontier::read(&LeafHashes(&all), start).unwrap();
        let window = SuffixHashes {
            start,
            prefix: prefix.peaks(),
            leaves: &all[usize::try_from(start).unwrap()..],
        };
        for size in [start + 1, start + 100, 1_399, 1_400] {
            for index in [start, (start + size) / 2, size - 1] {
                let expected = InclusionProof::make(&LeafHashes(&all), index, size);
                let found = InclusionProof::make(&window, index, size);
                assert_eq!(found, expected, "{index} of {size} from {start}");
            }
        }
        let beyond = crate::tree::Node {
            level: 0,
            index: 1_400,
        };
        assert!(window.read(beyond).is_err());
    }
}
