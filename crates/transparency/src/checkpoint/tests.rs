//! Tests of checkpoints. The example is that of C2SP tlog-checkpoint and tlog-cosignature.

use super::*;

const EXAMPLE: &str = "example.com/behind-the-sofa\n20852163\n\
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

fn name(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn a_key() -> SignerKey {
    SignerKey::from_seed(name("relay.example/v1/desks/mid/intake"), &[1; 32])
}

fn a_checkpoint() -> Checkpoint {
    let head = TreeHead {
        size: 16,
        root: Hash::EMPTY,
    };
    Checkpoint::new(a_key().name().clone(), head)
}

#[test]
fn parse_reads_the_example_of_the_specification() {
    let parsed = SignedCheckpoint::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!(parsed.to_string(), EXAMPLE);
    let origin = "example.com/behind-the-sofa";
    assert_eq!(parsed.unverified_origin().as_str(), origin);
    let checkpoint = &parsed.checkpoint;
    assert_eq!(checkpoint.head().size, 20_852_163);
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    assert_eq!(checkpoint.head().root.to_string(), root);
    assert!(checkpoint.extensions().is_empty());
    let [log, witness] = parsed.note.signatures() else {
        panic!("two signatures");
    };
    assert_eq!(log.id().to_string(), "033de0ae");
    assert_eq!(witness.id().to_string(), "8d66cf3f");
    // Timestamp 1679315147, as in the cosigned message of the specification.
    assert_eq!(witness.bytes()[..8], 1_679_315_147u64.to_be_bytes());
    assert_eq!(witness.bytes().len(), 72);
}

#[test]
fn sign_is_verified_by_the_key_of_the_log() {
    let signed = a_checkpoint().sign(&a_key()).unwrap();
    let bytes = signed.to_string();
    let verified = SignedCheckpoint::parse(bytes.as_bytes())
        .unwrap()
        .verify(&a_key().verifier())
        .unwrap();
    assert_eq!(verified.checkpoint(), &a_checkpoint());
    assert_eq!(verified.head(), a_checkpoint().head());
    assert_eq!(verified.origin(), a_checkpoint().origin());
    assert_eq!(verified.to_string(), bytes);
}

#[test]
fn sign_refuses_the_key_of_another_log() {
    let other = SignerKey::from_seed(name("relay.example/v1/desks/mid/replies"), &[1; 32]);
    assert_eq!(
        a_checkpoint().sign(&other),
        Err(SignCheckpointError::Origin {
            origin: a_key().name().clone(),
            name: other.name().clone(),
        })
    );
}

/// One key signs three logs under three names: none may pass for another.
#[test]
fn verify_refuses_the_checkpoint_of_a_sister_log() {
    let sister = SignerKey::from_seed(name("relay.example/v1/desks/mid/replies"), &[1; 32]);
    let signed = a_checkpoint().sign(&a_key()).unwrap();
    assert_eq!(
        signed.verify(&sister.verifier()),
        Err(VerifyCheckpointError::Origin {
            found: a_key().name().clone(),
            expected: sister.name().clone(),
        })
    );
    // Not even with a signature line of the sister's: the origin is signed.
    let mut note = SignedNote::sign(a_checkpoint().to_string(), &sister).unwrap();
    note.add(a_key().sign("another text\n")).unwrap();
    let forged = SignedCheckpoint::parse(note.to_string().as_bytes()).unwrap();
    assert!(forged.clone().verify(&sister.verifier()).is_err());
    assert!(forged.verify(&a_key().verifier()).is_err());
}

#[test]
fn verify_refuses_unsigned_wrongly_signed_and_cosigner_keys() {
    let stranger = SignerKey::from_seed(a_key().name().clone(), &[9; 32]);
    let signed = a_checkpoint().sign(&stranger).unwrap();
    assert_eq!(
        signed.verify(&a_key().verifier()),
        Err(VerifyCheckpointError::Note(VerifyNoteError::NotSigned))
    );
    let signed = a_checkpoint().sign(&a_key()).unwrap().to_string();
    let tampered = signed.replace("\n16\n", "\n17\n");
    let tampered = SignedCheckpoint::parse(tampered.as_bytes()).unwrap();
    assert!(matches!(
        tampered.verify(&a_key().verifier()),
        Err(VerifyCheckpointError::Note(VerifyNoteError::Refused { .. }))
    ));
    let cosigner =
        bellrope_protocol::note::CosignerKey::from_seed(a_key().name().clone(), &[1; 32]);
    let signed = SignedCheckpoint::parse(signed.as_bytes()).unwrap();
    assert_eq!(
        signed.verify(&cosigner.verifier()),
        Err(VerifyCheckpointError::Key)
    );
}

#[test]
fn parse_text_keeps_extension_lines() {
    let text = format!("{}other line\n0\n", a_checkpoint());
    let parsed = Checkpoint::parse_text(&text).unwrap();
    assert_eq!(parsed.extensions(), ["other line", "0"]);
    assert_eq!(parsed.to_string(), text);
    let signed = parsed.sign(&a_key()).unwrap();
    let verified = signed.verify(&a_key().verifier()).unwrap();
    assert_eq!(verified.checkpoint().extensions().len(), 2);
}

#[test]
fn parse_text_refuses_what_is_no_checkpoint() {
    let text = a_checkpoint().to_string();
    for (from, to, error) in [
        ("relay.example", "relay example", None),
        ("\n16\n", "\n016\n", Some(("size", 2))),
        ("\n16\n", "\n+16\n", Some(("size", 2))),
        ("\n16\n", "\n\n", Some(("size", 2))),
        ("\n16\n", "\n18446744073709551616\n", Some(("size", 2))),
        ("47DE", "47D", Some(("root", 3))),
        ("47DE", "47DE47DE", Some(("root", 3))),
        ("uFU=\n", "uFV=\n", Some(("root", 3))),
        ("uFU=\n", "uFU=", Some(("root", 3))),
        ("uFU=\n", "uFU=\n\n", Some(("extension", 4))),
        ("uFU=\n", "uFU=\nnot ended", Some(("extension", 4))),
    ] {
        assert!(text.contains(from), "{from}");
        let refused = Checkpoint::parse_text(&text.replace(from, to)).unwrap_err();
        match (error, refused) {
            (None, ParseCheckpointError::Origin(_)) => {}
            (Some((field, line)), ParseCheckpointError::Line(error)) => {
                let place = format!("line {line}, {field}, ");
                assert!(error.to_string().starts_with(&place), "{error}");
            }
            (_, refused) => panic!("{from:?} to {to:?}: {refused}"),
        }
    }
}

/// A note of ours begins with a line that no origin can be.
#[test]
fn parse_text_refuses_a_note_of_ours() {
    let text = "bellrope/1 confirm\n16\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    assert!(matches!(
        Checkpoint::parse_text(text),
        Err(ParseCheckpointError::Origin(_))
    ));
}
