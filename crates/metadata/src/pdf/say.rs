//! What the trailer, the properties and the XMP of a document say.
//!
//! Source: ISO 32000-2 §7.9.2 (text strings), §14.3, §14.4 (file identifiers).

use super::document::Document;
use super::object::{Object, get};
use crate::bytes::{find, text, text16};
use crate::finding::{Findings, What};
use crate::xmp;

/// Notes what the trailer says and points at; nothing of it is written.
pub(super) fn trailer(document: &mut Document<'_>, found: &mut Findings) {
    let trailer = document.reference.trailer.clone();
    if let Some(properties) = get(&trailer, b"Info") {
        let properties = document.resolved(properties);
        found.named("Info", |found| properties_of(document, &properties, found));
    }
    if let Some(Object::Array(ids)) = get(&trailer, b"ID")
        && let Some(Object::Text(id)) = ids.first()
    {
        let hex: String = id
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        found.add_or(What::Identifier, &hex, "ID");
    }
    // A linearized file has two sections for one version.
    let sections = document.reference.sections;
    let versions = if document.is_linearized() {
        sections.saturating_sub(1)
    } else {
        sections
    };
    if versions > 1 {
        found.count(What::History, versions - 1);
    }
}

fn properties_of(document: &mut Document<'_>, properties: &Object, found: &mut Findings) {
    let Object::Dictionary(entries) = properties else {
        return;
    };
    for (key, value) in entries {
        let what = match key.as_slice() {
            b"Author" | b"Company" => What::Author,
            b"Creator" | b"Producer" => What::Software,
            b"CreationDate" | b"ModDate" | b"SourceModified" => What::Time,
            b"Title" | b"Subject" | b"Keywords" => What::Title,
            b"Trapped" => continue,
            _ => What::Other,
        };
        if let Object::Text(words) = document.resolved(value) {
            found.add_or(what, &words_of(&words), &text(key));
        }
    }
}

/// Reads a text string: UTF-16 or UTF-8 with its mark, else close enough to Latin-1.
pub(super) fn words_of(words: &[u8]) -> String {
    match words {
        [0xfe, 0xff, rest @ ..] => text16(rest, true),
        [0xff, 0xfe, rest @ ..] => text16(rest, false),
        [0xef, 0xbb, 0xbf, rest @ ..] => text(rest),
        words => text(words),
    }
}

/// Notes what a metadata stream says.
pub(super) fn packet(document: &mut Document<'_>, value: &Object, found: &mut Findings) {
    found.named("XMP", |found| {
        let Some(number) = value.reference() else {
            return;
        };
        let Ok(stored) = document.load(number) else {
            return;
        };
        if let (Object::Dictionary(entries), Some(bytes)) = (stored.value, stored.stream)
            && let Ok(bytes) = document.unpack(&entries, &bytes)
        {
            xmp::read(&bytes, found);
        }
    });
}

impl Document<'_> {
    /// Says whether the file begins with the dictionary of a linearized one (annex F).
    fn is_linearized(&self) -> bool {
        let start = self.beginning();
        find(start, b"/Linearized", 0).is_some()
    }
}
