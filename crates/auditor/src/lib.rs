//! The auditor: checks what a relay, a desk and their keys show to everybody, without any private
//! key and without trust in the relay.
//!
//! # How it is put together
//!
//! ```text
//! command/<name>.rs   reads arguments, makes a Subject, runs checks, prints a report
//! check/<name>.rs     one check: fn run(&Subject, …) -> Check
//! finding.rs          the model: Finding, Fact, LeftOut, CouldNot, Check; and the table of kinds
//! report/             a Report as text, as JSON, as HTML
//! source/             where things are read from: a live relay, a folder, a bundle
//! store/              the check of a relay's disk, with a reader of its own for the database
//! canary/             files known texts through a running relay, and looks for them afterwards
//! text/<lang>/*.ftl   what the HTML report says, in Dutch and English
//! ```
//!
//! # Adding a check
//!
//! 1. `check/<name>.rs` with `pub fn run(subject: &Subject<'_>, …) -> Check`. It never prints and
//!    never stops at the first thing that is wrong: a [`Finding`](finding::Finding) is pushed and
//!    the check goes on as far as it makes sense. What could not be read is a
//!    [`CouldNot`](finding::CouldNot), what was not asked for (no token, no `--kept`) a
//!    [`LeftOut`](finding::LeftOut), and what no such check can ever prove a limit.
//! 2. Each finding has a kind, a `static` [`Kind`](finding::Kind) in `check/<name>.rs`, listed in
//!    that module's `KINDS` and, through it, in [`finding::TABLE`]. Its id is `<check>-<what>`.
//! 3. `text/en/<name>.ftl` and `text/nl/<name>.ftl` give for each kind `<id>` (a title) and
//!    `<id>.means` (what it means to someone who is no programmer), and for the check itself
//!    `check-<name>`, `check-<name>.asks` and one `limit-…` for each limit. Add both files to
//!    `text/mod.rs`; a test holds the table against them.
//! 4. Each kind has a test that produces it: `tests/findings.rs` fails for an id that no test file
//!    of this crate or of `tests/` names in quotes.
//! 5. `command/<name>.rs`, a variant in [`command::Command`], and a line in `command/all.rs`.
//!
//! # Rules
//!
//! - It knows `protocol`, `transparency` and `bundle`, never `relay`: an auditor that used the
//!   relay's own code would share its mistakes (docs/decisions/009-auditor-apart.md).
//! - It streams. Nothing grows with the number of entries, letters or batches.
//! - It says less rather than more: a name of a place and two values, never a letter's bytes.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod canary;
pub mod check;
pub mod command;
pub mod finding;
pub mod report;
pub mod source;
pub mod store;
pub mod text;
