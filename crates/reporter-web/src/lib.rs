//! The reporter's machines for a browser.
//!
//! What a page does with a case is done here and in [`bellrope_reporter`], in Rust, on the device:
//! JavaScript moves the bytes of requests and answers, reads files piece by piece, waits, and shows
//! texts. It holds no key, checks no signature and knows no format.
//!
//! | module | does |
//! |---|---|
//! | [`core`] | the verified configuration and the downloaded desks; everything that is asked of them |
//! | [`sending`] | one letter with its files: blocks first, then a [`posting`] |
//! | [`posting`] | a sealed letter, the reporter's or a cover, until its receipt is verified |
//! | [`letter`], [`code`] | what the screens give: a letter's content, a code as it was typed |
//! | [`desk_view`], [`mailbox_view`], [`board_view`], [`file_view`] | what the screens show, as JSON |
//! | [`fault`] | every error as a code and its parameters |
//! | [`bind`] | the door: the same calls for JavaScript, thin |
//!
//! The clock is a parameter. Randomness is the browser's generator (`crypto.getRandomValues`) and
//! nothing else: [`random`] asks it before anything is sealed, and there is no way around it.
//!
//! Out of scope: fetching, retrying, waiting, texts; `page/js` has those. What wiping can do here is
//! little: a page's memory is the browser's. Ending the worker is what the page does instead.
//!
//! Spec: docs/page.md, docs/protocol.md §15, §20.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod bind;
pub mod board_view;
pub mod code;
pub mod core;
pub mod desk_view;
pub mod fault;
pub mod file_view;
pub mod letter;
pub mod mailbox_view;
pub mod posting;
pub mod random;
pub mod sending;
pub mod year_view;
