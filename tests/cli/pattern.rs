//! Expected output: exact lines, `[..]` for anything within a line, `...` for any lines.

/// Any part of a line.
pub(crate) const ANY: &str = "[..]";
/// Any number of lines.
pub(crate) const ANY_LINES: &str = "...";

/// Says whether a text fits a pattern.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let pattern: Vec<&str> = pattern.lines().collect();
    let text: Vec<&str> = text.lines().collect();
    lines_fit(&pattern, &text)
}

fn lines_fit(pattern: &[&str], text: &[&str]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((&ANY_LINES, rest)) => (0..=text.len()).any(|skip| lines_fit(rest, &text[skip..])),
        Some((line, rest)) => match text.split_first() {
            Some((found, more)) => line_fits(line, found) && lines_fit(rest, more),
            None => false,
        },
    }
}

fn line_fits(pattern: &str, line: &str) -> bool {
    let Some((first, rest)) = pattern.split_once(ANY) else {
        return pattern == line;
    };
    let Some(line) = line.strip_prefix(first) else {
        return false;
    };
    let at_any_place = |skip: usize| line.get(skip..).is_some_and(|line| line_fits(rest, line));
    (0..=line.len()).any(at_any_place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_takes_anything_in_its_place_only() {
        for (pattern, text) in [
            ("", ""),
            ("a\nb\n", "a\nb\n"),
            ("a [..] c", "a b c"),
            ("[..]", ""),
            ("[..]\n", "é"),
            ("a[..]b[..]c", "a1b2bc"),
            ("a\n...\nd", "a\nb\nc\nd"),
            ("...\nd", "d"),
            ("...", "a\nb"),
        ] {
            // A text of no lines has no line that could fit.
            let holds = pattern != "[..]" || !text.is_empty();
            assert_eq!(fits(pattern, text), holds, "{pattern:?} {text:?}");
        }
        for (pattern, text) in [
            ("a", "a\nb"),
            ("a\nb", "a"),
            ("a [..] c", "a b d"),
            ("a\n...\nd", "a\nb"),
            ("", "a"),
            ("a", "A"),
        ] {
            assert!(!fits(pattern, text), "{pattern:?} {text:?}");
        }
    }
}
