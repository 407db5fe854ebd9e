//! The real binary under faults: killed at any moment, out of disk, twice at once, mistyped.
//!
//! Failure conditions: a command that answered is lost; a killed one leaves a vault that does not
//! open, half a change, or half a file; a plaintext reaches a disk; an error is a panic.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

#[path = "../support/mod.rs"]
mod support;

mod act;
mod disk;
mod kill;
mod play;
mod plays;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bellrope_bundle::{Member, UnverifiedBundle};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tempfile::TempDir;

use support::{HOUR, Relay, Reporter, STORY, WORDS, World, contains, copy_folder, every_file};

/// A desk that exists only through its binary, and its relay.
struct Desk {
    folder: TempDir,
    relay: Relay,
    rng: StdRng,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = StdRng::seed_from_u64(3);
        let mut relay = Relay::new(&mut rng);
        relay.time = now();
        fs::write(folder.path().join("relay.pub"), relay.relay_pub()).unwrap();
        let mut desk = Self { folder, relay, rng };
        assert_done(&desk.run(&desk.init_args()));
        desk.export();
        desk.import();
        desk
    }

    fn init_args(&self) -> Vec<String> {
        let relay = self.path("relay.pub").display().to_string();
        [
            "init",
            "--desk",
            "mid",
            "--name-nl",
            "Meldpunt",
            "--name-en",
            "Desk",
            "--relay",
            &relay,
            "--argon2-mib",
            "19",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[impl AsRef<str>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope-desk"));
        command.arg("--vault").arg(self.path("vault"));
        command.args(args.iter().map(AsRef::as_ref));
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn start(&self, args: &[impl AsRef<str>]) -> Child {
        spawn(self.command(args), &format!("{WORDS}\n"))
    }

    fn run(&self, args: &[impl AsRef<str>]) -> Output {
        self.start(args).wait_with_output().unwrap()
    }

    fn bundle(&self) -> String {
        let path = self.path("in.bundle");
        self.relay.write_bundle(&path);
        path.display().to_string()
    }

    fn import(&self) -> Output {
        let output = self.run(&["import".to_owned(), self.bundle()]);
        assert_done(&output);
        output
    }

    fn export(&mut self) {
        let path = self.path("out.bundle");
        assert_done(&self.run(&["export", "--replace", "--to", &path.display().to_string()]));
        self.relay.accept(&path);
    }

    /// A reporter's report lies sealed on the relay.
    fn with_a_report(mut self) -> (Self, Reporter) {
        let card = bellrope_protocol::card::SignedCard::parse(&self.relay.cards[0]).unwrap();
        let card = card.unverified_card().clone();
        let reporter = Reporter::new(&card, &mut self.rng);
        let content = reporter.report(STORY, &mut self.rng);
        reporter.post(&content, &mut self.relay, &mut self.rng);
        self.relay.time += HOUR;
        let recipient = card.intake[0].recipient.clone();
        self.relay.seal(&recipient, &mut self.rng);
        (self, reporter)
    }

    /// Returns the number of the case, in which nobody has an interest.
    fn only_case(&self) -> String {
        let list = self.run(&["list"]);
        assert_done(&list);
        let text = text(&list.stdout);
        assert_eq!(
            text.lines().filter(|line| line.contains("melding")).count(),
            1,
            "{text}"
        );
        let number = text.split_whitespace().next().unwrap().to_owned();
        assert_done(&self.run(&["interest", "none", &number]));
        number
    }
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

fn spawn(mut command: Command, input: &str) -> Child {
    let mut child = command.spawn().unwrap();
    // One that died before it read is what some tests are about.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn assert_done(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

/// Checks exit code and that standard error says this, in our own form and without a panic.
fn assert_refused(output: &Output, code: i32, words: &str) {
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(stderr.contains("bellrope-desk: error: "), "{stderr}");
    assert!(stderr.contains(words), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn unlock_runs_commands_until_the_end_of_the_input() {
    let (desk, _) = Desk::new().with_a_report();
    let bundle = desk.bundle();
    let first = spawn(
        desk.command(&["unlock"]),
        &format!("{WORDS}\nimport {bundle}\nlist\n"),
    );
    let first = first.wait_with_output().unwrap();
    assert_done(&first);
    let number = desk.only_case();
    let input = format!(
        "{WORDS}\n\nreply {number}\nEerste regel.\nTweede regel.\n.\nshow {number}\nstatus {number} zomaar\nnonsens\nunlock\nexit\nlist\n"
    );
    let output = spawn(desk.command(&["unlock"]), &input)
        .wait_with_output()
        .unwrap();
    assert_done(&output);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(
        stdout.contains("    Eerste regel.\n    Tweede regel.\n"),
        "{stdout}"
    );
    assert!(stdout.contains("Ontvangst bevestigd"), "{stdout}");
    assert!(stderr.contains("zomaar staat niet in de lijst"), "{stderr}");
    assert!(
        stderr.contains("unrecognized subcommand 'nonsens'"),
        "{stderr}"
    );
    assert!(
        stderr.contains("deze opdracht kan niet binnen een open kluis"),
        "{stderr}"
    );
    assert!(
        !stdout.contains("Er zijn geen zaken"),
        "exit ends the session"
    );
}

#[test]
fn mistakes_have_their_own_words_and_codes() {
    let (desk, _) = Desk::new().with_a_report();
    let with =
        |args: &[&str], input: &str| spawn(desk.command(args), input).wait_with_output().unwrap();
    let passed = format!("{WORDS}\n");
    assert_refused(
        &with(&["list"], "verkeerd\n"),
        1,
        "deze wachtwoordzin opent de kluis niet",
    );
    assert_refused(
        &with(&["--lang", "en", "list"], "wrong\n"),
        1,
        "this passphrase does not open the vault",
    );
    assert_refused(&with(&["list"], ""), 1, "er is geen wachtwoordzin gegeven");
    assert_refused(
        &with(&["show", "1111-1111"], &passed),
        1,
        "er is geen zaak 1111-1111",
    );
    assert_refused(
        &with(&["import", "/nergens/bundel"], &passed),
        4,
        "het lukt niet met het bestand of de map die u noemde",
    );
    assert_refused(
        &with(&["rotate", "--replies", "17"], &passed),
        1,
        "17 antwoorden per dag kan niet",
    );
    assert_refused(
        &with(&["export", "--to", "/nergens/uit"], &passed),
        4,
        "cannot write the bundle",
    );
    let init: Vec<String> = desk.init_args();
    let init: Vec<&str> = init.iter().map(String::as_str).collect();
    assert_refused(&with(&init, &passed), 1, "bestaat al en is niet leeg");
    assert_eq!(with(&["show"], &passed).status.code(), Some(2));
    assert_eq!(with(&["--help"], "").status.code(), Some(0));

    let other = desk.path("elders");
    let at = |args: &[&str], input: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bellrope-desk"));
        command.arg("--vault").arg(&other).args(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        spawn(command, input).wait_with_output().unwrap()
    };
    assert_refused(&at(&["list"], &passed), 1, "er is geen kluis in");
    assert_refused(
        &at(&init, "kort\n"),
        1,
        "de wachtwoordzin heeft 4 tekens, nodig zijn er ten minste 20",
    );
    assert!(!other.exists());

    fs::write(desk.path("in.bundle"), b"geen bundel").unwrap();
    let bundle = desk.path("in.bundle").display().to_string();
    assert_refused(
        &with(&["import", &bundle], &passed),
        1,
        "dit is geen bundel",
    );
}

#[test]
fn errors_and_prompts_say_nothing_private() {
    let (desk, reporter) = Desk::new().with_a_report();
    let imported = desk.import();
    let number = desk.only_case();
    let wrong = desk.run(&[
        "save-attachment",
        &number,
        "1",
        "--ground",
        "investigation",
        "--recipient",
        "colleague",
        "--to",
        "/tmp",
    ]);
    let empty = spawn(desk.command(&["reply", &number]), &format!("{WORDS}\n"))
        .wait_with_output()
        .unwrap();
    for output in [imported, wrong, empty] {
        for bytes in [output.stdout, output.stderr] {
            for secret in [STORY, "magazijn", WORDS, "kwartels"] {
                assert!(!contains(&bytes, secret.as_bytes()), "{secret}");
            }
        }
    }
    for file in every_file(&desk.path("vault")) {
        let bytes = fs::read(&file).unwrap();
        assert!(!contains(&bytes, b"magazijn") && !contains(&bytes, b"kwartels"));
        assert!(!contains(&bytes, reporter.case.handle().as_bytes()));
    }
}

/// Debian's age opens a backup, and there is no weekly key in it.
#[test]
fn stock_age_opens_a_backup() {
    let (desk, _) = Desk::new().with_a_report();
    desk.import();
    let backup = desk.path("kopie.age").display().to_string();
    assert_done(&desk.run(&["backup", "--to", &backup]));
    let archive = desk.path("kopie.tar");
    // age asks on a terminal only.
    let script = format!("age -d -o {} {backup}", archive.display());
    let Ok(mut child) = Command::new("script")
        .args(["-qec", &script, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    else {
        return;
    };
    child
        .stdin
        .take()
        .unwrap()
        .write_all(format!("{WORDS}\n").as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stdout));
    let mut names = Vec::new();
    let mut archive = tar::Archive::new(fs::File::open(archive).unwrap());
    for entry in archive.entries().unwrap() {
        names.push(entry.unwrap().path().unwrap().display().to_string());
    }
    // No slot of a case either: those are in the keys file.
    assert_eq!(names, ["vault.json", "records"]);
}

/// How often each command is killed; ten times as often in the long run.
fn rounds() -> u32 {
    if std::env::var_os("BELLROPE_LONG").is_some() {
        120
    } else {
        12
    }
}
