use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

fn an_identity() -> Identity {
    Identity::generate(&mut StdRng::seed_from_u64(1))
}

/// The example identity and the beginning of its recipient in C2SP age.md.
const EXAMPLE: &str =
    "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";
const EXAMPLE_RECIPIENT: &str = "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87p";

#[test]
fn recipient_is_that_of_the_specification() {
    let identity: Identity = EXAMPLE.parse().unwrap();
    let recipient = identity.recipient().to_string();
    assert!(recipient.starts_with(EXAMPLE_RECIPIENT));
    assert!(recipient.ends_with("zv49zc0k"));
    assert_eq!(recipient.len(), 1_959);
    assert_eq!(*identity.expose_secret(), EXAMPLE);
}

#[test]
fn text_forms_round_trip() {
    let identity = an_identity();
    let read: Identity = identity.expose_secret().parse().unwrap();
    assert_eq!(read.expose_seed(), identity.expose_seed());
    let recipient = identity.recipient();
    assert_eq!(
        recipient.to_string().parse::<Recipient>().as_ref(),
        Ok(recipient)
    );
}

#[test]
fn parse_refuses_other_spellings_of_an_identity() {
    let lower = EXAMPLE.to_lowercase();
    let mixed = EXAMPLE.replace("XX76", "xx76");
    let typo = EXAMPLE.replace("XX76", "XX77");
    let other = EXAMPLE.replace("-PQ-", "-");
    for text in [&lower, &mixed, &typo, &other, "", " ", &EXAMPLE[..40]] {
        assert!(text.parse::<Identity>().is_err(), "{text}");
    }
}

#[test]
fn parse_refuses_an_identity_of_another_length() {
    let text = encode_bech32(IDENTITY_KIND, &[1; 33]);
    let error = EncodingError::Length {
        len: 33,
        expected: 32,
    };
    assert_eq!(
        text.parse::<Identity>().err(),
        Some(KeyError::Encoding(error))
    );
}

#[test]
fn parse_refuses_a_recipient_in_upper_case() {
    let text = an_identity().recipient().to_string().to_uppercase();
    assert_eq!(
        text.parse::<Recipient>(),
        Err(KeyError::Encoding(EncodingError::Bech32))
    );
}

#[test]
fn header_has_one_length() {
    let mut rng = StdRng::seed_from_u64(2);
    let identity = an_identity();
    for _ in 0..20 {
        let file_key = FileKey::generate(&mut rng);
        let header = identity.recipient().write_header(&file_key, &mut rng);
        assert_eq!(header.len(), HYBRID_HEADER_LEN);
        assert_eq!(check_hybrid_header(&header), Ok(()));
        let opened = identity.open_header(&header).unwrap();
        assert_eq!(opened.expose_secret(), file_key.expose_secret());
    }
}

#[test]
fn open_refuses_another_identity() {
    let mut rng = StdRng::seed_from_u64(3);
    let header = an_identity()
        .recipient()
        .write_header(&FileKey::generate(&mut rng), &mut rng);
    let stranger = Identity::generate(&mut rng);
    assert_eq!(
        stranger.open_header(&header).err(),
        Some(UnwrapError::NotForUs)
    );
}

/// A sender who knows the file key could re-MAC any of these; the form alone must refuse them.
#[test]
fn check_refuses_other_forms() {
    let mut rng = StdRng::seed_from_u64(4);
    let identity = an_identity();
    let file_key = FileKey::generate(&mut rng);
    let header = identity.recipient().write_header(&file_key, &mut rng);
    let header = String::from_utf8(header).unwrap();
    let grease = "-> x-grease QQ\n\n--- ";
    let cases = [
        header.replace("mlkem768x25519 ", "mlkem768x25519 x "),
        header.replace("mlkem768x25519 ", "MLKEM768X25519 "),
        header.replace("mlkem768x25519 ", "X25519 "),
        header.replace("mlkem768x25519 ", "mlkem768x25519 A"),
        header.replace("mlkem768x25519 ", "mlkem768p256tag "),
        header.replace("--- ", grease),
        header.replace("\n", "\r\n"),
        header.replace("\n--- ", "A\n--- "),
    ];
    for case in cases {
        assert_eq!(
            check_hybrid_header(case.as_bytes()),
            Err(HybridFormError::Header),
            "{case}"
        );
        assert!(identity.open_header(case.as_bytes()).is_err());
    }
}

#[test]
fn debug_prints_no_secret() {
    assert_eq!(format!("{:?}", an_identity()), "Identity { .. }");
    let file_key = FileKey::from_bytes(&[1; 16]);
    assert_eq!(format!("{file_key:?}"), "FileKey { .. }");
}
