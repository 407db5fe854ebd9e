//! Reporters, as they answer the questions of `bellrope`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::binary::{Tool, tool};
use crate::process::{Finished, Running};

/// Someone with `bellrope`, the address of a relay and the fingerprint of a desk (or a card).
#[derive(Debug, Clone)]
pub struct Reporter {
    /// Where the relay is.
    pub relay: String,
    /// The desk: a fingerprint or the file of a card.
    pub desk: String,
    /// `nl` or `en`.
    pub language: &'static str,
}

/// A report that was sent.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The case code, twelve words.
    pub code: String,
    /// What `bellrope` printed.
    pub finished: Finished,
}

impl Reporter {
    /// Returns a command of `bellrope` for this relay and desk.
    #[must_use]
    pub fn command(&self, command: &str) -> Command {
        let mut reporter = tool(Tool::Reporter);
        reporter
            .args([command, "--relay", &self.relay, "--desk", &self.desk])
            .args(["--lang", self.language]);
        reporter
    }

    /// Files a report that stands in a file.
    ///
    /// # Panics
    ///
    /// If `bellrope` does not accept it.
    #[track_caller]
    pub fn report(&self, report: &Path, attachments: &[PathBuf]) -> Filed {
        let mut command = self.command("report");
        command.arg("--from").arg(report);
        if !attachments.is_empty() {
            // As they are: stories compare what the desk saves with what was sent.
            command.arg("--keep-metadata");
        }
        for attachment in attachments {
            command.arg("--attach").arg(attachment);
        }
        let mut running = Running::start(&mut command);
        running.type_line("");
        let code = confirm_code(&mut running);
        Filed {
            code,
            finished: running.finish().succeeded(),
        }
    }

    /// Looks into the mailbox of a code.
    ///
    /// # Panics
    ///
    /// If `bellrope` fails.
    #[track_caller]
    pub fn check(&self, code: &str) -> Finished {
        self.try_check(code).succeeded()
    }

    /// Looks into the mailbox of a code, which may fail.
    #[must_use]
    #[track_caller]
    pub fn try_check(&self, code: &str) -> Finished {
        let mut running = Running::start(&mut self.command("check"));
        running.type_line(code);
        running.finish()
    }

    /// Sends a further message.
    ///
    /// # Panics
    ///
    /// If `bellrope` fails.
    #[track_caller]
    pub fn reply(&self, code: &str, text: &str, attachments: &[PathBuf]) -> Finished {
        let mut command = self.command("reply");
        if !attachments.is_empty() {
            // As they are: stories compare what the desk saves with what was sent.
            command.arg("--keep-metadata");
        }
        for attachment in attachments {
            command.arg("--attach").arg(attachment);
        }
        let mut running = Running::start(&mut command);
        running.type_line(code);
        for line in text.lines() {
            running.type_line(line);
        }
        running.type_line(".");
        running.type_line(match self.language {
            "nl" => "verstuur",
            _ => "send",
        });
        running.finish().succeeded()
    }
}

/// Reads the code that `bellrope` shows and types back the words that it asks for.
///
/// # Panics
///
/// If no code is shown.
#[track_caller]
pub fn confirm_code(running: &mut Running) -> String {
    let code: String = running.await_stderr(|line| {
        let code = line.split_once("code: ")?.1;
        (code.split(' ').count() == 12).then(|| code.to_owned())
    });
    let words: Vec<&str> = code.split(' ').collect();
    for _ in 0..2 {
        let number: usize = running.await_stderr(|line| {
            let rest = line.strip_prefix("woord ").or(line.strip_prefix("word "))?;
            rest.strip_suffix(':')?.parse().ok()
        });
        running.type_line(words[number - 1]);
    }
    code
}
