//! Sticks that were pulled half-way, are old, or were tampered with: nothing changes, and the
//! reason is said.

use std::fs;
use std::path::Path;

use bellrope_bundle::{Member, UnverifiedBundle, WriteError};
use harness::{Running, Scene};

fn write_report(scene: &Scene) -> std::path::PathBuf {
    scene.file(
        "melding.toml",
        "route = \"report\"\nfamily = \"OG\"\nstory = \"Pesterij.\"\n",
    )
}

/// Copies a bundle with one member changed or left out.
fn copy_changed(from: &Path, to: &Path, change: impl Fn(Member, Vec<u8>) -> Option<Vec<u8>>) {
    let bundle = UnverifiedBundle::open(from).unwrap();
    bellrope_bundle::write(to, bundle.desk().clone(), |out| {
        for member in bundle.members() {
            if let Some(body) = change(member, bundle.read(member).unwrap().unwrap()) {
                out.add(member, &body)?;
            }
        }
        Ok::<(), WriteError>(())
    })
    .unwrap();
}

#[test]
fn import_refuses_a_torn_bundle_and_takes_the_whole_one_after_it() {
    let mut scene = Scene::set();
    scene.reporter().report(&write_report(&scene), &[]);
    let whole = scene.pull();
    let bytes = fs::read(&whole).unwrap();
    let torn = scene.path("torn.bundle");
    for len in [
        0,
        1,
        511,
        512,
        5_000,
        bytes.len() / 2,
        bytes.len() - 1024,
        bytes.len() - 1,
    ] {
        fs::write(&torn, &bytes[..len]).unwrap();
        let refused = scene
            .desk
            .run(&["import", torn.to_str().unwrap()], &[])
            .with_code(1);
        assert!(
            refused.stderr.contains(&format!("brak af na {len} bytes")),
            "{}",
            refused.stderr
        );
    }
    assert!(scene.desk.cases().is_empty());
    scene.desk.import(&whole);
    assert_eq!(scene.desk.cases().len(), 1);
}

#[test]
fn push_refuses_a_torn_bundle_and_takes_the_whole_one_after_it() {
    let mut scene = Scene::set();
    scene.carry_in();
    scene.desk.sleep_a_night();
    let whole = scene.next_bundle();
    scene.desk.export(&scene.path("backup.age"), &whole);
    let size = scene.relay.size("mid", "replies");
    let bytes = fs::read(&whole).unwrap();
    let torn = scene.path("torn.bundle");
    for len in [0, 100, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&torn, &bytes[..len]).unwrap();
        let mut push = scene.courier.push_command(scene.relay.url(), &torn);
        let refused = Running::start(&mut push).finish().with_code(1);
        assert!(
            refused
                .stderr
                .contains(&format!("breaks off after {len} bytes")),
            "{}",
            refused.stderr
        );
    }
    assert_eq!(scene.relay.size("mid", "replies"), size);
    scene.courier.push(scene.relay.url(), &whole);
    assert_eq!(scene.relay.size("mid", "replies"), size + 16);
}

#[test]
fn import_again_and_of_an_older_bundle_changes_nothing_and_says_so() {
    let mut scene = Scene::set();
    scene.reporter().report(&write_report(&scene), &[]);
    let first = scene.pull();
    let second = scene.pull();
    scene.desk.import(&first);
    scene.desk.import(&second);
    let shown = scene.desk.show(&scene.desk.cases()[0]);
    let again = scene.desk.import(&second);
    assert!(again.stdout.contains("Niets nieuws"), "{}", again.stdout);
    let older = scene.desk.import(&first);
    assert!(older.stdout.contains("Niets nieuws"), "{}", older.stdout);
    assert_eq!(scene.desk.show(&scene.desk.cases()[0]), shown);
}

#[test]
fn import_names_a_letter_that_was_changed_or_left_out() {
    let mut scene = Scene::set();
    // So that the report is not in the first batch.
    let _ = scene.relay.await_sealing("mid");
    scene.reporter().report(&write_report(&scene), &[]);
    let whole = scene.pull();
    let changed = scene.path("changed.bundle");
    copy_changed(&whole, &changed, |member, mut body| {
        if member == (Member::Batch { number: 1 }) {
            body[3 * 16_384 + 9_000] ^= 1;
        }
        Some(body)
    });
    let refused = scene
        .desk
        .run(&["import", changed.to_str().unwrap()], &[])
        .with_code(1);
    let bundle = UnverifiedBundle::open(&whole).unwrap();
    let index = bundle.len_of(Member::Batch { number: 0 }).unwrap() / 16_384 + 3;
    assert!(
        refused.stderr.contains(&format!("letter {index} ")),
        "{}",
        refused.stderr
    );

    copy_changed(&whole, &changed, |member, body| {
        (member != (Member::Batch { number: 1 })).then_some(body)
    });
    let refused = scene
        .desk
        .run(&["import", changed.to_str().unwrap()], &[])
        .with_code(1);
    assert!(refused.stderr.contains("batch 1"), "{}", refused.stderr);
    assert!(scene.desk.cases().is_empty());
    scene.desk.import(&whole);
    assert_eq!(scene.desk.cases().len(), 1);
}

#[test]
fn import_and_push_refuse_bundles_that_go_the_other_way() {
    let mut scene = Scene::set();
    let inward = scene.pull();
    let mut push = scene.courier.push_command(scene.relay.url(), &inward);
    let refused = Running::start(&mut push).finish().with_code(1);
    assert!(
        refused.stderr.contains("from relay to desk"),
        "{}",
        refused.stderr
    );
    scene.desk.sleep_a_night();
    let outward = scene.next_bundle();
    scene.desk.export(&scene.path("backup.age"), &outward);
    let refused = scene
        .desk
        .run(&["import", outward.to_str().unwrap()], &[])
        .with_code(1);
    assert!(
        refused
            .stderr
            .contains("van het meldpunt naar het doorgeefluik"),
        "{}",
        refused.stderr
    );
}

#[test]
fn push_of_an_older_bundle_says_that_it_is_stale_or_known() {
    let mut scene = Scene::set();
    scene.carry_in();
    let mut bundles = Vec::new();
    for _ in 0..2 {
        scene.desk.sleep_a_night();
        let bundle = scene.next_bundle();
        scene.desk.export(&scene.path("backup.age"), &bundle);
        bundles.push(bundle);
    }
    scene.courier.push(scene.relay.url(), &bundles[1]);
    let size = scene.relay.size("mid", "replies");
    let mut push = scene.courier.push_command(scene.relay.url(), &bundles[0]);
    let again = Running::start(&mut push).finish();
    for line in again.stdout.lines() {
        assert!(
            line.ends_with("was there already") || line.contains("stale"),
            "{line}"
        );
    }
    assert_eq!(scene.relay.size("mid", "replies"), size);
}
