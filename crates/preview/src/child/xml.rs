//! XML of office documents as a stream of tags and text. Entities of a document are never resolved,
//! so nothing in it can grow; names are compared without prefix.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::text;
use crate::Warning;

/// One piece of a document.
pub(crate) enum Piece<'a> {
    Open(Tag<'a>),
    /// The name of the element that ends.
    Close(&'a str),
    Text(Cow<'a, str>),
}

/// An opening tag.
pub(crate) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// Returns the value of an attribute, by its name without prefix.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let mut matching = attributes.filter(|a| local(a.key.into_inner()) == name);
        let attribute = matching.next()?;
        let plain = attribute
            .normalized_value(XmlVersion::default())
            .map(Cow::into_owned);
        Some(plain.unwrap_or_else(|_| attribute.value.into_owned()))
    }
}

/// Walks over a document to its end or to its first fault, and returns what to say about it.
pub(crate) fn walk(document: &[u8], mut visit: impl FnMut(Piece<'_>)) -> Option<Warning> {
    let document = text::decode(document);
    let mut reader = Reader::from_str(&document);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut said = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => visit(Piece::Open(Tag(&tag))),
            Ok(Event::Empty(tag)) => {
                visit(Piece::Open(Tag(&tag)));
                visit(Piece::Close(local(tag.name().into_inner())));
            }
            Ok(Event::End(tag)) => visit(Piece::Close(local(tag.name().into_inner()))),
            Ok(Event::Text(text)) => visit(Piece::Text(text.xml10_content())),
            Ok(Event::CData(text)) => visit(Piece::Text(text.xml10_content())),
            Ok(Event::GeneralRef(name)) => visit(Piece::Text(resolve(&name).into())),
            // Entities are what makes a small document large; none is resolved.
            Ok(Event::DocType(rules)) if rules.xml10_content().contains("<!ENTITY") => {
                said = Some(Warning::Bomb);
            }
            Ok(Event::Eof) => return said,
            Ok(_) => {}
            Err(_) => return said.or(Some(Warning::Damaged)),
        }
    }
}

/// The five names that every document knows, and numbers; others stay as they are written.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    match name.as_ref() {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        name => format!("&{name};"),
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(document: &str) -> (String, Option<Warning>) {
        let mut text = String::new();
        let said = walk(document.as_bytes(), |piece| match piece {
            Piece::Text(piece) => text += &piece,
            Piece::Open(tag) => text += &format!("<{}>", tag.name()),
            Piece::Close(name) => text += &format!("</{name}>"),
        });
        (text, said)
    }

    #[test]
    fn walk_resolves_the_five_names_and_no_others() {
        let (text, said) =
            text_of("<?xml version='1.0'?><w:a b='&lt;'>x &amp; &#233;&lol9;<c/></w:a>");
        assert_eq!((text.as_str(), said), ("<a>x & é&lol9;<c></c></a>", None));
    }

    #[test]
    fn walk_names_entities_and_grows_nothing() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        let (text, said) = text_of(bomb);
        assert_eq!((text.as_str(), said), ("<a>&c;</a>", Some(Warning::Bomb)));
    }

    #[test]
    fn walk_keeps_what_came_before_a_fault() {
        let (text, said) = text_of("<a>before<");
        assert_eq!((text.as_str(), said), ("<a>before", Some(Warning::Damaged)));
    }
}
