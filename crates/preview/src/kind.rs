//! What kind of file was previewed.

/// Makes an enum that crosses the pipe as one byte and is named in texts by a short code.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $byte:literal $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $name {
            /// Every one there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the short text that stands for it, as in text ids.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The byte that stands for it in the child's answer.
            #[cfg(any(feature = "child", test))]
            pub(crate) fn byte(self) -> u8 {
                match self {
                    $(Self::$variant => $byte,)+
                }
            }

            pub(crate) fn of_byte(byte: u8) -> Option<Self> {
                match byte {
                    $($byte => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// A kind of file, told by its content and never by its name.
    Kind {
        /// A JPEG picture.
        Jpeg = 1 "jpeg",
        /// A PNG picture.
        Png = 2 "png",
        /// A WebP picture.
        WebP = 3 "webp",
        /// A GIF picture.
        Gif = 4 "gif",
        /// A Windows bitmap.
        Bmp = 5 "bmp",
        /// A TIFF picture.
        Tiff = 6 "tiff",
        /// A HEIC or AVIF picture: recognised, not shown.
        Heif = 7 "heif",
        /// A film or sound: recognised, not shown.
        Film = 8 "film",
        /// A PDF document.
        Pdf = 9 "pdf",
        /// Plain text: also CSV, JSON, source code.
        Text = 10 "text",
        /// A web page, as text.
        Html = 11 "html",
        /// A drawing in SVG, as text.
        Svg = 12 "svg",
        /// Another XML document, as text.
        Xml = 13 "xml",
        /// Rich text (RTF), as text.
        Rtf = 14 "rtf",
        /// An e-mail message, as text.
        Mail = 15 "mail",
        /// A Word document, as text.
        Docx = 16 "docx",
        /// An Excel workbook, as text.
        Xlsx = 17 "xlsx",
        /// A PowerPoint presentation, as text.
        Pptx = 18 "pptx",
        /// An OpenDocument text, as text.
        Odt = 19 "odt",
        /// An OpenDocument spreadsheet, as text.
        Ods = 20 "ods",
        /// An OpenDocument presentation, as text.
        Odp = 21 "odp",
        /// An office file from before 2007, or an encrypted one of today: recognised, not shown.
        OldOffice = 22 "old-office",
        /// A zip archive: the names of what it holds.
        Zip = 23 "zip",
        /// Anything else: its first bytes.
        Unknown = 24 "unknown",
    }
}
