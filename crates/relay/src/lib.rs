//! The relay: accepts, seals, serves and prunes; stores only ciphertext.
//!
//! In scope: docs/protocol.md §12 and §13. Out of scope: what letters say; no key of a desk or of
//! a case is ever here.
//!
//! ```text
//! http ──► relay ──► slot (letters that wait)      queue, one writer thread, one fdatasync a group
//!            │  └──► store (logs, notes, cards)    one transaction a method
//!            ├─ seal, prune                        at the end of each epoch
//!            ├─ publish ◄─ witness                 readers get what enough witnesses cosigned
//!            ├─ site                               the reporter's page, whole in memory
//!            └─ block, reply, card, confirm, board files and posts
//! ```

pub mod block;
pub mod board;
pub mod card;
pub mod clock;
pub mod command;
pub mod config;
pub mod confirm;
pub mod desk;
pub mod durable;
pub mod folder;
pub mod grant;
pub mod health;
pub mod http;
pub mod key;
pub mod log;
pub mod metrics;
pub mod post;
pub mod prune;
pub mod publish;
pub mod relay;
pub mod reply;
pub mod seal;
pub mod server;
pub mod site;
pub mod slot;
pub mod space;
pub mod store;
pub mod tick;
pub mod witness;
