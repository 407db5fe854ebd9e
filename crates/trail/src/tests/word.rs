//! The closed lists, and that no sentence gets past them.

use std::collections::BTreeSet;

use super::*;
use crate::line::{self, LineError};
use crate::{AppendError, EntryError, NameError, Recorded, reason};

/// `CaseOpened` as `case-opened`.
fn kebab(name: &str) -> String {
    let mut code = String::new();
    for (index, c) in name.char_indices() {
        if c.is_ascii_uppercase() && index > 0 {
            code.push('-');
        }
        code.push(c.to_ascii_lowercase());
    }
    code
}

#[test]
fn codes_are_the_kebab_case_of_their_names_and_differ() {
    let mut codes = BTreeSet::new();
    for act in Act::ALL {
        assert_eq!(act.code(), kebab(&format!("{act:?}")));
        assert_eq!(act.code().parse(), Ok(*act));
        assert!(codes.insert(act.code()), "{act} twice");
    }
    codes.clear();
    for key in Key::ALL {
        assert_eq!(key.code(), kebab(&format!("{key:?}")));
        assert_eq!(key.code().parse(), Ok(*key));
        assert!(codes.insert(key.code()), "{key} twice");
    }
    assert_eq!("case-eaten".parse::<Act>(), Err(NameError::Act));
    assert_eq!("story".parse::<Key>(), Err(NameError::Key));
}

#[test]
fn append_takes_every_act_and_parse_gives_it_back() {
    let parts = Parts::of(Act::ALL);
    let trail = parts.untrusted().verify(&fingerprint()).unwrap();
    for (act, recorded) in Act::ALL.iter().zip(trail.entries()) {
        assert_eq!(recorded.entry.act, *act);
    }
    assert_eq!(trail.entries().len(), Act::ALL.len());
    for signed in &parts.entries {
        assert_eq!(signed.to_string().parse().as_ref(), Ok(signed));
    }
}

#[test]
fn append_refuses_what_an_act_needs_and_has_not() {
    let mut chain = Chain::EMPTY;
    for act in Act::ALL {
        let needs = act.needs();
        let full = an_entry(*act, NOW);
        let mut lacking = Vec::new();
        if needs.case {
            let mut entry = full.clone();
            entry.case = None;
            lacking.push((entry, EntryError::NoCase { act: *act }));
        }
        if needs.whom {
            let mut entry = full.clone();
            entry.whom = None;
            lacking.push((entry, EntryError::NoWhom { act: *act }));
        }
        for left_out in needs.facts {
            let mut entry = Entry::new(NOW, me(), *act);
            (entry.case, entry.whom) = (full.case, full.whom);
            for key in needs.facts.iter().filter(|key| *key != left_out) {
                entry = entry.with(*key, a_value(*key));
            }
            let (act, key) = (*act, *left_out);
            lacking.push((entry, EntryError::NoFact { act, key }));
        }
        for (entry, refused) in lacking {
            let found = chain.append(&entry, &a_signer(2));
            assert_eq!(found, Err(AppendError::Entry(refused)));
        }
    }
    // A refused entry leaves the chain where it was.
    assert_eq!(chain, Chain::EMPTY);
}

#[test]
fn check_refuses_free_text_under_every_key() {
    for key in Key::ALL {
        for text in [
            "",
            " ",
            "Jan heeft het gedaan",
            "Jan",
            "jan_heeft",
            "jan.",
            "é",
            "\"",
            "\\",
            "a\n",
            "de-baas-van-de-afdeling-heeft-het-geld-gepakt",
            "-1",
            "+1",
            "1e3",
            "012",
            "18446744073709551616",
            "2026-02-30",
            "2026-1-1",
            "0F0F0F0F0F0F0F0F",
            "1234 5678",
        ] {
            let entry = Entry::new(NOW, me(), Act::NoteAdded).case("1234-5678".parse().unwrap());
            let refused = Err(EntryError::Value { key: *key });
            assert_eq!(entry.with(*key, text).check(), refused, "{key}={text}");
        }
        assert!(key.kind().admits(&a_value(*key)));
    }
}

#[test]
fn check_refuses_repeats_too_many_facts_and_late_times() {
    let entry = || Entry::new(NOW, Actor::Desk, Act::VaultLocked);
    let twice = entry().with(Key::Count, 1).with(Key::Count, 1);
    assert_eq!(twice.check(), Err(EntryError::Repeated { key: Key::Count }));
    let facts = |count| {
        let keys = Key::ALL.iter().take(count);
        keys.fold(entry(), |entry, key| entry.with(*key, a_value(*key)))
    };
    assert_eq!(facts(12).check(), Ok(()));
    assert_eq!(
        facts(13).check(),
        Err(EntryError::TooManyFacts { count: 13 })
    );
    let at = |at| Entry::new(at, Actor::Desk, Act::VaultLocked).check();
    assert_eq!(at(253_402_300_799), Ok(()));
    let late = 253_402_300_800;
    assert_eq!(at(late), Err(EntryError::Time { at: late }));
}

#[test]
fn line_has_one_spelling() {
    let good = r#"{"n":3,"at":1795392000,"by":"p-0a1b2c3d","act":"term-set","case":"4821-0937","whom":"p-00000001","facts":{"term":"feedback","due":"2027-02-23"}}"#;
    let entry = Entry::new(NOW, me(), Act::TermSet)
        .case("4821-0937".parse().unwrap())
        .whom("p-00000001".parse().unwrap())
        // The order of telling does not matter.
        .with(Key::Due, "2027-02-23")
        .with(Key::Term, "feedback");
    assert_eq!(line::write(3, &entry), good);
    assert_eq!(line::read(good), Ok(Recorded { number: 3, entry }));
    for (from, to) in [
        (r#""n":3"#, r#""n":03"#),
        (r#""n":3"#, r#""n":3.0"#),
        (r#""n":3"#, r#""n":"3""#),
        (r#"{"n":3,"#, r#"{ "n":3,"#),
        (r#""n":3,"at":1795392000"#, r#""at":1795392000,"n":3"#),
        (r#""n":3,"#, r#""n":3,"n":3,"#),
        (r#""by":"p"#, r#""by":"\u0070"#),
        (
            r#""term":"feedback","due":"2027-02-23""#,
            r#""due":"2027-02-23","term":"feedback""#,
        ),
        (
            r#""term":"feedback""#,
            r#""term":"feedback","term":"feedback""#,
        ),
        (r#""facts":{"#, r#""text":"x","facts":{"#),
        (r#"},"#, r#"}, "#),
        (r#"}}"#, r#"}} "#),
        (r#","whom":"p-00000001""#, r#","whom":null"#),
    ] {
        let text = good.replacen(from, to, 1);
        if text != good {
            assert_eq!(line::read(&text), Err(LineError::Form), "{text}");
        }
    }
    for (from, to, refused) in [
        ("p-0a1b2c3d", "p-0A1B2C3D", NameError::Staff),
        ("p-0a1b2c3d", "jan", NameError::Staff),
        ("term-set", "term-broken", NameError::Act),
        ("4821-0937", "48210937", NameError::Case),
        ("4821-0937", "+821-0937", NameError::Case),
        ("\"due\"", "\"said\"", NameError::Key),
    ] {
        let text = good.replacen(from, to, 1);
        assert_eq!(line::read(&text), Err(LineError::Name(refused)), "{text}");
    }
    let no_facts = r#"{"n":1,"at":0,"by":"desk","act":"vault-locked","facts":{}}"#;
    assert_eq!(line::read(no_facts), Err(LineError::Form));
}

/// The longest entry that the rules allow is shorter than the longest line.
#[test]
fn line_has_room_for_every_entry() {
    let longest = |key: &Key| match key.kind() {
        Kind::Code => "a".repeat(32),
        Kind::Count => u64::MAX.to_string(),
        _ => a_value(*key),
    };
    let mut lens: Vec<usize> = Key::ALL
        .iter()
        .map(|key| key.code().len() + longest(key).len() + 6)
        .collect();
    lens.sort_unstable_by(|a, b| b.cmp(a));
    let facts: usize = lens.iter().take(crate::MAX_FACTS).sum();
    let act = Act::ALL.iter().map(|act| act.code().len()).max().unwrap();
    let others = r#"{"n":18446744073709551615,"at":253402300799,"by":"p-00000000","act":"","case":"0000-0000","whom":"p-00000000","facts":{}}"#;
    assert!(facts + act + others.len() <= crate::LINE_MAX_LEN);
}

#[test]
fn reason_hides_the_words_behind_the_salt() {
    let hash = reason::hash(&[1; 32], "Er is niets gevonden.").to_string();
    assert!(Kind::Hash.admits(&hash));
    assert_eq!(
        hash,
        reason::hash(&[1; 32], "Er is niets gevonden.").to_string()
    );
    assert_ne!(
        hash,
        reason::hash(&[2; 32], "Er is niets gevonden.").to_string()
    );
    assert_ne!(
        hash,
        reason::hash(&[1; 32], "Er is iets gevonden.").to_string()
    );
}
