//! What kind of file it is: by its bytes, never by its name.

use crate::bytes::{find, piece};
use crate::zip::Archive;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture, animated or not.
    Png,
    /// A WebP picture.
    WebP,
    /// A HEIC or HEIF picture.
    Heic,
    /// An AVIF picture.
    Avif,
    /// An MP4, M4A, 3GP or QuickTime film or sound.
    Mp4,
    /// A PDF document.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PowerPoint presentation.
    Pptx,
    /// Plain text: all that it says is its content.
    Text,
    /// Anything else.
    Other,
}

impl Kind {
    /// Tells the kind by the first bytes, and for archives by their list of contents.
    #[must_use]
    pub fn of(file: &[u8]) -> Self {
        match file {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Self::Png,
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Self::WebP,
            [b'P', b'K', 3, 4, ..] => Self::of_archive(file),
            _ if piece(file, 4, 4).is_some_and(|name| name == b"ftyp") => Self::of_brand(file),
            _ if is_old_movie(file) => Self::Mp4,
            // Readers look for it in the first kilobyte (ISO 32000-1, annex H.3, note 13).
            _ if find(&file[..file.len().min(1024)], b"%PDF-", 0).is_some() => Self::Pdf,
            _ if is_text(file) => Self::Text,
            _ => Self::Other,
        }
    }

    fn of_brand(file: &[u8]) -> Self {
        match piece(file, 8, 4).unwrap_or_default() {
            b"avif" | b"avis" => Self::Avif,
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Self::Heic
            }
            b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42"
            | b"avc1" | b"M4A " | b"M4B " | b"M4V " | b"M4VH" | b"M4VP" | b"qt  " | b"dash"
            | b"MSNV" | b"3gp4" | b"3gp5" | b"3gp6" | b"3gp7" | b"3g2a" | b"3g2b" | b"XAVC"
            | b"f4v " | b"mmp4" => Self::Mp4,
            _ => Self::Other,
        }
    }

    /// Word, Excel or PowerPoint, by the main part that the archive holds.
    fn of_archive(file: &[u8]) -> Self {
        let Ok(archive) = Archive::open(file) else {
            return Self::Other;
        };
        let has = |name: &str| archive.entries.iter().any(|entry| entry.name == name);
        if !has("[Content_Types].xml") {
            return Self::Other;
        }
        let kinds = [
            ("word/document.xml", Self::Docx),
            ("xl/workbook.xml", Self::Xlsx),
            ("ppt/presentation.xml", Self::Pptx),
        ];
        let mut matching = kinds.into_iter().filter(|(main, _)| has(main));
        match (matching.next(), matching.next()) {
            (Some((_, kind)), None) => kind,
            _ => Self::Other,
        }
    }

    /// Returns the short text that stands for it, as in text ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Mp4 => "mp4",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Text => "text",
            Self::Other => "other",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => ".jpg",
            Self::Other => "",
            Self::Png => ".png",
            Self::WebP => ".webp",
            Self::Heic => ".heic",
            Self::Avif => ".avif",
            Self::Mp4 => ".mp4",
            Self::Pdf => ".pdf",
            Self::Docx => ".docx",
            Self::Xlsx => ".xlsx",
            Self::Pptx => ".pptx",
            Self::Text => ".txt",
        }
    }
}

/// QuickTime before 2001 has no `ftyp`.
fn is_old_movie(file: &[u8]) -> bool {
    matches!(piece(file, 4, 4), Some(b"moov" | b"mdat" | b"wide"))
}

/// Text that readers show as it stands: UTF-8 without control characters, and no language of pages,
/// drawings, letters or cards, in which things can stand that do not show.
fn is_text(file: &[u8]) -> bool {
    const LANGUAGES: [&str; 5] = ["<", "{\\rtf", "%!", "BEGIN:", "From "];
    let Ok(text) = std::str::from_utf8(file) else {
        return false;
    };
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    !start.is_empty()
        && !LANGUAGES.iter().any(|language| start.starts_with(language))
        && !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}'))
}

/// Makes a name that says nothing: `file-1.jpg`. Names hold the camera's counter, dates, users.
///
/// ```
/// use bellrope_metadata::{Kind, neutral_name};
/// assert_eq!(neutral_name(Kind::Jpeg, 1), "file-1.jpg");
/// ```
#[must_use]
pub fn neutral_name(kind: Kind, index: usize) -> String {
    format!("file-{index}{}", kind.extension())
}
