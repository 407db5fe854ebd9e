//! Asking witnesses for cosignatures, and publishing what enough of them have cosigned.
//!
//! Sealing never waits for a witness: what is sealed is durable before a witness sees it, and readers
//! get it afterwards. One thread asks, all witnesses at a time, after every commit to a log and again
//! before cosignatures grow old. When it asks follows from commits and the clock, never from a reader.
//!
//! Spec: docs/protocol.md §12.6.

mod ask;
mod client;
mod gathered;
mod round;
mod status;

use std::io;
use std::sync::Arc;
use std::thread;

pub use status::Status;

use crate::relay::Relay;
use round::Collector;

/// Starts the thread that asks witnesses, if any are configured. It ends after
/// [`Status::stop`], in the middle of a request at the latest when the process does: what it commits
/// is there whole or not at all.
///
/// # Errors
///
/// Whatever the system answers.
pub fn start(relay: &Arc<Relay>) -> io::Result<()> {
    if relay.config.witnesses.is_empty() {
        return Ok(());
    }
    let mut collector = Collector::new(Arc::clone(relay));
    thread::Builder::new()
        .name("witnesses".to_owned())
        .spawn(move || collector.run())?;
    Ok(())
}
