//! The slot writer on media that work, and on media that fail.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bellrope_protocol::age::Identity;
use bellrope_protocol::{content, letter};
use bytes::Bytes;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;
use crate::clock::{Clock, Epochs, ManualClock};

/// Slots in memory, with the faults of disks.
#[derive(Clone)]
struct Memory(Arc<Inside>);

struct Inside {
    /// What survives a power cut.
    durable: Mutex<Vec<[u8; SLOT_LEN]>>,
    /// What was written since the last sync.
    written: Mutex<HashMap<u32, Box<[u8; SLOT_LEN]>>>,
    fails: AtomicBool,
    syncs: AtomicUsize,
    reopened: AtomicUsize,
    /// Held while no sync may pass.
    gate: Mutex<()>,
}

impl Memory {
    fn new(count: usize) -> Self {
        Self(Arc::new(Inside {
            durable: Mutex::new(vec![[7; SLOT_LEN]; count]),
            written: Mutex::default(),
            fails: AtomicBool::new(false),
            syncs: AtomicUsize::new(0),
            reopened: AtomicUsize::new(0),
            gate: Mutex::default(),
        }))
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

    /// What a power cut leaves.
    fn after_power_cut(&self) -> Self {
        let other = Self::new(0);
        *other.0.durable.lock().unwrap() = self.0.durable.lock().unwrap().clone();
        other
    }

    fn letters(&self) -> usize {
        let slots = self.0.durable.lock().unwrap();
        slots
            .iter()
            .filter(|slot| read_slot(slot).is_some())
            .count()
    }
}

impl Medium for Memory {
    fn count(&self) -> u32 {
        self.0.durable.lock().unwrap().len().try_into().unwrap()
    }

    fn read(&self, position: u32, slot: &mut [u8; SLOT_LEN]) -> io::Result<()> {
        *slot = self.0.durable.lock().unwrap()[position as usize];
        Ok(())
    }

    fn write(&mut self, position: u32, slot: &[u8; SLOT_LEN]) -> io::Result<()> {
        // A write that fails may have reached the disk nevertheless.
        self.0
            .written
            .lock()
            .unwrap()
            .insert(position, Box::new(*slot));
        self.check()
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.check()
    }

    fn syncer(&self) -> io::Result<impl Syncer + use<>> {
        Ok(self.clone())
    }

    fn blur(&self) {}
}

impl Syncer for Memory {
    fn sync(&mut self) -> io::Result<()> {
        let _gate = self.0.gate.lock().unwrap();
        self.0.syncs.fetch_add(1, Ordering::SeqCst);
        let mut durable = self.0.durable.lock().unwrap();
        for (position, slot) in self.0.written.lock().unwrap().drain() {
            durable[position as usize] = *slot;
        }
        drop(durable);
        self.check()
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.0.reopened.fetch_add(1, Ordering::SeqCst);
        self.check()
    }
}

struct Bench {
    memory: Memory,
    queue: Queue,
    clock: Arc<ManualClock>,
    letter: Box<[u8; LETTER_LEN]>,
}

impl Bench {
    fn new(slots: usize) -> Self {
        Self::on(Memory::new(slots))
    }

    fn on(memory: Memory) -> Self {
        let mut rng = StdRng::seed_from_u64(1);
        let identity = Identity::generate(&mut rng);
        let cover = content::encode_cover_letter(&mut StdRng::seed_from_u64(2));
        let letter = letter::seal(
            cover.expose_secret(),
            identity.recipient(),
            &mut StdRng::seed_from_u64(3),
        );
        let clock = Arc::new(ManualClock::new(100));
        let start = Start {
            medium: memory.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            epochs: Arc::new(Epochs::new(60)),
            rng,
            seen: HashMap::new(),
            lookup: Box::new(|_, index, _| {
                Some(Entered {
                    epoch: 60,
                    tag: [u8::try_from(index).unwrap(); 16],
                })
            }),
        };
        let (queue, _) = start.spawn().unwrap();
        Self {
            memory,
            queue,
            clock,
            letter,
        }
    }

    fn body(&self, number: u8) -> [u8; 32] {
        LetterHash::of(self.letter_numbered(number).bytes().unwrap()).body()
    }

    fn letter_numbered(&self, number: u8) -> Letter {
        let mut letter = self.letter.to_vec();
        letter[2_000] = number;
        Letter::new(Bytes::from(letter)).unwrap()
    }

    async fn post(&self, number: u8) -> Answer {
        self.post_tagged(number, [number; 16], TagRule::Sent).await
    }

    async fn post_tagged(&self, number: u8, tag: [u8; 16], tag_rule: TagRule) -> Answer {
        let letter = self.letter_numbered(number);
        let hash = LetterHash::of(letter.bytes().unwrap());
        self.queue
            .post(Post {
                desk: 0,
                letter,
                hash,
                tag,
                tag_rule,
            })
            .await
            .unwrap()
    }
}

fn entered(epoch: u32, number: u8) -> Entered {
    Entered {
        epoch,
        tag: [number; 16],
    }
}

#[test]
fn slot_says_what_was_written() {
    let bench = Bench::new(1);
    let letter = bench.letter_numbered(1);
    let hash = LetterHash::of(letter.bytes().unwrap());
    let label = Label {
        desk: 3,
        epoch: 60,
        tag: [9; 16],
    };
    let mut slot = Box::new([0; SLOT_LEN]);
    write_slot(&mut slot, letter.bytes().unwrap(), &hash, &label).unwrap();
    assert_eq!(
        read_slot(&slot),
        Some(Found {
            label,
            body: bench.body(1)
        })
    );
    // Torn or changed anywhere, it is no letter.
    for position in (0..SLOT_LEN).step_by(997).chain(0..LETTER_AT) {
        let mut torn = slot.clone();
        torn[position] ^= 1;
        assert_eq!(read_slot(&torn), None, "{position}");
    }
}

#[tokio::test]
async fn answered_letter_survives_a_power_cut() {
    let bench = Bench::new(8);
    for number in 0..5 {
        assert_eq!(bench.post(number).await, Ok(entered(120, number)));
        assert_eq!(
            bench.memory.after_power_cut().letters(),
            usize::from(number) + 1
        );
    }
    let after = Bench::on(bench.memory.after_power_cut());
    assert_eq!(after.queue.take(0, 120).unwrap().len(), 5);
    assert_eq!(after.post(3).await, Ok(entered(120, 3)));
}

#[tokio::test]
#[expect(
    clippy::await_holding_lock,
    reason = "it stops the syncer, which is a thread of its own"
)]
async fn letters_that_queue_share_a_sync() {
    let bench = Bench::new(128);
    let gate = bench.memory.0.gate.lock().unwrap();
    let mut answers = tokio::task::JoinSet::new();
    for number in 0..100 {
        let (queue, letter) = (bench.queue.clone(), bench.letter_numbered(number));
        let hash = LetterHash::of(letter.bytes().unwrap());
        let (tag, tag_rule) = ([0; 16], TagRule::Sent);
        let post = Post {
            desk: 0,
            letter,
            hash,
            tag,
            tag_rule,
        };
        answers.spawn(async move { queue.post(post).await });
    }
    while bench.queue.count().unwrap() < 100 {
        tokio::task::yield_now().await;
    }
    // All are written, none is durable, so nobody was answered.
    assert!(answers.try_join_next().is_none());
    assert_eq!(bench.memory.letters(), 0);
    drop(gate);
    while let Some(answer) = answers.join_next().await {
        assert!(answer.unwrap().unwrap().is_ok());
    }
    // The first may have had one of its own; the rest had to wait for the gate together.
    assert!(bench.memory.0.syncs.load(Ordering::SeqCst) <= 2);
    assert_eq!(bench.memory.letters(), 100);
}

#[tokio::test]
async fn full_file_refuses_and_keeps() {
    let bench = Bench::new(2);
    assert!(bench.post(0).await.is_ok());
    assert!(bench.post(1).await.is_ok());
    assert_eq!(bench.post(2).await, Err(Refusal::Full));
    assert_eq!(bench.post(0).await, Ok(entered(120, 0)));
}

#[tokio::test]
async fn repeated_letter_keeps_epoch_and_tag() {
    let bench = Bench::new(4);
    assert_eq!(bench.post(1).await, Ok(entered(120, 1)));
    bench.clock.set(1_000);
    assert_eq!(bench.post(1).await, Ok(entered(120, 1)));
    assert_eq!(
        bench.post_tagged(1, [2; 16], TagRule::Sent).await,
        Err(Refusal::Conflict)
    );
    assert_eq!(
        bench.post_tagged(1, [2; 16], TagRule::Drawn).await,
        Ok(entered(120, 1))
    );
    assert_eq!(bench.memory.letters(), 1);
}

#[tokio::test]
async fn logged_letter_is_wiped_and_still_known() {
    let bench = Bench::new(4);
    bench.post(5).await.unwrap();
    let logged = Logged {
        body: bench.body(5),
        index: 5,
    };
    bench.queue.settle(0, vec![logged], 0).unwrap();
    assert_eq!(bench.memory.letters(), 0);
    assert_eq!(bench.queue.count().unwrap(), 0);
    assert_eq!(bench.post(5).await, Ok(entered(60, 5)));
    assert_eq!(bench.memory.letters(), 0);
    // Beyond the window nobody remembers.
    bench.queue.settle(0, Vec::new(), 6).unwrap();
    assert_eq!(bench.post(5).await, Ok(entered(120, 5)));
}

#[tokio::test]
async fn take_leaves_later_epochs_and_other_desks() {
    let bench = Bench::new(4);
    bench.post(1).await.unwrap();
    bench.clock.set(121);
    bench.post(2).await.unwrap();
    let taken = bench.queue.take(0, 120).unwrap();
    assert_eq!(
        taken.iter().map(|taken| taken.body).collect::<Vec<_>>(),
        [bench.body(1)]
    );
    assert_eq!(bench.queue.take(0, 180).unwrap().len(), 2);
    assert!(bench.queue.take(1, 180).unwrap().is_empty());
}

/// A sync that fails promises nothing, and what it may have left must not come back as a letter
/// with an older epoch than the receipt that is given out later.
#[tokio::test]
async fn failed_sync_answers_nobody_and_is_mended() {
    let bench = Bench::new(4);
    bench.post(1).await.unwrap();
    bench.memory.fail(true);
    assert_eq!(bench.post(2).await, Err(Refusal::Broken));
    assert_eq!(bench.post(3).await, Err(Refusal::Broken));
    assert!(!bench.queue.probe().unwrap());
    bench.memory.fail(false);
    bench.clock.set(1_000);
    assert!(bench.queue.probe().unwrap());
    assert!(bench.memory.0.reopened.load(Ordering::SeqCst) > 0);
    assert_eq!(bench.post(2).await, Ok(entered(1_020, 2)));
    let after = Bench::on(bench.memory.after_power_cut());
    let mut taken: Vec<_> = after
        .queue
        .take(0, 2_000)
        .unwrap()
        .iter()
        .map(|taken| taken.epoch)
        .collect();
    taken.sort_unstable();
    assert_eq!(taken, [120, 1_020]);
    assert_eq!(bench.memory.letters(), 2);
}

#[tokio::test]
async fn failing_disk_loses_no_slot() {
    let bench = Bench::new(4);
    for _ in 0..10 {
        bench.memory.fail(true);
        for number in 0..4 {
            assert_eq!(bench.post(number).await, Err(Refusal::Broken));
        }
        bench.memory.fail(false);
        assert!(bench.queue.probe().unwrap());
    }
    for number in 0..4 {
        assert!(bench.post(number).await.is_ok(), "{number}");
    }
}

#[tokio::test]
async fn failed_wipe_is_made_up_for() {
    let bench = Bench::new(1);
    bench.post(1).await.unwrap();
    bench.memory.fail(true);
    bench
        .queue
        .settle(
            0,
            vec![Logged {
                body: bench.body(1),
                index: 1,
            }],
            0,
        )
        .unwrap();
    assert!(bench.queue.take(0, 1_000).unwrap().is_empty());
    bench.memory.fail(false);
    assert!(bench.post(2).await.is_ok());
    assert_eq!(bench.queue.take(0, 1_000).unwrap().len(), 1);
}

#[test]
fn file_keeps_slots_and_grows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slots");
    let rng = &mut StdRng::seed_from_u64(1);
    let mut file = SlotFile::open(&path, 2, rng).unwrap();
    file.write(1, &[5; SLOT_LEN]).unwrap();
    file.sync().unwrap();
    drop(file);
    let file = SlotFile::open(&path, 4, rng).unwrap();
    assert_eq!(file.count(), 4);
    let mut slot = Box::new([0; SLOT_LEN]);
    file.read(1, &mut slot).unwrap();
    assert_eq!(*slot, [5; SLOT_LEN]);
    file.read(3, &mut slot).unwrap();
    assert!(slot.iter().any(|byte| *byte != 0), "free slots are random");
    // Fewer slots are no reason to lose any.
    assert_eq!(SlotFile::open(&path, 1, rng).unwrap().count(), 4);
}
