//! Transcripts of the command lines: what stands in `tests/cli/<tool>/<case>.toml` is run with the
//! real binaries and held against what they print.
//!
//! The folders are listed, so no file is forgotten. How a file is written stands in
//! `tests/cli/README.md`; `BELLROPE_BLESS=1` writes what was printed into the files.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says where"
)]

mod bless;
mod case;
mod fixture;
mod pattern;
mod secrecy;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use harness::Tool;

use crate::case::Case;
use crate::fixture::Stage;

/// Cases that are run at once: most of the time they wait.
const WORKERS: usize = 4;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cli")
}

/// Lists the transcripts of a tool, sorted.
fn transcripts(tool: Tool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder().join(tool.name())).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Runs every transcript of a tool, and says of all that fail how they do.
fn run_all(tool: Tool, stage: &Stage) {
    let paths = transcripts(tool);
    assert!(!paths.is_empty(), "no transcripts of {}", tool.name());
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(fault) = run(tool, path, stage) {
                        let name = path.file_name().unwrap().to_string_lossy();
                        let mut faults = faults.lock().unwrap_or_else(PoisonError::into_inner);
                        faults.push(format!("== {}/{name}: {fault}", tool.name()));
                    }
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(
        faults.is_empty(),
        "{} of {} transcripts fail\n{}",
        faults.len(),
        paths.len(),
        faults.join("\n")
    );
}

fn run(tool: Tool, path: &Path, stage: &Stage) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|err| err.to_string())?;
    let case = Case::parse(&text)?;
    let folder = tempfile::tempdir().map_err(|err| err.to_string())?;
    let values = stage.values(folder.path());
    let case = case.fill_in(&values)?;
    stage.prepare(&case.setup, folder.path())?;
    let printed = case.run(tool, folder.path())?;
    secrecy::check(&case, &printed)?;
    let checked = case.check(&printed);
    if checked.is_err() && bless::is_asked() {
        return bless::rewrite(path, &text, &printed, &values);
    }
    checked
}

#[test]
fn transcripts_of_the_reporter_hold() {
    run_all(Tool::Reporter, &Stage::whole());
}

#[test]
fn transcripts_of_the_relay_hold() {
    run_all(Tool::Relay, &Stage::of_relay());
}

#[test]
fn transcripts_of_the_courier_hold() {
    run_all(Tool::Courier, &Stage::whole());
}

#[test]
fn transcripts_of_the_desk_hold() {
    run_all(Tool::Desk, &Stage::whole());
}

#[test]
fn transcripts_of_the_auditor_hold() {
    run_all(Tool::Auditor, &Stage::whole());
}

#[test]
fn folder_holds_transcripts_of_tools_only() {
    let names = Tool::ALL.map(Tool::name);
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            !path.is_dir() || names.contains(&name.as_str()),
            "{name} is no tool"
        );
    }
    for path in Tool::ALL.into_iter().flat_map(transcripts) {
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        assert!(is_toml, "{} would never be run", path.display());
    }
}
