//! Values in HTML: nothing of a configuration can become a tag, an attribute or an entity.

/// Escapes a text for the inside of an element or of a quoted attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Reads what [`escape`] and [`entities`] write; what is no reference of theirs stays.
pub(crate) fn unescape(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        let found = after
            .split_once(';')
            .and_then(|(name, after)| Some((referred(name)?, after)));
        let (char, after) = found.unwrap_or(('&', after));
        read.push(char);
        rest = after;
    }
    read.push_str(rest);
    read
}

fn referred(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?),
    }
}

/// Writes every character as a numeric reference. Browsers and screen readers see the text;
/// harvesters of addresses, which look for them in the source, do not (R019).
#[must_use]
pub fn entities(text: &str) -> String {
    text.chars()
        .map(|char| format!("&#{};", u32::from(char)))
        .collect()
}

/// Keeps the digits of a telephone number and its `+`: what a `tel:` link dials. A trunk zero in
/// brackets, as in `+31 (0)70`, is not dialled.
pub(crate) fn digits(number: &str) -> String {
    let number = number.replace("(0)", "");
    let dialled = |char: &char| char.is_ascii_digit() || *char == '+';
    number.chars().filter(dialled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_leaves_no_mark_of_html() {
        let escaped = escape(r#"<a href="x" id='y'>&amp;</a>"#);
        assert_eq!(
            escaped,
            "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;"
        );
    }

    #[test]
    fn entities_hide_every_character() {
        assert_eq!(entities("a@b"), "&#97;&#64;&#98;");
        assert_eq!(entities("é"), "&#233;");
    }

    #[test]
    fn unescape_reads_what_was_written() {
        for text in [
            "",
            "a & b",
            "&amp;&#39;;",
            "<a href=\"x\" id='y'>",
            "&",
            "&x;",
            "é \u{1F6A8}",
        ] {
            assert_eq!(unescape(&escape(text)), text);
            assert_eq!(unescape(&entities(text)), text);
        }
        assert_eq!(unescape("a &c; &#x41; &"), "a &c; &#x41; &");
    }

    #[test]
    fn digits_are_what_is_dialled() {
        assert_eq!(digits("+31 (0)70 123-45"), "+317012345");
        assert_eq!(digits("0800-0188"), "08000188");
    }
}
