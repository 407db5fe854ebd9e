//! OpenDocument: text, sheets and slides, all in one part.
//!
//! Source: ISO 26300-1 §5–§10. Cells and rows that are said to repeat are shown once.

use std::io::Write;

use super::Document;
use crate::child::text::Gathered;
use crate::child::xml::{Piece, Tag, walk};
use crate::{Kind, Warning};

pub(super) fn show<W: Write>(kind: Kind, document: &mut Document<'_, W>) {
    judge_manifest(document);
    let Some(content) = document.part("content.xml") else {
        return;
    };
    let mut reader = Reader {
        page: match kind {
            Kind::Ods => "table",
            Kind::Odp => "page",
            _ => "",
        },
        text: Gathered::default(),
        pages: Vec::new(),
        warnings: Vec::new(),
        shows: 0,
        cells: 0,
    };
    let said = walk(&content, |piece| reader.take(piece));
    document.warn(said);
    for warning in reader.warnings {
        document.output.warn(warning);
    }
    for page in reader.pages.iter().chain([&reader.text]) {
        document.output.text(page.as_str());
    }
}

/// An encrypted document says so in its list of parts (ISO 26300-2 §4.8).
fn judge_manifest<W: Write>(document: &mut Document<'_, W>) {
    let Some(manifest) = document.part("META-INF/manifest.xml") else {
        return;
    };
    let mut locked = false;
    let said = walk(&manifest, |piece| {
        locked |= matches!(piece, Piece::Open(tag) if tag.name() == "encryption-data");
    });
    document.warn(said);
    document.warn(locked.then_some(Warning::Locked));
}

struct Reader {
    /// The element that is a page of its own.
    page: &'static str,
    text: Gathered,
    pages: Vec<Gathered>,
    warnings: Vec<Warning>,
    /// How many paragraphs and headings are open.
    shows: usize,
    /// How many cells are open: what is in them stays on one line.
    cells: usize,
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(&tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.shows > 0 => self.text.push(&text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "p" | "h" => self.shows += 1,
            "table-cell" => self.cells += 1,
            "s" => self.text.push(" "),
            "tab" => self.text.push("\t"),
            "line-break" => self.text.push("\n"),
            "a" => {
                self.warn(Warning::Links);
                self.text.push_link(&tag.value("href").unwrap_or_default());
            }
            "image" | "object" | "object-ole" | "plugin" | "applet" => self.judge(tag),
            "event-listener" => self.warn(Warning::Automatic),
            "script" => self.warn(Warning::Scripts),
            "dde-connection-decl" | "dde-source" => self.warn(Warning::Actions),
            "tracked-changes" => self.warn(Warning::Hidden),
            name if name == self.page => {
                self.text.push(&tag.value("name").unwrap_or_default());
                self.text.push("\n");
            }
            _ => {}
        }
    }

    /// What stands in the document itself has a path; what is fetched has a scheme.
    fn judge(&mut self, tag: &Tag<'_>) {
        let target = tag.value("href").unwrap_or_default();
        if target.contains("://") || target.starts_with("\\\\") {
            self.warn(Warning::External);
            self.text.push_link(&target);
        } else if tag.name() != "image" {
            self.warn(Warning::Embedded);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.shows = self.shows.saturating_sub(1);
                self.text.push(if self.cells == 0 { "\n" } else { " " });
            }
            "table-cell" => {
                self.cells = self.cells.saturating_sub(1);
                self.text.push("\t");
            }
            "table-row" => self.text.end_line(),
            name if name == self.page && self.pages.len() <= crate::limit::PAGES_MAX => {
                self.pages.push(std::mem::take(&mut self.text));
            }
            _ => {}
        }
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}
