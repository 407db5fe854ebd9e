//! Words of a text, and where they stand.

/// A word: letters and digits, with hyphens and apostrophes inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: &'a str,
    /// Whether a sentence, a line or a heading begins with it.
    pub(super) begins: bool,
}

impl Word<'_> {
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// A capital, and small letters after it somewhere: a name, and no abbreviation.
    pub(super) fn looks_like_name(&self) -> bool {
        let mut chars = self.text.chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        let letters = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
        capital && chars.clone().any(char::is_lowercase) && chars.all(letters)
    }

    pub(super) fn is(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| word.eq_ignore_ascii_case(self.text))
    }

    pub(super) fn lower(&self) -> String {
        self.text.to_lowercase()
    }
}

/// Splits a text into words.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(char::is_alphanumeric).map(|it| at + it) {
        let to = end_of_word(text, from);
        let before = words.last().map_or(0, |last| last.to);
        words.push(Word {
            from,
            to,
            text: &text[from..to],
            begins: words.is_empty() || ends_sentence(text, words.last(), before..from),
        });
        at = to;
    }
    words
}

fn end_of_word(text: &str, from: usize) -> usize {
    let mut to = from;
    let mut chars = text[from..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = matches!(c, '-' | '\'' | '’') && goes_on;
        if !c.is_alphanumeric() && !joins {
            break;
        }
        to = from + at + c.len_utf8();
    }
    to
}

/// Whether a sentence ends in what stands between two words. A stop after an abbreviation or an initial
/// ends none.
fn ends_sentence(text: &str, last: Option<&Word<'_>>, between: std::ops::Range<usize>) -> bool {
    let between = &text[between];
    if between.contains(['\n', '!', '?', '•', '"', '“', '”', ':']) {
        return true;
    }
    let is_short = |word: &Word<'_>| {
        word.text.chars().count() == 1
            || word.is(super::name::TITLES)
            || word.is(&["tst", "tel", "nr", "o.a"])
    };
    between.contains('.') && !last.is_some_and(is_short)
}

/// Whether nothing but spaces stands between two words.
pub(super) fn is_spaced(text: &str, one: &Word<'_>, next: &Word<'_>) -> bool {
    let between = &text[one.to..next.from];
    !between.is_empty() && between.len() <= 3 && between.chars().all(|c| c == ' ' || c == '\u{a0}')
}
