//! Every kind of finding has a test that produces it.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says where"
)]

use std::fs;
use std::path::{Path, PathBuf};

use bellrope_auditor::finding;

/// Lists the Rust and TOML files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let is_source = path.extension().is_some_and(|e| e == "rs" || e == "toml");
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                files(&path, found);
            }
        } else if is_source {
            found.push(path);
        }
    }
}

/// Tests beside the code: `tests.rs`, files below a folder `tests`, or what follows `mod tests`.
fn test_text(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let is_test = path
        .components()
        .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs");
    if is_test {
        return text;
    }
    text.split_once("#[cfg(test)]\nmod tests {")
        .map_or(String::new(), |(_, tests)| tests.to_owned())
}

#[test]
fn every_kind_is_named_by_a_test() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["tests", "src", "../../tests/e2e", "../../tests/fault"] {
        files(&here.join(folder), &mut found);
    }
    let this = Path::new(file!()).file_name().unwrap();
    let texts: Vec<String> = found
        .iter()
        .filter(|path| path.file_name() != Some(this))
        .map(|path| test_text(path))
        .collect();
    let untested: Vec<&str> = finding::kinds()
        .map(|kind| kind.id)
        .filter(|id| !texts.iter().any(|text| text.contains(&format!("\"{id}\""))))
        .collect();
    assert!(untested.is_empty(), "no test names {untested:?}");
}
