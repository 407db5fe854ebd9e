//! A desk without network, as a caseworker drives it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::binary::{Tool, tool};
use crate::process::{Finished, Running};
use crate::relay::Relay;

/// The passphrase of every vault here.
pub const PASSPHRASE: &str = "zeven wilde zwanen zwemmen zuidwaarts";
/// The passphrase of the coordinator of a practice desk.
pub const PRACTICE_PASSPHRASE: &str = "femke oefent met het meldpunt";

/// A desk: its vault, and the day that it takes for today.
#[derive(Debug, Clone)]
pub struct Desk {
    vault: PathBuf,
    name: String,
    fingerprint: String,
    passphrase: &'static str,
    behind: u32,
}

impl Desk {
    /// Founds a desk for a relay, so many days ago: there is one batch of replies for each day.
    ///
    /// # Panics
    ///
    /// If it cannot be founded.
    #[must_use]
    pub fn found(vault: &Path, desk: &str, names: [&str; 2], relay: &Relay, days_ago: u32) -> Self {
        Self::found_with(vault, desk, names, relay, days_ago, &[])
    }

    /// Founds a desk with further arguments.
    ///
    /// # Panics
    ///
    /// If it cannot be founded.
    #[must_use]
    pub fn found_with(
        vault: &Path,
        desk: &str,
        names: [&str; 2],
        relay: &Relay,
        days_ago: u32,
        further: &[&str],
    ) -> Self {
        let mut founded = Self {
            vault: vault.to_owned(),
            name: desk.to_owned(),
            fingerprint: String::new(),
            passphrase: PASSPHRASE,
            behind: days_ago,
        };
        let mut command = founded.command();
        command
            .args([
                "init",
                "--desk",
                desk,
                "--name-nl",
                names[0],
                "--name-en",
                names[1],
            ])
            .arg("--relay")
            .arg(relay.public_keys())
            // The passphrase is known to everybody here; stretching it would only cost time.
            .args(["--argon2-mib", "19"])
            .args(further);
        let finished = finish(&mut command, &[PASSPHRASE]).succeeded();
        founded.fingerprint = fingerprint_in(&finished.stdout);
        founded
    }

    /// Makes a practice desk: so many cases with so many letters, and seven people; its coordinator
    /// works with it.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn practice(vault: &Path, cases: u32, letters: u32) -> Self {
        let mut made = Self {
            vault: vault.to_owned(),
            name: "practice".to_owned(),
            fingerprint: String::new(),
            passphrase: PRACTICE_PASSPHRASE,
            behind: 0,
        };
        let mut command = made.command();
        command.args(["practice", "--argon2-mib", "19"]);
        command.args(["--cases", &cases.to_string()]);
        command.args(["--letters", &letters.to_string()]);
        let _ = finish(&mut command, &[]).succeeded();
        let shown = made.run(&["fingerprint"], &[]).succeeded();
        made.fingerprint = fingerprint_in(&shown.stdout);
        made
    }

    /// Returns the fingerprint, 40 hex digits.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Returns the short name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the folder of the vault.
    #[must_use]
    pub fn vault(&self) -> &Path {
        &self.vault
    }

    /// Lets a night pass.
    ///
    /// # Panics
    ///
    /// If the desk's day is today already.
    pub fn sleep_a_night(&mut self) {
        assert!(self.behind > 0, "tomorrow has not come yet");
        self.behind -= 1;
    }

    fn command(&self) -> Command {
        let mut command = tool(Tool::Desk);
        command.args(["--clock-behind", &self.behind.to_string(), "--vault"]);
        command.arg(&self.vault);
        command
    }

    /// Runs a command of `bellrope-desk`, with what is typed after the passphrase.
    #[must_use]
    pub fn run(&self, args: &[&str], typed: &[&str]) -> Finished {
        self.run_as(self.passphrase, args, typed)
    }

    /// As [`Desk::run`], by somebody who has this passphrase.
    #[must_use]
    pub fn run_as(&self, passphrase: &str, args: &[&str], typed: &[&str]) -> Finished {
        let mut lines = vec![passphrase];
        lines.extend(typed);
        finish(self.command().args(args), &lines)
    }

    /// Shows the desk's screens in a browser: `bellrope-desk serve`. Answers what runs and the link
    /// that lets one browser in.
    ///
    /// # Panics
    ///
    /// If it does not start.
    #[track_caller]
    pub fn serve(&self, lang: &str) -> (Running, String) {
        let mut running = Running::start(self.command().args(["--lang", lang, "serve"]));
        let link = |line: &str| line.starts_with("http://").then(|| line.to_owned());
        let link = running.await_stdout(link);
        (running, link)
    }

    /// Shows the desk's screens in a window on a display, in a network that has not even a loopback:
    /// `bellrope-desk window`.
    #[must_use]
    pub fn window(&self, lang: &str, display: &str, home: &Path) -> Running {
        let desk = self.command();
        let mut command = Command::new("unshare");
        command
            .args(["--map-root-user", "--net"])
            .arg(desk.get_program());
        command
            .args(desk.get_args())
            .args(["--lang", lang, "window"]);
        command
            .env_clear()
            .env("DISPLAY", display)
            .env("HOME", home);
        command
            .env("XDG_RUNTIME_DIR", home)
            .env("PATH", "/usr/bin:/bin");
        // Drawn by the processor, on that display.
        command
            .env("GDK_BACKEND", "x11")
            .env("GSK_RENDERER", "cairo");
        Running::start(&mut command)
    }

    /// Imports a bundle, and declares to have no interest in any case.
    ///
    /// # Panics
    ///
    /// If the desk refuses it.
    #[track_caller]
    pub fn import(&self, bundle: &Path) -> Finished {
        let imported = self.run(&["import", text(bundle)], &[]).succeeded();
        let cases = self.cases();
        if !cases.is_empty() {
            let mut args = vec!["interest", "none"];
            args.extend(cases.iter().map(String::as_str));
            let _ = self.run(&args, &[]).succeeded();
        }
        imported
    }

    /// Returns the numbers of all cases, as listed.
    ///
    /// # Panics
    ///
    /// If they cannot be listed.
    #[must_use]
    #[track_caller]
    pub fn cases(&self) -> Vec<String> {
        let listed = self.run(&["list"], &[]).succeeded().stdout;
        let number = |line: &str| {
            let number = line.split_whitespace().next()?;
            let is_number = number.starts_with(|c: char| c.is_ascii_digit());
            is_number.then(|| number.to_owned())
        };
        listed.lines().filter_map(number).collect()
    }

    /// Shows a case.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    #[track_caller]
    pub fn show(&self, case: &str) -> String {
        self.run(&["show", case], &[]).succeeded().stdout
    }

    /// Answers the reporter of a case.
    ///
    /// # Panics
    ///
    /// If the desk refuses the text.
    #[track_caller]
    pub fn reply(&self, case: &str, answer: &str) -> Finished {
        let lines: Vec<&str> = answer.split('\n').collect();
        self.run(&["reply", case], &lines).succeeded()
    }

    /// Moves a case from status to status, by their codes.
    ///
    /// # Panics
    ///
    /// If the desk refuses one.
    #[track_caller]
    pub fn move_along(&self, case: &str, path: &[&str]) {
        for code in path {
            let args = ["status", case, code, "--reason", "zo is het besloten"];
            let _ = self.run(&args, &[]).succeeded();
        }
    }

    /// Restores a backup to another folder, as on another laptop: the vault from now on.
    ///
    /// # Panics
    ///
    /// If it cannot be restored.
    #[track_caller]
    pub fn restore(&mut self, backup: &Path, vault: &Path) {
        vault.clone_into(&mut self.vault);
        let _ = self.run(&["restore", text(backup)], &[]).succeeded();
    }

    /// Backs the vault up and exports what is to be carried to the relay.
    ///
    /// # Panics
    ///
    /// If the desk refuses.
    #[track_caller]
    pub fn export(&self, backup: &Path, bundle: &Path) -> Finished {
        let _ = std::fs::remove_file(backup);
        let _ = self.run(&["backup", "--to", text(backup)], &[]).succeeded();
        self.run(&["export", "--to", text(bundle)], &[]).succeeded()
    }
}

/// Returns the fingerprint that stands at the end of what was printed.
fn fingerprint_in(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_hexdigit).collect();
    let begin = digits.len().saturating_sub(40);
    digits.into_iter().skip(begin).collect()
}

fn finish(command: &mut Command, typed: &[&str]) -> Finished {
    let mut running = Running::start(command);
    for line in typed {
        running.type_line(line);
    }
    running.finish()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary paths are text")
}
