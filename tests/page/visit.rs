//! Visits: a report, a return, and what must be refused.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bellrope_page::Manifest;
use bellrope_protocol::encoding::{decode_base64, encode_base64, encode_hex};
use bellrope_protocol::page::Page;
use harness::{ForgedDesk, Liar, Relay, Scene};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::node::{arg, finish, run};

/// The two kinds of the core, and how node runs so that the page chooses each.
const WASM: Core = Core {
    kind: "wasm",
    flags: &[],
};
const JS: Core = Core {
    kind: "js",
    flags: &["--jitless", "--no-expose-wasm"],
};

#[derive(Clone, Copy)]
struct Core {
    kind: &'static str,
    flags: &'static [&'static str],
}

const STORY: &str = "Eén à twee keer; “krom” – € 1.000,– \u{1F6A8} <b>&amp;</b>";

/// Where `make web` writes.
fn build() -> PathBuf {
    let build = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build/web");
    assert!(
        build.join("manifest.json").exists(),
        "no built page in {}: run make web first",
        build.display()
    );
    build
}

/// Does what a visitor does; answers what the screens got.
fn visit(core: Core, verb: &str, scene: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scene.json");
    fs::write(&file, scene.to_string()).unwrap();
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("page/story.mjs");
    let mut node = Command::new("node");
    node.arg("--expose-gc").args(core.flags);
    node.arg(story).arg(verb).arg(&file);
    let output = finish(&mut node, "node story.mjs");
    serde_json::from_slice(&output.stdout).expect("the story prints json")
}

fn a_report() -> Value {
    let report = json!({"route": "report", "family": "ZS", "kinds": ["ZS1"], "story": STORY});
    json!({"kind": "report", "lang": "nl", "report": report})
}

fn a_scene(relay: &str, note: &Path) -> Value {
    json!({"build": build(), "note": note, "relay": format!("{relay}/"), "letter": a_report(), "files": []})
}

/// A configuration with slots of a second: letters wait for one.
const CONFIG: &str = r#"
version = 1
title = { nl = "Informatie", en = "Information" }
exit = "https://www.example.org/"
retention = { nl = "Twee jaar.", en = "Two years." }
[cover]
on = true
first_secs = [1, 1]
every_secs = [1, 1]
max = 2
[[desks]]
desk = "mid"
name = { nl = "Meldpunt", en = "Desk" }
about = { nl = "Drie mensen lezen mee.", en = "Three people read this." }
[[emergency]]
need = { nl = "Gevaar", en = "Danger" }
name = { nl = "Alarmnummer", en = "Emergency services" }
phone = "112"
[[categories]]
code = "ZS1"
family = "ZS"
name = { nl = "Voertuigen", en = "Vehicles" }
"#;

fn a_note(scene: &Scene) -> PathBuf {
    let config = scene.file("page.toml", CONFIG);
    let manifest = build().join("manifest.json");
    let note = scene.path("page.note");
    let args = [
        "page",
        "--config",
        config.to_str().unwrap(),
        "--manifest",
        manifest.to_str().unwrap(),
        "--to",
        note.to_str().unwrap(),
    ];
    let _ = scene.desk.run(&args, &[]).succeeded();
    note
}

/// A report goes in, an answer comes out, a message follows: all by one kind of the core.
fn tell_whole_story(core: Core, len: usize) {
    let mut scene = Scene::set();
    let note = a_note(&scene);
    let content: Vec<u8> = (0..=250).cycle().take(len).collect();
    let file = scene.file("bijlage é.bin", &content);
    let mut visitor = a_scene(scene.relay.url(), &note);
    visitor["files"] = json!([file]);
    let told = visit(core, "report", &visitor);
    assert_eq!(told["kind"], core.kind);
    assert_eq!(told["view"]["names"]["nl"], "Meldpunt Integriteit");
    assert_eq!(told["empty"]["found"], false);
    assert_eq!(
        told["told"],
        json!(["sealing", "blocks", "waiting", "posting"])
    );
    check_requests(told["requests"].as_array().unwrap(), len);
    check_memory(&told["memory"]);

    scene.carry_in();
    let cases = scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let shown = scene.desk.show(&cases[0]);
    assert!(shown.contains("<b>&amp;</b>"), "{shown}");
    let to = scene.path("bijlagen");
    fs::create_dir(&to).unwrap();
    let args = [
        "save-attachment",
        &cases[0],
        "1",
        "--ground",
        "investigation",
        "--recipient",
        "colleague",
        "--to",
        to.to_str().unwrap(),
    ];
    let _ = scene.desk.run(&args, &[]).succeeded();
    assert!(fs::read(to.join("bijlage é.bin")).unwrap() == content);

    scene.desk.reply(&cases[0], "Dank u. Wélke dag was dat?");
    scene.carry_out();
    let mut returning = visitor.clone();
    returning["code"] = told["code"].clone();
    returning["letter"] = json!({"kind": "message", "lang": "nl", "text": "Dinsdag."});
    let back = visit(core, "return", &returning);
    let case = &back["mailbox"]["desks"][0]["cases"][0];
    assert_eq!(back["mailbox"]["found"], true, "{back}");
    assert_eq!(case["letters"][0]["held"], true);
    assert_eq!(case["letters"][0]["body"], told["sent"]["bodyHash"]);
    assert_eq!(
        case["messages"].as_array().unwrap().last().unwrap()["text"],
        "Dank u. Wélke dag was dat?"
    );
    scene.carry_in();
    assert_eq!(
        scene.desk.cases().len(),
        1,
        "the message belongs to the case"
    );
    assert!(scene.desk.show(&cases[0]).contains("Dinsdag."));
}

/// Length of a block, in bytes.
const BLOCK: usize = 262_144;

/// Grants and blocks, then letters of one length, and nothing else.
fn check_requests(requests: &[Value], len: usize) {
    let of = |method: &str, end: &str| {
        let is = |request: &&Value| {
            request["method"] == method && request["path"].as_str().unwrap().contains(end)
        };
        requests.iter().filter(is).collect::<Vec<_>>()
    };
    let blocks = of("PUT", "/blocks/");
    // A request that a slow machine leaves without an answer is repeated, to the same address.
    let addresses: BTreeSet<&str> = blocks
        .iter()
        .map(|block| block["path"].as_str().unwrap())
        .collect();
    let expected = (len + 4_096).div_ceil(BLOCK).next_power_of_two();
    assert_eq!(addresses.len(), expected);
    assert!(blocks.iter().all(|block| block["len"] == BLOCK));
    let letters = of("POST", "/letters");
    assert!(letters.iter().all(|letter| letter["len"] == 16_384));
    assert!(!letters.is_empty());
    let grants = of("POST", "/grants");
    assert_eq!(requests.len(), blocks.len() + letters.len() + grants.len());
}

/// However long the files are, the core holds one block at a time, and a copy or two of it on the
/// way: the first probe may be from before the first block.
fn check_memory(probes: &Value) {
    let probes = probes.as_array().unwrap();
    let (Some(first), Some(last)) = (probes.first(), probes.last()) else {
        panic!("nobody asked for memory");
    };
    let core = |probe: &Value| probe["core"].as_u64().unwrap();
    assert!(
        core(last) < core(first) + 4 * BLOCK as u64,
        "the core's own memory grows: {probes:?}"
    );
    let held = |probe: &Value| probe["arrayBuffers"].as_u64().unwrap();
    // One probe may fall where node reads ahead; none may find the file, and less than half of it
    // may wait to be collected at the end.
    let most = probes.iter().map(held).max().unwrap();
    assert!(
        most < held(first) + (16 << 20),
        "buffers pile up: {probes:?}"
    );
    assert!(
        held(last) < held(first) + (8 << 20),
        "buffers stay: {probes:?}"
    );
}

#[test]
fn report_of_20_mb_answer_and_message_with_webassembly() {
    tell_whole_story(WASM, 20_000_000);
}

#[test]
fn report_answer_and_message_with_plain_javascript() {
    tell_whole_story(JS, 300_000);
}

/// A desk whose keys are known, at a relay of its own.
struct Forged {
    folder: TempDir,
    relay: Relay,
    desk: ForgedDesk,
}

impl Forged {
    fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut relay = Relay::init(&folder.path().join("relay"));
        let desk = ForgedDesk::new("mid", &relay);
        let courier = desk.register(&relay, folder.path());
        relay.start();
        let bundle = folder.path().join("card.bundle");
        desk.export_card(&desk.sign(desk.card(1)), &bundle);
        courier.push(relay.url(), &bundle);
        relay.await_sealing("mid");
        Self {
            folder,
            relay,
            desk,
        }
    }

    fn note(&self) -> PathBuf {
        self.note_of("00".repeat(32))
    }

    /// Signs a configuration that names a build.
    fn note_of(&self, build: String) -> PathBuf {
        let page: toml::Value = CONFIG.parse::<toml::Table>().unwrap().into();
        let mut page = serde_json::to_value(page).unwrap();
        let card = serde_json::to_value(self.desk.card(1)).unwrap();
        page["made"] = card["made"].clone();
        page["host"] = card["host"].clone();
        page["build"] = json!(build);
        page["relays"] = json!([self.relay.url()]);
        page["cover"]["on"] = json!(false);
        page["desks"][0]["founding"] = card["founding"].clone();
        let page: Page = serde_json::from_value(page).unwrap();
        let note = self.folder.path().join("page.note");
        fs::write(&note, self.desk.sign_page(page)).unwrap();
        note
    }
}

#[test]
fn letters_of_both_cores_open_with_typage() {
    let forged = Forged::set();
    let scene = a_scene(forged.relay.url(), &forged.note());
    let identity = forged.desk.weekly_identity();
    let path = |name: &str| forged.folder.path().join(name);
    for core in [WASM, JS] {
        let told = visit(core, "report", &scene);
        assert_eq!(
            told["told"],
            json!(["sealing", "posting"]),
            "no slots without cover"
        );
        let letters = told["letters"].as_array().unwrap();
        assert_eq!(letters.len(), 1);
        let letter = decode_base64(letters[0].as_str().unwrap()).unwrap();
        let (sealed, opened) = (path("letter"), path("plain"));
        fs::write(&sealed, letter).unwrap();
        let args = ["open", &identity, arg(&sealed), arg(&opened)];
        let _ = run("typage.mjs", &args);
        let plain = fs::read_to_string(&opened).unwrap();
        assert!(plain.starts_with("bellrope letter 1 "));
        let content = plain.lines().nth(1).unwrap();
        let content: Value = serde_json::from_str(content).unwrap();
        assert_eq!(content["report"]["story"], STORY);
    }
}

#[test]
fn visits_fail_by_name_and_nothing_leaves() {
    let forged = Forged::set();
    let note = forged.note();
    let mut scene = a_scene(forged.relay.url(), &note);
    scene["letter"]["report"]["story"] = json!("lang ".repeat(10_000));
    for core in [WASM, JS] {
        let told = visit(core, "fail", &scene);
        let expected = json!({"code": "too-long", "absent": "not-downloaded", "posted": 0});
        for (member, value) in expected.as_object().unwrap() {
            assert_eq!(&told[member], value, "{} {told}", core.kind);
        }
        assert_eq!(told["short"], "code-count");
    }

    // A note that was touched, and a relay that shows another log or another desk's card.
    let mut touched = fs::read(&note).unwrap();
    let at = touched.windows(4).position(|four| four == b"Drie").unwrap();
    touched[at] = b'V';
    let touched_note = forged.folder.path().join("touched.note");
    fs::write(&touched_note, touched).unwrap();
    let told = visit(WASM, "fail", &a_scene(forged.relay.url(), &touched_note));
    assert_eq!(
        (&told["code"], &told["posted"]),
        (&json!("page-refused"), &json!(0))
    );

    let path = "/v1/desks/mid/intake/checkpoint";
    let (_, mut checkpoint) = forged.relay.get(&path[1..]);
    let at = checkpoint.iter().position(|byte| *byte == b'\n').unwrap();
    checkpoint[at + 1] = if checkpoint[at + 1] == b'1' {
        b'2'
    } else {
        b'1'
    };
    let other = ForgedDesk::new("mid", &forged.relay);
    let card = other.sign(other.card(1)).as_bytes().to_vec();
    for (path, body, code) in [
        (path, checkpoint, "log-unsigned"),
        ("/v1/desks/mid/cards/1", card, "card-swapped"),
    ] {
        let liar = Liar::start(
            forged.relay.url(),
            HashMap::from([(path.to_owned(), (200, body))]),
        );
        for core in [WASM, JS] {
            let told = visit(core, "fail", &a_scene(&liar.url(), &note));
            assert_eq!(
                (&told["code"], &told["posted"]),
                (&json!(code), &json!(0)),
                "{told}"
            );
        }
    }
}

/// Has something made of the built page.
fn make(forged: &Forged, option: &str) -> String {
    let manifest = fs::read(build().join("manifest.json")).unwrap();
    let manifest = Manifest::parse(&manifest).unwrap();
    let note = forged.note_of(encode_hex(&manifest.hash()));
    let to = forged.folder.path().join("made");
    let mut builder = Command::new(harness::binary_folder().join("bellrope-web-build"));
    builder.args([option, arg(&note), "--to", arg(&to)]);
    finish(builder.current_dir(build()), "bellrope-web-build");
    fs::read_to_string(to).unwrap()
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(begin)
        .unwrap_or_else(|| panic!("no {begin}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

#[test]
fn single_file_page_holds_everything_and_its_policy_fits() {
    let forged = Forged::set();
    let html = make(&forged, "--single");
    assert!(
        !html.contains(" src=\"") && !html.contains("<link"),
        "something would be fetched"
    );
    let read = |name: &str| fs::read_to_string(build().join(name)).unwrap();
    let script = between(&html, "<script type=\"module\">", "</script>");
    assert_eq!(script, read("page.js").trim_end());
    let inside = |id: &str| {
        between(
            &html,
            &format!("<script type=\"text/plain\" id=\"{id}\">"),
            "</script>",
        )
    };
    assert_eq!(inside("worker-js"), read("worker-js.js").trim_end());
    assert_eq!(inside("worker-wasm"), read("worker-wasm.js").trim_end());
    let core = decode_base64(inside("core-wasm")).unwrap();
    assert!(core == fs::read(build().join("core.wasm")).unwrap());
    assert!(
        between(&html, "<template id=\"note\">", "</template>").starts_with("bellrope/1 page\n")
    );
    let url = forged.relay.url();
    assert!(html.contains(&format!(" data-relay=\"{url}/\"")));
    let policy =
        between(&html, "content-security-policy\" content=\"", "\">").replace("&#39;", "'");
    let hash = encode_base64(&Sha256::digest(script));
    assert!(
        policy.contains(&format!("script-src 'sha256-{hash}' 'wasm-unsafe-eval';")),
        "{policy}"
    );
    assert!(policy.contains(&format!("connect-src {url}/;")) && !policy.contains("unsafe-inline"));
}

#[test]
fn webcat_manifest_lists_the_whole_site() {
    let forged = Forged::set();
    let made: Value = serde_json::from_str(&make(&forged, "--webcat")).unwrap();
    let files = made["files"].as_object().unwrap();
    assert_eq!(files["/"], files["/index.html"]);
    for path in [
        "/nl/",
        "/en/plain",
        "/a/page.js",
        "/a/core.wasm",
        "/page.note",
        "/manifest.json",
    ] {
        assert!(files.contains_key(path), "{path} is missing");
    }
    assert_eq!(made["wasm"], json!([files["/a/core.wasm"]]));
    assert_eq!(made["extra_csp"]["/nl/"], made["extra_csp"]["index.html"]);
    assert_eq!(made["extra_csp"]["/nl/plain"], made["default_csp"]);
    assert!(
        made["extra_csp"]["/nl/"]
            .as_str()
            .unwrap()
            .contains("trusted-types bellrope")
    );
}
