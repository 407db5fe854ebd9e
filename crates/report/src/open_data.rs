//! Open data: one CSV file for each table, one with definitions. RFC 4180, UTF-8, without a mark at
//! the beginning; every cell is quoted that holds a comma, a semicolon, a tab, a quote or
//! a line.
//!
//! A table is one line for each number:
//!
//! | column | is |
//! |---|---|
//! | `row` | code of what is counted |
//! | `label_nl`, `label_en` | what people read |
//! | `role` | `part`, `total` or `measure` |
//! | `period` | `2026` or `2026-Q3` |
//! | `unit` | `count`, `count-rounded`, `percent`, `days`, `per-thousand` |
//! | `value` | the number, with a point if it has a fraction; empty if it is hidden or not known |
//! | `shown` | what stands in the table, such as `<5` |
//!
//! `definitions.csv` says what each table is of, where it comes from, how it was made, and what the
//! signs mean.

use bellrope_casework::vocabulary::Lang;
use bellrope_figures::{Cell, Label, Pack, Role, Shown, ShownRow, TableState};

/// A file of open data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// Its name, such as `T3a.csv`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Writes a pack as open data: the tables in their order, then the definitions.
#[must_use]
pub fn files(pack: &Pack) -> Vec<CsvFile> {
    let tables = pack.tables.iter().filter(|table| !table.rows.is_empty());
    let mut files: Vec<CsvFile> = tables.map(table).collect();
    files.push(definitions(pack));
    files
}

fn table(table: &Shown) -> CsvFile {
    let mut csv = Csv::default();
    csv.line(&[
        "row", "label_nl", "label_en", "role", "period", "unit", "value", "shown",
    ]);
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            csv.line(&number(row, &column.period.to_string(), *cell));
        }
    }
    CsvFile {
        name: format!("{}.csv", table.name()),
        text: csv.text,
    }
}

fn number(row: &ShownRow, period: &str, cell: Cell) -> [String; 8] {
    let role = match row.role {
        Role::Part => "part",
        Role::Total => "total",
        Role::Measure => "measure",
    };
    let (unit, value) = match cell {
        Cell::Count(number) => ("count", number.to_string()),
        Cell::Rounded(number) => ("count-rounded", number.to_string()),
        Cell::Percent(number) => ("percent", number.to_string()),
        Cell::Days(number) => ("days", number.to_string()),
        Cell::PerThousand(tenths) => ("per-thousand", format!("{}.{}", tenths / 10, tenths % 10)),
        Cell::Fewer { .. } | Cell::Withheld => ("count", String::new()),
        Cell::Absent => ("", String::new()),
    };
    [
        row.quantity.clone(),
        row.label.nl.clone(),
        row.label.en.clone(),
        role.to_owned(),
        period.to_owned(),
        unit.to_owned(),
        value,
        cell.sign(Lang::English),
    ]
}

fn definitions(pack: &Pack) -> CsvFile {
    let mut csv = Csv::default();
    csv.line(&[
        "kind",
        "name",
        "title_nl",
        "title_en",
        "text_nl",
        "text_en",
        "source",
        "standdatum",
        "state",
    ]);
    let standdatum = pack.standdatum.to_string();
    let empty = Label::new("", "");
    let mut say = |kind: &str, name: &str, title: &Label, text: &Label, tail: [&str; 3]| {
        let words = [kind, name, &title.nl, &title.en, &text.nl, &text.en];
        csv.line(&[&words[..], &tail].concat());
    };
    for table in &pack.tables {
        let origin = table.origin.as_ref();
        let source = origin.map_or("", |origin| &origin.source);
        let day = origin.map_or(standdatum.clone(), |origin| origin.standdatum.to_string());
        let state = match table.state {
            TableState::Published => "published",
            TableState::WithheldWhole => "withheld-whole",
            TableState::NotCollected => "not-collected",
        };
        let tail = [source, &day, state];
        say(
            "table",
            &table.name(),
            &table.title,
            &table.definition,
            tail,
        );
    }
    for sign in &pack.legend {
        say("sign", &sign.sign, &empty, &sign.text, ["", "", ""]);
    }
    say("reading", "", &empty, &pack.how_to_read, ["", "", ""]);
    for method in &pack.method {
        say("method", "", &empty, method, ["", &standdatum, ""]);
    }
    CsvFile {
        name: "definitions.csv".to_owned(),
        text: csv.text,
    }
}

#[derive(Default)]
struct Csv {
    text: String,
}

impl Csv {
    fn line(&mut self, fields: &[impl AsRef<str>]) {
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.field(field.as_ref());
        }
        self.text.push_str("\r\n");
    }

    fn field(&mut self, field: &str) {
        // Semicolons and tabs too: a spreadsheet takes them for the ends of cells as well.
        if !field.contains([',', ';', '\t', '"', '\r', '\n']) {
            self.text.push_str(field);
            return;
        }
        self.text.push('"');
        self.text.push_str(&field.replace('"', "\"\""));
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_is_quoted_as_rfc_4180_has_it() {
        let mut csv = Csv::default();
        csv.line(&["a", "b,c", "say \"x\"", "two\nlines", "d;e", ""]);
        assert_eq!(
            csv.text,
            "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\"d;e\",\r\n"
        );
    }
}
