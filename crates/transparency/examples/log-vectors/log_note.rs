//! Vectors of log notes.

use bellrope_protocol::card::{EarlierPush, Ed25519PublicKey};
use bellrope_protocol::note::{NoteText, SignedNote, SignerKey};

use super::{BASE, EMPTY_ROOT, Folder, edit, key, sign};
use crate::vector::Input;

pub(crate) fn write_log_notes() {
    let batch = NoteText::new("batch")
        .field(format!("{BASE}/intake"))
        .field(12)
        .field(1_795_392_000)
        .field(480)
        .field(32)
        .field(EMPTY_ROOT)
        .to_string();
    let replies =
        format!("bellrope/1 replies\n{BASE}/replies\n3\n2026-11-23\n48\n16\n{EMPTY_ROOT}\n");
    let pruned = format!("bellrope/1 pruned\n{BASE}/intake\n12\n480\n32\nage\n2027-02-21\n");
    let confirm = format!("bellrope/1 confirm\n{BASE}/intake\n512\n{EMPTY_ROOT}\n");
    let folder = Folder("log-note", Input::default());
    let note = |kind: &'static str, text: String, role: &'static str| {
        move |input: &mut Input| {
            input.kind = kind.to_owned();
            input.keys = vec![key(role).verifier().to_string()];
            input.text = Some(sign(&text, role));
        }
    };
    let changed = |text: &str, from: &str, to: &str| {
        let mut text = Some(text.to_owned());
        edit(&mut text, from, to);
        text.unwrap()
    };

    folder.good(
        "batch-good",
        "a batch of 32 entries",
        note("batch", batch.clone(), "intake"),
        &batch,
    );
    folder.good(
        "replies-good",
        "a day of 16 replies",
        note("replies", replies.clone(), "push"),
        &replies,
    );
    folder.good(
        "pruned-good",
        "a batch that is old enough",
        note("pruned", pruned.clone(), "intake"),
        &pruned,
    );
    folder.good(
        "confirm-good",
        "a confirmation",
        note("confirm", confirm.clone(), "push"),
        &confirm,
    );

    for (name, about, from, to, refused) in [
        (
            "batch-other-kind",
            "the first line of another kind",
            "batch",
            "pruned",
            "note is not a batch note",
        ),
        (
            "batch-other-version",
            "the first line of another version",
            "bellrope/1",
            "bellrope/2",
            "note is not a batch note",
        ),
        (
            "batch-number-leading-zero",
            "a second spelling of the number",
            "\n12\n",
            "\n012\n",
            "line 3, number, is not a decimal number without leading zeros",
        ),
        (
            "batch-epoch-too-large",
            "an epoch of 2^32",
            "1795392000",
            "4294967296",
            "line 4, epoch, is too large a number",
        ),
        (
            "batch-first-negative",
            "a first entry before the log",
            "\n480\n",
            "\n-480\n",
            "line 5, first, is not a decimal number without leading zeros",
        ),
        (
            "batch-count-zero",
            "a batch without entries",
            "\n32\n",
            "\n0\n",
            "line 6, count, is not a value it may have",
        ),
        (
            "batch-root-short",
            "a root of three bytes",
            EMPTY_ROOT,
            "AAAA",
            "line 7, root, is 3 bytes, expected 32",
        ),
        (
            "batch-root-missing",
            "the last line is missing",
            "\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "\n",
            "line 7, root, is missing",
        ),
        (
            "batch-trailing",
            "a line too many",
            "uFU=\n",
            "uFU=\nmore\n",
            "note goes on at line 8, after its last field",
        ),
        (
            "batch-empty-line",
            "an empty line within the text",
            "\n12\n",
            "\n12\n\n",
            "line 4, epoch, is empty",
        ),
        (
            "batch-origin-with-space",
            "an origin that is no key name",
            "desks/mid",
            "desks mid",
            "line 2, origin, is not a value it may have",
        ),
    ] {
        let text = changed(&batch, from, to);
        folder.bad(
            name,
            about,
            note("batch", text, "intake"),
            &format!("log note is malformed: {refused}"),
        );
    }
    folder.bad(
        "batch-by-sister-log",
        "signed by the key of another log of the desk",
        note("batch", batch.clone(), "replies"),
        &format!("key {BASE}/replies does not sign this for log {BASE}/intake"),
    );
    folder.bad(
        "batch-by-push",
        "signed by the desk",
        note("batch", batch, "push"),
        &format!("key {BASE}/push does not sign this for log {BASE}/intake"),
    );
    folder.bad(
        "confirm-by-log",
        "signed by the relay itself",
        note("confirm", confirm.clone(), "intake"),
        &format!("key {BASE}/intake does not sign this for log {BASE}/intake"),
    );
    folder.bad(
        "confirm-by-root",
        "signed by the desk's root",
        note("confirm", confirm.clone(), "root"),
        &format!("key {BASE}/root does not sign this for log {BASE}/intake"),
    );
    folder.bad(
        "confirm-of-another-desk",
        "signed by push, about the log of another desk",
        note(
            "confirm",
            changed(&confirm, "desks/mid", "desks/cog"),
            "push",
        ),
        &format!("key {BASE}/push does not sign this for log relay.example/v1/desks/cog/intake"),
    );
    folder.bad(
        "confirm-changed",
        "the size was changed after signing",
        |input| {
            note("confirm", confirm.clone(), "push")(input);
            edit(&mut input.text, "\n512\n", "\n513\n");
        },
        &format!(
            "log note is not signed as it must be: signature of {BASE}/push ({}) does not verify",
            key("push").verifier().id()
        ),
    );
    write_replaced(&folder, &replies, &confirm);
    folder.bad(
        "replies-no-such-day",
        "the 31st of November",
        note(
            "replies",
            changed(&replies, "2026-11-23", "2026-11-31"),
            "push",
        ),
        "log note is malformed: line 4, day, is not a value it may have",
    );
    folder.bad(
        "replies-as-batch",
        "the desk's note where the relay's belongs",
        |input| {
            note("replies", replies.clone(), "push")(input);
            input.kind = "batch".to_owned();
        },
        "log note is malformed: note is not a batch note",
    );
    folder.bad(
        "pruned-other-reason",
        "a reason that is none",
        note("pruned", changed(&pruned, "\nage\n", "\nlost\n"), "intake"),
        "log note is malformed: line 6, reason, is not a value it may have",
    );
    folder.bad(
        "pruned-no-signature",
        "not signed at all",
        |input| {
            note("pruned", pruned.clone(), "intake")(input);
            input.text = Some(format!("{pruned}\n"));
        },
        "log note is not a signed note: note has no signature",
    );
}

/// Notes by a push key that was replaced when there were 3 batches, 512 letters confirmed, no board:
/// one that it had signed by then, and the next.
fn write_replaced(folder: &Folder, replies: &str, confirm: &str) {
    let old = SignerKey::from_seed(key("push").name().clone(), &[2; 32]);
    let signed_by_then = EarlierPush {
        push: Ed25519PublicKey::of(&old),
        batches: 3,
        confirmed: 512,
        boards: 0,
    };
    let by_old = |kind: &'static str, text: &str| {
        let text = SignedNote::sign(text, &old).unwrap().to_string();
        move |input: &mut Input| {
            input.kind = kind.to_owned();
            input.keys = vec![key("push").verifier().to_string()];
            input.earlier = vec![signed_by_then];
            input.text = Some(text);
        }
    };
    let refused = "log note is signed by a push key that had been replaced before";
    let last = replies.replace("\n3\n", "\n2\n");
    let more = confirm.replace("\n512\n", "\n513\n");
    let board = format!("bellrope/1 board\n{BASE}/board\n0\n2026-11-23\n-\n");
    folder.good(
        "replies-by-replaced-key",
        "the last day that a replaced push key signed",
        by_old("replies", &last),
        &last,
    );
    folder.bad(
        "replies-after-replacement",
        "the first day that a replaced push key did not sign any more",
        by_old("replies", replies),
        refused,
    );
    folder.good(
        "confirm-by-replaced-key",
        "the greatest size that a replaced push key confirmed",
        by_old("confirm", confirm),
        confirm,
    );
    folder.bad(
        "confirm-after-replacement",
        "a letter more than a replaced push key confirmed",
        by_old("confirm", &more),
        refused,
    );
    folder.bad(
        "board-after-replacement",
        "a board, when there was none before the push key was replaced",
        by_old("board", &board),
        refused,
    );
    folder.bad(
        "replies-by-replaced-key-unlisted",
        "a push key that the card does not list",
        |input| {
            by_old("replies", &last)(input);
            input.earlier.clear();
        },
        "log note is not signed as it must be: note is not signed by a trusted key",
    );
}
