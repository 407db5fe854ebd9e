use super::*;
use crate::finding;

#[test]
fn files_parse_without_errors() {
    for lang in Lang::ALL {
        for source in lang.sources() {
            assert!(FluentResource::try_new((*source).to_owned()).is_ok());
        }
    }
}

/// Lists `id` and `id.attribute` of every text, in the order of the files.
fn ids(lang: Lang) -> Vec<String> {
    let mut ids = Vec::new();
    let mut message = String::new();
    for line in lang.sources().iter().flat_map(|source| source.lines()) {
        let name = |line: &str| line.split(' ').next().unwrap().to_owned();
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            message = name(line);
            ids.push(message.clone());
        } else if let Some(attribute) = line.trim_start().strip_prefix('.') {
            ids.push(format!("{message}.{}", name(attribute)));
        }
    }
    ids
}

#[test]
fn both_languages_have_the_same_texts_once() {
    assert_eq!(ids(Lang::Dutch), ids(Lang::English));
    let mut seen = std::collections::HashSet::new();
    for id in ids(Lang::English) {
        assert!(seen.insert(id.clone()), "{id} comes twice");
    }
}

#[test]
fn every_kind_has_a_title_and_a_meaning() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for kind in finding::kinds() {
            assert!(texts.find(kind.id, &[]).is_some(), "{} {lang:?}", kind.id);
            let means = format!("{}.means", kind.id);
            assert!(texts.find(&means, &[]).is_some(), "{means} {lang:?}");
        }
    }
}
