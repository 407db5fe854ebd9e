//! What a file says about its maker, and a copy without it. Pure: bytes in, bytes out; no clock, no
//! randomness, no I/O, so it runs in a web page as it does in a terminal (R038, R039).
//!
//! | module | in | out |
//! |---|---|---|
//! | `jpeg`, `png`, `webp` | pictures | the same pixels, in the same compressed bytes |
//! | `bmff` | HEIC, AVIF, MP4, MOV | the same file with everything else overwritten in place |
//! | `pdf` | PDF | a fresh file of the objects that the pages need |
//! | (none) | plain text | the same: all that it says shows |
//! | `ooxml` | DOCX, XLSX, PPTX | a fresh archive of the parts that show |
//!
//! One walk over a file yields both what it says and the copy without it, so what is shown and what
//! is removed cannot differ. What stays is named ([`Left`]): never silently.
//!
//! What it cannot do, and no such tool can: see `docs/metadata.md`. The content stays the content: a
//! face, a letterhead, a reflection, the noise of a camera's sensor, a printer's yellow dots.
//!
//! ```
//! use bellrope_metadata::{clean, inspect, Cleanable, Kind, What};
//!
//! # let photo: &[u8] = &[
//! #     0xff, 0xd8, 0xff, 0xfe, 0, 6, b'J', b'a', b'n', b'!', 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1,
//! #     0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0, 0xff, 0xd9,
//! # ];
//! let said = inspect(photo);
//! assert_eq!(said.kind, Kind::Jpeg);
//! assert_eq!(said.findings[0].what, What::Comment);
//! assert_eq!(said.findings[0].value, "Jan!");
//! assert_eq!(said.cleanable, Cleanable::Yes);
//!
//! let cleaned = clean(photo)?;
//! assert!(cleaned.left.is_empty());
//! assert!(inspect(&cleaned.bytes).findings.is_empty());
//! # Ok::<(), bellrope_metadata::CleanError>(())
//! ```

#![deny(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod bmff;
mod bytes;
mod crc;
mod exif;
mod finding;
mod icc;
mod inflate;
mod iptc;
mod jpeg;
mod kind;
mod ooxml;
mod outcome;
mod pdf;
mod png;
mod webp;
mod xml;
mod xmp;
mod zip;

pub use finding::{Finding, What};
pub use kind::{Kind, neutral_name};
pub use outcome::{CleanError, Cleaned, Left, Why};

use finding::Findings;
use outcome::Scan;

/// Whether a copy without the findings can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleanable {
    /// Everything found goes.
    Yes,
    /// Something stays: [`clean`] names it.
    Partly,
    /// No: [`clean`] says why.
    No,
}

impl Cleanable {
    /// Returns the short text that stands for it: `yes`, `partly`, `no`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }
}

/// What a file says besides its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What kind of file it is, by its bytes.
    pub kind: Kind,
    /// What it says, at most 200 findings of at most 160 characters.
    pub findings: Vec<Finding>,
    /// Whether it can be removed.
    pub cleanable: Cleanable,
}

/// Says what a file tells about its maker, besides its content.
///
/// Takes memory of at most the file's length and of what it unpacks at one time, which is bounded.
/// For a file that cannot be cleaned the findings are those that were met before that was clear:
/// they are never all.
#[must_use]
pub fn inspect(file: &[u8]) -> Inspection {
    let kind = Kind::of(file);
    let mut found = Findings::default();
    let cleanable = match scan(kind, file, &mut found) {
        Ok(outcome) if outcome.left.is_empty() => Cleanable::Yes,
        Ok(_) => Cleanable::Partly,
        Err(_) => Cleanable::No,
    };
    Inspection {
        kind,
        findings: found.into_list(),
        cleanable,
    }
}

/// Makes a copy without what [`inspect`] finds.
///
/// The answer depends on the bytes only. Cleaning a cleaned file returns the same bytes.
///
/// # Errors
///
/// See [`CleanError`]: the kind is not known, or the file is encrypted, damaged or beyond bounds.
pub fn clean(file: &[u8]) -> Result<Cleaned, CleanError> {
    scan(Kind::of(file), file, &mut Findings::default())
}

/// Walks over a file of one kind: notes what it says, and returns the copy without it.
fn scan(kind: Kind, file: &[u8], found: &mut Findings) -> Scan {
    match kind {
        Kind::Jpeg => jpeg::scan(file, found),
        Kind::Png => png::scan(file, found),
        Kind::WebP => webp::scan(file, found),
        Kind::Heic | Kind::Avif | Kind::Mp4 => bmff::scan(file, found),
        Kind::Pdf => pdf::scan(file, found),
        Kind::Docx | Kind::Xlsx | Kind::Pptx => ooxml::scan(file, found),
        Kind::Text => Ok(Cleaned::whole(file.to_vec())),
        Kind::Other => Err(CleanError::Unknown),
    }
}

/// Cleans a picture that stands inside another file; `None` if it is none of ours or is damaged.
fn clean_inner(file: &[u8], found: &mut Findings) -> Option<Cleaned> {
    let kind = Kind::of(file);
    match kind {
        Kind::Jpeg | Kind::Png | Kind::WebP | Kind::Heic | Kind::Avif | Kind::Mp4 => {
            found.tried(|found| scan(kind, file, found).ok())
        }
        _ => None,
    }
}
