//! The program itself, driven through its standard input, against a relay on this machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

#[path = "../support/mod.rs"]
mod support;

mod answer;
mod attach;
mod guided;
mod later;
mod refuse;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_protocol::content::{LetterBody, ReplyContent, Status, StatusCode, TextPart};
use bellrope_protocol::tag::body_hash;
use bellrope_protocol::time::Day;

use support::world::World;
use support::{Seen, Server};

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

fn a_server(seed: u64) -> Server {
    // An epoch back, so that a sealed batch does not lie in the future.
    Server::start(World::at(seed, now() - 7_200))
}

fn bellrope(server: &Server, arguments: &[&str]) -> Command {
    let fingerprint = server.world().pin().fingerprint.to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args([
            "--lang",
            "en",
            "--relay",
            &server.url,
            "--desk",
            &fingerprint,
        ])
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The program at work.
struct Run {
    child: Child,
    stderr: BufReader<ChildStderr>,
    told: String,
}

/// What a run left.
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        Self {
            child,
            stderr,
            told: String::new(),
        }
    }

    fn answer(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Reads on until a line begins with `begin`; returns that line.
    fn wait_for(&mut self, begin: &str) -> String {
        loop {
            let mut line = String::new();
            if self.stderr.read_line(&mut line).unwrap() == 0 {
                panic!("ended without {begin:?}:\n{}", self.told);
            }
            self.told.push_str(&line);
            if line.starts_with(begin) {
                return line.trim_end().to_owned();
            }
        }
    }

    /// Reads the code and types the two words back that are asked.
    fn confirm_code(&mut self) -> String {
        let line = self.wait_for("case code: ");
        let code = line["case code: ".len()..].to_owned();
        let words: Vec<&str> = code.split(' ').collect();
        assert_eq!(words.len(), 12);
        for _ in 0..2 {
            let prompt = self.wait_for("word ");
            let number: usize = prompt["word ".len()..]
                .trim_end_matches(':')
                .parse()
                .unwrap();
            self.answer(words[number - 1]);
        }
        code
    }

    fn end(mut self) -> Ended {
        drop(self.child.stdin.take());
        let mut stdout = String::new();
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut stdout)
            .unwrap();
        self.stderr.read_to_string(&mut self.told).unwrap();
        let code = self.child.wait().unwrap().code();
        Ended {
            code,
            stdout,
            stderr: self.told,
        }
    }
}

fn run(command: Command, answers: &[&str]) -> Ended {
    let mut run = Run::start(command);
    for answer in answers {
        // The program may have ended already.
        let _ = writeln!(run.child.stdin.as_mut().unwrap(), "{answer}");
    }
    run.end()
}

fn write(folder: &Path, name: &str, content: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

const REPORT: &str = "route = \"report\"\nfamily = \"OG\"\nstory = \"Er is iets gebeurd.\"\n";

/// Sends a report from a file; returns the code.
fn file_a_report(server: &Server, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let arguments = [&["report", "--from", &from], more].concat();
    let mut run = Run::start(bellrope(server, &arguments));
    run.answer("");
    let code = run.confirm_code();
    let ended = run.end();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("was sent and accepted"));
    assert_eq!(ended.stdout, "");
    code
}

#[test]
fn report_and_check_show_the_whole_way() {
    let server = a_server(1);
    let code = file_a_report(&server, &[]);
    let (hash, day);
    {
        let mut world = server.world();
        hash = body_hash(&world.pending[0].letter);
        world.seal_epoch();
        let (content, keys) = world.open_letter(&hash);
        let LetterBody::Report(report) = content.body else {
            panic!()
        };
        assert_eq!(report.story, "Er is iets gebeurd.");
        day = Day::of(now());
        let mut reply = ReplyContent::new(keys.handle(), 1, None, day);
        reply.text = Some(TextPart::whole("Thank you.\u{1b}[2J\nWe read it."));
        let mut status = Status::new(StatusCode::Assessing);
        status.feedback_by = Some(day.plus(90));
        reply.status = Some(status);
        reply.receipts = vec![hash];
        let reply = world.seal_reply(&keys, &reply);
        world.publish_day(day, vec![reply]);
    }
    let ended = run(bellrope(&server, &["check"]), &[&code]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let entry = server
        .world()
        .intake
        .entries
        .iter()
        .position(|entry| entry.body == hash)
        .unwrap();
    let shown = ended.stdout.replace("\n  ", " ");
    assert!(
        shown.contains(&format!("is entry {entry} of the public log")),
        "{shown}"
    );
    assert!(
        shown.contains("without an independent witness yet; the desk has it."),
        "{shown}"
    );
    assert!(
        ended.stdout.contains("  | Thank you.[2J\n  | We read it."),
        "{shown}"
    );
    assert!(shown.contains("Under assessment") && shown.contains("feedback on or before"));
    assert!(!ended.stdout.contains('\u{1b}'));
}

#[test]
fn check_says_that_a_code_without_a_mailbox_may_be_wrong() {
    let server = a_server(2);
    let code = file_a_report(&server, &[]);
    // Not sealed yet: nothing can be found.
    let ended = run(bellrope(&server, &["check"]), &[&code]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended
            .stdout
            .replace('\n', " ")
            .contains("the case code may also be wrong")
    );
}

#[test]
fn check_names_a_slip_and_asks_nothing_of_the_relay_for_it() {
    let server = a_server(3);
    let code = file_a_report(&server, &[]);
    server.take_seen();
    let mut words: Vec<&str> = code.split(' ').collect();
    words.swap(0, 1);
    let ended = run(bellrope(&server, &["check"]), &[&words.join(" ")]);
    // One swap in 256 keeps the check byte; the seed of the code is the system's.
    assert!(matches!(ended.code, Some(0 | 1)));
    let with_slip = server.take_seen();
    let ended = run(bellrope(&server, &["check"]), &["een twee drie"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .stderr
            .contains("bellrope: error: A case code has twelve words. We read 3.")
    );
    assert_eq!(server.take_seen(), with_slip);
}

#[test]
fn check_asks_the_same_of_the_relay_for_every_code() {
    let server = a_server(4);
    let codes = [file_a_report(&server, &[]), file_a_report(&server, &[])];
    server.world().seal_epoch();
    server.world().publish_day(Day::of(now()), Vec::new());
    server.take_seen();
    let mut seen: Vec<Vec<Seen>> = Vec::new();
    for code in [codes[0].as_str(), codes[1].as_str(), ""] {
        run(bellrope(&server, &["check"]), &[code]);
        seen.push(server.take_seen());
    }
    assert!(seen[0].len() > 10);
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

#[test]
fn requests_carry_nothing_that_tells_programs_or_people_apart() {
    let server = a_server(5);
    file_a_report(&server, &[]);
    let seen = server.take_seen();
    let host = format!("host: 127.0.0.1:{}", server.port);
    for request in &seen[..seen.len() - 1] {
        assert_eq!(request.head[1..], [host.as_str()], "{request:?}");
    }
    let letter = seen.last().unwrap();
    assert_eq!(letter.head[0], "POST /v1/desks/mid/letters HTTP/1.1");
    let names: Vec<&str> = letter.head[1..]
        .iter()
        .map(|l| l.split(':').next().unwrap())
        .collect();
    assert_eq!(names, ["host", "bellrope-tag", "content-type"]);
    assert_eq!(letter.body_len, 16_384);
}

#[test]
fn report_sends_the_end_of_too_long_a_text_along() {
    let server = a_server(7);
    let folder = tempfile::tempdir().unwrap();
    let long = REPORT.replace("gebeurd", &"gebeurd ".repeat(3_000));
    let from = write(folder.path(), "report.toml", long.as_bytes());
    let refused = run(bellrope(&server, &["report", "--from", &from]), &[""]);
    assert_eq!(refused.code, Some(1));
    let error = refused
        .stderr
        .lines()
        .find(|line| line.contains("error"))
        .unwrap();
    assert!(
        error.contains("too long") && error.contains("14661 fit"),
        "{error}"
    );
    assert!(server.world().pending.is_empty());

    let mut run = Run::start(bellrope(
        &server,
        &["report", "--from", &from, "--rest-as-attachment"],
    ));
    run.answer("");
    run.confirm_code();
    let ended = run.end();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(server.world().pending.len(), 1);
    assert_eq!(server.world().blocks.len(), 1);
}

#[test]
fn report_sends_nothing_unless_the_code_is_confirmed() {
    let server = a_server(8);
    let folder = tempfile::tempdir().unwrap();
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let mut answers = vec![""];
    answers.extend(["verkeerd"; 10]);
    let ended = run(bellrope(&server, &["report", "--from", &from]), &answers);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("did not match the case code"));
    let ended = run(bellrope(&server, &["report", "--from", &from]), &[""]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("answers ended"));
    assert!(server.world().pending.is_empty());
    assert!(
        server
            .take_seen()
            .iter()
            .all(|seen| seen.head[0].starts_with("GET "))
    );
}

#[test]
fn reply_goes_on_with_the_case() {
    let server = a_server(9);
    let code = file_a_report(&server, &[]);
    server.world().seal_epoch();
    let answers = [code.as_str(), "Ik weet nog iets.", ".", "send"];
    let ended = run(bellrope(&server, &["reply"]), &answers);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    let (content, _) = server.world().open_letter(&hash);
    assert_eq!(content.n, 2);
    let LetterBody::Message { text } = content.body else {
        panic!()
    };
    assert_eq!(text, "Ik weet nog iets.");

    let answers = [code.as_str(), "", "send"];
    let ended = run(bellrope(&server, &["reply", "--withdraw"]), &answers);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    let (content, _) = server.world().open_letter(&hash);
    assert!(content.body == LetterBody::Withdraw { text: None });
}

#[test]
fn check_says_up_to_which_day_and_who_confirms_it() {
    let server = a_server(18);
    let code = file_a_report(&server, &[]);
    {
        let mut world = server.world();
        let today = Day::of(world.now);
        world.publish_day(today, Vec::new());
        world.seal_epoch();
        world.appoint_witnesses(2, 2);
    }
    let check = || run(bellrope(&server, &["check"]), &[&code]);
    let ended = check();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended
            .stdout
            .contains("answers are here up to and including")
    );
    assert!(!ended.stdout.contains("too few witnesses"));
    server.world().replies.lag_secs = 86_400 * 3;
    let ended = check();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended
            .stdout
            .contains("too few witnesses confirm that all of the desk's")
    );
    assert!(!ended.stdout.contains("newest key card"));
    server.world().card_log.lag_secs = 86_400 * 3;
    let ended = check();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let shown = ended.stdout.replace('\n', " ");
    let warning = "too few witnesses confirm that this is the newest key card";
    assert!(shown.contains(warning), "{shown}");
}
