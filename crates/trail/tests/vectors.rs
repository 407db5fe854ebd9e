//! Reads the vectors of `tests/vectors/trail` and holds the parser and the verification against what
//! each file expects. The folder is listed, so no file is forgotten.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

mod vector;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use bellrope_trail::{Head, Trail, Untrusted};
use vector::{Input, Vector};

#[test]
fn trails_are_judged_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/trail");
    let (mut good, mut bad) = (0, BTreeSet::new());
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().is_some_and(|name| name == "README.md") {
            continue;
        }
        let name = path.display();
        let text = std::fs::read_to_string(&path).unwrap();
        let vector: Vector = toml::from_str(&text).unwrap();
        let found = judge(&vector.input);
        match (vector.accepted, vector.refused) {
            (Some(accepted), None) => {
                assert_eq!(found.as_ref(), Ok(&accepted), "{name}");
                good += 1;
            }
            (None, Some(refused)) => {
                assert_eq!(found.as_ref(), Err(&refused), "{name}");
                bad.insert(refused);
            }
            _ => panic!("{name}: accepted or refused, one of them"),
        }
    }
    assert!(good > 1 && bad.len() > 15, "{good} good, {} bad", bad.len());
}

/// Verifies a trail and says what it ends with, or what is wrong first.
fn judge(input: &Input) -> Result<String, String> {
    let fingerprint = input.fingerprint.parse().unwrap();
    let untrusted = Untrusted::parse(input.text.as_bytes()).map_err(|err| chain(&err))?;
    assert_eq!(untrusted.to_string(), input.text);
    let trail = untrusted.verify(&fingerprint).map_err(|err| chain(&err))?;
    if let Some(kept) = &input.kept {
        let kept = Head::open(kept.as_bytes(), &trail.key().key).map_err(|err| chain(&err))?;
        if !trail.extends(&kept) {
            return Err("trail does not extend the head that was kept".to_owned());
        }
    }
    Ok(said(&trail))
}

fn said(trail: &Trail) -> String {
    let last = trail.entries().last();
    let last = last.map_or("none".to_owned(), |last| last.entry.act.to_string());
    format!("{} entries, the last is {last}", trail.entries().len())
}

/// Writes an error and all its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(text, ": {error}").unwrap();
        cause = error.source();
    }
    text
}
