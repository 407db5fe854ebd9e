//! Files of other sources: what is read, and what is refused by name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failing helper fails the test"
)]

use bellrope_figures::source::{
    self, CODE_MAX_LEN, FIELD_MAX_LEN, FILE_MAX_LEN, LINES_MAX, SourceError, SourceKind,
    SourceValue, parse,
};

const HEAD: &str = "source;standdatum;table_nl;table_en;definition_nl;definition_en;row;row_nl;row_en;year;kind;value";

fn file(lines: &[&str]) -> String {
    format!("{HEAD}\n{}\n", lines.join("\n"))
}

const COG: &str =
    "COG;2026-10-01;Klachten;Complaints;Ingediend;Filed;founded;Gegrond;Well-founded;2026;count;12";

#[test]
fn parse_reads_rows_quotes_and_signs() {
    let text = file(&[
        COG,
        "COG;2026-10-01;Klachten;Complaints;Ingediend;Filed;founded;Gegrond;Well-founded;2025;count;<5",
        "COG;2026-10-01;Klachten;Complaints;Ingediend;Filed;all;\"Totaal; \"\"alles\"\"\";Total;2026;total;40",
    ]);
    let tables = parse(&format!("\u{feff}{text}")).unwrap();
    assert_eq!(tables.len(), 1);
    let rows = &tables[0].rows;
    assert_eq!(rows[0].values[&2026], SourceValue::Number(12));
    assert_eq!(rows[0].values[&2025], SourceValue::Fewer(5));
    assert_eq!(rows[1].label.nl, "Totaal; \"alles\"");
    assert_eq!(rows[1].kind, SourceKind::Total);
}

#[test]
fn parse_refuses_by_name_what_the_format_does_not_have() {
    let wrong = |line: &str| parse(&file(&[line])).unwrap_err();
    let value = |column| SourceError::Value { line: 2, column };
    assert_eq!(wrong(&COG.replace(";count;", ";sum;")), value("kind"));
    assert_eq!(
        wrong(&COG.replace("2026-10-01", "1-10-2026")),
        value("standdatum")
    );
    assert_eq!(wrong(&COG.replace(";2026;", ";26;")), value("year"));
    assert_eq!(wrong(&COG.replace(";12", ";-1")), value("value"));
    assert_eq!(wrong(&COG.replace(";12", ";1.5")), value("value"));
    assert_eq!(wrong(&COG.replace(";12", ";99999999")), value("value"));
    assert_eq!(
        wrong(&COG.replace("count;12", "percent;101")),
        value("value")
    );
    assert_eq!(wrong(&COG.replace(";founded;", ";Founded;")), value("row"));
    let long = "a".repeat(CODE_MAX_LEN + 1);
    assert_eq!(
        wrong(&COG.replace(";founded;", &format!(";{long};"))),
        value("row")
    );
    assert_eq!(
        wrong(&format!("{COG};more")),
        SourceError::Width {
            line: 2,
            found: 13,
            expected: 12
        }
    );
    assert_eq!(
        wrong(&COG.replace("Klachten", "\"Klach\"ten\"")),
        SourceError::Quote { line: 2 }
    );
    let long = "a".repeat(FIELD_MAX_LEN + 1);
    assert_eq!(
        wrong(&COG.replace("Klachten", &long)),
        SourceError::FieldTooLong { line: 2 }
    );
    assert_eq!(
        parse(&file(&[COG, COG])),
        Err(SourceError::Twice { line: 3 })
    );
    let other = COG.replace("COG;", "IGK;");
    assert_eq!(
        parse(&file(&[COG, &other])),
        Err(SourceError::Value {
            line: 3,
            column: "source"
        })
    );
}

#[test]
fn parse_refuses_files_without_end() {
    assert_eq!(parse(""), Err(SourceError::Empty));
    assert_eq!(parse(HEAD), Err(SourceError::Empty));
    assert_eq!(
        parse(&HEAD.replace(";kind", "")),
        Err(SourceError::Column { column: "kind" })
    );
    let twice = format!("{HEAD};kind\n{COG};count");
    assert_eq!(parse(&twice), Err(SourceError::Column { column: "kind" }));
    let long = " ".repeat(FILE_MAX_LEN + 1);
    assert_eq!(
        parse(&long),
        Err(SourceError::FileTooLong {
            len: FILE_MAX_LEN + 1
        })
    );
    let lines: Vec<String> = (0..=LINES_MAX)
        .map(|row| COG.replace(";founded;", &format!(";row-{row};")))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(parse(&file(&lines)), Err(SourceError::TooManyLines));
    assert!(parse(&file(&lines[..LINES_MAX])).is_ok());
}

#[test]
fn words_are_those_that_a_spreadsheet_shows_as_they_are() {
    for text in [
        "Gegrond",
        "5 jaar",
        "2026",
        "1–2 jaar",
        "Café ’t Hoekje",
        "0800-lijn",
    ] {
        assert!(source::is_words(text), "{text}");
    }
    for text in [
        "=1+1", "+31", "-", "@a", "0800", "1,5", "1e5", "1-2", "12:30", "–",
    ] {
        assert!(!source::is_words(text), "{text}");
    }
}
