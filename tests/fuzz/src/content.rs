//! The insides of letters and replies.

use bellrope_protocol::content::Report;

/// The report file of the docs: every member there is.
fn a_report() -> Report {
    toml::from_str(include_str!("../../../docs/report-file.toml")).expect("the docs' example")
}

/// Pads with spaces, as contents are; what is too long is cut.
fn padded<const N: usize>(data: &[u8]) -> Box<[u8; N]> {
    let mut padded = Box::new([b' '; N]);
    let len = data.len().min(N);
    padded[..len].copy_from_slice(&data[..len]);
    padded
}

/// Takes the JSON out of a plaintext of ours.
fn object(plaintext: &[u8]) -> Vec<u8> {
    plaintext
        .split(|byte| *byte == b'\n')
        .nth(1)
        .expect("a second line")
        .to_vec()
}

/// What a letter says, by whoever sealed it.
pub(crate) mod letter_plaintext {
    use bellrope_protocol::age::Identity;
    use bellrope_protocol::content::{
        Attachments, Intro, LETTER_JSON_MAX_LEN, LetterBody, LetterContent, LetterId,
        LetterLanguage, LetterPlaintext, Unknown, encode_cover_letter,
    };
    use bellrope_protocol::encoding::encode_base64;
    use bellrope_protocol::key::{CaseKeys, ReporterKeys};
    use bellrope_protocol::limit::LETTER_PLAINTEXT_LEN;
    use bellrope_protocol::parcel::ParcelKey;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::{a_report, object, padded};
    use crate::Run;
    use crate::fixture::{World, a_code, case_keys};

    const FIRST_LINE_LEN: usize = 63;

    pub(crate) fn start() -> Run {
        let keys = case_keys(&World::new(1));
        Box::new(move |data| {
            check(&padded(data), &keys);
            check(&framed(data, &keys), &keys);
        })
    }

    /// Writes the frame around an object, with the MAC that it must have.
    fn framed(object: &[u8], keys: &CaseKeys) -> Box<[u8; LETTER_PLAINTEXT_LEN]> {
        let line = [object, b"\n"].concat();
        let content: Box<[u8; LETTER_PLAINTEXT_LEN - FIRST_LINE_LEN]> = padded(&line);
        let mac = encode_base64(&keys.letter_mac(&*content));
        padded(&[b"bellrope letter 1 ", mac.as_bytes(), b"\n", &content[..]].concat())
    }

    fn check(plaintext: &[u8; LETTER_PLAINTEXT_LEN], keys: &CaseKeys) {
        let letter = match LetterPlaintext::parse(plaintext) {
            Ok(LetterPlaintext::Sealed(letter)) => *letter,
            Ok(LetterPlaintext::Raw(raw)) => {
                assert!(plaintext.starts_with(raw.as_bytes()));
                assert!(!plaintext.starts_with(b"bellrope letter 1 "));
                return;
            }
            Ok(LetterPlaintext::Cover) | Err(_) => return,
        };
        let hash = [9; 32];
        let is_ours = letter.unverified_content().handle.equals(&keys.handle());
        let verified = letter.verify(keys, &hash, &keys.letter_tag(&hash)).is_ok();
        assert!(is_ours || !verified);
        let content = letter.into_unverified_content();
        let Ok(written) = content.encode(keys) else {
            assert!(content.json_len() > LETTER_JSON_MAX_LEN);
            return;
        };
        let Ok(LetterPlaintext::Sealed(again)) = LetterPlaintext::parse(written.expose_secret())
        else {
            panic!("what was written is not read");
        };
        assert_eq!(
            again.verify(keys, &hash, &keys.letter_tag(&hash)).is_ok(),
            is_ours
        );
        let again = again
            .into_unverified_content()
            .encode(keys)
            .expect("it fitted before");
        assert_eq!(again.expose_secret(), written.expose_secret());
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = World::new(1);
        let keys = case_keys(&world);
        let write = |content: &LetterContent| content.encode(&keys).expect("it fits");
        let mut content = content(&world, LetterBody::Report(Box::new(a_report())));
        let report = write(&content);
        content.intro = None;
        content.unknown = a_future();
        content.body = LetterBody::Message {
            text: "Nog iets: \u{1f514}\u{0}\"\\".to_owned(),
        };
        let message = object(write(&content).expose_secret());
        content.parcel = None;
        content.body = LetterBody::Withdraw { text: None };
        let withdraw = object(write(&content).expose_secret());
        let cover = encode_cover_letter(&mut StdRng::seed_from_u64(1));
        vec![
            object(report.expose_secret()),
            message,
            withdraw,
            object(cover.expose_secret()),
            report.expose_secret().to_vec(),
            cover.expose_secret().to_vec(),
            b"Een brief met age alleen.".to_vec(),
        ]
    }

    fn content(world: &World, body: LetterBody) -> LetterContent {
        let desk = world.authentication[0].public();
        let keys = ReporterKeys::derive(&a_code(), &world.card.founding);
        let parcel = ParcelKey::from_parts(Identity::from_seed(&[4; 32]), &[5; 32], 8, [6; 32]);
        LetterContent {
            id: LetterId::from_bytes([8; 16]),
            handle: CaseKeys::for_reporter(&keys, &desk).handle(),
            n: 3,
            language: LetterLanguage::Dutch,
            intro: Some(Intro::new(&keys, &desk)),
            body,
            parcel: Some(Attachments::from(parcel.expect("8 blocks"))),
            unknown: Unknown::new(),
        }
    }

    /// Members of a later version.
    fn a_future() -> Unknown {
        let members = r#"{"later":[1,-1,0.1,2.2790121708605243e+274,true,null,"x",{"y":{}}]}"#;
        serde_json::from_str(members).expect("json")
    }
}

/// What a reply says, by whoever holds the desk's keys.
pub(crate) mod reply_plaintext {
    use bellrope_protocol::content::{
        REPLY_JSON_MAX_LEN, ReplyContent, Status, StatusCode, TextPart, encode_cover_reply,
    };
    use bellrope_protocol::key::CaseHandle;
    use bellrope_protocol::limit::{REPLY_MAX_RECEIPTS, REPLY_PLAINTEXT_LEN};
    use bellrope_protocol::time::Day;

    use super::{object, padded};
    use crate::Run;

    const HANDLE: CaseHandle = CaseHandle::from_bytes([7; 16]);

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            check(&padded(data));
            check(&padded(&[b"bellrope reply 1\n", data, b"\n"].concat()));
        })
    }

    fn check(plaintext: &[u8; REPLY_PLAINTEXT_LEN]) {
        let Ok(content) = ReplyContent::parse(plaintext, &HANDLE) else {
            return;
        };
        assert!(content.handle.equals(&HANDLE));
        assert!(content.n > 0 && content.receipts.len() <= REPLY_MAX_RECEIPTS);
        let Ok(written) = content.encode() else {
            assert!(content.json_len() > REPLY_JSON_MAX_LEN);
            return;
        };
        let again = ReplyContent::parse(written.expose_secret(), &HANDLE).expect("it was written");
        let again = again.encode().expect("it fitted before");
        assert_eq!(again.expose_secret(), written.expose_secret());
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut content = ReplyContent::new(HANDLE, 1, None, Day::of(1_795_435_200));
        let bare = content.encode().expect("it fits");
        content.n = 2;
        content.prev = Some([1; 32]);
        content.text = Some(TextPart::whole("Dank u wel. \u{e9}\n"));
        let mut status = Status::new(StatusCode::Acknowledged);
        status.acknowledge_by = Some(content.day.plus(7));
        status.feedback_by = Some(content.day.plus(90));
        content.status = Some(status);
        content.receipts = vec![[2; 32], [3; 32]];
        let members = r#"{"later":[1,-1,0.1,2.2790121708605243e+274,{"y":{}}]}"#;
        content.unknown = serde_json::from_str(members).expect("json");
        let full = content.encode().expect("it fits");
        vec![
            object(bare.expose_secret()),
            object(full.expose_secret()),
            full.expose_secret().to_vec(),
            encode_cover_reply().expose_secret().to_vec(),
        ]
    }
}
