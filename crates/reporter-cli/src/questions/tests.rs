use super::*;
use crate::terminal::tests::scripted;
use crate::text::Language;

/// Asks with these answers; returns what became of them and what was told.
fn ask(answers: &[&str]) -> (Opening, String) {
    let (mut terminal, told) = scripted(&(answers.join("\n") + "\n"));
    let texts = Texts::new(Language::Nl);
    let opening = Questions::new(&mut terminal, &texts).ask_all().unwrap();
    (opening, told.text())
}

/// Asks one question about a report that has a family.
fn ask_one(number: usize, answers: &[&str]) -> Report {
    let (mut terminal, _) = scripted(&(answers.join("\n") + "\n"));
    let texts = Texts::new(Language::Nl);
    let mut report = Report::new(Route::Report, Family::Behaviour, "");
    Questions::new(&mut terminal, &texts)
        .ask(number, &mut report)
        .unwrap();
    report
}

/// Route, family, story; everything else skipped.
fn least(route: &[&'static str]) -> Vec<&'static str> {
    let mut answers = route.to_vec();
    answers.extend(["3", "", "", "Iets.", "."]);
    answers.extend([""; 20]);
    answers
}

#[test]
fn ask_all_needs_route_family_and_story_only() {
    let (opening, _) = ask(&least(&["1"]));
    let mut expected = Report::new(Route::Report, Family::Else, "Iets.");
    expected.identity = Some(IdentityWish::Anonymous);
    assert!(opening == Opening::Report(Box::new(expected)));
}

#[test]
fn ask_all_repeats_what_is_required() {
    // Route and family skipped first, and an empty story.
    let mut answers = vec!["", "1", "", "3", "", "", "", "Iets.", "."];
    answers.extend([""; 20]);
    let (opening, told) = ask(&answers);
    let Opening::Report(report) = opening else {
        panic!()
    };
    assert_eq!(report.story, "Iets.");
    assert!(told.contains("Dit hebben wij echt nodig"));
}

#[test]
fn route_maps_every_answer() {
    for (answer, route) in [
        ("1", Route::Report),
        ("3", Route::Advice),
        ("4", Route::Signal),
    ] {
        let Opening::Report(report) = ask(&least(&[answer])).0 else {
            panic!()
        };
        assert!(report.route == route);
        assert!(report.identity == Some(IdentityWish::Anonymous) && report.name.is_none());
    }
    assert!(ask(&["5"]).0 == Opening::HaveCode);
}

#[test]
fn complaint_is_explained_and_offers_a_report() {
    let (opening, told) = ask(&least(&["2", "1"]));
    let Opening::Report(report) = opening else {
        panic!()
    };
    assert!(report.route == Route::Report);
    assert!(told.contains("Een klacht is niet anoniem"));
    assert!(ask(&["2", "3"]).0 == Opening::Stop);
}

#[test]
fn complaint_needs_a_name() {
    let (opening, told) = ask(&least(&["2", "2", "", "Jan Jansen", "06-1"]));
    let Opening::Report(report) = opening else {
        panic!()
    };
    assert!(report.route == Route::Complaint && report.identity == Some(IdentityWish::Named));
    assert_eq!(report.name.as_deref(), Some("Jan Jansen"));
    assert_eq!(report.contact.as_deref(), Some("06-1"));
    assert!(told.contains("Voor een klacht hebben wij uw naam nodig"));
}

#[test]
fn family_maps_every_answer_and_drops_the_kinds_of_another() {
    for (answer, family) in [
        ("1", Family::Business),
        ("2", Family::Behaviour),
        ("3", Family::Else),
    ] {
        assert!(ask_one(2, &[answer]).family == family);
    }
    let (mut terminal, _) = scripted("1\n");
    let texts = Texts::new(Language::Nl);
    let mut report = Report::new(Route::Report, Family::Behaviour, "");
    report.kinds = vec!["OG1".into()];
    Questions::new(&mut terminal, &texts)
        .ask(2, &mut report)
        .unwrap();
    assert!(report.kinds.is_empty());
}

#[test]
fn kinds_follow_the_family() {
    for (family, count, first, last) in [
        (Family::Business, 11, "ZS1", "FV"),
        (Family::Behaviour, 13, "OG1", "FV"),
        (Family::Else, 2, "BN", "FV"),
    ] {
        let codes: Vec<&str> = kinds(&family).collect();
        assert_eq!(
            (codes.len(), codes[0], codes[codes.len() - 1]),
            (count, first, last)
        );
        let texts = Texts::new(Language::Nl);
        for code in codes {
            assert!(texts.find(&format!("kind-{code}")).is_some(), "{code}");
        }
    }
    assert_eq!(ask_one(3, &["11, 12"]).kinds, ["OG11", "BN"]);
}

#[test]
fn danger_maps_every_answer_and_names_112() {
    assert!(ask_one(4, &["1"]).danger == Some(Danger::Yes));
    assert!(ask_one(4, &["2"]).danger == Some(Danger::No));
    assert!(ask_one(4, &["3"]).danger == Some(Danger::Unknown));
    assert!(ask_one(4, &[""]).danger.is_none());
    let (mut terminal, told) = scripted("1\n");
    let texts = Texts::new(Language::Nl);
    let mut report = Report::new(Route::Report, Family::Else, "");
    Questions::new(&mut terminal, &texts)
        .ask(4, &mut report)
        .unwrap();
    assert!(told.text().contains("Bel 112"));
}

#[test]
fn texts_go_where_they_belong() {
    let long = &["een", "twee", "."];
    assert_eq!(ask_one(5, long).story, "een\ntwee");
    assert_eq!(ask_one(6, long).private.as_deref(), Some("een\ntwee"));
    assert_eq!(ask_one(8, &["plek"]).place.as_deref(), Some("plek"));
    assert_eq!(ask_one(9, long).people.as_deref(), Some("een\ntwee"));
    assert_eq!(ask_one(11, long).evidence.as_deref(), Some("een\ntwee"));
    assert_eq!(ask_one(12, long).earlier.as_deref(), Some("een\ntwee"));
    assert_eq!(ask_one(13, long).exclude.as_deref(), Some("een\ntwee"));
    for (number, skipped) in [
        (6, [""]),
        (8, [""]),
        (9, [""]),
        (11, [""]),
        (12, [""]),
        (13, [""]),
    ] {
        let report = ask_one(number, &skipped);
        assert!(
            report == Report::new(Route::Report, Family::Behaviour, ""),
            "{number}"
        );
    }
}

#[test]
fn when_maps_every_answer() {
    let patterns = [
        ("1", Pattern::Once),
        ("2", Pattern::Repeated),
        ("3", Pattern::Ongoing),
    ];
    for (answer, pattern) in patterns {
        let when = ask_one(7, &[answer, "mei"]).when.unwrap();
        assert!(when.pattern == Some(pattern));
        assert_eq!(when.text.as_deref(), Some("mei"));
    }
    assert!(ask_one(7, &["", "mei"]).when.unwrap().pattern.is_none());
    assert!(ask_one(7, &["", ""]).when.is_none());
}

#[test]
fn knowledge_level_and_role_map_every_answer() {
    let all = ask_one(10, &["1 2 3 4"]).knowledge;
    assert!(all == Knowledge::LISTED);
    for (number, level) in (1..).zip(Level::LISTED) {
        assert!(ask_one(14, &[&format!("{number}")]).level.as_ref() == Some(level));
    }
    for (number, role) in (1..).zip(Role::LISTED) {
        assert!(ask_one(17, &[&format!("{number}")]).role.as_ref() == Some(role));
    }
}

#[test]
fn wishes_map_every_answer() {
    let report = ask_one(15, &["1 2 3 4 5 6 7", "gewoon rust"]);
    assert!(report.wishes == Wish::LISTED);
    assert_eq!(report.wish_text.as_deref(), Some("gewoon rust"));
}

#[test]
fn detriment_maps_every_answer() {
    assert!(ask_one(16, &["1"]).detriment.unwrap().state == DetrimentState::No);
    let afraid = ask_one(16, &["2", "rooster"]).detriment.unwrap();
    assert!(afraid.state == DetrimentState::Afraid);
    assert_eq!(afraid.text.as_deref(), Some("rooster"));
    assert!(ask_one(16, &["3", ""]).detriment.unwrap().state == DetrimentState::Already);
    assert!(ask_one(16, &[""]).detriment.is_none());
}

#[test]
fn behalf_maps_every_answer() {
    let own = ask_one(18, &["1"]).behalf.unwrap();
    assert!(own.of == Of::Own && own.consent.is_none());
    for (answer, consent) in [
        ("1", Consent::Yes),
        ("2", Consent::No),
        ("3", Consent::Unknown),
    ] {
        let other = ask_one(18, &["2", answer]).behalf.unwrap();
        assert!(other.of == Of::Another && other.consent == Some(consent));
    }
    assert!(ask_one(18, &[""]).behalf.is_none());
}

#[test]
fn every_listed_value_has_a_label_in_both_languages() {
    fn labels_of<T: Coded>(prefix: &str, listed: &[T]) -> Vec<String> {
        labels(prefix, listed)
            .into_iter()
            .map(|(_, id)| id)
            .collect()
    }
    let ids = [
        labels_of("route", Route::LISTED),
        labels_of("family", Family::LISTED),
        labels_of("danger", Danger::LISTED),
        labels_of("when", Pattern::LISTED),
        labels_of("knowledge", Knowledge::LISTED),
        labels_of("level", Level::LISTED),
        labels_of("wish", Wish::LISTED),
        labels_of("detriment", DetrimentState::LISTED),
        labels_of("role", Role::LISTED),
        labels_of("behalf", Of::LISTED),
        labels_of("consent", Consent::LISTED),
    ]
    .concat();
    assert!(ids.len() > 40);
    for language in [Language::Nl, Language::En] {
        let texts = Texts::new(language);
        for id in &ids {
            assert!(texts.find(id).is_some(), "{id}");
        }
    }
}

#[test]
fn review_shows_every_answer() {
    let report = crate::story::tests::an_example();
    let texts = Texts::new(Language::Nl);
    let answers = crate::review::answers(&report, &texts);
    assert_eq!(answers.len(), LAST);
    for answered in &answers {
        assert!(!answered.answer.is_empty(), "{}", answered.question);
    }
    assert_eq!(answers[6].answer, "Vaker – Sinds april, bijna elk weekend");
}
