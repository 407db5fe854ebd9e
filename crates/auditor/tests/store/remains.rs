//! The database: what does not belong to its rows, and rows that do not belong together.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};
use std::path::Path;

use bellrope_auditor::finding::{Check, Outcome};
use bellrope_auditor::store;
use bellrope_auditor::store::database::{PAGE_LEN, Use, offset_of};
use bellrope_auditor::store::ledger::Ledger;
use bellrope_auditor::store::rows::Database;
use bellrope_protocol::encoding::{encode_base64, encode_hex};
use bellrope_relay::store::{LogKind, NoteKind, Numbered};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, LogNote as _};
use bellrope_transparency::tree::root_of;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use redb::TableDefinition;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::world::{World, assert_passes, copy, fact, set_time};

const TEXT: &str = "Maandag 9.40 uur, 203.0.113.7, eerste brief van vandaag";

/// A store whose database has had many commits, so that free pages hold older ones.
fn stopped() -> TempDir {
    let mut world = World::new();
    world.epochs(20, 1);
    world.confirm();
    world.stop();
    world.image()
}

fn database(folder: &Path) -> Database {
    let file = File::open(folder.join("relay.redb")).unwrap();
    let len = file.metadata().unwrap().len();
    Database::open(file, len, &mut Ledger::default()).unwrap()
}

fn page_bytes(folder: &Path, page: u64) -> Vec<u8> {
    database(folder).pages.read_run(page, 1).unwrap()
}

/// Lists the free pages, those that hold zeros or those that hold something.
fn free(folder: &Path, empty: bool) -> Vec<u64> {
    let database = database(folder);
    (0..database.pages.count())
        .filter(|page| database.pages.use_of(*page) == Use::Free)
        .filter(|page| {
            let bytes = database.pages.read_run(*page, 1).unwrap();
            bytes.iter().all(|byte| matches!(byte, 0 | 0xFF)) == empty
        })
        .collect()
}

fn write_at(folder: &Path, at: u64, bytes: &[u8]) {
    let path = folder.join("relay.redb");
    let file = OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(bytes, at).unwrap();
}

fn kinds(check: &Check) -> Vec<&str> {
    check.findings.iter().map(|f| f.kind.as_str()).collect()
}

fn assert_finds(folder: &Path, kind: &str, name: &str) {
    let check = store::run(folder);
    assert_eq!(check.outcome(), Outcome::Fail, "{name}");
    assert!(
        kinds(&check).contains(&kind),
        "{name}: {:?}",
        check.findings
    );
}

#[test]
fn text_in_free_pages_is_found_in_each_coding() {
    let store = stopped();
    let codings = [
        ("plain", TEXT.as_bytes().to_vec()),
        ("base64", encode_base64(TEXT.as_bytes()).into()),
        ("hex", encode_hex(TEXT.as_bytes()).into()),
        ("one word", b"klokkenluider".to_vec()),
        ("an address", vec![203, 0, 113, 7]),
    ];
    let (empty, older) = (free(store.path(), true)[0], free(store.path(), false)[0]);
    for (name, bytes) in codings {
        let copied = copy(store.path());
        write_at(copied.path(), offset_of(empty) + 100, &bytes);
        assert_finds(copied.path(), "store-remains", name);
        // Behind the older rows of a page.
        let copied = copy(store.path());
        let at = offset_of(older) + (PAGE_LEN - bytes.len()) as u64;
        assert!(page_bytes(copied.path(), older).ends_with(&[0; 1]) || cfg!(debug_assertions));
        write_at(copied.path(), at, &bytes);
        assert_finds(copied.path(), "store-remains", name);
    }
}

#[test]
fn text_behind_the_rows_of_a_used_page_is_found() {
    let store = stopped();
    let pages = database(store.path());
    let used = (0..pages.pages.count())
        .rev()
        .find(|page| pages.pages.use_of(*page) == Use::Table)
        .unwrap();
    write_at(store.path(), offset_of(used) + 4_096 - 60, TEXT.as_bytes());
    let check = store::run(store.path());
    let expected = ["store-remains", "store-database"];
    assert!(kinds(&check).iter().any(|kind| expected.contains(kind)));
}

/// What no test can tell from hashes passes, and is counted.
#[test]
fn encrypted_text_in_a_free_page_is_counted_and_not_found() {
    let store = stopped();
    let mut page = vec![0; PAGE_LEN];
    StdRng::seed_from_u64(1).fill_bytes(&mut page);
    write_at(store.path(), offset_of(free(store.path(), true)[0]), &page);
    let check = assert_passes(store.path(), "random bytes");
    let what = "bytes: database: free pages with high-entropy bytes";
    assert!(fact(&check, what) >= 4_090);
}

/// Key of a row of `tiles`: desk, log, layer, index.
type TileKey = (u32, u8, u8, u64);

/// Writes a leaf of the table `tiles` with one row, as redb lays it out.
fn leaf(key: TileKey, value: &[u8]) -> Vec<u8> {
    let (desk, log, layer, index) = key;
    let mut page = vec![1, 0, 1, 0];
    page.extend((22 + value.len() as u32).to_le_bytes());
    page.extend(desk.to_le_bytes());
    page.extend([log, layer]);
    page.extend(index.to_le_bytes());
    page.extend(value);
    page
}

/// Rows as a commit has them that did not take place: entries and hashes that no log has.
fn rows_of_no_commit() -> Vec<(&'static str, TileKey, Vec<u8>)> {
    let mut rng = StdRng::seed_from_u64(5);
    let mut entries = |count: usize, tags: bool| {
        let entry = |_| {
            let mut entry = vec![0, 53, 1];
            entry.extend(1_795_428_000_u32.to_be_bytes());
            let mut rest = [0; 48];
            rng.fill_bytes(&mut rest[..if tags { 48 } else { 32 }]);
            entry.extend(rest);
            entry
        };
        (0..count).flat_map(entry).collect::<Vec<u8>>()
    };
    let (whole, part) = (entries(16, true), entries(256, true));
    let cards = entries(100, false);
    let mut hashes = vec![0; 8_192];
    rng.fill_bytes(&mut hashes);
    vec![
        ("entries", (0, 0, 255, 0), whole),
        ("the first page of entries", (0, 0, 255, 0), part),
        ("the first page of cards", (0, 2, 255, 0), cards),
        ("hashes", (0, 0, 0, 0), hashes[..2_048].to_vec()),
        ("the first page of hashes", (0, 0, 0, 0), hashes),
    ]
}

/// A relay that is killed while it commits leaves pages of a commit that did not take place, of
/// which later ones may have been given out again. The zeros of a key (desk 0, log 0, bundle 0)
/// once made such a page a finding: "7 equal bytes in a row".
#[test]
fn rows_of_a_commit_that_did_not_take_place_pass() {
    let store = stopped();
    let empty = free(store.path(), true)[0];
    for (name, key, value) in rows_of_no_commit() {
        let copied = copy(store.path());
        let mut page = leaf(key, &value);
        page.truncate(PAGE_LEN);
        write_at(copied.path(), offset_of(empty), &page);
        let check = assert_passes(copied.path(), name);
        let older = "bytes: database: free pages with older rows";
        let before = fact(&store::run(store.path()), older);
        assert!(
            fact(&check, older) >= before + page.len() as u64 - 64,
            "{name}"
        );
    }
}

/// The form of such a page hides nothing.
#[test]
fn text_in_rows_of_a_commit_that_did_not_take_place_is_found() {
    let store = stopped();
    let empty = free(store.path(), true)[0];
    for (name, key, mut value) in rows_of_no_commit() {
        let copied = copy(store.path());
        // In place of hash and tag of the second entry, or among the hashes.
        value[55 + 7..][..48].copy_from_slice(&TEXT.as_bytes()[..48]);
        let mut page = leaf(key, &value);
        page.truncate(PAGE_LEN);
        write_at(copied.path(), offset_of(empty), &page);
        assert_finds(copied.path(), "store-remains", name);
    }
}

/// Writes a branch of the table `tiles` over leaves at these pages, as redb lays it out.
fn branch(children: &[u64]) -> Vec<u8> {
    let mut rng = StdRng::seed_from_u64(9);
    let between = children.len() - 1;
    let mut page = vec![2, 0];
    page.extend((between as u16).to_le_bytes());
    page.extend([0; 4]);
    let mut checksums = vec![0; 16 * children.len()];
    rng.fill_bytes(&mut checksums);
    page.extend(checksums);
    page.extend(children.iter().flat_map(|child| child.to_le_bytes()));
    for index in 0..between as u64 {
        // Hashes of the intake log.
        page.extend([0; 6]);
        page.extend(index.to_le_bytes());
    }
    page
}

/// When redb closes a file it cuts free pages off its end, and an older branch over some of them
/// stays behind further ahead. It once was a finding: "27 equal bytes in a row".
#[test]
fn a_branch_over_pages_that_were_cut_off_passes() {
    let store = stopped();
    let empty = offset_of(free(store.path(), true)[0]);
    let count = database(store.path()).pages.count();
    let cut = branch(&[0, 1, count - 1, count, count + 1, count + 40, 2, 3]);
    write_at(store.path(), empty, &cut);
    let _ = assert_passes(store.path(), "pages cut off");
    // No file of this size ever had such a page.
    let never = branch(&[0, 1, 2, 3, 4, 5, 6, 1 << 22]);
    write_at(store.path(), empty, &never);
    assert_finds(store.path(), "store-remains", "a page that never was");
    // In place of checksums.
    let mut told = branch(&[0, 1, 2, 3, 4, 5, 6, 7]);
    let words = TEXT.bytes().cycle();
    told[8..8 + 16 * 8]
        .iter_mut()
        .zip(words)
        .for_each(|(byte, word)| *byte = word);
    write_at(store.path(), empty, &told);
    assert_finds(store.path(), "store-remains", "a text for checksums");
}

#[test]
fn a_changed_page_or_header_is_found() {
    let store = stopped();
    let pages = database(store.path());
    for uses in [Use::Table, Use::System] {
        let used = (0..pages.pages.count())
            .find(|page| pages.pages.use_of(*page) == uses)
            .unwrap();
        let copied = copy(store.path());
        write_at(copied.path(), offset_of(used) + 2, &[0xEE]);
        assert_finds(copied.path(), "store-database", "a page");
    }
    for at in [0, 9, 12, 30, 70, 200, 400] {
        let copied = copy(store.path());
        write_at(copied.path(), at, &[0xEE]);
        assert_finds(
            copied.path(),
            "store-database",
            &format!("the header at {at}"),
        );
    }
    let copied = copy(store.path());
    fs::remove_file(copied.path().join("relay.redb")).unwrap();
    assert_finds(copied.path(), "store-database", "no database");
}

/// Opens the database as a dishonest relay would.
fn with_redb(folder: &Path, change: impl FnOnce(&redb::WriteTransaction)) {
    let database = redb::Database::open(folder.join("relay.redb")).unwrap();
    let mut transaction = database.begin_write().unwrap();
    transaction.set_two_phase_commit(true);
    transaction.set_quick_repair(true);
    change(&transaction);
    transaction.commit().unwrap();
}

#[test]
fn tables_and_rows_that_no_relay_makes_are_found() {
    const VISITORS: TableDefinition<'_, &str, u64> = TableDefinition::new("visitors");
    const HEADS: TableDefinition<'_, (u32, u8), (u64, &str)> = TableDefinition::new("heads");
    const CONFIRMS: TableDefinition<'_, (u32, u64), (u64, &str)> = TableDefinition::new("confirms");
    const BATCHES: TableDefinition<'_, (u32, u8, u64), &str> = TableDefinition::new("batches");
    let store = stopped();
    let copied = copy(store.path());
    with_redb(copied.path(), |transaction| {
        let mut table = transaction.open_table(VISITORS).unwrap();
        table.insert("203.0.113.7", 1_795_428_123).unwrap();
    });
    assert_finds(copied.path(), "store-database", "a table of visitors");

    let copied = copy(store.path());
    with_redb(copied.path(), |transaction| {
        let mut heads = transaction.open_table(HEADS).unwrap();
        heads.insert((0, 1), (0, "203.0.113.7")).unwrap();
    });
    assert_finds(copied.path(), "store-row", "a checkpoint that is text");

    let copied = copy(store.path());
    with_redb(copied.path(), |transaction| {
        let mut confirms = transaction.open_table(CONFIRMS).unwrap();
        let (key, note) = {
            let (key, value) = redb::ReadableTable::last(&confirms).unwrap().unwrap();
            (key.value(), value.value().1.to_owned())
        };
        confirms
            .insert(key, (1_795_428_123, note.as_str()))
            .unwrap();
    });
    assert_finds(copied.path(), "store-row", "a confirmation by the second");

    let copied = copy(store.path());
    with_redb(copied.path(), |transaction| {
        let mut batches = transaction.open_table(BATCHES).unwrap();
        batches.remove((0, 0, 19)).unwrap();
    });
    assert_finds(copied.path(), "store-log", "a note that is gone");
}

#[test]
fn logs_that_contradict_themselves_are_found() {
    const TILES: TableDefinition<'_, (u32, u8, u8, u64), &[u8]> = TableDefinition::new("tiles");
    let store = stopped();
    for (name, key) in [("an entry", (0, 0, 255, 0)), ("a hash", (0, 0, 0, 0))] {
        let copied = copy(store.path());
        with_redb(copied.path(), |transaction| {
            let mut tiles = transaction.open_table(TILES).unwrap();
            let mut tile = redb::ReadableTable::get(&tiles, key)
                .unwrap()
                .unwrap()
                .value()
                .to_vec();
            tile[40] ^= 1;
            tiles.insert(key, tile.as_slice()).unwrap();
        });
        assert_finds(copied.path(), "store-log", name);
    }
    let copied = copy(store.path());
    with_redb(copied.path(), |transaction| {
        let mut tiles = transaction.open_table(TILES).unwrap();
        tiles.insert((0, 0, 7, 0), TEXT.as_bytes()).unwrap();
    });
    assert_finds(
        copied.path(),
        "store-log",
        "a tile of a level that is not there",
    );
}

/// A relay that keeps the order of arrival signs and logs everything else as it must be.
#[test]
fn unsorted_letters_are_found() {
    let mut world = World::new();
    world.epochs(2, 2);
    let mut letters: Vec<Vec<u8>> = (0..16).map(|_| world.letter()).collect();
    letters.sort_by_key(|letter| Sha256::digest(letter));
    letters.swap(3, 4);
    let relay = world.relay();
    let desk = &relay.desks[0];
    let log = relay.log(desk, LogKind::Intake);
    let epoch = relay.epochs.current(world.clock_now());
    let entries: Vec<Entry> = letters
        .iter()
        .map(|letter| Entry {
            epoch,
            body: Sha256::digest(letter).into(),
            tag: [9; 16],
        })
        .collect();
    let number = relay.store.note_count(log.id, NoteKind::Batch).unwrap();
    let mut growth = log.grow(&entries).unwrap();
    let note = BatchNote {
        origin: log.origin().clone(),
        number,
        epoch,
        first: growth.from,
        count: 16,
        root: root_of(entries.iter().map(Entry::leaf_hash)),
    };
    growth.batch = Some(Numbered {
        number,
        value: note.sign(log.key).unwrap().to_string(),
    });
    let path = relay.folder.batch(&desk.name, LogKind::Intake, number);
    bellrope_relay::durable::write(&path, &letters.concat()).unwrap();
    relay.store.append(&[growth]).unwrap();
    world.stop();
    let check = store::run(world.path());
    assert_eq!(kinds(&check), ["store-order"], "{:?}", check.findings);
}

/// Bytes for which there is no finding of their own are still not accounted for.
#[test]
fn bytes_that_belong_to_nothing_are_found() {
    let mut world = World::new();
    world.epochs(1, 1);
    let image = world.image();
    let path = image.path().join("relay.pub.unfinished");
    fs::write(&path, TEXT).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    set_time(&path, std::time::UNIX_EPOCH);
    assert_finds(image.path(), "store-bytes", "an unfinished relay.pub");
    world.stop();
}
