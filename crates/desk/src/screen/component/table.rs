//! Tables, lists of terms with their values, what is said of an empty list, leafing.

use maud::{Markup, html};

use crate::screen::frame::Frame;
use crate::text::Value;

/// A cell of a table.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    body: Markup,
    number: bool,
}

impl Cell {
    /// A cell of words.
    pub(crate) fn new(body: impl maud::Render) -> Self {
        Self {
            body: html! { (body) },
            number: false,
        }
    }

    /// A cell of a number: flush right, so that digits stand below digits.
    pub(crate) fn number(number: impl std::fmt::Display) -> Self {
        Self {
            body: html! { (number) },
            number: true,
        }
    }
}

/// A table. The first cell of a row is its head.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) caption: &'a str,
    /// Heads of the columns.
    pub(crate) heads: &'a [String],
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// Draws a table; one that is too wide is moved within its frame, also by keyboard.
pub(crate) fn table(table: &Table<'_>) -> Markup {
    // The head of a column of numbers stands above them.
    let counts = |column: usize| {
        let mut rows = table.rows.iter();
        rows.any(|row| row.get(column).is_some_and(|cell| cell.number))
    };
    html! {
        div .table tabindex="0" role="region" aria-label=(table.caption) {
            table {
                caption { (table.caption) }
                thead {
                    tr {
                        @for (column, head) in table.heads.iter().enumerate() {
                            th scope="col" .number[counts(column)] { (head) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (column, cell) in row.iter().enumerate() {
                                @if column == 0 {
                                    th scope="row" .number[cell.number] { (cell.body) }
                                } @else {
                                    td .number[cell.number] { (cell.body) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Draws terms with their values.
pub(crate) fn definitions(pairs: &[(String, Markup)]) -> Markup {
    html! {
        dl .definitions {
            @for (term, value) in pairs {
                div { dt { (term) } dd { (value) } }
            }
        }
    }
}

/// What stands where a list would be; says what fills it.
pub(crate) fn empty(text: &str, more: Option<Markup>) -> Markup {
    html! {
        div .empty {
            p { (text) }
            @if let Some(more) = more { (more) }
        }
    }
}

/// Which part of a long list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pages {
    /// From 1.
    pub(crate) page: usize,
    pub(crate) count: usize,
    each: usize,
}

impl Pages {
    /// Divides `len` things into pages of `each` and takes the one that was asked for, or the nearest.
    pub(crate) fn of(len: usize, each: usize, asked: &str) -> Self {
        let count = len.div_ceil(each).max(1);
        let page = asked.parse().unwrap_or(1).clamp(1, count);
        Self { page, count, each }
    }

    /// Returns the things of this page.
    pub(crate) fn slice<'t, T>(&self, all: &'t [T]) -> &'t [T] {
        let from = (self.page - 1) * self.each;
        &all[from.min(all.len())..(from + self.each).min(all.len())]
    }
}

/// Draws the way through the pages of a list; `path` ends in what stands before the number, such as
/// `/cases?page=`.
pub(crate) fn pages(frame: &Frame<'_>, at: Pages, path: &str) -> Markup {
    if at.count < 2 {
        return html! {};
    }
    let values = [
        ("page", Value::from(at.page)),
        ("count", Value::from(at.count)),
    ];
    html! {
        nav .pages aria-label=(frame.texts.get("ui-pages")) {
            @if at.page > 1 {
                a href=(format!("{path}{}", at.page - 1)) rel="prev" { (frame.texts.get("ui-previous")) }
            }
            span { (frame.texts.with("ui-page-at", &values)) }
            @if at.page < at.count {
                a href=(format!("{path}{}", at.page + 1)) rel="next" { (frame.texts.get("ui-next")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_show_everything_once() {
        let all: Vec<u32> = (0..103).collect();
        let mut shown: Vec<u32> = Vec::new();
        for page in 1..=5 {
            shown.extend(Pages::of(all.len(), 25, &page.to_string()).slice(&all));
        }
        assert_eq!(shown, all);
    }

    #[test]
    fn pages_take_the_nearest_to_what_is_asked() {
        let page = |len, asked| Pages::of(len, 25, asked).page;
        assert_eq!(
            [
                page(100, "0"),
                page(100, "9"),
                page(100, "x"),
                page(0, "3"),
                page(100, "4")
            ],
            [1, 4, 1, 1, 4]
        );
        assert!(Pages::of(0, 25, "1").slice::<u32>(&[]).is_empty());
    }
}
