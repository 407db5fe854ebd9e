//! The canary against the real relay: nothing of it stays anywhere. And against the same relay
//! behind something that keeps what it passes on.

use std::fs::{self, OpenOptions};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use harness::{Finished, Running, Scene, Tool, tool};

fn audit(args: &[&str]) -> Finished {
    Running::start(tool(Tool::Auditor).args(args)).finish()
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// The number that a report gives for something.
#[track_caller]
fn number(report: &str, what: &str) -> u64 {
    let line = report
        .lines()
        .find_map(|line| line.trim().strip_prefix(what));
    let line = line.unwrap_or_else(|| panic!("no {what} in\n{report}"));
    let first = line.trim_start_matches(": ").split(' ').next();
    first.unwrap().parse().unwrap()
}

#[test]
fn nothing_of_the_canary_stays_at_the_relay() {
    let mut scene = Scene::set();
    let url = scene.relay.url().to_owned();
    let management = scene.relay.management_url().to_owned();
    let (folder, pid) = (text(scene.relay.folder()), scene.relay.pid().to_string());
    let fingerprint = scene.desk.fingerprint().to_owned();
    let html = text(&scene.path("canary.html"));
    let args = [
        "canary",
        "--file-test-letters",
        "--relay",
        &url,
        "--desk",
        "mid",
        "--fingerprint",
        &fingerprint,
        "--folder",
        &folder,
        "--pid",
        &pid,
        "--management",
        &management,
        "--until-sealed",
        "--html",
        &html,
        "--lang",
        "nl",
    ];
    let finished = audit(&args);
    let report = &finished.stdout;
    assert_eq!(finished.code(), 0, "{report}{}", finished.stderr);
    assert_eq!(number(report, "letters filed"), 3);
    assert!(
        number(report, "bytes of memory searched") > 1 << 20,
        "{report}"
    );
    assert!(
        number(report, "bytes of files searched") > 256 * 16_384,
        "{report}"
    );
    assert!(number(report, "epoch sealed before the search") > 0);
    let page = fs::read_to_string(html).unwrap();
    assert!(
        page.contains("Eigen teksten, daarna teruggezocht"),
        "{page}"
    );
    assert!(!page.contains("canary-"), "{page}");

    // What it files are letters like all others, and the caseworker is told what they are.
    let _ = scene.carry_in();
    let cases = scene.desk.cases();
    assert_eq!(cases.len(), 1);
    let shown = scene.desk.show(&cases[0]);
    for said in [
        "Dit is een proef van een controleur (bellrope-audit canary).",
        "This is an auditor's test (bellrope-audit canary).",
    ] {
        assert_eq!(shown.matches(said).count(), 3, "{shown}");
    }
    let attachments = scene.path("attachments");
    fs::create_dir(&attachments).unwrap();
    let args = [
        "save-attachment",
        &cases[0],
        "1",
        "--ground",
        "investigation",
        "--recipient",
        "colleague",
        "--to",
        &text(&attachments),
    ];
    let _ = scene.desk.run(&args, &[]).succeeded();
    let saved = fs::read_dir(&attachments).unwrap().next().unwrap().unwrap();
    assert_eq!(saved.metadata().unwrap().len(), 40_000);

    // The relay prints nothing of it either. Every text has a run of 44 letters.
    let log = scene.relay.log();
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let longest = log.split(|c| !is_letter(c)).map(str::len).max();
    assert!(longest < Some(28), "{log}");
}

/// A proxy that logs what it passes on, as most do.
struct Keeper {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Keeper {
    fn start(relay: &str, log: PathBuf) -> Self {
        let relay = relay.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let is_stopped = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&is_stopped);
        let accepting = thread::spawn(move || {
            for client in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                pass(client.unwrap(), TcpStream::connect(&relay).unwrap(), &log);
            }
        });
        Self {
            address,
            is_stopped,
            accepting: Some(accepting),
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// Passes one connection on in both directions, and logs the heads of requests.
fn pass(client: TcpStream, relay: TcpStream, log: &Path) {
    let (mut from, mut to) = (relay.try_clone().unwrap(), client.try_clone().unwrap());
    let back = thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
    let (mut client, mut relay) = (client, relay);
    let mut buffer = [0; 65_536];
    let mut is_head = true;
    while let Ok(len @ 1..) = client.read(&mut buffer) {
        if is_head {
            let head = String::from_utf8_lossy(&buffer[..len]);
            let head = head.split("\r\n\r\n").next().unwrap_or_default().to_owned();
            let mut log = OpenOptions::new()
                .append(true)
                .create(true)
                .open(log)
                .unwrap();
            writeln!(log, "{head}").unwrap();
            is_head = false;
        }
        if relay.write_all(&buffer[..len]).is_err() {
            break;
        }
    }
    let _ = relay.shutdown(Shutdown::Both);
    let _ = back.join();
}

#[test]
fn what_a_proxy_keeps_is_found() {
    let scene = Scene::set();
    let log = scene.path("access.log");
    let keeper = Keeper::start(scene.relay.url(), log.clone());
    let url = format!("http://{}", keeper.address);
    let folder = text(scene.relay.folder());
    let fingerprint = scene.desk.fingerprint().to_owned();
    let json = text(&scene.path("canary.json"));
    let args = [
        "canary",
        "--file-test-letters",
        "--relay",
        &url,
        "--desk",
        "mid",
        "--fingerprint",
        &fingerprint,
        "--folder",
        &folder,
        "--log",
        &text(&log),
        "--json",
        &json,
    ];
    let finished = audit(&args);
    assert_eq!(finished.code(), 1, "{}{}", finished.stdout, finished.stderr);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    let findings = report["checks"][0]["findings"].as_array().unwrap();
    assert!(
        findings.iter().all(|f| f["kind"] == "canary-log"),
        "{findings:#?}"
    );
    for thing in [
        "text in the path, ",
        "text in the query, ",
        "text in the header Referer, ",
    ] {
        let is_thing = |f: &serde_json::Value| f["found"].as_str().unwrap().starts_with(thing);
        assert!(findings.iter().any(is_thing), "{thing}: {findings:#?}");
    }
}
