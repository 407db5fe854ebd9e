//! Tests of the vault: what is written is read again, by nobody else, and survives.

mod known;

use std::fs;
use std::path::Path;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Story {
    text: String,
}

impl Record for Story {
    const TABLE: &'static str = "stories";
}

fn story(text: &str) -> Story {
    Story {
        text: text.to_owned(),
    }
}

const WORDS: &str = "zeven gele kwartels zingen niet";

fn passphrase(text: &str) -> Passphrase {
    Passphrase::choose(Zeroizing::new(text.to_owned())).unwrap()
}

fn cheap() -> Cost {
    Cost::of_mib(Cost::MIN_MIB).unwrap()
}

struct Bench {
    folder: TempDir,
    rng: StdRng,
}

impl Bench {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            rng: StdRng::seed_from_u64(7),
        }
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("vault")
    }

    fn found(&mut self) -> Vault {
        let mut founding = Founding::begin(&self.path()).unwrap();
        let vault = founding
            .make(&passphrase(WORDS), cheap(), &mut self.rng)
            .unwrap();
        founding.finish(vault).unwrap()
    }

    fn with_a_story(mut self) -> Self {
        let mut vault = self.found();
        let rng = &mut self.rng;
        vault
            .change(|change| change.put("one", &story("de kwartel vloog op"), rng))
            .unwrap();
        drop(vault);
        self
    }

    fn open(&self) -> Result<Vault, VaultError> {
        Vault::open(&self.path(), &passphrase(WORDS))
    }
}

fn every_file(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(every_file(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn open_finds_what_was_put() {
    let bench = Bench::new().with_a_story();
    let vault = bench.open().unwrap();
    let reading = vault.read().unwrap();
    let found: Option<Story> = reading.find("one").unwrap();
    assert_eq!(found, Some(story("de kwartel vloog op")));
    assert!(reading.has::<Story>("one").unwrap());
    assert!(!reading.has::<Story>("two").unwrap());
    assert_eq!(reading.all::<Story>().unwrap().len(), 1);
}

#[test]
fn marks_tell_what_was_written_again_even_with_the_same_words() {
    let mut bench = Bench::new();
    let mut vault = bench.found();
    let mut put = |vault: &mut Vault, name: &str| {
        let record = story("de kwartel vloog op");
        let rng = &mut bench.rng;
        vault
            .change(|change| change.put(name, &record, rng))
            .unwrap();
    };
    put(&mut vault, "one");
    put(&mut vault, "two");
    let marks = |vault: &Vault| vault.read().unwrap().marks::<Story>().unwrap();
    let before = marks(&vault);
    assert_eq!(before, marks(&vault));
    put(&mut vault, "one");
    let after = marks(&vault);
    let [one, two] = ["one", "two"].map(|name| vault.lookup::<Story>(name));
    assert_ne!(before[&one], after[&one]);
    assert_eq!(before[&two], after[&two]);
    assert_eq!((before.len(), after.len()), (2, 2));
    let reading = vault.read().unwrap();
    assert_eq!(
        reading.at(&one).unwrap(),
        Some(story("de kwartel vloog op"))
    );
    assert_eq!(reading.at::<Story>(&[0; 16]).unwrap(), None);
}

#[test]
fn open_refuses_another_passphrase() {
    let bench = Bench::new().with_a_story();
    let other = passphrase("zeven gele kwartels zingen wel");
    let refused = Vault::open(&bench.path(), &other).unwrap_err();
    assert!(matches!(refused, VaultError::WrongPassphrase), "{refused}");
}

#[test]
fn open_refuses_a_second_process() {
    let bench = Bench::new().with_a_story();
    let _first = bench.open().unwrap();
    assert!(matches!(bench.open().unwrap_err(), VaultError::Busy));
}

#[test]
fn open_says_that_there_is_no_vault() {
    let bench = Bench::new();
    assert!(matches!(
        bench.open().unwrap_err(),
        VaultError::Absent { .. }
    ));
}

#[test]
fn found_refuses_a_folder_with_something_in_it() {
    let bench = Bench::new().with_a_story();
    let refused = Founding::begin(&bench.path()).unwrap_err();
    assert!(matches!(refused, VaultError::Occupied { .. }));
}

#[test]
fn found_clears_what_a_crash_left() {
    let mut bench = Bench::new();
    let mut founding = Founding::begin(&bench.path()).unwrap();
    let half = founding
        .make(&passphrase(WORDS), cheap(), &mut bench.rng)
        .unwrap();
    // The process dies here: neither renamed nor removed, and its lock is gone.
    drop(half);
    Box::leak(Box::new(founding));
    assert!(!bench.path().exists());
    let vault = bench.found();
    assert_eq!(vault.folder(), bench.path());
    let left: Vec<_> = fs::read_dir(bench.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn change_keeps_nothing_after_an_error() {
    let mut bench = Bench::new().with_a_story();
    let mut vault = bench.open().unwrap();
    let rng = &mut bench.rng;
    let refused: Result<(), VaultError> = vault.change(|change| {
        change.put("two", &story("half"), rng)?;
        change.remove::<Story>("one")?;
        Err(VaultError::Busy)
    });
    assert!(refused.is_err());
    let reading = vault.read().unwrap();
    assert!(reading.has::<Story>("one").unwrap());
    assert!(!reading.has::<Story>("two").unwrap());
}

#[test]
fn files_hold_no_plaintext() {
    let bench = Bench::new().with_a_story();
    for file in every_file(&bench.path()) {
        let bytes = fs::read(&file).unwrap();
        for secret in ["kwartel", "vloog", "zeven gele", "one\0"] {
            let found = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
            assert!(!found, "{secret} in {}", file.display());
        }
    }
}

#[test]
fn sealed_records_are_bound_to_their_place() {
    let mut bench = Bench::new();
    let key = RecordKey::derive(&[1; 32], None, b"bellrope/1 vault record");
    let place = |table, lookup| seal::Place { table, lookup };
    let sealed = key.seal(&place("a", b"one"), b"content", &mut bench.rng);
    assert_eq!(
        *key.open(&place("a", b"one"), &sealed).unwrap(),
        *b"content"
    );
    assert!(key.open(&place("b", b"one"), &sealed).is_err());
    assert!(key.open(&place("a", b"two"), &sealed).is_err());
    for position in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[position] ^= 1;
        assert!(
            key.open(&place("a", b"one"), &changed).is_err(),
            "{position}"
        );
    }
    assert!(key.open(&place("a", b"one"), &[]).is_err());
}

#[test]
fn sealed_records_have_few_lengths() {
    let mut bench = Bench::new();
    let key = RecordKey::derive(&[1; 32], None, b"x");
    let place = seal::Place {
        table: "a",
        lookup: b"one",
    };
    let mut len = |n: usize| key.seal(&place, &vec![b'x'; n], &mut bench.rng).len();
    assert_eq!(len(0), 24 + 256 + 16);
    assert_eq!(len(252), len(0));
    assert_eq!(len(253), 24 + 512 + 16);
}

#[test]
fn destroyed_slots_take_their_key_along() {
    let mut bench = Bench::new().with_a_story();
    let mut vault = bench.open().unwrap();
    let rng = &mut bench.rng;
    let slot = Slot::draw(rng);
    vault
        .make_slots(SlotKind::Case, std::slice::from_ref(&slot), rng)
        .unwrap();
    let key = vault.slot_key(SlotKind::Case, &slot).unwrap().unwrap();
    vault
        .change(|change| change.put_under(&key, "secret", &story("geheim"), rng))
        .unwrap();
    let reading = vault.read().unwrap();
    let again = vault.slot_key(SlotKind::Case, &slot).unwrap().unwrap();
    let found: Option<Story> = reading.find_under(&again, "secret").unwrap();
    assert_eq!(found, Some(story("geheim")));
    assert!(reading.find::<Story>("secret").is_err());

    let path = bench.folder.path().join("vault/cases").join(slot.as_str());
    let before = fs::read(&path).unwrap();
    let hard_link = bench.folder.path().join("link");
    fs::hard_link(&path, &hard_link).unwrap();
    vault.destroy_slot(SlotKind::Case, &slot).unwrap();
    assert!(!path.exists());
    // The same blocks through another name: overwritten.
    assert_ne!(fs::read(&hard_link).unwrap(), before);
    assert!(vault.slot_key(SlotKind::Case, &slot).unwrap().is_none());
    vault.destroy_slot(SlotKind::Case, &slot).unwrap();
}

/// Killed while it made a slot, or while it destroyed one.
#[test]
fn slot_that_a_crash_left_is_no_slot_and_in_nobodys_way() {
    let mut bench = Bench::new().with_a_story();
    let vault = bench.open().unwrap();
    let rng = &mut bench.rng;
    let slot = Slot::of_week(604_800);
    let path = bench.folder.path().join("vault/weeks/604800");
    for left in [&[0; 32][..], &[]] {
        fs::write(&path, left).unwrap();
        assert!(vault.slot_key(SlotKind::Week, &slot).unwrap().is_none());
        vault
            .make_slots(SlotKind::Week, std::slice::from_ref(&slot), rng)
            .unwrap();
        assert!(vault.slot_key(SlotKind::Week, &slot).unwrap().is_some());
    }
    fs::write(&path, [1; 31]).unwrap();
    let damaged = vault.slot_key(SlotKind::Week, &slot);
    assert!(matches!(
        damaged,
        Err(VaultError::Damaged { part: "weeks" })
    ));
}

#[test]
fn sweep_removes_slots_that_nothing_names() {
    let mut bench = Bench::new().with_a_story();
    let vault = bench.open().unwrap();
    let rng = &mut bench.rng;
    let slots = [Slot::of_week(604_800), Slot::of_week(1_209_600)];
    vault.make_slots(SlotKind::Week, &slots, rng).unwrap();
    vault.sweep_slots(SlotKind::Week, &slots[..1]).unwrap();
    assert_eq!(vault.slots(SlotKind::Week).unwrap(), slots[..1]);
}

#[test]
fn open_refuses_a_vault_with_any_byte_changed() {
    let bench = Bench::new().with_a_story();
    let header = bench.path().join("vault.json");
    let good = fs::read(&header).unwrap();
    // Where the file says how much memory to take, a change must not be believed.
    for position in 0..good.len() {
        let mut changed = good.clone();
        changed[position] ^= 1;
        fs::write(&header, &changed).unwrap();
        let refused = header::Header::read(&bench.path());
        assert!(
            matches!(refused, Err(VaultError::Damaged { .. })),
            "{position}"
        );
    }
    fs::write(&header, &good).unwrap();

    let database = bench.path().join("vault.redb");
    let good = fs::read(&database).unwrap();
    let header = header::Header::read(&bench.path()).unwrap();
    let unlocked = header.open(&passphrase(WORDS), &Asker::nobody()).unwrap();
    for position in (0..good.len()).step_by(good.len() / 97) {
        let mut changed = good.clone();
        changed[position] ^= 0x55;
        fs::write(&database, &changed).unwrap();
        // Free pages may change; then everything is still there.
        match Vault::open_with(&bench.path(), &header, &unlocked) {
            Err(VaultError::Damaged { .. } | VaultError::Database { .. }) => {}
            Err(other) => panic!("{position}: {other}"),
            Ok(vault) => match vault.read().unwrap().find::<Story>("one") {
                Ok(found) => assert_eq!(found, Some(story("de kwartel vloog op")), "{position}"),
                Err(VaultError::Damaged { .. } | VaultError::Database { .. }) => {}
                Err(other) => panic!("{position}: {other}"),
            },
        }
    }
}

#[test]
fn open_refuses_a_truncated_database() {
    let bench = Bench::new().with_a_story();
    let database = bench.path().join("vault.redb");
    let good = fs::read(&database).unwrap();
    for len in [0, 1, 4096, good.len() / 2] {
        fs::write(&database, &good[..len]).unwrap();
        let refused = bench.open().map(|vault| {
            let found: Option<Story> = vault.read().unwrap().find("one").unwrap();
            found
        });
        match refused {
            Err(VaultError::Damaged { .. } | VaultError::Database { .. }) => {}
            other => panic!("{len}: {other:?}"),
        }
    }
    fs::remove_file(&database).unwrap();
    assert!(matches!(
        bench.open().unwrap_err(),
        VaultError::Damaged { .. }
    ));
}

#[test]
fn choose_names_both_numbers_of_a_short_passphrase() {
    let refused = Passphrase::choose(Zeroizing::new("negentien tekens ja".to_owned())).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "passphrase has 19 characters, expected at least 20"
    );
    assert!(Passphrase::choose(Zeroizing::new("twintig tekens, nét!".to_owned())).is_ok());
}

#[test]
fn cost_has_bounds() {
    assert!(Cost::of_mib(18).is_err());
    assert!(Cost::of_mib(4097).is_err());
    assert!(Cost::of_mib(19).is_ok());
}

#[test]
fn debug_hides_secrets() {
    let bench = Bench::new().with_a_story();
    assert_eq!(format!("{:?}", passphrase(WORDS)), "Passphrase { .. }");
    assert_eq!(format!("{:?}", bench.open().unwrap()), "Vault { .. }");
    let key = RecordKey::derive(&[1; 32], None, b"x");
    assert_eq!(format!("{key:?}"), "RecordKey { .. }");
    let key = seal::IndexKey::derive(&[1; 32]);
    assert_eq!(format!("{key:?}"), "IndexKey { .. }");
}

/// What a crash leaves at each step of replacing the team's key: the header of one moment, the
/// records of the same or the next.
#[test]
fn team_key_is_replaced_whole_wherever_it_was_interrupted() {
    let mut bench = Bench::new();
    let mut vault = bench.found();
    let rng = &mut bench.rng;
    let slot = Slot::draw(rng);
    let slots = std::slice::from_ref(&slot);
    vault.make_slots(SlotKind::Case, slots, rng).unwrap();
    let under = vault.slot_key(SlotKind::Case, &slot).unwrap().unwrap();
    vault
        .change(|change| {
            change.put("one", &story("onder het team"), rng)?;
            change.put_under(&under, "two", &story("onder het slot"), rng)
        })
        .unwrap();
    let uses = |name: &str| {
        [SlotUse {
            kind: SlotKind::Case,
            slot: slot.clone(),
            name: name.as_bytes().to_vec(),
        }]
    };
    let place = vault.folder().to_owned();
    let header = place.join("vault.json");
    let records = place.join("vault.redb");
    let reads = |vault: &Vault| {
        let under = vault.slot_key(SlotKind::Case, &slot).unwrap().unwrap();
        let reading = vault.read().unwrap();
        let one: Story = reading.find("one").unwrap().unwrap();
        let two: Story = reading.find_under(&under, "two").unwrap().unwrap();
        one == story("onder het team") && two == story("onder het slot")
    };

    vault.begin_team_key(&[], rng).unwrap();
    drop(vault);
    let offered = fs::read(&header).unwrap();
    let old_records = fs::read(&records).unwrap();
    // Between the first and the second step: the old key opens.
    let mut vault = Vault::open(&place, &passphrase(WORDS)).unwrap();
    assert!(vault.is_moving() && reads(&vault));
    // By its name, and by trying.
    vault
        .settle_team_key(&uses("anders"), |_, _| Ok(()), rng)
        .unwrap();
    assert!(!vault.is_moving() && reads(&vault));
    drop(vault);
    let settled = fs::read(&header).unwrap();
    let new_records = fs::read(&records).unwrap();
    assert_ne!(offered, settled);

    // Between the second and the third: the new key opens.
    fs::write(&header, &offered).unwrap();
    let mut vault = Vault::open(&place, &passphrase(WORDS)).unwrap();
    assert!(vault.is_moving() && reads(&vault));
    vault
        .settle_team_key(&uses("two"), |_, _| panic!("done before"), rng)
        .unwrap();
    assert!(reads(&vault));
    drop(vault);
    let vault = Vault::open(&place, &passphrase(WORDS)).unwrap();
    assert!(!vault.is_moving() && reads(&vault));
    drop(vault);

    // The old key is gone: records of before do not open any more.
    fs::write(&records, &old_records).unwrap();
    let vault = Vault::open(&place, &passphrase(WORDS)).unwrap();
    assert!(vault.read().unwrap().find::<Story>("one").is_err());
    drop(vault);
    fs::write(&records, &new_records).unwrap();
    let vault = Vault::open(&place, &passphrase(WORDS)).unwrap();
    assert!(reads(&vault));
}
