//! DOCX, XLSX and PPTX.
//!
//! In scope: the package (parts, content types, relationships), the properties of documents, authors
//! and dates of comments and tracked changes, revision numbers, paths, thumbnails, printers,
//! signatures, labels; pictures and documents inside, which are cleaned as files of their own. Only
//! parts that something points at are written. Out of scope, and said ([`crate::Left`]): programs
//! (VBA), OLE objects, drawings in Windows' formats; the text of comments, tracked changes, notes and
//! hidden sheets, which is content. Out of scope, and in the docs: random numbers of paragraphs and
//! shapes, names of embedded fonts, cached results of fields.
//!
//! Source: ECMA-376 5th edition, parts 1 (Office Open XML) and 2 (Open Packaging Conventions);
//! [MS-DOCX], [MS-XLSX], [MS-PPTX] for later parts.

mod package;
mod property;
mod relation;
mod rewrite;
mod rule;

use std::collections::BTreeMap;

use crate::finding::{Findings, What};
use crate::kind::Kind;
use crate::outcome::{CleanError, Cleaned, Remains, Scan, Why};
use crate::zip::{Archive, Writer};

use package::{Package, TYPES};
use rewrite::Counts;

/// A document inside a document inside a document is not opened any more.
const DEEPEST: usize = 2;
/// What may be unpacked in all, in multiples of the file and beyond that, in bytes.
const UNPACKED_TIMES: usize = 100;
const UNPACKED_MORE: usize = 4 << 20;

/// How much may still be unpacked.
struct Budget(usize);

impl Budget {
    fn read(
        &mut self,
        archive: &Archive<'_>,
        entry: &crate::zip::Entry,
    ) -> Result<Vec<u8>, CleanError> {
        let bytes = archive.read(entry, self.0)?;
        self.0 -= bytes.len();
        Ok(bytes)
    }
}

/// Walks over the parts.
pub(crate) fn scan(file: &[u8], found: &mut Findings) -> Scan {
    scan_at(file, 1, found)
}

fn scan_at(file: &[u8], depth: usize, found: &mut Findings) -> Scan {
    let archive = Archive::open(file)?;
    let mut budget = Budget(
        file.len()
            .saturating_mul(UNPACKED_TIMES)
            .saturating_add(UNPACKED_MORE),
    );
    note_archive(&archive, found);
    let package = Package::read(&archive, &mut budget)?;
    package.note_dropped(&archive, &mut budget, found)?;
    let mut out = Writer::default();
    let mut walk = Walk {
        depth,
        remains: Remains::default(),
        counts: Counts::default(),
    };
    // Content types first, as readers like it, then by name: the order tells the program.
    let mut order: BTreeMap<(bool, &str), &crate::zip::Entry> = BTreeMap::new();
    for entry in archive
        .entries
        .iter()
        .filter(|entry| package.keeps(&entry.name))
    {
        order.insert((entry.name != TYPES, &entry.name), entry);
    }
    for entry in order.into_values() {
        let bytes = budget.read(&archive, entry)?;
        let bytes = walk.part(&package, &entry.name, bytes, found)?;
        out.add(&entry.name, &bytes)?;
    }
    walk.counts.note(found, &mut walk.remains);
    let left = walk.remains.into_list();
    Ok(Cleaned {
        bytes: out.finish()?,
        left,
    })
}

fn note_archive(archive: &Archive<'_>, found: &mut Findings) {
    if archive.has_comment {
        found.add(What::Comment, "zip");
    }
    if archive.entries.iter().any(|entry| entry.has_time) {
        found.add(What::Time, "zip");
    }
}

/// What is gathered on the way over the parts.
struct Walk {
    depth: usize,
    remains: Remains,
    counts: Counts,
}

impl Walk {
    /// Cleans one part.
    fn part(
        &mut self,
        package: &Package,
        name: &str,
        bytes: Vec<u8>,
        found: &mut Findings,
    ) -> Result<Vec<u8>, CleanError> {
        let extension = name
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if name == TYPES {
            return package.clean_types(&bytes);
        }
        match extension.as_str() {
            "rels" => package.clean_relations(name, &bytes, found),
            "xml" | "vml" => rewrite::part(name, &bytes, &mut self.counts, found),
            "odttf" | "fntdata" => Ok(bytes),
            _ => Ok(self.binary(name, bytes, found)),
        }
    }

    /// Cleans a part that is a file of its own; one that cannot be opened stays, and is said.
    fn binary(&mut self, name: &str, bytes: Vec<u8>, found: &mut Findings) -> Vec<u8> {
        let inner = match Kind::of(&bytes) {
            Kind::Docx | Kind::Xlsx | Kind::Pptx if self.depth < DEEPEST => {
                found.tried(|found| scan_at(&bytes, self.depth + 1, found).ok())
            }
            _ => crate::clean_inner(&bytes, found),
        };
        if let Some(inner) = inner {
            self.remains.extend(inner.left);
            return inner.bytes;
        }
        let file = name.rsplit('/').next().unwrap_or_default();
        let what = match file.starts_with("vba") {
            true => What::Macro,
            false => What::Embedded,
        };
        found.add_or(what, file, "part");
        self.remains.add(what, Why::Unopened);
        bytes
    }
}
