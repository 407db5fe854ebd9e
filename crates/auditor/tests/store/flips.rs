//! One changed bit anywhere in a store: either there is a finding, or the bit is in a class where
//! nothing can tell. The classes are listed here, and in docs/audit.md, and there are no others.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use bellrope_auditor::finding::Outcome;
use bellrope_auditor::store;
use bellrope_auditor::store::database::{PAGE_LEN, Use, offset_of};
use bellrope_auditor::store::ledger::Ledger;
use bellrope_auditor::store::rows::Database;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::world::{World, assert_passes, copy, set_time};

/// How many bits are changed in each file.
const FLIPS: usize = 40;

/// Where a change may stay unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blind {
    /// Random bytes that nothing else depends on.
    FreeSlot,
    /// Ciphertext that no log names: the desk sees it.
    Block,
    /// A seed: any 32 bytes are one.
    Key,
    /// The operator's text.
    Configuration,
    /// The flag that redb was not closed.
    Header,
    /// Free pages: old checksums, page numbers and counters of redb.
    OldPage,
}

/// Says in which class a place is, if in any.
fn blind(folder: &Path, name: &str, at: u64) -> Option<Blind> {
    match name {
        "slots" => Some(Blind::FreeSlot),
        "log.key" | "receipt.key" => Some(Blind::Key),
        "relay.toml" => Some(Blind::Configuration),
        "relay.redb" if at < PAGE_LEN as u64 => (at == 9).then_some(Blind::Header),
        "relay.redb" => {
            let file = fs::File::open(folder.join(name)).unwrap();
            let len = file.metadata().unwrap().len();
            let database = Database::open(file, len, &mut Ledger::default()).ok()?;
            let page = at / PAGE_LEN as u64 - 1;
            let unused = matches!(database.pages.use_of(page), Use::Free | Use::Pending);
            unused.then_some(Blind::OldPage)
        }
        name if name.contains("/blocks/") => Some(Blind::Block),
        _ => None,
    }
}

fn files(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, below, found);
        } else {
            found.push(path.strip_prefix(below).unwrap().to_owned());
        }
    }
}

#[test]
fn any_flipped_bit_is_found_or_in_a_named_class() {
    let mut world = World::new();
    world.blocks(1);
    world.epochs(3, 1);
    world.replies();
    world.confirm();
    world.post(2);
    world.stop();
    let store = copy(world.path());
    assert_passes(store.path(), "before");
    let mut names = Vec::new();
    files(store.path(), store.path(), &mut names);
    names.sort();
    let rng = &mut StdRng::seed_from_u64(5);
    let mut unseen: BTreeMap<Blind, usize> = BTreeMap::new();
    let mut seen = 0;
    for name in names {
        let path = store.path().join(&name);
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        let len = fs::metadata(&path).unwrap().len();
        let name = name.to_str().unwrap();
        let mut places: Vec<u64> = (0..FLIPS).map(|_| rng.random_range(0..len)).collect();
        if name == "relay.redb" {
            // Every flag, the rest of the header, and the free pages that hold something.
            places.extend([9; 24]);
            places.extend((0..FLIPS).map(|_| rng.random_range(0..320)));
            let old = old_pages(store.path());
            let within = |rng: &mut StdRng| rng.random_range(0..PAGE_LEN as u64);
            places
                .extend((0..3 * FLIPS).map(|_| old[rng.random_range(0..old.len())] + within(rng)));
        }
        for at in places {
            let class = blind(store.path(), name, at);
            let bit = 1 << rng.random_range(0..8_u32);
            let mut byte = [0];
            let open = OpenOptions::new()
                .read(true)
                .write(true)
                .open(&path)
                .unwrap();
            open.read_exact_at(&mut byte, at).unwrap();
            open.write_all_at(&[byte[0] ^ bit], at).unwrap();
            set_time(&path, time);
            let check = store::run(store.path());
            if check.outcome() == Outcome::Pass {
                let class = class.unwrap_or_else(|| panic!("{name} at {at}, bit {bit}: unseen"));
                *unseen.entry(class).or_default() += 1;
            } else {
                seen += 1;
            }
            open.write_all_at(&byte, at).unwrap();
            set_time(&path, time);
        }
    }
    println!("seen {seen}, unseen {unseen:?}");
    assert_passes(store.path(), "after");
    // Of the 120 in old pages, at least three quarters are seen.
    assert!(unseen.get(&Blind::OldPage).copied().unwrap_or_default() < FLIPS);
    assert!(unseen.contains_key(&Blind::FreeSlot));
}

/// Lists where the free pages begin that hold something.
fn old_pages(folder: &Path) -> Vec<u64> {
    let file = fs::File::open(folder.join("relay.redb")).unwrap();
    let len = file.metadata().unwrap().len();
    let pages = Database::open(file, len, &mut Ledger::default())
        .unwrap()
        .pages;
    (0..pages.count())
        .filter(|page| matches!(pages.use_of(*page), Use::Free | Use::Pending))
        .filter(|page| {
            let bytes = pages.read_run(*page, 1).unwrap();
            bytes.iter().any(|byte| !matches!(byte, 0 | 0xFF))
        })
        .map(offset_of)
        .collect()
}
