//! Vectors of checkpoints and witness policies.

use bellrope_protocol::note::{SignedNote, SignerKey};

use super::{BASE, EMPTY_ROOT, Folder, edit, key, sign, witness};
use crate::vector::Input;

pub(crate) fn write_checkpoints() {
    const NOW: u64 = 1_800_000_000;
    let body = |size: &str| format!("{BASE}/intake\n{size}\n{EMPTY_ROOT}\n");
    let signed = sign(&body("16"), "intake");
    let cosigned =
        |number: u8, time: u64| format!("{}\n", witness(number).cosign(&body("16"), time));
    let intake = key("intake").verifier();
    let good = Input {
        keys: [intake.clone()]
            .into_iter()
            .chain((1..=3).map(|number| witness(number).verifier()))
            .map(|key| key.to_string())
            .collect(),
        quorum: 2,
        max_age_secs: 604_800,
        now: NOW,
        text: Some(format!(
            "{signed}{}{}",
            cosigned(1, NOW - 60),
            cosigned(3, NOW - 30)
        )),
        ..Input::default()
    };
    let folder = Folder("checkpoint", good);
    let head = format!("size 16, root {EMPTY_ROOT}");
    let text = |from: &'static str, to: &'static str| {
        move |input: &mut Input| {
            input.text = Some(sign(&body("16").replacen(from, to, 1), "intake"));
        }
    };

    folder.good(
        "good",
        "two of three witnesses",
        |_| (),
        &format!("{head}, 2 witnesses as of {}", NOW - 60),
    );
    folder.good(
        "good-no-witness",
        "a reader that asks for none",
        |input| (input.quorum, input.text) = (0, Some(signed.clone())),
        &format!("{head}, no witness yet"),
    );
    folder.good(
        "good-extension",
        "an extension line of another log software",
        |input| {
            input.quorum = 0;
            input.text = Some(sign(&format!("{}more\n", body("16")), "intake"));
        },
        &format!("{head}, no witness yet"),
    );
    folder.good(
        "good-empty-log",
        "the size of an empty log is 0",
        |input| (input.quorum, input.text) = (0, Some(sign(&body("0"), "intake"))),
        &format!("size 0, root {EMPTY_ROOT}, no witness yet"),
    );
    folder.good(
        "short-stale",
        "one of the two cosignatures is older than a week",
        |input| {
            let stale = cosigned(1, NOW - 604_801);
            input.text = Some(format!("{signed}{stale}{}", cosigned(3, NOW)));
        },
        &format!("{head}, 1 of 2 witnesses"),
    );
    folder.good(
        "short-ahead",
        "one of the two cosignatures lies more than a day ahead",
        |input| {
            let ahead = cosigned(1, NOW + 86_401);
            input.text = Some(format!("{signed}{ahead}{}", cosigned(3, NOW)));
        },
        &format!("{head}, 1 of 2 witnesses"),
    );
    folder.good(
        "short-same-witness-twice",
        "two cosignatures of one witness count once",
        |input| {
            input.text = Some(format!(
                "{signed}{}{}",
                cosigned(1, NOW - 1),
                cosigned(1, NOW)
            ));
        },
        &format!("{head}, 1 of 2 witnesses"),
    );
    folder.bad(
        "wrong-cosignature",
        "a cosignature of another size under a listed witness",
        |input| {
            let wrong = witness(1).cosign(&body("17"), NOW);
            input.text = Some(format!("{signed}{wrong}\n"));
        },
        "cosignature of witness1.example does not verify",
    );
    folder.bad(
        "changed-size",
        "the size was changed after signing",
        |input| edit(&mut input.text, "\n16\n", "\n17\n"),
        &format!(
            "checkpoint is not signed by its log: signature of {BASE}/intake ({}) does not verify",
            intake.id()
        ),
    );
    folder.bad(
        "witnesses-only",
        "cosigned by witnesses, not signed by the log",
        |input| {
            let stranger = SignerKey::from_seed(key("intake").name().clone(), &[9; 32]);
            let signed = SignedNote::sign(body("16"), &stranger).unwrap();
            input.text = Some(format!("{signed}{}", cosigned(1, NOW)));
        },
        "checkpoint is not signed by its log: note is not signed by a trusted key",
    );
    folder.bad(
        "sister-log",
        "the checkpoint of another log of the desk",
        |input| {
            let body = body("16").replacen("intake", "replies", 1);
            input.text = Some(sign(&body, "replies"));
        },
        &format!("checkpoint is of log {BASE}/replies, expected {BASE}/intake"),
    );
    folder.bad(
        "cosigner-key",
        "a witness's key where the log's belongs",
        |input| {
            input.keys.remove(0);
            input.quorum = 0;
        },
        "key of a cosigner cannot sign a log",
    );
    folder.bad(
        "quorum-above-witnesses",
        "a reader that asks for more witnesses than it knows",
        |input| input.quorum = 4,
        "quorum is 4, there are 3 witnesses",
    );
    folder.bad(
        "witness-repeated",
        "a reader that lists a witness twice",
        |input| input.keys.push(witness(2).verifier().to_string()),
        "witness witness2.example is listed twice, by name or by key",
    );
    folder.bad(
        "size-leading-zero",
        "a second spelling of the size",
        text("\n16\n", "\n016\n"),
        "checkpoint has a malformed line: line 2, size, is not a decimal number without leading zeros",
    );
    folder.bad(
        "size-too-large",
        "a size of 2^64",
        text("\n16\n", "\n18446744073709551616\n"),
        "checkpoint has a malformed line: line 2, size, is too large a number",
    );
    folder.bad(
        "size-empty",
        "no size",
        text("\n16\n", "\n\n"),
        "checkpoint has a malformed line: line 2, size, is empty",
    );
    folder.bad(
        "root-short",
        "a root of 31 bytes",
        text(EMPTY_ROOT, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA=="),
        "checkpoint has a malformed line: line 3, root, is 31 bytes, expected 32",
    );
    folder.bad(
        "root-second-spelling",
        "bits beyond the last byte of the root",
        text("uFU=", "uFV="),
        "checkpoint has a malformed line: line 3, root, is not base64",
    );
    folder.bad(
        "root-missing",
        "only two lines",
        |input| input.text = Some(sign(&format!("{BASE}/intake\n16\n"), "intake")),
        "checkpoint has a malformed line: line 3, root, is missing",
    );
    folder.bad(
        "extension-empty",
        "an empty extension line",
        |input| input.text = Some(sign(&format!("{}\n", body("16")), "intake")),
        "checkpoint has a malformed line: line 4, extension, is empty",
    );
    folder.bad(
        "note-of-ours",
        "a confirmation where a checkpoint belongs",
        |input| {
            let text = format!("bellrope/1 confirm\n{BASE}/intake\n16\n{EMPTY_ROOT}\n");
            input.text = Some(sign(&text, "intake"));
        },
        "checkpoint has no valid origin: key name has a forbidden character at byte 10",
    );
}
