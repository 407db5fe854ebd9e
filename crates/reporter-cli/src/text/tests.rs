use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// The messages of a language with the arguments that each takes.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for source in language.sources() {
        let mut id = String::new();
        for line in source.lines() {
            if let Some((found, _)) = line.split_once(" =")
                && !line.starts_with([' ', '#'])
            {
                id = found.to_owned();
                let twice = messages.insert(id.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{id} is there twice");
            }
            for rest in line.split('$').skip(1) {
                let name: String = rest
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                messages.get_mut(&id).unwrap().insert(name);
            }
        }
    }
    messages
}

#[test]
fn languages_have_the_same_messages_with_the_same_arguments() {
    assert_eq!(messages(Language::Nl), messages(Language::En));
}

#[test]
fn files_are_well_formed() {
    for language in [Language::Nl, Language::En] {
        for source in language.sources() {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
        let texts = Texts::new(language);
        for id in messages(language).keys() {
            assert!(texts.find(id).is_some(), "{id}");
        }
    }
}

/// Every source file of this crate.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string(), text));
            }
        }
    }
    let mut found = Vec::new();
    walk(
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    found
}

/// Strings that stand in these calls of the source.
fn ids_in(call: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (_, text) in sources() {
        for rest in text.split(call).skip(1) {
            if let Some(rest) = rest.trim_start().strip_prefix('"') {
                ids.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
    ids.retain(|id| {
        id.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    });
    ids
}

#[test]
fn every_text_that_is_said_exists() {
    let known = messages(Language::Nl);
    let calls = [
        ".say(",
        ".with(",
        ".say_apart(",
        "ask_yes(",
        "print(session,",
        "say_sent(",
    ];
    let mut count = 0;
    for id in calls
        .iter()
        .flat_map(|call| ids_in(call))
        .filter(|id| !id.is_empty())
    {
        assert!(known.contains_key(&id), "{id}");
        count += 1;
    }
    assert!(count > 60, "only {count} texts were found in the source");
}

#[test]
fn every_failure_has_a_text() {
    let known = messages(Language::Nl);
    let calls = [
        "Failure::refused(",
        "Failure::usage(",
        "Failure::machine(",
        "Self::refused(",
        "Self::usage(",
        "Self::machine(",
        "Class::Unreachable,",
    ];
    let failures: BTreeSet<String> = calls.iter().flat_map(|call| ids_in(call)).collect();
    assert!(
        failures.len() > 40,
        "only {} failures were found",
        failures.len()
    );
    for id in &failures {
        assert!(known.contains_key(&format!("err-{id}")), "err-{id}");
    }
    for id in known.keys() {
        if let Some(id) = id.strip_prefix("err-").or(id.strip_prefix("rec-")) {
            assert!(failures.contains(id), "nothing fails with {id}");
        }
    }
}

#[test]
fn texts_promise_no_more_than_can_be_kept() {
    for language in [Language::Nl, Language::En] {
        let texts = language.sources().concat().to_lowercase();
        for promise in [
            "100%",
            "volledig veilig",
            "volledig anoniem",
            "completely safe",
        ] {
            assert!(!texts.contains(promise), "{promise}");
        }
    }
}

#[test]
fn with_chooses_plural_forms() {
    let texts = Texts::new(Language::Nl);
    let one = texts.with("letter-confirmed", &[("count", &1usize)]);
    let two = texts.with("letter-confirmed", &[("count", &2usize)]);
    assert_eq!(
        (one.as_str(), two.as_str()),
        ("bevestigd door 1 getuige", "bevestigd door 2 getuigen")
    );
}

#[test]
fn letter_proof_reads_as_designed() {
    let texts = Texts::new(Language::En);
    let witnesses = texts.with("letter-confirmed", &[("count", &2usize)]);
    let held = texts.say("letter-held");
    let day = "3 November 2026";
    let proof = texts.with(
        "letter-proof",
        &[
            ("day", &day),
            ("entry", &"12,345"),
            ("witnesses", &witnesses),
            ("held", &held),
        ],
    );
    assert_eq!(
        proof,
        "Your letter of 3 November 2026 is entry 12,345 of the public log, confirmed by 2 \
         witnesses; the desk has it."
    );
}

#[test]
fn find_answers_none_for_what_a_later_desk_may_say() {
    assert_eq!(Texts::new(Language::Nl).find("status-unheard-of"), None);
}
