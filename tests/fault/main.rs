//! The tamper catalogue: what a dishonest relay, courier, desk or disk can do, one file each in
//! `tests/fault/tamper/`, done to what honest people left, and who must notice it by which finding.
//!
//! The folder is listed, so no file is forgotten. How a file is written stands in
//! `tests/fault/README.md`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and says where"
)]

mod attack;
mod database;
mod field;
mod folder;
mod honest;
mod key;
mod mirror;
mod notice;
mod step;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::attack::Attack;
use crate::field::Field;
use crate::honest::Honest;
use crate::notice::Witnessed;
use crate::step::Act as _;

/// Attacks that are run at once.
const WORKERS: usize = 3;
/// Attacks that the catalogue has at least.
const LEAST: usize = 40;

/// Lists the catalogue, sorted.
fn catalogue() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fault/tamper");
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// Reads the attacks, or those alone that `BELLROPE_ATTACK` is a part of the names of.
fn attacks() -> Vec<(String, Attack)> {
    let only = std::env::var("BELLROPE_ATTACK").unwrap_or_default();
    let paths = catalogue()
        .into_iter()
        .filter(|path| name(path).contains(&only));
    let read = |path: PathBuf| {
        let name = name(&path);
        let attack = Attack::parse(&fs::read_to_string(&path).unwrap());
        (
            name.clone(),
            attack.unwrap_or_else(|err| panic!("{name}: {err}")),
        )
    };
    paths.map(read).collect()
}

/// Does an attack to a copy of what honest people left, and asks everybody who must notice.
fn run(honest: &'static Honest, attack: &Attack) -> Result<(), String> {
    let mut field = Field::copy(honest);
    for (number, step) in (1..).zip(&attack.steps) {
        let before = field.digest();
        step.act(&mut field)
            .map_err(|err| format!("step {number}: {err}"))?;
        if field.digest() == before {
            return Err(format!("step {number} changes nothing"));
        }
    }
    let faults: Vec<String> = attack
        .notices
        .iter()
        .filter_map(|notice| notice.check(&mut field).err())
        .collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

#[test]
fn every_attack_is_noticed() {
    let (honest, attacks) = (Honest::story(), attacks());
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((name, attack)) = attacks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(fault) = run(honest, attack) {
                        let mut faults = faults.lock().unwrap_or_else(PoisonError::into_inner);
                        faults.push(format!("== {name}: {fault}"));
                    }
                }
            });
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    let (failed, all) = (faults.len(), attacks.len());
    assert!(
        faults.is_empty(),
        "{failed} of {all} attacks are not noticed as they say\n{}",
        faults.join("\n")
    );
}

/// The same tools over the same things, which nobody touched.
#[test]
fn nothing_is_noticed_where_nothing_was_done() {
    let mut field = Field::copy(Honest::story());
    for tool in notice::Tool::ALL {
        let Witnessed { code, found, said } = tool.run(&mut field);
        assert_eq!(code, 0, "{tool:?}: {said}");
        assert!(found.is_empty(), "{tool:?}: {found:?}");
    }
}

/// What attacks with the relay's keys are made with leaves no trace of its own: a store whose
/// database was written anew, row by row and signature by signature, passes.
#[test]
fn nothing_is_noticed_where_all_was_made_again_as_it_was() {
    let mut field = Field::copy(Honest::story());
    step::make_again(&mut field).unwrap();
    for tool in notice::Tool::ALL {
        let Witnessed { code, found, said } = tool.run(&mut field);
        assert_eq!(code, 0, "{tool:?}: {said}");
        assert!(found.is_empty(), "{tool:?}: {found:?}");
    }
}

#[test]
fn catalogue_is_large_and_holds_attacks_only() {
    let paths = catalogue();
    for path in &paths {
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        assert!(is_toml, "{} would never be run", path.display());
        let attack = Attack::parse(&fs::read_to_string(path).unwrap());
        assert!(attack.is_ok(), "{}: {:?}", path.display(), attack.err());
    }
    let count = paths.len();
    assert!(count >= LEAST, "{count} attacks, expected {LEAST} or more");
}
