//! Names: titles, initials, small words of surnames, frequent first names, capitals in a row; and then
//! every other place of a surname that was found.

use std::collections::BTreeSet;
use std::ops::Range;

use super::first_name::FIRST_NAMES;
use super::rank::is_rank;
use super::word::{Word, is_spaced};
use super::{Sort, Suggestion};

/// What stands before a name.
pub(super) const TITLES: &[&str] = &[
    "dhr", "mevr", "mw", "mevrouw", "meneer", "heer", "drs", "dr", "ir", "ing", "mr", "prof", "bc",
    "msc",
];

/// Functions before a name: "collega Bakker". A capital behind them is mostly a name.
const FUNCTIONS: &[&str] = &[
    "collega",
    "chef",
    "commandant",
    "teamleider",
    "directeur",
    "secretaris",
    "instructeur",
    "arts",
    "kolonelarts",
    "griffier",
    "adviseur",
    "melder",
    "getuige",
];

/// The small words of surnames.
pub(super) const PARTICLES: &[&str] = &[
    "van", "de", "der", "den", "het", "ten", "ter", "te", "in", "op", "aan", "uit", "over",
    "onder", "bij", "'t", "’t", "t", "el", "al", "la", "le", "du", "von", "dos", "da", "ben",
    "bin", "d'", "d’",
];

/// Those of them that stand before places and things too.
const PLACES: &[&str] = &["in", "op", "aan", "uit", "over", "onder", "bij", "het"];

/// Those that stand before a surname mostly.
const BEFORE_SURNAMES: &[&str] = &[
    "de", "van", "den", "ter", "ten", "te", "el", "al", "la", "le", "von", "ben", "bin",
];

/// Surnames that are in the list of other things: they count behind a title, a first name, an initial.
const SURNAMES_TOO: &[&str] = &["koning", "prins", "hof", "rijk", "west", "holland", "haag"];

/// Small words that, one after another, begin nothing but a surname.
const SURE: &[[&str; 2]] = &[
    ["van", "der"],
    ["van", "den"],
    ["van", "'t"],
    ["in", "'t"],
    ["in", "t"],
    ["van", "t"],
    ["op", "den"],
    ["aan", "den"],
    ["uit", "den"],
    ["van", "ter"],
    ["van", "ten"],
    ["von", "der"],
    ["op", "'t"],
];

/// Capitals that are no names of people: places, bodies, days, months, words of the trade.
pub(super) const NO_NAMES: &[&str] = &[
    "defensie",
    "ministerie",
    "minister",
    "staatssecretaris",
    "secretaris-generaal",
    "koninklijke",
    "koninklijk",
    "marine",
    "landmacht",
    "luchtmacht",
    "marechaussee",
    "nederland",
    "nederlandse",
    "nederlands",
    "europa",
    "europese",
    "unie",
    "kamer",
    "tweede",
    "eerste",
    "staten-generaal",
    "raad",
    "rekenkamer",
    "rijk",
    "rijksoverheid",
    "rechtbank",
    "hof",
    "hoge",
    "openbaar",
    "om",
    "inspectie",
    "inspecteur-generaal",
    "huis",
    "klokkenluiders",
    "meldpunt",
    "integriteit",
    "ombudsman",
    "nationale",
    "autoriteit",
    "persoonsgegevens",
    "commando",
    "dienstencentra",
    "logistiek",
    "materieel",
    "defensiestaf",
    "stafafdeling",
    "vereniging",
    "stichting",
    "gemeente",
    "provincie",
    "directie",
    "afdeling",
    "dienst",
    "bureau",
    "centrale",
    "organisatie",
    "integriteitsdefensie",
    "wet",
    "woo",
    "algemene",
    "besluit",
    "artikel",
    "bijlage",
    "aanwijzing",
    "regeling",
    "amsterdam",
    "rotterdam",
    "haag",
    "den",
    "utrecht",
    "eindhoven",
    "breda",
    "arnhem",
    "apeldoorn",
    "assen",
    "havelte",
    "helder",
    "oirschot",
    "schaarsbergen",
    "soesterberg",
    "volkel",
    "leeuwarden",
    "gilze-rijen",
    "woensdrecht",
    "doorn",
    "ermelo",
    "'t",
    "harde",
    "amersfoort",
    "zwolle",
    "groningen",
    "maastricht",
    "tilburg",
    "nijmegen",
    "vught",
    "stroe",
    "curaçao",
    "aruba",
    "mali",
    "litouwen",
    "duitsland",
    "duitse",
    "frankrijk",
    "afghanistan",
    "irak",
    "brussel",
    "navo",
    "vn",
    "eu",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "kerst",
    "pasen",
    "pinksteren",
    "excel",
    "word",
    "outlook",
    "sharepoint",
    "teams",
    "microsoft",
    "whatsapp",
    "signal",
    "mercedes",
    "volvo",
    "scania",
    "ford",
    "patria",
    "boxer",
    "fennek",
    "amarok",
    "volkswagen",
    "prinses",
    "prins",
    "koning",
    "koningin",
    "zr",
    "ms",
    "hr",
    "ik",
    "u",
    "hij",
    "zij",
    "wij",
    "het",
    "de",
    "een",
    "er",
    "dat",
    "dit",
    "die",
    "deze",
    "daar",
    "daarom",
    "toen",
    "maar",
    "en",
    "of",
    "als",
    "wie",
    "wat",
    "waar",
    "hoe",
    "ook",
    "nog",
    "na",
    "op",
    "in",
    "bij",
    "van",
    "voor",
    "met",
    "zonder",
    "mijn",
    "zijn",
    "hun",
    "ons",
    "onze",
    "geachte",
    "beste",
    "kopie",
    "aan",
    "betreft",
    "onderwerp",
    "datum",
    "kenmerk",
    "plein",
    "kazerne",
    "bernhardkazerne",
    "vliegbasis",
    "marinebasis",
    "brigade",
    "bataljon",
    "compagnie",
    "peloton",
    "eskadron",
    "squadron",
    "korps",
    "regiment",
    "divisie",
    "noord",
    "zuid",
    "oost",
    "west",
    "holland",
    "noord-holland",
    "zuid-holland",
    "gelderland",
    "limburg",
    "brabant",
    "noord-brabant",
    "friesland",
    "drenthe",
    "zeeland",
    "flevoland",
    "overijssel",
    "accountantsdienst",
    "auditdienst",
    "bestuursrechtspraak",
    "state",
];

pub(super) fn find(text: &str, words: &[Word<'_>], found: &mut Vec<Suggestion>) {
    let spans = spans(text, words);
    let surnames = surnames(words, &spans);
    let inside = |word: &Word<'_>| spans.iter().any(|span| span.contains(&word.from));
    for word in words.iter().filter(|word| !inside(word)) {
        if let Some(len) = again(word, &surnames) {
            found.push(Suggestion::new(word.from..word.from + len, Sort::Name));
        }
    }
    found.extend(
        spans
            .into_iter()
            .map(|span| Suggestion::new(span, Sort::Name)),
    );
}

fn spans(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name_at(text, words, at) {
            Some((range, next)) => {
                spans.push(range);
                at = next;
            }
            None => at += 1,
        }
    }
    spans
}

/// Finds a name that begins with a word, and the word after it.
fn name_at(text: &str, words: &[Word<'_>], at: usize) -> Option<(Range<usize>, usize)> {
    let word = &words[at];
    if word.is(TITLES) || word.is(FUNCTIONS) || is_rank(word) {
        let mut first = at + 1;
        while words.get(first).is_some_and(|it| is_more_of_title(it)) {
            first += 1;
        }
        return whole(text, words, first, word.is(TITLES));
    }
    if is_initial(text, words, at) {
        return whole(text, words, at, true).filter(|(_, next)| *next > at + 1);
    }
    let is_first =
        word.is_capital() && FIRST_NAMES.contains(&without_s(word).to_lowercase().as_str());
    if is_first {
        let (range, next) = whole(text, words, at, true)?;
        return Some((range, next));
    }
    // "Van der Meer", "De Wit" in the middle of a sentence; "van der Meer" anywhere.
    let small = word.lower();
    let is_sure = words.get(at + 1).is_some_and(|next| {
        SURE.iter()
            .any(|[one, other]| *one == small && *other == next.lower().trim_start_matches('’'))
    });
    let is_capital_particle = word.is_capital()
        && !word.begins
        && PARTICLES.contains(&small.as_str())
        && word.text.len() > 1;
    if is_sure || is_capital_particle {
        return whole(text, words, at, false);
    }
    unknown(text, words, at)
}

/// A capital in the middle of a sentence that is in no list of other things, with the small words before
/// it. That finds products and places too: what is missed costs more than what is looked at in vain.
fn unknown(text: &str, words: &[Word<'_>], at: usize) -> Option<(Range<usize>, usize)> {
    let word = &words[at];
    let goes_with = |before: &Word<'_>| before.is_capital() && is_no_name(before);
    let before = at.checked_sub(1).map(|it| &words[it]);
    let is_of_other = before.is_some_and(|it| goes_with(it) && is_spaced(text, it, word));
    if word.begins || is_of_other {
        return None;
    }
    let is_small = word.is(BEFORE_SURNAMES) && leads_to_name(text, words, at);
    let is_capital = word.looks_like_name() && word.text.chars().count() > 2 && !is_no_name(word);
    (is_small || is_capital).then(|| whole(text, words, at, false))?
}

/// Reads a whole name: initials and first names, small words, one or two surnames.
fn whole(
    text: &str,
    words: &[Word<'_>],
    first: usize,
    strong: bool,
) -> Option<(Range<usize>, usize)> {
    let mut at = first;
    let mut last: Option<usize> = None;
    let mut small = Small::None;
    while let Some(word) = words.get(at).filter(|_| at - first <= 7) {
        let is_next =
            at == first || goes_on(text, &words[at - 1], word, is_initial(text, words, at - 1));
        if !is_next {
            break;
        }
        let is_known = (strong || last.is_some()) && word.is(SURNAMES_TOO);
        if is_initial(text, words, at) || word.looks_like_name() && (is_known || !is_no_name(word))
        {
            last = Some(at);
            small = small.then_capital(word);
        } else if !is_particle(word) {
            break;
        } else if last.is_some() && small != Small::Open {
            if small == Small::Done || !leads_to_name(text, words, at) {
                break;
            }
            small = Small::Open;
        } else {
            small = Small::Open;
        }
        at += 1;
    }
    let last = last?;
    let is_whole = strong || words[last].looks_like_name();
    let end = words[last].from + without_s(&words[last]).len();
    // The stop behind an initial that ends a name belongs to it.
    let from = words[first].from;
    is_whole.then_some((apostrophe(text, from)..end, last + 1))
}

/// How far a name is with its small words: it has them once, or again behind a hyphen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Small {
    None,
    Open,
    Done,
}

impl Small {
    fn then_capital(self, word: &Word<'_>) -> Self {
        match self {
            _ if word.text.contains('-') => Self::None,
            Self::Open | Self::Done => Self::Done,
            Self::None => Self::None,
        }
    }
}

fn is_particle(word: &Word<'_>) -> bool {
    PARTICLES.contains(&word.lower().as_str())
}

/// "'t Hart" begins before its first letter.
fn apostrophe(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    match text[..from].ends_with(['\'', '’']) && (rest.starts_with("t ") || rest.starts_with("s-"))
    {
        true => text[..from]
            .char_indices()
            .next_back()
            .map_or(from, |(at, _)| at),
        false => from,
    }
}

fn goes_on(text: &str, one: &Word<'_>, next: &Word<'_>, after_initial: bool) -> bool {
    let between = &text[one.to..next.from];
    let is_stop = after_initial && matches!(between, "." | ". " | ".\u{a0}");
    let is_apostrophe = matches!(between, " '" | " ’" | ". '" | ". ’") && next.text == "t";
    is_stop || is_apostrophe || is_spaced(text, one, next) && !next.begins
}

/// Whether small words behind a first name lead to a surname. A preposition alone does not: "Jan in Assen".
fn leads_to_name(text: &str, words: &[Word<'_>], from: usize) -> bool {
    let mut at = from;
    while let Some(word) = words.get(at) {
        if !is_particle(word) {
            let is_alone = at == from + 1 && words[from].is(PLACES);
            return !is_alone && word.looks_like_name() && !is_no_name(word);
        }
        let next = words.get(at + 1);
        if !next.is_some_and(|next| goes_on(text, word, next, false)) {
            return false;
        }
        at += 1;
    }
    false
}

/// One capital with a stop behind it, or some: "J.", "P.J.M."
fn is_initial(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let count = word.text.chars().count();
    let is_one =
        count == 1 || matches!(word.text, "Th" | "Ch" | "Ph" | "IJ" | "Chr" | "Fr" | "Joh");
    is_one && word.is_capital() && text[word.to..].starts_with('.')
}

fn is_more_of_title(word: &Word<'_>) -> bool {
    word.is(TITLES)
        || is_rank(word)
        || word.is(&[
            "der", "eerste", "tweede", "klasse", "1", "1e", "2e", "ter", "zee",
        ])
}

fn is_no_name(word: &Word<'_>) -> bool {
    NO_NAMES.contains(&word.lower().as_str()) || is_rank(word)
}

/// The word without a possessive.
fn without_s<'a>(word: &Word<'a>) -> &'a str {
    let text = word.text;
    text.strip_suffix("'s")
        .or_else(|| text.strip_suffix("’s"))
        .unwrap_or(text)
}

/// The capitals of the names that were found: surnames, and first names that the list has not.
fn surnames<'a>(words: &[Word<'a>], spans: &[Range<usize>]) -> BTreeSet<&'a str> {
    let inside = |word: &&Word<'_>| spans.iter().any(|span| span.contains(&word.from));
    let long = |name: &&str| name.chars().count() > 2;
    words
        .iter()
        .filter(inside)
        .filter(|word| word.looks_like_name())
        .map(without_s)
        .filter(long)
        .collect()
}

/// Returns how much of a word is a surname that was found elsewhere, with or without an s behind it.
fn again(word: &Word<'_>, surnames: &BTreeSet<&str>) -> Option<usize> {
    let bare = without_s(word);
    if surnames.contains(bare) {
        return Some(bare.len());
    }
    let owner = bare.strip_suffix('s')?;
    (surnames.contains(owner) && word.is_capital()).then_some(bare.len())
}
