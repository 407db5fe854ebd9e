//! Signs of a person in a text that must name nobody: a warning, not a verdict.
//!
//! Ranks, ways of address, addresses, numbers, and two capitalised words in a row. It misses nicknames, first
//! names on their own and functions that one person has; it takes the name of an organisation for
//! that of a person. A person decides.

use std::ops::Range;

/// What points to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignKind {
    /// What may be a name.
    Name,
    /// A rank.
    Rank,
    /// A number of four digits or more that is no year: of staff, of a telephone.
    Number,
    /// An address of e-mail.
    Address,
}

/// A sign of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonSign {
    /// What it is.
    pub kind: SignKind,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

/// Ranks of the armed forces, and how they are abbreviated; lower case.
const RANKS: &[&str] = &[
    "soldaat",
    "korporaal",
    "kpl",
    "sergeant",
    "sgt",
    "sergeant-majoor",
    "sgtmaj",
    "sm",
    "wachtmeester",
    "wmr",
    "opperwachtmeester",
    "adjudant",
    "aoo",
    "vaandrig",
    "kornet",
    "luitenant",
    "tlnt",
    "elnt",
    "ltz",
    "eerste-luitenant",
    "tweede-luitenant",
    "kapitein",
    "kap",
    "ritmeester",
    "majoor",
    "maj",
    "overste",
    "luitenant-kolonel",
    "lkol",
    "ltkol",
    "kolonel",
    "kol",
    "commandeur",
    "generaal",
    "gen",
    "brigadegeneraal",
    "admiraal",
    "matroos",
    "marinier",
    "bootsman",
    "schipper",
    "kltz",
    "ktz",
];

/// Ways of address that a name follows; lower case.
const TITLES: &[&str] = &[
    "dhr", "dhr.", "meneer", "heer", "mevr", "mevr.", "mw", "mw.", "mevrouw", "mr", "mrs", "ms",
    "drs", "drs.", "dr", "dr.", "ing.", "ir.",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "van", "de", "der", "den", "het", "ter", "ten", "van't", "in", "'t",
];

/// A word with where it stands, without what surrounds it.
struct Token<'t> {
    text: &'t str,
    at: Range<usize>,
    /// Whether a sentence begins with it.
    opens: bool,
}

/// Looks for signs of a person in a text, in order.
#[must_use]
pub fn person_signs(text: &str) -> Vec<PersonSign> {
    let tokens = tokens(text);
    let mut signs = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let lower = token.text.to_lowercase();
        let kind = if token.text.contains('@') {
            Some(SignKind::Address)
        } else if is_number(token.text) {
            Some(SignKind::Number)
        } else if RANKS.contains(&lower.as_str()) {
            Some(SignKind::Rank)
        } else {
            None
        };
        if let Some(kind) = kind {
            let at = token.at.clone();
            signs.push(PersonSign { kind, at });
        } else if let Some(end) = name_from(&tokens, place) {
            let (kind, at) = (SignKind::Name, token.at.start..end);
            signs.push(PersonSign { kind, at });
        }
    }
    drop_inner(signs)
}

/// A name within a name is said once.
fn drop_inner(signs: Vec<PersonSign>) -> Vec<PersonSign> {
    let mut kept: Vec<PersonSign> = Vec::new();
    for sign in signs {
        if kept.last().is_none_or(|last| sign.at.start >= last.at.end) {
            kept.push(sign);
        }
    }
    kept
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut opens = true;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let trimmed = bare.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
        if !trimmed.is_empty() {
            let lead = bare.find(trimmed).unwrap_or(0);
            let start = at + lead;
            tokens.push(Token {
                text: trimmed,
                at: start..start + trimmed.len(),
                opens,
            });
            let is_title = TITLES.contains(&bare.to_lowercase().as_str());
            opens = bare.ends_with(['.', '!', '?', ':']) && !is_title;
        }
        opens |= word.contains('\n');
        at += word.len();
    }
    tokens
}

/// Four digits or more, among what numbers are written with; a year is none.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_written_so = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '(' | ')' | '+'));
    let is_year = digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    is_written_so && digits >= 4 && !is_year
}

/// Says where a name ends that begins with a token: at least one more capitalised word, small words
/// between them.
fn name_from(tokens: &[Token<'_>], place: usize) -> Option<usize> {
    let token = &tokens[place];
    let lower = token.text.to_lowercase();
    let is_particle = PARTICLES.contains(&lower.as_str());
    let is_title = TITLES.contains(&lower.as_str());
    if is_particle || !(is_title || is_capitalised(token.text)) {
        return None;
    }
    let mut end = None;
    for (steps, next) in tokens[place + 1..].iter().enumerate() {
        if next.opens {
            break;
        }
        if is_capitalised(next.text) {
            end = Some(next.at.end);
        } else if !PARTICLES.contains(&next.text.to_lowercase().as_str()) {
            break;
        }
        // "In de Kamer": a first word of a sentence says nothing, but that a capital follows at once.
        if token.opens && !is_title && steps == 0 && end.is_none() {
            break;
        }
    }
    end
}

/// A capital, then something lower: an abbreviation such as COG is no name.
fn is_capitalised(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(SignKind, &str)> {
        let signs = person_signs(text).into_iter();
        signs.map(|sign| (sign.kind, &text[sign.at])).collect()
    }

    #[test]
    fn names_ranks_numbers_and_addresses_are_seen() {
        let text = "Wij spraken Jan de Vries en sergeant Bakker, 06-12345678, jan@voorbeeld.nl.";
        assert_eq!(
            found(text),
            [
                (SignKind::Name, "Jan de Vries"),
                (SignKind::Rank, "sergeant"),
                (SignKind::Number, "06-12345678"),
                (SignKind::Address, "jan@voorbeeld.nl"),
            ]
        );
        assert_eq!(
            found("Volgens dhr. Jansen"),
            [(SignKind::Name, "dhr. Jansen")]
        );
        assert_eq!(
            found("Volgens Piet van der Berg niet."),
            [(SignKind::Name, "Volgens Piet van der Berg")]
        );
        assert_eq!(
            found("Personeelsnummer 123456"),
            [(SignKind::Number, "123456")]
        );
        assert_eq!(
            found("Jan Jansen weet het."),
            [(SignKind::Name, "Jan Jansen")]
        );
    }

    #[test]
    fn what_names_nobody_is_left_alone() {
        for text in [
            "De sleutels van het magazijn worden voortaan geteld. Iedere week.",
            "In 2026 komt er een cursus voor leidinggevenden van de COG.",
            "Leg uit wat er met een melding gebeurt.\nDoe dat vooraf, op papier.",
            "Binnen 7 dagen, en na 3 maanden weer.",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
