//! Which parts, elements and attributes tell about people and machines.
//!
//! Names are compared without their prefix, which every writer chooses anew; within office documents
//! they are distinct enough.
//!
//! Source: ECMA-376-1 §17 (Word), §18 (Excel), §19 (PowerPoint), §20 (drawings); [MS-DOCX], [MS-XLSX],
//! [MS-PPTX].

use crate::finding::What;

/// What every author is called afterwards, and by which letters: as Word's own inspector does it.
const AUTHOR: &str = "Author";
const INITIALS: &str = "A";
/// When a required time was, afterwards.
const TIME: &str = "1980-01-01T00:00:00Z";

/// What becomes of an attribute.
pub(super) enum Fate {
    /// It stays.
    Keep,
    /// It goes.
    Drop(What),
    /// It says this instead.
    Set(What, &'static str),
}

/// Says whether a part goes, by its name.
pub(super) fn drops_part(name: &str) -> bool {
    const FOLDERS: [&str; 9] = [
        "docProps/",
        "customXml/",
        "docMetadata/",
        "_xmlsignatures/",
        "userCustomization/",
        "xl/revisions/",
        "ppt/changesInfos/",
        "xl/printerSettings/",
        "[trash]/",
    ];
    FOLDERS.iter().any(|folder| name.starts_with(folder))
        || name.contains("printerSettings")
        || matches!(
            name,
            "word/people.xml" | "ppt/revisionInfo.xml" | "word/vbaData.xml"
        )
}

/// Says whether a relationship and what it points at go, by the last part of its type.
pub(super) fn drops_relation(kind: &str) -> bool {
    matches!(
        kind,
        "core-properties"
            | "extended-properties"
            | "custom-properties"
            | "thumbnail"
            | "customXml"
            | "people"
            | "printerSettings"
            | "revisionHeaders"
            | "usernames"
            | "changesInfo"
            | "revisionInfo"
            | "origin"
            | "signature"
            | "classificationlabels"
            | "attachedTemplate"
            | "mailMergeSource"
            | "mailMergeHeaderSource"
            | "wordVbaData"
    )
}

/// Says whether an element goes with all that is in it.
pub(super) fn drops_element(name: &[u8]) -> Option<What> {
    Some(match name {
        b"rsids" | b"docId" | b"revisionPtr" => What::Identifier,
        b"attachedTemplate" | b"absPath" | b"mailMerge" | b"saveThroughXslt" => What::Path,
        b"docVars" => What::Other,
        b"presenceInfo" | b"fileSharing" | b"customWorkbookViews" | b"customSheetViews" => {
            What::Author
        }
        _ => return None,
    })
}

/// Says what becomes of an attribute of an element.
pub(super) fn attribute(element: &[u8], name: &[u8], prefix: &[u8], value: &str) -> Fate {
    match (element, name) {
        (_, b"author") | (b"person", b"displayName") => set(What::Author, AUTHOR, value),
        (b"cmAuthor" | b"author", b"name") => set(What::Author, AUTHOR, value),
        (b"person" | b"author", b"userId") => set(What::Identifier, AUTHOR, value),
        (b"person" | b"author", b"providerId") => set(What::Identifier, "None", value),
        (_, b"initials") => set(What::Author, INITIALS, value),
        (b"cm" | b"reply", b"created") => set(What::Time, TIME, value),
        (_, b"refreshedBy") => Fate::Drop(What::Author),
        (_, b"dateUtc" | b"dT" | b"refreshedDate" | b"refreshedDateIso") => Fate::Drop(What::Time),
        (b"cm", b"dt") => Fate::Drop(What::Time),
        (_, b"date") if prefix == b"w" => Fate::Drop(What::Time),
        (_, b"uid") if prefix.starts_with(b"xr") => Fate::Drop(What::Identifier),
        (b"pageSetup", b"id") => Fate::Drop(What::Device),
        (b"imagedata" | b"fill", b"title") => Fate::Drop(What::Path),
        (b"cNvPr" | b"docPr" | b"shape", b"name" | b"descr" | b"title" | b"alt") => {
            match is_path(value) || is_file(value) {
                true => Fate::Set(What::Path, ""),
                false => Fate::Keep,
            }
        }
        (_, name) if name.starts_with(b"rsid") => Fate::Drop(What::Identifier),
        _ => Fate::Keep,
    }
}

fn set(what: What, to: &'static str, value: &str) -> Fate {
    if value == to {
        Fate::Keep
    } else {
        Fate::Set(what, to)
    }
}

/// Says whether an element's own text is an author: Excel's list of them.
pub(super) fn is_author_text(part: &str, element: &[u8]) -> bool {
    element == b"author" && part.starts_with("xl/comments")
}

/// What is written for such a text.
pub(super) const AUTHOR_TEXT: &[u8] = AUTHOR.as_bytes();

/// Says whether a text is a path on a machine or in an organisation's network.
pub(super) fn is_path(text: &str) -> bool {
    let bytes = text.as_bytes();
    let drive = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1..].starts_with(b":\\");
    let scheme = bytes
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"file:"));
    drive
        || scheme
        || text.starts_with("\\\\")
        || text.starts_with("/home/")
        || text.starts_with("/Users/")
}

/// Says whether a text is the name of a picture file: cameras and people name them.
fn is_file(text: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        ".jpg", ".jpeg", ".png", ".heic", ".gif", ".tif", ".tiff", ".bmp", ".webp",
    ];
    let text = text.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// The file's name of a path, without its folders.
pub(super) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_path_tells_paths_from_links() {
        for path in [
            "C:\\Users\\jan\\x.docx",
            "file:///C:/x",
            "\\\\server\\x",
            "/Users/jan/x",
        ] {
            assert!(is_path(path), "{path}");
        }
        for other in ["https://example.org/x", "mailto:a@b", "slide2.xml", "x", ""] {
            assert!(!is_path(other), "{other}");
        }
        assert_eq!(base_name("C:\\Users\\jan\\x.docx"), "x.docx");
        assert!(!is_path(base_name("file:///C:/Users/jan/x.docx")));
    }
}
