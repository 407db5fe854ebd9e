//! Tables with their charts, the method, the signals.

use bellrope_casework::vocabulary::{Category, Word as _};
use bellrope_figures::pattern::Signals;
use bellrope_figures::table::{self, Table as ExactTable};
use bellrope_figures::{Cell as Sign, Pack, Role, Shown, ShownRow, TableState};
use bellrope_paper::chart::{Bar, Chart, Group, svg};
use maud::{Markup, PreEscaped, html};

use crate::screen::component::{Cell, Table, Tone, empty, note, table};
use crate::text::{Texts, Value};

/// Draws a table, with its chart, and with the exact numbers for who may see them.
pub(super) fn table_of(texts: &Texts, shown: &Shown, exact: Option<&ExactTable>) -> Markup {
    let lang = texts.lang();
    let title = format!("{} {}", shown.name(), shown.title.text(lang));
    html! {
        section {
            h2 { (title) }
            p .hint { (shown.definition.text(lang)) }
            @if let Some(origin) = &shown.origin {
                p .hint {
                    (texts.with("figures-origin", &[
                        ("source", Value::from(origin.source.clone())),
                        ("day", Value::from(origin.standdatum.to_string())),
                    ]))
                }
            }
            @match shown.state {
                TableState::NotCollected => p { (texts.get("figures-not-collected")) },
                TableState::WithheldWhole => p { (texts.get("figures-withheld-whole")) },
                TableState::Published => {
                    (chart(texts, shown, &title))
                    (rows(texts, shown, exact, &title))
                }
            }
        }
    }
}

fn rows(texts: &Texts, shown: &Shown, exact: Option<&ExactTable>, title: &str) -> Markup {
    let lang = texts.lang();
    let mut heads = vec![texts.get("figures-row")];
    for column in &shown.columns {
        let period = [("period", Value::from(column.period.to_string()))];
        heads.push(column.period.to_string());
        if exact.is_some() {
            heads.push(texts.with("figures-exact-head", &period));
        }
    }
    let row = |(place, row): (usize, &ShownRow)| {
        let mut cells = vec![Cell::new(row.label.text(lang))];
        let counted = exact.and_then(|table| table.rows.get(place));
        for (column, sign) in row.cells.iter().enumerate() {
            cells.push(Cell::number(sign.sign(lang)));
            if exact.is_some() {
                let value = counted.and_then(|row| row.values.get(column));
                cells.push(Cell::number(match value {
                    Some(table::Value::Count(count)) => count.to_string(),
                    _ => String::new(),
                }));
            }
        }
        cells
    };
    table(&Table {
        caption: title,
        heads: &heads,
        rows: shown.rows.iter().enumerate().map(row).collect(),
    })
}

/// Draws what the public would see of the parts, none of the exact numbers.
fn chart(texts: &Texts, shown: &Shown, title: &str) -> Markup {
    let lang = texts.lang();
    let parts = shown.rows.iter().filter(|row| row.role == Role::Part);
    let groups: Vec<Group> = parts
        .map(|row| Group {
            label: row.label.text(lang).to_owned(),
            bars: row.cells.iter().map(|sign| bar(texts, *sign)).collect(),
        })
        .collect();
    if groups.is_empty() {
        return html! {};
    }
    let alternative = texts.with("figures-chart", &[("title", Value::from(title))]);
    let series = shown.columns.iter().map(|column| column.period.to_string());
    let chart = Chart {
        alternative: alternative.clone(),
        series: series.collect(),
        groups,
    };
    // Written by us: words are escaped there, and nothing in it is style or script.
    html! {
        div .table tabindex="0" role="region" aria-label=(alternative) { (PreEscaped(svg(&chart))) }
    }
}

fn bar(texts: &Texts, sign: Sign) -> Bar {
    let label = sign.sign(texts.lang());
    match sign {
        Sign::Count(number) | Sign::Rounded(number) => Bar::Count {
            length: u64::from(number),
            label,
        },
        Sign::Fewer { threshold, .. } => Bar::Below {
            bound: u64::from(threshold),
            label,
        },
        _ => Bar::Withheld { label },
    }
}

/// Draws how the tables are read and were made, and what the signs mean.
pub(super) fn method(texts: &Texts, pack: &Pack) -> Markup {
    let lang = texts.lang();
    html! {
        details {
            summary { (texts.get("figures-method")) }
            p { (pack.how_to_read.text(lang)) }
            @for paragraph in &pack.method { p { (paragraph.text(lang)) } }
            dl .definitions {
                @for sign in &pack.legend {
                    div { dt { (sign.sign) } dd { (sign.text.text(lang)) } }
                }
            }
        }
    }
}

/// Draws categories that stand out, with the warning that belongs to small numbers.
pub(super) fn patterns(texts: &Texts, found: &Signals<Category>) -> Markup {
    let heads = [
        "figures-pattern-kind",
        "figures-pattern-count",
        "figures-pattern-expected",
    ]
    .map(|id| texts.get(id));
    let rows = found.signals.iter().map(|signal| {
        vec![
            Cell::new(signal.kind.label(texts.lang())),
            Cell::number(signal.count),
            Cell::number(format!("{:.1}", signal.expected)),
        ]
    });
    let values = [
        ("tried", Value::from(found.tried)),
        ("alarms", Value::from(format!("{:.1}", found.false_alarms))),
    ];
    html! {
        (note(Tone::Warn, html! { p { (texts.with("figures-pattern-warning", &values)) } }))
        @if found.signals.is_empty() {
            (empty(&texts.get("figures-pattern-none"), None))
        } @else {
            (table(&Table {
                caption: &texts.get("figures-patterns"),
                heads: &heads,
                rows: rows.collect(),
            }))
        }
    }
}
