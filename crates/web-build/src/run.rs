//! Other programs.

use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program to its end; its output is shown only if it fails.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|err| format!("cannot run {what}: {err}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("{what} failed: {}\n{}", text.trim(), errors.trim()))
}

/// Runs a program whose progress is to be seen.
pub(crate) fn run_loudly(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).status();
    match status.map_err(|err| format!("cannot run {what}: {err}"))? {
        status if status.success() => Ok(()),
        status => Err(format!("{what} failed: {status}")),
    }
}

/// Prepares one of npm's tools in the build's own folder.
pub(crate) fn tool(tools: &Path, name: &str) -> Command {
    Command::new(tools.join("node_modules/.bin").join(name))
}
