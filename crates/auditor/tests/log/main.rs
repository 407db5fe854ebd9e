//! `log`: an untouched log gives no finding, and each change gives its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says where"
)]

mod body;
mod deletion;
mod note;
mod root;
#[path = "../support/mod.rs"]
mod support;

use bellrope_auditor::check::log::Options;
use bellrope_auditor::finding::Outcome;
use bellrope_auditor::source::{Bodies, Item};
use bellrope_bundle::Log;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::time::Day;
use bellrope_transparency::log_note::PruneReason;
use bellrope_transparency::tile::{Layer, Tile};
use bellrope_transparency::tree::TreeHead;
use support::{DAY, Files, NOON, World, another_root, assert_found, kinds};

const INTAKE: Log = Log::Intake;

fn options() -> Options<'static> {
    Options::default()
}

#[track_caller]
fn expect(world: &World, files: &Files, expected: &[&str]) {
    assert_found(&world.check_log(files, &options()), expected);
}

fn tile(log: Log, layer: Layer, index: u64, size: usize) -> Item {
    let tile = Tile::in_log(layer, index, size as u64).unwrap();
    Item::Tile { log, tile }
}

#[test]
fn untouched_logs_pass() {
    let world = World::busy();
    let check = world.check_log(&world.files(), &options());
    assert_found(&check, &[]);
    assert_eq!(check.outcome(), Outcome::Pass);
    assert_eq!(check.pictures.len(), 3);
}

#[test]
fn a_desk_without_letters_passes() {
    let world = World::founded();
    expect(&world, &world.files(), &[]);
}

#[test]
fn a_log_of_several_levels_passes_and_each_level_is_checked() {
    let mut world = World::founded();
    for count in [40_000, 16, 30_000 / 16 * 16] {
        world.seal_entries(count);
    }
    let mut files = world.files();
    files.bodies = Bodies::None;
    expect(&world, &files, &[]);
    let size = world.intake.entries.len();
    for (level, index) in [(0, 7), (1, 0), (1, 1), (2, 0)] {
        let mut files = files.clone();
        files.get(tile(INTAKE, Layer::Hashes(level), index, size))[0] ^= 1;
        expect(&world, &files, &["log-tile"]);
    }
}
