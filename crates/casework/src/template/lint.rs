//! The lint of what a reporter reads (R073): no blame, no name as a condition, plain language.
//!
//! It finds phrases, not meanings: a text can pass and still hurt. The readability score counts
//! syllables by vowels and is no judgement of level B1; it catches long words and long sentences.

use thiserror::Error;

use crate::fold::fold;
use crate::vocabulary::Lang;

/// Most words in a sentence.
const SENTENCE_MAX_WORDS: usize = 20;
/// Lowest readability score of a text; about that of plain language.
const SCORE_MIN: i32 = 60;
/// Fewest words of which a score says anything.
const SCORE_MIN_WORDS: usize = 10;

/// Phrases that blame, or ask for a name as a condition, folded.
const DUTCH: [&str; 21] = [
    "had u maar",
    "u had moeten",
    "u had eerder",
    "u heeft nagelaten",
    "u bent te laat",
    "uw eigen schuld",
    "uw fout",
    "u beweert",
    "u overdrijft",
    "waarom heeft u niet",
    "waarom heeft u zo lang",
    "valse melding",
    "geef uw naam",
    "noem uw naam",
    "vermeld uw naam",
    "wat is uw naam",
    "wie bent u",
    "maak uw identiteit bekend",
    "zonder uw naam",
    "alleen met uw naam",
    "als u uw naam niet",
];
/// The same in English.
const ENGLISH: [&str; 21] = [
    "you should have",
    "you failed to",
    "you are too late",
    "your own fault",
    "your mistake",
    "you claim",
    "you exaggerate",
    "why did you not",
    "why didnt you",
    "why did you wait",
    "false report",
    "give your name",
    "give us your name",
    "state your name",
    "tell us your name",
    "what is your name",
    "who are you",
    "reveal your identity",
    "without your name",
    "only with your name",
    "unless you give",
];

/// What the lint finds.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Finding {
    /// A phrase that blames, or asks for a name as a condition.
    #[error("phrase \"{phrase}\" blames or asks for a name")]
    Phrase {
        /// The phrase, folded.
        phrase: &'static str,
    },
    /// A sentence is too long.
    #[error("sentence {number} has {words} words, at most {SENTENCE_MAX_WORDS}")]
    Sentence {
        /// Which one, from 1.
        number: usize,
        /// Its words.
        words: usize,
    },
    /// The text is hard to read.
    #[error("readability is {score}, at least {SCORE_MIN}")]
    Hard {
        /// The score: [`score`].
        score: i32,
    },
    /// An acknowledgement that does not thank.
    #[error("acknowledgement does not thank")]
    Thankless,
}

/// Returns what is wrong with a text for a reporter.
#[must_use]
pub fn lint(text: &str, lang: Lang) -> Vec<Finding> {
    let mut findings: Vec<Finding> = phrases(text, lang).collect();
    for (number, sentence) in (1..).zip(sentences(text)) {
        let words = words(sentence).count();
        if words > SENTENCE_MAX_WORDS {
            findings.push(Finding::Sentence { number, words });
        }
    }
    if let Some(score) = score(text, lang).filter(|score| *score < SCORE_MIN) {
        findings.push(Finding::Hard { score });
    }
    findings
}

fn phrases(text: &str, lang: Lang) -> impl Iterator<Item = Finding> {
    let phrases: &'static [&'static str] = match lang {
        Lang::Dutch => &DUTCH,
        Lang::English => &ENGLISH,
    };
    // Spaces at both ends, so that a phrase is found as whole words only.
    let words = fold(text).replace(|c: char| !c.is_alphanumeric(), " ");
    let text = format!(" {} ", fold(&words));
    let found = phrases.iter().copied();
    let found = found.filter(move |phrase| text.contains(&format!(" {phrase} ")));
    found.map(|phrase| Finding::Phrase { phrase })
}

/// Returns how easy a text is to read: 100 is very easy, 0 very hard; `None` for a text of fewer
/// than ten words.
///
/// Dutch after Douma: 206.84 − 77·syllables/word − 0.93·words/sentence; English after Flesch:
/// 206.84 − 84.6·syllables/word − 1.015·words/sentence. Rounded towards zero.
#[must_use]
pub fn score(text: &str, lang: Lang) -> Option<i32> {
    let words: Vec<&str> = words(text).collect();
    let sentences = sentences(text).count().max(1);
    if words.len() < SCORE_MIN_WORDS {
        return None;
    }
    let syllables: usize = words.iter().map(|word| syllables(word, lang)).sum();
    // In thousandths, and whole numbers all the way: the same on every machine.
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (words, sentences, syllables) = (whole(words.len()), whole(sentences), whole(syllables));
    let (per_word, per_sentence) = match lang {
        Lang::Dutch => (77_000, 930),
        Lang::English => (84_600, 1_015),
    };
    let thousandths = 206_840 - per_word * syllables / words - per_sentence * words / sentences;
    i32::try_from(thousandths / 1_000).ok()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['.', '?', '!', '\n', ':', ';']);
    parts.filter(|part| words(part).next().is_some())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// Counts the syllables of a word by its groups of vowels; at least one.
fn syllables(word: &str, lang: Lang) -> usize {
    let word = word.to_lowercase();
    let mut count = 0_usize;
    let mut before = ' ';
    for c in word.chars() {
        // A diaeresis begins a syllable of its own: geëvalueerd.
        let begins = matches!(c, 'ë' | 'ï' | 'ö' | 'ü');
        if begins || is_vowel(c) && !is_vowel(before) {
            count += 1;
        }
        before = c;
    }
    // A final e is silent in English, unless it is all there is.
    let silent = lang == Lang::English && word.ends_with('e') && !word.ends_with("le");
    count.saturating_sub(usize::from(silent)).max(1)
}

fn is_vowel(c: char) -> bool {
    fold(c.encode_utf8(&mut [0; 4])).starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_by_their_vowels() {
        for (lang, word, count) in [
            (Lang::Dutch, "wij", 1),
            (Lang::Dutch, "bijen", 2),
            (Lang::Dutch, "geëvalueerd", 4),
            (Lang::Dutch, "Één", 1),
            (Lang::Dutch, "melding", 2),
            (Lang::Dutch, "vertrouwenspersoon", 5),
            (Lang::Dutch, "4821", 1),
            (Lang::English, "write", 1),
            (Lang::English, "the", 1),
            (Lang::English, "people", 2),
            (Lang::English, "assessment", 3),
        ] {
            assert_eq!(syllables(word, lang), count, "{word}");
        }
    }

    #[test]
    fn sentence_of_twenty_words_passes_and_one_more_does_not() {
        let of = |count: usize| lint(&format!("{}.", "en ".repeat(count)), Lang::Dutch);
        assert_eq!(of(20), []);
        let (number, words) = (1, 21);
        assert_eq!(of(21), [Finding::Sentence { number, words }]);
    }
}
