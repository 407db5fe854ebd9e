//! The desk.
#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]
pub mod attachment;
pub mod backup;
mod bytes;
pub mod card;
pub mod case;
pub mod clock;
pub mod export;
pub mod founding;
pub mod import;
pub mod key;
mod log_state;
pub mod reply_batch;
pub mod term;
pub mod text;
pub mod vault;
