//! The package: which parts there are, which something points at, and which go.
//!
//! Source: ECMA-376-2 §6.2 (parts), §6.3 (content types), §6.5 (relationships).

use std::collections::{BTreeMap, BTreeSet};

use super::Budget;
use super::property;
use super::relation::{Relation, base_of, each, relations_of, resolve};
use super::rule;
use crate::bytes::text;
use crate::finding::{Findings, What};
use crate::outcome::CleanError;
use crate::xml::{self, Token};
use crate::zip::{Archive, Entry};

/// The part that lists content types.
pub(super) const TYPES: &str = "[Content_Types].xml";
const ROOT: &str = "_rels/.rels";
/// The parts that show, one of which there must be.
const MAIN: [&str; 3] = [
    "word/document.xml",
    "xl/workbook.xml",
    "ppt/presentation.xml",
];

/// The entries by their names.
type Names<'a> = BTreeMap<&'a str, &'a Entry>;

/// The parts of a document.
pub(super) struct Package {
    kept: BTreeSet<String>,
    dropped: BTreeSet<String>,
}

impl Package {
    /// Follows the relationships from the root.
    pub(super) fn read(archive: &Archive<'_>, budget: &mut Budget) -> Result<Self, CleanError> {
        let names: Names<'_> = archive
            .entries
            .iter()
            .map(|e| (e.name.as_str(), e))
            .collect();
        if !names.contains_key(TYPES) || !names.contains_key(ROOT) {
            return Err(CleanError::Malformed);
        }
        let mut package = Self {
            kept: [TYPES.to_owned(), ROOT.to_owned()].into(),
            dropped: BTreeSet::new(),
        };
        let mut waiting = vec![ROOT.to_owned()];
        while let Some(relations) = waiting.pop() {
            let entry = names.get(relations.as_str()).ok_or(CleanError::Malformed)?;
            let document = budget.read(archive, entry)?;
            each(&document, |relation| {
                package.follow(&relation, &relations, &names, &mut waiting);
                Ok(())
            })?;
        }
        if !MAIN.iter().any(|main| package.kept.contains(*main)) {
            return Err(CleanError::Malformed);
        }
        let rest = names.keys().filter(|name| !package.kept.contains(**name));
        package.dropped = rest.map(|name| (*name).to_owned()).collect();
        Ok(package)
    }

    fn follow(
        &mut self,
        relation: &Relation,
        relations: &str,
        names: &Names<'_>,
        waiting: &mut Vec<String>,
    ) {
        let target = resolve(base_of(relations), &relation.target);
        let goes = relation.is_external
            || rule::drops_relation(&relation.kind)
            || rule::drops_part(&target)
            || !names.contains_key(target.as_str());
        if goes || !self.kept.insert(target.clone()) {
            return;
        }
        let next = relations_of(&target);
        if names.contains_key(next.as_str()) && self.kept.insert(next.clone()) {
            waiting.push(next);
        }
    }

    /// Says whether a part is written.
    pub(super) fn keeps(&self, name: &str) -> bool {
        self.kept.contains(name)
    }

    /// Notes what the parts say that go.
    pub(super) fn note_dropped(
        &self,
        archive: &Archive<'_>,
        budget: &mut Budget,
        found: &mut Findings,
    ) -> Result<(), CleanError> {
        let entries = archive.entries.iter();
        for entry in entries.filter(|entry| self.dropped.contains(&entry.name)) {
            let document = budget.read(archive, entry)?;
            if !entry.name.ends_with(".rels") {
                property::note(&entry.name, &document, found);
            }
        }
        Ok(())
    }

    /// Takes the parts that go out of the list of content types.
    pub(super) fn clean_types(&self, document: &[u8]) -> Result<Vec<u8>, CleanError> {
        filter(document, |tag| {
            let part = tag.value(b"PartName").map(|part| text(&part));
            match part.as_deref().and_then(|part| part.strip_prefix('/')) {
                Some(part) if tag.local() == b"Override" => {
                    self.keeps(part).then(|| tag_bytes(tag))
                }
                _ => Some(tag_bytes(tag)),
            }
        })
    }

    /// Takes relationships out that point at what goes; paths lose their folders.
    pub(super) fn clean_relations(
        &self,
        name: &str,
        document: &[u8],
        found: &mut Findings,
    ) -> Result<Vec<u8>, CleanError> {
        filter(document, |tag| {
            let Some(relation) = Relation::of(tag) else {
                return Some(tag_bytes(tag));
            };
            if rule::drops_relation(&relation.kind) && relation.is_external {
                found.add(What::Path, &relation.target);
                return None;
            }
            if relation.is_external {
                return Some(relation.without_path(tag, found));
            }
            let target = resolve(base_of(name), &relation.target);
            (self.keeps(&target) || target.is_empty()).then(|| tag_bytes(tag))
        })
    }
}

/// Copies a flat document, asking for each empty element what becomes of it.
fn filter(
    document: &[u8],
    mut element: impl FnMut(&xml::Tag<'_>) -> Option<Vec<u8>>,
) -> Result<Vec<u8>, CleanError> {
    let mut out = Vec::with_capacity(document.len());
    // `<a></a>` for `<a/>`: the closing tag goes with the opening one.
    let mut gone = false;
    for token in xml::tokens(document) {
        match token? {
            Token::Open(tag) => match element(&tag) {
                Some(bytes) => out.extend(bytes),
                None => gone = !tag.is_empty(),
            },
            Token::Close(_) if gone => gone = false,
            Token::Other(other) if other.starts_with(b"<!--") => {}
            token => rewrite_token(&mut out, token),
        }
    }
    Ok(out)
}

fn tag_bytes(tag: &xml::Tag<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    rewrite_token(&mut out, Token::Open(*tag));
    out
}

/// Writes a token as it stood.
pub(super) fn rewrite_token(out: &mut Vec<u8>, token: Token<'_>) {
    let parts: [&[u8]; 3] = match token {
        Token::Open(tag) => [b"<", tag.inside(), b">"],
        Token::Close(name) => [b"</", name, b">"],
        Token::Text(bytes) | Token::Other(bytes) => [b"", bytes, b""],
    };
    parts.into_iter().for_each(|part| out.extend(part));
}
