//! A picture for whoever draws boxes: outlines with their number, which hide nothing yet. It never leaves.

use super::place::Point;
use super::{Frame, Picture, PixelError};

const DARK: [u8; 3] = [0, 0, 0];
const LIGHT: [u8; 3] = [255, 255, 255];
const NEW: [u8; 3] = [255, 221, 0];
/// Columns and rows of a digit.
const DIGIT: (u32, u32) = (3, 5);
/// The digits, row by row, from the highest bit of three.
const DIGITS: [[u8; 5]; 10] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 2, 2],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
];

/// What somebody is drawing just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// One corner; a cross shows it.
    Corner(Point),
    /// A box that is not kept yet.
    Box(Frame),
}

/// Draws boxes as outlines, each with its number from 1, and what is being drawn. Outlines are dark and
/// light, so that they show on any ground.
///
/// # Errors
///
/// [`PixelError`], by variant.
pub fn sketch(
    png: &[u8],
    frames: &[Frame],
    drawing: Option<Drawing>,
) -> Result<Picture, PixelError> {
    let mut picture = Picture::read(png)?;
    let (width, height) = (picture.width, picture.height);
    // Lines stay visible where a large picture is shown small.
    let line = (width.max(height) / 400).max(2);
    for (number, frame) in (1_u32..).zip(frames) {
        let frame = frame.snapped(width, height)?;
        picture.outline(frame, line, &[DARK, LIGHT]);
        picture.number(frame, line, number);
    }
    match drawing {
        Some(Drawing::Corner(at)) => picture.cross(at, line),
        Some(Drawing::Box(frame)) => {
            let frame = frame.snapped(width, height)?;
            picture.outline(frame, line, &[DARK, NEW, NEW, DARK]);
        }
        None => {}
    }
    Ok(picture)
}

impl Picture {
    /// Lines along the inside of a frame, from outside to inside.
    fn outline(&mut self, frame: Frame, line: u32, colours: &[[u8; 3]]) {
        let mut inner = Some(frame);
        for colour in colours {
            let Some(frame) = inner else { return };
            self.border(frame, line, *colour);
            inner = shrunk(frame, line);
        }
    }

    fn border(&mut self, frame: Frame, line: u32, colour: [u8; 3]) {
        let (across, down) = (line.min(frame.width), line.min(frame.height));
        let right = frame.x + frame.width - across;
        let below = frame.y + frame.height - down;
        let sides = [
            Frame {
                height: down,
                ..frame
            },
            Frame {
                y: below,
                height: down,
                ..frame
            },
            Frame {
                width: across,
                ..frame
            },
            Frame {
                x: right,
                width: across,
                ..frame
            },
        ];
        for side in sides {
            self.fill(side, colour);
        }
    }

    /// A number in the upper left of a frame, on a light plate.
    fn number(&mut self, frame: Frame, line: u32, number: u32) {
        let dot = line + 1;
        let (left, above) = (frame.x + 2 * line, frame.y + 2 * line);
        for (at, digit) in (0_u32..).zip(number.to_string().bytes()) {
            let x = left + at * (DIGIT.0 + 1) * dot;
            let plate = Frame {
                x,
                y: above,
                width: (DIGIT.0 + 2) * dot,
                height: (DIGIT.1 + 2) * dot,
            };
            self.fill_inside(plate, LIGHT);
            self.digit(
                (x + dot, above + dot),
                dot,
                DIGITS[usize::from(digit - b'0')],
            );
        }
    }

    fn digit(&mut self, (x, y): (u32, u32), dot: u32, rows: [u8; 5]) {
        for (row, bits) in (0_u32..).zip(rows) {
            for column in (0..DIGIT.0).filter(|column| bits >> (DIGIT.0 - 1 - column) & 1 == 1) {
                let square = Frame {
                    x: x + column * dot,
                    y: y + row * dot,
                    width: dot,
                    height: dot,
                };
                self.fill_inside(square, DARK);
            }
        }
    }

    /// Two lines that meet in a pixel, dark beside light.
    fn cross(&mut self, at: Point, line: u32) {
        let reach = 8 * line;
        for (thick, colour) in [(3 * line, DARK), (line, NEW)] {
            let half = thick / 2;
            let (x, y) = (at.x.saturating_sub(half), at.y.saturating_sub(half));
            let across = Frame {
                x: at.x.saturating_sub(reach),
                y,
                width: 2 * reach,
                height: thick,
            };
            let down = Frame {
                x,
                y: at.y.saturating_sub(reach),
                width: thick,
                height: 2 * reach,
            };
            self.fill_inside(across, colour);
            self.fill_inside(down, colour);
        }
    }

    /// Fills as much of a frame as lies in the picture.
    fn fill_inside(&mut self, frame: Frame, colour: [u8; 3]) {
        let x = frame.x.min(self.width);
        let y = frame.y.min(self.height);
        let inside = Frame {
            x,
            y,
            width: frame.width.min(self.width - x),
            height: frame.height.min(self.height - y),
        };
        self.fill(inside, colour);
    }
}

/// The frame inside the line of a frame; none if nothing is left.
fn shrunk(frame: Frame, line: u32) -> Option<Frame> {
    let width = frame.width.checked_sub(2 * line)?;
    let height = frame.height.checked_sub(2 * line)?;
    (width > 0 && height > 0).then_some(Frame {
        x: frame.x + line,
        y: frame.y + line,
        width,
        height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREY: [u8; 3] = [128, 128, 128];

    fn grey(width: u32, height: u32) -> Vec<u8> {
        let rgb = GREY.repeat((width * height) as usize);
        Picture { width, height, rgb }.png().unwrap()
    }

    fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
        let at = ((y * picture.width + x) * 3) as usize;
        picture.rgb[at..at + 3].try_into().unwrap()
    }

    fn frame(x: u32, y: u32, width: u32, height: u32) -> Frame {
        Frame {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn sketch_shows_boxes_as_outlines_and_leaves_the_rest() {
        let kept = frame(32, 32, 64, 64);
        let picture = sketch(&grey(200, 160), &[kept], None).unwrap();
        assert_eq!(pixel(&picture, 32, 50), DARK);
        assert_eq!(pixel(&picture, 34, 50), LIGHT);
        assert_eq!(pixel(&picture, 95, 95), DARK);
        // What is under the box is still to be seen, as is what is outside.
        assert_eq!(pixel(&picture, 80, 85), GREY);
        assert_eq!(pixel(&picture, 31, 32), GREY);
        assert_eq!(pixel(&picture, 96, 96), GREY);
    }

    #[test]
    fn boxes_have_numbers_of_their_own() {
        let of = |number: usize| {
            let frames = vec![frame(0, 0, 96, 96); number];
            sketch(&grey(96, 96), &frames, None).unwrap().rgb
        };
        let all: Vec<_> = (1..=12).map(of).collect();
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one), "{at}");
        }
    }

    #[test]
    fn what_is_being_drawn_shows_wherever_it_is() {
        let point = |x, y| Point { x, y };
        for at in [point(0, 0), point(99, 69), point(50, 30)] {
            let picture = sketch(&grey(100, 70), &[], Some(Drawing::Corner(at))).unwrap();
            assert_eq!(pixel(&picture, at.x, at.y), NEW);
        }
        let new = frame(0, 0, 100, 70);
        let picture = sketch(&grey(100, 70), &[new], Some(Drawing::Box(new))).unwrap();
        assert_eq!(pixel(&picture, 0, 0), DARK);
        assert_eq!(pixel(&picture, 2, 40), NEW);
        // A box that is narrower than its outline.
        let narrow = frame(96, 0, 4, 70);
        let picture = sketch(&grey(100, 70), &[], Some(Drawing::Box(narrow))).unwrap();
        assert_eq!(pixel(&picture, 95, 10), GREY);
        assert_eq!(pixel(&picture, 96, 10), DARK);
    }

    #[test]
    fn sketch_refuses_what_lies_outside() {
        let outside = frame(90, 0, 20, 10);
        let drawn = Some(Drawing::Box(outside));
        assert_eq!(
            sketch(&grey(100, 70), &[outside], None),
            Err(PixelError::Outside)
        );
        assert_eq!(sketch(&grey(100, 70), &[], drawn), Err(PixelError::Outside));
    }
}
