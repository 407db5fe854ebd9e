#![allow(dead_code, reason = "every benchmark uses a part of it")]
//! What the kernel says of a process: time on the processors, and the most memory that it had.

use std::time::Duration;

/// Ticks of a second in `/proc/self/stat`, on every Linux machine of today.
const TICKS: u64 = 100;

/// Returns the time that this process had on all processors.
pub(crate) fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the process may have spaces; it ends at the last parenthesis.
    let fields = stat.rsplit_once(") ").unwrap().1;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<u64>().unwrap();
    Duration::from_millis((ticks(11) + ticks(12)) * 1000 / TICKS)
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
