//! The model: what a document is made of, and what must hold of it.
//!
//! A [`Draft`] takes anything; [`Draft::finish`] checks it and gives a [`Document`], which can be
//! drawn. What is checked is what a reader without eyes depends on: headings in order, tables
//! with a header for each column and a cell for each, a text for each figure.

mod check;

use crate::chart::Chart;
use crate::image::Image as Pixels;

pub use self::check::DocumentError;
pub use crate::image::{Image, ImageError};

/// The language of a document, or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Dutch, as in the Netherlands.
    Dutch,
    /// English, as in Britain.
    English,
}

impl Language {
    /// Returns the tag of BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Dutch => "nl-NL",
            Self::English => "en-GB",
        }
    }
}

/// A day, as the author gives it: a document knows no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, four digits.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The language of all that does not say otherwise.
    pub language: Language,
    /// The title; the first heading is made of it.
    pub title: String,
    /// The organisation that made it. Never a person.
    pub author: String,
    /// What it is about in a line; may be empty.
    pub subject: String,
    /// What tells it from every other document of the author, such as a number and a version.
    pub identifier: String,
    /// What stands on each page, such as "internal, copy 3"; may be empty.
    pub label: String,
    /// The day it is of.
    pub date: Date,
}

/// Text, as a row of runs. A line feed in a run begins a new line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Run>);

/// A piece of text that is set in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Plain text.
    Plain(String),
    /// What matters more than what is around it.
    Strong(String),
    /// Text in another language than the document's.
    Foreign {
        /// Its language.
        language: Language,
        /// It.
        text: String,
    },
    /// A box where something was: always equally wide, with its ground inside.
    Redacted {
        /// The ground, at most [`GROUND_MAX_CHARS`] characters, such as `5.1.2e`.
        ground: String,
    },
}

/// The longest ground that fits into a box, in characters.
pub const GROUND_MAX_CHARS: usize = 10;

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(vec![Run::Plain(text.to_owned())])
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(vec![Run::Plain(text)])
    }
}

impl Text {
    /// Returns the words alone; a box becomes its ground in square brackets.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = String::new();
        for run in &self.0 {
            match run {
                Run::Plain(text) | Run::Strong(text) | Run::Foreign { text, .. } => {
                    words.push_str(text);
                }
                Run::Redacted { ground } => {
                    words.push('[');
                    words.push_str(ground);
                    words.push(']');
                }
            }
        }
        words
    }

    fn is_blank(&self) -> bool {
        self.words().trim().is_empty()
    }
}

/// The level of a heading. The title stands above all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A chapter.
    One,
    /// A section.
    Two,
    /// A part of a section.
    Three,
}

impl Level {
    /// Returns the level as a number, 1 to 3.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// Its level: at most one more than that of the heading before.
        level: Level,
        /// What it says.
        text: Text,
    },
    /// A paragraph.
    Paragraph(Text),
    /// What is set apart: a warning, a way to read what follows.
    Callout(Text),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A chart or a picture.
    Figure(Figure),
    /// The next block begins a page, on paper.
    PageBreak,
}

/// A list of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Whether the items are numbered.
    pub ordered: bool,
    /// The items, at least one.
    pub items: Vec<Text>,
}

/// A table: one row of headers, and if it says so, a header for each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table is of.
    pub caption: String,
    /// The columns, at least one.
    pub columns: Vec<Column>,
    /// Whether the first cell of each row is its header.
    pub row_headers: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands beneath: definitions, sources, signs.
    pub notes: Vec<Text>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub head: String,
    /// Whether its cells are numbers, set to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(head: impl Into<String>) -> Self {
        let head = head.into();
        Self {
            head,
            numeric: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(head: impl Into<String>) -> Self {
        let head = head.into();
        Self {
            head,
            numeric: true,
        }
    }
}

/// A row of a table: as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Text>,
    /// Whether it sums up the others.
    pub total: bool,
}

/// A figure with its text alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What stands beneath it; may be empty.
    pub caption: String,
    /// What it says, for who does not see it. A chart's own stands in the chart.
    pub alternative: String,
    /// What is shown.
    pub content: Content,
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Bars.
    Chart(Chart),
    /// Pixels.
    Image(Pixels),
}

/// A document that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it says of itself.
    pub meta: Meta,
    /// Whether a table of contents stands before the first block.
    pub contents: bool,
    /// The blocks so far.
    pub blocks: Vec<Block>,
}

impl Draft {
    /// Begins a document without a table of contents.
    #[must_use]
    pub fn new(meta: Meta) -> Self {
        Self {
            meta,
            contents: false,
            blocks: Vec::new(),
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: Level, text: impl Into<Text>) {
        let text = text.into();
        self.blocks.push(Block::Heading { level, text });
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds any block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Checks the whole and closes it.
    ///
    /// # Errors
    ///
    /// [`DocumentError`], by variant; blocks are counted from 0.
    pub fn finish(self) -> Result<Document, DocumentError> {
        for (part, is) in [
            ("title", &self.meta.title),
            ("author", &self.meta.author),
            ("identifier", &self.meta.identifier),
        ] {
            if is.trim().is_empty() {
                return Err(DocumentError::Blank { part });
            }
        }
        check::date(self.meta.date)?;
        let mut level = 0;
        for (index, block) in self.blocks.iter().enumerate() {
            level = check::block(index, block, level)?;
        }
        Ok(Document(self))
    }
}

/// A document in which all holds that [`Draft::finish`] checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document(Draft);

impl Document {
    /// Returns what it says of itself.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.0.meta
    }

    /// Returns whether a table of contents stands before the first block.
    #[must_use]
    pub fn has_contents(&self) -> bool {
        self.0.contents
    }

    /// Returns the blocks.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.0.blocks
    }

    /// Returns the headings in order, with the place of each among the blocks.
    pub fn headings(&self) -> impl Iterator<Item = (usize, Level, &Text)> {
        let blocks = self.0.blocks.iter().enumerate();
        blocks.filter_map(|(index, block)| match block {
            Block::Heading { level, text } => Some((index, *level, text)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
