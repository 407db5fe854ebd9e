use proptest::prelude::*;

use super::*;
use crate::fold::fold;
use crate::vocabulary::Category;

fn finds_in(query: &str, text: &str) -> bool {
    let text = fold(text);
    let categories = CategorySet::new(Category::Og1, [Category::Zs4]);
    let document = Document {
        number: "4821-7730",
        text: &text,
        unit: "13 lichte brigade",
        categories: Some(&categories),
        status: Status::Handling,
        received: "2026-11-23".parse().unwrap(),
    };
    Query::parse(query).unwrap().matches(&document)
}

/// Searches a case with an awkward Dutch text.
fn finds(query: &str) -> bool {
    finds_in(
        query,
        "’s Ochtends om 12:30 stond IJsbrand in ’s-Hertogenbosch. Hij zei: “foto’s? Geen één!” \
         De coördinator (privé) had 3 000 euro en de ĳzeren voorraad. Zie bijlage 77-12.",
    )
}

#[test]
fn words_are_found_however_they_are_spelled() {
    for query in [
        "",
        "ijsbrand",
        "IJSBRAND",
        "Ĳsbrand",
        "ijzeren",
        "foto's",
        "foto’s",
        "fotos",
        "een",
        "één",
        "coordinator",
        "coördinator prive",
        "'s-Hertogenbosch",
        "hertogenbosch ochtends",
        "12:30",
        "\"geen een\"",
        "“geen één”",
        "„geen één”",
        "\"in 's-hertogenbosch\"",
        "(privé)",
        "77-12",
        "lichte",
        "'",
    ] {
        assert!(finds(query), "{query}");
    }
    for query in [
        "fietsen",
        "ijsbrand fietsen",
        "\"een geen\"",
        "12:31",
        "key:value",
    ] {
        assert!(!finds(query), "{query}");
    }
}

#[test]
fn numbers_are_found_as_people_type_them() {
    for query in ["4821-7730", "48217730", "4821", "7730", "4821.7730", "482"] {
        assert!(finds(query), "{query}");
    }
    // Two digits are in every number; they count in the text only.
    for query in ["4821-7731", "48", "4822"] {
        assert!(!finds(query), "{query}");
    }
}

#[test]
fn keys_narrow_the_search() {
    for query in [
        "category:OG1",
        "category:og1",
        "categorie:pesten",
        "categorie:bevoegdheden",
        "category:zs",
        "category:OG",
        "category:OG9 category:OG1",
        "unit:13",
        "eenheid:\"lichte brigade\"",
        "unit:LÍCHTE",
        "status:handling",
        "status:\"in behandeling\"",
        "Status:open",
        "status:received status:handling",
        "period:2026",
        "periode:2026-11",
        "period:2026-11-23",
        "periode:23-11-2026",
        "period:2026-11-01..2026-12",
        "period:..2026-11-23",
        "period:2020 period:2026",
        "unit:14 unit:13",
        "period:2026-11-23..",
        "status:open pesten",
    ] {
        assert!(finds_in(query, "pesten"), "{query}");
    }
    for query in [
        "category:OG9",
        "categorie:stalking",
        "unit:14",
        "status:heropend",
        "status:received",
        "period:2025",
        "period:2026-11-24..",
        "period:..2026-10",
        "status:received pesten",
        "status:open fietsen",
        "category:OG1 status:received",
    ] {
        assert!(!finds_in(query, "pesten"), "{query}");
    }
}

#[test]
fn parse_names_the_value_that_a_key_cannot_have() {
    let refused = |text: &str| Query::parse(text).unwrap_err().to_string();
    assert_eq!(refused("category:ZS77"), "there is no category zs77");
    assert_eq!(
        refused("pesten status:nergens"),
        "there is no status nergens"
    );
    assert_eq!(refused("status:"), "there is no status ");
    for value in [
        "",
        "26",
        "2026-13",
        "2026-02-30",
        "gisteren",
        "2026..2025",
        "2026-11-23-01",
        "1969",
        "+026",
    ] {
        assert_eq!(
            refused(&format!("period:{value}")),
            format!("{value} is no period")
        );
    }
}

#[test]
fn status_open_is_every_open_status_and_not_reopened_only() {
    let query = Query::parse("status:open").unwrap();
    let categories = CategorySet::new(Category::Xx, []);
    for status in <Status as crate::vocabulary::Word>::ALL {
        let document = Document {
            number: "",
            text: "",
            unit: "",
            categories: Some(&categories),
            status: *status,
            received: Day::MIN,
        };
        assert_eq!(query.matches(&document), status.is_open(), "{status}");
    }
}

#[test]
fn needs_text_only_for_words() {
    let needs = |text: &str| Query::parse(text).unwrap().needs_text();
    assert!(needs("jansen") && needs("status:open 4821") && needs("12:30"));
    assert!(!needs("") && !needs("status:open period:2026 unit:13 category:OG") && !needs("'"));
}

#[test]
fn case_without_categories_is_found_by_none() {
    let document = Document {
        number: "4821-7730",
        text: "sleutels",
        unit: "kustwacht",
        categories: None,
        status: Status::Handling,
        received: Day::MIN,
    };
    let query = |text| Query::parse(text).unwrap();
    assert!(query("sleutels").matches(&document));
    assert!(!query("sleutels category:XX").matches(&document));
    assert!(!query("category:XX").matches_line(&document));
    // What stands in a text does not matter for the line.
    assert!(query("fietsen unit:landmacht status:open").matches_line(&document));
}

#[test]
fn query_tells_what_it_needs_and_where_it_stands() {
    let query = |text| Query::parse(text).unwrap();
    for (text, content) in [
        ("", false),
        ("status:open period:2026", false),
        ("unit:13", true),
        ("status:open sleutel", true),
    ] {
        assert_eq!(query(text).needs_content(), content, "{text}");
    }
    let both = query("Één unit:kustwacht");
    assert!(both.any_in_text("er was een deur") && !both.any_in_text("kustwacht"));
    assert!(both.any_in_unit("kustwacht oost") && !both.any_in_unit("landmacht"));
    assert_eq!(both.first_in("Toen was er één deur."), Some(12..17));
    assert_eq!(both.first_in("De Kustwacht"), Some(3..12));
    assert_eq!(both.first_in("Landmacht"), None);
}

#[test]
fn query_is_hidden_from_debug() {
    let query = Query::parse("Jan Jansen").unwrap();
    assert_eq!(format!("{query:?}"), "Query { .. }");
}

#[test]
fn month_ends_with_its_last_day() {
    let last = |text: &str| Period::parse(text).unwrap().last.to_string();
    assert_eq!(last("2026-02"), "2026-02-28");
    assert_eq!(last("2028-2"), "2028-02-29");
    assert_eq!(last("2026-11"), "2026-11-30");
    assert_eq!(last("2026-12"), "2026-12-31");
}

proptest! {
    #[test]
    fn any_text_is_a_query_or_refused_and_never_panics(text in any::<String>()) {
        if let Ok(query) = Query::parse(&text) {
            let categories = CategorySet::new(Category::Xx, []);
            let document = Document {
                number: "4821-7730",
                text: "tekst",
                unit: "",
                categories: Some(&categories),
                status: Status::Received,
                received: Day::MIN,
            };
            let _ = query.matches(&document);
        }
    }

    #[test]
    fn every_word_of_a_text_finds_it(text in "[a-zA-Zé-ĳ'’ -]{0,60}") {
        for word in text.split_whitespace() {
            prop_assert!(finds_in(word, &text), "{word}");
        }
        let phrase = format!("\"{text}\"");
        prop_assert!(finds_in(&phrase, &text));
    }
}
