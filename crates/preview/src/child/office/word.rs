//! Word documents: text, notes and comments in reading order.
//!
//! Source: ECMA-376-1 §17. Text that was deleted while changes were tracked is left out.

use std::io::Write;

use super::Document;
use crate::Warning;
use crate::child::field;
use crate::child::text::Gathered;
use crate::child::xml::{Piece, Tag, walk};

pub(super) fn show<W: Write>(document: &mut Document<'_, W>) {
    let mut parts = vec!["word/document.xml".to_owned()];
    for name in ["footnotes", "endnotes", "comments"] {
        parts.push(format!("word/{name}.xml"));
    }
    parts.extend(document.numbered("word/header", ".xml"));
    parts.extend(document.numbered("word/footer", ".xml"));
    for part in parts {
        let Some(text) = document.part(&part) else {
            continue;
        };
        let mut reader = Reader::default();
        let said = walk(&text, |piece| reader.take(piece));
        document.warn(said);
        for warning in reader.warnings {
            document.output.warn(warning);
        }
        document.output.text(reader.text.as_str());
    }
}

#[derive(Default)]
struct Reader {
    text: Gathered,
    warnings: Vec<Warning>,
    /// Inside of an element whose text shows.
    shows: bool,
    /// Inside of a field's instruction.
    instructs: bool,
    instruction: String,
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.shows => self.text.push(&text),
            Piece::Text(text) if self.instructs && self.instruction.len() < 4096 => {
                self.instruction += &text;
            }
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "t" => self.shows = true,
            "instrText" => self.instructs = true,
            "tab" => self.text.push("\t"),
            "br" | "cr" => self.text.push("\n"),
            "fldSimple" => {
                self.instruction = tag.value("instr").unwrap_or_default();
                self.judge();
            }
            "fldChar" if tag.value("fldCharType").as_deref() != Some("begin") => self.judge(),
            "vanish" => self.warn(Warning::Hidden),
            "delText" => self.warn(Warning::Hidden),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.shows = false,
            "instrText" => self.instructs = false,
            "p" => self.text.push("\n"),
            "tc" => self.text.push("\t"),
            _ => {}
        }
    }

    /// A field's instruction may be spread over many elements.
    fn judge(&mut self) {
        let instruction = std::mem::take(&mut self.instruction);
        if let Some(warning) = field::judge(&instruction, &mut self.text) {
            self.warn(warning);
        }
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}
