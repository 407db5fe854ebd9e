//! Files that the tests make: each with a picture or text, and with much about its maker.

#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod film;
pub(crate) mod office;
pub(crate) mod paper;
pub(crate) mod picture;

use bellrope_metadata::Kind;

/// What no cleaned file may hold any more, in any encoding that the makers use.
pub(crate) const TELLTALES: [&str; 6] = [
    "Jansen",
    "SN0815",
    "Canon",
    "Secretoffice",
    "rsidR",
    "jjansen",
];

/// One file of each kind, full of telltales.
pub(crate) fn corpus() -> Vec<(Kind, Vec<u8>)> {
    vec![
        (Kind::Jpeg, picture::jpeg()),
        (Kind::Png, picture::png()),
        (Kind::WebP, picture::webp()),
        (Kind::Heic, film::heic()),
        (Kind::Mp4, film::mp4()),
        (Kind::Pdf, paper::pdf()),
        (Kind::Pdf, paper::pdf_packed()),
        (Kind::Docx, office::docx()),
        (Kind::Xlsx, office::xlsx()),
        (Kind::Pptx, office::pptx()),
    ]
}

/// Everything in a file that can be read: its bytes, and what is packed in them.
pub(crate) fn unpacked(kind: Kind, file: &[u8]) -> Vec<u8> {
    match kind {
        Kind::Docx | Kind::Xlsx | Kind::Pptx => office::unpacked(file),
        _ => file.to_vec(),
    }
}

/// Says whether `needle` stands somewhere, as UTF-8 or UTF-16.
pub(crate) fn holds(file: &[u8], needle: &str) -> bool {
    let wide = |big: bool| -> Vec<u8> {
        let units = needle.encode_utf16();
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    let forms = [needle.as_bytes().to_vec(), wide(true), wide(false)];
    forms
        .iter()
        .any(|form| file.windows(form.len()).any(|at| at == form))
}
