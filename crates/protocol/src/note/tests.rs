//! Tests of signed notes. The examples are those of C2SP signed-note and tlog-cosignature, and of
//! Go's `sumdb/note`, where the format comes from.

use super::*;

const MAX_LEN: usize = 4_096;

/// C2SP signed-note, "Example".
const FOO_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOO_NOTE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/// Go's `note_test.go`.
const PETER_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH_KEY: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const PETER_TEXT: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n";
const PETER_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn key(vkey: &str) -> VerifierKey {
    vkey.parse().unwrap()
}

fn name(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn parse(note: &str) -> Result<SignedNote, ParseNoteError> {
    SignedNote::parse(note.as_bytes(), MAX_LEN)
}

fn a_signer() -> SignerKey {
    SignerKey::from_seed(name("relay.example/log"), &[1; 32])
}

fn a_witness() -> CosignerKey {
    CosignerKey::from_seed(name("witness.example"), &[2; 32])
}

#[test]
fn verify_accepts_specification_example() {
    let note = parse(FOO_NOTE).unwrap();
    assert_eq!(note.to_string(), FOO_NOTE);
    let verified = note.verify(&[key(FOO_KEY)]).unwrap();
    assert_eq!(verified.text(), "This is an example message.\n");
    assert!(verified.is_signed_by(&key(FOO_KEY)));
    assert!(!verified.is_signed_by(&key(PETER_KEY)));
}

#[test]
fn verify_lists_signatures_of_known_keys_only() {
    let note = format!("{PETER_TEXT}\n{PETER_LINE}{ENOCH_LINE}");
    let verified = parse(&note).unwrap().verify(&[key(PETER_KEY)]).unwrap();
    assert_eq!(verified.signatures().len(), 1);
    assert_eq!(verified.signatures()[0].name.as_str(), "PeterNeumann");
    assert_eq!(verified.signatures()[0].timestamp, None);
    // The unknown signature is passed over and kept.
    assert_eq!(verified.as_signed().to_string(), note);

    let both = [key(ENOCH_KEY), key(PETER_KEY)];
    let verified = parse(&note).unwrap().verify(&both).unwrap();
    assert_eq!(verified.signatures().len(), 2);
}

#[test]
fn verify_refuses_note_without_known_key() {
    let note = parse(&format!("{PETER_TEXT}\n{PETER_LINE}")).unwrap();
    assert_eq!(
        note.clone().verify(&[key(ENOCH_KEY)]),
        Err(VerifyNoteError::NotSigned)
    );
    assert_eq!(note.verify(&[]), Err(VerifyNoteError::NotSigned));
}

#[test]
fn verify_refuses_note_with_one_wrong_signature_beside_a_right_one() {
    let note = parse(FOO_NOTE).unwrap();
    let mut tampered = note.clone();
    let right = &note.signatures()[0];
    let mut bytes = right.bytes().to_vec();
    bytes[0] ^= 1;
    tampered
        .add(NoteSignature::from_parts(
            right.name().clone(),
            right.id(),
            bytes,
        ))
        .unwrap();
    assert!(matches!(
        tampered.verify(&[key(FOO_KEY)]),
        Err(VerifyNoteError::Refused { .. })
    ));
}

#[test]
fn verify_passes_over_same_name_with_other_id() {
    let other = SignerKey::from_seed(name("relay.example/log"), &[3; 32]);
    let note = SignedNote::sign("text\n", &a_signer()).unwrap();
    assert_eq!(
        note.verify(&[other.verifier()]),
        Err(VerifyNoteError::NotSigned)
    );
}

#[test]
fn verify_refuses_every_flipped_byte() {
    let note = SignedNote::sign("one\ntwo\n", &a_signer())
        .unwrap()
        .to_string();
    let keys = [a_signer().verifier()];
    for position in 0..note.len() {
        let mut tampered = note.clone().into_bytes();
        tampered[position] ^= 1;
        let verified = SignedNote::parse(&tampered, MAX_LEN).map(|note| note.verify(&keys).is_ok());
        assert_ne!(verified, Ok(true), "byte {position}");
    }
}

#[test]
fn sign_is_verified_by_own_key_and_is_deterministic() {
    let note = SignedNote::sign("text\n", &a_signer()).unwrap();
    assert_eq!(note, SignedNote::sign("text\n", &a_signer()).unwrap());
    let note = parse(&note.to_string()).unwrap();
    assert_eq!(
        note.verify(&[a_signer().verifier()]).unwrap().text(),
        "text\n"
    );
}

#[test]
fn sign_refuses_text_that_no_note_can_have() {
    for (text, error) in [
        ("", TextError::Unended),
        ("no end", TextError::Unended),
        ("tab\there\n", TextError::Control { position: 3 }),
        ("return\r\n", TextError::Control { position: 6 }),
    ] {
        assert_eq!(SignedNote::sign(text, &a_signer()), Err(error));
    }
}

#[test]
fn parse_separates_at_the_last_empty_line() {
    let note = SignedNote::sign("one\n\ntwo\n\n", &a_signer()).unwrap();
    let note = parse(&note.to_string()).unwrap();
    assert_eq!(note.unverified_text(), "one\n\ntwo\n\n");
    assert!(note.verify(&[a_signer().verifier()]).is_ok());
}

#[test]
fn parse_keeps_to_the_size_limit() {
    let len = FOO_NOTE.len();
    assert!(SignedNote::parse(FOO_NOTE.as_bytes(), len).is_ok());
    assert_eq!(
        SignedNote::parse(FOO_NOTE.as_bytes(), len - 1),
        Err(ParseNoteError::TooLong { len, max: len - 1 })
    );
}

#[test]
fn parse_accepts_64_signatures_and_refuses_65() {
    let full = format!("text\n\n{}", PETER_LINE.repeat(MAX_SIGNATURES));
    let mut note = SignedNote::parse(full.as_bytes(), 65_536).unwrap();
    assert_eq!(note.signatures().len(), MAX_SIGNATURES);
    let overfull = format!("{full}{PETER_LINE}");
    let count = MAX_SIGNATURES + 1;
    let refused = Err(ParseNoteError::TooManySignatures { count });
    assert_eq!(SignedNote::parse(overfull.as_bytes(), 65_536), refused);
    assert_eq!(
        note.add(a_signer().sign("text\n")),
        Err(ParseNoteError::TooManySignatures { count })
    );
}

#[test]
fn add_keeps_one_of_two_same_signatures() {
    let mut note = SignedNote::sign("text\n", &a_signer()).unwrap();
    note.add(a_signer().sign("text\n")).unwrap();
    assert_eq!(note.signatures().len(), 1);
    note.add(a_witness().cosign("text\n", 1)).unwrap();
    assert_eq!(note.signatures().len(), 2);
}

#[test]
fn cosign_signs_the_message_of_the_specification() {
    let text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assert_eq!(
        key::cosigned_message(text, 1_679_315_147),
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
         CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
    let signature = a_witness().cosign(text, 1_679_315_147);
    assert_eq!(signature.bytes().len(), 72);
    assert_eq!(signature.bytes()[..8], 1_679_315_147u64.to_be_bytes());
    let verifier = a_witness().verifier();
    assert_eq!(verifier.verify(text, &signature), Ok(Some(1_679_315_147)));
}

#[test]
fn verify_refuses_cosignature_with_changed_byte_or_length() {
    let signature = a_witness().cosign("text\n", 1_700_000_000);
    let changed =
        |bytes: Vec<u8>| NoteSignature::from_parts(signature.name().clone(), signature.id(), bytes);
    let verifier = a_witness().verifier();
    for position in 0..72 {
        let mut bytes = signature.bytes().to_vec();
        bytes[position] ^= 0x80;
        let refused = verifier.verify("text\n", &changed(bytes));
        assert_eq!(refused, Err(SignatureRefused), "byte {position}");
    }
    for len in [1, 7, 8, 63, 64, 71] {
        let bytes = signature.bytes()[..len].to_vec();
        let refused = verifier.verify("text\n", &changed(bytes));
        assert_eq!(refused, Err(SignatureRefused), "length {len}");
    }
}

#[test]
fn cosign_caps_the_timestamp_at_the_limit_of_the_specification() {
    let signature = a_witness().cosign("text\n", u64::MAX);
    assert_eq!(
        a_witness().verifier().verify("text\n", &signature),
        Ok(Some(u64::MAX >> 1))
    );
}

/// A rightly signed timestamp that the specification forbids.
#[test]
fn verify_refuses_cosignature_above_the_greatest_timestamp() {
    use ed25519_dalek::{Signer as _, SigningKey};
    let cosign = |timestamp: u64| {
        let message = key::cosigned_message("text\n", timestamp);
        let signature = SigningKey::from_bytes(&[2; 32]).sign(message.as_bytes());
        let bytes = [&timestamp.to_be_bytes()[..], &signature.to_bytes()].concat();
        let id = a_witness().verifier().id();
        NoteSignature::from_parts(name("witness.example"), id, bytes)
    };
    let verifier = a_witness().verifier();
    let greatest = (1 << 63) - 1;
    assert_eq!(
        verifier.verify("text\n", &cosign(greatest)),
        Ok(Some(greatest))
    );
    let refused = verifier.verify("text\n", &cosign(greatest + 1));
    assert_eq!(refused, Err(SignatureRefused));
}

#[test]
fn key_ids_differ_by_algorithm() {
    let plain = SignerKey::from_seed(name("same.example"), &[4; 32]).verifier();
    let cosigner = CosignerKey::from_seed(name("same.example"), &[4; 32]).verifier();
    assert_eq!(plain.public(), cosigner.public());
    assert_ne!(plain.id(), cosigner.id());
    assert_ne!(plain, cosigner);
}

#[test]
fn verifier_key_survives_its_text_form() {
    for vkey in [FOO_KEY, PETER_KEY, ENOCH_KEY] {
        assert_eq!(key(vkey).to_string(), vkey);
    }
    let witness = a_witness().verifier();
    assert_eq!(key(&witness.to_string()), witness);
    assert_eq!(witness.algorithm(), Algorithm::CosignatureV1);
}

#[test]
fn verifier_key_refuses_what_is_none() {
    let identity = {
        let mut point = [0; 32];
        point[0] = 1;
        VerifierKey::new(name("weak"), Algorithm::Ed25519, &point)
    };
    assert_eq!(identity, Err(VerifierKeyError::Point));

    let refused = |vkey: &str| vkey.parse::<VerifierKey>().unwrap_err();
    let peter = |from, to| refused(&PETER_KEY.replace(from, to));
    assert_eq!(refused(""), VerifierKeyError::Parts);
    assert_eq!(refused("name+c74f20a3"), VerifierKeyError::Parts);
    assert_eq!(
        peter("PeterNeumann", ""),
        VerifierKeyError::Name(KeyNameError::Empty)
    );
    assert_eq!(peter("ARpc", "ARp*"), VerifierKeyError::Base64);
    assert_eq!(
        peter("+ARpc", "+ARpcAAAA"),
        VerifierKeyError::Length { len: 36 }
    );
    assert_eq!(
        peter("+ARpc", "+Ahpc"),
        VerifierKeyError::Algorithm { byte: 2 }
    );
    for id in ["C74F20A3", "c74f20a4", "c74f20a", "0c74f20a3", ""] {
        let expected = "c74f20a3".to_owned();
        assert_eq!(peter("c74f20a3", id), VerifierKeyError::Id { expected });
    }
}

#[test]
fn key_name_refuses_space_plus_control_and_length() {
    assert!(KeyName::new("relay.example/v1/desks/mid/intake").is_ok());
    assert!(KeyName::new("é.example").is_ok());
    assert_eq!(KeyName::new(""), Err(KeyNameError::Empty));
    let long = "x".repeat(256);
    assert_eq!(KeyName::new(&long[1..]).unwrap().as_str().len(), 255);
    assert_eq!(KeyName::new(long), Err(KeyNameError::TooLong { len: 256 }));
    for bad in ["a b", "a+b", "a\nb", "a\u{a0}b", "a\u{2003}b", "a\u{7f}b"] {
        let refused = Err(KeyNameError::Forbidden { position: 1 });
        assert_eq!(KeyName::new(bad), refused, "{bad:?}");
    }
}

#[test]
fn debug_hides_secret_keys() {
    assert_eq!(format!("{:?}", a_signer()), "SignerKey { .. }");
    assert_eq!(format!("{:?}", a_witness()), "CosignerKey { .. }");
    assert_eq!(a_signer().expose_secret(), &[1; 32]);
    assert_eq!(a_witness().expose_secret(), &[2; 32]);
}

mod lines {
    use super::*;

    fn one(line: &str) -> String {
        format!("bellrope/1 kind\n{line}\n")
    }

    #[test]
    fn open_refuses_another_kind() {
        let refused = LineError::Kind { kind: "kind" };
        for text in [
            "",
            "\n",
            "bellrope/1 kind",
            "bellrope/1 kinds\n",
            "bellrope/1 kin\n",
            "bellrope/2 kind\n",
            "bellrope/1  kind\n",
            " bellrope/1 kind\n",
            "kind\n",
        ] {
            assert_eq!(Lines::open(text, "kind").unwrap_err(), refused, "{text:?}");
        }
    }

    #[test]
    fn decimal_has_one_spelling() {
        let read = |line: &str| {
            let text = one(line);
            Lines::open(&text, "kind").unwrap().decimal::<u64>("field")
        };
        assert_eq!(read("0"), Ok(0));
        assert_eq!(read("18446744073709551615"), Ok(u64::MAX));
        let (field, line) = ("field", 2);
        for spelling in [
            "00", "01", "+1", "-1", " 1", "1 ", "1.0", "1_000", "0x1", "١",
        ] {
            let refused = Err(LineError::Decimal { field, line });
            assert_eq!(read(spelling), refused, "{spelling}");
        }
        let refused = Err(LineError::TooLarge { field, line });
        assert_eq!(read("18446744073709551616"), refused);
        let text = one("256");
        assert_eq!(
            Lines::open(&text, "kind").unwrap().decimal::<u8>("field"),
            Err(LineError::TooLarge { field, line })
        );
    }

    #[test]
    fn base64_is_canonical_and_of_one_length() {
        let read = |line: &str| {
            let text = one(line);
            Lines::open(&text, "kind").unwrap().base64::<2>("field")
        };
        assert_eq!(read("AAE="), Ok([0, 1]));
        let (field, line) = ("field", 2);
        for spelling in ["AAE", "AAF=", "AAE=\r", " AAE=", "A-E=", "AAE==", "===="] {
            let refused = Err(LineError::Base64 { field, line });
            assert_eq!(read(spelling), refused, "{spelling}");
        }
        let (len, expected) = (3, 2);
        assert_eq!(
            read("AAEC"),
            Err(LineError::Length {
                field,
                line,
                len,
                expected
            })
        );
    }

    #[test]
    fn hex_is_lower_case_and_of_one_length() {
        let read = |line: &str| {
            let text = one(line);
            Lines::open(&text, "kind").unwrap().hex::<2>("field")
        };
        assert_eq!(read("0af9"), Ok([0x0a, 0xf9]));
        let (field, line) = ("field", 2);
        for spelling in ["0AF9", "0af ", "0xaf", "géo"] {
            let refused = Err(LineError::Hex { field, line });
            assert_eq!(read(spelling), refused, "{spelling}");
        }
        for (spelling, len) in [("0af", 1), ("0af90", 2), ("0af9ff", 3)] {
            let expected = 2;
            assert_eq!(
                read(spelling),
                Err(LineError::Length {
                    field,
                    line,
                    len,
                    expected
                })
            );
        }
    }

    #[test]
    fn lines_end_where_the_text_ends() {
        let text = one("first");
        let (field, line) = ("second", 3);
        let mut lines = Lines::open(&text, "kind").unwrap();
        assert_eq!(lines.text("first"), Ok("first"));
        assert_eq!(lines.text(field), Err(LineError::Missing { field, line }));
        assert_eq!(lines.end(), Ok(()));
        let lines = Lines::open(&text, "kind").unwrap();
        assert_eq!(lines.end(), Err(LineError::Trailing { line: 2 }));
        let mut lines = Lines::bare("not ended");
        let refused = LineError::Missing { field, line: 1 };
        assert_eq!(lines.text(field), Err(refused));
        let mut lines = Lines::bare("\n");
        assert_eq!(lines.text(field), Err(LineError::Empty { field, line: 1 }));
    }

    #[test]
    fn note_text_writes_what_lines_read() {
        let text = NoteText::new("kind")
            .field("word")
            .field(7)
            .base64(&[1, 2])
            .hex(&[3, 0xff])
            .to_string();
        assert_eq!(text, "bellrope/1 kind\nword\n7\nAQI=\n03ff\n");
        let mut lines = Lines::open(&text, "kind").unwrap();
        assert_eq!(lines.text("word"), Ok("word"));
        assert_eq!(lines.decimal::<u32>("number"), Ok(7));
        assert_eq!(lines.base64("bytes"), Ok([1, 2]));
        assert_eq!(lines.hex("digits"), Ok([3, 0xff]));
        assert_eq!(lines.end(), Ok(()));
    }
}
