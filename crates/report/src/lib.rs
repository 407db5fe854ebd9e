//! The integrated report (R129–R133, R141): protected figures and people's words, as a document in
//! Dutch and in English and as open data. Pure: figures, words and the day are parameters.
//!
//! | module | is |
//! |---|---|
//! | [`narrative`] | what people write: summary, line to take, questions, embargo, what was redacted |
//! | [`mod@document`] | the report as a [`bellrope_paper::Document`], for the public or the intranet |
//! | [`mod@chart`] | the chart of a table |
//! | [`open_data`] | CSV files: one for each table, one of definitions |
//!
//! It sees a [`Pack`](bellrope_figures::Pack) and nothing behind it: what a pack hides, no file of a
//! report can hold.

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod chart;
pub mod document;
pub mod narrative;
pub mod open_data;
mod word;

pub use document::{Correction, Ground, Identity, Report, Variant, document};
pub use narrative::{Narrative, NarrativeError};
