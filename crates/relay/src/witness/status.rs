//! How the witnesses do, for health and log; and the bell that wakes who asks them.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How the witnesses do.
#[derive(Debug, Default)]
pub struct Status {
    bell: Mutex<Bell>,
    rung: Condvar,
    /// What is wrong with each witness, by name, and with what is published, by desk.
    troubles: Mutex<BTreeMap<String, String>>,
}

#[derive(Debug, Default)]
struct Bell {
    is_rung: bool,
    is_stopped: bool,
}

impl Status {
    /// Says that a log has grown.
    pub fn ring(&self) {
        lock(&self.bell).is_rung = true;
        self.rung.notify_all();
    }

    /// Ends the thread that asks.
    pub fn stop(&self) {
        lock(&self.bell).is_stopped = true;
        self.rung.notify_all();
    }

    /// Waits until a log has grown or the time is over; says whether to go on.
    pub(crate) fn wait(&self, at_most: Duration) -> bool {
        let bell = lock(&self.bell);
        let quiet = |bell: &mut Bell| !bell.is_rung && !bell.is_stopped;
        let waited = self.rung.wait_timeout_while(bell, at_most, quiet);
        let mut bell = waited.unwrap_or_else(PoisonError::into_inner).0;
        bell.is_rung = false;
        !bell.is_stopped
    }

    /// Notes what is wrong with a witness or a desk, or that nothing is; what is new is logged, once.
    pub(crate) fn note(&self, of: &str, trouble: Option<String>) {
        let mut troubles = lock(&self.troubles);
        let before = troubles.remove(of);
        match &trouble {
            Some(trouble) if before.as_ref() != Some(trouble) => {
                eprintln!("bellrope-relay: {of}: {trouble}");
            }
            None if before.is_some() => eprintln!("bellrope-relay: {of}: works again"),
            _ => {}
        }
        if let Some(trouble) = trouble {
            troubles.insert(of.to_owned(), trouble);
        }
    }

    /// Returns what is wrong now.
    #[must_use]
    pub fn troubles(&self) -> Vec<String> {
        let troubles = lock(&self.troubles);
        troubles
            .iter()
            .map(|(of, trouble)| format!("{of}: {trouble}"))
            .collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
