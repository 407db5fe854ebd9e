//! A document as tagged PDF: PDF/UA-1 and PDF/A-2a at once, checked by the writer before it gives
//! anything. The same document gives the same bytes: the day stands in the document, the name of
//! the file is made of what it says of itself, nothing asks a clock.
//!
//! Two passes: `flow` lays everything out, page by page, and notes what each piece is;
//! `draw` writes it.

mod draw;
mod flow;
mod layout;
mod paint;
mod table;
mod text;

use crate::Document;

/// Draws a document as a PDF.
///
/// # Errors
///
/// [`PdfError`]: a defect, or a document above a limit of the format.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    draw::draw(document, &flow::lay_out(document))
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The font that is built in is damaged.
    #[error("the font is damaged")]
    Font,
    /// A length is none: a defect.
    #[error("a length on page {page} is none")]
    Length {
        /// Which, from 0.
        page: usize,
    },
    /// The writer refuses what it would have to write.
    #[error("the PDF would break its standards")]
    Write(#[source] krilla::error::KrillaError),
    /// The standards exclude each other: a defect.
    #[error("the standards of the PDF exclude each other")]
    Standard,
}

#[cfg(test)]
mod tests;
