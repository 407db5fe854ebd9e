//! The desk.
#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]
mod bytes;
pub mod attachment;
pub mod backup;
pub mod export;
pub mod card;
pub mod case;
pub mod founding;
pub mod import;
pub mod key;
mod log_state;
pub mod reply_batch;
pub mod term;
pub mod text;
pub mod vault;
