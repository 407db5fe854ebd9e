//! Where the time comes from. The library takes it as a parameter; a shell asks a clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock {
    /// Returns the time, in Unix seconds.
    fn now(&self) -> u64;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs())
    }
}
