//! The chart of a table: its parts, each column a series, the same numbers as in the table.

use bellrope_casework::vocabulary::Lang;
use bellrope_figures::{Cell, Role, Shown, ShownRow};
use bellrope_paper::chart::{Bar, Chart, Group, SERIES_MAX};

/// Most bars that are worth a chart; longer tables stand alone.
const GROUPS_MAX: usize = 30;

/// Draws a table as a chart: of its counts, or if it has none, of its shares. `None` if there is
/// nothing to draw.
#[must_use]
pub fn chart(table: &Shown, lang: Lang) -> Option<Chart> {
    let counts: Vec<&ShownRow> = table.rows.iter().filter(|row| is_count(row)).collect();
    let rows = match counts.is_empty() {
        true => table.rows.iter().filter(|row| is_share(row)).collect(),
        false => counts,
    };
    let series: Vec<String> = table
        .columns
        .iter()
        .map(|it| it.period.to_string())
        .collect();
    let fits = (1..=SERIES_MAX).contains(&series.len()) && (1..=GROUPS_MAX).contains(&rows.len());
    if !fits {
        return None;
    }
    let groups: Vec<Group> = rows.iter().map(|row| group(row, lang)).collect();
    let chart = Chart {
        alternative: alternative(table, &series, &groups, lang),
        series,
        groups,
    };
    chart.is_whole().then_some(chart)
}

fn is_count(row: &ShownRow) -> bool {
    let counts = |cell: &Cell| {
        matches!(
            cell,
            Cell::Count(_) | Cell::Rounded(_) | Cell::Fewer { .. } | Cell::Withheld | Cell::Absent
        )
    };
    let all = row.cells.iter().all(counts);
    row.role == Role::Part && all && row.cells.iter().any(|cell| *cell != Cell::Absent)
}

fn is_share(row: &ShownRow) -> bool {
    let share = |cell: &Cell| matches!(cell, Cell::Percent(_) | Cell::Absent);
    row.cells.iter().all(share) && row.cells.iter().any(|cell| *cell != Cell::Absent)
}

fn group(row: &ShownRow, lang: Lang) -> Group {
    Group {
        label: row.label.text(lang).to_owned(),
        bars: row.cells.iter().map(|cell| bar(*cell, lang)).collect(),
    }
}

/// A hidden count is drawn as what may be known of it, never as what it is.
fn bar(cell: Cell, lang: Lang) -> Bar {
    let label = cell.sign(lang);
    match cell {
        Cell::Count(number) | Cell::Rounded(number) | Cell::Percent(number) => Bar::Count {
            length: number.into(),
            label,
        },
        Cell::Fewer { threshold, .. } => Bar::Below {
            bound: threshold.into(),
            label,
        },
        _ => Bar::Withheld { label },
    }
}

/// Says the chart in words: every group with every number.
fn alternative(table: &Shown, series: &[String], groups: &[Group], lang: Lang) -> String {
    let mut said = format!("{}. ", table.title.text(lang));
    for group in groups {
        said.push_str(&group.label);
        said.push_str(": ");
        let bars = series.iter().zip(&group.bars);
        let bars: Vec<String> = bars
            .map(|(name, bar)| format!("{name} {}", bar.label()))
            .collect();
        said.push_str(&bars.join(", "));
        said.push_str(". ");
    }
    said.trim_end().to_owned()
}
