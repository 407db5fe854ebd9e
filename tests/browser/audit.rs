//! The auditor's report, as the real program writes it, in the browser of who reads it.

use std::path::Path;

use harness::{Running, Scene, Tool, tool};
use serde_json::{Value, json};

use crate::stage::play;

/// What comes of an audit.
struct Expected {
    check: &'static str,
    verdict: &'static str,
    code: i32,
}

/// Audits a desk and writes the report in both languages.
fn report(folder: &Path, relay: &str, fingerprint: &str, expected: &Expected) -> Vec<Value> {
    let Expected {
        check,
        verdict,
        code,
    } = expected;
    let write = |lang: &str| {
        let file = format!("{verdict}-{lang}.html");
        let mut audit = tool(Tool::Auditor);
        audit.args([check, "--relay", relay, "--desk", "mid"]);
        audit.args(["--fingerprint", fingerprint, "--lang", lang]);
        let done = Running::start(audit.arg("--html").arg(folder.join(&file))).finish();
        assert_eq!(done.code(), *code, "{}{}", done.stdout, done.stderr);
        json!({"file": file, "lang": lang, "verdict": verdict})
    };
    ["nl", "en"].map(write).into()
}

#[test]
fn reports_can_be_read_by_everybody_and_fetch_nothing() {
    let scene = Scene::set();
    scene.relay.await_sealing("mid");
    let folder = tempfile::tempdir().unwrap();
    let (relay, desk) = (scene.relay.url(), scene.desk.fingerprint());
    let stranger = "00".repeat(20);
    let expect = |check, verdict, code| Expected {
        check,
        verdict,
        code,
    };
    let reports = [
        report(folder.path(), relay, desk, &expect("log", "pass", 0)),
        report(folder.path(), relay, &stranger, &expect("keys", "fail", 1)),
        report(
            folder.path(),
            relay,
            &stranger,
            &expect("log", "could-not-check", 3),
        ),
    ];
    let told = play(
        folder.path(),
        "audit",
        json!({
            "name": "audit",
            "url": relay,
            "folder": format!("file://{}", folder.path().display()),
            "reports": reports.concat(),
        }),
    );
    assert_eq!(told["read"], 6);
}
