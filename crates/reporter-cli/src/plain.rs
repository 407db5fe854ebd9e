//! Text that is safe to print, and lines that fit the window.
//!
//! What a relay or a desk wrote reaches the terminal only through [`plain`]: escape sequences could
//! recolour, hide or retype what stands there, and direction marks could turn it around.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Takes everything out that a terminal would obey instead of show.
///
/// Line feeds stay, tabs become a space. All other control characters go, and so do the
/// characters that change the direction of text, separate lines or are not seen at all.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        })
        .collect()
}

/// As [`plain`], on one line: line feeds become spaces.
pub(crate) fn plain_line(text: &str) -> String {
    plain(&text.replace('\n', " "))
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Breaks text into lines of at most `width` columns, between words where that can be.
///
/// Line feeds of the text stay. A line that begins with spaces keeps them on every line that it is
/// broken into. A word that is wider than a line is cut.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .flat_map(|line| wrap_line(line, width.max(8)))
        .collect();
    lines.join("\n")
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let words = line.trim_start_matches(' ');
    let indent = " ".repeat((line.len() - words.len()).min(width / 2));
    let mut lines = Vec::new();
    let mut current = indent.clone();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        if current.len() > indent.len() {
            if current.width() + 1 + word.width() <= width {
                current.push(' ');
            } else {
                lines.push(std::mem::replace(&mut current, indent.clone()));
            }
        }
        for c in word.chars() {
            if current.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::replace(&mut current, indent.clone()));
            }
            current.push(c);
        }
    }
    lines.push(current.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_removes_escape_sequences() {
        assert_eq!(plain("a\u{1b}[31mb\u{9b}0mc\rd\u{7}"), "a[31mb0mcd");
    }

    #[test]
    fn plain_removes_what_turns_text_around() {
        assert_eq!(plain("ja\u{202e}een\u{2066}x\u{200b}"), "jaeenx");
    }

    #[test]
    fn plain_line_keeps_one_line() {
        assert_eq!(plain_line("a\nb"), "a b");
    }

    #[test]
    fn wrap_keeps_indent() {
        assert_eq!(wrap("  one two three", 9), "  one two\n  three");
    }

    proptest! {
        #[test]
        fn plain_leaves_no_control_character(text in any::<String>()) {
            let safe = plain(&text);
            prop_assert!(safe.chars().all(|c| c == '\n' || !c.is_control()));
            prop_assert_eq!(plain(&safe), safe);
        }

        #[test]
        fn plain_keeps_ordinary_text(text in "[a-zA-Zéëï0-9 .,?!€\n]*") {
            prop_assert_eq!(plain(&text), text);
        }

        #[test]
        fn wrap_never_exceeds_the_width(text in "[a-zé世 \n]{0,200}", width in 8usize..60) {
            for line in wrap(&text, width).split('\n') {
                prop_assert!(line.width() <= width, "{:?} is wider than {}", line, width);
            }
        }

        #[test]
        fn wrap_loses_no_word(text in "[a-z]{1,7}( [a-z]{1,7}){0,30}", width in 8usize..60) {
            let wrapped = wrap(&text, width);
            prop_assert_eq!(wrapped.split_whitespace().collect::<Vec<_>>(), text.split(' ').collect::<Vec<_>>());
        }
    }
}
