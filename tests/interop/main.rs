//! Other implementations of age on the other side: typage and the CCTV vectors from npm, and the
//! `age` command of the machine.
//!
//! `npm ci` runs once, when `node_modules` is missing; that is the only step that may need the
//! network. Without npm or age these tests fail and say what to install: an oracle that is absent
//! proves nothing.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; clippy's leave for tests does not reach their helpers"
)]

mod age_command;
mod cctv;
mod node;
mod typage;
