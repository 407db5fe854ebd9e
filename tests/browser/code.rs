//! What follows from a code as it is typed: nothing at the relay, whatever it opens (R064, R067, R068).

use bellrope_protocol::case_code::{CaseCode, Language, ParseCodeError};
use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};
use serde_json::{Value, json};

use crate::front::{Asked, Front};
use crate::stage::{Cover, Stage};

const ANSWER: &str = "Dank u. Wélke dag was dat?";

fn another_code() -> [&'static str; 12] {
    let mut rng = StdRng::try_from_rng(&mut SysRng).unwrap();
    CaseCode::generate(&mut rng).words(Language::Dutch)
}

/// Files a report and has it answered; returns its code.
fn answered(stage: &mut Stage) -> String {
    let text = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Een melding.\"\n";
    let report = stage.scene.file("report.toml", text);
    let code = stage.scene.reporter().report(&report, &[]).code;
    let _ = stage.scene.carry_in();
    let case = stage.scene.desk.cases().remove(0);
    let _ = stage.scene.desk.reply(&case, ANSWER);
    let _ = stage.scene.carry_out();
    code
}

/// Finds a way to spoil a code so that it reads as `wanted`: check bits are few, so a spoiled one may fit by chance.
fn spoiled<'c>(
    ways: impl IntoIterator<Item = Vec<String>>,
    wanted: impl Fn(&Result<bellrope_protocol::case_code::Parsed, ParseCodeError>) -> bool + 'c,
) -> String {
    let mut typed = ways.into_iter().map(|words| words.join(" "));
    let found = typed.find(|typed| wanted(&CaseCode::parse(typed)));
    found.expect("one of the ways reads as it must")
}

/// The code with one word replaced.
fn with_word(words: &[&str], place: usize, word: &str) -> Vec<String> {
    let mut typed: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    word.clone_into(&mut typed[place]);
    typed
}

/// What is typed, and what it must read as.
fn entries(code: &str) -> Value {
    let words: Vec<&str> = code.split(' ').collect();
    let swapped = (0..11).map(|place| {
        let mut typed: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        typed.swap(place, place + 1);
        typed
    });
    let swapped = spoiled(swapped, |read| {
        matches!(read, Err(ParseCodeError::Checksum))
    });
    let unknown = (0..12).map(|place| with_word(&words, place, "xqxqxq"));
    let unknown = spoiled(unknown, |read| {
        matches!(read, Err(ParseCodeError::NotInList { .. }))
    });
    let Err(ParseCodeError::NotInList { positions }) = CaseCode::parse(&unknown) else {
        unreachable!("it was chosen for that");
    };
    let is_slip = |read: &Result<bellrope_protocol::case_code::Parsed, ParseCodeError>| {
        read.as_ref().is_ok_and(|read| {
            read.corrected.is_some() && read.code.words(Language::Dutch)[..] == words[..]
        })
    };
    let slips = (0..12).flat_map(|place| {
        let word = words[place];
        (0..word.len())
            .map(move |at| format!("{}x{}", &word[..at], &word[at + 1..]))
            .map(move |word| (place, word))
    });
    let slips = slips.map(|(place, word)| with_word(&words, place, &word));
    let slip = spoiled(slips, is_slip);
    let place = CaseCode::parse(&slip).unwrap().corrected.unwrap().positions[0];
    json!({
        "wrong": [
            {"typed": "", "fault": "code-count", "params": {"found": 0}},
            {"typed": words[..11].join(" "), "fault": "code-count", "params": {"found": 11}},
            {"typed": unknown, "fault": "code-words", "params": {"positions": positions[0].to_string()}},
            {"typed": swapped, "fault": "code-checksum", "params": {}},
        ],
        "slip": {"typed": slip, "place": place, "word": words[place - 1]},
    })
}

#[test]
fn codes_are_told_apart_on_the_device_alone() {
    let mut stage = Stage::set(Cover::Off);
    let code = answered(&mut stage);
    for lang in ["nl", "en"] {
        let mut scene = entries(&code);
        scene["lang"] = json!(lang);
        scene["right"] = json!(code);
        scene["foreign"] = json!(another_code().join(" "));
        scene["answer"] = json!(ANSWER);
        let _ = stage.play("code", scene);
    }
}

#[test]
fn right_code_empty_mailbox_and_wrong_code_make_the_same_requests() {
    let mut stage = Stage::set(Cover::Off);
    let code = answered(&mut stage);
    let foreign = another_code().join(" ");
    let wrong = entries(&code)["wrong"][3]["typed"]
        .as_str()
        .unwrap()
        .to_owned();
    // Time stands still, for the logs grow each second and with them what is downloaded.
    let front = Front::frozen(stage.scene.relay.url());
    let visits = [(&code, "right"), (&foreign, "empty"), (&wrong, "wrong")];
    let asked = visits.map(|(code, ends)| {
        let scene = json!({"base": front.url(), "code": code, "ends": ends, "name": ends});
        let _ = stage.play("open", scene);
        let mut asked: Vec<Asked> = front.take_asked();
        asked.sort();
        asked
    });
    assert!(asked[0].len() > 15, "{:?}", asked[0]);
    assert_eq!(asked[0], asked[1], "an empty mailbox differs");
    assert_eq!(asked[0], asked[2], "a wrong code differs");
}
