//! What holds for every page.

use std::collections::{BTreeMap, BTreeSet};

use bellrope_desk::text::{Lang, Texts};
use bellrope_trail::{Key, Kind};

use crate::support::STORY;
use crate::support::html;
use crate::{a_sitting, crawl};

#[test]
fn every_page_is_whole_and_labelled_in_both_languages() {
    let (mut sitting, number) = a_sitting();
    for lang in ["nl", "en"] {
        sitting.get("/");
        sitting.send("/language", &[("lang", lang), ("back", "/")]);
        let pages = crawl(&mut sitting);
        for (path, page) in &pages {
            html::check(page);
            assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            // An id without a text stands for itself.
            for id in [
                "case-", "act-", "fact-", "people-", "trail-", "write-", "q-", "v-",
            ] {
                let raw = page.split('>').filter_map(|part| part.split('<').next());
                let raw: Vec<&str> = raw.filter(|text| text.trim().starts_with(id)).collect();
                assert!(raw.is_empty(), "{path}: {raw:?}");
            }
        }
        for part in [
            "",
            "/write",
            "/notes",
            "/hearings",
            "/tasks",
            "/course",
            "/name",
            "/sharing",
            "/redactions",
            "/sending",
            "/files",
            "/trail",
            "/paper",
        ] {
            assert!(
                pages.contains_key(&format!("/cases/{number}{part}")),
                "{part}"
            );
        }
        for path in [
            "/people/new",
            "/bodies",
            "/people/passphrase",
            "/trail",
            "/trail/export",
        ] {
            assert!(pages.contains_key(path), "{path}");
        }
    }
}

#[test]
fn every_act_and_fact_of_the_trail_has_words() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for act in bellrope_trail::Act::ALL {
            assert!(
                texts.find(&format!("act-{}", act.code()), &[]).is_some(),
                "{act}"
            );
        }
        let told = |key: &&Key| key.kind() != Kind::Hash;
        for key in Key::ALL.iter().filter(told) {
            assert!(
                texts.find(&format!("fact-{}", key.code()), &[]).is_some(),
                "{}",
                key.code()
            );
        }
    }
}

#[test]
fn no_form_does_anything_without_the_token() {
    let (mut sitting, _) = a_sitting();
    let pages = crawl(&mut sitting);
    let actions: BTreeSet<String> = pages
        .values()
        .flat_map(|page| html::actions(page))
        .collect();
    assert!(actions.len() > 5, "{actions:?}");
    for action in &actions {
        sitting.send_with(
            action,
            "",
            &[("confirmed", "yes"), ("text", "Een bericht.")],
        );
        assert_eq!(sitting.status, 422, "{action}");
        assert!(
            sitting.page.contains("Nothing was done"),
            "{action}: {}",
            sitting.page
        );
    }
    let after = crawl(&mut sitting);
    let same = |pages: &BTreeMap<String, String>| pages["/trail"].replace(char::is_whitespace, "");
    assert_eq!(same(&pages), same(&after));
}

#[test]
fn lists_and_titles_show_nothing_of_a_report() {
    let (mut sitting, number) = a_sitting();
    let pages = crawl(&mut sitting);
    let words: Vec<&str> = STORY.split(' ').filter(|word| word.len() > 4).collect();
    let talk = format!("/cases/{number}");
    assert!(words.iter().all(|word| pages[&talk].contains(word)));
    for (path, page) in &pages {
        let title = page
            .split("<title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        for word in &words {
            assert!(!title.contains(word), "{path}");
            let within_case = path.starts_with(&talk);
            assert!(within_case || !page.contains(word), "{path} says {word}");
        }
    }
}

#[test]
fn a_locked_desk_shows_nothing() {
    let (mut sitting, _) = a_sitting();
    let pages = crawl(&mut sitting);
    sitting.send("/lock", &[]);
    for path in pages.keys() {
        sitting.get(path);
        assert!(sitting.page.contains("The vault is locked"), "{path}");
    }
}
