//! Vectors of the case code.

use bellrope_protocol::case_code::{CaseCode, Language};
use bellrope_protocol::encoding::encode_hex;

use crate::case::{code, rng};
use crate::{Named, bad, good, input};

fn read(name: &str, about: &str, code: &CaseCode, entry: String, corrected: &[usize]) -> Named {
    let accepted = format!(
        "bits {}\nnl {}\nen {}\ncorrected {corrected:?}\n",
        encode_hex(code.expose_secret()),
        code.words(Language::Dutch).join(" "),
        code.words(Language::English).join(" "),
    );
    good(name, about, input([("entry", entry)]), accepted)
}

fn refused(name: &str, about: &str, entry: String, error: &str) -> Named {
    bad(name, about, input([("entry", entry)]), error)
}

pub(crate) fn vectors() -> Vec<Named> {
    let code = code();
    let (nl, en) = (code.words(Language::Dutch), code.words(Language::English));
    let four = nl.map(|word| word.get(..4).unwrap_or(word));
    let joined = |words: [&str; 12]| words.join(" ");
    let mut swapped = nl;
    swapped.swap(2, 9);
    // One letter too many, in the middle of a word: far from every other word.
    let slipped = format!("{}q{}", &nl[4][..2], &nl[4][2..]);
    let with = |place: usize, word: &str| {
        let mut words = nl.map(str::to_owned);
        words[place] = word.to_owned();
        words.join(" ")
    };
    let accented: String = nl
        .join(" ")
        .chars()
        .flat_map(|c| [Some(c), (c == 'e').then_some('\u{301}')])
        .flatten()
        .collect();
    let mut vectors: Vec<Named> = (0..4)
        .map(|seed| {
            let code = CaseCode::generate(&mut rng(100 + seed));
            let entry = code.words(Language::English).join(" ");
            read(
                &format!("good-{seed}"),
                "a code in English",
                &code,
                entry,
                &[],
            )
        })
        .collect();
    vectors.extend([
        read("good-dutch", "a code in Dutch", &code, joined(nl), &[]),
        read(
            "good-english",
            "the same code in English",
            &code,
            joined(en),
            &[],
        ),
        read(
            "good-mixed",
            "half in Dutch, half in English",
            &code,
            [&nl[..6], &en[6..]].concat().join(" "),
            &[],
        ),
        read(
            "good-four-letters",
            "four letters of each word",
            &code,
            joined(four),
            &[],
        ),
        read(
            "good-capitals",
            "in capitals with hyphens",
            &code,
            nl.join("-").to_uppercase(),
            &[],
        ),
        read(
            "good-accents",
            "with accents that a keyboard added",
            &code,
            accented,
            &[],
        ),
        read(
            "good-numbered",
            "as a numbered list",
            &code,
            nl.iter()
                .zip(1..)
                .map(|(word, n)| format!("{n}. {word}\n"))
                .collect(),
            &[],
        ),
        read("good-no-spaces", "without spaces", &code, nl.concat(), &[]),
        read(
            "good-no-spaces-four-letters",
            "four letters of each, without spaces",
            &code,
            four.concat(),
            &[],
        ),
        read(
            "good-slip",
            "the fifth word with a letter too many",
            &code,
            with(4, &slipped),
            &[5],
        ),
        refused(
            "swapped",
            "the third and tenth word swapped",
            joined(swapped),
            "case code has a wrong word, or two words are swapped",
        ),
        refused(
            "replaced",
            "the first word replaced by another of the list",
            with(0, nl[1]),
            "case code has a wrong word, or two words are swapped",
        ),
        refused(
            "unknown-word",
            "the eighth word is in no list nor near one",
            with(7, "qqqqqqq"),
            "case code has words that are in no list, at positions 8",
        ),
        refused(
            "unknown-words",
            "two words are in no list",
            with(7, "qqqqqqq").replacen(nl[0], "xxxxxxx", 1),
            "case code has words that are in no list, at positions 1, 8",
        ),
        refused(
            "foreign-letters",
            "a word in another script",
            with(3, "слово"),
            "case code has words that are in no list, at positions 4",
        ),
        refused(
            "eleven",
            "one word is missing",
            nl[1..].join(" "),
            "case code has 11 words, expected 12",
        ),
        refused(
            "thirteen",
            "one word too many",
            format!("{} qqqqq", nl.join(" ")),
            "case code has 13 words, expected 12",
        ),
        refused(
            "empty",
            "nothing",
            String::new(),
            "case code has 0 words, expected 12",
        ),
    ]);
    vectors
}
