//! Vectors of signed notes.

use bellrope_protocol::note::SignerKey;

use super::{BASE, Folder, edit, hex, key, sign, witness};
use crate::vector::Input;

pub(crate) fn write_notes() {
    let good = Input {
        keys: vec![key("intake").verifier().to_string()],
        text: Some(sign("one\n\ntwo\n", "intake")),
        ..Input::default()
    };
    let line = good
        .text
        .clone()
        .unwrap()
        .split("\n\n")
        .last()
        .unwrap()
        .to_owned();
    let cosigned = witness(1).cosign("one\n\ntwo\n", 1_700_000_000);
    let by = "\"one\\n\\ntwo\\n\" by relay.example/v1/desks/mid/intake";
    let folder = Folder("note", good);
    let text = |from: &'static str, to: &'static str| {
        move |input: &mut Input| edit(&mut input.text, from, to)
    };

    folder.good(
        "good",
        "a text with an empty line, one signature",
        |_| (),
        by,
    );
    folder.good(
        "good-specification",
        "the example of C2SP signed-note",
        |input| {
            input.keys = vec![
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k".to_owned(),
            ];
            input.text = Some(
                "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
                    .to_owned(),
            );
        },
        "\"This is an example message.\\n\" by example.com/foo",
    );
    folder.good(
        "good-unknown-signature",
        "a signature of an unknown key is passed over",
        |input| {
            input
                .text
                .as_mut()
                .unwrap()
                .push_str("— stranger.example AAAAAAA=\n")
        },
        by,
    );
    folder.good(
        "good-cosigned",
        "a cosignature of a known witness",
        |input| {
            input.keys.push(witness(1).verifier().to_string());
            input
                .text
                .as_mut()
                .unwrap()
                .push_str(&format!("{cosigned}\n"));
        },
        "\"one\\n\\ntwo\\n\" by relay.example/v1/desks/mid/intake, witness1.example at 1700000000",
    );
    folder.bad(
        "cosignature-of-another-time",
        "a cosignature whose timestamp was changed",
        |input| {
            input.keys.push(witness(1).verifier().to_string());
            let line = cosigned.to_string();
            let start = "— witness1.example ".len();
            // The timestamp follows the four bytes of the key id.
            let changed = format!("{}B{}\n", &line[..start + 8], &line[start + 9..]);
            assert_ne!(changed.trim_end(), line);
            input.text.as_mut().unwrap().push_str(&changed);
        },
        &format!(
            "signature of witness1.example ({}) does not verify",
            witness(1).verifier().id()
        ),
    );
    folder.bad(
        "changed-text",
        "one letter of the text was changed",
        text("two", "twp"),
        &format!(
            "signature of {BASE}/intake ({}) does not verify",
            key("intake").verifier().id()
        ),
    );
    folder.bad(
        "other-name",
        "the right signature under another name",
        text("desks/mid", "desks/cog"),
        "note is not signed by a trusted key",
    );
    folder.bad(
        "no-trusted-key",
        "the reader trusts another key of the same name",
        |input| {
            let other = SignerKey::from_seed(key("intake").name().clone(), &[9; 32]);
            input.keys = vec![other.verifier().to_string()];
        },
        "note is not signed by a trusted key",
    );
    folder.bad(
        "no-blank-line",
        "no empty line anywhere",
        |input| input.text = Some(format!("one\ntwo\n{line}")),
        "note has no blank line before its signatures",
    );
    folder.bad(
        "no-signature",
        "nothing after the empty line",
        |input| input.text = Some("one\ntwo\n\n".to_owned()),
        "note has no signature",
    );
    folder.bad(
        "empty",
        "no bytes at all",
        |input| input.text = Some(String::new()),
        "note is not a sequence of lines: note text does not end in a line feed",
    );
    folder.bad(
        "not-ended",
        "the last line feed is missing",
        |input| {
            input.text.as_mut().unwrap().pop();
        },
        "note is not a sequence of lines: note text does not end in a line feed",
    );
    folder.bad(
        "carriage-return",
        "line ends of another world",
        text("one\n", "one\r\n"),
        "note is not a sequence of lines: note has a control character at byte 3",
    );
    folder.bad(
        "not-utf8",
        "a byte that is not UTF-8",
        |input| {
            let mut bytes = input.text.take().unwrap().into_bytes();
            bytes[1] = 0xff;
            input.hex = hex(&bytes);
        },
        "note is not utf-8 at byte 1",
    );
    folder.bad(
        "hyphen",
        "a hyphen where the em dash belongs",
        text("—", "-"),
        "note has a malformed signature line, number 0 from 0: signature line is not dash, name and base64",
    );
    folder.bad(
        "name-with-plus",
        "a plus in the key name",
        text("desks/mid", "desks+mid"),
        "note has a malformed signature line, number 0 from 0: signature line has no valid key name: key name has a forbidden character at byte 22",
    );
    folder.bad(
        "name-with-space",
        "a no-break space in the key name",
        text("desks/mid", "desks\u{a0}mid"),
        "note has a malformed signature line, number 0 from 0: signature line has no valid key name: key name has a forbidden character at byte 22",
    );
    folder.bad(
        "unpadded",
        "base64 without its padding",
        |input| {
            let text = input.text.take().unwrap();
            assert!(text.ends_with("=\n"));
            input.text = Some(format!("{}\n", text.trim_end_matches(['=', '\n'])));
        },
        "note has a malformed signature line, number 0 from 0: signature is not base64",
    );
    folder.bad(
        "short-signature",
        "a key id and no signature",
        |input| input.text = Some("one\n\n— name.example AAAAAA==\n".to_owned()),
        "note has a malformed signature line, number 0 from 0: signature is 4 bytes, expected at least 5",
    );
    folder.bad(
        "too-long",
        "more than the 4,096 bytes that this reader allows",
        |input| {
            input.text = Some(format!(
                "{}{}",
                "x\n".repeat(2_048),
                input.text.as_ref().unwrap()
            ))
        },
        &format!(
            "note is {} bytes, at most 4096 are allowed",
            4_096 + folder.1.text.as_ref().unwrap().len()
        ),
    );
}
