//! The store on a disk that works, and on one that fails.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ::redb::StorageBackend;
use ::redb::backends::InMemoryBackend;
use bellrope_transparency::tile::Tile;

use super::*;

const LOG: LogId = LogId {
    desk: 0,
    kind: LogKind::Intake,
};

/// A disk in memory that outlives the database and fails when told to.
#[derive(Debug, Clone, Default)]
struct Disk(Arc<Inside>);

#[derive(Debug, Default)]
struct Inside {
    bytes: InMemoryBackend,
    fails: AtomicBool,
    opened: AtomicUsize,
}

impl Disk {
    fn store(&self) -> RedbStore {
        let disk = self.clone();
        let make: Box<Make> = Box::new(move |builder| {
            disk.0.opened.fetch_add(1, Ordering::SeqCst);
            builder.create_with_backend(disk.clone())
        });
        RedbStore::open(Storage::Made(make), 1 << 20).unwrap()
    }

    fn fail(&self, fails: bool) {
        self.0.fails.store(fails, Ordering::SeqCst);
    }

    fn check(&self) -> io::Result<()> {
        match self.0.fails.load(Ordering::SeqCst) {
            true => Err(io::Error::other("the disk fails")),
            false => Ok(()),
        }
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.0.bytes.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.check()?;
        self.0.bytes.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.check()?;
        self.0.bytes.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.check()?;
        self.0.bytes.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.check()?;
        self.0.bytes.write(offset, data)
    }
}

fn a_growth(from: u64, count: u64) -> Growth {
    let size = from + count;
    let tile = Tile::in_log(Layer::Hashes(0), 0, size).unwrap();
    Growth {
        log: LOG,
        from,
        head: Head {
            size,
            checkpoint: format!("checkpoint of {size}"),
        },
        tiles: vec![WrittenTile {
            tile,
            bytes: vec![1; usize::from(tile.width()) * 32],
        }],
        batch: Some(Numbered {
            number: from,
            value: format!("batch {from}"),
        }),
        card: None,
    }
}

#[test]
fn append_is_all_or_nothing() {
    let store = Disk::default().store();
    store.append(&[a_growth(0, 1)]).unwrap();
    let other = Growth {
        log: LogId {
            kind: LogKind::Replies,
            ..LOG
        },
        ..a_growth(0, 1)
    };
    // The second part does not fit, so the first must not take place.
    let refused = store.append(&[other.clone(), a_growth(0, 1)]);
    assert!(matches!(
        refused,
        Err(StoreError::Moved {
            size: 1,
            expected: 0,
            ..
        })
    ));
    assert_eq!(store.head(other.log).unwrap(), None);
    assert_eq!(store.note_count(other.log, NoteKind::Batch).unwrap(), 0);
    store.append(&[other, a_growth(1, 1)]).unwrap();
    assert_eq!(store.head(LOG).unwrap().unwrap().size, 2);
}

#[test]
fn notes_are_counted_and_paged() {
    let store = Disk::default().store();
    for number in 0..5 {
        store.append(&[a_growth(number, 1)]).unwrap();
    }
    assert_eq!(store.note_count(LOG, NoteKind::Batch).unwrap(), 5);
    assert_eq!(store.note_count(LOG, NoteKind::Pruned).unwrap(), 0);
    assert_eq!(
        store.notes(LOG, NoteKind::Batch, 3..9).unwrap(),
        ["batch 3", "batch 4"]
    );
    assert!(
        store
            .notes(LogId { desk: 1, ..LOG }, NoteKind::Batch, 0..9)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn desks_keep_their_numbers() {
    let disk = Disk::default();
    let [mid, cog]: [DeskName; 2] = ["mid".parse().unwrap(), "cog".parse().unwrap()];
    let store = disk.store();
    assert_eq!(store.number_desk(&mid).unwrap(), 0);
    assert_eq!(store.number_desk(&cog).unwrap(), 1);
    drop(store);
    let store = disk.store();
    assert_eq!(store.number_desk(&cog).unwrap(), 1);
    assert_eq!(store.number_desk(&mid).unwrap(), 0);
}

/// redb refuses every write after one that failed, until it is opened again.
#[test]
fn store_recovers_from_a_failing_disk() {
    let disk = Disk::default();
    let store = disk.store();
    store.append(&[a_growth(0, 1)]).unwrap();
    disk.fail(true);
    for _ in 0..3 {
        assert!(matches!(
            store.probe(),
            Err(StoreError::Failed { transaction: _, .. })
        ));
        assert!(store.append(&[a_growth(1, 1)]).is_err());
    }
    disk.fail(false);
    store.probe().unwrap();
    assert!(disk.0.opened.load(Ordering::SeqCst) > 1);
    assert_eq!(store.head(LOG).unwrap().unwrap().size, 1);
    store.append(&[a_growth(1, 1)]).unwrap();
    drop(store);
    assert_eq!(
        disk.store().head(LOG).unwrap().unwrap().checkpoint,
        "checkpoint of 2"
    );
}

#[test]
fn error_names_the_transaction_and_nothing_else() {
    let disk = Disk::default();
    let store = disk.store();
    disk.fail(true);
    let error = store.append(&[a_growth(0, 1)]).unwrap_err();
    assert_eq!(error.to_string(), "cannot commit the append transaction");
}

#[test]
fn publish_takes_nothing_back_and_nothing_alone() {
    let store = Disk::default().store();
    let cards = LogId {
        kind: LogKind::Cards,
        ..LOG
    };
    let head = |size: u64, checkpoint: &str| Head {
        size,
        checkpoint: checkpoint.to_owned(),
    };
    assert_eq!(store.published(LOG).unwrap(), None);
    let set = [(LOG, head(5, "five")), (cards, head(1, "one"))];
    store.publish(&set).unwrap();
    // The same sizes with fresher cosignatures take its place.
    let fresher = [(LOG, head(5, "five again")), (cards, head(1, "one"))];
    store.publish(&fresher).unwrap();
    // A smaller size keeps the whole set from being published.
    let older = [(cards, head(2, "two")), (LOG, head(4, "four"))];
    store.publish(&older).unwrap();
    assert_eq!(store.published(LOG).unwrap(), Some(head(5, "five again")));
    assert_eq!(store.published(cards).unwrap(), Some(head(1, "one")));
}
