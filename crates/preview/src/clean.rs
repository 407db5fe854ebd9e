//! Text from a stranger, made fit to be shown: no control characters, nothing that turns the
//! direction of text, nothing that does not show.
//!
//! Source: Unicode 16.0 §23 (special areas), UAX #9 §2 (directional formatting), UTS #39 §3.

use std::borrow::Cow;

/// Text without what does not show.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cleaned<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Whether something else than the ends of lines was changed.
    pub(crate) changed: bool,
}

/// Takes out what does not show; lines end in `\n`, of the control characters only tabs stay.
pub(crate) fn clean(text: &str) -> Cleaned<'_> {
    if !text.contains(is_special) {
        return Cleaned {
            text: Cow::Borrowed(text),
            changed: false,
        };
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut after_return = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' if after_return => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            // The mark that some programs write before every text.
            '\u{feff}' if at == 0 => {}
            c if is_special(c) => changed = true,
            c => out.push(c),
        }
        after_return = c == '\r';
    }
    Cleaned {
        text: Cow::Owned(out),
        changed,
    }
}

/// Says whether a character does not stay as it is.
fn is_special(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Soft hyphen; Arabic letter mark; Mongolian vowel separator; fillers that look like nothing.
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => {
            true
        }
        // Zero-width space, direction marks. (Joiners stay: scripts and emoji need them.)
        '\u{200b}' | '\u{200e}' | '\u{200f}' => true,
        // Line and paragraph separators, embeddings and overrides.
        '\u{2028}'..='\u{202e}' => true,
        // Invisible operators, isolates, old format characters.
        '\u{2060}'..='\u{206f}' => true,
        // Byte order mark, interlinear annotations, what is no character.
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => true,
        // Musical format characters, tags.
        '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clean_keeps_what_shows() {
        for text in ["", "Beste meneer,\n\teen brief. ", "één 👩‍🚒 עברית"] {
            let cleaned = clean(text);
            assert_eq!((cleaned.text.as_ref(), cleaned.changed), (text, false));
        }
    }

    #[test]
    fn clean_ends_lines_alike_and_says_nothing_of_it() {
        let cleaned = clean("\u{feff}a\r\nb\rc\u{2028}d\u{c}e\n\nf");
        assert_eq!(cleaned.text, "a\nb\nc\nd\ne\n\nf");
        assert!(!cleaned.changed);
    }

    #[test]
    fn clean_takes_out_overrides_escapes_and_tags_and_says_so() {
        for hostile in [
            "factuur\u{202e}fdp.exe",
            "a\u{1b}[31m",
            "a\0b",
            "x\u{2066}y\u{2069}",
            "\u{e0041}z",
            "a\u{9b}31m",
            "a\u{200b}b",
        ] {
            let cleaned = clean(hostile);
            assert!(cleaned.changed, "{hostile:?}");
            assert!(!cleaned.text.contains(is_special), "{hostile:?}");
        }
    }

    proptest! {
        #[test]
        fn clean_leaves_nothing_special_in_any_text(text: String) {
            let cleaned = clean(&text);
            prop_assert!(!cleaned.text.contains(is_special));
            prop_assert!(cleaned.text.len() <= text.len());
        }
    }
}
