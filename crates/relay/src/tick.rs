//! What happens at the end of every epoch: sealing, pruning, counts, log lines.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::health::{Part, chain};
use crate::prune::prune;
use crate::relay::Relay;
use crate::seal::seal;

/// How long to wait after a sealing that failed.
const RETRY: Duration = Duration::from_secs(5);
/// Longest sleep, so that a clock that was set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Seals and prunes at the end of every epoch until `stop` says so; at once if one was missed.
pub async fn run(relay: Arc<Relay>, mut stop: watch::Receiver<bool>) {
    let mut done = 0;
    loop {
        let ended = relay.epochs.ended(relay.clock.now());
        let mut wait = until_end(&relay);
        if ended > done {
            let worker = Arc::clone(&relay);
            let all = tokio::task::spawn_blocking(move || end_epoch(&worker, ended)).await;
            if all.unwrap_or(false) {
                done = ended;
                wait = until_end(&relay);
            } else {
                wait = RETRY.min(Duration::from_secs(relay.epochs.secs().into()));
            }
        }
        tokio::select! {
            () = tokio::time::sleep(wait.min(LONGEST_SLEEP)) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Returns how long the current epoch still lasts; at least a little.
fn until_end(relay: &Relay) -> Duration {
    let now = relay.clock.now();
    let next = u64::from(relay.epochs.ended(now)) + u64::from(relay.epochs.secs());
    // The clock counts whole seconds, so look a few times within the last one.
    match next.saturating_sub(now) {
        0 | 1 => Duration::from_millis(50),
        left => Duration::from_secs(left - 1),
    }
}

/// Does everything that the end of `epoch` calls for; answers whether all of it was done.
pub fn end_epoch(relay: &Relay, epoch: u32) -> bool {
    let mut failed = false;
    for desk in &relay.desks {
        if let Err(error) = seal(relay, desk, epoch) {
            failed = true;
            relay.health.fail(
                Part::Sealing,
                format!("desk {}: {}", desk.name, chain(&error)),
            );
        }
        if let Err(error) = prune(relay, desk, relay.clock.now()) {
            // Bodies that stay a little longer are no reason to seal again at once.
            relay.health.fail(
                Part::Pruning,
                format!("desk {}: {}", desk.name, chain(&error)),
            );
        } else {
            relay.health.mend(Part::Pruning);
        }
    }
    if !failed {
        relay.health.mend(Part::Sealing);
    }
    relay.metrics.publish();
    for (part, text) in relay.health.take_unlogged() {
        eprintln!("bellrope-relay: {}: {text}", part.code());
    }
    !failed
}
