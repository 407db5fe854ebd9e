//! The report as a document: summary, how to read, the three phases with their tables, what is
//! left, method, signs, and what was left out.

use bellrope_casework::learning::{Evaluation, Phase, Piece, pieces};
use bellrope_casework::template::in_words;
use bellrope_casework::vocabulary::{Lang, Word as _};
use bellrope_figures::{Pack, Role, Shown, TableId, TableState};
use bellrope_paper::Document;
use bellrope_paper::document::{
    Block, Column, Content, Date, DocumentError, Draft, Figure, Language, Level, Meta, Row, Run,
    Table, Text,
};
use bellrope_protocol::time::Day;
use serde::{Deserialize, Serialize};

use crate::chart::chart;
use crate::narrative::{Narrative, Words};
use crate::word;

/// For whom a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// Everybody.
    Public,
    /// The organisation's own people: with the line to take, questions and answers.
    Intranet,
}

impl Variant {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Public, Self::Intranet];

    /// Returns its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Intranet => "intranet",
        }
    }
}

/// Which report it is: a number that the desk counts, and a version that corrections raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The publication, from 1.
    pub number: u32,
    /// The version, from 1.
    pub version: u32,
    /// The day it was made.
    pub day: Day,
}

/// The sort of reason for which a report is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Something was counted wrongly.
    Counting,
    /// Reports or outcomes came in late.
    Late,
    /// What a table counts was defined anew.
    Definition,
    /// Another source corrected its figures.
    Source,
    /// The words were wrong, the figures not.
    Wording,
}

impl Ground {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Counting,
        Self::Late,
        Self::Definition,
        Self::Source,
        Self::Wording,
    ];

    /// Returns its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counting => "counting",
            Self::Late => "late",
            Self::Definition => "definition",
            Self::Source => "source",
            Self::Wording => "wording",
        }
    }

    /// Finds the one of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// Returns what people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Counting, Lang::Dutch) => "er was verkeerd geteld",
            (Self::Counting, Lang::English) => "something was counted wrongly",
            (Self::Late, Lang::Dutch) => "meldingen of uitkomsten kwamen later binnen",
            (Self::Late, Lang::English) => "reports or outcomes came in later",
            (Self::Definition, Lang::Dutch) => "wat wordt geteld, is anders omschreven",
            (Self::Definition, Lang::English) => "what is counted was defined anew",
            (Self::Source, Lang::Dutch) => "een andere bron heeft haar cijfers verbeterd",
            (Self::Source, Lang::English) => "another source corrected its figures",
            (Self::Wording, Lang::Dutch) => "de woorden klopten niet, de cijfers wel",
            (Self::Wording, Lang::English) => "the words were wrong, the figures were not",
        }
    }
}

/// Why an earlier version was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The sort of reason.
    pub ground: Ground,
    /// The reason in words.
    pub reason: String,
}

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Which it is; absent in a preview.
    pub identity: Option<Identity>,
    /// The figures, protected.
    pub pack: &'a Pack,
    /// The words.
    pub narrative: &'a Narrative,
    /// The yearly evaluation, if one was written.
    pub evaluation: Option<&'a Evaluation>,
    /// What it corrects.
    pub correction: Option<&'a Correction>,
}

/// Writes a report as a document.
///
/// # Errors
///
/// [`DocumentError`], if a text that must be there is empty.
pub fn document(
    report: &Report<'_>,
    variant: Variant,
    lang: Lang,
) -> Result<Document, DocumentError> {
    let mut writer = Writer {
        report,
        lang,
        draft: Draft::new(meta(report, variant, lang)),
    };
    writer.draft.contents = true;
    writer.summary();
    if variant == Variant::Intranet {
        writer.press();
    }
    writer.phases();
    writer.others();
    writer.method();
    writer.redactions();
    writer.draft.finish()
}

fn meta(report: &Report<'_>, variant: Variant, lang: Lang) -> Meta {
    let period = report.pack.number.period;
    let (day, identifier) = match report.identity {
        Some(Identity {
            number,
            version,
            day,
        }) => (day, format!("{number}.{version}, {}", variant.code())),
        None => (report.pack.standdatum, format!("–, {}", variant.code())),
    };
    Meta {
        language: match lang {
            Lang::Dutch => Language::Dutch,
            Lang::English => Language::English,
        },
        title: format!("{} {period}", word::title(lang)),
        author: report.narrative.organisation.trim().to_owned(),
        subject: word::subject(lang).to_owned(),
        identifier,
        label: word::label(variant, lang).to_owned(),
        date: date(day),
    }
}

fn date(day: Day) -> Date {
    let (year, month, date) = day.date();
    Date {
        year: u16::try_from(year).unwrap_or(u16::MAX),
        month: u8::try_from(month).unwrap_or(u8::MAX),
        day: u8::try_from(date).unwrap_or(u8::MAX),
    }
}

struct Writer<'a> {
    report: &'a Report<'a>,
    lang: Lang,
    draft: Draft,
}

impl Writer<'_> {
    fn chapter(&mut self, heading: &str) {
        self.draft.heading(Level::One, heading);
    }

    /// Writes words as paragraphs; those in the other language are marked.
    fn say(&mut self, words: &Words) {
        let (text, is) = words.text(self.lang);
        let other = (is != self.lang).then_some(Language::Dutch);
        for paragraph in paragraphs(text) {
            let run = match other {
                Some(language) => Run::Foreign {
                    language,
                    text: paragraph.to_owned(),
                },
                None => Run::Plain(paragraph.to_owned()),
            };
            self.draft.paragraph(Text(vec![run]));
        }
    }

    fn summary(&mut self) {
        let (report, lang) = (self.report, self.lang);
        if let Some(day) = report.narrative.embargo {
            let until = format!("{} {}.", word::embargo(lang), in_words(day, lang));
            self.draft.paragraph(Text(vec![Run::Strong(until)]));
        }
        if let Some(correction) = report.correction {
            let ground = correction.ground.label(lang);
            let said = format!(
                "{} {}: {ground}. {}",
                word::correction(lang),
                word::why(lang),
                correction.reason.trim()
            );
            self.draft.push(Block::Callout(said.into()));
        }
        self.chapter(word::summary(lang));
        self.say(&report.narrative.summary);
        self.chapter(word::how_to_read(lang));
        let how = report.pack.how_to_read.text(lang);
        self.draft.push(Block::Callout(how.into()));
    }

    /// What spokespeople need.
    fn press(&mut self) {
        let narrative = self.report.narrative;
        if !narrative.line_to_take.is_blank() {
            self.chapter(word::line_to_take(self.lang));
            self.say(&narrative.line_to_take);
        }
        if !narrative.questions.is_empty() {
            self.chapter(word::questions(self.lang));
            for question in &narrative.questions {
                let (ask, _) = question.ask.text(self.lang);
                self.draft.heading(Level::Two, ask);
                self.say(&question.answer);
            }
        }
    }

    /// The three phases of R141, each with its words and its tables.
    fn phases(&mut self) {
        for (index, phase) in [Phase::Comply, Phase::Grow, Phase::Assure]
            .into_iter()
            .enumerate()
        {
            self.chapter(phase.label(self.lang));
            if let Some(evaluation) = self.report.evaluation {
                let chapter = &evaluation.phases[index];
                if chapter.text.trim().is_empty() {
                    self.draft.paragraph(word::unwritten(self.lang));
                }
                self.referring(&chapter.text);
                if !chapter.changed.trim().is_empty() {
                    self.draft.heading(Level::Two, word::changed(self.lang));
                    self.referring(&chapter.changed);
                }
            }
            let report = self.report;
            for table in report.pack.tables.iter().filter(|it| belongs(it, phase)) {
                self.table(table);
            }
        }
        if let Some(evaluation) = self.report.evaluation
            && !evaluation.changes.trim().is_empty()
        {
            self.chapter(word::changes(self.lang));
            self.referring(&evaluation.changes);
        }
    }

    /// Writes a text of the evaluation: Dutch, with tables by their numbers.
    fn referring(&mut self, text: &str) {
        let mut said = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Table(number) => {
                    said.push_str(word::table(Lang::Dutch));
                    said.push_str(&format!(" T{number}"));
                }
            }
        }
        self.say(&Words::new(said, ""));
    }

    /// The tables that no phase has.
    fn others(&mut self) {
        let phases = [Phase::Comply, Phase::Grow, Phase::Assure];
        let report = self.report;
        let is_left = |table: &&Shown| !phases.iter().any(|phase| belongs(table, *phase));
        let mut left = report.pack.tables.iter().filter(is_left).peekable();
        if left.peek().is_some() {
            self.chapter(word::others(self.lang));
        }
        for table in left {
            self.table(table);
        }
    }

    /// A table with its chart, its definition, its source and its reference date (R129).
    fn table(&mut self, table: &Shown) {
        let lang = self.lang;
        let title = format!("{}. {}", table.name(), table.title.text(lang));
        self.draft.heading(Level::Two, title.as_str());
        let absent = match table.state {
            TableState::WithheldWhole => Some(word::withheld(lang)),
            TableState::NotCollected => Some(word::not_collected(lang)),
            TableState::Published => None,
        };
        if let Some(chart) = chart(table, lang).filter(|_| absent.is_none()) {
            self.draft.push(Block::Figure(Figure {
                caption: String::new(),
                alternative: String::new(),
                content: Content::Chart(chart),
            }));
        }
        let notes = self.notes(table);
        match absent {
            Some(why) => {
                self.draft.paragraph(why);
                notes
                    .into_iter()
                    .for_each(|note| self.draft.paragraph(note));
            }
            None => self
                .draft
                .push(Block::Table(drawn(table, title, notes, lang))),
        }
    }

    fn notes(&self, table: &Shown) -> Vec<Text> {
        let lang = self.lang;
        let said = |head: &str, text: &str| {
            Text(vec![
                Run::Strong(format!("{head}: ")),
                Run::Plain(text.to_owned()),
            ])
        };
        let mut notes = vec![said(word::definition(lang), table.definition.text(lang))];
        let (source, day) = match &table.origin {
            Some(origin) => (origin.source.as_str(), origin.standdatum),
            None => (word::own(lang), self.report.pack.standdatum),
        };
        notes.push(said(word::source(lang), source));
        notes.push(said(word::standdatum(lang), &in_words(day, lang)));
        if table.columns.iter().any(|column| column.repeats.is_some()) {
            notes.push(word::repeats(lang).into());
        }
        notes
    }

    /// T15: how the figures were made, and what the signs mean.
    fn method(&mut self) {
        let (pack, lang) = (self.report.pack, self.lang);
        self.chapter(&format!("T15. {}", word::method(lang)));
        for paragraph in &pack.method {
            self.draft.paragraph(paragraph.text(lang));
        }
        if pack.legend.is_empty() {
            return;
        }
        let rows = pack.legend.iter().map(|sign| Row {
            cells: vec![sign.sign.as_str().into(), sign.text.text(lang).into()],
            total: false,
        });
        self.draft.push(Block::Table(Table {
            caption: word::legend(lang).to_owned(),
            columns: vec![
                Column::words(word::sign(lang)),
                Column::words(word::means(lang)),
            ],
            row_headers: true,
            rows: rows.collect(),
            notes: Vec::new(),
        }));
    }

    fn redactions(&mut self) {
        let (narrative, lang) = (self.report.narrative, self.lang);
        self.chapter(word::redactions(lang));
        if narrative.redactions.is_empty() {
            self.draft.paragraph(word::nothing_left_out(lang));
            return;
        }
        let rows = narrative.redactions.iter().map(|it| Row {
            cells: vec![it.what.text(lang).0.into(), it.ground.as_str().into()],
            total: false,
        });
        self.draft.push(Block::Table(Table {
            caption: word::redactions(lang).to_owned(),
            columns: vec![
                Column::words(word::what(lang)),
                Column::words(word::ground(lang)),
            ],
            row_headers: true,
            rows: rows.collect(),
            notes: Vec::new(),
        }));
    }
}

/// Draws a protected table, cell by cell as it is shown.
fn drawn(table: &Shown, caption: String, notes: Vec<Text>, lang: Lang) -> Table {
    let mut columns = vec![Column::words(word::of_table(lang))];
    let periods = table.columns.iter();
    columns.extend(periods.map(|it| Column::numbers(it.period.to_string())));
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<Text> = vec![row.label.text(lang).into()];
        cells.extend(row.cells.iter().map(|cell| Text::from(cell.sign(lang))));
        Row {
            cells,
            total: row.role == Role::Total,
        }
    });
    Table {
        caption,
        columns,
        row_headers: true,
        rows: rows.collect(),
        notes,
    }
}

fn belongs(table: &Shown, phase: Phase) -> bool {
    phase.tables().contains(&number(table.id))
}

const fn number(id: TableId) -> u8 {
    match id {
        TableId::T1 => 1,
        TableId::T2 => 2,
        TableId::T3 => 3,
        TableId::T4 => 4,
        TableId::T5 => 5,
        TableId::T6 => 6,
        TableId::T7 => 7,
        TableId::T8 => 8,
        TableId::T9 => 9,
        TableId::T10 => 10,
        TableId::T11 => 11,
        TableId::T12 => 12,
        TableId::T13 => 13,
        TableId::T14 => 14,
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("\n\n").map(str::trim);
    parts.filter(|part| !part.is_empty())
}
