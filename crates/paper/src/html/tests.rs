use crate::document::{Column, Date, Draft, Meta};

use super::*;

fn document() -> Document {
    let mut draft = Draft::new(Meta {
        language: Language::Dutch,
        title: "Verslag <2026>".to_owned(),
        author: "Meldpunt".to_owned(),
        subject: String::new(),
        identifier: "verslag 1".to_owned(),
        label: "</style>\"; x".to_owned(),
        date: Date {
            year: 2026,
            month: 11,
            day: 23,
        },
    });
    draft.contents = true;
    draft.heading(Level::One, "Cijfers");
    draft.paragraph(Text(vec![
        Run::Plain("Gesproken met ".to_owned()),
        Run::Redacted {
            ground: "5.1.2e".to_owned(),
        },
        Run::Foreign {
            language: Language::English,
            text: "line to take".to_owned(),
        },
    ]));
    draft.push(Block::Table(Table {
        caption: "Meldingen".to_owned(),
        columns: vec![Column::words("Soort"), Column::numbers("2026")],
        row_headers: true,
        rows: vec![Row {
            cells: vec!["Pesten".into(), "<5".into()],
            total: true,
        }],
        notes: vec!["<5: één tot vier".into()],
    }));
    draft.finish().unwrap()
}

#[test]
fn html_escapes_what_it_is_given() {
    let page = html(&document());
    assert!(page.contains("<h1>Verslag &lt;2026&gt;</h1>"));
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(page.contains("&lt;5"));
    assert!(!page.contains("<script"));
}

#[test]
fn html_says_languages_headers_and_where_contents_lead() {
    let page = html(&document());
    for part in [
        "<html lang=\"nl-NL\">",
        "<span lang=\"en-GB\">line to take</span>",
        "<th scope=\"row\">Pesten</th>",
        "<th scope=\"col\" class=\"paper-number\">2026</th>",
        "href=\"#part-0\"",
        "<h2 id=\"part-0\">Cijfers</h2>",
        "[gelakt: ",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn fragment_is_without_styles_and_one_level_deeper() {
    let part = fragment(&document(), 1);
    assert!(part.starts_with("<article"));
    assert!(part.contains("<h3 id=\"part-0\">Cijfers</h3>"));
    assert!(!part.contains("style"));
}
