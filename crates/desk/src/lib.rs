//! The desk.
#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]
pub mod vault;
