//! Time, as a parameter: seconds of the clock, epochs, days.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time in Unix seconds.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current Unix second.
    fn now(&self) -> u64;
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        // A clock before 1970 is no clock; zero makes every card's time plainly wrong.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs())
    }
}

/// A clock that stands still until it is set: for tests.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicU64);

impl ManualClock {
    /// Makes a clock that shows `now` (Unix seconds).
    #[must_use]
    pub fn new(now: u64) -> Self {
        Self(AtomicU64::new(now))
    }

    /// Sets the clock.
    pub fn set(&self, now: u64) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The epochs of this relay: named by the Unix second at which they end, as in log entries.
#[derive(Debug)]
pub struct Epochs {
    secs: u32,
    /// No epoch is promised that ends at or before this one: a clock set back cannot reopen an
    /// epoch that was sealed.
    sealed: AtomicU64,
}

impl Epochs {
    /// Makes the epochs of `secs` seconds each; zero counts as one.
    #[must_use]
    pub fn new(secs: u32) -> Self {
        Self {
            secs: secs.max(1),
            sealed: AtomicU64::new(0),
        }
    }

    /// Returns the length of an epoch, in seconds.
    #[must_use]
    pub fn secs(&self) -> u32 {
        self.secs
    }

    /// Returns the end of the epoch that lasts at `now`: the one that a receipt promises.
    #[must_use]
    pub fn current(&self, now: u64) -> u32 {
        let secs = u64::from(self.secs);
        let by_clock = (now / secs + 1) * secs;
        let by_log = match self.sealed.load(Ordering::SeqCst) {
            0 => 0,
            sealed => sealed + secs,
        };
        clamp(by_clock.max(by_log))
    }

    /// Returns the end of the newest epoch that is over at `now`.
    #[must_use]
    pub fn ended(&self, now: u64) -> u32 {
        clamp(now / u64::from(self.secs) * u64::from(self.secs))
    }

    /// Notes that an epoch was sealed, or is about to be: from here on later ones are promised.
    pub fn close(&self, epoch: u32) {
        self.sealed.fetch_max(u64::from(epoch), Ordering::SeqCst);
    }
}

/// Log entries hold 32 bits of seconds, enough until the year 2106.
fn clamp(second: u64) -> u32 {
    u32::try_from(second).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn current_names_the_end_of_the_epoch() {
        let epochs = Epochs::new(3600);
        assert_eq!(epochs.current(0), 3600);
        assert_eq!(epochs.current(3599), 3600);
        assert_eq!(epochs.current(3600), 7200);
        assert_eq!(epochs.ended(3599), 0);
        assert_eq!(epochs.ended(7201), 7200);
    }

    #[test]
    fn current_stays_ahead_when_the_clock_is_set_back() {
        let epochs = Epochs::new(3600);
        epochs.close(36_000);
        assert_eq!(epochs.current(10), 39_600);
    }
}
