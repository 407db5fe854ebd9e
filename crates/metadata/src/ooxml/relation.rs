//! Relationships: who points at what.
//!
//! Source: ECMA-376-2 §6.5.3.

use super::rule::{base_name, is_path};
use crate::bytes::text;
use crate::finding::{Findings, What};
use crate::outcome::CleanError;
use crate::xml::{self, Tag, Token};

/// One relationship.
pub(super) struct Relation {
    /// The last part of its type, such as `core-properties`.
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) is_external: bool,
}

impl Relation {
    /// Reads one; `None` if the tag is something else.
    pub(super) fn of(tag: &Tag<'_>) -> Option<Self> {
        if tag.local() != b"Relationship" {
            return None;
        }
        let value = |name: &[u8]| tag.value(name).map(|value| text(&value));
        let kind = value(b"Type").unwrap_or_default();
        Some(Self {
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: value(b"Target").unwrap_or_default(),
            is_external: value(b"TargetMode").is_some_and(|mode| mode == "External"),
        })
    }

    /// Writes one that points outside: of a path only the file's name stays.
    pub(super) fn without_path(&self, tag: &Tag<'_>, found: &mut Findings) -> Vec<u8> {
        let target = match is_path(&self.target) {
            true => {
                found.add(What::Path, &self.target);
                base_name(&self.target)
            }
            false => &self.target,
        };
        let mut out = b"<".to_vec();
        out.extend(tag.name());
        for attribute in tag.attributes() {
            let value = match attribute.local() {
                b"Target" if is_path(&self.target) => xml::escape(target.as_bytes()),
                _ => xml::escape(&attribute.unescaped()),
            };
            for part in [b" ", attribute.name, b"=\"", &value, b"\""] {
                out.extend(part);
            }
        }
        out.extend(if tag.is_empty() { &b"/>"[..] } else { b">" });
        out
    }
}

/// Calls for each relationship of a document.
pub(super) fn each(
    document: &[u8],
    mut take: impl FnMut(Relation) -> Result<(), CleanError>,
) -> Result<(), CleanError> {
    for token in xml::tokens(document) {
        if let Token::Open(tag) = token?
            && let Some(relation) = Relation::of(&tag)
        {
            take(relation)?;
        }
    }
    Ok(())
}

/// `a/b.xml` has its relationships in `a/_rels/b.xml.rels`.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The folder that the targets in a relationships part are relative to.
pub(super) fn base_of(relations: &str) -> &str {
    let folder = relations.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder
        .strip_suffix("_rels")
        .unwrap_or(folder)
        .trim_end_matches('/')
}

/// Resolves a target to the name of a part.
pub(super) fn resolve(base: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let (base, target) = match target.strip_prefix('/') {
        Some(target) => ("", target),
        None => (base, target),
    };
    let mut steps: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_packaging_conventions() {
        assert_eq!(
            relations_of("word/document.xml"),
            "word/_rels/document.xml.rels"
        );
        assert_eq!(relations_of("a.xml"), "_rels/a.xml.rels");
        assert_eq!(base_of("word/_rels/document.xml.rels"), "word");
        assert_eq!(base_of("_rels/.rels"), "");
        assert_eq!(
            resolve("word", "../customXml/item1.xml"),
            "customXml/item1.xml"
        );
        assert_eq!(resolve("word", "/word/media/x.png"), "word/media/x.png");
        assert_eq!(resolve("", "word/document.xml"), "word/document.xml");
    }
}
