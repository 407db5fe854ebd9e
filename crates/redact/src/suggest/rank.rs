//! Ranks of the Dutch forces and of the Marechaussee, with the unit that they are held in: together they
//! often name one person.

use super::word::Word;
use super::{Sort, Suggestion};

/// Ranks of army, air force, navy and Marechaussee in one word, and how people shorten them.
pub(super) const RANKS: &[&str] = &[
    "soldaat",
    "korporaal",
    "sergeant",
    "sergeant-majoor",
    "adjudant",
    "adjudant-onderofficier",
    "vaandrig",
    "kornet",
    "luitenant",
    "kapitein",
    "ritmeester",
    "majoor",
    "luitenant-kolonel",
    "overste",
    "kolonel",
    "brigadegeneraal",
    "brigade-generaal",
    "generaal-majoor",
    "luitenant-generaal",
    "generaal",
    "commodore",
    "matroos",
    "marinier",
    "bootsman",
    "schipper",
    "adelborst",
    "kapitein-luitenant",
    "commandeur",
    "schout-bij-nacht",
    "vice-admiraal",
    "luitenant-admiraal",
    "admiraal",
    "marechaussee",
    "wachtmeester",
    "opperwachtmeester",
    "sld",
    "sld1",
    "kpl",
    "kpl1",
    "sgt",
    "sgt1",
    "sgtmaj",
    "smi",
    "aoo",
    "tlnt",
    "elnt",
    "lnt",
    "kap",
    "kapt",
    "ritm",
    "maj",
    "lkol",
    "ltkol",
    "kol",
    "bgen",
    "genm",
    "lgen",
    "ltz1",
    "ltz2",
    "ltz3",
    "ltz2oc",
    "kltz",
    "ktz",
    "matr",
    "mar1",
    "wmr",
    "wmr1",
    "owmr",
    "wmi",
];

/// Words that go on with a rank.
const MORE: &[&str] = &[
    "der",
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "klasse",
    "klas",
    "1e",
    "2e",
    "3e",
    "1",
    "2",
    "3",
    "ter",
    "zee",
    "titulair",
    "eerste-klasse",
    "algemene",
    "dienst",
    "oudste",
    "categorie",
];

/// Words that lead from a rank to its unit.
const LINKS: &[&str] = &["van", "bij", "in", "uit", "op", "aan"];

/// What a unit is called.
const UNITS: &[&str] = &[
    "peloton",
    "compagnie",
    "bataljon",
    "brigade",
    "eskadron",
    "squadron",
    "divisie",
    "regiment",
    "batterij",
    "detachement",
    "vliegbasis",
    "marinebasis",
    "kazerne",
    "korps",
    "eskader",
    "flottielje",
    "sectie",
    "groep",
    "staf",
    "district",
    "vliegveld",
    "infbat",
    "painfbat",
    "pantserinfanteriebataljon",
    "geniebataljon",
    "infanteriebataljon",
    "tankbataljon",
    "luchtmobiele",
    "cie",
    "esk",
    "sqn",
    "bat",
    "pel",
    "bevocie",
    "stafcie",
    "brigadestaf",
    "opleidingscentrum",
    "oefencentrum",
    "fregat",
];

/// How many words may stand between rank and unit, a name among them.
const REACH: usize = 9;

pub(super) fn is_rank(word: &Word<'_>) -> bool {
    word.is(RANKS)
}

pub(super) fn find(text: &str, words: &[Word<'_>], found: &mut Vec<Suggestion>) {
    for (at, word) in words.iter().enumerate() {
        if !is_rank(word) {
            continue;
        }
        let rest = &words[at + 1..words.len().min(at + 1 + REACH)];
        if let Some(last) = unit(text, word, rest) {
            found.push(Suggestion::new(word.from..last, Sort::Rank));
        }
    }
}

/// Returns where the unit of a rank ends.
fn unit(text: &str, rank: &Word<'_>, rest: &[Word<'_>]) -> Option<usize> {
    let mut linked = false;
    let mut before = rank;
    for (at, word) in rest.iter().enumerate() {
        // A sentence does not go on behind a stop, and a rank not behind a comma unless a unit follows soon.
        if word.begins || text[before.to..word.from].contains([';', '(', ')']) {
            return None;
        }
        if linked && is_unit(word) {
            return Some(tail(text, word, &rest[at + 1..]));
        }
        let is_ship = linked && word.is(&["Zr", "Hr"]);
        if is_ship {
            // Zr.Ms. Tromp: a ship is a unit.
            let name = rest.get(at + 2).filter(|it| it.is_capital())?;
            return Some(name.to);
        }
        linked |= word.is(LINKS);
        let is_fit = linked || word.is(MORE) || word.is_capital() || is_small_name(word);
        if !is_fit {
            return None;
        }
        before = word;
    }
    None
}

fn is_small_name(word: &Word<'_>) -> bool {
    super::name::PARTICLES.contains(&word.text)
}

fn is_unit(word: &Word<'_>) -> bool {
    let lower = word.lower();
    let last = lower.rsplit('-').next().unwrap_or_default();
    UNITS.contains(&lower.as_str())
        || UNITS.contains(&last)
        || lower.ends_with("bataljon")
        || lower.ends_with("compagnie")
        || lower.ends_with("peloton")
        || lower.ends_with("brigade")
        || lower.ends_with("eskadron")
}

/// A letter, a number or a name behind the unit belongs to it: "brigade 13", "vliegbasis Volkel".
fn tail(text: &str, unit: &Word<'_>, rest: &[Word<'_>]) -> usize {
    match rest.first() {
        Some(next)
            if super::word::is_spaced(text, unit, next)
                && !next.begins
                && (next.is_capital() || next.text.bytes().all(|it| it.is_ascii_digit())) =>
        {
            next.to
        }
        _ => unit.to,
    }
}
