//! Redaction (*lakken*): what is taken out of a text or a picture before somebody else reads it, on
//! which ground, and what is left. Pure: no clock, no randomness, no I/O.
//!
//! | module | is |
//! |---|---|
//! | [`ground`] | the grounds that a redaction may have; those of the Woo by default |
//! | [`mark`] | what somebody marked in a text, on which ground, when |
//! | [`text`] | what is left of a text: pieces and boxes of one size |
//! | [`pixels`] | what is left of a picture: pixels replaced, written anew |
//! | [`link`] | what binds a redacted text to its original without telling what was in it |
//! | [`settings`] | what a desk can set |
//! | [`suggest`] | what a person should look at: addresses, numbers, ranks, names |
//!
//! A redaction is decided by people. Suggestions are never marks by themselves, and what they miss is
//! measured on a synthetic corpus (`docs/redaction.md`, limits first).
//!
//! ```
//! use bellrope_redact::mark::Mark;
//! use bellrope_redact::text::redact;
//!
//! let mark = |from, to| Mark { from, to, ground: "5.1.2e".into(), by: (), at: 0, sort: None };
//! let one = redact("Dat zei Jansen.", &[mark(8, 14)])?;
//! let other = redact("Dat zei Wijngaarden-Pietersma.", &[mark(8, 29)])?;
//! assert_eq!(one, other);
//! assert_eq!(one.to_string(), "Dat zei [█████ 5.1.2e].");
//! # Ok::<(), bellrope_redact::mark::MarkError>(())
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::cast_possible_truncation
    )
)]

pub mod ground;
pub mod link;
pub mod mark;
pub mod pixels;
pub mod settings;
pub mod suggest;
pub mod text;
