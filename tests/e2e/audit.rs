//! The auditor with a real relay: what nobody touched passes, live and as a stopped store; what
//! was touched is named; what cannot be reached is said.

use std::fs;
use std::path::Path;

use harness::{Finished, Running, Scene, Tool, tool};

const REPORT: &str = "route = \"report\"\nfamily = \"ZS\"\nstory = \"Iets is niet in de haak.\"\n";

fn audit<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Finished {
    Running::start(tool(Tool::Auditor).args(args)).finish()
}

/// A desk that has had a letter and has answered it.
fn answered() -> Scene {
    let mut scene = Scene::set();
    let report = scene.file("melding.toml", REPORT);
    let _ = scene.reporter().report(&report, &[]);
    scene.carry_in();
    let case = scene.desk.cases().remove(0);
    scene.desk.reply(&case, "Wij hebben uw melding gelezen.");
    scene.carry_out();
    scene.carry_out();
    scene.relay.await_sealing("mid");
    scene
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn an_untouched_relay_passes_and_an_auditor_signs_it() {
    let mut scene = answered();
    let path = |name: &str| text(&scene.path(name));
    let made = audit(&[
        "key",
        "--name",
        "auditor.example/2026",
        "--to",
        &path("audit.key"),
    ]);
    let key = made.succeeded().stdout.trim().to_owned();
    let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/../keys");
    let fingerprint = scene.desk.fingerprint().to_owned();
    let (relay_pub, token) = (text(&scene.relay.public_keys()), text(&scene.courier.token));
    let (kept, json, html, note) = (path("kept"), path("r.json"), path("r.html"), path("r.note"));
    let url = scene.relay.url().to_owned();
    let live = [
        "all",
        "--relay",
        &url,
        "--token-file",
        &token,
        "--desk",
        "mid",
        "--fingerprint",
        &fingerprint,
        "--relay-pub",
        &relay_pub,
        "--keys",
        keys,
        "--kept",
        &kept,
        "--json",
        &json,
        "--html",
        &html,
        "--lang",
        "nl",
        "--sign",
        &path("audit.key"),
        "--note",
        &note,
    ]
    .map(str::to_owned);
    let finished = audit(&live);
    assert_eq!(finished.code(), 0, "{}{}", finished.stdout, finished.stderr);
    assert!(!finished.stdout.contains("finding"), "{}", finished.stdout);
    assert!(
        finished
            .stdout
            .contains("intake: bodies held against their entries")
    );
    assert!(
        fs::read_to_string(&html)
            .unwrap()
            .contains("Er is niets gevonden dat niet klopt")
    );

    let verify = ["verify-report", "--key", &key, "--note", &note, &json].map(str::to_owned);
    let verified = audit(&verify).succeeded();
    assert!(
        verified
            .stdout
            .contains("auditor.example/2026 signed this report")
    );
    let changed = fs::read_to_string(&json)
        .unwrap()
        .replacen("pass", "fail", 1);
    fs::write(&json, changed).unwrap();
    assert_eq!(audit(&verify).code(), 1);

    // The log has grown; what was kept is its beginning.
    scene.relay.await_sealing("mid");
    let finished = audit(&live);
    assert_eq!(finished.code(), 0, "{}{}", finished.stdout, finished.stderr);
    assert!(
        finished
            .stdout
            .contains("intake: earlier checkpoints held against it: 1")
    );

    // As anybody, and from the folder of the stopped relay.
    let anybody = [
        "log",
        "--relay",
        &url,
        "--desk",
        "mid",
        "--fingerprint",
        &fingerprint,
    ];
    let finished = audit(&anybody);
    assert_eq!(finished.code(), 0, "{}{}", finished.stdout, finished.stderr);
    assert!(finished.stdout.contains("left out intake: bodies"));
    let _ = scene.relay.stop();
    let folder = text(scene.relay.folder());
    let stopped = [
        "log",
        "--store",
        &folder,
        "--desk",
        "mid",
        "--fingerprint",
        &fingerprint,
        "--kept",
        &kept,
    ];
    let finished = audit(&stopped);
    assert_eq!(finished.code(), 0, "{}{}", finished.stdout, finished.stderr);
}

#[test]
fn what_was_taken_from_a_store_is_named() {
    let mut scene = answered();
    let _ = scene.relay.stop();
    let body = scene.relay.folder().join("desks/mid/intake/batch/0");
    fs::remove_file(body).unwrap();
    let folder = text(scene.relay.folder());
    let fingerprint = scene.desk.fingerprint().to_owned();
    let args = [
        "log",
        "--store",
        &folder,
        "--desk",
        "mid",
        "--fingerprint",
        &fingerprint,
    ];
    let finished = audit(&args);
    assert_eq!(finished.code(), 1, "{}{}", finished.stdout, finished.stderr);
    assert!(
        finished.stdout.contains("log-body-missing"),
        "{}",
        finished.stdout
    );
    assert!(
        finished.stdout.contains("intake, batch 0"),
        "{}",
        finished.stdout
    );
}

#[test]
fn another_desk_than_the_one_held_is_refused() {
    let scene = Scene::set();
    let wrong = "00".repeat(20);
    let url = scene.relay.url().to_owned();
    let finished = audit(&[
        "all",
        "--relay",
        &url,
        "--desk",
        "mid",
        "--fingerprint",
        &wrong,
    ]);
    assert_eq!(finished.code(), 1, "{}{}", finished.stdout, finished.stderr);
    assert!(
        finished.stdout.contains("keys-card-signature"),
        "{}",
        finished.stdout
    );
}
