//! Ordinary files through the real child: what people send is shown.

#![allow(
    clippy::cast_possible_truncation,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test"
)]

mod corpus;

use std::path::PathBuf;

use bellrope_preview::{Kind, Page, Preview, Viewer, Warning};
use corpus::{archive, harmless, office, paper, picture, words};

fn viewer() -> Viewer {
    Viewer::at(PathBuf::from(env!("CARGO_BIN_EXE_bellrope-preview"))).unwrap()
}

fn shown(file: &[u8]) -> Preview {
    viewer().preview(file).unwrap()
}

fn text_of(preview: &Preview) -> String {
    let pages = preview.pages().iter().filter_map(|page| match page {
        Page::Text(text) => Some(text.as_str()),
        _ => None,
    });
    pages.collect::<Vec<_>>().join("\n--\n")
}

/// The pixels of a page, as the browser will read them.
fn pixels_of(page: &Page) -> image::RgbImage {
    match page {
        Page::Picture(picture) => image::load_from_memory(picture.png()).unwrap().into_rgb8(),
        _ => panic!("text"),
    }
}

#[test]
fn preview_shows_every_kind() {
    for (kind, file) in harmless() {
        let preview = shown(&file);
        assert_eq!(preview.kind(), kind);
        assert_eq!(preview.file_len(), file.len());
        assert!(!preview.pages().is_empty(), "{kind:?}");
        let quiet = matches!(kind, Kind::Mail) || preview.warnings().is_empty();
        assert!(quiet, "{kind:?}: {:?}", preview.warnings());
        match &preview.pages()[0] {
            Page::Picture(_) => {}
            _ => assert!(
                text_of(&preview).contains("Lindegracht"),
                "{kind:?}: {}",
                text_of(&preview)
            ),
        }
    }
}

#[test]
fn preview_rebuilds_pictures_as_pixels_in_their_place() {
    for (kind, file) in harmless().into_iter().take(6) {
        let preview = shown(&file);
        let pixels = pixels_of(&preview.pages()[0]);
        assert_eq!(pixels.dimensions(), (64, 32), "{kind:?}");
        let [left, right] = [pixels.get_pixel(4, 16), pixels.get_pixel(60, 16)];
        assert!(left[0] > 200 && left[2] < 60, "{kind:?}: {left:?}");
        assert!(right[0] < 60 && right[2] > 200, "{kind:?}: {right:?}");
    }
}

#[test]
fn preview_scales_large_pictures_down() {
    let preview = shown(&picture::png(4000, 1000, 1000));
    assert_eq!(pixels_of(&preview.pages()[0]).dimensions(), (1600, 400));
}

#[test]
fn preview_shows_the_first_picture_of_a_moving_one() {
    let preview = shown(&picture::moving_gif());
    assert_eq!(preview.pages().len(), 1);
    assert_eq!(preview.warnings(), [Warning::Animated]);
}

#[test]
fn preview_draws_pages_of_pdf_in_black_on_white() {
    let preview = shown(&paper::pdf(&["Lindegracht", ""]));
    assert_eq!(preview.pages().len(), 2);
    let [full, empty] = [0, 1].map(|page| pixels_of(&preview.pages()[page]));
    assert_eq!(full.height(), 1600);
    let dark = |page: &image::RgbImage| page.pixels().filter(|pixel| pixel[0] < 64).count();
    assert!(dark(&full) > 5_000, "{} dark pixels", dark(&full));
    assert_eq!(dark(&empty), 0);
    assert_eq!(empty.get_pixel(0, 0).0, [255; 3]);
}

#[test]
fn preview_shows_twenty_pages_and_says_that_there_are_more() {
    let preview = shown(&paper::pdf(&["x"; 30]));
    assert_eq!(preview.pages().len(), 20);
    assert_eq!(preview.warnings(), [Warning::Truncated]);
}

#[test]
fn preview_reads_office_documents_as_they_read() {
    assert_eq!(text_of(&shown(&office::docx(&[]))), "Lindegracht & Zn\neen");
    let sheet = text_of(&shown(&office::xlsx(&[])));
    assert_eq!(sheet, "Lindegracht\n--\nbedrag\t12.5\t\ndubbel\tlos");
    // By number, not as text is sorted.
    assert_eq!(
        text_of(&shown(&office::pptx(&[]))),
        "Lindegracht\n--\ntweede"
    );
    assert_eq!(
        text_of(&shown(&office::open_document("text"))),
        "Lindegracht\neen twee"
    );
    let sheet = text_of(&shown(&office::open_document("spreadsheet")));
    assert_eq!(sheet, "Lindegracht\neen \ttwee");
}

#[test]
fn preview_reads_mail_with_its_links_and_attachments_as_text() {
    let preview = shown(&words::mail());
    let text = text_of(&preview);
    for line in [
        "From: José <jose@example.org>",
        "Subject: Lindegracht",
        "[link: https://example.org/] lezer",
        "[link: https://example.org/pixel.gif]",
        "[file: nota.pdf  application/pdf  3]",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let expected = [
        Warning::Links,
        Warning::External,
        Warning::Embedded,
        Warning::Pictures,
    ];
    assert_eq!(preview.warnings(), expected);
}

#[test]
fn preview_lists_names_of_an_archive() {
    let preview = shown(&archive::zip(&[
        ("a\u{202e}b\nc.txt", b"12345"),
        ("map/", b""),
    ]));
    assert_eq!(
        text_of(&preview),
        "             5  ab c.txt\n             0  map/"
    );
    assert_eq!(preview.warnings(), [Warning::Invisible]);
}

#[test]
fn preview_shows_the_first_bytes_of_what_it_does_not_know() {
    let preview = shown(&[b"\x7fELF".as_slice(), &[0; 5000]].concat());
    assert_eq!((preview.kind(), preview.file_len()), (Kind::Unknown, 5004));
    assert!(text_of(&preview).starts_with("0000  7f 45 4c 46 00"));
    assert_eq!(text_of(&preview).lines().count(), 16);
    assert_eq!(shown(b"").kind(), Kind::Unknown);
}

#[test]
fn preview_says_what_has_none() {
    for (file, kind) in [
        (&b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"[..], Kind::Heif),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Kind::Film),
    ] {
        let preview = shown(file);
        assert_eq!((preview.kind(), preview.pages().len()), (kind, 0));
    }
}

#[test]
fn preview_works_from_several_threads() {
    let viewer = viewer();
    std::thread::scope(|scope| {
        for (kind, file) in harmless().into_iter().take(8) {
            let viewer = &viewer;
            scope.spawn(move || assert_eq!(viewer.preview(&file).unwrap().kind(), kind));
        }
    });
}
