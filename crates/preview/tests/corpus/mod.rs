//! Files that the tests make: what people send, and what nobody should.

#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod archive;
pub(crate) mod office;
pub(crate) mod paper;
pub(crate) mod picture;
pub(crate) mod words;

use bellrope_preview::Kind;

/// One harmless file of each kind that is shown, each with the word `Lindegracht` if it has words.
pub(crate) fn harmless() -> Vec<(Kind, Vec<u8>)> {
    vec![
        (Kind::Jpeg, picture::of(image::ImageFormat::Jpeg)),
        (Kind::Png, picture::of(image::ImageFormat::Png)),
        (Kind::WebP, picture::of(image::ImageFormat::WebP)),
        (Kind::Gif, picture::of(image::ImageFormat::Gif)),
        (Kind::Bmp, picture::of(image::ImageFormat::Bmp)),
        (Kind::Tiff, picture::of(image::ImageFormat::Tiff)),
        (Kind::Pdf, paper::pdf(&["Lindegracht"])),
        (
            Kind::Text,
            b"datum;bedrag\n2026-03-01;1200,00\nLindegracht\n".to_vec(),
        ),
        (Kind::Html, words::html()),
        (Kind::Svg, words::svg()),
        (
            Kind::Xml,
            b"<?xml version='1.0'?><nota>Lindegracht</nota>".to_vec(),
        ),
        (Kind::Rtf, words::rtf()),
        (Kind::Mail, words::mail()),
        (Kind::Docx, office::docx(&[])),
        (Kind::Xlsx, office::xlsx(&[])),
        (Kind::Pptx, office::pptx(&[])),
        (Kind::Odt, office::open_document("text")),
        (Kind::Ods, office::open_document("spreadsheet")),
        (Kind::Odp, office::open_document("presentation")),
        (
            Kind::Zip,
            archive::zip(&[("Lindegracht/plan.txt", b"plan")]),
        ),
    ]
}
