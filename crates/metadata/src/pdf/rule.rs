//! What stays of an object.
//!
//! Source: ISO 32000-2 §7.7.2 (catalog), §7.11 (file specifications), §8.6.5.5 (ICCBased), §12.5.2 and
//! §12.5.6 (annotations), §12.6.4 (actions), §12.8 (signatures), §14.5 (page-piece).

use super::document::Document;
use super::object::{Entry, Object, get};
use super::{Walk, say};
use crate::bytes::text;
use crate::finding::{Findings, What};
use crate::outcome::CleanError;

/// Keys of the catalog that pages, their order, links, forms and reading aloud need.
const CATALOG: [&[u8]; 15] = [
    b"Type",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"Dests",
    b"ViewerPreferences",
    b"PageLayout",
    b"PageMode",
    b"Outlines",
    b"OpenAction",
    b"AcroForm",
    b"MarkInfo",
    b"Lang",
    b"StructTreeRoot",
    b"OCProperties",
];
/// Comments of people.
const COMMENTS: [&[u8]; 14] = [
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
];

/// How deep, and how wide at each step, names of files are looked for.
const DEEPEST: usize = 4;
const WIDEST: usize = 8;

/// Goes through the values of one object.
pub(super) struct Rule<'r, 'a> {
    pub(super) walk: &'r mut Walk,
    pub(super) document: &'r mut Document<'a>,
    pub(super) found: &'r mut Findings,
}

impl Rule<'_, '_> {
    /// Cleans the catalog: of its keys only the known ones stay.
    pub(super) fn catalog(&mut self, value: Object) -> Result<Object, CleanError> {
        let Object::Dictionary(entries) = value else {
            return Err(CleanError::Malformed);
        };
        let (kept, gone): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .partition(|(key, _)| CATALOG.contains(&key.as_slice()));
        for (key, value) in gone {
            match key.as_slice() {
                b"Version" => {}
                b"Metadata" => say::packet(self.document, &value, self.found),
                _ => self.found.add_or(what_of(&key), "", &text(&key)),
            }
        }
        self.dictionary(kept)
    }

    /// Cleans a value and gives what it refers to new numbers.
    pub(super) fn value(&mut self, value: Object) -> Result<Object, CleanError> {
        match value {
            Object::Reference(number) => Ok(Object::Reference(self.walk.numbers.of(number))),
            Object::Array(items) => self.array(items),
            Object::Dictionary(entries) => self.dictionary(entries),
            value => Ok(value),
        }
    }

    fn array(&mut self, items: Vec<Object>) -> Result<Object, CleanError> {
        if let [Object::Name(kind), profile] = items.as_slice()
            && kind == b"ICCBased"
        {
            return self.colours(profile);
        }
        let items = items.into_iter().map(|item| self.value(item));
        items.collect::<Result<_, _>>().map(Object::Array)
    }

    /// Puts the plain colour space with as many components in the place of a profile.
    fn colours(&mut self, profile: &Object) -> Result<Object, CleanError> {
        self.found.add(What::Colour, "ICC");
        let components = self.document.resolved(profile);
        let components = components.get(b"N").and_then(Object::count);
        let name: &[u8] = match components {
            Some(1) => b"DeviceGray",
            Some(3) => b"DeviceRGB",
            Some(4) => b"DeviceCMYK",
            _ => return Err(CleanError::Malformed),
        };
        Ok(Object::Name(name.to_vec()))
    }

    fn dictionary(&mut self, entries: Vec<Entry>) -> Result<Object, CleanError> {
        if let Some(what) = self.goes(&entries) {
            let label = self.label(&entries);
            self.found.named("PDF", |found| found.add(what, &label));
            self.note_files(&Object::Dictionary(entries), DEEPEST);
            return Ok(Object::Null);
        }
        let subtype = get(&entries, b"Subtype")
            .and_then(Object::name)
            .unwrap_or_default()
            .to_vec();
        let is_annotation = get(&entries, b"Rect").is_some();
        if is_annotation && COMMENTS.contains(&subtype.as_slice()) {
            self.walk.comments += 1;
        }
        let is_comment = is_annotation && subtype != b"Widget";
        let is_signature = get(&entries, b"FT").and_then(Object::name) == Some(b"Sig");
        let mut kept = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let of_person = is_comment && matches!(key.as_slice(), b"T" | b"CreationDate" | b"NM");
            let of_time = is_annotation && key == b"M";
            if of_person || of_time || (is_signature && key == b"V") || self.drops(&key, &value) {
                self.note(&key, &value);
                continue;
            }
            let value = self.value(value)?;
            kept.push((key, value));
        }
        Ok(Object::Dictionary(kept))
    }

    /// Says whether a dictionary goes as a whole: programs, files, signatures.
    fn goes(&mut self, entries: &[Entry]) -> Option<What> {
        let name = |key: &[u8]| get(entries, key).and_then(Object::name).unwrap_or_default();
        let has = |key: &[u8]| get(entries, key).is_some();
        match (name(b"Type"), name(b"Subtype"), name(b"S")) {
            (b"Filespec" | b"F" | b"EmbeddedFile", ..) => Some(What::Embedded),
            (b"Sig" | b"DocTimeStamp", ..) => Some(What::Author),
            _ if has(b"ByteRange") => Some(What::Author),
            _ if has(b"EF") => Some(What::Embedded),
            (b"Metadata", ..) => Some(What::Other),
            (_, b"FileAttachment" | b"Sound" | b"Movie" | b"RichMedia" | b"Screen" | b"3D", _)
                if has(b"Rect") =>
            {
                Some(What::Embedded)
            }
            (.., b"JavaScript" | b"Rendition" | b"RichMediaExecute") => Some(What::Macro),
            (.., b"Launch" | b"GoToR" | b"GoToE" | b"SubmitForm" | b"ImportData") => {
                Some(What::Path)
            }
            _ => None,
        }
    }

    /// Names a dictionary that goes, by a text in it.
    fn label(&self, entries: &[Entry]) -> String {
        let keys: [&[u8]; 5] = [b"UF", b"F", b"Name", b"T", b"Reason"];
        let words = keys.iter().find_map(|key| match get(entries, key) {
            Some(Object::Text(words)) => Some(say::words_of(words)),
            _ => None,
        });
        words.unwrap_or_default()
    }

    fn drops(&mut self, key: &[u8], value: &Object) -> bool {
        match key {
            b"Metadata" | b"PieceInfo" | b"LastModified" | b"Thumb" | b"OutputIntents" | b"AF"
            | b"EF" | b"AA" | b"JS" | b"JavaScript" | b"EmbeddedFiles" | b"XFA" | b"OPI"
            | b"CreatorInfo" | b"SpiderInfo" | b"FFilter" | b"FDecodeParms" | b"Alternates" => true,
            // A place to open at may stay; a program may not.
            b"OpenAction" => match self.document.resolved(value) {
                Object::Array(_) => false,
                action => action.get(b"S").and_then(Object::name) != Some(b"GoTo"),
            },
            b"DefaultGray" | b"DefaultRGB" | b"DefaultCMYK" => true,
            _ => false,
        }
    }

    /// Notes the names of files within a value that goes.
    fn note_files(&mut self, value: &Object, depth: usize) {
        let value = match value {
            Object::Reference(_) if depth > 0 => self.document.resolved(value),
            Object::Array(_) | Object::Dictionary(_) => value.clone(),
            _ => return,
        };
        match value {
            Object::Array(items) if depth > 0 => {
                items
                    .iter()
                    .take(WIDEST)
                    .for_each(|item| self.note_files(item, depth - 1));
            }
            Object::Dictionary(entries) => {
                for (key, value) in entries.iter().take(WIDEST) {
                    match (key.as_slice(), value) {
                        (b"UF" | b"F", Object::Text(words)) => {
                            self.found.add(What::Embedded, &say::words_of(words));
                        }
                        (b"FS" | b"Names" | b"Kids", value) if depth > 0 => {
                            self.note_files(value, depth - 1);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Notes an entry that goes.
    fn note(&mut self, key: &[u8], value: &Object) {
        if key == b"Metadata" {
            return say::packet(self.document, value, self.found);
        }
        if key == b"EmbeddedFiles" || key == b"AF" {
            self.note_files(value, DEEPEST);
        }
        let words = match value {
            Object::Text(words) => say::words_of(words),
            _ => String::new(),
        };
        self.found.add_or(what_of(key), &words, &text(key));
    }
}

/// What an entry tells, by its key.
fn what_of(key: &[u8]) -> What {
    match key {
        b"T" | b"V" | b"Perms" | b"DSS" => What::Author,
        b"CreationDate" | b"M" | b"LastModified" => What::Time,
        b"NM" => What::Identifier,
        b"Thumb" => What::Thumbnail,
        b"AF" | b"EF" | b"EmbeddedFiles" | b"Collection" | b"Alternates" => What::Embedded,
        b"AA" | b"JS" | b"JavaScript" | b"OpenAction" => What::Macro,
        b"OPI" | b"FFilter" | b"FDecodeParms" | b"URI" => What::Path,
        b"OutputIntents" | b"DefaultGray" | b"DefaultRGB" | b"DefaultCMYK" => What::Colour,
        b"CreatorInfo" => What::Software,
        _ => What::Other,
    }
}
