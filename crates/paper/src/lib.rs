//! One model of a document, and what it looks like: accessible HTML in one file, and tagged PDF.
//! Pure: no clock, no randomness, no I/O; the same document gives the same bytes.
//!
//! | module | is |
//! |---|---|
//! | [`document`] | headings, paragraphs, lists, tables, figures; checked when it is finished |
//! | [`chart`] | bars beside each other, readable without colour; as SVG |
//! | [`mod@html`] | a whole file without scripts, or a part for a screen |
//! | [`mod@pdf`] | tagged PDF, as PDF/UA-1 and PDF/A-2a |
//!
//! What is redacted is not in a [`Document`]: a box holds its ground and nothing else, and all
//! boxes are equally wide.
//!
//! ```
//! use bellrope_paper::document::{Date, Draft, Language, Level, Meta, Run, Text};
//!
//! let mut draft = Draft::new(Meta {
//!     language: Language::Dutch,
//!     title: "Verslag".to_owned(),
//!     author: "Meldpunt".to_owned(),
//!     subject: String::new(),
//!     identifier: "verslag 1".to_owned(),
//!     label: "Publieke versie".to_owned(),
//!     date: Date { year: 2026, month: 11, day: 23 },
//! });
//! draft.heading(Level::One, "Samenvatting");
//! draft.paragraph(Text(vec![
//!     Run::Plain("Gesproken met ".to_owned()),
//!     Run::Redacted { ground: "5.1.2e".to_owned() },
//! ]));
//! let document = draft.finish()?;
//! assert!(bellrope_paper::html(&document).contains("5.1.2e"));
//! # Ok::<(), bellrope_paper::document::DocumentError>(())
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod chart;
pub mod document;
mod font;
pub mod html;
mod image;
pub mod pdf;
mod word;

pub use document::Document;
pub use html::html;
pub use pdf::pdf;
