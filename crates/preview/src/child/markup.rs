//! Web pages, drawings (SVG) and other markup: the text in it and where its links lead. Nothing is
//! rendered, nothing is fetched, nothing runs.
//!
//! Tolerant by design: whatever is not a tag is text. In scope: tags, attributes, comments, CDATA, the usual
//! references. Out of scope: style, layout, what a script would write, what is hidden by style sheets.
//!
//! Source: WHATWG HTML §13.1 (writing), SVG 2 §5, §16.

mod tag;

use std::io::Write;

use super::output::Output;
use super::text::Gathered;
use crate::Warning;
use tag::{Tag, attributes, end_of_tag, unescape};

/// The most markup that is read, in bytes.
const MARKUP_MAX_LEN: usize = 16 << 20;

/// What markup says.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) text: Gathered,
    pub(crate) warnings: Vec<Warning>,
}

/// Shows markup as text.
pub(crate) fn show<W: Write>(markup: &str, output: &mut Output<W>) {
    let content = read(markup);
    for warning in content.warnings {
        output.warn(warning);
    }
    output.text(content.text.as_str());
}

/// Reads the text and the links out of markup, in one pass.
pub(crate) fn read(markup: &str) -> Content {
    let (markup, cut) = markup.split_at(markup.floor_char_boundary(MARKUP_MAX_LEN));
    let mut reader = Reader {
        markup,
        // As long as the original, byte for byte: names are found in it and read at the same place.
        lower: markup.to_ascii_lowercase(),
        at: 0,
        content: Content::default(),
        verbatim: 0,
    };
    while reader.at < markup.len() && !reader.content.text.is_full() {
        reader.step();
    }
    if !cut.is_empty() {
        reader.warn(Warning::Truncated);
    }
    reader.content
}

struct Reader<'a> {
    markup: &'a str,
    lower: String,
    at: usize,
    content: Content,
    /// How many elements are open in which white space counts.
    verbatim: usize,
}

impl Reader<'_> {
    /// Takes the text up to the next tag, or one tag, comment or instruction.
    fn step(&mut self) {
        let rest = &self.lower[self.at..];
        if !rest.starts_with('<') {
            let end = rest.find('<').unwrap_or(rest.len());
            return self.text(end);
        }
        if rest.starts_with("<!--") {
            return self.skip_past("-->", 4);
        }
        if rest.starts_with("<![cdata[") {
            let end = rest.find("]]>").unwrap_or(rest.len());
            self.push(&self.markup[self.at + 9..self.at + end.max(9)]);
            return self.skip_past("]]>", 9);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return self.declaration();
        }
        match rest.as_bytes().get(1) {
            Some(b'/' | b'a'..=b'z') => self.tag(),
            // A bracket that begins nothing.
            _ => self.text(1 + rest[1..].find('<').unwrap_or(rest.len() - 1)),
        }
    }

    /// `<!doctype …>` and `<?…>`: nothing of it shows. Entities, which make small text large, are not resolved.
    fn declaration(&mut self) {
        let rest = &self.lower[self.at..];
        let end = rest.find('>').unwrap_or(rest.len());
        match rest[..end].find('[') {
            Some(_) => {
                let end = rest.find("]").unwrap_or(rest.len());
                if rest[..end].contains("<!entity") {
                    self.warn(Warning::Bomb);
                }
                self.skip_past("]", 0);
                self.skip_past(">", 0);
            }
            None => self.skip_past(">", 0),
        }
    }

    fn skip_past(&mut self, end: &str, from: usize) {
        let rest = self.lower.get(self.at + from..).unwrap_or_default();
        let found = rest.find(end).map(|at| self.at + from + at + end.len());
        self.at = found.unwrap_or(self.markup.len());
    }

    fn text(&mut self, len: usize) {
        let raw = &self.markup[self.at..self.at + len];
        self.at += len;
        let plain = unescape(raw);
        match self.verbatim {
            0 => self.push_words(&plain),
            _ => self.push(&plain),
        }
    }

    /// Adds text with each run of white space as one space.
    fn push_words(&mut self, text: &str) {
        let mut words = text.split_ascii_whitespace().peekable();
        let inside = |text: &Gathered| {
            !text.as_str().ends_with([' ', '\n', '\t']) && !text.as_str().is_empty()
        };
        if text.starts_with(|c: char| c.is_ascii_whitespace()) && inside(&self.content.text) {
            self.push(" ");
        }
        while let Some(word) = words.next() {
            self.push(word);
            if words.peek().is_some() || text.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.push(" ");
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.content.text.push(text);
    }

    fn warn(&mut self, warning: Warning) {
        if !self.content.warnings.contains(&warning) {
            self.content.warnings.push(warning);
        }
    }

    fn tag(&mut self) {
        let (markup, start) = (self.markup, self.at + 1);
        let end = end_of_tag(&markup[start..]);
        self.at = (start + end + 1).min(markup.len());
        let lower = self.lower[start..start + end].to_owned();
        let closes = lower.starts_with('/');
        let inside = lower.trim_start_matches('/');
        let name_len = inside
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(inside.len());
        let name = inside[..name_len].rsplit(':').next().unwrap_or_default();
        let rest = &markup[start + lower.len() - inside.len() + name_len..start + end];
        let attributes = attributes(rest);
        self.element(&Tag {
            name,
            closes,
            attributes,
        });
    }

    fn element(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "td" | "th" => self.push("\t"),
            "br" | "p" | "div" | "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
            | "table" | "ul" | "ol" | "title" | "section" | "article" | "header" | "footer"
            | "blockquote" | "hr" | "pre" | "text" | "desc" | "option" | "body" | "head" => {
                self.content.text.end_line()
            }
            _ => {}
        }
        if tag.name == "pre" || tag.name == "textarea" {
            self.verbatim = match tag.closes {
                true => self.verbatim.saturating_sub(1),
                false => self.verbatim + 1,
            };
        }
        if !tag.closes {
            self.open(tag);
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        self.judge_attributes(tag);
        match tag.name {
            "script" => {
                self.warn(Warning::Scripts);
                self.remote(tag, &["src", "href"]);
                self.skip_past("</script", 0);
                self.skip_past(">", 0);
            }
            "style" => self.style(),
            "a" | "area" => {
                if let Some(target) = tag.value("href") {
                    self.warn(Warning::Links);
                    self.content.text.push_link(&unescape(target));
                }
            }
            "meta"
                if tag
                    .value("http-equiv")
                    .is_some_and(|v| v.eq_ignore_ascii_case("refresh")) =>
            {
                self.warn(Warning::Automatic);
                self.content
                    .text
                    .push_link(&unescape(tag.value("content").unwrap_or_default()));
            }
            "form" => {
                self.warn(Warning::Actions);
                self.content
                    .text
                    .push_link(&unescape(tag.value("action").unwrap_or_default()));
            }
            "object" | "embed" | "applet" => {
                self.warn(Warning::Embedded);
                self.remote(tag, &["src", "data"]);
            }
            "img" | "image" => {
                self.warn(Warning::Pictures);
                self.remote(tag, &["src", "srcset", "href"]);
            }
            _ => self.remote(tag, &["src", "href", "background", "poster"]),
        }
    }

    /// Scripts in attributes, and what style hides or fetches.
    fn judge_attributes(&mut self, tag: &Tag<'_>) {
        for (name, value) in &tag.attributes {
            let value: String = unescape(value).to_ascii_lowercase();
            let squeezed: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect();
            if name.starts_with("on")
                || squeezed.starts_with("javascript:")
                || squeezed.starts_with("vbscript:")
            {
                self.warn(Warning::Scripts);
            }
            if name == "hidden" || name == "style" && squeezed.contains("display:none") {
                self.warn(Warning::Hidden);
            }
            if name == "style" && squeezed.contains("url(") {
                self.warn(Warning::External);
            }
        }
    }

    /// What the element would fetch: from elsewhere is worth a warning, from inside the file is not.
    fn remote(&mut self, tag: &Tag<'_>, names: &[&str]) {
        for target in names.iter().filter_map(|name| tag.value(name)) {
            let target = unescape(target);
            let inside = target.trim().is_empty()
                || target.starts_with('#')
                || target
                    .get(..4)
                    .is_some_and(|s| s.eq_ignore_ascii_case("cid:"));
            if target
                .get(..5)
                .is_some_and(|s| s.eq_ignore_ascii_case("data:"))
            {
                self.warn(Warning::Embedded);
            } else if !inside {
                self.warn(Warning::External);
                self.content.text.push_link(&target);
            }
        }
    }

    /// Leaves out a style sheet; one that fetches something is worth a warning.
    fn style(&mut self) {
        let from = self.at;
        self.skip_past("</style", 0);
        let sheet = &self.lower[from..self.at];
        if sheet.contains("url(") || sheet.contains("@import") {
            self.warn(Warning::External);
        }
        self.skip_past(">", 0);
    }
}

#[cfg(test)]
mod tests;
