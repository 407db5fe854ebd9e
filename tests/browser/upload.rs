//! Files of 20 MB over a connection that breaks, is paused and given up: what is at the desk afterwards (R025, R190).

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use harness::{Cut, Proxy};
use serde_json::{Value, json};

use crate::stage::{Cover, Stage};

const LEN: usize = 20_000_000;
const STORY: &str = "Zie het bestand.";

/// Content in which no two blocks are alike.
fn content(len: usize) -> Vec<u8> {
    let numbers =
        (0u64..).flat_map(|number| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).to_be_bytes());
    numbers.take(len).collect()
}

/// Sends a file by way of `base`; answers what left the browser.
fn send(stage: &Stage, base: &str, len: usize, lang: &str, verb: &str) -> Value {
    let file = stage.scene.file("bewijs.bin", content(len));
    let scene = json!({
        "base": base, "name": format!("upload-{verb}"), "lang": lang, "file": file, "story": STORY, "verb": verb,
    });
    stage.play("upload", scene)
}

/// The report is at the desk, once, with the file as it was.
fn arrived_once(stage: &mut Stage, len: usize) {
    let _ = stage.scene.carry_in();
    let cases = stage.scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let shown = stage.scene.desk.show(&cases[0]);
    assert_eq!(shown.matches(STORY).count(), 1, "{shown}");
    let to = stage.scene.path("bijlagen");
    fs::create_dir(&to).unwrap();
    let to_text = to.to_str().unwrap();
    let args = [
        "save-attachment",
        &cases[0],
        "1",
        "--ground",
        "investigation",
        "--recipient",
        "colleague",
        "--to",
        to_text,
    ];
    let _ = stage.scene.desk.run(&args, &[]).succeeded();
    let files: Vec<PathBuf> = harness::files_below(&to);
    assert_eq!(files.len(), 1);
    assert!(fs::read(&files[0]).unwrap() == content(len), "another file");
}

/// Addresses of the blocks that were put, and how often one was.
fn blocks(sent: &[Vec<u8>]) -> (BTreeSet<String>, usize) {
    let mut addresses = BTreeSet::new();
    let mut puts = 0;
    for connection in sent {
        // Blocks are ciphertext: their bytes look like a request's first line by no chance.
        for at in places_of(connection, b"PUT /v1/desks/mid/blocks/") {
            let rest = &connection[at..];
            let end = rest[4..].iter().position(|byte| *byte == b' ').unwrap();
            addresses.insert(String::from_utf8(rest[4..4 + end].to_vec()).unwrap());
            puts += 1;
        }
    }
    (addresses, puts)
}

fn places_of(haystack: &[u8], needle: &[u8]) -> Vec<usize> {
    let starts = haystack.windows(needle.len()).enumerate();
    starts
        .filter(|(_, window)| *window == needle)
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn upload_goes_on_where_the_connection_broke_and_arrives_once() {
    let mut stage = Stage::set(Cover::Off);
    let cut = Cut::Sent {
        after: 700_000,
        times: 4,
    };
    let proxy = Proxy::start(stage.scene.relay.url(), cut);
    let _ = send(&stage, &proxy.url(), LEN, "nl", "send");
    assert_eq!(proxy.cuts(), 4, "the connection was not cut");
    let (addresses, puts) = blocks(&proxy.take_sent());
    // 20 MB and what is packed around them, padded to a power of two of blocks.
    assert_eq!(addresses.len(), 128);
    // What was cut went again, to the same addresses; the file did not begin anew.
    assert!((128 + 4..192).contains(&puts), "{puts} blocks were put");
    arrived_once(&mut stage, LEN);
}

#[test]
fn upload_is_paused_stopped_and_sent_again_and_arrives_once() {
    let mut stage = Stage::set(Cover::Off);
    let url = stage.scene.relay.url().to_owned();
    let told = send(&stage, &url, 3_000_000, "en", "interrupt");
    let posted = told["asked"].as_array().unwrap().iter();
    let letters = posted.filter(|asked| asked["url"].as_str().unwrap().ends_with("/letters"));
    assert_eq!(letters.count(), 2, "the letter went twice, and is one");
    arrived_once(&mut stage, 3_000_000);
}

#[test]
fn upload_that_stalls_says_so_and_goes_on() {
    let mut stage = Stage::set(Cover::Off);
    let url = stage.scene.relay.url().to_owned();
    let _ = send(&stage, &url, 3_000_000, "nl", "stall");
    arrived_once(&mut stage, 3_000_000);
}
