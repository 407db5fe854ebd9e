//! Where the time comes from. The library takes it as a parameter; a shell asks a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_protocol::time::DAY_SECS;

/// Tells the time.
pub trait Clock {
    /// Returns the time, in Unix seconds.
    fn now(&self) -> u64;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock {
    behind_days: u64,
}

impl SystemClock {
    /// Shows the time of some days ago: for tests and the demo, which live through several days
    /// in one. Whoever sits at the machine could as well set its clock.
    #[must_use]
    pub fn behind(days: u32) -> Self {
        Self {
            behind_days: days.into(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs())
            .saturating_sub(self.behind_days * DAY_SECS)
    }
}
