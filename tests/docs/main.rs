//! Documents held against the code: what they name exists, what they count is what the code
//! counts, and what lies in `keys/` is public.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and says where"
)]

mod keys;
mod limits;
mod names;
mod options;
mod symbols;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

/// Lines that the README may have (style: one screen, and a half).
const README_MAX_LINES: usize = 100;

/// Returns the top of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Reads a file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
}

/// Lists the files below a folder of the repository whose names end so, sorted.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files = harness::files_below(&root().join(folder));
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files
}

#[test]
fn readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= README_MAX_LINES, "README.md has {lines} lines");
}

#[test]
fn changelog_begins_with_what_is_not_released() {
    let changelog = read("docs/CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## "));
    let first = first.expect("the changelog has a section");
    assert!(first.to_lowercase().contains("unreleased"), "{first}");
}
