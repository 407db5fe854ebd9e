//! Enrolling and taking away a token, killed at some of their writes.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::bench::{Bench, Ended, FEMKE, type_into};

/// The calls by which something gets to the disk.
const CALLS: [&str; 3] = ["pwrite64", "fsync", "rename"];

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            fs::copy(&path, &there).unwrap();
        }
    }
}

impl Bench {
    /// Runs a command under strace; answers how often it made a call.
    fn traced(&self, args: &[&str], call: &str, kill_at: Option<usize>) -> (Ended, usize) {
        let plain = self.command(&self.vault(), args);
        let log = self.path("log");
        let mut command = Command::new("strace");
        command.args(["-qq", "-e", &format!("trace={call}")]);
        if let Some(at) = kill_at {
            command.args(["-e", &format!("inject={call}:signal=KILL:when={at}")]);
        }
        command
            .arg("-o")
            .arg(&log)
            .arg(plain.get_program())
            .args(plain.get_args());
        command.env_clear().env(
            "PATH",
            format!("{}:/usr/bin:/bin", super::bench::binaries().display()),
        );
        command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let ended = Ended::of(type_into(command, &[FEMKE]));
        let calls = fs::read_to_string(&log).unwrap_or_default();
        let count = calls.lines().filter(|line| line.contains(call)).count();
        (ended, count)
    }

    /// Kills a command at some of its writes; whatever is left is before or after it, and it can be
    /// done again.
    fn survives(&self, args: &[&str], act: &str, done: usize) {
        let made = self.path("made");
        copy(&self.vault(), &made);
        for call in CALLS {
            copy(&made, &self.vault());
            let (ended, count) = self.traced(args, call, None);
            let _ = ended.succeeded();
            assert!(count > 0, "{call} is never called");
            let mut at = vec![1, count / 2, count.saturating_sub(1), count];
            at.retain(|at| *at > 0);
            at.dedup();
            for at in at {
                copy(&made, &self.vault());
                let (ended, _) = self.traced(args, call, Some(at));
                assert_ne!(ended.code, Some(0), "{call} {at}");
                // What was half done is finished; the token is plugged in, whether it is needed or not.
                let list = ["person", "token", "list"];
                let _ = self.desk(&list, &[FEMKE]).succeeded();
                let listed = self.desk(&list, &[FEMKE]).succeeded();
                let tokens = listed.matches("(age-plugin-bellropetest)").count();
                let is_done = self.acts(act) == 1;
                assert_eq!(tokens == done, is_done, "{call} {at}: {listed}");
                if !is_done {
                    let _ = self.desk(args, &[FEMKE]).succeeded();
                    assert_eq!(self.acts(act), 1);
                }
            }
        }
        copy(&made, &self.vault());
    }
}

#[test]
fn tokens_survive_a_kill() {
    let bench = Bench::new();
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("not killed: there is no strace");
        return;
    }
    let enrol = bench.enrol_args(&bench.token);
    bench.survives(&enrol, "token-enrolled", 1);
    let _ = bench.enrol(&bench.token).succeeded();
    let recipient = bench.token.recipient();
    bench.survives(
        &["person", "token", "remove", &recipient],
        "token-removed",
        0,
    );
}
