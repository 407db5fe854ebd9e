//! The store of a stopped relay, or a copy of it: what every byte of it is.
//!
//! Read with code of our own, from docs/store.md and redb's published file format; nothing is
//! opened for writing, repaired or locked.
//!
//! | module | reads |
//! |---|---|
//! | [`folder`] | names, kinds, modes, times and attributes of files |
//! | [`paper`] | `relay.pub`, the key files, `relay.toml` |
//! | [`database`], [`rows`] | every page of `relay.redb` |
//! | [`table`], [`note`], [`record`] | the rows of the relay's tables |
//! | [`log`] | entries, tiles, checkpoints and batches as one |
//! | [`remains`] | what free pages still hold |
//! | [`job`], [`slot`] | letters, replies, blocks and slots, on every core |
//! | [`statistic`] | whether bytes look random |
//! | [`ledger`] | where each byte belongs |

pub mod database;
pub mod folder;
pub mod job;
pub mod kind;
pub mod ledger;
pub mod log;
pub mod note;
pub mod paper;
pub mod record;
pub mod remains;
pub mod rows;
pub mod slot;
pub mod statistic;
pub mod table;

mod audit;
mod body;

pub use audit::run;
