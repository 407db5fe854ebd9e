//! Tests of contents and plaintexts: what they share, and what `Debug` shows.

mod letter;
mod reply;
mod thread;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::json;

use super::*;
use crate::age::Identity;
use crate::case_code::CaseCode;
use crate::key::{AuthenticationKey, CaseHandle, CaseKeys, FoundingRoot, ReporterKeys};
use crate::limit::{LETTER_PLAINTEXT_LEN, REPLY_MAX_RECEIPTS, REPLY_PLAINTEXT_LEN};
use crate::parcel::ParcelKey;
use crate::tag::Tag;
use crate::time::Day;

/// Spoils an object.
type Change = fn(&mut serde_json::Value);

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn a_root() -> FoundingRoot {
    FoundingRoot::from_bytes([0x42; 32])
}

fn a_desk() -> AuthenticationKey {
    AuthenticationKey::generate(1, &mut rng(2))
}

fn a_reporter(seed: u64) -> ReporterKeys {
    ReporterKeys::derive(&CaseCode::generate(&mut rng(seed)), &a_root())
}

fn keys(seed: u64) -> CaseKeys {
    CaseKeys::for_reporter(&a_reporter(seed), &a_desk().public())
}

fn a_parcel() -> ParcelKey {
    ParcelKey::from_parts(Identity::from_seed(&[3; 32]), &[4; 32], 8, [5; 32]).unwrap()
}

fn a_message(text: &str) -> LetterContent {
    LetterContent {
        id: LetterId::from_bytes([6; 16]),
        handle: keys(1).handle(),
        n: 2,
        language: LetterLanguage::Dutch,
        intro: None,
        body: LetterBody::Message {
            text: text.to_owned(),
        },
        parcel: None,
        unknown: Unknown::new(),
    }
}

/// A report with every member.
fn a_full_report() -> LetterContent {
    let report = json!({
        "route": "report", "family": "OG", "kinds": ["OG1", "BN"], "danger": "unknown",
        "story": "Er is „iets” gebeurd.\nMet een regel.", "private": "kamer 12",
        "when": {"pattern": "ongoing", "text": "sinds mei"}, "place": "kazerne", "people": "A en B",
        "evidence": "e-mail", "earlier": "ja", "exclude": "C", "knowledge": ["experienced", "seen"],
        "level": "higher", "wishes": ["stop", "talk"], "wish_text": "rust",
        "detriment": {"state": "afraid", "text": "overplaatsing"}, "role": "student",
        "behalf": {"of": "other", "consent": "yes"}, "identity": "confidential",
        "name": "J. Jansen", "contact": "06",
    });
    LetterContent {
        intro: Some(Intro::new(&a_reporter(1), &a_desk().public())),
        body: LetterBody::Report(serde_json::from_value(report).unwrap()),
        parcel: Some(a_parcel().into()),
        ..a_message("")
    }
}

fn sealed(plaintext: &[u8; LETTER_PLAINTEXT_LEN]) -> Box<SealedLetter> {
    match LetterPlaintext::parse(plaintext).unwrap() {
        LetterPlaintext::Sealed(letter) => letter,
        other => panic!("{other:?}"),
    }
}

fn json_of(content: &LetterContent) -> String {
    serde_json::to_string(content).unwrap()
}

fn a_reply(n: u32) -> ReplyContent {
    let prev = (n > 1).then_some([u8::try_from(n - 1).unwrap_or(0xff); 32]);
    ReplyContent::new(
        keys(1).handle(),
        n,
        prev,
        Day::from_date(2026, 11, 23).unwrap(),
    )
}

fn a_full_reply() -> ReplyContent {
    let mut reply = a_reply(2);
    reply.text = Some(TextPart::whole("Dank u wel.\n„Wij” lezen het."));
    let mut status = Status::new(StatusCode::Acknowledged);
    status.acknowledge_by = Some(Day::from_date(2026, 12, 1).unwrap());
    status.feedback_by = Some(Day::from_date(2027, 2, 28).unwrap());
    reply.status = Some(status);
    reply.receipts = vec![[1; 32], [2; 32]];
    reply
}

fn opened(n: u32, text: Option<TextPart>) -> OpenedReply {
    let mut content = a_reply(n);
    content.text = text;
    OpenedReply {
        body_hash: [u8::try_from(n).unwrap(); 32],
        content,
    }
}

#[test]
fn debug_hides_contents() {
    let plaintext = a_full_report().encode(&keys(1)).unwrap();
    let letter = sealed(plaintext.expose_secret());
    let content = a_full_report();
    let LetterBody::Report(report) = &content.body else {
        panic!("not a report");
    };
    let reply = a_full_reply();
    let thread = Thread::assemble(vec![opened(1, Some(TextPart::whole("Dag")))]);
    for (shown, name) in [
        (format!("{plaintext:?}"), "SecretBytes"),
        (format!("{letter:?}"), "SealedLetter"),
        (format!("{content:?}"), "LetterContent"),
        (format!("{:?}", content.id), "LetterId"),
        (format!("{:?}", content.intro.as_ref().unwrap()), "Intro"),
        (format!("{:?}", content.body), "LetterBody"),
        (
            format!("{:?}", content.parcel.as_ref().unwrap()),
            "Attachments",
        ),
        (format!("{report:?}"), "Report"),
        (format!("{:?}", report.when.as_ref().unwrap()), "When"),
        (
            format!("{:?}", report.detriment.as_ref().unwrap()),
            "Detriment",
        ),
        (format!("{:?}", report.behalf.as_ref().unwrap()), "Behalf"),
        (format!("{:?}", report.role.as_ref().unwrap()), "Role"),
        (format!("{reply:?}"), "ReplyContent"),
        (format!("{:?}", reply.text.as_ref().unwrap()), "TextPart"),
        (format!("{:?}", reply.status.as_ref().unwrap()), "Status"),
        (format!("{thread:?}"), "Thread"),
        (format!("{:?}", thread.replies[0]), "OpenedReply"),
        (format!("{:?}", thread.texts()[0]), "ThreadText"),
    ] {
        assert_eq!(shown, format!("{name} {{ .. }}"));
    }
}
