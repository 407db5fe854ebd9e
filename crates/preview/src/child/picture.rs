//! Pictures: decoded within bounds, turned as the camera held it, made small, rebuilt as pixels.

use std::io::{Cursor, Write};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::output::{Output, Pixels};
use crate::Warning;
use crate::limit::SIDE_MAX;

/// The most that a decoder may allocate, in bytes: 120 megapixels of RGB and some room.
const ALLOC_MAX: u64 = 512 << 20;
/// The longest side of a picture that is decoded at all, in pixels.
const SIDE_DECODED: u32 = 40_000;

/// Shows the first picture of a file.
pub(crate) fn show<W: Write>(format: ImageFormat, file: &[u8], output: &mut Output<W>) {
    if let Some(warning) = more(format, file) {
        output.warn(warning);
    }
    match decode(format, file) {
        Ok(pixels) => output.picture(&pixels),
        Err(image::ImageError::Limits(_)) => output.warn(Warning::Bomb),
        Err(_) => output.warn(Warning::Damaged),
    }
}

fn decode(format: ImageFormat, file: &[u8]) -> image::ImageResult<Pixels> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_DECODED);
    limits.max_image_height = Some(SIDE_DECODED);
    limits.max_alloc = Some(ALLOC_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // Not every decoder counts what it returns.
    if decoder.total_bytes() > ALLOC_MAX {
        let kind = image::error::LimitErrorKind::InsufficientMemory;
        return Err(image::ImageError::Limits(
            image::error::LimitError::from_kind(kind),
        ));
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder)?;
    Ok(small(picture, turned))
}

/// Scales down to the longest side there may be, never up; what shows through shows white.
fn small(mut picture: DynamicImage, turned: Orientation) -> Pixels {
    if picture.width().max(picture.height()) > SIDE_MAX {
        picture = picture.thumbnail(SIDE_MAX, SIDE_MAX);
    }
    picture.apply_orientation(turned);
    let rgba = picture.into_rgba8();
    let (width, height) = rgba.dimensions();
    let (pixels, _) = rgba.as_raw().as_chunks();
    Pixels {
        width,
        height,
        rgb: pixels.iter().flat_map(|pixel| over_white(*pixel)).collect(),
    }
}

fn over_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    [red, green, blue].map(|colour| {
        let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
        // At most 255 × 255 / 255.
        u8::try_from(mixed / 255).unwrap_or(u8::MAX)
    })
}

/// What follows the first picture; by structure alone, nothing is decoded.
fn more(format: ImageFormat, file: &[u8]) -> Option<Warning> {
    let (more, warning) = match format {
        ImageFormat::Gif => (gif_pictures(file) > 1, Warning::Animated),
        ImageFormat::Png => (is_moving_png(file), Warning::Animated),
        ImageFormat::WebP => (is_moving_webp(file), Warning::Animated),
        // Pages of a fax or a scan.
        ImageFormat::Tiff => (has_second_page(file).unwrap_or(false), Warning::Truncated),
        _ => (false, Warning::Animated),
    };
    more.then_some(warning)
}

/// Whether the chunk that says so stands before the pixels (PNG, third edition, §11.3.6.1).
fn is_moving_png(file: &[u8]) -> bool {
    let mut at = 8;
    while let Some([a, b, c, d, name @ ..]) = file.get(at..at + 8) {
        match name {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => at = at.saturating_add(12 + u32::from_be_bytes([*a, *b, *c, *d]) as usize),
        }
    }
    false
}

/// Whether the extended header says so (RFC 9649 §2.7.1).
fn is_moving_webp(file: &[u8]) -> bool {
    file.get(12..16) == Some(b"VP8X") && file.get(20).is_some_and(|flags| flags & 2 != 0)
}

/// Whether the first directory names a second one (TIFF 6.0 §2).
fn has_second_page(file: &[u8]) -> Option<bool> {
    let big = file.starts_with(b"MM");
    let number = |at: usize, len: usize| {
        let bytes = file.get(at..at.checked_add(len)?)?;
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(match big {
            true => bytes.iter().fold(0, add),
            false => bytes.iter().rev().fold(0, add),
        })
    };
    let first = number(4, 4)?;
    let fields = number(first, 2)?;
    Some(number(first + 2 + 12 * fields, 4)? != 0)
}

/// Counts the pictures of a GIF, two at most (GIF89a, §20 and §22).
fn gif_pictures(file: &[u8]) -> usize {
    walk_gif(file).unwrap_or_else(|seen| seen)
}

/// Walks over the blocks; the error is what was counted before the file broke off.
fn walk_gif(file: &[u8]) -> Result<usize, usize> {
    let mut seen = 0;
    let byte = |at: usize, seen| file.get(at).copied().ok_or(seen);
    let table = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut at = 13 + table(byte(10, seen)?);
    while seen < 2 {
        match byte(at, seen)? {
            0x21 => at += 2,
            0x2c => {
                seen += 1;
                at += 11 + table(byte(at + 9, seen)?);
            }
            _ => return Ok(seen),
        }
        loop {
            let len = usize::from(byte(at, seen)?);
            at += 1 + len;
            if len == 0 {
                break;
            }
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_white_mixes() {
        assert_eq!(over_white([10, 20, 30, 255]), [10, 20, 30]);
        assert_eq!(over_white([10, 20, 30, 0]), [255; 3]);
        assert_eq!(over_white([0, 0, 0, 128]), [127; 3]);
    }

    #[test]
    fn more_reads_structure_alone() {
        let png = |name: &[u8]| [b"\x89PNG\r\n\x1a\n\0\0\0\x01abcdx0000\0\0\0\0", name].concat();
        assert_eq!(
            more(ImageFormat::Png, &png(b"acTL")),
            Some(Warning::Animated)
        );
        assert_eq!(more(ImageFormat::Png, &png(b"IDAT")), None);
        let webp = |flags: u8| [b"RIFF0000WEBPVP8X\x0a\0\0\0".as_slice(), &[flags]].concat();
        assert_eq!(more(ImageFormat::WebP, &webp(2)), Some(Warning::Animated));
        assert_eq!(more(ImageFormat::WebP, &webp(0x10)), None);
        let tiff = |next: u8| [b"MM\0*\0\0\0\x08\0\x01".as_slice(), &[0; 15], &[next]].concat();
        assert_eq!(more(ImageFormat::Tiff, &tiff(9)), Some(Warning::Truncated));
        assert_eq!(more(ImageFormat::Tiff, &tiff(0)), None);
        assert_eq!(more(ImageFormat::Tiff, b"II*\0\xff\xff\xff\xff"), None);
    }

    #[test]
    fn small_keeps_proportions_and_turns() {
        let picture = DynamicImage::new_rgb8(4000, 1000);
        let pixels = small(picture, Orientation::Rotate90);
        assert_eq!((pixels.width, pixels.height), (400, 1600));
        assert_eq!(pixels.rgb.len(), 400 * 1600 * 3);
    }
}
