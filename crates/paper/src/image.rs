//! Pixels, and their file for HTML. Nothing but pixels: no names, no places, no earlier versions.

use std::fmt;

/// A picture as eight bits each of red, green, blue and opacity, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image")
            .field("width", &self.width)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}

impl Image {
    /// The longest side, in pixels.
    pub const SIDE_MAX: u32 = 8192;

    /// Takes pixels.
    ///
    /// # Errors
    ///
    /// [`ImageError`], if a side is 0 or above [`Self::SIDE_MAX`], or if there are not
    /// `4 × width × height` bytes.
    pub fn new(width: u32, height: u32, rgba: Vec<u8>) -> Result<Self, ImageError> {
        let sides = 1..=Self::SIDE_MAX;
        let pixels = u64::from(width) * u64::from(height) * 4;
        if !sides.contains(&width) || !sides.contains(&height) || pixels != rgba.len() as u64 {
            return Err(ImageError {
                width,
                height,
                bytes: rgba.len(),
            });
        }
        Ok(Self {
            width,
            height,
            rgba,
        })
    }

    /// Returns the width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Returns the height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Returns how large it is on paper, in points: 96 pixels an inch.
    #[expect(clippy::cast_precision_loss, reason = "sides are at most 8192")]
    pub(crate) fn points(&self) -> (f32, f32) {
        (self.width as f32 * 0.75, self.height as f32 * 0.75)
    }

    /// Returns the pixels.
    #[must_use]
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// Writes a PNG file with the pixels and nothing else.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        // Writing to memory cannot fail, and `new` has checked the sizes.
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.rgba));
        debug_assert!(written.is_ok(), "a checked image is written to memory");
        file
    }
}

/// Pixels that are no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{bytes} bytes are no picture of {width} × {height} pixels")]
pub struct ImageError {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Bytes given.
    pub bytes: usize,
}
