//! Runs the scripts beside this file under node.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Runs `script` with `args` and returns what it printed, without the line feed at its end.
pub(crate) fn run(script: &str, args: &[&str]) -> String {
    install();
    let mut command = Command::new("node");
    command.arg(folder().join(script)).args(args);
    let output = finish(&mut command, "node (version 20 or later)");
    let text = String::from_utf8(output.stdout).expect("scripts print text");
    text.trim_end().to_owned()
}

/// Runs a command to its end; fails the test with its error output, or with what to install.
pub(crate) fn finish(command: &mut Command, what: &str) -> Output {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => panic!("cannot run {what}: {error}; tests/install.sh test installs it"),
    };
    assert!(
        output.status.success(),
        "{what} failed: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Returns a path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().expect("temporary paths are text")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("interop")
}

/// Installs what the lock file names, once, whichever test comes first.
fn install() {
    let lock = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop-npm.lock");
    let lock = File::create(lock).expect("cargo made its temporary folder");
    lock.lock().expect("locks work here");
    // npm writes this file last.
    if !folder().join("node_modules/.package-lock.json").exists() {
        let mut command = Command::new("npm");
        command
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(folder());
        finish(&mut command, "npm ci (in tests/interop)");
    }
}
