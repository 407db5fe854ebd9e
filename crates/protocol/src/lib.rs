//! Bellrope's formats and cryptography: pure. No clock, no randomness of its own, no I/O; the
//! time and a `CryptoRng` are parameters. The normative text is `docs/protocol.md`.
//!
//! | module | holds |
//! |---|---|
//! | [`case_code`] | the twelve words that a reporter keeps |
//! | [`key`], [`tag`] | every key of a case, and what finds its entries in a public log |
//! | [`content`] | what letters and replies say, and their padded plaintext |
//! | [`letter`], [`reply`], [`parcel`] | sealing and opening |
//! | [`card`], [`receipt`], [`page`], [`note`] | what desk and relay sign |
//! | [`age`], [`hpke`], [`xwing`] | the ciphers beneath |
//! | [`base`], [`encoding`], [`limit`], [`secret`], [`time`] | names, spellings, numbers |
//!
//! A report goes in, an answer comes out:
//!
//! ```
//! use bellrope_protocol::age::Identity;
//! use bellrope_protocol::case_code::{CaseCode, Language};
//! use bellrope_protocol::content::{
//!     Intro, LetterBody, LetterContent, LetterId, LetterPlaintext, Report, ReplyContent, TextPart,
//!     Unknown,
//! };
//! use bellrope_protocol::key::{AuthenticationKey, CaseKeys, FoundingRoot, ReporterKeys};
//! use bellrope_protocol::tag::body_hash;
//! use bellrope_protocol::time::Day;
//! use bellrope_protocol::{letter, reply};
//! use rand::SeedableRng as _;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rng = &mut rand::rngs::StdRng::seed_from_u64(1); // the system's generator, outside of tests
//! let root = FoundingRoot::from_bytes([1; 32]);
//! let (desk, week) = (AuthenticationKey::generate(1, rng), Identity::generate(rng));
//!
//! // The reporter, who knows the desk's card.
//! let code = CaseCode::generate(rng);
//! let reporter = ReporterKeys::derive(&code, &root);
//! let keys = CaseKeys::for_reporter(&reporter, &desk.public());
//! let content = LetterContent {
//!     id: LetterId::generate(rng),
//!     handle: keys.handle(),
//!     n: 1,
//!     language: Language::Dutch.into(),
//!     intro: Some(Intro::new(&reporter, &desk.public())),
//!     body: LetterBody::Report(Box::new(Report::new("report".into(), "ZS".into(), "Er is iets."))),
//!     parcel: None,
//!     unknown: Unknown::new(),
//! };
//! let sent = letter::seal(content.encode(&keys)?.expose_secret(), week.recipient(), rng);
//! let tag = keys.letter_tag(&body_hash(&*sent));
//!
//! // The desk, which finds letter and tag in the log.
//! let opened = letter::open(&week, &*sent)?;
//! let LetterPlaintext::Sealed(received) = LetterPlaintext::parse(opened.expose_secret())? else {
//!     return Err("not a letter of a case".into());
//! };
//! let intro = received.unverified_content().intro.as_ref().ok_or("no intro")?;
//! let case = intro.case_keys(&desk, &root);
//! received.verify(&case, &body_hash(&*sent), &tag)?;
//! let mut answer = ReplyContent::new(case.handle(), 1, None, Day::of(1_795_392_000));
//! answer.text = Some(TextPart::whole("Dank u wel."));
//! let answer = reply::seal(answer.encode()?.expose_secret(), case.reply_passphrase(), rng);
//!
//! // The reporter, who returns with the code alone.
//! let code = CaseCode::parse(&code.words(Language::Dutch).join(" "))?.code;
//! let keys = CaseKeys::for_reporter(&ReporterKeys::derive(&code, &root), &desk.public());
//! let opened = reply::open(keys.reply_passphrase(), &*answer)?;
//! let read = ReplyContent::parse(opened.expose_secret(), &keys.handle())?;
//! assert_eq!(read.text.ok_or("no text")?.body, "Dank u wel.");
//! # Ok(())
//! # }
//! ```
//!
//! Secrets are boxed and wiped on drop. What the compiler, the parsers of JSON and Unicode, swap or
//! a WebAssembly memory copied before is out of reach.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used)]

pub mod age;
pub mod base;
pub mod card;
pub mod case_code;
pub mod content;
pub mod encoding;
pub mod hpke;
mod json;
pub mod key;
pub mod letter;
pub mod limit;
pub mod note;
pub mod page;
pub mod parcel;
pub mod receipt;
pub mod reply;
pub mod secret;
pub mod tag;
pub mod time;
pub mod xwing;
