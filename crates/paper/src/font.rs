//! The font that is built in, and how wide its letters are.
//!
//! Liberation Sans 2.1.5, regular and bold, as wide as Arial letter by letter. What it has no
//! letter for is written as its code point, such as `[U+1F600]`: nothing is lost without a sign.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

/// How a font is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// Returns the file of the font.
    pub(crate) fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../font/LiberationSans-Regular.ttf"),
            Self::Bold => include_bytes!("../font/LiberationSans-Bold.ttf"),
        }
    }

    fn face(self) -> Option<&'static Face> {
        static REGULAR: LazyLock<Option<Face>> = LazyLock::new(|| Face::read(Weight::Regular));
        static BOLD: LazyLock<Option<Face>> = LazyLock::new(|| Face::read(Weight::Bold));
        match self {
            Self::Regular => REGULAR.as_ref(),
            Self::Bold => BOLD.as_ref(),
        }
    }

    /// Returns the letter's place in the font, if the font has it.
    pub(crate) fn glyph(self, letter: char) -> Option<u32> {
        let face = self.face()?;
        let glyph = face.font.charmap().map(letter)?;
        (glyph != GlyphId::NOTDEF).then(|| glyph.to_u32())
    }

    /// Returns how wide a letter is, in parts of the font's size.
    pub(crate) fn advance(self, letter: char) -> f32 {
        let width = |face: &Face| {
            let glyph = face.font.charmap().map(letter)?;
            face.metrics.advance_width(glyph)
        };
        self.face().and_then(width).unwrap_or(0.6)
    }

    /// Returns how wide a text is, in parts of the font's size.
    pub(crate) fn width(self, text: &str) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum()
    }
}

struct Face {
    font: FontRef<'static>,
    metrics: GlyphMetrics<'static>,
}

impl Face {
    fn read(weight: Weight) -> Option<Self> {
        let font = FontRef::new(weight.file()).ok()?;
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some(Self { font, metrics })
    }
}

/// Breaks a text into lines of at most `width`, in parts of the font's size. A word that is wider
/// than a line is broken within.
pub(crate) fn wrap(text: &str, weight: Weight, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if weight.width(&joined) <= width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            if !line.is_empty() && weight.width(&line) + weight.advance(letter) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Writes a text with the letters that the font has: composed; without what only steers how letters
/// are shown; anything else as its code point.
pub(crate) fn spell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfc() {
        match letter {
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            letter if letter.is_control() || steers(letter) => {}
            letter if Weight::Regular.glyph(letter).is_some() => out.push(letter),
            letter => out.push_str(&format!("[U+{:04X}]", u32::from(letter))),
        }
    }
    out
}

/// Says whether a letter has no shape and only steers others: direction, joining, variants, breaks.
fn steers(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
