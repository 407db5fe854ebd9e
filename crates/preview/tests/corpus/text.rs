//! Files of which the text is shown.

#![allow(dead_code, reason = "each test uses some of it")]

#[path = "archive.rs"]
pub(crate) mod archive;
#[path = "office.rs"]
pub(crate) mod office;
#[path = "words.rs"]
pub(crate) mod words;

use bellrope_preview::Kind;

/// One harmless file of each kind, with the word `Lindegracht` in it.
pub(crate) fn texts() -> Vec<(Kind, Vec<u8>)> {
    let table = "datum;bedrag\n2026-03-01;1200,00\nLindegracht\n";
    let note = "<?xml version='1.0'?><nota>Lindegracht</nota>";
    vec![
        (Kind::Text, table.into()),
        (Kind::Html, words::html()),
        (Kind::Svg, words::svg()),
        (Kind::Xml, note.into()),
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
