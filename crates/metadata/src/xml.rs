//! A small XML reader that keeps every byte: what is not changed is written back as it stood.
//!
//! In scope: UTF-8, tags, attributes, text, comments, CDATA, processing instructions. Out of scope:
//! document types (refused: entities can blow up), other encodings (refused), namespaces (names are
//! compared without prefix), validity.
//!
//! Source: W3C XML 1.0 (Fifth Edition) §2, §3.1.

use crate::bytes::find;
use crate::outcome::CleanError;

/// How deep elements may be nested.
pub(crate) const DEEPEST: usize = 512;

/// One piece of a document.
#[derive(Clone, Copy)]
pub(crate) enum Token<'a> {
    /// `<name …>` or `<name …/>`.
    Open(Tag<'a>),
    /// `</name>`: the bytes between the brackets.
    Close(&'a [u8]),
    /// Text between tags, escaped as it stood.
    Text(&'a [u8]),
    /// A declaration, a comment, CDATA, with its brackets.
    Other(&'a [u8]),
}

/// An opening tag.
#[derive(Clone, Copy)]
pub(crate) struct Tag<'a> {
    inside: &'a [u8],
}

/// One attribute.
#[derive(Clone, Copy)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a [u8],
    /// Escaped, as it stood.
    pub(crate) value: &'a [u8],
}

/// Splits a document; ends after the first error.
pub(crate) fn tokens(document: &[u8]) -> Tokens<'_> {
    let rest = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    Tokens { rest }
}

/// The pieces of a document, in order.
pub(crate) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, CleanError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let token = self.token().ok_or(CleanError::Malformed);
        if token.is_err() {
            self.rest = b"";
        }
        Some(token)
    }
}

impl<'a> Tokens<'a> {
    fn token(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        if rest[0] != b'<' {
            let end = rest.iter().position(|byte| *byte == b'<');
            let text = self.take(end.unwrap_or(rest.len()));
            return (!text.contains(&0)).then_some(Token::Text(text));
        }
        if rest.starts_with(b"<!--") {
            return self.until(b"-->", 4).map(Token::Other);
        }
        if rest.starts_with(b"<![CDATA[") {
            return self.until(b"]]>", 9).map(Token::Other);
        }
        if rest.starts_with(b"<?") {
            return self.until(b"?>", 2).map(Token::Other);
        }
        if rest.starts_with(b"<!") {
            return None;
        }
        let end = end_of_tag(rest)?;
        let inside = &self.take(end + 1)[1..end];
        match inside.strip_prefix(b"/") {
            Some(name) => Some(Token::Close(name)),
            None if inside.first().is_some_and(|byte| is_name(*byte)) => {
                Some(Token::Open(Tag { inside }))
            }
            None => None,
        }
    }

    fn take(&mut self, len: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(len);
        self.rest = rest;
        taken
    }

    fn until(&mut self, end: &[u8], from: usize) -> Option<&'a [u8]> {
        let end = find(self.rest, end, from)? + end.len();
        Some(self.take(end))
    }
}

/// Finds the bracket that ends a tag: none inside of quotes.
fn end_of_tag(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    None
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.') || byte >= 0x80
}

/// Returns a name without its prefix.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    let colon = name.iter().rposition(|byte| *byte == b':');
    colon.map_or(name, |colon| &name[colon + 1..])
}

impl<'a> Tag<'a> {
    /// What stands between the brackets.
    pub(crate) fn inside(&self) -> &'a [u8] {
        self.inside
    }

    /// The name with its prefix.
    pub(crate) fn name(&self) -> &'a [u8] {
        let end = self.inside.iter().position(|byte| !is_name(*byte));
        &self.inside[..end.unwrap_or(self.inside.len())]
    }

    /// The name without its prefix.
    pub(crate) fn local(&self) -> &'a [u8] {
        local(self.name())
    }

    /// Says whether the element ends with this tag.
    pub(crate) fn is_empty(&self) -> bool {
        self.inside.ends_with(b"/")
    }

    /// The attributes, in order; what is none ends them.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        let rest = &self.inside[self.name().len()..];
        let rest = rest.strip_suffix(b"/").unwrap_or(rest);
        Attributes { rest }
    }

    /// Returns the value of the attribute with this name, without prefix.
    pub(crate) fn value(&self, name: &[u8]) -> Option<Vec<u8>> {
        let mut attributes = self.attributes();
        let attribute = attributes.find(|attribute| attribute.local() == name)?;
        Some(attribute.unescaped())
    }
}

/// The attributes of a tag.
pub(crate) struct Attributes<'a> {
    rest: &'a [u8],
}

impl Attributes<'_> {
    /// Says whether everything of the tag was read.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.trim_ascii().is_empty()
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        let rest = self.rest.trim_ascii_start();
        let end = rest.iter().position(|byte| !is_name(*byte))?;
        let (name, rest) = rest.split_at(end);
        let rest = rest
            .trim_ascii_start()
            .strip_prefix(b"=")?
            .trim_ascii_start();
        let quote = *rest.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let len = rest[1..].iter().position(|byte| *byte == quote)?;
        self.rest = &rest[len + 2..];
        let value = &rest[1..=len];
        (!name.is_empty()).then_some(Attribute { name, value })
    }
}

impl Attribute<'_> {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &[u8] {
        local(self.name)
    }

    /// The value, with its references resolved.
    pub(crate) fn unescaped(&self) -> Vec<u8> {
        unescape(self.value)
    }
}

/// Resolves the five named references and numbers; others stay as they are.
pub(crate) fn unescape(escaped: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(at) = rest.iter().position(|byte| *byte == b'&') {
        out.extend(&rest[..at]);
        rest = &rest[at..];
        let end = rest.iter().take(12).position(|byte| *byte == b';');
        match end.and_then(|end| reference(&rest[1..end])) {
            Some(c) => {
                out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &rest[end.unwrap_or(0) + 1..];
            }
            None => {
                out.push(b'&');
                rest = &rest[1..];
            }
        }
    }
    out.extend(rest);
    out
}

fn reference(name: &[u8]) -> Option<char> {
    match name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => {
            let digits = std::str::from_utf8(name.strip_prefix(b"#")?).ok()?;
            let number = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(number.ok()?)
        }
    }
}

/// Escapes a value for between double quotes.
pub(crate) fn escape(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    for &byte in value {
        match byte {
            b'&' => out.extend(b"&amp;"),
            b'<' => out.extend(b"&lt;"),
            b'>' => out.extend(b"&gt;"),
            b'"' => out.extend(b"&quot;"),
            b'\n' => out.extend(b"&#10;"),
            b'\r' => out.extend(b"&#13;"),
            b'\t' => out.extend(b"&#9;"),
            byte => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_split_and_attributes_read() {
        let document =
            br#"<?xml version="1.0"?><a:b c = 'x > y' d:e="&lt;&#65;&#x42;&q;"/>t<!-- > --></f>"#;
        let tokens: Vec<Token<'_>> = tokens(document).map(Result::unwrap).collect();
        assert_eq!(tokens.len(), 5);
        let Token::Open(tag) = tokens[1] else {
            panic!("no tag");
        };
        assert_eq!(tag.local(), b"b");
        assert!(tag.is_empty());
        assert_eq!(tag.value(b"c").unwrap(), b"x > y");
        assert_eq!(tag.value(b"e").unwrap(), b"<AB&q;");
        let mut attributes = tag.attributes();
        assert_eq!(attributes.by_ref().count(), 2);
        assert!(attributes.is_done());
    }

    #[test]
    fn tokens_refuse_document_types_and_loose_ends() {
        for document in [
            &b"<!DOCTYPE x>"[..],
            b"<a",
            b"<a b='",
            b"<!-- ",
            b"< a>",
            b"\xff\xfe<\0a\0",
        ] {
            assert!(tokens(document).any(|token| token.is_err()), "{document:?}");
        }
    }
}
