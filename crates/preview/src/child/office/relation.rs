//! Relations of parts: where hyperlinks lead, and what a document fetches from elsewhere.
//!
//! Source: ECMA-376-2 §6.5.

use std::io::Write;

use super::Document;
use crate::Warning;
use crate::child::text::Gathered;
use crate::child::xml::{Piece, Tag, walk};

/// The most parts of relations that are read.
const PARTS_MAX: usize = 500;

/// Shows the targets outside of the document as the last page.
pub(super) fn show<W: Write>(document: &mut Document<'_, W>) {
    let parts = document.names.iter().filter(|name| name.ends_with(".rels"));
    let parts: Vec<String> = parts.take(PARTS_MAX).cloned().collect();
    let mut targets = Gathered::default();
    for part in parts {
        let Some(relations) = document.part(&part) else {
            continue;
        };
        let mut warnings = Vec::new();
        let said = walk(&relations, |piece| {
            if let Piece::Open(tag) = piece {
                warnings.extend(judge(&tag, &mut targets));
            }
        });
        for warning in warnings.into_iter().chain(said) {
            document.warn(Some(warning));
        }
    }
    document.output.text(targets.as_str());
}

fn judge(tag: &Tag<'_>, targets: &mut Gathered) -> Option<Warning> {
    if tag.name() != "Relationship" || tag.value("TargetMode")? != "External" {
        return None;
    }
    targets.push_link(&tag.value("Target").unwrap_or_default());
    targets.end_line();
    match tag
        .value("Type")
        .unwrap_or_default()
        .ends_with("/hyperlink")
    {
        true => Some(Warning::Links),
        // Templates, pictures, objects, frames: fetched when the document is opened.
        false => Some(Warning::External),
    }
}
