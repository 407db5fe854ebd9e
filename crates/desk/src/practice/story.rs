//! Texts of practice cases, put together from words and sentences.

use bellrope_casework::vocabulary::{Category, Lang, Outcome};
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

use super::{dutch, english};
use crate::case::Body;

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Property,
    Favour,
    Power,
    Money,
    Information,
    Rules,
    Bullying,
    Sexual,
    Discrimination,
    Violence,
    Detriment,
    Unsafe,
    Other,
}

impl Subject {
    pub(super) const fn of(category: Category) -> Self {
        match category {
            Category::Zs1 => Self::Property,
            Category::Zs2 | Category::Zs3 => Self::Favour,
            Category::Zs4 | Category::Zs7 => Self::Power,
            Category::Zs5 => Self::Money,
            Category::Zs6 => Self::Information,
            Category::Zs8 => Self::Rules,
            Category::Og1 | Category::Og6 | Category::Og9 | Category::Og10 => Self::Bullying,
            Category::Og2 | Category::Og3 => Self::Sexual,
            Category::Og5 => Self::Discrimination,
            Category::Og4 | Category::Og7 | Category::Og8 => Self::Violence,
            Category::Bn => Self::Detriment,
            Category::Fv => Self::Unsafe,
            Category::Zs9 | Category::Og11 | Category::Ps | Category::Si | Category::Xx => {
                Self::Other
            }
        }
    }
}

/// The words and sentences of a language. `{…}` stands for one of a list.
pub(super) struct Words {
    pub(super) openings: &'static [&'static str],
    pub(super) events: &'static [(Subject, &'static [&'static str])],
    pub(super) fillers: &'static [&'static str],
    pub(super) closings: &'static [&'static str],
    pub(super) follow_ups: &'static [&'static str],
    /// What a reporter writes who was asked something.
    pub(super) answers: &'static [&'static str],
    pub(super) withdrawals: &'static [&'static str],
    pub(super) raws: &'static [&'static str],
    pub(super) evidence: &'static [&'static str],
    pub(super) unsafe_detail: &'static [&'static str],
    pub(super) who: &'static [&'static str],
    pub(super) units: &'static [&'static str],
    pub(super) places: &'static [&'static str],
    pub(super) vehicles: &'static [&'static str],
    pub(super) amounts: &'static [&'static str],
    pub(super) since: &'static [&'static str],
    pub(super) times: &'static [&'static str],
    pub(super) counts: &'static [&'static str],
    pub(super) hours: &'static [&'static str],
    /// How people write who write seldom: what becomes what.
    pub(super) rough: &'static [(&'static str, &'static str)],
    pub(super) questions: &'static [&'static str],
    /// What the desk answers to a letter.
    pub(super) replies: &'static [&'static str],
    /// How far a case is.
    pub(super) progress: &'static [&'static str],
    pub(super) feedback: &'static [&'static str],
    /// Values of the fields of templates: parts of a sentence.
    pub(super) assessments: Assessments,
    pub(super) follow_up_steps: &'static [&'static str],
    pub(super) grounds: &'static [&'static str],
    /// The same of what is not the desk's.
    pub(super) follow_up_elsewhere: &'static str,
    pub(super) ground_elsewhere: &'static str,
    pub(super) elsewhere: &'static [Elsewhere],
    pub(super) transfer_reason: &'static str,
    pub(super) transfer_part: &'static str,
    /// Where a reporter goes who does not agree.
    pub(super) appeal: &'static str,
}

/// What the desk makes of a report, told as feedback: one for each outcome.
pub(super) struct Assessments {
    pub(super) found: &'static str,
    pub(super) partly: &'static str,
    pub(super) not_found: &'static str,
    pub(super) not_ours: &'static str,
}

impl Assessments {
    pub(super) const fn of(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Found => self.found,
            Outcome::PartlyFound => self.partly,
            Outcome::OutsideScope => self.not_ours,
            _ => self.not_found,
        }
    }
}

/// A body that a case may belong to, and what a reporter is told of it.
#[derive(Clone, Copy)]
pub(super) struct Elsewhere {
    pub(super) body: Body,
    pub(super) name: &'static str,
    pub(super) offers: &'static str,
    pub(super) contact: &'static str,
}

/// Returns the words of a language.
pub(super) const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Dutch => &dutch::WORDS,
        Lang::English => &english::WORDS,
    }
}

/// Picks one of a list.
pub(super) fn pick(list: &[&'static str], rng: &mut StdRng) -> &'static str {
    list.choose(rng).copied().unwrap_or_default()
}

/// How somebody writes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    pub(super) lang: Lang,
    /// Whether they make mistakes.
    pub(super) rough: bool,
}

impl Voice {
    pub(super) fn draw(rng: &mut StdRng) -> Self {
        let english = rng.random_bool(0.12);
        Self {
            lang: if english { Lang::English } else { Lang::Dutch },
            rough: rng.random_bool(0.35),
        }
    }

    pub(super) fn words(self) -> &'static Words {
        words(self.lang)
    }

    /// Says one sentence of a list.
    pub(super) fn say(self, list: &[&'static str], rng: &mut StdRng) -> String {
        let text = fill(self.words(), pick(list, rng), rng);
        if self.rough {
            self.roughen(text, rng)
        } else {
            text
        }
    }

    /// Tells a story: from one line to several pages.
    pub(super) fn story(self, subject: Subject, rng: &mut StdRng) -> String {
        let words = self.words();
        let events = words.events.iter().find(|(of, _)| *of == subject);
        let events = events.map_or(words.fillers, |(_, sentences)| sentences);
        let sentences = match rng.random_range(0..100) {
            0..10 => return self.say(events, rng),
            10..50 => rng.random_range(3..7),
            50..82 => rng.random_range(7..20),
            82..96 => rng.random_range(20..60),
            _ => rng.random_range(60..120),
        };
        let mut story = self.say(words.openings, rng);
        for at in 0..sentences {
            let break_here = at % 6 == 5;
            story.push_str(if break_here { "\n\n" } else { " " });
            let list = if rng.random_bool(0.3) || at == 0 {
                events
            } else {
                words.fillers
            };
            story.push_str(&self.say(list, rng));
        }
        story.push_str("\n\n");
        story.push_str(&self.say(words.closings, rng));
        story
    }

    fn roughen(self, mut text: String, rng: &mut StdRng) -> String {
        for (good, bad) in self.words().rough {
            if rng.random_bool(0.3) {
                text = text.replacen(good, bad, 1);
            }
        }
        if rng.random_bool(0.2) {
            text = text.trim_end_matches('.').to_owned();
        }
        text
    }
}

/// Fills the gaps of a sentence; what begins with one gets a capital.
fn fill(words: &Words, sentence: &str, rng: &mut StdRng) -> String {
    let mut text = String::with_capacity(sentence.len() * 2);
    let mut rest = sentence;
    while let Some((before, gap)) = rest.split_once('{') {
        let Some((name, after)) = gap.split_once('}') else {
            break;
        };
        text.push_str(before);
        let list = match name {
            "who" => words.who,
            "unit" => words.units,
            "place" => words.places,
            "vehicle" => words.vehicles,
            "amount" => words.amounts,
            "since" => words.since,
            "times" => words.times,
            "count" => words.counts,
            "hour" => words.hours,
            _ => words.fillers,
        };
        // A filler has gaps of its own, and none of them is a filler.
        let word = pick(list, rng);
        let word = if word.contains('{') {
            fill(words, word, rng)
        } else {
            word.to_owned()
        };
        let begins = text.is_empty() || text.ends_with(". ");
        text.push_str(&if begins { capital(&word) } else { word });
        rest = after;
    }
    text.push_str(rest);
    text
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// How often each category comes, of a thousand: after the yearly figures of Defence, in which
/// undesirable behaviour is the largest type.
const CATEGORIES: &[(Category, u32)] = &[
    (Category::Og1, 95),
    (Category::Og2, 45),
    (Category::Og3, 62),
    (Category::Og4, 78),
    (Category::Og5, 50),
    (Category::Og6, 38),
    (Category::Og7, 30),
    (Category::Og8, 10),
    (Category::Og9, 20),
    (Category::Og10, 30),
    (Category::Og11, 22),
    (Category::Zs1, 60),
    (Category::Zs2, 15),
    (Category::Zs3, 60),
    (Category::Zs4, 48),
    (Category::Zs5, 58),
    (Category::Zs6, 42),
    (Category::Zs7, 8),
    (Category::Zs8, 88),
    (Category::Zs9, 31),
    (Category::Bn, 20),
    (Category::Ps, 35),
    (Category::Fv, 25),
    (Category::Si, 20),
    (Category::Xx, 10),
];

/// Draws what a report is about.
pub(super) fn draw_category(rng: &mut StdRng) -> Category {
    let all: u32 = CATEGORIES.iter().map(|(_, weight)| weight).sum();
    let mut at = rng.random_range(0..all);
    for (category, weight) in CATEGORIES {
        if at < *weight {
            return *category;
        }
        at -= weight;
    }
    Category::Xx
}
