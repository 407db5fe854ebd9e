//! The check of a relay's disk, over stores that a real relay has made: untouched in every state
//! it passes, and each thing that can be wrong is found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

mod faults;
mod flips;
mod receipt;
mod remains;
mod states;
mod world;
