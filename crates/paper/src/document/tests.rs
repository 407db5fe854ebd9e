use super::*;

pub(crate) fn meta() -> Meta {
    Meta {
        language: Language::Dutch,
        title: "Verslag over 2026".to_owned(),
        author: "Meldpunt".to_owned(),
        subject: "Meldingen".to_owned(),
        identifier: "verslag 1, versie 1".to_owned(),
        label: "Publieke versie".to_owned(),
        date: Date {
            year: 2026,
            month: 11,
            day: 23,
        },
    }
}

fn finish(block: Block) -> Result<Document, DocumentError> {
    let mut draft = Draft::new(meta());
    draft.heading(Level::One, "Eerst");
    draft.push(block);
    draft.finish()
}

#[test]
fn finish_refuses_a_skipped_level() {
    let skipped = finish(Block::Heading {
        level: Level::Three,
        text: "Derde".into(),
    });
    let expected = DocumentError::Level {
        index: 1,
        level: 3,
        before: 1,
    };
    assert_eq!(skipped.unwrap_err(), expected);
}

#[test]
fn finish_refuses_a_row_that_lacks_a_cell() {
    let ragged = finish(Block::Table(Table {
        caption: "Tabel".to_owned(),
        columns: vec![Column::words("Soort"), Column::numbers("2026")],
        row_headers: true,
        rows: vec![Row {
            cells: vec!["Pesten".into()],
            total: false,
        }],
        notes: Vec::new(),
    }));
    let expected = DocumentError::Ragged {
        index: 1,
        cells: 1,
        columns: 2,
    };
    assert_eq!(ragged.unwrap_err(), expected);
}

#[test]
fn finish_refuses_a_picture_without_words() {
    let picture = finish(Block::Figure(Figure {
        caption: String::new(),
        alternative: " ".to_owned(),
        content: Content::Image(Image::new(1, 1, vec![0; 4]).unwrap()),
    }));
    assert_eq!(
        picture.unwrap_err(),
        DocumentError::Alternative { index: 1 }
    );
}

#[test]
fn finish_refuses_a_ground_that_does_not_fit() {
    for ground in ["", "artikel 5.1 lid 2"] {
        let text = Text(vec![Run::Redacted {
            ground: ground.to_owned(),
        }]);
        let refused = finish(Block::Paragraph(text)).unwrap_err();
        assert_eq!(refused, DocumentError::Ground { index: 1 });
    }
}

#[test]
fn finish_refuses_a_document_without_title_or_day() {
    let mut blank = Draft::new(meta());
    blank.meta.title = " ".to_owned();
    assert_eq!(
        blank.finish().unwrap_err(),
        DocumentError::Blank { part: "title" }
    );
    let mut dayless = Draft::new(meta());
    dayless.meta.date.month = 13;
    assert_eq!(dayless.finish().unwrap_err(), DocumentError::Date);
}

#[test]
fn image_refuses_pixels_of_another_size() {
    assert!(Image::new(2, 2, vec![0; 15]).is_err());
    assert!(Image::new(0, 2, Vec::new()).is_err());
}
