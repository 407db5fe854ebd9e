//! Safe previews of files from strangers, for the desk (R104): the file goes to a child that is locked
//! down before it reads a byte, and what comes back is pixels and text that the parent rebuilds.
//!
//! | module | runs in | does |
//! |---|---|---|
//! | [`Viewer`] | parent | starts the child, feeds it, bounds and kills it |
//! | [`answer`] | parent | reads the answer and believes nothing of it |
//! | [`limit`] | both | every bound, once |
//! | `child` (feature `child`) | child | lock-down, then the decoders |
//!
//! The desk knows this crate without its default feature, so no decoder is in the desk's dependency
//! tree. What a preview does not protect from stands first in `docs/preview.md`.
//!
//! Decoders: `image` for pictures, because the PDF renderer `hayro` brings it anyway and because its limits on
//! sides and memory are the same for every format; `hayro` for PDF; `zip` with deflate alone and
//! `quick-xml`, which resolves no entities, for office documents; `mail-parser` for mail. All of them are
//! plain Rust. Rich text and markup are taken apart here: they are shown as text, so a reader of
//! tags is all it takes.
//!
//! ```
//! use bellrope_preview::{Page, PreviewError, Viewer};
//!
//! fn show(file: &[u8]) -> Result<(), PreviewError> {
//!     let preview = Viewer::beside_current_exe()?.preview(file)?;
//!     for warning in preview.warnings() {
//!         println!("warning: {}", warning.code());
//!     }
//!     for page in preview.pages() {
//!         match page {
//!             Page::Picture(picture) => println!("{} bytes of PNG", picture.png().len()),
//!             Page::Text(text) => println!("{}", text.as_str()),
//!             _ => {}
//!         }
//!     }
//!     Ok(())
//! }
//!
//! // Nothing is beside a test of documentation.
//! assert!(matches!(show(b"hello"), Err(PreviewError::Missing { .. })));
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

pub mod answer;
#[cfg(feature = "child")]
pub mod child;
mod clean;
mod kind;
pub mod limit;
mod preview;
mod viewer;
mod warning;

pub use kind::Kind;
pub use preview::{Page, Picture, Preview};
pub use viewer::{PreviewError, UNPROTECTED, Viewer};
pub use warning::Warning;
