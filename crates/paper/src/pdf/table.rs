//! Tables on paper: columns as wide as their words want, a header on each page, rows that break
//! over pages only where one is longer than a page.

use crate::document::{Row, Table, Text};
use crate::font::Weight;
use crate::pdf::flow::{Flow, style, total};
use crate::pdf::layout::{BOTTOM, Kind, LEFT, ROOT, Rect, TOP, Tone, WIDTH};
use crate::pdf::text::{Line, Style, lines, widths};

const CELL: Style = style(9.0, 12.0, Weight::Regular);
const HEAD: Style = style(9.0, 12.0, Weight::Bold);
const PAD: f32 = 4.0;

/// Lays a table out, its caption above.
pub(super) fn lay_out(flow: &mut Flow, table: &Table) {
    let columns = columns(table);
    let head = cells(
        table.columns.iter().map(|it| Text::from(it.head.as_str())),
        HEAD,
        &columns,
    );
    let caption = lines(
        &table.caption.as_str().into(),
        style(10.5, 15.0, Weight::Bold),
        WIDTH,
    );
    let first = table
        .rows
        .first()
        .map_or(1, |row| height_of(&body(row, &columns)));
    flow.need(total(caption.len(), 15.0) + total(height_of(&head) + first, 12.0) + 8.0 * PAD);

    let node = flow.node(ROOT, Kind::Table);
    let caption_node = flow.node(node, Kind::Caption);
    flow.set(
        caption_node,
        &caption,
        LEFT,
        style(10.5, 15.0, Weight::Bold),
    );
    flow.y += 3.0;
    let drawing = Drawing { table, columns };
    let head_node = flow.node(node, Kind::Head);
    let row = flow.node(head_node, Kind::Row);
    let nodes: Vec<_> = table
        .columns
        .iter()
        .map(|_| Some(flow.node(row, Kind::ColumnHeader)))
        .collect();
    drawing.head(flow, &head, &nodes);
    if !table.rows.is_empty() {
        let rows = flow.node(node, Kind::Rows);
        for row in &table.rows {
            drawing.row(flow, rows, row, &head);
        }
    }
    flow.y += 6.0;
}

struct Drawing<'a> {
    table: &'a Table,
    columns: Vec<f32>,
}

impl Drawing<'_> {
    /// Sets the header; without nodes where it was said on an earlier page.
    fn head(&self, flow: &mut Flow, head: &[Vec<Line>], nodes: &[Option<usize>]) {
        let height = total(height_of(head), HEAD.step) + 2.0 * PAD;
        let rect = |y, height| Rect {
            x: LEFT,
            y,
            width: WIDTH,
            height,
        };
        flow.artifact(rect(flow.y, height), Tone::Soft);
        self.cells(flow, head, nodes, 0..height_of(head), HEAD);
        flow.y += height;
        flow.artifact(rect(flow.y - 0.6, 1.2), Tone::Ink);
    }

    fn row(&self, flow: &mut Flow, parent: usize, row: &Row, head: &[Vec<Line>]) {
        let style = if row.total { HEAD } else { CELL };
        let cells = cells(row.cells.iter().cloned(), style, &self.columns);
        let node = flow.node(parent, Kind::Row);
        let nodes: Vec<_> = (0..cells.len())
            .map(|column| match column == 0 && self.table.row_headers {
                true => Some(flow.node(node, Kind::RowHeader)),
                false => Some(flow.node(node, Kind::Cell)),
            })
            .collect();
        let count = height_of(&cells).max(1);
        let whole = total(count, style.step) + 2.0 * PAD;
        let page = BOTTOM - TOP - total(height_of(head), HEAD.step) - 2.0 * PAD;
        if flow.y + whole > BOTTOM && whole <= page {
            self.turn(flow, head);
        }
        let mut from = 0;
        while from < count {
            if flow.y + style.step + 2.0 * PAD > BOTTOM {
                self.turn(flow, head);
            }
            let room = BOTTOM - flow.y - 2.0 * PAD;
            let mut to = from + 1;
            while to < count && total(to + 1 - from, style.step) <= room {
                to += 1;
            }
            if row.total && from == 0 {
                flow.artifact(line_at(flow.y - 0.4, 0.8), Tone::Ink);
            }
            self.cells(flow, &cells, &nodes, from..to, style);
            flow.y += total(to - from, style.step) + 2.0 * PAD;
            from = to;
        }
        flow.artifact(line_at(flow.y - 0.2, 0.4), Tone::Line);
    }

    fn turn(&self, flow: &mut Flow, head: &[Vec<Line>]) {
        flow.new_page();
        self.head(flow, head, &vec![None; head.len()]);
    }

    fn cells(
        &self,
        flow: &mut Flow,
        cells: &[Vec<Line>],
        nodes: &[Option<usize>],
        rows: std::ops::Range<usize>,
        style: Style,
    ) {
        let mut x = LEFT;
        for (column, cell) in cells.iter().enumerate() {
            let width = self.columns.get(column).copied().unwrap_or_default();
            let numeric = self.table.columns.get(column).is_some_and(|it| it.numeric);
            let node = nodes.get(column).copied().flatten();
            for (number, row) in rows.clone().enumerate() {
                let Some(line) = cell.get(row) else { break };
                let x = match numeric {
                    true => x + width - PAD - line.width,
                    false => x + PAD,
                };
                let base = flow.y + PAD + total(number, style.step) + style.step * 0.76;
                flow.line(node, line, x, base, style);
            }
            x += width;
        }
    }
}

fn line_at(y: f32, height: f32) -> Rect {
    Rect {
        x: LEFT,
        y,
        width: WIDTH,
        height,
    }
}

fn body(row: &Row, columns: &[f32]) -> Vec<Vec<Line>> {
    cells(row.cells.iter().cloned(), CELL, columns)
}

fn cells(texts: impl Iterator<Item = Text>, style: Style, columns: &[f32]) -> Vec<Vec<Line>> {
    texts
        .zip(columns)
        .map(|(text, width)| {
            let mut lines = lines(&text, style, width - 2.0 * PAD);
            // A space between what stands in neighbouring cells, for whoever copies the text.
            if let Some(line) = lines.last_mut() {
                line.end_with_space();
            }
            lines
        })
        .collect()
}

fn height_of(cells: &[Vec<Line>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0)
}

/// Shares the width among the columns: each as wide as its longest line if all fit, else each at
/// least as wide as its longest word.
fn columns(table: &Table) -> Vec<f32> {
    let wants: Vec<(f32, f32)> = (0..table.columns.len())
        .map(|column| want(table, column))
        .collect();
    let most: f32 = wants.iter().map(|(most, _)| most).sum();
    let least: f32 = wants.iter().map(|(_, least)| least).sum();
    if most <= WIDTH {
        let mut columns: Vec<f32> = wants.iter().map(|(most, _)| *most).collect();
        if let Some(first) = columns.first_mut() {
            *first += WIDTH - most;
        }
        return columns;
    }
    if least >= WIDTH {
        return vec![WIDTH / count(&wants); wants.len()];
    }
    let spare = (WIDTH - least) / (most - least);
    let share = |(most, least): &(f32, f32)| least + (most - least) * spare;
    wants.iter().map(share).collect()
}

/// With more columns than fit, all get the same.
#[expect(clippy::cast_precision_loss, reason = "columns of a table")]
fn count(wants: &[(f32, f32)]) -> f32 {
    wants.len() as f32
}

fn want(table: &Table, column: usize) -> (f32, f32) {
    let head = table
        .columns
        .get(column)
        .map(|it| Text::from(it.head.as_str()));
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let texts = head.as_ref().into_iter().chain(cells);
    let widest = texts
        .map(|text| widths(text, HEAD))
        .fold((0.0_f32, 0.0_f32), |so_far, it| {
            (so_far.0.max(it.0), so_far.1.max(it.1))
        });
    (widest.0 + 2.0 * PAD + 0.5, widest.1 + 2.0 * PAD + 0.5)
}
