//! What a reporter does next, as machines without sockets, files, clock, randomness or language.
//!
//! A machine hands out [`Request`]s and is fed [`Response`]s; whoever drives it, a command line or a
//! page, moves the bytes. Time and randomness are parameters.
//!
//! | machine or value | does | spec |
//! |---|---|---|
//! | [`view::Download`] | fetches, in one fixed order, what everybody fetches | §15 |
//! | [`view::DeskView`] | is the verified result: key card, windows of both logs, replies | §4, §11, §15 |
//! | [`mailbox::Mailbox`] | finds and opens what belongs to one case code | §8, §9 |
//! | [`listing::Listing`] | holds the desk's board against one's own case | §11.6 |
//! | [`prove::prove`] | makes a proof of one's own letter, for the drawer | §11.7 |
//! | [`compose::Correspondent`] | seals reports and further messages | §5, §6 |
//! | [`pack::Packing`] | makes blocks of attachments | §10 |
//! | [`post::BlockPost`], [`post::LetterPost`] | store blocks, post the letter, verify the receipt | §12, §13 |
//! | [`folder::SealedFolder`] | describes a letter that is posted later | §16 |
//!
//! Nothing here retries, waits or chooses a network path, and nothing that is asked of a relay before
//! a letter is posted depends on a case code.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod compose;
pub mod folder;
pub mod listing;
pub mod mailbox;
pub mod pack;
pub mod post;
pub mod prove;
pub mod request;
pub mod view;

pub use bellrope_transparency::cosignature::Standing;
pub use request::{Method, Request, Response};
