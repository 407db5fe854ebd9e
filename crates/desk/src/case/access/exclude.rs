//! Who must not see a report: what the reporter wrote, held against the names of the team (R055, R085).
//!
//! In doubt somebody is kept out, for a coordinator can let them in and nothing undoes having read. A
//! text that names nobody we know ("de chef") leaves the case to the coordinators until one of them has
//! looked; a text that names the whole desk leaves it to the shares of recovery.

use std::collections::BTreeSet;

use bellrope_casework::fold::fold;
use bellrope_trail::{Act, Actor, Entry};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::standing::Standing;
use crate::case::OpenCase;
use crate::person::{Person, Role};
use crate::trail;
use crate::vault::{Change, PersonId, VaultError};

/// What somebody has to look at before a case goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Check {
    /// The reporter wrote who must not see it, and it is nobody that we know.
    Unclear,
    /// Fewer than two people read it (R193).
    FewReaders,
    /// The reporter named everybody: only the shares of recovery open it.
    Sealed,
    /// The reporter named everybody and there are no shares: the coordinators read it, for otherwise
    /// it would be lost.
    Everybody,
}

impl Check {
    /// Returns its code, which its text goes by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unclear => "unclear",
            Self::FewReaders => "few-readers",
            Self::Sealed => "sealed",
            Self::Everybody => "everybody",
        }
    }
}

/// Who reads a new case, and who does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exclusion {
    pub(crate) readers: BTreeSet<PersonId>,
    pub(crate) barred: BTreeSet<PersonId>,
    pub(crate) checks: BTreeSet<Check>,
}

impl Exclusion {
    /// Picks the people who read.
    pub(crate) fn readers_of<'p>(&self, people: &'p [Person]) -> Vec<&'p Person> {
        let reads = |person: &&Person| self.readers.contains(&person.id);
        people.iter().filter(reads).collect()
    }

    /// Notes who is kept from a case that was just opened, and what somebody has to look at.
    pub(crate) fn note(
        &self,
        change: &Change<'_>,
        case: &mut OpenCase,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        if self.barred.is_empty() && self.checks.is_empty() {
            return Ok(());
        }
        let number = case.number().clone();
        case.register.barred.clone_from(&self.barred);
        case.register.store(change, rng)?;
        let standing = Standing {
            checks: self.checks.clone(),
            ..Standing::default()
        };
        standing.store(change, &number, rng)?;
        for person in &self.barred {
            let entry = Entry::new(now, Actor::Desk, Act::Excluded)
                .case(number.for_trail()?)
                .whom(person.for_trail());
            trail::append(change, &entry, rng)?;
        }
        Ok(())
    }
}

/// Says who reads a new case, by what the reporter wrote of who must not. `desk` is what the desk is
/// called; `has_shares` says whether shares of recovery open cases as well.
pub(crate) fn exclude(
    people: &[Person],
    desk: &[&str],
    text: Option<&str>,
    has_shares: bool,
) -> Exclusion {
    let triaging: Vec<&Person> = people.iter().filter(|it| it.triages()).collect();
    let ids = |people: &[&Person]| people.iter().map(|it| it.id).collect::<BTreeSet<_>>();
    let text = text.map(Words::of).filter(|words| !words.0.is_empty());
    let mut checks = BTreeSet::new();
    let barred = match &text {
        None => BTreeSet::new(),
        Some(words) if words.name_a_desk(desk) => present(people),
        Some(words) => named(people, words),
    };
    let coordinates = |it: &&&Person| it.roles.contains(&Role::Coordinator);
    let coordinators: Vec<&Person> = triaging.iter().filter(coordinates).copied().collect();
    let mut readers = ids(&triaging);
    if text.is_some() && barred.is_empty() {
        checks.insert(Check::Unclear);
        readers = ids(&coordinators);
    }
    readers.retain(|id| !barred.contains(id));
    let mut kept_out = barred;
    if readers.is_empty() && has_shares {
        checks.insert(Check::Sealed);
    } else if readers.is_empty() {
        checks.insert(Check::Everybody);
        readers = ids(&coordinators);
        kept_out.retain(|id| !readers.contains(id));
    } else if readers.len() < 2 {
        checks.insert(Check::FewReaders);
    }
    Exclusion {
        readers,
        barred: kept_out,
        checks,
    }
}

fn present(people: &[Person]) -> BTreeSet<PersonId> {
    let there = people.iter().filter(|it| it.is_present());
    there.map(|it| it.id).collect()
}

fn named(people: &[Person], words: &Words) -> BTreeSet<PersonId> {
    let there = people.iter().filter(|it| it.is_present());
    let is_named = |it: &&Person| it.names().any(|name| matches(words, name));
    there.filter(is_named).map(|it| it.id).collect()
}

/// Words that are part of many names and say nothing alone.
const PARTICLES: [&str; 17] = [
    "aan", "bij", "bin", "den", "der", "des", "het", "las", "los", "onder", "over", "ten", "ter",
    "uit", "van", "von", "voor",
];
/// Words for everybody at the desk.
const EVERYBODY: [&str; 6] = [
    "iedereen",
    "everybody",
    "everyone",
    "meldpunt",
    "reporting point",
    "hele team",
];
/// Shortest word of a name that counts.
const WORD_MIN: usize = 3;
/// Shortest word in which one letter may differ.
const TYPO_MIN: usize = 5;

/// A text as it is compared.
pub(crate) struct Words(Vec<String>);

impl Words {
    /// Takes a text apart.
    pub(crate) fn of(text: &str) -> Self {
        let folded = fold(text).replace("ij", "y");
        let words = folded.split(|c: char| !c.is_alphanumeric());
        Self(
            words
                .filter(|word| !word.is_empty())
                .map(ToOwned::to_owned)
                .collect(),
        )
    }

    fn have(&self, phrase: &Self) -> bool {
        !phrase.0.is_empty() && self.0.windows(phrase.0.len()).any(|part| part == phrase.0)
    }

    fn name_a_desk(&self, desk: &[&str]) -> bool {
        let names = desk.iter().chain(&EVERYBODY);
        names.into_iter().any(|name| self.have(&Self::of(name)))
    }
}

/// Says whether a text may mean somebody of this name: any word of the name that says something, as
/// it is or with one letter wrong.
pub(crate) fn matches(text: &Words, name: &str) -> bool {
    let says = |word: &&String| word.chars().count() >= WORD_MIN && !is_particle(word);
    let name = Words::of(name);
    name.0
        .iter()
        .filter(says)
        .any(|part| text.0.iter().any(|word| is_alike(word, part)))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Compares two folded words; long ones may differ by one letter, or by two that changed places.
fn is_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < TYPO_MIN {
        return false;
    }
    let ahead = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[ahead..], &b[ahead..]);
    match (rest_a, rest_b) {
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([x, y, more_a @ ..], [v, w, more_b @ ..]) if x == w && y == v && more_a == more_b => true,
        ([_, x @ ..], y) if x == y => true,
        (x, [_, y @ ..]) if x == y => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_named(text: &str, name: &str) -> bool {
        matches(&Words::of(text), name)
    }

    #[test]
    fn name_is_found_as_people_write_it() {
        for text in [
            "Bram Kuiper",
            "bram",
            "meneer KUIPER van het meldpunt",
            "Kuijper",
            "Kuipers",
            "b. kuipre",
            "niet naar Brám!",
            "Kuiper,Vos",
        ] {
            assert!(is_named(text, "Bram Kuiper"), "{text}");
        }
        assert!(is_named("de heer Van der IJssel", "Piet van der IJssel"));
        assert!(is_named("van der yssel", "Piet van der IJssel"));
        assert!(is_named("o'brien", "Kate O’Brien"));
    }

    #[test]
    fn other_words_are_no_name() {
        for text in ["", "de chef", "van der Berg", "b", "kapitein", "branden"] {
            assert!(!is_named(text, "Bram van der Linden"), "{text}");
        }
        // Short words must be right to the letter.
        assert!(!is_named("Kees", "Kaas Vos"));
    }

    proptest! {
        #[test]
        fn somebody_named_in_full_is_always_found(
            before in "[a-z ]{0,20}", name in "[A-Z][a-z]{3,9}", after in "[ ,.!][a-z ]{0,20}",
        ) {
            prop_assume!(!is_particle(&fold(&name)));
            let text = format!("{before} {name}{after}");
            prop_assert!(is_named(&text, &name));
        }

        #[test]
        fn likeness_is_the_same_both_ways(a in "[a-d]{0,8}", b in "[a-d]{0,8}") {
            prop_assert_eq!(is_alike(&a, &b), is_alike(&b, &a));
        }
    }
}
