//! The real binaries, from report to answer, over loopback and through the air gap.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod audit;
mod board;
mod canary;
mod card;
mod carry;
mod codes;
mod desks;
mod leak;
#[path = "../interop/node.rs"]
mod node;
mod page;
mod raw;
mod redact;
mod restart;
mod rotation;
mod stick;
mod story;
mod uniform;
mod window;
mod witness;
