//! From a click on a picture to a box: where it fell, what lies between two clicks, moving by a step.

use super::{Frame, GRID, PixelError};

/// A pixel of a picture, from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Pixels from the left.
    pub x: u32,
    /// Pixels from above.
    pub y: u32,
}

/// How large a picture is drawn on a screen, in the pixels in which a click is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Width; at least 1.
    pub width: u32,
    /// Height; at least 1.
    pub height: u32,
}

impl Drawn {
    /// Returns how a picture of a width and height is drawn `wide`, in its proportions; a picture that
    /// would be more than four times as high as that is drawn smaller.
    #[must_use]
    pub fn fitted((width, height): (u32, u32), wide: u32) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        let by_width = scaled(height, wide, width);
        let high = wide.saturating_mul(4);
        match by_width <= high {
            true => Self {
                width: wide.max(1),
                height: by_width,
            },
            false => Self {
                width: scaled(width, high, height),
                height: high.max(1),
            },
        }
    }

    /// Returns the pixel of a picture of a width and height on which a click fell. One past the edge
    /// falls on the edge.
    #[must_use]
    pub fn point_of(self, (width, height): (u32, u32), clicked: Point) -> Point {
        let side = |at: u32, side: u32, drawn: u32| {
            let at = u64::from(at) * u64::from(side) / u64::from(drawn.max(1));
            u32::try_from(at)
                .unwrap_or(u32::MAX)
                .min(side.saturating_sub(1))
        };
        Point {
            x: side(clicked.x, width, self.width),
            y: side(clicked.y, height, self.height),
        }
    }
}

/// Returns `side` × `to` / `from`, and at least 1.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let scaled = u64::from(side) * u64::from(to) / u64::from(from);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// A step of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// The right side goes to the right.
    Wider,
    /// The right side goes to the left.
    Narrower,
    /// The lower side goes down.
    Taller,
    /// The lower side goes up.
    Shorter,
}

impl Step {
    /// All.
    pub const ALL: [Self; 8] = [
        Self::Left,
        Self::Right,
        Self::Up,
        Self::Down,
        Self::Wider,
        Self::Narrower,
        Self::Taller,
        Self::Shorter,
    ];

    /// Returns its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Up => "up",
            Self::Down => "down",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
            Self::Taller => "taller",
            Self::Shorter => "shorter",
        }
    }

    /// Finds the step of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

impl Frame {
    /// Returns the frame that has both pixels as corners, whichever they are.
    #[must_use]
    pub fn between(one: Point, other: Point) -> Self {
        Self {
            x: one.x.min(other.x),
            y: one.y.min(other.y),
            width: one.x.abs_diff(other.x).saturating_add(1),
            height: one.y.abs_diff(other.y).saturating_add(1),
        }
    }

    /// Returns a small frame on the grid that begins at a pixel, or ends at the edge of the picture.
    ///
    /// # Errors
    ///
    /// [`PixelError::Outside`] if the picture has no pixel.
    pub fn small_at(at: Point, width: u32, height: u32) -> Result<Self, PixelError> {
        let far = Point {
            x: at.x.saturating_add(6 * GRID).min(width.saturating_sub(1)),
            y: at.y.saturating_add(GRID).min(height.saturating_sub(1)),
        };
        let near = Point {
            x: at.x.min(far.x),
            y: at.y.min(far.y),
        };
        Self::between(near, far).snapped(width, height)
    }

    /// Returns the frame a step further on the grid, inside a picture; at the edge it stays, and it never
    /// becomes smaller than one square of the grid.
    ///
    /// # Errors
    ///
    /// [`PixelError::Outside`] if it is empty or lies outside.
    pub fn stepped(self, step: Step, width: u32, height: u32) -> Result<Self, PixelError> {
        let own = self.snapped(width, height)?;
        let across = Cells::of(own.x, own.width, width);
        let down = Cells::of(own.y, own.height, height);
        let (across, down) = match step {
            Step::Left => (across.back(), down),
            Step::Right => (across.forth(), down),
            Step::Up => (across, down.back()),
            Step::Down => (across, down.forth()),
            Step::Wider => (across.longer(), down),
            Step::Narrower => (across.shorter(), down),
            Step::Taller => (across, down.longer()),
            Step::Shorter => (across, down.shorter()),
        };
        let ((x, width), (y, height)) = (across.pixels(width), down.pixels(height));
        Ok(Self {
            x,
            y,
            width,
            height,
        })
    }
}

/// A stretch of one side of the grid: squares from, and to but without, of how many.
#[derive(Debug, Clone, Copy)]
struct Cells {
    from: u32,
    to: u32,
    of: u32,
}

impl Cells {
    fn of(from: u32, len: u32, edge: u32) -> Self {
        Self {
            from: from / GRID,
            to: (from + len).div_ceil(GRID),
            of: edge.div_ceil(GRID),
        }
    }

    fn back(self) -> Self {
        let step = u32::from(self.from > 0);
        Self {
            from: self.from - step,
            to: self.to - step,
            ..self
        }
    }

    fn forth(self) -> Self {
        let step = u32::from(self.to < self.of);
        Self {
            from: self.from + step,
            to: self.to + step,
            ..self
        }
    }

    fn longer(self) -> Self {
        let to = self.to + u32::from(self.to < self.of);
        Self { to, ..self }
    }

    fn shorter(self) -> Self {
        let to = self.to - u32::from(self.to - self.from > 1);
        Self { to, ..self }
    }

    fn pixels(self, edge: u32) -> (u32, u32) {
        let from = self.from * GRID;
        (from, (self.to * GRID).min(edge) - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: u32, y: u32) -> Point {
        Point { x, y }
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
    fn drawn_keeps_the_proportions_and_is_never_very_high() {
        let drawn = |width, height| Drawn { width, height };
        assert_eq!(Drawn::fitted((1131, 1600), 640), drawn(640, 905));
        assert_eq!(Drawn::fitted((10, 10), 256), drawn(256, 256));
        assert_eq!(Drawn::fitted((100, 1600), 640), drawn(160, 2560));
        assert_eq!(Drawn::fitted((1600, 1), 256), drawn(256, 1));
        assert_eq!(Drawn::fitted((1, 4096), 256), drawn(1, 1024));
    }

    #[test]
    fn point_is_where_the_click_fell_on_the_picture_at_every_size() {
        let picture = (1131, 1600);
        for wide in [256, 640, 1200] {
            let drawn = Drawn::fitted(picture, wide);
            let of = |x, y| drawn.point_of(picture, point(x, y));
            assert_eq!(of(0, 0), point(0, 0));
            assert_eq!(of(drawn.width, drawn.height), point(1130, 1599));
            assert_eq!(of(u32::MAX, u32::MAX), point(1130, 1599));
            let middle = of(drawn.width / 2, drawn.height / 2);
            assert!(
                middle.x.abs_diff(565) <= 5 && middle.y.abs_diff(800) <= 5,
                "{middle:?}"
            );
        }
    }

    #[test]
    fn between_takes_the_corners_in_any_order() {
        let all = frame(10, 20, 31, 5);
        for (one, other) in [
            (point(10, 20), point(40, 24)),
            (point(40, 20), point(10, 24)),
            (point(40, 24), point(10, 20)),
        ] {
            assert_eq!(Frame::between(one, other), all);
        }
        assert_eq!(Frame::between(point(7, 7), point(7, 7)), frame(7, 7, 1, 1));
    }

    #[test]
    fn small_frame_lies_inside_wherever_it_begins() {
        for (x, y) in [(0, 0), (50, 69), (99, 0), (400, 400)] {
            let small = Frame::small_at(point(x, y), 100, 70).unwrap();
            assert_eq!(small.snapped(100, 70), Ok(small));
        }
        assert_eq!(Frame::small_at(point(0, 0), 0, 5), Err(PixelError::Outside));
    }

    #[test]
    fn steps_stay_inside_and_on_the_grid() {
        let (width, height) = (100, 70);
        let step = |it: Frame, step| it.stepped(step, width, height).unwrap();
        let one = frame(32, 32, 32, 32);
        assert_eq!(step(one, Step::Left), frame(0, 32, 32, 32));
        assert_eq!(
            step(step(one, Step::Right), Step::Right),
            frame(96, 32, 4, 32)
        );
        assert_eq!(step(one, Step::Up), frame(32, 0, 32, 32));
        assert_eq!(step(one, Step::Down), frame(32, 64, 32, 6));
        assert_eq!(step(one, Step::Wider), frame(32, 32, 64, 32));
        assert_eq!(step(one, Step::Taller), frame(32, 32, 32, 38));
        assert_eq!(step(one, Step::Narrower), one);
        assert_eq!(step(one, Step::Shorter), one);
        let all = frame(0, 0, width, height);
        for stays in [Step::Left, Step::Right, Step::Up, Step::Down, Step::Wider] {
            assert_eq!(step(all, stays), all, "{stays:?}");
        }
        for step in Step::ALL {
            assert_eq!(Step::of_code(step.code()), Some(step));
        }
        let outside = frame(90, 0, 20, 1).stepped(Step::Left, width, height);
        assert_eq!(outside, Err(PixelError::Outside));
    }
}
