//! Bars beside each other, one description for screens, files and paper.
//!
//! A chart is read without colour: each series has its own filling, each bar its number. What is
//! protected is drawn as what is known of it: `<5` is an empty, dashed bar up to 5, whatever the
//! count beneath is; a withheld cell has its sign and no bar. The table with the same numbers
//! stands beside it: a chart alone is no publication.
//!
//! [`svg`] writes attributes and classes only, no style and no script: a screen with a strict
//! policy may show it. Ink is `currentColor`; the classes `chart`, `chart-bar-0` to `chart-bar-3`
//! and `chart-text` are there for whoever wants colours.

mod drawing;

use std::fmt::Write as _;

pub(crate) use self::drawing::{Anchor, Drawing, Filling, Mark, draw};

/// The most series of one chart.
pub const SERIES_MAX: usize = 4;

/// A bar chart: groups of bars, one bar of each series a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it says, for who does not see it.
    pub alternative: String,
    /// The names of the series, such as two years; 1 to [`SERIES_MAX`].
    pub series: Vec<String>,
    /// The groups, from above.
    pub groups: Vec<Group>,
}

/// Bars that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are of.
    pub label: String,
    /// A bar for each series.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// A number that may be shown.
    Count {
        /// Its length.
        length: u64,
        /// What is written at its end.
        label: String,
    },
    /// A number of which only an upper bound may be known.
    Below {
        /// The bound: the bar is drawn up to it.
        bound: u64,
        /// What is written at its end, such as `<5`.
        label: String,
    },
    /// Nothing is drawn but the sign.
    Withheld {
        /// The sign, such as `x`.
        label: String,
    },
}

impl Bar {
    /// Returns what is written at its end.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Count { label, .. } | Self::Below { label, .. } | Self::Withheld { label } => {
                label
            }
        }
    }

    fn length(&self) -> u64 {
        match self {
            Self::Count { length, .. } => *length,
            Self::Below { bound, .. } => *bound,
            Self::Withheld { .. } => 0,
        }
    }
}

impl Chart {
    /// Returns whether there are as many bars in each group as there are series, and neither too
    /// few nor too many series.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let series = self.series.len();
        let whole = |group: &Group| group.bars.len() == series;
        (1..=SERIES_MAX).contains(&series) && self.groups.iter().all(whole)
    }
}

/// Draws a chart as an `svg` element, without style and without script.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    let drawing = draw(chart);
    let mut out = format!(
        "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\" font-family=\"Liberation Sans, Arial, sans-serif\" \
         font-size=\"{}\" fill=\"currentColor\" stroke=\"none\">",
        escape(&chart.alternative),
        Drawing::TEXT_SIZE,
        w = number(drawing.width),
        h = number(drawing.height),
    );
    for mark in &drawing.marks {
        write_mark(&mut out, mark);
    }
    out.push_str("</svg>");
    out
}

fn write_mark(out: &mut String, mark: &Mark) {
    // Writing to a string cannot fail.
    let _ = match mark {
        Mark::Bar {
            place,
            series,
            filling,
        } => {
            let corner = format!(
                "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                number(place.x),
                number(place.y),
                number(place.width),
                number(place.height)
            );
            let class = format!("class=\"chart-bar-{series}\"");
            match filling {
                Filling::Solid => write!(out, "<rect {class} {corner}/>"),
                Filling::Dashed => write!(
                    out,
                    "<rect {class} {corner} fill=\"none\" stroke=\"currentColor\" \
                     stroke-dasharray=\"3 2\"/>"
                ),
                Filling::Lines(lines) => {
                    let _ = write!(
                        out,
                        "<g {class} fill=\"none\" stroke=\"currentColor\"><rect {corner}/>"
                    );
                    if !lines.is_empty() {
                        out.push_str("<path d=\"");
                        for line in lines {
                            let [x1, y1, x2, y2] = line.map(number);
                            let _ = write!(out, "M{x1} {y1}L{x2} {y2}");
                        }
                        out.push_str("\"/>");
                    }
                    write!(out, "</g>")
                }
            }
        }
        Mark::Axis { x, from, to } => write!(
            out,
            "<path d=\"M{x} {}V{}\" fill=\"none\" stroke=\"currentColor\"/>",
            number(*from),
            number(*to),
            x = number(*x)
        ),
        Mark::Text { x, y, anchor, text } => write!(
            out,
            "<text class=\"chart-text\" x=\"{}\" y=\"{}\"{}>{}</text>",
            number(*x),
            number(*y),
            match anchor {
                Anchor::Start => "",
                Anchor::End => " text-anchor=\"end\"",
            },
            escape(text)
        ),
    };
}

/// Writes a length with at most one decimal: the same on every machine.
fn number(length: f32) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests;
