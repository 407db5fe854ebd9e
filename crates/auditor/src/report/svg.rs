//! The picture of a log over time: how many entries, and of how many the bodies are gone.
//!
//! Drawn in whole numbers; told in words beside it, so that nobody needs to see it.

use std::fmt::Write as _;

use crate::finding::{Picture, Point};

/// Width and height of the curves, in units of the drawing.
const WIDTH: u64 = 640;
const HEIGHT: u64 = 120;

/// Draws the curves. `title` is read aloud in place of the picture.
pub(super) fn draw(picture: &Picture, title: &str) -> String {
    let (Some(first), Some(last)) = (picture.points.first(), picture.points.last()) else {
        return String::new();
    };
    let scale = Scale {
        from: first.time,
        span: last.time.saturating_sub(first.time).max(1),
        most: picture
            .points
            .iter()
            .map(|p| p.entries)
            .max()
            .unwrap_or(1)
            .max(1),
    };
    let title = super::html::escape(title);
    let pattern = format!("pruned-{}", super::html::escape(&picture.log));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">\n\
         <defs><pattern id=\"{pattern}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"hatch\" d=\"M0 6L6 0\"/></pattern></defs>\n"
    );
    let curves = [
        ("entries", None, value_of_entries as fn(&Point) -> u64),
        ("pruned", Some(pattern), |point: &Point| point.pruned),
    ];
    for (class, pattern, value) in curves {
        let fill = pattern.map_or(String::new(), |id| format!(" fill=\"url(#{id})\""));
        let path = scale.path(&picture.points, value);
        let _ = writeln!(svg, "<path class=\"{class}\"{fill} d=\"{path}\"/>");
    }
    svg.push_str("</svg>\n");
    svg
}

fn value_of_entries(point: &Point) -> u64 {
    point.entries
}

struct Scale {
    from: u64,
    span: u64,
    most: u64,
}

impl Scale {
    /// Draws the area below a curve that moves in steps.
    fn path(&self, points: &[Point], value: fn(&Point) -> u64) -> String {
        let mut path = format!("M0 {HEIGHT}");
        for point in points {
            let x = scaled(point.time.saturating_sub(self.from), self.span, WIDTH);
            let y = HEIGHT - scaled(value(point), self.most, HEIGHT);
            let _ = write!(path, "H{x}V{y}");
        }
        let _ = write!(path, "H{WIDTH}V{HEIGHT}Z");
        path
    }
}

/// Returns `value` / `of` × `size`, rounded down, for values of any size.
fn scaled(value: u64, of: u64, size: u64) -> u64 {
    let scaled = u128::from(value) * u128::from(size) / u128::from(of.max(1));
    u64::try_from(scaled).unwrap_or(size).min(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draw_stays_within_the_frame_whatever_the_numbers() {
        let point = |time, entries, pruned| Point {
            time,
            entries,
            pruned,
        };
        let picture = Picture {
            log: "intake".to_owned(),
            points: vec![point(5, u64::MAX, 0), point(9, u64::MAX, u64::MAX)],
        };
        let svg = draw(&picture, "growth & \"pruning\"");
        assert!(svg.contains("d=\"M0 120H0V0H640V0H640V120Z\""), "{svg}");
        assert!(svg.contains("growth &amp; &quot;pruning&quot;"), "{svg}");
    }

    #[test]
    fn draw_of_nothing_is_nothing() {
        let picture = Picture {
            log: "cards".to_owned(),
            points: Vec::new(),
        };
        assert_eq!(draw(&picture, "x"), "");
    }
}
