//! What is left of a picture: the pixels under a box are replaced, and the picture is written anew,
//! without anything that was not a pixel.
//!
//! Boxes lie on a coarse grid, so that a short name and a long one often have the same box. Unlike in a
//! text they cannot always: where something stood on a page is seen.

pub mod place;
mod sketch;

pub use sketch::{Drawing, sketch};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Boxes begin and end at multiples of this, in pixels, or at the edge of the picture.
pub const GRID: u32 = 32;
/// The longest side of a picture, in pixels.
pub const SIDE_MAX: u32 = 4_096;
/// The colour of a box: red, green, blue.
pub const COLOUR: [u8; 3] = [32, 32, 32];

/// A rectangle of a picture, in pixels from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Pixels from the left.
    pub x: u32,
    /// Pixels from above.
    pub y: u32,
    /// Width; at least 1.
    pub width: u32,
    /// Height; at least 1.
    pub height: u32,
}

impl Frame {
    /// Returns the frame on the grid around this one, inside a picture.
    ///
    /// # Errors
    ///
    /// [`PixelError::Outside`] if it is empty or lies outside.
    pub fn snapped(self, width: u32, height: u32) -> Result<Self, PixelError> {
        let (x, across) = snap(self.x, self.width, width).ok_or(PixelError::Outside)?;
        let (y, down) = snap(self.y, self.height, height).ok_or(PixelError::Outside)?;
        Ok(Self {
            x,
            y,
            width: across,
            height: down,
        })
    }
}

/// Grows a stretch to the grid, but not past the edge.
fn snap(from: u32, len: u32, edge: u32) -> Option<(u32, u32)> {
    let to = from.checked_add(len)?;
    if len == 0 || to > edge {
        return None;
    }
    let start = from / GRID * GRID;
    let end = to.div_ceil(GRID).saturating_mul(GRID).min(edge);
    Some((start, end - start))
}

/// Burns boxes into a picture, a PNG of 8-bit RGB without a palette. What is left is pixels.
///
/// # Errors
///
/// [`PixelError`], by variant.
pub fn burn(png: &[u8], frames: &[Frame]) -> Result<Picture, PixelError> {
    let mut picture = Picture::read(png)?;
    for frame in frames {
        picture.fill(frame.snapped(picture.width, picture.height)?, COLOUR);
    }
    Ok(picture)
}

/// Pixels, and nothing that was not a pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    /// Hides the pixels.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture").finish_non_exhaustive()
    }
}

impl Picture {
    /// Returns its width, in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Returns its height, in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Returns red, green, blue and full opacity of each pixel, row by row.
    #[must_use]
    pub fn rgba(&self) -> Vec<u8> {
        let pixels = self.rgb.chunks_exact(3);
        pixels.flat_map(|it| [it[0], it[1], it[2], 255]).collect()
    }

    /// Writes it as a PNG, with no other chunk than those that a PNG must have.
    ///
    /// # Errors
    ///
    /// [`PixelError::Picture`].
    pub fn png(&self) -> Result<Vec<u8>, PixelError> {
        self.write()
    }

    fn read(file: &[u8]) -> Result<Self, PixelError> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let mut reader = decoder.read_info().map_err(|_| PixelError::Picture)?;
        let head = reader.info();
        let (width, height) = (head.width, head.height);
        let is_plain =
            head.color_type == png::ColorType::Rgb && head.bit_depth == png::BitDepth::Eight;
        if !is_plain || width.max(height) > SIDE_MAX {
            return Err(PixelError::Picture);
        }
        let len = reader.output_buffer_size().ok_or(PixelError::Picture)?;
        let mut rgb = vec![0; len];
        reader
            .next_frame(&mut rgb)
            .map_err(|_| PixelError::Picture)?;
        Ok(Self { width, height, rgb })
    }

    fn fill(&mut self, frame: Frame, colour: [u8; 3]) {
        let row_len = self.width as usize * 3;
        let rows = self.rgb.chunks_exact_mut(row_len);
        let (from, len) = (frame.x as usize * 3, frame.width as usize * 3);
        for row in rows.skip(frame.y as usize).take(frame.height as usize) {
            for pixel in row[from..from + len].chunks_exact_mut(3) {
                pixel.copy_from_slice(&colour);
            }
        }
    }

    fn write(&self) -> Result<Vec<u8>, PixelError> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.rgb));
        written.map_err(|_| PixelError::Picture)?;
        Ok(out)
    }
}

/// Why a picture is not redacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PixelError {
    /// It is no PNG of 8-bit RGB with sides up to [`SIDE_MAX`].
    #[error("it is no picture as a preview has them")]
    Picture,
    /// A box is empty or lies outside.
    #[error("the box lies outside of the picture")]
    Outside,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(width: u32, height: u32, seed: u8) -> Vec<u8> {
        let len = (width * height * 3) as usize;
        let rgb = (0..len)
            .map(|at| (at as u8).wrapping_mul(31).wrapping_add(seed))
            .collect();
        Picture { width, height, rgb }.write().unwrap()
    }

    fn frame(x: u32, y: u32, width: u32, height: u32) -> Frame {
        Frame {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn burn_replaces_every_pixel_of_the_box_and_no_other() {
        let before = Picture::read(&noise(100, 70, 1)).unwrap();
        let burnt = burn(&noise(100, 70, 1), &[frame(33, 3, 10, 40)]).unwrap();
        let after = Picture::read(&burnt.png().unwrap()).unwrap();
        assert_eq!(after, burnt);
        for y in 0..70_usize {
            for x in 0..100_usize {
                let at = (y * 100 + x) * 3;
                let pixel = &after.rgb[at..at + 3];
                match (32..64).contains(&x) && y < 64 {
                    true => assert_eq!(pixel, COLOUR),
                    false => assert_eq!(pixel, &before.rgb[at..at + 3]),
                }
            }
        }
    }

    #[test]
    fn burnt_picture_does_not_depend_on_what_was_under_the_box() {
        let all = frame(0, 0, 64, 64);
        let of = |seed| burn(&noise(64, 64, seed), &[all]).unwrap().png().unwrap();
        assert_eq!(of(1), of(2));
        // Two names on one line of a page: the same box.
        assert_eq!(
            frame(70, 40, 60, 14).snapped(500, 500),
            frame(66, 36, 80, 20).snapped(500, 500)
        );
    }

    #[test]
    fn burn_keeps_no_metadata() {
        let mut with = Vec::new();
        let mut encoder = png::Encoder::new(&mut with, 1, 1);
        encoder.set_color(png::ColorType::Rgb);
        encoder
            .add_text_chunk("Author".into(), "Jansen".into())
            .unwrap();
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&[1, 2, 3])
            .unwrap();
        let has = |file: &[u8], name: &[u8]| file.windows(name.len()).any(|it| it == name);
        assert!(has(&with, b"tEXt") && has(&with, b"Jansen"));
        let burnt = burn(&with, &[]).unwrap().png().unwrap();
        assert!(!has(&burnt, b"tEXt") && !has(&burnt, b"Jansen"));
    }

    #[test]
    fn debug_hides_the_pixels() {
        let picture = Picture::read(&noise(2, 2, 1)).unwrap();
        assert_eq!(format!("{picture:?}"), "Picture { .. }");
        assert_eq!(picture.rgba().len(), 16);
    }

    #[test]
    fn burn_refuses_what_it_cannot_see() {
        let picture = noise(50, 50, 1);
        for bad in [
            frame(0, 0, 0, 1),
            frame(49, 0, 2, 1),
            frame(u32::MAX, 0, 2, 1),
        ] {
            assert_eq!(burn(&picture, &[bad]), Err(PixelError::Outside));
        }
        assert_eq!(burn(b"GIF89a", &[]), Err(PixelError::Picture));
    }
}
