//! Tables of other sources (R129): COG, confidential advisers, IGK, survey; from a CSV file.
//!
//! # Format
//!
//! UTF-8, fields separated by `;` (or by `,` if the head has no `;`), quoted as RFC 4180 has it; one
//! head line with these names in any order:
//!
//! | column | what stands in it |
//! |---|---|
//! | `source` | who counted, at most 200 bytes; one for the whole file |
//! | `standdatum` | reference date, `YYYY-MM-DD`; one for the whole file |
//! | `table_nl`, `table_en` | title of the table |
//! | `definition_nl`, `definition_en` | what was counted |
//! | `row` | code of the row: small letters, digits, `-`; the same code and year stand once in a table |
//! | `row_nl`, `row_en` | what people read |
//! | `year` | the calendar year |
//! | `kind` | `count`, `total` (of all counts of its table and year), `denominator` or `percent` |
//! | `value` | a whole number; empty is not known; `<5` stays `<5` |
//!
//! A `denominator` says of how many the percents of its table and year are; without one that is at
//! least 50, they are not shown (R145).

use std::collections::BTreeMap;

use bellrope_protocol::time::Day;
use thiserror::Error;

use crate::Label;

/// Longest file, in bytes.
pub const FILE_MAX_LEN: usize = 1 << 20;
/// Most lines after the head.
pub const LINES_MAX: usize = 2_000;
/// Longest field, in bytes.
pub const FIELD_MAX_LEN: usize = 2_000;
/// Longest code of a row, in bytes.
pub const CODE_MAX_LEN: usize = 40;
/// Longest name of a source, in bytes.
pub const SOURCE_MAX_LEN: usize = 200;
/// Highest number.
pub const VALUE_MAX: u32 = 10_000_000;

/// The columns that a file must have.
pub const COLUMNS: [&str; 12] = [
    "source",
    "standdatum",
    "table_nl",
    "table_en",
    "definition_nl",
    "definition_en",
    "row",
    "row_nl",
    "row_en",
    "year",
    "kind",
    "value",
];

/// A table of another source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTable {
    /// Who counted.
    pub source: String,
    /// Up to which day.
    pub standdatum: Day,
    /// What it is called.
    pub title: Label,
    /// What was counted, and how.
    pub definition: Label,
    /// The rows, in the order of the file.
    pub rows: Vec<SourceRow>,
}

/// A row of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its code.
    pub code: String,
    /// What people read.
    pub label: Label,
    /// What its numbers are.
    pub kind: SourceKind,
    /// Its numbers, by year.
    pub values: BTreeMap<u16, SourceValue>,
}

/// What a number of another source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A count.
    Count,
    /// All counts of the table together.
    Total,
    /// Of how many its percents are.
    Denominator,
    /// A percentage.
    Percent,
}

/// A number of another source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceValue {
    /// The number.
    Number(u32),
    /// Fewer than this, as the source says it.
    Fewer(u32),
}

/// Reads a file of another source.
///
/// # Errors
///
/// [`SourceError`], by variant; lines count from 1, the head included.
pub fn parse(text: &str) -> Result<Vec<SourceTable>, SourceError> {
    if text.len() > FILE_MAX_LEN {
        return Err(SourceError::FileTooLong { len: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let records = records(text)?;
    let (head, lines) = records.split_first().ok_or(SourceError::Empty)?;
    let places = places(&head.fields)?;
    if lines.is_empty() {
        return Err(SourceError::Empty);
    }
    let mut tables: Vec<SourceTable> = Vec::new();
    for line in lines {
        if line.fields.len() != head.fields.len() {
            return Err(SourceError::Width {
                line: line.number,
                found: line.fields.len(),
                expected: head.fields.len(),
            });
        }
        take(
            &mut tables,
            &Line {
                record: line,
                places: &places,
            },
        )?;
    }
    Ok(tables)
}

/// One record of the file, which may span lines.
struct Record {
    number: usize,
    fields: Vec<String>,
}

/// A record with the places of the columns.
struct Line<'a> {
    record: &'a Record,
    places: &'a [usize; COLUMNS.len()],
}

impl Line<'_> {
    fn field(&self, name: &str) -> &str {
        let index = COLUMNS.iter().position(|column| *column == name);
        let place = index.and_then(|index| self.places.get(index));
        let field = place.and_then(|place| self.record.fields.get(*place));
        field.map_or("", |field| field.trim())
    }

    fn wrong(&self, column: &'static str) -> SourceError {
        SourceError::Value {
            line: self.record.number,
            column,
        }
    }

    /// Returns a field that must have something in it, and no sign that only a program reads.
    fn text(&self, column: &'static str) -> Result<&str, SourceError> {
        let text = self.field(column);
        if text.is_empty() || text.chars().any(char::is_control) {
            return Err(self.wrong(column));
        }
        Ok(text)
    }

    /// Returns a text that is one in a spreadsheet too.
    fn words(&self, column: &'static str) -> Result<&str, SourceError> {
        let text = self.text(column)?;
        if !is_words(text) {
            return Err(self.wrong(column));
        }
        Ok(text)
    }

    fn label(&self, nl: &'static str, en: &'static str) -> Result<Label, SourceError> {
        Ok(Label::new(self.words(nl)?, self.words(en)?))
    }

    fn code(&self) -> Result<&str, SourceError> {
        let code = self.text("row")?;
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if code.len() > CODE_MAX_LEN || !code.bytes().all(fits) {
            return Err(self.wrong("row"));
        }
        Ok(code)
    }

    fn kind(&self) -> Result<SourceKind, SourceError> {
        match self.field("kind") {
            "count" => Ok(SourceKind::Count),
            "total" => Ok(SourceKind::Total),
            "denominator" => Ok(SourceKind::Denominator),
            "percent" => Ok(SourceKind::Percent),
            _ => Err(self.wrong("kind")),
        }
    }

    fn year(&self) -> Result<u16, SourceError> {
        let year = number(self.field("year")).and_then(|year| u16::try_from(year).ok());
        let year = year.filter(|year| (1970..=9999).contains(year));
        year.ok_or_else(|| self.wrong("year"))
    }

    fn value(&self, kind: SourceKind) -> Result<Option<SourceValue>, SourceError> {
        let text = self.field("value");
        if text.is_empty() {
            return Ok(None);
        }
        let value = match text.strip_prefix('<') {
            Some(bound) => number(bound.trim())
                .filter(|bound| *bound > 0)
                .map(SourceValue::Fewer),
            None => number(text).map(SourceValue::Number),
        };
        let is_share = kind == SourceKind::Percent;
        let fits = |value: &SourceValue| match value {
            SourceValue::Number(number) => !is_share || *number <= 100,
            SourceValue::Fewer(_) => !is_share,
        };
        value
            .filter(fits)
            .map(Some)
            .ok_or_else(|| self.wrong("value"))
    }
}

/// Says whether a spreadsheet that opens open data shows a text as it is: it is no formula, and no
/// number or date that would be written otherwise, such as `0800` or `1e5`.
#[must_use]
pub fn is_words(text: &str) -> bool {
    let is_number = text.starts_with(|first: char| first.is_ascii_digit())
        && text.replace(',', ".").parse::<f64>().is_ok();
    let is_plain = number(text).is_some_and(|number| number.to_string() == text);
    let has_letter = text.chars().any(char::is_alphabetic);
    !text.starts_with(['=', '+', '-', '@']) && (is_plain || has_letter && !is_number)
}

/// Reads a whole number in plain digits.
fn number(text: &str) -> Option<u32> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u32> = is_plain.then(|| text.parse().ok()).flatten();
    number.filter(|number| *number <= VALUE_MAX)
}

/// Adds one line to the tables.
fn take(tables: &mut Vec<SourceTable>, line: &Line<'_>) -> Result<(), SourceError> {
    let source = line.words("source")?;
    if source.len() > SOURCE_MAX_LEN {
        return Err(line.wrong("source"));
    }
    let standdatum: Day = line
        .text("standdatum")?
        .parse()
        .map_err(|_| line.wrong("standdatum"))?;
    if let Some(first) = tables.first() {
        if first.source != source {
            return Err(line.wrong("source"));
        }
        if first.standdatum != standdatum {
            return Err(line.wrong("standdatum"));
        }
    }
    let title = line.label("table_nl", "table_en")?;
    let definition = line.label("definition_nl", "definition_en")?;
    let place = match tables.iter().position(|table| table.title == title) {
        Some(place) => place,
        None => {
            tables.push(SourceTable {
                source: source.to_owned(),
                standdatum,
                title,
                definition: definition.clone(),
                rows: Vec::new(),
            });
            tables.len() - 1
        }
    };
    let Some(table) = tables.get_mut(place) else {
        return Ok(());
    };
    if table.definition != definition {
        return Err(line.wrong("definition_nl"));
    }
    take_row(table, line)
}

fn take_row(table: &mut SourceTable, line: &Line<'_>) -> Result<(), SourceError> {
    let (code, kind, year) = (line.code()?, line.kind()?, line.year()?);
    let label = line.label("row_nl", "row_en")?;
    let value = line.value(kind)?;
    let single = matches!(kind, SourceKind::Total | SourceKind::Denominator);
    let is_second = |row: &SourceRow| single && row.kind == kind && row.code != code;
    if table.rows.iter().any(is_second) {
        return Err(line.wrong("kind"));
    }
    let place = match table.rows.iter().position(|row| row.code == code) {
        Some(place) => place,
        None => {
            table.rows.push(SourceRow {
                code: code.to_owned(),
                label: label.clone(),
                kind,
                values: BTreeMap::new(),
            });
            table.rows.len() - 1
        }
    };
    let Some(row) = table.rows.get_mut(place) else {
        return Ok(());
    };
    if row.kind != kind {
        return Err(line.wrong("kind"));
    }
    if row.label != label {
        return Err(line.wrong("row_nl"));
    }
    let Some(value) = value else {
        return Ok(());
    };
    match row.values.insert(year, value) {
        None => Ok(()),
        Some(_) => Err(SourceError::Twice {
            line: line.record.number,
        }),
    }
}

/// Finds where the columns stand.
fn places(head: &[String]) -> Result<[usize; COLUMNS.len()], SourceError> {
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let mut found = head
            .iter()
            .enumerate()
            .filter(|(_, name)| name.trim() == column);
        match (found.next(), found.next()) {
            (Some((index, _)), None) => *place = index,
            _ => return Err(SourceError::Column { column }),
        }
    }
    Ok(places)
}

/// Splits a text into records. A quoted field may hold the separator and doubled quotes.
fn records(text: &str) -> Result<Vec<Record>, SourceError> {
    let head = text.lines().next().unwrap_or_default();
    let separator = if head.contains(';') { ';' } else { ',' };
    let mut records = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = index + 1;
        if records.len() > LINES_MAX {
            return Err(SourceError::TooManyLines);
        }
        let fields = fields(line, separator, number)?;
        records.push(Record { number, fields });
    }
    Ok(records)
}

/// Splits one line. A quoted field ends on its line: no text of a table has a line break.
fn fields(line: &str, separator: char, number: usize) -> Result<Vec<String>, SourceError> {
    let quote = SourceError::Quote { line: number };
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut rest = line.chars().peekable();
    let mut is_quoted = false;
    let mut was_quoted = false;
    while let Some(char) = rest.next() {
        match char {
            '"' if is_quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if field.is_empty() && !was_quoted => (is_quoted, was_quoted) = (true, true),
            '"' => return Err(quote),
            char if char == separator && !is_quoted => {
                fields.push(std::mem::take(&mut field));
                was_quoted = false;
            }
            char => field.push(char),
        }
        if field.len() > FIELD_MAX_LEN || fields.len() > COLUMNS.len() * 4 {
            return Err(SourceError::FieldTooLong { line: number });
        }
    }
    if is_quoted {
        return Err(quote);
    }
    fields.push(field);
    Ok(fields)
}

/// Why a file of another source was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file is too long.
    #[error("file is {len} bytes, at most {FILE_MAX_LEN}")]
    FileTooLong {
        /// Its length, in bytes.
        len: usize,
    },
    /// There is no head, or no line after it.
    #[error("file has no lines")]
    Empty,
    /// There are too many lines.
    #[error("file has more than {LINES_MAX} lines")]
    TooManyLines,
    /// A field is too long, or a line has far too many.
    #[error("line {line}: a field has more than {FIELD_MAX_LEN} bytes, or there are too many")]
    FieldTooLong {
        /// The line.
        line: usize,
    },
    /// A quote does not end on its line, or stands within a field.
    #[error("line {line}: a quote is not closed or stands within a field")]
    Quote {
        /// The line.
        line: usize,
    },
    /// A column is missing or stands there twice.
    #[error("column {column} is missing or stands there twice")]
    Column {
        /// Its name.
        column: &'static str,
    },
    /// A line has more or fewer fields than the head.
    #[error("line {line} has {found} fields, expected {expected}")]
    Width {
        /// The line.
        line: usize,
        /// Its fields.
        found: usize,
        /// The head's.
        expected: usize,
    },
    /// A field does not say what its column asks for, or not what earlier lines say.
    #[error(
        "line {line}: {column} is not what the format asks for, or contradicts an earlier line"
    )]
    Value {
        /// The line.
        line: usize,
        /// The column.
        column: &'static str,
    },
    /// The same row and year stand there twice.
    #[error("line {line}: the row has a value for that year already")]
    Twice {
        /// The line.
        line: usize,
    },
}
