//! The program itself, driven through its standard input, against a relay on this machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

mod support;

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

/// A photo with a comment, and with what else a decoder needs.
const PHOTO: &[u8] =
    b"\xff\xd8\xff\xfe\0\x0cJan Jansen\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\
    \xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\xd9";

#[test]
fn report_shows_what_a_photo_says_and_sends_a_copy_without_it() {
    let server = a_server(6);
    let folder = tempfile::tempdir().unwrap();
    let photo = write(folder.path(), "jansen.jpg", PHOTO);
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let arguments = ["report", "--from", &from, "--attach", &photo];
    let mut run = Run::start(bellrope(&server, &arguments));
    run.answer("");
    run.confirm_code();
    let ended = run.end();
    let told = ended.stderr;
    assert_eq!(ended.code, Some(0), "{told}");
    assert!(
        told.contains("Hidden in it is:\n- remark: Jan Jansen\n"),
        "{told}"
    );
    assert!(
        told.contains("Our copy does not have that any more."),
        "{told}"
    );
    assert!(!told.contains("jansen.jpg"), "{told}");
}

#[test]
fn report_sends_nothing_if_a_file_cannot_be_cleaned() {
    let server = a_server(6);
    let folder = tempfile::tempdir().unwrap();
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let archive = write(folder.path(), "archive.rar", b"Rar!\x1a\x07\0");
    let command = bellrope(&server, &["report", "--from", &from, "--attach", &archive]);
    let ended = run(command, &[""]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("We cannot clean file 1 of --attach."),
        "{}",
        ended.stderr
    );
    let seen = server.take_seen();
    assert!(seen.iter().all(|seen| seen.head[0].starts_with("GET ")));
}

#[test]
fn report_stores_attachments_before_the_letter_and_resumes_a_broken_block() {
    let server = a_server(6);
    let folder = tempfile::tempdir().unwrap();
    let photo = write(folder.path(), "foto.jpg", &vec![7; 600_000]);
    server.break_after(100_000);
    file_a_report(&server, &["--keep-metadata", "--attach", &photo]);
    let seen = server.take_seen();
    let puts = seen
        .iter()
        .filter(|seen| seen.head[0].starts_with("PUT "))
        .count();
    assert_eq!(puts, 4);
    assert!(seen.last().unwrap().head[0].ends_with("/letters HTTP/1.1"));
    let mut world = server.world();
    world.seal_epoch();
    let hash = world
        .intake
        .entries
        .iter()
        .map(|entry| entry.body)
        .find(|hash| world.opens_as_report(hash))
        .unwrap();
    let (content, _) = world.open_letter(&hash);
    let key = content.parcel.unwrap().key;
    let stored: Vec<String> = world
        .blocks
        .iter()
        .map(|(address, _)| address.clone())
        .collect();
    let named: Vec<String> = key.addresses().map(|address| address.to_string()).collect();
    assert_eq!(stored, named);
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

/// Who may do what with a file.
#[cfg(unix)]
fn mode_of(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn seal_and_post_need_no_code_in_between() {
    let server = a_server(10);
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card");
    let ended = run(
        bellrope(&server, &["card", "--to", card.to_str().unwrap()]),
        &[],
    );
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    server.take_seen();

    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    let photo = write(folder.path(), "foto.jpg", &vec![7; 300_000]);
    let sealed = folder.path().join("sealed");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args(["seal", "--lang", "en", "--desk", card.to_str().unwrap()])
        .args([
            "--to",
            sealed.to_str().unwrap(),
            "--from",
            &from,
            "--keep-metadata",
            "--attach",
            &photo,
        ])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut sealing = Run::start(command);
    sealing.answer("");
    sealing.confirm_code();
    let ended = sealing.end();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(server.take_seen().is_empty());
    assert_eq!(
        std::fs::metadata(sealed.join("letter")).unwrap().len(),
        16_400
    );

    #[cfg(unix)]
    for (path, mode) in [
        ("", 0o700),
        ("letter", 0o600),
        ("sealed.json", 0o600),
        ("blocks", 0o700),
        ("blocks/00001", 0o600),
    ] {
        assert_eq!(mode_of(&sealed.join(path)), mode, "{path}");
    }

    // As if the first try had been broken off after one block.
    std::fs::write(sealed.join("posted"), "1\n").unwrap();
    let receipt = folder.path().join("receipt");
    let arguments = [
        "post",
        sealed.to_str().unwrap(),
        "--receipt-to",
        receipt.to_str().unwrap(),
    ];
    let ended = run(bellrope(&server, &arguments), &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("1 of 2 blocks"));
    assert_eq!(server.world().blocks.len(), 1);
    #[cfg(unix)]
    assert_eq!(mode_of(&receipt), 0o600);
    assert!(
        std::fs::read_to_string(receipt)
            .unwrap()
            .starts_with("bellrope/1 receipt\n")
    );
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    server.world().open_letter(&hash);
}

#[test]
fn post_refuses_when_it_is_too_late_or_the_desk_is_another() {
    let server = a_server(11);
    let folder = tempfile::tempdir().unwrap();
    let description = |before: &str, fingerprint: &str| {
        format!(
            "{{\"desk\":\"mid\",\"host\":\"relay.example\",\"fingerprint\":\"{fingerprint}\",\
             \"post_before\":\"{before}\",\"blocks\":[]}}"
        )
    };
    write(folder.path(), "letter", &[0; 16_400]);
    let own = server
        .world()
        .pin()
        .fingerprint
        .to_string()
        .replace(' ', "");
    let other = "00".repeat(20);
    for (before, fingerprint, error) in [
        (
            "2020-01-01",
            own.as_str(),
            "had to be posted before 1 January 2020",
        ),
        ("9999-12-31", other.as_str(), "This is another desk"),
    ] {
        write(
            folder.path(),
            "sealed.json",
            description(before, fingerprint).as_bytes(),
        );
        let ended = run(
            bellrope(&server, &["post", folder.path().to_str().unwrap()]),
            &[],
        );
        assert_eq!(ended.code, Some(1));
        assert!(ended.stderr.contains(error), "{}", ended.stderr);
    }
    assert!(server.world().pending.is_empty());
}

#[test]
fn report_says_that_a_letter_may_have_arrived_whatever_came_after() {
    let server = a_server(19);
    let folder = tempfile::tempdir().unwrap();
    let from = write(folder.path(), "report.toml", REPORT.as_bytes());
    // The first attempt breaks off after the letter was sent, the second is refused.
    server.break_after(16_384);
    server.world().tamper = Some(Box::new(|request, mut response| {
        if request.path.ends_with("/letters") {
            response.status = 400;
        }
        response
    }));
    let mut report = Run::start(bellrope(&server, &["report", "--from", &from]));
    report.answer("");
    report.confirm_code();
    let ended = report.end();
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    let said = ended.stderr.replace('\n', " ");
    assert!(said.contains("We do not know whether it arrived"), "{said}");
}

#[test]
fn report_refuses_a_relay_with_another_desk() {
    let server = a_server(12);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args([
            "--lang",
            "nl",
            "check",
            "--relay",
            &server.url,
            "--desk",
            &"ab".repeat(20),
        ])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .stderr
            .contains("bellrope: error: Deze server kent geen meldpunt")
    );
    assert!(ended.stderr.contains("bellrope: hint: "));
}

#[test]
fn report_refuses_a_log_that_stands_still() {
    let server = Server::start(World::at(13, now() - 8 * 86_400));
    let ended = run(bellrope(&server, &["report"]), &[""]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .stderr
            .contains("The log stands still, or the clock is wrong"),
        "{}",
        ended.stderr
    );
}

#[test]
fn unreachable_relay_has_its_own_exit_code() {
    // A port that nobody listens on any more.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args(["check", "--lang", "en", "--desk", &"ab".repeat(20)])
        .args(["--relay", &format!("http://127.0.0.1:{port}")])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains("Trying again in 1 second …"));
}

#[test]
fn nothing_goes_around_a_proxy_that_is_not_understood() {
    let server = a_server(17);
    let mut command = bellrope(&server, &["check"]);
    command.env("ALL_PROXY", "nonsense://127.0.0.1:9050");
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("The proxy cannot be used."));
    assert!(server.take_seen().is_empty());
}

#[test]
fn onion_names_are_not_looked_up() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope"));
    command
        .args(["check", "--lang", "en", "--desk", &"ab".repeat(20)])
        .args(["--relay", "http://bellrope-test.onion"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let ended = run(command, &[]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("through Tor only"));
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

#[test]
fn guided_report_asks_everything_and_sends_what_was_answered() {
    let server = a_server(15);
    let answers = [
        "",                    // safety
        "1",                   // route
        "2",                   // family
        "1 4",                 // kinds
        "3",                   // danger
        "Er is iets gebeurd.", // story
        "En nog iets.",
        ".",
        "",  // private
        "3", // when
        "sinds mei",
        "kazerne", // place
        "",        // people
        "2",       // knowledge
        "",        // evidence
        "",        // earlier
        "de chef", // exclude
        ".",
        "4",   // level
        "1,2", // wishes
        "",    // wish text
        "2",   // detriment
        "mijn rooster",
        "8", // role
        "2", // behalf
        "1", // consent
        "",  // files
        "8", // review: change the place
        "ergens anders",
        "", // review: all right
        "send",
    ];
    let mut run = Run::start(bellrope(&server, &["report"]));
    for answer in answers {
        run.answer(answer);
    }
    run.confirm_code();
    let ended = run.end();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let hash = body_hash(&server.world().pending[0].letter);
    server.world().seal_epoch();
    let (content, _) = server.world().open_letter(&hash);
    let LetterBody::Report(report) = content.body else {
        panic!()
    };
    let json = serde_json::to_value(&*report).unwrap();
    let expected = serde_json::json!({
        "route": "report", "family": "OG", "kinds": ["OG1", "OG4"], "danger": "unknown",
        "story": "Er is iets gebeurd.\nEn nog iets.",
        "when": {"pattern": "ongoing", "text": "sinds mei"},
        "place": "ergens anders", "knowledge": ["seen"], "exclude": "de chef",
        "level": "outside", "wishes": ["stop", "investigation"],
        "detriment": {"state": "afraid", "text": "mijn rooster"},
        "role": "unsaid", "behalf": {"of": "other", "consent": "yes"},
        "identity": "anonymous",
    });
    assert_eq!(json, expected);
}

#[test]
fn guided_report_sends_nothing_on_enter() {
    let server = a_server(16);
    let mut answers = vec!["", "1", "3", "", "", "Iets.", "."];
    answers.extend([""; 25]);
    let ended = run(bellrope(&server, &["report"]), &answers);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("Stopped. Nothing was sent."));
    assert!(server.world().pending.is_empty());
}
