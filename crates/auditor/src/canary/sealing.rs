//! Waiting until the relay has sealed the epoch in which everything was filed: what it writes and
//! logs then is looked at too.

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bellrope_protocol::card::Card;

use super::wire::{Draft, Wire, WireError};
use crate::finding::{Check, said};

/// Time beyond two epochs after which nothing more is waited for: a relay may be slow to seal, or
/// its witnesses to cosign.
const PATIENCE: Duration = Duration::from_secs(120);
/// Longest and shortest time between two looks.
const PAUSE: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(10)];

/// Waits for the batch of the epoch that is under way.
pub(super) fn await_sealing(card: &Card, wire: &Wire, check: &mut Check) {
    let filed = SystemTime::now().duration_since(UNIX_EPOCH);
    let filed = filed.map_or(0, |since| since.as_secs());
    let epoch = Duration::from_secs(card.relay.epoch_secs.into());
    let until = Instant::now() + 2 * epoch + PATIENCE;
    let what = "what the relay does when it seals";
    while Instant::now() < until {
        match newest_epoch(card, wire) {
            Ok(sealed) if sealed >= Some(filed) => {
                return check.fact("epoch sealed before the search", sealed.unwrap_or(0));
            }
            Ok(_) => thread::sleep((epoch / 10).clamp(PAUSE[0], PAUSE[1])),
            Err(err) => return check.could_not(what, said(&err)),
        }
    }
    check.could_not(what, "no batch of this epoch was published in time");
}

/// Asks for the end of the newest sealed epoch. Nobody vouches for it: a relay that lies is looked
/// at too early, and that is all.
fn newest_epoch(card: &Card, wire: &Wire) -> Result<Option<u64>, WireError> {
    let path = format!("/v1/desks/{}/intake/batches", card.desk);
    let exchange = wire.exchange(&Draft::new(wire, "GET", &path).bytes())?;
    let answer = exchange.answer().filter(|answer| answer.status == 200);
    Ok(answer.and_then(|answer| epoch_of(&answer.body)))
}

/// Reads the epoch of the last of some batch notes.
// spec: §11.1
fn epoch_of(notes: &[u8]) -> Option<u64> {
    let notes = std::str::from_utf8(notes).ok()?;
    let (_, newest) = notes.rsplit_once("bellrope/1 batch\n")?;
    newest.lines().nth(2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epoch_of_reads_the_newest_note() {
        let note = |epoch: u64| {
            let origin = "relay.example/v1/desks/mid/intake";
            format!("bellrope/1 batch\n{origin}\n0\n{epoch}\n0\n16\nroot=\n\n— {origin} sig=\n")
        };
        let notes = note(3_600) + &note(7_200);
        assert_eq!(epoch_of(notes.as_bytes()), Some(7_200));
        assert_eq!(epoch_of(b""), None);
        assert_eq!(epoch_of(b"bellrope/1 batch\nrelay"), None);
    }
}
