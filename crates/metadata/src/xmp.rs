//! XMP packets: what the properties that are known by name say.
//!
//! In scope: properties as attributes or elements, lists and alternatives. Out of scope: UTF-16
//! packets, structure. The whole packet is always removed, so what is not read here is shown as `XMP`.
//!
//! Source: ISO 16684-1:2019 §7, §8; Exif for XMP (CIPA DC-010).

use crate::bytes::text;
use crate::finding::{Findings, What};
use crate::xml::{self, Token};

/// The longest packet that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// Notes what a packet says.
pub(crate) fn read(packet: &[u8], found: &mut Findings) {
    found.named("XMP", |found| {
        let packet = &packet[..packet.len().min(LONGEST)];
        read_properties(packet, found);
    });
}

fn read_properties(packet: &[u8], found: &mut Findings) {
    // The nearest enclosing property that means something; lists stand between it and its text.
    let mut within: Vec<Option<What>> = Vec::new();
    for token in xml::tokens(packet) {
        match token {
            Ok(Token::Open(tag)) => {
                for attribute in tag.attributes() {
                    if let Some(what) = property(attribute.local()) {
                        found.add(what, &text(&attribute.unescaped()));
                    }
                }
                if !tag.is_empty() {
                    let outer = within.last().copied().flatten();
                    within.push(property(tag.local()).or(outer));
                }
            }
            Ok(Token::Close(_)) => {
                within.pop();
            }
            Ok(Token::Text(words)) => {
                if let Some(Some(what)) = within.last() {
                    found.add(*what, &text(&xml::unescape(words)));
                }
            }
            Ok(Token::Other(_)) => {}
            Err(_) => return,
        }
        if within.len() > xml::DEEPEST {
            return;
        }
    }
}

/// What a property tells, by its name without prefix: names are distinct enough.
fn property(name: &[u8]) -> Option<What> {
    Some(match name {
        b"creator" | b"rights" | b"contributor" | b"publisher" | b"Owner" | b"OwnerName"
        | b"CameraOwnerName" | b"Artist" | b"AuthorsPosition" | b"CaptionWriter" | b"Credit"
        | b"Author" | b"Copyright" | b"Company" => What::Author,
        b"CreatorTool" | b"Producer" | b"Software" | b"softwareAgent" | b"xmptk" => What::Software,
        b"CreateDate" | b"ModifyDate" | b"MetadataDate" | b"DateTimeOriginal" | b"DateCreated"
        | b"DateTimeDigitized" | b"when" | b"date" | b"GPSTimeStamp" | b"SourceModified" => {
            What::Time
        }
        b"GPSLatitude" | b"GPSLongitude" | b"City" | b"State" | b"Country" | b"Location"
        | b"CountryCode" | b"GPSAltitude" => What::Place,
        b"Make" | b"Model" | b"Lens" | b"LensModel" => What::Device,
        b"SerialNumber" | b"BodySerialNumber" | b"LensSerialNumber" => What::Serial,
        b"DocumentID"
        | b"InstanceID"
        | b"OriginalDocumentID"
        | b"documentID"
        | b"instanceID"
        | b"ImageUniqueID"
        | b"identifier" => What::Identifier,
        b"title" | b"subject" | b"Keywords" | b"Headline" => What::Title,
        b"description" | b"UserComment" | b"ImageDescription" => What::Comment,
        b"action" | b"changed" => What::History,
        b"filePath" | b"ManifestItem" => What::Path,
        b"image" => What::Thumbnail,
        _ => return None,
    })
}
