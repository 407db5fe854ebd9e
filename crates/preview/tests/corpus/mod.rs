//! Files that the tests make: what people send, and what nobody should.

#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod paper;
pub(crate) mod picture;
pub(crate) mod text;

pub(crate) use text::{archive, office, words};

use bellrope_preview::Kind;
use image::ImageFormat;

/// One harmless file of each kind that is shown, each with the word `Lindegracht` if it has words.
pub(crate) fn harmless() -> Vec<(Kind, Vec<u8>)> {
    let mut files = vec![
        (Kind::Jpeg, picture::of(ImageFormat::Jpeg)),
        (Kind::Png, picture::of(ImageFormat::Png)),
        (Kind::WebP, picture::of(ImageFormat::WebP)),
        (Kind::Gif, picture::of(ImageFormat::Gif)),
        (Kind::Bmp, picture::of(ImageFormat::Bmp)),
        (Kind::Tiff, picture::of(ImageFormat::Tiff)),
        (Kind::Pdf, paper::pdf(&["Lindegracht"])),
    ];
    files.extend(text::texts());
    files
}
