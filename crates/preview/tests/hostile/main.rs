//! Files that want something else than to be read, through the real child: nothing they hold runs,
//! whoever asked lives, and time and memory stay within the limits.

#![allow(
    clippy::cast_possible_truncation,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test"
)]

#[path = "../corpus/mod.rs"]
mod corpus;
mod paper;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use bellrope_preview::limit::{FILE_MAX_LEN, MEMORY_MAX, PAGES_MAX, SIDE_MAX, TEXT_MAX_LEN};
use bellrope_preview::{Kind, Page, Preview, PreviewError, Viewer, Warning};
use corpus::{archive, harmless, office, picture, words};
use nix::sys::resource::{UsageWho, getrusage};
use proptest::prelude::*;

const CHILD: &str = env!("CARGO_BIN_EXE_bellrope-preview");

fn viewer() -> Viewer {
    Viewer::at(PathBuf::from(CHILD)).unwrap()
}

/// Previews a file, and checks what holds for every file: the kind of result, sizes, memory.
fn tried(file: &[u8]) -> Result<Preview, PreviewError> {
    let result = viewer().preview(file);
    if let Ok(preview) = &result {
        check(preview);
    } else {
        let known = matches!(
            result,
            Err(PreviewError::Died { .. } | PreviewError::TooSlow)
        );
        assert!(known, "{result:?}");
    }
    // Kilobytes, of the largest child so far; with what the program itself takes.
    let most = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    assert!(
        u64::try_from(most).unwrap() << 10 <= MEMORY_MAX,
        "{most} KiB"
    );
    result
}

fn check(preview: &Preview) {
    assert!(preview.pages().len() <= PAGES_MAX);
    for page in preview.pages() {
        match page {
            Page::Picture(picture) => {
                assert!(picture.width().max(picture.height()) <= SIDE_MAX);
                assert!(picture.png().starts_with(b"\x89PNG"));
            }
            Page::Text(text) => {
                assert!(text.len() <= TEXT_MAX_LEN);
                let hidden =
                    |c: char| c.is_control() && !matches!(c, '\n' | '\t') || c == '\u{202e}';
                assert!(!text.contains(hidden));
            }
            _ => panic!("another page"),
        }
    }
}

fn answered(file: &[u8]) -> Preview {
    tried(file).unwrap()
}

fn text_of(preview: &Preview) -> String {
    let pages = preview.pages().iter().filter_map(|page| match page {
        Page::Text(text) => Some(text.as_str()),
        _ => None,
    });
    pages.collect()
}

#[test]
fn pictures_that_lie_about_their_size_are_refused_before_memory_is_taken() {
    let lies = [
        picture::png(1 << 30, 1 << 30, 1),
        picture::png(39_000, 39_000, 1),
        picture::jpeg_that_lies(65_500, 65_500),
        picture::gif_that_lies(),
        picture::bmp_that_lies(),
        picture::tiff_that_lies(),
    ];
    for file in lies {
        let preview = answered(&file);
        assert!(preview.pages().is_empty(), "{preview:?}");
        let said = preview.warns(Warning::Bomb) || preview.warns(Warning::Damaged);
        assert!(said, "{preview:?}");
    }
}

#[test]
fn picture_that_unpacks_to_hundreds_of_megabytes_stays_within_memory() {
    // 400 megapixels in some kilobytes.
    let file = picture::png(20_000, 20_000, 20_000);
    assert!(file.len() < 1 << 20);
    let preview = answered(&file);
    assert_eq!(preview.kind(), Kind::Png);
}

#[test]
fn archives_of_archives_are_only_listed() {
    let preview = answered(&archive::nested(4));
    assert_eq!(preview.kind(), Kind::Zip);
    assert_eq!(text_of(&preview).lines().count(), 16);
}

#[test]
fn archives_that_blow_up_are_named() {
    let preview = answered(&archive::zip(&[("nul.dat", &vec![0; 64 << 20])]));
    assert!(preview.warns(Warning::Bomb), "{preview:?}");
    let preview = answered(&archive::overlapping("a.dat", &vec![0; 1 << 20], 5000));
    assert_eq!(preview.kind(), Kind::Zip);
    assert!(preview.warns(Warning::Bomb), "{preview:?}");
}

#[test]
fn archive_with_more_lines_than_may_be_is_not_opened() {
    let names: Vec<String> = (0..20_001).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let preview = answered(&archive::zip(&files));
    assert_eq!((preview.kind(), preview.pages().len()), (Kind::Zip, 0));
    assert_eq!(preview.warnings(), [Warning::Bomb]);
}

#[test]
fn document_that_blows_up_is_not_unpacked() {
    let words = [b"<w:t>".as_slice(), &vec![b' '; 200 << 20]].concat();
    let preview = answered(&office::docx(&[("word/document.xml", &words)]));
    assert_eq!((preview.kind(), preview.pages().len()), (Kind::Docx, 0));
    assert_eq!(preview.warnings(), [Warning::Bomb]);
    // The same part claimed by many.
    let preview = answered(&archive::overlapping(
        "word/document.xml",
        &words[..1 << 20],
        1000,
    ));
    assert!(
        preview.warns(Warning::Bomb) && preview.pages().is_empty(),
        "{preview:?}"
    );
}

#[test]
fn entities_are_never_resolved() {
    let laughs = office::laughs("w:t");
    for file in [
        office::docx(&[("word/document.xml", &laughs)]),
        office::xlsx(&[("xl/sharedStrings.xml", &laughs)]),
        office::laughs("svg"),
        office::laughs("html"),
        office::laughs("note"),
    ] {
        let preview = answered(&file);
        assert!(preview.warns(Warning::Bomb), "{preview:?}");
        assert!(text_of(&preview).len() < 1000);
    }
}

#[test]
fn macros_objects_and_far_parts_of_documents_are_named() {
    let template = office::relation("attachedTemplate", "https://example.org/a.dotm");
    let link = office::relation("hyperlink", "https://example.org/klik");
    let dde = b"<w:p><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText><w:fldChar w:fldCharType='end'/></w:p>";
    let formula = b"<worksheet><c><f>cmd|'/c calc'!A1</f><v>0</v></c></worksheet>";
    let hidden = b"<workbook><sheet name='x' state='veryHidden'/><definedName name='_xlnm.Auto_Open'/></workbook>";
    let program = b"<p:sld show='0'><a:hlinkClick action='ppaction://program'/></p:sld>";
    let cases: [(Vec<u8>, &[Warning]); 9] = [
        (
            office::docx(&[("word/vbaProject.bin", b"x")]),
            &[Warning::Macros],
        ),
        (
            office::docx(&[("word/embeddings/oleObject1.bin", b"x")]),
            &[Warning::Embedded],
        ),
        (
            office::docx(&[("word/media/image1.png", b"x")]),
            &[Warning::Pictures],
        ),
        (
            office::docx(&[("word/_rels/settings.xml.rels", &template)]),
            &[Warning::External],
        ),
        (
            office::docx(&[("word/_rels/document.xml.rels", &link)]),
            &[Warning::Links],
        ),
        (
            office::docx(&[("word/document.xml", dde)]),
            &[Warning::Actions],
        ),
        (
            office::xlsx(&[("xl/worksheets/sheet1.xml", formula)]),
            &[Warning::Actions],
        ),
        (
            office::xlsx(&[("xl/workbook.xml", hidden)]),
            &[Warning::Automatic, Warning::Hidden],
        ),
        (
            office::pptx(&[("ppt/slides/slide1.xml", program)]),
            &[Warning::Actions, Warning::Hidden],
        ),
    ];
    for (file, warnings) in cases {
        assert_eq!(answered(&file).warnings(), warnings);
    }
    let preview = answered(&office::docx(&[("word/_rels/document.xml.rels", &link)]));
    assert!(text_of(&preview).contains("[link: https://example.org/klik]"));
}

#[test]
fn archive_with_a_password_is_named() {
    let mut file = office::docx(&[]);
    // The flag in each of the two headers of every entry (APPNOTE §4.4.4).
    for (signature, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places = (0..file.len() - 4).filter(|place| file[*place..].starts_with(signature));
        for place in places.collect::<Vec<_>>() {
            file[place + at] |= 1;
        }
    }
    let preview = answered(&file);
    assert_eq!((preview.kind(), preview.pages().len()), (Kind::Docx, 0));
    assert_eq!(preview.warnings(), [Warning::Locked]);
}

#[test]
fn encrypted_and_old_office_files_are_named() {
    let wide = |name: &str| {
        name.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let old = |name: &str| {
        [
            &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..],
            &[0; 512],
            &wide(name),
        ]
        .concat()
    };
    for (name, warning) in [
        ("EncryptedPackage", Warning::Locked),
        ("_VBA_PROJECT", Warning::Macros),
    ] {
        let preview = answered(&old(name));
        assert_eq!(
            (preview.kind(), preview.pages().len()),
            (Kind::OldOffice, 0)
        );
        assert_eq!(preview.warnings(), [warning]);
    }
}

#[test]
fn scripts_and_reloads_of_pages_and_drawings_do_nothing() {
    let html = b"<html><meta http-equiv=refresh content='0;url=https://example.org/weg'><script>alert(1)</script>\
        <body onload=alert(1)><form action=https://example.org/post>tekst";
    let preview = answered(html);
    let expected = [Warning::Scripts, Warning::Automatic, Warning::Actions];
    assert_eq!(preview.warnings(), expected);
    assert!(!text_of(&preview).contains("alert"));
    assert!(text_of(&preview).contains("tekst"));
    let svg = b"<svg xmlns:xlink='x'><script>alert(1)</script><a xlink:href='https://example.org/'><text>klik</text></a>\
        <image xlink:href='https://example.org/a.png'/></svg>";
    let preview = answered(svg);
    assert_eq!(preview.kind(), Kind::Svg);
    let expected = [
        Warning::Scripts,
        Warning::Links,
        Warning::External,
        Warning::Pictures,
    ];
    assert_eq!(preview.warnings(), expected);
    assert!(text_of(&preview).contains("[link: https://example.org/]"));
}

#[test]
fn antivirus_test_file_is_text() {
    let preview = answered(&words::eicar());
    assert_eq!(preview.kind(), Kind::Text);
    assert_eq!(text_of(&preview).as_bytes(), words::eicar());
}

#[test]
fn messages_in_messages_end_within_limits() {
    for depth in [10, 10_000] {
        tried(&words::nested_mail(depth)).ok();
    }
}

#[test]
fn files_that_break_off_anywhere_are_answered() {
    for (kind, file) in harmless() {
        for part in 1..8 {
            let cut = &file[..file.len() * part / 8];
            let result = tried(cut);
            assert!(result.is_ok(), "{kind:?} {part}/8: {result:?}");
        }
    }
}

#[test]
fn files_that_begin_as_something_else_are_answered() {
    let files = harmless();
    for (index, (kind, file)) in files.iter().enumerate() {
        let (_, other) = &files[(index + 7) % files.len()];
        let head = &file[..file.len().min(24)];
        let result = tried(&[head, other].concat());
        assert!(result.is_ok(), "{kind:?}: {result:?}");
    }
}

#[test]
fn file_that_is_too_long_is_not_handed_over() {
    let result = viewer().preview(&vec![0; FILE_MAX_LEN + 1]);
    assert!(matches!(result, Err(PreviewError::TooLarge { len }) if len == FILE_MAX_LEN + 1));
}

#[test]
fn child_ends_by_itself_where_its_input_never_does() {
    let mut child = Command::new(CHILD)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let block = vec![b'a'; 1 << 20];
    let mut written = 0;
    while input.write_all(&block).is_ok() {
        written += block.len();
        assert!(written <= FILE_MAX_LEN + (8 << 20));
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

fn any_beginning() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(harmless()).prop_flat_map(|(_, file)| {
        let changes = prop::collection::vec((0..file.len(), any::<u8>()), 0..12);
        changes.prop_map(move |changes| {
            let mut file = file.clone();
            for (at, byte) in changes {
                file[at] = byte;
            }
            file
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_answered_or_the_child_dies(file in any_beginning()) {
        tried(&file).ok();
    }

    #[test]
    fn random_bytes_are_answered(file: Vec<u8>) {
        prop_assert!(tried(&file).is_ok());
    }
}
