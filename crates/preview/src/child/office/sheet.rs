//! Workbooks: a page of text for each sheet, cells between tabs, as they were last calculated.
//!
//! Source: ECMA-376-1 §18. Formats of numbers are not applied, so a date is shown as its number.

use std::io::Write;

use super::Document;
use crate::Warning;
use crate::child::text::Gathered;
use crate::child::xml::{Piece, Tag, walk};

/// The most strings that cells may share.
const SHARED_MAX: usize = 1_000_000;

pub(super) fn show<W: Write>(document: &mut Document<'_, W>) {
    let shared = shared(document);
    book(document);
    for part in document.numbered("xl/worksheets/sheet", ".xml") {
        if document.output.is_full() {
            return document.output.warn(Warning::Truncated);
        }
        let Some(sheet) = document.part(&part) else {
            continue;
        };
        let mut reader = Reader::of(&shared);
        let said = walk(&sheet, |piece| reader.take(piece));
        document.warn(said);
        document.warn(reader.acts.then_some(Warning::Actions));
        document.output.text(reader.text.as_str());
    }
}

/// The names of the sheets as the first page; which of them are hidden.
fn book<W: Write>(document: &mut Document<'_, W>) {
    let Some(book) = document.part("xl/workbook.xml") else {
        return;
    };
    let mut names = Gathered::default();
    let (mut hidden, mut automatic) = (false, false);
    let said = walk(&book, |piece| {
        let Piece::Open(tag) = piece else {
            return;
        };
        match tag.name() {
            "sheet" => {
                names.push(&tag.value("name").unwrap_or_default());
                names.push("\n");
                hidden |= tag.value("state").is_some_and(|state| state != "visible");
            }
            // Names that begin like this are run when the workbook opens or closes.
            "definedName" => {
                let name = tag.value("name").unwrap_or_default().to_ascii_lowercase();
                automatic |= name.contains("auto_open") || name.contains("auto_close");
            }
            _ => {}
        }
    });
    document.warn(said);
    document.warn(hidden.then_some(Warning::Hidden));
    document.warn(automatic.then_some(Warning::Automatic));
    document.output.text(names.as_str());
}

/// The strings that cells share, as far as they are ever shown.
fn shared<W: Write>(document: &mut Document<'_, W>) -> Vec<String> {
    let Some(part) = document.part("xl/sharedStrings.xml") else {
        return Vec::new();
    };
    let mut strings = Vec::new();
    let (mut shows, mut over, mut now) = (false, false, String::new());
    let said = walk(&part, |piece| match piece {
        Piece::Open(tag) => shows = tag.name() == "t",
        Piece::Text(text) if shows => now += &text,
        Piece::Close("si") => match strings.len() < SHARED_MAX {
            true => strings.push(std::mem::take(&mut now)),
            false => over = true,
        },
        Piece::Close("t") => shows = false,
        _ => {}
    });
    document.warn(said);
    document.warn(over.then_some(Warning::Truncated));
    strings
}

/// What a cell's value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Plain,
    /// The number of a shared string.
    Shared,
}

struct Reader<'a> {
    shared: &'a [String],
    text: Gathered,
    sort: Sort,
    /// Inside of a value or of text that stands in the cell itself.
    shows: bool,
    /// Inside of a formula.
    calculates: bool,
    value: String,
    acts: bool,
}

impl<'a> Reader<'a> {
    fn of(shared: &'a [String]) -> Self {
        Self {
            shared,
            text: Gathered::default(),
            sort: Sort::Plain,
            shows: false,
            calculates: false,
            value: String::new(),
            acts: false,
        }
    }

    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.shows => self.value += &text,
            // A formula that calls another program: `cmd|'/c calc'!A1`.
            Piece::Text(text) if self.calculates => self.acts |= text.contains('|'),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "c" => {
                self.sort = match tag.value("t").as_deref() {
                    Some("s") => Sort::Shared,
                    _ => Sort::Plain,
                };
                self.value.clear();
            }
            "v" | "t" => self.shows = true,
            "f" => self.calculates = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" | "t" => self.shows = false,
            "f" => self.calculates = false,
            "row" => self.text.push("\n"),
            "c" => {
                let number = self.value.trim().parse::<usize>().ok();
                let shared = number.and_then(|number| self.shared.get(number));
                match (self.sort, shared) {
                    (Sort::Shared, Some(string)) => self.text.push(string),
                    _ => self.text.push(&self.value),
                }
                self.text.push("\t");
            }
            _ => {}
        }
    }
}
