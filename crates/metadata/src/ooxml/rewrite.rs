//! One XML part, without what tells about people and machines, and counted for what shows little.

use super::package::rewrite_token;
use super::rule::{self, Fate};
use crate::bytes::text;
use crate::finding::{Findings, What};
use crate::outcome::{CleanError, Remains, Why};
use crate::xml::{self, Tag, Token};

/// How much of the content does not show at first sight.
#[derive(Default)]
pub(super) struct Counts {
    changes: usize,
    comments: usize,
    hidden: usize,
}

impl Counts {
    /// Notes them: they stay, for they are content.
    pub(super) fn note(&self, found: &mut Findings, remains: &mut Remains) {
        for (what, count) in [
            (What::History, self.changes),
            (What::Comment, self.comments),
            (What::Hidden, self.hidden),
        ] {
            found.count(what, count);
            if count > 0 {
                remains.add(what, Why::Content);
            }
        }
    }

    fn take(&mut self, part: &str, tag: &Tag<'_>) {
        let is = |name: &[u8], value: &[u8]| tag.value(name).as_deref() == Some(value);
        let folder = part.split('/').next().unwrap_or_default();
        match (folder, tag.local()) {
            (
                "word",
                b"ins" | b"del" | b"moveFrom" | b"moveTo" | b"rPrChange" | b"pPrChange"
                | b"cellIns" | b"cellDel" | b"tblPrChange" | b"sectPrChange",
            ) => self.changes += 1,
            ("word", b"comment") | ("xl", b"comment" | b"threadedComment") | ("ppt", b"cm") => {
                self.comments += 1;
            }
            ("word", b"vanish") => self.hidden += 1,
            ("xl", b"sheet") if is(b"state", b"hidden") || is(b"state", b"veryHidden") => {
                self.hidden += 1;
            }
            ("ppt", b"sld") if is(b"show", b"0") => self.hidden += 1,
            ("ppt", b"notes") => self.hidden += 1,
            _ => {}
        }
    }
}

/// Rewrites a part.
pub(super) fn part(
    name: &str,
    document: &[u8],
    counts: &mut Counts,
    found: &mut Findings,
) -> Result<Vec<u8>, CleanError> {
    let mut out = Vec::with_capacity(document.len());
    // How deep inside of an element that goes; 0 outside.
    let mut inside = 0usize;
    let mut is_author = false;
    for token in xml::tokens(document) {
        let token = token?;
        match token {
            Token::Open(tag) if inside > 0 => inside += usize::from(!tag.is_empty()),
            Token::Close(_) if inside > 0 => inside -= 1,
            _ if inside > 0 => {}
            Token::Open(tag) => {
                if let Some(what) = rule::drops_element(tag.local()) {
                    inside = usize::from(!tag.is_empty());
                    note_element(&tag, what, found);
                    continue;
                }
                counts.take(name, &tag);
                is_author = rule::is_author_text(name, tag.local());
                write_tag(&mut out, tag, found)?;
            }
            Token::Text(words) if is_author => {
                if words != rule::AUTHOR_TEXT {
                    found.add(What::Author, &text(&xml::unescape(words)));
                }
                out.extend(rule::AUTHOR_TEXT);
            }
            Token::Close(_) => {
                is_author = false;
                rewrite_token(&mut out, token);
            }
            Token::Other(other) if other.starts_with(b"<!--") => {
                found.add_or(What::Comment, &text(&other[4..other.len() - 3]), "XML");
            }
            token => rewrite_token(&mut out, token),
        }
    }
    Ok(out)
}

/// Notes an element that goes: by its first attribute that says something, or by its name.
fn note_element(tag: &Tag<'_>, what: What, found: &mut Findings) {
    let telling = tag.attributes().find(|attribute| {
        matches!(
            attribute.local(),
            b"url" | b"userName" | b"userId" | b"val" | b"documentId"
        )
    });
    let value = telling.map(|attribute| text(&attribute.unescaped()));
    found.add_or(what, &value.unwrap_or_default(), &text(tag.local()));
}

/// Writes a tag: as it stood, unless an attribute changes.
fn write_tag(out: &mut Vec<u8>, tag: Tag<'_>, found: &mut Findings) -> Result<(), CleanError> {
    let start = out.len();
    let mut changed = false;
    out.push(b'<');
    out.extend(tag.name());
    let mut attributes = tag.attributes();
    for attribute in attributes.by_ref() {
        let value = text(&attribute.unescaped());
        let prefix = attribute
            .name
            .strip_suffix(attribute.local())
            .unwrap_or_default();
        let prefix = prefix.strip_suffix(b":").unwrap_or_default();
        match rule::attribute(tag.local(), attribute.local(), prefix, &value) {
            Fate::Keep => write_attribute(out, attribute.name, &xml::escape(value.as_bytes())),
            Fate::Drop(what) => {
                note_attribute(what, attribute.local(), &value, found);
                changed = true;
            }
            Fate::Set(what, new) => {
                note_attribute(what, attribute.local(), &value, found);
                write_attribute(out, attribute.name, new.as_bytes());
                changed = true;
            }
        }
    }
    if !attributes.is_done() {
        return Err(CleanError::Malformed);
    }
    if changed {
        out.extend(if tag.is_empty() { &b"/>"[..] } else { b">" });
    } else {
        out.truncate(start);
        rewrite_token(out, Token::Open(tag));
    }
    Ok(())
}

/// Notes an attribute: numbers by their name, for nobody reads hundreds of them.
fn note_attribute(what: What, name: &[u8], value: &str, found: &mut Findings) {
    match what {
        What::Identifier if name.starts_with(b"rsid") => found.add(what, "rsid"),
        What::Identifier if name == b"uid" => found.add(what, "uid"),
        what => found.add_or(what, value, &text(name)),
    }
}

fn write_attribute(out: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    for part in [b" ", name, b"=\"", value, b"\""] {
        out.extend(part);
    }
}
