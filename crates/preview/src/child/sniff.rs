//! Which kind of file it is: by its bytes, never by its name. Pictures, films and PDF are told apart as
//! the reporter's tools do (`bellrope-metadata`), so both sides call a file the same.

use bellrope_metadata as metadata;

use super::archive::Archive;
use super::text;
use crate::Kind;

/// How much of a text is looked at.
const LOOK: usize = 4096;
/// How old office files begin, and encrypted ones of today.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells the kind by the bytes.
pub(crate) fn kind(file: &[u8]) -> Kind {
    if let Some(kind) = by_beginning(file) {
        return kind;
    }
    match metadata::Kind::of(file) {
        metadata::Kind::Jpeg => Kind::Jpeg,
        metadata::Kind::Png => Kind::Png,
        metadata::Kind::WebP => Kind::WebP,
        metadata::Kind::Heic | metadata::Kind::Avif => Kind::Heif,
        metadata::Kind::Mp4 => Kind::Film,
        metadata::Kind::Pdf => Kind::Pdf,
        _ => of_text(file).unwrap_or(Kind::Unknown),
    }
}

/// What the other crate does not know, or looks at more closely than a preview needs.
fn by_beginning(file: &[u8]) -> Option<Kind> {
    match file {
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
        // Behind the length: two reserved numbers that are zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Kind::Bmp),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Kind::Tiff),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(of_archive(file)),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some(Kind::Rtf),
        // Matroska, Ogg, AVI and WAVE, MP3 with a tag, MPEG.
        [0x1a, 0x45, 0xdf, 0xa3, ..] | [b'O', b'g', b'g', b'S', ..] | [b'I', b'D', b'3', ..] => {
            Some(Kind::Film)
        }
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'A',
            b'V',
            b'I',
            b' ',
            ..,
        ]
        | [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ]
        | [0, 0, 1, 0xba, ..] => Some(Kind::Film),
        _ if file.starts_with(OLE) => Some(Kind::OldOffice),
        _ => None,
    }
}

/// Which office document a zip is, by the part that each has.
fn of_archive(file: &[u8]) -> Kind {
    const MAIN: [(&str, Kind); 3] = [
        ("word/document.xml", Kind::Docx),
        ("xl/workbook.xml", Kind::Xlsx),
        ("ppt/presentation.xml", Kind::Pptx),
    ];
    let Ok(mut archive) = Archive::open(file) else {
        return Kind::Zip;
    };
    if let Some((_, kind)) = MAIN.iter().find(|(name, _)| archive.holds(name)) {
        return *kind;
    }
    let Some(said) = archive.read("mimetype", 100) else {
        return Kind::Zip;
    };
    match said.strip_prefix(b"application/vnd.oasis.opendocument.") {
        Some(name) if name.starts_with(b"text") => Kind::Odt,
        Some(name) if name.starts_with(b"spreadsheet") => Kind::Ods,
        Some(name) if name.starts_with(b"presentation") => Kind::Odp,
        _ => Kind::Zip,
    }
}

/// Which sort of text it is, if it is text.
fn of_text(file: &[u8]) -> Option<Kind> {
    let head = &file[..file.len().min(LOOK)];
    if !text::is_text(head) {
        return None;
    }
    let head = text::decode(head);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with('<') {
        return Some(of_markup(&start.to_ascii_lowercase()));
    }
    match is_mail(start) {
        true => Some(Kind::Mail),
        false => Some(Kind::Text),
    }
}

fn of_markup(start: &str) -> Kind {
    const HTML: [&str; 7] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<meta",
        "<a ",
    ];
    let svg = start.find("<svg").unwrap_or(usize::MAX);
    let html = HTML.iter().filter_map(|tag| start.find(tag)).min();
    match html {
        // A drawing may stand in a page, a page in no drawing.
        Some(html) if html < svg => Kind::Html,
        _ if svg < usize::MAX => Kind::Svg,
        Some(_) => Kind::Html,
        None => Kind::Xml,
    }
}

/// Mail begins with headers (RFC 5322 §2.2), among them two of those that every message has.
fn is_mail(start: &str) -> bool {
    const USUAL: [&str; 8] = [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "received",
        "return-path",
        "mime-version",
    ];
    let mut usual = 0;
    for line in start.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return line.starts_with("From ") || usual >= 2;
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        usual += usize::from(USUAL.iter().any(|known| name.eq_ignore_ascii_case(known)));
    }
    usual >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_is_told_by_bytes() {
        let cases: [(&[u8], Kind); 19] = [
            (b"\xff\xd8\xff\xe0", Kind::Jpeg),
            (b"GIF89a\x01\0\x01\0", Kind::Gif),
            (b"BM\x1a\0\0\0\0\0\0\0\x1a\0\0\0", Kind::Bmp),
            (b"II*\0\x08\0\0\0", Kind::Tiff),
            (b"%PDF-1.7\n", Kind::Pdf),
            (b"PK\x05\x06\0\0", Kind::Zip),
            (b"{\\rtf1 hello}", Kind::Rtf),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Kind::Heif),
            (b"\0\0\0\x18ftypmp42\0\0\0\0", Kind::Film),
            (b"\x1a\x45\xdf\xa3", Kind::Film),
            (OLE, Kind::OldOffice),
            (b"  <!DOCTYPE html><html>", Kind::Html),
            (b"<?xml version='1.0'?><svg xmlns='x'>", Kind::Svg),
            (b"<html><body><svg>", Kind::Html),
            (b"<?xml version='1.0'?><note/>", Kind::Xml),
            (
                b"From: a@example.org\r\nSubject: x\r\n\r\nhello",
                Kind::Mail,
            ),
            (b"name;amount\n1;2\n", Kind::Text),
            (b"From: here to there: no mail\nreally\n", Kind::Text),
            (b"\x7fELF\x02\x01\x01\0\0", Kind::Unknown),
        ];
        for (file, expected) in cases {
            assert_eq!(kind(file), expected, "{}", String::from_utf8_lossy(file));
        }
        assert_eq!(kind(b""), Kind::Unknown);
    }
}
