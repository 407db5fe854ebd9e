//! Presentations: a page of text for each slide, in the order of their numbers, then the notes.
//!
//! Source: ECMA-376-1 §19, §21.1.2.

use std::io::Write;

use super::Document;
use crate::Warning;
use crate::child::text::Gathered;
use crate::child::xml::{Piece, walk};

pub(super) fn show<W: Write>(document: &mut Document<'_, W>) {
    let mut parts = document.numbered("ppt/slides/slide", ".xml");
    parts.extend(document.numbered("ppt/notesSlides/notesSlide", ".xml"));
    for part in parts {
        if document.output.is_full() {
            return document.output.warn(Warning::Truncated);
        }
        let Some(slide) = document.part(&part) else {
            continue;
        };
        let mut text = Gathered::default();
        let (mut shows, mut hidden, mut acts) = (false, false, false);
        let said = walk(&slide, |piece| match piece {
            Piece::Open(tag) => match tag.name() {
                "t" => shows = true,
                "br" => text.push("\n"),
                "sld" => hidden |= tag.value("show").as_deref() == Some("0"),
                // A click or a glance of the mouse can start a program.
                "hlinkClick" | "hlinkHover" | "hlinkMouseOver" => {
                    let action = tag.value("action").unwrap_or_default();
                    acts |= action.contains("program") || action.contains("macro");
                }
                _ => {}
            },
            Piece::Close("t") => shows = false,
            Piece::Close("p") => text.push("\n"),
            Piece::Close("tc") => text.push("\t"),
            Piece::Text(words) if shows => text.push(&words),
            _ => {}
        });
        document.warn(said);
        document.warn(hidden.then_some(Warning::Hidden));
        document.warn(acts.then_some(Warning::Actions));
        document.output.text(text.as_str());
    }
}
