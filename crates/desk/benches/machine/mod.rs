#![allow(
    dead_code,
    clippy::print_stdout,
    reason = "every benchmark uses a part of it, and prints what it found"
)]
//! What the kernel says of a process: time on the processors, and the most memory that it had.

use std::time::Duration;

/// Ticks of a second in `/proc/self/stat`, on every Linux machine of today.
const TICKS: u64 = 100;
/// Rounds and time that something is done at least.
const MIN_ROUNDS: u32 = 5;
const MIN_TIME: Duration = Duration::from_millis(200);

/// Returns the time that this process had on all processors.
pub(crate) fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the process may have spaces; it ends at the last parenthesis.
    let fields = stat.rsplit_once(") ").unwrap().1;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<u64>().unwrap();
    Duration::from_millis((ticks(11) + ticks(12)) * 1000 / TICKS)
}

/// Returns the time that this thread had on a processor; it may be a tick behind, so measure many
/// rounds.
fn thread_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanos = stat.split(' ').next().unwrap();
    Duration::from_nanos(nanos.parse().unwrap())
}

/// Does something over and over, and prints what a round of it takes this thread on a processor:
/// that holds on a busy machine too.
pub(crate) fn print_thread_time<T>(name: &str, mut work: impl FnMut() -> T) {
    let begun = thread_time();
    let mut rounds = 0;
    while rounds < MIN_ROUNDS || thread_time() - begun < MIN_TIME {
        drop(std::hint::black_box(work()));
        rounds += 1;
    }
    let round = (thread_time() - begun).as_secs_f64() / f64::from(rounds);
    println!("{name}: {:.1} ms of processor time", round * 1_000.0);
}

/// Returns the most memory that this process had resident, in MiB.
pub(crate) fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib / 1024
}
