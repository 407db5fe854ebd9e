//! A witness (C2SP tlog-witness): logs show it their checkpoints, and it cosigns the ones that
//! extend what it has seen before. Readers who ask for a few witnesses' recent cosignatures know
//! that everybody is shown the same log, and that it has not stood still.
//!
//! ```text
//! http  ──► Witness ──► judge (bellrope-transparency: pure)
//! once  ──►    │   └──► state: one file a log, durable before a cosignature leaves
//!              └─ the key, and which logs it watches (witness.toml)
//! ```
//!
//! In scope: `add-checkpoint` with its statuses, one-shot cosigning for a witness that is a person
//! with a laptop, the key, the state. Out of scope: reading what logs hold (`bellrope-audit log`
//! does), serving checkpoints to others, ML-DSA cosignatures.
//!
//! A witness promises one thing: for each log, every tree that it cosigns begins with every tree
//! that it cosigned before. It says nothing about what the entries are.

mod config;
mod durable;
mod evidence;
mod http;
mod key;
mod once;
mod run;
mod state;
mod watch;

pub use config::{Config, ConfigError, FILE_NAME};
pub use http::router;
pub use key::{InitError, KeyError, init, read_key};
pub use once::{Cosigned, FetchError, OnceError, Source, cosign_once};
pub use run::{ServeError, serve};
pub use state::StateError;
pub use watch::{AddError, OpenError, Witness};
