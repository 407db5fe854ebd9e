//! Pictures, and what claims to be one.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};

/// A small picture: left half red, right half blue.
pub(crate) fn of(format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(64, 32, |x, _| {
        if x < 32 {
            Rgb([250, 0, 0])
        } else {
            Rgb([0, 0, 250])
        }
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut file, format)
        .unwrap();
    file.into_inner()
}

pub(crate) fn moving_gif() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    for _ in 0..3 {
        encoder
            .encode_frame(Frame::new(RgbaImage::new(4, 4)))
            .unwrap();
    }
    drop(encoder);
    file
}

/// A PNG that says these sides; its pixels are `pixels` zero bits, one for each.
pub(crate) fn png(width: u32, height: u32, rows: u32) -> Vec<u8> {
    let row = vec![0; (width as usize).div_ceil(8) + 1];
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..rows {
        std::io::Write::write_all(&mut packed, &row).unwrap();
    }
    let packed = packed.finish().unwrap();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([1, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, bytes) in [
        (b"IHDR", &header),
        (b"IDAT", &packed),
        (b"IEND", &Vec::new()),
    ] {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(bytes);
        file.extend((bytes.len() as u32).to_be_bytes());
        file.extend(name);
        file.extend(bytes);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}

/// A small picture with other sides written into its header.
pub(crate) fn jpeg_that_lies(width: u16, height: u16) -> Vec<u8> {
    let mut file = of(ImageFormat::Jpeg);
    let frame = file
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

pub(crate) fn gif_that_lies() -> Vec<u8> {
    let mut file = of(ImageFormat::Gif);
    file[6..10].copy_from_slice(&[0xff; 4]);
    file
}

pub(crate) fn bmp_that_lies() -> Vec<u8> {
    let mut file = of(ImageFormat::Bmp);
    file[18..22].copy_from_slice(&i32::MAX.to_le_bytes());
    file[22..26].copy_from_slice(&i32::MAX.to_le_bytes());
    file
}

/// One strip of a TIFF that says that it is four gigapixels.
pub(crate) fn tiff_that_lies() -> Vec<u8> {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    let fields: [(u16, u32); 8] = [
        (256, 65_535),
        (257, 65_535),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (278, 65_535),
        (279, u32::MAX),
    ];
    file.extend((fields.len() as u16).to_le_bytes());
    for (tag, value) in fields {
        file.extend(tag.to_le_bytes());
        file.extend([4, 0, 1, 0, 0, 0]);
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    file
}
