//! What the parts say that are removed whole: properties, people, labels, signatures.
//!
//! Source: ECMA-376-2 §8 (core), ECMA-376-1 §22.2 (extended), §22.3 (custom); [MS-DOCX] §2.5.

use crate::bytes::text;
use crate::finding::{Findings, What};
use crate::xml::{self, Token};

/// Notes what a removed part says, or at least that it was there.
pub(super) fn note(name: &str, document: &[u8], found: &mut Findings) {
    found.named(name, |found| match name {
        _ if name.contains("thumbnail") => found.add(What::Thumbnail, name),
        _ if name.contains("_xmlsignatures") => found.add(What::Author, name),
        _ if name.contains("printerSettings") => found.add(What::Device, name),
        _ if name.ends_with(".xml") => note_document(document, found),
        _ => found.add(What::Embedded, name),
    });
}

fn note_document(document: &[u8], found: &mut Findings) {
    let mut within = None;
    for token in xml::tokens(document) {
        match token {
            Ok(Token::Open(tag)) => {
                within = element(tag.local());
                for attribute in tag.attributes() {
                    if let Some(what) = attribute_kind(attribute.local()) {
                        found.add(what, &text(&attribute.unescaped()));
                    }
                }
            }
            Ok(Token::Text(words)) => {
                if let Some(what) = within {
                    found.add(what, &text(&xml::unescape(words)));
                }
            }
            Ok(Token::Close(_)) => within = None,
            Ok(Token::Other(_)) => {}
            Err(_) => return,
        }
    }
}

fn element(name: &[u8]) -> Option<What> {
    Some(match name {
        b"creator" | b"lastModifiedBy" | b"Company" | b"Manager" => What::Author,
        b"created" | b"modified" | b"lastPrinted" | b"TotalTime" => What::Time,
        b"title" | b"subject" | b"keywords" | b"category" => What::Title,
        b"description" => What::Comment,
        b"revision" | b"version" => What::History,
        b"identifier" => What::Identifier,
        b"Application" | b"AppVersion" => What::Software,
        b"Template" | b"HyperlinkBase" => What::Path,
        b"lpwstr" | b"lpstr" | b"i4" | b"bool" | b"filetime" => What::Other,
        _ => return None,
    })
}

fn attribute_kind(name: &[u8]) -> Option<What> {
    Some(match name {
        b"author" | b"displayName" | b"userName" => What::Author,
        b"userId" | b"siteId" => What::Identifier,
        b"dateTime" => What::Time,
        b"name" => What::Other,
        _ => return None,
    })
}
