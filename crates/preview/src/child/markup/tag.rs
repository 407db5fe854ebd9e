//! One tag: where it ends, its attributes, the references in their values.

/// The longest tag in which quotes count, in bytes. A longer one ends at its first bracket.
const TAG_MAX_LEN: usize = 8192;

/// One tag.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) closes: bool,
    pub(super) attributes: Vec<(String, &'a str)>,
}

impl Tag<'_> {
    /// Returns the value of the first attribute with this name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut matching = self.attributes.iter().filter(|(known, _)| known == name);
        matching.next().map(|(_, value)| *value)
    }
}

/// Finds the bracket that ends a tag: none inside of quotes, unless the quotes never end.
pub(super) fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate().take(TAG_MAX_LEN) {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
    }
    rest.find('>').unwrap_or(rest.len())
}

/// Splits what stands behind a tag's name. Names come in lower case and without prefix.
pub(super) fn attributes(mut rest: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return found;
        }
        let len = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let name = rest[..len].rsplit(':').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        rest = rest[len..].trim_ascii_start();
        let Some(after) = rest.strip_prefix('=') else {
            found.push((name, ""));
            continue;
        };
        let after = after.trim_ascii_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &after[1..];
                let end = inside.find(quote).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or_default())
            }
            _ => after.split_at(
                after
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(after.len()),
            ),
        };
        found.push((name, value));
        rest = next;
    }
}

/// Resolves numbers and the usual names; others stay as they are written.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out += &rest[..at];
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn reference(name: &str) -> Option<char> {
    const NAMES: [(&str, char); 30] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("euro", '€'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("euml", 'ë'),
        ("ecirc", 'ê'),
        ("iuml", 'ï'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("auml", 'ä'),
        ("aacute", 'á'),
        ("agrave", 'à'),
        ("oacute", 'ó'),
        ("ccedil", 'ç'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("bull", '•'),
        ("copy", '©'),
        ("deg", '°'),
        ("middot", '·'),
    ];
    if let Some(digits) = name.strip_prefix('#') {
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        return char::from_u32(number.ok()?);
    }
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, c)| *c)
}
