//! Import of a large bundle beside the bare opening of as many letters, in the same run.
//!
//! The bar is 80 % of the bare scan of the protocol's benchmark (every letter opened and looked at)
//! on the same number of cores; what import adds is reading and hashing every letter, notes and
//! logs, and the vault. Rounds take turns; the figures are medians. Each import is a process of its
//! own on a fresh copy of the vault, so that its memory is its own.
//!
//! `BELLROPE_BENCH_LETTERS` sets the number of letters (100,000); of each 500, one is real.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark prints what it found and stops when it cannot"
)]

mod machine;
#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use bellrope_bundle::UnverifiedBundle;
use bellrope_desk::import::{self, Outcome};
use bellrope_desk::vault::Vault;
use bellrope_protocol::age::Identity;
use bellrope_protocol::content::encode_cover_letter;
use bellrope_protocol::letter;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use support::World;
use support::relay::Letter;

/// Letters of a batch.
const BATCH: usize = 1024;
/// One letter in so many is real.
const REAL: usize = 500;
const ROUNDS: usize = 5;
/// Letters that the bare opening goes round.
const POOL: usize = 512;
/// Names the vault, the bundle and the time for the process that imports.
const CHILD: &str = "BELLROPE_BENCH_IMPORT";

fn main() {
    if let Ok(asked) = std::env::var(CHILD) {
        import_alone(&asked);
        return;
    }
    let asked = std::env::var("BELLROPE_BENCH_LETTERS").ok();
    let letters = asked.map_or(100_000, |text| text.parse().unwrap());
    let threads = std::thread::available_parallelism().unwrap().get();
    let identity = Identity::generate(&mut StdRng::seed_from_u64(7));
    let pool = a_pool(&identity);
    let place = a_world_with(letters);
    let mut bare = Vec::new();
    let mut imported = Vec::new();
    let mut peak = 0;
    for _ in 0..ROUNDS {
        bare.push(Took::of(|| open_all(&pool, &identity, letters, threads)));
        let (took, memory) = place.import();
        imported.push(took);
        peak = peak.max(memory);
    }
    println!(
        "import of {letters} letters, one in {REAL} real, {threads} threads, median of {ROUNDS}"
    );
    for (name, took) in [("bare opening", &bare), ("import", &imported)] {
        let clock = median(took.iter().map(|it| it.clock).collect());
        let processor = median(took.iter().map(|it| it.processor).collect());
        let rate = |time: f64| letters as f64 / time;
        println!(
            "  {name:<13} {:>9.0} letters/s, {:>7.0} a second of processor time",
            rate(clock),
            rate(processor)
        );
    }
    let shares = |pick: fn(&Took) -> f64| {
        let both = bare.iter().zip(&imported);
        100.0 * median(both.map(|(bare, ours)| pick(bare) / pick(ours)).collect())
    };
    println!("  share         {:>8.0} %", shares(|it| it.clock));
    println!("  by processor  {:>8.0} %", shares(|it| it.processor));
    println!("  peak memory of an import: {peak} MiB");
}

/// What something took, in seconds.
struct Took {
    clock: f64,
    processor: f64,
}

impl Took {
    fn of(work: impl FnOnce()) -> Self {
        let (begun, before) = (Instant::now(), machine::processor_time());
        work();
        let (clock, processor) = (begun.elapsed(), machine::processor_time() - before);
        Self {
            clock: clock.as_secs_f64(),
            processor: processor.max(Duration::from_millis(10)).as_secs_f64(),
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A vault that was closed, and a bundle for it.
struct Place {
    folder: tempfile::TempDir,
    now: u64,
}

impl Place {
    /// Imports the bundle into a copy of the vault, in a process of its own; returns what it took,
    /// and its peak of memory, in MiB.
    fn import(&self) -> (Took, u64) {
        let copy = self.folder.path().join("copy");
        support::copy_folder(&self.folder.path().join("vault"), &copy);
        let output = Command::new(std::env::current_exe().unwrap())
            .env(
                CHILD,
                format!("{} {}", self.folder.path().display(), self.now),
            )
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        std::fs::remove_dir_all(copy).unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let figures: Vec<f64> = said
            .split_whitespace()
            .map(|it| it.parse().unwrap())
            .collect();
        let took = Took {
            clock: figures[0],
            processor: figures[1],
        };
        (
            took,
            said.split_whitespace().nth(2).unwrap().parse().unwrap(),
        )
    }
}

fn import_alone(asked: &str) {
    let (folder, now) = asked.rsplit_once(' ').unwrap();
    let folder = Path::new(folder);
    let mut vault = Vault::open(&folder.join("copy"), &support::passphrase()).unwrap();
    let bundle = UnverifiedBundle::open(&folder.join("in-2.bundle")).unwrap();
    let mut rng = StdRng::seed_from_u64(9);
    let took = Took::of(|| {
        let outcome = import::import(&mut vault, &bundle, now.parse().unwrap(), &mut rng, |_| ());
        let Outcome::Imported(summary) = outcome.unwrap() else {
            panic!("nothing new");
        };
        assert_eq!(summary.letters, summary.entries / REAL as u64);
    });
    println!(
        "{} {} {}",
        took.clock,
        took.processor,
        machine::peak_memory()
    );
}

/// Fills a relay with letters and writes its bundle; then only files are left of it.
fn a_world_with(letters: usize) -> Place {
    let mut world = World::new();
    for batch in 0..letters.div_ceil(BATCH) {
        let here = BATCH.min(letters - batch * BATCH);
        let real = (batch * BATCH..batch * BATCH + here).filter(|i| i % REAL == REAL - 1);
        for _ in real {
            let reporter = world.reporter();
            let content = reporter.report("Verhaal", &mut world.rng);
            reporter.post(&content, &mut world.relay, &mut world.rng);
        }
        world.seal_batch_of(here);
    }
    assert!(world.bundle().ends_with("in-2.bundle"));
    let World { folder, now, .. } = world;
    Place { folder, now }
}

/// Opens as many letters and does nothing else, on as many threads: a pool of covers sealed to a
/// key of our own, over and over.
fn open_all(pool: &[Letter], identity: &Identity, letters: usize, threads: usize) {
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for i in (thread..letters).step_by(threads) {
                    let letter = pool[i % pool.len()].as_slice();
                    assert!(letter::open(black_box(identity), black_box(letter)).is_ok());
                }
            });
        }
    });
}

fn a_pool(identity: &Identity) -> Vec<Letter> {
    let mut rng = StdRng::seed_from_u64(8);
    let mut seal = || {
        let plaintext = encode_cover_letter(&mut rng);
        letter::seal(plaintext.expose_secret(), identity.recipient(), &mut rng)
    };
    (0..POOL).map(|_| seal()).collect()
}
