//! Every option of `relay.toml` is in docs/operations.md, and nothing else is.

use std::collections::BTreeSet;
use std::fs;

use harness::{Running, Tool, tool};

use crate::read;

/// Options as `bellrope-relay init` writes them.
fn written() -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let relay = folder.path().join("relay");
    let mut init = tool(Tool::Relay);
    init.args(["init", "--host", "relay.example", "--folder"])
        .arg(&relay);
    let _ = Running::start(&mut init).finish().succeeded();
    let text = fs::read_to_string(relay.join("relay.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table.keys().cloned().collect()
}

/// Options in the first column of the table.
fn documented() -> BTreeSet<String> {
    let text = read("docs/operations.md");
    let table = text
        .split_once("\n## Options\n")
        .expect("a section of options")
        .1;
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split_once('`'))
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.starts_with('['))
        .collect()
}

#[test]
fn options_are_documented_and_exist() {
    assert_eq!(documented(), written());
}
