//! The real binaries, from report to answer, over loopback and through the air gap.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod card;
mod carry;
mod desks;
mod leak;
mod restart;
mod stick;
mod story;
mod uniform;
