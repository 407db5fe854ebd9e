//! Where everything of a chart stands: what the SVG and the PDF are both drawn from.

use super::{Bar, Chart};
use crate::font::{Weight, wrap};

/// A chart as marks on a plane; lengths in points, y goes down.
pub(crate) struct Drawing {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) marks: Vec<Mark>,
}

impl Drawing {
    /// The size of all letters.
    pub(crate) const TEXT_SIZE: f32 = 12.0;
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// One mark.
pub(crate) enum Mark {
    /// A bar, or its sample in the legend.
    Bar {
        place: Place,
        series: usize,
        filling: Filling,
    },
    /// The line where the bars begin.
    Axis { x: f32, from: f32, to: f32 },
    /// A line of text; `y` is its base line.
    Text {
        x: f32,
        y: f32,
        anchor: Anchor,
        text: String,
    },
}

/// How a bar is filled.
pub(crate) enum Filling {
    /// Wholly.
    Solid,
    /// Not at all, with a dashed edge.
    Dashed,
    /// With an edge and these lines, from x, y to x, y.
    Lines(Vec<[f32; 4]>),
}

/// Which end of a text stands at its x.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    End,
}

const WIDTH: f32 = 480.0;
const LABEL_WIDTH: f32 = 168.0;
const BARS_X: f32 = LABEL_WIDTH + 8.0;
const VALUE_WIDTH: f32 = 52.0;
const BAR_HEIGHT: f32 = 13.0;
const BAR_STEP: f32 = 16.0;
const LINE_STEP: f32 = 15.0;
const GROUP_GAP: f32 = 10.0;

/// Lays a chart out.
pub(crate) fn draw(chart: &Chart) -> Drawing {
    let mut marks = Vec::new();
    let top = legend(chart, &mut marks);
    let lengths = chart.groups.iter().flat_map(|group| &group.bars);
    let longest = lengths.map(Bar::length).max().unwrap_or(0).max(1);
    let mut y = top;
    for group in &chart.groups {
        y += GROUP_GAP / 2.0;
        let lines = wrap(
            &group.label,
            Weight::Regular,
            LABEL_WIDTH / Drawing::TEXT_SIZE,
        );
        let label_height = steps(lines.len(), LINE_STEP);
        let bars_height = steps(group.bars.len(), BAR_STEP);
        let height = label_height.max(bars_height);
        let mut base = y + (height - label_height) / 2.0 + 11.5;
        for text in lines {
            let (x, anchor) = (LABEL_WIDTH, Anchor::End);
            marks.push(Mark::Text {
                x,
                y: base,
                anchor,
                text,
            });
            base += LINE_STEP;
        }
        let mut bar_y = y + (height - bars_height) / 2.0 + 1.5;
        for (series, bar) in group.bars.iter().enumerate() {
            draw_bar(bar, series, bar_y, longest, &mut marks);
            bar_y += BAR_STEP;
        }
        y += height + GROUP_GAP / 2.0;
    }
    marks.push(Mark::Axis {
        x: BARS_X,
        from: top,
        to: y,
    });
    Drawing {
        width: WIDTH,
        height: y + 2.0,
        marks,
    }
}

/// Draws what filling is whose, if there is more than one series; returns where the bars begin.
fn legend(chart: &Chart, marks: &mut Vec<Mark>) -> f32 {
    if chart.series.len() < 2 {
        return 2.0;
    }
    let mut x = BARS_X;
    for (series, name) in chart.series.iter().enumerate() {
        let place = Place {
            x,
            y: 3.0,
            width: 22.0,
            height: BAR_HEIGHT,
        };
        marks.push(Mark::Bar {
            place,
            series,
            filling: filling(series, place),
        });
        x += 28.0;
        marks.push(Mark::Text {
            x,
            y: 14.0,
            anchor: Anchor::Start,
            text: name.clone(),
        });
        x += Weight::Regular.width(name) * Drawing::TEXT_SIZE + 18.0;
    }
    26.0
}

fn draw_bar(bar: &Bar, series: usize, y: f32, longest: u64, marks: &mut Vec<Mark>) {
    let width = (WIDTH - BARS_X - VALUE_WIDTH) * share(bar.length(), longest);
    let place = Place {
        x: BARS_X,
        y,
        width,
        height: BAR_HEIGHT,
    };
    let filling = match bar {
        Bar::Count { .. } => filling(series, place),
        Bar::Below { .. } | Bar::Withheld { .. } => Filling::Dashed,
    };
    if width > 0.0 {
        marks.push(Mark::Bar {
            place,
            series,
            filling,
        });
    }
    marks.push(Mark::Text {
        x: BARS_X + width + 5.0,
        y: y + 10.5,
        anchor: Anchor::Start,
        text: bar.label().to_owned(),
    });
}

/// Fills the bars of each series in its own way.
fn filling(series: usize, place: Place) -> Filling {
    match series {
        0 => Filling::Solid,
        1 => Filling::Lines(slants(place)),
        2 => Filling::Lines(uprights(place)),
        _ => Filling::Lines(Vec::new()),
    }
}

/// Lines from below left to above right, 4 points apart, cut off at the edges.
fn slants(place: Place) -> Vec<[f32; 4]> {
    let mut lines = Vec::new();
    let mut at = 4.0;
    while at < place.width + place.height {
        let left = (at - place.height).max(0.0);
        let right = at.min(place.width);
        lines.push([
            place.x + left,
            place.y + (at - left),
            place.x + right,
            place.y + (at - right),
        ]);
        at += 4.0;
    }
    lines
}

/// Upright lines, 3 points apart.
fn uprights(place: Place) -> Vec<[f32; 4]> {
    let mut lines = Vec::new();
    let mut at = 3.0;
    while at < place.width {
        lines.push([place.x + at, place.y, place.x + at, place.y + place.height]);
        at += 3.0;
    }
    lines
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
fn steps(count: usize, step: f32) -> f32 {
    count as f32 * step
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the length of a bar, to a point"
)]
fn share(length: u64, longest: u64) -> f32 {
    length as f32 / longest as f32
}
