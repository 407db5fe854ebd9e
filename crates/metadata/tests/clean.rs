//! What is found in a file of each kind, what is left of it, and that the content stays (R038).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test: what should not happen ends it"
)]

mod support;

use std::collections::BTreeSet;

use bellrope_metadata::{CleanError, Cleanable, Kind, Left, What, Why, clean, inspect};
use support::{TELLTALES, corpus, film, holds, office, picture, unpacked};

#[test]
fn corpus_is_full_of_telltales() {
    for (kind, file) in corpus() {
        let said = inspect(&file);
        assert_eq!(said.kind, kind);
        assert!(said.findings.len() > 1, "{kind:?}");
        assert_ne!(said.cleanable, Cleanable::No, "{kind:?}");
    }
}

#[test]
fn clean_leaves_no_telltale() {
    for (kind, file) in corpus() {
        let cleaned = clean(&file).unwrap_or_else(|err| panic!("{kind:?}: {err}"));
        let readable = unpacked(kind, &cleaned.bytes);
        for telltale in TELLTALES {
            assert!(
                !holds(&readable, telltale),
                "{kind:?} still says {telltale}"
            );
        }
        assert!(cleaned.bytes.len() <= file.len() + 512, "{kind:?}");
    }
}

#[test]
fn inspect_finds_only_what_is_left() {
    for (kind, file) in corpus() {
        let cleaned = clean(&file).unwrap();
        let left: BTreeSet<What> = cleaned.left.iter().map(|left| left.what).collect();
        let said = inspect(&cleaned.bytes);
        assert_eq!(said.kind, kind);
        for finding in said.findings {
            assert!(left.contains(&finding.what), "{kind:?}: {finding:?}");
        }
    }
}

#[test]
fn clean_twice_is_clean_once() {
    for (kind, file) in corpus() {
        let once = clean(&file).unwrap();
        assert!(clean(&once.bytes).unwrap() == once, "{kind:?}");
    }
}

#[test]
fn clean_keeps_the_pixels() {
    for file in [picture::jpeg(), picture::png(), picture::webp()] {
        let cleaned = clean(&file).unwrap();
        assert_eq!(picture::decoded(&cleaned.bytes), picture::decoded(&file));
        assert_eq!(cleaned.left, []);
    }
}

#[test]
fn clean_keeps_how_a_photo_lies() {
    let cleaned = clean(&picture::jpeg()).unwrap().bytes;
    assert!(
        cleaned
            .windows(14)
            .any(|at| at == b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0")
    );
    let upright = clean(&picture::plain_jpeg()).unwrap().bytes;
    assert!(!holds(&upright, "Exif"));
}

/// Findings of one file, by what they tell.
fn values(file: &[u8], what: What) -> Vec<String> {
    let findings = inspect(file).findings.into_iter();
    findings
        .filter(|finding| finding.what == what)
        .map(|finding| finding.value)
        .collect()
}

#[test]
fn inspect_reads_a_photo() {
    let photo = picture::jpeg();
    assert_eq!(values(&photo, What::Place), ["52.09000, 4.31000"]);
    assert_eq!(values(&photo, What::Device), ["Canon", "Canon EOS 5D"]);
    assert_eq!(values(&photo, What::Serial), ["SN0815"]);
    assert_eq!(
        values(&photo, What::Author),
        ["Jan Jansen", "J. Jansen", "Jansen & co"]
    );
    assert_eq!(
        values(&photo, What::Thumbnail),
        ["JFXX", "Exif", "Photoshop"]
    );
    assert_eq!(values(&photo, What::Colour), ["Jansen screen"]);
    assert_eq!(values(&photo, What::Embedded), ["MPF", "23 bytes"]);
}

#[test]
fn inspect_reads_a_film() {
    let film = film::mp4();
    assert_eq!(values(&film, What::Place), ["+52.0900+004.3100/"]);
    assert_eq!(values(&film, What::Device), ["Canon"]);
    assert_eq!(values(&film, What::Time), ["2026-11-20 06:13"]);
    assert_eq!(values(&film, What::Other), ["meta track", "free"]);
}

#[test]
fn clean_moves_no_byte_of_a_film() {
    for (file, samples) in [
        (film::mp4(), &film::SAMPLES[..2]),
        (film::heic(), &[film::PICTURE][..]),
    ] {
        let cleaned = clean(&file).unwrap();
        for sample in samples {
            let place = |file: &[u8]| file.windows(sample.len()).position(|at| at == *sample);
            assert!(place(&file).is_some());
            assert_eq!(place(&cleaned.bytes), place(&file));
        }
        assert!(!holds(&cleaned.bytes, "+52.09"));
        assert_eq!(cleaned.left, []);
    }
}

#[test]
fn inspect_reads_documents() {
    let letter = office::docx();
    assert_eq!(values(&letter, What::History), ["7", "1"]);
    assert!(values(&letter, What::Path).contains(&"file:///C:\\Users\\jjansen\\t.dotx".into()));
    let sheet = office::xlsx();
    assert_eq!(values(&sheet, What::Hidden), ["1"]);
    assert!(values(&sheet, What::Path).contains(&"C:\\Users\\jjansen\\".into()));
    let paper = support::paper::pdf();
    assert_eq!(values(&paper, What::History), ["1"]);
    assert!(values(&paper, What::Embedded).contains(&"jjansen.doc".into()));
    assert!(values(&paper, What::Macro).contains(&"OpenAction".into()));
}

#[test]
fn clean_names_the_content_that_stays() {
    let left = |file: &[u8]| clean(file).unwrap().left;
    let content = |what| Left {
        what,
        why: Why::Content,
    };
    assert_eq!(
        left(&office::docx()),
        [content(What::History), content(What::Comment)]
    );
    assert_eq!(
        left(&office::xlsx()),
        [content(What::Comment), content(What::Hidden)]
    );
    assert_eq!(
        left(&office::pptx()),
        [content(What::Comment), content(What::Hidden)]
    );
    assert_eq!(left(&support::paper::pdf()), [content(What::Comment)]);
    let text = office::unpacked(&clean(&office::docx()).unwrap().bytes);
    for kept in [
        "Dit blijft",
        "nieuw",
        "Klopt dit?",
        "https://example.org/",
        "w:author=\"Author\"",
    ] {
        assert!(holds(&text, kept), "{kept}");
    }
}

#[test]
fn clean_says_that_a_program_stays() {
    let with_macro = office::archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships><Relationship Type='x/officeDocument' Target='word/document.xml'/></Relationships>"),
        ("word/document.xml", b"<w:document/>"),
        ("word/_rels/document.xml.rels", b"<Relationships><Relationship Type='x/vbaProject' Target='vbaProject.bin'/></Relationships>"),
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    ]);
    let cleaned = clean(&with_macro).unwrap();
    assert_eq!(
        cleaned.left,
        [Left {
            what: What::Macro,
            why: Why::Unopened
        }]
    );
    assert_eq!(inspect(&with_macro).cleanable, Cleanable::Partly);
}

#[test]
fn clean_takes_plain_text_for_what_it_is() {
    let text = "maandag 12 km\r\nvrijdag 140 km, één keer\n".as_bytes();
    assert_eq!(inspect(text).kind, Kind::Text);
    assert_eq!(clean(text).unwrap().bytes, text);
}

/// Found by the fuzz target `metadata_pdf`: a photo inside that was damaged behind its Exif stayed, and
/// was told as if its place had gone.
#[test]
fn inspect_tells_nothing_of_a_photo_that_stays_but_that_it_does() {
    let paper = support::paper::pdf();
    let frame = paper
        .windows(4)
        .rposition(|at| at == b"\xff\xc0\0\x11")
        .unwrap();
    let mut damaged = paper;
    damaged[frame + 2] = 0xff;
    let stays = Left {
        what: What::Embedded,
        why: Why::Unopened,
    };
    assert!(clean(&damaged).unwrap().left.contains(&stays));
    assert!(values(&damaged, What::Place).is_empty());
    assert!(values(&damaged, What::Embedded).contains(&"JPEG".into()));
}

#[test]
fn clean_refuses_what_it_does_not_know() {
    for file in [
        &b""[..],
        b"<svg/>",
        b"\0text",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"GIF89a\x01\0",
        b"Rar!\x1a\x07\0",
    ] {
        assert_eq!(clean(file), Err(CleanError::Unknown));
        let said = inspect(file);
        assert_eq!((said.kind, said.cleanable), (Kind::Other, Cleanable::No));
    }
    let plain_zip = office::archive(&[("letter.txt", b"x")]);
    assert_eq!(clean(&plain_zip), Err(CleanError::Unknown));
}

#[test]
fn clean_refuses_what_unpacks_to_too_much() {
    let bomb = vec![b' '; 16 << 20];
    let file = office::archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships><Relationship Type='x/officeDocument' Target='word/document.xml'/></Relationships>"),
        ("word/document.xml", &bomb),
    ]);
    assert_eq!(clean(&file), Err(CleanError::TooLarge));
}

#[test]
fn clean_refuses_an_encrypted_paper() {
    let mut locked = b"%PDF-1.4\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n".to_vec();
    let start = locked.len();
    locked.extend(
        format!("xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R/Encrypt<<>>>>\nstartxref\n{start}\n%%EOF")
            .bytes(),
    );
    assert_eq!(clean(&locked), Err(CleanError::Encrypted));
}
