//! The child's answer: what crosses the pipe, and how the parent reads it.
//!
//! In scope: a stream of frames that is read and bounded as it comes, at most one page of pixels at a
//! time. Out of scope: whether it is true. Whoever writes it may have been taken over.
//!
//! # Wire format
//!
//! Eight bytes `BRVIEW1\n`, then frames: one byte, then what it stands for (numbers little-endian):
//!
//! | byte | frame | then |
//! |---|---|---|
//! | 1 | kind | 1 byte of [`Kind`]; once, before all others |
//! | 2 | warning | 1 byte of [`Warning`] |
//! | 3 | picture | width u32, height u32, width × height × 3 bytes RGB |
//! | 4 | text | length u32, that many bytes of UTF-8 |
//! | 5 | end | nothing, and nothing follows |

use std::io::{self, Read};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::clean::clean;
use crate::limit::{PAGES_MAX, SIDE_MAX, TEXT_MAX_LEN};
use crate::preview::{Page, Picture, Preview};
use crate::{Kind, Warning};

pub(crate) const MAGIC: [u8; 8] = *b"BRVIEW1\n";
pub(crate) const KIND: u8 = 1;
pub(crate) const WARNING: u8 = 2;
pub(crate) const PICTURE: u8 = 3;
pub(crate) const TEXT: u8 = 4;
pub(crate) const END: u8 = 5;

/// The most warnings that are read: more than there are kinds of.
const WARNINGS_MAX: usize = 64;

/// Why an answer is not one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The first bytes are not those of an answer.
    #[error("answer begins with other bytes")]
    Beginning,
    /// A byte that stands for no frame, kind or warning.
    #[error("answer holds byte {byte}, which stands for nothing")]
    Unknown {
        /// The byte.
        byte: u8,
    },
    /// The kind does not come first and once, or something follows the end.
    #[error("answer holds frames out of order")]
    Order,
    /// More pages or warnings than there may be.
    #[error("answer holds more than {max} frames of one sort")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// A picture without pixels or with a longer side than there may be.
    #[error("answer holds a picture of {width} x {height} pixels, longest side may be {SIDE_MAX}")]
    PictureSize {
        /// The width that it says.
        width: u32,
        /// The height that it says.
        height: u32,
    },
    /// A text that is longer than it may be.
    #[error("answer holds a text of {len} bytes, may be {TEXT_MAX_LEN}")]
    TextLen {
        /// The length that it says.
        len: usize,
    },
    /// A text that is not UTF-8.
    #[error("answer holds a text that is not UTF-8")]
    NotText,
    /// The picture could not be encoded.
    #[error("cannot encode a picture of {width} x {height} pixels")]
    Encode {
        /// The width.
        width: u32,
        /// The height.
        height: u32,
    },
}

/// What came before the answer ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    /// What was understood; `None` if not even the kind came.
    pub preview: Option<Preview>,
    /// Whether the answer came to its end: if not, whoever wrote it stopped in the middle.
    pub whole: bool,
}

/// Reads an answer about a file of `file_len` bytes, and nothing beyond the first fault.
///
/// Takes memory for one page of pixels at a time and for the pages as they are kept, all of them
/// bounded by [`limit`](crate::limit).
///
/// # Errors
///
/// [`AnswerError`] for whatever a child of ours would not write. An answer that breaks off is none:
/// see [`Received::whole`].
pub fn read(from: impl Read, file_len: usize) -> Result<Received, AnswerError> {
    let mut reader = Reader {
        from,
        file_len,
        preview: None,
        warnings: 0,
    };
    let whole = match reader.run() {
        Ok(()) => true,
        Err(Stop::Broken) => false,
        Err(Stop::Fault(fault)) => return Err(fault),
    };
    Ok(Received {
        preview: reader.preview,
        whole,
    })
}

/// Why reading ends early.
enum Stop {
    /// No more bytes.
    Broken,
    Fault(AnswerError),
}

impl From<AnswerError> for Stop {
    fn from(fault: AnswerError) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for Stop {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

struct Reader<R> {
    from: R,
    file_len: usize,
    preview: Option<Preview>,
    warnings: usize,
}

impl<R: Read> Reader<R> {
    fn run(&mut self) -> Result<(), Stop> {
        if self.bytes()? != MAGIC {
            return Err(AnswerError::Beginning.into());
        }
        loop {
            let [frame] = self.bytes()?;
            match frame {
                KIND => self.kind()?,
                WARNING => self.warning()?,
                PICTURE => self.picture()?,
                TEXT => self.text()?,
                END => return self.end(),
                byte => return Err(AnswerError::Unknown { byte }.into()),
            }
        }
    }

    fn kind(&mut self) -> Result<(), Stop> {
        let [byte] = self.bytes()?;
        let kind = Kind::of_byte(byte).ok_or(AnswerError::Unknown { byte })?;
        if self.preview.is_some() {
            return Err(AnswerError::Order.into());
        }
        self.preview = Some(Preview {
            kind,
            len: self.file_len,
            pages: Vec::new(),
            warnings: Vec::new(),
        });
        Ok(())
    }

    fn warning(&mut self) -> Result<(), Stop> {
        let [byte] = self.bytes()?;
        let warning = Warning::of_byte(byte).ok_or(AnswerError::Unknown { byte })?;
        self.warnings += 1;
        if self.warnings > WARNINGS_MAX {
            return Err(AnswerError::TooMany { max: WARNINGS_MAX }.into());
        }
        self.preview()?.warn(warning);
        Ok(())
    }

    fn picture(&mut self) -> Result<(), Stop> {
        let (width, height) = (self.number()?, self.number()?);
        let sides = 1..=SIDE_MAX;
        if !sides.contains(&width) || !sides.contains(&height) {
            return Err(AnswerError::PictureSize { width, height }.into());
        }
        self.room()?;
        // At most 1600 × 1600 × 3 bytes, by the line above.
        let mut rgb = Zeroizing::new(vec![0; width as usize * height as usize * 3]);
        self.from.read_exact(&mut rgb)?;
        let png = encode(width, height, &rgb).ok_or(AnswerError::Encode { width, height })?;
        self.preview()?.pages.push(Page::Picture(Picture {
            width,
            height,
            png: Zeroizing::new(png),
        }));
        Ok(())
    }

    fn text(&mut self) -> Result<(), Stop> {
        let len = self.number()? as usize;
        if len > TEXT_MAX_LEN {
            return Err(AnswerError::TextLen { len }.into());
        }
        self.room()?;
        let mut bytes = Zeroizing::new(vec![0; len]);
        self.from.read_exact(&mut bytes)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| AnswerError::NotText)?;
        let cleaned = clean(text);
        let preview = self.preview()?;
        if cleaned.changed {
            preview.warn(Warning::Invisible);
        }
        let text = Zeroizing::new(cleaned.text.into_owned());
        preview.pages.push(Page::Text(text));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        self.preview()?;
        match self.bytes::<1>() {
            Ok(_) => Err(AnswerError::Order.into()),
            Err(_) => Ok(()),
        }
    }

    /// Checks that one more page may come.
    fn room(&mut self) -> Result<(), AnswerError> {
        match self.preview()?.pages.len() < PAGES_MAX {
            true => Ok(()),
            false => Err(AnswerError::TooMany { max: PAGES_MAX }),
        }
    }

    fn preview(&mut self) -> Result<&mut Preview, AnswerError> {
        self.preview.as_mut().ok_or(AnswerError::Order)
    }

    fn number(&mut self) -> Result<u32, Stop> {
        self.bytes().map(u32::from_le_bytes)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Stop> {
        let mut bytes = [0; N];
        self.from.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// Encodes pixels as PNG: only what must be in such a file.
fn encode(width: u32, height: u32, rgb: &[u8]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(rgb).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests;
