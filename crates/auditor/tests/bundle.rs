//! A courier's bundle as a source: a whole one passes, of a later one the rest could not be
//! checked, and what it does carry is held against the desk all the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what fails in a test fails the test"
)]

mod support;

use bellrope_auditor::check;
use bellrope_auditor::check::log::Options;
use bellrope_auditor::finding::{Check, Outcome};
use bellrope_auditor::source::{BundleSource, OpenBundleError};
use bellrope_bundle::{Log, Member, MemberPath, WriteError};
use bellrope_protocol::limit::LETTER_LEN;
use support::{Files, World, assert_found};
use tempfile::TempDir;

/// Writes what bundles carry of these files and `takes` lets through.
fn bundle(files: &Files, takes: impl Fn(Member) -> bool) -> (TempDir, BundleSource) {
    let mut members: Vec<(Member, &[u8])> = files
        .files
        .iter()
        .filter_map(|(path, bytes)| {
            let path: MemberPath = format!("v1/desks/mid/{path}").parse().ok()?;
            Some((path.member, bytes.as_slice()))
        })
        .filter(|(member, bytes)| takes(*member) && !bytes.is_empty())
        .collect();
    members.sort_by_key(|(member, _)| *member);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bundle");
    bellrope_bundle::write(&path, "mid".parse().unwrap(), |bundle| {
        for (member, bytes) in members {
            bundle.add(member, bytes)?;
        }
        Ok::<(), WriteError>(())
    })
    .unwrap();
    let source = BundleSource::open(&path).unwrap();
    (folder, source)
}

fn check_log(world: &World, source: &BundleSource) -> Check {
    let subject = world.subject(source);
    let keys = check::keys::run(&subject);
    let trusted = keys.trusted.expect("the newest card is in every bundle");
    check::log::run(&subject, &trusted, &Options::default(), &mut |_| {})
}

#[test]
fn first_bundle_passes_with_its_letters() {
    let world = World::busy();
    let (_folder, source) = bundle(&world.files(), |_| true);
    let check = check_log(&world, &source);
    assert_found(&check, &[]);
    let letters = world.intake.entries.len().to_string();
    let held = "intake: bodies held against their entries";
    let held = check.facts.iter().find(|fact| fact.what == held);
    assert_eq!(held.unwrap().value, letters);
    // What no bundle carries is left out, and is no finding.
    let left_out: Vec<&str> = check.left_out.iter().map(|l| l.what.as_str()).collect();
    assert!(left_out.contains(&"replies: bodies"), "{left_out:?}");
    assert!(left_out.contains(&"replies: deletion"), "{left_out:?}");
}

#[test]
fn letter_changed_in_a_bundle_is_found() {
    let world = World::busy();
    let mut files = world.files();
    let item = bellrope_auditor::source::Item::Batch {
        log: Log::Intake,
        number: 1,
    };
    files.get(item)[3 * LETTER_LEN] ^= 1;
    let (_folder, source) = bundle(&files, |_| true);
    assert_found(&check_log(&world, &source), &["log-body"]);
}

#[test]
fn later_bundle_accuses_nobody_of_what_it_does_not_carry() {
    let mut world = World::founded();
    for _ in 0..20 {
        world.seal(16);
    }
    world.rotate();
    let confirmed = 256;
    let carried = |member: Member| match member {
        Member::Card { serial } => serial == 2,
        Member::Tile { log, tile } => log != Log::Intake || tile.index() > 0,
        Member::Batch { number } => number * 16 >= confirmed,
        _ => true,
    };
    let (_folder, source) = bundle(&world.files(), carried);
    let subject = world.subject(&source);
    let keys = check::keys::run(&subject);
    assert_eq!(keys.check.outcome(), Outcome::CouldNotCheck);
    let log = check_log(&world, &source);
    assert_eq!(log.outcome(), Outcome::CouldNotCheck, "{:#?}", log.findings);
    let why = |why: &str| log.could_not.iter().any(|c| c.why.contains(why));
    assert!(why("need not carry it"), "{:?}", log.could_not);
}

#[test]
fn bundle_from_the_desk_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outward");
    bellrope_bundle::write(&path, "mid".parse().unwrap(), |bundle| {
        bundle.add(Member::PostConfirm, b"a confirmation")
    })
    .unwrap();
    let refused = BundleSource::open(&path).unwrap_err();
    assert!(matches!(refused, OpenBundleError::Outward));
    std::fs::write(&path, b"no tar").unwrap();
    let refused = BundleSource::open(&path).unwrap_err();
    assert!(matches!(refused, OpenBundleError::Form(_)));
}
