//! Office documents, as small as readers take them, with all that they say about people.

use super::picture;

/// Writes an archive as common tools do: with times, extra fields and comments.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let packed = miniz_oxide::deflate::compress_to_vec(bytes, 1);
        let mut fields = vec![20, 0, 0, 0, 8, 0, 0xe0, 0x51, 0x77, 0x5d];
        fields.extend(crc(bytes).to_le_bytes());
        for len in [packed.len(), bytes.len()] {
            fields.extend(u32::try_from(len).unwrap().to_le_bytes());
        }
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        let offset = u32::try_from(out.len()).unwrap();
        out.extend(
            [
                b"PK\x03\x04",
                &fields[..],
                &[4, 0],
                name.as_bytes(),
                b"UT\0\0",
                &packed,
            ]
            .concat(),
        );
        let attributes = [0; 8];
        central.extend(
            [
                b"PK\x01\x02\x14\0",
                &fields[..],
                &[0, 0, 6, 0, 0, 0],
                &attributes[..6],
            ]
            .concat(),
        );
        central.extend(offset.to_le_bytes());
        central.extend(name.as_bytes());
        central.extend(b"Jansen");
    }
    let sizes = [central.len(), out.len()].map(|len| u32::try_from(len).unwrap().to_le_bytes());
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    out.extend(central);
    out.extend(
        [
            b"PK\x05\x06\0\0\0\0",
            &count[..],
            &count,
            &sizes.concat(),
            &[6, 0],
            b"Jansen",
        ]
        .concat(),
    );
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// Everything in a cleaned archive, one part behind the other, names included.
pub(crate) fn unpacked(file: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    let number = |at: usize, len: usize| {
        file[at..at + len]
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | usize::from(*byte))
    };
    while file[at..].starts_with(b"PK\x03\x04") {
        let (packed, name) = (number(at + 18, 4), number(at + 26, 2));
        let start = at + 30 + name + number(at + 28, 2);
        out.extend(&file[at + 30..at + 30 + name]);
        match number(at + 8, 2) {
            0 => out.extend(&file[start..start + packed]),
            _ => out.extend(
                miniz_oxide::inflate::decompress_to_vec(&file[start..start + packed]).unwrap(),
            ),
        }
        at = start + packed;
    }
    out.extend(&file[at..]);
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const CORE: &str = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\
    <dc:creator>Jan Jansen</dc:creator><cp:lastModifiedBy>jjansen</cp:lastModifiedBy>\
    <cp:revision>7</cp:revision><dcterms:created>2026-11-23T10:15:00Z</dcterms:created></cp:coreProperties>";
const APP: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
    <Template>C:\\Users\\jjansen\\x.dotx</Template><Application>Secretoffice</Application>\
    <Company>Jansen BV</Company></Properties>";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument";

fn relations(list: &[(&str, &str)]) -> String {
    let mut out = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (index, (kind, target)) in list.iter().enumerate() {
        let mode = if target.contains(':') {
            " TargetMode=\"External\""
        } else {
            ""
        };
        out += &format!(
            "<Relationship Id=\"rId{index}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>"
        );
    }
    out + "</Relationships>"
}

fn types(list: &[(&str, &str)]) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"{MEDIA}.extended-properties+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (part, kind) in list {
        out += &format!("<Override PartName=\"/{part}\" ContentType=\"{MEDIA}.{kind}+xml\"/>");
    }
    out + "</Types>"
}

fn package(main: &str, kinds: &[(&str, &str)], parts: &[(&str, String)]) -> Vec<u8> {
    let root = relations(&[
        ("extended-properties", "docProps/app.xml"),
        ("core-properties", "docProps/core.xml"),
        ("thumbnail", "docProps/thumbnail.jpeg"),
        ("officeDocument", main),
    ]);
    let photo = picture::jpeg();
    let types = types(kinds);
    let mut list: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
        ("docProps/app.xml", APP.as_bytes()),
        ("docProps/thumbnail.jpeg", &photo),
        ("[Content_Types].xml", types.as_bytes()),
    ];
    for (name, text) in parts {
        list.push((
            name,
            if *name == "word/media/image1.jpeg" {
                &photo
            } else {
                text.as_bytes()
            },
        ));
    }
    archive(&list)
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A letter with tracked changes, a comment, people, a template, a photo, an orphan.
pub(crate) fn docx() -> Vec<u8> {
    let document = format!(
        "{HEAD}<w:document {W} xmlns:pic=\"p\"><w:body><w:p w:rsidR=\"00AB12CD\" w:rsidRDefault=\"00AB12CD\">\
         <w:r><w:t>Dit blijft</w:t></w:r><w:ins w:id=\"1\" w:author=\"Jan Jansen\" w:date=\"2026-11-23T10:15:00Z\">\
         <w:r w:rsidR=\"00AB12CE\"><w:t>nieuw</w:t></w:r></w:ins><pic:cNvPr id=\"0\" name=\"C:\\jjansen\\a.jpg\"/>\
         <!-- Jansen --></w:p></w:body></w:document>"
    );
    let comments = format!(
        "{HEAD}<w:comments {W}><w:comment w:id=\"0\" w:author=\"Jan Jansen\" w:initials=\"JJ\" \
         w:date=\"2026-11-23T10:15:00Z\"><w:p><w:r><w:t>Klopt dit?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let settings = format!(
        "{HEAD}<w:settings {W}><w:attachedTemplate r:id=\"rId0\"/><w:zoom w:percent=\"100\"/><w:rsids>\
         <w:rsidRoot w:val=\"00AB12CD\"/><w:rsid w:val=\"00AB12CD\"/></w:rsids></w:settings>"
    );
    let people = format!(
        "{HEAD}<w15:people xmlns:w15=\"w\"><w15:person w15:author=\"Jan Jansen\"/></w15:people>"
    );
    let links = relations(&[
        ("comments", "comments.xml"),
        ("settings", "settings.xml"),
        ("people", "people.xml"),
        ("customXml", "../customXml/item1.xml"),
        ("image", "media/image1.jpeg"),
        ("hyperlink", "https://example.org/"),
    ]);
    package(
        "word/document.xml",
        &[
            ("word/document.xml", "wordprocessingml.document.main"),
            ("word/comments.xml", "wordprocessingml.comments"),
            ("word/settings.xml", "wordprocessingml.settings"),
            ("word/people.xml", "wordprocessingml.people"),
        ],
        &[
            ("word/document.xml", document),
            ("word/comments.xml", comments),
            ("word/settings.xml", settings),
            ("word/people.xml", people),
            ("word/media/image1.jpeg", String::new()),
            ("customXml/item1.xml", "<a>Jansen</a>".into()),
            ("word/orphan.bin", "Jansen".into()),
            ("word/_rels/document.xml.rels", links),
            (
                "word/_rels/settings.xml.rels",
                relations(&[("attachedTemplate", "file:///C:\\Users\\jjansen\\t.dotx")]),
            ),
        ],
    )
}

/// A workbook with a path, a hidden sheet, a comment, a printer.
pub(crate) fn xlsx() -> Vec<u8> {
    let namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let workbook = format!(
        "{HEAD}<workbook {namespace}><x15ac:absPath xmlns:x15ac=\"x\" url=\"C:\\Users\\jjansen\\\"/>\
         <xr:revisionPtr xmlns:xr=\"y\" documentId=\"13_ncr:1_{{SN0815}}\"/><sheets>\
         <sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId0\"/><sheet name=\"B2\" sheetId=\"2\" state=\"hidden\" r:id=\"rId1\"/>\
         </sheets></workbook>"
    );
    let sheet = format!(
        "{HEAD}<worksheet {namespace} xmlns:xr=\"y\" xr:uid=\"{{SN0815}}\"><sheetData><row r=\"1\">\
         <c r=\"A1\"><v>42</v></c></row></sheetData><pageSetup orientation=\"portrait\" r:id=\"rId0\"/></worksheet>"
    );
    let comments = format!(
        "{HEAD}<comments {namespace}><authors><author>Jan Jansen</author></authors><commentList>\
         <comment ref=\"A1\" authorId=\"0\"><text><t>Klopt dit?</t></text></comment></commentList></comments>"
    );
    package(
        "xl/workbook.xml",
        &[
            ("xl/workbook.xml", "spreadsheetml.sheet.main"),
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
            ("xl/worksheets/sheet2.xml", "spreadsheetml.worksheet"),
            ("xl/comments1.xml", "spreadsheetml.comments"),
        ],
        &[
            ("xl/workbook.xml", workbook),
            ("xl/worksheets/sheet1.xml", sheet.clone()),
            ("xl/worksheets/sheet2.xml", sheet),
            ("xl/comments1.xml", comments),
            (
                "xl/printerSettings/printerSettings1.bin",
                "HP of Jansen".into(),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&[
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("worksheet", "worksheets/sheet2.xml"),
                ]),
            ),
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                relations(&[
                    ("printerSettings", "../printerSettings/printerSettings1.bin"),
                    ("comments", "../comments1.xml"),
                ]),
            ),
        ],
    )
}

/// A presentation with comment authors and the changes of co-authors.
pub(crate) fn pptx() -> Vec<u8> {
    let namespace = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
    let text = |body: &str| format!("{HEAD}{body}");
    package(
        "ppt/presentation.xml",
        &[
            ("ppt/presentation.xml", "presentationml.presentation.main"),
            ("ppt/slides/slide1.xml", "presentationml.slide"),
            ("ppt/commentAuthors.xml", "presentationml.commentAuthors"),
        ],
        &[
            (
                "ppt/presentation.xml",
                text(&format!("<p:presentation {namespace}/>")),
            ),
            (
                "ppt/slides/slide1.xml",
                text(&format!(
                    "<p:sld {namespace} show=\"0\"><p:cNvPr id=\"1\" name=\"Title\" descr=\"IMG_jjansen.JPG\"/></p:sld>"
                )),
            ),
            (
                "ppt/commentAuthors.xml",
                text(&format!(
                    "<p:cmAuthorLst {namespace}><p:cmAuthor id=\"1\" name=\"Jan Jansen\" initials=\"JJ\"/></p:cmAuthorLst>"
                )),
            ),
            (
                "ppt/comments/comment1.xml",
                text(&format!(
                    "<p:cmLst {namespace}><p:cm authorId=\"1\" dt=\"2026-11-23T10:15:00\"><p:text>Klopt dit?</p:text></p:cm></p:cmLst>"
                )),
            ),
            (
                "ppt/changesInfos/changesInfo1.xml",
                text("<a userId=\"jjansen\"/>"),
            ),
            (
                "ppt/slides/_rels/slide1.xml.rels",
                relations(&[("comments", "../comments/comment1.xml")]),
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                relations(&[
                    ("slide", "slides/slide1.xml"),
                    ("commentAuthors", "commentAuthors.xml"),
                    ("changesInfo", "changesInfos/changesInfo1.xml"),
                ]),
            ),
        ],
    )
}
