//! What must hold of a document before it is one.

use super::{Block, Content, Date, GROUND_MAX_CHARS, Run, Table, Text};

pub(super) fn date(date: Date) -> Result<(), DocumentError> {
    let fits = (1..=9999).contains(&date.year)
        && (1..=12).contains(&date.month)
        && (1..=31).contains(&date.day);
    fits.then_some(()).ok_or(DocumentError::Date)
}

/// Checks a block after a heading of `level`; returns the level that holds after it.
pub(super) fn block(index: usize, block: &Block, level: u8) -> Result<u8, DocumentError> {
    grounds(index, block)?;
    let blank = |is: bool| match is {
        true => Err(DocumentError::Empty { index }),
        false => Ok(()),
    };
    match block {
        Block::Heading { level: next, text } => {
            blank(text.is_blank())?;
            if next.number() > level + 1 {
                return Err(DocumentError::Level {
                    index,
                    level: next.number(),
                    before: level,
                });
            }
            return Ok(next.number());
        }
        Block::List(list) => blank(list.items.is_empty())?,
        Block::Table(it) => table(index, it)?,
        Block::Figure(figure) => {
            if matches!(&figure.content, Content::Chart(chart) if !chart.is_whole()) {
                return Err(DocumentError::Chart { index });
            }
            let text = match &figure.content {
                Content::Chart(chart) => &chart.alternative,
                Content::Image(_) => &figure.alternative,
            };
            if text.trim().is_empty() {
                return Err(DocumentError::Alternative { index });
            }
        }
        Block::Paragraph(_) | Block::Callout(_) | Block::PageBreak => {}
    }
    Ok(level)
}

fn table(index: usize, table: &Table) -> Result<(), DocumentError> {
    let width = table.columns.len();
    let headless = table.columns.iter().any(|it| it.head.trim().is_empty());
    if table.caption.trim().is_empty() || width == 0 || headless {
        return Err(DocumentError::Header { index });
    }
    match table.rows.iter().find(|row| row.cells.len() != width) {
        Some(row) => Err(DocumentError::Ragged {
            index,
            cells: row.cells.len(),
            columns: width,
        }),
        None => Ok(()),
    }
}

fn grounds(index: usize, block: &Block) -> Result<(), DocumentError> {
    let fits = |text: &Text| {
        text.0.iter().all(|run| match run {
            Run::Redacted { ground } => {
                let chars = ground.chars().count();
                (1..=GROUND_MAX_CHARS).contains(&chars)
            }
            _ => true,
        })
    };
    let all = match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Callout(text) => fits(text),
        Block::List(list) => list.items.iter().all(fits),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.chain(&table.notes).all(fits)
        }
        Block::Figure(_) | Block::PageBreak => true,
    };
    all.then_some(()).ok_or(DocumentError::Ground { index })
}

/// Why a draft is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// A part of what it says of itself is missing.
    #[error("the document has no {part}")]
    Blank {
        /// Which.
        part: &'static str,
    },
    /// The date is none.
    #[error("the document's date is none")]
    Date,
    /// A heading or a list says nothing.
    #[error("block {index} is empty")]
    Empty {
        /// Which.
        index: usize,
    },
    /// A heading skips a level.
    #[error("block {index} is a heading of level {level} after level {before}")]
    Level {
        /// Which.
        index: usize,
        /// Its level.
        level: u8,
        /// The level before; 0 is the title.
        before: u8,
    },
    /// A table has no caption, or a column without a header.
    #[error("the table of block {index} lacks a caption or a header")]
    Header {
        /// Which.
        index: usize,
    },
    /// A row has more or fewer cells than there are columns.
    #[error("a row of the table of block {index} has {cells} cells, expected {columns}")]
    Ragged {
        /// Which.
        index: usize,
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A chart has too few or too many series, or a group without a bar for each.
    #[error("the chart of block {index} is not whole")]
    Chart {
        /// Which.
        index: usize,
    },
    /// A figure has no text alternative.
    #[error("the figure of block {index} has no text alternative")]
    Alternative {
        /// Which.
        index: usize,
    },
    /// A redaction has no ground, or one that does not fit into a box.
    #[error("a redaction in block {index} has no ground of at most {GROUND_MAX_CHARS} characters")]
    Ground {
        /// Which.
        index: usize,
    },
}
