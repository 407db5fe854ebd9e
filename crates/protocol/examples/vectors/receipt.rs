//! Vectors of receipts.

use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::note::{SignedNote, SignerKey};
use bellrope_protocol::receipt::Receipt;
use bellrope_protocol::tag::Tag;

use crate::case::{MONDAY, base};
use crate::vector::Input;
use crate::{Named, bad, good, input};

const TAG: Tag = Tag::from_bytes([2; 16]);

fn key(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().receipt_key_name(), &[seed; 32])
}

fn receipt() -> Receipt {
    Receipt::new(
        &base(),
        [1; 32],
        TAG,
        u32::try_from(MONDAY + 3_600).unwrap(),
    )
}

fn checked(note: &str) -> Input {
    input([
        ("note", note.to_owned()),
        ("key", key(7).verifier().to_string()),
        ("host", base().host.to_string()),
        ("desk", base().desk.to_string()),
        ("body_hash", encode_hex(&[1; 32])),
        ("tag", TAG.to_string()),
    ])
}

fn checked_with(note: &str, name: &str, value: &str) -> Input {
    let mut input = checked(note);
    input.0.insert(name.to_owned(), value.to_owned());
    input
}

/// A note whose text was changed before the receipt key signed it.
fn resigned(change: impl Fn(String) -> String) -> String {
    let text = receipt()
        .sign(&key(7))
        .unwrap()
        .unverified_text()
        .to_owned();
    SignedNote::sign(change(text), &key(7)).unwrap().to_string()
}

pub(crate) fn vectors() -> Vec<Named> {
    let note = receipt().sign(&key(7)).unwrap().to_string();
    let by_another = receipt().sign(&key(8)).unwrap().to_string();
    let twice = note.clone() + by_another.lines().last().unwrap() + "\n";
    let name = base().receipt_key_name();
    let id = key(7).verifier().id();
    let epoch = (MONDAY + 3_600).to_string();
    let text = |error: &str| format!("receipt is malformed: {error}");
    let accepted = format!("epoch {epoch}");
    vec![
        good(
            "good",
            "the relay's promise",
            checked(&note),
            accepted.as_str(),
        ),
        good(
            "good-further-signature",
            "a signature of an unknown key beside it",
            checked(&twice),
            accepted.as_str(),
        ),
        bad(
            "other-letter",
            "the receipt of another letter",
            checked_with(&note, "body_hash", &"02".repeat(32)),
            "receipt is for another letter",
        ),
        bad(
            "other-tag",
            "the receipt of another tag",
            checked_with(&note, "tag", &"00".repeat(16)),
            "receipt is for another letter",
        ),
        bad(
            "other-desk",
            "the receipt of another desk",
            checked_with(&note, "desk", "cog"),
            "receipt is for another intake log",
        ),
        bad(
            "by-another-key",
            "another key signed it",
            checked(&by_another),
            "receipt is not signed by the relay's receipt key: note is not signed by a trusted key",
        ),
        bad(
            "changed-epoch",
            "the epoch was changed",
            checked(&note.replacen(&epoch, "1795395601", 1)),
            format!(
                "receipt is not signed by the relay's receipt key: signature of {name} ({id}) does not verify"
            ),
        ),
        bad(
            "other-kind",
            "a note of another kind",
            checked(&resigned(|text| text.replacen("receipt", "confirm", 1))),
            text("note is not a receipt note"),
        ),
        bad(
            "no-epoch",
            "the last line is missing",
            checked(&resigned(|text| {
                text.replacen(&format!("{epoch}\n"), "", 1)
            })),
            text("line 5, epoch, is missing"),
        ),
        bad(
            "epoch-leading-zero",
            "a number with a second spelling",
            checked(&resigned(|text| {
                text.replacen(&epoch, &format!("0{epoch}"), 1)
            })),
            text("line 5, epoch, is not a decimal number without leading zeros"),
        ),
        bad(
            "epoch-too-large",
            "an epoch that no entry can hold",
            checked(&resigned(|text| text.replacen(&epoch, "4294967296", 1))),
            text("line 5, epoch, is too large a number"),
        ),
        bad(
            "further-line",
            "a line too many",
            checked(&resigned(|text| text + "x\n")),
            text("note goes on at line 6, after its last field"),
        ),
        bad(
            "empty",
            "no bytes at all",
            checked(""),
            "receipt is not a signed note: note is not a sequence of lines: note text does not end in a line feed",
        ),
    ]
}
