//! Import of a large bundle beside the bare opening of as many letters, in the same run.
//!
//! The bar is 80 % of the bare scan on the same number of cores; what import adds is reading and
//! hashing every letter, notes and logs, and the vault.
//!
//! `BELLROPE_BENCH_LETTERS` sets the number of letters (8,192); of each 500, one is real.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark prints what it found and stops when it cannot"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use bellrope_bundle::UnverifiedBundle;
use bellrope_desk::import::{self, Outcome};
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
const ROUNDS: usize = 3;
/// Letters that the bare opening goes round.
const POOL: usize = 512;

fn main() {
    let asked = std::env::var("BELLROPE_BENCH_LETTERS").ok();
    let letters = asked.map_or(8 * BATCH, |text| text.parse().unwrap());
    let threads = std::thread::available_parallelism().unwrap().get();
    let identity = Identity::generate(&mut StdRng::seed_from_u64(7));
    let pool = a_pool(&identity);
    let mut bare = Vec::new();
    let mut imported = Vec::new();
    for _ in 0..ROUNDS {
        let mut world = a_world_with(letters);
        let path = world.bundle();
        bare.push(time(|| open_all(&pool, &identity, letters, threads)));
        let bundle = UnverifiedBundle::open(&path).unwrap();
        imported.push(time(|| {
            let outcome =
                import::import(&mut world.vault, &bundle, world.now, &mut world.rng, |_| ());
            let Outcome::Imported(summary) = outcome.unwrap() else {
                panic!("nothing new");
            };
            assert_eq!(summary.letters, (letters / REAL) as u64);
        }));
    }
    let [bare, imported] = [bare, imported].map(median);
    let rate = |took: Duration| letters as f64 / took.as_secs_f64();
    println!(
        "import of {letters} letters, one in {REAL} real, {threads} threads, median of {ROUNDS}"
    );
    println!("  bare opening  {:>9.0} letters/s", rate(bare));
    println!("  import        {:>9.0} letters/s", rate(imported));
    println!(
        "  share         {:>8.0} %",
        100.0 * rate(imported) / rate(bare)
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn a_world_with(letters: usize) -> World {
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
    world
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
