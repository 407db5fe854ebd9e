//! How fast the check of a store is, beside bare SHA-256 over the same bytes in the same run; and
//! how often its tests raise a false alarm on random bytes.
//!
//! `cargo bench -p bellrope-auditor --bench store -- [--gib N] [--letters-in-a-batch N]`
//! `cargo bench -p bellrope-auditor --bench store -- --alarms GIB`
//!
//! The store is made by the relay's own code. Its letters have one real header and random
//! payloads: form, size and looks of real ones, made at the speed of the disk.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a benchmark"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use bellrope_auditor::finding::Outcome;
use bellrope_auditor::store;
use bellrope_auditor::store::statistic::{Battery, FALSE_ALARM, MIN_WINDOW};
use bellrope_protocol::age::{HYBRID_HEADER_LEN, Identity, PASSPHRASE_HEADER_LEN};
use bellrope_protocol::limit::{BLOCK_LEN, LETTER_LEN, LETTER_PLAINTEXT_LEN, REPLY_LEN};
use bellrope_protocol::{content, letter};
use bellrope_relay::clock::ManualClock;
use bellrope_relay::config::Config;
use bellrope_relay::durable;
use bellrope_relay::folder::Folder;
use bellrope_relay::key::RelayKeys;
use bellrope_relay::relay::Relay;
use bellrope_relay::store::{LogKind, Numbered};
use bellrope_transparency::entry::Entry;
use bellrope_transparency::log_note::{BatchNote, LogNote as _};
use bellrope_transparency::tree::root_of;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

/// Monday 2026-11-23, 10:00 UTC.
const START: u32 = 1_795_428_000;
/// Bytes that bare SHA-256 reads at once: as much as the check does.
const PIECE: usize = 256 * LETTER_LEN;

fn main() {
    let asked = |name: &str| {
        let mut args = std::env::args().skip_while(|arg| arg != name);
        args.nth(1).and_then(|value| value.parse::<f64>().ok())
    };
    if let Some(gib) = asked("--alarms") {
        return alarms(gib);
    }
    let letters = (asked("--gib").unwrap_or(0.05) * f64::from(1 << 30)) as usize / LETTER_LEN;
    let in_a_batch = asked("--letters-in-a-batch").unwrap_or(1_024.0) as usize;
    let folder = tempfile::tempdir_in(std::env::var("BENCH_DIR").unwrap_or("/tmp".into())).unwrap();
    let began = Instant::now();
    make(folder.path(), letters.max(16), in_a_batch);
    println!(
        "made {letters} letters in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    measure(folder.path());
}

/// Makes a store of letters.
fn make(path: &Path, letters: usize, in_a_batch: usize) {
    let mut rng = StdRng::seed_from_u64(1);
    let host = "relay.example".parse().unwrap();
    RelayKeys::create(&Folder::new(path), &host, 3_600, &mut rng).unwrap();
    let text = format!(
        "host = 'relay.example'\nslots = 256\n[[desks]]\ndesk = 'mid'\n\
         names = {{ nl = 'Meldpunt', en = 'Desk' }}\nfingerprint = '{}'\n",
        "0".repeat(40)
    );
    let config = Config::parse(&text, &BTreeMap::new()).unwrap();
    let clock = Arc::new(ManualClock::new(START.into()));
    let relay = Relay::open(path, config, clock, StdRng::seed_from_u64(2)).unwrap();
    let header = header(&mut rng);
    let mut left = letters.next_multiple_of(16);
    let mut number = 0;
    while left > 0 {
        let count = left.min(in_a_batch.next_multiple_of(16));
        make_batch(&relay, number, count, &header, &mut rng);
        (left, number) = (left - count, number + 1);
    }
    relay.stop();
}

fn header(rng: &mut StdRng) -> Vec<u8> {
    let plaintext = content::encode_cover_letter(rng);
    let identity = Identity::generate(rng);
    assert_eq!(plaintext.expose_secret().len(), LETTER_PLAINTEXT_LEN);
    let letter = letter::seal(plaintext.expose_secret(), identity.recipient(), rng);
    letter[..HYBRID_HEADER_LEN].to_vec()
}

fn make_batch(relay: &Relay, number: u64, count: usize, header: &[u8], rng: &mut StdRng) {
    let desk = &relay.desks[0];
    let log = relay.log(desk, LogKind::Intake);
    let epoch = START + 3_600 * (number as u32 + 1);
    let mut bodies = vec![0; count * LETTER_LEN];
    rng.fill_bytes(&mut bodies);
    for body in bodies.chunks_mut(LETTER_LEN) {
        body[..header.len()].copy_from_slice(header);
    }
    let mut sorted: Vec<(Entry, &[u8])> = bodies
        .chunks(LETTER_LEN)
        .map(|body| {
            let mut tag = [0; 16];
            rng.fill_bytes(&mut tag);
            let hash = Sha256::digest(body).into();
            (
                Entry {
                    epoch,
                    body: hash,
                    tag,
                },
                body,
            )
        })
        .collect();
    sorted.sort_unstable_by_key(|(entry, _)| entry.body);
    let path = relay.folder.batch(&desk.name, LogKind::Intake, number);
    let mut draft = durable::Draft::begin(&path).unwrap();
    sorted
        .iter()
        .for_each(|(_, body)| draft.write(body).unwrap());
    draft.finish().unwrap();
    let entries: Vec<Entry> = sorted.iter().map(|(entry, _)| *entry).collect();
    let mut growth = log.grow(&entries).unwrap();
    let note = BatchNote {
        origin: log.origin().clone(),
        number,
        epoch,
        first: growth.from,
        count: count as u32,
        root: root_of(entries.iter().map(Entry::leaf_hash)),
    };
    let value = note.sign(log.key).unwrap().to_string();
    growth.batch = Some(Numbered { number, value });
    relay.store.append(&[growth]).unwrap();
}

/// Runs both in turn, three times, and prints the medians.
fn measure(folder: &Path) {
    let batches = folder.join("desks/mid/intake/batch");
    let files: Vec<_> = fs::read_dir(batches)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let bytes: u64 = files
        .iter()
        .map(|file| fs::metadata(file).unwrap().len())
        .sum();
    let (mut bare, mut audit) = (Vec::new(), Vec::new());
    let mut resident = 0;
    for _ in 0..3 {
        bare.push(time(|| hash_all(&files)));
        forget_peak();
        audit.push(time(|| {
            let check = store::run(folder);
            assert_eq!(check.outcome(), Outcome::Pass, "{:?}", check.findings);
        }));
        resident = resident.max(peak_kib());
    }
    let (bare, audit) = (median(bare), median(audit));
    let rate = |took: Took| bytes as f64 / took.wall / 1e9;
    let letters = bytes as f64 / LETTER_LEN as f64;
    println!("bodies                {:.2} GB", bytes as f64 / 1e9);
    for (what, took) in [("bare SHA-256", bare), ("bellrope-audit store", audit)] {
        println!("{what:22}{:.2} GB/s, {:.2} s of CPU", rate(took), took.cpu);
    }
    println!("letters a second      {:.0}", letters / audit.wall);
    let (wall, cpu) = (bare.wall / audit.wall, bare.cpu / audit.cpu);
    println!(
        "share of bare         {:.0} % ({:.0} % by CPU)",
        100.0 * wall,
        100.0 * cpu
    );
    println!("peak resident         {:.0} MiB", resident as f64 / 1024.0);
}

/// Seconds that something took. On a machine that others use too, those of the CPU are steadier.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
}

fn time(run: impl FnOnce()) -> Took {
    let (begin, before) = (Instant::now(), cpu_secs());
    run();
    Took {
        wall: begin.elapsed().as_secs_f64(),
        cpu: cpu_secs() - before,
    }
}

fn median(mut took: Vec<Took>) -> Took {
    took.sort_by(|one, other| one.wall.total_cmp(&other.wall));
    took[took.len() / 2]
}

/// Reads the seconds of CPU that this process has used, all threads, to the hundredth.
fn cpu_secs() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| after_name.split_whitespace().nth(at)?.parse::<f64>().ok();
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

/// Hashes every letter of every file, on all cores.
fn hash_all(files: &[std::path::PathBuf]) {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut buffer = vec![0; PIECE];
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let file = File::open(path).unwrap();
                    let len = file.metadata().unwrap().len();
                    for at in (0..len).step_by(PIECE) {
                        let piece = &mut buffer[..PIECE.min((len - at) as usize)];
                        file.read_exact_at(piece, at).unwrap();
                        for letter in piece.chunks(LETTER_LEN) {
                            std::hint::black_box(Sha256::digest(letter));
                        }
                    }
                }
            });
        }
    });
}

/// What a store has that must look random, and how long it is.
const SHAPES: [(&str, usize); 6] = [
    ("letter", LETTER_LEN - HYBRID_HEADER_LEN),
    ("reply", REPLY_LEN - PASSPHRASE_HEADER_LEN),
    ("free slot", LETTER_LEN),
    ("block", BLOCK_LEN),
    ("free page", 4_096),
    ("shortest that is counted", MIN_WINDOW),
];

/// Counts alarms on random bytes in the shapes of a store: at the thresholds of a run over all of
/// them, and at looser ones whose promise can be seen kept.
fn alarms(gib: f64) {
    let of_each = (gib * f64::from(1 << 30)) as usize / SHAPES.len();
    let total = (of_each * SHAPES.len()) as u64;
    let run = Battery::for_run(total);
    let began = Instant::now();
    println!(
        "{:.1} GiB of random bytes; alarms promised at most, and counted",
        gib
    );
    let mut at_run = 0;
    for (name, len) in SHAPES {
        let windows = of_each / len;
        let loose = [1_000.0, 100.0, 10.0].map(|windows_an_alarm| {
            let promised = windows as f64 / windows_an_alarm;
            let battery = Battery::with_false_alarm((windows * len) as u64, promised);
            (promised, battery)
        });
        let counts = count_alarms(windows, len, run, loose.map(|(_, battery)| battery));
        at_run += counts[0];
        print!(
            "{name:26}{windows:>9} windows of {len:>6}: {} at a run's,",
            counts[0]
        );
        for ((promised, _), count) in loose.iter().zip(&counts[1..]) {
            print!(" {promised:.0}/{count}");
        }
        println!();
    }
    println!(
        "a run over all of it: {FALSE_ALARM} promised, {at_run} counted; {:.0} s",
        began.elapsed().as_secs_f64()
    );
}

/// Examines windows on all cores with each battery.
fn count_alarms(windows: usize, len: usize, run: Battery, loose: [Battery; 3]) -> [u64; 4] {
    let [one, two, three] = loose;
    let batteries = [run, one, two, three];
    let next = AtomicUsize::new(0);
    let counts: [AtomicU64; 4] = Default::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for worker in 0..workers as u64 {
            let (next, counts) = (&next, &counts);
            scope.spawn(move || {
                let mut rng = StdRng::seed_from_u64(len as u64 * 1_000 + worker);
                let mut buffer = vec![0; len];
                while next.fetch_add(1, Ordering::Relaxed) < windows {
                    rng.fill_bytes(&mut buffer);
                    for (count, battery) in counts.iter().zip(&batteries) {
                        if battery.examine(&buffer).is_some() {
                            count.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    counts.map(AtomicU64::into_inner)
}

fn forget_peak() {
    // Where the kernel does not take it, the peak is that of the whole program.
    drop(fs::write("/proc/self/clear_refs", "5"));
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
    number.unwrap_or_default()
}
