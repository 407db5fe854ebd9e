//! The real binaries, started, driven and stopped: a relay, a desk, a courier, reporters.
//!
//! Everything lives in one temporary folder; every process is the head of a group of its own and
//! is ended with it, whatever happens to the test. Nothing is waited for by the clock: a line
//! that is printed and a log that grows are awaited, within a bound.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness fails by panicking, and says where"
)]

mod binary;
mod courier;
mod desk;
mod forge;
mod liar;
mod process;
mod proxy;
mod relay;
mod reporter;
mod scan;
mod scene;
mod site;
mod witness;

pub use binary::{Tool, folder as binary_folder, tool};
pub use courier::Courier;
pub use desk::{Desk, PASSPHRASE, PRACTICE_PASSPHRASE};
pub use forge::{ForgedDesk, now};
pub use liar::{Liar, Lie};
pub use process::{Finished, Running, stop_all};
pub use proxy::{Cut, Proxy};
pub use relay::{EPOCH_SECS, HOST, Relay};
pub use reporter::{Filed, Reporter, confirm_code};
pub use scan::{Needle, files_below, find_in, find_in_folder, needles_of_secret, needles_of_text};
pub use scene::{Scene, found_desk};
pub use site::{PageDraft, built_page};
pub use witness::Witness;

use std::time::Duration;

/// How long anything may take that is awaited. Generous: it ends what hangs, it does not time what is slow; a walk over
/// every screen takes minutes where the machine is shared.
pub const PATIENCE: Duration = Duration::from_secs(900);
