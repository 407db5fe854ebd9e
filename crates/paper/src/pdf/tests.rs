use super::*;
use crate::chart::{Bar, Chart, Group};
use crate::document::{
    Block, Column, Content, Date, Draft, Figure, Image, Language, Level, List, Meta, Row, Run,
    Table, Text,
};

fn draft() -> Draft {
    let mut draft = Draft::new(Meta {
        language: Language::Dutch,
        title: "Verslag over 2026".to_owned(),
        author: "Meldpunt".to_owned(),
        subject: "Meldingen".to_owned(),
        identifier: "verslag 1".to_owned(),
        label: "Publieke versie".to_owned(),
        date: Date {
            year: 2026,
            month: 11,
            day: 23,
        },
    });
    draft.contents = true;
    draft
}

fn document() -> Document {
    let mut draft = draft();
    draft.heading(Level::One, "Samenvatting 😀");
    draft.paragraph(Text(vec![
        Run::Plain("Gesproken met ".to_owned()),
        Run::Redacted {
            ground: "5.1.2e".to_owned(),
        },
        Run::Plain(" over ".to_owned()),
        Run::Strong("veiligheid".to_owned()),
        Run::Foreign {
            language: Language::English,
            text: " (line to take)".to_owned(),
        },
    ]));
    draft.push(Block::Callout(
        "Een stijging kan meer vertrouwen betekenen.".into(),
    ));
    draft.push(Block::List(List {
        ordered: true,
        items: vec!["eerst".into(), "dan".into()],
    }));
    draft.heading(Level::Two, "Cijfers");
    draft.push(Block::Table(Table {
        caption: "Meldingen naar soort".to_owned(),
        columns: vec![Column::words("Soort"), Column::numbers("2026")],
        row_headers: true,
        rows: (0..90)
            .map(|row| Row {
                cells: vec![format!("Soort {row}").into(), "<5".into()],
                total: row == 89,
            })
            .collect(),
        notes: vec!["<5: één tot en met vier".into()],
    }));
    draft.push(Block::Figure(Figure {
        caption: "Meldingen".to_owned(),
        alternative: String::new(),
        content: Content::Chart(Chart {
            alternative: "Pesten: 12 in 2026, minder dan 5 in 2025".to_owned(),
            series: vec!["2026".to_owned(), "2025".to_owned()],
            groups: vec![Group {
                label: "Pesten".to_owned(),
                bars: vec![
                    Bar::Count {
                        length: 12,
                        label: "12".to_owned(),
                    },
                    Bar::Below {
                        bound: 5,
                        label: "<5".to_owned(),
                    },
                ],
            }],
        }),
    }));
    draft.push(Block::Figure(Figure {
        caption: String::new(),
        alternative: "Een grijs vlak".to_owned(),
        content: Content::Image(Image::new(3, 2, vec![128; 24]).unwrap()),
    }));
    draft.finish().unwrap()
}

#[test]
fn pdf_passes_its_own_validators_and_is_the_same_twice() {
    let once = pdf(&document()).unwrap();
    assert!(once.starts_with(b"%PDF-1.7"));
    assert_eq!(once, pdf(&document()).unwrap());
}

#[test]
fn pdf_takes_an_empty_document_and_words_without_spaces() {
    pdf(&draft().finish().unwrap()).unwrap();
    let mut long = draft();
    long.paragraph("x".repeat(5000));
    let cell = "regel\n".repeat(200);
    long.push(Block::Table(Table {
        caption: "Lang".to_owned(),
        columns: (0..12)
            .map(|it| Column::words(format!("kolom{it}")))
            .collect(),
        row_headers: false,
        rows: vec![Row {
            cells: vec![cell.as_str().into(); 12],
            total: false,
        }],
        notes: Vec::new(),
    }));
    let layout = flow::lay_out(&long.finish().unwrap());
    assert!(layout.pages.len() > 4);
}

#[test]
fn lay_out_keeps_everything_on_the_page() {
    let layout = flow::lay_out(&document());
    for page in &layout.pages {
        for shape in page.pieces.iter().flat_map(|piece| &piece.shapes) {
            let (x, y) = match shape {
                layout::Shape::Words { x, y, .. } => (*x, *y),
                layout::Shape::Fill { rect, .. } | layout::Shape::Image { rect, .. } => {
                    (rect.x + rect.width, rect.y + rect.height)
                }
                _ => continue,
            };
            assert!((layout::LEFT - 0.1..=layout::LEFT + layout::WIDTH + 0.1).contains(&x));
            assert!((layout::TOP - 0.1..=layout::BOTTOM + 1.0).contains(&y));
        }
    }
}

#[test]
fn lay_out_gives_every_redaction_the_same_box() {
    let layout = |ground: &str| {
        let mut draft = draft();
        draft.paragraph(Text(vec![Run::Redacted {
            ground: ground.to_owned(),
        }]));
        let layout = flow::lay_out(&draft.finish().unwrap());
        let shapes = layout.pages.into_iter().flat_map(|page| page.pieces);
        let boxes = shapes
            .flat_map(|piece| piece.shapes)
            .filter_map(|shape| match shape {
                layout::Shape::Fill {
                    rect,
                    tone: layout::Tone::Ink,
                } => Some((rect.x, rect.y, rect.width, rect.height)),
                _ => None,
            });
        boxes.collect::<Vec<_>>()
    };
    assert_eq!(layout("5.1.2e").len(), 1);
    assert_eq!(layout("5.1.2e"), layout("5.1.1.d"));
}
