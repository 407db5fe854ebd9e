//! Killed at every write: a script of acts in a practice vault, by the real binary, which strace kills
//! as it is about to make its n-th call of a kind.
//!
//! Failure conditions: a vault that does not open; a trail that does not verify; half an act; an act
//! that was answered and is gone.

use super::*;

use std::collections::BTreeMap;

use bellrope_casework::status::Status::Withdrawn;
use bellrope_casework::status::is_allowed;
use bellrope_desk::vault::{Passphrase, Vault};
use support::practice::{acts, everything, verified_trail};
use zeroize::Zeroizing;

/// The coordinator of every practice vault.
const COORDINATOR: &str = "femke oefent met het meldpunt";
/// The calls by which something gets to the disk, or away from it.
const CALLS: [&str; 8] = [
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "rename",
    "renameat2",
    "unlink",
    "ftruncate",
];

/// A practice vault, and what to do in it.
struct Stage {
    folder: TempDir,
    script: Vec<String>,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new(env!("CARGO_BIN_EXE_bellrope-desk"))
            .arg("--vault")
            .arg(folder.path().join("made"))
            .args([
                "practice",
                "--cases",
                "12",
                "--letters",
                "30",
                "--days",
                "20",
            ])
            .output()
            .unwrap();
        assert_done(&made);
        let vault = open(&folder.path().join("made"));
        let summaries = bellrope_desk::case::summaries(&vault).unwrap();
        let open = summaries
            .iter()
            .filter(|it| !it.is_raw && is_allowed(it.status, Withdrawn));
        let numbers: Vec<String> = open.map(|it| it.number.to_string()).collect();
        Self {
            folder,
            script: script(&numbers),
        }
    }

    fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// Puts the vault back as it was made.
    fn reset(&self) {
        let _ = fs::remove_dir_all(self.vault());
        copy_folder(&self.folder.path().join("made"), &self.vault());
    }

    /// Runs the first acts of the script, under strace if `strace` has arguments.
    fn run(&self, acts: usize, strace: &[String]) -> Output {
        let mut command = match strace {
            [] => Command::new(env!("CARGO_BIN_EXE_bellrope-desk")),
            args => {
                let mut command = Command::new("strace");
                command.args(args).arg(env!("CARGO_BIN_EXE_bellrope-desk"));
                command
            }
        };
        command.arg("--vault").arg(self.vault()).arg("unlock");
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let input = [COORDINATOR.to_owned()].into_iter();
        let input: Vec<String> = input.chain(self.script[..acts].iter().cloned()).collect();
        let child = spawn(command, &format!("{}\n", input.join("\n")));
        child.wait_with_output().unwrap()
    }

    /// What the vault holds, its trail verified.
    fn state(&self) -> State {
        let mut vault = open(&self.vault());
        let seen = everything(&vault);
        let trail = verified_trail(&mut vault, now());
        let waiting = bellrope_desk::reply_batch::waiting(&vault).unwrap();
        State {
            seen,
            acts: acts(&trail).iter().map(|act| act.code()).collect(),
            waiting,
        }
    }
}

/// What a vault holds.
#[derive(Debug, PartialEq, Eq)]
struct State {
    seen: Vec<String>,
    acts: Vec<&'static str>,
    waiting: usize,
}

fn open(folder: &Path) -> Vault {
    let passphrase = Passphrase::new(Zeroizing::new(COORDINATOR.to_owned()));
    Vault::open(folder, &passphrase).unwrap()
}

/// The acts, each one change of the vault.
fn script(numbers: &[String]) -> Vec<String> {
    let [first, second, third, ..] = numbers else {
        panic!("too few cases");
    };
    vec![
        format!("reply {first}\nWij hebben een vraag.\nWanneer was het?\n."),
        format!("note {first}\nAlleen voor ons.\n."),
        format!("status {second} withdrawn --reason 'De melder wil niet verder.'"),
        format!("classify {third} --category ZS5 --urgency high"),
        format!("task {third} --due 2030-01-31 --text Terugbellen"),
        "rotate --push".to_owned(),
    ]
}

/// Counts the calls of the whole script, by kind; `None` where there is no strace.
fn count_calls(stage: &Stage) -> Option<BTreeMap<&'static str, u32>> {
    let log = stage.folder.path().join("strace.log");
    stage.reset();
    let args = ["-qq", "-o", log.to_str().unwrap(), "-e"].map(str::to_owned);
    let trace = format!("trace={}", CALLS.join(","));
    let args: Vec<String> = args.into_iter().chain([trace]).collect();
    if Command::new("strace").arg("-V").output().is_err() {
        return None;
    }
    assert_done(&stage.run(stage.script.len(), &args));
    let log = fs::read_to_string(log).unwrap();
    let count = |call: &&str| {
        let begins = format!("{call}(");
        log.lines().filter(|line| line.starts_with(&begins)).count()
    };
    let counts = CALLS
        .iter()
        .map(|call| (*call, u32::try_from(count(call)).unwrap()));
    Some(counts.filter(|(_, count)| *count > 0).collect())
}

#[test]
fn every_act_survives_being_killed_at_every_write() {
    let stage = Stage::new();
    let Some(counts) = count_calls(&stage) else {
        eprintln!("not run: there is no strace");
        return;
    };
    // What the vault is after so many acts, and how many lines were answered until then; first as
    // it was before anybody opened it.
    stage.reset();
    let mut whole = vec![(stage.state(), 0)];
    for acts in 0..=stage.script.len() {
        stage.reset();
        let output = stage.run(acts, &[]);
        assert_done(&output);
        whole.push((stage.state(), lines(&output)));
    }
    assert!(counts["pwrite64"] > 20, "{counts:?}");
    let log = stage.folder.path().join("killed.log").display().to_string();
    for (call, count) in counts {
        let step = (count / (rounds() / 2)).max(1) as usize;
        for at in (1..=count).step_by(if rounds() > 100 { 1 } else { step }) {
            stage.reset();
            let inject = format!("inject={call}:signal=KILL:when={at}");
            let trace = format!("trace={call}");
            let args = ["-qq", "-o", &log, "-e", &trace, "-e", &inject].map(str::to_owned);
            let output = stage.run(stage.script.len(), &args);
            assert_ne!(output.status.code(), Some(0), "{call} {at}");
            let left = stage.state();
            let found = whole.iter().find(|(state, _)| *state == left);
            let Some((_, answered)) = found else {
                panic!("half an act after {call} {at}: {left:?}");
            };
            // Whatever was answered is there: the lines of more acts would be more.
            assert!(
                lines(&output) <= *answered,
                "{call} {at}: an answer, and no act"
            );
        }
    }
}

fn lines(output: &Output) -> usize {
    text(&output.stdout).lines().count()
}
