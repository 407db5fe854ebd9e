//! Every path, target, crate and command that a document names exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use harness::{Running, Tool, tool};

use crate::text::{Document, documents};
use crate::{files, read, root};

/// Folders at the top: what begins with one of them is a path of the repository.
const FOLDERS: [&str; 5] = ["crates", "docs", "tests", "keys", ".ci"];
/// What follows `bellrope` where a format is quoted, not a command: `bellrope letter 1 …`.
const FORMATS: [&str; 2] = ["letter 1", "reply 1"];
/// What a relay, desk or witness makes; no file of the repository.
const MADE: [&str; 2] = ["relay.toml", "witness.toml"];

/// Collects what `check` complains of in any document, with the document.
fn faults(check: impl Fn(&Document) -> Vec<String>) -> Vec<String> {
    let name = |document: &Document, fault: &str| format!("{}: {fault}", document.path.display());
    documents()
        .iter()
        .flat_map(|document| {
            let faults = check(document);
            faults
                .iter()
                .map(|fault| name(document, fault))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn documents_name_paths_that_exist() {
    let known: BTreeSet<String> = FOLDERS
        .iter()
        .flat_map(|folder| harness::files_below(&root().join(folder)))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let faults = faults(|document| {
        let words = document.spans.iter().flat_map(|span| span.split(' '));
        let paths = words.filter(|word| is_path(word));
        let here = root().join(&document.path);
        let here = here.parent().unwrap();
        paths
            .filter(|path| !exists(path, here, &known))
            .map(|path| format!("there is no {path}"))
            .collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Says whether a word is the path of a file or folder of the repository.
fn is_path(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./*-".contains(c);
    let first = word.split('/').next().unwrap_or_default();
    word.chars().all(is_plain)
        && !MADE.contains(&word)
        && (word.contains('/') && FOLDERS.contains(&first) || is_source_name(word))
}

/// Says whether a word without folder is the name of a source or a document.
fn is_source_name(word: &str) -> bool {
    let Some((stem, extension)) = word.rsplit_once('.') else {
        return false;
    };
    !stem.is_empty()
        && !word.contains(['/', '*'])
        && ["rs", "md", "toml", "sh", "ftl"].contains(&extension)
}

fn exists(path: &str, here: &Path, known: &BTreeSet<String>) -> bool {
    if path.contains('*') {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        return matches_any(root(), &parts);
    }
    root().join(path).exists() || here.join(path).exists() || known.contains(path)
}

/// Says whether something lies below `folder` under these names, one of which may have a star.
fn matches_any(folder: &Path, parts: &[&str]) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return folder.exists();
    };
    let Some((begin, end)) = part.split_once('*') else {
        return matches_any(&folder.join(part), rest);
    };
    let Ok(entries) = folder.read_dir() else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(begin) && name.ends_with(end) && matches_any(&entry.path(), rest)
    })
}

#[test]
fn documents_name_targets_that_exist() {
    let makefile = read("Makefile");
    let targets: BTreeSet<&str> = makefile
        .lines()
        .filter_map(|line| line.split_once(':').map(|(name, _)| name))
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        .collect();
    assert!(targets.contains("demo"), "the Makefile was not understood");
    let faults = faults(|document| {
        let commands = document
            .code()
            .filter_map(|code| code.strip_prefix("make "));
        let named = commands.filter_map(|rest| rest.split(' ').next());
        let is_target = |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase());
        named
            .filter(is_target)
            .filter(|name| !targets.contains(name))
            .map(|name| format!("there is no target {name}"))
            .collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn documents_name_crates_and_tools_that_exist() {
    let mut known: BTreeSet<String> = Tool::ALL
        .iter()
        .map(|tool| tool.name().to_owned())
        .collect();
    for folder in ["crates", "tests"] {
        for manifest in files(folder, "toml") {
            if !manifest.ends_with("Cargo.toml") {
                continue;
            }
            let text = std::fs::read_to_string(manifest).unwrap();
            let table: toml::Table = text.parse().unwrap();
            let name = table.get("package").and_then(|package| package.get("name"));
            known.extend(name.and_then(|name| name.as_str()).map(str::to_owned));
        }
    }
    assert!(known.contains("bellrope-protocol"));
    let faults = faults(|document| {
        let words = document.code().flat_map(|code| code.split(' '));
        words
            .filter(|word| word.starts_with("bellrope-") && !word.ends_with('-'))
            .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            .filter(|word| !known.contains(*word))
            .map(|word| format!("there is no {word}"))
            .collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// One command that a document gives: the tool, its command, the options.
#[derive(Debug, PartialEq, Eq)]
struct Invocation {
    tool: &'static str,
    commands: Vec<String>,
    options: Vec<String>,
}

/// Reads the commands out of a piece of code.
fn invocations(code: &str) -> Vec<Invocation> {
    let words: Vec<&str> = code.split_whitespace().collect();
    let begins = |at: usize| {
        Tool::ALL
            .map(Tool::name)
            .into_iter()
            .find(|tool| words[at] == *tool)
    };
    let starts: Vec<usize> = (0..words.len())
        .filter(|at| begins(*at).is_some())
        .collect();
    let mut found = Vec::new();
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(words.len());
        let rest = &words[start + 1..end];
        let is_format = FORMATS
            .iter()
            .any(|format| rest.join(" ").starts_with(format));
        let is_command = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let commands: Vec<String> = rest
            .first()
            .iter()
            .flat_map(|word| word.split("\\|"))
            .filter(|word| !word.is_empty() && !word.starts_with('-') && is_command(word))
            .map(str::to_owned)
            .collect();
        if commands.is_empty() || is_format {
            continue;
        }
        let option = |word: &&str| word.starts_with("--") && word.len() > 2;
        let name = |word: &&str| word.split('=').next().unwrap_or(word).to_owned();
        found.push(Invocation {
            tool: begins(*start).unwrap_or_default(),
            commands,
            options: rest.iter().filter(|word| option(word)).map(name).collect(),
        });
    }
    found
}

/// Returns the help of a tool's command, with that of the commands below it; `None` if there is no
/// such command.
fn help(which: &str, command: &str) -> Option<String> {
    let which = Tool::ALL.into_iter().find(|tool| tool.name() == which)?;
    let ask = |words: &[&str]| {
        let finished = Running::start(tool(which).args(words).arg("--help")).finish();
        (finished.code() == 0).then_some(finished.stdout)
    };
    let mut help = ask(&[command])?;
    let below = help.split_once("\nCommands:\n").map(|(_, rest)| rest);
    let below = below.and_then(|rest| rest.split("\n\n").next());
    let names: Vec<String> = below
        .into_iter()
        .flat_map(str::lines)
        // What goes on from the line before is further in.
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    for name in names {
        help.push_str(&ask(&[command, &name])?);
    }
    Some(help)
}

#[test]
fn documents_give_commands_that_exist() {
    let mut helps: BTreeMap<(&str, String), Option<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut count = 0;
    for document in documents() {
        for invocation in document.code().flat_map(invocations) {
            for command in &invocation.commands {
                count += 1;
                let key = (invocation.tool, command.clone());
                let help = helps
                    .entry(key)
                    .or_insert_with(|| help(invocation.tool, command));
                let path = document.path.display();
                let Some(help) = help else {
                    faults.push(format!("{path}: there is no {} {command}", invocation.tool));
                    continue;
                };
                let is_known = |option: &str| {
                    let mut words = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                    words.any(|word| word == option)
                };
                let unknown = invocation.options.iter().filter(|option| !is_known(option));
                faults.extend(unknown.map(|option| {
                    format!("{path}: {} {command} has no {option}", invocation.tool)
                }));
            }
        }
    }
    assert!(count > 10, "only {count} commands were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn invocations_are_read() {
    let read = |code: &str| invocations(code).pop();
    let one = |tool, commands: &[&str], options: &[&str]| {
        Some(Invocation {
            tool,
            commands: commands.iter().map(ToString::to_string).collect(),
            options: options.iter().map(ToString::to_string).collect(),
        })
    };
    assert_eq!(
        read("bellrope report\\|check --relay URL"),
        one("bellrope", &["report", "check"], &["--relay"])
    );
    assert_eq!(
        read("$ bellrope-desk  export --to=FILE"),
        one("bellrope-desk", &["export"], &["--to"])
    );
    assert_eq!(read("bellrope letter 1 <MAC>"), None);
    assert_eq!(read("bellrope   ── letters ──►"), None);
    assert_eq!(read("bellrope-reporter report"), None);
}

#[test]
fn exists_finds_what_is_missing() {
    let known = BTreeSet::from(["content.rs".to_owned()]);
    for (path, there) in [
        ("docs/protocol.md", true),
        ("docs/nothing.md", false),
        ("crates/*/src", true),
        ("crates/*/nothing", false),
        ("content.rs", true),
        ("nothing.rs", false),
    ] {
        assert!(is_path(path), "{path}");
        assert_eq!(exists(path, &root().join("docs"), &known), there, "{path}");
    }
    assert!(!is_path("relay.toml"));
    assert!(!is_path("v1/desks"));
}
