//! One spelling for comparing: lower case, without diacritics, apostrophes and odd spaces.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Returns a text as it is compared: lower case, letters without diacritics, ligatures apart
/// (`ĳ` is `ij`), no apostrophes, plain hyphens, single spaces, nothing around it.
///
/// Folding what is folded changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(&mut folded, c);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Returns where in a text a word stands first that was folded: bytes of the text as it is written.
/// Nowhere for an empty word.
#[must_use]
pub fn find(text: &str, word: &str) -> Option<Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    // For each byte of what was folded, the character that it comes from.
    let mut origins: Vec<(usize, char)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        fold_char(&mut folded, c);
        origins.resize(folded.len(), (at, c));
    }
    let begin = folded.find(word)?;
    let last = (begin + word.len()).checked_sub(1)?;
    let (start, _) = origins.get(begin)?;
    let (end, c) = origins.get(last)?;
    (begin <= last).then(|| *start..end + c.len_utf8())
}

/// Appends a character as it is compared. What comes of it does not depend on those around it, but
/// for spaces.
fn fold_char(folded: &mut String, c: char) {
    if is_apostrophe(c) {
        // Accents that stand alone would come apart into a space and a mark: they go first.
        return;
    }
    if c.is_ascii() {
        // Most of what people write, and no table is needed for it.
        return push(folded, c.to_ascii_lowercase());
    }
    for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        for lower in c.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)) {
            push(folded, lower);
        }
    }
}

fn push(folded: &mut String, c: char) {
    match c {
        // Some of these come out of the decomposition only.
        c if is_apostrophe(c) => {}
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'ı' => folded.push('i'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => folded.push('-'),
        // A soft hyphen and characters without width are not seen.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        c if c.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c => folded.push(c),
    }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '＇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fold_takes_dutch_as_people_write_it() {
        for (text, folded) in [
            ("IJsbrand", "ijsbrand"),
            ("Ĳsbrand", "ijsbrand"),
            ("ĳs", "ijs"),
            ("één", "een"),
            ("e\u{301}e\u{301}n", "een"),
            ("Geëvalueerd", "geevalueerd"),
            ("privésfeer", "privesfeer"),
            ("foto's", "fotos"),
            ("foto’s", "fotos"),
            ("foto´s", "fotos"),
            ("'s-Hertogenbosch", "s-hertogenbosch"),
            ("’s‑Hertogenbosch", "s-hertogenbosch"),
            ("  twee\n\n\tregels\u{a0}tekst ", "twee regels tekst"),
            ("na\u{ad}zorg", "nazorg"),
            ("Straße, Ærø, Łódź", "strasse, aero, lodz"),
            ("İstanbul", "istanbul"),
            ("ﬁnancieel", "financieel"),
            ("4821-7730", "4821-7730"),
            ("", ""),
            ("'", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn find_tells_where_a_word_stands_as_it_is_written() {
        for (text, word, found) in [
            ("Bij IJsbrand thuis", "ijsbrand", "IJsbrand"),
            ("de Ĳsselkade 3", "ijssel", "Ĳssel"),
            ("één foto’s op zolder", "een fotos", "één foto’s"),
            ("twee\n\n regels", "twee regels", "twee\n\n regels"),
            ("Straße", "strasse", "Straße"),
            ("e\u{301}e\u{301}n", "een", "e\u{301}e\u{301}n"),
        ] {
            assert_eq!(&text[find(text, word).unwrap()], found, "{text}");
        }
        assert_eq!(find("zolder", "kelder"), None);
        assert_eq!(find("zolder", ""), None);
        assert_eq!(find("", "x"), None);
    }

    /// As the whole text is folded at once, without the short way for ASCII.
    fn fold_slowly(text: &str) -> String {
        let mut folded = String::new();
        let kept = text.chars().filter(|c| !is_apostrophe(*c));
        for c in kept.nfkd().filter(|c| !is_combining_mark(*c)) {
            for lower in c.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)) {
                push(&mut folded, lower);
            }
        }
        folded.truncate(folded.trim_end().len());
        folded
    }

    proptest! {
        #[test]
        fn folding_is_that_of_the_whole_text(text in "(\\PC|[ -~é-ĳ\u{301}\u{327}'’\\n]){0,60}") {
            prop_assert_eq!(fold(&text), fold_slowly(&text));
        }

        #[test]
        fn what_is_found_folds_to_the_word(text in "[ -~é-ĳ€]{0,40}", from in 0..40_usize, len in 1..9_usize) {
            let folded = fold(&text);
            let piece: String = folded.chars().skip(from).take(len).collect();
            let word = fold(&piece);
            if !word.is_empty() {
                let found = find(&text, &word).unwrap();
                prop_assert!(fold(&text[found]).contains(&word));
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
