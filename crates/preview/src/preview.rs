//! What is shown of a file: the parent's own copy, checked and rebuilt.

use std::fmt;

use zeroize::Zeroizing;

use crate::{Kind, Warning};

/// What is shown of a file. Wiped on drop.
///
/// Everything in it was bounded, decoded and rebuilt by the parent; that it shows what the file says is
/// **not** promised: a child that was taken over can draw what it likes (docs/preview.md).
#[derive(PartialEq, Eq)]
pub struct Preview {
    pub(crate) kind: Kind,
    pub(crate) len: usize,
    pub(crate) pages: Vec<Page>,
    pub(crate) warnings: Vec<Warning>,
}

/// One page.
#[derive(PartialEq, Eq)]
#[non_exhaustive]
pub enum Page {
    /// Pixels.
    Picture(Picture),
    /// Text without control characters and without what turns its direction, at most
    /// [`limit::TEXT_MAX_LEN`](crate::limit::TEXT_MAX_LEN) bytes. Never markup: escape it like any other text.
    Text(Zeroizing<String>),
}

/// A picture that the parent encoded itself.
#[derive(PartialEq, Eq)]
pub struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) png: Zeroizing<Vec<u8>>,
}

impl Preview {
    /// The kind of file, by its content.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How long the file is, in bytes.
    #[must_use]
    pub fn file_len(&self) -> usize {
        self.len
    }

    /// The pages, at most [`limit::PAGES_MAX`](crate::limit::PAGES_MAX); none where the kind has no preview.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// What to say beside the pages, each once, in the order of [`Warning::ALL`].
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Says whether a warning stands beside the pages.
    #[must_use]
    pub fn warns(&self, warning: Warning) -> bool {
        self.warnings.contains(&warning)
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        if let Err(at) = self.warnings.binary_search(&warning) {
            self.warnings.insert(at, warning);
        }
    }
}

impl Picture {
    /// The width in pixels, 1 to [`limit::SIDE_MAX`](crate::limit::SIDE_MAX).
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// The height in pixels, 1 to [`limit::SIDE_MAX`](crate::limit::SIDE_MAX).
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// A PNG file of 8-bit RGB without any metadata.
    #[must_use]
    pub fn png(&self) -> &[u8] {
        &self.png
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview")
            .field("kind", &self.kind)
            .field("pages", &self.pages.len())
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture(picture) => picture.fmt(f),
            Self::Text(_) => f.debug_struct("Text").finish_non_exhaustive(),
        }
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_content() {
        let preview = Preview {
            kind: Kind::Text,
            len: 6,
            pages: vec![Page::Text(Zeroizing::new("geheim".to_owned()))],
            warnings: Vec::new(),
        };
        let text = format!("{preview:?} {:?}", preview.pages);
        assert!(text.starts_with("Preview { kind: Text, pages: 1, warnings: [], .. }"));
        assert!(!text.contains("geheim"));
    }

    #[test]
    fn warn_says_everything_once_and_in_order() {
        let mut preview = Preview {
            kind: Kind::Pdf,
            len: 0,
            pages: Vec::new(),
            warnings: Vec::new(),
        };
        for warning in [Warning::Links, Warning::Scripts, Warning::Links] {
            preview.warn(warning);
        }
        assert_eq!(preview.warnings(), [Warning::Scripts, Warning::Links]);
    }
}
