//! `log` over a long log with the bodies of its newest letters, beside bare SHA-256 over the same
//! bytes in the same run, both on all cores; and the peak of memory, which must not grow with the
//! log.
//!
//! `cargo bench -p bellrope-auditor --bench log [-- --entries N] [--gib N] [--rounds N]`: 1,000,000
//! entries and 1 GiB of bodies unless said, in `BENCH_DIR` or the folder for temporary files. The
//! log is made once, as a folder of files under the relay's paths; making it is not measured. The
//! check runs in a process of its own, so that its memory is its own.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints figures, and fails by panicking"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use bellrope_auditor::check::log::{Options, Schedule};
use bellrope_auditor::check::{self, Subject};
use bellrope_auditor::source::FileSource;
use bellrope_protocol::card::Pin;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::limit::LETTER_LEN;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use support::{DAY, World};

/// Entries of a batch: an hour of a busy desk. An ordinary hour has 16 to 48, a flood thousands.
const BATCH: usize = 512;
/// Bytes that bare SHA-256 reads at once.
const PIECE: usize = 256 * LETTER_LEN;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--check") {
        return check_alone(&args[at + 1..]);
    }
    let asked = |name: &str, unless: f64| {
        let at = args.iter().position(|arg| arg == name);
        let value = at.and_then(|at| args.get(at + 1)?.parse().ok());
        value.unwrap_or(unless)
    };
    let entries = whole(asked("--entries", 1e6));
    let letters = whole(asked("--gib", 1.0) * f64::from(1 << 30)) / LETTER_LEN;
    let rounds = whole(asked("--rounds", 3.0)).max(1);
    let parent = std::env::var("BENCH_DIR").map_or(std::env::temp_dir(), PathBuf::from);
    let folder = tempfile::tempdir_in(parent).expect("a folder");
    let log = Made::new(entries, letters, folder.path());
    println!(
        "{} entries in batches of {BATCH}, {} with a body; {} cores; medians of {rounds}",
        log.entries,
        log.letters,
        rayon::current_num_threads()
    );
    log.measure_entries(rounds);
    log.measure_bodies(rounds);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what the command line asks for"
)]
fn whole(number: f64) -> usize {
    number as usize
}

/// A log in a folder.
struct Made {
    folder: PathBuf,
    pin: String,
    now: u64,
    entries: usize,
    letters: usize,
}

impl Made {
    /// Seals hour by hour; the newest `letters` have bodies.
    fn new(entries: usize, letters: usize, folder: &Path) -> Self {
        let mut world = World::founded();
        let batches = entries.div_ceil(BATCH).max(1);
        let with_bodies = letters.div_ceil(BATCH).min(batches);
        // The newest batch must be of today.
        world.now = world.now.max(batches as u64 * 3_600 + 30 * DAY);
        let bodies = folder.join("v1/desks/mid/intake/batch");
        fs::create_dir_all(&bodies).expect("a folder");
        for number in 0..batches {
            if number < batches - with_bodies {
                world.seal_entries(BATCH);
            } else {
                world.seal(BATCH);
                let sealed = world.intake.bodies.last_mut().and_then(Option::take);
                fs::write(bodies.join(number.to_string()), sealed.expect("bodies"))
                    .expect("a disk");
            }
            if world.now > world.card.not_after - 14 * DAY {
                world.rotate();
            }
        }
        world.files().write(folder);
        Self {
            folder: folder.to_owned(),
            pin: world.card.founding.fingerprint().to_string(),
            now: world.now,
            entries: world.intake.entries.len(),
            letters: with_bodies * BATCH,
        }
    }

    /// Entries alone: a log is small, and its tree costs more than its bytes.
    fn measure_entries(&self, rounds: usize) {
        let away = self.folder.join("away");
        fs::rename(self.bodies(), &away).expect("a folder");
        let bundles = files_below(&self.desk().join("intake/tile/entries"));
        // What a Merkle tree takes at the least: a block for each leaf, two for each inner node.
        let tree = || {
            (0..self.entries)
                .into_par_iter()
                .for_each(|_| (0..3).for_each(|_| hash(&[0; 55])));
        };
        let bare = median(rounds, || timed(|| hash_files(&bundles)));
        let floor = median(rounds, || timed(tree));
        let (audit, peak) = self.audit(rounds);
        fs::rename(&away, self.bodies()).expect("a folder");
        let bytes = len_of(&bundles);
        println!("entries alone, {:.1} MB", bytes / 1e6);
        self.print(audit, peak);
        share("bare SHA-256 over the same bytes", bytes, bare, audit);
        share(
            "the tree's own SHA-256, three blocks an entry",
            bytes,
            floor,
            audit,
        );
    }

    /// Entries and bodies.
    fn measure_bodies(&self, rounds: usize) {
        let mut files = files_below(&self.bodies());
        files.extend(files_below(&self.desk().join("intake/tile/entries")));
        let bare = median(rounds, || timed(|| hash_files(&files)));
        let (audit, peak) = self.audit(rounds);
        let bytes = len_of(&files);
        println!("entries and bodies, {:.2} GB", bytes / 1e9);
        self.print(audit, peak);
        let rate = self.letters as f64 / audit.wall;
        println!("  {:<46} {rate:>8.0} letters/s", "");
        share("bare SHA-256 over the same bytes", bytes, bare, audit);
    }

    fn print(&self, audit: Took, peak: u64) {
        let rate = self.entries as f64 / audit.wall;
        println!(
            "  {:<46} {audit} {rate:>8.0} entries/s",
            "bellrope-audit log"
        );
        println!("  {:<46} {:>8.0} MiB", "peak memory", peak as f64 / 1_024.0);
    }

    fn desk(&self) -> PathBuf {
        self.folder.join("v1/desks/mid")
    }

    fn bodies(&self) -> PathBuf {
        self.desk().join("intake/batch")
    }

    /// Runs the check in another process; returns the median of what it took, and its peak in KiB.
    fn audit(&self, rounds: usize) -> (Took, u64) {
        let mut peak = 0;
        let took = median(rounds, || {
            let this = std::env::current_exe().expect("this program");
            let mut check = Command::new(this);
            check.arg("--check").arg(&self.folder);
            check.args([&self.pin, &self.now.to_string()]);
            let output = check.output().expect("a process");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{said}{output:?}");
            let mut figures = said.split_whitespace().map(str::parse);
            let mut next = || -> f64 { figures.next().expect("a figure").expect("a number") };
            let took = Took {
                wall: next(),
                cpu: next(),
            };
            peak = peak.max(whole(next()));
            took
        });
        (took, peak as u64)
    }
}

/// Checks a folder and prints seconds and the peak of memory in KiB.
fn check_alone(args: &[String]) {
    let source = FileSource::new(Path::new(&args[0]));
    let fingerprint: Fingerprint = args[1].parse().expect("a fingerprint");
    let subject = Subject {
        source: &source,
        desk: "mid".parse().expect("a name"),
        pin: Pin::new(fingerprint),
        card: None,
        now: args[2].parse().expect("a time"),
    };
    let keys = check::keys::run(&subject);
    let trusted = keys.trusted.expect("the desk is ours");
    let mut found = None;
    // Nothing was deleted, however long the log.
    let schedule = Schedule {
        retention_days: 36_500,
        confirmed_days: 7,
    };
    let options = Options {
        schedule,
        ..Options::default()
    };
    let took = timed(|| {
        found = Some(check::log::run(&subject, &trusted, &options, &mut |_| {}));
    });
    let found = found.expect("it ran");
    assert!(
        found.findings.is_empty() && found.could_not.is_empty(),
        "{found:?}"
    );
    println!("{} {} {}", took.wall, took.cpu, peak_kib());
}

fn share(beside: &str, bytes: f64, bare: Took, audit: Took) {
    let rate = bytes / bare.wall / 1e9;
    let (wall, cpu) = (100.0 * bare.wall / audit.wall, 100.0 * bare.cpu / audit.cpu);
    println!("  {beside:<46} {bare} {rate:>6.2} GB/s: log reaches {wall:.0} % ({cpu:.0} % by CPU)");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        match path.is_dir() {
            true => files.extend(files_below(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}

fn len_of(files: &[PathBuf]) -> f64 {
    let lens = files
        .iter()
        .map(|file| fs::metadata(file).expect("a file").len());
    lens.sum::<u64>() as f64
}

/// Reads and hashes every file on all cores, a letter at a time. Each core takes the next file when it is free: the
/// large ones stand together in the list, and a fixed share of it would leave them to one core.
fn hash_files(files: &[PathBuf]) {
    let next = AtomicUsize::new(0);
    rayon::broadcast(|_| {
        let mut buffer = vec![0; PIECE];
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            hash_file(path, &mut buffer);
        }
    });
}

fn hash_file(path: &Path, buffer: &mut [u8]) {
    let mut file = File::open(path).expect("a file");
    loop {
        let len = read_piece(&mut file, buffer);
        buffer[..len].chunks(LETTER_LEN).for_each(hash);
        if len < buffer.len() {
            return;
        }
    }
}

/// Fills the buffer, or as much of it as the file has left.
fn read_piece(file: &mut File, buffer: &mut [u8]) -> usize {
    let mut len = 0;
    while len < buffer.len() {
        match file.read(&mut buffer[len..]).expect("a disk") {
            0 => break,
            more => len += more,
        }
    }
    len
}

fn hash(bytes: &[u8]) {
    std::hint::black_box(Sha256::digest(bytes));
}

/// Seconds that something took. On a machine that others use too, those of the CPU are steadier.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>8.3} s ({:>6.2} s of CPU)", self.wall, self.cpu)
    }
}

fn timed(run: impl FnOnce()) -> Took {
    let (begin, before) = (Instant::now(), cpu_secs());
    run();
    Took {
        wall: begin.elapsed().as_secs_f64(),
        cpu: cpu_secs() - before,
    }
}

fn median(rounds: usize, run: impl FnMut() -> Took) -> Took {
    let mut took: Vec<Took> = std::iter::repeat_with(run).take(rounds).collect();
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

/// Reads the peak of resident memory, in KiB; 0 where the system does not tell.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
    number.unwrap_or_default()
}
