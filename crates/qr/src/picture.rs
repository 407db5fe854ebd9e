//! Codes as pictures.

use std::io::Write;

use png::{BitDepth, ColorType, Encoder};
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};
use rqrr::PreparedImage;

use crate::frame::Frame;

/// Modules of version 25 in a row.
const MODULES: usize = 117;
/// White modules around a code, which finders need.
const QUIET: usize = 4;

/// A drawn code: dark and light modules, with the white around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    dark: Vec<bool>,
}

impl Code {
    /// Modules in a row, the white around them included.
    pub const WIDTH: usize = MODULES + 2 * QUIET;

    /// Draws a frame; `None` if it does not fit a code, which no frame of ours does.
    #[must_use]
    pub fn of(frame: &Frame) -> Option<Self> {
        // One segment of bytes: what the crate divides by itself can come out longer than the code.
        let mut bits = Bits::new(Version::Normal(25));
        bits.push_byte_data(frame.as_bytes()).ok()?;
        bits.push_terminator(EcLevel::L).ok()?;
        let code = QrCode::with_bits(bits, EcLevel::L).ok()?;
        let mut dark = vec![false; Self::WIDTH * Self::WIDTH];
        for (index, color) in code.to_colors().into_iter().enumerate() {
            let (row, column) = (index / MODULES + QUIET, index % MODULES + QUIET);
            dark[row * Self::WIDTH + column] = color == Color::Dark;
        }
        Some(Self { dark })
    }

    /// Says whether a module is dark; all outside are light.
    #[must_use]
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        let inside = row < Self::WIDTH && column < Self::WIDTH;
        inside && self.dark[row * Self::WIDTH + column]
    }

    /// Writes it as PNG, black and white, so many pixels to a module.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_png(&self, scale: usize, out: impl Write) -> Result<(), png::EncodingError> {
        let side = Self::WIDTH * scale.max(1);
        let pixels = u32::try_from(side).unwrap_or(u32::MAX);
        let mut encoder = Encoder::new(out, pixels, pixels);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::One);
        let mut writer = encoder.write_header()?;
        let mut data = Vec::with_capacity(side * side.div_ceil(8));
        for row in 0..side {
            for byte in 0..side.div_ceil(8) {
                data.push(self.eight(row, byte * 8, scale.max(1)));
            }
        }
        writer.write_image_data(&data)?;
        writer.finish()
    }

    /// Packs eight pixels, white as ones.
    fn eight(&self, row: usize, from: usize, scale: usize) -> u8 {
        (0..8).fold(0, |byte, bit| {
            let dark = self.is_dark(row / scale, (from + bit) / scale);
            (byte << 1) | u8::from(!dark)
        })
    }
}

/// Finds the codes in a grey picture of this width, row by row, 0 for black; answers what they say.
///
/// It looks twice if it must: with a threshold that follows the light, and with one for the whole picture, which
/// noise disturbs less.
#[must_use]
pub fn find_codes(width: usize, grey: &[u8]) -> Vec<Vec<u8>> {
    if width == 0 || grey.len() < width {
        return Vec::new();
    }
    let height = grey.len() / width;
    let at = |x, y| grey[y * width + x];
    // A closure, for rqrr does not name the type of its pictures.
    let read = |mut picture: PreparedImage<_>| -> Vec<Vec<u8>> {
        let grids = picture.detect_grids();
        let said = grids.iter().filter_map(|grid| {
            let mut bytes = Vec::new();
            grid.decode_to(&mut bytes).ok().map(|_| bytes)
        });
        said.collect()
    };
    let found = read(PreparedImage::prepare_from_greyscale(width, height, at));
    if !found.is_empty() {
        return found;
    }
    let limit = threshold(grey);
    let is_dark = |x, y| at(x, y) <= limit;
    read(PreparedImage::prepare_from_bitmap(width, height, is_dark))
}

/// Finds the grey that parts dark from light best (Otsu's method).
fn threshold(grey: &[u8]) -> u8 {
    let mut counts = [0_u64; 256];
    for pixel in grey {
        counts[usize::from(*pixel)] += 1;
    }
    let weigh = |counts: &[u64], from: u64| -> u64 {
        (from..)
            .zip(counts)
            .map(|(level, count)| level * count)
            .sum()
    };
    let best = (0_u8..255).max_by_key(|level| {
        let (dark, light) = counts.split_at(usize::from(*level) + 1);
        let (few, many) = (dark.iter().sum::<u64>(), light.iter().sum::<u64>());
        let (Some(low), Some(high)) = (
            weigh(dark, 0).checked_div(few),
            weigh(light, u64::from(*level) + 1).checked_div(many),
        ) else {
            return 0;
        };
        u128::from(few) * u128::from(many) * u128::from(high.abs_diff(low).pow(2))
    });
    best.unwrap_or(127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threshold_parts_dark_from_light() {
        let mut grey = vec![40; 300];
        grey.extend([200; 700]);
        assert!((40..200).contains(&threshold(&grey)));
        let _ = threshold(&[]);
        let _ = threshold(&[7; 10]);
    }
}
