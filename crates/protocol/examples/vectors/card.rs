//! Vectors of the key card.

use bellrope_protocol::age::Identity;
use bellrope_protocol::card::{
    Card, DeskNames, EarlierPush, Ed25519PublicKey, IntakeRecipient, RelayKeys, ReplyCount,
    SignedCard, Windows, WitnessPolicy, sign_succession,
};
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::note::{SignedNote, SignerKey};
use serde_json::{Value, json};

use crate::case::{MONDAY, base, desk, founding, root};
use crate::vector::Input;
use crate::{Named, bad, good, input};

fn public(seed: u8) -> Ed25519PublicKey {
    Ed25519PublicKey::of(&root(seed))
}

fn card() -> Card {
    Card {
        desk: base().desk,
        host: base().host,
        names: DeskNames {
            nl: "Meldpunt".to_owned(),
            en: "Desk".to_owned(),
        },
        serial: 3,
        made: MONDAY + 100,
        not_after: MONDAY + 8 * WEEK_SECS,
        founding: founding(),
        root: public(1),
        succession: Vec::new(),
        authentication: vec![desk().public()],
        intake: (0..8)
            .map(|n: u8| IntakeRecipient {
                week: MONDAY + u64::from(n) * WEEK_SECS,
                recipient: Identity::from_seed(&[n; 32]).recipient().clone(),
            })
            .collect(),
        push: public(2),
        earlier: Vec::new(),
        windows: Windows {
            replies_days: 120,
            intake_days: 120,
        },
        replies: ReplyCount {
            count: 16,
            next: None,
        },
        relay: RelayKeys {
            log: public(3),
            receipt: public(4),
            epoch_secs: 3_600,
        },
        witnesses: WitnessPolicy {
            keys: Vec::new(),
            quorum: 0,
            report_secs: 604_800,
            confirm_secs: 86_400,
        },
        ended: Vec::new(),
        work: None,
    }
}

/// A card after the roots 1 → 5 → 6.
fn succeeded() -> Card {
    let step = |old, new| {
        sign_succession(&base(), &root(old), &public(new))
            .unwrap()
            .to_string()
    };
    Card {
        root: public(6),
        succession: vec![step(1, 5), step(5, 6)],
        ..card()
    }
}

/// A card whose push keys were 7 → 8 → 2.
fn replaced() -> Card {
    let earlier = |seed, batches, confirmed, boards| EarlierPush {
        push: public(seed),
        batches,
        confirmed,
        boards,
    };
    Card {
        earlier: vec![earlier(8, 200, 4_800, 2), earlier(7, 31, 480, 2)],
        ..card()
    }
}

/// As [`replaced`], but the earlier push keys are changed before the root signs.
fn with_earlier(name: &str, about: &str, change: impl Fn(&mut Vec<Value>)) -> Named {
    let replaced = serde_json::to_value(replaced()).unwrap();
    let change = |card: &mut Value| {
        card["earlier"] = replaced["earlier"].clone();
        change(card["earlier"].as_array_mut().unwrap());
    };
    let rule = "card does not list its earlier push keys in order, newest first";
    changed(name, about, change, &broken(rule))
}

fn pinned(card: &str) -> Input {
    input([
        ("card", card.to_owned()),
        ("fingerprint", founding().fingerprint().to_string()),
        ("host", base().host.to_string()),
        ("desk", base().desk.to_string()),
        ("least_serial", "3".to_owned()),
        ("log_time", (MONDAY + 7_200).to_string()),
    ])
}

fn pinned_with(card: &str, name: &str, value: impl ToString) -> Input {
    let mut input = pinned(card);
    input.0.insert(name.to_owned(), value.to_string());
    input
}

fn signed(card: Card, root: &SignerKey) -> String {
    let card = SignedCard::sign(card, root).unwrap();
    String::from_utf8(card.as_bytes().to_vec()).unwrap()
}

fn accepted(name: &str, about: &str, card: &Card, root: &SignerKey) -> Named {
    let text = signed(card.clone(), root);
    let hash = SignedCard::parse(text.as_bytes()).unwrap().hash();
    let root = encode_hex(card.root.as_bytes());
    let serial = card.serial;
    let outcome = format!(
        "serial {serial} of {} under root {root}, hash {}",
        base(),
        encode_hex(&hash)
    );
    good(name, about, pinned(&text), outcome)
}

/// A card whose object was changed before its root signed it.
fn changed(name: &str, about: &str, change: impl Fn(&mut Value), error: &str) -> Named {
    let mut object = serde_json::to_value(card()).unwrap();
    change(&mut object);
    let text = format!("bellrope/1 card\n{object}\n");
    let note = SignedNote::sign(text, &root(1)).unwrap().to_string();
    bad(name, about, pinned(&note), error)
}

fn broken(rule: &str) -> String {
    format!("card breaks a rule of its form: {rule}")
}

pub(crate) fn vectors() -> Vec<Named> {
    let note = signed(card(), &root(1));
    let by_another = note.replace(
        note.lines().last().unwrap(),
        &SignedNote::sign("x\n", &root(2)).unwrap().signatures()[0].to_string(),
    );
    let half = Card {
        succession: succeeded().succession[..1].to_vec(),
        ..succeeded()
    };
    let reversed = Card {
        succession: succeeded().succession.into_iter().rev().collect(),
        ..succeeded()
    };
    let later = Card {
        serial: 4,
        ..card()
    };
    let repeated = format!(
        "bellrope/1 card\n{}\n",
        serde_json::to_string(&card())
            .unwrap()
            .replacen('{', r#"{"serial":9,"#, 1)
    );
    let repeated = SignedNote::sign(repeated, &root(1)).unwrap().to_string();
    let repeats_at = repeated
        .lines()
        .nth(1)
        .unwrap()
        .match_indices(r#""serial""#)
        .nth(1)
        .unwrap()
        .0
        + 8;
    let push = format!(r#""push":"{}","#, encode_base64(public(2).as_bytes()));
    let without_push = serde_json::to_string(&card()).unwrap().len() - push.len();
    vec![
        accepted("good", "a card under the founding root", &card(), &root(1)),
        accepted(
            "good-later",
            "a later card than the one given",
            &later,
            &root(1),
        ),
        accepted(
            "good-succession",
            "a card under the third root",
            &succeeded(),
            &root(6),
        ),
        accepted(
            "good-earlier",
            "a card whose push key is the third",
            &replaced(),
            &root(1),
        ),
        bad(
            "other-fingerprint",
            "another desk is pinned",
            pinned_with(&note, "fingerprint", "00".repeat(20)),
            "card is of a desk with another fingerprint",
        ),
        bad(
            "other-host",
            "another relay is pinned",
            pinned_with(&note, "host", "relay.test"),
            "card is for another host",
        ),
        bad(
            "other-desk",
            "another desk name is asked for",
            pinned_with(&note, "desk", "cog"),
            "card is for another desk name",
        ),
        bad(
            "rolled-back",
            "the card given was later",
            pinned_with(&note, "least_serial", 4),
            "card has serial 3, expected 4 or more",
        ),
        bad(
            "expired",
            "the log is a second after the end",
            pinned_with(&note, "log_time", MONDAY + 8 * WEEK_SECS + 1),
            format!(
                "card was valid until {}, the log is at {}",
                MONDAY + 8 * WEEK_SECS,
                MONDAY + 8 * WEEK_SECS + 1
            ),
        ),
        bad(
            "by-another-root",
            "another root signed it",
            pinned(&by_another),
            "card is not signed by its root: note is not signed by a trusted key",
        ),
        bad(
            "changed",
            "the count was changed after signing",
            pinned(&note.replacen(r#""count":16"#, r#""count":32"#, 1)),
            format!(
                "card is not signed by its root: signature of {}/root ({}) does not verify",
                base(),
                root(1).verifier().id()
            ),
        ),
        bad(
            "succession-half",
            "the succession ends too early",
            pinned(&signed(half, &root(6))),
            "card has a root that its succession does not lead to",
        ),
        bad(
            "succession-reversed",
            "the succession is out of order",
            pinned(&signed(reversed, &root(6))),
            "card has a broken succession of roots: succession is not signed by the root before: note is not signed by a trusted key",
        ),
        bad(
            "repeated-member",
            "the serial stands there twice",
            pinned(&repeated),
            format!("card is malformed at byte {repeats_at} of its object"),
        ),
        bad(
            "other-kind",
            "a note of another kind",
            pinned(&note.replacen("card", "root", 1)),
            "card does not have the two lines of one: note is not a card note",
        ),
        bad(
            "empty",
            "no bytes at all",
            pinned(""),
            "card is not a signed note: note is not a sequence of lines: note text does not end in a line feed",
        ),
        changed(
            "no-push",
            "the push key is missing",
            |card| drop(card.as_object_mut().unwrap().remove("push")),
            &format!("card is malformed at byte {without_push} of its object"),
        ),
        changed(
            "weeks-seven",
            "only seven weeks",
            |card| drop(card["intake"].as_array_mut().unwrap().pop()),
            &broken("card does not list 8 consecutive weeks"),
        ),
        changed(
            "weeks-tuesday",
            "weeks that begin on a Tuesday",
            |card| {
                for intake in card["intake"].as_array_mut().unwrap() {
                    intake["week"] = json!(intake["week"].as_u64().unwrap() + 86_400);
                }
            },
            &broken("card does not list 8 consecutive weeks"),
        ),
        changed(
            "authentication-none",
            "no authentication key",
            |card| card["authentication"] = json!([]),
            &broken("card has no authentication keys in order of number, newest first"),
        ),
        changed(
            "authentication-twice",
            "a number stands there twice",
            |card| {
                let key = card["authentication"][0].clone();
                card["authentication"] = json!([key, key]);
            },
            &broken("card has no authentication keys in order of number, newest first"),
        ),
        with_earlier(
            "earlier-in-use",
            "the push key of now was replaced",
            |earlier| earlier[0]["push"] = json!(encode_base64(public(2).as_bytes())),
        ),
        with_earlier(
            "earlier-twice",
            "a push key that was replaced twice",
            |earlier| earlier[1]["push"] = earlier[0]["push"].clone(),
        ),
        with_earlier(
            "earlier-out-of-order",
            "the oldest comes first",
            |earlier| {
                earlier.reverse();
            },
        ),
        with_earlier(
            "earlier-signed-more",
            "an older push key made a board more than a newer one",
            |earlier| earlier[1]["boards"] = json!(3),
        ),
        changed(
            "window-zero",
            "a window of no days",
            |card| card["windows"]["replies_days"] = json!(0),
            &broken("card has a window of 0 days"),
        ),
        changed(
            "count-24",
            "a count that is no power of two",
            |card| card["replies"]["count"] = json!(24),
            &broken("card has a reply count that is no power of two"),
        ),
        changed(
            "quorum-1-of-0",
            "more witnesses asked for than listed",
            |card| card["witnesses"]["quorum"] = json!(1),
            &broken("card has a witness policy that cannot be satisfied or says nothing"),
        ),
        changed(
            "serial-zero",
            "serials begin at 1",
            |card| card["serial"] = json!(0),
            &broken("card has serial 0, expected 1 or more"),
        ),
    ]
}
