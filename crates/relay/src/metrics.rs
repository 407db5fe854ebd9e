//! Counts without origin.
//!
//! What reporters cause is shown as it stood at the end of the last epoch: a count that is read
//! every few seconds would tell when a letter came.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

macro_rules! counters {
    ($($name:ident: $help:literal,)*) => {
        /// The counters, as they run.
        #[derive(Debug, Default)]
        pub struct Counters {
            $(#[doc = $help] pub $name: AtomicU64,)*
        }

        impl Counters {
            fn write(&self) -> String {
                let mut text = String::new();
                $(write_counter(&mut text, stringify!($name), $help, &self.$name);)*
                text
            }
        }
    };
}

counters! {
    letters_accepted: "Letters accepted.",
    letters_refused: "Letters refused, for whatever reason.",
    blocks_accepted: "Blocks stored.",
    blocks_refused: "Blocks refused, for whatever reason.",
    grants_given: "Upload grants given.",
}

/// Counters and what was last shown of them.
#[derive(Debug, Default)]
pub struct Metrics {
    /// The counters, as they run.
    pub now: Counters,
    shown: Mutex<String>,
}

impl Metrics {
    /// Shows the counters as they are: at the end of an epoch, never within one.
    pub fn publish(&self) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = self.now.write();
    }

    /// Returns the counters as they were at the end of the last epoch, in Prometheus' format.
    #[must_use]
    pub fn shown(&self) -> String {
        self.shown
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Adds one to a counter.
pub fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

fn write_counter(text: &mut String, name: &str, help: &str, counter: &AtomicU64) {
    let value = counter.load(Ordering::Relaxed);
    // Writing to a String does not fail.
    let _ = write!(
        text,
        "# HELP bellrope_relay_{name}_total {help}\n\
         # TYPE bellrope_relay_{name}_total counter\n\
         bellrope_relay_{name}_total {value}\n"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_stands_still_within_an_epoch() {
        let metrics = Metrics::default();
        metrics.publish();
        count(&metrics.now.letters_accepted);
        assert!(metrics.shown().contains("letters_accepted_total 0\n"));
        metrics.publish();
        assert!(metrics.shown().contains("letters_accepted_total 1\n"));
    }
}
