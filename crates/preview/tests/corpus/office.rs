//! Office documents with a few words, and whatever else a test adds.

use super::archive::zip;

const TYPES: &[u8] =
    b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";

fn with<'a>(parts: &[(&'a str, &'a [u8])], more: &[(&'a str, &'a [u8])]) -> Vec<u8> {
    let replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    let kept = parts.iter().filter(|(name, _)| !replaced(name));
    let all: Vec<(&str, &[u8])> = kept.chain(more).copied().collect();
    zip(&all)
}

pub(crate) fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = b"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Lindegracht &amp; Zn</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>een</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    with(
        &[
            ("[Content_Types].xml", TYPES),
            ("word/document.xml", document),
        ],
        more,
    )
}

pub(crate) fn xlsx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let book = b"<workbook><sheets><sheet name='Lindegracht' sheetId='1'/></sheets></workbook>";
    let strings = b"<sst><si><t>bedrag</t></si><si><r><t>du</t></r><r><t>bbel</t></r></si></sst>";
    let sheet = b"<worksheet><sheetData><row><c t='s'><v>0</v></c><c><v>12.5</v></c></row>\
        <row><c t='s'><v>1</v></c><c t='inlineStr'><is><t>los</t></is></c></row></sheetData></worksheet>";
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", book),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    with(&parts, more)
}

pub(crate) fn pptx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let slide = |words: &str| {
        format!("<p:sld><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sld>").into_bytes()
    };
    let (first, second) = (slide("Lindegracht"), slide("tweede"));
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", TYPES),
        ("ppt/presentation.xml", b"<p:presentation/>"),
        ("ppt/slides/slide10.xml", &second),
        ("ppt/slides/slide2.xml", &first),
    ];
    with(&parts, more)
}

/// An OpenDocument `text`, `spreadsheet` or `presentation`.
pub(crate) fn open_document(kind: &str) -> Vec<u8> {
    let content = match kind {
        "spreadsheet" => {
            "<table:table table:name='Lindegracht'><table:table-row><table:table-cell><text:p>een</text:p>\
             </table:table-cell><table:table-cell table:number-columns-repeated='9999999'><text:p>twee</text:p>\
             </table:table-cell></table:table-row></table:table>"
        }
        "presentation" => "<draw:page draw:name='Lindegracht'><text:p>een</text:p></draw:page>",
        _ => "<text:h>Lindegracht</text:h><text:p>een<text:s/>twee</text:p>",
    };
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    let content = format!("<office:document-content>{content}</office:document-content>");
    zip(&[
        ("mimetype", mime.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

/// Relations with one target outside of the document.
pub(crate) fn relation(kind: &str, target: &str) -> Vec<u8> {
    format!(
        "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' \
         Target='{target}' TargetMode='External'/></Relationships>"
    )
    .into_bytes()
}

/// XML that says a billion words if entities are resolved.
pub(crate) fn laughs(root: &str) -> Vec<u8> {
    let mut rules = "<!ENTITY lol0 \"lol\">".to_owned();
    for level in 1..10 {
        let inner = format!("&lol{};", level - 1).repeat(10);
        rules += &format!("<!ENTITY lol{level} \"{inner}\">");
    }
    format!("<?xml version=\"1.0\"?><!DOCTYPE {root} [{rules}]><{root}>&lol9;</{root}>")
        .into_bytes()
}
