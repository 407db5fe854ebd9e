//! Vectors of replies, plain and sealed.

use bellrope_protocol::content::{ReplyContent, Status, StatusCode, TextPart};
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_protocol::limit::REPLY_LEN;
use bellrope_protocol::reply;
use bellrope_protocol::time::Day;

use crate::case::{MONDAY, keys, rng};
use crate::vector::Input;
use crate::{Named, bad, good, input};

fn content() -> ReplyContent {
    let mut reply = ReplyContent::new(keys().handle(), 2, Some([9; 32]), Day::of(MONDAY));
    reply.text = Some(TextPart::whole(
        "Dank u wel voor uw melding.\nWij lezen „alles”.",
    ));
    reply.status = Some(Status::new(StatusCode::Acknowledged));
    reply.receipts = vec![[1; 32], [2; 32]];
    reply
}

fn sealed(reply: &[u8], passphrase: &str) -> Input {
    input([
        ("reply", encode_base64(reply)),
        ("passphrase", passphrase.to_owned()),
        ("handle", handle()),
    ])
}

fn handle() -> String {
    encode_hex(keys().handle().as_bytes())
}

fn sealed_vectors() -> Vec<Named> {
    let keys = keys();
    let passphrase = keys.reply_passphrase().expose_secret();
    let plaintext = content().encode().unwrap();
    let reply = reply::seal(
        plaintext.expose_secret(),
        keys.reply_passphrase(),
        &mut rng(20),
    );
    let flipped = |position: usize| {
        let mut reply = reply.clone();
        reply[position] ^= 1;
        reply
    };
    let json = serde_json::to_string(&content()).unwrap();
    let closed = "reply does not open with this passphrase";
    vec![
        good(
            "sealed-good",
            "a reply, sealed and opened",
            sealed(&*reply, passphrase),
            json,
        ),
        bad(
            "sealed-other-case",
            "the passphrase of another case",
            sealed(&*reply, &"00".repeat(32)),
            closed,
        ),
        bad(
            "sealed-changed-payload",
            "the last byte was changed",
            sealed(&*flipped(REPLY_LEN - 1), passphrase),
            closed,
        ),
        bad(
            "sealed-work-factor",
            "another work factor",
            sealed(&*flipped(53), passphrase),
            "reply header is not canonical",
        ),
        bad(
            "sealed-long",
            "a byte too many",
            sealed(&[&reply[..], b"x"].concat(), passphrase),
            "reply is 4097 bytes, expected 4096",
        ),
    ]
}

fn plain(name: &str, about: &str, text: String, outcome: Result<String, &str>) -> Named {
    let input = input([("plaintext", text), ("handle", "02".repeat(16))]);
    match outcome {
        Ok(accepted) => good(name, about, input, accepted),
        Err(refused) => bad(name, about, input, refused),
    }
}

pub(crate) fn vectors() -> Vec<Named> {
    let object = r#"{"handle":"AgICAgICAgICAgICAgICAg==","n":1,"day":"2026-11-23","text":{"part":1,"of":2,"body":"Dag"}}"#;
    let framed = |object: &str| format!("bellrope reply 1\n{object}\n");
    let changed = |from: &str, to: &str| framed(&object.replacen(from, to, 1));
    let whole = "reply content is malformed at byte 0";
    let at = |position: usize| format!("reply content is malformed at byte {position}");
    let mut vectors = sealed_vectors();
    vectors.extend([
        plain(
            "plain-part",
            "the first of two parts",
            framed(object),
            Ok(object.to_owned()),
        ),
        plain(
            "plain-status",
            "a status that is not listed, and members of a later version",
            changed(
                r#""text":{"part":1,"of":2,"body":"Dag"}"#,
                r#""status":{"code":"pondering","x":1},"y":2"#,
            ),
            Ok(object.replacen(
                r#""text":{"part":1,"of":2,"body":"Dag"}"#,
                r#""status":{"code":"pondering","x":1},"y":2"#,
                1,
            )),
        ),
        plain(
            "plain-other-case",
            "the handle of another case",
            changed("AgIC", "AwMD"),
            Err("reply names another case"),
        ),
        plain(
            "plain-later-version",
            "another version",
            framed(object).replacen('1', "2", 1),
            Err("reply has a malformed first line"),
        ),
        plain(
            "plain-padding",
            "a second line",
            format!("{}x\n", framed(object)),
            Err("reply has a malformed padding"),
        ),
        plain(
            "plain-n-0",
            "n begins at 1",
            changed(r#""n":1"#, r#""n":0"#),
            Err(whole),
        ),
        plain(
            "plain-part-3-of-2",
            "there is no third of two parts",
            changed(r#""part":1"#, r#""part":3"#),
            Err(whole),
        ),
        plain(
            "plain-day",
            "a day that is none",
            changed("2026-11-23", "2026-02-29"),
            Err(&at(61)),
        ),
        plain(
            "plain-repeated",
            "n stands there twice",
            changed(r#""n":1"#, r#""n":1,"n":1"#),
            Err(&at(46)),
        ),
        plain(
            "plain-no-day",
            "no day",
            changed(r#""day":"2026-11-23","#, ""),
            Err(&at(object.len() - r#""day":"2026-11-23","#.len())),
        ),
    ]);
    vectors
}
