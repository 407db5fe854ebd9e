//! Office documents: the text in them, as text. How it looks is not shown, pictures are not shown,
//! and nothing in them runs, recalculates or fetches.
//!
//! Source: ECMA-376-1 and -2 (DOCX, XLSX, PPTX), ISO 26300 (ODT, ODS, ODP).

pub(crate) mod old;
mod open_document;
mod relation;
mod sheet;
mod slide;
mod word;

use std::io::Write;

use super::archive::{Archive, Entry};
use super::output::Output;
use crate::{Kind, Warning};

/// The longest part that is read, in bytes. (The archive has a bound on all of them together.)
const PART_MAX_LEN: usize = 32 << 20;

/// A document that is being shown.
struct Document<'a, W> {
    archive: Archive<'a>,
    /// The names of its parts.
    names: Vec<String>,
    output: &'a mut Output<W>,
}

/// Shows the text.
pub(crate) fn show<W: Write>(kind: Kind, file: &[u8], output: &mut Output<W>) {
    let archive = match Archive::open(file) {
        Ok(archive) => archive,
        Err(refused) => return output.warn(refused.warning()),
    };
    let entries = archive.entries();
    let mut document = Document {
        archive,
        names: entries.into_iter().map(|Entry { name, .. }| name).collect(),
        output,
    };
    document.judge_names();
    match kind {
        Kind::Docx => word::show(&mut document),
        Kind::Xlsx => sheet::show(&mut document),
        Kind::Pptx => slide::show(&mut document),
        _ => open_document::show(kind, &mut document),
    }
    relation::show(&mut document);
    document.say_what_was_met();
}

impl<W: Write> Document<'_, W> {
    /// Reads a part; what is wrong with it is noted.
    fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        self.archive.read(name, PART_MAX_LEN)
    }

    /// The parts whose name begins and ends like that, in the order of the number between.
    fn numbered(&self, begin: &str, end: &str) -> Vec<String> {
        let number = |name: &String| {
            let digits = name.strip_prefix(begin)?.strip_suffix(end)?;
            digits.parse::<u32>().ok()
        };
        let mut found: Vec<(u32, String)> = self
            .names
            .iter()
            .filter_map(|name| Some((number(name)?, name.clone())))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }

    fn warn(&mut self, warning: Option<Warning>) {
        if let Some(warning) = warning {
            self.output.warn(warning);
        }
    }

    fn judge_names(&mut self) {
        let found: Vec<Warning> = self.names.iter().filter_map(|name| of_name(name)).collect();
        for warning in found {
            self.output.warn(warning);
        }
    }

    fn say_what_was_met(&mut self) {
        for warning in std::mem::take(&mut self.archive.met) {
            self.output.warn(warning);
        }
    }
}

/// What the name of a part says about the document.
fn of_name(name: &str) -> Option<Warning> {
    let name = name.to_ascii_lowercase();
    let has = |part: &str| name.contains(part);
    if name.ends_with("vbaproject.bin")
        || has("macrosheets/")
        || name.starts_with("basic/") && !name.ends_with('/')
    {
        return Some(Warning::Macros);
    }
    if name.starts_with("scripts/") && !name.ends_with('/') {
        return Some(Warning::Scripts);
    }
    if has("/embeddings/") || has("/activex/") || name.starts_with("object ") || has("oleobject") {
        return Some(Warning::Embedded);
    }
    if has("/media/") || name.starts_with("pictures/") && !name.ends_with('/') {
        return Some(Warning::Pictures);
    }
    has("externallinks/").then_some(Warning::External)
}
